//! Ending letters from a letter: a signed address that needs no session. Opening it changes nothing, since programs open every
//! address in a mail; a button does, or the one request that mail programs send themselves (RFC 8058).

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use face::{Page, Room, form, heading, html};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{Conn, PersonId};

use super::choices::Digest;
use super::queries::{self, Reach};
use crate::{Cx, Sent, Stop, w};

/// What such an address ends.
pub(super) const DIGEST: &str = "digest";
pub(super) const MEETINGS: &str = "meetings";

/// The address that ends one kind of letter for one person.
pub(super) fn link(address: &str, person: PersonId, kind: &str, key: &str) -> String {
    format!("{address}/telling/stop/{}", signed(person, kind, key))
}

/// The address that ends a person's digest, of somebody who may never have got one.
#[cfg(test)]
pub(crate) fn for_digest(tx: &mut store::Tx<'_>, address: &str, person: PersonId) -> Result<String, Stop> {
    let them = crate::viewer::of(tx, person)?.ok_or(Stop::Nothing)?;
    queries::greet(tx, them.district, person, &them.zone)?;
    let kept = queries::reach(tx, person)?.and_then(|r| r.kept).ok_or(Stop::Nothing)?;
    Ok(link(address, person, DIGEST, &kept.key))
}

fn signed(person: PersonId, kind: &str, key: &str) -> String {
    let mac = signature(person, kind, key).finalize().into_bytes();
    let hex: String = mac.iter().map(|b| format!("{b:02x}")).collect();
    format!("{}.{kind}.{hex}", person.0.simple())
}

fn signature(person: PersonId, kind: &str, key: &str) -> Hmac<Sha256> {
    // HMAC takes keys of any length; the other constructors exist for other functions.
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("stop {kind} {}", person.0.simple()).as_bytes());
    mac
}

/// Whose letters of which kind a signed text ends. What isn't signed, and whoever has left, is nothing.
fn read(c: &mut Conn, text: &str) -> Result<(PersonId, &'static str, Reach), Stop> {
    let mut parts = text.split('.');
    let (Some(person), Some(kind), Some(mac), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Stop::Nothing);
    };
    let person = PersonId(person.parse().map_err(|_| Stop::Nothing)?);
    let kind = [DIGEST, MEETINGS].into_iter().find(|k| *k == kind).ok_or(Stop::Nothing)?;
    let reach = queries::reach(c, person)?.ok_or(Stop::Nothing)?;
    let kept = reach.kept.as_ref().ok_or(Stop::Nothing)?;
    let bytes: Option<Vec<u8>> =
        (0..mac.len() / 2).map(|n| u8::from_str_radix(mac.get(2 * n..2 * n + 2)?, 16).ok()).collect();
    // Compared in equal time.
    let good = signature(person, kind, &kept.key).verify_slice(&bytes.unwrap_or_default()).is_ok();
    if good { Ok((person, kind, reach)) } else { Err(Stop::Nothing) }
}

fn has_stopped(kind: &str, reach: &Reach) -> bool {
    if kind == DIGEST { reach.choices.digest == Digest::None } else { reach.choices.at_once.is_none() }
}

pub(super) async fn show(cx: Cx, Path(secret): Path<String>) -> Response {
    cx.open_page(move |c, who| {
        let lang = who.lang;
        let (_, kind, reach) = read(c, &secret)?;
        let done = has_stopped(kind, &reach);
        let title = lang.t(match (kind, done) {
            (DIGEST, false) => w::TELLING_STOP_DIGEST,
            (_, false) => w::TELLING_STOP_MEETINGS,
            (DIGEST, true) => w::TELLING_STOPPED_DIGEST,
            (_, true) => w::TELLING_STOPPED_MEETINGS,
        });
        let body = html! {
            (heading(html! {}, title, html! {}))
            @if done {
                p data-testid="stopped" { (lang.t(w::TELLING_STOPPED_BACK)) }
                p.actions { a.button.second href="/telling" { (lang.t(w::ACCOUNT_TOLD_GO)) } }
            } @else {
                p { (lang.t(w::TELLING_STOP_WHAT)) }
                div.actions { (form(who, &format!("/telling/stop/{secret}"), None, html! { button.button data-testid="stop" { (lang.t(w::TELLING_STOP_GO)) } })) }
            }
        };
        Ok(Page::new(Room::Door, title, lang.t(w::AUDIENCE_MESSAGE), body))
    })
    .await
}

pub(super) async fn done(cx: Cx, Path(secret): Path<String>, _sent: Sent) -> Response {
    let signed = secret.clone();
    let ended = cx.app.db.write(move |tx| {
        let (person, kind, _) = read(tx, &signed)?;
        match kind {
            DIGEST => queries::stop_digest(tx, person)?,
            _ => queries::stop_at_once(tx, person)?,
        }
        Ok::<_, Stop>(())
    });
    match ended.await {
        // Answered here and not by a way to another page: mail programs follow none (RFC 8058, section 3.1).
        Ok(()) => show(cx, Path(secret)).await.into_response(),
        Err(stop) => cx.stop(stop, None),
    }
}
