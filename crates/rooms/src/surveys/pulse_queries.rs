//! What asking communities asks the database.

use std::collections::{BTreeMap, BTreeSet};

use store::{CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Time, Tx, WaveId, args, sees, sql};

use crate::Viewer;

sql! {
    // Who works in them: not guests, not who comes from outside the district's schools.
    CIRCLES = "select k.id, k.name, m.person, max(case when m.part = 'facilitator' then 1 else 0 end) from community k \
               join membership m on m.community = k.id and m.since <= $3 and m.until > $3 and m.part in ('member', 'facilitator') \
               join person p on p.id = m.person and p.district = $1 and p.active and p.left_at is null \
               where k.district = $1 and k.org = $2 and k.archived_at is null and exists (select 1 from role r where r.person = p.id \
               and r.since <= $3 and r.until > $3 and r.role not in ('guest', 'parent', 'guardian', 'relative', 'student')) \
               group by k.id, k.name, m.person order by k.name, k.id, m.person";
    ADD = "insert into wave_community (wave, community, district) values ($1, $2, $3)";
    LAST = "select v.body from wave v where v.district = $1 and v.instrument = $2 and v.whom = $3 order by v.at desc limit 1";
    LATEST = "select v.id, v.body, v.state, v.until, v.ended from wave_community x join wave v on v.id = x.wave \
              where x.community = $3 and ", sees!("v"), " order by v.at desc limit 1";
}

/// A community of a place, and who does its work.
#[derive(Clone, Debug)]
pub(super) struct Circle {
    pub id: CommunityId,
    pub name: String,
    pub people: BTreeSet<PersonId>,
    pub facilitators: BTreeSet<PersonId>,
}

/// The communities of a place that aren't archived and have people, by name.
pub(super) fn circles(c: &mut Conn, district: DistrictId, org: OrgId) -> Result<Vec<Circle>, Error> {
    let now = c.now();
    let mut found: Vec<Circle> = Vec::new();
    let mut at: BTreeMap<CommunityId, usize> = BTreeMap::new();
    for (id, name, person, facilitates) in c.rows(CIRCLES, args![district, org, now], |r| {
        Ok((r.get::<CommunityId>(0)?, r.get::<String>(1)?, r.get::<PersonId>(2)?, r.get::<i64>(3)? == 1))
    })? {
        let place = *at.entry(id).or_insert_with(|| {
            found.push(Circle { id, name, people: BTreeSet::new(), facilitators: BTreeSet::new() });
            found.len() - 1
        });
        found[place].people.insert(person);
        if facilitates {
            found[place].facilitators.insert(person);
        }
    }
    Ok(found)
}

/// Notes which communities a wave asks.
pub(super) fn of(tx: &mut Tx<'_>, district: DistrictId, wave: WaveId, circles: &[Circle]) -> Result<(), Error> {
    for circle in circles {
        tx.exec(ADD, args![wave, circle.id, district])?;
    }
    Ok(())
}

/// How an instrument was worded when these communities were asked it last.
pub(super) fn last(c: &mut Conn, district: DistrictId, instrument: &str, whom: &str) -> Result<Option<String>, Error> {
    c.one(LAST, args![district, instrument, whom], |r| r.get(0))
}

/// The latest wave of a community.
pub(super) struct Latest {
    pub id: WaveId,
    pub body: String,
    pub open: bool,
    pub until: Time,
    pub ended: Option<Time>,
}

/// The latest wave that asked a community, alone or with others, if the viewer may see it.
pub(super) fn latest(c: &mut Conn, me: &Viewer, community: CommunityId) -> Result<Option<Latest>, Error> {
    c.one(LATEST, args![me.person, me.now, community], |r| {
        let open = r.get::<String>(2)? == "open";
        Ok(Latest { id: r.get(0)?, body: r.get(1)?, open, until: r.get(3)?, ended: r.maybe(4)? })
    })
}
