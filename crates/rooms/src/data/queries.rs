//! What the room asks the database. Results leave here protected only: as sittings whose small groups are gone already.

use std::collections::{BTreeMap, HashMap};

use store::{Conn, DistrictId, Error, OrgId, args, sql};
use uuid::Uuid;

use super::sitting::{Raw, Sitting, protect};

sql! {
    MINIMUM = "select value from setting where district = $1 and name = 'minimum_group'";
    SITTINGS = "select t.key, t.name, t.subject, t.unit, s.period, s.grade, s.results \
                from sitting s join test t on t.id = s.test where s.district = $1 order by s.period desc, t.subject, t.key, s.grade";
    OF_TEST = "select t.key, t.name, t.subject, t.unit, s.period, s.grade, s.results \
               from sitting s join test t on t.id = s.test where s.district = $1 and t.key = $2 order by s.period desc, s.grade";
    KINDS = "select id, facets from facet_set where district = $1";
    ROWS = "select r.student, r.school, r.class, r.facets, r.score, b.score from test t join result r on r.test = t.id \
            left join result b on b.test = r.test and b.period = $5 and b.student = r.student \
            where t.district = $1 and t.key = $2 and r.district = $1 and r.period = $3 and r.grade = $4";
    SCHOOLS = "select id, name from org where district = $1 and kind = 'school' and active order by name";
    MY_CLASSES = "select t.class, c.title from teaches t join class c on c.id = t.class \
                  where t.person = $1 and t.district = $2 and t.active and c.active order by c.title";
}

/// Groups smaller than this are protected, unless the district says otherwise.
pub(super) const USUAL_MINIMUM: u64 = 10;

/// The district's smallest group that may be shown.
pub(super) fn minimum(c: &mut Conn, district: DistrictId) -> Result<u64, Error> {
    let set: Option<String> = c.one(MINIMUM, args![district], |r| r.get(0))?;
    Ok(set.and_then(|v| v.trim().parse().ok()).unwrap_or(USUAL_MINIMUM).clamp(2, 1000))
}

/// A test, a day and a grade for which results are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Sat {
    pub key: String,
    pub test: String,
    pub subject: String,
    pub unit: String,
    pub period: String,
    pub grade: String,
    /// How many results; not to be shown when it is small.
    pub results: i64,
}

fn sat(r: &store::Row<'_>) -> Result<Sat, Error> {
    Ok(Sat {
        key: r.get(0)?,
        test: r.get(1)?,
        subject: r.get(2)?,
        unit: r.get(3)?,
        period: r.get(4)?,
        grade: r.get(5)?,
        results: r.get(6)?,
    })
}

/// Every sitting of a district, the latest first.
pub(super) fn sittings(c: &mut Conn, district: DistrictId) -> Result<Vec<Sat>, Error> {
    c.rows(SITTINGS, args![district], sat)
}

/// Every sitting of a test, the latest first.
pub(super) fn of_test(c: &mut Conn, district: DistrictId, key: &str) -> Result<Vec<Sat>, Error> {
    c.rows(OF_TEST, args![district, key], sat)
}

/// The kinds of students a district has: subgroup attributes by id.
pub(super) type Kinds = HashMap<Uuid, BTreeMap<String, String>>;

/// The kinds of students of a district.
pub(super) fn kinds(c: &mut Conn, district: DistrictId) -> Result<Kinds, Error> {
    let list = c.rows(KINDS, args![district], |r| {
        let facets: String = r.get(1)?;
        Ok((r.get(0)?, serde_json::from_str(&facets).unwrap_or_default()))
    })?;
    Ok(list.into_iter().collect())
}

/// One sitting, protected. `prior` is the period before it, for those who sat both.
pub(super) fn sitting(
    c: &mut Conn,
    district: DistrictId,
    at: &Sat,
    prior: Option<&str>,
    kinds: &Kinds,
    minimum: u64,
) -> Result<Sitting, Error> {
    let given = args![district, &at.key, &at.period, &at.grade, prior.unwrap_or_default()];
    let rows = c.rows(ROWS, given, |r| {
        Ok(Raw {
            student: r.get(0)?,
            school: r.get(1)?,
            class: r.get(2)?,
            facets: r.get(3)?,
            score: r.get(4)?,
            before: r.get(5)?,
        })
    })?;
    Ok(protect(&rows, kinds, minimum))
}

/// The schools of a district by name.
pub(super) fn schools(c: &mut Conn, district: DistrictId) -> Result<Vec<(OrgId, String)>, Error> {
    c.rows(SCHOOLS, args![district], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The classes a person teaches.
pub(super) fn my_classes(c: &mut Conn, me: &crate::Viewer) -> Result<Vec<(Uuid, String)>, Error> {
    c.rows(MY_CLASSES, args![me.person, me.district], |r| Ok((r.get(0)?, r.get(1)?)))
}
