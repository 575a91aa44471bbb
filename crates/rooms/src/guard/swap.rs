//! T2, the id swap: an id that is somebody else's answers exactly as one that is nobody's, in status and in every letter.

use std::sync::Arc;

use super::forms::{self, Found};
use super::routes::call;
use super::scene::{self, Ids, Play, Scene, Whose, fill, slots};
use crate::testing::{Actor, Answer, on_each};
use crate::{Method, Route, routes};

/// An id that was never given to anything.
const NOBODYS: &str = "00000000-0000-4000-8000-00000000feed";

/// What of Oak Hill is closed to everyone who isn't in its community; its other things are known in the district.
const CLOSED: [&str; 14] = [
    "study",
    "continuum",
    "look-list",
    "standard-remark",
    "goal",
    "measure",
    "alignment",
    "cycle",
    "entry",
    "need",
    "file",
    "lesson",
    "run",
    "decision",
];

/// A body in which every id that stood in the address, and every mark drawn anew for each page, is the same.
fn plain(answer: &Answer, path: &str, ids: &[String]) -> String {
    let hide = |text: &str| text.replace(path, "…").replace(&crate::cx::encode(path), "…");
    let mut text = hide(&answer.body);
    let mut marks: Vec<String> = forms::marks(&text);
    marks.extend(ids.iter().cloned());
    marks.sort_by_key(|m| std::cmp::Reverse(m.len()));
    for mark in marks.iter().filter(|m| !m.is_empty()) {
        text = text.replace(mark, "…");
    }
    format!("{} {} {}", answer.status, ids.iter().fold(hide(&answer.location), |l, id| l.replace(id, "…")), text)
}

/// Calls a route with `swapped` in place of some of its ids.
async fn with(actor: &Actor, route: &Route, ours: &Ids, swapped: &Ids, found: &Found, body: &Ids) -> (Answer, String) {
    let mut ids = ours.clone();
    ids.extend(swapped.iter().map(|(k, v)| (*k, v.clone())));
    let path = fill(route.path, &ids);
    let form = found.get(&(route.method, route.path)).map(|(_, form, _)| form);
    (call(actor, route, &path, form, body).await, path)
}

/// Every way of putting `theirs` in place of one or all of a route's ids.
fn ways(slots: &[&'static str], theirs: &Ids) -> Vec<Ids> {
    let one = |key: &&'static str| Some(Ids::from([(*key, theirs.get(*key)?.clone())]));
    let mut ways: Vec<Ids> = slots.iter().filter_map(one).collect();
    if slots.len() > 1 {
        ways.push(slots.iter().filter_map(one).flatten().collect());
    }
    ways
}

async fn compare(play: &Play, scene: &Scene, found: &Found, who: &[&str], theirs: &Ids, wrong: &mut Vec<String>) {
    let ours = &scene.things[&Whose::Ours];
    for route in routes().list() {
        let slots: Vec<_> = slots(route.path).into_iter().filter(|s| theirs.contains_key(s)).collect();
        for swapped in ways(&slots, theirs) {
            let nobodys: Ids = swapped.keys().map(|k| (*k, NOBODYS.to_owned())).collect();
            for name in who {
                let actor = play.actor(name);
                let before = if route.method == Method::Get { Arc::default() } else { play.world.t.dump() };
                let (nothing, nowhere) = with(actor, route, ours, &nobodys, found, ours).await;
                let (answer, path) = with(actor, route, ours, &swapped, found, ours).await;
                let mut gone: Vec<String> = swapped.values().cloned().collect();
                gone.push(NOBODYS.into());
                if plain(&answer, &path, &gone) != plain(&nothing, &nowhere, &gone) {
                    wrong.push(format!(
                        "{:?} {path} as {name}: {}\n      and nobody's id: {}",
                        route.method,
                        answer.gist().chars().take(300).collect::<String>(),
                        nothing.gist().chars().take(300).collect::<String>(),
                    ));
                }
                if route.method != Method::Get {
                    let changed = scene::changed(&before, &play.world.t.dump());
                    if !changed.is_empty() {
                        wrong.push(format!("{:?} {path} as {name} changed {changed:#?}", route.method));
                    }
                }
            }
        }
    }
}

#[test]
fn an_id_of_somebody_else_answers_as_an_id_of_nobody() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let found = forms::of_all(&scene, &scene.things[&Whose::Ours]).await;
        let play = scene.play();
        let mut wrong = Vec::new();
        let everyone = ["nobody", "guest", "member", "facilitator", "principal", "leader", "admin"];
        let mut lake = scene.things[&Whose::Lake].clone();
        // What is shared with everyone may be seen by everyone; a secret opens what it opens to whoever holds it.
        lake.remove("lesson-public");
        lake.remove("statement-public");
        lake.remove("heard");
        lake.retain(|key, _| !matches!(*key, "pass" | "persona" | "asset" | "feed" | "stop" | "code"));
        compare(&play, &scene, &found, &everyone, &lake, &mut wrong).await;
        let oak: Ids = scene.things[&Whose::Oak]
            .iter()
            .filter(|(k, _)| CLOSED.contains(k))
            .map(|(k, v)| (*k, v.clone()))
            .collect();
        compare(
            &play,
            &scene,
            &found,
            &["nobody", "guest", "member", "facilitator", "principal", "leader"],
            &oak,
            &mut wrong,
        )
        .await;
        // A goal of one's own is closed to colleagues, to facilitators and to leaders.
        let own = Ids::from([("goal", scene.things[&Whose::Ours]["goal-own"].clone())]);
        compare(&play, &scene, &found, &["facilitator", "colleague", "principal", "leader", "admin"], &own, &mut wrong)
            .await;
        assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// Texts that are no ids.
fn malformed() -> Vec<String> {
    let texts = [
        "abc",
        "0",
        "-1",
        "%00",
        "%FF%FE",
        "..%2f..%2fetc%2fpasswd",
        "'",
        "%3Cscript%3E",
        "null",
        "%F0%9F%8C%B1",
        "%20",
    ];
    let mut all: Vec<String> = texts.iter().map(|t| (*t).to_owned()).collect();
    all.push("01a0a0a5-9000-7ad1-9fb4-584b65bdd7d".into());
    all.push("7".repeat(4000));
    all
}

#[test]
fn what_is_no_id_at_all_answers_as_an_id_of_nobody_and_never_bare() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let found = forms::of_all(&scene, ours).await;
        let play = scene.play();
        let mut wrong = Vec::new();
        for route in routes().list() {
            for slot in slots(route.path) {
                for text in malformed() {
                    for name in ["nobody", "facilitator", "admin"] {
                        let actor = play.actor(name);
                        let (answer, path) =
                            with(actor, route, ours, &Ids::from([(slot, text.clone())]), &found, ours).await;
                        // Guesses of a code are counted: what they answer changes as they go on.
                        let secret = matches!(slot, "pass" | "persona" | "asset" | "code");
                        let (nothing, nowhere) =
                            with(actor, route, ours, &Ids::from([(slot, NOBODYS.into())]), &found, ours).await;
                        let gone = [NOBODYS.into()];
                        let same = plain(&answer, &path, &gone) == plain(&nothing, &nowhere, &gone);
                        if is_bare(&answer) || !(same || secret) {
                            wrong.push(format!(
                                "{:?} {path:.120} as {name}: {:.200}\n      and nobody's id: {:.200}",
                                route.method,
                                answer.gist(),
                                nothing.gist()
                            ));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// Whether an answer to a person is no page of ours.
fn is_bare(answer: &Answer) -> bool {
    let kind = answer.headers.get("content-type").and_then(|v| v.to_str().ok()).unwrap_or("");
    answer.status.as_u16() >= 400 && !(kind.starts_with("text/html") || kind.starts_with("application/problem+json"))
}

#[test]
fn whatever_is_asked_the_answer_is_a_page() {
    use axum::body::Body;
    use axum::http::Request;
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let play = scene.play();
        let mut wrong = Vec::new();
        let ask = |method: &str, path: &str, kind: &str, body: Vec<u8>| {
            let request = Request::builder().method(method).uri(path).header("content-type", kind);
            request.body(Body::from(body)).unwrap()
        };
        for route in routes().list() {
            let path = fill(route.path, ours);
            let mut tries = vec![ask("DELETE", &path, "", vec![]), ask("PUT", &path, "text/plain", b"x".to_vec())];
            if route.method == Method::Get {
                tries.extend(
                    [
                        "after=%FF",
                        "after=%00&find=%00",
                        "q=%F0%9F",
                        "page=abc&n=-1&limit=99999999999999999999&cursor=x",
                    ]
                    .map(|query| ask("GET", &format!("{path}?{query}"), "", vec![])),
                );
            } else {
                tries.push(ask("POST", &path, "text/plain", b"hello".to_vec()));
                tries.push(ask("POST", &path, "application/x-www-form-urlencoded", b"%FF=%FE&a=%".to_vec()));
                tries.push(ask("POST", &path, "multipart/form-data", b"no boundary".to_vec()));
                tries.push(ask("POST", &path, "multipart/form-data; boundary=x", b"--x\r\nbroken".to_vec()));
                tries.push(ask("POST", &path, "application/json", b"{\"a\":".to_vec()));
                if !path.starts_with("/admin/roster") {
                    tries.push(ask("POST", &path, "application/x-www-form-urlencoded", vec![b'a'; 27 * 1024 * 1024]));
                }
            }
            for request in tries {
                let what =
                    format!("{} {} {:?}", request.method(), request.uri(), request.headers().get("content-type"));
                let answer = play.actor("facilitator").send(request).await;
                if is_bare(&answer) || answer.status.is_server_error() {
                    wrong.push(format!("{what}: {:.200}", answer.gist()));
                }
            }
        }
        assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
    });
}
