//! How values are spread: bars of equal width, with the middle and other marks named above.

use maud::{Markup, html};
use words::Lang;

use super::{Scale, To, WIDTH, figure, fitting};
use crate::{number, w};

/// One bar: values from `low` up to, not including, `high`.
pub struct Bar {
    pub low: f64,
    pub high: f64,
    /// How many; none when that may not be shown.
    pub count: Option<u64>,
    /// What the bar is called when its edges don't say it: "under 400".
    pub label: Option<String>,
}

impl Bar {
    fn name(&self, lang: Lang) -> String {
        self.label.clone().unwrap_or_else(|| lang.say(w::chart_from_to(number(self.high, 2), number(self.low, 2))))
    }
}

/// A place on the scale worth naming: "middle: 437".
pub struct Mark {
    pub value: f64,
    pub label: String,
}

/// A distribution about to be drawn. With bars of withheld count, those are drawn as empty outlines and said in words.
pub struct Distribution {
    pub lang: Lang,
    /// A sentence for who can't see the picture.
    pub label: String,
    /// What is measured, with its unit.
    pub value: String,
    /// From left to right, without gaps.
    pub bars: Vec<Bar>,
    pub marks: Vec<Mark>,
    pub caption: Markup,
}

const HEIGHT: f64 = 210.0;
const BOTTOM: f64 = HEIGHT - 40.0;

/// Draws a distribution.
pub fn distribution(chart: &Distribution) -> Markup {
    let lang = chart.lang;
    let top = 24.0 + 15.0 * chart.marks.len().saturating_sub(1) as f64;
    let edges = chart.bars.iter().flat_map(|b| [b.low, b.high]);
    let x = Scale::over(edges, 4.0, WIDTH - 4.0, 6.0);
    let most = chart.bars.iter().filter_map(|b| b.count).max().unwrap_or(1).max(1);
    let tall = |count: u64| (BOTTOM - top) * count as f64 / most as f64;
    let drawing = html! {
        @for bar in &chart.bars {
            @let (from, to) = (x.place(bar.low), x.place(bar.high));
            @match bar.count {
                Some(0) => {}
                Some(count) => rect.bar.soft x=(To(from + 0.75)) width=(To((to - from - 1.5).max(1.0))) y=(To(BOTTOM - tall(count))) height=(To(tall(count))) {
                    title { (bar.name(lang)) ": " (number(count as f64, 0)) }
                },
                None => rect.withheld x=(To(from + 0.75)) width=(To((to - from - 1.5).max(1.0))) y=(To(BOTTOM - 8.0)) height="8" {
                    title { (lang.t(w::CHART_WITHHELD)) }
                },
            }
        }
        line.axis x1="0" x2=(WIDTH) y1=(To(BOTTOM)) y2=(To(BOTTOM)) {}
        @for (place, text) in x.ticks() {
            text.middle x=(To(place.clamp(10.0, WIDTH - 12.0))) y=(To(BOTTOM + 17.0)) { (text) }
        }
        text.end x=(WIDTH) y=(To(HEIGHT - 6.0)) { (fitting(&chart.value, WIDTH)) }
        @for (n, mark) in chart.marks.iter().enumerate() {
            @let place = x.place(mark.value);
            @let right = place > WIDTH * 0.6;
            line.mark x1=(To(place)) x2=(To(place)) y1=(To(4.0 + 15.0 * n as f64)) y2=(To(BOTTOM)) {}
            text.mark.end[right] x=(To(if right { place - 5.0 } else { place + 5.0 })) y=(To(13.0 + 15.0 * n as f64)) { (mark.label) }
        }
    };
    let table = html! {
        table.figures {
            caption { (chart.label) }
            thead { tr { th scope="col" { (chart.value) } th scope="col" { (lang.t(w::CHART_COUNT)) } } }
            tbody {
                @for bar in &chart.bars {
                    tr {
                        th scope="row" { (bar.name(lang)) }
                        @match bar.count {
                            Some(count) => td { (number(count as f64, 0)) },
                            None => td.hidden { (lang.t(w::CHART_WITHHELD)) },
                        }
                    }
                }
            }
            tfoot { @for mark in &chart.marks { tr { th scope="row" colspan="2" { (mark.label) } } } }
        }
    };
    figure(lang, &chart.label, HEIGHT, drawing, &chart.caption, table)
}
