//! The communities: grade-level teams in every school, and those that reach across grades, schools and roles.

use std::collections::BTreeMap;

use rand::RngExt as _;
use rooms::communities::{NewCommunity, Part, add, join};
use store::{CommunityId, Error, OrgId, PersonId, Tx};

use crate::people::{Staff, Teacher, draw};
use crate::places::Places;
use crate::{Ground, at};

/// A community and who is in it, facilitator first.
#[derive(Clone, Debug)]
pub(crate) struct Circle {
    pub id: CommunityId,
    /// At which school of the staff, for a school's own.
    pub school: Option<usize>,
    /// `KG` … `03`, for a grade's team.
    pub grade: Option<&'static str>,
    pub members: Vec<PersonId>,
}

/// Every community of a district.
pub(crate) struct Circles {
    pub teams: Vec<Circle>,
    pub vertical: Vec<Circle>,
    pub across: Vec<Circle>,
    pub principals: Circle,
    pub office: Circle,
    pub new_teachers: Circle,
}

/// What a grade is called on screen.
pub(crate) fn grade_name(grade: &str) -> String {
    match grade {
        "KG" => "Kindergarten".into(),
        other => format!("Grade {}", other.trim_start_matches('0')),
    }
}

struct Founding<'a, 'b, 'c> {
    tx: &'a mut Tx<'b>,
    places: &'c Places,
}

impl Founding<'_, '_, '_> {
    /// Founds a community; the first person facilitates, the others join on the days after.
    fn found(&mut self, ground: &mut Ground, new: &Plan<'_>, members: Vec<PersonId>) -> Result<Circle, Error> {
        let day = ground.first_day.saturating_add(jiff::Span::new().days(ground.rng.random_range(0..12)));
        self.tx.travel(at(day, 15, ground.rng.random_range(0..50)));
        let first = members.first().copied();
        let founded = NewCommunity {
            district: self.places.district,
            org: new.org,
            name: new.name,
            purpose: new.purpose,
            basis: new.basis,
            composition: new.composition,
            mode: new.mode,
            grades: new.grades,
            subjects: new.subjects,
        };
        let id = add(self.tx, &founded, first)?;
        for (n, person) in members.iter().enumerate().skip(1) {
            let day = day.saturating_add(jiff::Span::new().days(i64::try_from(n % 4).unwrap_or(0)));
            self.tx.travel(at(day, 16, i8::try_from(n % 50).unwrap_or(0)));
            join(self.tx, id, *person, Part::Member, first)?;
        }
        Ok(Circle { id, school: None, grade: None, members })
    }
}

struct Plan<'a> {
    org: OrgId,
    name: &'a str,
    purpose: &'a str,
    basis: &'a str,
    composition: &'a str,
    mode: &'a str,
    grades: &'a str,
    subjects: &'a str,
}

/// Founds every community of the district.
pub(crate) fn gather(tx: &mut Tx<'_>, ground: &mut Ground, places: &Places, staff: &Staff) -> Result<Circles, Error> {
    let mut f = Founding { tx, places };
    let mut teams = Vec::new();
    let mut vertical = Vec::new();
    for (at, school) in staff.schools.iter().enumerate() {
        for (grade, team) in &school.teachers {
            let mut members: Vec<_> = team.iter().map(|t: &Teacher| t.person).collect();
            if members.len() < 2 {
                continue;
            }
            if at == 0 && *grade == "03" {
                // Priya facilitates the readers.
                members.swap(0, 1);
            }
            let name =
                if *grade == "03" { "Grade 3 Readers".to_owned() } else { format!("{} team", grade_name(grade)) };
            let purpose = TEAM_PURPOSES[ground.rng.random_range(0..TEAM_PURPOSES.len())];
            let plan = Plan {
                org: school.org,
                name: &name,
                purpose: if at == 0 && *grade == "03" {
                    "Every third grader reads, and we know how we help each one."
                } else {
                    purpose
                },
                basis: "students",
                composition: "horizontal",
                mode: "face-to-face",
                grades: grade,
                subjects: "reading,mathematics",
            };
            let circle = f.found(ground, &plan, members)?;
            teams.push(Circle { school: Some(at), grade: Some(grade), ..circle });
        }
        // In every third school teachers of all grades read together, with the coach.
        if at % 3 == 0 {
            let mut members = vec![school.coach];
            members.extend(school.teachers.values().filter_map(|team| team.last()).map(|t| t.person));
            let plan = Plan {
                org: school.org,
                name: "Reading from kindergarten to grade 3",
                purpose: "One way of teaching reading from the first day to the end of grade 3, so that no child starts over each fall.",
                basis: "responsibility",
                composition: "vertical",
                mode: "face-to-face",
                grades: "KG,01,02,03",
                subjects: "reading",
            };
            let circle = f.found(ground, &plan, members)?;
            if at == 0 {
                // A parent sits in as a guest.
                join(f.tx, circle.id, staff.family, Part::Guest, Some(school.coach))?;
            }
            vertical.push(Circle { school: Some(at), ..circle });
        }
    }
    let across = across(&mut f, ground, staff)?;
    let mut leads = vec![staff.superintendent];
    leads.extend(staff.schools.iter().map(|s| s.principal));
    let principals = f.found(
        ground,
        &Plan {
            org: places.org(),
            name: "Principals’ circle",
            purpose: "We learn to lead learning: we visit, we ask, and we help each other where it is hard.",
            basis: "role",
            composition: "mixed",
            mode: "blended",
            grades: "",
            subjects: "",
        },
        leads,
    )?;
    let mut office = vec![staff.superintendent];
    office.extend(staff.directors.iter().copied());
    let office = f.found(
        ground,
        &Plan {
            org: places.office,
            name: "Office of Teaching and Learning",
            purpose: "What the office does must be felt in classrooms. We look at that, every month.",
            basis: "responsibility",
            composition: "mixed",
            mode: "face-to-face",
            grades: "",
            subjects: "",
        },
        office,
    )?;
    let new: Vec<_> =
        staff.schools.iter().flat_map(|s| s.teachers.values().flatten()).filter(|t| t.new).map(|t| t.person).collect();
    let mut members: Vec<_> = staff.directors.first().copied().into_iter().collect();
    members.extend(draw(&mut ground.rng, &new, 24));
    let new_teachers = f.found(
        ground,
        &Plan {
            org: places.org(),
            name: "New teachers’ circle",
            purpose: "The first two years, not alone.",
            basis: "interest",
            composition: "mixed",
            mode: "virtual",
            grades: "KG,01,02,03",
            subjects: "",
        },
        members,
    )?;
    Ok(Circles { teams, vertical, across, principals, office, new_teachers })
}

/// Communities of one grade across schools with the same setting.
fn across(f: &mut Founding<'_, '_, '_>, ground: &mut Ground, staff: &Staff) -> Result<Vec<Circle>, Error> {
    let mut by_setting: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
    for school in &staff.schools {
        let third = school.teachers.get("03").and_then(|team| team.first());
        by_setting.entry(school.setting).or_default().extend(third.map(|t| t.person));
    }
    let mut across = Vec::new();
    for (setting, members) in by_setting {
        let name = match setting {
            "rural" => "Reading in small towns",
            "inner city" => "Reading in the city’s heart",
            "suburban" => "Reading in the suburbs",
            _ => "Reading in town",
        };
        let plan = Plan {
            org: f.places.org(),
            name,
            purpose: "Third-grade teachers of schools that are alike find out together what helps their readers.",
            basis: "goal",
            composition: "horizontal",
            mode: "virtual",
            grades: "03",
            subjects: "reading",
        };
        // The network's person for these schools facilitates.
        let members = std::iter::once(staff.network).chain(members.into_iter().take(12)).collect();
        across.push(f.found(ground, &plan, members)?);
    }
    Ok(across)
}

const TEAM_PURPOSES: &[&str] = &[
    "We plan together, look at what our students did, and change what we do next.",
    "The same good teaching in every one of our rooms, whoever the child’s teacher is.",
    "We find out what our students need from us, and learn that together.",
    "No child of this grade is only one teacher’s worry.",
    "What works in one of our rooms should work in all of them by spring.",
];
