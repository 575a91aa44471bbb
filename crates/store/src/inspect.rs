//! Looking at a database without changing it, and taking a copy of an embedded one: for backups and for whoever looks after it.

use std::path::Path;

use rusqlite::OpenFlags;

use crate::{Error, Options, Sql};

const THERE: Sql = Sql::registered("select count(to_regclass('migration'))");
const NEWEST: Sql = Sql::registered("select coalesce(max(version), 0) from migration");

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The version of its tables; 0 when it is empty.
    pub version: i64,
    /// What the engine's own checks complain about; empty when it is sound.
    pub problems: Vec<String>,
    /// How many rows each table has, by name. Embedded databases only.
    pub rows: Vec<(String, i64)>,
}

/// Writes a copy of the database file `from` to `to`, as it is at one moment, while others go on reading and writing.
///
/// # Errors
/// When `from` can't be read or `to` is there already or can't be written.
pub fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let c = rusqlite::Connection::open_with_flags(from, flags)?;
    c.busy_timeout(std::time::Duration::from_secs(30))?;
    c.execute("vacuum into ?", [to.to_string_lossy()])?;
    Ok(())
}

/// Runs the engine's checks over a whole database file: structure, indexes, references.
///
/// # Errors
/// [`Error::Damaged`] when it isn't a database at all, [`Error::Away`] when it can't be read.
pub fn examine(path: &Path) -> Result<Found, Error> {
    let c = rusqlite::Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    c.busy_timeout(std::time::Duration::from_secs(30))?;
    let mut found = Found { version: sqlite_version(&c)?, ..Found::default() };
    let texts = |sql: &str| -> Result<Vec<String>, Error> {
        let mut statement = c.prepare(sql)?;
        let rows = statement.query_map([], |r| r.get::<_, String>(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    found.problems = texts("pragma integrity_check")?.into_iter().filter(|line| line != "ok").collect();
    found.problems.extend(
        texts("select distinct \"table\" from pragma_foreign_key_check")?
            .into_iter()
            .map(|table| format!("rows of {table} point at rows that are not there")),
    );
    for table in
        texts("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")?
    {
        let n = c.query_row(&format!("select count(*) from \"{}\"", table.replace('"', "\"\"")), [], |r| r.get(0))?;
        found.rows.push((table, n));
    }
    Ok(found)
}

fn sqlite_version(c: &rusqlite::Connection) -> Result<i64, Error> {
    let there: i64 = c.query_row("select count(*) from sqlite_master where name = 'migration'", [], |r| r.get(0))?;
    if there == 0 {
        return Ok(0);
    }
    Ok(c.query_row("select coalesce(max(version), 0) from migration", [], |r| r.get(0))?)
}

/// The version of the tables, without migrating: 0 for an empty database or a file that isn't there yet.
///
/// # Errors
/// [`Error::Away`] when it can't be reached, [`Error::Damaged`] when it isn't a database.
pub fn version(options: &Options) -> Result<i64, Error> {
    if let Some(path) = options.file() {
        if !path.exists() {
            return Ok(0);
        }
        let c = rusqlite::Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        c.busy_timeout(std::time::Duration::from_secs(30))?;
        return sqlite_version(&c);
    }
    let mut session = options.session()?;
    let mut ask = |sql| session.fetch(sql, &[], None)?.rows().next().map(|row| row.get(0)).transpose();
    if ask(THERE)? == Some(0) {
        return Ok(0);
    }
    Ok(ask(NEWEST)?.unwrap_or(0))
}
