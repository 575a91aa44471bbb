//! Students and classes as Project STAR has them. A student has an id and no name.

use std::collections::HashMap;

use store::{Error, Kind, PersonId, Tx, Val};
use uuid::Uuid;

use crate::people::Staff;
use crate::places::Places;
use crate::star;

/// The source that rows of the sample carry, as an import's would.
pub(crate) const SOURCE: &str = "star";

/// The id a student has in the district's files: the grade and Project STAR's number.
pub(crate) fn student_id(row: &star::Row) -> String {
    format!("{}-{}", row.grade, row.student)
}

/// Enrols every student in the class they were in.
pub(crate) fn enrol(tx: &mut Tx<'_>, star: &[star::Row], places: &Places, staff: &Staff) -> Result<(), Error> {
    let (district, now) = (places.district, tx.now());
    let mut teachers: HashMap<u32, (Uuid, PersonId)> = HashMap::new();
    let mut schools = HashMap::new();
    let mut classes: Vec<Vec<Val>> = Vec::new();
    let mut teaches: Vec<Vec<Val>> = Vec::new();
    for school in &staff.schools {
        schools.insert(school.star, school.org);
        for (grade, team) in &school.teachers {
            for teacher in team {
                let (class, sourced) = (tx.fresh_id(), format!("class-{}", teacher.star));
                teachers.insert(teacher.star, (class, teacher.person));
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
    let mut students: Vec<Vec<Val>> = Vec::with_capacity(star.len());
    let mut attends: Vec<Vec<Val>> = Vec::with_capacity(star.len());
    for row in star {
        let (Some(school), Some((class, _))) = (schools.get(&row.school), teachers.get(&row.teacher)) else { continue };
        let (id, sourced) = (tx.fresh_id(), student_id(row));
        students.push(vec![
            id.into(),
            district.into(),
            SOURCE.into(),
            sourced.clone().into(),
            "Student".into(),
            sourced.clone().into(),
            (*school).into(),
            row.grade.into(),
            true.into(),
            now.into(),
        ]);
        attends.push(vec![
            (*class).into(),
            id.into(),
            district.into(),
            SOURCE.into(),
            format!("attends-{sourced}").into(),
            true.into(),
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
