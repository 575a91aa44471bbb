//! Did the same students grow? Two measurements of the same people are joined first, and what could not be joined is
//! counted, because students who left or came are the usual reason for a wrong claim.

use crate::certainty::{Cannot, Interval, Reading, all_finite, at_least, level_ok};
use crate::describe::{mean_and_squares, summary};
use crate::difference::{Difference, mean_interval_of, welch};
use crate::distributions::t_upper;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The growth of people measured twice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Growth {
    /// People with both measurements.
    pub n: usize,
    /// Their mean before.
    pub mean_before: f64,
    /// Their mean after.
    pub mean_after: f64,
    /// Mean of (after − before), in the unit of the values.
    pub growth: f64,
    /// Sample standard deviation of the single gains.
    pub sd_of_gains: f64,
    /// Two-sided p value of "no growth" (paired t test).
    pub p: f64,
    /// Student's t interval around the growth.
    pub interval: Interval,
}

impl Growth {
    /// Grew, fell, or we cannot tell.
    pub fn reading(&self) -> Reading {
        self.interval.reading()
    }
}

/// Growth of pairs: `before[i]` and `after[i]` belong to the same person. At least two pairs whose gains are not all the
/// same. (Paired t interval: Student 1908, as [`crate::difference::mean_interval`] of the gains.)
pub fn paired(before: &[f64], after: &[f64], level: f64) -> Result<Growth, Cannot> {
    all_finite(before)?;
    all_finite(after)?;
    level_ok(level)?;
    if before.len() != after.len() {
        return Err(Cannot::OutOfRange);
    }
    at_least(2, before.len())?;
    let gains: Vec<f64> = after.iter().zip(before).map(|(a, b)| a - b).collect();
    let (mean, squares) = mean_and_squares(&gains);
    let gain = mean_interval_of(gains.len(), mean, squares, level)?;
    let df = (gains.len() - 1) as f64;
    Ok(Growth {
        n: gains.len(),
        mean_before: summary(before)?.mean,
        mean_after: summary(after)?.mean,
        growth: gain.mean,
        sd_of_gains: (squares / df).sqrt(),
        p: (2.0 * t_upper((gain.mean / gain.se).abs(), df)).min(1.0),
        interval: gain.interval,
    })
}

/// Two measurements joined by person.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched<K> {
    /// Who has both.
    pub who: Vec<K>,
    /// Their values before, in the order of `who`.
    pub before: Vec<f64>,
    /// Their values after, in the order of `who`.
    pub after: Vec<f64>,
    /// How many have only the first measurement (left, or missed the second).
    pub only_before: usize,
    /// How many have only the second (came later, or missed the first).
    pub only_after: usize,
}

/// Joins two measurements by person. A person named twice in one list counts with the last value.
pub fn matched<K: Ord + Clone>(before: &[(K, f64)], after: &[(K, f64)]) -> Matched<K> {
    let first: BTreeMap<&K, f64> = before.iter().map(|(k, x)| (k, *x)).collect();
    let second: BTreeMap<&K, f64> = after.iter().map(|(k, x)| (k, *x)).collect();
    let mut joined = Matched { who: Vec::new(), before: Vec::new(), after: Vec::new(), only_before: 0, only_after: 0 };
    for (k, x) in &first {
        match second.get(k) {
            Some(y) => {
                joined.who.push((*k).clone());
                joined.before.push(*x);
                joined.after.push(*y);
            }
            None => joined.only_before += 1,
        }
    }
    joined.only_after = second.len() - joined.who.len();
    joined
}

/// How the gap between two groups of the same people moved: the gains of the first group minus the gains of the second,
/// compared as by [`welch`]. Above zero, the first group gained more. Each group is (before, after), pair by pair.
pub fn gap_movement(first: (&[f64], &[f64]), second: (&[f64], &[f64]), level: f64) -> Result<Difference, Cannot> {
    let gains = |(before, after): (&[f64], &[f64])| {
        all_finite(before)?;
        all_finite(after)?;
        if before.len() != after.len() {
            return Err(Cannot::OutOfRange);
        }
        Ok(after.iter().zip(before).map(|(a, b)| a - b).collect::<Vec<f64>>())
    };
    welch(&gains(first)?, &gains(second)?, level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_left_and_who_came_is_counted() {
        let m = matched(&[("ana", 1.0), ("ben", 2.0), ("cruz", 3.0)], &[("ben", 5.0), ("cruz", 4.0), ("dee", 9.0)]);
        assert_eq!((m.who, m.before, m.after), (vec!["ben", "cruz"], vec![2.0, 3.0], vec![5.0, 4.0]));
        assert_eq!((m.only_before, m.only_after), (1, 1));
        let none = matched::<u8>(&[], &[]);
        assert_eq!((none.who.len(), none.only_before, none.only_after), (0, 0, 0));
    }

    #[test]
    fn edges() {
        assert_eq!(paired(&[1.0], &[2.0], 0.95), Err(Cannot::TooFew { need: 2, have: 1 }));
        assert_eq!(paired(&[1.0, 2.0], &[2.0, 3.0], 0.95), Err(Cannot::NoSpread));
        assert_eq!(paired(&[1.0, 2.0], &[2.0], 0.95), Err(Cannot::OutOfRange));
        assert_eq!(paired(&[1.0, 2.0], &[2.0, f64::NAN], 0.95), Err(Cannot::NotANumber { at: 1 }));
    }

    proptest! {
        #[test]
        fn growth_is_the_difference_of_the_means(pairs in prop::collection::vec((0.0f64..500.0, 0.0f64..500.0), 2..60)) {
            let (before, after): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let g = paired(&before, &after, 0.95).unwrap();
            prop_assert!((g.mean_after - g.mean_before - g.growth).abs() < 1e-9);
            prop_assert!(g.interval.holds(g.growth));
            prop_assert_eq!(g.p < 0.05, g.reading() != Reading::CannotTell);
        }
    }
}
