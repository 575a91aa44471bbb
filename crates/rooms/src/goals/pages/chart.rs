//! A measure drawn as a run chart, with what it says and how sure that is.

use face::charts::{Point, Reference, Run, Turn, run};
use face::{Markup, html, number};
use learning::runchart::{Baseline, RunChart, Side, Signal, run_chart};

use crate::goals::goal::Goal;
use crate::goals::measure::{Better, Measure, Watched, values_stay};
use crate::{Viewer, w};

/// So many values before a change make a middle of their own to judge later ones by; with fewer, all values make it.
const ENOUGH_BEFORE: usize = 6;

/// A value with its unit: "91 words a minute", "46 %".
pub(crate) fn value(measure: &Measure, x: f64) -> String {
    let unit = measure.unit.trim();
    if unit.is_empty() { number(x, 2) } else { format!("{} {unit}", number(x, 2)) }
}

/// The run chart of a measure: drawing, table, and the reading in words. Nothing when there is no value to show.
pub(crate) fn figure(me: &Viewer, watched: &Watched) -> Markup {
    let lang = me.lang();
    let measure = &watched.measure;
    let values = watched.values();
    let turn = measure.change_on.map(|day| watched.observations.iter().filter(|o| o.on < day).count());
    let frozen = turn.filter(|n| *n >= ENOUGH_BEFORE && *n < values.len());
    let baseline = frozen.map_or(Baseline::All, Baseline::First);
    // Values were checked when they were noted, so the chart fails only without any.
    let Ok(chart) = run_chart(&values, baseline) else { return html! {} };
    let today = me.today();
    let day = |on| face::date_short(lang, on, today);
    let points = watched.observations.iter().map(|o| Point {
        when: day(o.on),
        value: o.value,
        shown: number(o.value, 2),
        after: measure.change_on.is_none_or(|change| o.on >= change),
        new: o.at > me.looked_at && o.by != Some(me.person),
    });
    let middle = number(chart.centre, 2);
    let (first, last) = (&watched.observations[0], &watched.observations[values.len() - 1]);
    let drawn = Run {
        lang,
        label: lang.say(w::goals_chart_label(
            values.len(),
            day(first.on),
            number(first.value, 2),
            measure.name.as_str(),
            day(last.on),
            number(last.value, 2),
        )),
        value: if measure.unit.is_empty() { measure.name.clone() } else { measure.unit.clone() },
        points: points.collect(),
        middle: Some(Reference {
            value: chart.centre,
            label: match frozen {
                Some(_) => lang.say(w::goals_chart_middle_before(middle.as_str())),
                None => lang.say(w::goals_chart_middle(middle.as_str())),
            },
        }),
        frozen,
        target: measure.target.map(|t| Reference { value: t, label: lang.say(w::goals_chart_target(number(t, 2))) }),
        turns: turn
            .map(|before| Turn {
                before,
                label: if measure.change.is_empty() {
                    lang.t(w::GOALS_CHART_CHANGE).into()
                } else {
                    measure.change.clone()
                },
            })
            .into_iter()
            .collect(),
        caption: caption(me, watched),
    };
    html! { (run(&drawn)) (reading(me, watched, &chart)) }
}

/// What the values rest on.
fn caption(me: &Viewer, watched: &Watched) -> Markup {
    let lang = me.lang();
    let counts: Vec<i64> = watched.observations.iter().filter_map(|o| o.n).collect();
    let rests = match (counts.iter().min(), counts.iter().max()) {
        (Some(least), Some(most)) if least == most => Some(lang.say(w::goals_chart_rests_on(*most))),
        (Some(least), Some(most)) => Some(lang.say(w::goals_chart_rests_between(*least, *most))),
        _ => None,
    };
    html! {
        (watched.measure.name) @if !watched.measure.unit.is_empty() { ", " (watched.measure.unit) } "."
        @if let Some(rests) = rests { " " (rests) } @else { " " (lang.t(w::GOALS_CHART_RESTS_UNKNOWN)) }
        @if watched.withheld > 0 { " " (lang.say(w::goals_withheld(watched.withheld))) }
    }
}

/// The signal, or its absence, in words that say how sure they are.
fn reading(me: &Viewer, watched: &Watched, chart: &RunChart) -> Markup {
    let lang = me.lang();
    let wanted = match watched.measure.better {
        Better::Higher => Side::Above,
        Better::Lower => Side::Below,
    };
    let run = chart.longest.filter(|_| chart.signal == Signal::Shift);
    let since = run.map(|r| face::date_short(lang, watched.observations[r.from].on, me.today()));
    let against = run.is_some_and(|r| r.side != wanted);
    let said = match (chart.signal, run, since) {
        (Signal::Shift, Some(run), Some(since)) => {
            let said = if run.side == Side::Above {
                lang.say(w::goals_signal_above(run.length, chart.longest_limit, since))
            } else {
                lang.say(w::goals_signal_below(run.length, chart.longest_limit, since))
            };
            let way = if against { w::GOALS_SIGNAL_AGAINST } else { w::GOALS_SIGNAL_WANTED };
            format!("{said} {}", lang.t(way))
        }
        (Signal::FewCrossings, ..) => lang.say(w::goals_signal_crossings(chart.crossings, chart.crossings_limit)),
        (Signal::TooFew, ..) => lang.say(w::goals_signal_few(chart.useful)),
        _ => lang.t(w::GOALS_SIGNAL_NONE).into(),
    };
    let unsure = matches!(chart.signal, Signal::None | Signal::TooFew);
    html! {
        div.signal.unsure[unsure].needs[against] data-testid="signal" {
            p { (said) }
            small { (lang.t(w::GOALS_SIGNAL_METHOD)) }
        }
    }
}

/// A small line of the values, for a row; nothing for fewer than two.
pub(crate) fn spark(watched: &Watched) -> Markup {
    let values = watched.values();
    if values.len() < 2 {
        return html! {};
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let place = |i: usize, v: f64| {
        let x = 2.0 + 92.0 * i as f64 / (values.len() - 1) as f64;
        let y = if high > low { 21.0 - 18.0 * (v - low) / (high - low) } else { 12.0 };
        format!("{x:.1},{y:.1}")
    };
    let points: Vec<String> = values.iter().enumerate().map(|(i, v)| place(i, *v)).collect();
    html! { svg.chart.spark viewBox="0 0 96 24" aria-hidden="true" { polyline.line points=(points.join(" ")) {} } }
}

/// From where to where, in a sentence: the first and the newest value the viewer may see, and the target.
pub(crate) fn gist(me: &Viewer, watched: &Watched) -> String {
    let lang = me.lang();
    let measure = &watched.measure;
    let today = me.today();
    let Some(last) = watched.last() else {
        return match measure.baseline {
            Some(start) => lang.say(w::goals_gist_start(measure.name.as_str(), value(measure, start))),
            None => lang.say(w::goals_gist_nothing(measure.name.as_str())),
        };
    };
    let start = match (measure.baseline, watched.observations.first()) {
        (Some(start), _) => Some(start),
        (None, Some(first)) if first.on != last.on => Some(first.value),
        _ => None,
    };
    let (now, when) = (value(measure, last.value), face::date_short(lang, last.on, today));
    let said = match start {
        Some(start) => lang.say(w::goals_gist_from(number(start, 2), measure.name.as_str(), now, when)),
        None => lang.say(w::goals_gist_now(measure.name.as_str(), now, when)),
    };
    match (measure.target, measure.target_on) {
        (Some(target), Some(on)) => {
            format!("{said} {}", lang.say(w::goals_gist_target(face::date_short(lang, on, today), number(target, 2))))
        }
        (Some(target), None) => format!("{said} {}", lang.say(w::goals_gist_target_open(number(target, 2)))),
        _ => said,
    }
}

/// Whether values are kept from this viewer because of what the goal is about.
pub(crate) fn kept_from(goal: &Goal) -> bool {
    !goal.ours && values_stay(goal.kind, goal.level)
}
