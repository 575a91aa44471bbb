//! What the room asks the database.

use store::{Conn, DistrictId, Error, Row, StrategyId, args, sees, sql};

use super::strategy::{Evidence, Strategy};
use crate::Viewer;

sql! {
    FIND = "select s.id, s.district, s.name, s.what, s.evidence, s.source, s.audience, s.by, p.name, s.at, s.rev \
            from strategy s left join person p on p.id = s.by where s.id = $3 and ", sees!("s");
    ALL = "select s.id, s.district, s.name, s.what, s.evidence, s.source, s.audience, s.by, p.name, s.at, s.rev \
           from strategy s left join person p on p.id = s.by where s.district = $3 and ", sees!("s"), " order by s.name, s.id";
    NAMES = "select s.id, s.name from strategy s where s.district = $3 and ", sees!("s"), " order by s.name, s.id";
}

/// The strategy, if the viewer can see it.
pub fn find(c: &mut Conn, me: &Viewer, id: StrategyId) -> Result<Option<Strategy>, Error> {
    c.one(FIND, args![me.person, me.now, id], read)
}

/// Every strategy of the viewer's district that they can see, by name.
pub fn all(c: &mut Conn, me: &Viewer) -> Result<Vec<Strategy>, Error> {
    c.rows(ALL, args![me.person, me.now, me.district], read)
}

/// The strategies of a district that the viewer can see, by name.
pub fn names(c: &mut Conn, me: &Viewer, district: DistrictId) -> Result<Vec<(StrategyId, String)>, Error> {
    c.rows(NAMES, args![me.person, me.now, district], |r| Ok((r.get(0)?, r.get(1)?)))
}

fn read(r: &Row<'_>) -> Result<Strategy, Error> {
    Ok(Strategy {
        id: r.get(0)?,
        district: r.get(1)?,
        name: r.get(2)?,
        what: r.get(3)?,
        evidence: Evidence::named(&r.get::<String>(4)?),
        source: r.get(5)?,
        audience: r.get(6)?,
        by: r.maybe(7)?,
        by_name: r.get(8)?,
        at: r.get(9)?,
        rev: r.get(10)?,
    })
}
