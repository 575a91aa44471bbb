//! Students and classes as Project STAR has them. A student has an id and no name.

use std::collections::{BTreeMap, HashMap};

use store::{Error, Kind, Tx, Val};
use uuid::Uuid;

use crate::people::Staff;
use crate::places::Places;
use crate::star;

/// The source that rows of the sample carry, as an import's would.
pub(crate) const SOURCE: &str = "star";

/// Enrols every student in the class they were in.
pub(crate) fn enrol(tx: &mut Tx<'_>, star: &[star::Row], places: &Places, staff: &Staff) -> Result<(), Error> {
    let (district, now) = (places.district, tx.now());
    let mut taught: HashMap<u32, Uuid> = HashMap::new();
    let mut schools = HashMap::new();
    let mut classes: Vec<Vec<Val>> = Vec::new();
    let mut teaches: Vec<Vec<Val>> = Vec::new();
    for school in &staff.schools {
        schools.insert(school.star, school.org);
        for (grade, team) in &school.teachers {
            for teacher in team {
                let (class, sourced) = (tx.fresh_id(), teacher.star.to_string());
                taught.insert(teacher.star, class);
                let title = match *grade {
                    "KG" => format!("Kindergarten, {}", teacher.family),
                    grade => format!("Grade {}, {}", grade.trim_start_matches('0'), teacher.family),
                };
                classes.push(vec![
                    Val::from(class),
                    district.into(),
                    school.org.into(),
                    title.into(),
                    (*grade).into(),
                    "reading,mathematics".into(),
                    SOURCE.into(),
                    sourced.clone().into(),
                    true.into(),
                    now.into(),
                ]);
                teaches.push(vec![
                    class.into(),
                    teacher.person.into(),
                    district.into(),
                    SOURCE.into(),
                    format!("teaches-{}", teacher.star).into(),
                    true.into(),
                ]);
            }
        }
    }
    // A student's school and grade are those of the newest row; the classes of the years before are over.
    let mut newest: BTreeMap<u32, &star::Row> = BTreeMap::new();
    for row in star {
        let known = newest.entry(row.student).or_insert(row);
        if row.grade_number() > known.grade_number() {
            *known = row;
        }
    }
    let mut ids: HashMap<u32, Uuid> = HashMap::with_capacity(newest.len());
    let mut students: Vec<Vec<Val>> = Vec::with_capacity(newest.len());
    for (number, row) in &newest {
        let id = tx.fresh_id();
        ids.insert(*number, id);
        students.push(vec![
            id.into(),
            district.into(),
            SOURCE.into(),
            number.to_string().into(),
            "Student".into(),
            number.to_string().into(),
            schools.get(&row.school).copied().into(),
            row.grade.into(),
            true.into(),
            now.into(),
        ]);
    }
    let mut attends: Vec<Vec<Val>> = Vec::with_capacity(star.len());
    for row in star {
        let (Some(id), Some(class)) = (ids.get(&row.student), taught.get(&row.teacher)) else { continue };
        attends.push(vec![
            (*class).into(),
            (*id).into(),
            district.into(),
            SOURCE.into(),
            format!("{}-{}", row.student, row.grade).into(),
            (newest.get(&row.student).is_some_and(|n| n.grade == row.grade)).into(),
        ]);
    }
    use Kind::{Bool, Id, Int, Text};
    let mut load = |table, columns: &[(&'static str, Kind)], rows: Vec<Vec<Val>>| {
        tx.load(table, columns, &mut rows.into_iter().map(Ok))
    };
    let class = [
        ("id", Id),
        ("district", Id),
        ("school", Id),
        ("title", Text),
        ("grades", Text),
        ("subjects", Text),
        ("source", Text),
        ("sourced_id", Text),
        ("active", Bool),
        ("changed", Int),
    ];
    load("class", &class, classes)?;
    let student = [
        ("id", Id),
        ("district", Id),
        ("source", Text),
        ("sourced_id", Text),
        ("given", Text),
        ("family", Text),
        ("school", Id),
        ("grades", Text),
        ("active", Bool),
        ("changed", Int),
    ];
    load("student", &student, students)?;
    let link =
        |who| [("class", Id), (who, Id), ("district", Id), ("source", Text), ("sourced_id", Text), ("active", Bool)];
    load("teaches", &link("person"), teaches)?;
    load("attends", &link("student"), attends)?;
    Ok(())
}
