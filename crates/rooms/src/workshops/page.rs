//! The page of a workshop: on a phone of who takes part, and of who leads. What is on and how long stands in a part of its own, that
//! moves also while somebody writes; what they write in waits until they are done.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use face::{Fields, Markup, Page, Room, form, heading, html, problems};
use learning::deciding::Rank;
use learning::workshop::Work;
use store::{Conn, PersonId, Time, WorkshopId};
use uuid::Uuid;

use super::queries;
use super::workshop::{State, Table, Workshop};
use super::{record, stages};
use crate::{Cx, Stop, Viewer, people, surveys, vision, w};

/// Everything a page of a workshop that isn't over shows.
pub(super) struct Desk<'a> {
    pub me: &'a Viewer,
    pub w: &'a Workshop,
    pub leads: bool,
    pub table: Table,
    pub people: Vec<(PersonId, String)>,
    /// How many have given dots in the vote that is on.
    pub voted: i64,
    /// One's own dots in it.
    pub own: BTreeMap<Uuid, u32>,
    /// How the last vote that is over came out.
    pub tally: Option<(usize, Vec<Rank<Uuid>>)>,
    /// What is read, when it is a survey's report.
    pub report: Option<String>,
    /// What the place says already, where words are put together.
    pub says: Vec<(vision::Kind, String)>,
}

impl Desk<'_> {
    pub fn topic(&self) -> String {
        format!("workshop:{}", self.w.id)
    }

    pub fn table_topic(&self) -> String {
        format!("table:{}", self.w.id)
    }

    pub fn here(&self) -> bool {
        self.people.iter().any(|(p, _)| *p == self.me.person)
    }
}

/// A workshop the viewer may see.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: WorkshopId) -> Result<Workshop, Stop> {
    queries::find(c, me, id)?.ok_or(Stop::Nothing)
}

/// A workshop the viewer takes part in, and that isn't over.
pub(super) fn find_to_take_part(c: &mut Conn, me: &Viewer, id: WorkshopId) -> Result<Workshop, Stop> {
    let w = find(c, me, id)?;
    if !w.takes_part {
        return Err(Stop::NotYours(w::WORKSHOP_WHO_TAKES_PART));
    }
    Ok(w)
}

/// A workshop the viewer leads.
pub(super) fn find_to_lead(c: &mut Conn, me: &Viewer, id: WorkshopId) -> Result<Workshop, Stop> {
    let w = find(c, me, id)?;
    if w.leads(c, me)? { Ok(w) } else { Err(Stop::NotYours(w::WORKSHOP_WHO_LEADS)) }
}

/// Who sees it: who is asked, and how many came in by the code.
pub(super) fn audience(c: &mut Conn, me: &Viewer, w: &Workshop) -> Result<String, Stop> {
    let line = people::audience_line(c, me, w.base)?;
    if w.base == w.audience {
        return Ok(line);
    }
    let count = |a: store::Audience| a.principals().len();
    let more = count(store::audience::load(c, w.audience)?).saturating_sub(count(store::audience::load(c, w.base)?));
    Ok(format!("{line} {}", me.lang().say(w::workshop_by_code(more))))
}

/// Gathers what the pages of a workshop show.
pub(super) fn desk<'a>(c: &mut Conn, me: &'a Viewer, w: &'a Workshop) -> Result<Desk<'a>, Stop> {
    let table = queries::table(c, me.person, w)?;
    let people = queries::people(c, w.id)?;
    let leads = w.leads(c, me)?;
    let (mut voted, mut own) = (0, BTreeMap::new());
    let stage = w.stage();
    if let Some(stage) = stage.filter(|s| matches!(s.work, Work::Vote { .. })) {
        voted = queries::voted(c, w, &stage.key)?;
        own = queries::own_ballot(c, me.person, w, &stage.key)?;
    }
    let last = w.shape.vote_before(w.at + 1);
    let tally = match last {
        Some(at) => stages::counted(c, me, w, &table, at)?.map(|ranks| (at, ranks)),
        None => None,
    };
    let report = match w.wave {
        Some(wave) if matches!(stage.map(|s| &s.work), Some(Work::Read { .. })) => surveys::named(c, me, wave)?,
        _ => None,
    };
    let says = match stage.map(|s| &s.work) {
        Some(Work::Draft { .. }) => says(c, me, w)?,
        _ => Vec::new(),
    };
    Ok(Desk { me, w, leads, table, people, voted, own, tally, report, says })
}

/// The vision and the description that hold at the place or above it: to be seen beside what is worded.
fn says(c: &mut Conn, me: &Viewer, w: &Workshop) -> Result<Vec<(vision::Kind, String)>, Stop> {
    let near = vision::near(c, me, Some(w.org))?;
    let kinds = [vision::Kind::Vision, vision::Kind::Description];
    let mut found = Vec::new();
    for near in near.iter().filter(|n| kinds.contains(&n.statement.kind)) {
        if let Some(held) = near.kept.holding() {
            let text: Vec<&str> = held.clauses.iter().map(|c| c.text.as_str()).collect();
            found.push((near.statement.kind, text.join(" ")));
        }
    }
    Ok(found)
}

pub(super) async fn show(cx: Cx, Path(id): Path<WorkshopId>) -> Response {
    cx.page(move |c, me| {
        let w = find(c, me, id)?;
        if w.state == State::Ended { record::page(c, me, &w) } else { running(c, me, &w, &Fields::default()) }
    })
    .await
}

/// The page while it goes on or rests, with a form that needs another look.
pub(super) fn running(c: &mut Conn, me: &Viewer, w: &Workshop, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = audience(c, me, w)?;
    let d = desk(c, me, w)?;
    let stage = w.stage().ok_or(Stop::Nothing)?;
    let body = html! {
        (head(&d))
        (problems(lang, f))
        @if d.leads { (lead(&d)) }
        @if w.takes_part { (stages::work(&d, f, &audience)) }
        @else { p { (lang.t(w::WORKSHOP_WHO_TAKES_PART)) } }
        (who(&d))
    };
    let title = format!("{}: {}", w.title, stage.name.get(lang.tag()));
    Ok(Page::new(Room::Goals, title, audience, body).live([d.topic(), d.table_topic()]))
}

/// How a kind of stage is called in markup, so that what waits can be told from what is on.
pub(super) fn sort(work: &Work) -> &'static str {
    match work {
        Work::Read { .. } => "read",
        Work::Write { .. } => "write",
        Work::Reveal { .. } => "reveal",
        Work::Cluster { .. } => "cluster",
        Work::Vote { .. } => "vote",
        Work::Draft { .. } => "draft",
        Work::Talk => "talk",
    }
}

/// What is on, what to do, and how long.
fn head(d: &Desk<'_>) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let Some(stage) = w.stage() else { return html! {} };
    let tag = lang.tag();
    let kicker = html! { a href="/workshops" { (lang.t(w::WORKSHOPS)) } ", " (w.title) ", " (w.place) };
    html! {
        div.workshop-head #workshop-head data-sort=(sort(&stage.work)) data-live-on=(d.topic()) data-live-get=(w.path()) data-live-say=(lang.t(w::WORKSHOP_MOVED)) {
            (heading(kicker, &lang.say(w::workshop_stage(stage.name.get(tag), w.at + 1, w.shape.stages.len())), html! {}))
            @if w.state == State::Paused {
                p.notice role="status" data-testid="paused" { span { (lang.t(w::WORKSHOP_RESTS)) } }
            }
            div.at-work {
                div {
                    p.turn data-testid="prompt" { (stage.prompt.get(tag)) }
                }
                @if w.runs() { div { (counting(me, w.since, w.until)) } }
            }
            p.script-less { a href=(w.path()) data-testid="look-again" { (lang.t(w::WORKSHOP_LOOK_AGAIN)) } }
        }
    }
}

/// A clock that counts down to `until`, and how much of the time since `from` is used.
pub(super) fn counting(me: &Viewer, from: Time, until: Time) -> Markup {
    let left = until.seconds() - me.now.seconds();
    let whole = (until.seconds() - from.seconds()).max(1) as f64;
    let share = ((me.now.seconds() - from.seconds()) as f64 / whole).clamp(0.0, 1.0);
    let shown = format!("{}{}:{:02}", if left < 0 { "+" } else { "" }, left.abs() / 60, left.abs() % 60);
    html! {
        p.clock role="timer" data-testid="clock" data-until=(until.stamp()) data-now=(me.now.stamp()) { (shown) }
        progress data-from=(from.stamp()) data-until=(until.stamp()) max="1" value=(format!("{share:.2}")) aria-label=(me.lang().t(w::MEETING_TIME_USED)) {}
    }
}

/// For who leads: on to the next stage, more time, the screen, the code.
fn lead(d: &Desk<'_>) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    let tag = lang.tag();
    let next = w.shape.stage(w.at + 1);
    let act = |way: &str| format!("{}/{way}", w.path());
    html! {
        section.lead #workshop-lead aria-label=(lang.t(w::WORKSHOP_LEADING)) data-live-on={ (d.topic()) " " (d.table_topic()) } data-live-get=(w.path()) {
            p data-testid="progress" { (progress(d)) }
            (form(&me.who, &act("stage"), None, html! {
                input type="hidden" name="from" value=(w.at);
                div.actions {
                    @if w.state == State::Paused { button.button name="to" value="resume" data-testid="resume" { (lang.t(w::WORKSHOP_RESUME)) } }
                    @else if let Some(next) = next { button.button name="to" value=(w.at + 1) data-testid="next-stage" { (lang.say(w::workshop_next(next.name.get(tag)))) } }
                    @else { a.button href=(act("end")) data-testid="to-end" { (lang.t(w::WORKSHOP_END)) } }
                    @if w.runs() { button.button.second name="to" value="more" data-testid="more-time" { (lang.t(w::WORKSHOP_MORE_TIME)) } }
                    a.button.quiet href=(act("screen")) data-testid="screen" { (lang.t(w::WORKSHOP_SCREEN)) }
                }
            }))
            p.small { (lang.say(w::workshop_code_is(spaced(&w.code)))) }
            details.more {
                summary data-testid="all-stages" { (lang.t(w::WORKSHOP_ALL_STAGES)) }
                (form(&me.who, &act("stage"), None, html! {
                    input type="hidden" name="from" value=(w.at);
                    ol.list.tight {
                        @for (n, stage) in w.shape.stages.iter().enumerate() {
                            li aria-current=[(n == w.at).then_some("step")] {
                                div { (stage.name.get(tag)) small { (lang.say(w::workshop_minutes(stage.minutes))) } }
                                @if n != w.at { button.link name="to" value=(n) aria-label=(lang.say(w::workshop_go_to(stage.name.get(tag)))) { (lang.t(w::WORKSHOP_GO)) } }
                                @else { span.when.now { (lang.t(w::WORKSHOP_NOW)) } }
                            }
                        }
                    }
                    div.actions {
                        @if w.runs() { button.button.small.second name="to" value="pause" data-testid="pause" { (lang.t(w::WORKSHOP_PAUSE)) } }
                    }
                }))
                p { a.button.small.quiet href=(act("end")) data-testid="end" { (lang.t(w::WORKSHOP_END)) } }
            }
        }
    }
}

/// A code as it is read aloud.
pub(super) fn spaced(code: &str) -> String {
    let (first, last) = code.split_at(code.len() / 2);
    format!("{first} {last}")
}

/// How far the group is with what is on, in a sentence.
pub(super) fn progress(d: &Desk<'_>) -> String {
    let lang = d.me.lang();
    let part = lang.say(w::workshop_take_part(d.people.len()));
    let Some(stage) = d.w.stage() else { return part };
    let more = match &stage.work {
        Work::Write { .. } => {
            let (slips, from) = d.table.count(&stage.key);
            lang.say(w::workshop_slips_from(slips, from))
        }
        Work::Vote { .. } if d.w.at == d.w.reached => lang.say(w::workshop_voted(d.voted)),
        Work::Reveal { of } | Work::Cluster { of } => {
            let (slips, _) = d.table.count(of);
            lang.say(w::workshop_slips(slips))
        }
        _ => String::new(),
    };
    if more.is_empty() { part } else { format!("{part} {more}") }
}

/// Who takes part, and what is kept of them.
fn who(d: &Desk<'_>) -> Markup {
    let (me, w) = (d.me, d.w);
    let lang = me.lang();
    html! {
        section.narrow #workshop-who data-live-on=(d.topic()) data-live-get=(w.path()) aria-labelledby="who" {
            h2 #who { (lang.say(w::workshop_take_part(d.people.len()))) }
            @let names: Vec<&str> = d.people.iter().map(|(_, n)| n.as_str()).collect();
            @if names.len() > 12 { details.more { summary { (lang.t(w::WORKSHOP_NAMES)) } p { (names.join(", ")) } } }
            @else { p { (names.join(", ")) } }
            @if w.takes_part && !d.here() {
                (form(&me.who, &format!("{}/here", w.path()), None, html! { button.button.small.second data-testid="here" { (lang.t(w::WORKSHOP_HERE)) } }))
            }
            p.small { (lang.t(w::WORKSHOP_NAMELESS)) }
        }
    }
}
