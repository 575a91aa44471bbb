//! How answers are drawn: bars around the middle of the scale, and what the colours mean.

use face::{Lang, Markup, html};
use learning::instrument::{Instrument, Item};
use learning::survey::{Coding, Counts, bar};

use super::groups::Part;
use super::reading::{Shown, Who};
use crate::w;

/// What a group is called.
pub(super) fn name(lang: Lang, instrument: &Instrument, group: &Shown) -> String {
    let side = |key: &str| {
        let side = instrument.sides.iter().find(|s| s.key == key);
        side.map(|s| s.name.get(lang.tag()).to_owned()).unwrap_or_default()
    };
    let of = |key: &str, what: String| if key.is_empty() { what } else { format!("{}: {what}", side(key)) };
    match &group.who {
        Who::Everybody => lang.t(w::SURVEY_ALL).to_owned(),
        Who::Side(key) => side(key),
        Who::Place(key, _) => of(key, group.place.clone()),
        Who::Part(key, _, Part::Leaders) => of(key, lang.say(w::survey_part_leaders(group.place.as_str()))),
        Who::Part(key, _, Part::Staff) => of(key, lang.say(w::survey_part_staff(group.place.as_str()))),
        Who::Part(key, _, Part::All | Part::Families) => of(key, group.place.clone()),
        Who::Rest(key, _) => of(key, lang.t(w::SURVEY_PART_REST).to_owned()),
    }
}

/// The class of a point's bar: the upper half of the scale agrees, the lower doesn't, a middle is neither.
fn tone(at: usize, of: usize) -> &'static str {
    match (2 * at + 1).cmp(&of) {
        std::cmp::Ordering::Equal => "neutral",
        std::cmp::Ordering::Greater if at + 1 == of => "agree-strong",
        std::cmp::Ordering::Greater => "agree",
        std::cmp::Ordering::Less if at == 0 => "disagree-strong",
        std::cmp::Ordering::Less => "disagree",
    }
}

/// The places of a scale's points from the lowest value to the highest.
fn ascending(coding: &Coding) -> Vec<usize> {
    let mut places: Vec<usize> = (0..coding.values().len()).collect();
    places.sort_by(|a, b| coding.values()[*a].total_cmp(&coding.values()[*b]));
    places
}

/// The share on the upper side of the scale, in percent; `None` when nobody answered on it.
pub(super) fn upper(counts: &Counts, coding: &Coding) -> Option<f64> {
    Some(100.0 * bar(counts, coding).ok()?.on_scale?.right)
}

/// Bars around the middle of the scale, and the share on its upper side.
pub(super) fn bars(lang: Lang, counts: &Counts, coding: &Coding) -> Markup {
    let halves = bar(counts, coding).ok().and_then(|b| b.on_scale);
    let mut drawn = Vec::new();
    if let Some(halves) = &halves {
        let order = ascending(coding);
        let mut x = 100.0 * (1.0 - halves.left - halves.middle / 2.0);
        for (at, place) in order.iter().enumerate() {
            let wide = 100.0 * halves.shares[*place];
            if wide > 0.0 {
                drawn.push((format!("bar {}", tone(at, order.len())), format!("{x:.2}"), format!("{wide:.2}")));
            }
            x += wide;
        }
    }
    let upper = halves.map(|h| face::number(100.0 * h.right, 0));
    let said = upper.clone().map_or_else(|| "–".to_owned(), |share| lang.say(w::survey_upper(share)));
    html! {
        svg.chart viewBox="0 0 200 20" preserveAspectRatio="none" role="img" aria-label=(said) {
            @for (class, x, wide) in &drawn { rect class=(class) x=(x) y="1" width=(wide) height="18" {} }
            line.zero x1="100" x2="100" y1="0" y2="20" {}
        }
        b { @if let Some(upper) = upper { (upper) " %" } @else { "–" } }
    }
}

/// What the colours mean.
pub(super) fn key(lang: Lang, instrument: &Instrument, item: &Item, coding: &Coding) -> Markup {
    let order = ascending(coding);
    let points = instrument.scale_of(item).map(|s| s.points.as_slice()).unwrap_or_default();
    html! {
        p.key {
            @for (at, place) in order.iter().enumerate() {
                span {
                    svg.chart viewBox="0 0 12 12" aria-hidden="true" { rect class={ "bar " (tone(at, order.len())) } width="12" height="12" rx="3" {} }
                    (points.get(*place).map(|p| p.label.get(lang.tag())).unwrap_or_default())
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_their_side_of_the_middle() {
        assert_eq!(
            (0..4).map(|at| tone(at, 4)).collect::<Vec<_>>(),
            ["disagree-strong", "disagree", "agree", "agree-strong"]
        );
        assert_eq!(
            (0..5).map(|at| tone(at, 5)).collect::<Vec<_>>(),
            ["disagree-strong", "disagree", "neutral", "agree", "agree-strong"]
        );
        // Stored from the highest to the lowest: two agree strongly, one disagrees, one stands in the middle.
        let five = Coding::new(&[(5, 2.0), (4, 1.0), (3, 0.0), (2, -1.0), (1, -2.0)], &[9]).unwrap();
        let counts = Counts { points: vec![2, 0, 1, 1, 0], outside: vec![3], missing: 0 };
        assert_eq!(upper(&counts, &five), Some(50.0));
        let drawn = bars(Lang::En, &counts, &five).into_string();
        // Left of 100: the one who disagrees, a quarter, and half of the middle, an eighth.
        assert!(drawn.contains(r#"class="bar disagree" x="62.50" y="1" width="25.00""#), "{drawn}");
        assert!(drawn.contains(r#"class="bar agree-strong" x="112.50" y="1" width="50.00""#), "{drawn}");
    }
}
