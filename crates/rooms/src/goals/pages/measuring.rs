//! What is watched: adding and changing a measure, noting its values one by one or several pasted at once.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use face::{Conflict, Field, Fields, Markup, Page, Problem, Room, form, heading, html, number, problems, submit};
use jiff::civil::Date;
use store::{Conn, GoalId, MeasureId, PersonId};

use super::chart;
use crate::goals::goal::Goal;
use crate::goals::measure::{self, Better, Measure, NewMeasure, NewObservation, Watched};
use crate::goals::queries;
use crate::{Cx, Go, Sent, Stop, Viewer, people, w};

/// The goal, which the viewer must speak for, and which hasn't ended.
fn ours(c: &mut Conn, me: &Viewer, id: GoalId) -> Result<Goal, Stop> {
    let goal = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
    match (goal.ours, &goal.ended) {
        (false, _) => Err(Stop::NotYours(w::GOALS_ONLY_OWNER)),
        (true, Some(_)) => Err(Stop::Refused(w::GOALS_HAS_ENDED)),
        (true, None) => Ok(goal),
    }
}

/// The measure, if it is one of this goal's.
fn of_goal(c: &mut Conn, me: &Viewer, goal: GoalId, id: MeasureId) -> Result<Measure, Stop> {
    queries::measure_for(c, me.person, me.now, id)?.filter(|m| m.goal == goal).ok_or(Stop::Nothing)
}

pub(crate) async fn new(cx: Cx, Path(id): Path<GoalId>) -> Response {
    cx.page(move |c, me| {
        let goal = ours(c, me, id)?;
        let start = [("better", "higher".to_owned()), ("baseline_on", me.today().to_string())];
        measure_page(c, me, &goal, None, &Fields::prefilled(start))
    })
    .await
}

pub(crate) async fn create(cx: Cx, Path(id): Path<GoalId>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let goal = ours(tx, me, id)?;
        let given = Given::parse(f);
        if f.refused() {
            return Err(Stop::again(measure_page(tx, me, &goal, None, f)?));
        }
        let measure = measure::add_measure(tx, &goal, &given.as_new(), me.person)?;
        Ok(Go::to(format!("/goals/{id}/measures/{measure}")))
    })
    .await
}

/// What the form of a measure gives.
struct Given {
    name: String,
    unit: String,
    better: Better,
    baseline: Option<f64>,
    baseline_on: Option<Date>,
    target: Option<f64>,
    target_on: Option<Date>,
    change_on: Option<Date>,
    change: String,
}

impl Given {
    fn parse(f: &mut Fields) -> Given {
        let given = Given {
            name: f.needed("name", 120),
            unit: f.text("unit", 40),
            better: Better::named(f.choice("better", &["higher", "lower"])),
            baseline: f.number("baseline"),
            baseline_on: f.date("baseline_on"),
            target: f.number("target"),
            target_on: f.date("target_on"),
            change_on: f.date("change_on"),
            change: f.text("change", 60),
        };
        if let (Some(start), Some(target)) = (given.baseline, given.target) {
            let wrong = match given.better {
                Better::Higher => target <= start,
                Better::Lower => target >= start,
            };
            if wrong {
                f.wrong("target", w::GOALS_TARGET_WRONG_WAY);
            }
        }
        if let (Some(start), Some(target)) = (given.baseline_on, given.target_on)
            && target <= start
        {
            f.wrong("target_on", w::GOALS_TARGET_BEFORE);
        }
        if !given.change.is_empty() && given.change_on.is_none() && f.problem_of("change_on").is_none() {
            f.wrong("change_on", w::GOALS_CHANGE_WHEN);
        }
        given
    }

    fn as_new(&self) -> NewMeasure<'_> {
        NewMeasure {
            name: &self.name,
            unit: &self.unit,
            baseline: self.baseline,
            baseline_on: self.baseline_on.filter(|_| self.baseline.is_some()),
            target: self.target,
            target_on: self.target_on.filter(|_| self.target.is_some()),
            better: self.better,
            change_on: self.change_on,
            change: &self.change,
        }
    }
}

fn prefilled(m: &Measure) -> Fields {
    let figure = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    Fields::prefilled([
        ("name", m.name.clone()),
        ("unit", m.unit.clone()),
        ("better", m.better.stored().to_owned()),
        ("baseline", figure(m.baseline)),
        ("baseline_on", day(m.baseline_on)),
        ("target", figure(m.target)),
        ("target_on", day(m.target_on)),
        ("change_on", day(m.change_on)),
        ("change", m.change.clone()),
    ])
}

fn measure_page(c: &mut Conn, me: &Viewer, goal: &Goal, known: Option<&Measure>, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let audience = people::audience_line(c, me, goal.audience)?;
    let action = match known {
        Some(m) => format!("/goals/{}/measures/{}/edit", goal.id, m.id),
        None => format!("/goals/{}/measures/new", goal.id),
    };
    let title = lang.t(if known.is_some() { w::GOALS_MEASURE_EDIT } else { w::GOALS_WATCH_ADD });
    let better = [
        ("higher", lang.t(w::GOALS_HIGHER), lang.t(w::GOALS_HIGHER_WHAT)),
        ("lower", lang.t(w::GOALS_LOWER), lang.t(w::GOALS_LOWER_WHAT)),
    ];
    let body = html! {
        (heading(html! { a href={ "/goals/" (goal.id) } { (goal.text) } }, title, html! { (lang.t(w::GOALS_MEASURE_LEAD)) }))
        (problems(lang, f))
        div.narrow { (form(&me.who, &action, known.map(|m| m.rev), html! {
            (Field::new("name", lang.t(w::GOALS_MEASURE_NAME)).hint(lang.t(w::GOALS_MEASURE_NAME_HINT)).needed().input(lang, f, "text"))
            (Field::new("unit", lang.t(w::GOALS_UNIT)).hint(lang.t(w::GOALS_UNIT_HINT)).input(lang, f, "text"))
            (Field::new("better", lang.t(w::GOALS_BETTER)).needed().choices(lang, f, &better))
            div.row {
                (Field::new("baseline", lang.t(w::GOALS_BASELINE)).input(lang, f, "text"))
                (Field::new("baseline_on", lang.t(w::GOALS_BASELINE_ON)).input(lang, f, "date"))
            }
            div.row {
                (Field::new("target", lang.t(w::GOALS_TARGET)).input(lang, f, "text"))
                (Field::new("target_on", lang.t(w::GOALS_TARGET_ON)).input(lang, f, "date"))
            }
            details.more open[!f.raw("change_on").is_empty() || !f.raw("change").is_empty()] {
                summary { (lang.t(w::GOALS_CHANGE)) }
                div {
                    p.small { (lang.t(w::GOALS_CHANGE_WHY)) }
                    (Field::new("change", lang.t(w::GOALS_CHANGE_WHAT)).hint(lang.t(w::GOALS_CHANGE_WHAT_HINT)).input(lang, f, "text"))
                    (Field::new("change_on", lang.t(w::GOALS_CHANGE_ON)).input(lang, f, "date"))
                }
            }
            p { span.audience { (audience) } }
            div.actions { (submit(lang.t(face::w::SAVE))) a.button.quiet href={ "/goals/" (goal.id) } { (lang.t(face::w::CANCEL)) } }
        })) }
    };
    Ok(Page::new(Room::Goals, title, audience, body))
}

pub(crate) async fn edit(cx: Cx, Path((id, measure)): Path<(GoalId, MeasureId)>) -> Response {
    cx.page(move |c, me| {
        let goal = ours(c, me, id)?;
        let known = of_goal(c, me, id, measure)?;
        measure_page(c, me, &goal, Some(&known), &prefilled(&known))
    })
    .await
}

pub(crate) async fn save(cx: Cx, Path((id, measure)): Path<(GoalId, MeasureId)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let goal = ours(tx, me, id)?;
        let known = of_goal(tx, me, id, measure)?;
        let given = Given::parse(f);
        if f.refused() {
            return Err(Stop::again(measure_page(tx, me, &goal, Some(&known), f)?));
        }
        if f.rev() != known.rev {
            return Err(Stop::stale(conflict(tx, me, &goal, &known, f)?));
        }
        measure::change_measure(tx, &goal, measure, &given.as_new(), me.person)?;
        Ok(Go::to(format!("/goals/{id}/measures/{measure}")))
    })
    .await
}

/// Every field that differs, with both texts; the others are sent along as they are.
fn conflict(c: &mut Conn, me: &Viewer, goal: &Goal, known: &Measure, f: &Fields) -> Result<Page, Stop> {
    let lang = me.lang();
    let by = queries::last_by(c, goal.id, "measure.changed")?;
    let saved = prefilled(known);
    let all = [
        ("name", w::GOALS_MEASURE_NAME),
        ("unit", w::GOALS_UNIT),
        ("better", w::GOALS_BETTER),
        ("baseline", w::GOALS_BASELINE),
        ("baseline_on", w::GOALS_BASELINE_ON),
        ("target", w::GOALS_TARGET),
        ("target_on", w::GOALS_TARGET_ON),
        ("change", w::GOALS_CHANGE_WHAT),
        ("change_on", w::GOALS_CHANGE_ON),
    ];
    let differs = |name: &str| f.raw(name).trim() != saved.raw(name);
    let view = Conflict {
        action: &format!("/goals/{}/measures/{}/edit", goal.id, known.id),
        rev: known.rev,
        by: &by,
        fields: all
            .iter()
            .filter(|(name, _)| differs(name))
            .map(|(name, label)| (*name, lang.t(*label), f.raw(name).to_owned(), saved.raw(name).to_owned()))
            .collect(),
        hidden: all
            .iter()
            .filter(|(name, _)| !differs(name))
            .map(|(name, _)| (*name, saved.raw(name).to_owned()))
            .collect(),
    };
    let audience = people::audience_line(c, me, goal.audience)?;
    Ok(Page::new(Room::Goals, lang.t(face::w::CONFLICT_TITLE), audience, view.view(&me.who)))
}

pub(crate) async fn show(cx: Cx, Path((id, measure)): Path<(GoalId, MeasureId)>) -> Response {
    cx.page(move |c, me| {
        let goal = queries::find(c, me, id)?.ok_or(Stop::Nothing)?;
        let f = Fields::prefilled([("on", me.today().to_string())]);
        values_page(c, me, &goal, measure, &f, &[])
    })
    .await
}

/// The chart, the form for a value, the form for several, the list of values.
fn values_page(
    c: &mut Conn,
    me: &Viewer,
    goal: &Goal,
    id: MeasureId,
    f: &Fields,
    bad: &[(usize, String)],
) -> Result<Page, Stop> {
    let lang = me.lang();
    let watched = queries::measures(c, me, goal)?.into_iter().find(|m| m.measure.id == id).ok_or(Stop::Nothing)?;
    let known = &watched.measure;
    let names = queries::who_noted(c, id)?;
    let audience = people::audience_line(c, me, goal.audience)?;
    let path = format!("/goals/{}/measures/{id}", goal.id);
    let topic = format!("goal:{}", goal.id);
    let writes = goal.ours && goal.ended.is_none();
    let lead = if chart::kept_from(goal) {
        lang.say(w::goals_values_stay(goal.owner_name.as_str()))
    } else {
        chart::gist(me, &watched)
    };
    let body = html! {
        (heading(html! { a href={ "/goals/" (goal.id) } { (goal.text) } }, &known.name, html! { (lead) }))
        (problems(lang, f))
        section #chart aria-label=(known.name) data-live-on=(topic) data-live-get=(path) { (chart::figure(me, &watched)) }
        @if writes { (note_form(me, &path, &watched, f, bad)) }
        @if !watched.observations.is_empty() { (values_list(me, &watched, &names)) }
        @if writes { p.actions { a.button.quiet href={ (path) "/edit" } { (lang.t(w::GOALS_MEASURE_EDIT)) } } }
    };
    Ok(Page::new(Room::Goals, known.name.clone(), audience, body).live([topic]))
}

fn note_form(me: &Viewer, path: &str, watched: &Watched, f: &Fields, bad: &[(usize, String)]) -> Markup {
    let lang = me.lang();
    let unit = &watched.measure.unit;
    let value = lang.t(w::GOALS_VALUE);
    let label = if unit.is_empty() { value.to_owned() } else { format!("{value}, {unit}") };
    html! {
        section.narrow aria-labelledby="note" {
            div.sheet {
                h2 #note { (lang.t(w::GOALS_NOTE_VALUE)) }
                (form(&me.who, path, None, html! {
                    div.row {
                        (Field::new("on", lang.t(face::w::CHART_WHEN)).needed().input(lang, f, "date"))
                        (Field::new("value", &label).needed().input(lang, f, "text"))
                    }
                    div.row {
                        (Field::new("n", lang.t(w::GOALS_N)).input(lang, f, "text"))
                        (Field::new("note", lang.t(w::GOALS_NOTE)).input(lang, f, "text"))
                    }
                    p { span.audience { (lang.t(w::GOALS_FEW_STAY)) } }
                    div.actions { (submit(lang.t(w::GOALS_NOTE_IT))) }
                }))
            }
            details.more open[!bad.is_empty() || f.problem_of("lines").is_some()] {
                summary { (lang.t(w::GOALS_PASTE)) }
                div { (form(&me.who, &format!("{path}/paste"), None, html! {
                    @if !bad.is_empty() {
                        ul.list { @for (at, line) in bad.iter().take(20) { li { span { (lang.say(w::goals_paste_line(line.as_str(), *at))) } } } }
                    }
                    (Field::new("lines", lang.t(w::GOALS_PASTE_LINES)).hint(lang.t(w::GOALS_PASTE_HINT)).needed().area(lang, f, 8))
                    div.actions { (submit(lang.t(w::GOALS_PASTE_IT))) }
                })) }
            }
        }
    }
}

fn values_list(me: &Viewer, watched: &Watched, names: &HashMap<PersonId, String>) -> Markup {
    let lang = me.lang();
    html! {
        section {
            h2 #values { (lang.t(w::GOALS_VALUES)) }
            div.scroll tabindex="0" role="region" aria-labelledby="values" {
                table.figures {
                    thead { tr {
                        th scope="col" { (lang.t(face::w::CHART_WHEN)) } th scope="col" { (watched.measure.unit) }
                        th scope="col" { (lang.t(w::GOALS_N)) } th.words scope="col" { (lang.t(w::GOALS_NOTE)) }
                    } }
                    tbody { @for o in watched.observations.iter().rev() {
                        tr.new[o.at > me.looked_at && o.by != Some(me.person)] {
                            th scope="row" { (face::date_short(lang, o.on, me.today())) }
                            td { (number(o.value, 2)) }
                            td { @if let Some(n) = o.n { (number(n as f64, 0)) } @else { "–" } }
                            td.words { (o.note) @if let Some(name) = o.by.and_then(|by| names.get(&by)) { " " small { (name) } } }
                        }
                    } }
                }
            }
        }
    }
}

/// The latest day a value can be of: tomorrow, for who writes from a zone ahead.
fn latest(me: &Viewer) -> Date {
    me.today().tomorrow().unwrap_or(me.today())
}

pub(crate) async fn note(cx: Cx, Path((id, measure)): Path<(GoalId, MeasureId)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let goal = ours(tx, me, id)?;
        let known = of_goal(tx, me, id, measure)?;
        let on = f.date("on");
        let value = f.number("value");
        let n = f.number("n");
        let note = f.text("note", 300);
        if on.is_none() && f.problem_of("on").is_none() {
            f.wrong("on", face::w::ERROR_NEEDED);
        }
        if on.is_some_and(|on| on > latest(me)) {
            f.wrong("on", w::GOALS_FUTURE);
        }
        if value.is_none() && f.problem_of("value").is_none() {
            f.wrong("value", face::w::ERROR_NEEDED);
        }
        if n.is_some_and(|n| n.fract() != 0.0 || !(1.0..=10_000_000.0).contains(&n)) {
            f.problem("n", Problem::Plain(face::w::ERROR_WHOLE));
        }
        let (Some(on), Some(value), false) = (on, value, f.refused()) else {
            return Err(Stop::again(values_page(tx, me, &goal, measure, f, &[])?));
        };
        let new = NewObservation { on, value, n: n.map(|n| n as i64), note: &note };
        measure::note(tx, &goal, &known, me.person, &new)?;
        Ok(Go::to(format!("/goals/{id}/measures/{measure}")))
    })
    .await
}

pub(crate) async fn paste(cx: Cx, Path((id, measure)): Path<(GoalId, MeasureId)>, sent: Sent) -> Response {
    cx.act(sent.fields, move |tx, me, f| {
        let goal = ours(tx, me, id)?;
        let known = of_goal(tx, me, id, measure)?;
        let lines = f.needed("lines", 20_000);
        let values = measure::pasted(&lines, latest(me));
        let bad = match &values {
            Ok(values) if values.len() > 400 => {
                f.wrong("lines", w::GOALS_PASTE_MANY);
                Vec::new()
            }
            Ok(_) => Vec::new(),
            Err(bad) => {
                f.wrong("lines", w::GOALS_PASTE_BAD);
                bad.clone()
            }
        };
        let (Ok(values), false) = (values, f.refused()) else {
            return Err(Stop::again(values_page(tx, me, &goal, measure, f, &bad)?));
        };
        measure::note_all(tx, &goal, &known, me.person, &values)?;
        Ok(Go::to(format!("/goals/{id}/measures/{measure}")))
    })
    .await
}
