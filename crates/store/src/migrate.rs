//! Migrations finish or leave the old state. Before one runs on an embedded database that has content, a snapshot is taken.

use std::path::Path;

use crate::conn::Raw;
use crate::{Conn, Error, sql};

macro_rules! migrations {
    ($($version:literal => $name:literal),* $(,)?) => {
        &[$(Migration { version: $version, name: $name, text: include_str!(concat!("../migrations/", $name, ".sql")) }),*]
    };
}

struct Migration {
    version: i64,
    name: &'static str,
    text: &'static str,
}

/// In order. A released migration never changes.
const MIGRATIONS: &[Migration] = migrations! {
    1 => "0001_spines",
    2 => "0002_people",
    3 => "0003_communities",
    4 => "0004_data",
    5 => "0005_goals",
    6 => "0006_cycles",
    7 => "0007_upkeep",
    8 => "0008_meetings",
    9 => "0009_ways",
    10 => "0010_record",
    11 => "0011_norms",
    12 => "0012_shared_text",
    13 => "0013_joining",
    14 => "0014_protocols",
    15 => "0015_telling",
    16 => "0016_asked",
    17 => "0017_votes",
    18 => "0018_guests_and_codes",
    19 => "0019_protected_time",
    20 => "0020_cycle_meetings",
    21 => "0021_statements",
    22 => "0022_surveys",
    23 => "0023_reality",
    24 => "0024_instruments",
    25 => "0025_standards",
    26 => "0026_workshops",
    27 => "0027_what_came_of_it",
    28 => "0028_reflections",
    29 => "0029_priorities",
    30 => "0030_codes",
    31 => "0031_reminders",
    32 => "0032_standards_lived",
    33 => "0033_whom",
    34 => "0034_asked_together",
    36 => "0036_cited_from_cycles",
    37 => "0037_answers_back",
    38 => "0038_sight",
    39 => "0039_passages",
    40 => "0040_news_of_waves",
    41 => "0041_no_whole_tables",
    42 => "0042_orders",
};

/// The version this program writes.
pub const VERSION: i64 = MIGRATIONS[MIGRATIONS.len() - 1].version;

sql! {
    VERSION_OF = "select coalesce(max(version), 0) from migration";
    RECORD = "insert into migration (version, name, at) values ($1, $2, $3)";
}

/// Brings the database to [`VERSION`].
pub(crate) fn up(conn: &mut Conn, path: Option<&Path>) -> Result<(), Error> {
    conn.script(
        "create table if not exists migration (version bigint primary key, name text not null, at bigint not null)",
    )?;
    let found = conn.count(VERSION_OF, &[])?;
    if found > VERSION {
        return Err(Error::Newer { theirs: found, ours: VERSION });
    }
    let pending: Vec<_> = MIGRATIONS.iter().filter(|m| m.version > found).collect();
    if pending.is_empty() {
        return Ok(());
    }
    if found > 0
        && let Some(path) = path
    {
        snapshot(conn, path, found)?;
    }
    // On several nodes only one migrates: the others wait at the lock and then find nothing to do.
    conn.script(match conn.raw {
        Raw::Sqlite(..) => "begin immediate",
        Raw::Postgres(_) => "begin; lock table migration in exclusive mode",
    })?;
    let outcome = (|| {
        let found = conn.count(VERSION_OF, &[])?;
        for migration in MIGRATIONS.iter().filter(|m| m.version > found) {
            conn.script(migration.text)?;
            let now = conn.now();
            conn.run(RECORD, crate::args![migration.version, migration.name, now])?;
        }
        Ok(())
    })();
    conn.script(if outcome.is_ok() { "commit" } else { "rollback" })?;
    outcome
}

fn snapshot(conn: &mut Conn, path: &Path, version: i64) -> Result<(), Error> {
    let to = path.with_extension(format!("before-version-{}.db", version + 1));
    if let Raw::Sqlite(c, _) = &conn.raw {
        if to.exists() {
            std::fs::remove_file(&to).map_err(|e| Error::Away(e.to_string()))?;
        }
        c.execute("vacuum into ?", [to.to_string_lossy()])?;
    }
    Ok(())
}
