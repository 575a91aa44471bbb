//! T24: the program is killed at random moments under load, as a power cut would. Whatever it had acknowledged is there
//! afterwards, once; and on a damaged database it serves nothing.
//!
//! `KILLS=200` is the long mode.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use support::{Client, Dice, Mailbox, Member, Server, district, faults, gist, measures, number};

/// Something that is sent until it is acknowledged, always with the same mark.
#[derive(Clone, Debug)]
struct Wish {
    path: String,
    fields: Vec<(String, String)>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Entry(String),
    Value(String, f64),
    Name(String),
    Person(String),
}

/// What one writer has sent and what of it was acknowledged.
#[derive(Default)]
struct Writer {
    n: u64,
    rev: u64,
    pending: Option<Wish>,
    entries: BTreeSet<String>,
    values: BTreeMap<String, f64>,
    name: String,
    letters: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Writer {
    fn wish(&mut self, who: usize, m: &Member, measure: &str, office: Option<&str>) -> Wish {
        self.n += 1;
        let n = self.n;
        let fields = |list: &[(&str, &str)]| {
            let once = format!("{who}-{n}");
            let all = list.iter().copied().chain([("_once", once.as_str())]);
            all.map(|(k, v)| (k.to_owned(), v.to_owned())).collect::<Vec<_>>()
        };
        if let Some(office) = office {
            let email = format!("new{n}@school.test");
            let list =
                [("given", "New"), ("family", "Person"), ("email", &email), ("role", "teacher"), ("org", office)];
            return Wish { path: "/people/new".into(), fields: fields(&list), kind: Kind::Person(email) };
        }
        match n % 4 {
            0 => {
                let name = format!("Team {who} as of {n}");
                let rev = self.rev.to_string();
                let list = [
                    ("_rev", rev.as_str()),
                    ("name", &name),
                    ("basis", "students"),
                    ("composition", "horizontal"),
                    ("mode", "blended"),
                ];
                Wish {
                    path: format!("/communities/{}/edit", m.community),
                    fields: fields(&list),
                    kind: Kind::Name(name),
                }
            }
            1 => {
                let day = jiff::civil::date(2019, 1, 1).checked_add(jiff::Span::new().days(n as i64 / 4)).unwrap();
                let (on, value) = (day.to_string(), n.to_string());
                let list = [("on", on.as_str()), ("value", &value), ("n", "30")];
                Wish { path: measure.to_owned(), fields: fields(&list), kind: Kind::Value(on.clone(), n as f64) }
            }
            _ => {
                let text = format!("writer {who} entry {n}");
                let list = [("step", "plan"), ("w-change", text.as_str())];
                Wish { path: format!("/cycles/{}/entries", m.cycle), fields: fields(&list), kind: Kind::Entry(text) }
            }
        }
    }

    fn acknowledged(&mut self, wish: Wish) {
        match wish.kind {
            Kind::Entry(text) => drop(self.entries.insert(text)),
            Kind::Value(on, value) => drop(self.values.insert(on, value)),
            Kind::Person(email) => drop(self.letters.insert(email)),
            Kind::Name(name) => {
                self.rev += 1;
                self.name = name;
            }
        }
    }

    /// Sends wishes until the connection breaks or `until` says so.
    fn write(
        &mut self,
        who: usize,
        client: &mut Client,
        m: &Member,
        measure: &str,
        office: Option<&str>,
        until: &AtomicBool,
    ) {
        while !until.load(Ordering::Relaxed) {
            if office.is_some() {
                // A few letters at every kill are enough; thousands would only be waited for.
                std::thread::sleep(Duration::from_millis(40));
            }
            let wish = self.pending.take().unwrap_or_else(|| self.wish(who, m, measure, office));
            let fields: Vec<_> = wish.fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            self.pending = Some(wish.clone());
            match client.post(&wish.path, &fields) {
                Ok(reply) if reply.status == 303 && !reply.location.starts_with("/sign-in") => {
                    self.pending = None;
                    self.acknowledged(wish);
                }
                Ok(reply) => {
                    self.wrong.push(format!("{wish:?}: {} {}", reply.status, gist(&reply.body)));
                    return;
                }
                Err(_) => return,
            }
        }
    }
}

/// The small district with its writers.
struct Stage {
    there: support::District,
    measures: Vec<String>,
    writers: Vec<Mutex<Writer>>,
}

impl Stage {
    /// All writers write until they are told to stop, or the server is gone; `meanwhile` decides which.
    fn play(&self, at: SocketAddr, until: &AtomicBool, meanwhile: impl FnOnce()) {
        let members = &self.there.members;
        std::thread::scope(|s| {
            for (who, writer) in self.writers.iter().enumerate() {
                let (m, measure) = (&members[who % members.len()], &self.measures[who % members.len()]);
                // The last one is the administrator, who adds people; each gets a letter.
                let admin = who == members.len();
                let secret = if admin { &self.there.admin } else { &m.secret };
                let office = admin.then_some(self.there.office.as_str());
                s.spawn(move || {
                    let mut client = Client::new(at, secret);
                    writer.lock().unwrap().write(who, &mut client, m, measure, office, until);
                });
            }
            meanwhile();
        });
        for writer in &self.writers {
            let writer = writer.lock().unwrap();
            assert!(writer.wrong.is_empty(), "{:#?}", writer.wrong);
        }
    }
}

#[test]
fn whatever_was_acknowledged_survives_every_kill() {
    let kills = number("KILLS", 12);
    let mut dice = Dice::new(number("SEED", 24));
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let there = district(data, 6, 1);
    let (mailbox, mail) = Mailbox::open();
    let mut server = Server::start(data, Some(mail));
    let measures = measures(server.at, &there.members);
    let writers = (0..=there.members.len()).map(|_| Mutex::new(Writer { rev: 1, ..Writer::default() })).collect();
    let stage = Stage { there, measures, writers };
    let never = AtomicBool::new(false);
    for kill in 0..kills {
        let long = Duration::from_millis(dice.roll(20, 900));
        let at = server.at;
        stage.play(at, &never, || {
            std::thread::sleep(long);
            let log = server.kill();
            assert!(!log.contains("panicked") && !log.contains("locked"), "{log}");
        });
        let found = faults(data);
        assert!(found.is_empty(), "after kill {kill}: {found:?}");
        server = Server::start(data, Some(mail));
    }
    // What wasn't acknowledged is sent once more with the same mark; then everything has to be there exactly once.
    let enough = AtomicBool::new(false);
    stage.play(server.at, &enough, || {
        std::thread::sleep(Duration::from_millis(300));
        enough.store(true, Ordering::Relaxed);
    });
    let writers: Vec<Writer> = stage.writers.into_iter().map(|w| w.into_inner().unwrap()).collect();
    let letters: BTreeSet<&String> = writers.iter().flat_map(|w| &w.letters).collect();
    let late = Instant::now() + Duration::from_secs(90);
    while mailbox.0.lock().unwrap().len() < letters.len() && Instant::now() < late {
        std::thread::sleep(Duration::from_millis(200));
    }
    std::thread::sleep(Duration::from_secs(2));
    drop(server);
    let found = faults(data);
    assert!(found.is_empty(), "at the end: {found:?}");

    let (_folder, file) = support::copy_of(data);
    let c = rusqlite::Connection::open(file).unwrap();
    let rows = |sql: &str| -> Vec<(String, String)> {
        let mut statement = c.prepare(sql).unwrap();
        let text = |r: &rusqlite::Row<'_>, at| {
            Ok::<_, rusqlite::Error>(match r.get_ref(at)? {
                rusqlite::types::ValueRef::Blob(b) => store::hex(b),
                rusqlite::types::ValueRef::Text(t) => String::from_utf8_lossy(t).into_owned(),
                rusqlite::types::ValueRef::Real(n) => n.to_string(),
                rusqlite::types::ValueRef::Integer(n) => n.to_string(),
                rusqlite::types::ValueRef::Null => String::new(),
            })
        };
        let all = statement.query_map([], |r| Ok((text(r, 0)?, text(r, 1)?))).unwrap();
        all.map(Result::unwrap).collect()
    };
    let bare = |id: &str| id.replace('-', "");
    let written = rows("select fields, '' from entry");
    let told = rows("select 'n', count(*) from event where verb = 'entry.written'");
    let wanted: usize = writers.iter().map(|w| w.entries.len()).sum();
    for text in writers.iter().flat_map(|w| &w.entries) {
        let times = written.iter().filter(|(fields, _)| fields.contains(&format!("\"{text}\""))).count();
        assert_eq!(times, 1, "{text:?} is there {times} times");
    }
    assert_eq!(written.len(), wanted, "an entry that nobody was told of");
    assert_eq!(told[0].1, wanted.to_string(), "one event for each entry");
    let values = rows("select hex(measure) || on_date, value from observation");
    for (who, m) in writers.iter().take(stage.there.members.len()).zip(&stage.measures) {
        let measure = bare(m.rsplit('/').next().unwrap()).to_uppercase();
        for (on, value) in &who.values {
            let found: Vec<_> = values.iter().filter(|(key, _)| *key == format!("{measure}{on}")).collect();
            assert_eq!(found.len(), 1, "{on}: {found:?}");
            assert_eq!(found[0].1, value.to_string());
        }
    }
    assert_eq!(values.len(), writers.iter().map(|w| w.values.len()).sum::<usize>());
    let teams = rows("select lower(hex(id)), name || ' ' || rev from community");
    for (who, m) in writers.iter().zip(&stage.there.members).filter(|(w, _)| !w.name.is_empty()) {
        assert!(teams.contains(&(bare(&m.community), format!("{} {}", who.name, who.rev))), "{} {}", who.name, who.rev);
    }
    let mail = rows("select address, sent from mail");
    let arrived = mailbox.0.lock().unwrap().clone();
    for letter in &letters {
        let rows: Vec<_> = mail.iter().filter(|(to, _)| to == *letter).collect();
        assert_eq!(rows.len(), 1, "{letter}: {rows:?}");
        assert!(!rows[0].1.is_empty(), "the letter to {letter} was not sent");
        assert_eq!(arrived.values().filter(|(to, _)| to == *letter).count(), 1, "two letters to {letter}");
    }
    // Between handing a letter over and noting it there is a moment in which a kill makes it go out again, with the same
    // message id, by which the receiving side knows it.
    let twice: u64 = arrived.values().map(|(_, times)| times - 1).sum();
    assert!(twice <= kills, "{twice} letters came again after {kills} kills");
    assert!(rows("select kind, what from job").is_empty(), "jobs that were not done");
    println!(
        "{kills} kills: {wanted} entries, {} values, {} edits, {} people with letters ({twice} sent again); all there, once",
        values.len(),
        writers.iter().map(|w| w.rev - 1).sum::<u64>(),
        letters.len(),
    );
}

/// Overwrites every page of the database from the third on with noise.
fn damage(data: &std::path::Path, from: u64) {
    let mut dice = Dice::new(7);
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(data.join("perennial.db")).unwrap();
    let mut head = [0u8; 18];
    file.read_exact(&mut head).unwrap();
    let page = u64::from(u16::from_be_bytes([head[16], head[17]]));
    let pages = file.metadata().unwrap().len() / page;
    assert!(pages > from + 10, "too small to damage");
    let noise: Vec<u8> = (0..page).map(|_| u8::try_from(dice.roll(0, 256)).unwrap()).collect();
    for n in from..pages {
        file.seek(SeekFrom::Start(n * page)).unwrap();
        file.write_all(&noise).unwrap();
    }
}

/// A database with something in it, at rest: everything is merged into its one file.
fn at_rest() -> (tempfile::TempDir, support::District) {
    let folder = tempfile::tempdir().unwrap();
    let there = district(folder.path(), 40, 2);
    let c = rusqlite::Connection::open(folder.path().join("perennial.db")).unwrap();
    c.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).unwrap();
    (folder, there)
}

/// The server says what is wrong, and does nothing.
fn refuses(server: &Server, there: &support::District, within: Duration) {
    let m = &there.members[0];
    let mut client = Client::new(server.at, &m.secret);
    let until = Instant::now() + within;
    while client.get("/health/ready").unwrap().status != 503 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
    }
    let ready = client.get("/health/ready").unwrap();
    assert_eq!(ready.status, 503, "{}", ready.body);
    assert!(ready.body.contains("damaged") || ready.body.contains("malformed"), "{}", ready.body);
    assert_eq!(client.get("/health/live").unwrap().status, 200);
    let fields = [("step", "plan"), ("w-change", "zqafter damage"), ("_once", "d1")];
    for reply in [
        client.post(&format!("/cycles/{}/entries", m.cycle), &fields).unwrap(),
        client.post("/communities/new", &[("name", "x")]).unwrap(),
        client.get("/").unwrap(),
        client.get(&format!("/cycles/{}", m.cycle)).unwrap(),
        client.get("/sign-in").unwrap(),
    ] {
        assert_eq!(reply.status, 503, "{}", gist(&reply.body));
        assert!(reply.body.contains("This server needs help"), "{}", gist(&reply.body));
    }
    assert!(server.log.lock().unwrap().contains("damaged"), "the operator isn't told");
}

#[test]
fn a_database_damaged_anywhere_is_not_served() {
    // All of it but the first page; and only what was written last, where no page of the product looks first.
    for part in ["all", "end"] {
        let (folder, there) = at_rest();
        let pages = std::fs::metadata(folder.path().join("perennial.db")).unwrap().len() / 4096;
        damage(folder.path(), if part == "all" { 1 } else { pages - 12 });
        let server = Server::start(folder.path(), None);
        refuses(&server, &there, Duration::from_secs(10));
    }
}

#[test]
fn a_file_that_is_no_database_is_not_served() {
    let (folder, there) = at_rest();
    std::fs::write(folder.path().join("perennial.db"), "not what it was ".repeat(4096)).unwrap();
    let server = Server::start(folder.path(), None);
    refuses(&server, &there, Duration::from_secs(10));
}

#[test]
fn damage_that_happens_while_it_serves_ends_the_serving() {
    let (folder, there) = at_rest();
    let server = Server::start(folder.path(), None);
    let mut client = Client::new(server.at, &there.members[0].secret);
    assert_eq!(client.get("/").unwrap().status, 200);
    damage(folder.path(), 1);
    // Pages that a connection holds in its own memory may still be right; others are found out when they are asked for.
    for m in &there.members {
        let mut client = Client::new(server.at, &m.secret);
        let _ = client.get(&format!("/cycles/{}", m.cycle)).unwrap();
        let _ = client.post(&format!("/cycles/{}/entries", m.cycle), &[("step", "plan"), ("w-change", "x")]).unwrap();
    }
    refuses(&server, &there, Duration::from_secs(10));
    drop(server);
    let (_copy, file) = support::copy_of(folder.path());
    let bytes = std::fs::read(file).unwrap();
    assert!(!bytes.windows(14).any(|w| w == b"zqafter damage"), "something was written into a damaged database");
}
