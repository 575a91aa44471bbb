//! What families read of a survey they answered: what was heard, decided and changed, on a page of its own that anybody can open
//! with the short address on their paper. Nothing stands there but what was written for them, and figures the report shows to everybody.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use face::{Field, Fields, Lang, Markup, Page, Room, Who, heading, html};
use learning::instrument::Instrument;
use serde::Deserialize;
use store::{Conn, Error, Time, Tx, WaveId, args, sql};
use uuid::Uuid;

use super::drawing::{bars, key};
use super::heard::{self, KINDS};
use super::queries::{self, Note};
use super::reading::Reading;
use super::report::item_title;
use super::{paper, question, replies};
use crate::{Cx, Go, Stop, etag, w};

/// The largest page, in bytes, that is looked at to tell whether it changed.
const LARGEST: usize = 1 << 20;

sql! {
    OF_FAMILIES = "select count(*) from wave_group where wave = $1 and part = 'families'";
    ADDRESS = "select address from wave where id = $1 and address is not null";
    NAMED = "select count(*) from wave where address = $1";
    NAME = "update wave set address = $2 where id = $1 and address is null";
    TOLD = "select v.id, v.body, o.name, o.zone, v.threshold, v.asked, v.ended from wave v join org o on o.id = v.org \
            where v.address = $1 and v.state = 'closed' and exists (select 1 from wave_note n where n.wave = v.id and n.open)";
    OPEN = "update wave_note set open = $3 where id = $1 and wave = $2";
}

/// Whether families are asked in a wave.
pub(super) fn of_families(c: &mut Conn, wave: WaveId) -> Result<bool, Error> {
    Ok(c.count(OF_FAMILIES, args![wave])? > 0)
}

/// The address of a wave's page for families, when it has one: six signs.
pub(super) fn address(c: &mut Conn, wave: WaveId) -> Result<Option<String>, Error> {
    c.one(ADDRESS, args![wave], |r| r.get(0))
}

/// Gives a wave's page for families its address, unless it has one.
pub(super) fn name(tx: &mut Tx<'_>, wave: WaveId) -> Result<String, Error> {
    if let Some(known) = address(tx, wave)? {
        return Ok(known);
    }
    loop {
        let fresh = paper::address(tx.blind_id());
        if tx.count(NAMED, args![fresh.as_str()])? == 0 {
            tx.exec(NAME, args![wave, fresh.as_str()])?;
            return Ok(fresh);
        }
    }
}

/// Lets families read a note, or no more. False when there is none.
pub(super) fn open(tx: &mut Tx<'_>, wave: WaveId, note: Uuid, open: bool) -> Result<bool, Error> {
    Ok(tx.exec(OPEN, args![note, wave, open])? == 1)
}

#[derive(Deserialize, Default)]
pub(super) struct Typed {
    #[serde(default)]
    at: String,
}

/// For who has the paper in hand: a field for the last part of the address.
pub(super) async fn seek(cx: Cx, Query(typed): Query<Typed>) -> Response {
    match paper::typed_address(&typed.at) {
        Some(at) => Go::to(format!("/heard/{at}")).into_response(),
        None if typed.at.trim().is_empty() => cx.open_page(|_, who| Ok(seek_page(who, false, ""))).await,
        None => cx.open_page(move |_, who| Ok(seek_page(who, true, &typed.at).status(404))).await,
    }
}

/// The field; when there is nothing to read where somebody looked, with what to do.
fn seek_page(who: &Who, nothing: bool, at: &str) -> Page {
    let lang = who.lang;
    let f = Fields::prefilled([("at", at.to_owned())]);
    let (title, lead) = if nothing { (w::TOLD_NOTHING, w::TOLD_NOTHING_WHY) } else { (w::TOLD_TITLE, w::TOLD_LEAD) };
    let body = html! {
        (heading(html! {}, lang.t(title), html! { (lang.t(lead)) }))
        form method="get" action="/heard" data-light {
            (Field::new("at", lang.t(w::TOLD_AT)).hint(lang.t(w::TOLD_AT_HINT)).needed().input(lang, &f, "text"))
            div.actions { button.button data-testid="open-heard" { (lang.t(w::TOLD_GO)) } }
        }
    };
    Page::new(Room::Door, lang.t(title), lang.t(face::w::AUDIENCE_EVERYONE), body)
}

/// A wave as families read of it.
struct Told {
    wave: WaveId,
    instrument: Instrument,
    place: String,
    zone: jiff::tz::TimeZone,
    threshold: usize,
    asked: i64,
    ended: Option<Time>,
}

fn find(c: &mut Conn, at: &str) -> Result<Option<Told>, Error> {
    let found = c.one(TOLD, args![at], |r| {
        let (body, zone, threshold): (String, String, i64) = (r.get(1)?, r.get(3)?, r.get(4)?);
        Ok((r.get(0)?, body, r.get(2)?, zone, threshold, r.get(5)?, r.maybe(6)?))
    })?;
    let Some((wave, body, place, zone, threshold, asked, ended)) = found else { return Ok(None) };
    let instrument = Instrument::parse(&body).map_err(|e| Error::Ours(e.to_string()))?;
    let zone = jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let threshold = usize::try_from(threshold).unwrap_or(usize::MAX);
    Ok(Some(Told { wave, instrument, place, zone, threshold, asked, ended }))
}

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    words: String,
}

/// The page. One that isn't there yet, one that was taken back and one that never was answer alike.
pub(super) async fn page(
    cx: Cx,
    at: Result<Path<String>, PathRejection>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let at = at.ok().and_then(|Path(at)| paper::typed_address(&at)).unwrap_or_default();
    let answer = cx.open_page(move |c, who| match find(c, &at)? {
        None => Ok(seek_page(who, true, "").status(404)),
        Some(told) => told_page(c, who, &told, &at, &asked.words),
    });
    fresh(answer.await, &headers).await
}

/// The same answer with a mark of what it says: a browser that has it already isn't sent it again, and what was taken back is gone at once.
async fn fresh(answer: Response, asked: &HeaderMap) -> Response {
    if answer.status() != StatusCode::OK {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = etag::of(&bytes);
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    parts.headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    if etag::known(asked, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, axum::body::Body::empty());
    }
    Response::from_parts(parts, bytes.into())
}

fn told_page(c: &mut Conn, who: &Who, told: &Told, at: &str, words: &str) -> Result<Page, Stop> {
    let (lang, i) = (who.lang, &told.instrument);
    let notes: Vec<Note> = queries::notes(c, told.wave)?.into_iter().filter(|n| n.open).collect();
    // The languages something was written in; a family may choose one that the rest of the page doesn't speak.
    let mut tags: Vec<&str> =
        notes.iter().flat_map(|n| n.others.keys().map(String::as_str).chain([n.lang.as_str()])).collect();
    tags.sort_unstable();
    tags.dedup();
    let tag = tags.iter().copied().find(|t| *t == words).unwrap_or(lang.tag());
    let answered = queries::how_many(c, told.wave)?;
    let enough = answered >= told.threshold;
    // Anybody opens this page: ballots are read only where a note shows how a statement was answered.
    let shows = enough && notes.iter().any(|n| i.item(&n.item).is_some());
    let (groups, ballots) = match shows {
        true => (queries::groups(c, told.wave)?, queries::ballots(c, told.wave)?),
        false => (Vec::new(), Vec::new()),
    };
    let reading = if shows { Some(Reading::of(i, &groups, told.threshold, &ballots)?) } else { None };
    let replied = replies::any(c, told.wave)?;
    let title = lang.t(w::TOLD_TITLE);
    let day = |time: Time| face::date_long(lang, time.date_in(&told.zone));
    // The frame has its own switch for the languages it speaks.
    let others: Vec<&str> = tags.into_iter().filter(|t| *t != tag && Lang::from_tag(t).is_none()).collect();
    let body = html! {
        (heading(html! { (told.place) }, title, html! {
            b lang=(tag) { (i.title.get(tag)) } " "
            @if let Some(ended) = told.ended { (lang.say(w::told_ended(day(ended)))) " " }
            @if enough { (lang.say(w::survey_answered(answered, told.asked))) }
        }))
        @if !others.is_empty() {
            p.actions {
                @for other in &others {
                    a.button.small.quiet href={ "/heard/" (at) "?words=" (other) } lang=(other) { (question::language(other)) }
                }
            }
        }
        @for kind in KINDS {
            @if notes.iter().any(|n| n.kind == kind) {
                section data-testid={ "told-" (kind) } {
                    h2 { (heard::title(lang, kind)) }
                    ul.list { @for note in notes.iter().filter(|n| n.kind == kind) { li { div {
                        @let (text, of) = note.words(tag);
                        p.said lang=(of) { (text) }
                        (figure(lang, i, reading.as_ref(), note))
                        small { (day(note.at)) }
                    } } } }
                }
            }
        }
        section aria-labelledby="next" {
            h2 #next { (lang.t(w::TOLD_NEXT)) }
            p { (lang.t(w::TOLD_NEXT_WHY)) }
            @if replied { p data-testid="told-replies" { (lang.t(w::TOLD_REPLIES)) " " a href="/answer/reply" { (lang.t(w::REPLY_TITLE)) } } }
        }
    };
    Ok(Page::new(Room::Door, title, lang.t(face::w::AUDIENCE_EVERYONE), body))
}

/// The statement that a note is about, with how all answered it, where the report shows that.
fn figure(lang: Lang, i: &Instrument, reading: Option<&Reading<'_>>, note: &Note) -> Markup {
    let Some(item) = i.item(&note.item) else { return html! {} };
    let at = reading.and_then(|r| Some((r, r.items.iter().position(|x| x.key == item.key)?)));
    let counts = at.and_then(|(r, at)| Some((r.counts.get(at)?.first()?.as_ref()?, r.codings.get(at)?)));
    html! {
        small { (lang.t(w::SURVEY_TELL_ABOUT)) " " (item_title(lang, i, item)) }
        @if let Some((counts, coding)) = counts {
            (key(lang, i, item, coding))
            div.likert { div.group { span { (lang.t(w::SURVEY_ALL)) } (bars(lang, counts, coding)) } }
        }
    }
}
