//! What no row can know of itself: ids that come twice, references to nothing, parents in a circle.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use crate::records::Record;
use crate::refusal::{Problem, Refusal};
use crate::source::{Processing, Source};
use crate::{AcademicSession, Class, Course, Demographics, Enrollment, FileKind, Org, RoleAssignment, Status, User};

/// Checks a set as [`check_each`] does and gives the first 10 000 problems.
pub fn check(source: &Source) -> Vec<Refusal> {
    let mut found = Vec::new();
    check_each(source, |refusal| {
        if found.len() < 10_000 {
            found.push(refusal);
        }
    });
    found
}

/// Reads a set through and hands over every row whose sourcedId came before in its file, that refers to something that
/// is not there, or that is its own ancestor, file by file. Rows that the tables themselves refuse are not told again;
/// their ids count as present, since such a row is kept as it was.
///
/// References are only judged against files that are there and complete: in a set of changes what a row names may have
/// come long before.
///
/// Memory: of each id 64 bits of a hash, 8 to 18 bytes a row, released with the file unless others refer to it; a million
/// people need at most 20 MB, and their enrollments 60 MB for a while. Two different ids fall together with a chance of 3 in 100 million among a
/// million.
pub fn check_each(source: &Source, mut told: impl FnMut(Refusal)) {
    let told = &mut told;
    let complete = |file: FileKind| source.processing(file) == Processing::Bulk;

    let orgs = ids::<Org>(source, complete(FileKind::Orgs), told);
    each::<Org>(source, told, |org, refs| refs.one("parentSourcedId", org.parent_sourced_id, &orgs));
    circles::<Org>(source, told);

    let sessions = ids::<AcademicSession>(source, complete(FileKind::AcademicSessions), told);
    each::<AcademicSession>(source, told, |session, refs| {
        refs.one("parentSourcedId", session.parent_sourced_id, &sessions);
    });
    circles::<AcademicSession>(source, told);

    let courses = ids::<Course>(source, complete(FileKind::Courses), told);
    each::<Course>(source, told, |course, refs| {
        refs.one("schoolYearSourcedId", course.school_year_sourced_id, &sessions);
        refs.one("orgSourcedId", course.org_sourced_id, &orgs);
    });

    let classes = ids::<Class>(source, complete(FileKind::Classes), told);
    each::<Class>(source, told, |class, refs| {
        refs.one("courseSourcedId", class.course_sourced_id, &courses);
        refs.one("schoolSourcedId", class.school_sourced_id, &orgs);
        for term in class.term_sourced_ids.iter() {
            refs.one("termSourcedIds", term, &sessions);
        }
    });
    drop((courses, sessions));

    let users = ids::<User>(source, complete(FileKind::Users), told);
    each::<User>(source, told, |user, refs| {
        for org in user.org_sourced_ids.iter() {
            refs.one("orgSourcedIds", org, &orgs);
        }
        for agent in user.agent_sourced_ids.iter() {
            refs.one("agentSourcedIds", agent, &users);
        }
        refs.one("primaryOrgSourcedId", user.primary_org_sourced_id, &orgs);
    });

    leaf::<RoleAssignment>(source, told, |role, refs| {
        refs.one("userSourcedId", role.user_sourced_id, &users);
        refs.one("orgSourcedId", role.org_sourced_id, &orgs);
    });

    leaf::<Enrollment>(source, told, |enrollment, refs| {
        refs.one("classSourcedId", enrollment.class_sourced_id, &classes);
        refs.one("schoolSourcedId", enrollment.school_sourced_id, &orgs);
        refs.one("userSourcedId", enrollment.user_sourced_id, &users);
    });

    leaf::<Demographics>(source, told, |person, refs| refs.one("sourcedId", person.sourced_id, &users));
}

/// The ids of a file, as hashes.
struct Ids {
    file: FileKind,
    /// False where a missing id says nothing.
    judged: bool,
    hashes: HashSet<u64, BuildHasherDefault<AsItIs>>,
}

/// References of one row.
struct Refs<'a> {
    file: FileKind,
    line: u64,
    id: &'a str,
    told: &'a mut dyn FnMut(Refusal),
}

impl Refs<'_> {
    fn one(&mut self, column: &'static str, id: &str, among: &Ids) {
        if among.judged && !id.is_empty() && !among.hashes.contains(&hash(id)) {
            let problem = Problem::NoSuch(among.file);
            (self.told)(Refusal::new(self.file, self.line, Some(column), problem, id).of(self.id));
        }
    }
}

/// Records of the tables, seen by what they all have.
trait Common {
    fn id(&self) -> &str;
    fn gone(&self) -> bool;
}

macro_rules! common {
    ($($name:ident)*) => {$(
        impl Common for $name<&str> {
            fn id(&self) -> &str {
                self.sourced_id
            }
            fn gone(&self) -> bool {
                self.status == Some(Status::ToBeDeleted)
            }
        }
    )*};
}
common! { Org AcademicSession Course Class User RoleAssignment Enrollment Demographics }

/// Records that form a tree.
trait Child {
    fn parent(&self) -> &str;
}

impl Child for Org<&str> {
    fn parent(&self) -> &str {
        self.parent_sourced_id
    }
}

impl Child for AcademicSession<&str> {
    fn parent(&self) -> &str {
        self.parent_sourced_id
    }
}

fn ids<R: Record>(source: &Source, judged: bool, told: &mut dyn FnMut(Refusal)) -> Ids
where
    for<'a> R::Ref<'a>: Common,
{
    let mut ids = Ids { file: R::FILE, judged, hashes: HashSet::default() };
    let mut rows = source.rows::<R>();
    while let Some(row) = rows.next_row() {
        match row {
            Ok(row) if !ids.hashes.insert(hash(row.record.id())) => {
                let id = row.record.id();
                told(Refusal::new(R::FILE, row.line, Some("sourcedId"), Problem::Duplicate, id).of(id));
            }
            Ok(_) => {}
            // What could not be read may name anything.
            Err(refusal) if refusal.ends_file() || refusal.sourced_id.is_empty() => ids.judged = false,
            Err(refusal) => {
                ids.hashes.insert(hash(&refusal.sourced_id));
            }
        }
    }
    ids
}

fn each<R: Record>(source: &Source, told: &mut dyn FnMut(Refusal), mut look: impl FnMut(&R::Ref<'_>, &mut Refs<'_>))
where
    for<'a> R::Ref<'a>: Common,
{
    let mut rows = source.rows::<R>();
    while let Some(row) = rows.next_row() {
        if let Ok(row) = row
            && !row.record.gone()
        {
            let mut refs = Refs { file: R::FILE, line: row.line, id: row.record.id(), told };
            look(&row.record, &mut refs);
        }
    }
}

/// A file that no other refers to: its rows' references, and its duplicates with a sorted list of hashes instead of a
/// set, for enrollments are many.
fn leaf<R: Record>(source: &Source, told: &mut dyn FnMut(Refusal), mut look: impl FnMut(&R::Ref<'_>, &mut Refs<'_>))
where
    for<'a> R::Ref<'a>: Common,
{
    let mut hashes = Vec::new();
    each::<R>(source, told, |record, refs| {
        hashes.push(hash(record.id()));
        look(record, refs);
    });
    hashes.sort_unstable();
    let twice: HashSet<u64> = hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    drop(hashes);
    if twice.is_empty() {
        return;
    }
    let mut seen = HashSet::new();
    each::<R>(source, told, |record, refs| {
        let hash = hash(record.id());
        if twice.contains(&hash) && !seen.insert(hash) {
            let refusal = Refusal::new(R::FILE, refs.line, Some("sourcedId"), Problem::Duplicate, record.id());
            (refs.told)(refusal.of(record.id()));
        }
    });
}

/// Rows that lie on a circle of parents. Trees of organizations and sessions are small; they are held whole.
fn circles<R: Record>(source: &Source, told: &mut dyn FnMut(Refusal))
where
    for<'a> R::Ref<'a>: Common + Child,
{
    let mut parents: HashMap<u64, u64> = HashMap::new();
    let mut rows = source.rows::<R>();
    while let Some(row) = rows.next_row() {
        if let Ok(row) = row {
            let (id, parent) = (row.record.id(), row.record.parent());
            if !parent.is_empty() {
                parents.entry(hash(id)).or_insert_with(|| hash(parent));
            }
        }
    }
    // Each walk marks what it passed with its own number; meeting one's own mark is a circle.
    let mut passed: HashMap<u64, usize> = HashMap::new();
    let mut circle: HashSet<u64> = HashSet::new();
    for (walk, start) in parents.keys().enumerate() {
        let mut at = *start;
        while let Some(parent) = parents.get(&at) {
            match passed.get(&at) {
                None => {
                    passed.insert(at, walk);
                    at = *parent;
                }
                Some(other) => {
                    if *other == walk {
                        while circle.insert(at) {
                            at = parents.get(&at).copied().unwrap_or(at);
                        }
                    }
                    break;
                }
            }
        }
    }
    if circle.is_empty() {
        return;
    }
    each::<R>(source, told, |record, refs| {
        let (id, parent) = (record.id(), record.parent());
        if !parent.is_empty() && circle.contains(&hash(id)) {
            let refusal = Refusal::new(R::FILE, refs.line, Some("parentSourcedId"), Problem::Circle, id);
            (refs.told)(refusal.of(id));
        }
    });
}

fn hash(id: &str) -> u64 {
    // The same in every run: keys of zero.
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// A hash is a hash already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
