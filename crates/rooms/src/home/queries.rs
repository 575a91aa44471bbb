//! What the room asks the database: signs of growth, read from the events the viewer may see.

use store::{CommunityId, Conn, Error, PersonId, Time, Tx, args, sees, sql};

use crate::meetings::taken_on;
use crate::surveys::{may_tell, still_asked};
use crate::workshops::under_way;
use crate::{Viewer, workshops};

sql! {
    SIGNS = "select e.at, e.actor, e.verb, e.kind, e.thing, m.name, e.about \
             from membership w join event e on e.community = w.community join community m on m.id = e.community \
             where w.person = $1 and w.since <= $2 and w.until > $2 and w.part in ('member', 'facilitator') \
             and e.at > $3 and e.actor <> $1 and ", sees!("e"), " order by e.at desc limit 40";
    // Most mornings there is nothing of the kind: one short question instead of three long ones.
    WAITS = "select 0 from workshop k where ", under_way!("$3", "$5"), " union all select 1 from commitment t where t.who = $1 and",
            taken_on!(), "union all select 2 from wave_asked a where ", still_asked!(), " union all select 2 from wave v where ", may_tell!("$3", "$4");
    SAW = "update person set looked_at = $2 where id = $1";
    LED = "select m.id, m.name, o.name, \
           (select max(e.at) from event e where e.community = m.id), \
           (select count(*) from event e where e.community = m.id and e.at > $3 and e.verb = 'try.made'), \
           (select count(*) from cycle c where c.community = m.id and c.state <> 'closed'), \
           (select count(*) from cycle c where c.community = m.id and c.closed > $4), \
           (select count(*) from lesson l where l.community = m.id and l.state = 'shared' and l.shared_at > $4) \
           from holding h join community m on m.org = h.who join org o on o.id = m.org \
           where h.person = $1 and h.kind = 6 and h.since <= $2 and h.until > $2 and m.archived_at is null order by m.name";
}

/// Something somebody did.
pub(super) struct Sign {
    pub at: Time,
    pub who: PersonId,
    pub verb: String,
    pub kind: String,
    pub thing: uuid::Uuid,
    pub community_name: String,
    pub about: String,
}

/// What others did in the viewer's communities after `since`, newest first.
pub(super) fn signs(c: &mut Conn, me: &Viewer, since: Time) -> Result<Vec<Sign>, Error> {
    c.rows(SIGNS, args![me.person, me.now, since], |r| {
        Ok(Sign {
            at: r.get(0)?,
            who: r.get(1)?,
            verb: r.get(2)?,
            kind: r.get(3)?,
            thing: r.get(4)?,
            community_name: r.get(5)?,
            about: r.get(6)?,
        })
    })
}

/// Of what there may be something for the viewer: the rooms know what it is.
#[derive(Default)]
pub(super) struct Waits {
    pub workshops: bool,
    pub taken_on: bool,
    pub surveys: bool,
}

/// Whether a workshop runs, something that was taken on is open, or a survey asks or tells since `since`.
pub(super) fn waits(c: &mut Conn, me: &Viewer, since: Time) -> Result<Waits, Error> {
    let mut found = Waits::default();
    let begun = workshops::begun_after(me);
    c.each(WAITS, args![me.person, me.now, me.district, since, begun], &mut |r| {
        match r.get::<i64>(0)? {
            0 => found.workshops = true,
            1 => found.taken_on = true,
            _ => found.surveys = true,
        }
        Ok(())
    })?;
    Ok(found)
}

/// A community the viewer leads, as a leader may know it: that work is done, not what it says.
pub(super) struct Led {
    pub id: CommunityId,
    pub name: String,
    pub place: String,
    pub last: Option<Time>,
    pub tries: i64,
    pub open: i64,
    pub closed: i64,
    pub lessons: i64,
}

/// The communities of the organizations the viewer leads. `month` and `year` are when those begin.
pub(super) fn led(c: &mut Conn, me: &Viewer, month: Time, year: Time) -> Result<Vec<Led>, Error> {
    c.rows(LED, args![me.person, me.now, month, year], |r| {
        Ok(Led {
            id: r.get(0)?,
            name: r.get(1)?,
            place: r.get(2)?,
            last: r.maybe(3)?,
            tries: r.get(4)?,
            open: r.get(5)?,
            closed: r.get(6)?,
            lessons: r.get(7)?,
        })
    })
}

/// Notes that the viewer has looked: what was gold is green from now on.
pub(super) fn saw(tx: &mut Tx<'_>, me: &Viewer) -> Result<(), Error> {
    tx.exec(SAW, args![me.person, me.now]).map(drop)
}
