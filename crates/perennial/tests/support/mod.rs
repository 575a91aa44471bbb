//! The real program with a small district, people who send it forms over sockets, and a place where its mail arrives.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rooms::communities::{self, NewCommunity, Part};
use rooms::cycles::{self, Links, NewCycle};
use rooms::goals::{self, Kind, Level, NewGoal, Owner, Sight};
use rooms::people::{self, NewOrg, NewPerson};
use rooms::{Role, Stop};
use store::{Chance, Clock, Db, DistrictId, OrgId};

/// A number from the environment, for the long modes.
pub fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(usual)
}

/// Chance that a seed repeats.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number from `least` up to, not including, `most` (xorshift64*).
    pub fn roll(&mut self, least: u64, most: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        least + self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % (most - least)
    }
}

/// The program, serving a folder.
pub struct Server {
    child: Child,
    pub at: SocketAddr,
    pub log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts it and waits until it listens.
    pub fn start(data: &Path, mail: Option<SocketAddr>) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_perennial"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PERENNIAL_")) {
            command.env_remove(name);
        }
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).current_dir(data);
        if let Some(mail) = mail {
            command.env("PERENNIAL_MAIL_HOST", mail.ip().to_string());
            command.env("PERENNIAL_MAIL_PORT", mail.port().to_string());
            command.env("PERENNIAL_MAIL_SECURITY", "none");
            command.env("PERENNIAL_MAIL_FROM", "Perennial <perennial@district.test>");
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (told, hear) = std::sync::mpsc::channel();
        let kept = log.clone();
        let lines = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                if let Some((_, at)) = line.split_once("listening on http://") {
                    let _ = told.send(at.trim().parse::<SocketAddr>());
                }
                let mut kept = kept.lock().unwrap();
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        match hear.recv_timeout(Duration::from_secs(60)) {
            Ok(at) => Server { child, at: at.unwrap(), log },
            Err(_) => {
                let _ = child.kill();
                panic!("it doesn't listen: {}", log.lock().unwrap());
            }
        }
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::mem::take(&mut *self.log.lock().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub location: String,
    pub body: String,
}

/// Somebody with a browser that keeps its connection.
pub struct Client {
    at: SocketAddr,
    cookie: String,
    open: Option<BufReader<TcpStream>>,
}

impl Client {
    pub fn new(at: SocketAddr, secret: &str) -> Client {
        Client { at, cookie: format!("perennial={secret}"), open: None }
    }

    pub fn get(&mut self, path: &str) -> std::io::Result<Reply> {
        self.ask("GET", path, "")
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> std::io::Result<Reply> {
        let pairs: Vec<_> = fields.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
        self.ask("POST", path, &pairs.join("&"))
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> std::io::Result<Reply> {
        let outcome = self.ask_once(method, path, body);
        if outcome.is_err() {
            self.open = None;
        }
        outcome
    }

    fn ask_once(&mut self, method: &str, path: &str, body: &str) -> std::io::Result<Reply> {
        let open = match &mut self.open {
            Some(open) => open,
            None => {
                let stream = TcpStream::connect_timeout(&self.at, Duration::from_secs(10))?;
                stream.set_read_timeout(Some(Duration::from_secs(60)))?;
                stream.set_nodelay(true)?;
                self.open.insert(BufReader::new(stream))
            }
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.at,
            self.cookie,
            body.len()
        );
        open.get_mut().write_all(head.as_bytes())?;
        let mut line = String::new();
        open.read_line(&mut line)?;
        let broken = || std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "the answer broke off");
        let status = line.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or_else(broken)?;
        let (mut length, mut chunked, mut location) = (None, false, String::new());
        loop {
            line.clear();
            if open.read_line(&mut line)? == 0 {
                return Err(broken());
            }
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_lowercase().as_str() {
                "content-length" => length = value.parse::<usize>().ok(),
                "transfer-encoding" => chunked = value == "chunked",
                "location" => location = value.to_owned(),
                _ => {}
            }
        }
        let mut bytes = Vec::new();
        if chunked {
            loop {
                line.clear();
                open.read_line(&mut line)?;
                let size = usize::from_str_radix(line.trim(), 16).map_err(|_| broken())?;
                let from = bytes.len();
                bytes.resize(from + size, 0);
                open.read_exact(&mut bytes[from..])?;
                line.clear();
                open.read_line(&mut line)?;
                if size == 0 {
                    break;
                }
            }
        } else {
            bytes.resize(length.unwrap_or(0), 0);
            open.read_exact(&mut bytes)?;
        }
        Ok(Reply { status, location, body: String::from_utf8_lossy(&bytes).into_owned() })
    }
}

pub fn encode(text: &str) -> String {
    let sign = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(sign).collect()
}

/// Somebody of the small district, signed in, with what they write to.
#[derive(Clone, Debug)]
pub struct Member {
    pub secret: String,
    pub community: String,
    pub cycle: String,
    pub goal: String,
}

/// A district with one administrator and people, each a facilitator of one community that `each` of them share.
pub struct District {
    pub admin: String,
    pub office: String,
    pub members: Vec<Member>,
}

/// Writes the district into a new database in `data`.
pub fn district(data: &Path, people: usize, each: usize) -> District {
    let options = store::Options { url: format!("sqlite:{}", data.join("perennial.db").display()), threads: 1 };
    let db = Db::open(&options, Clock::system(), Chance::system()).unwrap();
    let made = db.write_now(move |tx| {
        let org = |tx: &mut store::Tx<'_>, district, parent, kind, name| {
            let (zone, lang) = ("America/Chicago", "en");
            people::add_org(tx, &NewOrg { district, parent, kind, name, zone, lang, source: "", sourced_id: "" })
        };
        let office = org(tx, None, None, "district", "Riverbend")?;
        let district = DistrictId(office.0);
        let school = org(tx, Some(district), Some(office), "school", "Cedar Street")?;
        let person = |tx: &mut store::Tx<'_>, given: &str, role, at: OrgId| {
            let email = format!("{given}@school.test");
            let new = NewPerson { district, given, family: "Test", email: Some(&email), source: "", sourced_id: "" };
            let id = people::add_person(tx, &new)?;
            people::give_role(tx, district, id, at, role, "", "")?;
            Ok::<_, store::Error>((id, people::begin_session(tx, district, id, "test")?))
        };
        let (_, admin) = person(tx, "admin", Role::SystemAdministrator, office)?;
        let mut members: Vec<Member> = Vec::new();
        for n in 0..people {
            let (id, secret) = person(tx, &format!("person{n}"), Role::Teacher, school)?;
            if n % each != 0
                && let Some(Member { community, cycle, goal, .. }) = members.last().cloned()
            {
                let at = community.parse().map_err(|_| Stop::Nothing)?;
                communities::join(tx, at, id, Part::Facilitator, None)?;
                members.push(Member { secret, community, cycle, goal });
                continue;
            }
            let new = NewCommunity {
                district,
                org: school,
                name: &format!("Team {n}"),
                purpose: "",
                basis: "students",
                composition: "horizontal",
                mode: "blended",
                grades: "",
                subjects: "",
            };
            let community = communities::add(tx, &new, Some(id))?;
            let links = Links::default();
            let title = "First cycle";
            let cycle = cycles::begin(
                tx,
                id,
                &NewCycle { community, shape: "pdsa", title, links, grew_from: None, due: None },
            )?;
            let goal = goals::add(
                tx,
                &NewGoal {
                    district,
                    level: Level::Team,
                    kind: Kind::Student,
                    owner: Owner::Community(community),
                    serves: None,
                    need: None,
                    text: "Every third grader reads",
                    sight: Sight::Inside,
                    by: Some(id),
                },
            )?;
            let (community, cycle, goal) = (community.to_string(), cycle.to_string(), goal.to_string());
            members.push(Member { secret, community, cycle, goal });
        }
        Ok::<_, Stop>(District { admin, office: office.to_string(), members })
    });
    made.unwrap_or_else(|_| panic!("the district can't be written"))
}

/// Adds something to watch to each member's goal; gives the addresses to note values at.
pub fn measures(at: SocketAddr, members: &[Member]) -> Vec<String> {
    let add = |(n, m): (usize, &Member)| {
        let mut client = Client::new(at, &m.secret);
        let path = format!("/goals/{}/measures/new", m.goal);
        let name = format!("Words {n}");
        let fields = [("_once", "m"), ("name", name.as_str()), ("unit", "words"), ("better", "higher")];
        let reply = client.post(&path, &fields).unwrap();
        assert_eq!(reply.status, 303, "{}", gist(&reply.body));
        reply.location.split('#').next().unwrap_or_default().to_owned()
    };
    members.iter().enumerate().map(add).collect()
}

/// The words of a page without its markup, for messages.
pub fn gist(html: &str) -> String {
    let mut inside = false;
    let plain: String = html
        .chars()
        .filter(|c| {
            inside = (inside || *c == '<') && *c != '>';
            !inside && *c != '>'
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(600).collect()
}

/// Where mail arrives: how often each letter came, by its message id, and to whom.
#[derive(Clone, Default)]
pub struct Mailbox(pub Arc<Mutex<BTreeMap<String, (String, u64)>>>);

impl Mailbox {
    /// Opens the mailbox on a port of its own.
    pub fn open() -> (Mailbox, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let mailbox = Mailbox::default();
        let kept = mailbox.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = kept.clone();
                // A sender that was killed leaves its letter unfinished: then it didn't arrive.
                std::thread::spawn(move || drop(kept.take(stream)));
            }
        });
        (mailbox, at)
    }

    fn take(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut to = String::new();
        let mut lines = BufReader::new(stream);
        let say = |lines: &mut BufReader<TcpStream>, text: &str| lines.get_mut().write_all(text.as_bytes());
        say(&mut lines, "220 mailbox\r\n")?;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let upper = line.to_uppercase();
            if upper.starts_with("RCPT") {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            }
            if upper.starts_with("QUIT") {
                return say(&mut lines, "221 bye\r\n");
            }
            if !upper.starts_with("DATA") {
                say(&mut lines, "250 ok\r\n")?;
                continue;
            }
            say(&mut lines, "354 go on\r\n")?;
            let mut id = String::new();
            loop {
                line.clear();
                if lines.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                if let Some(found) = line.strip_prefix("Message-ID: ") {
                    id = found.trim().to_owned();
                }
                if line == ".\r\n" {
                    break;
                }
            }
            self.0.lock().unwrap().entry(id).or_insert_with(|| (to.clone(), 0)).1 += 1;
            say(&mut lines, "250 kept\r\n")?;
        }
    }
}

/// A copy of the database as it lies on the disk, with what wasn't merged into it yet.
pub fn copy_of(data: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["perennial.db", "perennial.db-wal"] {
        if data.join(name).exists() {
            std::fs::copy(data.join(name), folder.path().join(name)).unwrap();
        }
    }
    let file = folder.path().join("perennial.db");
    (folder, file)
}

/// What the engine's own checks say about the database that lies in `data`; empty when all is well.
pub fn faults(data: &Path) -> Vec<String> {
    let (_folder, file) = copy_of(data);
    let c = rusqlite::Connection::open(file).unwrap();
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = c.prepare(sql).unwrap();
        let rows = statement.query_map([], |r| Ok(format!("{:?}", r.get_ref(0)?))).unwrap();
        rows.map(|r| r.unwrap_or_else(|e| e.to_string())).collect()
    };
    let mut faults = texts("pragma integrity_check");
    faults.retain(|line| !line.contains("Text([111, 107])"));
    faults.extend(texts("pragma foreign_key_check"));
    faults
}
