//! T25: fifty people write at once, for a long time, on the embedded database. Nobody sees an error or the word "locked", and
//! nothing that was acknowledged is missing.
//!
//! `MINUTES=10` is the long mode.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use support::{Client, Member, Server, district, gist, measures, number};

#[derive(Default)]
struct Wrote {
    entries: BTreeSet<String>,
    values: BTreeSet<String>,
    edits: u64,
    conflicts: u64,
    looked: u64,
    /// How long each answer to a writing took, in microseconds.
    took: Vec<u64>,
    wrong: Vec<String>,
}

/// One person's work: entries in the team's cycle, values of their own measure, the team's name, looking at the page between.
fn works(at: std::net::SocketAddr, who: usize, m: &Member, measure: &str, until: Instant) -> Wrote {
    let mut wrote = Wrote::default();
    let mut client = Client::new(at, &m.secret);
    let mut n: u64 = 0;
    let cycle = format!("/cycles/{}", m.cycle);
    while Instant::now() < until && wrote.wrong.len() < 5 {
        n += 1;
        let once = format!("{who}-{n}");
        let began = Instant::now();
        let (reply, kind) = match n % 8 {
            0 => (client.get(&cycle), "look"),
            1 => {
                let edit = format!("/communities/{}/edit", m.community);
                // The version stands in the form; a colleague may save between looking and saving.
                let page = client.get(&edit).map(|r| r.body).unwrap_or_default();
                let rev = page
                    .split("name=\"_rev\" value=\"")
                    .nth(1)
                    .and_then(|p| p.split('"').next())
                    .unwrap_or("0")
                    .to_owned();
                let name = format!("Team of {who} as of {n}");
                let fields = [
                    ("_once", once.as_str()),
                    ("_rev", &rev),
                    ("name", &name),
                    ("basis", "students"),
                    ("composition", "horizontal"),
                    ("mode", "blended"),
                ];
                let reply = client.post(&edit, &fields);
                if let Ok(reply) = &reply
                    && reply.status == 409
                {
                    wrote.conflicts += 1;
                    if !reply.body.contains(&name) || reply.body.matches("Team of ").count() < 2 {
                        wrote.wrong.push(format!("a conflict without both texts: {}", gist(&reply.body)));
                    }
                    continue;
                }
                (reply, "edit")
            }
            2 => {
                let day = jiff::civil::date(1990, 1, 1).checked_add(jiff::Span::new().days((n / 8) as i64)).unwrap();
                let on = day.to_string();
                let fields = [("_once", once.as_str()), ("on", &on), ("value", "81"), ("n", "30")];
                let reply = client.post(measure, &fields);
                wrote.values.insert(on);
                (reply, "value")
            }
            _ => {
                let text = format!("writer {who} entry {n}");
                let fields = [("_once", once.as_str()), ("step", "plan"), ("w-change", &text)];
                let reply = client.post(&format!("{cycle}/entries"), &fields);
                wrote.entries.insert(text);
                (reply, "entry")
            }
        };
        match reply {
            Ok(r) if kind == "look" && r.status == 200 => wrote.looked += 1,
            Ok(r) if kind != "look" && r.status == 303 && !r.location.starts_with("/sign-in") => {
                wrote.took.push(u64::try_from(began.elapsed().as_micros()).unwrap());
                wrote.edits += u64::from(kind == "edit");
            }
            Ok(r) => wrote.wrong.push(format!("{kind}: {} {}", r.status, gist(&r.body))),
            Err(e) => wrote.wrong.push(format!("{kind}: {e}")),
        }
    }
    wrote
}

#[test]
fn fifty_people_write_at_once_and_nobody_notices_the_others() {
    let long = if let Ok(minutes) = std::env::var("MINUTES") { 60 * minutes.parse::<u64>().unwrap() } else { 15 };
    let people = usize::try_from(number("WRITERS", 50)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let there = district(data, people, 5);
    let server = Server::start(data, None);
    let measures = measures(server.at, &there.members);
    let until = Instant::now() + Duration::from_secs(long);
    let wrote: Vec<Wrote> = std::thread::scope(|s| {
        let all: Vec<_> = there
            .members
            .iter()
            .zip(&measures)
            .enumerate()
            .map(|(who, (m, measure))| {
                let at = server.at;
                s.spawn(move || works(at, who, m, measure, until))
            })
            .collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let log = server.kill();
    let wrong: Vec<_> = wrote.iter().flat_map(|w| &w.wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} times somebody saw an error: {:#?}",
        wrong.len(),
        wrong.iter().take(20).collect::<Vec<_>>()
    );
    for word in ["locked", "panicked", "ERROR"] {
        assert!(!log.contains(word), "{word} in the log:\n{log}");
    }
    assert_eq!(support::faults(data), Vec::<String>::new());

    let (_folder, file) = support::copy_of(data);
    let c = rusqlite::Connection::open(file).unwrap();
    let mut statement = c.prepare("select fields from entry").unwrap();
    let written: Vec<String> = statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    let known: BTreeSet<&str> = written.iter().filter_map(|f| f.split('"').nth(3)).collect();
    let entries: BTreeSet<&str> = wrote.iter().flat_map(|w| &w.entries).map(String::as_str).collect();
    assert_eq!(known, entries, "entries that are missing or that nobody wrote");
    assert_eq!(written.len(), entries.len(), "an entry is there twice");
    let count = |sql: &str| c.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    let values: usize = wrote.iter().map(|w| w.values.len()).sum();
    assert_eq!(count("select count(*) from observation"), i64::try_from(values).unwrap());
    let edits: u64 = wrote.iter().map(|w| w.edits).sum();
    assert_eq!(
        count("select sum(rev - 1) from community"),
        i64::try_from(edits).unwrap(),
        "an edit is missing or overwrote another"
    );

    let mut took: Vec<u64> = wrote.iter().flat_map(|w| w.took.iter().copied()).collect();
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize] as f64 / 1000.0;
    println!(
        "{people} people, {long} s: {} entries, {values} values, {edits} edits, {} conflicts with both texts, {} looks; \
         {:.0} writes a second; a write took {:.1} ms in the middle, {:.1} at 95 %, {:.1} at 99 %, {:.1} at most",
        entries.len(),
        wrote.iter().map(|w| w.conflicts).sum::<u64>(),
        wrote.iter().map(|w| w.looked).sum::<u64>(),
        took.len() as f64 / long as f64,
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0),
    );
}
