//! Is there a signal on this run chart? The two tests that keep false alarms near one in twenty however many points there
//! are: an unusually long run on one side of the median, and unusually few crossings of it.
//!
//! Source: Anhøj & Olesen 2014, "Run charts revisited", PLOS ONE 9(11): e113825. The trend rule ("five rising") is left out
//! on purpose: the same study finds it next to useless.

use crate::certainty::{Cannot, all_finite, at_least};
use crate::describe::median;
use crate::distributions::fair_coin_quantile;
use serde::{Deserialize, Serialize};

/// Fewer points off the median than this carry no signal worth saying (Perla, Provost & Murray 2011, BMJ Quality & Safety
/// 20: 46-51, ask for some ten).
pub const FEWEST_POINTS: usize = 10;

/// Which points make the centre line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// The median of all points.
    All,
    /// The median of the first so many points, frozen: later points are judged against how things were before.
    First(usize),
}

/// Where a point lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Above the centre line.
    Above,
    /// Below it.
    Below,
    /// On it: neither counted nor breaking a run.
    On,
}

/// What the chart allows us to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// A run longer than chance explains: the process shifted. (There may be too few crossings as well.)
    Shift,
    /// Fewer crossings than chance explains: the points hang together, though no single run is long enough.
    FewCrossings,
    /// Only such ups and downs as chance makes.
    None,
    /// Fewer than [`FEWEST_POINTS`] points off the median: we cannot tell.
    TooFew,
}

/// Consecutive points on one side, those on the line between them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Which side.
    pub side: Side,
    /// Place of the first point.
    pub from: usize,
    /// Place of the last point off the line.
    pub to: usize,
    /// How many points off the line.
    pub length: usize,
}

/// A run chart, analysed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunChart {
    /// The centre line, in the unit of the values.
    pub centre: f64,
    /// How many points the centre line rests on.
    pub centre_from: usize,
    /// The side of every point.
    pub sides: Vec<Side>,
    /// Points off the centre line.
    pub useful: usize,
    /// The longest run (the first of several), if any point is off the line.
    pub longest: Option<Run>,
    /// Runs longer than this are a shift: log₂(useful) + 3, rounded.
    pub longest_limit: usize,
    /// How often the line is crossed.
    pub crossings: usize,
    /// Fewer crossings than this are a signal: the 5 % quantile of useful − 1 throws of a fair coin.
    pub crossings_limit: usize,
    /// The longest run is longer than its limit.
    pub shift: bool,
    /// The crossings are fewer than their limit.
    pub few_crossings: bool,
    /// What may be said.
    pub signal: Signal,
}

/// Analyses values in the order of time; at least one.
pub fn run_chart(values: &[f64], baseline: Baseline) -> Result<RunChart, Cannot> {
    all_finite(values)?;
    at_least(1, values.len())?;
    let centre_from = match baseline {
        Baseline::All => values.len(),
        Baseline::First(n) if (1..=values.len()).contains(&n) => n,
        Baseline::First(_) => return Err(Cannot::OutOfRange),
    };
    let centre = median(&values[..centre_from])?;
    let sides = sides(values, centre);
    let runs = runs(&sides);
    let useful = runs.iter().map(|r| r.length).sum::<usize>();
    let longest = runs.iter().copied().reduce(|a, b| if b.length > a.length { b } else { a });
    let crossings = runs.len().saturating_sub(1);
    let (longest_limit, crossings_limit) = limits(useful);
    let enough = useful >= FEWEST_POINTS;
    let shift = enough && longest.is_some_and(|r| r.length > longest_limit);
    let few_crossings = enough && crossings < crossings_limit;
    let signal = match (enough, shift, few_crossings) {
        (false, ..) => Signal::TooFew,
        (_, true, _) => Signal::Shift,
        (_, _, true) => Signal::FewCrossings,
        _ => Signal::None,
    };
    Ok(RunChart {
        centre,
        centre_from,
        sides,
        useful,
        longest,
        longest_limit,
        crossings,
        crossings_limit,
        shift,
        few_crossings,
        signal,
    })
}

/// For so many useful points: the longest run, and the fewest crossings, that are still ordinary.
pub fn limits(useful: usize) -> (usize, usize) {
    if useful == 0 {
        return (0, 0);
    }
    let longest = ((useful as f64).log2() + 3.0).round() as usize;
    (longest, fair_coin_quantile(0.05, useful as u64 - 1) as usize)
}

/// The plain rule many learned: the first run of at least `length` (usually 6) points on one side of `centre`. It raises more
/// false alarms the more points there are.
pub fn plain_shift(values: &[f64], centre: f64, length: usize) -> Result<Option<Run>, Cannot> {
    all_finite(values)?;
    all_finite(&[centre])?;
    Ok(runs(&sides(values, centre)).into_iter().find(|r| r.length >= length))
}

fn sides(values: &[f64], centre: f64) -> Vec<Side> {
    let side = |x: &f64| match x.total_cmp(&centre) {
        _ if *x == centre => Side::On,
        std::cmp::Ordering::Greater => Side::Above,
        _ => Side::Below,
    };
    values.iter().map(side).collect()
}

fn runs(sides: &[Side]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, side) in sides.iter().enumerate().filter(|(_, s)| **s != Side::On) {
        match runs.last_mut() {
            Some(run) if run.side == *side => {
                run.to = at;
                run.length += 1;
            }
            _ => runs.push(Run { side: *side, from: at, to: at, length: 1 }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_limits_follow_the_formulas_of_the_paper() {
        // round(log2(n) + 3) and scipy.stats.binom.ppf(0.05, n − 1, 0.5)
        for (useful, longest, crossings) in
            [(10, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10), (50, 9, 19), (100, 10, 41)]
        {
            assert_eq!(limits(useful), (longest, crossings), "{useful} useful points");
        }
    }

    #[test]
    fn edges() {
        assert_eq!(run_chart(&[], Baseline::All), Err(Cannot::TooFew { need: 1, have: 0 }));
        assert_eq!(run_chart(&[1.0, f64::NAN], Baseline::All), Err(Cannot::NotANumber { at: 1 }));
        assert_eq!(run_chart(&[1.0], Baseline::First(2)), Err(Cannot::OutOfRange));
        assert_eq!(run_chart(&[1.0], Baseline::First(0)), Err(Cannot::OutOfRange));
        let flat = run_chart(&[7.0; 30], Baseline::All).unwrap();
        assert_eq!((flat.signal, flat.useful, flat.longest, flat.crossings), (Signal::TooFew, 0, None, 0));
    }

    #[test]
    fn growth_after_a_frozen_baseline_is_a_shift() {
        let values = [5., 7., 4., 6., 5., 7., 6., 4., 8., 9., 8., 9., 8., 9., 10., 9.];
        let chart = run_chart(&values, Baseline::First(8)).unwrap();
        assert_eq!(chart.centre, 5.5);
        assert_eq!(chart.signal, Signal::Shift);
        assert_eq!(chart.longest, Some(Run { side: Side::Above, from: 8, to: 15, length: 8 }));
        let plain = plain_shift(&values, 5.5, 6).unwrap().unwrap();
        assert_eq!((plain.from, plain.length), (8, 8));
    }

    #[test]
    fn points_on_the_line_neither_count_nor_break() {
        let values = [1., 2., 2., 1., 2., 3., 3., 2., 3.];
        let chart = run_chart(&values, Baseline::All).unwrap();
        assert_eq!((chart.centre, chart.useful, chart.crossings), (2.0, 5, 1));
        assert_eq!(chart.longest.unwrap(), Run { side: Side::Above, from: 5, to: 8, length: 3 });
        assert_eq!(chart.signal, Signal::TooFew);
    }

    #[test]
    fn two_worlds_that_hang_together_cross_too_seldom() {
        // Blocks of five: never a run longer than 5, but only three crossings among 20 points.
        let values: Vec<f64> = (0..20).map(|i| if (i / 5) % 2 == 0 { 1.0 } else { 3.0 }).collect();
        let chart = run_chart(&values, Baseline::All).unwrap();
        assert_eq!((chart.crossings, chart.crossings_limit, chart.signal), (3, 6, Signal::FewCrossings));
    }

    #[test]
    fn false_alarms_stay_rare_on_pure_chance() {
        // 4,000 charts of independent points by a fixed linear congruential generator (Knuth's MMIX constants).
        let mut state = 42u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64
        };
        for points in [12, 24, 50] {
            let alarms = (0..4000)
                .filter(|_| {
                    let values: Vec<f64> = (0..points).map(|_| next()).collect();
                    run_chart(&values, Baseline::All).unwrap().signal != Signal::None
                })
                .count();
            assert!(alarms < 4000 / 10, "{alarms} of 4000 with {points} points");
        }
    }

    proptest! {
        #[test]
        fn turning_the_chart_upside_down_changes_no_signal(values in prop::collection::vec(0i32..9, 1..60)) {
            let up: Vec<f64> = values.iter().map(|x| f64::from(*x)).collect();
            let down: Vec<f64> = up.iter().map(|x| -x).collect();
            let (a, b) = (run_chart(&up, Baseline::All).unwrap(), run_chart(&down, Baseline::All).unwrap());
            prop_assert_eq!(a.signal, b.signal);
            prop_assert_eq!((a.useful, a.crossings), (b.useful, b.crossings));
            prop_assert!(a.crossings < a.useful.max(1));
        }
    }
}
