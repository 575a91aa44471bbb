//! What coming in, leaving and resting ask the database.

use store::{Audience, CommunityId, Conn, Error, PersonId, Principal, Time, Tx, args, audience, events, sees, sql};
use uuid::Uuid;

use super::community::{Community, Part, join};
use crate::Viewer;

sql! {
    ASK = "insert into join_request (id, district, community, person, text, at, answer, answered_at, by) \
           values ($1, $2, $3, $4, $5, $6, null, null, null)";
    WAITING = "select q.id, q.person, p.name, q.text, q.at from join_request q join person p on p.id = q.person \
               where q.community = $1 and q.answered_at is null and p.active and p.left_at is null order by q.at, q.id limit 50";
    MINE = "select q.id, q.at, q.answer, q.answered_at from join_request q where q.person = $1 and q.community = $2 order by q.at desc, q.id limit 1";
    ANSWER = "update join_request set answer = $2, answered_at = $3, by = $4 where id = $1 and answered_at is null";
    SETTLED = "update join_request set answer = 'yes', answered_at = $3, by = $4 where community = $1 and person = $2 and answered_at is null";
    EVER = "select count(*) from join_request where community = $1 and person = $2";
    ASKED_OF_ME = "select c.id, c.name, count(*) from join_request q join community c on c.id = q.community \
                   join membership m on m.community = c.id and m.person = $1 and m.part = 'facilitator' and m.since <= $2 and m.until > $2 \
                   where q.answered_at is null and c.archived_at is null group by c.id, c.name order by c.name";
    RESTING = "select c.id, c.name, o.name, c.archived_at, \
               (select m.part from membership m where m.community = c.id and m.person = $1 and m.since <= $2 and m.until > $2 limit 1), \
               case when exists (select 1 from holding h where h.person = $1 and h.kind = 6 and h.who = c.org and h.since <= $2 and h.until > $2) \
               then 1 else 0 end \
               from community c join org o on o.id = c.org where c.district = $3 and c.archived_at is not null and ($4 \
               or exists (select 1 from membership m where m.community = c.id and m.person = $1 and m.since <= $2 and m.until > $2) \
               or exists (select 1 from holding h where h.person = $1 and h.kind = 6 and h.who = c.org and h.since <= $2 and h.until > $2)) and ",
               sees!("c"), " order by c.archived_at desc, c.id limit 200";
    RESTED_AT = "select archived_at from community where id = $1";
}

/// Somebody who asked to come in.
pub(super) struct Asking {
    pub id: Uuid,
    pub person: PersonId,
    pub name: String,
    pub text: String,
    pub at: Time,
}

/// Who waits for an answer, the first first.
pub(super) fn waiting(c: &mut Conn, community: CommunityId) -> Result<Vec<Asking>, Error> {
    c.rows(WAITING, args![community], |r| {
        Ok(Asking { id: r.get(0)?, person: r.get(1)?, name: r.get(2)?, text: r.get(3)?, at: r.get(4)? })
    })
}

/// The last time the viewer asked to come in: its id, when, and how and when it was answered.
pub(super) struct Mine {
    pub id: Uuid,
    pub at: Time,
    pub answer: Option<(String, Time)>,
}

pub(super) fn mine(c: &mut Conn, me: &Viewer, community: CommunityId) -> Result<Option<Mine>, Error> {
    c.one(MINE, args![me.person, community], |r| {
        let answer: Option<String> = r.maybe(2)?;
        Ok(Mine { id: r.get(0)?, at: r.get(1)?, answer: answer.zip(r.maybe(3)?) })
    })
}

/// Asks to come in. Whoever facilitates sees it, and who asks; nobody else.
pub(super) fn ask(tx: &mut Tx<'_>, me: &Viewer, community: &Community, text: &str) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    tx.exec(ASK, args![id, community.district, community.id, me.person, text, now])?;
    let seen = Audience::of([Principal::Facilitators(community.id), Principal::Person(me.person)]);
    let seen = audience::store(tx, community.district, &seen)?;
    events::write(
        tx,
        &events::Event {
            district: community.district,
            actor: Some(me.person),
            verb: "community.asked",
            thing: ("community", community.id.0),
            community: Some(community.id),
            org: Some(community.org),
            audience: seen,
            about: &community.name,
        },
    )
}

/// Answers who asked: in with them, or not this time. False when it was answered already.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    me: &Viewer,
    community: CommunityId,
    asking: &Asking,
    yes: bool,
) -> Result<bool, Error> {
    let now = tx.now();
    let answered = tx.exec(ANSWER, args![asking.id, if yes { "yes" } else { "no" }, now, me.person])? > 0;
    if answered && yes {
        join(tx, community, asking.person, Part::Member, Some(me.person))?;
    }
    Ok(answered)
}

/// Whether somebody has ever asked to come into a community.
pub(super) fn ever_asked(c: &mut Conn, community: CommunityId, person: PersonId) -> Result<bool, Error> {
    Ok(c.count(EVER, args![community, person])? > 0)
}

/// Takes back what was asked.
pub(super) fn withdraw(tx: &mut Tx<'_>, me: &Viewer, asked: Uuid) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(ANSWER, args![asked, "withdrawn", now, me.person]).map(drop)
}

/// Whoever came in another way waits no longer.
pub(super) fn came_in(tx: &mut Tx<'_>, community: CommunityId, person: PersonId, by: PersonId) -> Result<(), Error> {
    let now = tx.now();
    tx.exec(SETTLED, args![community, person, now, by]).map(drop)
}

/// The communities the viewer facilitates into which somebody wants to come, with how many.
pub fn asked_of_me(c: &mut Conn, me: &Viewer) -> Result<Vec<(CommunityId, String, i64)>, Error> {
    c.rows(ASKED_OF_ME, args![me.person, me.now], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// A community that rests, as far as it concerns the viewer.
pub(super) struct Resting {
    pub id: CommunityId,
    pub name: String,
    pub org_name: String,
    pub since: Time,
    pub part: Option<Part>,
    /// Whether they lead its organization.
    pub leads: bool,
}

/// The communities that rest: those the viewer is in or leads; for an administrator, all of the district.
pub(super) fn resting(c: &mut Conn, me: &Viewer) -> Result<Vec<Resting>, Error> {
    c.rows(RESTING, args![me.person, me.now, me.district, me.is_admin()], |r| {
        let part: Option<String> = r.maybe(4)?;
        Ok(Resting {
            id: r.get(0)?,
            name: r.get(1)?,
            org_name: r.get(2)?,
            since: r.get(3)?,
            part: part.as_deref().map(Part::named),
            leads: r.get::<i64>(5)? == 1,
        })
    })
}

/// Since when a community rests.
pub(super) fn rested_at(c: &mut Conn, id: CommunityId) -> Result<Option<Time>, Error> {
    Ok(c.one(RESTED_AT, args![id], |r| r.maybe(0))?.flatten())
}
