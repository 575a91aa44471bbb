//! Makes a district many: every row of every table again, with ids of its own, so that a database of a million people has the
//! shape of one of a thousand. Student results stay single: the growth rows ask what more people cost.

use std::io::{BufRead as _, BufReader, Write as _};

use crate::database::Kind;

/// In the order in which rows may refer to each other.
const TABLES: &[&str] = &[
    "org",
    "org_above",
    "person",
    "role",
    "class",
    "teaches",
    "audience",
    "audience_member",
    "holding",
    "community",
    "membership",
    "need",
    "goal",
    "measure",
    "observation",
    "alignment",
    "strategy",
    "cycle",
    "move",
    "entry",
    "evidence",
    "lesson",
    "meeting",
    "cycle_meeting",
    "item",
    "note",
    "decision",
    "commitment",
    "attendance",
    "statement",
    "statement_draft",
    "clause",
    "citation",
    "standard_set",
    "standard_adoption",
    "standard_citation",
    "event",
];

/// Adds the copies `1..to` of a database that holds one district. A copy's ids are those of the first with its number in their
/// first two bytes.
pub fn multiply(url: &str, kind: Kind, to: u16) {
    let from = 1;
    match kind {
        Kind::Sqlite => sqlite(url.strip_prefix("sqlite:").expect("a file"), from, to),
        Kind::Postgres => {
            let url = url.to_owned();
            std::thread::spawn(move || postgres(&url, from, to)).join().expect("the copies are made");
        }
    }
}

fn shifted(id: [u8; 16], copy: u16) -> [u8; 16] {
    let mut id = id;
    let [high, low] = copy.to_be_bytes();
    id[0] ^= high;
    id[1] ^= low;
    id
}

fn sqlite(path: &str, from: u16, to: u16) {
    use rusqlite::types::Value;
    let mut c = rusqlite::Connection::open(path).expect("the database");
    // Rows of one table may refer to later ones; the copies are as consistent as the first.
    c.execute_batch("pragma foreign_keys = off; pragma synchronous = off; pragma cache_size = -400000")
        .expect("a setting");
    let rows: Vec<(String, Vec<Vec<Value>>)> = TABLES
        .iter()
        .map(|table| {
            let mut s = c.prepare(&format!("select * from {table}")).expect("a table");
            let names: Vec<String> = s.column_names().map(str::to_owned).collect();
            let width = names.len();
            let mut found = s.query([]).expect("rows");
            let mut all = Vec::new();
            while let Some(r) = found.next().expect("a row") {
                let row: Vec<Value> = (0..width).map(|at| r.get(at).expect("a cell")).collect();
                all.push(row);
            }
            let marks = vec!["?"; width].join(",");
            (format!("insert into {table} ({}) values ({marks})", names.join(",")), all)
        })
        .collect();
    for copy in from..to {
        let tx = c.transaction().expect("a transaction");
        for (insert, all) in &rows {
            let mut s = tx.prepare_cached(insert).expect("an insert");
            for row in all {
                let row = row.iter().map(|cell| match cell {
                    Value::Blob(b) if b.len() == 16 => {
                        let id: [u8; 16] = b.as_slice().try_into().expect("sixteen bytes");
                        // Nobody in particular stays nobody in particular.
                        if id == [0; 16] { cell.clone() } else { Value::Blob(shifted(id, copy).to_vec()) }
                    }
                    Value::Text(t) if t.contains('@') && t.len() < 100 && !t.contains(' ') => {
                        Value::Text(format!("{copy}.{t}"))
                    }
                    other => other.clone(),
                });
                s.execute(rusqlite::params_from_iter(row)).expect("a row");
            }
        }
        tx.commit().expect("a commit");
    }
    // No `analyze`: the program never runs it over the whole file, so neither does what is measured.
    c.execute_batch("pragma wal_checkpoint(truncate)").expect("everything lies in the file");
}

fn postgres(url: &str, from: u16, to: u16) {
    let mut c = postgres::Client::connect(url, postgres::NoTls).expect("the database");
    let tables: Vec<(String, Vec<bool>, Vec<Vec<u8>>)> = TABLES
        .iter()
        .map(|table| {
            let columns = c
                .query(
                    "select column_name::text, udt_name::text from information_schema.columns \
                     where table_name = $1 and table_schema = 'public' order by ordinal_position",
                    &[table],
                )
                .expect("columns");
            let ids = columns.iter().map(|r| r.get::<_, String>(1) == "uuid").collect();
            let reader = c.copy_out(&format!("copy {table} to stdout")).expect("rows");
            let lines = BufReader::new(reader).split(b'\n').map(|l| l.expect("a row")).collect();
            ((*table).to_owned(), ids, lines)
        })
        .collect();
    for copy in from..to {
        let mut tx = c.transaction().expect("a transaction");
        tx.batch_execute("set local session_replication_role = replica; set local synchronous_commit = off")
            .expect("a setting");
        for (table, ids, lines) in &tables {
            let mut writer = tx.copy_in(&format!("copy {table} from stdin")).expect("a table");
            let mut out = Vec::with_capacity(64 * 1024);
            for line in lines {
                for (at, cell) in line.split(|b| *b == b'\t').enumerate() {
                    if at > 0 {
                        out.push(b'\t');
                    }
                    let text = std::str::from_utf8(cell).expect("text");
                    match (ids.get(at), text.parse::<uuid::Uuid>()) {
                        (Some(true), Ok(id)) if !id.is_nil() => {
                            let id = uuid::Uuid::from_bytes(shifted(id.into_bytes(), copy));
                            write!(out, "{id}").expect("memory");
                        }
                        _ if text.contains('@') && text.len() < 100 && !text.contains(' ') => {
                            write!(out, "{copy}.{text}").expect("memory")
                        }
                        _ => out.extend_from_slice(cell),
                    }
                }
                out.push(b'\n');
                if out.len() > 60 * 1024 {
                    writer.write_all(&out).expect("rows go in");
                    out.clear();
                }
            }
            writer.write_all(&out).expect("rows go in");
            writer.finish().expect("a table ends");
        }
        tx.commit().expect("a commit");
    }
    c.batch_execute("vacuum analyze").expect("a look at the sizes");
}
