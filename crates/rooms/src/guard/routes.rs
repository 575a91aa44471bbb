//! T1, the route table: every way in, called as everybody. What each gets stands in `routes.txt`, compared to the letter.
//!
//! `GUARD_WRITE=1` writes the file anew. Then read every line that changed: a 200 or 303 where there should be none is a hole.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Request;
use store::Engine;

use super::forms::{self, Form};
use super::scene::{self, Ids, Scene, Whose, fill};
use crate::testing::{Actor, Answer, World, on_engine};
use crate::{Method, Route, Rule, routes};

const TABLE: &str = include_str!("routes.txt");

/// The form of a route as it is sent; an empty one where no page shows a form for it.
pub(super) async fn call(actor: &Actor, route: &Route, path: &str, form: Option<&Form>, ids: &Ids) -> Answer {
    let sent = form.map(Form::filled).unwrap_or_default();
    let fields: Vec<(&str, &str)> = sent.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let file = form.and_then(|f| f.fields.iter().find(|field| field.kind == forms::Kind::File));
    match (route.method, file) {
        (Method::Get, _) => actor.get(path).await,
        (Method::Post, Some(file)) => {
            actor.upload(path, &fields, (&file.name, "scene.csv", b"zqfile,of,the,scene\n1,2,3,4\n")).await
        }
        (Method::Post, None) if !path.starts_with("/api/") => actor.post(path, &fields).await,
        (method, _) => {
            let request = Request::builder().method(format!("{method:?}").to_uppercase().as_str()).uri(path);
            let request = request.header("content-type", "application/json").header("if-match", "\"1\"");
            actor.send(request.body(Body::from(scene::json_for(route, ids).to_string())).unwrap()).await
        }
    }
}

/// The route's name in the table.
fn named(route: &Route) -> String {
    format!("{:<6} {}", format!("{:?}", route.method).to_uppercase(), route.path)
}

/// What stands in the table for an answer: its status, or `door` for being sent to sign in.
fn said(answer: &Answer) -> String {
    if answer.location.starts_with("/sign-in?next=") { "door".into() } else { answer.status.as_u16().to_string() }
}

/// What everybody gets at every way in, one line each.
///
/// `form` says whether a page shows a form for it that goes through for somebody (`sent`), only forms that are refused when they
/// are filled in by rote (`held`), or none.
async fn table(scene: &Scene, quick: bool) -> String {
    let ids: &Ids = &scene.things[&Whose::Ours];
    let names: Vec<&'static str> = scene.actors.iter().map(|(name, _)| *name).collect();
    let forms = forms::of_all(scene, ids).await;
    let mut play = scene.play();
    let all = routes();
    let mut list: Vec<&Route> = all.list().iter().collect();
    list.sort_by_key(|r| (r.path, r.method));
    let width = list.iter().map(|r| named(r).len()).max().unwrap_or(0);
    let mut out = format!("{:<width$}  form", "");
    for name in &names {
        let _ = write!(out, "  {name}");
    }
    out.push('\n');
    for route in list {
        let form = forms.get(&(route.method, route.path));
        let mark = match (route.method, form) {
            (Method::Get, _) => "-",
            (_, Some((_, _, true))) => "sent",
            (_, Some(_)) => "held",
            (_, None) => "none",
        };
        let form = form.map(|(_, form, _)| form);
        let _ = write!(out, "{:<width$}  {mark:<4}", named(route));
        let mut done = false;
        for name in &names {
            let listed = listed(route, name);
            // A copy of the scene takes a tenth of a second on PostgreSQL: there, one who may stands for all who may.
            let skip = quick && done && listed.as_deref() == Some("303");
            let got = if skip {
                "303".to_owned()
            } else {
                said(&call(play.actor(name), route, &fill(route.path, ids), form, ids).await)
            };
            let _ = write!(out, "  {got:<0$}", name.len());
            // What somebody did must not open or close the way for the next one. That a refusal changes nothing is T3's.
            let refused = got == "door" || (got.starts_with('4') && route.rule != Rule::Public);
            if route.method != Method::Get && !refused && !skip {
                done = true;
                play = scene.play();
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

/// What the file has for a route and an actor.
fn listed(route: &Route, name: &str) -> Option<String> {
    let mut lines = TABLE.lines();
    let column = lines.next()?.split_whitespace().position(|n| n == name)?;
    let line = lines.find(|line| line.starts_with(&format!("{} ", named(route))))?;
    // The line has two words, method and path, where the first line has none.
    line.split_whitespace().nth(column + 2).map(str::to_owned)
}

async fn compare(world: World) {
    let quick = world.t.db.engine() == Engine::Postgres;
    let scene = scene::set(world).await;
    let now = table(&scene, quick).await;
    if std::env::var("GUARD_WRITE").is_ok() && !quick {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guard/routes.txt"), &now).unwrap();
        return;
    }
    let wrong: Vec<_> = diff(TABLE, &now);
    assert!(
        wrong.is_empty(),
        "routes.txt and the server disagree (- file, + server); GUARD_WRITE=1 writes it anew, then read what changed:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn everyone_gets_at_every_way_in_what_the_table_says_on_sqlite() {
    on_engine(Engine::Sqlite, compare);
}

#[test]
fn everyone_gets_at_every_way_in_what_the_table_says_on_postgres() {
    on_engine(Engine::Postgres, compare);
}

fn diff(file: &str, now: &str) -> Vec<String> {
    let (was, is): (Vec<&str>, Vec<&str>) = (file.lines().collect(), now.lines().collect());
    let gone = was.iter().filter(|line| !is.contains(line)).map(|line| format!("- {line}"));
    let new = is.iter().filter(|line| !was.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(new).collect()
}
