//! The page of a cycle: the stem with what was written, the form of the step, and what it moves.

use axum::extract::{Path, Query};
use axum::response::Response;
use face::{Field, Fields, Markup, Page, Room, heading, html, problems, upload_form};
use learning::shape::{Step, StepKind};
use serde::Deserialize;
use store::{Conn, CycleId};

use super::Here;
use super::cycle::{Cycle, State, Turn};
use super::entry::Entry;
use super::step_form::{self, Choices, Earlier};
use super::story::{self, Look, Shown};
use super::{moves_it, queries};
use crate::communities::{self, Community};
use crate::goals::{self, Goal, Watched};
use crate::{Cx, Stop, Viewer, w};

#[derive(Deserialize, Default)]
pub(super) struct At {
    /// The step to write at, when it isn't the one the cycle is at.
    #[serde(default)]
    at: String,
}

/// A cycle the viewer can see, with its community.
pub(super) fn find(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<(Turn, Community), Stop> {
    let (cycle, moved, community) = c.together(|c| {
        Ok::<_, Stop>((queries::find(c, me, id)?, queries::moves(c, id)?, communities::around(c, me, id.0)?))
    })?;
    let turn = queries::turn_that(c, cycle.ok_or(Stop::Nothing)?, moved)?;
    Ok((turn, community.ok_or(Stop::Nothing)?))
}

/// The same, for somebody who works there.
pub(super) fn find_to_change(c: &mut Conn, me: &Viewer, id: CycleId) -> Result<(Turn, Community), Stop> {
    let (turn, community) = find(c, me, id)?;
    if community.works_here() { Ok((turn, community)) } else { Err(Stop::NotYours(w::CYCLE_MEMBERS_ONLY)) }
}

pub(super) async fn show(cx: Cx, Path(id): Path<CycleId>, Query(asked): Query<At>) -> Response {
    cx.page(move |c, me| {
        let (turn, community) = find(c, me, id)?;
        let at = if turn.standing.been.contains(&asked.at) { asked.at } else { turn.cycle.step.clone() };
        cycle_page(c, me, &turn, &community, &at, None)
    })
    .await
}

/// What the page asks about a cycle, of several rooms at once.
struct Asked {
    entries: Vec<Entry>,
    evidence: queries::Beside,
    aims: Vec<Goal>,
    watched: Vec<Watched>,
    /// Which cycle of its community it is.
    number: i64,
    audience: String,
    /// What can be picked in the form of the step, when there is one.
    choices: Option<Choices>,
    sections: Vec<Markup>,
}

fn ask(c: &mut Conn, me: &Viewer, cycle: &Cycle, community: &Community, step: Option<&Step>) -> Result<Asked, Stop> {
    let (entries, evidence) = queries::written(c, me, cycle.id)?;
    let aims = goals::of_community(c, me, community)?;
    let watched = match cycle.links.student_goal {
        Some(goal) => goals::measures_of(c, me, goal)?,
        None => Vec::new(),
    };
    let number = queries::how_manieth(c, cycle)?;
    let audience = community.audience_line(c, me, cycle.audience)?;
    let measures: Vec<_> = watched.iter().map(|w| w.measure.clone()).collect();
    let choices = match step {
        Some(step) => Some(step_form::choices(c, me, step, community, &aims, &measures)?),
        None => None,
    };
    let here = Here { cycle, community, entries: &entries };
    let sections = crate::CYCLE_SECTIONS.iter().map(|section| section(c, me, &here)).collect::<Result<_, _>>()?;
    Ok(Asked { entries, evidence, aims, watched, number, audience, choices, sections })
}

/// The page with the form of step `at`: as it opens, or with what was sent and needs another look.
pub(super) fn cycle_page(
    c: &mut Conn,
    me: &Viewer,
    turn: &Turn,
    community: &Community,
    at: &str,
    sent: Option<&Fields>,
) -> Result<Page, Stop> {
    let lang = me.lang();
    let cycle = &turn.cycle;
    let writes = community.works_here() && cycle.state != State::Closed;
    let step_here = turn.shape.step(at).map(|(_, s)| s).filter(|_| writes && cycle.state == State::Open);
    let Asked { entries, evidence, aims, watched, number, audience, choices, sections } =
        c.together(|c| ask(c, me, cycle, community, step_here))?;
    let shown = Shown { me, turn, evidence: &evidence, writes };
    let step_form = match step_here.zip(choices) {
        Some((step, choices)) => {
            let earlier = match cycle.grew_from.filter(|_| turn.shape.steps[0].key == step.key) {
                Some(earlier) => Earlier {
                    entries: queries::entries(c, me, earlier)?,
                    next: queries::find(c, me, earlier)?.map(|e| e.next).unwrap_or_default(),
                },
                None => Earlier::default(),
            };
            let opened;
            let fields = match sent {
                Some(sent) => sent,
                None => {
                    opened = step_form::prefilled(turn, step, &entries, &earlier, &choices, me);
                    &opened
                }
            };
            let form = entry_form(me, turn, community, step, fields, &choices, &audience);
            // What a step asks once is asked again only of whoever wants to; one tries things many times.
            let main = |e: &&Entry| step.fields.iter().any(|f| f.required && e.fields.contains_key(&f.key));
            let said = entries.iter().filter(|e| e.step == step.key).any(|e| main(&e));
            let folded = said && sent.is_none() && step.kind != StepKind::Apply;
            let form = if folded {
                html! { details.more { summary { (lang.t(w::CYCLE_ADD_MORE)) } (form) } }
            } else {
                form
            };
            Some((step.key.as_str(), form))
        }
        None => None,
    };
    let lead = entries
        .iter()
        .rev()
        .filter(|e| e.step == turn.shape.steps[0].key)
        .find_map(|e| turn.shape.steps[0].fields.iter().filter(|f| f.required).find_map(|f| e.fields.get(&f.key)))
        .map(|t| goals::shorten(t, 240))
        .unwrap_or_else(|| turn.shape.about.get(lang.tag()).to_owned());
    let began = face::date_short(lang, face::day_of(cycle.began, &me.zone), me.today());
    let kicker = html! {
        a href={ "/communities/" (community.id) } { (community.name) } ", " (lang.say(w::cycle_number(number, began)))
    };
    let here = format!("/cycles/{}", cycle.id);
    let body = html! {
        (heading(kicker, &cycle.title, html! { (lead) }))
        @if let Some(state) = rest_notice(me, turn) { (state) }
        (goal_pair(me, cycle, &aims))
        // While it runs, the step comes first; afterwards, what came of it.
        @if cycle.state == State::Closed { @for section in &sections { (section) } }
        div.two {
            section #where aria-labelledby="steps" data-live-on={ "cycle:" (cycle.id) } data-live-get=(here) data-live-say=(lang.t(w::CYCLE_LIVE)) {
                h2 #steps { (lang.t(if cycle.state == State::Closed { w::CYCLE_WHERE_CLOSED } else { w::CYCLE_WHERE })) }
                (stem(me, turn, &entries, &shown, at, step_form.as_ref(), &here))
                (shown.way())
            }
            section #moves aria-labelledby="evidence" data-live-on=[cycle.links.student_goal.map(|g| format!("goal:{g}"))] data-live-get=(here) {
                h2 #evidence { (lang.t(w::CYCLE_MOVES)) }
                (moves_it::picture(me, cycle, &watched, &entries))
            }
        }
        @if cycle.state != State::Closed { @for section in &sections { (section) } }
    };
    let live =
        std::iter::once(format!("cycle:{}", cycle.id)).chain(cycle.links.student_goal.map(|g| format!("goal:{g}")));
    Ok(Page::new(Room::Cycles, cycle.title.clone(), audience, body).live(live))
}

fn rest_notice(me: &Viewer, turn: &Turn) -> Option<Markup> {
    let lang = me.lang();
    let last = turn.moved.last()?;
    match turn.cycle.state {
        State::Open => None,
        State::Paused => Some(html! {
            p.notice data-testid="paused" {
                span { (lang.say(w::cycle_paused_notice(face::since(lang, last.at, me.now, &me.zone), last.by_name.as_str()))) @if !last.why.is_empty() { " " (last.why) } }
            }
        }),
        State::Closed => {
            let outcome = turn.cycle.outcome.as_deref().and_then(|o| turn.shape.outcome(o));
            Some(html! {
                div.notice.done data-testid="closed" {
                    div {
                        p { strong { @if let Some(o) = outcome { (o.name.get(lang.tag())) ". " } } @if let Some(o) = outcome { (o.why.get(lang.tag())) } }
                        @if !last.why.is_empty() { p { (last.why) } }
                        @if !turn.cycle.next.is_empty() { p { (lang.say(w::cycle_next_is(turn.cycle.next.as_str()))) } }
                        p.actions { a.button.second href={ "/communities/" (turn.cycle.community) "/cycles/new?from=" (turn.cycle.id) } data-testid="next-cycle" { (lang.t(w::CYCLE_BEGIN_NEXT)) } }
                    }
                }
            })
        }
    }
}

fn goal_pair(me: &Viewer, cycle: &Cycle, aims: &[Goal]) -> Markup {
    let lang = me.lang();
    let of = |id: Option<store::GoalId>| id.and_then(|id| aims.iter().find(|g| g.id == id));
    let (students, ours) = (of(cycle.links.student_goal), of(cycle.links.educator_goal));
    html! {
        @if students.is_some() || ours.is_some() {
            section.pair aria-label=(lang.t(w::CYCLE_GOALS)) {
                @for (name, goal) in [(w::CYCLE_FOR_STUDENTS, students), (w::CYCLE_FOR_US, ours)] {
                    @if let Some(goal) = goal {
                        div {
                            p.kicker { (lang.t(name)) }
                            p { (goal.text) }
                            small { a href={ "/goals/" (goal.id) } { (lang.t(w::CYCLE_GOAL_LINK)) } }
                        }
                    }
                }
            }
        }
    }
}

fn stem(
    me: &Viewer,
    turn: &Turn,
    entries: &[Entry],
    shown: &Shown<'_>,
    at: &str,
    step_form: Option<&(&str, Markup)>,
    here: &str,
) -> Markup {
    let lang = me.lang();
    let cycle = &turn.cycle;
    html! {
        ol.stem data-testid="stem" {
            @for (n, step) in turn.shape.steps.iter().enumerate() {
                @let look = story::look(&turn.shape, &cycle.step, cycle.state, |s| turn.standing.been.contains(s), n);
                @let here_written: Vec<&Entry> = entries.iter().filter(|e| e.step == step.key).collect();
                @let is_now = matches!(look, Look::Now | Look::Paused);
                @let gist = story::gist(lang, step, &here_written);
                li class=(look.class()) id={ "step-" (step.key) } aria-current=[is_now.then_some("step")] {
                    h3 {
                        @if !is_now && cycle.state != State::Closed && turn.standing.been.contains(&step.key) {
                            a href={ (here) "?at=" (step.key) "#step-" (step.key) } { (step.name.get(lang.tag())) }
                        } @else { (step.name.get(lang.tag())) }
                        span.visually-hidden { ", " (lang.t(look.word())) }
                    }
                    @if is_now || at == step.key || (cycle.state == State::Closed && !here_written.is_empty()) {
                        @if cycle.state != State::Closed { small { (step.why.get(lang.tag())) } }
                        @if step.evidence { (expected(me, turn, entries)) }
                        div id={ "said-" (step.key) } data-live-on={ "cycle:" (cycle.id) } data-live-get={ (here) "?at=" (step.key) } {
                            @for entry in &here_written { (shown.entry(step, entry)) }
                        }
                        @if let Some((_, form)) = step_form.filter(|(key, _)| *key == step.key) { (form) }
                        @if shown.writes && is_now { (shown.ways_on()) }
                    } @else if let Some(gist) = gist {
                        small { (gist) @if here_written.len() > 1 { " " (lang.say(w::cycle_entries(here_written.len()))) "." } }
                    } @else if look == Look::Skipped {
                        small { (lang.t(w::CYCLE_SKIPPED)) }
                    } @else {
                        small { (step.why.get(lang.tag())) }
                        @if step.evidence && let Some(due) = cycle.due.filter(|_| look == Look::Ahead) {
                            small { (lang.say(w::cycle_due(face::date_short(lang, due, me.today())))) }
                        }
                    }
                }
            }
        }
    }
}

/// The prediction, beside the results.
fn expected(me: &Viewer, turn: &Turn, entries: &[Entry]) -> Markup {
    let lang = me.lang();
    let fields = turn.shape.steps.iter().flat_map(|s| s.fields.iter().filter(|f| f.prediction).map(move |f| (s, f)));
    let said: Vec<(&Entry, &String)> = fields
        .flat_map(|(s, f)| {
            entries.iter().filter(move |e| e.step == s.key).filter_map(move |e| e.fields.get(&f.key).map(|t| (e, t)))
        })
        .collect();
    html! {
        div.signal data-testid="expected" {
            @if said.is_empty() { p { (lang.t(w::CYCLE_NOT_PREDICTED)) } }
            @for (entry, text) in said {
                p { (lang.say(w::cycle_expected(text.as_str()))) }
                small { (entry.by_name) ", " (face::since(lang, entry.at, me.now, &me.zone)) }
            }
        }
    }
}

fn entry_form(
    me: &Viewer,
    turn: &Turn,
    community: &Community,
    step: &learning::shape::Step,
    fields: &Fields,
    choices: &Choices,
    audience: &str,
) -> Markup {
    let lang = me.lang();
    let goal_asked = step.fields.iter().any(|f| f.kind == learning::shape::FieldKind::Goal);
    html! {
        div.sheet {
            (problems(lang, fields))
            (upload_form(&me.who, &format!("/cycles/{}/entries", turn.cycle.id), html! {
                input type="hidden" name="step" value=(step.key);
                (step_form::inputs(turn, step, lang, fields, choices))
                (beside_inputs(me, fields, choices))
                @if choices.peer {
                    label.check {
                        input type="checkbox" name="seen" value="peers" checked[fields.raw("seen") == "peers"];
                        span { (lang.t(w::CYCLE_SEEN_PEERS)) small { (lang.t(w::CYCLE_SEEN_PEERS_WHY)) } }
                    }
                }
                div.actions { button.button data-testid="add-entry" { (lang.t(w::CYCLE_ADD_ENTRY)) } }
                p.audience {
                    span {
                        (audience)
                        @if step.kind == StepKind::Apply { " " (lang.t(w::CYCLE_LEADERS_SEE)) }
                        @if step.fields.iter().any(|f| f.kind == learning::shape::FieldKind::Need) { " " (lang.t(w::CYCLE_NEED_SEEN)) }
                        @if goal_asked { " " (lang.say(w::cycle_goal_seen(community.org_name.as_str()))) }
                    }
                }
            }))
        }
    }
}

/// What can be laid beside an entry: a number, a link, a file. Optional depth.
pub(super) fn beside_inputs(me: &Viewer, fields: &Fields, choices: &Choices) -> Markup {
    let lang = me.lang();
    let asked = ["value", "value-what", "link", "link-what", "file"]
        .iter()
        .any(|n| !fields.raw(n).is_empty() || fields.problem_of(n).is_some());
    let chart: Vec<(String, String)> = std::iter::once((String::new(), lang.t(w::CYCLE_CHART_NO).to_owned()))
        .chain(choices.measures.iter().map(|m| (m.id.to_string(), m.name.clone())))
        .collect();
    html! {
        details.more open[asked] {
            summary { (lang.t(w::CYCLE_BESIDE)) }
            div {
                div.row {
                    (Field::new("value", lang.t(w::CYCLE_NUMBER_LABEL)).main().input(lang, fields, "text"))
                    (Field::new("value-what", lang.t(w::CYCLE_NUMBER_WHAT)).main().input(lang, fields, "text"))
                }
                @if !choices.measures.is_empty() {
                    div.row {
                        (Field::new("measure", lang.t(w::CYCLE_CHART)).main().select(lang, fields, &chart))
                        (Field::new("on", lang.t(w::CYCLE_CHART_ON)).main().input(lang, fields, "date"))
                        (Field::new("n", lang.t(w::CYCLE_CHART_N)).main().input(lang, fields, "number"))
                    }
                }
                div.row {
                    (Field::new("link", lang.t(w::CYCLE_LINK)).main().input(lang, fields, "url"))
                    (Field::new("link-what", lang.t(w::CYCLE_LINK_WHAT)).main().input(lang, fields, "text"))
                }
                (Field::new("file", lang.t(w::CYCLE_FILE)).hint(lang.t(w::CYCLE_FILE_HINT)).main().input(lang, fields, "file"))
            }
        }
    }
}

/// What is watched for a cycle's student goal.
pub(super) fn watched_of(c: &mut Conn, me: &Viewer, cycle: &Cycle) -> Result<Vec<Watched>, Stop> {
    match cycle.links.student_goal {
        Some(goal) => Ok(goals::measures_of(c, me, goal)?),
        None => Ok(Vec::new()),
    }
}
