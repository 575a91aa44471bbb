//! The floor: a bare axum handler that checks a session and answers five small indexed queries, fifty rows in all, through a
//! bare driver from the same database, and writes a page of the size that is asked for. What any server of ours could at best be.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use sha2::Digest as _;

const SESSION: &str = "select person, district from session where hash = $1 and expires > 0";
/// Five questions of ten rows each, every one over an index.
const QUESTIONS: [(&str, bool); 5] = [
    ("select id, name from person where district = $1 order by sort limit 10", true),
    ("select id, name from community where district = $1 order by name limit 10", true),
    ("select id, text from goal where district = $1 order by level limit 10", true),
    ("select id, about from event where actor is not null order by at desc limit 10", false),
    ("select id, title from cycle where district = $1 order by state limit 10", true),
];

type Answer = Option<Vec<(uuid::Uuid, String)>>;
type Ask = (String, tokio::sync::oneshot::Sender<Answer>);

/// Serves until it is ended. Four threads hold a connection each, as ours does.
pub fn serve(database: &str, listen: &str) {
    let (ask, asked) = flume::unbounded::<Ask>();
    for _ in 0..4 {
        let (database, asked) = (database.to_owned(), asked.clone());
        std::thread::spawn(move || match database.strip_prefix("sqlite:") {
            Some(path) => sqlite(path, &asked),
            None => postgres(&database, &asked),
        });
    }
    let listen = listen.to_owned();
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async move {
        let router = Router::new().route("/{size}", get(page)).with_state(Arc::new(ask));
        let socket = tokio::net::TcpListener::bind(&listen).await.expect("the port is free");
        axum::serve(socket, router).await.expect("it serves");
    });
}

fn sqlite(path: &str, asked: &flume::Receiver<Ask>) {
    let c = rusqlite::Connection::open(path).expect("the database");
    for (hash, answer) in asked {
        let known = c.prepare_cached(SESSION).and_then(|mut s| s.query_row([&hash], |r| r.get::<_, uuid::Uuid>(1)));
        let rows = known.ok().map(|district| {
            let mut rows = Vec::with_capacity(50);
            for (sql, named) in QUESTIONS {
                let mut s = c.prepare_cached(sql).expect("a statement");
                let mut found = if named { s.query([district]) } else { s.query([]) }.expect("an answer");
                while let Some(r) = found.next().expect("a row") {
                    rows.push((r.get(0).expect("an id"), r.get(1).expect("a text")));
                }
            }
            rows
        });
        drop(answer.send(rows));
    }
}

fn postgres(url: &str, asked: &flume::Receiver<Ask>) {
    let mut c = postgres::Client::connect(url, postgres::NoTls).expect("the database");
    let session = c.prepare(SESSION).expect("a statement");
    let questions = QUESTIONS.map(|(sql, named)| (c.prepare(sql).expect("a statement"), named));
    for (hash, answer) in asked {
        let known = c.query_opt(&session, &[&hash]).expect("an answer").map(|r| r.get::<_, uuid::Uuid>(1));
        let rows = known.map(|district| {
            let mut rows = Vec::with_capacity(50);
            for (statement, named) in &questions {
                let found =
                    if *named { c.query(statement, &[&district]) } else { c.query(statement, &[]) }.expect("an answer");
                rows.extend(found.iter().map(|r| (r.get(0), r.get(1))));
            }
            rows
        });
        drop(answer.send(rows));
    }
}

/// A page of at least so many bytes.
async fn page(State(ask): State<Arc<flume::Sender<Ask>>>, Path(size): Path<usize>, headers: HeaderMap) -> Response {
    let cookie = headers.get(header::COOKIE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let secret = cookie.strip_prefix("perennial=").unwrap_or("");
    let hash = store::hex(&sha2::Sha256::digest(secret.as_bytes()));
    let (answer, reply) = tokio::sync::oneshot::channel();
    drop(ask.send((hash, answer)));
    let Ok(Some(rows)) = reply.await else { return StatusCode::UNAUTHORIZED.into_response() };
    let mut out = String::with_capacity(size + 1024);
    out += "<!doctype html><title>Floor</title><ul>";
    for (id, text) in &rows {
        let _ = write!(out, "<li class=\"row\"><a href=\"/things/{id}\">");
        for c in text.chars() {
            match c {
                '<' => out += "&lt;",
                '&' => out += "&amp;",
                '"' => out += "&quot;",
                c => out.push(c),
            }
        }
        out += "</a></li>";
    }
    out += "</ul>";
    // The same size as the page of ours: what is written, not what is looked up.
    while out.len() < size {
        out += "<p>And as many words as a page of this kind has, so that both write as much.</p>\n";
    }
    Html(out).into_response()
}
