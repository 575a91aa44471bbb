//! Instruments of a district's own: all that can be asked, one as it will be asked, a new one from one that is there or from
//! nothing, and whether it may be asked.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Fields, Markup, Page, Room, form, heading, html};
use learning::instrument::{Asked, Instrument};
use learning::shape::{LANGUAGES, Text};
use serde::Deserialize;
use store::{Conn, InstrumentId};

use super::editor_form::PEOPLE;
use super::editor_queries::{self as queries, Own, State};
use super::question;
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// Everything the viewer's district can ask: what comes with the product, then what is ready of its own. Said of nobody yet: who
/// begins a wave keeps those that fit the people it asks.
pub(super) fn choices(c: &mut Conn, me: &Viewer) -> Result<Vec<Instrument>, Stop> {
    let mut all = Instrument::built_in();
    all.extend(queries::ready(c, me.district)?);
    Ok(all)
}

/// An administrator who leads nobody isn't among those who word what is asked.
pub(super) fn leads(me: &Viewer) -> Result<(), Stop> {
    if me.leads() { Ok(()) } else { Err(Stop::Nothing) }
}

/// Who is asked, in words.
pub(super) fn people(me: &Viewer, asked: &[Asked]) -> String {
    let lang = me.lang();
    let names: Vec<&str> = PEOPLE.iter().filter(|(_, a, _)| asked.contains(a)).map(|(.., w)| lang.t(*w)).collect();
    names.join(", ")
}

/// The questions as they will be asked, in a language: once, or once for each side.
pub(super) fn as_asked(instrument: &Instrument, tag: &str) -> Markup {
    let sides: Vec<Option<&str>> = match instrument.sides.len() {
        0 => vec![None],
        _ => instrument.sides.iter().map(|s| Some(s.key.as_str())).collect(),
    };
    html! {
        div lang=(tag) data-testid="as-asked" {
            p.lead { (instrument.lead.get(tag)) }
            @for side in sides {
                @if let Some(name) = instrument.sides.iter().find(|s| Some(s.key.as_str()) == side) { h3 { (name.name.get(tag)) } }
                @for item in &instrument.items { (question::question(tag, instrument, item, side, |_| String::new())) }
            }
        }
    }
}

pub(super) async fn list(cx: Cx) -> Response {
    cx.page(|c, me| {
        leads(me)?;
        list_page(c, me, &Fields::default())
    })
    .await
}

fn list_page(c: &mut Conn, me: &Viewer, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let tag = lang.tag();
    let own = queries::own(c, me.district)?;
    let ours = Instrument::built_in();
    let title = lang.say(w::instruments_title(own.iter().filter(|o| o.state == State::Ready).count() + ours.len()));
    let mut from: Vec<(String, String)> = vec![("empty".into(), lang.t(w::INSTRUMENT_EMPTY).into())];
    from.extend(ours.iter().map(|i| (i.key.clone(), i.title.get(tag).to_owned())));
    from.extend(own.iter().map(|o| (o.id.to_string(), named(me, o).to_owned())));
    let body = html! {
        (heading(html! { a href="/surveys" { (lang.t(face::w::ROOM_SURVEYS)) } }, &title, html! { (lang.t(w::INSTRUMENTS_LEAD)) }))
        div.two {
            div {
                @if !own.is_empty() {
                    section aria-labelledby="own" {
                        h2 #own { (lang.t(w::INSTRUMENTS_OWN)) }
                        ul.list data-testid="own-instruments" {
                            @for o in &own {
                                li {
                                    div { a href={ "/surveys/instruments/" (o.id) } { (named(me, o)) } small { (people(me, &o.instrument.asked)) } }
                                    span.when { (lang.t(state_word(o.state))) }
                                }
                            }
                        }
                    }
                }
                section aria-labelledby="ours" {
                    h2 #ours { (lang.t(w::INSTRUMENTS_OURS)) }
                    ul.list {
                        @for i in &ours {
                            li { div {
                                strong { (i.title.get(tag)) }
                                small { (people(me, &i.asked)) ". " (lang.say(w::instrument_items(i.items.len()))) }
                                details.more { summary { (lang.t(w::INSTRUMENT_SEE)) } (as_asked(i, tag)) }
                            } }
                        }
                    }
                }
            }
            div {
                section aria-labelledby="new" {
                    h2 #new { (lang.t(w::INSTRUMENT_NEW)) }
                    p.small { (lang.t(w::INSTRUMENT_NEW_WHY)) }
                    (form(&me.who, "/surveys/instruments", None, html! {
                        (face::Field::new("from", lang.t(w::INSTRUMENT_FROM)).needed().select(lang, f, &from))
                        div.actions { button.button data-testid="make-instrument" { (lang.t(w::INSTRUMENT_MAKE)) } }
                        p { span.audience { (lang.t(w::INSTRUMENT_AUDIENCE)) } }
                    }))
                }
                section aria-labelledby="import" {
                    h2 #import { (lang.t(w::INSTRUMENT_BRING)) }
                    p.small { (lang.t(w::INSTRUMENT_BRING_WHY)) }
                    p.actions { a.button.second href="/surveys/instruments/import" data-testid="import-instrument" { (lang.t(w::INSTRUMENT_BRING_GO)) } }
                }
            }
        }
    };
    Ok(Page::new(Room::Surveys, title, lang.t(w::INSTRUMENT_AUDIENCE), body))
}

/// Its title, or that it has none yet.
fn named<'a>(me: &Viewer, own: &'a Own) -> &'a str {
    let title = own.instrument.title.get(me.lang().tag());
    if title.is_empty() { me.lang().t(w::INSTRUMENT_UNNAMED) } else { title }
}

fn state_word(state: State) -> face::Word {
    match state {
        State::Draft => w::INSTRUMENT_DRAFT,
        State::Ready => w::INSTRUMENT_READY,
        State::Away => w::INSTRUMENT_AWAY,
    }
}

/// Nothing but a scale that everybody knows how to answer on.
fn empty() -> Instrument {
    let scale = Instrument::built_in().iter().find_map(|i| i.scales.iter().find(|s| s.key == "agreement")).cloned();
    Instrument {
        key: String::new(),
        version: 1,
        languages: LANGUAGES.map(str::to_owned).into(),
        title: Text::default(),
        lead: Text::default(),
        source: Text::default(),
        copied_from: None,
        asked: vec![Asked::Staff],
        sides: Vec::new(),
        threshold: 5,
        scales: scale.into_iter().collect(),
        dimensions: Vec::new(),
        items: Vec::new(),
    }
}

/// Makes a draft from what comes with the product, from one of one's own, or from nothing, and opens it.
pub(super) async fn make(cx: Cx, sent: Sent) -> Response {
    cx.act(sent.fields, |tx, me, f| {
        leads(me)?;
        let from = f.raw("from").to_owned();
        let source = match (from.as_str(), from.parse::<InstrumentId>()) {
            ("empty", _) => Some(empty()),
            (_, Ok(id)) => Some(queries::find(tx, me, id)?.instrument),
            (key, _) => Instrument::built_in().into_iter().find(|i| i.key == key),
        };
        let Some(source) = source else {
            f.wrong("from", face::w::ERROR_CHOICE);
            return Err(Stop::again(list_page(tx, me, f)?));
        };
        let new = if source.key.is_empty() {
            source
        } else {
            let mut copy = source.copied(&tx.blind_id().to_string()).map_err(|e| store::Error::Ours(e.to_string()))?;
            for (tag, words) in &mut copy.title.0 {
                if let Some(lang) = face::Lang::from_tag(tag) {
                    *words = lang.say(w::instrument_copy_name(words.as_str()));
                }
            }
            copy
        };
        let id = queries::add(tx, (me.district, queries::home(me)), me.person, &new)?;
        Ok(Go::to(format!("/surveys/instruments/{id}/edit")))
    })
    .await
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct In {
    r#in: String,
}

pub(super) async fn one(cx: Cx, Path(id): Path<InstrumentId>, Query(asked): Query<In>) -> Response {
    cx.page(move |c, me| {
        leads(me)?;
        let own = queries::find(c, me, id)?;
        let lang = me.lang();
        let i = &own.instrument;
        let tag = if i.languages.contains(&asked.r#in) { asked.r#in.as_str() } else { lang.tag() };
        let (missing, versions) = (i.problems().len(), queries::versions(c, me, id)?);
        let title = named(me, &own).to_owned();
        let path = format!("/surveys/instruments/{id}");
        let step = |to: State, label: face::Word, class: &'static str| {
            form(&me.who, &format!("{path}/state"), Some(own.rev), html! {
                button class=(class) name="to" value=(to.name()) data-testid={ "to-" (to.name()) } { (lang.t(label)) }
            })
        };
        let body = html! {
            (heading(html! { a href="/surveys/instruments" { (lang.t(w::INSTRUMENTS_SHORT)) } }, &title, html! {
                (lang.t(state_word(own.state))) ". " (people(me, &i.asked)) ". " (lang.say(w::instrument_items(i.items.len())))
            }))
            @if own.state == State::Draft && missing > 0 { div.notice.needs { p { (lang.say(w::instrument_lacks(missing))) } } }
            div.actions {
                @if own.may_change(me) {
                    @match own.state {
                        State::Draft => {
                            @if missing == 0 { (step(State::Ready, w::INSTRUMENT_TO_READY, "button")) }
                            a.button.second href={ (path) "/edit" } data-testid="edit-instrument" { (lang.t(w::INSTRUMENT_EDIT)) }
                        }
                        State::Ready => {
                            a.button href="/surveys/new" { (lang.t(w::SURVEY_ASK)) }
                            a.button.second href={ (path) "/edit" } data-testid="edit-instrument" { (lang.t(w::INSTRUMENT_EDIT)) }
                            (step(State::Away, w::INSTRUMENT_TO_AWAY, "button quiet"))
                        }
                        State::Away => (step(State::Draft, w::INSTRUMENT_TO_DRAFT, "button second"))
                    }
                }
            }
            section aria-labelledby="asked" {
                h2 #asked { (lang.t(w::INSTRUMENT_AS_ASKED)) }
                @if i.languages.len() > 1 {
                    (face::tabs(lang.t(w::INSTRUMENT_LANGUAGES), &i.languages.iter().map(|l| (format!("{path}?in={}", crate::cx::encode(l)), question::language(l), l == tag)).collect::<Vec<_>>()))
                }
                (as_asked(i, tag))
            }
            @let source = i.source.get(tag);
            @if !source.is_empty() { p.small { (source) } }
            details.more {
                summary { (lang.say(w::instrument_versions(versions.len()))) }
                ul.list { @for (rev, by, at) in &versions { li { div { (lang.say(w::instrument_version(rev.to_string()))) small { (by) } } span.when { (face::since(lang, *at, me.now, &me.zone)) } } } }
            }
        };
        Ok(Page::new(Room::Surveys, title, lang.t(w::INSTRUMENT_AUDIENCE), body))
    })
    .await
}

/// Makes it one that can be asked, when nothing is wrong with it; puts it away; takes it up again.
pub(super) async fn state(cx: Cx, Path(id): Path<InstrumentId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        leads(me)?;
        let own = queries::find(tx, me, id)?;
        if !own.may_change(me) {
            return Err(Stop::NotYours(w::INSTRUMENT_NOT_YOURS));
        }
        let to = State::named(f.raw("to")).ok_or(Stop::Refused(face::w::ERROR_CHOICE))?;
        if to == State::Ready && !own.instrument.problems().is_empty() {
            return Err(Stop::Refused(w::INSTRUMENT_NOT_READY));
        }
        // Who saw an older version didn't see what they make ready.
        if f.rev() != own.rev {
            return Err(Stop::Refused(w::INSTRUMENT_CHANGED_SINCE));
        }
        if own.state != to {
            queries::set_state(tx, me, &own, to)?;
        }
        Ok(Go::to(format!("/surveys/instruments/{id}")))
    })
    .await
}
