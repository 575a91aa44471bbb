//! The results of Project STAR as the district's own: two tests, one sitting a grade.

use std::collections::{BTreeMap, HashMap};

use store::{Error, Kind, Tx, Val, args, sql};
use uuid::Uuid;

use crate::places::Places;
use crate::{Ground, classes, star};

sql! {
    TEST = "insert into test (id, district, key, name, subject, unit) values ($1, $2, $3, $4, $5, $6)";
    FACETS = "insert into facet_set (id, district, facets) values ($1, $2, $3)";
    STUDENTS = "select s.sourced_id, s.id, s.school, a.class from student s join attends a on a.student = s.id \
                where s.district = $1 and s.source = $2";
    SITTING = "insert into sitting (district, test, period, grade, results) values ($1, $2, $3, $4, $5)";
}

/// Puts every score of the file where the data room looks for it.
pub(crate) fn bring_in(tx: &mut Tx<'_>, ground: &Ground, star: &[star::Row], places: &Places) -> Result<(), Error> {
    let district = places.district;
    let period = ground.tested.to_string();
    let mut tests = Vec::new();
    for (key, name, subject) in [
        ("stanford-reading", "Stanford Achievement Test, reading", "reading"),
        ("stanford-mathematics", "Stanford Achievement Test, mathematics", "mathematics"),
    ] {
        let id = tx.fresh_id();
        tx.exec(TEST, args![id, district, key, name, subject, "scaled score"])?;
        tests.push(id);
    }
    let mut students: HashMap<String, (Uuid, Uuid, Uuid)> = HashMap::new();
    tx.each(STUDENTS, args![district, classes::SOURCE], &mut |r| {
        students.insert(r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?));
        Ok(())
    })?;
    let mut sets: BTreeMap<String, Uuid> = BTreeMap::new();
    let mut sittings: BTreeMap<(Uuid, &str), i64> = BTreeMap::new();
    let batch = tx.fresh_id();
    let mut rows: Vec<Vec<Val>> = Vec::with_capacity(star.len() * 2);
    for row in star {
        let Some((student, school, class)) = students.get(&classes::student_id(row)) else { continue };
        let facets = facets(row);
        let set = *sets.entry(facets).or_insert_with(|| tx.fresh_id());
        for (test, score) in tests.iter().zip([row.reading, row.math]) {
            let Some(score) = score else { continue };
            *sittings.entry((*test, row.grade)).or_default() += 1;
            rows.push(vec![
                district.into(),
                (*test).into(),
                period.clone().into(),
                row.grade.into(),
                (*school).into(),
                (*class).into(),
                (*student).into(),
                set.into(),
                score.into(),
                batch.into(),
            ]);
        }
    }
    for (facets, id) in sets {
        tx.exec(FACETS, args![id, district, facets])?;
    }
    // In the order of the key, so that the engine appends.
    rows.sort_by(|a, b| match (&a[1], &b[1], &a[6], &b[6]) {
        (Val::Id(t1), Val::Id(t2), Val::Id(s1), Val::Id(s2)) => (t1, s1).cmp(&(t2, s2)),
        _ => std::cmp::Ordering::Equal,
    });
    use Kind::{Id, Real, Text};
    let columns = [
        ("district", Id),
        ("test", Id),
        ("period", Text),
        ("grade", Text),
        ("school", Id),
        ("class", Id),
        ("student", Id),
        ("facets", Id),
        ("score", Real),
        ("batch", Id),
    ];
    tx.load("result", &columns, &mut rows.into_iter().map(Ok))?;
    for ((test, grade), n) in sittings {
        tx.exec(SITTING, args![district, test, &period, grade, n])?;
    }
    Ok(())
}

/// The subgroups a student is in, as the data room keeps them: attributes in order, the unknown left out.
fn facets(row: &star::Row) -> String {
    let known = [
        ("class size", row.size),
        ("ethnicity", row.ethnicity),
        ("gender", row.gender),
        ("lunch", row.lunch),
        ("setting", row.setting),
    ];
    let map: serde_json::Map<String, serde_json::Value> =
        known.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.into(), v.into())).collect();
    serde_json::Value::Object(map).to_string()
}
