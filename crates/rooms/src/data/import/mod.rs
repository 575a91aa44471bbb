//! Results in: a file, a mapping, one transaction. All or nothing, and a second time changes nothing.

mod gather;
mod mapping;
mod queries;
mod report;
mod table;

use std::io::Read;

use face::Lang;
use store::{Conn, Db, DistrictId, Error, OrgId, PersonId, Tx};

pub use gather::Missing;
pub(super) use mapping::Score;
pub use mapping::{Given, Mapping};
pub use report::{Counts, Refused, Report};

use crate::w;

/// What to import, and how.
#[derive(Clone)]
pub struct Import {
    pub district: DistrictId,
    /// Where the students' ids come from: the same word as for the roster, so that both mean the same students.
    pub source: String,
    /// The name of the file, for messages.
    pub file: String,
    pub mapping: Mapping,
    /// Look, count, and write nothing.
    pub dry_run: bool,
    /// Take what is fine and leave out what is refused. Otherwise one refused cell keeps everything out.
    pub skip_refused: bool,
    /// The schools results may be written for; none for the whole district.
    pub schools: Option<Vec<OrgId>>,
    pub by: Option<PersonId>,
    /// The run on whose page this is shown, if there is one already.
    pub run: Option<uuid::Uuid>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows of the file read.
    pub rows: u64,
    /// Results found in them.
    pub results: u64,
}

/// Why an import can't even be looked at. Nothing was written.
#[derive(Debug)]
pub enum Failed {
    /// The file can't be read.
    File(String),
    /// The mapping names columns that aren't there, or doesn't say where to find what is needed.
    Columns {
        missing: Vec<Missing>,
        headers: Vec<String>,
    },
    /// So many kinds of students that a column can't be a subgroup.
    TooManyGroups,
    Store(Error),
}

impl From<Error> for Failed {
    fn from(e: Error) -> Failed {
        Failed::Store(e)
    }
}

impl Failed {
    /// What happened and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Failed::File(what) => lang.say(w::import_failed_file(what.clone())),
            Failed::Columns { missing, headers } => {
                let mut text: Vec<String> = missing
                    .iter()
                    .map(|m| match m.column.as_str() {
                        "" => lang.say(w::import_failed_unsaid(m.part)),
                        column => lang.say(w::import_failed_column(column, m.part)),
                    })
                    .collect();
                let shown: Vec<&str> = headers.iter().take(60).map(String::as_str).collect();
                text.push(lang.say(w::import_failed_headers(shown.join(", "))));
                text.join(" ")
            }
            Failed::TooManyGroups => lang.t(w::IMPORT_FAILED_GROUPS).into(),
            Failed::Store(e) => e.to_string(),
        }
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl std::error::Error for Failed {}

/// The heads of a table's columns, for guessing a mapping.
pub fn headers(reader: Box<dyn Read + Send>) -> Result<Vec<String>, Failed> {
    Ok(table::open(reader, None, None).map_err(Failed::File)?.headers)
}

/// Imports the results of a table (CSV, packed with gzip or not).
///
/// Reads and judges the whole file first; then compares and writes in one transaction. Nothing is written when `dry_run` is set,
/// or when a cell is refused and `skip_refused` isn't set.
///
/// # Errors
/// [`Failed`] when the file or the mapping can't be used at all, or the database fails; then nothing was written.
pub fn import_results(
    db: &Db,
    import: &Import,
    reader: Box<dyn Read + Send>,
    progress: &dyn Fn(Progress),
) -> Result<Report, Failed> {
    let (district, schools) = (import.district, import.schools.clone());
    let known = db.read_now(move |c| known(c, district, schools))?;
    let table = table::open(reader, import.mapping.encoding.as_deref(), import.mapping.delimiter);
    let table = table.map_err(Failed::File)?;
    let gathered = gather::gather(table, &import.file, &import.mapping, &known, progress)?;
    drop(known);
    let import = import.clone();
    if import.dry_run {
        Ok(db.read_now(move |c| queries::compare(c, &import, gathered).map(|c| c.report))?)
    } else {
        Ok(db.write_now(move |tx| write(tx, &import, gathered))?)
    }
}

/// What an import would do, asked on a connection that is open already. Writes nothing.
pub fn preview(c: &mut Conn, import: &Import, reader: Box<dyn Read + Send>) -> Result<Report, Failed> {
    let gathered = gather_all(c, import, reader)?;
    Ok(queries::compare(c, import, gathered)?.report)
}

/// The same inside a transaction that is open already: for the sample district and for tests.
pub fn load_results(tx: &mut Tx<'_>, import: &Import, reader: Box<dyn Read + Send>) -> Result<Report, Failed> {
    let gathered = gather_all(tx, import, reader)?;
    Ok(write(tx, import, gathered)?)
}

fn gather_all(c: &mut Conn, import: &Import, reader: Box<dyn Read + Send>) -> Result<gather::Gathered, Failed> {
    let known = known(c, import.district, import.schools.clone())?;
    let table = table::open(reader, import.mapping.encoding.as_deref(), import.mapping.delimiter);
    gather::gather(table.map_err(Failed::File)?, &import.file, &import.mapping, &known, &|_| ())
}

fn known(c: &mut Conn, district: DistrictId, allowed: Option<Vec<OrgId>>) -> Result<gather::Known, Error> {
    let mut known = queries::known(c, district)?;
    known.allowed = allowed;
    Ok(known)
}

fn write(tx: &mut Tx<'_>, import: &Import, gathered: gather::Gathered) -> Result<Report, Error> {
    let mut compared = queries::compare(tx, import, gathered)?;
    let refused = compared.report.results().refused > 0;
    if import.dry_run || (refused && !import.skip_refused) {
        return Ok(compared.report);
    }
    compared.report.applied = true;
    queries::apply(tx, import, compared)
}
