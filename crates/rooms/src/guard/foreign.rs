//! T17, cross-site: what another site sends in somebody's name is refused and changes nothing; and looking changes nothing.

use axum::body::Body;
use axum::http::Request;

use super::forms::{self, Form};
use super::scene::{self, Whose, fill};
use crate::testing::on_each;
use crate::{Method, Route, routes};

/// What a browser says about a request that another site made.
const SAID: [&[(&str, &str)]; 5] = [
    &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
    &[("origin", "https://evil.example"), ("host", "perennial.test")],
    &[("origin", "null"), ("host", "perennial.test")],
    &[("sec-fetch-site", "cross-site")],
    &[("origin", "https://school.perennial.test"), ("sec-fetch-site", "same-site")],
];

fn request(route: &Route, path: &str, form: Option<&Form>, ids: &scene::Ids) -> (String, &'static str) {
    let _ = path;
    match form {
        None if route.path.starts_with("/api/") => (scene::json_for(route, ids).to_string(), "application/json"),
        form => {
            let filled = form.map(Form::filled).unwrap_or_default();
            let pairs = filled.iter().map(|(k, v)| format!("{}={}", crate::cx::encode(k), crate::cx::encode(v)));
            (pairs.collect::<Vec<_>>().join("&"), "application/x-www-form-urlencoded")
        }
    }
}

#[test]
fn another_site_can_change_nothing_in_anybodys_name() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let found = forms::of_all(&scene, ours).await;
        let play = scene.play();
        let before = play.world.t.dump();
        let mut wrong = Vec::new();
        for route in routes().list().iter().filter(|r| r.method != Method::Get) {
            let known = found.get(&(route.method, route.path));
            let by = known.map_or("facilitator", |(by, _, _)| by);
            let path = known.map_or_else(|| fill(route.path, ours), |(_, form, _)| form.action.clone());
            let (body, kind) = request(route, &path, known.map(|(_, form, _)| form), ours);
            for said in SAID {
                let mut sent = Request::builder().method(format!("{:?}", route.method).to_uppercase().as_str());
                sent = sent.uri(&path).header("content-type", kind).header("if-match", "\"1\"");
                for (name, value) in said {
                    sent = sent.header(*name, *value);
                }
                let answer = play.actor(by).send(sent.body(Body::from(body.clone())).unwrap()).await;
                if answer.status != 403 || play.world.t.dump() != before {
                    wrong.push(format!("{:?} {path} as {by} with {said:?}: {:.160}", route.method, answer.gist()));
                }
            }
        }
        assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
    });
}

#[test]
fn looking_changes_nothing() {
    on_each(|world| async move {
        let scene = scene::set(world).await;
        let ours = &scene.things[&Whose::Ours];
        let play = scene.play();
        // A session keeps to five minutes when it was last seen: the one thing that looking may write down.
        play.world.t.clock.travel(play.world.t.db.now().plus_seconds(600));
        for (_, actor) in &play.actors {
            actor.get("/account").await;
        }
        let before = play.world.t.dump();
        let mut wrong = Vec::new();
        for route in routes().list().iter().filter(|r| r.method == Method::Get) {
            for (name, actor) in &play.actors {
                actor.get(&fill(route.path, ours)).await;
                let changed = scene::changed(&before, &play.world.t.dump());
                if !changed.is_empty() {
                    wrong.push(format!("GET {} as {name} changed {changed:#?}", route.path));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
