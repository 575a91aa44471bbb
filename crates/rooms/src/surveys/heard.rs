//! What came of a survey: what was heard, what was decided, what changed. Told to everybody who was asked.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, form, heading, html, problems};
use learning::instrument::Instrument;
use store::{Conn, Error, Tx, WaveId};
use uuid::Uuid;

use super::queries::{self, Note, Wave};
use super::report::item_title;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// What one tells, in the order in which it comes.
const KINDS: [&str; 3] = ["heard", "decided", "changed"];
/// What one can say at a time, in characters.
const LONGEST: usize = 1500;

fn title(me: &Viewer, kind: &str) -> &'static str {
    me.lang().t(match kind {
        "heard" => w::SURVEY_HEARD,
        "decided" => w::SURVEY_DECIDED,
        _ => w::SURVEY_CHANGED,
    })
}

/// What the people who were asked were told, and the way to tell them more.
pub(super) fn section(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &Instrument) -> Result<Markup, Stop> {
    let lang = me.lang();
    let notes = queries::notes(c, wave.id)?;
    let may = queries::tends(c, me, wave)?;
    if notes.is_empty() && !may {
        return Ok(
            html! { section aria-labelledby="came" { h2 #came { (lang.t(w::SURVEY_CAME)) } p { (lang.t(w::SURVEY_CAME_NOTHING)) } } },
        );
    }
    let path = format!("/surveys/{}", wave.id);
    Ok(html! {
        section #came-of-it aria-labelledby="came" data-testid="came" data-live-on={ "wave:" (wave.id) } data-live-get=(path) {
            h2 #came { (lang.t(w::SURVEY_CAME)) }
            @if notes.is_empty() { p { (lang.t(w::SURVEY_CAME_EMPTY)) } }
            @for kind in KINDS {
                @if notes.iter().any(|n| n.kind == kind) {
                    h3 { (title(me, kind)) }
                    ul.list { @for note in notes.iter().filter(|n| n.kind == kind) { li { (told(me, wave, instrument, note)) } } }
                }
            }
            @if may { p.actions { a.button.second[!notes.is_empty()] href={ (path) "/tell" } data-testid="tell" { (lang.t(w::SURVEY_TELL)) } } }
        }
    })
}

fn told(me: &Viewer, wave: &Wave, instrument: &Instrument, note: &Note) -> Markup {
    let lang = me.lang();
    html! {
        div {
            p.said { (note.text) }
            @if let Some(item) = instrument.item(&note.item) { small { (lang.t(w::SURVEY_TELL_ABOUT)) " " a href={ "/surveys/" (wave.id) "/items/" (item.key) } { (item_title(lang, instrument, item)) } } }
            small { (note.by_name) ", " (face::near(lang, note.at.date_in(&me.zone), me.today())) }
        }
        @if note.by == me.person {
            (form(&me.who, &format!("/surveys/{}/tell/{}/away", wave.id, note.id), None, html! { button.button.small.quiet aria-label={ (lang.t(w::SURVEY_TELL_AWAY)) ": " (note.text) } { (lang.t(w::SURVEY_TELL_AWAY)) } }))
        }
    }
}

/// A wave that has ended and that the viewer tends.
fn mine(c: &mut Conn, me: &Viewer, id: WaveId) -> Result<(Wave, Instrument), Stop> {
    let wave = queries::find(c, me, id)?.filter(|wave| !wave.open).ok_or(Stop::Nothing)?;
    super::waves::tended(c, me, &wave)?;
    let instrument = wave.instrument()?;
    Ok((wave, instrument))
}

pub(super) async fn new(cx: Cx, Path(id): Path<WaveId>) -> Response {
    cx.page(move |c, me| {
        let (wave, instrument) = mine(c, me, id)?;
        let any = !queries::notes(c, id)?.is_empty();
        let kind = if any { "decided" } else { "heard" };
        form_page(c, me, &wave, &instrument, &Fields::prefilled([("kind", kind.to_owned())]))
    })
    .await
}

fn form_page(c: &mut Conn, me: &Viewer, wave: &Wave, instrument: &Instrument, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let title = lang.t(w::SURVEY_TELL);
    let path = format!("/surveys/{}", wave.id);
    let mut items = vec![(String::new(), lang.t(w::SURVEY_TELL_WHOLE).to_owned())];
    items.extend(instrument.items.iter().map(|i| (i.key.clone(), item_title(lang, instrument, i))));
    let body = html! {
        (heading(html! { a href=(path) { (instrument.title.get(lang.tag())) } }, title, html! { (lang.t(w::SURVEY_TELL_WHY)) }))
        (problems(lang, f))
        (form(&me.who, &format!("{path}/tell"), None, html! {
            (Field::new("kind", lang.t(w::SURVEY_TELL_KIND)).main().choices(lang, f, &[
                ("heard", lang.t(w::SURVEY_HEARD), lang.t(w::SURVEY_HEARD_WHAT)),
                ("decided", lang.t(w::SURVEY_DECIDED), lang.t(w::SURVEY_DECIDED_WHAT)),
                ("changed", lang.t(w::SURVEY_CHANGED), lang.t(w::SURVEY_CHANGED_WHAT)),
            ]))
            (Field::new("text", lang.t(w::SURVEY_TELL_TEXT)).needed().area(lang, f, 4))
            (Field::new("item", lang.t(w::SURVEY_TELL_ITEM)).select(lang, f, &items))
            p { span.audience { (people::audience_line(c, me, wave.audience)?) } }
            (face::submit(lang.t(w::SURVEY_TELL_SEND)))
        }))
    };
    Ok(Page::new(Room::Surveys, title, lang.t(w::SURVEY_LEADERS_ONLY), body))
}

pub(super) async fn tell(cx: Cx, Path(id): Path<WaveId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (wave, instrument) = mine(tx, me, id)?;
        let kind = f.choice("kind", &KINDS);
        let text = f.needed("text", LONGEST);
        let item = f.raw("item").to_owned();
        if !item.is_empty() && instrument.item(&item).is_none() {
            f.wrong("item", face::w::ERROR_CHOICE);
        }
        if f.refused() {
            return Err(Stop::again(form_page(tx, me, &wave, &instrument, f)?));
        }
        queries::add_note(tx, (me.district, me.person), id, (kind, &item, &text))?;
        queries::tell(tx, id, Some(me.person), "wave.told", instrument.title.get(me.lang().tag()))?;
        Ok(Go::to(format!("/surveys/{id}#came")))
    })
    .await
}

/// For building history only: tells something of a wave that has ended. Returns its id.
///
/// # Errors
/// When the database fails, or there is no such wave.
pub fn tell_of(
    tx: &mut Tx<'_>,
    wave: WaveId,
    by: store::PersonId,
    kind: &'static str,
    text: &str,
) -> Result<Uuid, Error> {
    let missing = || Error::Ours(format!("there is no wave {wave}"));
    let (district, ..) = queries::state(tx, wave)?.ok_or_else(missing)?;
    let id = queries::add_note(tx, (district, by), wave, (kind, "", text))?;
    queries::tell(tx, wave, Some(by), "wave.told", "")?;
    Ok(id)
}

pub(super) async fn away(cx: Cx, Path((id, note)): Path<(WaveId, Uuid)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        queries::find(tx, me, id)?.ok_or(Stop::Nothing)?;
        if !queries::drop_note(tx, me.person, id, note)? {
            return Err(Stop::Nothing);
        }
        Ok(Go::to(format!("/surveys/{id}#came")))
    })
    .await
}
