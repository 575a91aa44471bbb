//! What a visitor finds in the demo's mailbox: the teacher's digest of the last days, and the invitation to her next meeting. Both
//! are promised here and written by the server when it runs, from what she may see then.

use rooms::meetings::{MOVED, Moved};
use rooms::telling::{self, AtOnce, Choices, Digest};
use store::{DistrictId, Error, MeetingId, PersonId, Tx, args, jobs, sql};

use crate::{Ground, zone};

sql! {
    TEACHER = "select person from persona where name = 'teacher' and district = $1";
    NEXT_MEETING = "select m.id from meeting m join membership w on w.community = m.community where w.person = $1 and m.state = 'planned' \
                    and m.starts > $2 order by m.starts, m.id limit 1";
    TOLD = "update telling set told = $2, due = $3 where person = $1";
}

/// The teacher wants a letter a day, and to know at once what happens to her meetings.
pub(crate) fn promise(tx: &mut Tx<'_>, ground: &Ground, district: DistrictId) -> Result<(), Error> {
    let Some(teacher): Option<PersonId> = tx.one(TEACHER, args![district], |r| r.get(0))? else { return Ok(()) };
    tx.travel(ground.end);
    // Never quiet: a visitor may come at any hour.
    let at_once = AtOnce { planned: true, changed: true, cancelled: true };
    let choices = Choices { digest: Digest::Daily, hour: 7, quiet: (0, 0), weekends: true, at_once };
    telling::choose(tx, district, teacher, &zone(), &choices)?;
    tx.exec(TOLD, args![teacher, ground.end.plus_days(-6), ground.end])?;
    let next: Option<MeetingId> = tx.one(NEXT_MEETING, args![teacher, ground.end], |r| r.get(0))?;
    if let Some(meeting) = next {
        let moved = Moved { thing: meeting.0, before: Vec::new() };
        let what = serde_json::to_string(&moved).map_err(|e| Error::Ours(e.to_string()))?;
        jobs::promise(tx, MOVED, &what, ground.end)?;
    }
    Ok(())
}
