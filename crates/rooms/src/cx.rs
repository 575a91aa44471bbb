//! The context of a request: who says they ask, in which language, and one hop to the database with the answer made there.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use face::{Fields, Lang, Page, Who, frame};
use maud::Markup;
use store::{Conn, Time, Tx, args, hash_secret, sql};

use crate::viewer::{self, Proof, Viewer};
use crate::{App, Rule, Stop};

/// What a handler starts from.
pub struct Cx {
    pub app: Arc<App>,
    pub(crate) proof: Option<Proof>,
    pub(crate) rule: Rule,
    /// Path and query as asked.
    pub path: String,
    asked_lang: Option<Lang>,
    accepted: Lang,
    cookie_lang: Option<Lang>,
    json: bool,
}

/// Where to go after an action, and what the browser should remember.
pub struct Go {
    to: String,
    cookies: Vec<String>,
}

impl Go {
    /// See this page next.
    pub fn to(path: impl Into<String>) -> Go {
        Go { to: path.into(), cookies: Vec::new() }
    }

    /// And set this cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: String) -> Go {
        self.cookies.push(cookie);
        self
    }
}

impl IntoResponse for Go {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        // A path of ours always is a header value; if not, home is a safe place.
        let to = HeaderValue::from_str(&self.to).unwrap_or(HeaderValue::from_static("/"));
        headers.insert(header::LOCATION, to);
        for cookie in self.cookies {
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                headers.append(header::SET_COOKIE, value);
            }
        }
        (StatusCode::SEE_OTHER, headers).into_response()
    }
}

/// The name of the cookie that holds the session's secret.
pub const SESSION_COOKIE: &str = "perennial";
/// The name of the cookie that holds the language of somebody who isn't signed in.
pub const LANG_COOKIE: &str = "lang";

impl FromRequestParts<Arc<App>> for Cx {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Cx, Self::Rejection> {
        let bearer = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.strip_prefix("Bearer "));
        let proof = match bearer {
            Some(token) => Some(Proof::Token(hash_secret(token.trim()))),
            None => cookie(&parts.headers, SESSION_COOKIE).map(|s| Proof::Session(hash_secret(s))),
        };
        let query = parts.uri.query().unwrap_or("");
        let asked_lang = query.split('&').find_map(|p| p.strip_prefix("lang=")).and_then(Lang::from_tag);
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Lang::accepted);
        Ok(Cx {
            app: app.clone(),
            proof,
            rule: parts.extensions.get::<Rule>().copied().unwrap_or(Rule::Admin),
            path: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            asked_lang,
            accepted: accepted.unwrap_or_default(),
            cookie_lang: cookie(&parts.headers, LANG_COOKIE).and_then(Lang::from_tag),
            json: parts.uri.path().starts_with("/api/"),
        })
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name).and_then(|rest| rest.strip_prefix('=')))
}

sql! {
    SAW = "update session set seen = $2 where hash = $1";
    ANSWERED = "select answer from once where person = $1 and key = $2";
    CLAIM = "insert into once (person, key, answer, at) values ($1, $2, '', $3) on conflict (person, key) do nothing";
    SETTLE = "update once set answer = $3 where person = $1 and key = $2";
}

impl Cx {
    /// The language of a page for somebody we don't know.
    pub fn lang(&self) -> Lang {
        self.asked_lang.or(self.cookie_lang).unwrap_or(self.accepted)
    }

    /// The frame's view of somebody who isn't signed in.
    pub fn stranger(&self) -> Who {
        let path = self.path.split('?').next().unwrap_or("/").to_owned();
        Who {
            lang: self.lang(),
            name: None,
            theme: None,
            path,
            admin: false,
            guest: false,
            once: self.app.db.chance().blind_id().simple().to_string(),
        }
    }

    fn plain_path(&self) -> &str {
        self.path.split('?').next().unwrap_or("/")
    }

    /// A page for somebody who is signed in and whom the route's rule lets in: one consistent view.
    pub async fn page(self, f: impl FnOnce(&mut Conn, &Viewer) -> Result<Page, Stop> + Send + 'static) -> Response {
        self.read(move |c, me| {
            f(c, me).map(|page| (StatusCode::from_u16(page.status).unwrap_or_default(), frame(&me.who, &page)))
        })
        .await
    }

    /// Anything else that is read by somebody who is signed in: a file, a table to take along.
    pub async fn read<T>(self, f: impl FnOnce(&mut Conn, &Viewer) -> Result<T, Stop> + Send + 'static) -> Response
    where
        T: IntoResponse + Send + 'static,
    {
        let Some(proof) = self.proof.clone() else { return self.stop(Stop::SignIn, None) };
        let (asked, path, rule, demo) =
            (self.asked_lang.or(self.cookie_lang), self.plain_path().to_owned(), self.rule, self.app.options.demo);
        let once = self.app.db.chance().blind_id().simple().to_string();
        let answer = self
            .app
            .db
            .read(move |c| {
                let mut seen = None;
                let result = (|| {
                    let (mut me, last) = viewer::find(c, &proof, asked, &path)?.ok_or(Stop::SignIn)?;
                    me.who.once = once;
                    let known = (me.clone(), last);
                    let outcome = if admits(rule, &me, demo) { f(c, &me) } else { Err(Stop::Nothing) };
                    seen = Some(known);
                    outcome
                })();
                Ok::<_, store::Error>((result, seen, c.statements()))
            })
            .await;
        match answer {
            Ok((result, seen, questions)) => {
                if let Some((me, last)) = &seen {
                    self.saw(me, *last).await;
                }
                let mut response = match result {
                    Ok(answer) => self.remember_lang(answer.into_response()),
                    Err(stop) => self.stop(stop, seen.map(|(me, _)| me.who)),
                };
                // How many questions the database was asked: tests hold pages to it, and operators see what is slow.
                if let Ok(value) = HeaderValue::from_str(&format!("db;desc=\"{questions}\"")) {
                    response.headers_mut().insert(HeaderName::from_static("server-timing"), value);
                }
                response
            }
            Err(e) => self.stop(Stop::Broken(e), None),
        }
    }

    /// An action of somebody who is signed in: one transaction; the answer is where to go. A form sent twice is done once.
    pub async fn act(
        self,
        mut fields: Fields,
        f: impl FnOnce(&mut Tx<'_>, &Viewer, &mut Fields) -> Result<Go, Stop> + Send + 'static,
    ) -> Response {
        let Some(proof) = self.proof.clone() else { return self.stop(Stop::SignIn, None) };
        let (asked, path, rule, demo) =
            (self.asked_lang.or(self.cookie_lang), self.plain_path().to_owned(), self.rule, self.app.options.demo);
        let once = self.app.db.chance().blind_id().simple().to_string();
        let kept = std::sync::Arc::new(std::sync::Mutex::new(None));
        let keep = kept.clone();
        let answer = self
            .app
            .db
            .write(move |tx| {
                let (mut me, _) = viewer::find(tx, &proof, asked, &path)?.ok_or(Stop::SignIn)?;
                me.who.once = once;
                *keep.lock().unwrap_or_else(|p| p.into_inner()) = Some(me.who.clone());
                if !admits(rule, &me, demo) {
                    return Err(Stop::Nothing);
                }
                if fields.once().is_empty() {
                    return f(tx, &me, &mut fields);
                }
                // Whoever claims the mark first does the action; a second click waits here and gets the same answer.
                let key = format!("{path} {}", fields.once());
                let now = tx.now();
                if tx.exec(CLAIM, args![me.person, &key, now])? == 0 {
                    let answer = tx.one(ANSWERED, args![me.person, &key], |r| r.get(0))?;
                    return answer.map(|to: String| Go::to(to)).ok_or(Stop::Nothing);
                }
                let go = f(tx, &me, &mut fields)?;
                tx.exec(SETTLE, args![me.person, key, &go.to])?;
                Ok(go)
            })
            .await;
        match answer {
            Ok(go) => go.into_response(),
            Err(stop) => {
                let who = kept.lock().unwrap_or_else(|p| p.into_inner()).take();
                self.stop(stop, who)
            }
        }
    }

    /// An answer of the API: one consistent view, as JSON.
    pub async fn json(
        self,
        f: impl FnOnce(&mut Conn, &Viewer) -> Result<serde_json::Value, Stop> + Send + 'static,
    ) -> Response {
        self.read(move |c, me| f(c, me).map(axum::Json)).await
    }

    /// A change through the API: one transaction, answered with `status` and JSON. With a `key` (Idempotency-Key), sending it
    /// again gives the first answer and changes nothing.
    pub async fn json_act(
        self,
        status: StatusCode,
        key: Option<String>,
        f: impl FnOnce(&mut Tx<'_>, &Viewer) -> Result<serde_json::Value, Stop> + Send + 'static,
    ) -> Response {
        let Some(proof) = self.proof.clone() else { return self.stop(Stop::SignIn, None) };
        let (asked, path, rule, demo) =
            (self.asked_lang, self.plain_path().to_owned(), self.rule, self.app.options.demo);
        let answer = self
            .app
            .db
            .write(move |tx| {
                let (me, _) = viewer::find(tx, &proof, asked, &path)?.ok_or(Stop::SignIn)?;
                if !admits(rule, &me, demo) {
                    return Err(Stop::Nothing);
                }
                let Some(key) = key.map(|k| format!("api {path} {k}")) else {
                    return f(tx, &me).map(|v| v.to_string());
                };
                let now = tx.now();
                if tx.exec(CLAIM, args![me.person, &key, now])? == 0 {
                    return tx.one(ANSWERED, args![me.person, &key], |r| r.get(0))?.ok_or(Stop::Nothing);
                }
                let answer = f(tx, &me)?.to_string();
                tx.exec(SETTLE, args![me.person, key, &answer])?;
                Ok(answer)
            })
            .await;
        match answer {
            Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(stop) => self.stop_here(stop).await,
        }
    }

    /// A page for anyone.
    pub async fn open_page(self, f: impl FnOnce(&mut Conn, &Who) -> Result<Page, Stop> + Send + 'static) -> Response {
        let who = self.stranger();
        let shown = who.clone();
        let (rule, demo) = (self.rule, self.app.options.demo);
        let answer = self
            .app
            .db
            .read(move |c| {
                if rule == Rule::Demo && !demo {
                    return Err(Stop::Nothing);
                }
                f(c, &who).map(|page| (page.status, frame(&who, &page)))
            })
            .await;
        match answer {
            Ok((status, markup)) => self.remember_lang(page_response(status, markup)),
            Err(stop) => self.stop(stop, Some(shown)),
        }
    }

    /// Why a request doesn't go on, in the frame of whoever asks, when we know them: the rooms stay one tap away.
    pub(crate) async fn stop_here(self, stop: Stop) -> Response {
        let who = match self.proof.clone().filter(|_| !self.json) {
            Some(proof) => {
                let (asked, path) = (self.asked_lang.or(self.cookie_lang), self.plain_path().to_owned());
                let found = self.app.db.read(move |c| viewer::find(c, &proof, asked, &path)).await;
                found.ok().flatten().map(|(me, _)| me.who)
            }
            None => None,
        };
        self.stop(stop, who)
    }

    /// An action of anyone: signing in, answering an invitation.
    pub async fn open_act(
        self,
        mut fields: Fields,
        f: impl FnOnce(&mut Tx<'_>, &Who, &mut Fields) -> Result<Go, Stop> + Send + 'static,
    ) -> Response {
        let who = self.stranger();
        let shown = who.clone();
        let (rule, demo) = (self.rule, self.app.options.demo);
        let answer = self
            .app
            .db
            .write(move |tx| if rule == Rule::Demo && !demo { Err(Stop::Nothing) } else { f(tx, &who, &mut fields) })
            .await;
        match answer {
            Ok(go) => go.into_response(),
            Err(stop) => self.stop(stop, Some(shown)),
        }
    }

    /// Keeps "last seen" to five minutes.
    async fn saw(&self, me: &Viewer, last: Time) {
        if !matches!(self.proof, Some(Proof::Session(_))) || me.now.seconds() - last.seconds() <= 300 {
            return;
        }
        let session = me.session.clone();
        let saved = self.app.db.write(move |tx| {
            let now = tx.now();
            tx.exec(SAW, args![session, now])
        });
        if let Err(e) = saved.await {
            tracing::warn!("could not note that a session was seen: {e}");
        }
    }

    /// A language that was asked for stays on this device.
    fn remember_lang(&self, mut response: Response) -> Response {
        if let Some(Ok(value)) = self.asked_lang.map(|lang| HeaderValue::from_str(&self.lang_cookie(lang))) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }

    /// The cookie that keeps a language on this device.
    pub fn lang_cookie(&self, lang: Lang) -> String {
        format!(
            "{LANG_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax{}",
            lang.tag(),
            self.app.options.secure_mark()
        )
    }

    /// The answer to a request that doesn't go on.
    pub fn stop(&self, stop: Stop, who: Option<Who>) -> Response {
        if let Stop::Broken(e) = &stop {
            tracing::error!(path = self.plain_path(), "{e}");
        }
        let who = who.unwrap_or_else(|| self.stranger());
        let status = stop.status();
        if self.json {
            return problem(status, &stop, who.lang);
        }
        if matches!(stop, Stop::SignIn) {
            return Go::to(format!("/sign-in?next={}", encode(&self.path))).into_response();
        }
        let retry = if let Stop::TooMany(seconds) = &stop { Some(*seconds) } else { None };
        let mut response = page_response(status.as_u16(), stop.page(&who));
        if let Some(Ok(value)) = retry.map(|s| HeaderValue::from_str(&s.to_string())) {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}

fn page_response(status: u16, markup: Markup) -> Response {
    (StatusCode::from_u16(status).unwrap_or_default(), markup).into_response()
}

/// An RFC 9457 problem document.
fn problem(status: StatusCode, stop: &Stop, lang: Lang) -> Response {
    let (title, detail) = stop.say(lang);
    let mut body =
        serde_json::json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    match stop {
        Stop::Invalid(problems) => {
            let one =
                |(field, p): &(String, face::Problem)| serde_json::json!({ "field": field, "detail": p.say(lang) });
            body["errors"] = problems.iter().map(one).collect();
        }
        Stop::Outdated { yours, theirs } => {
            body["yours"] = yours.clone();
            body["theirs"] = theirs.clone();
        }
        _ => {}
    }
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

fn admits(rule: Rule, me: &Viewer, demo: bool) -> bool {
    match rule {
        Rule::Public | Rule::SignedIn => true,
        Rule::Demo => demo,
        Rule::Leader => me.leads() || me.is_admin(),
        Rule::Admin => me.is_admin(),
    }
}

/// A text as a value in a query string.
pub fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, b| {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(b)),
            _ => {
                let _ = write!(out, "%{b:02X}");
            }
        }
        out
    })
}
