//! A meeting and its agenda: the things and their rules.

use jiff::civil::{Date, Time as Clock};
use jiff::tz::TimeZone;
use learning::agenda;
pub use learning::agenda::Lane;
use store::{
    AudienceId, CommunityId, DistrictId, Error, ItemId, MeetingId, OrgId, PersonId, Time, Tx, args, events, sql,
};

use super::steps::{self, Held};
use super::{queries, rows};
use crate::communities::Community;
use crate::{Stop, w};

/// Where a meeting stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Planned,
    Running,
    /// It was held; nothing of it changes any more.
    Closed,
    Cancelled,
}

impl State {
    /// The state of a stored name.
    pub fn named(name: &str) -> State {
        match name {
            "planned" => State::Planned,
            "running" => State::Running,
            "closed" => State::Closed,
            _ => State::Cancelled,
        }
    }
}

/// The names the lanes of an agenda are stored under.
pub(super) const LANES: [&str; 2] = ["learning", "housekeeping"];

/// The lane of a stored name.
pub(super) fn lane_named(name: &str) -> Lane {
    if name == LANES[1] { Lane::Housekeeping } else { Lane::Learning }
}

/// The name a lane is stored under.
pub(super) fn lane_name(lane: Lane) -> &'static str {
    match lane {
        Lane::Learning => LANES[0],
        Lane::Housekeeping => LANES[1],
    }
}

/// A meeting as its viewer may see it.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: MeetingId,
    pub district: DistrictId,
    pub community: CommunityId,
    pub community_name: String,
    pub org: OrgId,
    pub title: String,
    /// The day and the time of day in the organization's zone.
    pub on: Date,
    pub at: String,
    pub starts: Time,
    pub minutes: i64,
    pub place: String,
    pub state: State,
    pub began: Option<Time>,
    pub ended: Option<Time>,
    /// The item that is on, and since when.
    pub now: Option<(ItemId, Time)>,
    pub facilitator: Option<PersonId>,
    pub scribe: Option<PersonId>,
    pub timekeeper: Option<PersonId>,
    pub audience: AudienceId,
    pub rev: i64,
    /// Who planned it or changed it last.
    pub by: PersonId,
    /// The row it is in.
    pub series: Option<uuid::Uuid>,
    /// How many points are on its agenda.
    pub points: i64,
}

impl Meeting {
    /// Refuses what would change a meeting that is over.
    ///
    /// # Errors
    /// [`Stop::Refused`] when it has ended or was called off.
    pub fn still_open(&self) -> Result<(), Stop> {
        match self.state {
            State::Planned | State::Running => Ok(()),
            State::Closed => Err(Stop::Refused(w::MEETING_IS_CLOSED)),
            State::Cancelled => Err(Stop::Refused(w::MEETING_IS_CANCELLED)),
        }
    }

    /// Refuses what can only be done while it runs.
    ///
    /// # Errors
    /// [`Stop::Refused`] when it hasn't begun or is over.
    pub fn runs(&self) -> Result<(), Stop> {
        self.still_open()?;
        if self.state == State::Running { Ok(()) } else { Err(Stop::Refused(w::MEETING_NOT_BEGUN)) }
    }
}

/// One thing on the agenda.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: ItemId,
    pub community: CommunityId,
    /// None: it waits in the backlog.
    pub meeting: Option<MeetingId>,
    pub n: i64,
    pub title: String,
    pub purpose: String,
    pub lane: Lane,
    pub minutes: i64,
    /// open, done, carried
    pub state: String,
    pub began: Option<Time>,
    pub ended: Option<Time>,
    pub carried_from: Option<ItemId>,
    /// Who put it there or changed it last.
    pub by: PersonId,
    pub rev: i64,
    /// The protocol it is held by.
    pub held: Option<Box<Held>>,
}

impl Item {
    /// The minutes it took, rounded, when it was on.
    pub fn took(&self) -> Option<i64> {
        let seconds = self.ended?.seconds() - self.began?.seconds();
        Some((seconds + 30) / 60)
    }
}

impl Meeting {
    /// The meeting as the rules of an agenda see it. Housekeeping may take a quarter.
    pub fn agenda(&self, items: &[Item]) -> agenda::Agenda {
        let whole = |minutes: i64| u32::try_from(minutes).unwrap_or(0);
        let item = |i: &Item| agenda::Item {
            minutes: whole(i.minutes),
            lane: i.lane,
            began: i.began.map(Time::seconds),
            ended: i.ended.map(Time::seconds),
        };
        agenda::Agenda {
            start: self.starts.seconds(),
            closed: self.ended.map(Time::seconds),
            housekeeping_minutes: whole(self.minutes / 4),
            items: items.iter().map(item).collect(),
        }
    }
}

/// A meeting about to be planned.
pub struct NewMeeting<'a> {
    pub title: &'a str,
    pub on: Date,
    pub at: Clock,
    pub minutes: i64,
    pub place: &'a str,
    /// One in so many weeks until that day; none for a single meeting.
    pub every: Option<(i64, Date)>,
}

/// An item about to be put on an agenda or into the backlog.
pub struct NewItem<'a> {
    pub title: &'a str,
    pub purpose: &'a str,
    pub lane: Lane,
    pub minutes: i64,
}

/// A row has at most so many meetings: a year of weekly ones.
const MOST: usize = 60;

sql! {
    ADD_SERIES = "insert into series (id, district, community, weeks, until, by, made) values ($1, $2, $3, $4, $5, $6, $7)";
    INSERT = "insert into meeting (id, district, community, series, title, on_date, at, starts, minutes, place, state, began, ended, \
              now_item, now_since, facilitator, scribe, timekeeper, audience, by, made, rev, changed, slot) \
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'planned', null, null, null, null, $11, $12, $13, $14, $15, $16, 1, $16, $17)";
    SAVE = "update meeting set title = $3, on_date = $4, at = $5, starts = $6, minutes = $7, place = $8, facilitator = $9, scribe = $10, \
            timekeeper = $11, by = $12, changed = $13, rev = rev + 1 where id = $1 and rev = $2 and state = 'planned'";
    CANCEL = "update meeting set state = 'cancelled', ended = $2, changed = $2, rev = rev + 1 where id = $1 and state = 'planned'";
    BEGIN = "update meeting set state = 'running', began = $2, now_item = null, now_since = $2, rev = rev + 1 where id = $1 and state = 'planned'";
    TURN = "update meeting set now_item = $3, now_since = $4 where id = $1 and state = 'running' and now_item is not distinct from $2";
    END = "update meeting set state = 'closed', ended = $2, now_item = null, now_since = null, rev = rev + 1 where id = $1 and state = 'running'";
    ADD_ITEM = "insert into item (id, district, community, meeting, n, title, purpose, lane, minutes, state, began, ended, came_from, by, at, rev) \
                values ($1, $2, $3, $4, (select coalesce(max(n), 0) + 1 from item i where i.community = $3 and (i.meeting = $4 \
                or (i.meeting is null and cast($4 as uuid) is null))), $5, $6, $7, $8, 'open', null, null, $9, $10, $11, 1)";
    ITEM_BEGAN = "update item set began = coalesce(began, $2), ended = null, state = 'open' where id = $1";
    ITEM_ENDED = "update item set ended = $2, state = 'done' where id = $1 and state = 'open'";
    CARRIED = "update item set state = 'carried' where id = $1";
    NOT_NEEDED = "update item set meeting = null where meeting = $1 and state = 'open'";
}

/// The moment of a day and a time in a zone. A time that a change of clocks leaves out is the one after it.
pub fn moment(on: Date, at: Clock, zone: &TimeZone) -> Time {
    on.to_datetime(at).to_zoned(zone.clone()).map_or(Time::NEVER, |z| z.timestamp().into())
}

/// Plans a meeting, or a row of them. Who facilitates, writes and keeps the time rotates through the members. Gives the first.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn plan(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    zone: &TimeZone,
    new: &NewMeeting<'_>,
) -> Result<MeetingId, Stop> {
    let now = tx.now();
    let mut days = vec![new.on];
    let mut series = None;
    if let Some((weeks, until)) = new.every {
        let id = tx.fresh_id();
        tx.exec(ADD_SERIES, args![id, community.district, community.id, weeks, until.to_string(), by, now])?;
        series = Some(id);
        while let Some(next) = days.last().and_then(|d| d.checked_add(jiff::Span::new().weeks(weeks)).ok()) {
            if next > until || days.len() >= MOST {
                break;
            }
            days.push(next);
        }
    }
    let people: Vec<PersonId> = queries::rotation(tx, community.id)?;
    let held = usize::try_from(queries::held(tx, community.id)?).unwrap_or(0);
    let turn = |at: usize, part: usize| (!people.is_empty()).then(|| people[(held + at + part) % people.len()]);
    let mut first = None;
    for (at, on) in days.into_iter().enumerate() {
        let id = MeetingId(tx.fresh_id());
        first = first.or(Some(id));
        tx.exec(
            INSERT,
            args![
                id,
                community.district,
                community.id,
                series,
                new.title,
                on.to_string(),
                clock_text(new.at),
                moment(on, new.at, zone),
                new.minutes,
                new.place,
                turn(at, 0),
                turn(at, 1),
                turn(at, 2),
                community.inside,
                by,
                now,
                series.map(|_| slot_text(on, new.at)).unwrap_or_default()
            ],
        )?;
    }
    let first = first.ok_or(Stop::Nothing)?;
    tell(tx, community, first, Some(by), "meeting.planned", new.title)?;
    rows::announce(tx, community, series.unwrap_or(first.0), Vec::new())?;
    Ok(first)
}

/// A time of day as it is stored and as a form takes it.
pub(super) fn clock_text(at: Clock) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The place of a meeting in its row: what it was planned for at first, by which calendars know it after it was moved.
fn slot_text(on: Date, at: Clock) -> String {
    format!("{on}T{}", clock_text(at))
}

/// What can be changed of a meeting that hasn't begun.
pub(super) struct Change<'a> {
    pub title: &'a str,
    pub on: Date,
    pub at: Clock,
    pub minutes: i64,
    pub place: &'a str,
    pub roles: [Option<PersonId>; 3],
}

/// Changes a meeting that was read at `was.rev`; false when somebody saved first.
pub(super) fn change(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    zone: &TimeZone,
    was: &Meeting,
    to: &Change<'_>,
) -> Result<bool, Stop> {
    let before = rows::before(tx, was)?;
    let done = set(tx, by, zone, was, to)?;
    if done {
        tell(tx, community, was.id, Some(by), "meeting.changed", to.title)?;
        rows::announce(tx, community, rows::thing_of(was), before)?;
    }
    Ok(done)
}

/// Keeps what a meeting is now; false when somebody saved first.
pub(super) fn set(
    tx: &mut Tx<'_>,
    by: PersonId,
    zone: &TimeZone,
    was: &Meeting,
    to: &Change<'_>,
) -> Result<bool, Stop> {
    let [facilitator, scribe, timekeeper] = to.roles;
    let (starts, now) = (moment(to.on, to.at, zone), tx.now());
    let done = tx.exec(
        SAVE,
        args![
            was.id,
            was.rev,
            to.title,
            to.on.to_string(),
            clock_text(to.at),
            starts,
            to.minutes,
            to.place,
            facilitator,
            scribe,
            timekeeper,
            by,
            now
        ],
    )? == 1;
    Ok(done)
}

/// Calls a meeting off. What was on its agenda waits in the backlog.
pub(super) fn cancel(tx: &mut Tx<'_>, by: PersonId, community: &Community, meeting: &Meeting) -> Result<(), Stop> {
    let before = rows::before(tx, meeting)?;
    call_off(tx, meeting)?;
    tell(tx, community, meeting.id, Some(by), "meeting.cancelled", &meeting.title)?;
    rows::announce(tx, community, rows::thing_of(meeting), before)
}

/// Marks a meeting as called off, and lets its agenda wait.
pub(super) fn call_off(tx: &mut Tx<'_>, meeting: &Meeting) -> Result<(), Stop> {
    meeting.still_open()?;
    let now = tx.now();
    if tx.exec(CANCEL, args![meeting.id, now])? == 0 {
        return Err(Stop::Refused(w::MEETING_HAS_BEGUN));
    }
    tx.exec(NOT_NEEDED, args![meeting.id])?;
    Ok(())
}

/// Puts an item on a meeting's agenda, at its end, or into the community's backlog.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn add_item(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: Option<MeetingId>,
    new: &NewItem<'_>,
    carried_from: Option<ItemId>,
) -> Result<ItemId, Stop> {
    let (id, now) = (ItemId(tx.fresh_id()), tx.now());
    tx.exec(
        ADD_ITEM,
        args![
            id,
            community.district,
            community.id,
            meeting,
            new.title,
            new.purpose,
            lane_name(new.lane),
            new.minutes,
            carried_from,
            by,
            now
        ],
    )?;
    if let Some(meeting) = meeting {
        stirs(tx, community, meeting)?;
    }
    Ok(id)
}

/// Begins a meeting: its first item is on.
///
/// # Errors
/// [`Stop::Refused`] when it has begun already or is over.
pub fn begin(tx: &mut Tx<'_>, community: &Community, meeting: &Meeting) -> Result<(), Stop> {
    meeting.still_open()?;
    let now = tx.now();
    if tx.exec(BEGIN, args![meeting.id, now])? == 0 {
        // Two people began it at once: it runs, and both are in it.
        return Ok(());
    }
    stirs(tx, community, meeting.id)?;
    let first = queries::items(tx, meeting.id)?.into_iter().find(|i| i.state == "open");
    turn(tx, meeting.id, None, first.map(|i| i.id))?;
    Ok(())
}

/// Ends the item that is on and begins another; without another the time is free. False when somebody else went on first: then
/// nothing is changed.
pub(super) fn turn(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    from: Option<ItemId>,
    to: Option<ItemId>,
) -> Result<bool, Stop> {
    let now = tx.now();
    if tx.exec(TURN, args![meeting, from, to, now])? == 0 {
        return Ok(false);
    }
    if let Some(from) = from {
        tx.exec(ITEM_ENDED, args![from, now])?;
    }
    if let Some(to) = to {
        tx.exec(ITEM_BEGAN, args![to, now])?;
    }
    Ok(true)
}

/// Puts an item that wasn't finished on the next meeting's agenda, or into the backlog when none is planned.
pub(super) fn carry(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    meeting: &Meeting,
    item: &Item,
) -> Result<(), Stop> {
    let next = queries::next_after(tx, community.id, meeting)?;
    let new = NewItem { title: &item.title, purpose: &item.purpose, lane: item.lane, minutes: item.minutes };
    let carried = add_item(tx, by, community, next, &new, Some(item.id))?;
    steps::copy(tx, item.id, carried)?;
    tx.exec(CARRIED, args![item.id])?;
    Ok(())
}

/// Ends a meeting. What was not reached is carried to the next one. Leaders learn that it was held, not what was said.
///
/// # Errors
/// [`Stop::Refused`] when it doesn't run.
pub fn end(tx: &mut Tx<'_>, by: PersonId, community: &Community, meeting: &Meeting) -> Result<(), Stop> {
    meeting.runs()?;
    let now = tx.now();
    if tx.exec(END, args![meeting.id, now])? == 0 {
        // Two people ended it at once: it has ended, and what is left was carried once.
        return Ok(());
    }
    if let Some((item, _)) = meeting.now {
        tx.exec(ITEM_ENDED, args![item, now])?;
    }
    for item in queries::items(tx, meeting.id)?.iter().filter(|i| i.state == "open") {
        carry(tx, by, community, meeting, item)?;
    }
    super::cycle::met(tx, community, meeting.id)?;
    for after in crate::AFTER_MEETINGS {
        after(tx, community, meeting.id)?;
    }
    super::text::freeze(tx, meeting.id)?;
    tell(tx, community, meeting.id, Some(by), "meeting.ended", &meeting.title)?;
    let held =
        events::Event { audience: community.status, ..event(community, meeting.id, None, "meeting.held_here", "") };
    Ok(events::write(tx, &held)?)
}

fn event<'a>(
    community: &Community,
    meeting: MeetingId,
    by: Option<PersonId>,
    verb: &'static str,
    about: &'a str,
) -> events::Event<'a> {
    events::Event {
        district: community.district,
        actor: by,
        verb,
        thing: ("meeting", meeting.0),
        community: Some(community.id),
        org: Some(community.org),
        audience: community.inside,
        about,
    }
}

/// Says that something happened at a meeting, to the members.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    community: &Community,
    meeting: MeetingId,
    by: Option<PersonId>,
    verb: &'static str,
    about: &str,
) -> Result<(), Stop> {
    let told: Result<(), Error> = events::write(tx, &event(community, meeting, by, verb, about));
    Ok(told?)
}

/// Says that something moved on a meeting's page, so that open pages look again; it isn't told at home.
pub(super) fn stirs(tx: &mut Tx<'_>, community: &Community, meeting: MeetingId) -> Result<(), Stop> {
    tell(tx, community, meeting, None, "meeting.moved_here", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_keeps_its_time_of_day_when_the_clocks_change() {
        let zone = TimeZone::get("America/Chicago").unwrap();
        let at = jiff::civil::time(15, 15, 0, 0);
        let before = moment(jiff::civil::date(2026, 10, 26), at, &zone);
        let after = moment(jiff::civil::date(2026, 11, 2), at, &zone);
        assert_eq!(after.seconds() - before.seconds(), 7 * 86_400 + 3600, "that week has an hour more");
        for time in [before, after] {
            assert_eq!(zone.to_datetime(time.stamp()).time(), at);
        }
        // In the night in which an hour is left out, the meeting is when that hour would have been over.
        let gone = moment(jiff::civil::date(2026, 3, 8), jiff::civil::time(2, 30, 0, 0), &zone);
        assert_eq!(zone.to_datetime(gone.stamp()).time(), jiff::civil::time(3, 30, 0, 0));
    }
}
