//! Reminders: halfway, and two days before the end, for those who haven't taken a ballot. Who that is is read by the job alone and
//! shown to nobody; that somebody was reminded is forgotten with who was asked.

use learning::instrument::Instrument;
use store::{Conn, Error, PersonId, Time, Tx, WaveId, args, jobs, sql};

/// The job that reminds: the wave, and which reminder.
pub(crate) const REMIND: &str = "survey-reminder";
const DAY: i64 = 86_400;

sql! {
    TO_REMIND = "select a.person from wave_asked a join wave v on v.id = a.wave where a.wave = $1 and a.taken = 0 and a.reminded < $2 \
                 and v.state = 'open' and v.until > $3 order by a.person";
    CLAIM = "update wave_asked set reminded = $3 where wave = $1 and person = $2 and taken = 0 and reminded < $3 \
             and exists (select 1 from wave v where v.id = wave_asked.wave and v.state = 'open' and v.until > $4)";
    LET_GO = "update wave_asked set reminded = $3 - 1 where wave = $1 and person = $2 and reminded = $3";
    WHAT = "select body, until from wave where id = $1";
}

/// What a reminder says: what is asked, until when.
pub(crate) struct Reminder {
    pub instrument: Instrument,
    pub until: Time,
}

/// Promises the reminders of a wave that begins now; of a short one, fewer.
pub(super) fn promise(tx: &mut Tx<'_>, wave: WaveId, until: Time) -> Result<(), Error> {
    let now = tx.now();
    let (left, last) = (until.seconds() - now.seconds(), until.plus_seconds(-2 * DAY));
    if left >= 3 * DAY {
        jobs::promise(tx, REMIND, &format!("{wave} 2"), last)?;
    }
    // Not on the days of the last one.
    if left >= 6 * DAY {
        jobs::promise(tx, REMIND, &format!("{wave} 1"), now.plus_seconds(left / 2))?;
    }
    Ok(())
}

/// Who is to get this reminder and hasn't; nobody when the wave has ended.
pub(crate) fn to_remind(c: &mut Conn, wave: WaveId, which: i64) -> Result<Vec<PersonId>, Error> {
    let now = c.now();
    c.rows(TO_REMIND, args![wave, which, now], |r| r.get(0))
}

/// Notes that somebody gets this reminder, before it goes out: rather none than two. Nothing when they have answered meanwhile, got
/// it already, or the wave has ended.
pub(crate) fn claim(tx: &mut Tx<'_>, wave: WaveId, person: PersonId, which: i64) -> Result<Option<Reminder>, Error> {
    let now = tx.now();
    if tx.exec(CLAIM, args![wave, person, which, now])? == 0 {
        return Ok(None);
    }
    let found = tx.one(WHAT, args![wave], |r| Ok((r.get::<String>(0)?, r.get(1)?)))?;
    let Some((body, until)) = found else { return Ok(None) };
    let instrument = Instrument::parse(&body).map_err(|e| Error::Ours(e.to_string()))?;
    Ok(Some(Reminder { instrument, until }))
}

/// It could not be handed over: the next try may send it.
pub(crate) fn let_go(tx: &mut Tx<'_>, wave: WaveId, person: PersonId, which: i64) -> Result<(), Error> {
    tx.exec(LET_GO, args![wave, person, which]).map(drop)
}
