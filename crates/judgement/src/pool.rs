//! Two ways to make one law of several. They differ, so each has its name: a linear pool averages probabilities at each
//! value (SHELF; what a group thinks, disagreement kept as width), a quantile average averages values at each
//! probability (forecasts; as wide as its members are on average).

use serde::{Deserialize, Serialize};

use crate::law::{Law, invert};

/// Which of the two ways was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// Probabilities are averaged at each value.
    Linear,
    /// Values are averaged at each probability.
    QuantileAverage,
}

/// Why laws cannot be pooled.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum PoolError {
    /// Nothing to pool.
    #[error("no law to pool: give at least one")]
    Empty,
    /// Not one weight for each member.
    #[error("{members} members but {weights} weights: give one for each")]
    Lengths {
        /// Members.
        members: usize,
        /// Weights.
        weights: usize,
    },
    /// A weight that is negative or not finite, or weights without a sum above 0.
    #[error("the weight `{weight}` cannot be used: give weights of 0 or more, one of them above 0")]
    Weight {
        /// The weight, or the sum of all.
        weight: f64,
    },
    /// A law whose parameters are not sound.
    #[error("law {member} of the pool has parameters that are no law: see `Law::is_sound`")]
    Unsound {
        /// Its place, from 0.
        member: usize,
    },
    /// Members with different levels, or with quantiles that are not one for each level.
    #[error("member {member} has {given} quantiles for {levels} levels: give one for each")]
    Levels {
        /// Its place, from 0.
        member: usize,
        /// Its quantiles.
        given: usize,
        /// The levels.
        levels: usize,
    },
}

/// A linear pool of laws: `F(x)` is the weighted mean of the members' `F(x)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinearPool {
    /// The members.
    pub laws: Vec<Law>,
    /// Weight of each member; no unit, sum 1.
    pub weights: Vec<f64>,
}

impl LinearPool {
    /// A pool with equal weights.
    ///
    /// # Errors
    ///
    /// No law, or one that is not sound.
    pub fn equal(laws: Vec<Law>) -> Result<LinearPool, PoolError> {
        let weights = vec![1.0; laws.len()];
        LinearPool::weighted(laws, &weights)
    }

    /// A pool with the weights given, which are divided by their sum.
    ///
    /// # Errors
    ///
    /// See [`PoolError`].
    pub fn weighted(laws: Vec<Law>, weights: &[f64]) -> Result<LinearPool, PoolError> {
        if let Some(member) = laws.iter().position(|law| !law.is_sound()) {
            return Err(PoolError::Unsound { member });
        }
        let weights = shares(laws.len(), weights)?;
        Ok(LinearPool { laws, weights })
    }

    /// The probability of at most `x` (in the unit of the number), from 0 to 1.
    pub fn cdf(&self, x: f64) -> f64 {
        self.members().map(|(law, weight)| weight * law.cdf(x)).sum()
    }

    /// The density at `x`, for one unit of the number.
    pub fn pdf(&self, x: f64) -> f64 {
        self.members().map(|(law, weight)| weight * law.pdf(x)).sum()
    }

    /// The number, in its unit, that is not passed with probability `p`, by bisection between the least and the
    /// greatest of the members' quantiles; not a number for `p` outside 0 to 1.
    pub fn quantile(&self, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (law, _) in self.members() {
            let quantile = law.quantile(p);
            low = low.min(quantile);
            high = high.max(quantile);
        }
        if low.is_infinite() || high.is_infinite() {
            return if p < 0.5 { low } else { high };
        }
        if p <= 0.0 || p >= 1.0 {
            return if p < 0.5 { low } else { high };
        }
        invert(|x| self.cdf(x), low, high, p)
    }

    /// Members that have a weight, with it.
    fn members(&self) -> impl Iterator<Item = (&Law, f64)> {
        self.laws.iter().zip(self.weights.iter().copied()).filter(|(_, weight)| *weight > 0.0)
    }
}

/// The quantile average of several members: for each level the weighted mean of the members' quantiles, in their unit.
/// Give logarithms to average on logarithms. `quantiles` holds one list for each member, one number for each level.
///
/// # Errors
///
/// See [`PoolError`].
pub fn quantile_average(quantiles: &[Vec<f64>], weights: &[f64]) -> Result<Vec<f64>, PoolError> {
    let weights = shares(quantiles.len(), weights)?;
    let levels = quantiles.first().map_or(0, Vec::len);
    let mut average = vec![0.0; levels];
    for (member, (values, weight)) in quantiles.iter().zip(&weights).enumerate() {
        if values.len() != levels {
            return Err(PoolError::Levels { member, given: values.len(), levels });
        }
        for (mean, value) in average.iter_mut().zip(values) {
            *mean += weight * value;
        }
    }
    Ok(average)
}

/// The quantile average of laws at some levels, in the unit of the number; see [`quantile_average`].
///
/// # Errors
///
/// See [`PoolError`].
pub fn quantile_average_of_laws(laws: &[Law], weights: &[f64], levels: &[f64]) -> Result<Vec<f64>, PoolError> {
    if let Some(member) = laws.iter().position(|law| !law.is_sound()) {
        return Err(PoolError::Unsound { member });
    }
    let quantiles: Vec<Vec<f64>> = laws.iter().map(|law| levels.iter().map(|p| law.quantile(*p)).collect()).collect();
    quantile_average(&quantiles, weights)
}

/// Weights divided by their sum.
fn shares(members: usize, weights: &[f64]) -> Result<Vec<f64>, PoolError> {
    if members == 0 {
        return Err(PoolError::Empty);
    }
    if members != weights.len() {
        return Err(PoolError::Lengths { members, weights: weights.len() });
    }
    if let Some(weight) = weights.iter().find(|w| !w.is_finite() || **w < 0.0) {
        return Err(PoolError::Weight { weight: *weight });
    }
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        Ok(weights.iter().map(|w| w / sum).collect())
    } else {
        Err(PoolError::Weight { weight: sum })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(mean: f64) -> Law {
        Law::Normal { mean, sd: 1.0 }
    }

    #[test]
    fn two_laws_far_apart() {
        let pool = LinearPool::weighted(vec![normal(-20.0), normal(20.0), normal(0.0)], &[3.0, 1.0, 0.0]).unwrap();
        assert!((pool.weights[0] - 0.75).abs() < 1e-15 && (pool.cdf(0.0) - 0.75).abs() < 1e-12);
        // Half of the first three quarters, and those with half of the last, end at the middles of the laws.
        assert!((pool.quantile(0.375) + 20.0).abs() < 1e-9 && (pool.quantile(0.875) - 20.0).abs() < 1e-9);
        assert!((pool.pdf(20.0) - 0.25 * normal(0.0).pdf(0.0)).abs() < 1e-12);
        assert!(pool.quantile(0.0).is_infinite() && pool.quantile(1.0).is_infinite() && pool.quantile(2.0).is_nan());
    }

    #[test]
    fn bounded_laws_end_at_their_bounds() {
        let beta = |lower, upper| Law::Beta { a: 2.0, b: 3.0, lower, upper };
        let pool = LinearPool::equal(vec![beta(0.0, 1.0), beta(5.0, 6.0)]).unwrap();
        assert!(pool.quantile(0.0).abs() < 1e-15 && (pool.quantile(1.0) - 6.0).abs() < 1e-12);
        assert!((pool.quantile(0.25) - beta(0.0, 1.0).quantile(0.5)).abs() < 1e-9);
    }

    #[test]
    fn quantile_averages() {
        let average = quantile_average(&[vec![1.0, 2.0], vec![5.0, 10.0]], &[3.0, 1.0]).unwrap();
        assert!((average[0] - 2.0).abs() < 1e-15 && (average[1] - 4.0).abs() < 1e-15);
        // Normal laws of one width average to one of that width in the middle; their pool is wider.
        let laws = [normal(0.0), normal(10.0)];
        let average = quantile_average_of_laws(&laws, &[1.0, 1.0], &[0.05, 0.95]).unwrap();
        assert!((average[1] - normal(5.0).quantile(0.95)).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_pooled() {
        assert_eq!(LinearPool::equal(Vec::new()), Err(PoolError::Empty));
        let two = vec![normal(0.0), normal(1.0)];
        assert_eq!(LinearPool::weighted(two.clone(), &[1.0]), Err(PoolError::Lengths { members: 2, weights: 1 }));
        assert_eq!(LinearPool::weighted(two.clone(), &[1.0, -1.0]), Err(PoolError::Weight { weight: -1.0 }));
        assert_eq!(LinearPool::weighted(two, &[0.0, 0.0]), Err(PoolError::Weight { weight: 0.0 }));
        let broken = Law::Normal { mean: 0.0, sd: 0.0 };
        assert_eq!(LinearPool::equal(vec![normal(0.0), broken]), Err(PoolError::Unsound { member: 1 }));
        let uneven = quantile_average(&[vec![1.0], vec![1.0, 2.0]], &[1.0, 1.0]);
        assert_eq!(uneven, Err(PoolError::Levels { member: 1, given: 2, levels: 1 }));
    }
}
