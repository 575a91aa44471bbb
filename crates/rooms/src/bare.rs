//! No answer without a page. What the framework refuses by itself – an address that isn't one, a body it can't read, another
//! site's request – is answered as everything else is: with a page that says what happened, or a problem document in the API.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts as _, MatchedPath, RawPathParams, State};
use axum::http::{Request, StatusCode, header, request::Parts};
use axum::middleware::Next;
use axum::response::Response;

use face::Page;

use crate::{App, Cx, Method, Route, Rule, Stop};

/// What stands in a path in braces is the id of a thing, but for these. `{test}` is the key a district gave its test, `{key}` a
/// protocol’s own or its id, a survey's item, or a set of standards’; `{standard}` is a standard’s in its set.
const NOT_IDS: [&str; 6] = ["secret", "persona", "name", "test", "key", "standard"];

/// What ends these paths is typed by hand, from paper: their pages say themselves what to do when it is nothing.
const TYPED: [&str; 1] = ["/heard/{key}"];

/// What [`ids_are_ids`] needs to know.
#[derive(Clone)]
pub(crate) struct Ways {
    pub app: Arc<App>,
    pub list: Arc<[Route]>,
}

/// Answers a path whose id can't be one exactly as a path whose id is nobody's.
pub(crate) async fn ids_are_ids(State(ways): State<Ways>, request: Request<Body>, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let good = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(params) => params.iter().all(|(name, text)| match NOT_IDS.contains(&name) {
            true => !text.contains(char::is_control),
            false => text.parse::<uuid::Uuid>().is_ok(),
        }),
        Err(_) => false,
    };
    let path = parts.extensions.get::<MatchedPath>().map(|m| m.as_str().to_owned()).unwrap_or_default();
    // No text of ours has a NUL in it, and PostgreSQL can't even be asked for one.
    if (good || TYPED.contains(&path.as_str())) && !parts.uri.query().is_some_and(|q| q.contains("%00")) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let here = ways.list.iter().find(|r| r.path == path && named(r.method) == parts.method);
    let Some(rule) = here.map(|r| r.rule) else { return next.run(Request::from_parts(parts, body)).await };
    let Ok(cx) = Cx::from_request_parts(&mut parts, &ways.app).await;
    if matches!(rule, Rule::Public | Rule::Demo) {
        return cx.stop(Stop::Nothing, None);
    }
    cx.page(|_, _| Err::<Page, _>(Stop::Nothing)).await
}

fn named(method: Method) -> axum::http::Method {
    match method {
        Method::Get => axum::http::Method::GET,
        Method::Post => axum::http::Method::POST,
        Method::Put => axum::http::Method::PUT,
        Method::Patch => axum::http::Method::PATCH,
        Method::Delete => axum::http::Method::DELETE,
    }
}

/// The answer, with a page in place of the framework's bare words.
pub(crate) async fn dressed(app: &Arc<App>, mut asked: Parts, answer: Response) -> Response {
    let status = answer.status();
    if !(status.is_client_error() || status.is_server_error()) || !is_bare(&answer) {
        return answer;
    }
    let Ok(cx) = Cx::from_request_parts(&mut asked, app).await;
    let stop = if status == StatusCode::NOT_FOUND { Stop::Nothing } else { Stop::Bare(status) };
    // When something broke here, nothing more is asked of the database for the answer.
    let mut page = if status.is_client_error() { cx.stop_here(stop).await } else { cx.stop(stop, None) };
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

fn is_bare(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_none_or(|kind| kind.starts_with("text/plain"))
}
