//! What must hold for every statement of the program, the sample's, the rooms' and the store's: both engines understand it, and by
//! SQLite's plans none takes longer with every district on a server.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use store::testing::{TestDb, engines};
use store::{Engine, Error, Registered, Sql};
// What isn't named isn't linked.
use {rooms as _, sample as _};

/// What may read a whole table, and why.
const WHOLE: [(&str, &str, &str, &str); 7] = [
    ("people/directory_queries.rs", "MAILBOX", "mail", "a demo alone shows it"),
    ("people/queries.rs", "ANYBODY", "person", "ends at the first row"),
    ("people/queries.rs", "FORGET_TRIES", "attempt", "holds the tries of an hour"),
    ("people/roster/queries.rs", "ABOVE_FORGET", "org_above", "an import builds it anew"),
    ("store/src/jobs.rs", "FREE", "job", "holds what is still to do"),
    ("store/src/jobs.rs", "RESTING", "job", "holds what is still to do"),
    ("store/src/migrate.rs", "VERSION_OF", "migration", "a row for each version"),
];

/// Every statement there is, those first that make what others use.
fn all() -> Vec<&'static Registered> {
    let mut all: Vec<_> = store::register().collect();
    for part in ["sample/src/", "rooms/src/", "store/src/"] {
        assert!(all.iter().any(|s| s.file.contains(part)), "no statement of {part}");
    }
    all.sort_by_key(|s| !s.stages());
    all
}

#[test]
fn every_statement_prepares_on_both_engines() {
    for engine in engines() {
        let prepared = TestDb::new(engine).db.write_now(|tx| {
            for s in all() {
                let sql = Sql::registered(s.text);
                let done = if s.stages() { tx.exec(sql, &[]).map(drop) } else { tx.prepare_only(sql) };
                done.unwrap_or_else(|e| panic!("{} in {}: {e}\n{}", s.name, s.file, s.text));
            }
            Ok::<_, Error>(())
        });
        prepared.unwrap();
    }
}

#[test]
fn no_statement_reads_a_whole_table() {
    let whole = TestDb::new(Engine::Sqlite).whole_tables(&all());
    let known = |file: &str, name: &str, table: &str| {
        WHOLE.iter().find(|known| file.ends_with(known.0) && (known.1, known.2) == (name, table))
    };
    let new: Vec<_> = whole.iter().filter(|(file, name, table)| known(file, name, table).is_none()).collect();
    assert!(new.is_empty(), "an index is missing, or the tables are joined in the wrong order: {new:#?}");
    let met: BTreeSet<_> = whole.iter().filter_map(|(file, name, table)| known(file, name, table)).collect();
    assert_eq!(met.len(), WHOLE.len(), "some of these don't any more; they are: {met:#?}");
}
