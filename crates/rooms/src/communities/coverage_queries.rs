//! Who has a community and who hasn't, at the places a leader leads; and the communities of one person.

use std::collections::BTreeMap;

use store::{Conn, Error, OrgId, PersonId, args, sees, sql};
use uuid::Uuid;

use crate::Viewer;

/// That the role `r` of `p` is a teacher's at a place which `$1` leads at `$2`; `$4` says that all of district `$3` is meant.
macro_rules! teaches_there {
    () => {
        "p.district = $3 and p.active and p.left_at is null and r.since <= $2 and r.until > $2 and r.role in ('teacher', 'coach') \
         and ($4 or exists (select 1 from holding h where h.person = $1 and h.kind = 6 and h.who = r.org and h.since <= $2 and h.until > $2))"
    };
}

/// That `p` is in a community now.
macro_rules! has_one {
    () => {
        "exists (select 1 from membership m join community c on c.id = m.community where m.person = p.id and m.since <= $2 and m.until > $2 \
         and m.part in ('member', 'facilitator') and c.archived_at is null)"
    };
}

sql! {
    TOTAL = "select count(distinct p.id), count(distinct case when ", has_one!(), " then p.id end) from person p join role r on r.person = p.id where ",
        teaches_there!();
    BY_SCHOOL = "select o.id, o.name, count(distinct p.id), count(distinct case when ", has_one!(), " then p.id end) \
        from person p join role r on r.person = p.id join org o on o.id = r.org where ", teaches_there!(), " group by o.id, o.name order by o.name";
    BY_CLASS = "select distinct p.id, k.grades, k.subjects, case when ", has_one!(), " then 1 else 0 end from person p join role r on r.person = p.id \
        join teaches t on t.person = p.id and t.active join class k on k.id = t.class and k.active and k.school = r.org where ", teaches_there!();
    WITHOUT = "select distinct p.id, p.name, p.sort from person p join role r on r.person = p.id where ", teaches_there!(),
        " and not ", has_one!(), " and (p.sort, p.id) > ($5, $6) and (r.org = $7 or $7 = $8) order by p.sort, p.id limit 51";
    OF_PERSON = "select c.id, c.name, o.name, m.part from membership m join community c on c.id = m.community join org o on o.id = c.org \
        where m.person = $3 and m.since <= $2 and m.until > $2 and m.part in ('member', 'facilitator') and c.archived_at is null and ",
        sees!("c"), " order by c.name limit 50";
}

/// How many teachers there are and how many of them are in a community.
#[derive(Clone, Copy, Default)]
pub(super) struct Share {
    pub all: i64,
    pub inside: i64,
}

pub(super) fn total(c: &mut Conn, me: &Viewer) -> Result<Share, Error> {
    let given = args![me.person, me.now, me.district, everywhere(me)];
    Ok(c.one(TOTAL, given, |r| Ok(Share { all: r.get(0)?, inside: r.get(1)? }))?.unwrap_or_default())
}

fn everywhere(me: &Viewer) -> bool {
    me.is_admin() || me.leads_district()
}

pub(super) fn by_school(c: &mut Conn, me: &Viewer) -> Result<Vec<(OrgId, String, Share)>, Error> {
    let given = args![me.person, me.now, me.district, everywhere(me)];
    c.rows(BY_SCHOOL, given, |r| Ok((r.get(0)?, r.get(1)?, Share { all: r.get(2)?, inside: r.get(3)? })))
}

type Shares = BTreeMap<String, Share>;

/// By grade and by subject of the classes they teach. Who teaches two grades counts in both.
pub(super) fn by_class(c: &mut Conn, me: &Viewer) -> Result<(Shares, Shares), Error> {
    let given = args![me.person, me.now, me.district, everywhere(me)];
    let mut people: [BTreeMap<String, BTreeMap<Uuid, bool>>; 2] = Default::default();
    c.each(BY_CLASS, given, &mut |r| {
        let (person, inside): (Uuid, bool) = (r.get(0)?, r.get::<i64>(3)? == 1);
        for (at, list) in people.iter_mut().enumerate() {
            let text: String = r.get(1 + at)?;
            for one in text.split(',').map(str::trim).filter(|t| !t.is_empty()) {
                list.entry(one.to_owned()).or_default().insert(person, inside);
            }
        }
        Ok(())
    })?;
    let [grades, subjects] = people.map(|list| {
        list.into_iter()
            .map(|(name, people)| {
                let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
                (name, Share { all: count(people.len()), inside: count(people.values().filter(|i| **i).count()) })
            })
            .collect()
    });
    Ok((grades, subjects))
}

/// Up to 51 teachers without a community after this one: id, name, sort.
pub(super) fn without(
    c: &mut Conn,
    me: &Viewer,
    after: &str,
    school: Option<Uuid>,
) -> Result<Vec<(PersonId, String, String)>, Error> {
    let (id, sort) = after.split_once(' ').unwrap_or(("", ""));
    let id: Uuid = id.parse().unwrap_or(Uuid::nil());
    let school = school.unwrap_or(Uuid::nil());
    let given = args![me.person, me.now, me.district, everywhere(me), sort, id, school, Uuid::nil()];
    c.rows(WITHOUT, given, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// The communities somebody is in, as far as the viewer may know of them: id, name, organization, part.
pub(super) fn of_person(
    c: &mut Conn,
    me: &Viewer,
    person: PersonId,
) -> Result<Vec<(Uuid, String, String, String)>, Error> {
    c.rows(OF_PERSON, args![me.person, me.now, person], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}
