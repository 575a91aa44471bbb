//! A finding as a picture with its table, and as CSV.

use face::charts::{
    Bar, Change, Distribution, Intervals, Line, Mark, Reference, Row, Span, change, distribution, intervals,
};
use face::{Lang, Markup, html, number};

use super::finding::{By, Finding, Measured};
use super::saying::{attribute_name, grade_label, line_name, period_name, place_name, says};
use crate::w;

/// What is measured, with its unit.
fn value(f: &Finding) -> String {
    if f.unit.is_empty() { f.test.clone() } else { format!("{}, {}", f.test, f.unit) }
}

/// The picture of a finding.
pub(super) fn draw(lang: Lang, f: &Finding) -> Markup {
    match f.by {
        By::All => bars(lang, f),
        By::Time => html! {
            (courses(lang, f))
            @if !f.lines.is_empty() {
                h3 { (lang.t(w::DATA_GAINS)) }
                (spans(lang, f, lang.say(w::data_gain_unit(f.unit.as_str())), None))
            }
        },
        _ => {
            let overall = f.overall.as_ref().map(|o| Reference {
                value: o.mean,
                label: lang.say(w::data_overall(number(o.mean, 1), place_name(f))),
            });
            spans(lang, f, value(f), overall)
        }
    }
}

fn bars(lang: Lang, f: &Finding) -> Markup {
    let last = f.bands.len().saturating_sub(1);
    let bars = f.bands.iter().enumerate().map(|(at, (low, high, count))| Bar {
        low: *low,
        high: *high,
        count: *count,
        label: match at {
            0 => Some(lang.say(w::data_band_under(number(*high, 2)))),
            _ if at == last => Some(lang.say(w::data_band_over(number(*low, 2)))),
            _ => None,
        },
    });
    let marks = f.median.map(|m| Mark { value: m, label: lang.say(w::data_median(number(m, 1))) });
    distribution(&Distribution {
        lang,
        label: says(lang, f),
        value: value(f),
        bars: bars.collect(),
        marks: marks.into_iter().collect(),
        caption: html! { (lang.t(w::DATA_BANDS)) },
    })
}

fn spans(lang: Lang, f: &Finding, value: String, overall: Option<Reference>) -> Markup {
    let pooled = f.lines.iter().any(|l| l.measured.is_some_and(|m| m.raw.is_some()));
    let span = |m: &Measured| Span {
        count: m.n,
        mean: m.mean,
        low: m.low,
        high: m.high,
        extra: if pooled { vec![m.raw.map(|r| number(r, 1)).unwrap_or_default()] } else { vec![] },
    };
    let rows = f.lines.iter().map(|l| Row {
        name: line_name(lang, f, &l.name),
        span: l.measured.as_ref().map(span),
        strong: l.mine,
    });
    intervals(&Intervals {
        lang,
        label: says(lang, f),
        value,
        overall,
        rows: rows.collect(),
        extra: if pooled { vec![lang.t(w::DATA_RAW).into()] } else { vec![] },
        caption: html! { (lang.t(if pooled { w::DATA_CAPTION_POOLED } else { w::DATA_CAPTION })) },
    })
}

fn courses(lang: Lang, f: &Finding) -> Markup {
    let times = f.times.iter().map(|(p, g)| format!("{}, {}", grade_label(lang, g), period_name(lang, p)));
    let lines = f.courses.iter().enumerate().map(|(at, course)| Line {
        name: course.school.clone().unwrap_or_else(|| f.district.clone()),
        values: course.values.clone(),
        soft: at > 0,
    });
    change(&Change {
        lang,
        label: says(lang, f),
        value: value(f),
        times: times.collect(),
        lines: lines.collect(),
        caption: html! { (lang.t(w::DATA_CAPTION_TIME)) },
    })
}

/// The table of a finding for a spreadsheet. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub(super) fn lines(lang: Lang, f: &Finding) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut put = |cells: Vec<String>| lines.push(cells);
    let withheld = || lang.t(w::DATA_WITHHELD).to_owned();
    match f.by {
        By::All => {
            put(vec![
                lang.t(w::DATA_CSV_FROM).into(),
                lang.t(w::DATA_CSV_TO).into(),
                lang.t(w::DATA_CSV_STUDENTS).into(),
            ]);
            let last = f.bands.len().saturating_sub(1);
            for (at, (low, high, count)) in f.bands.iter().enumerate() {
                let (low, high) = (
                    if at == 0 { String::new() } else { low.to_string() },
                    if at == last { String::new() } else { high.to_string() },
                );
                put(vec![low, high, count.map_or_else(withheld, |n| n.to_string())]);
            }
        }
        _ => {
            let head = if let By::Attribute(name) = &f.by {
                attribute_name(lang, name)
            } else {
                lang.t(w::DATA_CSV_GROUP).into()
            };
            put(vec![
                head,
                lang.t(w::DATA_CSV_STUDENTS).into(),
                lang.t(w::DATA_CSV_MEAN).into(),
                lang.t(w::DATA_CSV_LOW).into(),
                lang.t(w::DATA_CSV_HIGH).into(),
                lang.t(w::DATA_RAW).into(),
            ]);
            let figure = |x: Option<f64>| x.map(|x| format!("{x:.4}")).unwrap_or_default();
            for line in &f.lines {
                let name = line_name(lang, f, &line.name);
                match &line.measured {
                    Some(m) => put(vec![
                        name,
                        m.n.map(|n| n.to_string()).unwrap_or_default(),
                        figure(Some(m.mean)),
                        figure(m.low),
                        figure(m.high),
                        figure(m.raw),
                    ]),
                    None => put(vec![name, withheld(), String::new(), String::new(), String::new(), String::new()]),
                }
            }
        }
    }
    lines
}
