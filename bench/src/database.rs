//! The databases that are measured on: a file, and a throw-away database on a server when one is named.

use store::{Chance, Clock, Db, Options};

use crate::Plan;

/// Which engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// What a row calls it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sqlite => "SQLite",
            Kind::Postgres => "PostgreSQL",
        }
    }
}

/// The engines that can be reached.
pub fn kinds(plan: &Plan) -> Vec<Kind> {
    if plan.postgres.is_some() { vec![Kind::Sqlite, Kind::Postgres] } else { vec![Kind::Sqlite] }
}

/// A database that goes with this value.
pub struct Database {
    pub url: String,
    server: Option<(String, String)>,
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            order(server, &format!("drop database if exists {name} with (force)"));
        }
    }
}

fn order(server: &str, what: &str) {
    let (server, what) = (format!("{server}/postgres"), what.to_owned());
    // On a thread of its own: the synchronous client can't work inside a runtime.
    let done = std::thread::spawn(move || {
        postgres::Client::connect(&server, postgres::NoTls)
            .expect("the server")
            .batch_execute(&what)
            .expect("an order");
    });
    done.join().expect("the server obeys");
}

/// An empty database.
pub fn fresh(plan: &Plan, kind: Kind, name: &str) -> Database {
    match kind {
        Kind::Sqlite => {
            Database { url: format!("sqlite:{}", plan.folder.join(format!("{name}.db")).display()), server: None }
        }
        Kind::Postgres => {
            let server = plan.postgres.clone().expect("a server is named");
            let name = format!("perennial_bench_{}_{name}", std::process::id());
            order(&server, &format!("drop database if exists {name}"));
            order(&server, &format!("create database {name}"));
            Database { url: format!("{server}/{name}"), server: Some((server, name)) }
        }
    }
}

/// A database with the same content. Nobody may be using the first (PostgreSQL).
pub fn copy(plan: &Plan, kind: Kind, of: &Database, name: &str) -> Database {
    match kind {
        Kind::Sqlite => {
            let copied = fresh(plan, kind, name);
            let path = |d: &Database| d.url.strip_prefix("sqlite:").expect("a file").to_owned();
            let first = rusqlite::Connection::open(path(of)).expect("the database");
            first.execute("vacuum into ?", [path(&copied)]).expect("a copy");
            copied
        }
        Kind::Postgres => {
            let (server, first) = of.server.clone().expect("a server");
            let name = format!("perennial_bench_{}_{name}", std::process::id());
            order(&server, &format!("drop database if exists {name}"));
            order(&server, &format!("create database {name} template {first}"));
            Database { url: format!("{server}/{name}"), server: Some((server, name)) }
        }
    }
}

/// Builds the sample district in an empty database.
pub fn sample(database: &Database) {
    let url = database.url.clone();
    let built = std::thread::spawn(move || {
        let db = Db::open(&Options { url, threads: 1 }, Clock::system(), Chance::seeded(1)).expect("the database");
        sample::build(&db, sample::Options { seed: 1, scale: 1, personas: true }).map(drop)
    });
    built.join().expect("a thread").expect("the sample district is built");
}
