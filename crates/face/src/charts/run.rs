//! A run chart: one value after another, the middle of the values, what was changed when, and what we aim at.

use maud::{Markup, html};
use words::Lang;

use super::{Scale, To, WIDTH, figure, fitting, left_room, level_grid, wide};
use crate::w;

/// One value at one time.
pub struct Point {
    /// The date, as people say it.
    pub when: String,
    pub value: f64,
    /// The value as it is written in the table.
    pub shown: String,
    /// Drawn filled: after the change; the others are drawn open.
    pub after: bool,
    /// Not seen before by this person: drawn in gold.
    pub new: bool,
}

/// A level that goes across, with its name: "middle before: 79".
pub struct Reference {
    pub value: f64,
    pub label: String,
}

/// Something was changed between two points.
pub struct Turn {
    /// The place of the first point after it (0 up to the number of points).
    pub before: usize,
    /// "partner reading"
    pub label: String,
}

/// A run chart about to be drawn.
pub struct Run {
    pub lang: Lang,
    /// A sentence for who can't see the picture.
    pub label: String,
    /// What is measured, with its unit: the head of the table's column.
    pub value: String,
    /// In the order of time.
    pub points: Vec<Point>,
    /// The median, if there is one to show.
    pub middle: Option<Reference>,
    /// The median rests on so many first points: it is drawn solid over them and goes on thinner.
    pub frozen: Option<usize>,
    pub target: Option<Reference>,
    pub turns: Vec<Turn>,
    /// The reading in words, below; with a link if there is one.
    pub caption: Markup,
}

const HEIGHT: f64 = 250.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = HEIGHT - 36.0;

/// Draws a run chart.
pub fn run(chart: &Run) -> Markup {
    let lang = chart.lang;
    let lines = chart.middle.iter().chain(&chart.target);
    let values = chart.points.iter().map(|p| p.value).chain(lines.map(|l| l.value));
    let y = Scale::over(values, BOTTOM, TOP, 4.0);
    let left = left_room(&y);
    let (first, last) = (left + 10.0, WIDTH - 10.0);
    let steps = chart.points.len().saturating_sub(1).max(1) as f64;
    // One point alone stands in the middle.
    let x = |i: f64| if chart.points.len() < 2 { (first + last) / 2.0 } else { first + i * (last - first) / steps };
    let height = |i: usize| y.place(chart.points[i].value);
    let way: Vec<String> = (0..chart.points.len()).map(|i| format!("{},{}", To(x(i as f64)), To(height(i)))).collect();
    // As many dates as stand beside each other: a language with long months shows fewer.
    let widest = chart.points.iter().map(|p| wide(&p.when)).fold(0.0, f64::max);
    let most = ((WIDTH - left) / (widest + 12.0)) as usize;
    let drawing = html! {
        (level_grid(&y, left))
        @if let Some(target) = &chart.target {
            line.target x1=(To(left)) x2=(WIDTH) y1=(To(y.place(target.value))) y2=(To(y.place(target.value))) {}
            text.target x=(To(left + 4.0)) y=(To(y.place(target.value) - 6.0)) { (fitting(&target.label, WIDTH - left)) }
        }
        @if let Some(middle) = &chart.middle {
            @let level = To(y.place(middle.value));
            @if let Some(frozen) = chart.frozen.filter(|n| *n > 0 && *n < chart.points.len()) {
                line.median.held x1=(To(left)) x2=(To(x(frozen as f64 - 0.5))) y1=(level) y2=(level) {}
            }
            line.median x1=(To(left)) x2=(WIDTH) y1=(level) y2=(level) {}
            text.median.end x=(WIDTH) y=(To(y.place(middle.value) + 15.0)) { (fitting(&middle.label, WIDTH - left)) }
        }
        @for (n, turn) in chart.turns.iter().enumerate() {
            @let place = x(turn.before as f64 - 0.5).clamp(left, WIDTH);
            @let to_left = place - left > wide(&turn.label) + 8.0;
            @let row = 14.0 + (n % 2) as f64 * 13.0;
            line.mark x1=(To(place)) x2=(To(place)) y1="18" y2=(To(BOTTOM + 2.0)) {}
            text.mark.end[to_left] x=(To(if to_left { place - 6.0 } else { place + 6.0 })) y=(To(row)) {
                (fitting(&turn.label, if to_left { place - left } else { WIDTH - place }))
            }
        }
        @if chart.points.len() > 1 { polyline.line points=(way.join(" ")) {} }
        @for (i, point) in chart.points.iter().enumerate() {
            circle.dot.open[!point.after && !point.new].new[point.new] cx=(To(x(i as f64))) cy=(To(height(i))) r="4" {
                title { (point.when) ": " (point.shown) }
            }
        }
        @for i in labelled(chart.points.len(), most) {
            @let place = x(i as f64);
            text.middle[i > 0 && i + 1 < chart.points.len() || chart.points.len() == 1].end[i > 0 && i + 1 == chart.points.len()]
                x=(To(if i == 0 && chart.points.len() > 1 { place - 4.0 } else if i + 1 == chart.points.len() && i > 0 { WIDTH } else { place })) y=(To(HEIGHT - 10.0)) {
                (chart.points[i].when)
            }
        }
    };
    let table = html! {
        table.figures {
            caption { (chart.label) }
            thead { tr { th scope="col" { (lang.t(w::CHART_WHEN)) } th scope="col" { (chart.value) } th.words scope="col" { (lang.t(w::CHART_NOTE)) } } }
            tbody {
                @for (i, point) in chart.points.iter().enumerate() {
                    tr.new[point.new] {
                        th scope="row" { (point.when) }
                        td { (point.shown) }
                        td.words { @for turn in chart.turns.iter().filter(|t| t.before == i) { (turn.label) " " } }
                    }
                }
            }
            tfoot {
                @for line in chart.middle.iter().chain(&chart.target) { tr { th scope="row" colspan="3" { (line.label) } } }
            }
        }
    };
    figure(lang, &chart.label, HEIGHT, drawing, &chart.caption, table)
}

/// Which of `count` points have their date under them: first, last, and one or two between when there is room for so many.
fn labelled(count: usize, most: usize) -> Vec<usize> {
    match (count, most) {
        (0, _) => vec![],
        (1..=3, _) if count <= most => (0..count).collect(),
        (1, _) => vec![0],
        (4.., 4..) => vec![0, count / 3, 2 * count / 3, count - 1],
        (4.., 3) => vec![0, count / 2, count - 1],
        _ => vec![0, count - 1],
    }
}
