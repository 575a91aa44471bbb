//! Changing a protocol of one's own: its name, its steps, who may see it.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems};
use learning::protocol::{Protocol, Who};
use learning::shape::Text;
use store::{Conn, Tx};

use super::protocol_pages::{audience_of, keep_line};
use super::protocols::{self, Given, Known, Own};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

const NAME: usize = 80;
const ABOUT: usize = 600;
const PROMPT: usize = 500;
const CAPTURE: usize = 300;
/// So many steps at most: a conversation with more is two.
const MOST: usize = 16;
const WHO: [(&str, Who); 5] = [
    ("everyone", Who::Everyone),
    ("presenter", Who::Presenter),
    ("participants", Who::Participants),
    ("facilitator", Who::Facilitator),
    ("silent", Who::Silent),
];

fn who_name(who: Who) -> &'static str {
    WHO.iter().find(|(_, w)| *w == who).map_or("everyone", |(name, _)| name)
}

/// A copy the viewer may change, with the community whose it is.
fn to_change(c: &mut Conn, me: &Viewer, at: &str) -> Result<(Known, Own, Option<Community>), Stop> {
    let known = protocols::find(c, me, at)?.ok_or(Stop::Nothing)?;
    let Some(own) = known.own.clone() else { return Err(Stop::NotYours(w::PROTOCOL_NOT_OURS)) };
    if !known.may_change(c, me)? {
        return Err(Stop::NotYours(w::PROTOCOL_NOT_YOURS));
    }
    let community = match &own.community {
        Some((id, _)) => communities::find(c, me, *id)?,
        None => None,
    };
    Ok((known, own, community))
}

/// The values of the form for a protocol as it is, in the viewer's language.
fn filled(me: &Viewer, p: &Protocol, wide: bool) -> Vec<(String, String)> {
    let tag = me.lang().tag();
    let mut values = vec![
        ("name".to_owned(), p.name.get(tag).to_owned()),
        ("about".to_owned(), p.about.get(tag).to_owned()),
        ("source".to_owned(), p.source.get(tag).to_owned()),
        ("least".to_owned(), p.min_people.to_string()),
        ("most".to_owned(), p.max_people.to_string()),
        ("seen".to_owned(), if wide { "district" } else { "community" }.to_owned()),
    ];
    for (n, step) in p.steps.iter().enumerate() {
        let capture: Vec<&str> = step.capture.iter().map(|c| c.label.get(tag)).collect();
        values.extend([
            (format!("s{n}-key"), step.key.clone()),
            (format!("s{n}-name"), step.name.get(tag).to_owned()),
            (format!("s{n}-prompt"), step.prompt.get(tag).to_owned()),
            (format!("s{n}-minutes"), step.minutes.to_string()),
            (format!("s{n}-who"), who_name(step.who).to_owned()),
            (format!("s{n}-capture"), capture.join("\n")),
        ]);
    }
    let new = p.steps.len();
    values.extend([(format!("s{new}-minutes"), "5".to_owned()), (format!("s{new}-who"), "everyone".to_owned())]);
    values
}

fn is_wide(own: &Own, community: Option<&Community>) -> bool {
    community.is_none_or(|c| c.inside != own.audience)
}

pub(super) async fn edit(cx: Cx, Path(at): Path<String>) -> Response {
    cx.page(move |c, me| {
        let (known, own, community) = to_change(c, me, &at)?;
        let values = filled(me, &known.protocol, is_wide(&own, community.as_ref()));
        edit_page(c, me, &known, &own, community.as_ref(), &Fields::new(values))
    })
    .await
}

fn edit_page(
    c: &mut Conn,
    me: &Viewer,
    known: &Known,
    own: &Own,
    community: Option<&Community>,
    f: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = audience_of(c, me, known)?;
    let back = format!("/protocols/{}", known.at);
    let title = lang.t(w::PROTOCOL_EDIT);
    // As many steps as were sent, and one more to fill in.
    let sent = (0..MOST).take_while(|n| f.has(&format!("s{n}-name"))).count();
    let count = sent.max(known.protocol.steps.len() + 1).min(MOST);
    let body = html! {
        (heading(html! { a href=(back) { (known.protocol.name.get(lang.tag())) } }, title, html! { (lang.t(w::PROTOCOL_EDIT_LEAD)) }))
        (problems(lang, f))
        div.narrow {
            (form(&me.who, &format!("{back}/edit"), Some(own.rev), html! {
                (Field::new("name", lang.t(w::PROTOCOL_NAME)).needed().input(lang, f, "text"))
                (Field::new("about", lang.t(w::PROTOCOL_ABOUT)).needed().area(lang, f, 2))
                h2 { (lang.t(w::PROTOCOL_THE_STEPS)) }
                @for n in 0..count { (step_fields(me, f, n)) }
                h2 { (lang.t(w::PROTOCOL_AROUND)) }
                div.row {
                    (Field::new("least", lang.t(w::PROTOCOL_LEAST)).needed().input(lang, f, "number"))
                    (Field::new("most", lang.t(w::PROTOCOL_MOST)).needed().input(lang, f, "number"))
                }
                (Field::new("source", lang.t(w::PROTOCOL_SOURCE)).hint(lang.t(w::PROTOCOL_SOURCE_HINT)).area(lang, f, 2))
                @if let Some(community) = community {
                    @let everyone = lang.say(w::protocol_for_district(me.district_name.as_str()));
                    (Field::new("seen", lang.t(w::PROTOCOL_SEEN)).needed().choices(lang, f, &[
                        ("community", community.name.as_str(), lang.t(w::PROTOCOL_SEEN_COMMUNITY)),
                        ("district", everyone.as_str(), lang.t(w::PROTOCOL_SEEN_DISTRICT)),
                    ]))
                }
                (keep_line(lang.t(face::w::SAVE), &audience))
            }))
        }
    };
    Ok(Page::new(Room::Communities, title, audience, body))
}

/// The fields of one step, folded away behind its name.
fn step_fields(me: &Viewer, f: &Fields, n: usize) -> Markup {
    let lang = me.lang();
    let at = |what: &str| format!("s{n}-{what}");
    let (name, prompt, minutes, who, capture) = (at("name"), at("prompt"), at("minutes"), at("who"), at("capture"));
    let key = f.raw(&at("key"));
    let new = key.is_empty();
    let again = [&name, &prompt, &minutes, &who, &capture].iter().any(|n| f.problem_of(n).is_some());
    let speaks: Vec<(String, String)> = WHO
        .iter()
        .map(|(name, who)| ((*name).to_owned(), super::protocol_pages::who_speaks(lang, *who, None, None)))
        .collect();
    let field = |name, label| if new { Field::new(name, label).main() } else { Field::new(name, label).needed() };
    html! {
        details.more open[again] {
            summary {
                @if new { (lang.t(w::PROTOCOL_STEP_NEW)) }
                @else { (f.raw(&name)) " " small { (lang.say(w::meeting_minutes(f.raw(&minutes).parse::<u32>().unwrap_or(0)))) } }
            }
            @if !new { input type="hidden" name=(at("key")) value=(key); }
            (field(&name, lang.t(w::PROTOCOL_STEP_NAME)).input(lang, f, "text"))
            (field(&prompt, lang.t(w::PROTOCOL_STEP_PROMPT)).hint(lang.t(w::PROTOCOL_STEP_PROMPT_HINT)).area(lang, f, 3))
            div.row {
                (field(&minutes, lang.t(w::ITEM_MINUTES)).input(lang, f, "number"))
                (field(&who, lang.t(w::PROTOCOL_STEP_WHO)).select(lang, f, &speaks))
            }
            (Field::new(&capture, lang.t(w::PROTOCOL_STEP_CAPTURE)).hint(lang.t(w::PROTOCOL_STEP_CAPTURE_HINT)).area(lang, f, 2))
            @if !new {
                label.check { input type="checkbox" name=(at("out")) value="yes" checked[f.has(&at("out"))]; span { (lang.t(w::PROTOCOL_STEP_OUT)) } }
            }
        }
    }
}

/// What a form gives, as the protocol it would make.
fn parse(me: &Viewer, was: &Protocol, f: &mut Fields) -> Protocol {
    let tag = me.lang().tag();
    let mut next = was.clone();
    let (name, about, source) = (f.needed("name", NAME), f.needed("about", ABOUT), f.text("source", ABOUT));
    protocols::say(&mut next.name, tag, &name);
    protocols::say(&mut next.about, tag, &about);
    if source.is_empty() {
        next.source = Text::default()
    } else {
        protocols::say(&mut next.source, tag, &source)
    }
    next.min_people = whole(f, "least", 200);
    next.max_people = whole(f, "most", 200);
    let mut given = Vec::new();
    for n in 0..MOST {
        let at = |what: &str| format!("s{n}-{what}");
        let key = Some(f.raw(&at("key")).to_owned()).filter(|k| !k.is_empty());
        let empty = key.is_none() && f.raw(&at("name")).trim().is_empty() && f.raw(&at("prompt")).trim().is_empty();
        if empty || f.has(&at("out")) {
            continue;
        }
        let chosen = f.choice(&at("who"), &WHO.map(|(name, _)| name));
        given.push(Given {
            key: key.filter(|k| was.step(k).is_some()),
            name: f.needed(&at("name"), NAME),
            prompt: f.needed(&at("prompt"), PROMPT),
            minutes: whole(f, &at("minutes"), 180),
            who: WHO.iter().find(|(name, _)| *name == chosen).map_or(Who::Everyone, |(_, who)| *who),
            capture: f.text(&at("capture"), CAPTURE),
        });
    }
    next.steps = protocols::with_steps(was, tag, &given);
    if next.steps.is_empty() {
        f.wrong("name", w::PROTOCOL_NO_STEPS);
    }
    let least = if next.needs_presenter() { 2 } else { 1 };
    if f.problem_of("least").is_none() && next.min_people < least {
        f.wrong("least", w::PROTOCOL_TOO_FEW);
    }
    if f.problem_of("most").is_none() && next.max_people < next.min_people {
        f.wrong("most", w::PROTOCOL_MOST_WRONG);
    }
    next
}

/// A whole number from one to `most`.
fn whole(f: &mut Fields, name: &str, most: i64) -> u32 {
    u32::try_from(super::planning::minutes(f, name, most)).unwrap_or(0)
}

pub(super) async fn save(cx: Cx, Path(at): Path<String>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (known, own, community) = to_change(tx, me, &at)?;
        let next = parse(me, &known.protocol, f);
        let wide = match &community {
            Some(_) => f.choice("seen", &["community", "district"]) == "district",
            None => true,
        };
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &known, &own, community.as_ref(), f)?));
        }
        let seen = protocols::seen_by(tx, own.district, community.as_ref(), wide)?;
        if f.rev() != own.rev || !protocols::change(tx, me.person, &own, &next, seen)? {
            return Err(Stop::stale(both(tx, me, &known, &own, f)?));
        }
        Ok(Go::to(format!("/protocols/{at}")))
    })
    .await
}

/// Somebody saved first: what differs stands side by side, everything else is sent along. A step that the other added stands
/// there too, with nothing on this side.
fn both(tx: &mut Tx<'_>, me: &Viewer, known: &Known, own: &Own, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = audience_of(tx, me, known)?;
    let saved = filled(me, &known.protocol, true);
    let theirs = Fields::new(saved.clone());
    let mine_at = |key: &str| (0..MOST).find(|n| f.raw(&format!("s{n}-key")) == key);
    let mut rows: Vec<(String, String, String, String)> = Vec::new();
    let mut hidden: Vec<(String, String)> = Vec::new();
    let labels = [("name", w::PROTOCOL_NAME), ("about", w::PROTOCOL_ABOUT), ("source", w::PROTOCOL_SOURCE)];
    for (name, label) in labels {
        pair(&mut rows, &mut hidden, name.into(), lang.t(label).to_owned(), f.raw(name), theirs.raw(name));
    }
    for name in ["least", "most", "seen"] {
        hidden.push((name.into(), f.raw(name).to_owned()));
    }
    let words =
        [("name", w::PROTOCOL_STEP_NAME), ("prompt", w::PROTOCOL_STEP_PROMPT), ("capture", w::PROTOCOL_STEP_CAPTURE)];
    let mut free = (0..MOST).filter(|n| f.has(&format!("s{n}-name"))).count();
    for n in 0..free {
        let there = known.protocol.steps.iter().position(|s| s.key == f.raw(&format!("s{n}-key")));
        for (what, label) in words {
            let mine = format!("s{n}-{what}");
            let saved = there.map(|at| theirs.raw(&format!("s{at}-{what}"))).unwrap_or(f.raw(&mine)).to_owned();
            let label = format!("{}: {}", f.raw(&format!("s{n}-name")), lang.t(label));
            pair(&mut rows, &mut hidden, mine.clone(), label, f.raw(&mine), &saved);
        }
        for what in ["key", "minutes", "who", "out"] {
            let name = format!("s{n}-{what}");
            if f.has(&name) {
                hidden.push((name.clone(), f.raw(&name).to_owned()));
            }
        }
    }
    for (at, step) in known.protocol.steps.iter().enumerate().filter(|(_, s)| mine_at(&s.key).is_none()) {
        if free == MOST {
            break;
        }
        for (what, label) in words {
            let label = format!("{}: {}", step.name.get(lang.tag()), lang.t(label));
            let saved = theirs.raw(&format!("s{at}-{what}"));
            pair(&mut rows, &mut hidden, format!("s{free}-{what}"), label, "", saved);
        }
        hidden.push((format!("s{free}-minutes"), step.minutes.to_string()));
        hidden.push((format!("s{free}-who"), who_name(step.who).to_owned()));
        free += 1;
    }
    let action = format!("/protocols/{}/edit", known.at);
    let conflict = Conflict {
        action: &action,
        rev: own.rev,
        by: &own.by_name,
        fields: rows.iter().map(|(n, l, m, t)| (n.as_str(), l.as_str(), m.clone(), t.clone())).collect(),
        hidden: hidden.iter().map(|(n, v)| (n.as_str(), v.clone())).collect(),
    };
    Ok(Page::new(Room::Communities, lang.t(w::PROTOCOL_EDIT), audience, conflict.view(&me.who)))
}

/// A text that differs is shown twice; one that doesn't is sent along.
fn pair(
    rows: &mut Vec<(String, String, String, String)>,
    hidden: &mut Vec<(String, String)>,
    name: String,
    label: String,
    mine: &str,
    theirs: &str,
) {
    if mine.replace("\r\n", "\n").trim() == theirs.trim() {
        hidden.push((name, mine.to_owned()));
    } else {
        rows.push((name, label, mine.to_owned(), theirs.to_owned()));
    }
}
