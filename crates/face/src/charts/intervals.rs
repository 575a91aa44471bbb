//! Groups side by side: the mean of each with the interval in which the true one most likely lies.

use maud::{Markup, html};
use words::Lang;

use super::{Reference, Scale, To, WIDTH, figure, fitting, label_wide, lines, wide};
use crate::{number, w};

/// The figures of a group that may be shown.
pub struct Span {
    /// How many it rests on, if that may be said.
    pub count: Option<u64>,
    pub mean: f64,
    /// The interval, when one can be given.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// More cells for the table, as many as [`Intervals::extra`] names.
    pub extra: Vec<String>,
}

/// A group by its name; without figures when they are withheld.
pub struct Row {
    pub name: String,
    pub span: Option<Span>,
    /// The one the page is about.
    pub strong: bool,
}

/// Groups about to be drawn.
pub struct Intervals {
    pub lang: Lang,
    /// A sentence for who can't see the picture.
    pub label: String,
    /// What is measured, with its unit.
    pub value: String,
    /// Everybody together.
    pub overall: Option<Reference>,
    pub rows: Vec<Row>,
    /// Heads of further columns in the table.
    pub extra: Vec<String>,
    pub caption: Markup,
}

/// Draws the groups, one under the other in the order given.
pub fn intervals(chart: &Intervals) -> Markup {
    let lang = chart.lang;
    let longest = chart.rows.iter().map(|r| label_wide(&r.name)).fold(0.0, f64::max);
    let left = (longest + 16.0).clamp(60.0, WIDTH * 0.4);
    let names: Vec<Vec<String>> = chart.rows.iter().map(|r| lines(&r.name, left - 12.0)).collect();
    let spans = || chart.rows.iter().filter_map(|r| r.span.as_ref());
    let values =
        spans().flat_map(|s| [Some(s.mean), s.low, s.high]).flatten().chain(chart.overall.iter().map(|o| o.value));
    let x = Scale::over(values, left, WIDTH - 44.0, 4.0);
    let step = if names.iter().any(|n| n.len() > 1) { 36.0 } else { 26.0 };
    let top = if chart.overall.is_some() { 26.0 } else { 10.0 };
    let bottom = top + step * chart.rows.len() as f64;
    let height = bottom + 38.0;
    let drawing = html! {
        @for (place, text) in x.ticks() {
            line.grid x1=(To(place)) x2=(To(place)) y1=(To(top)) y2=(To(bottom)) {}
            text.middle x=(To(place)) y=(To(bottom + 16.0)) { (text) }
        }
        text.end x=(WIDTH) y=(To(height - 4.0)) { (fitting(&chart.value, WIDTH)) }
        @if let Some(overall) = &chart.overall {
            @let place = x.place(overall.value);
            @let right = place + wide(&overall.label) / 2.0 > WIDTH;
            line.median x1=(To(place)) x2=(To(place)) y1=(To(top - 6.0)) y2=(To(bottom)) {}
            text.median.middle[!right].end[right] x=(To(if right { WIDTH } else { place })) y="12" { (overall.label) }
        }
        @for (n, row) in chart.rows.iter().enumerate() {
            @let y = top + step * (n as f64 + 0.5);
            @for (at_line, text) in names[n].iter().enumerate() {
                @let shift = if names[n].len() == 1 { 4.0 } else { -4.0 + 15.0 * at_line as f64 };
                text.label.end.strong[row.strong] x=(To(left - 12.0)) y=(To(y + shift)) { (text) }
            }
            @match &row.span {
                Some(span) => {
                    @if let (Some(low), Some(high)) = (span.low, span.high) {
                        line.interval x1=(To(x.place(low))) x2=(To(x.place(high))) y1=(To(y)) y2=(To(y)) {}
                    }
                    circle.dot cx=(To(x.place(span.mean))) cy=(To(y)) r="4" { title { (row.name) ": " (number(span.mean, 1)) } }
                    text.value.end x=(WIDTH) y=(To(y + 4.0)) { (number(span.mean, 1)) }
                }
                None => text x=(To(left)) y=(To(y + 4.0)) { (lang.t(w::CHART_WITHHELD_SHORT)) },
            }
        }
    };
    let counts = spans().any(|s| s.count.is_some());
    let columns = 2 + usize::from(counts) + chart.extra.len();
    let table = html! {
        table.figures {
            caption { (chart.label) }
            thead { tr {
                th scope="col" { (lang.t(w::CHART_GROUP)) }
                @if counts { th scope="col" { (lang.t(w::CHART_STUDENTS)) } }
                th scope="col" { (lang.t(w::CHART_MEAN)) }
                th scope="col" { (lang.t(w::CHART_INTERVAL)) }
                @for head in &chart.extra { th scope="col" { (head) } }
            } }
            tbody {
                @for row in &chart.rows {
                    tr {
                        th scope="row" { (row.name) }
                        @match &row.span {
                            Some(span) => {
                                @if counts { td { @if let Some(count) = span.count { (number(count as f64, 0)) } } }
                                td { (number(span.mean, 1)) }
                                td { @if let (Some(low), Some(high)) = (span.low, span.high) { (lang.say(w::chart_span(number(high, 1), number(low, 1)))) } }
                                @for cell in &span.extra { td { (cell) } }
                            }
                            None => td.hidden.words colspan=(columns) { (lang.t(w::CHART_WITHHELD)) },
                        }
                    }
                }
            }
            @if let Some(overall) = &chart.overall { tfoot { tr { th scope="row" colspan=(columns + 1) { (overall.label) } } } }
        }
    };
    figure(lang, &chart.label, height, drawing, &chart.caption, table)
}
