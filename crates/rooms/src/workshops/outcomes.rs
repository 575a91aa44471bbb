//! What comes of a workshop: a draft becomes one of the place's statements, lines become barriers, openings and questions.

use axum::extract::Path;
use axum::response::Response;
use face::{Markup, form, html};
use learning::workshop::Work;
use store::{PersonId, Tx, WorkshopId};
use uuid::Uuid;

use super::page::{self, Desk};
use super::queries;
use super::stages;
use super::workshop::{Outcome, State, Table, Workshop};
use crate::vision::{self, NewDraft, passages};
use crate::{Cx, Go, Sent, Stop, Viewer, reality, w};

/// What a line can come to.
pub(super) const KINDS: [&str; 3] = ["barrier", "opportunity", "question"];

pub(super) fn word(kind: &str) -> face::Word {
    match kind {
        "barrier" => w::WORKSHOP_BARRIER,
        "opportunity" => w::WORKSHOP_OPPORTUNITY,
        "question" => w::WORKSHOP_QUESTION,
        other => vision::Kind::named(other).unwrap_or(vision::Kind::Vision).word(),
    }
}

/// What came of it so far, and the ways for who leads.
pub(super) fn ways(d: &Desk<'_>) -> Markup {
    html! { (came(d.me, &d.table)) @if d.leads { (to_keep(d.me, d.w, &d.table)) } }
}

/// What came of it.
pub(super) fn came(me: &Viewer, table: &Table) -> Markup {
    let lang = me.lang();
    html! {
        @if !table.outcomes.is_empty() {
            section aria-labelledby="came" data-testid="outcomes" {
                h2 #came { (lang.t(w::WORKSHOP_CAME)) }
                ul.list {
                    @for one in &table.outcomes {
                        li { div { @if one.href.is_empty() { (one.text) } @else { a href=(one.href) { (one.text) } } } span.when { (lang.t(word(&one.kind))) } }
                    }
                }
            }
        }
    }
}

/// The forms for what hasn't come to anything yet: drafts first, then lines.
pub(super) fn to_keep(me: &Viewer, w: &Workshop, table: &Table) -> Markup {
    let lang = me.lang();
    let drafts: Vec<(&str, vision::Kind)> = drafts(w, table);
    let lines = lines(me, w, table);
    html! {
        @for (stage, kind) in &drafts {
            (form(&me.who, &format!("{}/statement", w.path()), None, html! {
                input type="hidden" name="stage" value=(stage);
                div.actions { button.button.second data-testid={ "make-" (kind.stored()) } { (lang.say(w::workshop_make(lang.t(kind.word())))) } }
                p.small { (lang.say(w::workshop_make_what(w.place.as_str()))) }
            }))
        }
        @if !lines.is_empty() {
            details.more {
                summary data-testid="keep-lines" { (lang.t(w::WORKSHOP_KEEP_LINES)) }
                (form(&me.who, &format!("{}/outcomes", w.path()), None, html! {
                    p.small { (lang.t(w::WORKSHOP_KEEP_WHAT)) }
                    ul.list.keep {
                        @for (id, text) in &lines {
                            li {
                                div { label data-own for={ "as-" (id) } { (text) } }
                                select id={ "as-" (id) } name={ "as-" (id) } {
                                    option value="" { (lang.t(w::WORKSHOP_NOT_KEPT)) }
                                    @for kind in KINDS { option value=(kind) { (lang.t(word(kind))) } }
                                }
                            }
                        }
                    }
                    div.actions { button.button.second data-testid="keep" { (lang.t(w::WORKSHOP_KEEP)) } }
                }))
            }
        }
    }
}

/// The drafts with words that aren't a statement's yet.
fn drafts<'a>(w: &'a Workshop, table: &Table) -> Vec<(&'a str, vision::Kind)> {
    let mut found = Vec::new();
    for stage in &w.shape.stages {
        let Work::Draft { statement } = &stage.work else { continue };
        let Some(kind) = vision::Kind::named(statement) else { continue };
        let worded = table.draft(&stage.key).is_some_and(|d| !d.text.trim().is_empty());
        let done = table.outcomes.iter().any(|o| o.line.is_none() && o.kind == *statement);
        if worded && !done {
            found.push((stage.key.as_str(), kind));
        }
    }
    found
}

/// The headings and the slips that stand alone, of every writing that was shown, that haven't come to anything yet.
fn lines(me: &Viewer, w: &Workshop, table: &Table) -> Vec<(Uuid, String)> {
    let mut found = Vec::new();
    for stage in w.shape.stages.iter().filter(|s| matches!(s.work, Work::Write { .. })) {
        if w.shape.shown(&stage.key, w.reached) {
            found.extend(table.choices(w, me.lang().tag(), Some(&stage.key)).into_iter().map(|c| (c.id, c.text)));
        }
    }
    found.retain(|(id, _)| table.outcomes.iter().all(|o| o.line != Some(*id)));
    found
}

/// The same for the room that keeps them.
fn noted_as(kind: &str) -> Option<reality::Kind> {
    Some(match kind {
        "barrier" => reality::Kind::Barrier,
        "opportunity" => reality::Kind::Opportunity,
        "question" => reality::Kind::Question,
        _ => return None,
    })
}

/// Makes a draft one of the place's statements, beside those it has.
///
/// # Errors
/// [`Stop::Nothing`] when there is no such draft with words; [`Stop::Broken`] when the database fails.
pub fn make_statement(tx: &mut Tx<'_>, by: PersonId, w: &Workshop, stage: &str, why: &str) -> Result<String, Stop> {
    let table = queries::table(tx, by, w)?;
    let (_, kind) = drafts(w, &table).into_iter().find(|(s, _)| *s == stage).ok_or(Stop::Nothing)?;
    let text = table.draft(stage).map(|d| d.text.clone()).unwrap_or_default();
    let new = NewDraft { passages: passages(&text), why, from: None };
    let (_, draft) = vision::begin(tx, by, w.district, &w.statements_of(), (kind, ""), new)?;
    let href = format!("/drafts/{draft}");
    let first = text.lines().next().unwrap_or_default().to_owned();
    let outcome = Outcome { kind: kind.stored().to_owned(), line: None, text: first, href: href.clone() };
    queries::add_outcome(tx, by, w, &outcome)?;
    queries::stirred(tx, w)?;
    Ok(href)
}

pub(super) async fn statement(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_lead(tx, me, id)?;
        queries::lock(tx, id)?;
        let on = face::date_long(me.lang(), me.today());
        let why = me.lang().say(w::workshop_why(on, w.title.as_str()));
        Ok(Go::to(make_statement(tx, me.person, &w, f.raw("stage"), &why)?))
    })
    .await
}

/// Keeps lines as what they come to.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn keep_line(
    tx: &mut Tx<'_>,
    by: PersonId,
    w: &Workshop,
    (kind, href): (&str, &str),
    (line, text): (Uuid, &str),
) -> Result<(), Stop> {
    let outcome = Outcome { kind: kind.to_owned(), line: Some(line), text: text.to_owned(), href: href.to_owned() };
    Ok(queries::add_outcome(tx, by, w, &outcome)?)
}

pub(super) async fn keep(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_lead(tx, me, id)?;
        queries::lock(tx, id)?;
        let table = queries::table(tx, me.person, &w)?;
        for (line, text) in lines(me, &w, &table) {
            let kind = f.raw(&format!("as-{line}"));
            let Some(noted) = noted_as(kind) else { continue };
            let place = w.community.map_or(reality::Place::Org(w.org), reality::Place::Community);
            let id = reality::note(tx, me, noted, place, &text, &w.path(), &w.title)?;
            keep_line(tx, me.person, &w, (kind, &reality::href(noted, id)), (line, &text))?;
        }
        queries::stirred(tx, &w)?;
        Ok(Go::to(format!("{}#{}", w.path(), if w.state == State::Ended { "came" } else { "workshop-work" })))
    })
    .await
}

/// What the vote at a place was about and how it came out, for the record.
pub(super) fn votes(c: &mut store::Conn, me: &Viewer, w: &Workshop, table: &Table) -> Result<Vec<Markup>, Stop> {
    let mut found = Vec::new();
    for at in 0..=w.reached.min(w.shape.stages.len().saturating_sub(1)) {
        if let Some(ranks) = stages::counted(c, me, w, table, at)? {
            let choices = stages::choices(w, me, table, at);
            let prompt = w.shape.stages[at].prompt.get(me.lang().tag());
            found.push(html! { h3 { (prompt) } (stages::ranking(me, &choices, &ranks)) });
        }
    }
    Ok(found)
}
