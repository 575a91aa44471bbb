//! Signing in: with a password, or with a link by mail that works once. Known and unknown addresses get the same answers, in the
//! same time. A forwarded letter opens nothing: following its link shows a page with a button, and only pressing it uses it up.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use face::{Field, Fields, Page, Room, Who, form, heading, html, problems, submit};
use serde::Deserialize;
use store::{Tx, hash_secret};

use super::{passwords, person, queries};
use crate::cx::SESSION_COOKIE;
use crate::{App, Cx, Go, Mail, Sent, Stop, mailer, w};

/// Tries per address and quarter of an hour, for passwords and for links.
const MOST_TRIES: i64 = 10;
/// How long a link by mail works.
const LINK_SECONDS: i64 = 20 * 60;

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

/// Only a path of ours: a way on never leads elsewhere.
fn safe_next(next: &str) -> &str {
    if next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']) { next } else { "/" }
}

pub(super) async fn page(cx: Cx, Query(query): Query<Next>) -> Response {
    let fields = Fields::prefilled([("next", safe_next(&query.next).to_owned())]);
    cx.open_page(move |_, who| Ok(sign_in_page(who, &fields))).await
}

fn sign_in_page(who: &Who, fields: &Fields) -> Page {
    let lang = who.lang;
    let body = html! {
        (heading(html! {}, lang.t(w::SIGN_IN_TITLE), html! { (lang.t(w::SIGN_IN_LEAD)) }))
        (problems(lang, fields))
        (form(who, "/sign-in", None, html! {
            input type="hidden" name="next" value=(fields.raw("next"));
            (Field::new("email", lang.t(w::SIGN_IN_EMAIL)).needed().input(lang, fields, "email"))
            (Field::new("password", lang.t(w::SIGN_IN_PASSWORD)).hint(lang.t(w::SIGN_IN_PASSWORD_HINT)).main().input(lang, fields, "password"))
            div.actions {
                (submit(lang.t(w::SIGN_IN_GO)))
                button.button.quiet type="submit" formaction="/sign-in/link" { (lang.t(w::SIGN_IN_ASK_LINK)) }
            }
        }))
    };
    Page::new(Room::Door, lang.t(w::SIGN_IN_TITLE), lang.t(w::AUDIENCE_MESSAGE), body)
}

/// Counts a try of `what` and refuses when there were too many. A refused one may be rolled back: as many stay as may be.
fn limit(tx: &mut Tx<'_>, what: &str) -> Result<(), Stop> {
    if queries::tried(tx, what)? > MOST_TRIES { Err(Stop::TooMany(queries::WINDOW_SECONDS)) } else { Ok(()) }
}

pub(super) async fn with_password(cx: Cx, headers: HeaderMap, sent: Sent) -> Response {
    let app = cx.app.clone();
    let mut fields = sent.fields;
    let email = fields.email("email");
    let password = fields.raw("password").to_owned();
    if fields.refused() || password.is_empty() || password.len() > 1000 {
        if !fields.refused() {
            fields.wrong("password", face::w::ERROR_NEEDED);
        }
        return cx.open_act(fields, |_, who, f| Err(Stop::again(sign_in_page(who, f)))).await;
    }
    // Counted by itself: what comes after a wrong password is rolled back.
    let what = format!("password {email}");
    if let Err(stop) = app.db.write(move |tx| limit(tx, &what)).await {
        return cx.stop(stop, None);
    }
    let asked = email.clone();
    let known = match app.db.read(move |c| queries::by_email(c, &asked)).await {
        Ok(known) => known,
        Err(e) => return cx.stop(Stop::Broken(e), None),
    };
    let (encoded, known) = match known {
        Some(mut k) => (k.password.take(), Some(k)),
        None => (None, None),
    };
    let fits = passwords::check(&app, password, encoded).await;
    let device = device(&headers);
    cx.open_act(fields, move |tx, who, f| match known {
        Some(known) if fits => {
            let secret = person::begin_session(tx, known.district, known.person, &device)?;
            Ok(Go::to(safe_next(f.raw("next"))).cookie(session_cookie(&app, &secret)))
        }
        _ => {
            f.wrong("password", w::SIGN_IN_WRONG);
            Err(Stop::again(sign_in_page(who, f)))
        }
    })
    .await
}

pub(super) async fn ask_link(cx: Cx, sent: Sent) -> Response {
    let app = cx.app.clone();
    let mut fields = sent.fields;
    let email = fields.email("email");
    if fields.refused() {
        return cx.open_act(fields, |_, who, f| Err(Stop::again(sign_in_page(who, f)))).await;
    }
    cx.open_act(fields, move |tx, who, _| {
        limit(tx, &format!("link {email}"))?;
        // Known or not, the answer is the same and comes when one transaction with the counted try has been kept: a letter more
        // or less in it is nothing that can be timed.
        if let Some(known) = queries::by_email(tx, &email)? {
            send_link(tx, &app, &known, &email, who)?;
        }
        Ok(Go::to("/sign-in/link"))
    })
    .await
}

fn send_link(tx: &mut Tx<'_>, app: &App, known: &queries::Known, email: &str, who: &Who) -> Result<(), Stop> {
    let secret = person::make_pass(tx, known.district, known.person, "link", LINK_SECONDS)?;
    let address = format!("{}/sign-in/with/{secret}", app.options.address);
    mailer::post(
        tx,
        Mail {
            district: Some(known.district),
            person: Some(known.person),
            to: email,
            subject: who.lang.t(w::LINK_MAIL_SUBJECT).into(),
            body: who.lang.say(w::link_mail_body(address, LINK_SECONDS / 60, known.name.clone())),
        },
    )?;
    Ok(())
}

pub(super) async fn link_sent(cx: Cx) -> Response {
    cx.open_page(|_, who| {
        let lang = who.lang;
        let body = html! {
            (heading(html! {}, lang.t(w::LINK_SENT_TITLE), html! { (lang.say(w::link_sent_lead(LINK_SECONDS / 60))) }))
            p { a.button.quiet href="/sign-in" { (lang.t(w::LINK_SENT_BACK)) } }
        };
        Ok(Page::new(Room::Door, lang.t(w::LINK_SENT_TITLE), lang.t(w::AUDIENCE_MESSAGE), body))
    })
    .await
}

/// Shows whom the pass is for and asks to go on; uses nothing up.
pub(super) async fn open_pass(cx: Cx, Path(secret): Path<String>) -> Response {
    cx.open_page(move |c, who| {
        let pass = queries::pass(c, &hash_secret(&secret))?;
        Ok(match pass {
            Some(pass) => pass_page(who, &secret, &pass, &Fields::default()),
            None => stale_pass(who),
        })
    })
    .await
}

fn pass_page(who: &Who, secret: &str, pass: &queries::Pass, fields: &Fields) -> Page {
    let lang = who.lang;
    let invited = pass.kind == "invite";
    let title = if invited {
        lang.say(w::invite_title(pass.name.as_str()))
    } else {
        lang.say(w::pass_title(pass.name.as_str()))
    };
    let lead = lang.t(if invited { w::INVITE_LEAD } else { w::PASS_LEAD });
    let body = html! {
        (heading(html! {}, &title, html! { (lead) }))
        (problems(lang, fields))
        (form(who, &format!("/sign-in/with/{secret}"), None, html! {
            // A password manager learns whose password this is.
            input type="hidden" name="username" autocomplete="username" value=(pass.email.as_deref().unwrap_or_default());
            @if invited {
                (Field::new("password", lang.t(w::INVITE_PASSWORD)).hint(lang.t(w::PASSWORD_RULE)).input(lang, fields, "password"))
            }
            (submit(lang.t(if invited { w::INVITE_GO } else { w::PASS_GO })))
        }))
    };
    Page::new(Room::Door, title, lang.t(w::AUDIENCE_MESSAGE), body)
}

fn stale_pass(who: &Who) -> Page {
    let lang = who.lang;
    let body = html! {
        (heading(html! {}, lang.t(w::PASS_STALE_TITLE), html! { (lang.t(w::PASS_STALE_LEAD)) }))
        p { a.button href="/sign-in" { (lang.t(w::PASS_STALE_GO)) } }
    };
    Page::new(Room::Door, lang.t(w::PASS_STALE_TITLE), lang.t(w::AUDIENCE_MESSAGE), body).status(404)
}

pub(super) async fn use_pass(cx: Cx, Path(secret): Path<String>, headers: HeaderMap, sent: Sent) -> Response {
    let app = cx.app.clone();
    let password = sent.fields.raw("password").to_owned();
    let length = password.chars().count();
    let bad = !password.is_empty() && !(passwords::SHORTEST..=200).contains(&length);
    let encoded = if password.is_empty() || bad { None } else { Some(passwords::make(&app, password).await) };
    let device = device(&headers);
    cx.open_act(sent.fields, move |tx, who, f| {
        let hash = hash_secret(&secret);
        let Some(pass) = queries::pass(tx, &hash)? else { return Err(Stop::again(stale_pass(who))) };
        if bad {
            f.wrong("password", w::PASSWORD_RULE);
            return Err(Stop::again(pass_page(who, &secret, &pass, f)));
        }
        if !queries::use_pass(tx, &hash)? {
            return Err(Stop::again(stale_pass(who)));
        }
        if let (Some(encoded), "invite") = (&encoded, pass.kind.as_str()) {
            person::set_password_hash(tx, pass.person, encoded)?;
        }
        let session = person::begin_session(tx, pass.district, pass.person, &device)?;
        Ok(Go::to("/").cookie(session_cookie(&app, &session)))
    })
    .await
}

pub(super) async fn sign_out(cx: Cx, sent: Sent) -> Response {
    let gone = format!("{SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{}", cx.app.options.secure_mark());
    cx.act(sent.fields, move |tx, me, _| {
        queries::end_session(tx, &me.session)?;
        Ok(Go::to("/sign-in").cookie(gone))
    })
    .await
}

/// Demo mode: signs in as one of the sample district's people.
pub(super) async fn demo(cx: Cx, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let app = cx.app.clone();
    let device = device(&headers);
    let lang = cx.lang();
    cx.open_act(Fields::default(), move |tx, _, _| {
        let (person, district) = queries::persona(tx, &name)?.ok_or(Stop::Nothing)?;
        let secret = person::begin_session(tx, district, person, &device)?;
        Ok(Go::to(format!("/?lang={}", lang.tag())).cookie(session_cookie(&app, &secret)))
    })
    .await
}

pub(crate) fn session_cookie(app: &App, secret: &str) -> String {
    let seconds = person::SESSION_DAYS * 86_400;
    format!("{SESSION_COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{}", app.options.secure_mark())
}

/// A few words about the device, for the list of sessions.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("");
    let system =
        ["iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux"].into_iter().find(|s| agent.contains(s));
    let browser = ["Edg", "Firefox", "Chrome", "Safari"].into_iter().find(|b| agent.contains(b));
    match (browser, system) {
        (Some(b), Some(s)) => format!("{}, {s}", b.replace("Edg", "Edge")),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn the_way_on_stays_here() {
        assert_eq!(safe_next("/cycles/1"), "/cycles/1");
        for elsewhere in ["//evil.org", "https://evil.org", "/\\evil.org", "", "/a\r\nb"] {
            assert_eq!(safe_next(elsewhere), "/", "{elsewhere}");
        }
    }
}
