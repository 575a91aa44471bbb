//! Rosters and results on their way in, by the program as it is released, against the same rows written by who knows every id
//! beforehand: on SQLite a prepared insert (or upsert) a row in one transaction, on PostgreSQL binary COPY (into the tables, or
//! beside them and from there). Both have all indexes; SQLite checks what refers to what, as ours does.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use oneroster::Version;
use oneroster::generate::District;
use rusqlite::params_from_iter;
use store::{Chance, Clock, Db, Error, Kind as Column, Options, Val};

use crate::Plan;
use crate::database::{self, Database, Kind};
use crate::load::{peak, resident};
use crate::server;
use crate::table::{Bound, Table};

use Column::{Bool, Id, Int, Real, Text};

/// A table: its name, its columns, and how many of them, at the front, are its key.
struct Shape {
    name: &'static str,
    key: usize,
    columns: &'static [(&'static str, Column)],
    read: store::Sql,
}

type Rows = Vec<Vec<Val>>;

store::sql! {
    ORG = "select id, district, parent, kind, name, identifier, zone, lang, source, sourced_id, active, changed from org order by changed, id";
    ORG_ABOVE = "select below, above, distance, district from org_above";
    PERSON = "select id, district, name, sort, given, email, lang, theme, source, sourced_id, active, looked_at, changed, left_at from person order by id";
    STUDENT = "select id, district, source, sourced_id, given, family, school, grades, active, changed from student order by id";
    ROLE = "select id, district, person, org, role, grades, subjects, since, until, source, sourced_id from role order by id";
    CLASS = "select id, district, school, title, grades, subjects, source, sourced_id, active, changed from class order by id";
    TEACHES = "select class, person, district, source, sourced_id, active from teaches";
    ATTENDS = "select class, student, district, source, sourced_id, active from attends";
    HOLDING = "select person, kind, who, district, since, until from holding";
    TEST = "select id, district, key, name, subject, unit from test";
    FACETS = "select id, district, facets from facet_set";
    TESTED = "select id, district, source, sourced_id, given, family, school, grades, active, changed from student where source = 'tests' order by id";
    RESULT = "select test, period, student, district, grade, school, class, facets, score, batch from result";
    SCHOOLS = "select sourced_id from org where kind = 'school' order by sourced_id";
}

const STUDENT_COLUMNS: &[(&str, Column)] = &[
    ("id", Id),
    ("district", Id),
    ("source", Text),
    ("sourced_id", Text),
    ("given", Text),
    ("family", Text),
    ("school", Id),
    ("grades", Text),
    ("active", Bool),
    ("changed", Int),
];

const ROSTER: &[Shape] = &[
    Shape {
        name: "org",
        key: 1,
        read: ORG,
        columns: &[
            ("id", Id),
            ("district", Id),
            ("parent", Id),
            ("kind", Text),
            ("name", Text),
            ("identifier", Text),
            ("zone", Text),
            ("lang", Text),
            ("source", Text),
            ("sourced_id", Text),
            ("active", Bool),
            ("changed", Int),
        ],
    },
    Shape {
        name: "org_above",
        key: 2,
        read: ORG_ABOVE,
        columns: &[("below", Id), ("above", Id), ("distance", Int), ("district", Id)],
    },
    Shape {
        name: "person",
        key: 1,
        read: PERSON,
        columns: &[
            ("id", Id),
            ("district", Id),
            ("name", Text),
            ("sort", Text),
            ("given", Text),
            ("email", Text),
            ("lang", Text),
            ("theme", Text),
            ("source", Text),
            ("sourced_id", Text),
            ("active", Bool),
            ("looked_at", Int),
            ("changed", Int),
            ("left_at", Int),
        ],
    },
    Shape { name: "student", key: 1, read: STUDENT, columns: STUDENT_COLUMNS },
    Shape {
        name: "role",
        key: 1,
        read: ROLE,
        columns: &[
            ("id", Id),
            ("district", Id),
            ("person", Id),
            ("org", Id),
            ("role", Text),
            ("grades", Text),
            ("subjects", Text),
            ("since", Int),
            ("until", Int),
            ("source", Text),
            ("sourced_id", Text),
        ],
    },
    Shape {
        name: "class",
        key: 1,
        read: CLASS,
        columns: &[
            ("id", Id),
            ("district", Id),
            ("school", Id),
            ("title", Text),
            ("grades", Text),
            ("subjects", Text),
            ("source", Text),
            ("sourced_id", Text),
            ("active", Bool),
            ("changed", Int),
        ],
    },
    Shape {
        name: "teaches",
        key: 2,
        read: TEACHES,
        columns: &[
            ("class", Id),
            ("person", Id),
            ("district", Id),
            ("source", Text),
            ("sourced_id", Text),
            ("active", Bool),
        ],
    },
    Shape {
        name: "attends",
        key: 2,
        read: ATTENDS,
        columns: &[
            ("class", Id),
            ("student", Id),
            ("district", Id),
            ("source", Text),
            ("sourced_id", Text),
            ("active", Bool),
        ],
    },
    Shape {
        name: "holding",
        key: 4,
        read: HOLDING,
        columns: &[("person", Id), ("kind", Int), ("who", Id), ("district", Id), ("since", Int), ("until", Int)],
    },
];

const RESULTS: &[Shape] = &[
    Shape {
        name: "test",
        key: 1,
        read: TEST,
        columns: &[("id", Id), ("district", Id), ("key", Text), ("name", Text), ("subject", Text), ("unit", Text)],
    },
    Shape { name: "facet_set", key: 1, read: FACETS, columns: &[("id", Id), ("district", Id), ("facets", Text)] },
    Shape { name: "student", key: 1, read: TESTED, columns: STUDENT_COLUMNS },
    Shape {
        name: "result",
        key: 3,
        read: RESULT,
        columns: &[
            ("test", Id),
            ("period", Text),
            ("student", Id),
            ("district", Id),
            ("grade", Text),
            ("school", Id),
            ("class", Id),
            ("facets", Id),
            ("score", Real),
            ("batch", Id),
        ],
    },
];

/// The rows of one engine.
pub fn measure(plan: &Plan, kind: Kind, table: &mut Table) {
    if plan.wants("roster import") {
        roster(plan, kind, table);
    }
    if plan.wants("results import") {
        results(plan, kind, table);
    }
}

fn roster(plan: &Plan, kind: Kind, table: &mut Table) {
    // The made-up district writes about five rows for a person.
    let people = plan.rows / 5;
    let set = plan.folder.join("roster");
    District { people, seed: 1, version: Version::V1_2 }.write_folder(&set).expect("a made-up district");
    let ours = database::fresh(plan, kind, "roster");
    let idle = idle(plan, &ours);
    let words: Vec<&str> = vec!["oneroster", set.to_str().expect("a path of letters")];
    let new = import(plan, &ours, &words);
    let unchanged = import(plan, &ours, &words);
    let rows = everything(&ours.url, ROSTER);
    let count: usize = rows.iter().map(Vec::len).sum();
    let other = database::fresh(plan, kind, "rosterraw");
    drop(open(&other.url));
    let insert = raw(kind, &other.url, ROSTER, &rows, false);
    let upsert = raw(kind, &other.url, ROSTER, &rows, true);
    let what = format!("{}: roster import, {count} rows", kind.name());
    faster(table, format!("{what}, new, against raw insert"), new.seconds, insert);
    faster(table, format!("{what}, unchanged, against raw upsert"), unchanged.seconds, upsert);
    memory(table, &what, new.peak.max(unchanged.peak) - idle);
    drop(std::fs::remove_dir_all(set));
}

fn results(plan: &Plan, kind: Kind, table: &mut Table) {
    let ours = database::fresh(plan, kind, "results");
    let set = plan.folder.join("schools");
    District { people: 2_000, seed: 1, version: Version::V1_2 }.write_folder(&set).expect("a made-up district");
    import(plan, &ours, &["oneroster", set.to_str().expect("a path of letters")]);
    let other = database::copy(plan, kind, &ours, "resultsraw");
    let schools: Vec<String> = open(&ours.url)
        .read_now::<_, Error>(|c| c.rows(SCHOOLS, &[], |r| r.get(0)))
        .expect("the schools that were brought in");
    let (file, map) = results_file(&plan.folder, &schools, plan.rows);
    let idle = idle(plan, &ours);
    let words = [
        "results",
        file.to_str().expect("a path of letters"),
        "--map",
        map.to_str().expect("a path of letters"),
        "--source",
        "tests",
    ];
    let new = import(plan, &ours, &words);
    let rows = everything(&ours.url, RESULTS);
    let insert = raw(kind, &other.url, RESULTS, &rows, false);
    let what = format!("{}: results import, {} results", kind.name(), rows[3].len());
    faster(table, format!("{what}, new, against raw insert"), new.seconds, insert);
    memory(table, &what, new.peak - idle);
}

/// A file as a test's maker gives it: a row for each student and sitting, ten sittings a student.
fn results_file(folder: &Path, schools: &[String], rows: u64) -> (PathBuf, PathBuf) {
    let (file, map) = (folder.join("results.csv"), folder.join("results.toml"));
    let mut out = String::from("student,school,grade,gender,test,date,score\n");
    for n in 0..rows {
        let (student, sitting) = (n / 10, n % 10);
        let school = &schools[(student as usize / 400) % schools.len()];
        let (grade, test, term) = (student % 13, sitting / 2, sitting % 2);
        let gender = if student % 2 == 0 { "female" } else { "male" };
        let score = 200 + (n.wrapping_mul(2_654_435_761) >> 7) % 400;
        let date = if term == 0 { "2025-10-10" } else { "2026-03-12" };
        let _ = writeln!(out, "t{student:07},{school},{grade:02},{gender},Test {test},{date},{score}");
    }
    std::fs::write(&file, out).expect("a file of results");
    let mapping = "unit = \"points\"\ntest = \"test\"\nsubject = { value = \"Mathematics\" }\nperiod = \"date\"\n\
                   grade = \"grade\"\nschool = \"school\"\n\n[student]\nid = \"student\"\n\n[facets]\ngender = \"gender\"\n\n\
                   [[score]]\ncolumn = \"score\"\n";
    std::fs::write(&map, mapping).expect("a mapping");
    (file, map)
}

fn faster(table: &mut Table, what: String, ours: f64, raw: f64) {
    table.add(what, format!("{ours:.1} s"), format!("{raw:.1} s"), raw / ours, Bound::AtLeast(0.4));
}

fn memory(table: &mut Table, what: &str, over: f64) {
    let what = format!("{what}, memory over idle");
    table.add(what, format!("{over:.0} MB"), "200 MB".into(), over / 200.0, Bound::AtMost(1.0));
}

/// The memory of a server that waits, in megabytes.
fn idle(plan: &Plan, database: &Database) -> f64 {
    let server = server::ours(&database.url, &plan.folder.join("idle"));
    std::thread::sleep(std::time::Duration::from_millis(300));
    resident(server.pid())
}

struct Imported {
    seconds: f64,
    /// The most memory the program held, in megabytes.
    peak: f64,
}

/// Runs the program's own import.
fn import(plan: &Plan, database: &Database, words: &[&str]) -> Imported {
    let mut command = Command::new(server::beside("perennial"));
    command.arg("import").args(words).args(["--database", &database.url, "--data"]).arg(plan.folder.join("import"));
    let began = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let mut most: f64 = 0.0;
    let status = loop {
        most = most.max(peak(child.id()));
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    let seconds = began.elapsed().as_secs_f64();
    assert!(status.success(), "the import of {words:?} ended with {status}");
    Imported { seconds, peak: most }
}

fn open(url: &str) -> Db {
    Db::open(&Options { url: url.to_owned(), threads: 1 }, Clock::system(), Chance::system()).expect("the database")
}

/// Every row that an import left, read back.
fn everything(url: &str, shapes: &'static [Shape]) -> Vec<Rows> {
    let db = open(url);
    let read = |shape: &'static Shape| {
        db.read_now::<_, Error>(move |c| {
            c.rows(shape.read, &[], |r| {
                let cell = |(at, (_, kind)): (usize, &(&str, Column))| {
                    Ok(match kind {
                        Id => r.maybe::<uuid::Uuid>(at)?.map_or(Val::Null, Val::Id),
                        Int => r.maybe::<i64>(at)?.map_or(Val::Null, Val::Int),
                        Real => Val::Real(r.get(at)?),
                        Bool => Val::Bool(r.get(at)?),
                        Text => r.maybe::<String>(at)?.map_or(Val::Null, Val::Text),
                    })
                };
                shape.columns.iter().enumerate().map(cell).collect()
            })
        })
        .expect("what was just written can be read")
    };
    shapes.iter().map(read).collect()
}

/// Writes rows as fast as the engine takes them, in one transaction; seconds. With `upsert`, over those that are there.
fn raw(kind: Kind, url: &str, shapes: &'static [Shape], rows: &[Rows], upsert: bool) -> f64 {
    match kind {
        Kind::Sqlite => raw_sqlite(url.strip_prefix("sqlite:").expect("a file"), shapes, rows, upsert),
        // On a thread of its own: the synchronous client can't work inside a runtime.
        Kind::Postgres => {
            std::thread::scope(|s| s.spawn(|| raw_postgres(url, shapes, rows, upsert)).join()).expect("the rows go in")
        }
    }
}

/// What is done about a row whose key is there: it becomes what comes.
fn conflict(shape: &Shape) -> String {
    let names: Vec<&str> = shape.columns.iter().map(|(name, _)| *name).collect();
    let set: Vec<String> = names[shape.key..].iter().map(|name| format!("{name} = excluded.{name}")).collect();
    format!(" on conflict ({}) do update set {}", names[..shape.key].join(", "), set.join(", "))
}

fn raw_sqlite(path: &str, shapes: &[Shape], rows: &[Rows], upsert: bool) -> f64 {
    let mut c = rusqlite::Connection::open(path).expect("the database");
    c.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -64000",
    )
    .expect("a setting");
    let began = Instant::now();
    let tx = c.transaction().expect("a transaction");
    // Rows of one table may refer to later ones; it is checked at the end.
    tx.execute_batch("pragma defer_foreign_keys = on").expect("a setting");
    for (shape, rows) in shapes.iter().zip(rows) {
        let names: Vec<&str> = shape.columns.iter().map(|(name, _)| *name).collect();
        let marks = vec!["?"; names.len()].join(", ");
        let mut text = format!("insert into {} ({}) values ({marks})", shape.name, names.join(", "));
        if upsert {
            text += &conflict(shape);
        }
        let mut statement = tx.prepare(&text).expect("a statement");
        for row in rows {
            statement.execute(params_from_iter(row)).expect("a row");
        }
    }
    tx.commit().expect("a commit");
    began.elapsed().as_secs_f64()
}

fn raw_postgres(url: &str, shapes: &[Shape], rows: &[Rows], upsert: bool) -> f64 {
    use postgres::types::{ToSql, Type};
    let mut c = postgres::Client::connect(url, postgres::NoTls).expect("the database");
    let began = Instant::now();
    let mut tx = c.transaction().expect("a transaction");
    for (shape, rows) in shapes.iter().zip(rows) {
        let names = shape.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let types: Vec<Type> = shape
            .columns
            .iter()
            .map(|(_, kind)| match kind {
                Id => Type::UUID,
                Int => Type::INT8,
                Real => Type::FLOAT8,
                Bool => Type::BOOL,
                Text => Type::TEXT,
            })
            .collect();
        let into = if upsert { "beside" } else { shape.name };
        if upsert {
            tx.batch_execute(&format!("create temporary table beside (like {})", shape.name)).expect("a table");
        }
        let sink = tx.copy_in(&format!("copy {into} ({names}) from stdin binary")).expect("a table");
        let mut writer = postgres::binary_copy::BinaryCopyInWriter::new(sink, &types);
        for row in rows {
            let given: Vec<&(dyn ToSql + Sync)> = row.iter().map(|v| v as _).collect();
            writer.write(&given).expect("a row");
        }
        writer.finish().expect("the rows go in");
        if upsert {
            let text = format!(
                "insert into {} ({names}) select {names} from beside{}; drop table beside",
                shape.name,
                conflict(shape)
            );
            tx.batch_execute(&text).expect("the rows go over");
        }
    }
    tx.commit().expect("a commit");
    began.elapsed().as_secs_f64()
}
