//! The application: what every request shares, the router with its safeguards, the health checks.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use store::{Db, Error, sql};
use tower_http::csrf::CsrfLayer;

use crate::{Cx, Routes, Rule, Stop, admin, bare, jobs, live, mailer::Smtp, meetings, people, surveys, telling};

/// What the operator chose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The sample district with a sign-in per persona and a mailbox page.
    pub demo: bool,
    /// Whether the address begins with `https:`; cookies are then sent over it alone.
    pub secure: bool,
    /// The address people use, without a slash at the end.
    pub address: String,
    /// The one folder for everything that isn't in PostgreSQL.
    pub data: PathBuf,
    pub smtp: Option<Smtp>,
    /// Whether `/metrics` answers.
    pub metrics: bool,
    /// How the sample district is built, when a new server may begin with it.
    pub sample: Option<admin::SampleBuilder>,
}

impl Options {
    pub(crate) fn secure_mark(&self) -> &'static str {
        if self.secure { "; Secure" } else { "" }
    }
}

/// What every request shares.
pub struct App {
    pub db: Db,
    pub options: Options,
    pub live: live::Hub,
    /// Texts that are written together and open on this node.
    pub texts: meetings::text::Texts,
    /// Where answers lie until a wave ends.
    pub urns: surveys::Urns,
    /// As many passwords are worked on at once as this gives out: each takes 19 MiB.
    pub(crate) hashing: tokio::sync::Semaphore,
    /// True until somebody was seen: while nobody is there, home is the first-run page.
    maybe_new: AtomicBool,
}

impl App {
    /// An application on a database.
    pub fn new(db: Db, options: Options) -> Arc<App> {
        let (live, texts, hashing) =
            (live::Hub::default(), meetings::text::Texts::default(), tokio::sync::Semaphore::new(2));
        let urns = surveys::Urns::in_folder(options.data.join("urns"));
        Arc::new(App { db, options, live, texts, urns, hashing, maybe_new: AtomicBool::new(true) })
    }

    /// Whether nobody is here yet. Asks the database only until somebody was seen.
    async fn is_new(&self) -> bool {
        if !self.maybe_new.load(Ordering::Relaxed) {
            return false;
        }
        // When the database can't answer, the page that was asked for says so.
        match self.db.read(people::anybody).await {
            Ok(anybody) => {
                self.maybe_new.store(!anybody, Ordering::Relaxed);
                !anybody
            }
            Err(_) => false,
        }
    }
}

/// Starts what runs beside the requests: telling open pages, doing jobs. Ends when the returned handle is dropped.
pub fn start_background(app: &Arc<App>) -> tokio::task::JoinSet<()> {
    let mut set = tokio::task::JoinSet::new();
    set.spawn(live::run(app.clone()));
    set.spawn(meetings::text::run(app.clone()));
    set.spawn(jobs::run(app.clone()));
    set.spawn(telling::run(app.clone()));
    set.spawn(surveys::run(app.clone()));
    set.spawn(examine(app.clone()));
    set
}

/// How often the whole database is looked through.
const EXAMINED: Duration = Duration::from_secs(6 * 3600);

/// Looks through the database at the start and every few hours: damage must be found before somebody builds on it.
async fn examine(app: Arc<App>) {
    loop {
        let db = app.db.clone();
        match tokio::task::spawn_blocking(move || db.examine()).await {
            Ok(Err(e @ Error::Damaged(_))) => tracing::error!("{e}; nothing is served until a backup is restored"),
            Ok(Err(e)) => tracing::warn!("the database could not be looked through: {e}"),
            _ => {}
        }
        tokio::time::sleep(EXAMINED).await;
    }
}

/// What is served when the database can't even be opened because it is damaged: that it is so, and how this program does.
pub fn closed(why: &Error) -> Router {
    let detail = why.to_string();
    let ready = move || async move {
        let check = serde_json::json!({ "check": "database", "ok": false, "detail": detail });
        (StatusCode::SERVICE_UNAVAILABLE, axum::Json(serde_json::json!({ "ready": false, "checks": [check] })))
    };
    Router::new()
        .route("/health/live", axum::routing::get(alive))
        .route("/health/ready", axum::routing::get(ready))
        .route("/assets/{name}", axum::routing::get(asset))
        .fallback(|headers: HeaderMap| async move {
            let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
            let who = face::Who {
                lang: asked.map(face::Lang::accepted).unwrap_or_default(),
                name: None,
                theme: None,
                path: "/".into(),
                admin: false,
                guest: false,
                once: String::new(),
            };
            let stop = Stop::Broken(Error::Damaged(String::new()));
            (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_SECURITY_POLICY, POLICY)], stop.page(&who))
        })
}

/// The whole application as one service.
pub fn router(app: Arc<App>, routes: Routes) -> Router {
    let csrf = CsrfLayer::new();
    let ways = bare::Ways { app: app.clone(), list: routes.list().into() };
    routes
        .into_router()
        .route_layer(middleware::from_fn_with_state(ways, bare::ids_are_ids))
        .fallback(nothing)
        .layer(axum::extract::DefaultBodyLimit::max(2 * 1024 * 1024))
        .layer(csrf)
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), safeguards))
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .with_state(app)
}

pub(crate) fn routes() -> Routes {
    Routes::new().get("/assets/{name}", Rule::Public, asset).get("/health/live", Rule::Public, alive).get(
        "/health/ready",
        Rule::Public,
        ready,
    )
}

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Headers that every answer carries.
async fn safeguards(State(app): State<Arc<App>>, request: Request<axum::body::Body>, next: Next) -> Response {
    let at_the_door = request.method() == axum::http::Method::GET && matches!(request.uri().path(), "/" | "/sign-in");
    let mut response = if at_the_door && app.is_new().await {
        crate::Go::to("/welcome").into_response()
    } else {
        let (asked, body) = request.into_parts();
        let answer = next.run(Request::from_parts(asked.clone(), body)).await;
        bare::dressed(&app, asked, answer).await
    };
    let headers = response.headers_mut();
    let set = |headers: &mut HeaderMap, name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(headers, header::CONTENT_SECURITY_POLICY, POLICY);
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "same-origin");
    set(headers, header::X_FRAME_OPTIONS, "DENY");
    set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(headers, HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    set(headers, header::CACHE_CONTROL, "private, no-store");
    if app.options.secure {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

async fn nothing(cx: Cx) -> Response {
    cx.stop_here(Stop::Nothing).await
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = face::asset(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let packed = !asset.gzip.is_empty()
        && headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
    let common = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    if packed {
        (common, [(header::CONTENT_ENCODING, "gzip"), (header::VARY, "accept-encoding")], asset.gzip).into_response()
    } else {
        (common, asset.bytes).into_response()
    }
}

async fn alive() -> &'static str {
    "alive"
}

sql! { ANY = "select count(*) from migration"; }

/// Whether this node can serve: a JSON list of checks, 503 when one fails.
async fn ready(State(app): State<Arc<App>>) -> Response {
    let queue = app
        .db
        .read(|c| {
            c.count(ANY, &[])?;
            store::jobs::queue(c)
        })
        .await;
    let writes = app.db.write(|tx| tx.count(ANY, &[])).await;
    let folder = app.options.data.clone();
    let disk = tokio::task::spawn_blocking(move || {
        let probe = folder.join(".probe");
        std::fs::write(&probe, b"1").and_then(|()| std::fs::remove_file(&probe)).map_err(|e| e.to_string())
    })
    .await
    .unwrap_or_else(|e| Err(e.to_string()));
    let say = |e: &Error| e.to_string();
    let checks = [
        ("database", writes.as_ref().err().or(queue.as_ref().err()).map(say)),
        ("disk", disk.err()),
        (
            "jobs",
            queue
                .as_ref()
                .ok()
                .filter(|(_, resting)| *resting > 0)
                .map(|(_, n)| format!("{n} jobs rest after too many tries")),
        ),
    ];
    let fails = checks.iter().any(|(name, problem)| problem.is_some() && *name != "jobs");
    let list: Vec<_> = checks
        .iter()
        .map(|(name, problem)| serde_json::json!({ "check": name, "ok": problem.is_none(), "detail": problem }))
        .collect();
    let status = if fails { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, axum::Json(serde_json::json!({ "ready": !fails, "checks": list }))).into_response()
}
