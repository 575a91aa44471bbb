//! A person's meetings as a calendar that other programs fetch. Whoever has the address sees it; so it says when, where and
//! what a meeting is called, and nothing of what is said there. What it shows is asked anew each time: it ends with the person's
//! part in a community, or with the person's own part here, at once.
//!
//! Every meeting is an event of its own with its moment in UTC. A row can't be written as one rule that stays right when one
//! meeting of it is moved, and no receiver has to know a zone: a meeting at 15:15 before and after a change of clocks is two
//! moments, and each is said.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use store::{Conn, DistrictId, PersonId, Tx, hash_secret};

use super::ical::{Writer, utc};
use super::queries::{self, Shown};
use crate::{Cx, Stop, etag};

/// How far back the calendar goes, in days.
const BACK_DAYS: i64 = 90;

/// Makes a person's calendar address; gives the secret part, which is kept nowhere. One they had before is dead.
///
/// # Errors
/// Whatever the database says.
pub fn make(tx: &mut Tx<'_>, district: DistrictId, person: PersonId) -> Result<String, store::Error> {
    let secret = tx.secret();
    queries::set_feed(tx, district, person, &hash_secret(&secret))?;
    Ok(secret)
}

/// The name in the identifiers of events: they stay what they are when the address of the server gets another port or scheme.
pub(super) fn domain(address: &str) -> &str {
    let host = address.split("://").last().unwrap_or(address);
    host.split(['/', ':']).next().filter(|h| !h.is_empty()).unwrap_or("perennial")
}

pub(super) async fn show(cx: Cx, Path(secret): Path<String>, headers: HeaderMap) -> Response {
    // An address that never was, one that was replaced and one of somebody who left answer alike.
    let Some(hash) = secret.strip_suffix(".ics").map(hash_secret) else { return cx.stop(Stop::Nothing, None) };
    let address = cx.app.options.address.clone();
    let made = cx.app.db.read(move |c| {
        let person = queries::feed_of(c, &hash)?.ok_or(Stop::Nothing)?;
        Ok(calendar(c, person, &address)?)
    });
    match made.await {
        Ok(text) => answer(&headers, text),
        Err(stop) => cx.stop(stop, None),
    }
}

fn answer(asked: &HeaderMap, text: String) -> Response {
    let tag = etag::of(text.as_bytes());
    let known = etag::known(asked, &tag);
    let common = [(header::ETAG, tag), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if known {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
}

fn calendar(c: &mut Conn, person: PersonId, address: &str) -> Result<String, store::Error> {
    let from = c.now().plus_days(-BACK_DAYS);
    let meetings = queries::meetings(c, person, from)?;
    let mut out = Writer::new(None);
    out.line("X-WR-CALNAME", "Perennial");
    out.line("NAME", "Perennial");
    out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    out.line("X-PUBLISHED-TTL", "PT1H");
    for meeting in &meetings {
        event(&mut out, meeting, address);
    }
    Ok(out.end())
}

fn event(out: &mut Writer, m: &Shown, address: &str) {
    out.line("BEGIN", "VEVENT");
    out.line("UID", &format!("meeting-{}@{}", m.id, domain(address)));
    out.line("DTSTAMP", &utc(m.changed));
    out.line("LAST-MODIFIED", &utc(m.changed));
    out.line("SEQUENCE", &m.rev.to_string());
    out.line("DTSTART", &utc(m.starts));
    out.line("DTEND", &utc(m.starts.plus_seconds(m.minutes * 60)));
    out.text("SUMMARY", &format!("{}: {}", m.community, m.title));
    out.text("LOCATION", &m.place);
    out.line("URL", &format!("{address}/meetings/{}", m.id));
    out.line("STATUS", if m.cancelled { "CANCELLED" } else { "CONFIRMED" });
    out.line("END", "VEVENT");
}
