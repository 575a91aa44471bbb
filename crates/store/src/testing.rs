//! Databases for tests: a fresh one of each engine, thrown away afterwards.
//!
//! SQLite lives in a temporary folder. PostgreSQL is the server named by `PERENNIAL_TEST_POSTGRES` (the `test` script starts one
//! on loopback); each test gets a database of its own, copied from a template that was migrated once.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Chance, Clock, Db, Engine, Options, Time};

/// 2026-09-14 16:00 UTC, a Monday morning in a school year: where tests begin.
pub const MONDAY: Time = Time(1_789_401_600_000_000);

static NEXT: AtomicU64 = AtomicU64::new(0);

/// A database that disappears with this value.
pub struct TestDb {
    pub db: Db,
    pub clock: Clock,
    gone: Gone,
}

enum Gone {
    Folder(std::path::PathBuf),
    Database { server: String, name: String },
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

impl TestDb {
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
        TestDb { db, clock, gone }
    }

    /// The URL under which the database can be opened again.
    pub fn url(&self) -> String {
        match &self.gone {
            Gone::Folder(folder) => format!("sqlite:{}", folder.join("perennial.db").display()),
            Gone::Database { server, name } => format!("{server}/{name}"),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        match &self.gone {
            Gone::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Gone::Database { server, name } => {
                order(server, vec![format!("drop database if exists {name} with (force)")]);
            }
        }
    }
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
