//! Cycles in lists: mine, a community's, and how they stand for whoever sees that work is done but not what it says.

use axum::response::Response;
use face::{Drawing, Markup, Page, Room, empty, heading, html};
use store::{Conn, CycleId};

use super::cycle::State;
use super::queries::{self, Standing, Status};
use super::story;
use crate::communities::{self, Community};
use crate::{Cx, Stop, Viewer, w};

pub(super) async fn mine(cx: Cx) -> Response {
    cx.page(|c, me| {
        let lang = me.lang();
        let cycles = queries::mine(c, me)?;
        let communities = communities::mine(c, me)?;
        let open = cycles.iter().filter(|s| s.state == State::Open).count();
        let title = lang.say(w::cycles_title(open));
        let (going, ended): (Vec<_>, Vec<_>) = cycles.iter().partition(|s| s.state != State::Closed);
        let mine: Vec<_> = communities.iter().filter(|c| c.works_here()).collect();
        let body = html! {
            (heading(html! {}, &title, html! { (lang.t(w::CYCLES_LEAD)) }))
            section aria-label=(title) {
            @if going.is_empty() {
                @match mine.first() {
                    Some(first) => (empty(Drawing::Seed, lang.t(w::CYCLES_NONE), lang.t(w::CYCLES_NONE_WHY),
                        Some((&format!("/communities/{}/cycles/new", first.id), &lang.say(w::cycles_begin_in(first.name.as_str())))))),
                    None => (empty(Drawing::Table, lang.t(w::CYCLES_NO_COMMUNITY), lang.t(w::CYCLES_NO_COMMUNITY_WHY),
                        Some(("/communities", lang.t(w::CYCLES_TO_COMMUNITIES))))),
                }
            } @else {
                ul.list data-testid="my-cycles" { @for s in &going { (row(me, s)) } }
            }
            }
            @if !mine.is_empty() && !going.is_empty() {
                section aria-labelledby="begin" {
                    h2 #begin { (lang.t(w::CYCLES_BEGIN)) }
                    div.actions {
                        @for community in &mine {
                            a.button.second href={ "/communities/" (community.id) "/cycles/new" } { (lang.say(w::cycles_begin_in(community.name.as_str()))) }
                        }
                    }
                }
            }
            @if !ended.is_empty() {
                section aria-labelledby="ended" {
                    h2 #ended { (lang.t(w::CYCLES_ENDED)) }
                    ul.list { @for s in &ended { (row(me, s)) } }
                }
            }
        };
        let live: Vec<String> = going.iter().map(|s| format!("cycle:{}", s.id)).collect();
        Ok(Page::new(Room::Cycles, title, lang.t(face::w::AUDIENCE_YOU), body).live(live))
    })
    .await
}

/// A cycle as a line: its way drawn small, and where it stands as a sentence.
pub(super) fn row(me: &Viewer, s: &Standing) -> Markup {
    let lang = me.lang();
    html! {
        li data-testid="cycle-row" {
            div {
                a href={ "/cycles/" (s.id) } { (s.title) }
                small { (s.community_name) ". " (where_it_stands(me, s)) }
                (story::line(lang, &s.shape, &s.step, s.state))
            }
            span.when {
                @if let Some(at) = s.written.or(s.closed) { (face::since(lang, at, me.now, &me.zone)) } @else { (face::since(lang, s.began, me.now, &me.zone)) }
            }
        }
    }
}

/// Where a cycle stands, as a sentence.
fn where_it_stands(me: &Viewer, s: &Standing) -> String {
    let lang = me.lang();
    let step = s.shape.step(&s.step).map_or("", |(_, s)| s.name.get(lang.tag()));
    match s.state {
        State::Closed => {
            let outcome = s.outcome.as_deref().and_then(|o| s.shape.outcome(o));
            lang.say(w::cycle_stands_closed(outcome.map_or("", |o| o.name.get(lang.tag())), s.tries))
        }
        State::Paused => lang.say(w::cycle_stands_paused(step)),
        State::Open => lang.say(w::cycle_stands(
            step,
            s.tries,
            face::date_short(lang, face::day_of(s.at_step_since, &me.zone), me.today()),
        )),
    }
}

/// A step that waits for the viewer: a cycle of theirs goes on, and they have not written at the step it is at since it came
/// there; at a step where one tries things in class, not for a week.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub cycle: CycleId,
    pub title: String,
    pub community: String,
    /// The name of the step, in the viewer's language.
    pub step: String,
    /// What the step asks, in the viewer's language: its first field.
    pub asks: String,
    pub since: store::Time,
    pub due: Option<jiff::civil::Date>,
}

/// How many days a class is left in peace before the next try is asked for.
const DAYS_BETWEEN_TRIES: i64 = 7;

/// The steps that wait for the viewer, the longest waiting first.
pub fn waiting(c: &mut Conn, me: &Viewer) -> Result<Vec<Waiting>, Stop> {
    let tag = me.lang().tag();
    let mut found: Vec<Waiting> = queries::mine(c, me)?
        .into_iter()
        .filter(|s| s.state == State::Open)
        .filter_map(|s| {
            let (_, step) = s.shape.step(&s.step)?;
            let again = step.kind == learning::shape::StepKind::Apply;
            let waits = match s.mine_at_step.filter(|at| *at >= s.at_step_since) {
                None => Some(s.at_step_since),
                Some(at) if again && at.plus_days(DAYS_BETWEEN_TRIES) <= me.now => Some(at),
                Some(_) => None,
            }?;
            Some(Waiting {
                cycle: s.id,
                title: s.title.clone(),
                community: s.community_name.clone(),
                step: step.name.get(tag).to_owned(),
                asks: step.fields.first().map_or(String::new(), |f| f.label.get(tag).to_owned()),
                since: waits,
                due: s.due,
            })
        })
        .collect();
    found.sort_by_key(|w| w.since);
    Ok(found)
}

/// The cycles on a community's page: for its members with what they are about, for its leaders that work is done.
pub fn community_section(c: &mut Conn, me: &Viewer, community: &Community) -> Result<Markup, Stop> {
    let lang = me.lang();
    let seen = queries::of_community(c, me, community)?;
    if seen.is_empty() && !community.works_here() {
        let status = queries::status_of(c, me, community.id)?;
        return Ok(if status.is_empty() {
            html! {}
        } else {
            status_section(me, &status)
        });
    }
    let begin = format!("/communities/{}/cycles/new", community.id);
    Ok(html! {
        section #cycles aria-labelledby="cycles-head" {
            h2 #cycles-head { (lang.t(w::CYCLES_OF_COMMUNITY)) }
            @if seen.is_empty() {
                (empty(Drawing::Seed, lang.t(w::CYCLES_NONE), lang.t(w::CYCLES_NONE_WHY), Some((&begin, lang.t(w::CYCLES_BEGIN_ONE)))))
            } @else {
                ul.list { @for s in &seen { (row(me, s)) } }
                @if community.works_here() {
                    p.actions { a.button.second href=(begin) data-testid="begin-cycle" { (lang.t(w::CYCLES_BEGIN_ONE)) } }
                }
            }
        }
    })
}

/// For leaders: steps and counts, nothing that was written.
fn status_section(me: &Viewer, status: &[Status]) -> Markup {
    let lang = me.lang();
    html! {
        section #cycles aria-labelledby="cycles-head" data-testid="cycle-status" {
            h2 #cycles-head { (lang.t(w::CYCLES_OF_COMMUNITY)) }
            p.small { (lang.t(w::CYCLES_STATUS_WHY)) }
            ul.list {
                @for s in status {
                    li {
                        div {
                            (lang.say(w::cycle_status(s.entries, s.shape.name.get(lang.tag()), s.tries)))
                            small { (status_line(me, s)) }
                            (story::line(lang, &s.shape, &s.step, s.state))
                        }
                        span.when { (face::since(lang, s.written.unwrap_or(s.began), me.now, &me.zone)) }
                    }
                }
            }
        }
    }
}

fn status_line(me: &Viewer, s: &Status) -> String {
    let lang = me.lang();
    let step = s.shape.step(&s.step).map_or("", |(_, s)| s.name.get(lang.tag()));
    match s.state {
        State::Closed => {
            let outcome = s.outcome.as_deref().and_then(|o| s.shape.outcome(o));
            lang.say(w::cycle_stands_closed(outcome.map_or("", |o| o.name.get(lang.tag())), s.tries))
        }
        State::Paused => lang.say(w::cycle_stands_paused(step)),
        State::Open => lang.say(w::cycle_stands(step, s.tries, face::since(lang, s.at_step_since, me.now, &me.zone))),
    }
}
