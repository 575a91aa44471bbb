//! The pages of the library: all strategies, one of them, writing one.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Conflict, Drawing, Field, Fields, Lang, Markup, Page, Room, empty, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{Conn, StrategyId, Tx};

use super::strategy::{self, Evidence, NewStrategy, Strategy};
use super::{Trail, queries};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// What a strategy's texts may hold, in characters.
const NAME: usize = 120;
const TEXT: usize = 4000;
const SOURCE: usize = 600;

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    level: String,
}

pub(super) async fn list(cx: Cx, Query(asked): Query<Asked>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let trails = crate::STRATEGY_TRAILS(c, me)?;
        let everything = queries::all(c, me)?;
        let sought = asked.q.trim().to_lowercase();
        let asks = !sought.is_empty() || !asked.level.is_empty();
        let shown: Vec<&Strategy> = everything
            .iter()
            .filter(|s| asked.level.is_empty() || s.evidence.stored() == asked.level)
            .filter(|s| [&s.name, &s.what, &s.source].iter().any(|text| text.to_lowercase().contains(&sought)))
            .collect();
        let title = if asks && !sought.is_empty() {
            lang.say(w::library_found(shown.len(), asked.q.trim()))
        } else {
            lang.say(w::library_title(shown.len()))
        };
        let audience = district_line(me);
        let fields = Fields::prefilled([("q", asked.q.clone()), ("level", asked.level.clone())]);
        let body = html! {
            (heading(html! {}, &title, html! { (lang.t(w::LIBRARY_LEAD)) }))
            @if everything.is_empty() {
                (empty(Drawing::Seed, lang.t(w::LIBRARY_EMPTY_TITLE), lang.t(w::LIBRARY_EMPTY_TEXT),
                    me.works_here().then(|| ("/library/strategies/new", lang.t(w::LIBRARY_ADD)))))
            } @else {
                (search(lang, &fields, asks))
                section aria-label=(title) {
                    ul.list data-testid="strategies" { @for s in &shown { (row(lang, s, trails.get(&s.id).copied().unwrap_or_default())) } }
                    @if me.works_here() {
                        div.actions { a.button href="/library/strategies/new" data-testid="add-strategy" { (lang.t(w::LIBRARY_ADD)) } }
                    }
                }
            }
            (levels(lang))
        };
        Ok(Page::new(Room::Library, title, audience, body))
    })
    .await
}

fn search(lang: Lang, fields: &Fields, asks: bool) -> Markup {
    let any = std::iter::once((String::new(), lang.t(w::LIBRARY_LEVEL_ANY).to_owned()));
    let choices: Vec<(String, String)> =
        any.chain(Evidence::ALL.map(|e| (e.stored().to_owned(), level_name(lang, e).to_owned()))).collect();
    html! {
        form.filters method="get" action="/library" role="search" {
            div.field {
                label for="f-q" { (lang.t(w::LIBRARY_SEARCH)) }
                input #f-q type="search" name="q" value=(fields.raw("q"));
            }
            div.field {
                label for="f-level" { (lang.t(w::LIBRARY_LEVEL)) }
                select #f-level name="level" {
                    @for (value, label) in &choices { option value=(value) selected[value == fields.raw("level")] { (label) } }
                }
            }
            button.button.second { (lang.t(w::LIBRARY_SEARCH_GO)) }
            @if asks { a.button.quiet href="/library" { (lang.t(w::LIBRARY_SEARCH_ALL)) } }
        }
    }
}

fn row(lang: Lang, s: &Strategy, trail: Trail) -> Markup {
    html! {
        li {
            a href={ "/library/strategies/" (s.id) } { (s.name) }
            span.when { (level_chip(lang, s.evidence)) }
            small { (first_sentence(&s.what)) }
            small data-testid="trail" { (lang.say(w::library_trail(trail.dropped, trail.kept, trail.tried))) }
        }
    }
}

/// The first sentence of a text, for lists.
fn first_sentence(text: &str) -> &str {
    let line = text.lines().next().unwrap_or("");
    line.find(". ").map_or(line, |end| &line[..=end])
}

/// What a level is called.
pub(crate) fn level_name(lang: Lang, level: Evidence) -> &'static str {
    lang.t(match level {
        Evidence::Strong => w::LIBRARY_STRONG,
        Evidence::Moderate => w::LIBRARY_MODERATE,
        Evidence::Promising => w::LIBRARY_PROMISING,
        Evidence::Rationale => w::LIBRARY_RATIONALE,
    })
}

/// What a level means, in a sentence.
fn level_why(lang: Lang, level: Evidence) -> &'static str {
    lang.t(match level {
        Evidence::Strong => w::LIBRARY_STRONG_WHY,
        Evidence::Moderate => w::LIBRARY_MODERATE_WHY,
        Evidence::Promising => w::LIBRARY_PROMISING_WHY,
        Evidence::Rationale => w::LIBRARY_RATIONALE_WHY,
    })
}

fn level_chip(lang: Lang, level: Evidence) -> Markup {
    html! { span.chip.good[level <= Evidence::Moderate] { (level_name(lang, level)) } }
}

fn levels(lang: Lang) -> Markup {
    html! {
        section aria-labelledby="levels" {
            h2 #levels { (lang.t(w::LIBRARY_LEVELS)) }
            dl.facts { @for level in Evidence::ALL { dt { (level_name(lang, level)) } dd { (level_why(lang, level)) } } }
            p.small { (lang.t(w::LIBRARY_LEVELS_SOURCE)) }
        }
    }
}

fn district_line(me: &Viewer) -> String {
    let lang = me.lang();
    lang.say(face::w::audience_seen(lang.say(face::w::audience_district(me.district_name.as_str()))))
}

pub(super) async fn one(cx: Cx, Path(id): Path<StrategyId>) -> Response {
    cx.page(move |c, me| {
        let lang = me.lang();
        let s = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let trail = crate::STRATEGY_TRAILS(c, me)?.get(&s.id).copied().unwrap_or_default();
        let audience = crate::people::audience_line(c, me, s.audience)?;
        let mut sections = Vec::new();
        for section in crate::STRATEGY_SECTIONS {
            sections.push(section(c, me, &s)?);
        }
        let teams: Vec<_> = crate::communities::mine(c, me)?
            .into_iter()
            .filter(|team| team.works_here() && team.district == s.district)
            .collect();
        let written = face::since(lang, s.at, me.now, &me.zone);
        let body = html! {
            (heading(html! { (level_name(lang, s.evidence)) }, &s.name, html! { (level_why(lang, s.evidence)) }))
            section.narrow aria-labelledby="what" {
                h2 #what { (lang.t(w::LIBRARY_WHAT)) }
                @for part in s.what.split('\n').filter(|p| !p.trim().is_empty()) { p { (part) } }
                p.small { (lang.say(w::library_by(written, s.by_name.as_deref().unwrap_or("–")))) }
            }
            section.narrow aria-labelledby="source" {
                h2 #source { (lang.t(w::LIBRARY_SOURCE)) }
                @if s.source.is_empty() { p { (lang.t(w::LIBRARY_SOURCE_NONE)) } } @else { p { (linked(&s.source)) } }
            }
            section.narrow aria-labelledby="trail" {
                h2 #trail { (lang.t(w::LIBRARY_TRAIL_TITLE)) }
                p data-testid="trail" { (lang.say(w::library_trail(trail.dropped, trail.kept, trail.tried))) "." }
                p.small { (lang.t(w::LIBRARY_TRAIL_HOW)) }
            }
            @for section in sections { (section) }
            @if !teams.is_empty() {
                section.narrow aria-labelledby="begin" {
                    h2 #begin { (lang.t(w::LIBRARY_PICK)) }
                    p { (lang.t(w::LIBRARY_PICK_WHY)) }
                    div.actions {
                        @for team in &teams {
                            a.button.second href={ "/communities/" (team.id) "/cycles/new?strategy=" (s.id) } data-testid="begin-with" { (team.name) }
                        }
                    }
                }
            }
            @if me.works_here() && s.district == me.district {
                div.actions {
                    a.button.quiet href={ "/library/strategies/" (s.id) "/edit" } data-testid="edit-strategy" { (lang.t(w::LIBRARY_EDIT)) }
                }
            }
        };
        Ok(Page::new(Room::Library, s.name.clone(), audience, body).live([format!("strategy:{}", s.id)]))
    })
    .await
}

/// A source as it is written; an address in it can be followed.
fn linked(source: &str) -> Markup {
    html! {
        @for (n, word) in source.split(' ').enumerate() {
            @if n > 0 { " " }
            @if word.starts_with("https://") || word.starts_with("http://") {
                a href=(word.trim_end_matches(['.', ',', ';', ')'])) rel="noopener noreferrer" { (word) }
            } @else { (word) }
        }
    }
}

pub(super) async fn new(cx: Cx) -> Response {
    cx.page(|_, me| {
        may_write(me)?;
        Ok(write_page(me, None, &Fields::default()))
    })
    .await
}

pub(super) async fn edit(cx: Cx, Path(id): Path<StrategyId>) -> Response {
    cx.page(move |c, me| {
        let s = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        may_write(me)?;
        let fields = Fields::prefilled([
            ("name", s.name.clone()),
            ("what", s.what.clone()),
            ("evidence", s.evidence.stored().to_owned()),
            ("source", s.source.clone()),
        ]);
        Ok(write_page(me, Some(&s), &fields))
    })
    .await
}

fn write_page(me: &Viewer, was: Option<&Strategy>, fields: &Fields) -> Page {
    let lang = me.lang();
    let title = match was {
        Some(s) => lang.say(w::library_edit_title(s.name.as_str())),
        None => lang.t(w::LIBRARY_NEW_TITLE).to_owned(),
    };
    let action = was.map_or("/library/strategies".to_owned(), |s| format!("/library/strategies/{}", s.id));
    let choices = Evidence::ALL.map(|e| (e.stored(), level_name(lang, e), level_why(lang, e)));
    let audience = district_line(me);
    let body = html! {
        (heading(html! {}, &title, html! {}))
        (problems(lang, fields))
        div.narrow {
            (form(&me.who, &action, was.map(|s| s.rev), html! {
                (Field::new("name", lang.t(w::LIBRARY_NAME)).needed().input(lang, fields, "text"))
                (Field::new("what", lang.t(w::LIBRARY_WHAT)).hint(lang.t(w::LIBRARY_WHAT_HINT)).needed().area(lang, fields, 5))
                (Field::new("evidence", lang.t(w::LIBRARY_LEVEL)).needed().choices(lang, fields, &choices))
                (Field::new("source", lang.t(w::LIBRARY_SOURCE)).hint(lang.t(w::LIBRARY_SOURCE_HINT)).area(lang, fields, 2))
                div.actions { (submit(lang.t(w::LIBRARY_SAVE))) }
                p { span.audience { (audience) } }
            }))
        }
    };
    Page::new(Room::Library, title, audience.clone(), body)
}

struct Written {
    name: String,
    what: String,
    evidence: Evidence,
    source: String,
}

fn parse(f: &mut Fields) -> Written {
    Written {
        name: f.needed("name", NAME),
        what: f.needed("what", TEXT),
        evidence: Evidence::named(f.choice("evidence", &Evidence::ALL.map(Evidence::stored))),
        source: f.text("source", SOURCE),
    }
}

impl Written {
    fn for_district(&self, district: store::DistrictId) -> NewStrategy<'_> {
        NewStrategy { district, name: &self.name, what: &self.what, evidence: self.evidence, source: &self.source }
    }
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        may_write(me)?;
        let written = parse(f);
        if f.refused() {
            return Err(Stop::again(write_page(me, None, f)));
        }
        let id = strategy::add(tx, &written.for_district(me.district), Some(me.person))?;
        Ok(Go::to(format!("/library/strategies/{id}")))
    })
    .await
}

pub(super) async fn save(cx: Cx, Path(id): Path<StrategyId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let was = may_change(tx, me, id)?;
        let written = parse(f);
        if f.refused() {
            return Err(Stop::again(write_page(me, Some(&was), f)));
        }
        if f.rev() != was.rev || !strategy::change(tx, &was, &written.for_district(was.district), me.person)? {
            return Err(Stop::stale(both(me, &was, &written)));
        }
        Ok(Go::to(format!("/library/strategies/{id}")))
    })
    .await
}

/// Whoever works in the district writes in its library; guests read.
fn may_write(me: &Viewer) -> Result<(), Stop> {
    if me.works_here() { Ok(()) } else { Err(Stop::NotYours(w::LIBRARY_STAFF_ONLY)) }
}

/// Whoever works in the strategy's district may change it: the library is everyone's, and who changed it is named.
fn may_change(tx: &mut Tx<'_>, me: &Viewer, id: StrategyId) -> Result<Strategy, Stop> {
    let conn: &mut Conn = tx;
    let strategy = queries::find(conn, me, id)?.filter(|s| s.district == me.district).ok_or(Stop::Nothing)?;
    may_write(me)?;
    Ok(strategy)
}

fn both(me: &Viewer, now: &Strategy, mine: &Written) -> Page {
    let lang = me.lang();
    let conflict = Conflict {
        action: &format!("/library/strategies/{}", now.id),
        rev: now.rev,
        by: now.by_name.as_deref().unwrap_or("–"),
        fields: vec![
            ("name", lang.t(w::LIBRARY_NAME), mine.name.clone(), now.name.clone()),
            ("what", lang.t(w::LIBRARY_WHAT), mine.what.clone(), now.what.clone()),
            ("source", lang.t(w::LIBRARY_SOURCE), mine.source.clone(), now.source.clone()),
        ],
        hidden: vec![("evidence", mine.evidence.stored().to_owned())],
    };
    Page::new(Room::Library, now.name.clone(), district_line(me), conflict.view(&me.who))
}
