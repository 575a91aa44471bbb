//! A large survey: its report against numpy on the same rows, and 400 people who answer at the same moment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use blind_rsa_signatures::{BlindSignature, PublicKeySha384PSSRandomized as PublicKey};
use learning::instrument::{Answer, Instrument};
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use store::{
    Audience, Chance, Clock, Db, DistrictId, Options, OrgId, PersonId, Principal, Tx, WaveId, args, audience, sql,
};

use crate::Plan;
use crate::database::{self, Kind};
use crate::load::{ask, load};
use crate::server;
use crate::table::{Bound, Table};

/// What a report is made of.
const BALLOTS: usize = 50_000;
const GROUPS: usize = 20;
/// So many answer at once.
const AT_ONCE: usize = 400;

sql! {
    LEADER = "select person, district from persona where name = 'district'";
    SCHOOLS = "select o.id from org o join role r on r.org = o.id where o.district = $1 and o.kind = 'school' and r.role = 'teacher' group by o.id order by count(*) desc, o.id limit 20";
    WAVE = "insert into wave (id, district, org, instrument, body, threshold, asked, audience, state, until, ended, by, at, whom) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, 'closed', $9, $9, $10, $9, '')";
    GROUP = "insert into wave_group (id, district, wave, org, part, side, people, key, public) values ($1, $2, $3, $4, 'all', '', $5, null, null)";
    BALLOT = "insert into wave_ballot (id, district, wave, grp, codes) values ($1, $2, $3, $4, $5)";
    ASKED = "select a.person from wave_asked a where a.wave = $1 order by a.person limit 400";
}

/// The rows of one engine.
pub async fn measure(plan: &Plan, kind: Kind, table: &mut Table) {
    if plan.wants("survey report") {
        report(plan, kind, table).await;
    }
    if plan.wants("survey answers at once") {
        at_once(plan, kind, table).await;
    }
}

fn built_in(key: &str) -> Instrument {
    Instrument::built_in().into_iter().find(|i| i.key == key).expect("a built-in instrument")
}

/// The district's leader with a session, and its twenty largest schools.
fn leader(tx: &mut Tx<'_>) -> Result<(PersonId, DistrictId, String, Vec<OrgId>), store::Error> {
    let (person, district): (PersonId, DistrictId) =
        tx.one(LEADER, &[], |r| Ok((r.get(0)?, r.get(1)?)))?.expect("the sample has a district leader");
    let secret = rooms::people::begin_session(tx, district, person, "bench")?;
    let schools = tx.rows(SCHOOLS, args![district], |r| r.get(0))?;
    Ok((person, district, format!("perennial={secret}"), schools))
}

/// A wave that has ended, with so many ballots in twenty schools. Who asks for what is drawn, so that groups differ.
fn ended(url: &str, ballots: usize, instrument: &Instrument) -> (WaveId, String) {
    let scales: Vec<Vec<u8>> = instrument
        .items
        .iter()
        .filter(|i| matches!(i.answer, Answer::Scale(_)))
        .filter_map(|i| instrument.scale_of(i))
        .map(|s| s.points.iter().map(|p| p.code).chain(s.outside.iter().map(|o| o.code)).collect())
        .collect();
    let body = serde_json::to_string(instrument).expect("an instrument is JSON");
    let (key, threshold) = (instrument.key.clone(), i64::from(instrument.threshold));
    let db = Db::open(&Options { url: url.to_owned(), threads: 1 }, Clock::system(), Chance::system())
        .expect("the database");
    db.write_now(move |tx| {
        let (person, district, cookie, schools) = leader(tx)?;
        let (wave, now) = (WaveId(tx.fresh_id()), tx.now());
        let readers = audience::store(
            tx,
            district,
            &Audience::of([Principal::Staff(OrgId(district.0)), Principal::Leaders(OrgId(district.0))]),
        )?;
        let asked = ballots as i64 * 5 / 4;
        tx.exec(WAVE, args![wave, district, OrgId(district.0), key, body, threshold, asked, readers, now, person])?;
        let mut chance = StdRng::seed_from_u64(50);
        let mut groups = Vec::new();
        for school in &schools[..GROUPS] {
            let id = tx.blind_id();
            tx.exec(GROUP, args![id, district, wave, *school, asked / GROUPS as i64])?;
            groups.push(id);
        }
        for n in 0..ballots {
            let group = n % groups.len();
            let codes: Vec<String> = scales
                .iter()
                .map(|codes| match chance.random_range(0..100) {
                    0..4 => String::new(),
                    4..12 => codes[codes.len() - 1].to_string(),
                    drawn => codes[(drawn + group) % (codes.len() - 1)].to_string(),
                })
                .collect();
            tx.exec(BALLOT, args![tx.blind_id(), district, wave, groups[group], codes.join(",")])?;
        }
        tx.grown_all()?;
        Ok::<_, store::Error>((wave, cookie))
    })
    .expect("a wave")
}

async fn report(plan: &Plan, kind: Kind, table: &mut Table) {
    let ballots = if plan.small { 2_000 } else { BALLOTS };
    let Some(python) = python() else {
        eprintln!("{}: survey report: no numpy to measure against", kind.name());
        return;
    };
    let database = database::fresh(plan, kind, "report");
    database::sample(&database);
    let instrument = built_in("seven-standards");
    let (wave, cookie) = {
        let (url, instrument) = (database.url.clone(), instrument.clone());
        std::thread::spawn(move || ended(&url, ballots, &instrument)).join().expect("a thread")
    };
    let described = plan.folder.join("instrument.json");
    std::fs::write(&described, serde_json::to_string(&instrument).expect("JSON")).expect("a file");
    let ours = server::ours(&database.url, &plan.folder.join(format!("data-report-{}", kind.name())));
    let path = [format!("/surveys/{wave}")];
    let (mut pages, mut whole, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    // In turn, so that a machine that slows down slows both.
    for _ in 0..if plan.small { 1 } else { 4 } {
        pages.push(load(&ours.address, ours.pid(), &path, &cookie, 1, plan.seconds / 2.0).await.p50);
        let (w, a) = numpy(&python, &database.url, wave, &described, plan.seconds / 2.0);
        whole.push(w);
        alone.push(a);
    }
    let middle = |v: &mut Vec<f64>| {
        v.sort_by(f64::total_cmp);
        v[v.len() / 2]
    };
    let (page, whole, alone) = (middle(&mut pages), middle(&mut whole), middle(&mut alone));
    let what = format!("{}: survey report, {ballots} ballots, {GROUPS} subgroups", kind.name());
    let ms = |t: f64| format!("{t:.0} ms");
    table.add(format!("{what}, against numpy with its reading"), ms(page), ms(whole), page / whole, Bound::AtMost(3.0));
    table.add(
        format!("{what}, against numpy with all in memory"),
        ms(page),
        ms(alone),
        page / alone,
        Bound::AtMost(3.0),
    );
}

/// A Python that has numpy: the one that is named, or one in a folder of its own beside what is built.
fn python() -> Option<PathBuf> {
    if let Ok(named) = std::env::var("PERENNIAL_BENCH_PYTHON") {
        return Some(named.into());
    }
    let folder = server::beside("bench-python");
    let python = folder.join("bin/python");
    let has = |python: &Path| {
        let tried = Command::new(python).args(["-c", "import numpy, psycopg"]).stderr(Stdio::null()).status();
        tried.is_ok_and(|s| s.success())
    };
    if !has(&python) {
        Command::new("python3").args(["-m", "venv"]).arg(&folder).stdout(Stdio::null()).status().ok()?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "numpy==2.2.6", "psycopg[binary]==3.2.9"]);
        pip.stdout(Stdio::null()).status().ok()?;
    }
    has(&python).then_some(python)
}

/// The same report by numpy: milliseconds with reading the rows, and for the figures alone.
fn numpy(python: &Path, url: &str, wave: WaveId, instrument: &Path, seconds: f64) -> (f64, f64) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/report.py");
    let ran = Command::new(python)
        .arg(script)
        .args([url, &wave.to_string()])
        .arg(instrument)
        .arg(seconds.to_string())
        .output();
    let ran = ran.expect("Python runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = String::from_utf8_lossy(&ran.stdout);
    let mut figures = said.split_whitespace().map(|w| w.parse::<f64>().expect("a figure"));
    (figures.next().expect("two figures"), figures.next().expect("two figures"))
}

/// Who is asked, each with a session.
fn asked(url: &str) -> (WaveId, Vec<String>) {
    let instrument = built_in("where-are-we-now");
    let db = Db::open(&Options { url: url.to_owned(), threads: 1 }, Clock::system(), Chance::system())
        .expect("the database");
    db.write_now(move |tx| {
        let (by, district, _, only) = leader(tx)?;
        let (org, until) = (OrgId(district.0), tx.now().plus_days(14));
        let asking = rooms::surveys::Asking { instrument: &instrument, org, only: &only, wide: false, until, by };
        let wave = rooms::surveys::begin(tx, district, &asking)?.expect("enough people are asked");
        let people: Vec<PersonId> = tx.rows(ASKED, args![wave], |r| r.get(0))?;
        let mut cookies = Vec::new();
        for person in people {
            cookies.push(format!("perennial={}", rooms::people::begin_session(tx, district, person, "bench")?));
        }
        Ok::<_, store::Error>((wave, cookies))
    })
    .expect("a wave")
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hexadecimal")).collect()
}

async fn at_once(plan: &Plan, kind: Kind, table: &mut Table) {
    let database = database::fresh(plan, kind, "answers");
    database::sample(&database);
    let url = database.url.clone();
    let (wave, mut cookies) = std::thread::spawn(move || asked(&url)).join().expect("a thread");
    cookies.truncate(if plan.small { 20 } else { AT_ONCE });
    let ours = server::ours(&database.url, &plan.folder.join(format!("data-answers-{}", kind.name())));
    let mut ballots = Vec::new();
    for (n, cookie) in cookies.iter().enumerate() {
        ballots.push(sealed(&ours.address, wave, cookie, n as u64).await);
    }
    // Everybody has connected before anybody answers.
    let gate = std::sync::Arc::new(tokio::sync::Barrier::new(ballots.len() + 1));
    let tasks: Vec<_> = ballots
        .into_iter()
        .map(|body| {
            let (address, gate) = (ours.address.clone(), gate.clone());
            tokio::spawn(async move {
                let stream = tokio::net::TcpStream::connect(&address).await.expect("the server answers");
                gate.wait().await;
                let (status, said) = ask(stream, &post(&address, &format!("/surveys/{wave}/answers"), "", &body)).await;
                status == 200 && said.contains("kept")
            })
        })
        .collect();
    gate.wait().await;
    let begun = Instant::now();
    let (mut kept, all) = (0, tasks.len());
    for task in tasks {
        kept += usize::from(task.await.expect("an answer"));
    }
    let what = format!(
        "{}: survey answers at once, all in {:.2} s, kept of those sent",
        kind.name(),
        begun.elapsed().as_secs_f64()
    );
    table.add(what, kept.to_string(), all.to_string(), kept as f64 / all as f64, Bound::AtLeast(1.0));
}

fn post(address: &str, path: &str, cookie: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Takes a ballot as a browser does, and gives the answer that goes with it.
async fn sealed(address: &str, wave: WaveId, cookie: &str, n: u64) -> String {
    let path = format!("/surveys/{wave}/ballot");
    let said = |body: String| async move {
        let stream = tokio::net::TcpStream::connect(address).await.expect("the server answers");
        let (status, said) = ask(stream, &post(address, &path, cookie, &body)).await;
        assert_eq!(status, 200, "{said}");
        serde_json::from_str::<serde_json::Value>(&said).expect("JSON")
    };
    let mut known = said.clone()(String::new()).await;
    while known["wait"] == true {
        tokio::time::sleep(Duration::from_millis(200)).await;
        known = said.clone()(String::new()).await;
    }
    let public = PublicKey::from_der(&unhex(known["public"].as_str().expect("a key"))).expect("a key");
    let chance = &mut StdRng::seed_from_u64(n);
    let mut message = [0u8; 32];
    chance.fill_bytes(&mut message);
    let blind = public.blind(chance, message).expect("a blinded token");
    let answer = said(format!("blinded={}", store::hex(&blind.blind_message.0))).await;
    let seal = public.finalize(&BlindSignature(unhex(answer["seal"].as_str().expect("a seal"))), &blind, message);
    let seal = store::hex(&seal.expect("the seal holds").0);
    let token = store::hex(&[blind.msg_randomizer.expect("a randomizer").0, message].concat());
    let group = known["group"].as_str().expect("a group");
    format!(
        "group={group}&token={token}&seal={seal}&a.vision=3&a.definition=2&a.leaders=4&a.every-day=1&a.communities=3&a.first-change=Time+to+meet"
    )
}
