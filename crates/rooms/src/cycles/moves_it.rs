//! What a cycle moves: the run chart of its student goal, marked where the first try was made.

use face::charts::{Point, Reference, Run, Turn, run};
use face::{Lang, Markup, html};
use learning::runchart::{Baseline, FEWEST_POINTS, RunChart, Side, Signal, run_chart};

use super::cycle::Cycle;
use super::entry::Entry;
use crate::goals::{Better, Watched};
use crate::{Viewer, w};

/// The first measure that has values as a picture, the others as sentences.
pub(super) fn picture(me: &Viewer, cycle: &Cycle, watched: &[Watched], entries: &[Entry]) -> Markup {
    let lang = me.lang();
    let goal = cycle.links.student_goal;
    let first_try = entries.iter().filter(|e| e.kind == "try").map(|e| face::day_of(e.at, &me.zone)).min();
    let drawn = watched.iter().find(|w| !w.observations.is_empty());
    html! {
        @match (goal, drawn) {
            (None, _) => p.small { (lang.t(w::CYCLE_NO_GOAL_YET)) },
            (Some(goal), None) => {
                p.small { (lang.t(w::CYCLE_NO_VALUES_YET)) }
                p { a.button.quiet href={ "/goals/" (goal) } { (lang.t(w::CYCLE_GOAL_LINK)) } }
            },
            (Some(_), Some(drawn)) => {
                (chart(me, drawn, first_try))
                @for other in watched.iter().filter(|w| w.measure.id != drawn.measure.id) {
                    @if let Some(last) = other.last() {
                        p.small { (other.measure.name) ": " (with_unit(last.value, &other.measure.unit)) ", " (face::near(lang, last.on, me.today())) }
                    }
                }
            },
        }
    }
}

fn with_unit(value: f64, unit: &str) -> String {
    let number = face::number(value, 2);
    if unit == "%" { format!("{number}%") } else { format!("{number} {unit}").trim().to_owned() }
}

fn chart(me: &Viewer, watched: &Watched, first_try: Option<jiff::civil::Date>) -> Markup {
    let lang = me.lang();
    let (m, seen) = (&watched.measure, &watched.observations);
    // The first value of a day on or after the first try comes after it.
    let before = first_try.map(|day| seen.iter().take_while(|o| o.on < day).count());
    let values = watched.values();
    // The middle of before is frozen when there is enough of a before to speak of.
    let frozen = before.filter(|n| *n >= 3 && *n < values.len());
    let read = run_chart(&values, frozen.map_or(Baseline::All, Baseline::First)).ok();
    let points = seen
        .iter()
        .enumerate()
        .map(|(n, o)| Point {
            when: face::date_short(lang, o.on, me.today()),
            value: o.value,
            shown: with_unit(o.value, &m.unit),
            after: before.is_none_or(|b| n >= b),
            new: o.at > me.looked_at && o.by != Some(me.person),
        })
        .collect();
    let few = seen.iter().filter_map(|o| o.n).min();
    let many = seen.iter().filter_map(|o| o.n).max();
    let caption = html! {
        (m.name) @if !m.unit.is_empty() { " (" (m.unit) ")" }
        @if let (Some(few), Some(many)) = (few, many) { ". " (lang.say(w::cycle_chart_rests(few, many))) }
        @if watched.withheld > 0 { " " (lang.say(w::cycle_chart_withheld(watched.withheld))) }
    };
    let picture = Run {
        lang,
        label: lang.say(w::cycle_chart_label(
            seen.len(),
            with_unit(values.first().copied().unwrap_or_default(), &m.unit),
            with_unit(values.last().copied().unwrap_or_default(), &m.unit),
            m.name.as_str(),
        )),
        value: if m.unit.is_empty() { m.name.clone() } else { format!("{} ({})", m.name, m.unit) },
        points,
        middle: read.as_ref().map(|r| Reference {
            value: r.centre,
            label: if frozen.is_some() {
                lang.say(w::cycle_chart_middle_before(face::number(r.centre, 1)))
            } else {
                lang.say(w::cycle_chart_middle(face::number(r.centre, 1)))
            },
        }),
        frozen,
        target: m.target.map(|t| Reference { value: t, label: lang.say(w::cycle_chart_target(face::number(t, 2))) }),
        turns: before
            .filter(|b| *b < values.len())
            .map(|before| Turn { before, label: lang.t(w::CYCLE_CHART_FIRST_TRY).to_owned() })
            .into_iter()
            .collect(),
        caption,
    };
    html! { (run(&picture)) @if let Some(read) = read { (reading(lang, &read, values.len(), frozen.is_some(), m.better)) } }
}

/// What the chart allows to say, and how sure that is.
fn reading(lang: Lang, read: &RunChart, values: usize, from_before: bool, better: Better) -> Markup {
    let good = match (read.longest.map(|r| r.side), better) {
        (Some(Side::Above), Better::Higher) | (Some(Side::Below), Better::Lower) => w::CYCLE_READ_GOOD_SIDE,
        _ => w::CYCLE_READ_OTHER_SIDE,
    };
    let length = read.longest.map_or(0, |r| r.length);
    let (class, text) = match read.signal {
        Signal::Shift if from_before => {
            ("signal", format!("{} {}", lang.say(w::cycle_read_shift(length)), lang.t(good)))
        }
        Signal::Shift => ("signal", lang.say(w::cycle_read_shift_all(length))),
        Signal::FewCrossings => ("signal", lang.t(w::CYCLE_READ_CROSSINGS).to_owned()),
        Signal::None => ("signal unsure", lang.t(w::CYCLE_READ_NONE).to_owned()),
        Signal::TooFew if values >= FEWEST_POINTS => ("signal unsure", lang.say(w::cycle_read_on_line(read.useful))),
        Signal::TooFew => ("signal unsure", lang.say(w::cycle_read_few(values))),
    };
    html! {
        div class=(class) data-testid="signal" {
            p { (text) }
            small { (lang.t(w::CYCLE_READ_SOURCE)) }
        }
    }
}
