//! The commands as an operator uses them: the real program, a folder of its own, exit codes.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn perennial(folder: &Path, words: &[&str]) -> Output {
    command(folder, words).output().expect("the program starts")
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_perennial"));
    command.args(words).current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars() {
        if name.starts_with("PERENNIAL_") {
            command.env_remove(name);
        }
    }
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn ends(output: &Output, code: i32) -> String {
    let said = said(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

/// A server that is stopped when the test ends.
struct Server {
    child: Child,
    port: u16,
    said: Vec<String>,
}

impl Server {
    /// Starts `words` and waits for the line with its address.
    fn start(folder: &Path, words: &[&str]) -> Server {
        let mut child =
            command(folder, words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (tell, told) = std::sync::mpsc::channel::<String>();
        for stream in [
            Box::new(child.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
            Box::new(child.stderr.take().unwrap()),
        ] {
            let tell = tell.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    drop(tell.send(line));
                }
            });
        }
        drop(tell);
        let mut said = Vec::new();
        let port = loop {
            let line = told.recv_timeout(std::time::Duration::from_secs(300)).expect("the server says its address");
            said.push(line.clone());
            if let Some(rest) = line.split("127.0.0.1:").nth(1) {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                break digits.parse().expect("a port");
            }
        };
        // What is said later goes on being read, so that the server never waits for us.
        std::thread::spawn(move || while told.recv().is_ok() {});
        Server { child, port, said }
    }

    /// Status, headers and body of a page.
    fn get(&self, path: &str, headers: &str) -> String {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port)).expect("it answers");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = Vec::new();
        std::io::Read::read_to_end(&mut stream, &mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks it to stop, as a service manager does, and gives its exit code.
    fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.expect("kill is there").success());
        let end = std::time::Instant::now() + std::time::Duration::from_secs(15);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(std::time::Instant::now() < end, "it didn't stop");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn wrong_words_end_with_2_and_name_every_wrong_value() {
    let folder = tempfile::tempdir().unwrap();
    ends(&perennial(folder.path(), &["no-such-command"]), 2);
    std::fs::write(folder.path().join("perennial.toml"), "threads = 0\ncolour = \"green\"\n").unwrap();
    let said = ends(&perennial(folder.path(), &["check-config"]), 2);
    assert!(said.contains("threads in") && said.contains("colour in"), "{said}");
    ends(&perennial(folder.path(), &["serve"]), 2);
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[test]
fn the_doctor_changes_nothing_and_knows_a_damaged_database() {
    let folder = tempfile::tempdir().unwrap();
    let said = ends(&perennial(folder.path(), &["doctor"]), 0);
    assert!(said.contains("database"), "{said}");
    assert!(!folder.path().join("data").exists());
    ends(&perennial(folder.path(), &["migrate"]), 0);
    assert!(ends(&perennial(folder.path(), &["doctor"]), 0).contains("sound"));
    std::fs::write(folder.path().join("data/perennial.db"), b"this is not a database at all, is it?").unwrap();
    for wal in ["data/perennial.db-wal", "data/perennial.db-shm"] {
        drop(std::fs::remove_file(folder.path().join(wal)));
    }
    assert!(ends(&perennial(folder.path(), &["doctor"]), 1).contains("BAD     database"));
}

#[test]
fn a_backup_is_verified_restored_and_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ends(&perennial(here, &["backup", "none.zip"]), 1);
    ends(&perennial(here, &["migrate"]), 0);
    std::fs::create_dir_all(here.join("data/files/ab")).unwrap();
    std::fs::write(here.join("data/files/ab/one"), b"a photo").unwrap();
    let said = ends(&perennial(here, &["backup", "b.zip"]), 0);
    assert!(said.contains("1 files"), "{said}");
    assert!(ends(&perennial(here, &["backup", "b.zip"]), 1).contains("already"));
    ends(&perennial(here, &["verify", "b.zip"]), 0);

    ends(&perennial(here, &["restore", "b.zip"]), 1);
    ends(&perennial(here, &["restore", "b.zip", "--data", "again"]), 0);
    assert_eq!(std::fs::read(here.join("again/files/ab/one")).unwrap(), b"a photo");
    assert!(ends(&perennial(here, &["doctor", "--data", "again"]), 0).contains("sound"));
    let left: Vec<_> = std::fs::read_dir(here.join("again")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|n| n.to_string_lossy().starts_with('.')), "{left:?}");

    let mut bytes = std::fs::read(here.join("b.zip")).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle] ^= 0xff;
    std::fs::write(here.join("damaged.zip"), &bytes).unwrap();
    ends(&perennial(here, &["verify", "damaged.zip"]), 1);
    ends(&perennial(here, &["restore", "damaged.zip", "--data", "third"]), 1);
    assert!(!here.join("third/perennial.db").exists());
    bytes.truncate(middle);
    std::fs::write(here.join("cut.zip"), &bytes).unwrap();
    ends(&perennial(here, &["verify", "cut.zip"]), 1);
}

/// An archive with one member more than `manifest` speaks of.
fn archive(to: &Path, members: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn a_restore_never_leaves_its_folder_and_refuses_newer_versions() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    // SHA-256 of "x".
    let hash = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let manifest = |name: &str, format: u32, size: u64| {
        format!(
            "{{\"format\":{format},\"program\":\"9\",\"version\":1,\"made\":\"\",\"members\":{{\"{name}\":{{\"size\":{size},\"sha256\":\"{hash}\"}}}}}}"
        )
    };
    for (name, format, size) in [
        ("../escaped", 1, 1),
        ("/escaped", 1, 1),
        ("files/../../escaped", 1, 1),
        ("perennial.db", 99, 1),
        ("perennial.db", 1, 0),
    ] {
        archive(&here.join("bad.zip"), &[(name, b"x"), ("manifest.json", manifest(name, format, size).as_bytes())]);
        let said = ends(&perennial(here, &["restore", "bad.zip", "--data", "d/e"]), 1);
        assert!(!said.contains("panicked"), "{said}");
        assert!(!here.join("escaped").exists() && !here.join("d/escaped").exists());
        assert!(!here.join("d/e/perennial.db").exists());
        std::fs::remove_file(here.join("bad.zip")).unwrap();
    }
    archive(&here.join("bad.zip"), &[("perennial.db", b"x")]);
    assert!(ends(&perennial(here, &["verify", "bad.zip"]), 1).contains("no manifest"));
}

#[test]
fn the_demo_signs_in_every_persona_and_is_there_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["demo", "--listen", "127.0.0.1:0", "--data", "d"];
    let server = Server::start(folder.path(), &words);
    assert!(server.get("/health/ready", "").contains("\"ready\":true"));
    for persona in ["teacher", "facilitator", "principal", "coach", "district", "network", "family", "admin"] {
        let answer = server.get(&format!("/demo/as/{persona}"), "");
        assert!(answer.starts_with("HTTP/1.1 303"), "{persona}: {answer}");
        assert!(answer.contains("set-cookie: perennial="), "{persona}");
    }
    assert!(server.get("/demo/as/nobody", "").starts_with("HTTP/1.1 404"));
    let page = server.get("/sign-in", "Accept-Encoding: gzip\r\n");
    assert!(page.contains("content-encoding: gzip"), "{page}");

    let backup = ends(&perennial(folder.path(), &["backup", "b.zip", "--data", "d"]), 0);
    assert!(backup.contains("people") && !backup.contains(" 0 people"), "{backup}");
    assert_eq!(server.stop(), Some(0), "told to stop, it ends well");

    let started = std::time::Instant::now();
    let server = Server::start(folder.path(), &words);
    assert!(started.elapsed().as_secs() < 3, "the second start doesn't build");
    assert_eq!(server.stop(), Some(0));

    // Served without demo mode, the same database signs nobody in.
    let server = Server::start(folder.path(), &["serve", "--listen", "127.0.0.1:0", "--data", "d"]);
    assert!(server.said.iter().any(|line| line.contains("listening")));
    assert!(server.get("/demo/as/teacher", "").starts_with("HTTP/1.1 404"));
    drop(server);

    // A folder with somebody's real database is never built over.
    ends(&perennial(folder.path(), &["migrate", "--data", "real"]), 0);
    for words in [&["demo", "--data", "real"][..], &["demo", "--fresh", "--data", "real"]] {
        assert!(ends(&perennial(folder.path(), words), 1).contains("not a sample district"));
    }
}

#[test]
fn people_and_tokens_come_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ends(&perennial(here, &["migrate"]), 0);
    let nowhere = "00000000-0000-4000-8000-000000000000";
    let add = ["person", "add", "a@b.example", "--name", "Ana Ruiz", "--role", "teacher", "--organization", nowhere];
    assert!(ends(&perennial(here, &add), 1).contains("no organization"));
    let wrong = ["person", "add", "a@b.example", "--name", "Ana", "--role", "king", "--organization", nowhere];
    ends(&perennial(here, &wrong), 2);
    ends(&perennial(here, &["token", "create", "--person", "a@b.example", "--name", "x"]), 1);
}

/// Counts of one kind in the JSON of an import.
fn counts(output: &Output, kind: &str) -> serde_json::Value {
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(output)));
    json["kinds"][kind].clone()
}

#[test]
fn a_roster_makes_its_district_and_results_meet_its_students() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("../oneroster/tests/fixtures/plain-1.2");
    let set = set.to_str().unwrap();
    let dry = perennial(here, &["import", "oneroster", set, "--dry-run", "--json"]);
    ends(&dry, 0);
    let first = perennial(here, &["import", "oneroster", set, "--json"]);
    ends(&first, 0);
    assert_eq!(counts(&dry, "users"), counts(&first, "users"), "a dry run says what the run then does");
    assert!(counts(&first, "users")["new"].as_u64() > Some(0), "{}", said(&first));
    let second = perennial(here, &["import", "oneroster", set, "--json"]);
    ends(&second, 0);
    for kind in ["orgs", "users", "roles", "classes", "enrollments"] {
        let c = counts(&second, kind);
        assert_eq!(
            (c["new"].as_u64(), c["changed"].as_u64(), c["removed"].as_u64()),
            (Some(0), Some(0), Some(0)),
            "{kind}"
        );
    }
    ends(&perennial(here, &["import", "oneroster", "no-such-folder"]), 1);

    std::fs::write(here.join("f.csv"), "id,school,words\nx1,Valley School,61\nx2,Valley School,many\n").unwrap();
    let map = "unit = \"words\"\ntest = { value = \"Fluency\" }\nsubject = { value = \"Reading\" }\n\
               period = { value = \"2026-09-15\" }\ngrade = { value = \"03\" }\nschool = \"school\"\n[student]\nid = \"id\"\n\
               [[score]]\ncolumn = \"words\"\n";
    std::fs::write(here.join("m.toml"), map).unwrap();
    let refused = perennial(here, &["import", "results", "f.csv", "--map", "m.toml"]);
    assert!(ends(&refused, 1).contains("f.csv:3:3: "), "{}", said(&refused));
    let taken = perennial(here, &["import", "results", "f.csv", "--map", "m.toml", "--skip-refused", "--json"]);
    ends(&taken, 0);
    assert_eq!(
        (counts(&taken, "results")["new"].as_u64(), counts(&taken, "results")["refused"].as_u64()),
        (Some(1), Some(1))
    );
    std::fs::write(here.join("bad.toml"), "[[score]]\n").unwrap();
    ends(&perennial(here, &["import", "results", "f.csv", "--map", "bad.toml"]), 2);

    // Now that there is a school, somebody can be added to it and act through a token.
    let listed = perennial(here, &["import", "oneroster", set, "--district", "00000000-0000-4000-8000-000000000000"]);
    ends(&listed, 1);
}
