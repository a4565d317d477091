//! What is known of a number: a law, given exactly or by draws, and its interval.

use serde::Serialize;

use super::mixture::Mixture;
use crate::count::{halved, real};
use crate::simulate::mean_and_deviation;

/// An estimate with its band, in the units of the series unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Mean.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Standard deviation.
    pub standard_deviation: f64,
    /// Lower end of the band.
    pub lower: f64,
    /// Upper end of the band.
    pub upper: f64,
}

/// A law of a number.
#[derive(Debug, Clone)]
pub enum Law {
    /// Given exactly.
    Exact(Mixture),
    /// Given by draws, sorted.
    Draws(Vec<f64>),
}

impl Interval {
    /// The interval of `shift + factor x`.
    #[must_use]
    pub fn moved(&self, shift: f64, factor: f64) -> Self {
        let at = |x: f64| shift + factor * x;
        let (a, b) = (at(self.lower), at(self.upper));
        Self {
            mean: at(self.mean),
            median: at(self.median),
            standard_deviation: factor.abs() * self.standard_deviation,
            lower: a.min(b),
            upper: a.max(b),
        }
    }
}

impl Law {
    /// A law by draws in any order.
    pub fn of_draws(mut draws: Vec<f64>) -> Self {
        draws.sort_by(f64::total_cmp);
        Self::Draws(draws)
    }

    /// The law of `shift + factor x`.
    #[must_use]
    pub fn moved(&self, shift: f64, factor: f64) -> Self {
        match self {
            Self::Exact(mixture) => Self::Exact(mixture.moved(shift, factor)),
            Self::Draws(draws) => Self::of_draws(draws.iter().map(|x| shift + factor * x).collect()),
        }
    }

    /// The smaller of the probabilities of at most and at least 0. By draws, the `p = (1 + count) / (draws + 1)` of a
    /// Monte Carlo test.
    pub fn tail(&self) -> f64 {
        match self {
            Self::Exact(mixture) => {
                let below = mixture.cdf(0.0);
                below.min(1.0 - below)
            }
            Self::Draws(draws) => {
                let below = draws.iter().filter(|x| **x <= 0.0).count();
                let above = draws.iter().filter(|x| **x >= 0.0).count();
                real(1 + below.min(above)) / real(draws.len() + 1)
            }
        }
    }

    /// Mean and standard deviation.
    pub fn moments(&self) -> (f64, f64) {
        match self {
            Self::Exact(mixture) => (mixture.mean(), mixture.standard_deviation()),
            Self::Draws(draws) => mean_and_deviation(draws),
        }
    }

    /// The estimate and the band that leaves out `(1 - level) / 2` at each end. The band leaves out 0 exactly when
    /// [`Law::tail`] is below that.
    pub fn interval(&self, level: f64) -> Interval {
        let tail = 0.5 * (1.0 - level);
        match self {
            Self::Exact(mixture) => Interval {
                mean: mixture.mean(),
                median: mixture.quantile(0.5),
                standard_deviation: mixture.standard_deviation(),
                lower: mixture.quantile(tail),
                upper: mixture.quantile(1.0 - tail),
            },
            Self::Draws(draws) => {
                let (mean, standard_deviation) = mean_and_deviation(draws);
                let n = draws.len();
                // The order statistic at which the tail of the test passes its bar.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and n")]
                let at = ((tail * real(n + 1)).ceil() as usize).saturating_sub(1).clamp(1, n.max(1));
                let (low, high) = (draws.get(at - 1), draws.get(n.wrapping_sub(at)));
                Interval {
                    mean,
                    median: draws.get(halved(n)).copied().unwrap_or(f64::NAN),
                    standard_deviation,
                    lower: low.copied().unwrap_or(f64::NAN),
                    upper: high.copied().unwrap_or(f64::NAN),
                }
            }
        }
    }
}
