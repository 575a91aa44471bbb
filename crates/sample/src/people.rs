//! Who works here: a person for every teacher of Project STAR, and who leads and helps them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rand::RngExt as _;
use rooms::Role;
use rooms::people::{NewOrg, NewPerson, add_org, add_person, give_role};
use store::{Error, OrgId, PersonId, Tx, args, sql};

use crate::places::Places;
use crate::{Ground, Persona, ZONE, names, star};

/// A teacher and the class they had in the year of the tests.
#[derive(Clone, Debug)]
pub struct Teacher {
    pub person: PersonId,
    pub given: String,
    pub family: String,
    /// Project STAR's number.
    pub star: u32,
    /// Whether they had taught for two years or less.
    pub new: bool,
}

/// A school with its people.
#[derive(Clone, Debug)]
pub struct School {
    pub org: OrgId,
    pub name: String,
    /// Project STAR's number.
    pub star: u32,
    pub setting: &'static str,
    pub principal: PersonId,
    pub principal_name: String,
    pub coach: PersonId,
    pub coach_given: String,
    /// Teachers by grade: `KG`, `01`, `02`, `03`.
    pub teachers: BTreeMap<&'static str, Vec<Teacher>>,
}

/// Everyone who works in a district.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The first is Cedar Street School, the second Oak Hill School.
    pub schools: Vec<School>,
    pub superintendent: PersonId,
    /// Directors in the office: learning, data, new teachers.
    pub directors: Vec<PersonId>,
    pub network: PersonId,
    pub family: PersonId,
    pub admin: PersonId,
}

sql! {
    PERSONA = "insert into persona (name, person, district) values ($1, $2, $3) \
               on conflict (name) do update set person = excluded.person, district = excluded.district";
}

/// The grade-3 team of Cedar Street School: the people of the book's pictures.
const READERS: [(&str, &str); 6] =
    [("Ana", "Ruiz"), ("Priya", "Nair"), ("Tom", "Becker"), ("Wen", "Liang"), ("Luis", "Ortega"), ("Mia", "Haddad")];

struct Hiring<'a, 'b, 'c> {
    tx: &'a mut Tx<'b>,
    places: &'c Places,
    taken: BTreeSet<String>,
}

impl Hiring<'_, '_, '_> {
    fn person(
        &mut self,
        given: &str,
        family: &str,
        role: Role,
        org: OrgId,
        grades: &str,
        subjects: &str,
    ) -> Result<PersonId, Error> {
        let plain = |s: &str| s.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        let stem = format!("{}.{}", plain(given), plain(family));
        let mut name = stem.clone();
        let mut more = 1;
        while !self.taken.insert(name.clone()) {
            more += 1;
            name = format!("{stem}{more}");
        }
        let email = format!("{name}@{}", self.places.domain);
        let district = self.places.district;
        let new = NewPerson { district, given, family, email: Some(&email), source: "", sourced_id: "" };
        let person = add_person(self.tx, &new)?;
        give_role(self.tx, district, person, org, role, grades, subjects)?;
        Ok(person)
    }
}

/// Gives every school its people.
pub(crate) fn hire(
    tx: &mut Tx<'_>,
    ground: &mut Ground,
    star: &[star::Row],
    places: &Places,
    n: u32,
) -> Result<Staff, Error> {
    let plan = plan(star);
    let mut h = Hiring { tx, places, taken: BTreeSet::new() };
    let mut schools = Vec::with_capacity(plan.len());
    for (at, (number, setting, grades)) in plan.into_iter().enumerate() {
        let name = names::school(at);
        let org = add_org(
            h.tx,
            &NewOrg {
                district: Some(places.district),
                parent: Some(places.org()),
                kind: "school",
                name: &name,
                zone: ZONE,
                lang: "en",
                source: "star",
                sourced_id: &number.to_string(),
            },
        )?;
        let first = at == 0 && n == 0;
        let (given, family) = if first { ("Ruth", "Okafor") } else { names::person(&mut ground.rng) };
        let principal = h.person(given, family, Role::Principal, org, "", "")?;
        let principal_name = format!("{given} {family}");
        let (given, family) = if first { ("Sam", "Whitehorse") } else { names::person(&mut ground.rng) };
        let coach = h.person(given, family, Role::Coach, org, "", "reading")?;
        let coach_given = given.to_owned();
        let mut teachers = BTreeMap::new();
        for (grade, numbers) in grades {
            let mut team = Vec::with_capacity(numbers.len());
            for (seat, (number, new)) in numbers.into_iter().enumerate() {
                let (given, family) = match READERS.get(seat) {
                    Some(reader) if first && grade == "03" => *reader,
                    _ => names::person(&mut ground.rng),
                };
                let person = h.person(given, family, Role::Teacher, org, grade, "reading,mathematics")?;
                team.push(Teacher { person, given: given.into(), family: family.into(), star: number, new });
            }
            teachers.insert(grade, team);
        }
        schools.push(School {
            org,
            name,
            star: number,
            setting,
            principal,
            principal_name,
            coach,
            coach_given,
            teachers,
        });
    }
    let office = places.office;
    let (given, family) = if n == 0 { ("Denise", "Caldwell") } else { names::person(&mut ground.rng) };
    let superintendent = h.person(given, family, Role::DistrictAdministrator, places.org(), "", "")?;
    let mut directors = Vec::new();
    for _ in 0..6 {
        let (given, family) = names::person(&mut ground.rng);
        directors.push(h.person(given, family, Role::Other, office, "", "")?);
    }
    let (given, family) = if n == 0 { ("Jonas", "Lindqvist") } else { names::person(&mut ground.rng) };
    let network = h.person(given, family, Role::NetworkFacilitator, places.org(), "", "")?;
    let (given, family) = if n == 0 { ("Rosa", "Delgado") } else { names::person(&mut ground.rng) };
    let family_org = schools.first().map_or(places.org(), |s| s.org);
    let family = h.person(given, family, Role::Guest, family_org, "", "")?;
    let (given, surname) = if n == 0 { ("Ines", "Park") } else { names::person(&mut ground.rng) };
    let admin = h.person(given, surname, Role::SystemAdministrator, places.org(), "", "")?;
    Ok(Staff { schools, superintendent, directors, network, family, admin })
}

type Grades = BTreeMap<&'static str, Vec<(u32, bool)>>;

/// The schools of STAR with their teachers. First comes the one whose third grade has the most teachers up to six: it becomes
/// Cedar Street.
fn plan(star: &[star::Row]) -> Vec<(u32, &'static str, Grades)> {
    let mut schools: BTreeMap<u32, (&'static str, BTreeMap<&'static str, BTreeSet<u32>>)> = BTreeMap::new();
    let mut taught: HashMap<u32, f64> = HashMap::new();
    for row in star {
        let school = schools.entry(row.school).or_insert_with(|| (row.setting, BTreeMap::new()));
        school.1.entry(row.grade).or_default().insert(row.teacher);
        if let Some(years) = row.taught {
            taught.insert(row.teacher, years);
        }
    }
    let mut list: Vec<(u32, &'static str, Grades)> = schools
        .into_iter()
        .map(|(number, (setting, grades))| {
            let with = |t: u32| (t, taught.get(&t).is_some_and(|years| *years <= 2.0));
            let grades = grades.into_iter().map(|(g, ts)| (g, ts.into_iter().map(with).collect())).collect();
            (number, setting, grades)
        })
        .collect();
    let third = |grades: &Grades| grades.get("03").map_or(0, Vec::len);
    let everywhere = |grades: &Grades| ["KG", "01", "02", "03"].iter().all(|g| grades.get(g).map_or(0, Vec::len) >= 3);
    list.sort_by_key(|(number, _, grades)| (!(everywhere(grades) && third(grades) == 6), *number));
    list
}

/// Names the personas that demo mode signs in as.
pub(crate) fn personas(tx: &mut Tx<'_>, places: &Places, staff: &Staff) -> Result<Vec<Persona>, Error> {
    let Some(cedar) = staff.schools.first() else { return Ok(Vec::new()) };
    let third = cedar.teachers.get("03").map_or(&[][..], Vec::as_slice);
    let (Some(ana), Some(priya)) = (third.first(), third.get(1)) else { return Ok(Vec::new()) };
    let named = [
        ("teacher", ana.person, format!("{} {}, grade 3 at {}", ana.given, ana.family, cedar.name)),
        ("facilitator", priya.person, format!("{} {}, who facilitates Grade 3 Readers", priya.given, priya.family)),
        ("principal", cedar.principal, format!("{}, principal of {}", cedar.principal_name, cedar.name)),
        ("coach", cedar.coach, format!("{} Whitehorse, reading coach at {}", cedar.coach_given, cedar.name)),
        ("district", staff.superintendent, format!("Denise Caldwell, superintendent of {}", places.name)),
        ("network", staff.network, "Jonas Lindqvist, who helps several schools for the network".into()),
        ("family", staff.family, format!("Rosa Delgado, parent at {}", cedar.name)),
        ("admin", staff.admin, "Ines Park, who runs this server".into()),
    ];
    let mut personas = Vec::new();
    for (name, person, who) in named {
        tx.exec(PERSONA, args![name, person, places.district])?;
        personas.push(Persona { name, who });
    }
    Ok(personas)
}

/// The people a draw of `n` gives, each at most once.
pub(crate) fn draw<T: Clone>(rng: &mut rand::rngs::StdRng, from: &[T], n: usize) -> Vec<T> {
    let mut left: Vec<T> = from.to_vec();
    let mut drawn = Vec::with_capacity(n.min(left.len()));
    while drawn.len() < n && !left.is_empty() {
        drawn.push(left.swap_remove(rng.random_range(0..left.len())));
    }
    drawn
}
