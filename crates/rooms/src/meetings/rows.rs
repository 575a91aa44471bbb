//! Rows of meetings: one and all after it are changed or called off together; what has begun or is past stays as it is. And how
//! meetings stood before a change, for whoever is told of it.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::{Conn, Error, PersonId, Time, Tx, args, jobs, sql};
use uuid::Uuid;

use super::meeting::{self, Change, Meeting};
use super::queries;
use crate::Stop;
use crate::communities::Community;

/// The job that tells people what became of a meeting or a row of them; what it is about is a [`Moved`], as JSON.
pub const MOVED: &str = "meeting";

/// How a meeting stood at one moment, as far as it is told outside.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stood {
    pub id: Uuid,
    pub starts: Time,
    pub minutes: i64,
    pub place: String,
    pub title: String,
    /// Whether it takes place, or did.
    pub on: bool,
}

/// A meeting, or a row of them, that is no longer as it was.
#[derive(Debug, Serialize, Deserialize)]
pub struct Moved {
    /// The meeting, or its row.
    pub thing: Uuid,
    /// As it was: empty when it is new.
    pub before: Vec<Stood>,
}

sql! {
    STOOD = "select id, starts, minutes, place, title, state from meeting where id = $1 or series = $1 order by starts, id";
    LISTENS = "select 1 from membership w join telling t on t.person = w.person where w.community = $1 and w.since <= $2 and w.until > $2 \
               and w.part in ('member', 'facilitator') and t.at_once <> '' limit 1";
    MOVE = "update meeting set title = $2, on_date = $3, at = $4, starts = $5, minutes = $6, place = $7, by = $8, changed = $9, rev = rev + 1 \
            where id = $1 and state = 'planned'";
}

/// What a meeting is told as: its row, if it is in one.
pub(super) fn thing_of(meeting: &Meeting) -> Uuid {
    meeting.series.unwrap_or(meeting.id.0)
}

/// How a meeting, or every one of a row, stands.
pub(super) fn stood(c: &mut Conn, thing: Uuid) -> Result<Vec<Stood>, Error> {
    c.rows(STOOD, args![thing], |r| {
        let state: String = r.get(5)?;
        Ok(Stood {
            id: r.get(0)?,
            starts: r.get(1)?,
            minutes: r.get(2)?,
            place: r.get(3)?,
            title: r.get(4)?,
            on: state != "cancelled",
        })
    })
}

/// Promises that whoever wants to know at once is told, when there is somebody.
pub(super) fn announce(tx: &mut Tx<'_>, community: &Community, thing: Uuid, before: Vec<Stood>) -> Result<(), Stop> {
    let now = tx.now();
    if tx.count(LISTENS, args![community.id, now])? == 0 {
        return Ok(());
    }
    let what = serde_json::to_string(&Moved { thing, before }).map_err(|e| Error::Ours(e.to_string()))?;
    Ok(jobs::promise(tx, MOVED, &what, now)?)
}

/// The planned meetings of a row after one, that are still to come.
fn after(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<Vec<Meeting>, Error> {
    let Some(series) = meeting.series else { return Ok(Vec::new()) };
    let from = meeting.starts.max(tx.now());
    let mut later = queries::planned_of_row(tx, series, from)?;
    later.retain(|m| m.id != meeting.id);
    Ok(later)
}

/// What [`meeting::change`] does, and the same for all that come after it in its row: each moves by as many days, to the same
/// time of day and place. Who facilitates, writes and keeps the time stays as it was planned for each. False when somebody saved
/// first.
pub(super) fn change_following(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    zone: &TimeZone,
    was: &Meeting,
    to: &Change<'_>,
) -> Result<bool, Stop> {
    let later = after(tx, was)?;
    let days = to.on - was.on;
    let (thing, now) = (thing_of(was), tx.now());
    let before = stood(tx, thing)?;
    if !meeting::set(tx, by, zone, was, to)? {
        return Ok(false);
    }
    for m in &later {
        let on = m.on.checked_add(days).unwrap_or(m.on);
        let at = meeting::clock_text(to.at);
        let starts = meeting::moment(on, to.at, zone);
        tx.exec(MOVE, args![m.id, to.title, on.to_string(), at, starts, to.minutes, to.place, by, now])?;
        meeting::stirs(tx, community, m.id)?;
    }
    let verb = if later.is_empty() { "meeting.changed" } else { "meeting.row_changed" };
    meeting::tell(tx, community, was.id, Some(by), verb, to.title)?;
    announce(tx, community, thing, before)?;
    Ok(true)
}

/// Calls a meeting off, and all that come after it in its row.
pub(super) fn cancel_following(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    first: &Meeting,
) -> Result<(), Stop> {
    let later = after(tx, first)?;
    let thing = thing_of(first);
    let before = stood(tx, thing)?;
    meeting::call_off(tx, first)?;
    for m in &later {
        meeting::call_off(tx, m)?;
        meeting::stirs(tx, community, m.id)?;
    }
    let verb = if later.is_empty() { "meeting.cancelled" } else { "meeting.row_cancelled" };
    meeting::tell(tx, community, first.id, Some(by), verb, &first.title)?;
    announce(tx, community, thing, before)
}

/// How a single meeting stood, or the row it is in, before something happens to it.
pub(super) fn before(c: &mut Conn, meeting: &Meeting) -> Result<Vec<Stood>, Error> {
    stood(c, thing_of(meeting))
}

/// The zone in which a community's meetings have their day and time: its organization's, whoever plans.
pub(super) fn zone(c: &mut Conn, community: &Community) -> Result<TimeZone, Error> {
    let name: Option<String> = c.one(ZONE, args![community.org], |r| r.get(0))?;
    Ok(name.and_then(|n| TimeZone::get(&n).ok()).unwrap_or(TimeZone::UTC))
}

sql! {
    ZONE = "select zone from org where id = $1";
}

/// Which of a row is meant.
pub(super) fn is_following(which: &str, meeting: &Meeting) -> bool {
    which == "following" && meeting.series.is_some()
}
