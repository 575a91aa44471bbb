//! Events: what happened. Who, what, where, when, seen by whom; written in the same transaction as the change; append-only.

use crate::{AudienceId, CommunityId, Conn, DistrictId, Error, OrgId, PersonId, Time, Tx, args, sees, sql};

/// Something that happened, about to be written.
pub struct Event<'a> {
    pub district: DistrictId,
    /// Who did it; none for the system itself.
    pub actor: Option<PersonId>,
    /// `noun.verb` in the words of the product: `cycle.began`, `entry.written`.
    pub verb: &'static str,
    /// The kind of thing: `cycle`, `goal`, `community` …, and its id.
    pub thing: (&'static str, uuid::Uuid),
    /// The community in which it happened, if in one.
    pub community: Option<CommunityId>,
    /// The organization at which it happened, if at one.
    pub org: Option<OrgId>,
    pub audience: AudienceId,
    /// A few words for whoever may see it: a title, a value. Never more than the thing itself shows this audience.
    pub about: &'a str,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happened {
    pub id: uuid::Uuid,
    pub at: Time,
    pub actor: Option<PersonId>,
    pub verb: String,
    pub kind: String,
    pub thing: uuid::Uuid,
    pub community: Option<CommunityId>,
    pub audience: AudienceId,
    pub about: String,
}

/// Something that happened to a thing one has before one.
#[derive(Clone, Debug)]
pub struct Past {
    pub at: Time,
    pub actor: Option<PersonId>,
    pub verb: String,
    pub about: String,
}

sql! {
    WRITE = "insert into event (id, at, district, actor, verb, kind, thing, community, org, audience, about) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    SINCE = "select e.id, e.at, e.actor, e.verb, e.kind, e.thing, e.community, e.audience, e.about from event e \
             where e.at >= $1 order by e.at, e.id limit 2000";
    MISSED = "select e.id, e.at, e.actor, e.verb, e.kind, e.thing, e.community, e.audience, e.about from event e \
              where e.at >= $3 and (e.actor is null or e.actor <> $1) and ", sees!("e"), " order by e.at, e.id limit 200";
    OF_THING = "select e.at, e.actor, e.verb, e.about from event e where e.thing = $3 and ", sees!("e"),
               " order by e.at desc, e.id desc limit 50";
}

/// Writes an event. Whoever may see it and has a page open that shows the thing is told after the commit.
pub fn write(tx: &mut Tx<'_>, event: &Event<'_>) -> Result<(), Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let (kind, thing) = event.thing;
    tx.exec(
        WRITE,
        args![
            id,
            now,
            event.district,
            event.actor,
            event.verb,
            kind,
            thing,
            event.community,
            event.org,
            event.audience,
            event.about
        ],
    )?;
    tx.told = true;
    Ok(())
}

/// What happened from `from` on, in order, everywhere: only for the hub that tells open pages.
pub fn since(c: &mut Conn, from: Time) -> Result<Vec<Happened>, Error> {
    c.rows(SINCE, args![from], read)
}

/// What others did from `from` on and `person` may see, in order: for a page that was being brought meanwhile.
pub fn missed(c: &mut Conn, person: PersonId, from: Time) -> Result<Vec<Happened>, Error> {
    let now = c.now();
    c.rows(MISSED, args![person, now, from], read)
}

/// What `person` may see of what happened to a thing, newest first.
pub fn of_thing(c: &mut Conn, person: PersonId, thing: uuid::Uuid) -> Result<Vec<Past>, Error> {
    let now = c.now();
    c.rows(OF_THING, args![person, now, thing], |r| {
        Ok(Past { at: r.get(0)?, actor: r.maybe(1)?, verb: r.get(2)?, about: r.get(3)? })
    })
}

fn read(r: &crate::Row<'_>) -> Result<Happened, Error> {
    Ok(Happened {
        id: r.get(0)?,
        at: r.get(1)?,
        actor: r.maybe(2)?,
        verb: r.get(3)?,
        kind: r.get(4)?,
        thing: r.get(5)?,
        community: r.maybe(6)?,
        audience: r.get(7)?,
        about: r.get(8)?,
    })
}
