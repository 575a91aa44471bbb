//! What one does with a cycle: write, change, move, name.

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Page, Room, form, heading, html, problems, submit};
use learning::moves::Move;
use learning::shape::Step;
use store::{Conn, CycleId, EntryId, MeasureId, Tx};

use super::cycle::{self, Turn};
use super::entry::{self, Entry, Kind, NewEntry, NewEvidence, Written};
use super::page::{cycle_page, find, find_to_change, watched_of};
use super::step_form::{self, Choices};
use super::{queries, shapes};
use crate::communities::Community;
use crate::files::{self, Looked};
use crate::goals::{self, NewObservation};
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// The most one form with files may weigh: what is more than a file may be is then refused kindly.
pub(super) const MOST_SENT: usize = 64 * 1024 * 1024;

/// Writes an entry, with what lies beside it.
pub(super) async fn write(cx: Cx, Path(id): Path<CycleId>, mut sent: Sent) -> Response {
    let looked = match sent.files.pop() {
        Some(upload) => files::look(upload).await.map(Some),
        None => Ok(None),
    };
    let data = cx.app.options.data.clone();
    cx.act(sent.fields, move |tx, me, f| {
        let (turn, community) = find_to_change(tx, me, id)?;
        let key = f.raw("step").to_owned();
        let (_, step) = turn.shape.step(&key).ok_or(Stop::Nothing)?;
        cycle::may_write_at(&turn, &key)?;
        let choices = choices_of(tx, me, &turn, &community, step)?;
        let (written, mut picked) = step_form::parse(&turn, step, f, &choices)?;
        let beside = parse_beside(f, &choices)?;
        let peers = choices.peer && f.raw("seen") == "peers";
        let looked = match looked {
            Ok(looked) => looked,
            Err(Stop::Refused(why)) => {
                f.wrong("file", why);
                None
            }
            Err(other) => return Err(other),
        };
        if written.is_empty() && beside.is_empty() && looked.is_none() && !f.refused() {
            let first = step.fields.first().map(step_form::name).unwrap_or_default();
            f.wrong(&first, w::CYCLE_ENTRY_EMPTY);
        }
        if f.refused() {
            return Err(Stop::again(cycle_page(tx, me, &turn, &community, &key, Some(f))?));
        }
        step_form::make_new(tx, me, &community, &mut picked)?;
        cycle::link(tx, me.person, id, picked.links)?;
        let mut evidence = Vec::new();
        for new in beside {
            evidence.push(new.keep(tx, me)?);
        }
        if let Some(looked) = &looked {
            let audience = if peers { community.peers } else { community.inside };
            let file = files::keep(tx, &data, looked, community.district, audience, me.person)?;
            let kind = if looked.is_photo() { Kind::Photo } else { Kind::File };
            evidence.push(NewEvidence {
                kind,
                text: looked.name(),
                value: None,
                link: None,
                file: Some(file),
                observation: None,
            });
        }
        let new = NewEntry { cycle: id, step: &key, fields: written, peers, evidence };
        let entry = entry::write_entry(tx, me.person, &new)?;
        let at = if key == turn.cycle.step { String::new() } else { format!("?at={key}") };
        Ok(Go::to(format!("/cycles/{id}{at}#e-{entry}")))
    })
    .await
}

fn choices_of(c: &mut Conn, me: &Viewer, turn: &Turn, community: &Community, step: &Step) -> Result<Choices, Stop> {
    let aims = goals::of_community(c, me, community)?;
    let measures: Vec<_> = watched_of(c, me, &turn.cycle)?.into_iter().map(|w| w.measure).collect();
    step_form::choices(c, me, step, community, &aims, &measures)
}

/// Something to lay beside an entry, read from the form.
enum Laid {
    Number { value: f64, what: String, chart: Option<(MeasureId, jiff::civil::Date, Option<i64>)> },
    Link { link: String, what: String },
}

impl Laid {
    fn keep(self, tx: &mut Tx<'_>, me: &Viewer) -> Result<NewEvidence, Stop> {
        Ok(match self {
            Laid::Link { link, what } => NewEvidence {
                kind: Kind::Link,
                text: what,
                value: None,
                link: Some(link),
                file: None,
                observation: None,
            },
            Laid::Number { value, what, chart } => {
                let observation = match chart {
                    Some((measure, on, n)) => {
                        Some(goals::observe(tx, me.person, measure, &NewObservation { on, value, n, note: &what })?)
                    }
                    None => None,
                };
                NewEvidence { kind: Kind::Number, text: what, value: Some(value), link: None, file: None, observation }
            }
        })
    }
}

fn parse_beside(f: &mut Fields, choices: &Choices) -> Result<Vec<Laid>, Stop> {
    let mut found = Vec::new();
    let measure: Option<MeasureId> = f.pick("measure");
    if let Some(value) = f.number("value") {
        let mut what = f.text("value-what", 200);
        let chart = match measure {
            Some(id) => {
                let measure = choices.measures.iter().find(|m| m.id == id).ok_or(Stop::Nothing)?;
                if what.is_empty() {
                    what = if measure.unit.is_empty() { measure.name.clone() } else { measure.unit.clone() };
                }
                let n = f.number("n").map(|n| n.round() as i64);
                if n.is_some_and(|n| !(1..=10_000_000).contains(&n)) {
                    f.wrong("n", face::w::ERROR_WHOLE);
                }
                f.date("on").map(|on| (id, on, n))
            }
            None => None,
        };
        if measure.is_some() && chart.is_none() {
            f.wrong("on", face::w::ERROR_DATE);
        }
        found.push(Laid::Number { value, what, chart });
    } else if measure.is_some() {
        f.wrong("value", face::w::ERROR_NUMBER);
    }
    let link = f.text("link", 2000);
    if !link.is_empty() {
        if !(link.starts_with("https://") || link.starts_with("http://")) || link.contains(char::is_whitespace) {
            f.wrong("link", w::CYCLE_LINK_WRONG);
        }
        found.push(Laid::Link { what: f.text("link-what", 200), link });
    }
    Ok(found)
}

impl Looked {
    fn name(&self) -> String {
        files::shown_name(self.sent_name())
    }
}

/// Moves a cycle. Whoever moves from a page that is older than the last move is told, unless it comes out the same.
pub(super) async fn step_on(cx: Cx, Path(id): Path<CycleId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (turn, community) = find_to_change(tx, me, id)?;
        let to = f.raw("to").to_owned();
        let step = match f.raw("kind") {
            "on" => Move::GoOn { to },
            "back" => Move::GoBack { to },
            "pause" => Move::Pause,
            "resume" => Move::TakeUp,
            _ => return Err(Stop::Nothing),
        };
        let why = f.text("why", 500);
        if f.refused() {
            return Err(Stop::Refused(w::CYCLE_CANT_MOVE));
        }
        if cycle::prediction_missing(tx, &turn, &step)? {
            return Err(Stop::again(predict_page(tx, me, &turn, &community, &step, f)?));
        }
        cycle::go(tx, me.person, id, &step, &why)?;
        Ok(Go::to(format!("/cycles/{id}")))
    })
    .await
}

/// The step whose prediction field is asked before results are opened.
fn predicting(turn: &Turn) -> Option<&Step> {
    turn.shape.steps.iter().find(|s| s.asks_prediction)
}

fn predict_page(
    c: &mut Conn,
    me: &Viewer,
    turn: &Turn,
    community: &Community,
    step: &Move,
    fields: &Fields,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let asked = predicting(turn).ok_or(Stop::Nothing)?;
    let audience = community.audience_line(c, me, turn.cycle.audience)?;
    let (Move::GoOn { to } | Move::GoBack { to }) = step else { return Err(Stop::Nothing) };
    let id = turn.cycle.id;
    let kicker = html! { a href={ "/communities/" (community.id) } { (community.name) } ", " a href={ "/cycles/" (id) } { (turn.cycle.title) } };
    let body = html! {
        (heading(kicker, lang.t(w::CYCLE_PREDICT_TITLE), html! { (lang.t(w::CYCLE_PREDICTION_FIRST)) }))
        div.narrow data-testid="predict" {
            (problems(lang, fields))
            (form(&me.who, &format!("/cycles/{id}/predict"), None, html! {
                input type="hidden" name="to" value=(to);
                @for field in asked.fields.iter().filter(|f| f.prediction) {
                    @let name = step_form::name(field);
                    (Field::new(&name, field.label.get(lang.tag())).hint(field.hint.get(lang.tag())).main().area(lang, fields, 3))
                }
                div.actions {
                    button.button name="how" value="predict" { (lang.t(w::CYCLE_PREDICT_GO)) }
                    button.button.quiet name="how" value="without" data-testid="without-prediction" { (lang.t(w::CYCLE_PREDICT_WITHOUT)) }
                }
                p.audience { (audience) }
            }))
        }
    };
    Ok(Page::new(Room::Cycles, lang.t(w::CYCLE_PREDICT_TITLE), audience.clone(), body))
}

/// Writes the prediction and opens the results in one go; or opens them without one, which is said from then on.
pub(super) async fn predict(cx: Cx, Path(id): Path<CycleId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (turn, community) = find_to_change(tx, me, id)?;
        let step = Move::GoOn { to: f.raw("to").to_owned() };
        if f.raw("how") == "without" {
            cycle::open_without_prediction(tx, me.person, id, &step)?;
            return Ok(Go::to(format!("/cycles/{id}")));
        }
        let asked = predicting(&turn).ok_or(Stop::Nothing)?;
        let mut fields = Written::new();
        for field in asked.fields.iter().filter(|f| f.prediction) {
            let text = f.needed(&step_form::name(field), 4000);
            fields.insert(field.key.clone(), text);
        }
        if f.refused() {
            return Err(Stop::again(predict_page(tx, me, &turn, &community, &step, f)?));
        }
        let key = asked.key.clone();
        let new = NewEntry { cycle: id, step: &key, fields, peers: false, evidence: Vec::new() };
        entry::write_entry(tx, me.person, &new)?;
        cycle::go(tx, me.person, id, &step, "")?;
        Ok(Go::to(format!("/cycles/{id}")))
    })
    .await
}

/// An entry of one's own, with its cycle.
fn own_entry(c: &mut Conn, me: &Viewer, id: CycleId, entry: EntryId) -> Result<(Turn, Entry), Stop> {
    let (turn, _) = find_to_change(c, me, id)?;
    let entry = queries::entry(c, me, entry)?.filter(|e| e.cycle == id).ok_or(Stop::Nothing)?;
    if entry.by == me.person { Ok((turn, entry)) } else { Err(Stop::NotYours(w::CYCLE_ENTRY_NOT_YOURS)) }
}

pub(super) async fn edit_entry(cx: Cx, Path((id, entry)): Path<(CycleId, EntryId)>) -> Response {
    cx.page(move |c, me| {
        let (turn, entry) = own_entry(c, me, id, entry)?;
        let fields = Fields::new(entry.fields.iter().map(|(k, v)| (format!("w-{k}"), v.clone())).collect());
        edit_page(c, me, &turn, &entry, &fields)
    })
    .await
}

fn edit_page(c: &mut Conn, me: &Viewer, turn: &Turn, entry: &Entry, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let (_, step) = turn.shape.step(&entry.step).ok_or(Stop::Nothing)?;
    let audience = people::audience_line(c, me, entry.audience)?;
    let past = queries::past(c, me, entry.id)?;
    let action = format!("/cycles/{}/entries/{}", entry.cycle, entry.id);
    let title = lang.say(w::cycle_edit_title(step.name.get(lang.tag())));
    let body = html! {
        (heading(html! { a href={ "/cycles/" (entry.cycle) } { (turn.cycle.title) } }, &title, html! {}))
        div.narrow {
            (problems(lang, fields))
            (form(&me.who, &action, Some(entry.rev), html! {
                (step_form::inputs(turn, step, lang, fields, &Choices::default()))
                div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href={ "/cycles/" (entry.cycle) } { (lang.t(face::w::CANCEL)) } }
                p.audience { (audience) }
            }))
            (form(&me.who, &format!("{action}/remove"), Some(entry.rev), html! {
                div.actions { button.button.danger data-testid="remove-entry" { (lang.t(w::CYCLE_ENTRY_REMOVE)) } }
            }))
            @if !past.is_empty() {
                details.more {
                    summary { (lang.t(w::CYCLE_ENTRY_PAST)) }
                    @for (at, said) in &past {
                        div.entry {
                            @for text in said.values() { p { (text) } }
                            small { (face::since(lang, *at, me.now, &me.zone)) }
                        }
                    }
                }
            }
        }
    };
    Ok(Page::new(Room::Cycles, title, audience.clone(), body))
}

pub(super) async fn save_entry(cx: Cx, Path((id, entry)): Path<(CycleId, EntryId)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (turn, was) = own_entry(tx, me, id, entry)?;
        let (_, step) = turn.shape.step(&was.step).ok_or(Stop::Nothing)?;
        let (mut written, _) = step_form::parse(&turn, step, f, &Choices::default())?;
        // A prediction that can't be changed any more isn't in the form; it stays.
        if !learning::moves::prediction_open(&turn.shape, &turn.standing) {
            for field in step.fields.iter().filter(|field| field.prediction && !f.has(&step_form::name(field))) {
                if let Some(text) = was.fields.get(&field.key) {
                    written.insert(field.key.clone(), text.clone());
                }
            }
        }
        if written.is_empty() && !f.refused() {
            let first = step.fields.first().map(step_form::name).unwrap_or_default();
            f.wrong(&first, w::CYCLE_ENTRY_EMPTY);
        }
        if f.refused() {
            return Err(Stop::again(edit_page(tx, me, &turn, &was, f)?));
        }
        if f.rev() != was.rev || !entry::change_entry(tx, me.person, &was, &written)? {
            return Err(Stop::stale(both(tx, me, step, &was, &written)?));
        }
        Ok(Go::to(format!("/cycles/{id}?at={}#e-{entry}", was.step)))
    })
    .await
}

/// Both texts of an entry that was saved from two places.
fn both(c: &mut Conn, me: &Viewer, step: &Step, now: &Entry, mine: &Written) -> Result<Page, Stop> {
    let lang = me.lang();
    let names: Vec<String> = step.fields.iter().map(step_form::name).collect();
    let fields = step.fields.iter().zip(&names);
    let conflict = Conflict {
        action: &format!("/cycles/{}/entries/{}", now.cycle, now.id),
        rev: now.rev,
        by: &now.by_name,
        fields: fields
            .filter(|(f, _)| mine.contains_key(&f.key) || now.fields.contains_key(&f.key))
            .map(|(f, name)| {
                let said = |of: &Written| of.get(&f.key).cloned().unwrap_or_default();
                (name.as_str(), f.label.get(lang.tag()), said(mine), said(&now.fields))
            })
            .collect(),
        hidden: Vec::new(),
    };
    let audience = people::audience_line(c, me, now.audience)?;
    Ok(Page::new(Room::Cycles, lang.t(face::w::CONFLICT_TITLE), audience, conflict.view(&me.who)))
}

pub(super) async fn remove_entry(cx: Cx, Path((id, entry)): Path<(CycleId, EntryId)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, _| {
        let (_, was) = own_entry(tx, me, id, entry)?;
        entry::take_out(tx, me.person, &was)?;
        Ok(Go::to(format!("/cycles/{id}?at={}", was.step)))
    })
    .await
}

pub(super) async fn edit(cx: Cx, Path(id): Path<CycleId>) -> Response {
    cx.page(move |c, me| {
        let (turn, _) = find_to_change(c, me, id)?;
        let due = turn.cycle.due.map(|d| d.to_string()).unwrap_or_default();
        let fields = Fields::prefilled([("title", turn.cycle.title.clone()), ("due", due)]);
        name_page(c, me, &turn, &fields)
    })
    .await
}

fn name_page(c: &mut Conn, me: &Viewer, turn: &Turn, fields: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, turn.cycle.audience)?;
    let body = html! {
        (heading(html! { a href={ "/cycles/" (turn.cycle.id) } { (turn.cycle.title) } }, lang.t(w::CYCLE_RENAME), html! {}))
        div.narrow {
            (problems(lang, fields))
            (form(&me.who, &format!("/cycles/{}/edit", turn.cycle.id), Some(turn.cycle.rev), html! {
                (Field::new("title", lang.t(w::CYCLE_TITLE)).needed().input(lang, fields, "text"))
                (Field::new("due", lang.t(w::CYCLE_DUE_LABEL)).input(lang, fields, "date"))
                div.actions { (submit(lang.t(face::w::SAVE))) }
                p.audience { (audience) }
            }))
        }
    };
    Ok(Page::new(Room::Cycles, turn.cycle.title.clone(), audience.clone(), body))
}

pub(super) async fn rename(cx: Cx, Path(id): Path<CycleId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (turn, _) = find_to_change(tx, me, id)?;
        let (title, due) = (f.needed("title", 120), f.date("due"));
        if turn.cycle.state == cycle::State::Closed {
            return Err(Stop::Refused(w::CYCLE_IS_CLOSED));
        }
        if f.refused() {
            return Err(Stop::again(name_page(tx, me, &turn, f)?));
        }
        if f.rev() != turn.cycle.rev || !cycle::rename(tx, me.person, &turn.cycle, &title, due)? {
            let lang = me.lang();
            let conflict = Conflict {
                action: &format!("/cycles/{id}/edit"),
                rev: turn.cycle.rev,
                by: turn.moved.last().map_or("–", |m| m.by_name.as_str()),
                fields: vec![("title", lang.t(w::CYCLE_TITLE), title, turn.cycle.title.clone())],
                hidden: vec![("due", due.map(|d| d.to_string()).unwrap_or_default())],
            };
            let audience = people::audience_line(tx, me, turn.cycle.audience)?;
            return Err(Stop::stale(Page::new(
                Room::Cycles,
                lang.t(face::w::CONFLICT_TITLE),
                audience,
                conflict.view(&me.who),
            )));
        }
        Ok(Go::to(format!("/cycles/{id}")))
    })
    .await
}

/// Everything a room above needs to end a cycle: the turn, and only for somebody who works there.
pub fn to_close(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<(Turn, Community), Stop> {
    find_to_change(c, me, id)
}

/// The shapes a community may take for a new cycle.
pub(super) fn offered(c: &mut Conn, community: &Community) -> Result<Vec<shapes::Stored>, Stop> {
    Ok(shapes::offered(c, community.district)?)
}

/// Whether the viewer can see the cycle at all; used where another thing hangs on it.
pub fn seen(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<Turn, Stop> {
    Ok(find(c, me, id)?.0)
}
