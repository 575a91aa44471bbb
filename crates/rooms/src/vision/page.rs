//! A statement as it stands: what holds, said large; who took part; what has changed; its drafts side by side; every wording.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use face::{Markup, Page, Room, form, heading, html};
use store::{Conn, StatementId};
use uuid::Uuid;

use super::cited::Lived;
use super::citing;
use super::draft_page::{adopted_line, compared};
use super::list::kind_of;
use super::lived;
use super::queries;
use super::statement::{Draft, How, Kept, Statement, Talk};
use super::wording;
use super::writing::to_draft;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

pub(super) async fn show(cx: Cx, Path(id): Path<StatementId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let (statement, kept) = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let talk = queries::talk(c, me, &statement)?;
        let leads = statement.leads(c, me)?;
        let held = kept.holding();
        let audience = seen_by(c, me, &statement, held)?;
        let named = me.works_here();
        let lived = if named { lived::lived(c, me, id)? } else { HashMap::new() };
        let mut more = Vec::new();
        if held.is_some() {
            for section in crate::STATEMENT_SECTIONS {
                more.push(section(c, me, &statement)?);
            }
        }
        let title = title(me, &statement, &kept, &lived);
        let lead = match held {
            Some(held) if held.due(me.today()) => lang.t(w::VISION_DUE_LEAD).to_owned(),
            Some(held) => adopted_line(me, held, named),
            None => lang.t(w::VISION_NOT_ADOPTED).to_owned(),
        };
        let topic = format!("statement:{id}");
        let path = format!("/vision/{id}");
        let body = html! {
            (heading(html! { a href="/vision" { (kind_of(me, &statement)) } }, &title, html! { (lead) }))
            @if let Some(held) = held {
                section #holds.poster data-live-on=(topic) data-live-get=(path) {
                    blockquote {
                        @for clause in &held.clauses {
                            div id={ "c-" (clause.id) } {
                                p { (clause.text) }
                                @if named { (citing::lived_line(me, lived.get(&clause.id).map_or(&[], Vec::as_slice))) }
                            }
                        }
                    }
                }
            }
            @for section in &more { (section) }
            @if statement.takes_part { (drafts(me, &statement, &kept, &talk)) }
            @if let Some(held) = held {
                @if let Some(before) = kept.held_before(held) {
                    section.narrow aria-labelledby="changed" {
                        h2 #changed { (lang.t(w::VISION_CHANGED)) }
                        @if !held.why.is_empty() { p { (held.why) } }
                        (compared(&before.clauses, &held.clauses))
                        p.actions { a.button.quiet href={ (path) "/versions" } data-testid="versions" { (lang.t(w::VISION_VERSIONS)) } }
                    }
                }
            }
            @if named { (took_part(me, &statement, &kept, &talk)) }
            @if leads && let Some(held) = held { (open_or_close(me, &statement, held)) }
        };
        Ok(Page::new(Room::Goals, title, audience, body).live([topic]))
    })
    .await
}

/// Who sees a statement's page. What everybody may read are the words: names and what was said stay with those who work here.
pub(super) fn seen_by(c: &mut Conn, me: &Viewer, statement: &Statement, held: Option<&Draft>) -> Result<String, Stop> {
    match held {
        Some(held) if held.public => Ok(me.lang().t(w::VISION_OPEN_AUDIENCE).to_owned()),
        _ => Ok(people::audience_line(c, me, held.map_or(statement.audience, |d| d.audience))?),
    }
}

fn title(me: &Viewer, statement: &Statement, kept: &Kept, lived: &HashMap<Uuid, Vec<Lived>>) -> String {
    let lang = me.lang();
    let kind = lang.t(statement.kind.word());
    match kept.holding() {
        Some(held) if held.due(me.today()) => lang.say(w::vision_is_due(kind, statement.place.as_str())),
        Some(held) if held.clauses.iter().any(|c| lived.contains_key(&c.id)) => {
            let some = held.clauses.iter().filter(|c| lived.contains_key(&c.id)).count();
            lang.say(w::vision_lived_sum(held.clauses.len(), kind, statement.place.as_str(), some))
        }
        Some(held) => {
            let since = held.adopted.as_ref().map(|a| super::list::day(me, a.on)).unwrap_or_default();
            lang.say(w::vision_holds(kind, statement.place.as_str(), since))
        }
        None => lang.say(w::vision_drafted(kept.open().len(), kind, statement.place.as_str())),
    }
}

/// The drafts under way, and the way to another.
fn drafts(me: &Viewer, statement: &Statement, kept: &Kept, talk: &Talk) -> Markup {
    let lang = me.lang();
    let open = kept.open();
    let from = kept.holding().or(open.last().copied());
    html! {
        section aria-labelledby="drafts" {
            h2 #drafts { (lang.t(w::VISION_DRAFTS)) }
            @if open.is_empty() { p { (lang.t(w::VISION_DRAFTS_NONE)) } }
            ul.list data-testid="open-drafts" {
                @for draft in &open {
                    @let yes = talk.count(draft.id, How::Behind) + talk.count(draft.id, How::Live);
                    @let not_yet = talk.count(draft.id, How::NotYet);
                    li {
                        div {
                            a href={ "/drafts/" (draft.id) } { (lang.say(w::vision_draft_named(draft.n, draft.by_name.as_str()))) }
                            small {
                                (crate::goals::shorten(draft.clauses.first().map_or("", |c| c.text.as_str()), 140))
                            }
                            @if yes + not_yet > 0 { small { (lang.say(w::vision_stands_count(not_yet, yes))) } }
                        }
                        span.when { (face::since(lang, draft.made, me.now, &me.zone)) }
                    }
                }
            }
            p.actions {
                @if open.len() > 1 { a.button.second href={ "/vision/" (statement.id) "/drafts" } { (lang.t(w::VISION_SIDE)) } }
                @if let Some(from) = from {
                    a.button.quiet href={ "/vision/" (statement.id) "/drafts/new?from=" (from.id) } data-testid="grow" {
                        (lang.t(if kept.holding().is_some() { w::VISION_GROW } else { w::VISION_BESIDE }))
                    }
                }
            }
        }
    }
}

fn took_part(me: &Viewer, statement: &Statement, kept: &Kept, talk: &Talk) -> Markup {
    let lang = me.lang();
    let people = talk.people(kept);
    let held = kept.holding();
    html! {
        @if statement.takes_part {
            section aria-labelledby="who" {
                h2 #who { (lang.say(w::vision_took_part(people.len()))) }
                p data-testid="took-part" { (people.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ")) }
                @if let Some(held) = held {
                    @for stand in talk.stands_on(held.id).filter(|s| s.how == How::NotYet) {
                        div.entry { p { (stand.why) } small { (lang.say(w::vision_said_not_yet(stand.name.as_str()))) } }
                    }
                    @if let Some(heard) = held.adopted.as_ref().map(|a| a.heard.as_str()).filter(|h| !h.is_empty()) {
                        p data-testid="heard" { strong { (lang.t(w::VISION_HEARD_THEN)) } " " (heard) }
                    }
                }
            }
        }
    }
}

fn open_or_close(me: &Viewer, statement: &Statement, held: &Draft) -> Markup {
    let lang = me.lang();
    let public = format!("/public/vision/{}", statement.id);
    html! {
        section.narrow aria-labelledby="public" {
            h2 #public { (lang.t(w::VISION_PUBLIC)) }
            @if held.public { p { (lang.t(w::VISION_PUBLIC_AT)) " " a href=(public) { (public) } } }
            @else { p { (lang.t(w::VISION_PUBLIC_NOT)) } }
            (form(&me.who, &format!("/vision/{}/public", statement.id), Some(held.rev), html! {
                @if held.public { button.button.quiet name="to" value="closed" { (lang.t(w::VISION_CLOSE)) } }
                @else { button.button.second name="to" value="open" { (lang.t(w::VISION_OPEN_GO)) } }
            }))
        }
    }
}

pub(super) async fn public_or_not(cx: Cx, Path(id): Path<StatementId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (statement, kept) = queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if !statement.leads(tx, me)? {
            return Err(Stop::NotYours(w::VISION_WHO_ADOPTS));
        }
        let held = kept.holding().ok_or(Stop::Nothing)?;
        if f.rev() != held.rev {
            return Err(Stop::Refused(w::VISION_CHANGED_SINCE));
        }
        let open = match f.raw("to") {
            "open" => true,
            "closed" => false,
            _ => return Err(Stop::Nothing),
        };
        queries::show(tx, me.person, &statement, held, open)?;
        Ok(Go::to(format!("/vision/{id}")))
    })
    .await
}

/// The open drafts side by side, a row for each passage; what differs from the first is marked.
pub(super) async fn side_by_side(cx: Cx, Path(id): Path<StatementId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let (statement, kept) = to_draft(c, me, id)?;
        let audience = people::audience_line(c, me, statement.audience)?;
        let open = kept.open();
        let rows = rows(&open);
        let title = match open.len() {
            0 | 1 => lang.say(w::vision_side_few(open.len())),
            n => lang.say(w::vision_side_title(n, rows.iter().filter(|r| same(&open, **r)).count())),
        };
        let label = |d: &Draft| lang.say(w::vision_draft_named(d.n, d.by_name.as_str()));
        let body = html! {
            (heading(html! { a href={ "/vision/" (id) } { (kind_of(me, &statement)) } }, &title, html! { (lang.t(w::VISION_SIDE_LEAD)) }))
            @if !open.is_empty() {
                table.stacks.side data-testid="side-by-side" {
                    thead { tr { @for draft in &open { th scope="col" { a href={ "/drafts/" (draft.id) } { (label(draft)) } } } } }
                    tbody {
                        @for row in &rows {
                            tr {
                                @for (n, draft) in open.iter().enumerate() {
                                    td data-label=(label(draft)) { (cell(&open, n, *row)) }
                                }
                            }
                        }
                    }
                }
            }
            p.actions { a.button.quiet href={ "/vision/" (id) "/drafts/new" } { (lang.t(w::VISION_BESIDE_EMPTY)) } }
        };
        Ok(Page::new(Room::Goals, title, audience, body).live([format!("statement:{id}")]))
    })
    .await
}

/// The passages of all drafts, in the order of the first in which each stands.
fn rows(open: &[&Draft]) -> Vec<Uuid> {
    let mut rows: Vec<Uuid> = Vec::new();
    for draft in open {
        for (at, clause) in draft.clauses.iter().enumerate() {
            if !rows.contains(&clause.id) {
                let before = draft.clauses[..at].iter().rev().find_map(|c| rows.iter().position(|id| *id == c.id));
                let mut place = before.map_or(0, |at| at + 1);
                // What the drafts before it have in this place comes first.
                while rows.get(place).is_some_and(|id| text_of(draft, *id).is_none()) {
                    place += 1;
                }
                rows.insert(place, clause.id);
            }
        }
    }
    rows
}

fn text_of(draft: &Draft, id: Uuid) -> Option<&str> {
    draft.clauses.iter().find(|c| c.id == id).map(|c| c.text.as_str())
}

/// Whether a passage reads alike in all drafts.
fn same(open: &[&Draft], id: Uuid) -> bool {
    let mut texts = open.iter().map(|d| text_of(d, id));
    texts.next().is_some_and(|first| first.is_some() && texts.all(|t| t == first))
}

/// A passage in one draft, marked where it isn't as in the first that has it.
fn cell(open: &[&Draft], n: usize, id: Uuid) -> Markup {
    let Some(text) = text_of(open[n], id) else { return html! { span.soft aria-hidden="true" { "–" } } };
    let first = open[..n].iter().find_map(|d| text_of(d, id));
    html! {
        @match first {
            Some(first) => @for piece in wording::difference(first, text) {
                @match piece {
                    wording::Piece::Same(text) => (text),
                    wording::Piece::New(text) => ins { (text) },
                    wording::Piece::Gone(_) => {},
                }
            },
            None => (text),
        }
    }
}

/// Every wording that held, the newest first, each with what it changed; and the drafts it came from.
pub(super) async fn versions(cx: Cx, Path(id): Path<StatementId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let (statement, kept) = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let audience = seen_by(c, me, &statement, kept.holding())?;
        let named = me.works_here();
        let held: Vec<&Draft> = {
            let mut all: Vec<&Draft> = kept.0.iter().filter(|d| d.adopted.is_some()).collect();
            all.sort_by_key(|d| std::cmp::Reverse(d.adopted.as_ref().map(|a| a.at)));
            all
        };
        let drafts: Vec<&Draft> = kept.0.iter().filter(|d| d.adopted.is_none()).collect();
        let title = lang.say(w::vision_versions_title(held.len()));
        let body = html! {
            (heading(html! { a href={ "/vision/" (id) } { (kind_of(me, &statement)) } }, &title, html! {}))
            @for draft in &held {
                section.narrow {
                    h2 { (adopted_line(me, draft, named)) }
                    @if !draft.why.is_empty() { p { (draft.why) } }
                    @match kept.held_before(draft) {
                        Some(before) => (compared(&before.clauses, &draft.clauses)),
                        None => div.prose { @for clause in &draft.clauses { p { (clause.text) } } },
                    }
                }
            }
            @if !drafts.is_empty() {
                section.narrow aria-labelledby="all-drafts" {
                    h2 #all-drafts { (lang.t(w::VISION_ALL_DRAFTS)) }
                    ul.list.tight {
                        @for draft in &drafts {
                            li { a href={ "/drafts/" (draft.id) } { (lang.say(w::vision_draft_named(draft.n, draft.by_name.as_str()))) } span.when { (face::since(lang, draft.made, me.now, &me.zone)) } }
                        }
                    }
                }
            }
        };
        Ok(Page::new(Room::Goals, title, audience, body))
    })
    .await
}

/// For anybody: the words, whose they are, since when, and when they are looked at again. No names.
pub(super) async fn public(cx: Cx, Path(id): Path<StatementId>) -> Response {
    cx.open_page(move |c, who| {
        let lang = who.lang;
        let found = queries::public(c, id)?.ok_or(Stop::Nothing)?;
        let title = super::list::label(lang, found.kind, &found.place, &found.name);
        let full = |day: jiff::civil::Date| face::date_short(lang, day, jiff::civil::Date::MIN);
        let body = html! {
            (heading(html! {}, &title, html! {
                @if let Some(on) = found.on { (lang.say(w::vision_adopted(full(on)))) }
                @if let Some(review) = found.review { " " (lang.say(w::vision_review_on(full(review)))) }
            }))
            section.poster data-testid="public-statement" { blockquote { @for text in &found.passages { p { (text) } } } }
        };
        Ok(Page::new(Room::Door, title.clone(), lang.t(face::w::AUDIENCE_EVERYONE), body))
    })
    .await
}
