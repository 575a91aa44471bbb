//! The tree of places: the nation, the state, the district, its office and its schools.

use rooms::people::{NewOrg, add_org};
use store::{DistrictId, Error, OrgId, Tx, args, sql};

use crate::{ZONE, names};

pub(crate) struct Places {
    pub district: DistrictId,
    pub name: String,
    /// The domain of made-up mail addresses; `.example` is reserved for such.
    pub domain: String,
    pub nation: OrgId,
    pub state: OrgId,
    /// The district's office for teaching and learning.
    pub office: OrgId,
}

impl Places {
    /// The district as an organization.
    pub fn org(&self) -> OrgId {
        OrgId(self.district.0)
    }
}

sql! {
    HANG = "update org set parent = $2 where id = $1";
    ABOVE = "insert into org_above (below, above, distance, district) values ($1, $2, $3, $1)";
}

/// Founds the `n`-th district. Nation and state stand in the district's own tree, as in a roster file.
pub(crate) fn found(tx: &mut Tx<'_>, n: u32) -> Result<Places, Error> {
    let name = names::district(n);
    let add = |tx: &mut Tx<'_>, district, parent, kind, name: &str| {
        add_org(tx, &NewOrg { district, parent, kind, name, zone: ZONE, lang: "en", source: "", sourced_id: "" })
    };
    let top = add(tx, None, None, "district", &name)?;
    let district = DistrictId(top.0);
    let nation = add(tx, Some(district), None, "national", "The nation")?;
    let state = add(tx, Some(district), Some(nation), "state", "State of Meridian")?;
    tx.exec(HANG, args![top, state])?;
    tx.exec(ABOVE, args![top, state, 1])?;
    tx.exec(ABOVE, args![top, nation, 2])?;
    let office = add(tx, Some(district), Some(top), "department", "Office of Teaching and Learning")?;
    let word = name.split(' ').next().unwrap_or("district").to_lowercase();
    let domain = if n < 12 { format!("{word}.example") } else { format!("{word}{n}.example") };
    Ok(Places { district, name, domain, nation, state, office })
}
