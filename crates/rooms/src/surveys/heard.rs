//! What came of a survey: what was heard, what was decided, what changed. Told to everybody who was asked.

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Lang, Markup, Page, Room, form, heading, html, problems};
use learning::instrument::Instrument;
use store::{Conn, Error, Tx, WaveId};
use uuid::Uuid;

use super::queries::{self, NewNote, Note, Others, Wave};
use super::report::item_title;
use super::{question, replies, told};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// What one tells, in the order in which it comes.
pub(super) const KINDS: [&str; 3] = ["heard", "decided", "changed"];
/// What one can say at a time, in characters.
const LONGEST: usize = 1500;

/// What that is called.
pub(super) fn title(lang: Lang, kind: &str) -> &'static str {
    lang.t(match kind {
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
    let answered = replies::any(c, wave.id)?;
    if notes.is_empty() && !may && !answered {
        return Ok(
            html! { section aria-labelledby="came" { h2 #came { (lang.t(w::SURVEY_CAME)) } p { (lang.t(if wave.of_communities { w::PULSE_CAME_NOTHING } else { w::SURVEY_CAME_NOTHING })) } } },
        );
    }
    let path = format!("/surveys/{}", wave.id);
    // Where families read it too.
    let outside = match told::address(c, wave.id)? {
        Some(at) => Some(at),
        None => (may && told::of_families(c, wave.id)?).then(String::new),
    };
    let at = outside.as_deref().filter(|_| notes.iter().any(|n| n.open));
    Ok(html! {
        section #came-of-it aria-labelledby="came" data-testid="came" data-live-on={ "wave:" (wave.id) } data-live-get=(path) {
            h2 #came { (lang.t(w::SURVEY_CAME)) }
            @if notes.is_empty() { p { (lang.t(if may { w::SURVEY_CAME_EMPTY } else { w::SURVEY_CAME_NOTHING })) } }
            @for kind in KINDS {
                @if notes.iter().any(|n| n.kind == kind) {
                    h3 { (title(lang, kind)) }
                    ul.list { @for note in notes.iter().filter(|n| n.kind == kind) { li { (one(me, wave, instrument, note, may && outside.is_some())) } } }
                }
            }
            @if answered { p data-testid="words-answered" { (lang.t(w::TOLD_REPLIES)) " " a href="/answer/reply" { (lang.t(w::REPLY_TITLE)) } } }
            @if let Some(at) = at { p { (lang.t(w::TOLD_STANDS)) " " a href={ "/heard/" (at) } data-testid="told-page" { "/heard/" (at) } } }
            @if may { p.actions { a.button.second[!notes.is_empty()] href={ (path) "/tell" } data-testid="tell" { (lang.t(w::SURVEY_TELL)) } } }
        }
    })
}

fn one(me: &Viewer, wave: &Wave, instrument: &Instrument, note: &Note, families: bool) -> Markup {
    let lang = me.lang();
    html! {
        div {
            p.said { (note.text) }
            @if let Some(item) = instrument.item(&note.item) { small { (lang.t(w::SURVEY_TELL_ABOUT)) " " a href={ "/surveys/" (wave.id) "/items/" (item.key) } { (item_title(lang, instrument, item)) } } }
            small { (note.by_name) ", " (face::near(lang, note.at.date_in(&me.zone), me.today())) @if note.open { ". " (lang.t(w::TOLD_OPEN)) } }
        }
        @if families || note.by == me.person {
            div.actions {
                @if families {
                    @let word = lang.t(if note.open { w::TOLD_CLOSE } else { w::TOLD_OPEN_IT });
                    (form(&me.who, &format!("/surveys/{}/tell/{}/families", wave.id, note.id), None, html! {
                        input type="hidden" name="to" value=(if note.open { "closed" } else { "open" });
                        button.button.small.quiet aria-label={ (word) ": " (note.text) } { (word) }
                    }))
                }
                @if note.by == me.person {
                    (form(&me.who, &format!("/surveys/{}/tell/{}/away", wave.id, note.id), None, html! { button.button.small.quiet aria-label={ (lang.t(w::SURVEY_TELL_AWAY)) ": " (note.text) } { (lang.t(w::SURVEY_TELL_AWAY)) } }))
                }
            }
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
    let families = told::of_families(c, wave.id)?;
    let others: Vec<(String, String)> =
        others(me, instrument).map(|tag| (format!("t.{tag}"), lang.say(w::told_in(question::language(tag))))).collect();
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
            @if families {
                fieldset.field {
                    legend { (lang.t(w::TOLD_FAMILIES)) }
                    label.check { input type="checkbox" name="families" value="yes" checked[f.has("families")]; span { (lang.t(w::TOLD_FAMILIES_YES)) small { (lang.t(w::TOLD_FAMILIES_WHY)) } } }
                }
                @for (name, label) in &others { (Field::new(name, label).area(lang, f, 3)) }
            }
            p { span.audience { (people::audience_line(c, me, wave.audience)?) } @if families { " " span.audience.wide { (lang.t(w::TOLD_AUDIENCE)) } } }
            (face::submit(lang.t(w::SURVEY_TELL_SEND)))
        }))
    };
    Ok(Page::new(Room::Surveys, title, lang.t(w::SURVEY_LEADERS_ONLY), body))
}

/// The languages of an instrument but the teller's own.
fn others<'a>(me: &Viewer, instrument: &'a Instrument) -> impl Iterator<Item = &'a str> {
    let own = me.lang().tag();
    instrument.languages.iter().map(String::as_str).filter(move |tag| *tag != own)
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
        let open = f.has("families") && told::of_families(tx, id)?;
        let mut said = Others::new();
        for tag in others(me, &instrument).filter(|_| open) {
            let text = f.text(&format!("t.{tag}"), LONGEST);
            if !text.is_empty() {
                said.insert(tag.to_owned(), text);
            }
        }
        if f.refused() {
            return Err(Stop::again(form_page(tx, me, &wave, &instrument, f)?));
        }
        let lang = me.lang().tag();
        let new = NewNote { kind, item: &item, text: &text, lang, open, others: &said };
        queries::add_note(tx, (me.district, me.person), id, &new)?;
        if open {
            told::name(tx, id)?;
        }
        let verb = if open { "wave.told_families" } else { "wave.told" };
        queries::tell(tx, id, Some(me.person), verb, instrument.title.get(lang))?;
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
    let new = NewNote { kind, item: "", text, lang: "en", open: false, others: &Others::new() };
    let id = queries::add_note(tx, (district, by), wave, &new)?;
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

/// Lets families read what was told, or no more.
pub(super) async fn families(cx: Cx, Path((id, note)): Path<(WaveId, Uuid)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (_, instrument) = mine(tx, me, id)?;
        let open = match f.raw("to") {
            "" | "open" => true,
            "closed" => false,
            _ => return Err(Stop::Nothing),
        };
        if !told::of_families(tx, id)? || !told::open(tx, id, note, open)? {
            return Err(Stop::Nothing);
        }
        if open {
            told::name(tx, id)?;
        }
        let verb = if open { "wave.told_families" } else { "wave.kept_from_families" };
        queries::tell(tx, id, Some(me.person), verb, instrument.title.get(me.lang().tag()))?;
        Ok(Go::to(format!("/surveys/{id}#came")))
    })
    .await
}

/// For building history only: lets families read something that was told, with the same in other languages. Returns the last part of the
/// address of their page.
///
/// # Errors
/// When the database fails, or there is no such note.
pub fn open_to_families(tx: &mut Tx<'_>, wave: WaveId, note: Uuid, others: &[(&str, &str)]) -> Result<String, Error> {
    let others: Others = others.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect();
    told::open(tx, wave, note, true)?;
    queries::reword_note(tx, note, &others)?;
    queries::tell(tx, wave, None, "wave.told_families", "")?;
    told::name(tx, wave)
}
