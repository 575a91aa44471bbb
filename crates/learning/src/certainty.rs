//! How sure are we? Intervals, the one-word reading a page may say about them, and the reasons for which a figure cannot
//! be given at all.

use serde::{Deserialize, Serialize};

/// Why a figure cannot be given. A page says this instead of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Cannot {
    /// The value at this place (counted from 0) is not a finite number.
    NotANumber {
        /// Place of the first offending value.
        at: usize,
    },
    /// There are too few values for this figure.
    TooFew {
        /// How many are needed.
        need: usize,
        /// How many there are.
        have: usize,
    },
    /// All values are the same, so nothing in them tells how far the next one might lie.
    NoSpread,
    /// A parameter lies outside its range (a level not between 0 and 1, more successes than trials, two lists that
    /// should have the same length and don't, sums too large to hold).
    OutOfRange,
}

impl std::fmt::Display for Cannot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cannot::NotANumber { at } => write!(f, "value {at} is not a finite number"),
            Cannot::TooFew { need, have } => write!(f, "{need} values are needed, there are {have}"),
            Cannot::NoSpread => write!(f, "all values are the same"),
            Cannot::OutOfRange => write!(f, "a parameter is out of range"),
        }
    }
}

impl std::error::Error for Cannot {}

/// Refuses NaN and infinities: a missing value must be left out by the caller, who then can say how many were missing.
pub fn all_finite(values: &[f64]) -> Result<(), Cannot> {
    match values.iter().position(|x| !x.is_finite()) {
        Some(at) => Err(Cannot::NotANumber { at }),
        None => Ok(()),
    }
}

pub(crate) fn at_least(need: usize, have: usize) -> Result<(), Cannot> {
    if have < need { Err(Cannot::TooFew { need, have }) } else { Ok(()) }
}

pub(crate) fn level_ok(level: f64) -> Result<(), Cannot> {
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(Cannot::OutOfRange) }
}

pub(crate) fn finite(x: f64) -> Result<f64, Cannot> {
    if x.is_finite() { Ok(x) } else { Err(Cannot::OutOfRange) }
}

/// An interval with the level of confidence it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end, in the unit of the figure.
    pub low: f64,
    /// Upper end, in the unit of the figure.
    pub high: f64,
    /// Confidence level between 0 and 1, for example 0.95.
    pub level: f64,
}

/// What an interval around a difference allows us to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The whole interval lies above zero.
    Higher,
    /// The whole interval lies below zero.
    Lower,
    /// The whole interval lies within the margin that somebody named as too small to matter.
    AboutTheSame,
    /// The interval holds both directions: we cannot tell.
    CannotTell,
}

impl Interval {
    /// The middle is `centre`, the ends lie `half` to each side.
    pub(crate) fn around(centre: f64, half: f64, level: f64) -> Interval {
        Interval { low: centre - half, high: centre + half, level }
    }

    /// Length from end to end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Whether `x` lies in the interval, ends included.
    pub fn holds(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// The reading of an interval around a *difference*: higher, lower, or we cannot tell. Touching zero is not telling.
    pub fn reading(&self) -> Reading {
        self.against(0.0)
    }

    /// The reading of an interval around a *level* against a mark, such as a mean against a target.
    pub fn against(&self, mark: f64) -> Reading {
        if self.low > mark {
            Reading::Higher
        } else if self.high < mark {
            Reading::Lower
        } else {
            Reading::CannotTell
        }
    }

    /// The reading when somebody named beforehand how small a difference no longer matters (`matters` > 0, in the unit of
    /// the figure). Inside the margin the answer is "about the same", which is a finding; "we cannot tell" is not.
    /// (Two one-sided tests, Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15: 657-680, carried out at this
    /// interval's own level, which is stricter than the usual 90 %.)
    pub fn reading_with_margin(&self, matters: f64) -> Reading {
        if self.low > -matters && self.high < matters { Reading::AboutTheSame } else { self.reading() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: f64, high: f64) -> Interval {
        Interval { low, high, level: 0.95 }
    }

    #[test]
    fn an_interval_that_touches_zero_does_not_tell() {
        assert_eq!(interval(0.0, 2.0).reading(), Reading::CannotTell);
        assert_eq!(interval(-2.0, 0.0).reading(), Reading::CannotTell);
        assert_eq!(interval(0.1, 2.0).reading(), Reading::Higher);
        assert_eq!(interval(-2.0, -0.1).reading(), Reading::Lower);
    }

    #[test]
    fn a_narrow_interval_inside_the_margin_is_about_the_same() {
        assert_eq!(interval(-1.0, 2.0).reading_with_margin(5.0), Reading::AboutTheSame);
        assert_eq!(interval(-1.0, 6.0).reading_with_margin(5.0), Reading::CannotTell);
        assert_eq!(interval(6.0, 8.0).reading_with_margin(5.0), Reading::Higher);
    }

    #[test]
    fn nan_is_refused_with_its_place() {
        assert_eq!(all_finite(&[1.0, f64::NAN]), Err(Cannot::NotANumber { at: 1 }));
        assert_eq!(all_finite(&[f64::INFINITY]), Err(Cannot::NotANumber { at: 0 }));
        assert_eq!(all_finite(&[]), Ok(()));
    }
}
