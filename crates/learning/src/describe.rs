//! What do these values look like? A summary and a histogram whose bins have round edges.

use crate::certainty::{Cannot, all_finite, at_least, finite};
use serde::{Deserialize, Serialize};

/// The usual figures of a list of values, all in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many values.
    pub n: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Sample standard deviation (divisor n − 1); none for a single value.
    pub sd: Option<f64>,
    /// Smallest value.
    pub min: f64,
    /// First quartile, type 7.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile, type 7.
    pub q3: f64,
    /// Largest value.
    pub max: f64,
}

/// Describes a list of at least one finite value.
pub fn summary(values: &[f64]) -> Result<Summary, Cannot> {
    all_finite(values)?;
    at_least(1, values.len())?;
    let (mean, squares) = mean_and_squares(values);
    let n = values.len();
    let sorted = sorted(values);
    Ok(Summary {
        n,
        mean: finite(mean)?,
        sd: if n > 1 { Some(finite((squares / (n - 1) as f64).sqrt())?) } else { None },
        min: sorted[0],
        q1: quantile_of_sorted(&sorted, 0.25),
        median: quantile_of_sorted(&sorted, 0.5),
        q3: quantile_of_sorted(&sorted, 0.75),
        max: sorted[n - 1],
    })
}

/// Mean and sum of squared deviations from it, in two passes (the one-pass formula loses digits). Wants at least one value.
pub(crate) fn mean_and_squares(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let first = values.iter().sum::<f64>() / n;
    // A second look at the mean removes the rounding of the first; equal values then give exactly their value.
    let mean = first + values.iter().map(|x| x - first).sum::<f64>() / n;
    (mean, values.iter().map(|x| (x - mean).powi(2)).sum())
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The quantile at `p` (0 to 1) of at least one finite value: linear between the order statistics at (n − 1) p.
/// (Type 7 of Hyndman & Fan 1996, The American Statistician 50: 361-365; the default of R, numpy and spreadsheets.)
pub fn quantile(values: &[f64], p: f64) -> Result<f64, Cannot> {
    all_finite(values)?;
    at_least(1, values.len())?;
    if !(0.0..=1.0).contains(&p) {
        return Err(Cannot::OutOfRange);
    }
    Ok(quantile_of_sorted(&sorted(values), p))
}

/// The median of at least one finite value.
pub fn median(values: &[f64]) -> Result<f64, Cannot> {
    quantile(values, 0.5)
}

fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * p;
    let below = place.floor();
    let low = sorted[below as usize];
    let high = sorted[(below as usize + 1).min(sorted.len() - 1)];
    let share = place - below;
    if low == high { low } else { low * (1.0 - share) + high * share }
}

/// One bar: values from `low` up to, not including, `high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Lower edge, belongs to the bin.
    pub low: f64,
    /// Upper edge, belongs to the next bin.
    pub high: f64,
    /// How many values fall in.
    pub count: usize,
}

/// Bars of equal, round width.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Width of every bin: 1, 2, 2.5 or 5 times a power of ten (never 2.5 for whole values).
    pub width: f64,
    /// The bins from left to right, without gaps (empty ones included).
    pub bins: Vec<Bin>,
}

/// A histogram with at most some 30 bins, their edges at multiples of a round width. The width starts from the rule of
/// Freedman & Diaconis (1981, Z. Wahrscheinlichkeitstheorie 57: 453-476), 2 IQR / ∛n, or from Sturges' (1926) when the
/// middle half of the values is all the same, and is then made round. Whole values get whole widths.
pub fn histogram(values: &[f64]) -> Result<Histogram, Cannot> {
    let all = summary(values)?;
    let range = finite(all.max - all.min)?;
    let whole = values.iter().all(|x| x.fract() == 0.0);
    let magnitude = all.max.abs().max(all.min.abs());
    // Below this, the edges themselves could not be told apart.
    let finest = (magnitude * f64::EPSILON * 64.0).max(f64::MIN_POSITIVE * 1e6);
    let n = values.len() as f64;
    let wished = match 2.0 * (all.q3 - all.q1) / n.cbrt() {
        width if width > 0.0 => width,
        _ => range / (n.log2().ceil() + 1.0),
    };
    let wished =
        if range > 0.0 { wished.max(range / 25.0) } else { finest.max(if whole { 1.0 } else { magnitude / 10.0 }) };
    let width = finite(round_width(wished.max(finest).max(if whole { 1.0 } else { 0.0 }), whole))?;
    let place = |x: f64| {
        let mut at = (x / width).floor();
        if at * width > x {
            at -= 1.0;
        }
        if (at + 1.0) * width <= x {
            at += 1.0;
        }
        at
    };
    let first = place(all.min);
    let bins = (place(all.max) - first) as usize + 1;
    let mut bins: Vec<Bin> = (0..bins)
        .map(|i| {
            let at = first + i as f64;
            Bin { low: at * width, high: (at + 1.0) * width, count: 0 }
        })
        .collect();
    for x in values {
        bins[(place(*x) - first) as usize].count += 1;
    }
    Ok(Histogram { width, bins })
}

/// The nearest round number at or above some nine tenths of `width`.
fn round_width(width: f64, whole: bool) -> f64 {
    let power = 10f64.powf(width.log10().floor());
    let steps: &[f64] = if whole && power < 10.0 { &[1.0, 2.0, 5.0, 10.0] } else { &[1.0, 2.0, 2.5, 5.0, 10.0] };
    let step = steps.iter().copied().find(|s| s * power >= width * 0.9).unwrap_or(10.0);
    // Powers below one are divided by, so that 0.3 is 3/10 and not 3 × 0.1.
    if power < 1.0 { step / (1.0 / power).round().max(1.0) } else { step * power }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_one_and_all_equal() {
        assert_eq!(summary(&[]), Err(Cannot::TooFew { need: 1, have: 0 }));
        let one = summary(&[4.0]).unwrap();
        assert_eq!((one.n, one.mean, one.sd, one.median), (1, 4.0, None, 4.0));
        let same = summary(&[0.1; 7]).unwrap();
        assert_eq!((same.mean, same.sd), (0.1, Some(0.0)));
        assert_eq!(histogram(&[5.0; 3]).unwrap().bins, vec![Bin { low: 5.0, high: 6.0, count: 3 }]);
        assert_eq!(histogram(&[0.0]).unwrap().bins.len(), 1);
    }

    #[test]
    fn nan_is_refused_everywhere() {
        let bad = [1.0, f64::NAN];
        assert_eq!(summary(&bad).unwrap_err(), Cannot::NotANumber { at: 1 });
        assert_eq!(histogram(&bad).unwrap_err(), Cannot::NotANumber { at: 1 });
        assert_eq!(quantile(&bad, 0.5).unwrap_err(), Cannot::NotANumber { at: 1 });
        assert_eq!(quantile(&[1.0], f64::NAN), Err(Cannot::OutOfRange));
    }

    #[test]
    fn bins_are_round() {
        let scores: Vec<f64> = (0..500).map(|i| 400.0 + f64::from(i % 173)).collect();
        let bars = histogram(&scores).unwrap();
        assert_eq!(bars.width, 20.0);
        assert_eq!(bars.bins[0].low, 400.0);
        let grades = histogram(&[1.0, 2.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!(grades.width.fract(), 0.0);
    }

    proptest! {
        #[test]
        fn every_value_is_in_its_bin(values in prop::collection::vec(-1e9f64..1e9, 1..200), scale in -12i32..12) {
            let values: Vec<f64> = values.iter().map(|x| x * 10f64.powi(scale)).collect();
            let bars = histogram(&values).unwrap();
            prop_assert!(bars.bins.len() <= 40, "{} bins", bars.bins.len());
            prop_assert_eq!(bars.bins.iter().map(|b| b.count).sum::<usize>(), values.len());
            for bin in &bars.bins {
                let inside = values.iter().filter(|x| bin.low <= **x && **x < bin.high).count();
                prop_assert_eq!(inside, bin.count);
            }
        }

        #[test]
        fn the_order_of_figures_holds(values in prop::collection::vec(-1e6f64..1e6, 1..100)) {
            let s = summary(&values).unwrap();
            prop_assert!(s.min <= s.q1 && s.q1 <= s.median && s.median <= s.q3 && s.q3 <= s.max);
            prop_assert!(s.min <= s.mean + 1e-9 && s.mean <= s.max + 1e-9);
        }

        #[test]
        fn ties_and_shifts(values in prop::collection::vec(0i32..6, 2..60), shift in -1000i32..1000) {
            let plain: Vec<f64> = values.iter().map(|x| f64::from(*x)).collect();
            let moved: Vec<f64> = plain.iter().map(|x| x + f64::from(shift)).collect();
            let (a, b) = (summary(&plain).unwrap(), summary(&moved).unwrap());
            prop_assert!((a.mean + f64::from(shift) - b.mean).abs() < 1e-9);
            prop_assert!((a.sd.unwrap() - b.sd.unwrap()).abs() < 1e-9);
            prop_assert_eq!(a.median + f64::from(shift), b.median);
        }
    }
}
