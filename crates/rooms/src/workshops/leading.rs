//! Leading: on to the next stage, more time, a rest, the end.

use axum::extract::Path;
use axum::response::Response;
use face::{Page, Room, form, heading, html};
use learning::workshop::Work;
use store::{PersonId, Tx, WorkshopId};
use uuid::Uuid;

use super::queries::{self, Step};
use super::workshop::{State, Workshop};
use super::{page, stages};
use crate::{Cx, Go, Sent, Stop, w};

/// So many seconds more at a time.
const MORE: i64 = 120;

/// Brings the group to a stage; its time begins. A draft begins with what got most dots.
///
/// # Errors
/// [`Stop::Nothing`] when there is no such stage; [`Stop::Refused`] when it is over.
pub fn go(tx: &mut Tx<'_>, w: &Workshop, at: usize) -> Result<(), Stop> {
    let stage = w.shape.stage(at).ok_or(Stop::Nothing)?;
    if w.state == State::Ended {
        return Err(Stop::Refused(w::WORKSHOP_ENDED));
    }
    let now = tx.now();
    let until = now.plus_seconds(queries::seconds(&w.shape, at));
    if !queries::step(tx, w, &Step { state: State::Running, at, since: now, until })? {
        return Ok(());
    }
    if matches!(stage.work, Work::Draft { .. }) {
        let w = queries::known(tx, w.id)?.ok_or(Stop::Nothing)?;
        prefill(tx, &w, at)?;
    }
    Ok(())
}

/// The first draft after a vote begins with the lines that got most dots; those after it begin empty.
fn prefill(tx: &mut Tx<'_>, w: &Workshop, at: usize) -> Result<(), Stop> {
    let Some(vote) = w.shape.vote_before(at) else { return Ok(()) };
    if (vote..at).any(|n| matches!(w.shape.stages[n].work, Work::Draft { .. })) {
        return Ok(());
    }
    let Work::Vote { of, .. } = &w.shape.stages[vote].work else { return Ok(()) };
    let table = queries::table(tx, PersonId(Uuid::nil()), w)?;
    let choices = table.choices(w, "", of.as_deref());
    let ids: Vec<Uuid> = choices.iter().map(|c| c.id).collect();
    let Some(ranks) = queries::tally(tx, w, vote, &ids)? else { return Ok(()) };
    let text = stages::begins_with(&choices, &ranks);
    if !text.is_empty() {
        queries::begin_draft(tx, None, w, &w.shape.stages[at].key, &text)?;
    }
    Ok(())
}

pub(super) async fn stage(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_lead(tx, me, id)?;
        queries::lock(tx, id)?;
        let w = page::find(tx, me, w.id)?;
        let here = Go::to(w.path());
        if w.state == State::Ended {
            return Err(Stop::Refused(w::WORKSHOP_ENDED));
        }
        // Pressed twice, or by two who lead: it moves once.
        if f.raw("from") != w.at.to_string() {
            return Ok(here);
        }
        let now = tx.now();
        let left = w.until.seconds() - w.since.seconds();
        match f.raw("to") {
            "more" if w.runs() => {
                let until = w.until.max(now).plus_seconds(MORE);
                queries::step(tx, &w, &Step { state: State::Running, at: w.at, since: w.since, until })?;
            }
            // While it rests `since` is when the rest began, and `until` so much later as there is time left.
            "pause" if w.runs() => {
                let left = (w.until.seconds() - now.seconds()).max(0);
                queries::step(
                    tx,
                    &w,
                    &Step { state: State::Paused, at: w.at, since: now, until: now.plus_seconds(left) },
                )?;
            }
            "resume" if !w.runs() => {
                queries::step(
                    tx,
                    &w,
                    &Step { state: State::Running, at: w.at, since: now, until: now.plus_seconds(left.max(0)) },
                )?;
            }
            "more" | "pause" | "resume" => {}
            at => go(tx, &w, at.parse().map_err(|_| Stop::Nothing)?)?,
        }
        Ok(here)
    })
    .await
}

/// Asks whether it is really over.
pub(super) async fn ending(cx: Cx, Path(id): Path<WorkshopId>) -> Response {
    cx.page(move |c, me| {
        let w = page::find_to_lead(c, me, id)?;
        if w.state == State::Ended {
            return Err(Stop::Refused(w::WORKSHOP_ENDED));
        }
        let lang = me.lang();
        let audience = page::audience(c, me, &w)?;
        let left = w.shape.stages.len().saturating_sub(w.reached + 1);
        let body = html! {
            (heading(html! { a href=(w.path()) { (w.title) } }, lang.t(w::WORKSHOP_END_TITLE), html! { (lang.t(w::WORKSHOP_END_WHAT)) }))
            div.narrow {
                @if left > 0 { p { (lang.say(w::workshop_stages_left(left))) } }
                (form(&me.who, &format!("{}/end", w.path()), None, html! {
                    div.actions {
                        button.button data-testid="really-end" { (lang.t(w::WORKSHOP_END_GO)) }
                        a.button.quiet href=(w.path()) { (lang.t(face::w::CANCEL)) }
                    }
                }))
            }
        };
        Ok(Page::new(Room::Goals, lang.t(w::WORKSHOP_END_TITLE), audience, body))
    })
    .await
}

/// Ends a workshop: who wrote what is forgotten, dots become counts, what lies on the table stays.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn end(tx: &mut Tx<'_>, by: PersonId, w: &Workshop) -> Result<(), Stop> {
    queries::end(tx, by, w)?;
    Ok(())
}

pub(super) async fn finish(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let w = page::find_to_lead(tx, me, id)?;
        end(tx, me.person, &w)?;
        Ok(Go::to(w.path()))
    })
    .await
}
