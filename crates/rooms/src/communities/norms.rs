//! Norms: how a community wants to work together. Proposed by one, said yes to by each, looked at again on a day they choose.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Room, form, heading, html, problems, submit};
use jiff::civil::Date;
use store::{CommunityId, Conn, PersonId, Time};
use uuid::Uuid;

use super::community::{Community, Part};
use super::norms_queries::{self as queries, Kept, Norms, Proposal, norms};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// More than so many are not kept in mind.
const MOST: usize = 12;
const LINE: usize = 160;
const CHANGED: usize = 400;
/// Weeks until a community looks at its norms again, unless it says otherwise.
const WEEKS: i64 = 12;

/// A community whose norms the viewer may read: its members, also when it rests, and its guests.
fn read_here(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let community = super::find(c, me, id)?.ok_or(Stop::Nothing)?;
    match community.my_part {
        Some(Part::Member | Part::Facilitator | Part::Guest) => Ok(community),
        _ => Err(Stop::NotYours(w::NORMS_MEMBERS_ONLY)),
    }
}

/// A community whose norms the viewer works on.
fn work_here(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Community, Stop> {
    let community = super::find(c, me, id)?.ok_or(Stop::Nothing)?;
    if community.works_here() { Ok(community) } else { Err(Stop::NotYours(w::NORMS_MEMBERS_ONLY)) }
}

/// On the community's page: the norms that hold, and what waits for the viewer's yes.
pub(super) fn section(me: &Viewer, community: &Community, kept: &Kept, workers: usize) -> Markup {
    let lang = me.lang();
    let path = format!("/communities/{}/norms", community.id);
    let (holding, proposed) = (kept.holding(), kept.proposed());
    let works = community.works_here();
    html! {
        @if holding.is_some() || works {
            section #norms aria-labelledby="norms-head" data-live-on={ "community:" (community.id) } data-live-get={ "/communities/" (community.id) } {
                h2 #norms-head { (lang.t(w::NORMS)) }
                @if let Some(holding) = holding {
                    (lines(holding))
                    @if works && kept.due(me.today()) { p { (lang.t(w::NORMS_DUE)) } }
                } @else if proposed.is_none() { p { (lang.t(w::NORMS_NONE)) } }
                @if works && let Some(open) = proposed {
                    p { (lang.say(w::norms_waiting(workers, open.assents))) }
                    @if !open.mine { (lines(open)) (yes(me, community, open)) }
                }
                p.actions {
                    @if works && kept.0.is_empty() { a.button.second href={ (path) "#change" } data-testid="first-norms" { (lang.t(w::NORMS_BEGIN)) } }
                    @else if works { a.button.quiet href=(path) { (lang.t(w::NORMS_OPEN)) } }
                }
            }
        }
    }
}

fn lines(norms: &Norms) -> Markup {
    html! { ul.said.norms data-testid="norms" { @for line in &norms.lines { li { (line) } } } }
}

fn yes(me: &Viewer, community: &Community, norms: &Norms) -> Markup {
    html! {
        (form(&me.who, &format!("/communities/{}/norms/agree", community.id), Some(norms.rev), html! {
            input type="hidden" name="n" value=(norms.n);
            button.button.second data-testid="agree-norms" { (me.lang().t(w::NORMS_AGREE)) }
        }))
    }
}

/// For the page of a meeting: the norms in sight. Nothing when there are none.
pub fn norms_in_sight(me: &Viewer, community: &Community, kept: &Kept) -> Markup {
    let lang = me.lang();
    html! {
        @if let Some(holding) = kept.holding() {
            section.quiet aria-labelledby="norms-head" data-testid="norms-in-sight" {
                h3 #norms-head { a href={ "/communities/" (community.id) "/norms" } { (lang.t(w::NORMS)) } }
                ul.small.norms { @for line in &holding.lines { li { (line) } } }
            }
        }
    }
}

pub(super) async fn page(cx: Cx, Path(id): Path<CommunityId>) -> Response {
    cx.page(move |c, me| {
        let community = read_here(c, me, id)?;
        let kept = norms(c, me, id)?;
        let base = kept.0.first();
        let again = me.today().checked_add(jiff::Span::new().weeks(WEEKS)).unwrap_or(me.today());
        let again = kept.proposed().and_then(|s| s.look_again).unwrap_or(again);
        let fields = Fields::prefilled([
            ("lines", base.map(|s| s.lines.join("\n")).unwrap_or_default()),
            ("changed", kept.proposed().map(|s| s.changed.clone()).unwrap_or_default()),
            ("again", again.to_string()),
        ]);
        norms_page(c, me, &community, &kept, &fields)
    })
    .await
}

fn norms_page(c: &mut Conn, me: &Viewer, community: &Community, kept: &Kept, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let works = community.works_here();
    let guest = community.my_part == Some(Part::Guest);
    let said = if guest { Vec::new() } else { queries::assents(c, community.id)? };
    let people = super::members(c, community.id)?;
    let workers: Vec<_> = people.iter().filter(|m| m.works()).collect();
    let (holding, proposed) = (kept.holding(), kept.proposed());
    let audience = community.audience_line(c, me, holding.map_or(community.inside, |s| s.audience))?;
    let title = match (holding, proposed) {
        (_, Some(open)) if !guest => lang.say(w::norms_title_proposed(workers.len(), open.assents)),
        (Some(_), _) if kept.due(me.today()) && !guest => lang.t(w::NORMS_TITLE_DUE).to_owned(),
        (Some(holding), _) => lang.say(w::norms_title_hold(holding.lines.len())),
        (None, _) => lang.t(w::NORMS_TITLE_NONE).to_owned(),
    };
    let body = html! {
        (heading(html! { a href={ "/communities/" (community.id) } { (community.name) } }, &title, html! { (lang.t(w::NORMS_LEAD)) }))
        (problems(lang, f))
        @if let Some(open) = proposed {
            section #proposed aria-labelledby="proposed-head" data-live-on={ "community:" (community.id) } data-live-get={ "/communities/" (community.id) "/norms" } {
                h2 #proposed-head { (lang.t(w::NORMS_PROPOSED)) }
                (lines(open))
                (change(me, open, holding))
                p.small { (by(me, open)) }
                (who(me, open, &said, &workers))
                @if works && !open.mine { (yes(me, community, open)) }
                @if community.facilitates() && enough(open, workers.len()) {
                    (form(&me.who, &format!("/communities/{}/norms/settle", community.id), Some(open.rev), html! {
                        input type="hidden" name="n" value=(open.n);
                        button.button.quiet { (lang.t(w::NORMS_SETTLE)) }
                    }))
                    p.small { (lang.t(w::NORMS_SETTLE_WHY)) }
                }
            }
        }
        @if let Some(holding) = holding {
            section aria-labelledby="hold-head" {
                h2 #hold-head { (lang.t(w::NORMS_HOLD)) }
                (lines(holding))
                p.small {
                    (since(me, holding))
                    @if let Some(day) = holding.look_again { " " (lang.say(w::norms_next_look(face::date_long(lang, day)))) }
                }
                @if !guest { (who(me, holding, &said, &workers)) }
                @if works && !holding.mine { (yes(me, community, holding)) }
            }
        }
        @if works { (change_form(me, community, kept, &audience, f)) }
        @if !guest { (history(me, kept, &said)) }
    };
    Ok(Page::new(Room::Communities, title, audience, body).live([format!("community:{}", community.id)]))
}

/// Half of those who work there, rounded up: fewer can't settle it for all.
fn enough(norms: &Norms, workers: usize) -> bool {
    usize::try_from(norms.assents).is_ok_and(|yes| yes * 2 >= workers)
}

fn by(me: &Viewer, norms: &Norms) -> Markup {
    let lang = me.lang();
    let day = face::date_long(lang, norms.made.date_in(&me.zone));
    html! { (lang.say(w::norms_by(day, norms.by_name.as_str()))) }
}

fn since(me: &Viewer, norms: &Norms) -> Markup {
    let lang = me.lang();
    html! {
        @if let Some(agreed) = norms.agreed { (lang.say(w::norms_since(face::date_long(lang, agreed.date_in(&me.zone))))) }
    }
}

type Said = (Uuid, PersonId, String, Time);

/// Who said yes and when, and who hasn't yet.
fn who(me: &Viewer, norms: &Norms, said: &[Said], workers: &[&super::Membership]) -> Markup {
    let lang = me.lang();
    let day_of = |(.., when): &Said| when.date_in(&me.zone);
    let here: Vec<&Said> = said.iter().filter(|(id, ..)| *id == norms.id).collect();
    let missing: Vec<&str> =
        workers.iter().filter(|m| !here.iter().any(|(_, p, ..)| *p == m.person)).map(|m| m.name.as_str()).collect();
    html! {
        p.small data-testid="yes" {
            @for day in here.chunk_by(|a, b| day_of(a) == day_of(b)) {
                @let names = day.iter().map(|(_, _, name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
                (lang.say(w::norms_yes(face::near(lang, day_of(day[0]), me.today()), names))) " "
            }
            @if !missing.is_empty() { (lang.say(w::norms_not_yet(missing.join(", ")))) }
        }
    }
}

/// What a version changed of the one before: what is new, what is gone.
fn change(me: &Viewer, norms: &Norms, before: Option<&Norms>) -> Markup {
    let lang = me.lang();
    let Some(before) = before else { return html! {} };
    let new: Vec<&String> = norms.lines.iter().filter(|l| !before.lines.contains(l)).collect();
    let gone: Vec<&String> = before.lines.iter().filter(|l| !norms.lines.contains(l)).collect();
    html! {
        @if new.is_empty() && gone.is_empty() { p.small { (lang.t(w::NORMS_SAME)) } }
        @else {
            ul.small data-testid="norms-change" {
                @for line in new { li { (lang.t(w::NORMS_NEW)) " " ins { (line) } } }
                @for line in gone { li { (lang.t(w::NORMS_GONE)) " " del { (line) } } }
            }
        }
        @if !norms.changed.is_empty() { p { (norms.changed) } }
    }
}

fn change_form(me: &Viewer, community: &Community, kept: &Kept, audience: &str, f: &Fields) -> Markup {
    let lang = me.lang();
    let newest = kept.0.first();
    let (title, button) = match newest {
        None => (w::NORMS_BEGIN, w::NORMS_PROPOSE),
        Some(_) => (w::NORMS_AGAIN, w::NORMS_PROPOSE),
    };
    let fields = html! {
        (form(&me.who, &format!("/communities/{}/norms", community.id), Some(newest.map_or(0, |s| s.rev)), html! {
            input type="hidden" name="n" value=(kept.newest());
            (Field::new("lines", lang.t(w::NORMS_LINES)).hint(lang.t(w::NORMS_LINES_HINT)).needed().area(lang, f, 7))
            @if newest.is_some() { (Field::new("changed", lang.t(w::NORMS_CHANGED)).area(lang, f, 2)) }
            (Field::new("again", lang.t(w::NORMS_AGAIN_ON)).hint(lang.t(w::NORMS_AGAIN_ON_HINT)).input(lang, f, "date"))
            p { span.audience { (audience) } }
            div.actions { (submit(lang.t(button))) }
        }))
    };
    html! {
        section #change aria-labelledby="change-head" {
            h2 #change-head { (lang.t(title)) }
            @if newest.is_some() {
                p { (lang.t(w::NORMS_AGAIN_HOW)) }
                details.more open[f.refused() || kept.due(me.today())] { summary { (lang.t(w::NORMS_CHANGE)) } div.narrow { (fields) } }
            } @else { div.narrow { (fields) } }
        }
    }
}

fn history(me: &Viewer, kept: &Kept, said: &[Said]) -> Markup {
    let lang = me.lang();
    let holding = kept.holding().map(|s| s.n);
    let old: Vec<(usize, &Norms)> =
        kept.0.iter().enumerate().filter(|(_, s)| Some(s.n) != holding && s.agreed.is_some()).collect();
    html! {
        @if !old.is_empty() || kept.0.iter().filter(|s| s.agreed.is_some()).count() > 1 {
            section aria-labelledby="history" {
                h2 #history { (lang.t(w::NORMS_HISTORY)) }
                ol.days data-testid="norms-history" reversed {
                    @for (at, norms) in kept.0.iter().enumerate().filter(|(_, s)| s.agreed.is_some()) {
                        @let before = kept.0.iter().skip(at + 1).find(|s| s.agreed.is_some());
                        li {
                            time { @if let Some(agreed) = norms.agreed { (face::date_short(lang, agreed.date_in(&me.zone), me.today())) } }
                            div {
                                @if before.is_some() { (change(me, norms, before)) } @else { ul.small { @for line in &norms.lines { li { (line) } } } }
                                @let names: Vec<&str> = said.iter().filter(|(id, ..)| *id == norms.id).map(|(_, _, name, _)| name.as_str()).collect();
                                small { (lang.say(w::norms_said_yes(names.join(", ")))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A line without the bullet or number people put before it: "2. Start on time", but not "5 minutes each".
fn unnumbered(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '•', '*', '–']).trim();
    let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match words.strip_prefix(['.', ')']) {
        Some(rest) if words.len() < line.len() => rest.trim(),
        _ => line,
    }
}

/// The norms as they were typed: one a line, without the bullets and numbers people put before them.
fn parse(f: &mut Fields, today: Date) -> (Vec<String>, String, Option<Date>) {
    let text = f.needed("lines", MOST * (LINE + 1));
    let lines: Vec<String> = text.lines().map(|l| unnumbered(l).to_owned()).filter(|l| !l.is_empty()).collect();
    if lines.len() > MOST {
        f.wrong("lines", w::NORMS_TOO_MANY);
    } else if lines.iter().any(|l| l.chars().count() > LINE) {
        f.wrong("lines", w::NORMS_TOO_LONG);
    } else if lines.is_empty() && f.problem_of("lines").is_none() {
        f.wrong("lines", face::w::ERROR_NEEDED);
    }
    let changed = f.text("changed", CHANGED);
    let again = f.date("again");
    if again.is_some_and(|d| d <= today) {
        f.wrong("again", w::NORMS_AGAIN_PAST);
    }
    (lines, changed, again)
}

pub(super) async fn propose(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = work_here(tx, me, id)?;
        let kept = norms(tx, me, id)?;
        let (lines, changed, look_again) = parse(f, me.today());
        if f.refused() {
            return Err(Stop::again(norms_page(tx, me, &community, &kept, f)?));
        }
        let seen = (f.pick::<i64>("n").unwrap_or(0), f.rev());
        if seen != kept.0.first().map_or((0, 0), |s| (s.n, s.rev)) {
            return Err(Stop::stale(conflict(tx, me, &community, &kept, f, &lines)?));
        }
        queries::propose(tx, me.person, &community, &kept, &Proposal { lines: &lines, changed: &changed, look_again })?;
        Ok(Go::to(format!("/communities/{id}/norms")))
    })
    .await
}

fn conflict(
    c: &mut Conn,
    me: &Viewer,
    community: &Community,
    kept: &Kept,
    f: &Fields,
    lines: &[String],
) -> Result<Page, Stop> {
    let lang = me.lang();
    let now = kept.0.first();
    let action = format!("/communities/{}/norms", community.id);
    let conflict = Conflict {
        action: &action,
        rev: now.map_or(0, |s| s.rev),
        by: now.map_or("", |s| s.by_name.as_str()),
        fields: vec![(
            "lines",
            lang.t(w::NORMS),
            lines.join("\n"),
            now.map(|s| s.lines.join("\n")).unwrap_or_default(),
        )],
        hidden: vec![
            ("n", kept.newest().to_string()),
            ("changed", f.raw("changed").to_owned()),
            ("again", f.raw("again").to_owned()),
        ],
    };
    let audience = community.audience_line(c, me, community.inside)?;
    Ok(Page::new(Room::Communities, community.name.clone(), audience, conflict.view(&me.who)))
}

/// One tap: yes to the version that was seen. When it is another by now, the page shows that one instead.
pub(super) async fn agree(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = work_here(tx, me, id)?;
        let kept = norms(tx, me, id)?;
        let seen = (f.pick::<i64>("n").unwrap_or(0), f.rev());
        queries::agree(tx, me.person, &community, &kept, seen)?;
        Ok(Go::to(format!("/communities/{id}/norms")))
    })
    .await
}

/// The facilitator says that it holds, when at least half have said yes: whoever is away doesn't hold up the others.
pub(super) async fn settle(cx: Cx, Path(id): Path<CommunityId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let community = work_here(tx, me, id)?;
        if !community.facilitates() {
            return Err(Stop::NotYours(w::NORMS_SETTLE_WHO));
        }
        let kept = norms(tx, me, id)?;
        let seen = (f.pick::<i64>("n").unwrap_or(0), f.rev());
        let workers = super::members(tx, id)?.iter().filter(|m| m.works()).count();
        match kept.proposed().filter(|s| (s.n, s.rev) == seen) {
            Some(open) if enough(open, workers) => queries::settle(tx, me.person, &community, open.id)?,
            Some(_) => return Err(Stop::Refused(w::NORMS_TOO_FEW)),
            None => {}
        }
        Ok(Go::to(format!("/communities/{id}/norms")))
    })
    .await
}
