//! The continuous ranked probability score: the integral over `x` of `(F(x) - [x >= y])^2`, in the unit of the number
//! forecast; 0 is perfect, and for a single value it is the absolute error. Gneiting and Raftery (2007).

use std::f64::consts::{PI, SQRT_2};

use serde::{Deserialize, Serialize};

use crate::error::{ScoreError, finite, positive};
use crate::integrate::integral;
use crate::normal;

/// The score of a normal law with this mean and standard deviation when `y` came true; all three in one unit, and so is
/// the score.
///
/// # Errors
///
/// A number that is not finite, or a standard deviation of 0 or less.
pub fn of_normal(mean: f64, sd: f64, y: f64) -> Result<f64, ScoreError> {
    let z = (finite("the outcome", y)? - finite("the mean", mean)?) / positive("the standard deviation", sd)?;
    Ok(sd * (z * (2.0 * normal::cdf(z) - 1.0) + 2.0 * normal::pdf(z) - 1.0 / PI.sqrt()))
}

/// The score of a law whose logarithm is normal with mean `mu` and standard deviation `sigma` (no unit), when `y` came
/// true; in the unit of `y`. An outcome of 0 or less is scored like any other. Baran and Lerch (2015).
///
/// # Errors
///
/// A number that is not finite, or a `sigma` of 0 or less.
pub fn of_lognormal(mu: f64, sigma: f64, y: f64) -> Result<f64, ScoreError> {
    finite("the outcome", y)?;
    let sigma = positive("the standard deviation of the logarithm", sigma)?;
    let mean = finite("the mean of the law", (finite("the mean of the logarithm", mu)? + 0.5 * sigma * sigma).exp())?;
    let w = if y > 0.0 { (y.ln() - mu) / sigma } else { f64::NEG_INFINITY };
    Ok(y * (2.0 * normal::cdf(w) - 1.0) - 2.0 * mean * (normal::cdf(w - sigma) + normal::cdf(sigma / SQRT_2) - 1.0))
}

/// The score of any law, by numeric integration of its distribution function `cdf`, when `y` came true; in the unit of
/// `y`.
///
/// `span` holds all but a negligible part of the law: `cdf` counts as 0 below and as 1 above. `breaks` are the places
/// where `cdf` jumps (atoms) or bends, in any order; between them it is taken to be smooth, and the result is then
/// right to about ten digits. A law capped at a limit has one break, the limit.
///
/// # Errors
///
/// A number that is not finite, or a span whose ends are not in order.
pub fn of_cdf(cdf: impl Fn(f64) -> f64, span: (f64, f64), breaks: &[f64], y: f64) -> Result<f64, ScoreError> {
    let (left, right) = (finite("the lower end of the span", span.0)?, finite("the upper end of the span", span.1)?);
    finite("the outcome", y)?;
    if left >= right {
        return Err(ScoreError::NotIncreasing { what: "the ends of the span", left, right });
    }
    // Where the law lies in the span: without these cuts a narrow law in a wide span would be missed.
    let mut cuts: Vec<f64> = LEVELS.iter().map(|level| crossing(&cdf, left, right, *level)).collect();
    cuts.extend(breaks.iter().copied().filter(|b| *b > left && *b < right));
    cuts.extend([left, right]);
    if y > left && y < right {
        cuts.push(y);
    }
    cuts.sort_by(f64::total_cmp);
    let mut score = (left - y).max(0.0) + (y - right).max(0.0);
    for pair in cuts.windows(2) {
        let step = if pair[0] >= y { 1.0 } else { 0.0 };
        score += integral(&|x| (cdf(x) - step).powi(2), pair[0], pair[1]);
    }
    finite("the integral", score)
}

/// Levels at whose quantiles the integral is cut.
const LEVELS: [f64; 11] = [1e-12, 1e-6, 1e-3, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1.0 - 1e-6, 1.0 - 1e-12];

/// Where a distribution function passes `level`, to a small part of the span.
fn crossing(cdf: &impl Fn(f64) -> f64, mut low: f64, mut high: f64, level: f64) -> f64 {
    for _ in 0..50 {
        let middle = low + 0.5 * (high - low);
        if cdf(middle) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// How the spread of an ensemble is estimated. The two differ, packages differ in which they use, so it is named with
/// every score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Estimator {
    /// The score of the members as a step function: mean distance of all pairs, each member with itself included.
    /// Better for larger ensembles.
    Plain,
    /// Without bias for the law the members were drawn from: mean distance of pairs of different members. Does not
    /// favour larger ensembles. Ferro (2014).
    Fair,
}

/// The score of an ensemble.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EnsembleScore {
    /// The score, in the unit of the members.
    pub crps: f64,
    /// How the spread was estimated.
    pub estimator: Estimator,
    /// How many members there are.
    pub members: usize,
}

/// The score of an ensemble of equally likely members, in any order, when `y` came true.
///
/// # Errors
///
/// No member, only one for [`Estimator::Fair`], or a number that is not finite.
pub fn of_ensemble(members: &[f64], y: f64, estimator: Estimator) -> Result<EnsembleScore, ScoreError> {
    let least = match estimator {
        Estimator::Plain => 1,
        Estimator::Fair => 2,
    };
    if members.len() < least {
        return Err(ScoreError::Empty { what: "members", least });
    }
    finite("the outcome", y)?;
    let mut sorted = Vec::with_capacity(members.len());
    for member in members {
        sorted.push(finite("a member", *member)?);
    }
    sorted.sort_by(f64::total_cmp);
    let (mut m, mut error) = (0.0, 0.0);
    for x in &sorted {
        m += 1.0;
        error += (x - y).abs();
    }
    let (mut rank, mut pairs) = (0.0, 0.0);
    for x in &sorted {
        rank += 1.0;
        // The sum over all pairs of |x_i - x_j|, from the ranks: 2 sum (2 i - m - 1) x_(i).
        pairs += 2.0 * (2.0 * rank - m - 1.0) * x;
    }
    let spread = match estimator {
        Estimator::Plain => pairs / (m * m),
        Estimator::Fair => pairs / (m * (m - 1.0)),
    };
    Ok(EnsembleScore { crps: error / m - 0.5 * spread, estimator, members: members.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64, within: f64) {
        assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
    }

    #[test]
    fn normal_laws() {
        near(of_normal(0.0, 1.0, 0.0).unwrap(), 0.233_694_977_255_109_13, 1e-12);
        near(of_normal(0.3, 2.0, 1.5).unwrap(), 0.746_311_761_871_509_6, 1e-12);
        assert_eq!(
            of_normal(0.0, 0.0, 1.0),
            Err(ScoreError::NotPositive { what: "the standard deviation", value: 0.0 })
        );
    }

    #[test]
    fn lognormal_laws() {
        near(of_lognormal(0.5, 0.4, 2.0).unwrap(), 0.225_909_457_170_187_84, 1e-12);
        for y in [-1.0, 0.0, 0.3, 2.0, 9.0] {
            let law = |x: f64| if x > 0.0 { normal::cdf((x.ln() - 0.5) / 0.4) } else { 0.0 };
            near(of_lognormal(0.5, 0.4, y).unwrap(), of_cdf(law, (0.0, 60.0), &[], y).unwrap(), 1e-9);
        }
    }

    #[test]
    fn a_law_capped_at_a_limit() {
        let free = |x: f64| normal::cdf((x - 100.0) / 15.0);
        let capped = |x: f64| if x >= 110.0 { 1.0 } else { free(x) };
        let span = (-80.0, 280.0);
        near(of_cdf(capped, span, &[110.0], 105.0).unwrap(), 3.845_152, 5e-7);
        near(of_cdf(capped, span, &[110.0], 110.0).unwrap(), 5.751_658, 5e-7);
        near(of_cdf(free, span, &[], 105.0).unwrap(), 4.164_240, 5e-7);
        near(of_cdf(free, span, &[], 105.0).unwrap(), of_normal(100.0, 15.0, 105.0).unwrap(), 1e-9);

        // The cap takes from the normal law's score the integral of (1 - F)^2 from 110 on, which by parts is
        // 15 (-z Q^2 + 2 phi Q - Q(z sqrt 2) / sqrt pi) with Q = 1 - Phi at z = 10/15.
        let (z, q) = (10.0 / 15.0, normal::cdf(-10.0 / 15.0));
        let beyond = 15.0 * (-z * q * q + 2.0 * normal::pdf(z) * q - normal::cdf(-z * SQRT_2) / PI.sqrt());
        for y in [70.0, 105.0, 110.0] {
            let wanted = of_normal(100.0, 15.0, y).unwrap() - beyond;
            near(of_cdf(capped, span, &[110.0], y).unwrap(), wanted, 1e-9);
        }
    }

    #[test]
    fn a_narrow_law_in_a_wide_span_and_outcomes_beyond() {
        let law = |x: f64| normal::cdf((x - 1.0) / 1e-3);
        for y in [0.999, 1.0, 3.0, 2e4, -2e4] {
            near(of_cdf(law, (-1e3, 1e4), &[], y).unwrap(), of_normal(1.0, 1e-3, y).unwrap(), 1e-9);
        }
    }

    #[test]
    fn ensembles() {
        let members = [7.0, 1.0, 11.0, 2.0, 4.0];
        near(of_ensemble(&members, 5.0, Estimator::Plain).unwrap().crps, 1.2, 1e-12);
        near(of_ensemble(&members, 5.0, Estimator::Fair).unwrap().crps, 0.7, 1e-12);
        let steps = |x: f64| members.iter().map(|m| if x >= *m { 0.2 } else { 0.0 }).sum();
        near(of_cdf(steps, (0.0, 12.0), &members, 5.0).unwrap(), 1.2, 1e-9);
        assert_eq!(of_ensemble(&[1.0], 5.0, Estimator::Plain).unwrap().crps.to_bits(), 4.0f64.to_bits());
        assert!(of_ensemble(&[1.0], 5.0, Estimator::Fair).is_err());
        assert!(of_ensemble(&[f64::NAN, 1.0], 5.0, Estimator::Fair).is_err());
    }
}
