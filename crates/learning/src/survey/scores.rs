//! What needs the answers of one person side by side: a score over the items of a dimension, and how well they go together.

use super::{Coding, Column, Figures, MISSING, groups_ok};
use crate::certainty::{Cannot, Interval, at_least, level_ok};
use crate::describe::mean_and_squares;
use crate::distributions::f_quantile;
use serde::{Deserialize, Serialize};

/// One person's score on a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// The mean of the items answered on the scale, in the unit of its values.
    Value(f64),
    /// Too few items answered on the scale, but enough answered at all.
    NoOpinion,
    /// Too few items answered.
    Missing,
}

// What a code is to a score, as bits, so that a ballot's items can be looked at together.
const ON_SCALE: u8 = 1;
const OUTSIDE: u8 = 2;
const LEFT_OUT: u8 = 4;
const UNKNOWN: u8 = 8;

/// What each code counts (0 where it counts nothing), and what it is.
struct Look {
    value: [f64; 256],
    kind: [u8; 256],
}

impl Look {
    fn of(coding: &Coding) -> Look {
        let mut look = Look { value: [0.0; 256], kind: [UNKNOWN; 256] };
        for (code, place) in coding.place.iter().enumerate() {
            let place = usize::from(*place);
            if let Some(value) = coding.values.get(place) {
                (look.value[code], look.kind[code]) = (*value, ON_SCALE);
            } else if place < coding.values.len() + coding.outside {
                look.kind[code] = OUTSIDE;
            }
        }
        look.kind[usize::from(MISSING)] = LEFT_OUT;
        look
    }
}

fn ballots(columns: &[Column<'_>]) -> Result<usize, Cannot> {
    let n = columns.first().map_or(0, |c| c.codes.len());
    if columns.iter().all(|c| c.codes.len() == n) { Ok(n) } else { Err(Cannot::OutOfRange) }
}

/// Each ballot's score over the items of a dimension: the mean of those answered on the scale, where there are at least `least`
/// of them. Give a reversed item its [turned](Coding::turned) coding. Refused: a `least` of 0 or of more than there are items,
/// columns of different lengths, an unknown code.
///
/// The mean of what was answered stands in for what was not (person-mean substitution). That does well while few answers are
/// missing and less so the more are (Downey & King 1998, J. General Psychology 125: 175-191); methods that use how the items
/// hang together do better (Huisman 2000, Quality & Quantity 34: 331-351), but nobody could check those by hand. So ask for
/// most of the items.
pub fn scores(columns: &[Column<'_>], least: usize) -> Result<Vec<Score>, Cannot> {
    let n = ballots(columns)?;
    if least == 0 || least > columns.len() || columns.len() > usize::from(u16::MAX) {
        return Err(Cannot::OutOfRange);
    }
    let mut sums = vec![0.0f64; n];
    let mut on_scale = vec![0u16; n];
    let mut at_all = vec![0u16; n];
    for column in columns {
        let look = Look::of(column.coding);
        let mut seen = 0;
        for (((code, sum), on), all) in column.codes.iter().zip(&mut sums).zip(&mut on_scale).zip(&mut at_all) {
            let kind = look.kind[usize::from(*code)];
            seen |= kind;
            *sum += look.value[usize::from(*code)];
            *on += u16::from(kind & ON_SCALE);
            *all += u16::from(kind != LEFT_OUT);
        }
        if seen & UNKNOWN != 0 {
            return Err(Cannot::OutOfRange);
        }
    }
    let scored = sums.iter().zip(&on_scale).zip(&at_all).map(|((sum, on), all)| {
        if usize::from(*on) >= least {
            Score::Value(sum / f64::from(*on))
        } else if usize::from(*all) >= least {
            Score::NoOpinion
        } else {
            Score::Missing
        }
    });
    Ok(scored.collect())
}

/// The figures of a dimension's scores in each group, with the interval of `level` around the mean. `groups` and `of` as in
/// [`super::tally`].
pub fn score_figures(scores: &[Score], groups: &[u16], of: usize, level: f64) -> Result<Vec<Figures>, Cannot> {
    level_ok(level)?;
    groups_ok(groups, of)?;
    if scores.len() != groups.len() {
        return Err(Cannot::OutOfRange);
    }
    let mut found: Vec<(Vec<f64>, usize, usize)> = vec![Default::default(); of];
    for (at, (score, group)) in scores.iter().zip(groups).enumerate() {
        let Some((values, no_opinion, missing)) = found.get_mut(usize::from(*group)) else { continue }; // of no group
        match score {
            Score::Value(value) if value.is_finite() => values.push(*value),
            Score::Value(_) => return Err(Cannot::NotANumber { at }),
            Score::NoOpinion => *no_opinion += 1,
            Score::Missing => *missing += 1,
        }
    }
    let figures = found.into_iter().map(|(mut values, no_opinion, missing)| {
        values.sort_unstable_by(f64::total_cmp);
        let alike = values.chunk_by(|a, b| a == b).map(|run| (run[0], run.len()));
        Figures::from_sorted(&alike.collect::<Vec<_>>(), no_opinion, missing, level)
    });
    figures.collect()
}

/// How well the items of a dimension go together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Alpha {
    /// How many items.
    pub items: usize,
    /// Ballots that answered all of them on the scale; alpha rests on these alone.
    pub n: usize,
    /// Ballots left out because an answer lies outside the scale, though none is missing.
    pub no_opinion: usize,
    /// Ballots left out because an item was not answered.
    pub missing: usize,
    /// Cronbach's alpha: 1 when all items say the same, about 0 when they have nothing to do with each other, below 0 when
    /// they speak against each other (often an item that should have been turned).
    pub alpha: f64,
    /// Feldt's interval around it.
    pub interval: Interval,
}

/// Cronbach's alpha of at least two items over the ballots that answered all of them on the scale (complete cases; at least
/// two, and not all with the same sum): k/(k − 1) · (1 − Σ variances of the items / variance of their sum) (Cronbach 1951,
/// Psychometrika 16: 297-334). Give a reversed item its [turned](Coding::turned) coding. Refused: columns of different lengths,
/// an unknown code.
///
/// The interval is Feldt's (1965, Psychometrika 30: 357-370), as Feldt, Woodruff & Salih (1987, Applied Psychological
/// Measurement 11: 93-103) write it: 1 − (1 − α)·F at the two tails, with n − 1 and (n − 1)(k − 1) degrees of freedom. It takes
/// answers for normal and items for interchangeable; with strongly skewed answers it is too narrow. Items that agree exactly
/// give 1 with an interval of no width, which says only that these ballots show no disagreement.
pub fn alpha(columns: &[Column<'_>], level: f64) -> Result<Alpha, Cannot> {
    level_ok(level)?;
    let items = columns.len();
    at_least(2, items)?;
    let mut totals = vec![0.0f64; ballots(columns)?];
    let mut kinds = vec![0u8; totals.len()];
    for column in columns {
        let look = Look::of(column.coding);
        for ((code, total), kinds) in column.codes.iter().zip(&mut totals).zip(&mut kinds) {
            *total += look.value[usize::from(*code)];
            *kinds |= look.kind[usize::from(*code)];
        }
    }
    if kinds.iter().any(|k| k & UNKNOWN != 0) {
        return Err(Cannot::OutOfRange);
    }
    let missing = kinds.iter().filter(|k| **k & LEFT_OUT != 0).count();
    let no_opinion = kinds.iter().filter(|k| **k & (LEFT_OUT | OUTSIDE) == OUTSIDE).count();
    let totals: Vec<f64> = totals.iter().zip(&kinds).filter(|(_, k)| **k == ON_SCALE).map(|(t, _)| *t).collect();
    let n = totals.len();
    at_least(2, n)?;
    let (_, of_sum) = mean_and_squares(&totals);
    let of_items: f64 = columns.iter().map(|c| squares_of(c, &kinds)).sum();
    // Sums that differ by their rounding alone are the same.
    if of_sum <= of_items * 1e-20 {
        return Err(Cannot::NoSpread);
    }
    let k = items as f64;
    let alpha = k / (k - 1.0) * (1.0 - of_items / of_sum);
    let (d1, tail) = ((n - 1) as f64, (1.0 - level) / 2.0);
    let end = |p: f64| 1.0 - (1.0 - alpha) * f_quantile(p, d1, d1 * (k - 1.0));
    Ok(Alpha {
        items,
        n,
        no_opinion,
        missing,
        alpha,
        interval: Interval { low: end(1.0 - tail), high: end(tail), level },
    })
}

/// Sum of squared deviations of one item over the complete ballots, from how often each answer occurs.
fn squares_of(column: &Column<'_>, kinds: &[u8]) -> f64 {
    let mut counts = [0usize; 256];
    for (code, kind) in column.codes.iter().zip(kinds) {
        counts[usize::from(*code)] += usize::from(*kind == ON_SCALE);
    }
    let look = Look::of(column.coding);
    let n = counts.iter().sum::<usize>() as f64;
    let mean = counts.iter().zip(look.value).map(|(c, v)| *c as f64 * v).sum::<f64>() / n;
    counts.iter().zip(look.value).map(|(c, v)| *c as f64 * (v - mean).powi(2)).sum()
}
