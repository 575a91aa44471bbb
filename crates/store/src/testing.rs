//! Databases for tests: a fresh one of each engine, thrown away afterwards.
//!
//! SQLite lives in a temporary folder. PostgreSQL is the server named by `PERENNIAL_TEST_POSTGRES` (the `test` script starts one
//! on loopback); each test gets a database of its own, copied from a template that was migrated once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::{Chance, Clock, Db, Engine, Options, Registered, Sql, Time};

/// 2026-09-14 16:00 UTC, a Monday morning in a school year: where tests begin.
pub const MONDAY: Time = Time(1_789_401_600_000_000);

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A database that disappears with this value.
pub struct TestDb {
    pub db: Db,
    pub clock: Clock,
    gone: Gone,
    /// The connection over which the tables of a file were last read, with the version they had.
    file: Mutex<Option<SeenInFile>>,
    /// What the tables on a server last held.
    server: Mutex<Option<Seen>>,
}

enum Gone {
    /// Somebody else clears it away.
    Already,
    Folder(std::path::PathBuf),
    Database {
        server: String,
        name: String,
    },
}

/// The engines a test runs on: both, or only SQLite when no server is named and `PERENNIAL_TEST_QUICK` says that's meant.
///
/// # Panics
/// When no PostgreSQL is named and nobody said that this is meant: a test that silently skips would prove nothing.
pub fn engines() -> Vec<Engine> {
    match (std::env::var("PERENNIAL_TEST_POSTGRES"), std::env::var("PERENNIAL_TEST_QUICK")) {
        (Ok(_), _) => vec![Engine::Sqlite, Engine::Postgres],
        (Err(_), Ok(_)) => vec![Engine::Sqlite],
        (Err(_), Err(_)) => {
            panic!("set PERENNIAL_TEST_POSTGRES (./test does), or PERENNIAL_TEST_QUICK=1 for SQLite alone")
        }
    }
}

/// What a database holds: by table, every row as a text, sorted.
pub type Dump = BTreeMap<String, Vec<String>>;

/// A database that is done with, to be copied as often as a test needs the same scene.
pub struct Kept {
    gone: Gone,
    now: Time,
}

impl Kept {
    /// A database of its own with everything that was kept. Its chance differs from copy to copy, so that ids stay unique.
    pub fn copy(&self) -> TestDb {
        let tag = format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let (url, gone) = match &self.gone {
            Gone::Folder(from) => {
                let folder = std::env::temp_dir().join(format!("perennial-test-{tag}"));
                std::fs::create_dir_all(&folder).expect("a temporary folder");
                let file = folder.join("perennial.db");
                std::fs::copy(from.join("kept.db"), &file).expect("a copy of the kept database");
                (format!("sqlite:{}", file.display()), Gone::Folder(folder))
            }
            Gone::Database { server, name: from } => {
                let name = format!("perennial_test_{tag}");
                order(server, vec![format!("create database {name} template {from}")]);
                (format!("{server}/{name}"), Gone::Database { server: server.clone(), name })
            }
            Gone::Already => (String::new(), Gone::Already),
        };
        let clock = Clock::set(self.now);
        let seed = 1000 + NEXT.fetch_add(1, Ordering::Relaxed);
        let options = Options { url, threads: 2 };
        let db = Db::open(&options, clock.clone(), Chance::seeded(seed)).expect("a copied database");
        TestDb { db, clock, gone, file: Mutex::default(), server: Mutex::default() }
    }
}

impl TestDb {
    /// Keeps what the database holds now; it can't be used any more, only copied.
    pub fn keep(mut self) -> Kept {
        let now = self.db.now();
        match &self.gone {
            Gone::Folder(folder) => {
                let from = rusqlite::Connection::open(folder.join("perennial.db")).expect("the database");
                let to = folder.join("kept.db").display().to_string();
                from.execute("vacuum into ?1", [to]).expect("a kept database");
            }
            Gone::Database { server, name } => order(
                server,
                vec![
                    format!("alter database {name} allow_connections false"),
                    format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"),
                ],
            ),
            Gone::Already => {}
        }
        Kept { gone: std::mem::replace(&mut self.gone, Gone::Already), now }
    }

    /// A text that no other database in use has, for naming what belongs to this one.
    pub fn tag(&self) -> String {
        format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// Everything in every table, for comparing before and after.
    pub fn dump(&self) -> Arc<Dump> {
        match &self.gone {
            Gone::Folder(folder) => self.dump_file(&folder.join("perennial.db")),
            Gone::Database { .. } => {
                let url = self.url();
                let last = self.server.lock().unwrap_or_else(|p| p.into_inner()).take();
                let seen = std::thread::spawn(move || dump_server(&url, last)).join().expect("the test server answers");
                let dump = seen.1.clone();
                *self.server.lock().unwrap_or_else(|p| p.into_inner()) = Some(seen);
                dump
            }
            Gone::Already => Arc::default(),
        }
    }

    /// The rows of a table in the order in which they came, as whoever has the file can see it. SQLite only.
    pub fn as_they_lie(&self, table: &str) -> Vec<String> {
        let Some(file) = self.db.path() else { return Vec::new() };
        rows_as_they_lie(&rusqlite::Connection::open(file).expect("the database"), table)
    }

    /// Which of these statements read a whole table, in any of the forms in which they are asked: the file and the name of each, and
    /// the table. SQLite only: its plans hang on the statements alone, not on what the tables hold.
    pub fn whole_tables(&self, statements: &[&'static Registered]) -> BTreeSet<(&'static str, &'static str, String)> {
        let Some(file) = self.db.path() else { return BTreeSet::new() };
        let c = rusqlite::Connection::open(file).expect("the database");
        crate::sight::Seen::default().teach(&c).expect("what the short forms call");
        let mut all = BTreeSet::new();
        for s in statements {
            if s.stages() {
                c.execute_batch(s.text).expect("a temporary table");
                continue;
            }
            let short = crate::sight::short(Sql::registered(s.text), Engine::Sqlite);
            for text in [s.text].into_iter().chain(short.into_iter().flatten().map(Sql::text)) {
                all.extend(read_whole(&c, text).into_iter().map(|table| (s.file, s.name, table)));
            }
        }
        all
    }

    /// Reads the tables only when somebody has committed since the last time: SQLite says so to a connection that stays open.
    fn dump_file(&self, file: &std::path::Path) -> Arc<Dump> {
        let mut last = self.file.lock().unwrap_or_else(|p| p.into_inner());
        let (c, seen) =
            last.get_or_insert_with(|| (rusqlite::Connection::open(file).expect("the database"), (-1, Arc::default())));
        let version: i64 = c.query_row("pragma data_version", [], |r| r.get(0)).expect("a version");
        if version != seen.0 {
            *seen = (version, Arc::new(tables_of(c)));
        }
        seen.1.clone()
    }

    /// A fresh, migrated, empty database; the clock stands at [`MONDAY`], chance is seeded.
    pub fn new(engine: Engine) -> TestDb {
        let clock = Clock::set(MONDAY);
        let tag = format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let (url, gone) = match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(format!("perennial-test-{tag}"));
                std::fs::create_dir_all(&folder).expect("a temporary folder");
                (format!("sqlite:{}", folder.join("perennial.db").display()), Gone::Folder(folder))
            }
            Engine::Postgres => {
                let server = std::env::var("PERENNIAL_TEST_POSTGRES").expect("a server for tests");
                let name = format!("perennial_test_{tag}");
                order(&server, vec![format!("drop database if exists {name}"), format!("create database {name}")]);
                (format!("{server}/{name}"), Gone::Database { server, name })
            }
        };
        let options = Options { url, threads: 2 };
        let db = Db::open(&options, clock.clone(), Chance::seeded(7)).expect("a fresh database");
        TestDb { db, clock, gone, file: Mutex::default(), server: Mutex::default() }
    }

    /// The URL under which the database can be opened again.
    pub fn url(&self) -> String {
        match &self.gone {
            Gone::Folder(folder) => format!("sqlite:{}", folder.join("perennial.db").display()),
            Gone::Database { server, name } => format!("{server}/{name}"),
            Gone::Already => String::new(),
        }
    }
}

impl Drop for Gone {
    fn drop(&mut self) {
        match self {
            Gone::Already => {}
            Gone::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Gone::Database { server, name } => {
                order(server, vec![format!("drop database if exists {name} with (force)")]);
            }
        }
    }
}

/// The tables that a statement reads from one end to the other, by the steps SQLite makes of it.
fn read_whole(c: &rusqlite::Connection, text: &str) -> BTreeSet<String> {
    let roots = "select rootpage, tbl_name, type = 'index' and coalesce(sql, '') like '% where %' from sqlite_master";
    let mut roots = c.prepare(roots).expect("the list of tables");
    let roots: BTreeMap<i64, Option<String>> = roots
        .query_map([], |r| Ok((r.get(0)?, (!r.get::<_, bool>(2)?).then_some(r.get(1)?))))
        .expect("tables")
        .map(|table| table.expect("a table"))
        .collect();
    let mut steps = c.prepare(&format!("explain {text}")).unwrap_or_else(|e| panic!("{e}: {text}"));
    let steps: Vec<(i64, String, [i64; 3])> = steps
        .raw_query()
        .mapped(|r| Ok((r.get(0)?, r.get(1)?, [r.get(2)?, r.get(3)?, r.get(4)?])))
        .map(|step| step.expect("a step"))
        .collect();
    let (mut open, mut whole, mut not_before) = (BTreeMap::new(), BTreeSet::new(), 0);
    for (at, what, [p1, p2, p3]) in &steps {
        match what.as_str() {
            // What only holds some rows of a table is there to be read from its beginning.
            "OpenRead" | "OpenWrite" if *p3 == 0 => drop(open.insert(p1, roots.get(p2).cloned().flatten())),
            "OpenRead" | "OpenWrite" | "OpenEphemeral" | "OpenAutoindex" => drop(open.remove(p1)),
            // Only when rows were there before what they hang on.
            "FkIfZero" => not_before = *p2,
            "Rewind" | "Last" if *at >= not_before => {
                // A range without a beginning is read from the first row, but not to the last.
                let ends =
                    steps.iter().any(|(_, what, [of, ..])| of == p1 && matches!(what.as_str(), "IdxGT" | "IdxGE"));
                whole.extend(open.get(p1).cloned().flatten().filter(|_| !ends));
            }
            _ => {}
        }
    }
    whole
}

fn tables_of(c: &rusqlite::Connection) -> Dump {
    let names = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    let mut tables = c.prepare(names).expect("the list of tables");
    let tables: Vec<String> =
        tables.query_map([], |r| r.get(0)).expect("tables").map(|name| name.expect("a name")).collect();
    let rows_of = |table: &String| {
        let mut rows = rows_as_they_lie(c, table);
        rows.sort();
        rows
    };
    tables.iter().map(|table| (table.clone(), rows_of(table))).collect()
}

/// The rows of a table in the order in which they lie in the file, which is that in which they came.
fn rows_as_they_lie(c: &rusqlite::Connection, table: &str) -> Vec<String> {
    use rusqlite::types::ValueRef;
    let mut all = c.prepare(&format!("select * from \"{table}\" order by rowid")).or_else(|_| {
        // A table without row numbers lies in the order of its key.
        c.prepare(&format!("select * from \"{table}\""))
    });
    let all = all.as_mut().expect("a table");
    let width = all.column_count();
    let rows = all.query_map([], |r| {
        let cells = (0..width).map(|n| match r.get_ref(n) {
            Ok(ValueRef::Text(t)) => String::from_utf8_lossy(t).into_owned(),
            Ok(ValueRef::Blob(b)) => crate::hex(b),
            Ok(other) => format!("{other:?}"),
            Err(e) => e.to_string(),
        });
        Ok(cells.collect::<Vec<_>>().join(" | "))
    });
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

/// A connection to a file that stays open, with the version it last saw and what the tables held then.
type SeenInFile = (rusqlite::Connection, (i64, Arc<Dump>));

/// What the tables of a database on a server held, and the snapshot of the server in which they held it.
type Seen = (String, Arc<Dump>);

/// Reads the tables only when some transaction of the server has ended or begun to write since `last`, and all in one go.
fn dump_server(url: &str, last: Option<Seen>) -> Seen {
    use postgres::SimpleQueryMessage;
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the test database");
    client.batch_execute("begin isolation level repeatable read read only").expect("one view");
    let snapshot: String = client.query_one("select pg_current_snapshot()::text", &[]).expect("a snapshot").get(0);
    if let Some(last) = last.filter(|last| last.0 == snapshot) {
        return last;
    }
    let names = "select tablename::text from pg_tables where schemaname = 'public' order by tablename";
    let names: Vec<String> = client.query(names, &[]).expect("the list of tables").iter().map(|r| r.get(0)).collect();
    let all: String = names.iter().map(|table| format!("select t::text from \"{table}\" t;")).collect();
    let mut tables = names.into_iter();
    let (mut dump, mut rows) = (Dump::new(), Vec::new());
    for message in client.simple_query(&all).expect("rows") {
        match message {
            SimpleQueryMessage::Row(row) => rows.push(row.get(0).unwrap_or_default().to_owned()),
            SimpleQueryMessage::CommandComplete(_) => {
                rows.sort();
                dump.insert(tables.next().expect("as many answers as tables"), std::mem::take(&mut rows));
            }
            _ => {}
        }
    }
    (snapshot, Arc::new(dump))
}

/// Gives the test server orders, on a thread of its own: the synchronous client can't work inside a runtime.
fn order(server: &str, orders: Vec<String>) {
    let server = format!("{server}/postgres");
    let done = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the test server");
        for order in orders {
            client.batch_execute(&order).expect("an order to the test server");
        }
    });
    done.join().expect("the test server obeys");
}
