//! The ledger of capabilities is complete, and what it says works has a test by the name it gives.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::path::Path;

const ROOMS: [&str; 16] = [
    "home",
    "people",
    "communities",
    "cycles",
    "goals",
    "data",
    "surveys",
    "vision",
    "visits",
    "library",
    "conversations",
    "networks",
    "lessons",
    "record",
    "district",
    "admin",
];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Every text of the sources in which a test can stand.
fn sources() -> String {
    fn read(folder: &Path, all: &mut String) {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "node_modules" && name != "target" {
                read(&path, all);
            } else if name.ends_with(".rs") || name.ends_with(".test.mjs") {
                *all += &std::fs::read_to_string(&path).unwrap();
            }
        }
    }
    let mut all = String::new();
    read(&root().join("crates"), &mut all);
    read(&root().join("browser"), &mut all);
    all
}

#[test]
fn every_capability_stands_once_and_what_works_has_its_proof() {
    let ledger = std::fs::read_to_string(root().join("docs/coverage.csv")).unwrap();
    let sources = sources();
    let mut seen = BTreeSet::new();
    let mut lines = ledger.lines();
    assert_eq!(lines.next(), Some("id,room,status,where,proof"));
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let [id, room, status, place, proof] = cells[..] else { panic!("not five cells: {line}") };
        assert!(seen.insert(id.to_owned()), "{id} stands twice");
        assert!(ROOMS.contains(&room), "{id}: no room {room}");
        assert!(["works", "partly", "open"].contains(&status), "{id}: no status {status}");
        if status != "open" {
            assert!(!place.is_empty(), "{id} doesn't say where");
            let named = format!("fn {proof}(");
            let told = format!("\"{proof}\"");
            assert!(
                !proof.is_empty() && (sources.contains(&named) || sources.contains(&told)),
                "{id}: no test {proof:?}"
            );
        }
    }
    let all: BTreeSet<String> = [(0, 30), (1, 22), (2, 125), (3, 19), (4, 29)]
        .into_iter()
        .flat_map(|(seed, most)| (1..=most).map(move |n| format!("S{seed}-{n}")))
        .collect();
    assert_eq!(seen, all);
}

/// The rooms that say of each capability that isn't there, or not whole, what is missing.
const SAID: [&str; 4] = ["communities", "record", "surveys", "vision"];

#[test]
fn what_is_not_whole_says_what_is_missing() {
    let read = |name: &str| std::fs::read_to_string(root().join("docs").join(name)).unwrap();
    let (ledger, missing) = (read("coverage.csv"), read("missing.csv"));
    let said: BTreeSet<&str> = missing
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').expect("an id and what is missing"))
        .map(|(id, _)| id)
        .collect();
    for line in ledger.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (id, room, status) = (cells[0], cells[1], cells[2]);
        let begun = status == "partly" || matches!(room, "communities" | "record");
        if status == "works" {
            assert!(!said.contains(id), "{id} works and is said to miss something");
        } else if SAID.contains(&room) && begun {
            assert!(said.contains(id), "{id} is {status}: docs/missing.csv doesn't say what is missing");
        }
    }
}

/// Rooms from the ground up, as `rooms::routes` lists them; home and the API know everything.
const ORDER: [&str; 13] = [
    "people",
    "communities",
    "data",
    "goals",
    "library",
    "cycles",
    "lessons",
    "meetings",
    "record",
    "vision",
    "admin",
    "home",
    "api",
];

#[test]
fn arrows_between_rooms_run_one_way() {
    let rooms = root().join("crates/rooms/src");
    for (at, room) in ORDER.iter().enumerate() {
        let mut text = String::new();
        fn read(folder: &Path, all: &mut String) {
            for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if path.is_dir() {
                    read(&path, all);
                } else if name.ends_with(".rs") && name != "tests.rs" {
                    *all += &std::fs::read_to_string(&path).unwrap();
                }
            }
        }
        read(&rooms.join(room), &mut text);
        for above in &ORDER[at + 1..] {
            // `use crate::above`, `use crate::{…, above::…}` and `crate::above::` are the ways to reach it.
            let reached = text.contains(&format!("crate::{above}::")) || text.contains(&format!("crate::{above};"));
            assert!(!reached, "{room} reaches up to {above}");
        }
        for (line_no, line) in text.lines().enumerate().filter(|(_, l)| l.trim_start().starts_with("use crate::{")) {
            for above in &ORDER[at + 1..] {
                let names = line.split(['{', '}', ',', ' ', ':', ';']).collect::<Vec<_>>();
                assert!(!names.contains(above), "{room}, line {line_no}: reaches up to {above}");
            }
        }
    }
}
