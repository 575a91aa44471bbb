//! Tokens with which programs act as a person, and the mailbox of the demo.

use axum::http::HeaderMap;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems};
use store::Conn;

use super::{directory_queries as queries, make_token};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// Holds a new token for a minute, on its page alone, so that it can be shown once.
const SHOWN_ONCE: &str = "perennial-token";

pub(super) async fn page(cx: Cx, headers: HeaderMap) -> Response {
    let cookies = headers.get(axum::http::header::COOKIE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    cx.page(move |c, me| {
        let fresh = cookies.split(';').find_map(|p| p.trim().strip_prefix(SHOWN_ONCE)?.strip_prefix('='));
        // Only what is a token of this person is shown.
        let mine = queries::tokens(c, me.person)?;
        let fresh = fresh.filter(|secret| mine.iter().any(|t| t.hash == store::hash_secret(secret)));
        let fields = Fields::prefilled([("days", "365".to_owned())]);
        tokens_page(c, me, &fields, fresh)
    })
    .await
}

fn tokens_page(c: &mut Conn, me: &Viewer, fields: &Fields, fresh: Option<&str>) -> Result<Page, Stop> {
    let lang = me.lang();
    let tokens = queries::tokens(c, me.person)?;
    let title = lang.say(w::tokens_title(tokens.len()));
    let days = ["30", "90", "365"].map(|d| (d.to_owned(), lang.say(w::tokens_days(d.parse::<i64>().unwrap_or(0)))));
    let body = html! {
        (heading(html! { a href="/account" { (me.name) } }, &title, html! { (lang.t(w::TOKENS_LEAD)) }))
        (problems(lang, fields))
        @if let Some(secret) = fresh {
            div.notice.new role="status" {
                p { (lang.t(w::TOKENS_FRESH)) }
                p { code data-testid="token" { (secret) } }
            }
        }
        @if !tokens.is_empty() {
            ul.list {
                @for token in &tokens {
                    li {
                        div {
                            (token.name)
                            small { (lang.say(w::tokens_until(last_day(me, token.expires), face::since(lang, token.made, me.now, &me.zone)))) }
                        }
                        (form(&me.who, "/account/tokens/end", None, html! {
                            button.button.small.quiet name="token" value=(token.hash) { (lang.t(w::TOKENS_END)) }
                        }))
                    }
                }
            }
        }
        section aria-labelledby="make" {
            h2 #make { (lang.t(w::TOKENS_MAKE)) }
            (form(&me.who, "/account/tokens", None, html! {
                (Field::new("name", lang.t(w::TOKENS_NAME)).hint(lang.t(w::TOKENS_NAME_HINT)).needed().input(lang, fields, "text"))
                (Field::new("days", lang.t(w::TOKENS_LASTS)).needed().select(lang, fields, &days))
                p { span.audience { (lang.t(face::w::AUDIENCE_YOU)) } }
                button.button { (lang.t(w::TOKENS_GO)) }
            }))
        }
    };
    Ok(Page::new(Room::Door, title, lang.t(face::w::AUDIENCE_YOU), body))
}

/// The last day on which something works that ends at a moment: when that is a midnight, the day before it.
fn last_day(me: &Viewer, ends: store::Time) -> String {
    face::date_short(me.lang(), face::day_of(store::Time(ends.0 - 1), &me.zone), me.today())
}

pub(super) async fn create(cx: Cx, sent: Sent) -> Response {
    let secure = cx.app.options.secure_mark();
    cx.act(sent.fields, move |tx, me, f| {
        let name = f.needed("name", 80);
        let days = f.choice("days", &["30", "90", "365"]);
        if f.refused() {
            return Err(Stop::again(tokens_page(tx, me, f, None)?));
        }
        // To the end of the last day: that day is what the page names.
        let expires = me.begin_of(me.in_days(days.parse::<i64>().unwrap_or(30) + 1));
        let secret = make_token(tx, me.district, me.person, &name, expires)?;
        let cookie =
            format!("{SHOWN_ONCE}={secret}; Path=/account/tokens; Max-Age=60; HttpOnly; SameSite=Strict{secure}");
        Ok(Go::to("/account/tokens").cookie(cookie))
    })
    .await
}

pub(super) async fn end(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        queries::end_token(tx, f.raw("token"), me.person)?;
        Ok(Go::to("/account/tokens"))
    })
    .await
}

/// Where mail arrives in the demo: every letter, newest first, with its links.
pub(super) async fn mailbox(cx: Cx) -> Response {
    let address = cx.app.options.address.clone();
    cx.open_page(move |c, who| {
        let lang = who.lang;
        let letters = queries::mailbox(c)?;
        let now = c.now();
        let title = lang.say(w::mailbox_title(letters.len()));
        let body = html! {
            (heading(html! {}, &title, html! { (lang.t(w::MAILBOX_LEAD)) }))
            @for (id, to, subject, text, made) in &letters {
                section.sheet aria-labelledby={ "m" (id.simple()) } data-testid="letter" {
                    h2 id={ "m" (id.simple()) } { (subject) }
                    p.small { (lang.say(w::mailbox_to(to.as_str()))) ", " (face::since(lang, *made, now, &jiff::tz::TimeZone::UTC)) }
                    @for line in text.lines().filter(|l| !l.trim().is_empty()) { p { (with_links(line, &address)) } }
                }
            }
        };
        Ok(Page::new(Room::Door, title, lang.t(w::MAILBOX_AUDIENCE), body))
    })
    .await
}

/// A line of a letter, its addresses of ours as links.
fn with_links(line: &str, address: &str) -> Markup {
    html! {
        @for (n, word) in line.split(' ').enumerate() {
            @if n > 0 { " " }
            @match word.strip_prefix(address).filter(|path| path.starts_with('/')) {
                Some(path) => a href=(path) { (word) },
                None => (word),
            }
        }
    }
}
