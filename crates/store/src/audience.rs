//! Audience: who can see a thing.
//!
//! A thing has one audience, a set of principals. A person holds principals through the roles and memberships that hold now;
//! `holding` is that set, kept by [`refresh`] in the same transaction that changes a role or a membership. Whether a row is
//! shown is the join of [`sees!`](crate::sees), the same for pages, lists, files, live updates, exports and the API. The line
//! that says who can see a thing is [`Audience`] put into words. An empty audience, or a person without holdings, sees nothing.
//!
//! The wall between peers and evaluators stands here: [`Principal::Peers`] of a community is held only by members who
//! evaluate nobody in it, so what is shared with peers can't reach an evaluator through any page.

use crate::{AudienceId, Cell, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Row, Tx, args, sql};

/// One kind of "who".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Principal {
    /// Anyone at all, signed in or not.
    Everyone,
    /// One person; two of these make a pair.
    Person(PersonId),
    /// The members and facilitators of a community.
    Community(CommunityId),
    /// Its facilitators.
    Facilitators(CommunityId),
    /// Its members and facilitators who evaluate nobody at its organization.
    Peers(CommunityId),
    /// Everyone who works at an organization: with a role there that isn't a guest's or a family's.
    Staff(OrgId),
    /// Its leaders (principal, site or district administrator), and those of the organizations above it.
    Leaders(OrgId),
    /// Everyone with a role in the district.
    District(DistrictId),
    /// Who was asked into a community from outside, with limited sight.
    Guests(CommunityId),
}

impl Principal {
    /// The two columns a principal is stored in.
    pub fn columns(self) -> (i64, uuid::Uuid) {
        match self {
            Principal::Everyone => (0, uuid::Uuid::nil()),
            Principal::Person(id) => (1, id.0),
            Principal::Community(id) => (2, id.0),
            Principal::Facilitators(id) => (3, id.0),
            Principal::Peers(id) => (4, id.0),
            Principal::Staff(id) => (5, id.0),
            Principal::Leaders(id) => (6, id.0),
            Principal::District(id) => (7, id.0),
            Principal::Guests(id) => (8, id.0),
        }
    }

    fn from_columns(kind: i64, who: uuid::Uuid) -> Result<Principal, Error> {
        Ok(match kind {
            0 => Principal::Everyone,
            1 => Principal::Person(PersonId(who)),
            2 => Principal::Community(CommunityId(who)),
            3 => Principal::Facilitators(CommunityId(who)),
            4 => Principal::Peers(CommunityId(who)),
            5 => Principal::Staff(OrgId(who)),
            6 => Principal::Leaders(OrgId(who)),
            7 => Principal::District(DistrictId(who)),
            8 => Principal::Guests(CommunityId(who)),
            _ => return Err(Error::Ours(format!("a principal of unknown kind {kind}"))),
        })
    }

    fn read(row: &Row<'_>, at: usize) -> Result<Principal, Error> {
        Principal::from_columns(i64::read(row, at)?, uuid::Uuid::read(row, at + 1)?)
    }
}

/// A set of principals, sorted and without repeats.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Audience(Vec<Principal>);

impl Audience {
    /// The set of `principals`.
    pub fn of(principals: impl IntoIterator<Item = Principal>) -> Audience {
        let mut set: Vec<_> = principals.into_iter().collect();
        set.sort_unstable();
        set.dedup();
        Audience(set)
    }

    /// The principals, sorted.
    pub fn principals(&self) -> &[Principal] {
        &self.0
    }

    /// A text that is equal exactly for equal sets.
    fn key(&self) -> String {
        use std::fmt::Write as _;
        let mut key = String::new();
        for principal in &self.0 {
            let (kind, who) = principal.columns();
            let _ = write!(key, "{kind}:{};", who.simple());
        }
        key
    }
}

sql! {
    FIND = "select id from audience where district = $1 and key = $2";
    ADD = "insert into audience (id, district, key) values ($1, $2, $3)";
    ADD_MEMBER = "insert into audience_member (audience, kind, who) values ($1, $2, $3)";
    NAMED = "select m.kind, m.who, coalesce(p.name, o.name, c.name), \
             case when c.id is null then 0 else (select count(*) from membership b where b.community = c.id and b.since <= $2 and b.until > $2 \
             and b.part <> 'invited' and b.part <> 'guest') end \
             from audience_member m left join person p on m.kind = 1 and p.id = m.who left join org o on m.kind in (5, 6, 7) and o.id = m.who \
             left join community c on m.kind in (2, 3, 4, 8) and c.id = m.who where m.audience = $1 order by m.kind, m.who";
    MEMBERS = "select kind, who from audience_member where audience = $1 order by kind, who";
    CAN_SEE = "select count(*) from audience_member m cross join holding h \
               where h.kind = m.kind and h.who = m.who and h.person = $1 and h.since <= $2 and h.until > $2 and m.audience = $3";
    HOLDERS = "select distinct h.person from audience_member m join holding h on h.kind = m.kind and h.who = m.who \
               where m.audience = $1 and h.since <= $2 and h.until > $2";
    FOR_EVERYONE = "select count(*) from audience_member where audience = $1 and kind = 0";
}

/// Who has left, by hand or by what a roster says, holds nothing.
macro_rules! here {
    () => {
        " and p.left_at is null and p.active "
    };
}

/// Whose every role is at an organization that was closed holds no membership either. Who has no role at all may: somebody
/// from outside who was asked in.
macro_rules! somewhere {
    () => {
        " and (exists (select 1 from role a join org o on o.id = a.org where a.person = p.id and o.active) \
           or not exists (select 1 from role a where a.person = p.id)) "
    };
}

/// The statements that work out holdings, for whom `$whom` says of the alias `p`, with the parameters `$nil` (a uuid of zeros)
/// and `$now`. Written once, so that one person and a whole district get the same.
macro_rules! holdings {
    ($whom:literal, $nil:literal, $now:literal, $one:ident, $staff:ident, $district:ident, $leaders:ident, $community:ident,
     $facilitators:ident, $guests:ident, $peers:ident) => {
        sql! {
            $one = "insert into holding (person, kind, who, since, until, district) \
                select p.id, 1, p.id, 0, 9223372036854775807, p.district from person p where ", $whom, here!(),
                " union all select p.id, 0, ", $nil, ", 0, 9223372036854775807, p.district from person p where ", $whom, here!();
            $staff = "insert into holding (person, kind, who, since, until, district) \
                select r.person, 5, r.org, min(r.since), max(r.until), r.district from role r join person p on p.id = r.person \
                join org o on o.id = r.org and o.active \
                where ", $whom, here!(), " and r.role not in ('guest', 'parent', 'guardian', 'relative', 'student') \
                group by r.person, r.org, r.district";
            $district = "insert into holding (person, kind, who, since, until, district) \
                select r.person, 7, r.district, min(r.since), max(r.until), r.district from role r join person p on p.id = r.person \
                join org o on o.id = r.org and o.active \
                where ", $whom, here!(), " group by r.person, r.district";
            $leaders = "insert into holding (person, kind, who, since, until, district) \
                select r.person, 6, a.below, min(r.since), max(r.until), r.district \
                from role r join person p on p.id = r.person join org o on o.id = r.org and o.active \
                join org_above a on a.above = r.org where ", $whom, here!(), " and r.role in ('principal', 'siteAdministrator', 'districtAdministrator') \
                group by r.person, a.below, r.district";
            $community = "insert into holding (person, kind, who, since, until, district) \
                select m.person, 2, m.community, min(m.since), max(m.until), m.district \
                from membership m join person p on p.id = m.person \
                where ", $whom, here!(), somewhere!(), " and m.part in ('member', 'facilitator') group by m.person, m.community, m.district";
            $facilitators = "insert into holding (person, kind, who, since, until, district) \
                select m.person, 3, m.community, min(m.since), max(m.until), m.district \
                from membership m join person p on p.id = m.person \
                where ", $whom, here!(), somewhere!(), " and m.part = 'facilitator' group by m.person, m.community, m.district";
            $guests = "insert into holding (person, kind, who, since, until, district) \
                select m.person, 8, m.community, min(m.since), max(m.until), m.district \
                from membership m join person p on p.id = m.person \
                where ", $whom, here!(), somewhere!(), " and m.part = 'guest' group by m.person, m.community, m.district";
            $peers = "insert into holding (person, kind, who, since, until, district) \
                select m.person, 4, m.community, min(m.since), max(m.until), m.district \
                from membership m join person p on p.id = m.person join community c on c.id = m.community \
                where ", $whom, here!(), somewhere!(), " and m.part in ('member', 'facilitator') and not exists ( \
                    select 1 from role r join org_above a on a.above = r.org \
                    where r.person = m.person and a.below = c.org and r.until > ", $now, " \
                    and r.role in ('principal', 'siteAdministrator', 'districtAdministrator')) \
                group by m.person, m.community, m.district";
        }
    };
}

holdings!(
    "p.id = $1",
    "$2",
    "$2",
    HOLD_SELF,
    HOLD_STAFF,
    HOLD_DISTRICT,
    HOLD_LEADERS,
    HOLD_COMMUNITY,
    HOLD_FACILITATORS,
    HOLD_GUESTS,
    HOLD_PEERS
);
holdings!(
    "p.id in (select v.person from moved v)",
    "$1",
    "$1",
    MANY_SELF,
    MANY_STAFF,
    MANY_DISTRICT,
    MANY_LEADERS,
    MANY_COMMUNITY,
    MANY_FACILITATORS,
    MANY_GUESTS,
    MANY_PEERS
);

sql! {
    FORGET = "delete from holding where person = $1";
    MOVED = "create temporary table moved (person uuid primary key)";
    MOVED_DISTRICT = "insert into moved (person) select id from person where district = $1";
    FORGET_MOVED = "delete from holding where person in (select v.person from moved v)";
    MOVED_DONE = "drop table moved";
}

/// The id under which `audience` is stored; the same set has the same id.
pub fn store(tx: &mut Tx<'_>, district: DistrictId, audience: &Audience) -> Result<AudienceId, Error> {
    let key = audience.key();
    if let Some(id) = tx.one(FIND, args![district, &key], |r| r.get(0))? {
        return Ok(id);
    }
    let id = AudienceId(tx.fresh_id());
    let stored = tx.attempt(|tx| {
        tx.exec(ADD, args![id, district, &key])?;
        for principal in audience.principals() {
            let (kind, who) = principal.columns();
            tx.exec(ADD_MEMBER, args![id, kind, who])?;
        }
        Ok(id)
    });
    match stored {
        Err(Error::Taken(_)) => tx
            .one(FIND, args![district, &key], |r| r.get(0))?
            .ok_or_else(|| Error::Away("an audience came and went".into())),
        other => other,
    }
}

/// The principals of an audience, each with what it is called, and of a community's how many are in it now.
pub fn named(c: &mut Conn, id: AudienceId) -> Result<Vec<(Principal, Option<String>, i64)>, Error> {
    let now = c.now();
    c.rows(NAMED, args![id, now], |r| Ok((Principal::read(r, 0)?, r.get(2)?, r.get(3)?)))
}

/// The set stored under `id`; empty when there is none.
pub fn load(c: &mut Conn, id: AudienceId) -> Result<Audience, Error> {
    Ok(Audience::of(c.rows(MEMBERS, args![id], |r| Principal::read(r, 0))?))
}

/// Whether `person` can see what has this audience, now.
pub fn can_see(c: &mut Conn, person: PersonId, id: AudienceId) -> Result<bool, Error> {
    let now = c.now();
    match c.in_sight(person.0, id.0) {
        Some(seen) => Ok(seen),
        None => Ok(c.count(CAN_SEE, args![person, now, id])? > 0),
    }
}

/// Whether anyone at all can see what has this audience.
pub fn is_public(c: &mut Conn, id: AudienceId) -> Result<bool, Error> {
    Ok(c.count(FOR_EVERYONE, args![id])? > 0)
}

/// Every person who can see what has this audience, now: for telling them that something happened.
pub fn holders(c: &mut Conn, id: AudienceId) -> Result<Vec<PersonId>, Error> {
    let now = c.now();
    c.rows(HOLDERS, args![id, now], |r| r.get(0))
}

/// Works out again what `person` holds. Call it in the transaction that changes a role, a membership or a leaving.
pub fn refresh(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(FORGET, args![person])?;
    tx.exec(HOLD_SELF, args![person, uuid::Uuid::nil()])?;
    for sql in [HOLD_STAFF, HOLD_DISTRICT, HOLD_LEADERS, HOLD_COMMUNITY, HOLD_FACILITATORS, HOLD_GUESTS] {
        tx.exec(sql, args![person])?;
    }
    tx.exec(HOLD_PEERS, args![person, now])?;
    Ok(())
}

/// Begins a change that moves many people: makes the temporary table `moved (person)`, into which their ids are inserted.
/// It must end with [`refresh_moved`] in the same transaction.
pub fn begin_moves(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.exec(MOVED, &[]).map(drop)
}

/// What [`refresh`] does, for everybody in `moved`, in nine statements; then drops the table.
pub fn refresh_moved(tx: &mut Tx<'_>) -> Result<(), Error> {
    let now = tx.now();
    tx.grown("moved")?;
    tx.exec(FORGET_MOVED, &[])?;
    tx.exec(MANY_SELF, args![uuid::Uuid::nil()])?;
    for sql in [MANY_STAFF, MANY_DISTRICT, MANY_LEADERS, MANY_COMMUNITY, MANY_FACILITATORS, MANY_GUESTS] {
        tx.exec(sql, &[])?;
    }
    tx.exec(MANY_PEERS, args![now])?;
    tx.exec(MOVED_DONE, &[]).map(drop)
}

/// Works out again what everybody in a district holds.
pub fn refresh_all(tx: &mut Tx<'_>, district: DistrictId) -> Result<(), Error> {
    begin_moves(tx)?;
    tx.exec(MOVED_DISTRICT, args![district])?;
    refresh_moved(tx)
}
