//! Anyone who is shown a certificate can see here whether it holds: name, what for, dates, and nothing else. Codes can't be
//! guessed; who tries is slowed down; unknown codes and what can't be a code get the same answer.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Path, Query};
use axum::http::Extensions;
use axum::response::{IntoResponse as _, Response};
use face::{Field, Fields, Page, Room, Who, heading, html};
use serde::Deserialize;

use super::award::{Standing, code_meant, code_shown};
use super::award_queries::{self as queries, Certificate};
use crate::people::{WINDOW_SECONDS, tried, tries};
use crate::{Cx, Go, Stop, w};

/// So many misses from one address in a quarter of an hour; an office that checks real ones doesn't miss.
const MOST_MISSES: i64 = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    code: String,
}

pub(super) async fn ask(cx: Cx, Query(asked): Query<Asked>) -> Response {
    if !asked.code.trim().is_empty() {
        // What can't be a code goes the same way as one that nobody has.
        let code = code_meant(&asked.code).map_or_else(|| "-".to_owned(), |code| code_shown(&code));
        return Go::to(format!("/check/{code}")).into_response();
    }
    cx.open_page(|_, who| Ok(ask_page(who, false))).await
}

fn ask_page(who: &Who, missed: bool) -> Page {
    let lang = who.lang;
    let title = lang.t(if missed { w::CHECK_UNKNOWN } else { w::CHECK_TITLE });
    let fields = Fields::default();
    let body = html! {
        (heading(html! {}, title, html! { (lang.t(if missed { w::CHECK_UNKNOWN_WHY } else { w::CHECK_LEAD })) }))
        form method="get" action="/check" data-light {
            (Field::new("code", lang.t(w::CHECK_CODE)).hint(lang.t(w::CHECK_CODE_HINT)).needed().input(lang, &fields, "text"))
            (face::submit(lang.t(w::CHECK_GO)))
        }
    };
    Page::new(Room::Door, title, lang.t(w::CHECK_AUDIENCE), body)
}

/// Where a request comes from, as far as one can tell: an IPv6 network of 64 bits is one place.
fn from(extensions: &Extensions) -> String {
    match extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip()) {
        Some(IpAddr::V4(ip)) => ip.to_string(),
        Some(IpAddr::V6(ip)) => format!("{:x?}", &ip.segments()[..4]),
        None => String::new(),
    }
}

pub(super) async fn show(cx: Cx, Path(text): Path<String>, extensions: Extensions) -> Response {
    let from = from(&extensions);
    let code = code_meant(&text).unwrap_or_default();
    // Looked up and counted in one transaction: guesses that come all at once are counted one by one.
    let found = cx.app.db.write(move |tx| {
        let misses = format!("check {from}");
        let found = queries::by_code(tx, &code)?;
        let zone = match &found {
            Some(certificate) => super::queries::zone_of(tx, certificate.district)?,
            None => jiff::tz::TimeZone::UTC,
        };
        // A hit is counted too, where it limits nobody: it takes as long as a miss.
        let before = if found.is_some() {
            tried(tx, &format!("checked {from}"))?;
            tries(tx, &misses)?
        } else {
            tried(tx, &misses)? - 1
        };
        Ok::<_, store::Error>((before, found, tx.now().date_in(&zone)))
    });
    match found.await {
        Err(e) => cx.stop(Stop::Broken(e), None),
        Ok((before, ..)) if before >= MOST_MISSES => cx.stop(Stop::TooMany(WINDOW_SECONDS), None),
        Ok((_, None, _)) => cx.open_page(|_, who| Ok(ask_page(who, true).status(404))).await,
        Ok((_, Some(certificate), today)) => {
            cx.open_page(move |_, who| Ok(found_page(who, &certificate, certificate.standing(today)))).await
        }
    }
}

fn found_page(who: &Who, k: &Certificate, standing: Standing) -> Page {
    let lang = who.lang;
    let title = match standing {
        Standing::Valid => lang.say(w::check_valid(k.name.as_str())),
        Standing::Expired => lang.say(w::check_expired(k.name.as_str())),
        Standing::Revoked => lang.say(w::check_revoked(k.name.as_str())),
    };
    let body = html! {
        (heading(html! { (k.district_name) }, &title, html! {}))
        dl.facts data-testid="certificate" {
            dt { (lang.t(w::CERTIFICATE_FOR)) } dd { (k.title) }
            dt { (lang.t(w::CERTIFICATE_TIME)) } dd { (lang.say(w::certificate_span(super::own_page::full_date(lang, k.from), super::own_page::full_date(lang, k.until)))) }
            dt { (lang.t(w::CERTIFICATE_HOURS)) } dd { (super::own_page::hours(k.minutes)) }
            dt { (lang.t(w::CERTIFICATE_ISSUED)) } dd { (super::own_page::full_date(lang, k.issued)) }
            dt { (lang.t(w::CERTIFICATE_EXPIRES)) } dd { @match k.expires { Some(day) => (super::own_page::full_date(lang, day)), None => (lang.t(w::CERTIFICATE_NEVER)) } }
            dt { (lang.t(w::CERTIFICATE_STATE)) } dd data-testid="state" { (lang.t(state_word(standing))) }
            dt { (lang.t(w::CHECK_CODE)) } dd { (code_shown(&k.code)) }
        }
        p { a href="/check" { (lang.t(w::CHECK_ANOTHER)) } }
    };
    Page::new(Room::Door, title, lang.t(w::CHECK_AUDIENCE), body)
}

/// What a standing is called.
pub(super) fn state_word(standing: Standing) -> face::Word {
    match standing {
        Standing::Valid => w::CERTIFICATE_VALID,
        Standing::Expired => w::CERTIFICATE_EXPIRED,
        Standing::Revoked => w::CERTIFICATE_REVOKED,
    }
}
