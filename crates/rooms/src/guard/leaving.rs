//! T5, revocation: who is taken out of a community, or leaves, gets nothing more from that moment: no page, no file, no answer
//! of the API, and no news on a connection that is open, over a real socket, within five seconds.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use store::{Clock, Time};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::scene::{self, Play, Scene, Whose};
use crate::people;
use crate::testing::{Actor, Answer, on_each};

/// How long after a revocation something may still come through.
const SOON: Duration = Duration::from_secs(5);

/// An open connection for news.
struct Open {
    socket: TcpStream,
    heard: String,
}

impl Open {
    async fn on(at: std::net::SocketAddr, path: &str, proof: &str) -> Open {
        let mut socket = TcpStream::connect(at).await.unwrap();
        let ask = format!("GET {path} HTTP/1.1\r\nHost: perennial.test\r\nConnection: close\r\n{proof}\r\n\r\n");
        socket.write_all(ask.as_bytes()).await.unwrap();
        let mut open = Open { socket, heard: String::new() };
        assert!(open.hears("200 OK", SOON).await, "{}", open.heard);
        open
    }

    /// Whether `text` comes within `long`.
    async fn hears(&mut self, text: &str, long: Duration) -> bool {
        let until = Instant::now() + long;
        loop {
            if self.heard.contains(text) {
                return true;
            }
            let mut part = [0u8; 4096];
            let left = until.saturating_duration_since(Instant::now());
            match tokio::time::timeout(left, self.socket.read(&mut part)).await {
                Ok(Ok(n)) if n > 0 => self.heard.push_str(&String::from_utf8_lossy(&part[..n])),
                _ => return self.heard.contains(text),
            }
        }
    }

    /// Reads what is still on its way, until nothing comes for half a second; then what was heard is forgotten.
    async fn rest(&mut self) {
        let mut part = [0u8; 4096];
        while let Ok(Ok(1..)) = tokio::time::timeout(Duration::from_millis(500), self.socket.read(&mut part)).await {}
        self.heard.clear();
    }

    /// Whether the server ends the connection within `long`.
    async fn ends(&mut self, long: Duration) -> bool {
        let until = Instant::now() + long;
        loop {
            let mut part = [0u8; 4096];
            let left = until.saturating_duration_since(Instant::now());
            match tokio::time::timeout(left, self.socket.read(&mut part)).await {
                Ok(Ok(0) | Err(_)) => return true,
                Ok(Ok(n)) => self.heard.push_str(&String::from_utf8_lossy(&part[..n])),
                Err(_) => return false,
            }
        }
    }
}

/// Serves the world on a socket of its own, with what runs beside the requests.
async fn served(play: &Play) -> (std::net::SocketAddr, tokio::task::JoinSet<()>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let mut set = crate::start_background(&play.world.app);
    let router = play.world.router();
    set.spawn(async move { axum::serve(listener, router).await.unwrap() });
    (at, set)
}

async fn with_token(play: &Play, token: &str, path: &str) -> Answer {
    let request = Request::get(path).header("authorization", format!("Bearer {token}"));
    play.world.stranger().send(request.body(Body::empty()).unwrap()).await
}

fn token_of(play: &Play, who: &Actor) -> String {
    let (district, id) = (play.world.district, who.id);
    play.world.write(move |tx| Ok(people::make_token(tx, district, id, "test", Time::NEVER)?))
}

/// What belongs to the community's inside: its pages, its file, its answers in the API.
fn inside(scene: &Scene) -> Vec<String> {
    let ids = &scene.things[&Whose::Ours];
    let paths = [
        "/cycles/{cycle}",
        "/goals/{goal}",
        "/files/{file}",
        "/lessons/{lesson}",
        "/api/v1/cycles/{cycle}",
        "/api/v1/cycles/{cycle}/entries",
        "/api/v1/goals/{goal}",
    ];
    let fill = |path: &&str| ids.iter().fold((*path).to_owned(), |p, (k, v)| p.replace(&format!("{{{k}}}"), v));
    paths.iter().map(fill).collect()
}

/// Someone else in the community writes something that its members hear of.
async fn something_happens(play: &Play, scene: &Scene, text: &str) {
    let cycle = &scene.things[&Whose::Ours]["cycle"];
    let fields = [("step", "plan"), ("w-change", text)];
    play.actor("facilitator").post(&format!("/cycles/{cycle}/entries"), &fields).await.leads_to();
}

#[test]
fn who_is_taken_out_gets_nothing_more() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let play = scene.play();
        let (at, running) = served(&play).await;
        let member = play.actor("member");
        let token = token_of(&play, member);
        let cycle = &scene.things[&Whose::Ours]["cycle"];
        let live = format!("/live?on=home,cycle:{cycle},community:{}", scene.things[&Whose::Ours]["community"]);
        let mut by_cookie = Open::on(at, &live, &format!("Cookie: perennial={}", member.session().unwrap())).await;
        let mut by_token = Open::on(at, &live, &format!("Authorization: Bearer {token}")).await;
        for path in inside(&scene) {
            assert_eq!(member.get(&path).await.status, 200, "{path}");
            assert_eq!(with_token(&play, &token, &path).await.status, 200, "{path}");
        }
        tick(&play.world.t.clock, 1);
        something_happens(&play, &scene, "zqbefore").await;
        assert!(by_cookie.hears("entry.written", SOON).await, "{}", by_cookie.heard);
        assert!(
            by_token.hears("entry.written", SOON).await,
            "a program with a token hears news too: {}",
            by_token.heard
        );
        // The same news comes by several topics: what was told while they were in must not count as told afterwards.
        by_cookie.rest().await;
        by_token.rest().await;

        let (community, id) = (scene.things[&Whose::Ours]["community"].clone(), member.id);
        play.actor("facilitator")
            .post(&format!("/communities/{community}/members/change"), &[("person", &id.to_string()), ("part", "none")])
            .await
            .leads_to();
        for path in inside(&scene) {
            assert_eq!(member.get(&path).await.status, 404, "{path}");
            assert_eq!(with_token(&play, &token, &path).await.status, 404, "{path}");
        }
        // That they were taken off may be told to them.
        by_cookie.rest().await;
        by_token.rest().await;
        tick(&play.world.t.clock, 1);
        something_happens(&play, &scene, "zqafter").await;
        let still = by_cookie.hears("entry.written", SOON).await
            || by_token.hears("entry.written", Duration::from_millis(10)).await;
        assert!(!still, "news of a community one isn't in any more: {} {}", by_cookie.heard, by_token.heard);
        drop(running);
    });
}

#[test]
fn a_page_hears_what_others_did_while_it_was_on_its_way_and_one_may_see() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let play = scene.play();
        let (at, running) = served(&play).await;
        let live = format!("/live?on=home,cycle:{}", scene.things[&Whose::Ours]["cycle"]);
        let open = async |who: &str, how: &str| {
            let cookie = format!("Cookie: perennial={}", play.actor(who).session().unwrap());
            Open::on(at, &format!("{live}{how}"), &cookie).await
        };
        let (happened, short) = ("entry.written", Duration::from_secs(1));
        tick(&play.world.t.clock, 300);
        something_happens(&play, &scene, "zqmeanwhile").await;
        // Until nobody is told of it any more because it is new.
        tokio::time::sleep(short).await;
        let mut late = open("member", "&ago=0").await;
        assert!(late.hears(happened, SOON).await, "{}", late.heard);
        let mut plain = open("member", "").await;
        assert!(!plain.hears(happened, short).await, "nobody asked for it: {}", plain.heard);
        let mut own = open("facilitator", "&ago=0").await;
        assert!(!own.hears(happened, short).await, "what one did oneself is on the page: {}", own.heard);
        let mut guest = open("guest", "&ago=0").await;
        assert!(!guest.hears(happened, short).await, "a guest hears of the work: {}", guest.heard);
        tick(&play.world.t.clock, 30);
        let mut later = open("member", "&ago=2000").await;
        assert!(!later.hears(happened, short).await, "it was on that page already: {}", later.heard);
        let mut slow = open("member", "&ago=99999999999999").await;
        assert!(slow.hears(happened, SOON).await, "a minute back at most: {}", slow.heard);
        tick(&play.world.t.clock, 60);
        let mut slow = open("member", "&ago=99999999999999").await;
        assert!(!slow.hears(happened, short).await, "a minute back at most: {}", slow.heard);
        drop(running);
    });
}

#[test]
fn who_leaves_is_shown_out_everywhere() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let play = scene.play();
        let (at, running) = served(&play).await;
        let member = play.actor("member");
        let token = token_of(&play, member);
        let mut by_cookie =
            Open::on(at, "/live?on=home", &format!("Cookie: perennial={}", member.session().unwrap())).await;
        let mut by_token = Open::on(at, "/live?on=home", &format!("Authorization: Bearer {token}")).await;
        let id = member.id.to_string();
        let gone = Instant::now();
        play.actor("admin").post(&format!("/people/{id}/end"), &[("confirm", "yes")]).await.leads_to();
        for path in inside(&scene).into_iter().chain(["/".into(), "/communities".into()]) {
            let page = member.get(&path).await;
            let sent_away = page.location.starts_with("/sign-in") || page.status == 401;
            assert!(sent_away, "{path}: {}", page.gist());
            assert!(matches!(with_token(&play, &token, &path).await.status.as_u16(), 401 | 303), "{path}");
        }
        assert!(by_cookie.ends(SOON).await, "the connection of who left stays open");
        assert!(by_token.ends(SOON).await, "the connection of who left stays open for a program");
        assert!(gone.elapsed() < SOON * 2);
        assert!(by_cookie.heard.contains("gone"), "{}", by_cookie.heard);
        drop(running);
    });
}

#[test]
fn a_token_that_ended_opens_nothing() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let play = scene.play();
        let (at, running) = served(&play).await;
        let member = play.actor("member");
        let token = token_of(&play, member);
        let mut open = Open::on(at, "/live?on=home", &format!("Authorization: Bearer {token}")).await;
        assert_eq!(with_token(&play, &token, "/api/v1/me").await.status, 200);
        assert!(!open.ends(SOON).await, "the connection of a good token was ended");
        // The page has a button per token.
        let shown = member.get("/account/tokens").await.ok();
        let mut form =
            super::forms::read("/account/tokens", &shown.body).into_iter().find(|f| f.action.ends_with("/end"));
        let form = form.as_mut().expect("a way to end a token");
        let route = super::forms::route_of(crate::Method::Post, &form.action).unwrap();
        super::forms::send(member, &route, form).await.leads_to();
        let refused = with_token(&play, &token, "/api/v1/me").await;
        assert_eq!(refused.status, 401);
        assert!(!refused.body.contains("zq"));
        assert!(open.ends(SOON).await, "the connection of a token that ended stays open");
        for wrong in ["", "x", &"0".repeat(64), "Bearer", "\u{1f331}"] {
            let request = Request::get("/api/v1/me").header("authorization", format!("Bearer {wrong}").into_bytes());
            let answer = play.world.stranger().send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 401, "{wrong:?}");
        }
        drop(running);
    });
}

/// The world's clock stands still by itself.
fn tick(clock: &Clock, seconds: i64) {
    clock.travel(clock.now().plus_seconds(seconds));
}
