//! What people said in their own words: shown only when enough of them did, to be searched, and put under headings by people.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Lang, Markup, Page, Room, form, heading, html};
use learning::instrument::{Instrument, Item};
use serde::Deserialize;
use store::{Conn, WaveId};
use uuid::Uuid;

use super::queries::{self, Voice, Wave};
use super::replies::{self, Far};
use super::report::{is_open, item_title};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// So many stand in the report itself.
const FIRST: usize = 8;
/// A heading, in characters.
const HEADING: usize = 80;

/// What may be shown of what was said to an item; `None` when too few said something.
pub(super) fn voices(c: &mut Conn, wave: &Wave, item: &Item) -> Result<Option<Vec<Voice>>, Stop> {
    let mut all = queries::said(c, wave.id)?;
    all.retain(|v| v.item == item.key);
    Ok((i64::try_from(all.len()).unwrap_or(i64::MAX) >= wave.threshold).then_some(all))
}

/// The items that are answered in one's own words, in the report.
pub(super) fn sections(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &Instrument) -> Result<Markup, Stop> {
    let lang = me.lang();
    let mut said: BTreeMap<String, Vec<Voice>> = BTreeMap::new();
    for voice in queries::said(c, wave.id)? {
        said.entry(voice.item.clone()).or_default().push(voice);
    }
    let enough = usize::try_from(wave.threshold).unwrap_or(usize::MAX);
    Ok(html! {
        @for item in instrument.items.iter().filter(|i| is_open(i)) {
            @let voices = said.get(&item.key).map(Vec::as_slice).unwrap_or_default();
            section {
                h2 { (item_title(lang, instrument, item)) }
                @if voices.len() < enough { p { (lang.say(w::survey_words_hidden(wave.threshold))) } } @else {
                    ul.list { @for voice in voices.iter().take(FIRST) { li { p.said { (voice.text) } } } }
                    p { a href={ "/surveys/" (wave.id) "/words/" (item.key) } data-testid={ "words-" (item.key) } { (lang.say(w::survey_words_all(voices.len()))) } }
                }
            }
        }
    })
}

#[derive(Deserialize, Default)]
pub(super) struct Sought {
    #[serde(default)]
    q: String,
}

/// A wave that has ended, and one of its items that is answered in one's own words.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: WaveId, item: &str) -> Result<(Wave, Instrument, Item), Stop> {
    let wave = queries::find(c, me, id)?.filter(|wave| !wave.open).ok_or(Stop::Nothing)?;
    let instrument = wave.instrument()?;
    let item = instrument.item(item).filter(|i| is_open(i)).cloned().ok_or(Stop::Nothing)?;
    Ok((wave, instrument, item))
}

pub(super) async fn show(cx: Cx, Path((id, item)): Path<(WaveId, String)>, Query(sought): Query<Sought>) -> Response {
    cx.page(move |c, me| {
        let (wave, instrument, item) = find(c, me, id, &item)?;
        let lang = me.lang();
        let path = format!("/surveys/{id}/words/{}", item.key);
        let all = voices(c, &wave, &item)?;
        let may = queries::tends(c, me, &wave)?;
        let far = if may { replies::far(c, id)? } else { Vec::new() };
        let audience = people::audience_line(c, me, wave.audience)?;
        let title = item_title(lang, &instrument, &item);
        let q = sought.q.trim().to_lowercase();
        let mut groups: BTreeMap<(bool, String), Vec<&Voice>> = BTreeMap::new();
        for voice in all.iter().flatten().filter(|v| q.is_empty() || v.text.to_lowercase().contains(&q)) {
            groups.entry((voice.heading.is_empty(), voice.heading.clone())).or_default().push(voice);
        }
        let headings: Vec<&String> = groups.keys().filter(|(none, _)| !none).map(|(_, heading)| heading).collect();
        let found: usize = groups.values().map(Vec::len).sum();
        let list = html! {
            @for ((none, name), voices) in &groups {
                @if !none { h2 { (name) " " small { (voices.len()) } } } @else if groups.len() > 1 { h2 { (lang.t(w::SURVEY_WORDS_REST)) } }
                ul.list {
                    @for voice in voices {
                        li {
                            @if may { label.check { input type="checkbox" name="voice" value=(voice.id); span.said { (voice.text) } } } @else { p.said { (voice.text) } }
                            @if may && voice.reply { (way(lang, &path, voice, &far)) }
                        }
                    }
                }
            }
        };
        let body = html! {
            (heading(html! { a href={ "/surveys/" (id) } { (instrument.title.get(lang.tag())) } }, &title, html! {}))
            @if all.is_none() { p { (lang.say(w::survey_words_hidden(wave.threshold))) } } @else {
                form.search method="get" action=(path) role="search" {
                    label for="q" { (lang.t(w::SURVEY_WORDS_SEEK)) }
                    div.row { input #q type="search" name="q" value=(sought.q); button.button.second { (lang.t(w::SURVEY_WORDS_SEEK_GO)) } }
                }
                @if !q.is_empty() { p role="status" data-testid="found" { (lang.say(w::survey_words_found(found))) } }
                @if may && found > 0 {
                    (form(&me.who, &path, None, html! {
                        (list)
                        div.field {
                            label for="f-heading" { (lang.t(w::SURVEY_WORDS_HEADING)) }
                            p.hint #h-heading { (lang.t(w::SURVEY_WORDS_HEADING_HINT)) }
                            input #f-heading name="heading" maxlength=(HEADING) list="headings" aria-describedby="h-heading";
                            datalist #headings { @for heading in headings { option value=(heading) {} } }
                        }
                        (face::submit(lang.t(w::SURVEY_WORDS_SORT)))
                    }))
                } @else { (list) }
            }
        };
        Ok(Page::new(Room::Surveys, title, audience, body))
    })
    .await
}

/// The way to answer somebody who wishes for it, and how far that is.
fn way(lang: Lang, path: &str, voice: &Voice, far: &[Far]) -> Markup {
    let far = far.iter().find(|f| f.words == voice.id);
    let word = match far {
        None => lang.t(w::REPLY_ANSWER).to_owned(),
        Some(far) if far.waits => lang.t(w::REPLY_WAITS).to_owned(),
        Some(far) => lang.say(w::reply_far(far.messages)),
    };
    let waits = far.is_some_and(|f| f.waits);
    html! { a.when.now[waits] href={ (path) "/" (voice.id) } data-testid="to-answer" aria-label={ (word) ": " (voice.text) } { (word) } }
}

/// Puts what was chosen under a heading; under none when it is empty.
pub(super) async fn sort(cx: Cx, Path((id, item)): Path<(WaveId, String)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (wave, _, item) = find(tx, me, id, &item)?;
        super::waves::tended(tx, me, &wave)?;
        let all = voices(tx, &wave, &item)?.ok_or(Stop::Nothing)?;
        let heading = f.text("heading", HEADING);
        let chosen: Vec<Uuid> = f.all("voice").filter_map(|v| v.parse().ok()).collect();
        if chosen.iter().any(|v| all.iter().all(|voice| voice.id != *v)) {
            return Err(Stop::Nothing);
        }
        for voice in chosen {
            queries::sort(tx, id, &item.key, voice, &heading)?;
        }
        Ok(Go::to(format!("/surveys/{id}/words/{}", item.key)))
    })
    .await
}
