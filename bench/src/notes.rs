//! A text that ten write at once: how long a keystroke is under way to the others, against a bare echo.
//!
//! Ten browsers as this program makes them – a web socket each, Yjs updates of one character – write at the pace of people who
//! type without a pause. A keystroke has reached the others when their copies of the text have it. The reference is a web socket
//! that sends what it hears to the other nine, at the same pace, with as many bytes, from this process. Each speaks to a server
//! in a process of its own.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use store::{Chance, Clock, CommunityId, Db, DistrictId, MeetingId, Options, PersonId, args, sql};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, mpsc};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use yrs::updates::decoder::Decode as _;
use yrs::updates::encoder::Encode as _;
use yrs::{
    Doc, GetString as _, Options as DocOptions, ReadTxn as _, StateVector, Text as _, Transact as _, Update,
    XmlElementPrelim, XmlFragment as _, XmlTextPrelim, XmlTextRef,
};

use crate::Plan;
use crate::database::{self, Kind};
use crate::server;
use crate::table::{Bound, Table};

/// So many write at once.
const WRITERS: usize = 10;
/// A keystroke of each writer in so many milliseconds: eight a second, as fast typists do.
const PACE: Duration = Duration::from_millis(120);

sql! {
    FACILITATOR = "select person, district from persona where name = 'facilitator'";
    COMMUNITY = "select community from membership where person = $1 and part = 'facilitator' order by since limit 1";
    MEMBERS = "select person from membership where community = $1 and since <= $2 and until > $2 and part in ('member', 'facilitator') order by person";
}

/// The rows of one engine.
pub async fn measure(plan: &Plan, kind: Kind, table: &mut Table) {
    if !plan.wants("shared notes, ten writers") {
        return;
    }
    let database = database::fresh(plan, kind, "notes");
    database::sample(&database);
    let (meeting, cookies) = scene(&database.url);
    let data = plan.folder.join(format!("data-notes-{}", kind.name()));
    let ours = server::ours(&database.url, &data);
    let echo = server::echo();
    // In turn, in parts, so that a machine that slows down slows both.
    let parts = if plan.small { 1 } else { 4 };
    let part = Duration::from_secs_f64(plan.notes_seconds / parts as f64);
    let (mut seen, mut bare) = (Vec::new(), Vec::new());
    let (mut sent, mut lost) = (0, 0);
    for _ in 0..parts {
        bare.extend(echoed(&echo.address, part).await);
        let run = written(&ours.address, meeting, &cookies, part).await;
        seen.extend(run.took);
        sent += run.sent;
        lost += run.lost;
    }
    let rate = sent as f64 / plan.notes_seconds;
    let (p50, p99) = (at(&mut seen, 0.5), at(&mut seen, 0.99));
    let (bare50, bare99) = (at(&mut bare, 0.5), at(&mut bare, 0.99));
    let ms = |s: f64| format!("{:.1} ms", s * 1e3);
    let what = format!("{}: shared notes, ten writers, {rate:.0} keystrokes/s", kind.name());
    table.add(format!("{what}, p50 to the others"), ms(p50), ms(bare50), p50 / bare50, Bound::None);
    table.add(format!("{what}, p99 to the others"), ms(p99), ms(bare99), p99 / bare99, Bound::AtMost(5.0));
    let kept = sent - lost;
    let whole = kept as f64 / sent as f64;
    table.add(
        format!("{what}, stored of what was typed"),
        kept.to_string(),
        sent.to_string(),
        whole,
        Bound::AtLeast(1.0),
    );
}

fn at(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(((times.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

/// A meeting that runs, and ten sessions of people who are in it.
fn scene(url: &str) -> (MeetingId, Vec<String>) {
    let options = Options { url: url.to_owned(), threads: 1 };
    std::thread::spawn(move || {
        let db = Db::open(&options, Clock::system(), Chance::system()).expect("the database");
        db.write_now(|tx| {
            let (person, district): (PersonId, DistrictId) =
                tx.one(FACILITATOR, &[], |r| Ok((r.get(0)?, r.get(1)?)))?.expect("the sample has a facilitator");
            let id: CommunityId = tx.one(COMMUNITY, args![person], |r| r.get(0))?.expect("a community");
            let community = rooms::communities::known(tx, id)?.expect("the community");
            let now = tx.now();
            let new = rooms::meetings::NewMeeting {
                title: "Measured",
                on: now.date_in(&jiff::tz::TimeZone::UTC),
                at: jiff::civil::time(12, 0, 0, 0),
                minutes: 60,
                place: "",
                every: None,
            };
            let meeting = rooms::meetings::plan(tx, person, &community, &jiff::tz::TimeZone::UTC, &new)?;
            let members: Vec<PersonId> = tx.rows(MEMBERS, args![id, now], |r| r.get(0))?;
            let mut cookies = Vec::new();
            for n in 0..WRITERS {
                let secret = rooms::people::begin_session(tx, district, members[n % members.len()], "bench")?;
                cookies.push(format!("perennial={secret}"));
            }
            Ok::<_, rooms::Stop>((meeting, cookies))
        })
        .unwrap_or_else(|_| panic!("a meeting is planned"))
    })
    .join()
    .expect("a thread")
}

type Socket = WebSocketStream<TcpStream>;

async fn connect(address: &str, path: &str, cookie: &str) -> Socket {
    let mut request = format!("ws://{address}{path}").into_client_request().expect("a request");
    request.headers_mut().insert("cookie", cookie.parse().expect("a cookie"));
    let stream = TcpStream::connect(address).await.expect("the server listens");
    stream.set_nodelay(true).expect("a socket");
    tokio_tungstenite::client_async(request, stream).await.expect("a web socket").0
}

struct Run {
    took: Vec<f64>,
    sent: usize,
    /// Keystrokes that a browser which comes afterwards doesn't get.
    lost: usize,
}

/// One writer's copy of the text and the place they write at.
struct Copy {
    doc: Doc,
    own: XmlTextRef,
    client: u64,
}

impl Copy {
    /// Strikes a key: the update that says so, and how far the writer's own writing goes with it.
    fn strike(&self) -> (Vec<u8>, u32) {
        let mut txn = self.doc.transact_mut();
        let end = self.own.len(&txn);
        self.own.insert(&mut txn, end, "x");
        (txn.encode_update_v1(), txn.state_vector().get(&yrs::ClientID::new(self.client)))
    }

    /// Takes what another wrote; how far everybody's writing is known then.
    fn take(&self, update: &[u8]) -> StateVector {
        let mut txn = self.doc.transact_mut();
        txn.apply_update(Update::decode_v1(update).expect("an update")).expect("it fits");
        txn.state_vector()
    }
}

/// When each keystroke of each writer was struck: by writer, the clock of the text after it and the moment.
type Struck = Arc<Vec<Mutex<Vec<(u32, Instant)>>>>;

async fn written(address: &str, meeting: MeetingId, cookies: &[String], length: Duration) -> Run {
    let path = format!("/meetings/{meeting}/text/socket");
    let struck: Struck = Arc::new((0..WRITERS).map(|_| Mutex::new(Vec::new())).collect());
    let mut copies: Vec<Arc<Mutex<Copy>>> = Vec::new();
    let mut ways = Vec::new();
    for cookie in cookies {
        let (copy, send, hear) = join(address, &path, cookie).await;
        copies.push(Arc::new(Mutex::new(copy)));
        ways.push((send, hear));
    }
    let clients: Vec<u64> = {
        let mut all = Vec::new();
        for copy in &copies {
            all.push(copy.lock().await.client);
        }
        all
    };
    let (told, mut took) = mpsc::unbounded_channel();
    let until = Instant::now() + length;
    let mut tasks = tokio::task::JoinSet::new();
    for (n, (mut send, mut hear)) in ways.into_iter().enumerate() {
        let (copy, mine) = (copies[n].clone(), struck.clone());
        tasks.spawn(async move {
            let mut number = 1_u32;
            tokio::time::sleep(PACE.mul_f64(n as f64 / WRITERS as f64)).await;
            let mut beat = tokio::time::interval(PACE);
            while Instant::now() < until {
                beat.tick().await;
                let (update, clock) = copy.lock().await.strike();
                mine[n].lock().await.push((clock, Instant::now()));
                number += 1;
                let frame = [&[2][..], &number.to_be_bytes(), &update].concat();
                send.send(Message::Binary(frame.into())).await.expect("the way is open");
            }
            // The others still hear what is under way.
            tokio::time::sleep(Duration::from_secs(2)).await;
            let _ = send.close().await;
            number as usize - 1
        });
        let (copy, struck, clients, told) = (copies[n].clone(), struck.clone(), clients.clone(), told.clone());
        tokio::spawn(async move {
            let mut known = [0_usize; WRITERS];
            while let Some(Ok(message)) = hear.next().await {
                let Message::Binary(bytes) = message else { continue };
                if bytes[0] != 2 {
                    continue;
                }
                let vector = copy.lock().await.take(&bytes[1..]);
                let now = Instant::now();
                for (other, client) in clients.iter().enumerate().filter(|(other, _)| *other != n) {
                    let clock = vector.get(&yrs::ClientID::new(*client));
                    let list = struck[other].lock().await;
                    while let Some((_, at)) = list.get(known[other]).filter(|(c, _)| *c <= clock) {
                        let _ = told.send(now.duration_since(*at).as_secs_f64());
                        known[other] += 1;
                    }
                }
            }
        });
    }
    drop(told);
    let mut sent = 0;
    while let Some(n) = tasks.join_next().await {
        sent += n.expect("a writer");
    }
    let mut all = Vec::new();
    while let Some(one) = took.recv().await {
        all.push(one);
    }
    // Whoever comes afterwards finds every keystroke.
    let (late, _send, _hear) = join(address, &path, &cookies[0]).await;
    let mut lost = 0;
    for copy in &copies {
        let copy = copy.lock().await;
        let wanted = copy.own.get_string(&copy.doc.transact()).len();
        let vector = late.doc.transact().state_vector();
        let mine = copy.doc.transact().state_vector().get(&yrs::ClientID::new(copy.client));
        let there = vector.get(&yrs::ClientID::new(copy.client));
        lost += (mine.saturating_sub(there) as usize).min(wanted);
    }
    Run { took: all, sent, lost }
}

/// Opens the text as a browser does, and makes a line to write on.
async fn join(address: &str, path: &str, cookie: &str) -> (Copy, SplitSink<Socket, Message>, SplitStream<Socket>) {
    let (mut send, mut hear) = connect(address, path, cookie).await.split();
    let doc = Doc::with_options(DocOptions { cleanup_formatting: false, ..DocOptions::default() });
    let root = doc.get_or_insert_xml_fragment("text");
    let hello = [&[1][..], &StateVector::default().encode_v1()].concat();
    send.send(Message::Binary(hello.into())).await.expect("the way is open");
    loop {
        let Some(Ok(Message::Binary(bytes))) = hear.next().await else { continue };
        if bytes[0] == 3 {
            let length = u32::from_be_bytes(bytes[1..5].try_into().expect("four bytes")) as usize;
            let update = Update::decode_v1(&bytes[5 + length..]).expect("an update");
            doc.transact_mut().apply_update(update).expect("it fits");
            break;
        }
    }
    let (own, update) = {
        let mut txn = doc.transact_mut();
        let line = root.push_back(&mut txn, XmlElementPrelim::empty("paragraph"));
        let own = line.push_back(&mut txn, XmlTextPrelim::new(""));
        (own, txn.encode_update_v1())
    };
    let frame = [&[2][..], &1_u32.to_be_bytes(), &update].concat();
    send.send(Message::Binary(frame.into())).await.expect("the way is open");
    loop {
        let Some(Ok(message)) = hear.next().await else { panic!("the server closed") };
        let Message::Binary(bytes) = message else { continue };
        match bytes[0] {
            4 => break,
            2 => doc.transact_mut().apply_update(Update::decode_v1(&bytes[1..]).expect("an update")).expect("it fits"),
            _ => {}
        }
    }
    let client = doc.client_id().get();
    (Copy { doc, own, client }, send, hear)
}

/// How long a frame of a keystroke's size is under way through the bare echo, for each of the nine who hear it.
async fn echoed(address: &str, length: Duration) -> Vec<f64> {
    let began = Instant::now();
    let (told, mut took) = mpsc::unbounded_channel();
    let mut tasks = tokio::task::JoinSet::new();
    let mut ways = Vec::new();
    for _ in 0..WRITERS {
        ways.push(connect(address, "/", "none=1").await.split());
    }
    let until = Instant::now() + length;
    for (n, (mut send, mut hear)) in ways.into_iter().enumerate() {
        tasks.spawn(async move {
            tokio::time::sleep(PACE.mul_f64(n as f64 / WRITERS as f64)).await;
            let mut beat = tokio::time::interval(PACE);
            while Instant::now() < until {
                beat.tick().await;
                // A keystroke's update has some thirty bytes; the moment is in it.
                let mut frame = [0; 32];
                frame[..8].copy_from_slice(&u64::try_from(began.elapsed().as_nanos()).unwrap_or(0).to_be_bytes());
                send.send(Message::Binary(frame.to_vec().into())).await.expect("the way is open");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            let _ = send.close().await;
        });
        let told = told.clone();
        tokio::spawn(async move {
            while let Some(Ok(message)) = hear.next().await {
                let Message::Binary(bytes) = message else { continue };
                let sent = u64::from_be_bytes(bytes[..8].try_into().expect("eight bytes"));
                let _ = told.send(began.elapsed().as_secs_f64() - Duration::from_nanos(sent).as_secs_f64());
            }
        });
    }
    drop(told);
    while tasks.join_next().await.is_some() {}
    let mut all = Vec::new();
    while let Some(one) = took.recv().await {
        all.push(one);
    }
    all
}

/// The reference: what one says, the others hear.
pub fn serve_echo(listen: &str) {
    use axum::extract::ws::{self, WebSocketUpgrade};
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let (say, _) = tokio::sync::broadcast::channel::<(u64, axum::body::Bytes)>(4096);
        let next = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let handler = move |upgrade: WebSocketUpgrade| {
            let (say, mut hear) = (say.clone(), say.subscribe());
            let me = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            async move {
                upgrade.on_upgrade(move |socket| async move {
                    let (mut out, mut came) = socket.split();
                    let others = tokio::spawn(async move {
                        while let Ok((who, bytes)) = hear.recv().await {
                            if who != me && out.send(ws::Message::Binary(bytes)).await.is_err() {
                                break;
                            }
                        }
                    });
                    while let Some(Ok(message)) = came.next().await {
                        if let ws::Message::Binary(bytes) = message {
                            let _ = say.send((me, bytes));
                        }
                    }
                    others.abort();
                })
            }
        };
        let router = axum::Router::new().route("/", axum::routing::get(handler));
        let listener = tokio::net::TcpListener::bind(listen).await.expect("a port");
        axum::serve(listener, router).await.expect("it serves");
    });
}
