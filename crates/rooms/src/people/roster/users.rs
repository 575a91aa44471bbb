//! People and students, and what staff are where.

use std::collections::{HashMap, HashSet};

use oneroster::{FileKind, Processing, Role, User};
use store::{Error, Kind, OrgId, Time, Val, args};
use uuid::Uuid;

use super::{Progress, Run, hash, is_gone, queries};

/// What a role makes of a user.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Student,
    /// Staff, in the name our roles are stored under.
    Staff(&'static str),
    /// Staff, but this role is given by hand only: a file from elsewhere must not make somebody the master of the system.
    ByHand,
    /// Parents, guardians and relatives are not taken.
    Family,
    /// A word nobody knows: the row is refused, for a misspelt word must not make half a school disappear.
    Unknown,
}

/// What a role at an organization of this kind is. OneRoster has no coach and no assistant principal; systems write them as
/// `ext:` words, or as Microsoft's School Data Sync lists them.
pub(super) fn what(role: &Role<&str>, org_kind: &str) -> What {
    let above_schools = !matches!(org_kind, "school" | "department" | "");
    match role {
        Role::Student => What::Student,
        Role::Teacher => What::Staff("teacher"),
        Role::Aide => What::Staff("aide"),
        Role::Counselor => What::Staff("counselor"),
        Role::Principal => What::Staff("principal"),
        Role::SiteAdministrator => What::Staff("siteAdministrator"),
        Role::DistrictAdministrator => What::Staff("districtAdministrator"),
        Role::Administrator if above_schools => What::Staff("districtAdministrator"),
        Role::Administrator => What::Staff("siteAdministrator"),
        Role::Proctor => What::Staff("other"),
        Role::SystemAdministrator => What::ByHand,
        Role::Guardian | Role::Parent | Role::Relative => What::Family,
        Role::Other(word) => {
            let ours = word.strip_prefix("ext:");
            let plain: String =
                ours.unwrap_or(word).chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
            match plain.as_str() {
                "coach" | "instructionalcoach" | "literacycoach" | "mathcoach" | "mathematicscoach" => {
                    What::Staff("coach")
                }
                "assistantprincipal" | "viceprincipal" | "deputyprincipal" => What::Staff("siteAdministrator"),
                "paraprofessional" => What::Staff("aide"),
                "substitute" | "substituteteacher" => What::Staff("teacher"),
                "staff" | "faculty" | "librarian" | "nurse" | "specialist" | "adjunct" => What::Staff("other"),
                "systemadministrator" => What::ByHand,
                "" => What::Unknown,
                _ if ours.is_some() => What::Staff("other"),
                _ => What::Unknown,
            }
        }
    }
}

/// What roles.csv of 1.2 says of everybody, sorted by user: found by two hashes of their sourcedId, so that a million roles
/// take 32 MB.
#[derive(Default)]
struct Said {
    list: Vec<((u64, u64), u8, bool, u32)>,
    orgs: Vec<Uuid>,
}

const STUDENT: u8 = 0;
const STAFF: u8 = 1;
const FAMILY: u8 = 2;
const NOWHERE: u32 = u32::MAX;

/// What a user is, by all their roles.
#[derive(Clone, Copy, Default)]
struct Is {
    person: bool,
    student: bool,
    family: bool,
    school: Option<Uuid>,
}

impl Said {
    fn of(&self, user: &str) -> Is {
        let hashes = twice_hashed(user);
        let from = self.list.partition_point(|(of, ..)| *of < hashes);
        let mut is = Is::default();
        for (_, what, _, org) in self.list[from..].iter().take_while(|(of, ..)| *of == hashes) {
            match *what {
                STUDENT => {
                    is.student = true;
                    is.school = is.school.or(self.orgs.get(*org as usize).copied());
                }
                STAFF => is.person = true,
                _ => is.family = true,
            }
        }
        is
    }
}

fn twice_hashed(id: &str) -> (u64, u64) {
    (hash(&["a", id]), hash(&["b", id]))
}

/// A refusal of ours: line, column, sourcedId, message.
type Wrong = (i64, &'static str, String, String);

impl Run<'_, '_> {
    /// Reads users.csv and roles.csv and writes what differs.
    pub(super) fn users(&mut self) -> Result<(), Error> {
        self.report.of("users");
        self.report.of("roles");
        let from_roles = self.set.role_assignments().from_roles();
        let said = if from_roles { self.what_roles_say() } else { Said::default() };
        let emails_twice = self.stage_users(&said, from_roles)?;
        drop(said);
        self.emails(emails_twice)?;
        self.people()?;
        self.students()?;
        self.stage_roles(from_roles)?;
        self.roles(from_roles)
    }

    fn what_roles_say(&self) -> Said {
        let mut numbers: HashMap<Uuid, u32> = HashMap::new();
        let mut said = Said::default();
        let mut rows = self.set.roles();
        while let Some(row) = rows.next_row() {
            let Ok(row) = row else { continue };
            if is_gone(row.record.status) {
                continue;
            }
            let org = self.orgs.get(row.record.org_sourced_id);
            let what = match what(&row.record.role, org.map_or("", |(_, kind)| kind.as_str())) {
                What::Student => STUDENT,
                What::Staff(_) | What::ByHand => STAFF,
                What::Family => FAMILY,
                What::Unknown => continue,
            };
            let number = org.map_or(NOWHERE, |(id, _)| {
                *numbers.entry(id.0).or_insert_with(|| {
                    said.orgs.push(id.0);
                    u32::try_from(said.orgs.len() - 1).unwrap_or(NOWHERE)
                })
            });
            // Sorted so that a student's primary school comes first.
            let secondary = row.record.role_type == Some(oneroster::RoleType::Secondary);
            said.list.push((twice_hashed(row.record.user_sourced_id), what, secondary, number));
        }
        said.list.sort_unstable();
        said
    }

    /// Stages users.csv. Gives the addresses that several people of the file have.
    fn stage_users(&mut self, said: &Said, from_roles: bool) -> Result<Vec<String>, Error> {
        let changes_only = self.set.processing(FileKind::Users) == Processing::Delta;
        let (mut refused, mut wrong, mut gone) = (Vec::new(), Vec::<Wrong>::new(), Vec::new());
        let (mut hashes, mut addresses, mut twice) = (Vec::new(), HashSet::new(), HashSet::new());
        let (mut families, mut read) = (0_u64, 0_u64);
        let Run { tx, set, orgs, series, progress, .. } = self;
        let mut rows = set.users();
        let staged = &mut std::iter::from_fn(|| {
            loop {
                let (line, user) = match rows.next_row()? {
                    Ok(row) => (i64::try_from(row.line).unwrap_or(0), row.record),
                    Err(refusal) => {
                        refused.push(refusal);
                        continue;
                    }
                };
                read += 1;
                if read.is_multiple_of(10_000) {
                    progress(Progress { step: "users", rows: read });
                }
                if is_gone(user.status) {
                    gone.push(user.sourced_id.to_owned());
                    continue;
                }
                let is = match from_roles {
                    true => said.of(user.sourced_id),
                    false => match what_the_row_says(orgs, &user) {
                        Ok(is) => is,
                        Err((column, message)) => {
                            wrong.push((line, column, user.sourced_id.to_owned(), message));
                            continue;
                        }
                    },
                };
                if is.family && !is.person && !is.student {
                    families += 1;
                    continue;
                }
                let unsure = !is.person && !is.student;
                if unsure && !changes_only {
                    let message = "has no role, so it can't be told whether this is staff or a student".to_owned();
                    wrong.push((line, "role", user.sourced_id.to_owned(), message));
                    continue;
                }
                hashes.push(hash(&[user.sourced_id]));
                let email = Some(user.email.to_lowercase()).filter(|e| !e.is_empty() && (is.person || unsure));
                if let Some(email) = &email
                    && !addresses.insert(hash(&[email]))
                {
                    twice.insert(email.clone());
                }
                return Some(Ok(row_of(line, series.id(), &user, is, unsure, email)));
            }
        });
        tx.load("staged_user", USER_COLUMNS, staged)?;
        self.report.notes.extend(rows.notes().iter().map(ToString::to_string));
        self.told("users", read);
        if families > 0 {
            self.report.notes.push(format!("users.csv: {families} parents, guardians and relatives were not taken"));
        }
        self.refuse_all(FileKind::Users, "users", wrong)?;
        self.keep(refused)?;
        self.gone(FileKind::Users, gone)?;
        self.refuse_twice(FileKind::Users, hashes, &queries::USER_TWICE)?;
        self.tx.grown("staged_user")?;
        self.settle_unsure()?;
        Ok(twice.into_iter().collect())
    }

    /// In a set of changes, what a user without a role in it is was said before.
    fn settle_unsure(&mut self) -> Result<(), Error> {
        if self.set.processing(FileKind::Users) != Processing::Delta {
            return Ok(());
        }
        self.tx.exec(queries::SURE_PERSON, args![self.district, &self.source])?;
        self.tx.exec(queries::SURE_STUDENT, args![self.district, &self.source])?;
        let unsure: Vec<(i64, String)> = self.tx.rows(queries::UNSURE, &[], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let message = "has no role, so it can't be told whether this is staff or a student";
        let wrong = unsure.into_iter().map(|(line, id)| (line, "role", id, message.to_owned())).collect();
        self.refuse_all(FileKind::Users, "users", wrong)?;
        self.tx.exec(queries::UNSURE_DROP, &[]).map(drop)
    }

    pub(super) fn refuse_all(&mut self, file: FileKind, kind: &'static str, wrong: Vec<Wrong>) -> Result<(), Error> {
        let mut kept = Vec::new();
        for (line, column, sourced_id, message) in wrong {
            self.report.refuse_as(kind, file, line, column, &message);
            // What is kept is named by the kind of thing, which for a role of 1.1 isn't the file.
            kept.push((kind, sourced_id));
        }
        self.kept(kept)
    }

    /// An address belongs to one person. Whoever has it keeps it; nobody is merged, nobody takes over an account.
    fn emails(&mut self, twice: Vec<String>) -> Result<(), Error> {
        if !twice.is_empty() {
            self.tx.exec(queries::INDEX_EMAIL, &[])?;
        }
        for email in twice {
            let holder: Option<String> =
                self.tx.one(queries::EMAIL_HOLDER, args![self.district, &self.source, &email], |r| r.get(0))?;
            let mut rows: Vec<(i64, String)> =
                self.tx.rows(queries::EMAIL_TWICE, args![&email], |r| Ok((r.get(0)?, r.get(1)?)))?;
            let keeps = rows.iter().position(|(_, id)| Some(id) == holder.as_ref()).unwrap_or(0);
            if rows.len() < 2 {
                continue;
            }
            let (_, keeper) = rows.remove(keeps);
            self.tx.exec(queries::EMAIL_DROP, args![&email, &keeper])?;
            for (line, _) in rows {
                self.report
                    .notes
                    .push(format!("users.csv:{line}:email: “{email}” is also another user's; taken without it"));
            }
        }
        let taken: Vec<(i64, String, String, bool, String)> =
            self.tx.rows(queries::EMAIL_TAKEN, args![self.district, &self.source], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
            })?;
        if !taken.is_empty() {
            self.tx.exec(queries::INDEX_USER, &[])?;
            self.user_indexed = true;
        }
        for (line, id, email, ours, holder) in taken {
            // Somebody of this roster who gets another address in this very run gives this one up.
            if ours && self.tx.count(queries::EMAIL_GIVEN_UP, args![holder, &email])? > 0 {
                continue;
            }
            self.tx.exec(queries::EMAIL_REFUSE, args![id])?;
            self.report
                .notes
                .push(format!("users.csv:{line}:email: “{email}” is somebody else's here; taken without it"));
        }
        Ok(())
    }

    fn people(&mut self) -> Result<(), Error> {
        let (place, timed) = (self.place(), self.timed());
        let staged = self.tx.count(queries::STAGED_PEOPLE, &[])? as u64;
        let active = self.tx.count(queries::PEOPLE_ACTIVE, &place)? as u64;
        let [same, changed, still, disabled] = self.numbers(queries::PEOPLE_SAME, &place)?;
        if changed > 0 {
            self.tx.exec(queries::EMAIL_CLEAR, &timed)?;
            self.tx.exec(queries::PEOPLE_CHANGE, &timed)?;
        }
        let new = if staged > same { self.tx.exec(queries::PEOPLE_ADD, &timed)? } else { 0 };
        self.grew("person", new)?;
        let mut left = self.tx.exec(queries::PEOPLE_GONE, &timed)?;
        if active > still && self.says_who_left(FileKind::Users) {
            self.index_users()?;
            left += self.tx.exec(queries::PEOPLE_LEAVE, &timed)?;
        }
        self.add("users", new, changed, same - changed, left);
        self.before.insert("staff", (active, left + disabled));
        Ok(())
    }

    fn students(&mut self) -> Result<(), Error> {
        let (place, timed) = (self.place(), self.timed());
        let staged = self.tx.count(queries::STAGED_STUDENTS, &[])? as u64;
        let both = self.tx.count(queries::STAGED_BOTH, &[])? as u64;
        let active = self.tx.count(queries::STUDENTS_ACTIVE, &place)? as u64;
        let [same, changed, still, same_both, changed_any] = self.numbers(queries::STUDENTS_SAME, &place)?;
        if changed_any > 0 {
            self.tx.exec(queries::STUDENTS_CHANGE, &timed)?;
        }
        let new = if staged > same { self.tx.exec(queries::STUDENTS_ADD, &timed)? } else { 0 };
        self.grew("student", new)?;
        let mut left = self.tx.exec(queries::STUDENTS_GONE, &timed)?;
        if active > still && self.says_who_left(FileKind::Users) {
            self.index_users()?;
            left += self.tx.exec(queries::STUDENTS_LEAVE, &timed)?;
        }
        // Who is staff and a student is one user, and counted as staff.
        self.add("users", new - (both - same_both), changed, same - same_both - changed, left);
        self.before.insert("students", (active, left));
        let (staff, staff_leaving) = self.before.get("staff").copied().unwrap_or_default();
        self.before.insert("users", (staff + active, staff_leaving + left));
        Ok(())
    }

    fn index_users(&mut self) -> Result<(), Error> {
        if !self.user_indexed {
            self.tx.exec(queries::INDEX_USER, &[])?;
            self.user_indexed = true;
        }
        Ok(())
    }

    /// Stages what staff are where.
    fn stage_roles(&mut self, from_roles: bool) -> Result<(), Error> {
        let file = if from_roles { FileKind::Roles } else { FileKind::Users };
        let (mut refused, mut wrong, mut gone) = (Vec::new(), Vec::<Wrong>::new(), Vec::new());
        let (mut ids, mut keys) = (Vec::new(), HashSet::new());
        let (mut read, mut again) = (0_u64, 0_u64);
        let (zone, now) = (self.zone.clone(), self.now);
        let Run { tx, set, orgs, series, progress, .. } = self;
        let mut rows = set.role_assignments();
        let staged = &mut std::iter::from_fn(|| {
            loop {
                let (line, row) = match rows.next()? {
                    Ok(row) => (i64::try_from(row.line).unwrap_or(0), row.record),
                    Err(refusal) if from_roles => {
                        refused.push(refusal);
                        continue;
                    }
                    Err(_) => continue,
                };
                read += 1;
                if read.is_multiple_of(10_000) {
                    progress(Progress { step: "roles", rows: read });
                }
                if is_gone(row.status) {
                    gone.push(row.sourced_id);
                    continue;
                }
                let sourced_id = if from_roles { &row.sourced_id } else { &row.user_sourced_id };
                let role = match &row.role {
                    Role::Other(word) => Role::Other(word.as_str()),
                    known => known_role(known),
                };
                let org = orgs.get(&row.org_sourced_id);
                let (column, message) = match (what(&role, org.map_or("", |(_, kind)| kind.as_str())), org) {
                    (What::Student | What::Family, _) => continue,
                    // In 1.1 the whole user was refused for it already.
                    (What::Unknown, _) if !from_roles => continue,
                    (What::Unknown, _) => ("role", format!("“{}” is not a role OneRoster knows", role.as_str())),
                    (What::ByHand, _) => {
                        ("role", "“systemAdministrator” is given by hand only; a roster can't give it".to_owned())
                    }
                    (_, None) => {
                        let column = if from_roles { "orgSourcedId" } else { "orgSourcedIds" };
                        (column, format!("“{}” is not in orgs.csv", row.org_sourced_id))
                    }
                    (What::Staff(role), Some((org, _))) => {
                        if from_roles {
                            ids.push(hash(&[sourced_id]));
                        }
                        if !keys.insert(hash(&[&row.user_sourced_id, &org.to_string(), role])) {
                            again += 1;
                            continue;
                        }
                        let midnight = |date: jiff::civil::Date| {
                            zone.to_ambiguous_zoned(date.at(0, 0, 0, 0))
                                .compatible()
                                .map_or(now, |z| z.timestamp().into())
                        };
                        // The last day counts whole; the first is now for whoever comes without one.
                        let until = row.end_date.and_then(|d| d.tomorrow().ok()).map_or(Time::NEVER, midnight);
                        let since = row.begin_date.map_or(now, midnight);
                        return Some(Ok(vec![
                            Val::Int(line),
                            Val::Id(series.id()),
                            Val::from(sourced_id),
                            Val::Text(row.user_sourced_id),
                            Val::from(*org),
                            Val::Str(role),
                            Val::from(since),
                            Val::from(until),
                        ]));
                    }
                };
                wrong.push((line, column, sourced_id.clone(), message));
            }
        });
        tx.load("staged_role", ROLE_COLUMNS, staged)?;
        self.report.notes.extend(rows.notes().iter().map(ToString::to_string));
        self.told("roles", read);
        self.report.of("roles").unchanged += again;
        self.refuse_all(file, "roles", wrong)?;
        self.keep(refused)?;
        self.gone(FileKind::Roles, gone)?;
        if from_roles {
            self.refuse_twice(FileKind::Roles, ids, &queries::ROLE_TWICE)?;
        } else {
            // A refused row of users.csv gives nobody anything.
            self.tx.exec(queries::ROLES_OF_KEPT, &[])?;
        }
        self.tx.grown("staged_role")
    }

    fn roles(&mut self, from_roles: bool) -> Result<(), Error> {
        let (place, timed) = (self.place(), self.timed());
        let file = if from_roles { FileKind::Roles } else { FileKind::Users };
        let lost: Vec<(i64, String, String)> =
            self.tx.rows(queries::ROLES_LOST, &place, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        // In 1.1 the user's row was refused for something else; their roles are kept with them.
        if from_roles {
            let message = |user: &str| format!("“{user}” is not among the users that were taken");
            let lost = lost.into_iter().map(|(line, id, user)| (line, "userSourcedId", id, message(&user))).collect();
            self.refuse_all(file, "roles", lost)?;
        }
        let active = self.tx.count(queries::ROLES_ACTIVE, &timed)? as u64;
        let [same, changed, still] = self.numbers(queries::ROLES_SAME, &timed)?;
        let found = self.tx.count(queries::ROLES_RESOLVED, &place)? as u64;
        if found > same || changed > 0 {
            self.tx.exec(queries::ROLES_MOVED, &place)?;
        }
        let all = self.says_who_left(file);
        // A 1.1 set of changes says all the roles of each user in it.
        let leaves = active > still && (all || !from_roles);
        if changed > 0 || leaves {
            self.tx.exec(queries::INDEX_ROLE, &[])?;
        }
        if changed > 0 {
            self.tx.exec(queries::ROLES_CHANGE, &place)?;
        }
        let new = if found > same { self.tx.exec(queries::ROLES_ADD, &place)? } else { 0 };
        self.grew("role", new)?;
        self.tx.exec(queries::ROLES_GONE_MOVED, &timed)?;
        let mut left = self.tx.exec(queries::ROLES_GONE, &timed)?;
        if leaves {
            self.index_users()?;
            let scoped = args![self.district, &self.source, self.now, all];
            self.tx.exec(queries::ROLES_LEAVE_MOVED, scoped)?;
            left += self.tx.exec(queries::ROLES_LEAVE, scoped)?;
        }
        self.add("roles", new, changed, same - changed, left);
        self.before.insert("roles", (active, left));
        Ok(())
    }
}

/// The same role, its word borrowed.
fn known_role(role: &Role) -> Role<&str> {
    match role {
        Role::Administrator => Role::Administrator,
        Role::Aide => Role::Aide,
        Role::Counselor => Role::Counselor,
        Role::DistrictAdministrator => Role::DistrictAdministrator,
        Role::Guardian => Role::Guardian,
        Role::Parent => Role::Parent,
        Role::Principal => Role::Principal,
        Role::Proctor => Role::Proctor,
        Role::Relative => Role::Relative,
        Role::SiteAdministrator => Role::SiteAdministrator,
        Role::Student => Role::Student,
        Role::SystemAdministrator => Role::SystemAdministrator,
        Role::Teacher => Role::Teacher,
        Role::Other(word) => Role::Other(word),
    }
}

/// What a 1.1 row makes of its user; or why it can't be taken.
fn what_the_row_says(orgs: &HashMap<String, (OrgId, String)>, user: &User<&str>) -> Result<Is, (&'static str, String)> {
    let mut is = Is::default();
    let named: Vec<_> = user.org_sourced_ids.iter().collect();
    let known: Vec<_> = named.iter().filter_map(|o| orgs.get(*o)).collect();
    match what(&user.role, known.first().map_or("", |(_, kind)| kind.as_str())) {
        What::Student => {
            is.student = true;
            is.school = known.iter().find(|(_, kind)| kind == "school").or(known.first()).map(|(id, _)| id.0);
            if let (Some(first), true) = (named.first(), known.is_empty()) {
                return Err(("orgSourcedIds", format!("“{first}” is not in orgs.csv")));
            }
        }
        What::Staff(_) | What::ByHand => is.person = true,
        What::Family => is.family = true,
        What::Unknown if user.role.as_str().is_empty() => {}
        What::Unknown => {
            return Err(("role", format!("“{}” is not a role OneRoster knows", user.role.as_str())));
        }
    }
    Ok(is)
}

const USER_COLUMNS: &[(&str, Kind)] = &[
    ("line", Kind::Int),
    ("id", Kind::Id),
    ("sourced_id", Kind::Text),
    ("is_person", Kind::Bool),
    ("is_student", Kind::Bool),
    ("unsure", Kind::Bool),
    ("given", Kind::Text),
    ("family", Kind::Text),
    ("name", Kind::Text),
    ("sort", Kind::Text),
    ("email", Kind::Text),
    ("school", Kind::Id),
    ("grades", Kind::Text),
    ("enabled", Kind::Bool),
];

const ROLE_COLUMNS: &[(&str, Kind)] = &[
    ("line", Kind::Int),
    ("id", Kind::Id),
    ("sourced_id", Kind::Text),
    ("user_sid", Kind::Text),
    ("org", Kind::Id),
    ("role", Kind::Text),
    ("since", Kind::Int),
    ("until", Kind::Int),
];

/// The staged row of a user, in the order of [`USER_COLUMNS`]. Of students only what the student needs is staged.
fn row_of(line: i64, id: Uuid, user: &User<&str>, is: Is, unsure: bool, email: Option<String>) -> Vec<Val> {
    let or =
        |preferred: &'_ str, other: &'_ str| if preferred.is_empty() { other.to_owned() } else { preferred.to_owned() };
    // As they are called.
    let given = or(user.preferred_given_name, user.given_name);
    let family = or(user.preferred_family_name, user.family_name);
    let (name, sort) = match is.person || unsure {
        true => (format!("{given} {family}").trim().to_owned(), format!("{family}, {given}").to_lowercase()),
        false => (String::new(), String::new()),
    };
    vec![
        Val::Int(line),
        Val::Id(id),
        Val::from(user.sourced_id),
        Val::Bool(is.person),
        Val::Bool(is.student),
        Val::Bool(unsure),
        Val::Text(given),
        Val::Text(family),
        Val::Text(name),
        Val::Text(sort),
        Val::from(email),
        Val::from(is.school),
        Val::Text(user.grades.iter().collect::<Vec<_>>().join(",")),
        Val::Bool(user.enabled_user.unwrap_or(true)),
    ]
}
