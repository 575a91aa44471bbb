//! What the room asks the database.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, RwLock};

use jiff::civil::Date;
use learning::standards::Set;
use store::{
    Audience, AudienceId, Conn, DistrictId, Error, PersonId, Principal, Row, Tx, args, audience, events, sees, sql,
};
use uuid::Uuid;

use super::set::{Adoption, Adoptions, Known, Own};
use crate::Viewer;

/// The columns [`read_known`] reads, of alias `s`.
macro_rules! known {
    () => {
        "select s.body, p.name, s.made, s.why from standard_set s join person p on p.id = s.by "
    };
}

sql! {
    OWN = known!(), "where s.district = $3 and s.own and not exists (select 1 from standard_set l \
          where l.district = s.district and l.key = s.key and l.version > s.version) and ", sees!("s"), " order by s.made desc limit 100";
    ONE = known!(), "where s.district = $3 and s.key = $4 and s.own and ", sees!("s"), " order by s.version desc limit 1";
    VERSIONS = known!(), "where s.district = $3 and s.key = $4 and s.own and ", sees!("s"), " order by s.version desc limit 100";
    TAKEN = "select count(*) from standard_set where district = $1 and key = $2";
    KEEP = "insert into standard_set (id, district, key, version, own, body, why, audience, by, made) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (district, key, version) do nothing";
    ID_OF = "select id from standard_set where district = $1 and key = $2 and version = $3";
    ADOPTIONS = "select a.id, s.body, a.holds_from, a.why, p.name, a.at, a.taken_back_at is not null from standard_adoption a \
                 join standard_set s on s.id = a.edition join person p on p.id = a.by where a.district = $3 and ", sees!("a"),
                " order by a.holds_from desc, a.n desc limit 200";
    HOLDING = "select s.body from standard_adoption a join standard_set s on s.id = a.edition \
               where a.district = $3 and a.taken_back_at is null and a.holds_from <= $4 and ", sees!("a"), " order by a.holds_from desc, a.n desc limit 1";
    EDITION = "select body from standard_set where id = $1";
    ADOPT = "insert into standard_adoption (id, district, n, edition, holds_from, why, audience, by, at) \
             values ($1, $2, (select coalesce(max(l.n), 0) + 1 from standard_adoption l where l.district = $2), $3, $4, $5, $6, $7, $8)";
    TAKE_BACK = "update standard_adoption set taken_back_at = $3 where id = $1 and district = $2 and taken_back_at is null";
}

/// The sets that come with the product, read once.
pub(super) fn built_in() -> &'static [Set] {
    static ALL: LazyLock<Vec<Set>> = LazyLock::new(Set::built_in);
    &ALL
}

fn parse(body: &str) -> Result<Set, Error> {
    Set::parse(body).map_err(|e| Error::Ours(format!("a stored set of standards can't be read: {e}")))
}

fn read_known(r: &Row<'_>) -> Result<Known, Error> {
    let own = Own { by_name: r.get(1)?, made: r.get(2)?, why: r.get(3)? };
    Ok(Known { set: parse(&r.get::<String>(0)?)?, own: Some(own) })
}

/// The sets of the viewer's district: its own, the newest first, then those that come with the product.
pub(super) fn all(c: &mut Conn, me: &Viewer) -> Result<Vec<Known>, Error> {
    let mut found = c.rows(OWN, args![me.person, me.now, me.district], read_known)?;
    found.extend(built_in().iter().map(|set| Known { set: set.clone(), own: None }));
    Ok(found)
}

/// The set of this key in its newest version, if the viewer's district has one.
///
/// # Errors
/// When the database fails.
pub fn known(c: &mut Conn, me: &Viewer, key: &str) -> Result<Option<Known>, Error> {
    if let Some(set) = built_in().iter().find(|s| s.key == key) {
        return Ok(Some(Known { set: set.clone(), own: None }));
    }
    c.one(ONE, args![me.person, me.now, me.district, key], read_known)
}

/// Every version of an own set, the newest first.
pub(super) fn versions(c: &mut Conn, me: &Viewer, key: &str) -> Result<Vec<Known>, Error> {
    c.rows(VERSIONS, args![me.person, me.now, me.district, key], read_known)
}

/// What the viewer's district has adopted.
///
/// # Errors
/// When the database fails.
pub fn adoptions(c: &mut Conn, me: &Viewer) -> Result<Adoptions, Error> {
    let found = c.rows(ADOPTIONS, args![me.person, me.now, me.district], |r| {
        Ok(Adoption {
            id: r.get(0)?,
            set: parse(&r.get::<String>(1)?)?,
            from: r.get::<Date>(2)?,
            why: r.get(3)?,
            by_name: r.get(4)?,
            at: r.get(5)?,
            taken_back: r.get(6)?,
        })
    })?;
    Ok(Adoptions(found))
}

/// The set that holds for the viewer today.
pub(super) fn holding(c: &mut Conn, me: &Viewer) -> Result<Option<Set>, Error> {
    c.one(HOLDING, args![me.person, me.now, me.district, me.today()], |r| parse(&r.get::<String>(0)?))
}

/// A set as it was adopted. A version never changes, so each is read once.
pub(super) fn edition(c: &mut Conn, id: Uuid) -> Result<Arc<Set>, Error> {
    static READ: RwLock<BTreeMap<Uuid, Arc<Set>>> = RwLock::new(BTreeMap::new());
    if let Some(set) = READ.read().unwrap_or_else(|p| p.into_inner()).get(&id) {
        return Ok(set.clone());
    }
    let set = c.one(EDITION, args![id], |r| parse(&r.get::<String>(0)?))?;
    let set = Arc::new(set.ok_or_else(|| Error::Ours("no such set of standards".into()))?);
    READ.write().unwrap_or_else(|p| p.into_inner()).insert(id, set.clone());
    Ok(set)
}

/// Everyone in the district.
pub(super) fn everyone(tx: &mut Tx<'_>, district: DistrictId) -> Result<AudienceId, Error> {
    audience::store(tx, district, &Audience::of([Principal::District(district)]))
}

/// A key that no set of the district has: this one, or this one with a number.
pub(super) fn free_key(tx: &mut Tx<'_>, district: DistrictId, wanted: &str) -> Result<String, Error> {
    for n in 1..1_000 {
        let key = if n == 1 { wanted.to_owned() } else { format!("{wanted}-{n}") };
        if is_free(&key) && tx.count(TAKEN, args![district, key.as_str()])? == 0 {
            return Ok(key);
        }
    }
    Err(Error::Ours("a thousand sets of one name".into()))
}

/// Whether nothing that comes with the product stands at the address of this key.
pub(super) fn is_free(key: &str) -> bool {
    key != "new" && !Set::is_built_in(key)
}

/// Whether the district has a set of this key.
pub(super) fn has(tx: &mut Tx<'_>, district: DistrictId, key: &str) -> Result<bool, Error> {
    Ok(tx.count(TAKEN, args![district, key])? > 0)
}

/// Keeps a version of a set; false when that version is there already.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx<'_>, by: PersonId, district: DistrictId, set: &Set, why: &str) -> Result<bool, Error> {
    let own = !Set::is_built_in(&set.key);
    let body = serde_json::to_string(set).map_err(|e| Error::Ours(e.to_string()))?;
    let (id, now, seen) = (tx.fresh_id(), tx.now(), everyone(tx, district)?);
    let version = i64::from(set.version);
    let kept = tx.exec(KEEP, args![id, district, set.key.as_str(), version, own, body, why, seen, by, now])? == 1;
    if kept && own {
        tell(
            tx,
            by,
            district,
            (id, seen),
            (if version == 1 { "standards.loaded" } else { "standards.reworded" }, set),
        )?;
    }
    Ok(kept)
}

/// A district adopts a set as it is worded now, from a day on; what held before ends with the day before.
///
/// # Errors
/// When the database fails.
pub fn adopt(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    set: &Set,
    (from, why): (Date, &str),
) -> Result<Uuid, Error> {
    keep(tx, by, district, set, "")?;
    let edition: Option<Uuid> =
        tx.one(ID_OF, args![district, set.key.as_str(), i64::from(set.version)], |r| r.get(0))?;
    let edition = edition.ok_or_else(|| Error::Ours("a set that was just kept".into()))?;
    let (id, now, seen) = (tx.fresh_id(), tx.now(), everyone(tx, district)?);
    tx.exec(ADOPT, args![id, district, edition, from.to_string(), why, seen, by, now])?;
    tell(tx, by, district, (id, seen), ("standards.adopted", set))?;
    Ok(id)
}

/// An adoption is taken back; false when it was already.
pub(super) fn take_back(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    adoption: &Adoption,
) -> Result<bool, Error> {
    let now = tx.now();
    if tx.exec(TAKE_BACK, args![adoption.id, district, now])? == 0 {
        return Ok(false);
    }
    let seen = everyone(tx, district)?;
    tell(tx, by, district, (adoption.id, seen), ("standards.taken_back", &adoption.set))?;
    Ok(true)
}

fn tell(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (id, audience): (Uuid, AudienceId),
    (verb, set): (&'static str, &Set),
) -> Result<(), Error> {
    let about = set.title.get("en").to_owned();
    tell_of(tx, by, district, (id, audience), (verb, &about))
}

/// Says that something happened with the standards.
pub(super) fn tell_of(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (id, audience): (Uuid, AudienceId),
    (verb, about): (&'static str, &str),
) -> Result<(), Error> {
    let thing = ("standards", id);
    events::write(
        tx,
        &events::Event { district, actor: Some(by), verb, thing, community: None, org: None, audience, about },
    )
}
