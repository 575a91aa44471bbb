//! The shapes a cycle can have: those that come with the product and those a district adopted.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use learning::shape::Shape;
use store::{Conn, DistrictId, Error, Tx, args, sql};
use uuid::Uuid;

sql! {
    KNOWN = "select key, version from shape where district is null";
    INSERT = "insert into shape (id, district, key, version, body, adopted, retired) values ($1, null, $2, $3, $4, $5, null)";
    OF_DISTRICT = "select id, body, retired is null from shape where district is null or district = $1 order by version, adopted, id";
    ONE = "select body from shape where id = $1";
}

/// A shape as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its id; none for one that comes with the product and was never used here.
    pub id: Option<Uuid>,
    pub shape: Shape,
    /// Whether new cycles may take it.
    pub open: bool,
}

/// Puts the shapes that come with the product into the database, each version once. A running cycle keeps its version.
pub fn ensure_shapes(tx: &mut Tx<'_>) -> Result<(), Error> {
    let known: Vec<(String, i64)> = tx.rows(KNOWN, &[], |r| Ok((r.get(0)?, r.get(1)?)))?;
    for shape in Shape::built_in() {
        let version = i64::from(shape.version);
        if known.iter().any(|(k, v)| *k == shape.key && *v == version) {
            continue;
        }
        let (id, now) = (tx.fresh_id(), tx.now());
        let body = serde_json::to_string(&shape).map_err(|e| Error::Ours(e.to_string()))?;
        tx.exec(INSERT, args![id, &shape.key, version, body, now])?;
    }
    Ok(())
}

/// Every shape of a district, older versions and retired ones too, and the ones that come with the product.
pub(super) fn all(c: &mut Conn, district: DistrictId) -> Result<Vec<Stored>, Error> {
    let rows: Vec<(Uuid, String, bool)> =
        c.rows(OF_DISTRICT, args![district], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let mut found = Vec::new();
    for (id, body, open) in rows {
        found.push(Stored { id: Some(id), shape: parse(&body)?, open });
    }
    for shape in Shape::built_in() {
        if !found.iter().any(|s| s.shape.key == shape.key && s.shape.version >= shape.version) {
            found.push(Stored { id: None, shape, open: true });
        }
    }
    Ok(found)
}

/// The shapes a new cycle may take: of each key the newest that isn't retired, the ones that come with the product first.
pub fn offered(c: &mut Conn, district: DistrictId) -> Result<Vec<Stored>, Error> {
    let mut newest: Vec<Stored> = Vec::new();
    for stored in all(c, district)?.into_iter().filter(|s| s.open) {
        match newest.iter_mut().find(|s| s.shape.key == stored.shape.key) {
            Some(older) if older.shape.version <= stored.shape.version => *older = stored,
            Some(_) => {}
            None => newest.push(stored),
        }
    }
    let order = Shape::built_in();
    newest.sort_by_key(|s| order.iter().position(|b| b.key == s.shape.key).unwrap_or(usize::MAX));
    Ok(newest)
}

/// One shape. A stored version never changes, so each is read and parsed once.
pub(super) fn one(c: &mut Conn, id: Uuid) -> Result<Arc<Shape>, Error> {
    static READ: RwLock<BTreeMap<Uuid, Arc<Shape>>> = RwLock::new(BTreeMap::new());
    if let Some(shape) = READ.read().unwrap_or_else(|p| p.into_inner()).get(&id) {
        return Ok(shape.clone());
    }
    let body: Option<String> = c.one(ONE, args![id], |r| r.get(0))?;
    let shape = Arc::new(parse(&body.ok_or_else(|| Error::Ours("a cycle without its shape".into()))?)?);
    READ.write().unwrap_or_else(|p| p.into_inner()).insert(id, shape.clone());
    Ok(shape)
}

pub(super) fn parse(body: &str) -> Result<Shape, Error> {
    Shape::from_json(body).map_err(|e| Error::Ours(format!("a stored shape can't be read: {e}")))
}
