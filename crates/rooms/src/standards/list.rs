//! The standards in force here, all together: a picture by frames and a plain list, and what is seen near each. No state, no
//! share, no marks: they are read whole.

use std::collections::HashMap;

use axum::response::Response;
use face::{Drawing, Markup, Page, Room, empty, heading, html};
use learning::standards::{Set, Standard};
use store::Conn;

use super::seen::{self, Seen};
use super::set::{Adoption, said, sentence, set_path, standard_path};
use super::{citing, queries, talk};
use crate::{Cx, Stop, Viewer, w};

pub(super) async fn page(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let adopted = queries::adoptions(c, me)?;
        let leads = me.leads_district();
        let near = match adopted.holding(me.today()) {
            Some(holding) => Near::of(c, me, &holding.set)?,
            None => Near::default(),
        };
        let (title, body) = match adopted.holding(me.today()) {
            Some(holding) => {
                let title = lang.say(w::standards_title(holding.set.standards.len(), day(me, holding.from)));
                let body = html! {
                    (heading(html! { (me.district_name) }, &title, html! { (lang.t(w::STANDARDS_LEAD)) }))
                    @if let Some(coming) = adopted.coming(me.today()) {
                        p { (lang.say(w::standards_coming(day(me, coming.from), said(me, &coming.set.title)))) }
                    }
                    (whole(me, &holding.set, &near))
                    (about(me, holding))
                };
                (title, body)
            }
            None => {
                let title = lang.t(w::STANDARDS_TITLE_NONE).to_owned();
                let why = if leads { w::STANDARDS_EMPTY_LEADER } else { w::STANDARDS_EMPTY_WHY };
                let body = html! {
                    (heading(html! { (me.district_name) }, &title, html! { (lang.t(w::STANDARDS_LEAD)) }))
                    @if let Some(coming) = adopted.coming(me.today()) {
                        p { (lang.say(w::standards_coming(day(me, coming.from), said(me, &coming.set.title)))) }
                    }
                    (empty(Drawing::Seed, lang.t(w::STANDARDS_EMPTY), lang.t(why), Some(("/standards/sets", lang.t(w::STANDARDS_SETS_GO)))))
                };
                (title, body)
            }
        };
        Ok(Page::new(Room::Goals, title, lang.say(w::standards_audience(me.district_name.as_str())), body))
    })
    .await
}

/// A day with its year where that isn't this one.
pub(super) fn day(me: &Viewer, on: jiff::civil::Date) -> String {
    face::date_short(me.lang(), on, me.today())
}

/// The words of a set carry their language: a district's own may have one alone.
pub(super) fn tongue(me: &Viewer, set: &Set) -> Option<String> {
    let got = set.language_for(me.lang().tag());
    (got != me.lang().tag()).then(|| got.to_owned())
}

/// What is near each standard of a set, as far as the viewer may know: where it is seen, and how often it was spoken of.
#[derive(Default)]
pub(super) struct Near {
    seen: HashMap<String, Vec<Seen>>,
    spoken: HashMap<String, i64>,
}

impl Near {
    pub(super) fn of(c: &mut Conn, me: &Viewer, set: &Set) -> Result<Near, Stop> {
        if !me.works_here() {
            return Ok(Near::default());
        }
        let seen = seen::by_standard(seen::seen(c, me, &set.key, "")?);
        Ok(Near { seen, spoken: talk::spoken(c, me, set)? })
    }
}

/// A set shown whole: the stem, then every standard in its frame; and the same as a plain list.
pub(super) fn whole(me: &Viewer, set: &Set, near: &Near) -> Markup {
    let lang = me.lang();
    let stem = said(me, &set.stem);
    let framed: Vec<(Option<&str>, &str)> = if set.frames.is_empty() {
        vec![(None, "")]
    } else {
        let unframed = set.of_frame(None).next().map(|_| (None, ""));
        set.frames.iter().map(|f| (Some(f.key.as_str()), said(me, &f.name))).chain(unframed).collect()
    };
    html! {
        section aria-labelledby="whole-head" data-testid="whole" {
            h2.visually-hidden #whole-head { (lang.t(w::STANDARDS)) }
            div lang=[tongue(me, set)] {
                @if !stem.is_empty() { p.stem-words { (stem) " …" } }
                @for (frame, name) in &framed {
                    div.standards {
                        @if !name.is_empty() { h3 { (name) } }
                        ul { @for standard in set.of_frame(*frame) { (one(me, set, standard, near)) } }
                    }
                }
            }
            details.more {
                summary { (lang.t(w::STANDARDS_AS_LIST)) }
                (plain_list(me, set))
            }
        }
    }
}

/// A standard among the others.
fn one(me: &Viewer, set: &Set, standard: &Standard, near: &Near) -> Markup {
    let text = said(me, &standard.text);
    html! {
        li {
            a href=(standard_path(&set.key, &standard.key)) { (said(me, &standard.name)) }
            @if text.is_empty() { p.soft { (said(me, &standard.missing)) } } @else { p { "… " (text) } }
            @if let Some(seen) = near.seen.get(&standard.key) { (citing::near(me, seen)) }
            @if let Some(spoken) = near.spoken.get(&standard.key) { p.near { a href={ (standard_path(&set.key, &standard.key)) "#talk" } { (me.lang().say(w::standards_spoken(*spoken))) } } }
        }
    }
}

/// Every standard with its elements, as nested lines.
fn plain_list(me: &Viewer, set: &Set) -> Markup {
    html! {
        ol.prose lang=[tongue(me, set)] data-testid="plain-list" {
            @for standard in &set.standards {
                li {
                    strong { (said(me, &standard.name)) }
                    @if let Some(text) = sentence(me, set, standard) { p { (text) } }
                    @if !standard.elements.is_empty() { ul { @for element in &standard.elements { li { (said(me, &element.text)) } } } }
                    @if !said(me, &standard.missing).is_empty() { p.soft { (said(me, &standard.missing)) } }
                }
            }
        }
    }
}

/// Since when it holds, who adopted it and why, and what is quoted from where.
fn about(me: &Viewer, holding: &Adoption) -> Markup {
    let lang = me.lang();
    html! {
        section.narrow aria-labelledby="about" {
            h2 #about { (said(me, &holding.set.title)) }
            p data-testid="adopted" { @if !me.works_here() { (lang.say(w::standards_holds(day(me, holding.from)))) } @else { (lang.say(w::standards_adopted(holding.by_name.as_str(), day(me, holding.from)))) } @if !holding.why.is_empty() { " " span.said { (holding.why) } } }
            (quoted(me, &holding.set))
            p.actions {
                a.button.second href=(set_path(&holding.set.key)) { (lang.t(w::STANDARDS_SET_GO)) }
                a.button.quiet href="/standards/sets" { (lang.t(w::STANDARDS_SETS_GO)) }
                a.button.quiet href="/standards/look-fors" { (lang.t(w::LOOK_FORS)) }
                a.button.quiet href="/standards/continua" { (lang.t(w::CONTINUA)) }
                a.button.quiet href="/standards/study" { (lang.t(w::STUDY)) }
                a.button.quiet href="/standards/adoptions" { (lang.t(w::STANDARDS_HISTORY_GO)) }
            }
        }
    }
}

/// When it was published, and what is quoted from where.
pub(super) fn quoted(me: &Viewer, set: &Set) -> Markup {
    let lang = me.lang();
    let published = set.published.as_deref().and_then(|p| published(me, p));
    html! {
        @match (&published, set.publisher.as_str()) {
            (Some(on), "") => p.small { (lang.say(w::standards_published(on.as_str()))) },
            (Some(on), by) => p.small { (lang.say(w::standards_published_by(by, on.as_str()))) },
            (None, "") => p.small { (lang.t(w::STANDARDS_PUBLISHED_UNKNOWN)) },
            (None, by) => p.small { (lang.say(w::standards_published_unknown_by(by))) },
        }
        @if !said(me, &set.source).is_empty() { p.small data-testid="source" { (said(me, &set.source)) } }
        @if set.translated_for(lang.tag()) { p.small data-testid="translated" { (lang.t(w::STANDARDS_TRANSLATED)) } }
    }
}

/// "2011", "April 2022", "April 5, 2022".
fn published(me: &Viewer, text: &str) -> Option<String> {
    let lang = me.lang();
    match text.len() {
        4 => Some(text.to_owned()),
        7 => Some(face::date_month(lang, format!("{text}-01").parse().ok()?)),
        _ => Some(face::date_short(lang, text.parse().ok()?, jiff::civil::Date::MIN)),
    }
}

/// For the page of statements: which standards are in force, as one of the parts a policy rests on.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub(crate) fn in_force(c: &mut Conn, me: &Viewer) -> Result<Markup, Stop> {
    let lang = me.lang();
    let adopted = queries::adoptions(c, me)?;
    Ok(match adopted.holding(me.today()) {
        Some(holding) => html! {
            a href="/standards" data-testid="standards-in-force" { (said(me, &holding.set.title)) }
            " " small { (lang.say(w::standards_since(day(me, holding.from)))) }
        },
        None => {
            html! { (lang.t(w::VISION_PART_MISSING)) " " a href="/standards" data-testid="standards-in-force" { (lang.t(w::STANDARDS_LOOK)) } }
        }
    })
}
