//! What share of a group, and do two shares differ? With the intervals that also hold for small groups and for shares of
//! none and all.

use crate::certainty::{Cannot, Interval, Reading, at_least, level_ok};
use crate::distributions::normal_quantile;
use serde::{Deserialize, Serialize};

/// A share with its interval, both between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many of the group.
    pub count: usize,
    /// Size of the group.
    pub of: usize,
    /// count / of.
    pub share: f64,
    /// Wilson's interval.
    pub interval: Interval,
}

/// The share `count` / `of` with Wilson's score interval (Wilson 1927, J. American Statistical Association 22: 209-212),
/// which stays between 0 and 1 and has a width even at 0 % and 100 %.
pub fn share(count: usize, of: usize, level: f64) -> Result<Share, Cannot> {
    level_ok(level)?;
    at_least(1, of)?;
    if count > of {
        return Err(Cannot::OutOfRange);
    }
    let z = normal_quantile(0.5 + level / 2.0);
    let (n, p) = (of as f64, count as f64 / of as f64);
    let z2 = z * z;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if count == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if count == of { 1.0 } else { (centre + half).min(1.0) };
    Ok(Share { count, of, share: p, interval: Interval { low, high, level } })
}

/// The difference between two shares, first minus second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ShareDifference {
    /// The first share.
    pub first: Share,
    /// The second share.
    pub second: Share,
    /// First minus second, between −1 and 1 (times 100: percentage points).
    pub difference: f64,
    /// Newcombe's interval.
    pub interval: Interval,
}

impl ShareDifference {
    /// Is the first share higher, lower, or can we not tell?
    pub fn reading(&self) -> Reading {
        self.interval.reading()
    }
}

/// Compares the shares `count`/`of` of two separate groups, with the interval built from the two Wilson intervals
/// (Newcombe 1998, Statistics in Medicine 17: 873-890, method 10).
pub fn share_difference(first: (usize, usize), second: (usize, usize), level: f64) -> Result<ShareDifference, Cannot> {
    let first = share(first.0, first.1, level)?;
    let second = share(second.0, second.1, level)?;
    let difference = first.share - second.share;
    let below = (first.share - first.interval.low).hypot(second.interval.high - second.share);
    let above = (first.interval.high - first.share).hypot(second.share - second.interval.low);
    let interval = Interval { low: (difference - below).max(-1.0), high: (difference + above).min(1.0), level };
    Ok(ShareDifference { first, second, difference, interval })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn none_all_and_impossible() {
        assert_eq!(share(0, 0, 0.95), Err(Cannot::TooFew { need: 1, have: 0 }));
        assert_eq!(share(3, 2, 0.95), Err(Cannot::OutOfRange));
        let none = share(0, 10, 0.95).unwrap();
        // z²/(n + z²) with z = 1.959964
        assert_eq!(none.interval.low, 0.0);
        assert!((none.interval.high - 0.277_532_799).abs() < 1e-8);
        let all = share(10, 10, 0.95).unwrap();
        assert_eq!(all.interval.high, 1.0);
        assert!((all.interval.low - (1.0 - none.interval.high)).abs() < 1e-12);
    }

    #[test]
    fn newcombes_own_table() {
        // Newcombe 1998, table II, 56/70 against 48/80, method 10: 0.0524 to 0.3339
        let d = share_difference((56, 70), (48, 80), 0.95).unwrap();
        assert!((d.interval.low - 0.0524).abs() < 5e-5 && (d.interval.high - 0.3339).abs() < 5e-5);
        assert_eq!(d.reading(), Reading::Higher);
        // the same table: 10/10 against 0/20: 0.6791 to 1
        let d = share_difference((10, 10), (0, 20), 0.95).unwrap();
        assert!((d.interval.low - 0.6791).abs() < 5e-5 && d.interval.high == 1.0);
    }

    proptest! {
        #[test]
        fn intervals_hold_the_share(of in 1usize..2000, part in 0.0f64..=1.0, level in 0.5f64..0.999) {
            let s = share((of as f64 * part) as usize, of, level).unwrap();
            prop_assert!(s.interval.holds(s.share));
            prop_assert!(s.interval.low >= 0.0 && s.interval.high <= 1.0 && s.interval.width() > 0.0);
        }

        #[test]
        fn more_of_the_same_is_surer(count in 0usize..50, rest in 0usize..50) {
            prop_assume!(count + rest > 0);
            let few = share(count, count + rest, 0.95).unwrap();
            let many = share(count * 10, (count + rest) * 10, 0.95).unwrap();
            prop_assert!(many.interval.width() < few.interval.width());
        }
    }
}
