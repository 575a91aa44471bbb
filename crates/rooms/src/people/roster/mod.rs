//! The roster: brings who is where from a district's student information system into ours.
//!
//! One transaction, all or nothing. Rows are staged in temporary tables, compared in sets, and only what differs is written, so
//! that a second run of the same input changes nothing. Identity is (district, source, kind, sourcedId), never an email address.
//! Who is missing from a complete file becomes inactive and is active again when they come back; what they wrote stays. A row
//! that is refused is kept as it was. When more than a set share of a kind would leave, nothing is written.
//!
//! What counts in the report: `users` are staff (people here) and students (who are not people here); guardians and parents
//! are not taken. `roles` are what staff are at organizations; a student's role is their school and is part of the user.
//! `enrollments` are teachers and students in classes; other parts in a class are not taken. The district's own row in orgs.csv
//! is our district: it keeps the name it has here.

mod orgs;
mod queries;
mod report;
mod seats;
#[cfg(test)]
mod tests;
mod users;

use std::collections::{HashMap, HashSet};

use oneroster::{FileKind, Processing, Refusal, Source};
use store::{Db, DistrictId, Error, Kind, OrgId, PersonId, Series, Time, Tx, Val, args, audience};

pub use report::{Brake, Counts, Refused, RosterReport};

/// How a roster is brought in.
#[derive(Clone, Debug)]
pub struct RosterOptions {
    /// Work out everything and write nothing.
    pub dry_run: bool,
    /// The brake: more than this share of a kind leaving, in percent, stops the run.
    pub max_removals_percent: f64,
    /// Somebody has looked and says that so many do leave.
    pub confirm: bool,
    /// Who does it; none for the command line.
    pub by: Option<PersonId>,
    /// The row of `import_run` that becomes applied with it; none makes a new one.
    pub run: Option<uuid::Uuid>,
}

impl Default for RosterOptions {
    fn default() -> RosterOptions {
        RosterOptions { dry_run: false, max_removals_percent: 10.0, confirm: false, by: None, run: None }
    }
}

/// Where a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// `orgs`, `users`, `roles`, `classes`, `enrollments`, or `access` at the end.
    pub step: &'static str,
    /// Rows read in this step.
    pub rows: u64,
}

/// Why a roster was not brought in. Nothing was changed.
#[derive(Debug)]
pub enum RosterError {
    /// More would leave than the brake lets through; the report says what the run would have done.
    Stopped(Box<RosterReport>),
    /// There are several districts, and none was named.
    WhichDistrict,
    Db(Error),
}

impl std::fmt::Display for RosterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RosterError::Stopped(report) => match &report.brake {
                Some(brake) => brake.fmt(f),
                None => f.write_str("stopped"),
            },
            RosterError::WhichDistrict => {
                f.write_str("there are several districts here; say which one the roster is of")
            }
            RosterError::Db(e) => e.fmt(f),
        }
    }
}

impl std::error::Error for RosterError {}

/// How a transaction ended that writes nothing.
enum Back {
    Report(Box<RosterReport>),
    WhichDistrict,
    Broken(Error),
}

impl From<Error> for Back {
    fn from(e: Error) -> Back {
        Back::Broken(e)
    }
}

/// Brings a OneRoster set into a district. `source_name` says which system it comes from and is part of every identity; use the
/// same one every time. Without a district it is the only one here; on an empty database it is made, with the name it has in the
/// set. A dry run gives the report of what would happen. Blocks; call it from a thread that may wait.
///
/// # Errors
/// [`RosterError::Stopped`] when the brake holds; [`RosterError::Db`] when the database fails or isn't ours. Nothing is changed then.
pub fn import_roster(
    db: &Db,
    district: impl Into<Option<DistrictId>>,
    source_name: &str,
    set: Source,
    options: RosterOptions,
    mut progress: impl FnMut(Progress) + Send + 'static,
) -> Result<RosterReport, RosterError> {
    let source = source_name.to_owned();
    let series = db.chance().series(db.now());
    let dry = options.dry_run;
    let asked = match district.into() {
        None => db.read_now(orgs::only_district).map_err(RosterError::Db)?,
        some => some,
    };
    // Nobody looks at a page that could say so.
    let alone = options.run.is_none();
    let outcome = db.write_now(move |tx| {
        let (district, made) = match asked {
            Some(district) => (district, false),
            None => orgs::the_district(tx, &set)?,
        };
        let mut run = Run::begin(tx, &set, district, source, series, &mut progress)?;
        run.made = made;
        run.all()?;
        let mut report = std::mem::take(&mut run.report);
        report.brake = report.hold(&run.before, options.max_removals_percent);
        if options.dry_run || (report.brake.is_some() && !options.confirm) {
            return Err(Back::Report(Box::new(report)));
        }
        report.brake = None;
        report.applied = true;
        report::record(tx, district, &options, &report)?;
        Ok(report)
    });
    match outcome {
        Ok(report) => Ok(report),
        Err(Back::Report(report)) if dry => Ok(*report),
        Err(Back::Report(report)) => {
            if let (Some(district), true) = (asked, alone) {
                report::alert(db, district, &report).map_err(RosterError::Db)?;
            }
            Err(RosterError::Stopped(report))
        }
        Err(Back::WhichDistrict) => Err(RosterError::WhichDistrict),
        Err(Back::Broken(e)) => Err(RosterError::Db(e)),
    }
}

/// One run inside its transaction.
struct Run<'r, 't> {
    tx: &'r mut Tx<'t>,
    set: &'r Source,
    district: DistrictId,
    source: String,
    now: Time,
    zone: jiff::tz::TimeZone,
    series: Series,
    progress: &'r mut (dyn FnMut(Progress) + Send),
    report: RosterReport,
    /// For the brake: how many of each kind were there and active before, and how many of them leave.
    before: HashMap<&'static str, (u64, u64)>,
    /// Files of which something could not be read: nobody is missing from them.
    broken: HashSet<FileKind>,
    /// Organizations by their sourcedId: ours, and what kind they are.
    orgs: HashMap<String, (OrgId, String)>,
    /// Whether the staged users have their index yet.
    user_indexed: bool,
    seats_indexed: bool,
    /// Whether the district was made for this run.
    made: bool,
    /// Rows of orgs.csv that were refused: what they are about stays as it is.
    kept_orgs: Vec<String>,
    /// Whether the tree of organizations has changed: then who leads whom has.
    tree_changed: bool,
}

impl<'r, 't> Run<'r, 't> {
    fn begin(
        tx: &'r mut Tx<'t>,
        set: &'r Source,
        district: DistrictId,
        source: String,
        series: Series,
        progress: &'r mut (dyn FnMut(Progress) + Send),
    ) -> Result<Run<'r, 't>, Error> {
        tx.long()?;
        let zone: Option<String> = tx.one(queries::ZONE, args![district], |r| r.get(0))?;
        let zone = zone.ok_or_else(|| Error::Ours("there is no such district".into()))?;
        let now = tx.now();
        for sql in queries::TABLES {
            tx.exec(*sql, &[])?;
        }
        audience::begin_moves(tx)?;
        let report =
            RosterReport { notes: set.notes().iter().map(ToString::to_string).collect(), ..Default::default() };
        Ok(Run {
            tx,
            set,
            district,
            source,
            now,
            zone: jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC),
            series,
            progress,
            report,
            before: HashMap::new(),
            broken: HashSet::new(),
            orgs: HashMap::new(),
            user_indexed: false,
            seats_indexed: false,
            made: false,
            kept_orgs: Vec::new(),
            tree_changed: false,
        })
    }

    fn all(&mut self) -> Result<(), Error> {
        self.orgs()?;
        self.users()?;
        self.classes()?;
        self.enrollments()?;
        self.told("access", 0);
        self.access()?;
        for sql in queries::TABLES_GONE {
            self.tx.exec(*sql, &[])?;
        }
        self.report.refused.sort_by_key(|r| (r.order, r.line));
        Ok(())
    }

    /// Whoever became inactive is out at once; whoever's roles moved sees what their roles let them see.
    fn access(&mut self) -> Result<(), Error> {
        let place = args![self.district, self.now];
        for sql in [queries::END_SESSIONS, queries::END_TOKENS, queries::END_PASSES] {
            self.tx.exec(sql, place)?;
        }
        self.tx.exec(queries::MOVED_PEOPLE, place)?;
        // A school that was closed or opened again closes or opens what its people see.
        let orgs = self.report.of("orgs");
        if self.tree_changed || orgs.new + orgs.changed + orgs.removed > 0 {
            self.tx.exec(queries::MOVED_ROLES, args![self.district])?;
        }
        audience::refresh_moved(self.tx)
    }

    /// The first two parameters of every statement.
    fn place(&self) -> [Val; 2] {
        [Val::from(self.district), Val::from(&self.source)]
    }

    /// The first three parameters of those that note the time.
    fn timed(&self) -> [Val; 3] {
        [Val::from(self.district), Val::from(&self.source), Val::from(self.now)]
    }

    /// The row of numbers that a comparison gives.
    fn numbers<const N: usize>(&mut self, sql: store::Sql, args: &[Val]) -> Result<[u64; N], Error> {
        let found = self.tx.one(sql, args, |r| {
            let mut numbers = [0; N];
            for (at, number) in numbers.iter_mut().enumerate() {
                *number = u64::try_from(r.get::<i64>(at)?).unwrap_or(0);
            }
            Ok(numbers)
        })?;
        Ok(found.unwrap_or([0; N]))
    }

    /// So many rows were added to a table of ours.
    fn grew(&mut self, table: &'static str, new: u64) -> Result<(), Error> {
        if new >= 1_000 { self.tx.grown(table) } else { Ok(()) }
    }

    fn add(&mut self, kind: &'static str, new: u64, changed: u64, unchanged: u64, removed: u64) {
        let counts = self.report.of(kind);
        counts.new += new;
        counts.changed += changed;
        counts.unchanged += unchanged;
        counts.removed += removed;
    }

    fn told(&mut self, step: &'static str, rows: u64) {
        (self.progress)(Progress { step, rows });
    }

    /// Whether who is not in this file has left: it is complete, and all of it could be read.
    fn says_who_left(&mut self, file: FileKind) -> bool {
        self.set.processing(file) == Processing::Bulk && !self.broken.contains(&file)
    }

    /// Keeps what a refusal is about as it was.
    fn keep(&mut self, refused: Vec<Refusal>) -> Result<(), Error> {
        let mut kept = Vec::new();
        for refusal in refused {
            if refusal.ends_file() || refusal.sourced_id.is_empty() {
                self.broken.insert(refusal.file);
                self.report.notes.push(format!(
                    "{}: not every row could be told apart, so nobody was taken for missing from it",
                    refusal.file
                ));
            }
            kept.push((refusal.file.name(), refusal.sourced_id.clone()));
            self.report.refuse(&refusal);
        }
        self.kept(kept)
    }

    fn kept(&mut self, kept: Vec<(&'static str, String)>) -> Result<(), Error> {
        if kept.is_empty() {
            return Ok(());
        }
        let rows = &mut kept.into_iter().map(|(file, id)| Ok(vec![Val::Str(file), Val::Text(id)]));
        self.tx.load("staged_kept", &[("kind", Kind::Text), ("sourced_id", Kind::Text)], rows).map(drop)
    }

    fn gone(&mut self, file: FileKind, gone: Vec<String>) -> Result<(), Error> {
        if gone.is_empty() {
            return Ok(());
        }
        let rows = &mut gone.into_iter().map(|id| Ok(vec![Val::Str(file.name()), Val::Text(id)]));
        self.tx.load("staged_gone", &[("kind", Kind::Text), ("sourced_id", Kind::Text)], rows).map(drop)
    }

    /// Refuses every row whose sourcedId stands in its file more than once, if `hashes` say that there may be such.
    fn refuse_twice(&mut self, file: FileKind, mut hashes: Vec<u64>, sql: &queries::Twice) -> Result<u64, Error> {
        hashes.sort_unstable();
        if !hashes.windows(2).any(|w| w[0] == w[1]) {
            return Ok(0);
        }
        drop(hashes);
        let twice: Vec<(i64, String)> = self.tx.rows(sql.find, &[], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut kept = Vec::new();
        for (line, id) in twice {
            self.report.refuse_row(file, line, "sourcedId", &format!("“{id}” stands in this file more than once"));
            kept.push((file.name(), id));
        }
        self.kept(kept)?;
        self.tx.exec(sql.drop, args![file.name()])
    }
}

/// What a file of a complete set, or of changes, says about a row that is there: `true` if it is not to count any more.
fn is_gone(status: Option<oneroster::Status>) -> bool {
    matches!(status, Some(oneroster::Status::ToBeDeleted | oneroster::Status::Inactive))
}

/// A hash that is the same in every run.
fn hash(parts: &[&str]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}
