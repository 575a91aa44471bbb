//! A protocol on the agenda: taking one for a point, going through its steps while the meeting runs.

use std::sync::Arc;

use axum::extract::Path;
use axum::response::Response;
use face::{Field, Fields, Lang, Markup, form, html};
use learning::protocol::{Protocol, Step};
use store::{Conn, DistrictId, Error, ItemId, PersonId, Row, Time, Tx, args, sql};
use uuid::Uuid;

use super::meeting::{self, Item, Meeting};
use super::protocols::{self, Known};
use super::queries::Note;
use super::{agenda, page, protocol_pages, queries};
use crate::communities::{self, Community};
use crate::{Cx, Go, Sent, Stop, Viewer, w};

/// The protocol by which a point of the agenda is held.
#[derive(Clone, Debug)]
pub struct Held {
    /// As it was when the agenda took it.
    pub protocol: Arc<Protocol>,
    pub presenter: Option<PersonId>,
    /// The place of the step that is on, and since when; none until somebody has gone on from the first.
    step: Option<(usize, Time)>,
}

sql! {
    CHOOSE = "insert into item_protocol (item, district, text, presenter, step, since) values ($1, $2, $3, $4, null, null) \
              on conflict (item) do update set text = excluded.text, presenter = excluded.presenter, \
              step = case when item_protocol.text = excluded.text then item_protocol.step else null end, \
              since = case when item_protocol.text = excluded.text then item_protocol.since else null end";
    TAKE_OFF = "delete from item_protocol where item = $1";
    COPY = "insert into item_protocol (item, district, text, presenter, step, since) \
            select $2, h.district, h.text, h.presenter, null, null from item_protocol h where h.item = $1";
    MINUTES = "update item set minutes = $3, by = $4, rev = rev + 1 where id = $1 and rev = $2";
    STEP = "update item_protocol set step = $3, since = $4 where item = $1 and coalesce(step, 0) = $2";
}

/// By what text of a protocol a point is held, how far and for whom.
pub(super) struct By {
    text: Uuid,
    presenter: Option<PersonId>,
    step: Option<(usize, Time)>,
}

/// Reads what stands in four columns from `at` on: the text, the presenter, the step and since when.
pub(super) fn read(r: &Row<'_>, at: usize) -> Result<Option<By>, Error> {
    let Some(text) = r.maybe(at)? else { return Ok(None) };
    let (step, since): (Option<i64>, Option<Time>) = (r.maybe(at + 2)?, r.maybe(at + 3)?);
    let step = step.and_then(|s| usize::try_from(s).ok()).zip(since);
    Ok(Some(By { text, presenter: r.maybe(at + 1)?, step }))
}

impl By {
    pub(super) fn with_its_protocol(self, c: &mut Conn) -> Result<Box<Held>, Error> {
        let By { text, presenter, step } = self;
        Ok(Box::new(Held { protocol: protocols::of_text(c, text)?, presenter, step }))
    }
}

/// Holds a point of the agenda by a protocol, from its first step on.
///
/// # Errors
/// [`Stop::Broken`] when the database fails.
pub fn choose(
    tx: &mut Tx<'_>,
    district: DistrictId,
    item: ItemId,
    protocol: &Protocol,
    presenter: Option<PersonId>,
) -> Result<(), Stop> {
    let text = protocols::text(tx, district, protocol)?;
    tx.exec(CHOOSE, args![item, district, text, presenter])?;
    Ok(())
}

/// The same protocol and presenter for the point that another one goes on as.
pub(super) fn copy(tx: &mut Tx<'_>, from: ItemId, to: ItemId) -> Result<(), Stop> {
    tx.exec(COPY, args![from, to])?;
    Ok(())
}

/// A point leaves the agenda for good, and how it was to be held with it.
pub(super) fn take_off(tx: &mut Tx<'_>, item: ItemId) -> Result<(), Stop> {
    tx.exec(TAKE_OFF, args![item])?;
    Ok(())
}

/// Goes on from the step at place `from`, or back; when somebody did a moment ago, nothing moves.
///
/// # Errors
/// [`Stop::Refused`] when the meeting doesn't run; [`Stop::Nothing`] when the point has no protocol.
pub fn step_on(
    tx: &mut Tx<'_>,
    community: &Community,
    meeting: &Meeting,
    item: &Item,
    from: usize,
    to: usize,
) -> Result<(), Stop> {
    meeting.runs()?;
    let held = item.held.as_ref().ok_or(Stop::Nothing)?;
    if meeting.now.map(|(on, _)| on) != Some(item.id) || to >= held.protocol.steps.len() {
        return Ok(());
    }
    let (now, place) = (tx.now(), |n: usize| i64::try_from(n).unwrap_or(0));
    if tx.exec(STEP, args![item.id, place(from), place(to), now])? == 1 {
        meeting::stirs(tx, community, meeting.id)?;
    }
    Ok(())
}

impl Held {
    /// The steps with the minutes they have here, and the names of those that got less than their published minimum. With
    /// fewer minutes than steps every step keeps its own.
    fn fitted(&self, minutes: i64, lang: Lang) -> (Vec<Step>, Vec<String>) {
        let fitted = u32::try_from(minutes).ok().and_then(|m| self.protocol.fitted(m));
        let Some(fitted) = fitted else {
            let names = self.protocol.steps.iter().map(|s| s.name.get(lang.tag()).to_owned()).collect();
            return (self.protocol.steps.clone(), names);
        };
        let below = fitted.protocol.steps.iter().filter(|s| fitted.below.contains(&s.key));
        let names = below.map(|s| s.name.get(lang.tag()).to_owned()).collect();
        (fitted.protocol.steps, names)
    }

    /// The place of the step that is on, and since when, in a point that is on since `since`.
    pub(super) fn at(&self, since: Time) -> (usize, Time) {
        let last = self.protocol.steps.len().saturating_sub(1);
        self.step.map_or((0, since), |(place, at)| (place.min(last), at))
    }

    /// Whether another step comes after the one that is on.
    pub(super) fn goes_on(&self) -> bool {
        self.at(Time::NEVER).0 + 1 < self.protocol.steps.len()
    }

    fn name(&self, lang: Lang) -> &str {
        self.protocol.name.get(lang.tag())
    }
}

/// Beside a point on the agenda: by which protocol it is held, and whose work it is.
pub(super) fn line(lang: Lang, held: &Held, presenter: Option<&str>) -> Markup {
    html! {
        (held.name(lang))
        @if let Some(name) = presenter { ", " (lang.say(w::step_presents(name))) }
    }
}

/// Who is who in a step.
pub(super) struct Cast<'a> {
    pub presenter: Option<&'a str>,
    pub facilitator: Option<&'a str>,
}

/// The step that is on: which it is, how long it has, who speaks, what to do, what to write down, and the way on.
pub(super) fn running(me: &Viewer, item: &Item, held: &Held, since: Time, cast: &Cast<'_>, writes: bool) -> Markup {
    let lang = me.lang();
    let (steps, _) = held.fitted(item.minutes, lang);
    let (place, from) = held.at(since);
    let Some(step) = steps.get(place) else { return html! {} };
    let until = from.plus_seconds(i64::from(step.minutes) * 60);
    let ends = since.plus_seconds(item.minutes * 60);
    html! {
        ol.stem-line aria-hidden="true" {
            @for (n, s) in steps.iter().enumerate() {
                li.done[n < place].now[n == place].ahead[n > place] { span { (s.name.get(lang.tag())) } }
            }
        }
        p data-testid="step" { (lang.say(w::step_at(place + 1, held.name(lang), steps.len()))) " " strong { (step.name.get(lang.tag())) } }
        (page::counting(me, from, until))
        p.turn data-testid="speaks" { (protocol_pages::who_speaks(lang, step.who, cast.presenter, cast.facilitator)) }
        p { (step.prompt.get(lang.tag())) }
        p.small {
            @if !step.capture.is_empty() {
                (lang.t(w::STEP_WRITE_DOWN)) " "
                @for (n, capture) in step.capture.iter().enumerate() { @if n > 0 { "; " } (capture.label.get(lang.tag())) }
                ". "
            }
            (lang.say(w::step_until(face::time_of_day(lang, ends, &me.zone))))
        }
        @if writes {
            div.actions {
                (form(&me.who, &format!("/items/{}/step", item.id), None, html! {
                    input type="hidden" name="from" value=(place);
                    @if let Some(next) = steps.get(place + 1) {
                        button.button name="to" value="on" data-testid="next-step" { (lang.say(w::step_next(next.name.get(lang.tag())))) }
                    }
                    @if place > 0 { " " button.button.quiet name="to" value="back" { (lang.t(w::STEP_BACK)) } }
                }))
            }
        }
    }
}

/// Where a line for the notes belongs, for its form: the point that is on and its step. What the step asks to be written down
/// are the buttons that add it; without a protocol there is one.
pub(super) fn note_ways(lang: Lang, on: Option<&Item>) -> Markup {
    let step = on.and_then(|i| i.held.as_ref()).and_then(|h| h.protocol.steps.get(h.at(Time::NEVER).0));
    html! {
        @if let Some(on) = on { input type="hidden" name="item" value=(on.id); }
        @if let Some(step) = step { input type="hidden" name="step" value=(step.key); }
        div.actions {
            @match step.map(|s| s.capture.as_slice()).unwrap_or_default() {
                [] => { button.button.second data-testid="add-note" { (lang.t(w::NOTE_ADD)) } },
                some => {
                    @for capture in some {
                        button.button.second name="capture" value=(capture.key) data-testid="add-note" { (lang.say(w::note_add_as(capture.label.get(lang.tag())))) }
                    }
                    button.button.quiet name="capture" value="" { (lang.t(w::NOTE_ADD)) }
                },
            }
        }
    }
}

/// The name of the step under which a line was written, and of what was asked for there.
pub(super) fn wrote_under<'a>(lang: Lang, items: &'a [Item], note: &Note) -> Option<(&'a str, Option<&'a str>)> {
    let held = items.iter().find(|i| Some(i.id) == note.item)?.held.as_ref()?;
    let (_, step) = held.protocol.step(note.step.as_deref()?)?;
    let capture = step.capture.iter().find(|c| Some(c.key.as_str()) == note.capture.as_deref());
    Some((step.name.get(lang.tag()), capture.map(|c| c.label.get(lang.tag()))))
}

/// The part of a point's own page in which a protocol is chosen for it.
pub(super) fn choice(
    c: &mut Conn,
    me: &Viewer,
    item: &Item,
    community: &Community,
    f: &Fields,
) -> Result<Markup, Stop> {
    let lang = me.lang();
    let known: Vec<Known> = protocols::offered(c, me)?;
    let none = (String::new(), lang.t(w::STEP_NONE).to_owned());
    let held = item.held.as_deref();
    let mut choices: Vec<(String, String)> = std::iter::once(none)
        .chain(known.iter().map(|k| {
            let (name, minutes) = (k.protocol.name.get(lang.tag()), k.protocol.minutes());
            (k.at.clone(), format!("{name}, {}", lang.say(w::meeting_minutes(minutes))))
        }))
        .collect();
    // Somebody else's copy, or an older version: it stays what it is until another one is chosen.
    let now = held.map(|h| (h.protocol.key.clone(), h));
    if let Some((key, held)) = &now
        && !choices.iter().any(|(at, _)| at == key)
    {
        choices.push((key.clone(), held.name(lang).to_owned()));
    }
    let mut fields = f.clone();
    if !f.has("protocol") {
        fields.set("protocol", now.as_ref().map(|(key, _)| key.clone()).unwrap_or_default());
        fields.set("presenter", held.and_then(|h| h.presenter).map(|p| p.to_string()).unwrap_or_default());
        fields.set("time", if held.is_some() { "keep" } else { "fit" });
    }
    let workers = communities::members(c, community.id)?.into_iter().filter(communities::Membership::works);
    let who: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::MEETING_NOBODY).to_owned()))
        .chain(workers.map(|m| (m.person.to_string(), m.name)))
        .collect();
    let kept = lang.say(w::step_time_keep(item.minutes));
    Ok(html! {
        section aria-labelledby="protocol" {
            h2 #protocol { (lang.t(w::STEP_HOW)) }
            @if let Some(held) = held { (shortness(lang, item, held)) }
            @else { p.small { (lang.t(w::STEP_HOW_WHY)) } }
            (form(&me.who, &format!("/items/{}/protocol", item.id), Some(item.rev), html! {
                (Field::new("protocol", lang.t(w::PROTOCOL)).main().select(lang, &fields, &choices))
                (Field::new("presenter", lang.t(w::STEP_PRESENTER)).hint(lang.t(w::STEP_PRESENTER_HINT)).select(lang, &fields, &who))
                (Field::new("time", lang.t(w::STEP_TIME)).needed().choices(lang, &fields, &[
                    ("fit", lang.t(w::STEP_TIME_FIT), ""),
                    ("keep", kept.as_str(), ""),
                ]))
                div.actions {
                    button.button.second data-testid="choose-protocol" { (lang.t(w::STEP_CHOOSE)) }
                    a.button.quiet href="/protocols" { (lang.t(w::STEP_READ)) }
                }
            }))
        }
    })
}

/// Whether the point has the time its protocol asks for, said kindly.
fn shortness(lang: Lang, item: &Item, held: &Held) -> Markup {
    let (_, below) = held.fitted(item.minutes, lang);
    let asked = held.protocol.minutes();
    html! {
        p data-testid="fit" {
            @if below.is_empty() { (lang.say(w::step_fits(item.minutes, held.name(lang)))) }
            @else if below.len() == held.protocol.steps.len() { (lang.say(w::step_short(asked, item.minutes, held.name(lang)))) }
            @else { (lang.say(w::step_short_some(asked, item.minutes, held.name(lang), below.join(", ")))) }
        }
    }
}

/// Holds a point by a protocol, or by none any more.
pub(super) async fn take(cx: Cx, Path(id): Path<ItemId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let (item, community) = agenda::find(tx, me, id)?;
        let at = f.raw("protocol").to_owned();
        let known = if at.is_empty() { None } else { protocols::find(tx, me, &at)? };
        // What the agenda took may be somebody else's by now: keeping it is no new choice.
        let kept = item.held.as_ref().filter(|h| h.protocol.key == at).map(|h| (*h.protocol).clone());
        let protocol = known.map(|k| k.protocol).or(kept);
        if protocol.is_none() && !at.is_empty() {
            return Err(Stop::Nothing);
        }
        let presenter = f.pick::<PersonId>("presenter");
        let works = |m: &communities::Membership| Some(m.person) == presenter && m.works();
        if presenter.is_some() && !communities::members(tx, community.id)?.iter().any(works) {
            return Err(Stop::Nothing);
        }
        let fit = protocol.is_some() && f.choice("time", &["fit", "keep"]) == "fit";
        let asked = protocol.as_ref().map_or(1, |p| i64::from(p.minutes()));
        let minutes = if fit { asked } else { item.minutes };
        let steps = protocol.as_ref().map_or(0, |p| p.steps.len());
        if usize::try_from(minutes).unwrap_or(0) < steps {
            f.wrong("time", w::STEP_TOO_SHORT);
        }
        if f.rev() != item.rev {
            f.wrong("protocol", w::STEP_CHANGED);
            return Err(Stop::stale(agenda::edit_page_now(tx, me, &item, &community, f)?));
        }
        if f.refused() {
            return Err(Stop::again(agenda::edit_page_now(tx, me, &item, &community, f)?));
        }
        if tx.exec(MINUTES, args![id, item.rev, minutes, me.person])? == 0 {
            f.wrong("protocol", w::STEP_CHANGED);
            return Err(Stop::stale(agenda::edit_page_now(tx, me, &item, &community, f)?));
        }
        match &protocol {
            Some(protocol) => choose(tx, community.district, id, protocol, presenter)?,
            None => take_off(tx, id)?,
        }
        if let Some(meeting) = item.meeting {
            meeting::stirs(tx, &community, meeting)?;
        }
        Ok(Go::to(format!("/items/{id}#protocol")))
    })
    .await
}

/// The next step is on, or the one before again. The form says which step it saw: pressed twice, or by two people, it moves once.
pub(super) async fn step(cx: Cx, Path(id): Path<ItemId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let item = queries::item(tx, id)?.ok_or(Stop::Nothing)?;
        let (meeting, community) = page::find_to_change(tx, me, item.meeting.ok_or(Stop::Nothing)?)?;
        let from = f.raw("from").parse::<usize>().map_err(|_| Stop::Nothing)?;
        let to = match f.choice("to", &["on", "back"]) {
            "on" => from.saturating_add(1),
            "back" => from.checked_sub(1).ok_or(Stop::Nothing)?,
            _ => return Err(Stop::Nothing),
        };
        step_on(tx, &community, &meeting, &item, from, to)?;
        Ok(Go::to(format!("/meetings/{}", meeting.id)))
    })
    .await
}
