//! What the room asks the database. Results leave here protected only: as sittings whose small groups are gone already.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use store::{Conn, DistrictId, Error, OrgId, PersonId, Time, Tx, args, sql};
use uuid::Uuid;

use super::sitting::{Raw, Sitting, protect};
use crate::Viewer;

sql! {
    MINIMUM = "select value from setting where district = $1 and name = 'minimum_group'";
    SITTINGS = "select t.key, t.name, t.subject, t.unit, s.period, s.grade, s.results, s.batch \
                from sitting s join test t on t.id = s.test where s.district = $1 order by s.period desc, t.subject, t.key, s.grade";
    OF_TEST = "select t.key, t.name, t.subject, t.unit, s.period, s.grade, s.results, s.batch \
               from sitting s join test t on t.id = s.test where s.district = $1 and t.key = $2 order by s.period desc, s.grade";
    KINDS = "select id, facets from facet_set where district = $1";
    ROWS = "select r.student, r.school, r.class, r.facets, r.score, b.score from test t join result r on r.test = t.id \
            left join result b on b.test = r.test and b.period = $5 and b.student = r.student \
            where t.district = $1 and t.key = $2 and r.district = $1 and r.period = $3 and r.grade = $4";
    SCHOOLS = "select id, name from org where district = $1 and kind = 'school' and active order by name";
    SOURCES = "select source from student where district = $1 group by source order by count(*) desc limit 5";
    BEGIN_RUN = "insert into import_run (id, district, kind, source, by, began, ended, state, progress, report) \
                 values ($1, $2, 'results', $3, $4, $5, null, 'ready', $6, '')";
    CHANGE_RUN = "update import_run set progress = $3 where id = $1 and district = $2 and state = 'ready'";
    RUN = "select id, source, by, began, ended, state, progress, report from import_run \
           where id = $1 and district = $2 and kind = 'results'";
    RUNS = "select id, source, by, began, ended, state, progress, report from import_run \
            where district = $1 and kind = 'results' order by began desc limit 10";
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
    /// The import that last touched it.
    pub batch: Option<Uuid>,
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
        batch: r.maybe(7)?,
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

/// What was worked out for a sitting holds until an import touches it or the one before it: so it is worked out once, not with
/// every page. Nothing else is kept between requests, and nothing in here is unprotected.
type Worked = (Key, Arc<Sitting>);

#[derive(Clone, PartialEq, Eq)]
struct Key {
    district: DistrictId,
    at: (String, String, String),
    batches: (Option<Uuid>, Option<Uuid>),
    results: i64,
    prior: Option<String>,
    minimum: u64,
}

/// As many sittings are kept; one takes some hundred kilobytes for a hundred schools.
const KEPT: usize = 48;

static WORKED: Mutex<Vec<Worked>> = Mutex::new(Vec::new());

/// One sitting, protected. `prior` is a sitting before it, for those who sat both.
pub(super) fn sitting(
    c: &mut Conn,
    district: DistrictId,
    at: &Sat,
    prior: Option<&Sat>,
    kinds: &Kinds,
    minimum: u64,
) -> Result<Arc<Sitting>, Error> {
    let key = Key {
        district,
        at: (at.key.clone(), at.period.clone(), at.grade.clone()),
        batches: (at.batch, prior.and_then(|p| p.batch)),
        results: at.results,
        prior: prior.map(|p| p.period.clone()),
        minimum,
    };
    let mut worked = WORKED.lock().unwrap_or_else(|p| p.into_inner());
    if let Some(place) = worked.iter().position(|(k, _)| *k == key && key.batches.0.is_some()) {
        let found = worked.remove(place);
        let sitting = found.1.clone();
        worked.push(found);
        return Ok(sitting);
    }
    drop(worked);
    let before = key.prior.clone().unwrap_or_default();
    let rows = c.rows(ROWS, args![district, &at.key, &at.period, &at.grade, before], |r| {
        Ok(Raw {
            student: r.get(0)?,
            school: r.get(1)?,
            class: r.get(2)?,
            facets: r.get(3)?,
            score: r.get(4)?,
            before: r.get(5)?,
        })
    })?;
    let sitting = Arc::new(protect(&rows, kinds, minimum));
    let mut worked = WORKED.lock().unwrap_or_else(|p| p.into_inner());
    if worked.len() >= KEPT {
        worked.remove(0);
    }
    worked.push((key, sitting.clone()));
    Ok(sitting)
}

/// The schools of a district by name.
pub(super) fn schools(c: &mut Conn, district: DistrictId) -> Result<Vec<(OrgId, String)>, Error> {
    c.rows(SCHOOLS, args![district], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// The classes a person teaches.
pub(super) fn my_classes(c: &mut Conn, me: &Viewer) -> Result<Vec<(Uuid, String)>, Error> {
    c.rows(MY_CLASSES, args![me.person, me.district], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Where the students' ids come from, the source of most first.
pub(super) fn sources(c: &mut Conn, district: DistrictId) -> Result<Vec<String>, Error> {
    c.rows(SOURCES, args![district], |r| r.get(0))
}

/// What was sent, and what is to be read out of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    pub file: String,
    /// The mapping, as TOML.
    #[serde(default)]
    pub mapping: String,
}

/// An import that was begun on the page, or done.
pub(super) struct Run {
    pub id: Uuid,
    pub source: String,
    pub by: Option<PersonId>,
    pub began: Time,
    pub ended: Option<Time>,
    pub state: String,
    progress: String,
    report: String,
}

impl Run {
    /// What was sent.
    pub fn wish(&self) -> Wish {
        serde_json::from_str(&self.progress).unwrap_or_default()
    }

    /// What was done.
    pub fn report(&self) -> super::Report {
        serde_json::from_str(&self.report).unwrap_or_default()
    }
}

fn read_run(r: &store::Row<'_>) -> Result<Run, Error> {
    Ok(Run {
        id: r.get(0)?,
        source: r.get(1)?,
        by: r.maybe(2)?,
        began: r.get(3)?,
        ended: r.maybe(4)?,
        state: r.get(5)?,
        progress: r.get(6)?,
        report: r.get(7)?,
    })
}

/// Notes that a file was sent.
pub(super) fn begin_run(tx: &mut Tx<'_>, me: &Viewer, id: Uuid, source: &str, wish: &Wish) -> Result<(), Error> {
    let (now, text) = (tx.now(), serde_json::to_string(wish).unwrap_or_default());
    tx.exec(BEGIN_RUN, args![id, me.district, source, me.person, now, text]).map(drop)
}

/// Notes another mapping.
pub(super) fn change_run(tx: &mut Tx<'_>, me: &Viewer, id: Uuid, wish: &Wish) -> Result<(), Error> {
    let text = serde_json::to_string(wish).unwrap_or_default();
    tx.exec(CHANGE_RUN, args![id, me.district, text]).map(drop)
}

/// An import of a district.
pub(super) fn run(c: &mut Conn, district: DistrictId, id: Uuid) -> Result<Option<Run>, Error> {
    c.one(RUN, args![id, district], read_run)
}

/// The latest imports of a district.
pub(super) fn runs(c: &mut Conn, district: DistrictId) -> Result<Vec<Run>, Error> {
    c.rows(RUNS, args![district], read_run)
}
