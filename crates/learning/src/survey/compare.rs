//! Two groups face to face, item by item, and two waves of the same items.

use super::Figures;
use crate::certainty::{Cannot, Reading, at_least, level_ok};
use crate::difference::{Difference, EffectSize, effect_size_of, welch_of};
use serde::{Deserialize, Serialize};

/// One item (or dimension) of two groups, first beside second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The first group.
    pub first: Figures,
    /// The second group.
    pub second: Figures,
    /// First mean minus second mean, with Welch's interval and p value, for this item alone; or why there is none.
    pub difference: Result<Difference, Cannot>,
    /// The same in standard deviations within the groups (Hedges' g, with its interval); or why there is none.
    pub effect: Result<EffectSize, Cannot>,
    /// The p value after Holm, which takes into account how many items were looked at; none where there is no difference.
    pub p_adjusted: Option<f64>,
    /// Whether the first group is higher or lower, or we cannot tell. It goes by `p_adjusted`: an interval for one item alone
    /// may leave zero out where, among so many items, we still cannot tell.
    pub reading: Reading,
}

/// Puts two separate groups face to face, item by item. `first` and `second` have the same items in the same order. Items where
/// nothing can be compared (fewer than two values in a group, or no spread in both) are kept, read "cannot tell", and do not
/// count among those that were looked at.
///
/// The differences are Welch's ([`crate::difference::welch`]). Whoever looks at many items finds differences by chance; a named
/// difference is acted on by people, so the chance of naming even one that is none is kept at 1 − `level` over all items together,
/// however they hang together (Holm 1979, Scandinavian J. Statistics 6: 65-70).
pub fn face_to_face(first: &[Figures], second: &[Figures], level: f64) -> Result<Vec<Gap>, Cannot> {
    level_ok(level)?;
    if first.len() != second.len() {
        return Err(Cannot::OutOfRange);
    }
    let mut gaps: Vec<Gap> = first.iter().zip(second).map(|(a, b)| gap(a, b, level)).collect();
    let p: Vec<f64> = gaps.iter().filter_map(|g| g.difference.ok().map(|d| d.p)).collect();
    let compared = gaps.iter_mut().filter_map(|g| g.difference.ok().map(|d| (g, d)));
    for ((gap, difference), p) in compared.zip(holm(&p)?) {
        gap.p_adjusted = Some(p);
        if p < 1.0 - level {
            gap.reading = if difference.difference > 0.0 { Reading::Higher } else { Reading::Lower };
        }
    }
    Ok(gaps)
}

/// What changed from an earlier wave to a later one, item by item: `first` is the later wave, so a positive difference is a rise.
///
/// Ballots are not linked to people, so the waves are compared as if other people had answered. Where mostly the same people
/// answered twice this is conservative: their two answers go together, which would make the difference surer than the interval
/// says. A true change may thus go unnamed, while a change is not named more often than `level` allows. Only items whose words
/// did not change belong here ([`crate::instrument::comparable`]).
pub fn since(earlier: &[Figures], later: &[Figures], level: f64) -> Result<Vec<Gap>, Cannot> {
    face_to_face(later, earlier, level)
}

fn gap(first: &Figures, second: &Figures, level: f64) -> Gap {
    let both = || {
        at_least(2, first.n.min(second.n))?;
        match (first.mean, second.mean) {
            (Some(a), Some(b)) => Ok(((first.n, a, first.squares), (second.n, b, second.squares))),
            _ => Err(Cannot::OutOfRange),
        }
    };
    Gap {
        first: *first,
        second: *second,
        difference: both().and_then(|(a, b)| welch_of(a, b, level)),
        effect: both().and_then(|(a, b)| effect_size_of(a, b, level)),
        p_adjusted: None,
        reading: Reading::CannotTell,
    }
}

/// Holm's step-down p values, in the order given: the chance that any true "no difference" falls below a bound is at most that
/// bound (Holm 1979, Scandinavian J. Statistics 6: 65-70). Each p value is between 0 and 1.
pub fn holm(p: &[f64]) -> Result<Vec<f64>, Cannot> {
    if let Some(at) = p.iter().position(|p| p.is_nan()) {
        return Err(Cannot::NotANumber { at });
    }
    if p.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Cannot::OutOfRange);
    }
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut adjusted = vec![0.0; p.len()];
    let mut least: f64 = 0.0;
    for (place, at) in order.into_iter().enumerate() {
        least = least.max(((p.len() - place) as f64 * p[at]).min(1.0));
        adjusted[at] = least;
    }
    Ok(adjusted)
}
