//! How fast a roster comes in, against raw inserts of the same rows into the same tables.
//!
//! `cargo run --release -p rooms --example roster_speed -- PEOPLE [postgres://…/EMPTY_DATABASE_A postgres://…/EMPTY_DATABASE_B]`
//!
//! Raw is what a program that knows every id beforehand would do: on SQLite a prepared insert per row in one transaction, on
//! PostgreSQL binary COPY. Both databases have all indexes and foreign keys. The unchanged run stands against a raw upsert
//! (SQLite) of the people and students alone.

use std::path::Path;
use std::time::{Duration, Instant};

use oneroster::generate::District;
use oneroster::{Source, Version};
use rooms::people::{RosterOptions, import_roster};
use store::{Chance, Clock, Db, Error, Kind, Options, Tx, Val};

const TABLES: &[(&str, &[(&str, Kind)])] = &[
    (
        "org",
        &[
            ("id", Kind::Id),
            ("district", Kind::Id),
            ("parent", Kind::Id),
            ("kind", Kind::Text),
            ("name", Kind::Text),
            ("identifier", Kind::Text),
            ("zone", Kind::Text),
            ("lang", Kind::Text),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
            ("active", Kind::Bool),
            ("changed", Kind::Int),
        ],
    ),
    ("org_above", &[("below", Kind::Id), ("above", Kind::Id), ("distance", Kind::Int), ("district", Kind::Id)]),
    (
        "person",
        &[
            ("id", Kind::Id),
            ("district", Kind::Id),
            ("name", Kind::Text),
            ("sort", Kind::Text),
            ("given", Kind::Text),
            ("email", Kind::Text),
            ("lang", Kind::Text),
            ("theme", Kind::Text),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
            ("active", Kind::Bool),
            ("looked_at", Kind::Int),
            ("changed", Kind::Int),
            ("left_at", Kind::Int),
        ],
    ),
    (
        "student",
        &[
            ("id", Kind::Id),
            ("district", Kind::Id),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
            ("given", Kind::Text),
            ("family", Kind::Text),
            ("school", Kind::Id),
            ("grades", Kind::Text),
            ("active", Kind::Bool),
            ("changed", Kind::Int),
        ],
    ),
    (
        "role",
        &[
            ("id", Kind::Id),
            ("district", Kind::Id),
            ("person", Kind::Id),
            ("org", Kind::Id),
            ("role", Kind::Text),
            ("grades", Kind::Text),
            ("subjects", Kind::Text),
            ("since", Kind::Int),
            ("until", Kind::Int),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
        ],
    ),
    (
        "class",
        &[
            ("id", Kind::Id),
            ("district", Kind::Id),
            ("school", Kind::Id),
            ("title", Kind::Text),
            ("grades", Kind::Text),
            ("subjects", Kind::Text),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
            ("active", Kind::Bool),
            ("changed", Kind::Int),
        ],
    ),
    (
        "teaches",
        &[
            ("class", Kind::Id),
            ("person", Kind::Id),
            ("district", Kind::Id),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
            ("active", Kind::Bool),
        ],
    ),
    (
        "attends",
        &[
            ("class", Kind::Id),
            ("student", Kind::Id),
            ("district", Kind::Id),
            ("source", Kind::Text),
            ("sourced_id", Kind::Text),
            ("active", Kind::Bool),
        ],
    ),
    (
        "holding",
        &[
            ("person", Kind::Id),
            ("kind", Kind::Int),
            ("who", Kind::Id),
            ("since", Kind::Int),
            ("until", Kind::Int),
            ("district", Kind::Id),
        ],
    ),
];

store::sql! {
    ORG = "select id, district, parent, kind, name, identifier, zone, lang, source, sourced_id, active, changed from org order by case when parent is null then 0 else 1 end, id";
    ORG_ABOVE = "select below, above, distance, district from org_above";
    PERSON = "select id, district, name, sort, given, email, lang, theme, source, sourced_id, active, looked_at, changed, left_at from person order by id";
    STUDENT = "select id, district, source, sourced_id, given, family, school, grades, active, changed from student order by id";
    ROLE = "select id, district, person, org, role, grades, subjects, since, until, source, sourced_id from role order by id";
    CLASS = "select id, district, school, title, grades, subjects, source, sourced_id, active, changed from class order by id";
    TEACHES = "select class, person, district, source, sourced_id, active from teaches";
    ATTENDS = "select class, student, district, source, sourced_id, active from attends";
    HOLDING = "select person, kind, who, since, until, district from holding";
}

const READS: [store::Sql; 9] = [ORG, ORG_ABOVE, PERSON, STUDENT, ROLE, CLASS, TEACHES, ATTENDS, HOLDING];

type Rows = Vec<Vec<Val>>;

/// Every row that an import left, read back.
fn everything(db: &Db) -> Vec<Rows> {
    TABLES
        .iter()
        .zip(READS)
        .map(|((_, columns), sql)| {
            db.read_now::<_, Error>(move |c| {
                c.rows(sql, &[], |r| {
                    columns
                        .iter()
                        .enumerate()
                        .map(|(at, (_, kind))| {
                            Ok(match kind {
                                Kind::Id => r.maybe::<uuid::Uuid>(at)?.map_or(Val::Null, Val::Id),
                                Kind::Int => r.maybe::<i64>(at)?.map_or(Val::Null, Val::Int),
                                Kind::Real => Val::Real(r.get(at)?),
                                Kind::Bool => Val::Bool(r.get(at)?),
                                Kind::Text => r.maybe::<String>(at)?.map_or(Val::Null, Val::Text),
                            })
                        })
                        .collect()
                })
            })
            .expect("what was just written can be read")
        })
        .collect()
}

fn raw(db: &Db, rows: Vec<Rows>) -> Duration {
    let began = Instant::now();
    db.write_now(move |tx: &mut Tx<'_>| {
        tx.long()?;
        for ((table, columns), rows) in TABLES.iter().zip(rows) {
            tx.load(table, columns, &mut rows.into_iter().map(Ok))?;
        }
        Ok::<_, Error>(())
    })
    .expect("the same rows fit into an empty database");
    began.elapsed()
}

fn open(url: &str) -> Db {
    Db::open(&Options::new(url), Clock::system(), Chance::seeded(1)).expect("an empty database")
}

/// The most memory this program has held so far, in megabytes.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn import(db: &Db, set: &Path) -> Duration {
    let began = Instant::now();
    let set = Source::open(set).expect("a set");
    let mut at = ("", Instant::now());
    let step = move |p: rooms::people::Progress| {
        if p.step != at.0 {
            eprintln!("    {} until {}: {:.2?}", at.0, p.step, at.1.elapsed());
            at = (p.step, Instant::now());
        }
    };
    let report = import_roster(db, None, "sis", set, RosterOptions::default(), step).expect("it comes in");
    let counts: Vec<_> =
        report.counts.iter().map(|(k, c)| format!("{k} +{} ~{} ={}", c.new, c.changed, c.unchanged)).collect();
    let took = began.elapsed();
    println!("  {took:.2?}: {}", counts.join(", "));
    took
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let people: u64 = args.first().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let set = folder.path().join("set");
    District { people, seed: 1, version: Version::V1_2 }.write_folder(&set).expect("a made-up district");
    let sqlite = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let (first, second) = (
        args.get(1).cloned().unwrap_or_else(|| sqlite("a.db")),
        args.get(2).cloned().unwrap_or_else(|| sqlite("b.db")),
    );
    let db = open(&first);
    let idle = peak();
    let new = import(&db, &set);
    let after_new = peak();
    let unchanged = import(&db, &set);
    let after = peak();
    let rows = everything(&db);
    let count: usize = rows.iter().map(Vec::len).sum();
    let other = open(&second);
    let raw = raw(&other, rows);
    println!("{people} people, {count} rows written, {:?}", db.engine());
    println!("  new {new:.2?}, raw {raw:.2?}: {:.2} of raw", raw.as_secs_f64() / new.as_secs_f64());
    println!("  unchanged {unchanged:.2?}");
    println!("  memory: {idle:.0} MB idle, {after_new:.0} MB after new, {after:.0} MB after unchanged");
}
