//! Organizations: a tree from the nation to a department, in OneRoster's kinds.

use store::{DistrictId, Error, OrgId, Tx, args, sql};

/// An organization about to be added.
pub struct NewOrg<'a> {
    /// Its district; none when the organization is itself the district (or the alliance's own).
    pub district: Option<DistrictId>,
    pub parent: Option<OrgId>,
    /// OneRoster: school, department, district, local, state, national.
    pub kind: &'a str,
    pub name: &'a str,
    /// IANA time zone.
    pub zone: &'a str,
    pub lang: &'a str,
    /// Where it comes from, and its id there; empty source for made by hand.
    pub source: &'a str,
    pub sourced_id: &'a str,
}

sql! {
    INSERT = "insert into org (id, district, parent, kind, name, identifier, zone, lang, source, sourced_id, active, changed) \
              values ($1, $2, $3, $4, $5, null, $6, $7, $8, $9, true, $10)";
    ABOVE_SELF = "insert into org_above (below, above, distance, district) values ($1, $1, 0, $2)";
    ABOVE_PARENT = "insert into org_above (below, above, distance, district) \
                    select $1, above, distance + 1, $3 from org_above where below = $2";
    KIND_OF = "select kind from org where id = $1";
    ABOVE = "select above from org_above where below = $1 order by distance";
}

/// Adds an organization and its place in the tree.
pub fn add_org(tx: &mut Tx<'_>, new: &NewOrg<'_>) -> Result<OrgId, Error> {
    let id = OrgId(tx.fresh_id());
    let district = new.district.unwrap_or(DistrictId(id.0));
    let now = tx.now();
    let sourced = if new.sourced_id.is_empty() { id.to_string() } else { new.sourced_id.to_owned() };
    tx.exec(INSERT, args![id, district, new.parent, new.kind, new.name, new.zone, new.lang, new.source, sourced, now])?;
    tx.exec(ABOVE_SELF, args![id, district])?;
    if let Some(parent) = new.parent {
        tx.exec(ABOVE_PARENT, args![id, parent, district])?;
    }
    Ok(id)
}

/// The organization and everything above it, nearest first.
pub fn orgs_above(c: &mut store::Conn, org: OrgId) -> Result<Vec<OrgId>, Error> {
    c.rows(ABOVE, args![org], |r| r.get(0))
}

/// The kind of an organization; empty when there is none.
pub fn org_kind(c: &mut store::Conn, org: OrgId) -> Result<String, Error> {
    Ok(c.one(KIND_OF, args![org], |r| r.get(0))?.unwrap_or_default())
}
