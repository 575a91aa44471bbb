//! Change over time: a line per group from sitting to sitting, its name at its end.

use maud::{Markup, html};
use words::Lang;

use super::{Scale, To, WIDTH, apart, figure, label_wide, left_room, level_grid, lines};
use crate::{number, w};

/// A group through time. A value that may not be shown, or that isn't there, is none; the line has a gap there.
pub struct Line {
    pub name: String,
    /// One per time, in the order of [`Change::times`].
    pub values: Vec<Option<f64>>,
    /// Drawn softer: something to compare with.
    pub soft: bool,
}

/// Lines about to be drawn.
pub struct Change {
    pub lang: Lang,
    /// A sentence for who can't see the picture.
    pub label: String,
    /// What is measured, with its unit.
    pub value: String,
    /// The sittings, in order: "Kindergarten, May 1986"; written in two lines when there is no room for one.
    pub times: Vec<String>,
    pub lines: Vec<Line>,
    pub caption: Markup,
}

const HEIGHT: f64 = 262.0;

/// Draws the lines.
pub fn change(chart: &Change) -> Markup {
    let lang = chart.lang;
    let (top, bottom) = (14.0, HEIGHT - 46.0);
    let y = Scale::over(chart.lines.iter().flat_map(|l| l.values.iter().flatten().copied()), bottom, top, 4.0);
    let left = left_room(&y);
    // One line alone needs no name at its end: the heading and the table say whose it is.
    let named = if chart.lines.len() < 2 { 18.0 } else { WIDTH * 0.27 };
    let named = chart.lines.iter().map(|l| label_wide(&l.name)).fold(0.0, f64::max).min(named);
    let (first, last) = (left + 12.0, WIDTH - named - 14.0);
    let steps = chart.times.len().saturating_sub(1).max(1) as f64;
    let x = |i: usize| first + i as f64 * (last - first) / steps;
    let ends: Vec<(usize, f64)> = chart
        .lines
        .iter()
        .map(|l| {
            let end = l.values.iter().enumerate().rev().find_map(|(i, v)| v.map(|v| (i, y.place(v))));
            end.unwrap_or((chart.times.len().saturating_sub(1), bottom))
        })
        .collect();
    let labels = apart(&ends.iter().map(|(_, h)| *h).collect::<Vec<_>>(), 30.0, top, bottom);
    let room = (last - first) / steps;
    let drawing = html! {
        (level_grid(&y, left))
        @for (n, line) in chart.lines.iter().enumerate() {
            @for piece in pieces(&line.values) {
                @let points: Vec<String> = piece.iter().map(|(i, v)| format!("{},{}", To(x(*i)), To(y.place(*v)))).collect();
                polyline.line.soft[line.soft] points=(points.join(" ")) {}
                @for (i, v) in &piece {
                    circle.dot.open[line.soft] cx=(To(x(*i))) cy=(To(y.place(*v))) r="3.5" { title { (line.name) ", " (chart.times[*i]) ": " (number(*v, 1)) } }
                }
            }
            @if chart.lines.len() > 1 && line.values.iter().any(Option::is_some) {
                @let name = lines(&line.name, WIDTH - last - 10.0);
                @for (row, text) in name.iter().enumerate() {
                    @let shift = if name.len() == 1 { 4.0 } else { -3.0 + 15.0 * row as f64 };
                    text.label x=(To(last + 10.0)) y=(To(labels[n] + shift)) { (text) }
                }
            }
        }
        @for (i, time) in chart.times.iter().enumerate() {
            @for (row, text) in lines(time, room - 6.0).iter().enumerate() {
                text.middle[i > 0] x=(To(if i == 0 { left } else { x(i) })) y=(To(HEIGHT - 24.0 + 15.0 * row as f64)) { (text) }
            }
        }
    };
    let table = html! {
        table.figures {
            caption { (chart.label) }
            thead { tr { th scope="col" { (chart.value) } @for time in &chart.times { th scope="col" { (time) } } } }
            tbody {
                @for line in &chart.lines {
                    tr {
                        th scope="row" { (line.name) }
                        @for value in &line.values {
                            @match value {
                                Some(v) => td { (number(*v, 1)) },
                                None => td.hidden { (lang.t(w::CHART_WITHHELD_SHORT)) },
                            }
                        }
                    }
                }
            }
        }
    };
    figure(lang, &chart.label, HEIGHT, drawing, &chart.caption, table)
}

/// A line without its gaps.
fn pieces(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut pieces = vec![Vec::new()];
    for (i, value) in values.iter().enumerate() {
        match (value, pieces.last_mut()) {
            (Some(v), Some(piece)) => piece.push((i, *v)),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}
