//! Pictures of data, drawn on the server as SVG: quiet, labelled in place, with a sentence for who can't see them and the same
//! figures as a table. Looks are classes of `web/styles/figures.css`; positions are attributes.
//!
//! A chart takes plain structs whose labels are in the viewer's language already. A group that may not be shown has no figures
//! here at all: what is protected never reaches a chart.

mod change;
mod distribution;
mod intervals;
mod run;

pub use change::{Change, Line, change};
pub use distribution::{Bar, Distribution, Mark, distribution};
pub use intervals::{Intervals, Row, Span, intervals};
pub use run::{Point, Reference, Run, Turn, run};

use maud::{Markup, html};
use words::Lang;

use crate::length::To;
use crate::{number, w};

/// Width of a drawing, in its own units; text is 12 of them high.
const WIDTH: f64 = 400.0;

/// A whole figure: drawing, reading in words, table one tap away.
fn figure(lang: Lang, label: &str, height: f64, drawing: Markup, caption: &Markup, table: Markup) -> Markup {
    html! {
        figure.figure data-testid="chart" {
            svg.chart viewBox={ "0 0 " (WIDTH) " " (To(height)) } role="img" aria-label=(label) { (drawing) }
            @if !caption.0.is_empty() { figcaption { (caption) } }
            details.more {
                summary { (lang.t(w::AS_TABLE)) }
                div.scroll tabindex="0" role="region" aria-label=(lang.t(w::AS_TABLE)) { (table) }
            }
        }
    }
}

/// How wide a text is in the drawing, about.
fn wide(text: &str) -> f64 {
    text.chars().count() as f64 * 6.3
}

/// How wide a label is: they are set a little larger.
fn label_wide(text: &str) -> f64 {
    wide(text) * 1.1
}

/// A label in one line, or in two when one is too long for `room`; cut when two are.
fn lines(text: &str, room: f64) -> Vec<String> {
    if label_wide(text) <= room {
        return vec![text.to_owned()];
    }
    let words: Vec<&str> = text.split(' ').collect();
    // The break that leaves the longer of the two lines shortest.
    let halves = (1..words.len()).map(|at| (words[..at].join(" "), words[at..].join(" ")));
    match halves.min_by_key(|(a, b)| a.chars().count().max(b.chars().count())) {
        Some((a, b)) => vec![fitting(&a, room / 1.1), fitting(&b, room / 1.1)],
        None => vec![fitting(text, room / 1.1)],
    }
}

/// The text cut to what fits into `room`.
fn fitting(text: &str, room: f64) -> String {
    let most = (room / 6.3).max(4.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A scale from values to positions, with round ticks.
struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    step: f64,
    places: usize,
}

impl Scale {
    /// A scale that holds every value, from position `from` to position `to`, with about `ticks` round marks.
    fn over(values: impl IntoIterator<Item = f64>, from: f64, to: f64, ticks: f64) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter(|v| v.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low == high {
            let half = if low == 0.0 { 1.0 } else { low.abs() * 0.05 };
            (low, high) = (low - half, high + half);
        }
        let raw = (high - low) / ticks;
        let power = 10f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|s| s * power).find(|s| *s >= raw * 0.999).unwrap_or(raw);
        let places = if step >= 1.0 { 0 } else { (-step.log10().floor()).clamp(0.0, 6.0) as usize };
        Scale { low: (low / step).floor() * step, high: (high / step).ceil() * step, from, to, step, places }
    }

    fn place(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Where a mark stands, and what it says.
    fn ticks(&self) -> Vec<(f64, String)> {
        let count = ((self.high - self.low) / self.step).round().min(40.0) as usize;
        (0..=count)
            .map(|i| {
                let value = self.low + i as f64 * self.step;
                (self.place(value), number(value, self.places))
            })
            .collect()
    }
}

/// Horizontal grid lines with their figures at the left.
fn level_grid(scale: &Scale, left: f64) -> Markup {
    html! {
        @for (y, text) in scale.ticks() {
            line.grid x1=(To(left)) x2=(WIDTH) y1=(To(y)) y2=(To(y)) {}
            text.end x=(To(left - 8.0)) y=(To(y + 4.0)) { (text) }
        }
    }
}

/// How much room the figures of a vertical scale need at the left.
fn left_room(scale: &Scale) -> f64 {
    scale.ticks().iter().map(|(_, text)| wide(text)).fold(12.0, f64::max) + 14.0
}

/// Labels moved apart so that none covers another: takes wished heights, gives heights at least `gap` apart, order kept.
fn apart(wished: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|a, b| wished[*a].total_cmp(&wished[*b]));
    let mut placed = wished.to_vec();
    let mut floor = low;
    for i in &order {
        placed[*i] = placed[*i].max(floor);
        floor = placed[*i] + gap;
    }
    let mut ceiling = high;
    for i in order.iter().rev() {
        placed[*i] = placed[*i].min(ceiling);
        ceiling = placed[*i] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_everything() {
        let scale = Scale::over([77.0, 91.0], 200.0, 20.0, 4.0);
        let texts: Vec<String> = scale.ticks().into_iter().map(|(_, t)| t).collect();
        assert_eq!(texts, ["75", "80", "85", "90", "95"]);
        assert_eq!(Scale::over([0.1, 0.34], 0.0, 1.0, 4.0).ticks()[1].1, "0.2");
        assert!((Scale::over([5.0], 0.0, 1.0, 4.0).place(5.0) - 0.5).abs() < 1e-9);
        assert!(Scale::over([], 0.0, 1.0, 4.0).ticks().len() > 1);
    }

    #[test]
    fn labels_move_apart_in_order() {
        assert_eq!(apart(&[50.0, 52.0, 10.0], 14.0, 0.0, 100.0), [50.0, 64.0, 10.0]);
        assert_eq!(apart(&[98.0, 99.0], 14.0, 0.0, 100.0), [86.0, 100.0]);
    }

    #[test]
    fn a_long_label_takes_two_lines() {
        assert_eq!(lines("Girls", 100.0), ["Girls"]);
        assert_eq!(lines("Students in small classes", 110.0), ["Students in", "small classes"]);
        assert!(lines("Donaudampfschifffahrtsgesellschaft", 60.0)[0].ends_with('…'));
    }

    fn a_run() -> Run {
        let point = |when: &str, value: f64, new| Point {
            when: when.into(),
            value,
            shown: number(value, 1),
            after: value > 80.0,
            new,
        };
        Run {
            lang: Lang::En,
            label: "Run chart of words a minute".into(),
            value: "Words a minute".into(),
            points: vec![point("Aug 31", 78.0, false), point("Sep 7", 80.0, false), point("<b>", 91.0, true)],
            middle: Some(Reference { value: 79.0, label: "middle before: 79".into() }),
            frozen: Some(2),
            target: Some(Reference { value: 100.0, label: "target: 100".into() }),
            turns: vec![Turn { before: 2, label: "partner reading".into() }],
            caption: html! {},
        }
    }

    #[test]
    fn a_run_chart_says_what_it_draws() {
        let drawn = run(&a_run()).into_string();
        for text in [
            "role=\"img\"",
            "aria-label=\"Run chart of words a minute\"",
            "target: 100",
            "partner reading",
            "<table",
            "dot new",
        ] {
            assert!(drawn.contains(text), "{text} in {drawn}");
        }
        assert!(!drawn.contains("<b>") && !drawn.contains("style=") && !drawn.contains("NaN"), "{drawn}");
        assert!(
            run(&Run { points: vec![], middle: None, target: None, turns: vec![], ..a_run() })
                .into_string()
                .contains("<svg")
        );
    }

    #[test]
    fn a_withheld_group_has_words_and_no_dot() {
        let row = |name: &str, span| Row { name: name.into(), span, strong: false };
        let chart = Intervals {
            lang: Lang::Es,
            label: "Grupos".into(),
            value: "Puntos".into(),
            overall: Some(Reference { value: 450.0, label: "todos: 450".into() }),
            rows: vec![
                row(
                    "a",
                    Some(Span { count: Some(30), mean: 440.0, low: Some(430.0), high: Some(450.0), extra: vec![] }),
                ),
                row("b", None),
            ],
            extra: vec![],
            caption: html! {},
        };
        let drawn = intervals(&chart).into_string();
        assert_eq!(drawn.matches("<circle").count(), 1);
        assert_eq!(drawn.matches("no se muestra").count(), 2, "in the picture and in the table: {drawn}");
    }
}
