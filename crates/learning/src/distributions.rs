//! The few distributions the other modules stand on: normal, Student's t, F and the fair-coin binomial. They are written
//! out here so that the crate needs nothing else; every tail is computed as a tail (never as 1 minus the other one) so
//! that small p values keep their digits.
//!
//! Sources: Lanczos (1964) for ln Γ, with the coefficients of Godfrey for g = 7; NIST DLMF 8.17.22 for the continued
//! fraction of the incomplete beta function; DLMF 7.6.2 and 7.9 for erf and erfc; the continued fractions are evaluated
//! by the modified Lentz method (Thompson & Barnett 1986, J. Comput. Phys. 64: 490-509).

use std::f64::consts::PI;

const TINY: f64 = 1e-300;
const ENOUGH: f64 = 1.5 * f64::EPSILON;

/// Natural logarithm of Γ(x) for x > 0.
pub fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 7.0;
    const C: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        return (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let sum = C.iter().enumerate().skip(1).fold(C[0], |sum, (i, c)| sum + c / (x + i as f64));
    let t = x + G + 0.5;
    0.5 * (2.0 * PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// What Stirling's formula leaves over: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 10 (DLMF 5.11.1).
fn stirling_rest(x: f64) -> f64 {
    let y = 1.0 / (x * x);
    (1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y * (1.0 / 1680.0 - y / 1188.0)))) / x
}

/// ln Γ(a + b) − ln Γ(a) for a, b > 0, without the cancellation that the plain difference suffers for large a.
pub fn ln_gamma_step(a: f64, b: f64) -> f64 {
    if a < 10.0 {
        return ln_gamma(a + b) - ln_gamma(a);
    }
    (a - 0.5) * (b / a).ln_1p() + b * (a + b).ln() - b + stirling_rest(a + b) - stirling_rest(a)
}

/// ln B(a, b).
fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    ln_gamma(small) - ln_gamma_step(large, small)
}

/// The regularized incomplete beta function I_x(a, b), given x and y = 1 − x (both, so that neither loses digits).
pub fn beta_regularized(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_lower(b, a, y, x);
    }
    beta_lower(a, b, x, y)
}

/// The same by the continued fraction, which converges fast where x is below the mean of the distribution.
fn beta_lower(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let ln_x = if x > 0.5 { (-y).ln_1p() } else { x.ln() };
    let ln_y = if y > 0.5 { (-x).ln_1p() } else { y.ln() };
    let front = (a * ln_x + b * ln_y - ln_beta(a, b)).exp() / a;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..200_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < ENOUGH {
            break;
        }
    }
    front * h
}

/// P(Z > z) for a standard normal Z.
pub fn normal_upper(z: f64) -> f64 {
    if z < 0.0 {
        return 1.0 - normal_upper(-z);
    }
    let x = z / std::f64::consts::SQRT_2;
    if x < 1.5 { 0.5 * (1.0 - erf_series(x)) } else { 0.5 * erfc_fraction(x) }
}

/// P(Z ≤ z) for a standard normal Z.
pub fn normal_cdf(z: f64) -> f64 {
    normal_upper(-z)
}

/// erf by its series of positive terms (DLMF 7.6.2), for 0 ≤ x below some 2.
fn erf_series(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    for n in 1..200 {
        term *= 2.0 * x * x / f64::from(2 * n + 1);
        sum += term;
        if term < sum * ENOUGH {
            break;
        }
    }
    2.0 / PI.sqrt() * (-x * x).exp() * sum
}

/// erfc by its continued fraction (DLMF 7.9), for x of 1.5 and more.
fn erfc_fraction(x: f64) -> f64 {
    let mut c = x;
    let mut d = 0.0;
    let mut h = x;
    for n in 1..5_000 {
        let a = f64::from(n) / 2.0;
        d = 1.0 / (x + a * d);
        c = x + a / c;
        let step = c * d;
        h *= step;
        if (step - 1.0).abs() < ENOUGH {
            break;
        }
    }
    (-x * x).exp() / (PI.sqrt() * h)
}

/// The z with P(Z ≤ z) = p, for 0 < p < 1; NaN otherwise.
pub fn normal_quantile(p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return f64::NAN;
    }
    if p < 0.5 {
        return -normal_upper_quantile(p);
    }
    normal_upper_quantile(1.0 - p)
}

/// The z ≥ 0 with P(Z > z) = q, for 0 < q ≤ ½.
fn normal_upper_quantile(q: f64) -> f64 {
    solve_tail(q, 1.0, normal_upper, |z| (-z * z / 2.0).exp() / (2.0 * PI).sqrt())
}

/// Degrees of freedom above which t is turned into a normal value instead of summing a long continued fraction.
const MANY: f64 = 1_000.0;

/// The normal value that cuts off the same tail as t, for many degrees of freedom (Hill 1970, Algorithm 395, Comm. ACM 13:
/// 617-619; better than 1e-13 of the tail above 1,000 degrees of freedom).
fn normal_for_t(t: f64, df: f64) -> f64 {
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let y = a * (t / df * t).ln_1p();
    if !(y.is_finite() && b.is_finite()) {
        return t;
    }
    (((((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b) + y + 3.0) / b + 1.0) * y.sqrt()
}

/// P(T > t) for Student's t with `df` > 0 degrees of freedom (not necessarily whole).
/// From A&S 26.5.27: P(|T| > t) = I_x(df/2, ½) with x = df/(df + t²).
pub fn t_upper(t: f64, df: f64) -> f64 {
    if t < 0.0 {
        return 1.0 - t_upper(-t, df);
    }
    if df > MANY {
        return normal_upper(normal_for_t(t, df));
    }
    let ratio = t * t / df;
    if !ratio.is_finite() {
        return 0.0;
    }
    0.5 * beta_regularized(df / 2.0, 0.5, 1.0 / (1.0 + ratio), ratio / (1.0 + ratio))
}

/// P(T ≤ t) for Student's t with `df` > 0 degrees of freedom.
pub fn t_cdf(t: f64, df: f64) -> f64 {
    t_upper(-t, df)
}

/// The t with P(T ≤ t) = p, for 0 < p < 1 and df > 0; NaN otherwise.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && df > 0.0) {
        return f64::NAN;
    }
    let upper = |q: f64| {
        // ln of the density's constant: Γ((df+1)/2) / (Γ(df/2) √(df π))
        let ln_c = if df > 1e9 { -0.5 * (2.0 * PI).ln() } else { ln_gamma_step(df / 2.0, 0.5) - 0.5 * (df * PI).ln() };
        solve_tail(
            q,
            1.0,
            |t| t_upper(t, df),
            |t| {
                let ln_kernel = if df > 1e9 { -t * t / 2.0 } else { -(df + 1.0) / 2.0 * (t * t / df).ln_1p() };
                (ln_c + ln_kernel).exp()
            },
        )
    };
    if p < 0.5 { -upper(p) } else { upper(1.0 - p) }
}

/// The z such that P(|T| ≤ z) = level: how many standard errors an interval reaches to each side.
pub fn t_two_sided(level: f64, df: f64) -> f64 {
    -t_quantile((1.0 - level) / 2.0, df)
}

/// P(F > f) for the F distribution with `d1` and `d2` degrees of freedom.
pub fn f_upper(f: f64, d1: f64, d2: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    let s = d1 * f + d2;
    if !s.is_finite() {
        return 0.0;
    }
    beta_regularized(d2 / 2.0, d1 / 2.0, d2 / s, d1 * f / s)
}

/// The f with P(F ≤ f) = p, for 0 < p < 1; NaN otherwise.
pub fn f_quantile(p: f64, d1: f64, d2: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && d1 > 0.0 && d2 > 0.0) {
        return f64::NAN;
    }
    let ln_b = ln_beta(d1 / 2.0, d2 / 2.0);
    let density = |f: f64| {
        let r = d1 * f / d2;
        ((d1 / 2.0) * (d1 / d2).ln() + (d1 / 2.0 - 1.0) * f.ln() - (d1 + d2) / 2.0 * r.ln_1p() - ln_b).exp()
    };
    solve_tail(1.0 - p, 1.0, |f| f_upper(f, d1, d2), density)
}

/// Solves upper(x) = q for x ≥ 0 where `upper` falls from above q to 0: Newton's method kept inside a bracket.
fn solve_tail(q: f64, start: f64, upper: impl Fn(f64) -> f64, density: impl Fn(f64) -> f64) -> f64 {
    if upper(0.0) <= q {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, start);
    while upper(high) > q {
        low = high;
        high *= 2.0;
        if !high.is_finite() {
            return f64::INFINITY;
        }
    }
    let mut x = 0.5 * (low + high);
    for _ in 0..400 {
        let rest = upper(x) - q;
        if rest > 0.0 {
            low = x
        } else {
            high = x
        }
        let newton = x + rest / density(x);
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - x).abs() <= 2.0 * f64::EPSILON * x.abs() {
            return next;
        }
        x = next;
    }
    x
}

/// P(X ≤ c) for X the number of heads in `n` throws of a fair coin.
pub fn fair_coin_cdf(c: u64, n: u64) -> f64 {
    if c >= n {
        return 1.0;
    }
    // P(X ≤ c) = I_{1/2}(n − c, c + 1), DLMF 8.17.5
    beta_regularized((n - c) as f64, c as f64 + 1.0, 0.5, 0.5)
}

/// The smallest c with P(X ≤ c) ≥ p, for X the number of heads in `n` throws of a fair coin.
pub fn fair_coin_quantile(p: f64, n: u64) -> u64 {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if fair_coin_cdf(middle, n) >= p { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12 * b.abs().max(1e-290), "{a} against {b}");
    }

    #[test]
    fn values_that_can_be_had_in_closed_form() {
        // t with 1 degree of freedom is Cauchy: P(T > t) = ½ − atan(t)/π
        for t in [0.1, 1.0, 3.0, 12.7] {
            close(t_upper(t, 1.0), (1.0f64 / t).atan() / PI);
            // with 2: P(T > t) = ½ (1 − t/√(2+t²))
            close(t_upper(t, 2.0), 0.5 * (1.0 - t / (2.0 + t * t).sqrt()));
        }
        close(t_quantile(0.975, 1.0), (PI * 0.475).tan());
        // as scipy.stats.norm.sf gives them
        close(normal_upper(3.0), 1.349_898_031_630_093_3e-3);
        close(normal_upper(5.0), 2.866_515_718_791_933e-7);
        close(normal_upper(2.0), 2.275_013_194_817_921e-2);
        close(ln_gamma(0.5), PI.sqrt().ln());
        close(ln_gamma(11.0), 3_628_800f64.ln());
        // F with 2 and 2 degrees of freedom: P(F > f) = 1/(1+f)
        close(f_upper(3.0, 2.0, 2.0), 0.25);
        close(f_quantile(0.75, 2.0, 2.0), 3.0);
        close(fair_coin_cdf(1, 3), 0.5);
        assert_eq!(fair_coin_quantile(0.05, 9), 2);
    }

    #[test]
    fn outside_their_range_quantiles_are_not_numbers() {
        for p in [0.0, 1.0, -1.0, f64::NAN] {
            assert!(t_quantile(p, 5.0).is_nan());
            assert!(normal_quantile(p).is_nan());
            assert!(f_quantile(p, 1.0, 1.0).is_nan());
        }
        assert!(t_quantile(0.9, 0.0).is_nan());
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(t_upper(f64::INFINITY, 3.0), 0.0);
    }

    proptest! {
        #[test]
        fn the_fair_coin_agrees_with_counting(n in 0u64..50, c in 0u64..50) {
            let mut row = vec![1.0f64];
            for _ in 0..n {
                let mut next = vec![1.0];
                next.extend(row.windows(2).map(|w| w[0] + w[1]));
                next.push(1.0);
                row = next;
            }
            let counted: f64 = row.iter().take(c as usize + 1).sum::<f64>() / 2f64.powi(n as i32);
            prop_assert!((fair_coin_cdf(c, n) - counted).abs() < 1e-12);
        }

        #[test]
        fn quantile_undoes_cdf(p in 1e-6f64..0.999_999, df in 0.3f64..1e7) {
            let t = t_quantile(p, df);
            prop_assert!((t_cdf(t, df) - p).abs() < 1e-11 * p.min(1.0 - p).max(1e-3), "{t}");
            let z = normal_quantile(p);
            prop_assert!((normal_cdf(z) - p).abs() < 1e-13);
        }

        #[test]
        fn f_quantile_undoes_f(p in 0.001f64..0.999, d1 in 1f64..500.0, d2 in 1f64..5000.0) {
            let f = f_quantile(p, d1, d2);
            prop_assert!((1.0 - f_upper(f, d1, d2) - p).abs() < 1e-10);
        }

        #[test]
        fn t_is_symmetric_and_falls(t in 0.0f64..50.0, step in 0.001f64..5.0, df in 0.5f64..1e6) {
            prop_assert!((t_cdf(-t, df) - t_upper(t, df)).abs() < 1e-15);
            prop_assert!(t_upper(t + step, df) <= t_upper(t, df));
        }
    }
}
