//! Continua: how a practice looks from the most to the least desired, as people worded it; and where communities see themselves.

use jiff::civil::Date;
use learning::continuum::{Continuum, Marks};
use store::{
    Audience, AudienceId, CommunityId, Conn, DistrictId, Error, PersonId, Principal, Row, Time, Tx, args, audience,
    events, sees, sql,
};
use uuid::Uuid;

use super::look::Whose;
use crate::Viewer;
use crate::communities::Community;

/// A continuum as its reader may know it, in one of its wordings.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub id: Uuid,
    pub whose: Whose,
    pub whose_name: String,
    pub audience: AudienceId,
    /// The number of the wording.
    pub n: i64,
    pub continuum: Continuum,
    pub why: String,
    pub by_name: String,
    pub at: Time,
}

/// Where a community saw itself on a day.
#[derive(Clone, Debug)]
pub(super) struct Marking {
    pub n: i64,
    pub community: CommunityId,
    pub community_name: String,
    pub on: Date,
    pub marks: Marks,
}

/// The columns [`read`] reads, of aliases `t` and `v`.
macro_rules! known {
    () => {
        "select t.id, t.community, coalesce(k.name, o.name), t.audience, v.n, v.body, v.why, p.name, v.at from continuum t \
         join continuum_wording v on v.continuum = t.id join org o on o.id = t.district join person p on p.id = v.by \
         left join community k on k.id = t.community "
    };
}

sql! {
    ALL = known!(), "where t.district = $3 and v.n = t.rev and ", sees!("t"), " order by t.made desc, t.id limit 200";
    ONE = known!(), "where t.district = $3 and t.id = $4 and v.n = t.rev and ", sees!("t");
    WORDINGS = known!(), "where t.district = $3 and t.id = $4 and ", sees!("t"), " order by v.n desc limit 100";
    MARKINGS = "select m.n, m.community, k.name, m.on_day, m.marks from continuum_marking m join community k on k.id = m.community \
                where m.continuum = $3 and ", sees!("m"), " order by m.on_day desc, m.at desc, m.id desc limit 400";
    MARKED = "select m.continuum, count(*) from continuum_marking m where m.district = $3 and ", sees!("m"), " group by m.continuum";
    ADD = "insert into continuum (id, district, community, copied_from, audience, by, made, rev) values ($1, $2, $3, $4, $5, $6, $7, 1)";
    WORD = "insert into continuum_wording (continuum, n, district, body, why, by, at) values ($1, $2, $3, $4, $5, $6, $7)";
    NEXT = "update continuum set rev = rev + 1 where id = $1 and rev = $2";
    MARK = "insert into continuum_marking (id, continuum, n, district, community, on_day, marks, audience, by, at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

fn read(r: &Row<'_>) -> Result<Known, Error> {
    let community: Option<CommunityId> = r.maybe(1)?;
    let body: String = r.get(5)?;
    Ok(Known {
        id: r.get(0)?,
        whose: community.map_or(Whose::District, Whose::Community),
        whose_name: r.get(2)?,
        audience: r.get(3)?,
        n: r.get(4)?,
        continuum: serde_json::from_str(&body)
            .map_err(|e| Error::Ours(format!("a stored continuum can't be read: {e}")))?,
        why: r.get(6)?,
        by_name: r.get(7)?,
        at: r.get(8)?,
    })
}

/// Every continuum the viewer may read.
pub(super) fn all(c: &mut Conn, me: &Viewer) -> Result<Vec<Known>, Error> {
    c.rows(ALL, args![me.person, me.now, me.district], read)
}

/// One of them, in its newest wording.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Option<Known>, Error> {
    c.one(ONE, args![me.person, me.now, me.district, id], read)
}

/// Every wording of one, the newest first.
pub(super) fn wordings(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Vec<Known>, Error> {
    c.rows(WORDINGS, args![me.person, me.now, me.district, id], read)
}

/// Where communities saw themselves, the newest first, as far as the viewer may know.
pub(super) fn markings(c: &mut Conn, me: &Viewer, id: Uuid) -> Result<Vec<Marking>, Error> {
    c.rows(MARKINGS, args![me.person, me.now, id], |r| {
        let marks: String = r.get(4)?;
        Ok(Marking {
            n: r.get(0)?,
            community: r.get(1)?,
            community_name: r.get(2)?,
            on: r.get(3)?,
            marks: serde_json::from_str(&marks).map_err(|e| Error::Ours(format!("stored marks can't be read: {e}")))?,
        })
    })
}

/// How often each continuum was marked.
pub(super) fn marked(c: &mut Conn, me: &Viewer) -> Result<std::collections::HashMap<Uuid, i64>, Error> {
    let found = c.rows(MARKED, args![me.person, me.now, me.district], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.into_iter().collect())
}

fn body<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error::Ours(e.to_string()))
}

/// Begins a continuum. A district's is seen by everyone in it, a community's by its members.
///
/// # Errors
/// When the database fails.
pub fn begin(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    whose: Whose,
    continuum: &Continuum,
    copied_from: Option<Uuid>,
) -> Result<Uuid, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let (principal, community) = match whose {
        Whose::District => (Principal::District(district), None),
        Whose::Community(k) => (Principal::Community(k), Some(k)),
    };
    let seen = audience::store(tx, district, &Audience::of([principal]))?;
    tx.exec(ADD, args![id, district, community, copied_from, seen, by, now])?;
    tx.exec(WORD, args![id, 1i64, district, body(continuum)?, "", by, now])?;
    tell(tx, by, district, (id, seen, community), ("continuum.begun", &continuum.title))?;
    Ok(id)
}

/// Keeps the next wording; false when somebody saved first.
pub(super) fn reword(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    known: &Known,
    (continuum, why): (&Continuum, &str),
) -> Result<bool, Error> {
    if tx.exec(NEXT, args![known.id, known.n])? == 0 {
        return Ok(false);
    }
    let now = tx.now();
    tx.exec(WORD, args![known.id, known.n + 1, district, body(continuum)?, why, by, now])?;
    let community = if let Whose::Community(k) = known.whose { Some(k) } else { None };
    tell(tx, by, district, (known.id, known.audience, community), ("continuum.reworded", &continuum.title))?;
    Ok(true)
}

/// A community says where it sees itself, on a day. Every such saying stays. It is seen by its members, or with `open` by
/// everyone in the district who may read the continuum.
///
/// # Errors
/// When the database fails.
pub fn mark(
    tx: &mut Tx<'_>,
    by: PersonId,
    community: &Community,
    (continuum, n, title): (Uuid, i64, &str),
    (on, marks): (Date, &Marks),
    open: bool,
) -> Result<Uuid, Error> {
    let (id, now) = (tx.fresh_id(), tx.now());
    let seen = if open {
        audience::store(tx, community.district, &Audience::of([Principal::District(community.district)]))?
    } else {
        community.inside
    };
    let district = community.district;
    tx.exec(MARK, args![id, continuum, n, district, community.id, on.to_string(), body(marks)?, seen, by, now])?;
    tell(tx, by, district, (continuum, seen, Some(community.id)), ("continuum.marked", title))?;
    Ok(id)
}

fn tell(
    tx: &mut Tx<'_>,
    by: PersonId,
    district: DistrictId,
    (id, audience, community): (Uuid, AudienceId, Option<CommunityId>),
    (verb, about): (&'static str, &str),
) -> Result<(), Error> {
    let thing = ("continuum", id);
    events::write(tx, &events::Event { district, actor: Some(by), verb, thing, community, org: None, audience, about })
}
