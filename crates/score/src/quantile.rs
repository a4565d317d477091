//! Scores of quantiles and intervals, in the unit of the number forecast (lower is better), and coverage.

use serde::{Deserialize, Serialize};

use crate::error::{ScoreError, finite, level, mean};

/// Levels that add to 1 up to this are partners.
const PARTNERS: f64 = 1e-9;

/// The pinball loss of the quantile `q` at level `tau` (above 0, below 1) when `y` came true: `tau (y - q)` above it,
/// `(1 - tau) (q - y)` below. Koenker and Bassett (1978).
///
/// # Errors
///
/// A number that is not finite, or a level outside its range.
pub fn pinball(tau: f64, q: f64, y: f64) -> Result<f64, ScoreError> {
    let distance = finite("the outcome", y)? - finite("a quantile", q)?;
    let tau = level("a level", tau)?;
    Ok((tau * distance).max((tau - 1.0) * distance))
}

/// The mean pinball loss over the quantiles of one forecast, one for each level; twice it approaches the CRPS as levels
/// grow dense.
///
/// # Errors
///
/// No level, not one quantile for each, or what [`pinball`] refuses.
pub fn mean_pinball(levels: &[f64], quantiles: &[f64], y: f64) -> Result<f64, ScoreError> {
    check(levels, quantiles)?;
    let mut losses = Vec::with_capacity(levels.len());
    for (tau, q) in levels.iter().zip(quantiles) {
        losses.push(pinball(*tau, *q, y)?);
    }
    Ok(mean(losses))
}

/// The score of the central interval from `lower` to `upper` that holds a share `1 - alpha` (`alpha` above 0, below 1)
/// when `y` came true: its width, and `2 / alpha` times what it misses `y` by. Gneiting and Raftery (2007).
///
/// # Errors
///
/// A number that is not finite, an `alpha` outside its range, or ends in the wrong order.
pub fn interval(alpha: f64, lower: f64, upper: f64, y: f64) -> Result<f64, ScoreError> {
    let alpha = level("alpha", alpha)?;
    let (left, right) = (finite("the lower end", lower)?, finite("the upper end", upper)?);
    finite("the outcome", y)?;
    if left > right {
        return Err(ScoreError::NotIncreasing { what: "the ends of the interval", left, right });
    }
    Ok((right - left) + 2.0 / alpha * ((left - y).max(0.0) + (y - right).max(0.0)))
}

/// The weighted interval score of quantiles at levels that are the median and pairs `p`, `1 - p`, given from the lowest
/// level up, when `y` came true: half the distance to the median and `alpha / 2` times each interval's score, over half
/// more than the number of intervals. It equals twice the mean pinball loss. Bracher et al. (2021).
///
/// # Errors
///
/// Levels that do not increase or are not symmetric, not one quantile for each, or what [`interval`] refuses.
pub fn weighted_interval(levels: &[f64], quantiles: &[f64], y: f64) -> Result<f64, ScoreError> {
    check(levels, quantiles)?;
    for pair in levels.windows(2) {
        if pair[0] >= pair[1] {
            return Err(ScoreError::NotIncreasing { what: "levels", left: pair[0], right: pair[1] });
        }
    }
    for (low, high) in levels.iter().zip(levels.iter().rev()) {
        if (low + high - 1.0).abs() > PARTNERS {
            return Err(ScoreError::NotSymmetric { level: *low });
        }
    }
    let middle = levels.len() >> 1;
    if levels.len().is_multiple_of(2) {
        return Err(ScoreError::NotSymmetric { level: levels[middle] });
    }
    let mut sum = 0.5 * (finite("the outcome", y)? - finite("a quantile", quantiles[middle])?).abs();
    let mut weight = 0.5;
    for k in 0..middle {
        let alpha = 2.0 * level("a level", levels[k])?;
        sum += 0.5 * alpha * interval(alpha, quantiles[k], quantiles[levels.len() - 1 - k], y)?;
        weight += 1.0;
    }
    Ok(sum / weight)
}

/// How often intervals held what came true.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Outcomes inside their interval, ends included.
    pub inside: usize,
    /// All outcomes.
    pub of: usize,
    /// `inside / of`.
    pub share: f64,
}

/// How many outcomes lie in their interval (lower end, upper end), ends included; one interval for each outcome, all of
/// one nominal level.
///
/// # Errors
///
/// No outcome, not one interval for each, a number that is not finite, or ends in the wrong order.
pub fn coverage(intervals: &[(f64, f64)], outcomes: &[f64]) -> Result<Coverage, ScoreError> {
    if outcomes.is_empty() {
        return Err(ScoreError::Empty { what: "outcomes", least: 1 });
    }
    if intervals.len() != outcomes.len() {
        let right = format!("{} outcomes", outcomes.len());
        return Err(ScoreError::Lengths { what: "intervals", left: intervals.len(), right });
    }
    let (mut inside, mut held) = (0, Vec::with_capacity(outcomes.len()));
    for ((lower, upper), y) in intervals.iter().zip(outcomes) {
        let (left, right) = (finite("the lower end", *lower)?, finite("the upper end", *upper)?);
        if left > right {
            return Err(ScoreError::NotIncreasing { what: "the ends of the interval", left, right });
        }
        let y = finite("the outcome", *y)?;
        let holds = y >= left && y <= right;
        inside += usize::from(holds);
        held.push(f64::from(u8::from(holds)));
    }
    Ok(Coverage { inside, of: outcomes.len(), share: mean(held) })
}

fn check(levels: &[f64], quantiles: &[f64]) -> Result<(), ScoreError> {
    if levels.is_empty() {
        return Err(ScoreError::Empty { what: "levels", least: 1 });
    }
    if levels.len() != quantiles.len() {
        let right = format!("{} levels", levels.len());
        return Err(ScoreError::Lengths { what: "quantiles", left: quantiles.len(), right });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
    const QUANTILES: [f64; 5] = [2.0, 3.5, 5.0, 8.0, 12.0];

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-12, "{found} is not {wanted}");
    }

    #[test]
    fn five_quantiles() {
        for (k, wanted) in [0.35, 1.375, 2.0, 0.75, 0.15].into_iter().enumerate() {
            near(pinball(LEVELS[k], QUANTILES[k], 9.0).unwrap(), wanted);
        }
        near(mean_pinball(&LEVELS, &QUANTILES, 9.0).unwrap(), 0.925);
        near(weighted_interval(&LEVELS, &QUANTILES, 9.0).unwrap(), 1.85);
    }

    #[test]
    fn intervals() {
        near(interval(0.1, 2.0, 12.0, 9.0).unwrap(), 10.0);
        near(interval(0.1, 2.0, 12.0, 15.0).unwrap(), 70.0);
        near(interval(0.1, 2.0, 12.0, 1.0).unwrap(), 30.0);
        assert!(interval(0.1, 3.0, 2.0, 9.0).is_err() && interval(1.0, 2.0, 3.0, 9.0).is_err());
    }

    #[test]
    fn coverage_counts_ends() {
        let found = coverage(&[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0), (0.0, 1.0)], &[1.0, 0.5, 1.5, 0.0]).unwrap();
        assert_eq!((found.inside, found.of), (3, 4));
        near(found.share, 0.75);
        assert!(coverage(&[], &[]).is_err() && coverage(&[(0.0, 1.0)], &[]).is_err());
    }

    #[test]
    fn levels_without_partner_are_refused() {
        assert_eq!(
            weighted_interval(&[0.1, 0.5, 0.8], &[1.0, 2.0, 3.0], 2.0),
            Err(ScoreError::NotSymmetric { level: 0.1 })
        );
        assert!(weighted_interval(&[0.1, 0.9], &[1.0, 2.0], 2.0).is_err());
        assert!(weighted_interval(&[0.5, 0.5, 0.5], &[1.0, 2.0, 3.0], 2.0).is_err());
        assert!(mean_pinball(&[0.1], &[1.0, 2.0], 2.0).is_err());
    }

    proptest::proptest! {
        #[test]
        fn the_weighted_interval_score_is_twice_the_pinball_loss(
            mut q in proptest::collection::vec(-1e3f64..1e3, 5), y in -1e3f64..1e3,
        ) {
            q.sort_by(f64::total_cmp);
            let wis = weighted_interval(&LEVELS, &q, y).unwrap();
            let pinball = mean_pinball(&LEVELS, &q, y).unwrap();
            proptest::prop_assert!((wis - 2.0 * pinball).abs() < 1e-9);
        }
    }
}
