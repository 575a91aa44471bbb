//! What must hold for every statement of the program: both engines understand it, and none takes longer with every district on a
//! server.

use std::collections::BTreeSet;

use store::Engine;

use crate::testing::{on_each, on_engine};

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

#[test]
fn every_statement_prepares_on_both_engines() {
    on_each(|world| async move {
        world.write(|tx| {
            for s in store::register().filter(|s| s.text.starts_with("create temporary table")) {
                tx.exec(store::Sql::registered(s.text), &[])?;
            }
            for s in store::register().filter(|s| !s.text.starts_with("create temporary")) {
                if let Err(e) = tx.prepare_only(store::Sql::registered(s.text)) {
                    panic!("{} in {}: {e}\n{}", s.name, s.file, s.text);
                }
            }
            Ok(())
        });
    });
}

#[test]
fn no_statement_reads_a_whole_table() {
    on_engine(Engine::Sqlite, |world| async move {
        let whole = world.t.whole_tables();
        let known = |file: &str, name: &str, table: &str| {
            WHOLE.iter().find(|known| file.ends_with(known.0) && (known.1, known.2) == (name, table))
        };
        let of_the_program = whole.iter().filter(|(file, ..)| !file.ends_with("tests.rs"));
        let new: Vec<_> = of_the_program.filter(|(file, name, table)| known(file, name, table).is_none()).collect();
        assert!(new.is_empty(), "an index is missing, or the tables are joined in the wrong order: {new:#?}");
        let met: BTreeSet<_> = whole.iter().filter_map(|(file, name, table)| known(file, name, table)).collect();
        assert_eq!(met.len(), WHOLE.len(), "some of these don't any more; they are: {met:#?}");
    });
}
