//! The tables of a set: one declaration per table is its struct, its columns in the order of the specification, what
//! older or careless systems call them, and how badly a row needs them.
//!
//! `must`: a row without it is refused. `should`: the specification demands it, real systems leave it empty; noted.
//! `may`: optional. Then the versions whose strict form has the column (all are read from any version).
//!
//! Source of the columns: the 1EdTech OneRoster CSV bindings 1.1 and 1.2.1.

use jiff::civil::Date;

use crate::cell::{self, List, Modified, Own, SchoolYear, Text, UserIds, Withheld, Written};
use crate::refusal::Problem;
use crate::rows::{Finding, RowReader};
use crate::words::{ClassType, EnrollmentRole, OrgType, Role, RoleType, SessionType, Sex, Status};
use crate::{FileKind, Remark, Version};

/// One column of a table.
#[derive(Debug)]
#[doc(hidden)]
pub struct Column {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub need: Need,
    pub since: Since,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[doc(hidden)]
pub enum Need {
    Must,
    Should,
    May,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[doc(hidden)]
pub enum Since {
    Both,
    /// Only in 1.1.
    Old,
    /// Only in 1.2.
    New,
}

impl Column {
    pub(crate) fn in_version(&self, version: Version) -> bool {
        match self.since {
            Since::Both => true,
            Since::Old => version < Version::V1_2,
            Since::New => version >= Version::V1_2,
        }
    }
}

/// A row of one of the tables. Implemented by [`Org`], [`User`] and the other records; not meant for others.
pub trait Record: Sized {
    /// The record while it lies in the reader's buffer.
    type Ref<'a>;
    /// The file it comes from.
    const FILE: FileKind;
    #[doc(hidden)]
    const COLUMNS: &'static [Column];
    #[doc(hidden)]
    fn read<'a>(row: &mut RowReader<'a, '_>) -> Result<Self::Ref<'a>, Finding>;
    #[doc(hidden)]
    fn keep(row: Self::Ref<'_>) -> Self;
}

/// A record that can be written, kept or borrowed.
pub trait Writable {
    #[doc(hidden)]
    const KIND: FileKind;
    #[doc(hidden)]
    fn columns() -> &'static [Column];
    #[doc(hidden)]
    fn cells(&self, each: &mut dyn FnMut(&Column, &dyn Written));
}

macro_rules! records {
    ($(
        $(#[$doc:meta])*
        $name:ident in $file:ident $(, also $also:path)? {
            $($(#[$fdoc:meta])* $field:ident: $ty:ty = $need:ident $since:ident $header:literal [$($alias:literal)*] $($check:path)?;)*
        }
    )*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name<S = String> {
            /// The id in the source. Identity is (source, kind, sourcedId).
            pub sourced_id: S,
            /// None where nothing is said, as in every bulk file.
            pub status: Option<Status>,
            pub date_last_modified: Modified,
            $($(#[$fdoc])* pub $field: $ty,)*
        }

        impl $name<&str> {
            /// The same, taken out of the reader's buffer.
            pub fn into_owned(self) -> $name<String> {
                $name {
                    sourced_id: self.sourced_id.own(),
                    status: self.status,
                    date_last_modified: self.date_last_modified,
                    $($field: Own::own(self.$field),)*
                }
            }
        }

        impl Record for $name<String> {
            type Ref<'a> = $name<&'a str>;
            const FILE: FileKind = FileKind::$file;
            const COLUMNS: &'static [Column] = &[
                Column {
                    name: "sourcedId",
                    aliases: sourced_id_aliases(FileKind::$file),
                    need: Need::Must,
                    since: Since::Both,
                },
                Column { name: "status", aliases: &[], need: Need::May, since: Since::Both },
                Column { name: "dateLastModified", aliases: &["dateModified"], need: Need::May, since: Since::Both },
                $(Column { name: $header, aliases: &[$($alias),*], need: need!($need), since: since!($since) },)*
            ];

            fn read<'a>(row: &mut RowReader<'a, '_>) -> Result<$name<&'a str>, Finding> {
                row.begin()?;
                let record = $name::<&'a str> {
                    sourced_id: row.cell(Some(cell::id))?,
                    status: row.cell(None)?,
                    date_last_modified: row.cell(None)?,
                    $($field: row.cell(check!($($check)?))?,)*
                };
                $(if !row.deleted() {
                    $also(&record, row)?;
                })?
                Ok(record)
            }

            fn keep(row: $name<&str>) -> Self {
                row.into_owned()
            }
        }

        impl<S: Text> Writable for $name<S> {
            const KIND: FileKind = FileKind::$file;

            fn columns() -> &'static [Column] {
                <$name<String> as Record>::COLUMNS
            }

            fn cells(&self, each: &mut dyn FnMut(&Column, &dyn Written)) {
                let mut columns = Self::columns().iter();
                let mut next = |cell: &dyn Written| {
                    if let Some(column) = columns.next() {
                        each(column, cell);
                    }
                };
                next(&self.sourced_id);
                next(&self.status);
                next(&self.date_last_modified);
                $(next(&self.$field);)*
            }
        }
    )*};
}

macro_rules! need {
    (must) => {
        Need::Must
    };
    (should) => {
        Need::Should
    };
    (may) => {
        Need::May
    };
}

macro_rules! since {
    (both) => {
        Since::Both
    };
    (old) => {
        Since::Old
    };
    (new) => {
        Since::New
    };
}

macro_rules! check {
    () => {
        None
    };
    ($check:path) => {
        Some($check)
    };
}

/// 1.0 called the id of a demographics row after the person it is about.
const fn sourced_id_aliases(file: FileKind) -> &'static [&'static str] {
    match file {
        FileKind::Demographics => &["userSourcedId", "userId"],
        _ => &["id"],
    }
}

records! {
    /// A school, a district, a department: any part of the tree of organizations.
    Org in Orgs {
        name: S = must both "name" [];
        org_type: OrgType<S> = must both "type" ["orgType"];
        /// Its number with the state or with NCES.
        identifier: S = may both "identifier" [];
        /// The organization it belongs to; empty at the top.
        parent_sourced_id: S = may both "parentSourcedId" ["parentId" "parentOrgSourcedId"] cell::id;
    }

    /// A school year and its terms, semesters and grading periods, as a tree.
    AcademicSession in AcademicSessions, also begins_before_it_ends {
        title: S = must both "title" [];
        session_type: SessionType<S> = must both "type" ["sessionType"];
        start_date: Option<Date> = must both "startDate" ["beginDate"];
        /// The first day after it, or its last: systems differ.
        end_date: Option<Date> = must both "endDate" [];
        parent_sourced_id: S = may both "parentSourcedId" ["parentId"] cell::id;
        school_year: Option<SchoolYear> = should both "schoolYear" [];
    }

    /// What is taught, apart from when and to whom.
    Course in Courses {
        /// An academic session of type schoolYear.
        school_year_sourced_id: S = may both "schoolYearSourcedId" ["schoolYearId"] cell::id;
        title: S = must both "title" [];
        course_code: S = may both "courseCode" [];
        grades: List<S> = may both "grades" ["grade"];
        org_sourced_id: S = should both "orgSourcedId" ["orgId" "schoolSourcedId"] cell::id;
        subjects: List<S> = may both "subjects" ["subject"];
        /// Paired with `subjects` by position.
        subject_codes: List<S> = may both "subjectCodes" ["subjectCode"];
    }

    /// A course taught to a group in certain terms: a section.
    Class in Classes {
        title: S = should both "title" [];
        grades: List<S> = may both "grades" ["grade"];
        course_sourced_id: S = should both "courseSourcedId" ["courseId"] cell::id;
        class_code: S = may both "classCode" [];
        class_type: ClassType<S> = should both "classType" ["type"];
        location: S = may both "location" [];
        school_sourced_id: S = must both "schoolSourcedId" ["schoolId" "orgSourcedId"] cell::id;
        term_sourced_ids: List<S> = should both "termSourcedIds" ["termSourcedId" "terms" "termIds"];
        subjects: List<S> = may both "subjects" ["subject"];
        subject_codes: List<S> = may both "subjectCodes" ["subjectCode"];
        periods: List<S> = may both "periods" ["period"];
    }

    /// A person. In 1.1 the role and the organizations stand here, in 1.2 in [`RoleAssignment`]s of their own;
    /// [`crate::Source::role_assignments`] gives one form for both.
    User in Users, also has_a_name {
        /// False for a person who may not use systems; none where nothing is said.
        enabled_user: Option<bool> = should both "enabledUser" ["enabled"];
        /// 1.1: the organizations, the first of them the person's main one.
        org_sourced_ids: List<S> = may old "orgSourcedIds" ["orgSourcedId" "orgs" "orgIds"];
        /// 1.1: one role, held at all of them.
        role: Role<S> = may old "role" [];
        username: S = should both "username" [];
        user_ids: UserIds<S> = may both "userIds" ["userId"];
        given_name: S = should both "givenName" ["firstName"];
        family_name: S = should both "familyName" ["lastName"];
        middle_name: S = may both "middleName" [];
        /// A number outside the source, such as the state's for staff or students.
        identifier: S = may both "identifier" [];
        /// An attribute, never an identity: unverified, shared or missing in real systems.
        email: S = may both "email" ["emailAddress"] cell::email;
        sms: S = may both "sms" [];
        phone: S = may both "phone" [];
        /// Parents, guardians and others who act for this person, or the students this person acts for.
        agent_sourced_ids: List<S> = may both "agentSourcedIds" ["agents" "agentSourcedId"];
        grades: List<S> = may both "grades" ["grade"];
        /// Never read.
        password: Withheld = may both "password" [];
        user_master_identifier: S = may new "userMasterIdentifier" [];
        preferred_given_name: S = may new "preferredGivenName" ["preferredFirstName"];
        preferred_middle_name: S = may new "preferredMiddleName" [];
        preferred_family_name: S = may new "preferredFamilyName" ["preferredLastName"];
        primary_org_sourced_id: S = may new "primaryOrgSourcedId" [] cell::id;
        pronouns: S = may new "pronouns" [];
    }

    /// What a person is at one organization. A row of roles.csv in 1.2; in 1.1 made out of a row of users.csv, without
    /// a sourcedId of its own.
    RoleAssignment in Roles {
        user_sourced_id: S = must both "userSourcedId" ["userId"] cell::id;
        role_type: Option<RoleType> = should both "roleType" [];
        role: Role<S> = must both "role" [];
        begin_date: Option<Date> = may both "beginDate" ["startDate"];
        end_date: Option<Date> = may both "endDate" [];
        org_sourced_id: S = must both "orgSourcedId" ["orgId"] cell::id;
        user_profile_sourced_id: S = may both "userProfileSourcedId" [] cell::id;
    }

    /// A person in a class.
    Enrollment in Enrollments, also may_end_before_it_begins {
        class_sourced_id: S = must both "classSourcedId" ["classId"] cell::id;
        school_sourced_id: S = should both "schoolSourcedId" ["schoolId" "orgSourcedId"] cell::id;
        user_sourced_id: S = must both "userSourcedId" ["userId"] cell::id;
        role: EnrollmentRole<S> = must both "role" [];
        /// The teacher in charge, where there are several.
        primary: Option<bool> = may both "primary" ["isPrimary"];
        begin_date: Option<Date> = may both "beginDate" ["startDate"];
        end_date: Option<Date> = may both "endDate" [];
    }

    /// What is kept about a person for reporting; `sourced_id` is the person's.
    Demographics in Demographics {
        birth_date: Option<Date> = may both "birthDate" ["birthdate"];
        sex: Sex<S> = may both "sex" ["gender"];
        american_indian_or_alaska_native: Option<bool> = may both "americanIndianOrAlaskaNative" [];
        asian: Option<bool> = may both "asian" [];
        black_or_african_american: Option<bool> = may both "blackOrAfricanAmerican" [];
        native_hawaiian_or_other_pacific_islander: Option<bool> =
            may both "nativeHawaiianOrOtherPacificIslander" [];
        white: Option<bool> = may both "white" [];
        two_or_more_races: Option<bool> =
            may both "demographicRaceTwoOrMoreRaces" ["twoOrMoreRaces"];
        hispanic_or_latino: Option<bool> =
            may both "hispanicOrLatinoEthnicity" ["hispanicOrLatino"];
        country_of_birth_code: S = may both "countryOfBirthCode" [];
        state_of_birth_abbreviation: S = may both "stateOfBirthAbbreviation" [];
        city_of_birth: S = may both "cityOfBirth" [];
        public_school_residence_status: S = may both "publicSchoolResidenceStatus" [];
    }
}

fn begins_before_it_ends(session: &AcademicSession<&str>, _: &mut RowReader<'_, '_>) -> Result<(), Finding> {
    match (session.start_date, session.end_date) {
        (Some(start), Some(end)) if end < start => {
            Err(Finding::new(Some("endDate"), Problem::EndsBeforeItBegins, &end.to_string()))
        }
        _ => Ok(()),
    }
}

fn may_end_before_it_begins(enrollment: &Enrollment<&str>, row: &mut RowReader<'_, '_>) -> Result<(), Finding> {
    if let (Some(begin), Some(end)) = (enrollment.begin_date, enrollment.end_date)
        && end < begin
    {
        row.note(Some("endDate"), Remark::EndsBeforeItBegins, "");
    }
    Ok(())
}

fn has_a_name(user: &User<&str>, _: &mut RowReader<'_, '_>) -> Result<(), Finding> {
    let names = [user.given_name, user.family_name, user.preferred_given_name, user.preferred_family_name];
    match names.iter().all(|name| name.is_empty()) {
        true => Err(Finding::new(Some("familyName"), Problem::NoName, "")),
        false => Ok(()),
    }
}

impl<S: AsRef<str>> User<S> {
    /// The assignments a 1.1 row stands for: its role at each of its organizations, the first of them primary. None
    /// where either is empty, as in 1.2.
    pub fn role_assignments(&self) -> impl Iterator<Item = RoleAssignment<&str>> {
        let role = crate::words::borrowed_role(&self.role);
        let orgs = self.org_sourced_ids.iter().take(if role.as_str().is_empty() { 0 } else { usize::MAX });
        orgs.enumerate().map(move |(index, org)| RoleAssignment {
            sourced_id: "",
            status: self.status,
            date_last_modified: self.date_last_modified,
            user_sourced_id: self.sourced_id.as_ref(),
            role_type: Some(if index == 0 { RoleType::Primary } else { RoleType::Secondary }),
            role,
            org_sourced_id: org,
            ..RoleAssignment::default()
        })
    }
}
