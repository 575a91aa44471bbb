//! What everybody does: write, take back, sort, give dots, word a draft, say that they are there.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Fields, Page, Room};
use learning::workshop::{Words, Work};
use store::{Conn, PersonId, SlipId, Tx, WorkshopId};
use uuid::Uuid;

use super::workshop::{State, Workshop};
use super::{page, queries, stages};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

const SLIP: usize = 400;
const HEADING: usize = 80;
const DRAFT: usize = 4000;
/// So many slips a person may lay into one writing: enough for everything, too few to bury the others.
const MOST_SLIPS: usize = 30;

fn here(w: &Workshop) -> Go {
    Go::to(w.path())
}

/// The page again, with what was sent; when it is over meanwhile, what was sent alone.
fn again(c: &mut Conn, me: &Viewer, w: &Workshop, f: &Fields) -> Result<Stop, Stop> {
    let page = if w.state == State::Ended { kept(c, me, w, f)? } else { page::running(c, me, w, f)? };
    Ok(Stop::again(page))
}

/// What somebody wrote and could not send any more: to be copied.
fn kept(c: &mut Conn, me: &Viewer, w: &Workshop, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = page::audience(c, me, w)?;
    let table = queries::table(c, me.person, w)?;
    let known: Vec<String> = w.shape.stages.iter().flat_map(|s| stages::fields(s, &table)).map(|(n, ..)| n).collect();
    let words = known.iter().map(String::as_str).chain(["text"]).map(|n| f.raw(n)).filter(|t| !t.trim().is_empty());
    let body = face::html! {
        (face::heading(face::html! { a href=(w.path()) { (w.title) } }, lang.t(w::WORKSHOP_TOO_LATE), face::html! { (lang.t(w::WORKSHOP_TOO_LATE_WHY)) }))
        @for text in words { p.said.lines data-testid="kept-text" { (text) } }
        p.actions { a.button href=(w.path()) { (lang.t(w::WORKSHOP_SEE)) } }
    };
    Ok(Page::new(Room::Goals, lang.t(w::WORKSHOP_TOO_LATE), audience, body))
}

/// Says that somebody takes part. The screen and the leader's page learn it; forty phones aren't troubled for each of forty.
fn arrives(tx: &mut Tx<'_>, w: &Workshop, person: PersonId) -> Result<(), Stop> {
    if w.state != State::Ended && queries::here(tx, w.district, w.id, person)? {
        queries::stirred(tx, w)?;
    }
    Ok(())
}

pub(super) async fn come(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let w = page::find_to_take_part(tx, me, id)?;
        arrives(tx, &w, me.person)?;
        Ok(here(&w))
    })
    .await
}

/// Lays a slip on the table.
///
/// # Errors
/// [`Stop::Refused`] when the writing takes none; [`Stop::Nothing`] when nothing of the kind is asked.
pub fn write(
    tx: &mut Tx<'_>,
    by: PersonId,
    w: &Workshop,
    (stage, question, option): (&str, &str, Option<Uuid>),
    text: &str,
) -> Result<SlipId, Stop> {
    if w.state != State::Running || w.shape.takes_words(stage, w.at, w.reached) == Words::Closed {
        return Err(Stop::Refused(w::WORKSHOP_WRITING_OVER));
    }
    if w.shape.questions(stage).iter().all(|q| q.key != question) {
        return Err(Stop::Nothing);
    }
    arrives(tx, w, by)?;
    let id = queries::add_slip(tx, by, w, (stage, question, option), text)?;
    queries::stirred(tx, w)?;
    Ok(id)
}

pub(super) async fn slips(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_take_part(tx, me, id)?;
        queries::lock(tx, id)?;
        let w = page::find(tx, me, w.id)?;
        let stage = w.shape.place(f.raw("stage")).and_then(|n| w.shape.stage(n)).ok_or(Stop::Nothing)?;
        if !matches!(stage.work, Work::Write { .. }) {
            return Err(Stop::Nothing);
        }
        let table = queries::table(tx, me.person, &w)?;
        let mut found = Vec::new();
        let all = stages::fields(stage, &table);
        for (name, question, option) in &all {
            let text = f.text(name, SLIP);
            if !text.is_empty() {
                found.push((question.key.clone(), option.map(|o| o.id), text));
            }
        }
        let first = all.first().map(|(name, ..)| name.clone()).unwrap_or_default();
        let takes = w.shape.takes_words(&stage.key, w.at, w.reached);
        if found.is_empty() && !f.refused() {
            f.wrong(&first, face::w::ERROR_NEEDED);
        }
        if w.state == State::Ended || w.state == State::Paused {
            f.wrong(&first, w::WORKSHOP_RESTS);
        } else if takes == Words::Closed {
            f.wrong(&first, w::WORKSHOP_WRITING_OVER);
        } else if takes == Words::Seen && !f.has("late") && w.at != w.shape.place(&stage.key).unwrap_or(usize::MAX) {
            // They wrote in silence; whether all may see it at once is for them to say.
            f.wrong(&first, w::WORKSHOP_LATE);
        } else if table.of(&stage.key).filter(|s| s.mine).count() + found.len() > MOST_SLIPS {
            f.wrong(&first, w::WORKSHOP_MANY_SLIPS);
        }
        if f.refused() {
            let shown_here = w.writing(w.at) == Some(stage.key.as_str()) && takes != Words::Closed && w.runs();
            return Err(if shown_here { again(tx, me, &w, f)? } else { Stop::again(kept(tx, me, &w, f)?) });
        }
        for (question, option, text) in &found {
            write(tx, me.person, &w, (&stage.key, question, *option), text)?;
        }
        Ok(here(&w))
    })
    .await
}

pub(super) async fn back(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_take_part(tx, me, id)?;
        queries::lock(tx, id)?;
        let slip = f.pick::<SlipId>("slip").ok_or(Stop::Nothing)?;
        let table = queries::table(tx, me.person, &w)?;
        let slip = table.slips.iter().find(|s| s.id == slip && s.mine).ok_or(Stop::Nothing)?;
        if !w.runs() || w.shape.takes_words(&slip.stage, w.at, w.reached) == Words::Closed {
            return Err(Stop::Refused(w::WORKSHOP_WRITING_OVER));
        }
        queries::take_back(tx, me.person, &w, slip.id)?;
        queries::stirred(tx, &w)?;
        Ok(here(&w))
    })
    .await
}

/// Whether the slips of a writing are put in order now: where that is done, and until they are voted on.
pub(super) fn sorting(w: &Workshop, of: &str) -> bool {
    let on = matches!(w.stage().map(|s| &s.work), Some(Work::Cluster { of: on }) if on == of);
    on && w.runs() && w.shape.takes_words(of, w.at, w.reached) == Words::Seen
}

/// Puts slips under a heading: one that is there, or a new one of this name.
///
/// # Errors
/// [`Stop::Refused`] when nothing is put in order now.
pub fn put_under(tx: &mut Tx<'_>, w: &Workshop, of: &str, slips: &[SlipId], name: &str) -> Result<(), Stop> {
    if !sorting(w, of) {
        return Err(Stop::Refused(w::WORKSHOP_SORTING_OVER));
    }
    let heading = queries::add_heading(tx, w, of, name)?;
    for slip in slips {
        queries::put(tx, w, *slip, Some(heading))?;
    }
    Ok(queries::stirred(tx, w)?)
}

pub(super) async fn headings(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_take_part(tx, me, id)?;
        queries::lock(tx, id)?;
        let of = f.raw("stage").to_owned();
        if w.shape.questions(&of).is_empty() {
            return Err(Stop::Nothing);
        }
        if !sorting(&w, &of) {
            return Err(Stop::Refused(w::WORKSHOP_SORTING_OVER));
        }
        let table = queries::table(tx, me.person, &w)?;
        let mut ticked = Vec::new();
        for one in f.all("slip") {
            // A slip that was taken back a moment ago is no longer there to be put anywhere.
            let wanted: SlipId = one.parse().map_err(|_| Stop::Nothing)?;
            ticked.extend(table.of(&of).filter(|s| s.id == wanted).map(|s| s.id));
        }
        let name = f.text("name", HEADING);
        let under = f.raw("under").to_owned();
        let known = table
            .headings(&of)
            .find(|l| l.id.to_string() == under || (under.is_empty() && l.text.eq_ignore_ascii_case(&name)));
        if ticked.is_empty() && (known.is_none() || name.is_empty()) {
            f.wrong("name", w::WORKSHOP_TICK_FIRST);
        } else if known.is_none() && under.is_empty() && name.is_empty() {
            f.wrong("name", w::WORKSHOP_NAME_IT);
        } else if known.is_none() && !under.is_empty() && under != "none" {
            return Err(Stop::Nothing);
        }
        if f.refused() {
            return Err(again(tx, me, &w, f)?);
        }
        match known.map(|l| l.id) {
            Some(heading) => {
                for slip in &ticked {
                    queries::put(tx, &w, *slip, Some(heading))?;
                }
                if !name.is_empty() && !under.is_empty() {
                    queries::rename(tx, &w, heading, &name)?;
                }
                queries::stirred(tx, &w)?;
            }
            None if under == "none" => {
                for slip in &ticked {
                    queries::put(tx, &w, *slip, None)?;
                }
                queries::stirred(tx, &w)?;
            }
            None => put_under(tx, &w, &of, &ticked, &name)?,
        }
        arrives(tx, &w, me.person)?;
        Ok(here(&w))
    })
    .await
}

/// Gives somebody's dots in the vote that is on.
///
/// # Errors
/// [`Stop::Refused`] when no vote is on or these are too many.
pub fn give_dots(tx: &mut Tx<'_>, by: PersonId, w: &Workshop, ballot: &BTreeMap<Uuid, u32>) -> Result<(), Stop> {
    let Some((stage, of, rule)) = w.stage().and_then(|s| match &s.work {
        Work::Vote { of, dots } => Some((s, of, dots)),
        _ => None,
    }) else {
        return Err(Stop::Refused(w::WORKSHOP_VOTE_OVER));
    };
    if !w.runs() || w.at < w.reached {
        return Err(Stop::Refused(w::WORKSHOP_VOTE_OVER));
    }
    let table = queries::table(tx, by, w)?;
    let lines: Vec<Uuid> = table.choices(w, "", of.as_deref()).iter().map(|c| c.id).collect();
    rule.check(&lines, ballot).map_err(|_| Stop::Refused(w::WORKSHOP_DOTS_MANY))?;
    arrives(tx, w, by)?;
    queries::cast(tx, by, w, &stage.key, ballot)?;
    Ok(queries::stirred(tx, w)?)
}

/// The lines of the vote that is on, with the texts of headings and slips.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn on_ballot(c: &mut Conn, w: &Workshop) -> Result<Vec<(Uuid, String)>, Stop> {
    let Some(Work::Vote { of, .. }) = w.stage().map(|s| &s.work) else { return Ok(Vec::new()) };
    let table = queries::table(c, PersonId(Uuid::nil()), w)?;
    Ok(table.choices(w, "", of.as_deref()).into_iter().map(|c| (c.id, c.text)).collect())
}

pub(super) async fn dots(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_take_part(tx, me, id)?;
        queries::lock(tx, id)?;
        let w = page::find(tx, me, w.id)?;
        let lines = on_ballot(tx, &w)?;
        if w.stage().is_none_or(|s| s.key != f.raw("stage")) || lines.is_empty() {
            return Err(Stop::Refused(w::WORKSHOP_VOTE_OVER));
        }
        let ballot: BTreeMap<Uuid, u32> = lines
            .iter()
            .filter_map(|(id, _)| Some((*id, f.raw(&stages::dots_name(*id)).parse::<u32>().ok()?)))
            .filter(|(_, n)| *n > 0)
            .collect();
        let Some(Work::Vote { dots: rule, .. }) = w.stage().map(|s| &s.work) else {
            return Err(Stop::Refused(w::WORKSHOP_VOTE_OVER));
        };
        let ids: Vec<Uuid> = lines.iter().map(|(id, _)| *id).collect();
        if rule.check(&ids, &ballot).is_err() {
            f.wrong("dots", w::WORKSHOP_DOTS_MANY);
            return Err(again(tx, me, &w, f)?);
        }
        give_dots(tx, me.person, &w, &ballot)?;
        Ok(here(&w))
    })
    .await
}

/// Words the draft that is on.
///
/// # Errors
/// [`Stop::Refused`] when no draft is on; `false` when somebody worded it first.
pub fn word(tx: &mut Tx<'_>, by: PersonId, w: &Workshop, text: &str, rev: i64) -> Result<bool, Stop> {
    let Some(stage) = w.stage().filter(|s| w.runs() && matches!(s.work, Work::Draft { .. })) else {
        return Err(Stop::Refused(w::WORKSHOP_DRAFT_OVER));
    };
    let done = if rev == 0 {
        queries::begin_draft(tx, Some(by), w, &stage.key, text)?
    } else {
        queries::word(tx, by, w, &stage.key, (text, rev))?
    };
    if done {
        arrives(tx, w, by)?;
        queries::stirred(tx, w)?;
    }
    Ok(done)
}

pub(super) async fn draft(cx: Cx, Path(id): Path<WorkshopId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let w = page::find_to_take_part(tx, me, id)?;
        queries::lock(tx, id)?;
        let w = page::find(tx, me, w.id)?;
        let text = f.text("text", DRAFT);
        let on = w.stage().is_some_and(|s| s.key == f.raw("stage") && matches!(s.work, Work::Draft { .. }));
        if !on || !w.runs() {
            f.wrong("text", w::WORKSHOP_DRAFT_OVER);
            return Err(Stop::again(kept(tx, me, &w, f)?));
        }
        if f.refused() {
            return Err(again(tx, me, &w, f)?);
        }
        let stage = w.stage().map(|s| s.key.clone()).unwrap_or_default();
        let now = queries::table(tx, me.person, &w)?.draft(&stage).cloned();
        if now.as_ref().is_some_and(|d| d.text == text) {
            return Ok(here(&w));
        }
        if word(tx, me.person, &w, &text, f.rev())? {
            return Ok(here(&w));
        }
        let now = now.ok_or(Stop::Nothing)?;
        let audience = page::audience(tx, me, &w)?;
        let lang = me.lang();
        let conflict = Conflict {
            action: &format!("{}/draft", w.path()),
            rev: now.rev,
            by: now.by.as_deref().unwrap_or(&w.by_name),
            fields: vec![("text", lang.t(w::WORKSHOP_DRAFT_TEXT), text, now.text.clone())],
            hidden: vec![("stage", stage)],
        };
        Err(Stop::stale(Page::new(Room::Goals, w.title.clone(), audience, conflict.view(&me.who))))
    })
    .await
}
