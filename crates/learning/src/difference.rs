//! How large is the mean, and do two separate groups differ? Each answer comes with its interval. (The same students
//! measured twice belong to [`crate::growth`].)

use crate::certainty::{Cannot, Interval, Reading, all_finite, at_least, finite, level_ok};
use crate::describe::mean_and_squares;
use crate::distributions::{ln_gamma_step, normal_quantile, t_two_sided, t_upper};
use serde::{Deserialize, Serialize};

/// A mean with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// How many values it rests on.
    pub n: usize,
    /// The mean, in the unit of the values.
    pub mean: f64,
    /// Standard error of the mean.
    pub se: f64,
    /// Student's t interval, n − 1 degrees of freedom.
    pub interval: Interval,
}

/// The mean of at least two values that are not all the same, with Student's t interval (Student 1908, Biometrika 6:
/// 1-25): mean ± t(n−1) · sd/√n.
pub fn mean_interval(values: &[f64], level: f64) -> Result<Mean, Cannot> {
    all_finite(values)?;
    level_ok(level)?;
    at_least(2, values.len())?;
    let (mean, squares) = mean_and_squares(values);
    mean_interval_of(values.len(), mean, squares, level)
}

pub(crate) fn mean_interval_of(n: usize, mean: f64, squares: f64, level: f64) -> Result<Mean, Cannot> {
    if squares <= 0.0 {
        return Err(Cannot::NoSpread);
    }
    let df = (n - 1) as f64;
    let se = finite((squares / df / n as f64).sqrt())?;
    Ok(Mean { n, mean: finite(mean)?, se, interval: Interval::around(mean, t_two_sided(level, df) * se, level) })
}

/// The difference between two means, first minus second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Values in the first group.
    pub n_first: usize,
    /// Values in the second group.
    pub n_second: usize,
    /// Mean of the first group.
    pub mean_first: f64,
    /// Mean of the second group.
    pub mean_second: f64,
    /// First mean minus second mean, in the unit of the values.
    pub difference: f64,
    /// Standard error of the difference.
    pub se: f64,
    /// Degrees of freedom (Welch–Satterthwaite).
    pub df: f64,
    /// Two-sided p value of "there is no difference".
    pub p: f64,
    /// Interval around the difference.
    pub interval: Interval,
}

impl Difference {
    /// Is the first group higher, lower, or can we not tell?
    pub fn reading(&self) -> Reading {
        self.interval.reading()
    }
}

/// Compares the means of two separate groups, each of at least two values, without assuming equal variances.
/// (Welch 1947, Biometrika 34: 28-35; degrees of freedom by Satterthwaite 1946, Biometrics Bulletin 2: 110-114.)
pub fn welch(first: &[f64], second: &[f64], level: f64) -> Result<Difference, Cannot> {
    all_finite(first)?;
    all_finite(second)?;
    level_ok(level)?;
    at_least(2, first.len().min(second.len()))?;
    let (m1, s1) = mean_and_squares(first);
    let (m2, s2) = mean_and_squares(second);
    welch_of((first.len(), m1, s1), (second.len(), m2, s2), level)
}

/// The same from (n, mean, sum of squared deviations) of each group.
pub(crate) fn welch_of(
    (n1, m1, s1): (usize, f64, f64),
    (n2, m2, s2): (usize, f64, f64),
    level: f64,
) -> Result<Difference, Cannot> {
    let (d1, d2) = ((n1 - 1) as f64, (n2 - 1) as f64);
    let (v1, v2) = (s1 / d1 / n1 as f64, s2 / d2 / n2 as f64);
    let v = v1 + v2;
    if v <= 0.0 {
        return Err(Cannot::NoSpread);
    }
    let (r1, r2) = (v1 / v, v2 / v);
    let df = 1.0 / (r1 * r1 / d1 + r2 * r2 / d2);
    let se = finite(v.sqrt())?;
    let difference = finite(m1 - m2)?;
    Ok(Difference {
        n_first: n1,
        n_second: n2,
        mean_first: m1,
        mean_second: m2,
        difference,
        se,
        df,
        p: (2.0 * t_upper((difference / se).abs(), df)).min(1.0),
        interval: Interval::around(difference, t_two_sided(level, df) * se, level),
    })
}

/// A difference in units of the standard deviation within the groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EffectSize {
    /// Cohen's d: difference of means over the pooled standard deviation.
    pub d: f64,
    /// Hedges' g: d with the small-sample bias taken out.
    pub g: f64,
    /// Interval around g.
    pub interval: Interval,
}

/// Cohen's d and Hedges' g of two separate groups, each of at least two values.
/// d = (m₁ − m₂)/s_pooled (Cohen 1988); g = J(m)·d with m = n₁ + n₂ − 2 and the exact J(m) = Γ(m/2)/(√(m/2) Γ((m−1)/2))
/// (Hedges 1981, J. Educational Statistics 6: 107-128). The interval is g ± z·J·√(1/n₁ + 1/n₂ + d²/(2(n₁+n₂)))
/// (Borenstein et al. 2009, Introduction to Meta-Analysis, chapter 4), a large-sample one.
pub fn effect_size(first: &[f64], second: &[f64], level: f64) -> Result<EffectSize, Cannot> {
    all_finite(first)?;
    all_finite(second)?;
    level_ok(level)?;
    at_least(2, first.len().min(second.len()))?;
    let (m1, s1) = mean_and_squares(first);
    let (m2, s2) = mean_and_squares(second);
    effect_size_of((first.len(), m1, s1), (second.len(), m2, s2), level)
}

/// The same from (n, mean, sum of squared deviations) of each group.
pub(crate) fn effect_size_of(
    (n1, m1, s1): (usize, f64, f64),
    (n2, m2, s2): (usize, f64, f64),
    level: f64,
) -> Result<EffectSize, Cannot> {
    let (n1, n2) = (n1 as f64, n2 as f64);
    let m = n1 + n2 - 2.0;
    let pooled = ((s1 + s2) / m).sqrt();
    if pooled <= 0.0 {
        return Err(Cannot::NoSpread);
    }
    let d = finite((m1 - m2) / pooled)?;
    let j = (ln_gamma_step((m - 1.0) / 2.0, 0.5) - 0.5 * (m / 2.0).ln()).exp();
    let g = j * d;
    let se = j * (1.0 / n1 + 1.0 / n2 + d * d / (2.0 * (n1 + n2))).sqrt();
    Ok(EffectSize { d, g, interval: Interval::around(g, normal_quantile(0.5 + level / 2.0) * se, level) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn too_few_and_no_spread_are_said() {
        assert_eq!(mean_interval(&[], 0.95), Err(Cannot::TooFew { need: 2, have: 0 }));
        assert_eq!(mean_interval(&[3.0], 0.95), Err(Cannot::TooFew { need: 2, have: 1 }));
        assert_eq!(mean_interval(&[3.0, 3.0], 0.95), Err(Cannot::NoSpread));
        assert_eq!(mean_interval(&[3.0, 4.0], 1.0), Err(Cannot::OutOfRange));
        assert_eq!(mean_interval(&[3.0, f64::NAN], 0.95), Err(Cannot::NotANumber { at: 1 }));
        assert_eq!(welch(&[1.0, 2.0], &[1.0], 0.95), Err(Cannot::TooFew { need: 2, have: 1 }));
        assert_eq!(welch(&[1.0, 1.0], &[2.0, 2.0], 0.95), Err(Cannot::NoSpread));
        assert_eq!(effect_size(&[1.0, 1.0], &[2.0, 2.0], 0.95), Err(Cannot::NoSpread));
        assert!(welch(&[1.0, 1.0], &[2.0, 3.0], 0.95).is_ok());
    }

    #[test]
    fn a_worked_example() {
        // By hand: mean 3, sd √2.5, se √0.5; t(0.975, 4) = 2.776445105
        let m = mean_interval(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95).unwrap();
        assert!((m.interval.high - (3.0 + 2.776_445_105_197_793 * 0.5f64.sqrt())).abs() < 1e-12);
        // Γ(3)/(√3 Γ(2.5)) at m = 6: 2/(1.7320508 × 1.3293404) = 0.868626
        let e = effect_size(&[1.0, 2.0, 3.0, 4.0], &[3.0, 4.0, 5.0, 6.0], 0.95).unwrap();
        assert!((e.g / e.d - 0.868_626_1).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn swapping_the_groups_turns_the_sign(
            a in prop::collection::vec(-100.0f64..100.0, 2..40), b in prop::collection::vec(-100.0f64..100.0, 2..40)
        ) {
            let (x, y) = (welch(&a, &b, 0.9).unwrap(), welch(&b, &a, 0.9).unwrap());
            prop_assert!((x.difference + y.difference).abs() < 1e-9);
            prop_assert!((x.interval.low + y.interval.high).abs() < 1e-6 * (1.0 + x.interval.low.abs()));
            prop_assert!((0.0..=1.0).contains(&x.p));
            // p below 0.1 exactly when the 90 % interval leaves zero out
            prop_assert_eq!(x.p < 0.1, x.reading() != Reading::CannotTell);
            let least = (a.len().min(b.len()) - 1) as f64;
            prop_assert!(x.df >= least - 1e-6 && x.df <= (a.len() + b.len() - 2) as f64 + 1e-6);
        }

        #[test]
        fn a_higher_level_is_a_wider_interval(a in prop::collection::vec(-5.0f64..5.0, 3..30)) {
            let wide = mean_interval(&a, 0.99).unwrap();
            let narrow = mean_interval(&a, 0.80).unwrap();
            prop_assert!(wide.interval.width() > narrow.interval.width());
            prop_assert!(narrow.interval.holds(narrow.mean));
        }
    }
}
