//! Holding a meeting: begin, go on, be there, note, end.

use axum::extract::Path;
use axum::response::Response;
use store::{ItemId, MeetingId, PersonId, Tx, args, sql};

use super::meeting::{self, Meeting, State};
use super::{code, page, queries, votes};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, w};

sql! {
    HERE = "insert into attendance (id, district, meeting, person, how, by, at) values ($1, $2, $3, $4, $5, $6, $7) \
            on conflict (meeting, person) do update set how = excluded.how, by = excluded.by, at = excluded.at";
    COMING = "delete from attendance where meeting = $1 and person = $2";
    NOTE = "insert into note (id, district, meeting, item, text, by, at, step, capture) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
}

/// Says how somebody is at a meeting: here, online, away.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn attend(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: MeetingId,
    person: PersonId,
    how: &'static str,
) -> Result<(), Stop> {
    let (row, now) = (tx.fresh_id(), tx.now());
    tx.exec(HERE, args![row, community.district, meeting, person, how, by, now])?;
    meeting::stirs(tx, community, meeting)
}

/// Adds a line to the notes of an item, or of the meeting as a whole.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run; [`Stop::Nothing`] when the item isn't on its agenda.
pub fn write_down(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    item: Option<ItemId>,
    text: &str,
) -> Result<(), Stop> {
    write_under(tx, by, community, meeting, item, (None, None), text)
}

/// Adds a line to the notes of an item, under a step of its protocol and what is to be written down there, by their keys.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run; [`Stop::Nothing`] when the item isn't on its agenda or has no such step.
pub fn write_under(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    item: Option<ItemId>,
    (step, capture): (Option<&str>, Option<&str>),
    text: &str,
) -> Result<(), Stop> {
    meeting.runs()?;
    if let Some(item) = item {
        let items = queries::items(tx, meeting.id)?;
        let item = items.iter().find(|i| i.id == item).ok_or(Stop::Nothing)?;
        if let Some(step) = step {
            let held = item.held.as_ref().ok_or(Stop::Nothing)?;
            let (_, step) = held.protocol.step(step).ok_or(Stop::Nothing)?;
            if capture.is_some_and(|key| step.capture.iter().all(|c| c.key != key)) {
                return Err(Stop::Nothing);
            }
        }
    }
    let (row, now) = (tx.fresh_id(), tx.now());
    tx.exec(NOTE, args![row, community.district, meeting.id, item, text, by, now, step, capture])?;
    meeting::stirs(tx, community, meeting.id)
}

/// Goes on from the item that is on to the next that waits.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run.
pub fn go_on(tx: &mut Tx<'_>, community: &Community, meeting: &Meeting) -> Result<(), Stop> {
    meeting.runs()?;
    let on = meeting.now.map(|(item, _)| item);
    let next = queries::items(tx, meeting.id)?.into_iter().find(|i| i.state == "open" && Some(i.id) != on);
    meeting::turn(tx, meeting.id, on, next.map(|i| i.id))?;
    meeting::stirs(tx, community, meeting.id)
}

pub(super) async fn begin(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting::begin(tx, &community, &meeting)?;
        // Whoever begins it is there.
        attend(tx, me.person, &community, id, me.person, "here")?;
        Ok(Go::to(format!("/meetings/{id}")))
    })
    .await
}

/// The item that was on ends, or is carried to the next meeting; the next one is on. Pressed twice, or by two people, it moves once.
pub(super) async fn on(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        let (from, next) = (f.pick::<ItemId>("from"), f.pick::<ItemId>("next"));
        let here = Go::to(format!("/meetings/{id}"));
        let items = queries::items(tx, id)?;
        let of_this = |wanted: Option<ItemId>| match wanted {
            Some(wanted) => items.iter().find(|i| i.id == wanted).map(Some).ok_or(Stop::Nothing),
            None => Ok(None),
        };
        let (on, next) = (of_this(from)?, of_this(next)?);
        if from != meeting.now.map(|(item, _)| item) {
            return Ok(here);
        }
        // Somebody may have moved it a moment ago: then the time is free until the next press.
        let next = next.filter(|i| i.state == "open").map(|i| i.id);
        if !meeting::turn(tx, id, from, next)? {
            return Ok(here);
        }
        if let Some(on) = on.filter(|_| f.raw("to") == "carry") {
            meeting::carry(tx, me.person, &community, &meeting, on)?;
        }
        meeting::stirs(tx, &community, id)?;
        Ok(here)
    })
    .await
}

/// Says that somebody is there, in the room or online, or can't come. For oneself before, for any member while it runs.
pub(super) async fn here(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        let how = f.choice("how", &["here", "online", "away", "coming"]);
        let person = f.pick::<PersonId>("person").unwrap_or(me.person);
        let early = meeting.state == State::Planned && matches!(how, "here" | "online");
        if how.is_empty() || early {
            return Err(Stop::Refused(w::MEETING_NOT_BEGUN));
        }
        let works = |m: &communities::Membership| m.person == person && m.works();
        if !communities::members(tx, community.id)?.iter().any(works) {
            return Err(Stop::Nothing);
        }
        // While the room's screen shows codes, being there is typed; whoever leads the meeting can still say it for anybody.
        if how == "here" && code::on(tx, id)? && !code::leads(me, &meeting, &community) {
            if person != me.person {
                return Err(Stop::Refused(w::CODE_MARKS));
            }
            return Ok(Go::to(format!("/meetings/{id}/present")));
        }
        if how == "coming" {
            tx.exec(COMING, args![id, person])?;
            meeting::stirs(tx, &community, id)?;
        } else {
            attend(tx, me.person, &community, id, person, how)?;
        }
        // Who went is waited for no longer.
        votes::settle(tx, &community, &meeting)?;
        Ok(Go::to(format!("/meetings/{id}#here")))
    })
    .await
}

/// Adds a line to the notes. Lines are only added, so that nobody writes over anybody.
pub(super) async fn note(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting.runs()?;
        let text = f.needed("note", 4000);
        let item = f.pick::<ItemId>("item");
        if f.refused() {
            return Err(Stop::again(page::meeting_page(tx, me, &meeting, &community, f)?));
        }
        let key = |name: &str| Some(f.raw(name).to_owned()).filter(|k| !k.is_empty() && item.is_some());
        let (step, capture) = (key("step"), key("capture"));
        let under = (step.as_deref(), capture.as_deref());
        write_under(tx, me.person, &community, &meeting, item, under, &text)?;
        Ok(Go::to(format!("/meetings/{id}#notes-head")))
    })
    .await
}

pub(super) async fn end(cx: Cx, Path(id): Path<MeetingId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let (meeting, community) = page::find_to_change(tx, me, id)?;
        meeting::end(tx, me.person, &community, &meeting)?;
        Ok(Go::to(format!("/meetings/{id}")))
    })
    .await
}
