//! What the room asks the database.

use std::collections::BTreeSet;

use store::{
    CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Row, Time, Tx, Val, args, events, pattern, sees, sql,
};

use super::community::{Community, Membership, Part};
use crate::Viewer;

/// The columns [`read`] reads of a community `c` at the time in `$2`, and the tables they come from; `$part` is the viewer's part in it.
macro_rules! community {
    // Of which it isn't known yet whether the person in `$1` has one.
    () => {
        community!(
            "(select m.part from membership m where m.community = c.id and m.person = $1 and m.since <= $2 and m.until > $2 limit 1)"
        )
    };
    ($part:literal) => {
        concat!(
            "select c.id, c.district, c.org, o.name, c.name, c.purpose, c.basis, c.composition, c.mode, c.grades, c.subjects, \
             c.audience, c.inside, c.status, c.peers, c.rev, c.archived_at is not null, ",
            $part,
            ", (select count(*) from membership m where m.community = c.id and m.since <= $2 and m.until > $2 \
             and m.part in ('member', 'facilitator')), c.joining from community c join org o on o.id = c.org "
        )
    };
}

/// Of those the person in `$1` is in or is invited to.
macro_rules! own {
    () => {
        concat!(
            " mine.person = $1 and mine.since <= $2 and mine.until > $2 and c.archived_at is null and ",
            sees!("c"),
            " order by c.name"
        )
    };
}

sql! {
    FIND = community!(), "where c.id = $3 and ", sees!("c");
    // Asked along with the cycle or the meeting, in one go.
    AROUND = community!(), "where c.id = coalesce((select y.community from cycle y where y.id = $3), \
             (select g.community from meeting g where g.id = $3)) and ", sees!("c");
    KNOWN = community!("cast(null as text)"), "where c.id = $1";
    MINE = community!("mine.part"), "join membership mine on mine.community = c.id where ", own!();
    OWN = "select c.id, c.name, c.purpose, mine.part from membership mine join community c on c.id = mine.community where ", own!();
    ALL = community!(), "where c.district = $3 and c.name > $5 and c.archived_at is null \
           and case when $4 = '' then true else lower(c.name) like $4 escape '!' or lower(o.name) like $4 escape '!' end and ", sees!("c"), " order by c.name limit $6";
    SCHOOLS = "select id, name from org where district = $1 and active and kind in ('school', 'department') order by name limit 500";
    SAVE = "update community set name = $3, purpose = $4, grades = $5, subjects = $6, basis = $7, composition = $8, mode = $9, joining = $10, rev = rev + 1 \
            where id = $1 and rev = $2";
    SET_ARCHIVED = "update community set archived_at = $2, rev = rev + 1 where id = $1";
    LAST_CHANGER = "select p.name from event e join person p on p.id = e.actor where e.thing = $3 and e.kind = 'community' \
                    and e.verb = 'community.changed' and ", sees!("e"), " order by e.at desc limit 1";
    CANDIDATES = "select distinct p.id, p.name, p.sort, \
                  (select o.name from role r join org o on o.id = r.org where r.person = p.id and r.until > $2 order by r.since limit 1), \
                  case when exists (select 1 from role r where r.person = p.id and r.until > $2 \
                  and r.role not in ('guest', 'parent', 'guardian', 'relative', 'student')) then 1 else 0 end \
                  from person p join role w on w.person = p.id and w.until > $2 \
                  where p.district = $1 and p.active and p.left_at is null and case when $3 = '' then true else lower(p.name) like $3 escape '!' end and (w.org = $4 or $5) \
                  and not exists (select 1 from membership m where m.community = $6 and m.person = p.id and m.until > $2) \
                  order by p.sort limit 20";
    COULD_JOIN = "select count(*) from person where id = $1 and district = $2 and active and left_at is null";
    WORKS = "select count(*) from role where person = $1 and since <= $2 and until > $2 \
             and role not in ('guest', 'parent', 'guardian', 'relative', 'student')";
    IS_IN = "select count(*) from membership where community = $1 and person = $2 and since <= $3 and until > $3";
    MEMBERS = "select m.person, p.name, p.sort, m.part, m.since from membership m join person p on p.id = m.person \
               where m.community = $1 and m.since <= $2 and m.until > $2 order by m.part, p.sort, m.person";
    WITH_SCHOOLS = "select m.person, p.name, p.sort, m.part, m.since, o.id from membership m join person p on p.id = m.person \
               left join role r on r.person = m.person and r.since <= $2 and r.until > $2 left join org o on o.id = r.org and o.kind = 'school' \
               where m.community = $1 and m.since <= $2 and m.until > $2 order by m.part, p.sort, m.person";
}

/// The community, if the viewer may know of it. Who works nowhere in the district knows only of those that asked them in.
pub fn find(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Option<Community>, Error> {
    Ok(c.one(FIND, args![me.person, me.now, id], read)?.filter(|community| may_know(me, community)))
}

/// The same of the community in which a cycle or a meeting is.
pub fn around(c: &mut Conn, me: &Viewer, thing: uuid::Uuid) -> Result<Option<Community>, Error> {
    Ok(c.one(AROUND, args![me.person, me.now, thing], read)?.filter(|community| may_know(me, community)))
}

fn may_know(me: &Viewer, community: &Community) -> bool {
    !me.who.guest || community.my_part.is_some()
}

/// The community as it stands, whoever asks and without a part in it: for callers that have asked whether they may.
pub fn known(c: &mut Conn, id: CommunityId) -> Result<Option<Community>, Error> {
    let now = c.now();
    c.one(KNOWN, args![id, now], read)
}

/// The communities the viewer is in or is invited to, by name.
pub fn mine(c: &mut Conn, me: &Viewer) -> Result<Vec<Community>, Error> {
    c.rows(MINE, args![me.person, me.now], read)
}

/// A community the viewer is in or is invited to, in short.
pub struct Own {
    pub id: CommunityId,
    pub name: String,
    pub purpose: String,
    pub part: Part,
}

/// The communities of [`mine`], in short.
pub fn own(c: &mut Conn, me: &Viewer) -> Result<Vec<Own>, Error> {
    c.rows(OWN, args![me.person, me.now], |r| {
        let part: String = r.get(3)?;
        Ok(Own { id: r.get(0)?, name: r.get(1)?, purpose: r.get(2)?, part: Part::named(&part) })
    })
}

/// Who is in a community now: facilitators first, then by name. Ask only for a community the viewer may know of.
pub fn members(c: &mut Conn, id: CommunityId) -> Result<Vec<Membership>, Error> {
    let now = c.now();
    c.rows(MEMBERS, args![id, now], read_member)
}

/// The same, and the schools at which those who work in it are.
pub(super) fn members_and_schools(c: &mut Conn, id: CommunityId) -> Result<(Vec<Membership>, BTreeSet<OrgId>), Error> {
    let now = c.now();
    let (mut all, mut schools) = (Vec::<Membership>::new(), BTreeSet::new());
    c.each(WITH_SCHOOLS, args![id, now], &mut |r| {
        let person: PersonId = r.get(0)?;
        if all.last().is_none_or(|m| m.person != person) {
            all.push(read_member(r)?);
        }
        if all.last().is_some_and(Membership::works) {
            schools.extend(r.maybe::<OrgId>(5)?);
        }
        Ok(())
    })?;
    Ok((all, schools))
}

fn read_member(r: &Row<'_>) -> Result<Membership, Error> {
    let part: String = r.get(3)?;
    Ok(Membership { person: r.get(0)?, name: r.get(1)?, sort: r.get(2)?, part: Part::named(&part), since: r.get(4)? })
}

fn read(r: &Row<'_>) -> Result<Community, Error> {
    let part: Option<String> = r.get(17)?;
    Ok(Community {
        id: r.get(0)?,
        district: r.get(1)?,
        org: r.get(2)?,
        org_name: r.get(3)?,
        name: r.get(4)?,
        purpose: r.get(5)?,
        basis: r.get(6)?,
        composition: r.get(7)?,
        mode: r.get(8)?,
        grades: r.get(9)?,
        subjects: r.get(10)?,
        audience: r.get(11)?,
        inside: r.get(12)?,
        status: r.get(13)?,
        peers: r.get(14)?,
        rev: r.get(15)?,
        archived: r.get(16)?,
        my_part: part.as_deref().map(Part::named),
        members: r.get(18)?,
        joining: r.get(19)?,
    })
}

/// Every community of the district the viewer may know of whose name or place contains `find`, by name, after `after`.
pub(super) fn all(c: &mut Conn, me: &Viewer, find: &str, after: &str, most: usize) -> Result<Vec<Community>, Error> {
    c.rows(ALL, args![me.person, me.now, me.district, pattern(find, "%", "%"), after, most], read)
}

/// The schools and departments of a district.
pub(super) fn schools(c: &mut Conn, district: DistrictId) -> Result<Vec<(OrgId, String)>, Error> {
    c.rows(SCHOOLS, args![district], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Keeps what a community is: its texts (name, purpose, grades, subjects) and kinds (basis, composition, mode, joining).
pub(super) fn save(
    tx: &mut Tx<'_>,
    me: &Viewer,
    known: &Community,
    texts: [&str; 4],
    kinds: [&str; 4],
) -> Result<(), Error> {
    let ([name, purpose, grades, subjects], [basis, composition, mode, joining]) = (texts, kinds);
    tx.exec(SAVE, args![known.id, known.rev, name, purpose, grades, subjects, basis, composition, mode, joining])?;
    tell(tx, me, known, "community.changed", name)
}

/// Archives a community or takes it up again.
pub(super) fn set_archived(tx: &mut Tx<'_>, me: &Viewer, known: &Community, archived: bool) -> Result<(), Error> {
    let at = if archived { Val::from(tx.now()) } else { Val::Null };
    tx.exec(SET_ARCHIVED, &[Val::from(known.id), at])?;
    tell(tx, me, known, if archived { "community.archived" } else { "community.reopened" }, &known.name)
}

fn tell(tx: &mut Tx<'_>, me: &Viewer, known: &Community, verb: &'static str, about: &str) -> Result<(), Error> {
    let event = events::Event {
        district: known.district,
        actor: Some(me.person),
        verb,
        thing: ("community", known.id.0),
        community: Some(known.id),
        org: Some(known.org),
        audience: known.audience,
        about,
    };
    events::write(tx, &event)
}

/// Who changed a community last.
pub(super) fn last_changer(c: &mut Conn, me: &Viewer, id: CommunityId) -> Result<Option<String>, Error> {
    c.one(LAST_CHANGER, args![me.person, me.now, id], |r| r.get(0))
}

/// Whether a person works in the district now: not a family member, an official or anybody else from outside.
pub(super) fn works(c: &mut Conn, person: PersonId) -> Result<bool, Error> {
    let now = c.now();
    Ok(c.count(WORKS, args![person, now])? > 0)
}

/// People who could be asked, with where they are and whether they work there: those of its organization, or of the whole district when a name is searched for.
pub(super) fn candidates(
    c: &mut Conn,
    community: &Community,
    find: &str,
) -> Result<Vec<(PersonId, String, String, bool)>, Error> {
    let now = c.now();
    let anywhere = !find.is_empty() || community.org.0 == community.district.0;
    c.rows(
        CANDIDATES,
        args![community.district, now, pattern(find, "%", "%"), community.org, anywhere, community.id],
        |r| Ok((r.get(0)?, r.get(1)?, r.get::<Option<String>>(3)?.unwrap_or_default(), r.get::<i64>(4)? == 1)),
    )
}

/// Whether a person is one of the community's district and here.
pub(super) fn could_join(c: &mut Conn, community: &Community, person: PersonId) -> Result<bool, Error> {
    Ok(c.count(COULD_JOIN, args![person, community.district])? > 0)
}

/// Whether a person is in a community in any part, invited included.
pub(super) fn is_in(c: &mut Conn, id: CommunityId, person: PersonId) -> Result<bool, Error> {
    let now: Time = c.now();
    Ok(c.count(IS_IN, args![id, person, now])? > 0)
}
