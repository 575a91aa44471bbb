//! What we say we are here for: the statements of one's places and communities as they hold, and the drafts under way.

use std::collections::HashMap;

use axum::extract::Query;
use axum::response::Response;
use face::{Drawing, Markup, Page, Room, empty, heading, html};
use serde::Deserialize;
use store::{Conn, OrgId};

use super::queries::{self, Near};
use super::statement::{How, Kind, Place, Statement};
use super::wording::Clause;
use crate::{Cx, Stop, Viewer, people, w};

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    /// A place other than one's own.
    #[serde(default)]
    at: String,
}

pub(super) async fn page(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let at = match asked.at.parse::<OrgId>() {
            Ok(org) => Some(queries::place(c, me.district, org)?.ok_or(Stop::Nothing)?),
            Err(_) => None,
        };
        list_page(c, me, at.as_ref())
    })
    .await
}

fn list_page(c: &mut Conn, me: &Viewer, at: Option<&Place>) -> Result<Page, Stop> {
    let lang = me.lang();
    let found = queries::near(c, me, at.map(|p| p.org))?;
    // The nearest place stands for the others in what is in force there and above.
    let home = match at {
        Some(place) => Some(place.clone()),
        None => queries::places(c, me)?.into_iter().next(),
    };
    let above = match &home {
        Some(place) => people::orgs_above(c, place.org)?,
        None => Vec::new(),
    };
    let here = at.map_or(me.district_name.as_str(), |p| p.name.as_str());
    let lived = if me.works_here() { queries::lived_near(c, me, at.map(|p| p.org))? } else { HashMap::new() };
    let held: Vec<&Near> = found.iter().filter(|n| n.kept.holding().is_some()).collect();
    let due = held.iter().filter(|n| n.kept.holding().is_some_and(|d| d.due(me.today()))).count();
    let standards = crate::STANDARDS_IN_FORCE(c, me)?;
    let title = match (held.len(), due) {
        (0, _) => lang.t(w::VISION_TITLE_NONE).to_owned(),
        (n, 0) => lang.say(w::vision_title(n)),
        (n, due) => lang.say(w::vision_title_due(n, due)),
    };
    let drafts: Vec<&Near> = found.iter().filter(|n| !n.kept.open().is_empty()).collect();
    let begins = me.works_here() && home.is_some();
    let begin = match at {
        Some(place) => format!("/vision/new?at={}", place.org),
        None => "/vision/new".to_owned(),
    };
    let mut more = Vec::new();
    if me.works_here() {
        for section in crate::VISION_SECTIONS {
            more.push(section(c, me, at)?);
        }
    }
    let body = html! {
        (heading(html! { (here) }, &title, html! { (lang.t(w::VISION_LEAD)) }))
        @if found.is_empty() {
            (empty(Drawing::Seed, lang.t(w::VISION_EMPTY), lang.t(w::VISION_EMPTY_WHY), begins.then_some((begin.as_str(), lang.t(w::VISION_BEGIN)))))
        }
        @for near in posters(&held) { (poster(me, near, lived.get(&near.statement.id).copied())) }
        @let rest: Vec<&&Near> = held.iter().filter(|n| !n.statement.kind.poster()).collect();
        @if !rest.is_empty() {
            section aria-labelledby="rest" {
                h2 #rest { (lang.t(w::VISION_REST)) }
                ul.list data-testid="statements" { @for near in rest { (row(me, near)) } }
            }
        }
        @if !drafts.is_empty() && me.works_here() {
            section aria-labelledby="drafts" {
                h2 #drafts { (lang.t(w::VISION_DRAFTS)) }
                ul.list data-testid="drafts" { @for near in &drafts { (draft_row(me, near)) } }
            }
        }
        @if let Some(place) = &home { (in_force(me, place, &held, &above, &standards)) }
        @for section in &more { (section) }
        @if begins && !found.is_empty() { p.actions { a.button href=(begin) data-testid="begin-statement" { (lang.t(w::VISION_BEGIN)) } } }
        @if me.works_here() { p.actions { a.button.quiet href="/workshops" data-testid="workshops" { (lang.t(w::VISION_TOGETHER)) } } }
    };
    Ok(Page::new(Room::Goals, title, lang.t(w::VISION_LIST_AUDIENCE), body))
}

/// Visions and missions in force: the widest place first, visions before missions.
fn posters<'a>(held: &[&'a Near]) -> Vec<&'a Near> {
    let mut all: Vec<&Near> = held.iter().copied().filter(|n| n.statement.kind.poster()).collect();
    let rank = |s: &Statement| match (s.community, s.org.0 == s.district.0) {
        (None, true) => 0,
        (None, false) => 1,
        _ => 2,
    };
    all.sort_by_key(|n| (rank(&n.statement), Kind::ALL.iter().position(|k| *k == n.statement.kind)));
    all
}

/// So many characters of a statement stand large in a list; the rest is on its page.
const LARGE: usize = 420;

/// The passages that stand large in a list: whole ones, the first always.
fn large(clauses: &[Clause]) -> impl Iterator<Item = &Clause> {
    let mut room = LARGE;
    clauses
        .iter()
        .enumerate()
        .take_while(move |(n, clause)| {
            let fits = *n == 0 || clause.text.len() <= room;
            room = room.saturating_sub(clause.text.len());
            fits
        })
        .map(|(_, clause)| clause)
}

/// A statement said large.
fn poster(me: &Viewer, near: &Near, lived: Option<i64>) -> Markup {
    let (lang, statement) = (me.lang(), &near.statement);
    let Some(held) = near.kept.holding() else { return html! {} };
    let head = format!("of-{}", statement.id);
    html! {
        section.poster aria-labelledby=(head) data-testid="poster" {
            h2.kicker id=(head) { a href={ "/vision/" (statement.id) } { (kind_of(me, statement)) } }
            blockquote {
                @for clause in large(&held.clauses) { p { (clause.text) } }
            }
            p.small {
                @if held.due(me.today()) { span.chip.needs { (lang.t(w::VISION_DUE)) } }
                @else if let Some(adopted) = &held.adopted { (lang.say(w::vision_since(day(me, adopted.on)))) }
                @if let Some(lived) = lived { ", " (lang.say(w::vision_lived_count(lived))) }
            }
        }
    }
}

fn row(me: &Viewer, near: &Near) -> Markup {
    let (lang, statement) = (me.lang(), &near.statement);
    let held = near.kept.holding();
    let first = held.and_then(|d| d.clauses.first()).map(|c: &Clause| crate::goals::shorten(&c.text, 160));
    html! {
        li {
            div {
                a href={ "/vision/" (statement.id) } { (kind_of(me, statement)) }
                @if let Some(first) = first { small { (first) } }
            }
            span.when {
                @if held.is_some_and(|d| d.due(me.today())) { span.chip.needs { (lang.t(w::VISION_DUE)) } }
                @else if let Some(adopted) = held.and_then(|d| d.adopted.as_ref()) { (lang.say(w::vision_since(day(me, adopted.on)))) }
            }
        }
    }
}

fn draft_row(me: &Viewer, near: &Near) -> Markup {
    let (lang, statement) = (me.lang(), &near.statement);
    let open = near.kept.open();
    let href = match open[..] {
        [one] => format!("/drafts/{}", one.id),
        _ => format!("/vision/{}/drafts", statement.id),
    };
    let count = |how: How| near.stands.iter().filter(|(h, _)| *h == how).map(|(_, n)| *n).sum::<i64>();
    let (yes, not_yet) = (count(How::Behind) + count(How::Live), count(How::NotYet));
    html! {
        li {
            div {
                a href=(href) { (kind_of(me, statement)) }
                small {
                    (lang.say(w::vision_drafts_count(open.len())))
                    @if yes + not_yet > 0 { ". " (lang.say(w::vision_stands_count(not_yet, yes))) }
                }
            }
            span.when { @if let Some(newest) = open.iter().max_by_key(|d| d.made) { (face::since(lang, newest.made, me.now, &me.zone)) } }
        }
    }
}

/// What is in force at a place: of its own, from above, or not yet. The parts a policy on professional learning needs.
fn in_force(me: &Viewer, place: &Place, held: &[&Near], above: &[OrgId], standards: &Markup) -> Markup {
    let lang = me.lang();
    let of = |kind: Kind| {
        let mut found: Vec<&&Near> = held
            .iter()
            .filter(|n| n.statement.kind == kind && n.statement.community.is_none() && above.contains(&n.statement.org))
            .collect();
        found.sort_by_key(|n| above.iter().position(|o| *o == n.statement.org));
        found
    };
    html! {
        section aria-labelledby="in-force" data-testid="in-force" {
            h2 #in-force { (lang.say(w::vision_in_force(place.name.as_str()))) }
            p.small { (lang.t(w::VISION_IN_FORCE_WHY)) }
            dl.facts {
                @for kind in [Kind::Vision, Kind::Definition, Kind::Policy] {
                    dt { (lang.t(if kind == Kind::Definition { w::VISION_SHORT_DEFINITION } else { heading_word(kind) })) }
                    dd {
                        @let found = of(kind);
                        @if found.is_empty() { (lang.t(w::VISION_PART_MISSING)) }
                        @for (n, near) in found.iter().enumerate() {
                            @if n > 0 { ", " }
                            a href={ "/vision/" (near.statement.id) } { (if near.statement.name.is_empty() { &near.statement.place } else { &near.statement.name }) }
                        }
                    }
                }
                dt { (lang.t(w::VISION_STANDARDS)) } dd { (standards) }
            }
        }
    }
}

pub(super) fn heading_word(kind: Kind) -> face::Word {
    match kind {
        Kind::Vision => w::VISION_HEAD_VISION,
        Kind::Mission => w::VISION_HEAD_MISSION,
        Kind::Definition => w::VISION_HEAD_DEFINITION,
        Kind::Policy => w::VISION_HEAD_POLICY,
        Kind::Description => w::VISION_HEAD_DESCRIPTION,
    }
}

/// "Vision of Riverbend", "Policy of Riverbend: Time for learning".
pub(crate) fn kind_of(me: &Viewer, statement: &Statement) -> String {
    label(me.lang(), statement.kind, &statement.place, &statement.name)
}

/// The same of its parts.
pub(super) fn label(lang: face::Lang, kind: Kind, place: &str, name: &str) -> String {
    let head = lang.say(w::vision_of(lang.t(heading_word(kind)), place));
    if name.is_empty() { head } else { format!("{head}: {name}") }
}

/// A day with its year where that isn't this one.
pub(crate) fn day(me: &Viewer, on: jiff::civil::Date) -> String {
    face::date_short(me.lang(), on, me.today())
}
