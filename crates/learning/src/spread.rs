//! How much do groups (classrooms, schools) differ among themselves, and how much of that is chance? A group's raw mean
//! exaggerates, the more the smaller the group; partial pooling says what the group's mean most likely is.
//!
//! A share (of students who are proficient, say) is the mean of ones and zeros and may be treated the same way.

use crate::certainty::{Cannot, Interval, all_finite, at_least, finite, level_ok};
use crate::describe::mean_and_squares;
use crate::difference::{Difference, welch_of};
use crate::distributions::{f_quantile, f_upper, normal_quantile};
use serde::{Deserialize, Serialize};

/// What is needed to know of one group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// How many values.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Sum of squared deviations from that mean (0 for a single value).
    pub squares: f64,
}

impl Group {
    /// From at least one finite value.
    pub fn of(values: &[f64]) -> Result<Group, Cannot> {
        all_finite(values)?;
        at_least(1, values.len())?;
        let (mean, squares) = mean_and_squares(values);
        Ok(Group { n: values.len(), mean: finite(mean)?, squares: finite(squares)? })
    }

    /// From what a database adds up: the number of values, their sum and the sum of their squares. Good to some ten digits
    /// while the spread is not tiny against the mean, which test scores never are.
    pub fn from_sums(n: usize, sum: f64, sum_of_squares: f64) -> Result<Group, Cannot> {
        at_least(1, n)?;
        let mean = finite(sum / n as f64)?;
        Ok(Group { n, mean, squares: finite(sum_of_squares - sum * mean)?.max(0.0) })
    }
}

/// The one-way split of all variation into between groups and within groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// How many groups (empty ones were left out).
    pub groups: usize,
    /// How many values in all.
    pub n: usize,
    /// Mean of all values.
    pub mean: f64,
    /// Mean square between groups.
    pub ms_between: f64,
    /// Mean square within groups: the variance of values around their group's mean.
    pub ms_within: f64,
    /// The "average" group size for unequal groups: (N − Σn²/N)/(k − 1).
    pub n0: f64,
    /// Estimated variance of the true group means, (ms_between − ms_within)/n0, not below 0; in squared units.
    pub var_between: f64,
    /// Share of the variance that lies between groups: ICC(1), not below 0.
    pub icc: f64,
    /// The same before it was kept from falling below 0.
    pub icc_raw: f64,
    /// Interval around the share, cut to 0 … 1.
    pub icc_interval: Interval,
    /// F statistic of "all groups have the same mean", with groups − 1 and n − groups degrees of freedom.
    pub f: f64,
    /// Its p value.
    pub p: f64,
}

/// Splits the variation of at least two groups, with more values than groups and some spread within.
///
/// ICC(1) by the analysis-of-variance estimator for unequal groups (Donner 1986, International Statistical Review 54: 67-82;
/// Shrout & Fleiss 1979, Psychological Bulletin 86: 420-428). Interval from the F distribution with n0 in place of
/// the common size (Searle 1971, Linear Models; exact for equal groups, near for unequal ones).
pub fn split(groups: &[Group], level: f64) -> Result<Split, Cannot> {
    level_ok(level)?;
    let groups: Vec<&Group> = groups.iter().filter(|g| g.n > 0).collect();
    if let Some(at) = groups.iter().position(|g| !g.mean.is_finite() || !g.squares.is_finite()) {
        return Err(Cannot::NotANumber { at });
    }
    at_least(2, groups.len())?;
    let k = groups.len();
    let count: usize = groups.iter().map(|g| g.n).sum();
    at_least(k + 1, count)?;
    let n = count as f64;
    let mean = groups.iter().map(|g| g.n as f64 * g.mean).sum::<f64>() / n;
    let between: f64 = groups.iter().map(|g| g.n as f64 * (g.mean - mean).powi(2)).sum();
    let within: f64 = groups.iter().map(|g| g.squares).sum();
    let (df_between, df_within) = ((k - 1) as f64, (count - k) as f64);
    let ms_between = finite(between / df_between)?;
    let ms_within = finite(within / df_within)?;
    if ms_within <= 0.0 {
        return Err(Cannot::NoSpread);
    }
    let n0 = (n - groups.iter().map(|g| (g.n as f64).powi(2)).sum::<f64>() / n) / df_between;
    let raw_between = (ms_between - ms_within) / n0;
    let icc_raw = raw_between / (raw_between + ms_within);
    let f = ms_between / ms_within;
    let end = |quantile: f64| {
        let ratio = f / quantile;
        ((ratio - 1.0) / (ratio - 1.0 + n0)).clamp(0.0, 1.0)
    };
    let tail = (1.0 - level) / 2.0;
    Ok(Split {
        groups: k,
        n: count,
        mean,
        ms_between,
        ms_within,
        n0,
        var_between: raw_between.max(0.0),
        icc: icc_raw.max(0.0),
        icc_raw,
        icc_interval: Interval {
            low: end(f_quantile(1.0 - tail, df_between, df_within)),
            high: end(f_quantile(tail, df_between, df_within)),
            level,
        },
        f,
        p: f_upper(f, df_between, df_within),
    })
}

/// One group's mean after partial pooling.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PooledMean {
    /// How many values the group has.
    pub n: usize,
    /// Its raw mean.
    pub raw: f64,
    /// How far its own values are trusted: 0 (not at all, the overall mean is taken) to 1 (fully).
    pub trust: f64,
    /// The partially pooled mean: overall + trust · (raw − overall).
    pub pooled: f64,
    /// Interval around the pooled mean.
    pub interval: Interval,
}

/// All groups after partial pooling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The overall mean towards which groups are drawn (each group weighted by how precisely it is known).
    pub overall: f64,
    /// Standard error of the overall mean.
    pub overall_se: f64,
    /// Estimated standard deviation of the true group means. At 0 the data show no difference beyond chance.
    pub sd_between: f64,
    /// The groups in the order given; empty groups get the overall mean with trust 0.
    pub groups: Vec<PooledMean>,
}

/// Partial pooling (empirical Bayes, "shrinkage") of group means, the variance between groups τ² estimated by the method of
/// moments of [`split`], σ² by the mean square within:
/// trust λⱼ = τ²/(τ² + σ²/nⱼ); overall μ = Σ wⱼ ȳⱼ/Σ wⱼ with wⱼ = 1/(τ² + σ²/nⱼ); pooled = μ + λⱼ(ȳⱼ − μ);
/// variance = λⱼ σ²/nⱼ + (1 − λⱼ)²/Σ wⱼ (Raudenbush & Bryk 2002, Hierarchical Linear Models, chapter 3; Efron & Morris
/// 1975, J. American Statistical Association 70: 311-319). The interval is normal and takes τ² and σ² as known, which makes it a
/// little too narrow when groups are few (below some ten).
pub fn pool(groups: &[Group], level: f64) -> Result<Pooled, Cannot> {
    let split = split(groups, level)?;
    let (tau2, sigma2) = (split.var_between, split.ms_within);
    let weight = |g: &Group| g.n as f64 / (tau2 * g.n as f64 + sigma2);
    let total: f64 = groups.iter().map(weight).sum();
    // An empty group weighs nothing, whatever stands in its mean.
    let filled = groups.iter().filter(|g| g.n > 0);
    let overall = filled.map(|g| weight(g) * g.mean).sum::<f64>() / total;
    let z = normal_quantile(0.5 + level / 2.0);
    let pooled = groups.iter().map(|g| {
        let n = g.n as f64;
        let trust = tau2 * n / (tau2 * n + sigma2);
        let raw = if g.n > 0 { g.mean } else { overall };
        let pooled = overall + trust * (raw - overall);
        // λσ²/n, written so that n = 0 gives τ²
        let own = tau2 * sigma2 / (tau2 * n + sigma2);
        let se = (own + (1.0 - trust).powi(2) / total).sqrt();
        PooledMean { n: g.n, raw, trust, pooled, interval: Interval::around(pooled, z * se, level) }
    });
    Ok(Pooled { overall, overall_se: (1.0 / total).sqrt(), sd_between: tau2.sqrt(), groups: pooled.collect() })
}

/// The widest gap: the group with the largest mean against the one with the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WidestGap {
    /// Place of the group with the largest mean (the first of several).
    pub highest: usize,
    /// Place of the group with the smallest mean (the first of several).
    pub lowest: usize,
    /// Their difference. Its interval and p value already allow for having picked the widest of all pairs.
    pub gap: Difference,
}

/// The gap between the largest and the smallest group mean, among the groups of at least two values (a single value has no
/// spread to judge by; such groups are passed over). Because the pair is
/// picked for being far apart, the interval is made at level 1 − (1 − level)/m and p is multiplied by m, with m the number of
/// pairs (Bonferroni; Dunn 1961, J. American Statistical Association 56: 52-64): careful rather than sharp.
pub fn widest_gap(groups: &[Group], level: f64) -> Result<WidestGap, Cannot> {
    level_ok(level)?;
    let several: Vec<(usize, &Group)> = groups.iter().enumerate().filter(|(_, g)| g.n > 1).collect();
    if let Some((at, _)) = several.iter().find(|(_, g)| !g.mean.is_finite() || !g.squares.is_finite()) {
        return Err(Cannot::NotANumber { at: *at });
    }
    at_least(2, several.len())?;
    let (mut highest, mut lowest) = (several[0].0, several[0].0);
    for (at, g) in &several {
        if g.mean > groups[highest].mean {
            highest = *at;
        }
        if g.mean < groups[lowest].mean {
            lowest = *at;
        }
    }
    if highest == lowest {
        return Err(Cannot::NoSpread);
    }
    let pairs = (several.len() * (several.len() - 1) / 2) as f64;
    let (top, bottom) = (&groups[highest], &groups[lowest]);
    let mut gap =
        welch_of((top.n, top.mean, top.squares), (bottom.n, bottom.mean, bottom.squares), 1.0 - (1.0 - level) / pairs)?;
    gap.p = (gap.p * pairs).min(1.0);
    gap.interval.level = level;
    Ok(WidestGap { highest, lowest, gap })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(lists: &[&[f64]]) -> Vec<Group> {
        lists.iter().map(|l| Group::of(l).unwrap()).collect()
    }

    #[test]
    fn the_textbook_table_of_shrout_and_fleiss() {
        // Shrout & Fleiss 1979, table 2: six targets, four judges; ICC(1,1) = 0.17 (table 4), BMS 11.24, WMS 6.26.
        let g = groups(&[
            &[9.0, 2.0, 5.0, 8.0],
            &[6.0, 1.0, 3.0, 2.0],
            &[8.0, 4.0, 6.0, 8.0],
            &[7.0, 1.0, 2.0, 6.0],
            &[10.0, 5.0, 6.0, 9.0],
            &[6.0, 2.0, 4.0, 7.0],
        ]);
        let s = split(&g, 0.95).unwrap();
        assert!((s.ms_between - 11.24).abs() < 0.005 && (s.ms_within - 6.26).abs() < 0.005);
        assert!((s.icc - 0.17).abs() < 0.005);
        assert_eq!(s.n0, 4.0);
        assert_eq!(s.icc_interval.low, 0.0); // raw −0.13
        assert!((s.icc_interval.high - 0.72).abs() < 0.005);
    }

    #[test]
    fn edges() {
        assert_eq!(split(&[], 0.95), Err(Cannot::TooFew { need: 2, have: 0 }));
        assert_eq!(split(&groups(&[&[1.0], &[2.0]]), 0.95), Err(Cannot::TooFew { need: 3, have: 2 }));
        assert_eq!(split(&groups(&[&[1.0, 1.0], &[2.0, 2.0]]), 0.95), Err(Cannot::NoSpread));
        assert_eq!(Group::of(&[f64::NAN]), Err(Cannot::NotANumber { at: 0 }));
        assert_eq!(widest_gap(&groups(&[&[1.0, 2.0], &[2.0, 1.0]]), 0.95), Err(Cannot::NoSpread));
        assert_eq!(widest_gap(&groups(&[&[1.0, 2.0], &[2.0]]), 0.95), Err(Cannot::TooFew { need: 2, have: 1 }));
    }

    #[test]
    fn without_difference_beyond_chance_everybody_gets_the_overall_mean() {
        let g = groups(&[&[1.0, 9.0, 5.0], &[2.0, 8.0, 5.0], &[4.0, 6.0, 5.0]]);
        let p = pool(&g, 0.95).unwrap();
        assert_eq!(p.sd_between, 0.0);
        assert!(p.groups.iter().all(|g| g.trust == 0.0 && g.pooled == p.overall));
    }

    #[test]
    fn an_empty_group_gets_the_overall_mean_and_the_widest_interval() {
        let mut g = groups(&[&[1.0, 2.0, 3.0], &[11.0, 12.0, 13.0], &[5.0, 6.0, 7.0]]);
        g.push(Group { n: 0, mean: f64::NAN, squares: 0.0 });
        let p = pool(&g, 0.95).unwrap();
        assert_eq!((p.groups[3].trust, p.groups[3].pooled), (0.0, p.overall));
        assert!(p.groups[3].interval.width() > p.groups[0].interval.width());
    }

    #[test]
    fn the_same_from_sums() {
        let values = [431.0, 512.5, 470.0, 390.0];
        let a = Group::of(&values).unwrap();
        let b = Group::from_sums(4, values.iter().sum(), values.iter().map(|x| x * x).sum()).unwrap();
        assert!((a.mean - b.mean).abs() < 1e-9 && (a.squares - b.squares).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn pooling_draws_towards_the_middle_and_smaller_groups_more(
            lists in prop::collection::vec(prop::collection::vec(0.0f64..100.0, 1..20), 3..12)
        ) {
            let g: Vec<Group> = lists.iter().map(|l| Group::of(l).unwrap()).collect();
            prop_assume!(split(&g, 0.95).is_ok());
            let p = pool(&g, 0.95).unwrap();
            for m in &p.groups {
                let (low, high) = if m.raw < p.overall { (m.raw, p.overall) } else { (p.overall, m.raw) };
                prop_assert!(m.pooled >= low - 1e-9 && m.pooled <= high + 1e-9);
                prop_assert!((0.0..=1.0).contains(&m.trust));
            }
            for a in &p.groups {
                for b in &p.groups {
                    prop_assert!(a.n <= b.n || a.trust >= b.trust);
                }
            }
        }

        #[test]
        fn the_parts_add_up(lists in prop::collection::vec(prop::collection::vec(-50.0f64..50.0, 1..10), 2..8)) {
            let g: Vec<Group> = lists.iter().map(|l| Group::of(l).unwrap()).collect();
            let Ok(s) = split(&g, 0.95) else { return Ok(()) };
            let all: Vec<f64> = lists.concat();
            let total = Group::of(&all).unwrap();
            let parts = s.ms_between * (s.groups - 1) as f64 + s.ms_within * (s.n - s.groups) as f64;
            prop_assert!((parts - total.squares).abs() < 1e-6 * (1.0 + total.squares));
            prop_assert!((0.0..=1.0).contains(&s.icc) && s.icc_interval.low <= s.icc && s.icc <= s.icc_interval.high + 1e-12);
        }
    }
}
