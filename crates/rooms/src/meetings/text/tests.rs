//! The stories of the shared text, over real sockets: who writes with whom, what stays, what can't come in.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use futures_util::{SinkExt as _, StreamExt as _};
use store::{Chance, CommunityId, Db, Engine, MeetingId, args, sql};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::Message;

use super::doc::{self, Bad, Block, Run, Text};
use super::{queries, wire};
use crate::communities::{self, Part};
use crate::testing::{Actor, World, on_each, on_engine};
use crate::{App, Role, Stop, router, routes};

sql! {
    IN_THE_WAY = "insert into shared_update (id, district, meeting, n, by, at, bytes) values ($1, $2, $3, $4, $5, $6, $7)";
    BUSY = "update shared_text set changed = changed where meeting = $1";
    OUT_OF_THE_WAY = "delete from shared_update where meeting = $1 and n = $2";
}

/// A node of the program behind a socket, with all that runs beside the requests. Ends with this value.
struct Node {
    address: String,
    _background: tokio::task::JoinSet<()>,
}

impl Node {
    async fn of(app: &Arc<App>) -> Node {
        let mut background = crate::start_background(app);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let service = router(app.clone(), routes());
        background.spawn(async move { axum::serve(listener, service).await.unwrap() });
        Node { address, _background: background }
    }
}

/// A browser at the text.
struct Pen {
    socket: WebSocketStream<TcpStream>,
    text: Text,
    sent: u32,
    saved: u32,
    late: u32,
    /// Every state the server told, the newest last.
    states: Vec<String>,
    others: Vec<String>,
    /// Has heard what it lacked.
    synced: bool,
    closed: bool,
}

async fn connect(node: &Node, who: &Actor, id: MeetingId, origin: &str) -> Result<WebSocketStream<TcpStream>, Error> {
    let mut request = format!("ws://{}/meetings/{id}/text/socket", node.address).into_client_request()?;
    if let Some(secret) = who.session() {
        request.headers_mut().insert("cookie", format!("perennial={secret}").parse().unwrap());
    }
    if !origin.is_empty() {
        request.headers_mut().insert("origin", origin.parse().unwrap());
    }
    let stream = TcpStream::connect(&node.address).await.unwrap();
    tokio_tungstenite::client_async(request, stream).await.map(|(socket, _)| socket)
}

impl Pen {
    async fn at(node: &Node, who: &Actor, id: MeetingId, client: u32) -> Pen {
        let socket = connect(node, who, id, &format!("http://{}", node.address)).await.unwrap();
        let text = Text::new(client);
        let (states, others) = (Vec::new(), Vec::new());
        let mut pen = Pen { socket, text, sent: 0, saved: 0, late: 0, states, others, synced: false, closed: false };
        pen.hello().await;
        pen
    }

    async fn hello(&mut self) {
        let vector = self.text.vector();
        self.send([&[1][..], &vector].concat()).await;
        while !self.closed && (self.states.is_empty() || !self.synced) {
            self.hear().await;
        }
    }

    async fn send(&mut self, bytes: Vec<u8>) {
        // A socket that the server closed takes nothing; the test looks at what it was told.
        let _ = self.socket.send(Message::Binary(bytes.into())).await;
    }

    async fn update(&mut self, update: &[u8]) {
        self.sent += 1;
        self.send([&[2][..], &self.sent.to_be_bytes(), update].concat()).await;
    }

    /// Adds a paragraph.
    async fn write(&mut self, words: &str) {
        let update = self.text.append([words].into_iter());
        self.update(&update).await;
    }

    /// Hears one thing.
    async fn hear(&mut self) {
        let heard = tokio::time::timeout(Duration::from_secs(8), self.socket.next()).await.expect("a word in time");
        match heard {
            Some(Ok(Message::Binary(bytes))) => {
                let number = || u32::from_be_bytes(bytes[1..5].try_into().unwrap());
                match bytes[0] {
                    2 => drop(self.text.apply(&bytes[1..]).unwrap()),
                    3 => {
                        self.text.apply(&bytes[5 + number() as usize..]).unwrap();
                        self.synced = true;
                    }
                    4 => self.saved = number(),
                    5 => self.late = number(),
                    other => panic!("a frame of kind {other}"),
                }
            }
            Some(Ok(Message::Text(text))) => {
                let word: serde_json::Value = serde_json::from_str(&text).unwrap();
                match word["t"].as_str().unwrap() {
                    "state" => self.states.push(word["why"].as_str().unwrap_or("open").to_owned()),
                    "here" => self.others.push(word["who"].as_str().unwrap().to_owned()),
                    _ => {}
                }
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => self.closed = true,
            Some(Ok(_)) => {}
        }
    }

    async fn until(&mut self, what: impl Fn(&Pen) -> bool) {
        while !what(self) {
            assert!(!self.closed, "the server closed; it had said {:?}", self.states);
            self.hear().await;
        }
    }

    async fn until_closed(&mut self) {
        while !self.closed {
            self.hear().await;
        }
    }

    fn lines(&self) -> Vec<String> {
        doc::lines(&self.text.blocks())
    }
}

/// Ana facilitates a team with Ben at Cedar Street, and their meeting runs; Cleo is from elsewhere in the school.
struct Team {
    ana: Actor,
    ben: Actor,
    cleo: Actor,
    community: CommunityId,
    meeting: MeetingId,
}

async fn team(world: &World) -> Team {
    let ana = world.person("Ana", Role::Teacher, world.cedar);
    let ben = world.person("Ben", Role::Teacher, world.cedar);
    let cleo = world.person("Cleo", Role::Teacher, world.cedar);
    let by = ana.id;
    let id = world.community(world.cedar, "Grade 3 Readers", &[(by, Part::Facilitator), (ben.id, Part::Member)]);
    let (community, meeting) = world.write(move |tx| {
        let known = communities::known(tx, id)?.ok_or(Stop::Nothing)?;
        let new = crate::meetings::NewMeeting {
            title: "Team meeting",
            on: jiff::civil::date(2026, 9, 14),
            at: jiff::civil::time(15, 15, 0, 0),
            minutes: 45,
            place: "",
            every: None,
        };
        let meeting = crate::meetings::plan(tx, by, &known, &jiff::tz::TimeZone::UTC, &new)?;
        Ok::<_, Stop>((id, meeting))
    });
    ana.post(&format!("/meetings/{meeting}/begin"), &[]).await.leads_to();
    Team { ana, ben, cleo, community, meeting }
}

#[test]
fn two_write_at_once_and_who_has_no_script_writes_with_them() {
    on_each(|world| async move {
        let Team { ana, ben, meeting, .. } = team(&world).await;
        let node = Node::of(&world.app).await;
        let (mut a, mut b) = (Pen::at(&node, &ana, meeting, 1).await, Pen::at(&node, &ben, meeting, 2).await);
        for n in 0..20 {
            a.write(&format!("Ana says {n}")).await;
            b.write(&format!("Ben says {n}")).await;
        }
        a.until(|p| p.saved == 20 && p.lines().len() == 40).await;
        b.until(|p| p.saved == 20 && p.lines().len() == 40).await;
        assert_eq!(a.lines(), b.lines(), "both have the same text");
        // Acknowledged is stored: the page of somebody without script shows it, and what they add reaches the others.
        let page = format!("/meetings/{meeting}/text");
        ben.get(&page).await.ok().shows("Ana says 19").shows("Ben says 0");
        ben.post(&page, &[("text", "Written without script\n\nin two parts <b>& more")]).await.leads_to();
        a.until(|p| p.lines().contains(&"in two parts <b>& more".to_owned())).await;
        ben.get(&page).await.ok().shows("in two parts &lt;b&gt;&amp; more").hides("<b>& more");
        // Who comes later gets everything, and hears who else is there by the server's word.
        let place = r#"{"type":null,"tname":"text","item":null,"assoc":0}"#;
        let cursor = format!("{{\"anchor\":{place},\"head\":{place}}}");
        a.socket.send(Message::Text(cursor.into())).await.unwrap();
        b.until(|p| p.others == ["Ana Test"]).await;
        let mut c = Pen::at(&node, &ben, meeting, 3).await;
        c.until(|p| p.lines().len() == 42 && p.others == ["Ana Test"]).await;
        ana.get(&format!("/meetings/{meeting}")).await.ok().shows("It has been begun.");
    });
}

#[test]
fn two_nodes_on_one_database_have_one_text() {
    on_engine(Engine::Postgres, |world| async move {
        let Team { ana, ben, community, meeting, .. } = team(&world).await;
        let options = store::Options { url: world.t.url(), threads: 2 };
        let second = Db::open(&options, world.t.clock.clone(), Chance::seeded(8)).unwrap();
        let (here, there) = (Node::of(&world.app).await, Node::of(&App::new(second, crate::Options::default())).await);
        let (mut a, mut b) = (Pen::at(&here, &ana, meeting, 1).await, Pen::at(&there, &ben, meeting, 2).await);
        for n in 0..15 {
            a.write(&format!("here {n}")).await;
            b.write(&format!("there {n}")).await;
            // Some is written upon what the other node has told.
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
        a.until(|p| p.saved == 15 && p.lines().len() == 30).await;
        b.until(|p| p.saved == 15 && p.lines().len() == 30).await;
        assert_eq!(a.lines(), b.lines());
        // One node folds; the other goes on without noticing.
        world.write(move |tx| Ok(queries::fold(tx, meeting, None)?));
        b.write("after the fold").await;
        a.until(|p| p.lines().len() == 31).await;
        // Who is taken off on one node is out on the other.
        let ben_id = ben.id.to_string();
        ana.post(&format!("/communities/{community}/members/change"), &[("person", &ben_id), ("part", "none")])
            .await
            .leads_to();
        b.until_closed().await;
        assert_eq!(b.states.last().unwrap(), "gone");
        // The end on one node is the end on both.
        let mut far = Pen::at(&there, &ana, meeting, 4).await;
        far.until(|p| p.lines().len() == 31).await;
        ana.post(&format!("/meetings/{meeting}/end"), &[]).await.leads_to();
        far.until(|p| p.states.last().unwrap() == "ended").await;
        ana.get(&format!("/meetings/{meeting}")).await.ok().shows("there 14").shows("after the fold");
    });
}

#[test]
fn who_is_taken_off_neither_writes_nor_reads_from_that_moment() {
    on_each(|world| async move {
        let Team { ana, ben, cleo, community, meeting } = team(&world).await;
        let node = Node::of(&world.app).await;
        let (mut a, mut b) = (Pen::at(&node, &ana, meeting, 1).await, Pen::at(&node, &ben, meeting, 2).await);
        b.write("while he was in").await;
        a.until(|p| p.lines().len() == 1).await;
        let ben_id = ben.id.to_string();
        let change = format!("/communities/{community}/members/change");
        ana.post(&change, &[("person", &ben_id), ("part", "none")]).await.leads_to();
        // What he sends in the very moment isn't taken either, and though he is still writing he is told why.
        for n in 0..40 {
            b.write(&format!("a moment later {n}")).await;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        b.until_closed().await;
        assert_eq!((b.states.last().unwrap().as_str(), b.saved), ("gone", 1));
        a.write("among ourselves").await;
        a.until(|p| p.saved == 1).await;
        assert_eq!(a.lines(), ["while he was in", "among ourselves"]);
        for (who, status) in [(&ben, 404), (&cleo, 404), (&world.stranger(), 303)] {
            match connect(&node, who, meeting, "").await {
                Err(Error::Http(answer)) => assert_eq!(answer.status().as_u16(), status),
                other => panic!("{other:?}"),
            }
            assert_eq!(who.get(&format!("/meetings/{meeting}/text/history")).await.status.as_u16(), status);
        }
        // A page of another site opens no socket with Ana's cookie.
        match connect(&node, &ana, meeting, "https://elsewhere.test").await {
            Err(Error::Http(answer)) => assert_eq!(answer.status(), StatusCode::FORBIDDEN),
            other => panic!("{other:?}"),
        }
        // A session that ended elsewhere ends this one too.
        ana.post("/sign-out", &[]).await;
        a.until_closed().await;
        assert_eq!(a.states.last().unwrap(), "signed-out");
    });
}

#[test]
fn the_end_makes_it_minutes_and_what_comes_late_is_its_authors() {
    on_each(|world| async move {
        let Team { ana, ben, meeting, .. } = team(&world).await;
        let node = Node::of(&world.app).await;
        let (mut a, mut b) = (Pen::at(&node, &ana, meeting, 1).await, Pen::at(&node, &ben, meeting, 2).await);
        a.write("In time").await;
        b.until(|p| p.lines().len() == 1).await;
        let offline = b.text.append(["Too late", "and more"].into_iter());
        let (page, text) = (format!("/meetings/{meeting}"), format!("/meetings/{meeting}/text"));
        ana.post(&format!("{page}/end"), &[]).await.leads_to();
        a.until(|p| p.states.last().unwrap() == "ended").await;
        b.update(&offline).await;
        b.until(|p| p.late == 1).await;
        let minutes = ana.get(&page).await.ok().shows("In time").hides("Too late");
        assert!(minutes.body.contains("data-testid=\"shared-minutes\""));
        ana.get(&text).await.ok().hides("Too late");
        ben.get(&page).await.ok().shows("Something you wrote is not in the minutes.");
        ben.get(&text).await.ok().shows("Not in the minutes").shows("Too late").shows("and more");
        assert!(ana.post(&text, &[("text", "afterwards")]).await.status.is_client_error());
        assert!(ana.post(&format!("{text}/restore"), &[("version", "1")]).await.status.is_client_error());
        // Ana has nothing to add; Ben adds what is his, once.
        ana.post(&format!("{text}/late"), &[("how", "add")]).await.leads_to();
        ana.get(&text).await.ok().hides("Added afterwards");
        ben.post(&format!("{text}/late"), &[("how", "add")]).await.leads_to();
        ben.post(&format!("{text}/late"), &[("how", "add")]).await.leads_to();
        let after = ana.get(&page).await.ok().shows("Added afterwards by Ben Test").shows("Too late");
        assert_eq!(after.body.matches("Too late").count(), 1);
        ben.get(&text).await.ok().hides("Not in the minutes");
        // A browser that comes back still later finds the same minutes.
        let mut again = Pen::at(&node, &ben, meeting, 5).await;
        again.write("Even later").await;
        again.until(|p| p.late == 1).await;
        ana.get(&page).await.ok().hides("Even later");
        ben.post(&format!("{text}/late"), &[("how", "drop")]).await.leads_to();
        ben.get(&text).await.ok().hides("Even later");
    });
}

#[test]
fn versions_are_kept_and_brought_back_as_new_ones() {
    on_each(|world| async move {
        let Team { ana, ben, meeting, .. } = team(&world).await;
        let node = Node::of(&world.app).await;
        let (mut a, mut b) = (Pen::at(&node, &ana, meeting, 1).await, Pen::at(&node, &ben, meeting, 2).await);
        a.write("First thought").await;
        b.until(|p| p.lines().len() == 1).await;
        // Two minutes later the job folds what was written.
        world.t.clock.travel(world.t.clock.now().plus_seconds(121));
        let history = format!("/meetings/{meeting}/text/history");
        for n in 0.. {
            assert!(n < 100, "the job folds");
            if ben.get(&history).await.ok().body.contains("has one version") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        ben.get(&history).await.ok().shows("Ana Test").shows("version=1");
        // Ben strikes everything and writes his own.
        let strike = b.text.replace(&[Block::Paragraph(vec![Run { text: "Second thought".into(), ..Run::default() }])]);
        b.update(&strike).await;
        a.until(|p| p.lines() == ["Second thought"]).await;
        let first = world.write(move |tx| Ok(queries::version(tx, meeting, 1)?.unwrap().whole()));
        ana.get(&format!("{history}?version=1")).await.ok().shows("First thought");
        ana.get(&format!("{history}?version=77")).await.hides("First thought");
        ana.post(&format!("/meetings/{meeting}/text/restore"), &[("version", "1")]).await.leads_to();
        b.until(|p| p.lines() == ["First thought"]).await;
        a.until(|p| p.lines() == ["First thought"]).await;
        let page = ana.get(&history).await.ok().shows("has 3 versions").shows("Brought back from");
        assert!(page.body.contains("Ben Test"), "what Ben wrote is a version of its own");
        ana.get(&format!("{history}?version=2")).await.ok().shows("Second thought");
        let still = world.write(move |tx| Ok(queries::version(tx, meeting, 1)?.unwrap().whole()));
        assert_eq!(first, still, "no edit alters a past version");
    });
}

#[test]
fn what_cannot_be_stored_is_said_and_seen_by_nobody_until_it_is() {
    on_each(|world| async move {
        let Team { ana, ben, meeting, .. } = team(&world).await;
        let node = Node::of(&world.app).await;
        let (mut a, mut b) = (Pen::at(&node, &ana, meeting, 1).await, Pen::at(&node, &ben, meeting, 2).await);
        a.write("one").await;
        b.until(|p| p.lines() == ["one"]).await;
        // Something stands where the next update belongs: the transaction fails, as it would on a full disk.
        let (district, by) = (world.district, ana.id);
        world.write(move |tx| {
            let (row, now) = (tx.fresh_id(), tx.now());
            tx.exec(IN_THE_WAY, args![row, district, meeting, 2_i64, by, now, vec![0_u8, 0]])?;
            Ok(())
        });
        a.write("two").await;
        a.until_closed().await;
        b.until_closed().await;
        assert_eq!((a.saved, a.states.last().unwrap().as_str()), (1, "disk"));
        assert_eq!(b.states.last().unwrap(), "disk", "nobody goes on as if all were well");
        assert_eq!(b.lines(), ["one"], "what isn't saved is shown to nobody else");
        ben.get(&format!("/meetings/{meeting}/text")).await.ok().hides("two");
        world.write(move |tx| Ok(tx.exec(OUT_OF_THE_WAY, args![meeting, 2_i64])?));
        // The browser comes back with all it has.
        let mut again = Pen::at(&node, &ana, meeting, 3).await;
        again.update(&a.text.whole()).await;
        again.until(|p| p.saved == 1).await;
        ben.get(&format!("/meetings/{meeting}/text")).await.ok().shows("two");
    });
}

#[test]
fn who_comes_in_is_given_what_is_stored_and_the_rest_when_it_is() {
    on_each(|world| async move {
        let Team { ana, ben, meeting, .. } = team(&world).await;
        let node = Node::of(&world.app).await;
        let mut a = Pen::at(&node, &ana, meeting, 1).await;
        a.write("one").await;
        a.until(|p| p.saved == 1).await;
        // Another node's transaction takes its time, and what is written next waits for it.
        let ((begun, has_begun), (go, may_end)) = (std::sync::mpsc::channel(), std::sync::mpsc::channel::<()>());
        let options = store::Options { url: world.t.url(), threads: 1 };
        let other = Db::open(&options, world.t.clock.clone(), Chance::seeded(8)).unwrap();
        let long = tokio::spawn(async move {
            let write = move |tx: &mut store::Tx<'_>| {
                tx.exec(BUSY, args![meeting])?;
                begun.send(()).unwrap();
                may_end.recv().unwrap();
                Ok::<_, store::Error>(())
            };
            other.write(write).await.unwrap();
        });
        has_begun.recv().unwrap();
        a.write("two").await;
        // What it says next has been heard after what it wrote.
        let place = r#"{"anchor":{"tname":"text"},"head":{"tname":"text"}}"#;
        a.socket.send(Message::Text(place.into())).await.unwrap();
        let mut b = Pen::at(&node, &ben, meeting, 2).await;
        b.until(|p| p.others == ["Ana Test"]).await;
        assert_eq!((a.saved, b.lines()), (1, vec!["one".to_owned()]));
        go.send(()).unwrap();
        long.await.unwrap();
        a.until(|p| p.saved == 2).await;
        b.until(|p| p.lines() == ["one", "two"]).await;
    });
}

#[test]
fn what_is_no_update_of_ours_stops_its_sender_and_nobody_else() {
    on_each(|world| async move {
        let Team { ana, ben, meeting, .. } = team(&world).await;
        let node = Node::of(&world.app).await;
        let mut a = Pen::at(&node, &ana, meeting, 1).await;
        a.write("Still here").await;
        a.until(|p| p.saved == 1).await;
        let deep = [&[1, 1, 9, 0, 8, 1, 4][..], b"text", &[1], &[117, 1].repeat(60_000), &[126, 0]].concat();
        for bad in [b"nonsense".to_vec(), Vec::new(), deep, vec![0xff; 4000], vec![0; wire::MOST + 1]] {
            let mut b = Pen::at(&node, &ben, meeting, 2).await;
            b.update(&bad).await;
            b.until_closed().await;
            assert_eq!((b.saved, b.states.last().unwrap().as_str()), (0, "refused"), "{} bytes", bad.len());
        }
        // Nor does anybody give themselves a name, or other browsers a cursor that stands nowhere.
        let place = r#"{"tname":"text","assoc":0}"#;
        for bad in [
            "{}".to_owned(),
            "[[[[".to_owned(),
            format!("{{\"anchor\":{place},\"head\":{place},\"who\":\"Somebody Else\"}}"),
            format!("{{\"anchor\":{place},\"head\":{{\"assoc\":0}}}}"),
            format!("{{\"anchor\":{place},\"head\":{{\"tname\":\"other\"}}}}"),
        ] {
            let mut b = Pen::at(&node, &ben, meeting, 2).await;
            b.socket.send(Message::Text(bad.into())).await.unwrap();
            b.until_closed().await;
        }
        assert!(a.others.is_empty());
        // What builds on words that never came is asked for again, not half taken.
        let mut b = Pen::at(&node, &ben, meeting, 3).await;
        b.text.append(["never sent"].into_iter());
        let upon = b.text.append(["upon it"].into_iter());
        b.update(&upon).await;
        b.hear().await;
        assert_eq!(b.saved, 0);
        let whole = b.text.whole();
        b.update(&whole).await;
        b.until(|p| p.saved == 2).await;
        a.until(|p| p.lines() == ["Still here", "never sent", "upon it"] || p.lines().len() == 3).await;
        ana.get(&format!("/meetings/{meeting}/text")).await.ok().shows("upon it");
    });
}

/// An update of one block: a client, its parent and content by hand.
fn one(content: &[u8]) -> Vec<u8> {
    [&[1, 1, 9, 0][..], content, &[0]].concat()
}

#[test]
fn only_what_the_editor_writes_is_read() {
    let text = |tail: &[u8]| [&[1, 4][..], b"text", tail].concat();
    let element = |name: &str| [&[7][..], &text(&[3, u8::try_from(name.len()).unwrap()]), name.as_bytes()].concat();
    assert_eq!(wire::says_something(&one(&element("paragraph"))), Ok(true));
    assert_eq!(wire::says_something(&[0, 0]), Ok(false));
    for foreign in [
        element("script"),
        [&[7][..], &text(&[0])].concat(),                         // an array
        [&[8][..], &text(&[1, 117, 1, 126])].concat(),            // a list as a value
        [&[8][..], &text(&[1, 118, 0])].concat(),                 // an object as a value
        [&[9][..], &text(&[1, 120, 126])].concat(),               // a document in the document
        [&[3][..], &text(&[1, 0])].concat(),                      // bytes
        [&[7, 1, 5][..], b"other", &[6]].concat(),                // another root
        [&[4][..], &text(&[0xff, 0xff, 0xff, 0x7f, 1])].concat(), // a length that isn't there
    ] {
        assert!(wire::says_something(&one(&foreign)).is_err(), "{foreign:?}");
        assert_eq!(Text::new(1).apply(&one(&foreign)), Err(Bad::Foreign));
    }
}

#[test]
fn a_text_is_shown_by_its_few_kinds_and_links_lead_to_the_web_alone() {
    let run =
        |text: &str, link: Option<&str>| Run { text: text.into(), link: link.map(str::to_owned), ..Run::default() };
    let blocks = vec![
        Block::Heading(vec![run("<script>alert(1)</script>", None)]),
        Block::Paragraph(vec![
            Run { text: "bold".into(), strong: true, em: true, link: None },
            run("good", Some("https://example.org/?a=\"b\"&c")),
            run("bad", Some("javascript:alert(1)")),
            run("worse", Some(" data:text/html,x")),
        ]),
        Block::Bullets(vec![vec![
            Block::Paragraph(vec![run("one", None)]),
            Block::Numbers(vec![vec![Block::Paragraph(vec![run("in it", None)])]]),
        ]]),
    ];
    let text = Text::new(1);
    let update = text.replace(&blocks);
    assert_eq!(wire::says_something(&update), Ok(true), "what we write ourselves is what the editor writes");
    let other = Text::new(2);
    other.apply(&update).unwrap();
    let shown = doc::shown(&other.blocks()).into_string();
    assert_eq!(
        shown,
        "<h3>&lt;script&gt;alert(1)&lt;/script&gt;</h3><p><strong><em>bold</em></strong>\
         <a href=\"https://example.org/?a=&quot;b&quot;&amp;c\" rel=\"noopener noreferrer nofollow\">good</a>badworse</p>\
         <ul><li><p>one</p><ol><li><p>in it</p></li></ol></li></ul>"
    );
    let kept = serde_json::to_string(&other.blocks()).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Block>>(&kept).unwrap(), other.blocks(), "minutes say what was there");
}

#[test]
fn spoiled_updates_are_refused_or_harmless() {
    // Every byte of real updates is spoiled in turn, some twice; nothing panics its way out and what is taken can be shown.
    let text = Text::new(1);
    let mut whole = vec![text.append(["One", "two", "three"].into_iter())];
    whole.push(text.replace(&[Block::Bullets(vec![vec![Block::Paragraph(vec![Run {
        text: "point".into(),
        strong: true,
        em: false,
        link: Some("https://example.org".into()),
    }])]])]));
    let mut drawn = 7_u64;
    let mut draw = || {
        drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        drawn >> 33
    };
    let mut taken = 0;
    for round in 0..6000 {
        let mut update = whole[round % 2].clone();
        for _ in 0..1 + draw() % 3 {
            let at = usize::try_from(draw()).unwrap() % update.len();
            update[at] = u8::try_from(draw() % 256).unwrap();
        }
        let target = Text::new(5);
        if round % 2 == 1 {
            target.apply(&whole[0]).unwrap();
        }
        if target.apply(&update).is_ok() {
            taken += 1;
            let _ = doc::shown(&target.blocks());
            Text::of(6, [&target.whole()]).unwrap();
        }
    }
    assert!(taken > 100, "some spoiled updates are updates still: {taken}");
}
