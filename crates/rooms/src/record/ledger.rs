//! The ledger of hours. It writes itself, in the transaction of what it counts, and is only added to: a correction is a row of
//! its own with its reason. The same happening is counted once, however often it is told.

use jiff::civil::Date;
use learning::hours::{Figures, Level};
use store::{CommunityId, DistrictId, EntryId, Error, MeetingId, PersonId, Tx, args, sql};
use uuid::Uuid;

use super::queries;
use crate::communities::Community;
use crate::cycles::Cycle;
use crate::{Stop, meetings};

sql! {
    WRITE = "insert into hours (id, district, person, community, source, thing, n, on_date, minutes, level, what, by, at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (person, source, thing, n) do nothing";
}

/// Where a row of the ledger comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A meeting that was held.
    Meeting,
    /// Something recorded at a step of a cycle.
    Entry,
    /// What somebody says of themselves.
    Own,
}

impl Source {
    /// The name it is stored under.
    pub fn stored(self) -> &'static str {
        match self {
            Source::Meeting => "meeting",
            Source::Entry => "entry",
            Source::Own => "own",
        }
    }

    /// The source of a stored name.
    pub fn named(name: &str) -> Source {
        match name {
            "meeting" => Source::Meeting,
            "entry" => Source::Entry,
            _ => Source::Own,
        }
    }
}

/// A row about to be written.
pub(super) struct Row<'a> {
    pub district: DistrictId,
    pub person: PersonId,
    pub community: Option<CommunityId>,
    pub source: Source,
    pub thing: Uuid,
    /// 0 for the first row of a happening; its corrections follow.
    pub n: i64,
    pub on: Date,
    pub minutes: i64,
    pub level: Level,
    pub what: &'a str,
    pub by: Option<PersonId>,
}

/// Adds a row; false when it was there already.
pub(super) fn write(tx: &mut Tx<'_>, row: &Row<'_>) -> Result<bool, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let added = tx.exec(
        WRITE,
        args![
            id,
            row.district,
            row.person,
            row.community,
            row.source.stored(),
            row.thing,
            row.n,
            row.on.to_string(),
            row.minutes,
            row.level.stored(),
            row.what,
            row.by,
            now
        ],
    )?;
    Ok(added == 1)
}

/// A meeting has ended: whoever was there has its minutes of learning. Told twice, it is written once.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn meeting_ended(tx: &mut Tx<'_>, community: &Community, id: MeetingId) -> Result<(), Stop> {
    let Some(meeting) = meetings::known(tx, id)? else { return Ok(()) };
    let agenda = meetings::agenda_of(tx, &meeting)?;
    let planned = u32::try_from(meeting.minutes).unwrap_or(0);
    let minutes = i64::from(queries::figures(tx, community.district)?.meeting(&agenda, planned));
    if minutes == 0 {
        return Ok(());
    }
    for person in meetings::present(tx, id)? {
        let row = Row {
            district: community.district,
            person,
            community: Some(community.id),
            source: Source::Meeting,
            thing: id.0,
            n: 0,
            on: meeting.on,
            minutes,
            level: Level::Knowledge,
            what: &meeting.title,
            by: None,
        };
        write(tx, &row)?;
    }
    Ok(())
}

/// Something was recorded at a step of a cycle, or was taken out again: it counts as its kind says, up to the most of a day, and
/// what is taken out counts no more.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn entry_written(
    tx: &mut Tx<'_>,
    cycle: &Cycle,
    by: PersonId,
    id: EntryId,
    kind: Option<&'static str>,
) -> Result<(), Stop> {
    let Some(kind) = kind else {
        for (person, left) in queries::of_thing(tx, Source::Entry, id.0)? {
            let why = correct(tx, person, by, Source::Entry, id.0, -left, "");
            why?;
        }
        return Ok(());
    };
    let figures: Figures = queries::figures(tx, cycle.district)?;
    let Some((wanted, level)) = figures.work(kind) else { return Ok(()) };
    let on = tx.now().date_in(&queries::zone_of(tx, cycle.district)?);
    let already = queries::work_on(tx, by, on)?;
    let minutes = figures.within_day(wanted, u32::try_from(already).unwrap_or(0));
    if minutes == 0 {
        return Ok(());
    }
    let row = Row {
        district: cycle.district,
        person: by,
        community: Some(cycle.community),
        source: Source::Entry,
        thing: id.0,
        n: 0,
        on,
        minutes: i64::from(minutes),
        level,
        what: &cycle.title,
        by: None,
    };
    write(tx, &row)?;
    Ok(())
}

/// Corrects what is counted for somebody: so many minutes more, or fewer, never below nothing in all. The rows before stay.
///
/// # Errors
/// [`Stop::Nothing`] when nothing is counted for them there.
pub fn correct(
    tx: &mut Tx<'_>,
    person: PersonId,
    by: PersonId,
    source: Source,
    thing: Uuid,
    more: i64,
    why: &str,
) -> Result<(), Stop> {
    let was = queries::first_of(tx, person, source, thing)?.ok_or(Stop::Nothing)?;
    let minutes = more.max(-was.minutes);
    if minutes == 0 {
        return Ok(());
    }
    let row = Row {
        district: was.district,
        person,
        community: was.community,
        source,
        thing,
        n: was.rows,
        on: was.on,
        minutes,
        level: was.level,
        what: why,
        by: Some(by),
    };
    if write(tx, &row)? { Ok(()) } else { Err(Stop::Refused(crate::w::RECORD_CORRECTED_AT_ONCE)) }
}

sql! {
    LICENCE = "insert into licence (person, district, begins, at) values ($1, $2, $3, $4) \
               on conflict (person) do update set begins = excluded.begins, at = excluded.at";
}

/// Keeps since when somebody's licence period runs.
pub(super) fn licence_begins(
    tx: &mut Tx<'_>,
    person: PersonId,
    district: DistrictId,
    begins: Date,
) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(LICENCE, args![person, district, begins.to_string(), now]).map(drop)
}
