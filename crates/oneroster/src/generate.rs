//! A made-up district of any size, for tests and measurements: valid, strict, the same for the same seed, and written
//! without being held in memory.
//!
//! People come in groups of twenty (one of other staff, two teachers with three classes each, seventeen students in four
//! of these), groups in schools of five hundred. Nobody in it is or was a person; the names are drawn from lists.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use jiff::civil::Date;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::source::Processing;
use crate::writer::{write_all, write_manifest};
use crate::{
    AcademicSession, Class, ClassType, Course, Demographics, Enrollment, EnrollmentRole, FileKind, List, Org, OrgType,
    Role, RoleAssignment, RoleType, SchoolYear, SessionType, Sex, User, UserIds, Version,
};

const GROUP: u64 = 20;
const SCHOOL: u64 = 500;
const CLASSES_OF_A_TEACHER: u64 = 3;
const CLASSES_OF_A_STUDENT: u64 = 4;

const GIVEN: [&str; 40] = [
    "Amara", "Ben", "Carmen", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Imani", "José", "Keisha", "Liam", "Mei",
    "Noah", "Olga", "Priya", "Quinn", "Rosa", "Samir", "Tuyết", "Uma", "Victor", "Wanda", "Ximena", "Yusuf", "Zoë",
    "Anna", "Björn", "Chloe", "Diego", "Esther", "Finn", "Gita", "Hugo", "Ines", "Jamal", "Kim", "Leila", "Marcus",
    "Nadia",
];
const FAMILY: [&str; 40] = [
    "Abara",
    "Brooks",
    "Castillo",
    "Dvořák",
    "Evans",
    "Fischer",
    "García",
    "Hughes",
    "Ito",
    "Johnson",
    "Kowalski",
    "Lopez",
    "Mbeki",
    "Nguyễn",
    "O'Brien",
    "Patel",
    "Quintero",
    "Rossi",
    "Singh",
    "Torres",
    "Ueda",
    "Vargas",
    "Williams",
    "Xu",
    "Young",
    "Zhang",
    "Archer",
    "Begay",
    "Cohen",
    "Diaz",
    "Eriksen",
    "Flores",
    "Grant",
    "Haddad",
    "Ivanova",
    "Jensen",
    "King, Jr.",
    "Larsson",
    "Moreau",
    "Núñez",
];
const SUBJECTS: [(&str, &str); 6] = [
    ("Mathematics", "02"),
    ("English Language Arts", "01"),
    ("Science", "03"),
    ("Social Studies", "04"),
    ("Arts", "05"),
    ("World Languages", "24"),
];

/// A district to be made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District {
    /// Rows of users.csv.
    pub people: u64,
    /// The same seed makes the same district.
    pub seed: u64,
    pub version: Version,
}

/// What a person is, by their place in the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Staff,
    Teacher,
    Student,
}

impl District {
    /// Writes the set into a folder, which is made if it is not there.
    pub fn write_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)?;
        self.write_each(|file, write| {
            let mut out = BufWriter::new(File::create(path.join(file.to_string()))?);
            write(&mut out)?;
            out.flush()
        })
    }

    /// Writes the set into a zip, the files at its top.
    pub fn write_zip<W: Write + Seek>(&self, out: W) -> io::Result<W> {
        let mut zip = ZipWriter::new(out);
        self.write_each(|file, write| {
            zip.start_file(file.to_string(), SimpleFileOptions::default().large_file(true))
                .map_err(io::Error::other)?;
            write(&mut zip)
        })?;
        zip.finish().map_err(io::Error::other)
    }

    /// Gives every file of the set a turn to be written.
    #[allow(clippy::type_complexity)]
    fn write_each(
        &self,
        mut place: impl FnMut(FileKind, &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>,
    ) -> io::Result<()> {
        let version = self.version;
        let mut present: Vec<(FileKind, Processing)> = Vec::new();
        let mut bulk = |file| present.push((file, Processing::Bulk));
        macro_rules! table {
            ($file:ident, $records:expr) => {
                // A header without rows is not allowed.
                if $records.next().is_some() {
                    bulk(FileKind::$file);
                    place(FileKind::$file, &mut |out| write_all(out, version, $records).map(drop))?;
                }
            };
        }
        table!(Orgs, self.orgs());
        table!(AcademicSessions, self.academic_sessions());
        table!(Courses, self.courses());
        table!(Classes, self.classes());
        table!(Users, self.users());
        if version >= Version::V1_2 {
            table!(Roles, self.role_assignments());
        }
        table!(Enrollments, self.enrollments());
        table!(Demographics, self.demographics());
        place(FileKind::Manifest, &mut |out| write_manifest(out, version, "Made up", &present).map(drop))
    }

    /// The district and its schools.
    pub fn orgs(&self) -> impl Iterator<Item = Org> + use<> {
        let schools = self.people.div_ceil(SCHOOL).max(1);
        let district = Org {
            sourced_id: "district".into(),
            name: "Made-up Valley School District".into(),
            org_type: OrgType::District,
            identifier: "0600000".into(),
            ..Org::default()
        };
        std::iter::once(district).chain((0..schools).map(|school| Org {
            sourced_id: school_id(school),
            name: format!("{} School {}", FAMILY[(school * 7 % 36) as usize], school + 1),
            org_type: OrgType::School,
            identifier: format!("{:05}", school + 1),
            parent_sourced_id: "district".into(),
            ..Org::default()
        }))
    }

    /// One school year with its two semesters.
    pub fn academic_sessions(&self) -> impl Iterator<Item = AcademicSession> + use<> {
        let session = |id: &str, title: &str, session_type, start, end, parent: &str| AcademicSession {
            sourced_id: id.into(),
            title: title.into(),
            session_type,
            start_date: Some(start),
            end_date: Some(end),
            parent_sourced_id: parent.into(),
            school_year: Some(SchoolYear(2027)),
            ..AcademicSession::default()
        };
        let (first, winter) = (Date::constant(2026, 8, 17), Date::constant(2026, 12, 18));
        let (new_year, last) = (Date::constant(2027, 1, 4), Date::constant(2027, 5, 28));
        [
            session("2027", "2026-2027", SessionType::SchoolYear, first, last, ""),
            session("2027-fall", "Fall 2026", SessionType::Semester, first, winter, "2027"),
            session("2027-spring", "Spring 2027", SessionType::Semester, new_year, last, "2027"),
        ]
        .into_iter()
    }

    /// Every subject in every grade.
    pub fn courses(&self) -> impl Iterator<Item = Course> + use<> {
        (0..SUBJECTS.len() as u64 * 13).map(|index| {
            let (subject, grade) = (index / 13, grade(index % 13));
            let (title, code) = SUBJECTS[subject as usize];
            Course {
                sourced_id: course_id(subject, index % 13),
                school_year_sourced_id: "2027".into(),
                title: format!("{title} {grade}"),
                course_code: format!("{code}{grade}"),
                grades: List(grade.into()),
                org_sourced_id: "district".into(),
                subjects: List(title.into()),
                subject_codes: List(code.into()),
                ..Course::default()
            }
        })
    }

    /// Three classes for each teacher.
    pub fn classes(&self) -> impl Iterator<Item = Class> + use<> {
        let district = *self;
        self.of_kind(Kind::Teacher).flat_map(|teacher| (0..CLASSES_OF_A_TEACHER).map(move |n| (teacher, n))).map(
            move |(teacher, n)| {
                let subject = district.chance(teacher, 10 + n) % SUBJECTS.len() as u64;
                let year = district.year_of(teacher);
                let (title, code) = SUBJECTS[subject as usize];
                Class {
                    sourced_id: class_id(teacher, n),
                    title: format!("{title} {} – {}", grade(year), n + 1),
                    grades: List(grade(year).into()),
                    course_sourced_id: course_id(subject, year),
                    class_code: format!("{code}-{}", n + 1),
                    class_type: if n == 0 { ClassType::Homeroom } else { ClassType::Scheduled },
                    location: format!("{}", 100 + teacher % SCHOOL),
                    school_sourced_id: school_id(teacher / SCHOOL),
                    term_sourced_ids: List("2027-fall,2027-spring".into()),
                    subjects: List(title.into()),
                    subject_codes: List(code.into()),
                    periods: List(format!("{}", n + 1)),
                    ..Class::default()
                }
            },
        )
    }

    /// Everybody. In 1.1 with their role, in 1.2 with their main organization.
    pub fn users(&self) -> impl Iterator<Item = User> + use<> {
        let district = *self;
        (0..self.people).map(move |person| {
            let (given, family) = district.name_of(person);
            let student = kind(person) == Kind::Student;
            let place = match student {
                true => "students.example.org",
                false => "example.org",
            };
            let mut orgs = district.orgs_of(person);
            let new = district.version >= Version::V1_2;
            let mut user = User {
                sourced_id: person_id(person),
                enabled_user: Some(true),
                username: format!("u{person}"),
                user_ids: UserIds(format!("{{SIS:{person}}}")),
                given_name: given.into(),
                family_name: family.into(),
                identifier: format!("{}", 600_000 + person),
                email: format!("u{person}@{place}"),
                grades: List(if student { grade(district.year_of(person)).into() } else { String::new() }),
                ..User::default()
            };
            if new {
                user.primary_org_sourced_id = orgs.swap_remove(0);
            } else {
                user.org_sourced_ids = List(orgs.join(","));
                user.role = match role(person) {
                    Role::Teacher => Role::Teacher,
                    Role::Student => Role::Student,
                    Role::Aide => Role::Aide,
                    _ => Role::Administrator,
                };
            }
            user
        })
    }

    /// 1.2: what everybody is where; every tenth teacher at two schools, if there are two.
    pub fn role_assignments(&self) -> impl Iterator<Item = RoleAssignment> + use<> {
        let district = *self;
        (0..self.people).flat_map(move |person| {
            district.orgs_of(person).into_iter().enumerate().map(move |(n, org)| RoleAssignment {
                sourced_id: format!("r{person}-{n}"),
                user_sourced_id: person_id(person),
                role_type: Some(if n == 0 { RoleType::Primary } else { RoleType::Secondary }),
                role: role(person),
                org_sourced_id: org,
                ..RoleAssignment::default()
            })
        })
    }

    /// Teachers in their classes, students in four of the six classes of their group.
    pub fn enrollments(&self) -> impl Iterator<Item = Enrollment> + use<> {
        let district = *self;
        (0..self.people).filter(|person| kind(*person) != Kind::Staff).flat_map(move |person| {
            let teacher = kind(person) == Kind::Teacher;
            let count = if teacher { CLASSES_OF_A_TEACHER } else { CLASSES_OF_A_STUDENT };
            let first = district.chance(person, 20);
            (0..count).map(move |n| {
                let (of, class) = if teacher {
                    (person, n)
                } else {
                    let pick = (first + n) % (2 * CLASSES_OF_A_TEACHER);
                    (person / GROUP * GROUP + 1 + pick / CLASSES_OF_A_TEACHER, pick % CLASSES_OF_A_TEACHER)
                };
                Enrollment {
                    sourced_id: format!("e{person}-{n}"),
                    class_sourced_id: class_id(of, class),
                    school_sourced_id: school_id(person / SCHOOL),
                    user_sourced_id: person_id(person),
                    role: if teacher { EnrollmentRole::Teacher } else { EnrollmentRole::Student },
                    primary: Some(teacher),
                    begin_date: Some(Date::constant(2026, 8, 17)),
                    end_date: Some(Date::constant(2027, 5, 28)),
                    ..Enrollment::default()
                }
            })
        })
    }

    /// Of the students.
    pub fn demographics(&self) -> impl Iterator<Item = Demographics> + use<> {
        let district = *self;
        self.of_kind(Kind::Student).map(move |person| {
            let dice = district.chance(person, 30);
            let (year, month, day) = (2021 - district.year_of(person), dice % 12 + 1, dice / 12 % 28 + 1);
            let race = dice / 400 % 6;
            Demographics {
                sourced_id: person_id(person),
                // Months of 28 days are all dates.
                birth_date: Date::new(year as i16, month as i8, day as i8).ok(),
                sex: if dice.is_multiple_of(2) { Sex::Female } else { Sex::Male },
                american_indian_or_alaska_native: Some(race == 0),
                asian: Some(race == 1),
                black_or_african_american: Some(race == 2),
                native_hawaiian_or_other_pacific_islander: Some(false),
                white: Some(race >= 3),
                two_or_more_races: Some(false),
                hispanic_or_latino: Some((dice / 3_000).is_multiple_of(4)),
                ..Demographics::default()
            }
        })
    }

    fn of_kind(&self, wanted: Kind) -> impl Iterator<Item = u64> + use<> {
        (0..self.people).filter(move |person| kind(*person) == wanted)
    }

    fn name_of(&self, person: u64) -> (&'static str, &'static str) {
        let dice = self.chance(person, 1);
        (GIVEN[(dice % 40) as usize], FAMILY[(dice / 40 % 40) as usize])
    }

    /// The grade as years after kindergarten, the same for everybody in a group.
    fn year_of(&self, person: u64) -> u64 {
        self.chance(person / GROUP, 2) % 13
    }

    fn orgs_of(&self, person: u64) -> Vec<String> {
        if role(person) == Role::DistrictAdministrator {
            return vec!["district".into()];
        }
        let (school, schools) = (person / SCHOOL, self.people.div_ceil(SCHOOL));
        let mut orgs = vec![school_id(school)];
        if kind(person) == Kind::Teacher && person / GROUP % 10 == 3 && schools > 1 {
            orgs.push(school_id((school + 1) % schools));
        }
        orgs
    }

    /// A number for a person and a purpose. SplitMix64 (Steele, Lea, Flood 2014), so that it is the same everywhere and
    /// any person can be made without those before.
    fn chance(&self, person: u64, purpose: u64) -> u64 {
        let mut z =
            self.seed ^ person.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03);
        z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) >> 8
    }
}

fn kind(person: u64) -> Kind {
    match person % GROUP {
        0 => Kind::Staff,
        1 | 2 => Kind::Teacher,
        _ => Kind::Student,
    }
}

fn role(person: u64) -> Role {
    match kind(person) {
        Kind::Teacher => Role::Teacher,
        Kind::Student => Role::Student,
        Kind::Staff if person == 0 => Role::DistrictAdministrator,
        Kind::Staff => match person / GROUP % 4 {
            0 => Role::Principal,
            1 => Role::Counselor,
            2 => Role::Aide,
            _ => Role::SiteAdministrator,
        },
    }
}

/// Codes of CEDS, which OneRoster takes for grades.
fn grade(years: u64) -> &'static str {
    ["KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"][(years % 13) as usize]
}

fn school_id(school: u64) -> String {
    format!("school-{}", school + 1)
}

fn course_id(subject: u64, year: u64) -> String {
    format!("course-{}-{}", subject + 1, grade(year))
}

fn class_id(teacher: u64, n: u64) -> String {
    format!("class-{teacher}-{}", n + 1)
}

fn person_id(person: u64) -> String {
    format!("person-{person}")
}
