//! What did they answer, how sure is it, and where do two groups or two waves differ? Ballots come in as columns of small codes, one
//! column an item, all in the same order; what comes out says how many answered, how many had no opinion and how many left the
//! item out.
//!
//! **No opinion is no middle.** An answer outside the scale is counted and shown beside the bar. It enters no share on the scale,
//! no mean and no score.
//!
//! **Nothing is hidden here.** Whether a group is large enough to be shown is for [`crate::release`] and [`crate::suppress`], which
//! the query layer asks before it shows anything that is computed here.
//!
//! **What a mean of a scale is.** The points of a scale are treated as if they stood equally far apart, as their values say. That is
//! usual and a choice; the shares, and the median, do without it.
//!
//! Counting is one pass over the columns ([`tally`]); whatever concerns one item is then computed from counts. Only [`scores`] and
//! [`alpha`] look at ballots again, because they need the answers of one person side by side.

mod compare;
mod scores;

use crate::certainty::{Cannot, Interval, level_ok};
use crate::difference::mean_interval_of;
use crate::instrument::{Instrument, Item, Scale};
use crate::spread::Group;
pub use compare::{Gap, face_to_face, holm, since};
pub use scores::{Alpha, Score, alpha, score_figures, scores};
use serde::{Deserialize, Serialize};

/// The code of an item that a ballot leaves out.
pub const MISSING: u8 = 0;

/// The group of a ballot that belongs to none of those that are told apart.
pub const NO_GROUP: u16 = u16::MAX;

/// What the codes of one item mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Coding {
    values: Vec<f64>,
    outside: usize,
    /// Code to place: points, then answers outside the scale, then "missing", then "unknown".
    place: [u8; 256],
}

impl Coding {
    /// From (code, value) of each point and the codes of the answers outside the scale, in the order in which they are to be
    /// reported. Refused: no point, a code twice or 0, a value that is not a number.
    pub fn new(points: &[(u8, f64)], outside: &[u8]) -> Result<Coding, Cannot> {
        let answers = points.len() + outside.len();
        let unknown = u8::try_from(answers + 1).map_err(|_| Cannot::OutOfRange)?;
        if let Some(at) = points.iter().position(|(_, v)| !v.is_finite()) {
            return Err(Cannot::NotANumber { at });
        }
        let mut place = [unknown; 256];
        place[usize::from(MISSING)] = unknown - 1;
        for (at, code) in (0..unknown).zip(points.iter().map(|(c, _)| c).chain(outside)) {
            if std::mem::replace(&mut place[usize::from(*code)], at) != unknown {
                return Err(Cannot::OutOfRange);
            }
        }
        if points.is_empty() {
            return Err(Cannot::TooFew { need: 1, have: 0 });
        }
        Ok(Coding { values: points.iter().map(|(_, v)| *v).collect(), outside: outside.len(), place })
    }

    /// The coding of an instrument's scale, its answers in the scale's order. A scale without a
    /// [problem](crate::instrument::Instrument::problems) and of at most 254 answers always has one.
    pub fn of(scale: &Scale) -> Result<Coding, Cannot> {
        let points: Vec<(u8, f64)> = scale.points.iter().map(|p| (p.code, p.value)).collect();
        let outside: Vec<u8> = scale.outside.iter().map(|o| o.code).collect();
        Coding::new(&points, &outside)
    }

    /// What an item's codes count in the score of its dimension: its scale's coding, turned where the item is reversed. Refused
    /// for an open item.
    pub fn in_score(instrument: &Instrument, item: &Item) -> Result<Coding, Cannot> {
        let coding = Coding::of(instrument.scale_of(item).ok_or(Cannot::OutOfRange)?)?;
        Ok(if item.reversed { coding.turned() } else { coding })
    }

    /// The same with the values turned around (lowest + highest − value), for a reversed item in a score.
    pub fn turned(&self) -> Coding {
        let (low, high) = self.ends();
        Coding { values: self.values.iter().map(|v| low + high - v).collect(), ..self.clone() }
    }

    /// The value of each point.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Half way between the lowest and the highest value; a point may stand there or not.
    pub fn middle(&self) -> f64 {
        let (low, high) = self.ends();
        low + (high - low) / 2.0
    }

    fn ends(&self) -> (f64, f64) {
        let low = self.values.iter().copied().fold(f64::INFINITY, f64::min);
        (low, self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    }

    fn places(&self) -> usize {
        self.values.len() + self.outside + 2
    }
}

/// One item's answers, one code a ballot.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// The codes; the same ballot stands at the same place of every column.
    pub codes: &'a [u8],
    /// What they mean.
    pub coding: &'a Coding,
}

/// How often each answer to one item was given in one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Ballots at each point of the scale.
    pub points: Vec<usize>,
    /// Ballots at each answer outside the scale.
    pub outside: Vec<usize>,
    /// Ballots that left the item out.
    pub missing: usize,
}

impl Counts {
    /// Ballots that answered on the scale.
    pub fn n(&self) -> usize {
        self.points.iter().sum()
    }

    /// Ballots that gave an answer outside the scale.
    pub fn no_opinion(&self) -> usize {
        self.outside.iter().sum()
    }

    /// Both groups together; `None` when they were not counted by the same coding.
    pub fn and(&self, other: &Counts) -> Option<Counts> {
        let sum = |a: &[usize], b: &[usize]| a.iter().zip(b).map(|(a, b)| a + b).collect();
        let same = self.points.len() == other.points.len() && self.outside.len() == other.outside.len();
        same.then(|| Counts {
            points: sum(&self.points, &other.points),
            outside: sum(&self.outside, &other.outside),
            missing: self.missing + other.missing,
        })
    }
}

/// Counts every answer of every item in every group, in one pass: `result[item][group]`. `groups` says for each ballot its group
/// from 0 up to, not including, `of`, or [`NO_GROUP`]. Refused: columns of different lengths, a group outside the range, a code
/// that the item's coding does not know.
pub fn tally(columns: &[Column<'_>], groups: &[u16], of: usize) -> Result<Vec<Vec<Counts>>, Cannot> {
    groups_ok(groups, of)?;
    columns.iter().map(|column| tally_one(column, groups, of)).collect()
}

fn groups_ok(groups: &[u16], of: usize) -> Result<(), Cannot> {
    let fine = of <= usize::from(NO_GROUP) && groups.iter().all(|g| usize::from(*g) < of || *g == NO_GROUP);
    if fine { Ok(()) } else { Err(Cannot::OutOfRange) }
}

fn tally_one(column: &Column<'_>, groups: &[u16], of: usize) -> Result<Vec<Counts>, Cannot> {
    let Column { codes, coding } = column;
    if codes.len() != groups.len() {
        return Err(Cannot::OutOfRange);
    }
    let width = coding.places();
    let mut counted = vec![0usize; width * (of + 1)];
    for (code, group) in codes.iter().zip(groups) {
        // Ballots of no group are counted in a row of their own, which is looked at for unknown codes only.
        counted[usize::from(*group).min(of) * width + usize::from(coding.place[usize::from(*code)])] += 1;
    }
    if counted.chunks(width).any(|row| row[width - 1] > 0) {
        return Err(Cannot::OutOfRange);
    }
    let points = coding.values.len();
    let counts = |row: &[usize]| Counts {
        points: row[..points].to_vec(),
        outside: row[points..width - 2].to_vec(),
        missing: row[width - 2],
    };
    Ok(counted.chunks(width).take(of).map(counts).collect())
}

/// A diverging bar: what lies left and right of the scale's middle, and beside it, never in it, what lies outside the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Ballots that answered on the scale.
    pub n: usize,
    /// Ballots that gave an answer outside the scale.
    pub no_opinion: usize,
    /// Ballots that left the item out.
    pub missing: usize,
    /// The bar itself; none when nobody answered on the scale.
    pub on_scale: Option<Halves>,
    /// The share of each answer outside the scale among all who answered at all (`n + no_opinion`); none when nobody did.
    pub outside: Option<Vec<f64>>,
}

/// The parts of a diverging bar, each a share of those who answered on the scale, between 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Halves {
    /// The share of each point, in the scale's order. They add up to 1.
    pub shares: Vec<f64>,
    /// The share of all points below the scale's middle.
    pub left: f64,
    /// The share of the point that stands at the middle; it is drawn half to the left and half to the right.
    pub middle: f64,
    /// The share of all points above the scale's middle.
    pub right: f64,
}

/// The shares of an item's answers, ready to be drawn to both sides of the middle (Robbins & Heiberger 2011, Proceedings of
/// the Joint Statistical Meetings, Survey Research Methods: 1058-1066). An interval for one of them: [`crate::proportion::share`].
/// Refused: counts that were not made by this coding.
pub fn bar(counts: &Counts, coding: &Coding) -> Result<Bar, Cannot> {
    fits(counts, coding)?;
    let (n, no_opinion) = (counts.n(), counts.no_opinion());
    let share = |count: usize, of: usize| count as f64 / of as f64;
    let middle = coding.middle();
    let (low, high) = coding.ends();
    // A value computed to lie at the middle does so up to rounding.
    let near = (high - low) * 1e-9;
    let part = |which: &dyn Fn(f64) -> bool| {
        let those = counts.points.iter().zip(&coding.values).filter(|(_, v)| which(**v));
        share(those.map(|(c, _)| c).sum(), n)
    };
    let on_scale = (n > 0).then(|| Halves {
        shares: counts.points.iter().map(|c| share(*c, n)).collect(),
        left: part(&|v| v < middle - near),
        middle: part(&|v| (v - middle).abs() <= near),
        right: part(&|v| v > middle + near),
    });
    let answered = n + no_opinion;
    let outside = (answered > 0).then(|| counts.outside.iter().map(|c| share(*c, answered)).collect());
    Ok(Bar { n, no_opinion, missing: counts.missing, on_scale, outside })
}

/// The usual figures of an item, or of a dimension's scores, in one group; in the unit of the scale's values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Ballots with a value.
    pub n: usize,
    /// Ballots whose answer lies outside the scale.
    pub no_opinion: usize,
    /// Ballots without an answer.
    pub missing: usize,
    /// Mean; none without a value.
    pub mean: Option<f64>,
    /// Sample standard deviation (divisor n − 1); none below two values.
    pub sd: Option<f64>,
    /// Median (of an even number of values the mean of the two in the middle); none without a value.
    pub median: Option<f64>,
    /// Interval around the mean (Student's t); none below two values, or when all are the same.
    pub interval: Option<Interval>,
    /// Sum of squared deviations from the mean; 0 below two values.
    pub squares: f64,
}

impl Figures {
    /// The same as what [`crate::spread`] wants to know of a group; none without a value.
    pub fn group(&self) -> Option<Group> {
        self.mean.map(|mean| Group { n: self.n, mean, squares: self.squares })
    }

    /// `all` are the values with how often each occurs, from the lowest to the highest.
    fn from_sorted(all: &[(f64, usize)], no_opinion: usize, missing: usize, level: f64) -> Result<Figures, Cannot> {
        level_ok(level)?;
        let n: usize = all.iter().map(|(_, c)| c).sum();
        let none = Figures { n, no_opinion, missing, mean: None, sd: None, median: None, interval: None, squares: 0.0 };
        if n == 0 {
            return Ok(none);
        }
        let first = all.iter().map(|(v, c)| v * *c as f64).sum::<f64>() / n as f64;
        // A second look at the mean removes the rounding of the first; equal values then give exactly their value.
        let mean = first + all.iter().map(|(v, c)| (v - first) * *c as f64).sum::<f64>() / n as f64;
        let squares = all.iter().map(|(v, c)| (v - mean).powi(2) * *c as f64).sum::<f64>();
        let at = |place: usize| {
            let mut before = 0;
            let found = all.iter().find(|(_, c)| {
                before += c;
                before > place
            });
            found.map_or(f64::NAN, |(v, _)| *v) // place is below n
        };
        let (a, b) = (at((n - 1) / 2), at(n / 2));
        Ok(Figures {
            mean: Some(mean),
            sd: (n > 1).then(|| (squares / (n - 1) as f64).sqrt()),
            median: Some(if a == b { a } else { a / 2.0 + b / 2.0 }),
            interval: if n > 1 { mean_interval_of(n, mean, squares, level).ok().map(|m| m.interval) } else { None },
            squares,
            ..none
        })
    }
}

/// Mean, spread and median of one item in one group, with the interval of `level` around the mean. Refused: counts that were
/// not made by this coding, a level not between 0 and 1.
pub fn figures(counts: &Counts, coding: &Coding, level: f64) -> Result<Figures, Cannot> {
    fits(counts, coding)?;
    let mut all: Vec<(f64, usize)> = coding.values.iter().copied().zip(counts.points.iter().copied()).collect();
    all.retain(|(_, c)| *c > 0);
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    Figures::from_sorted(&all, counts.no_opinion(), counts.missing, level)
}

fn fits(counts: &Counts, coding: &Coding) -> Result<(), Cannot> {
    let same = counts.points.len() == coding.values.len() && counts.outside.len() == coding.outside;
    if same { Ok(()) } else { Err(Cannot::OutOfRange) }
}

#[cfg(test)]
mod tests;
