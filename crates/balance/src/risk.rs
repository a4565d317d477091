//! Expected loss and the mean of the worst futures, weighed against each other.
//!
//! Losses are minimised; a loss below zero is a profit. `CVaR_alpha` is the mean loss of the worst `1 - alpha` of
//! probability (Rockafellar and Uryasev 2000, Optimization of conditional value-at-risk, Journal of Risk 2(3)).

use serde::{Deserialize, Serialize};

use crate::error::BalanceError;

/// How a distribution of losses becomes one number: `(1 - lambda) E + lambda CVaR_alpha`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// Weight of the worst futures, from 0 (the mean alone) to 1.
    pub lambda: f64,
    /// Where the tail begins, from 0 to below 1: 0.95 means the worst 5 %.
    pub alpha: f64,
}

impl Default for Risk {
    fn default() -> Self {
        Self { lambda: 0.0, alpha: 0.95 }
    }
}

/// What a distribution of losses comes to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// `(1 - lambda) E + lambda CVaR`.
    pub objective: f64,
    /// The mean.
    pub mean: f64,
    /// The mean of the worst `1 - alpha`.
    pub cvar: f64,
    /// The loss at which the tail begins (value at risk).
    pub threshold: f64,
}

impl Risk {
    /// Checks that it can be computed with.
    ///
    /// # Errors
    /// Which number cannot be, and what can.
    pub fn check(self) -> Result<(), BalanceError> {
        let what = if !(0.0..=1.0).contains(&self.lambda) {
            format!("a lambda of {}: use a number from 0 to 1", self.lambda)
        } else if !(0.0..1.0).contains(&self.alpha) {
            format!("an alpha of {}: use a number from 0 to below 1", self.alpha)
        } else {
            return Ok(());
        };
        Err(BalanceError::Programme { future: None, what })
    }

    /// The numbers of a distribution: losses and their probabilities, which sum to 1.
    ///
    /// Losses are sorted from worst to best, ties by index, and probability is taken until `1 - alpha` is used up, the
    /// last one in part.
    ///
    /// # Panics
    /// When there is not one probability for each loss.
    pub fn of(self, losses: &[f64], probabilities: &[f64]) -> Measured {
        assert_eq!(losses.len(), probabilities.len(), "one probability for each loss");
        let mean: f64 = losses.iter().zip(probabilities).map(|(loss, p)| loss * p).sum();
        let tail = 1.0 - self.alpha;
        let mut left = tail;
        let mut sum = 0.0;
        let mut threshold = f64::NEG_INFINITY;
        for s in worst_first(losses) {
            if probabilities[s] <= 0.0 {
                continue;
            }
            let taken = probabilities[s].min(left);
            sum += taken * losses[s];
            threshold = losses[s];
            left -= taken;
            if left <= 1e-12 * tail {
                break;
            }
        }
        let cvar = sum / (tail - left.max(0.0));
        Measured { objective: (1.0 - self.lambda) * mean + self.lambda * cvar, mean, cvar, threshold }
    }

    /// The weights of the futures in the objective, which sum to 1: probability, and more of it in the tail.
    pub fn weights(self, losses: &[f64], probabilities: &[f64]) -> Vec<f64> {
        let mut weights: Vec<f64> = probabilities.iter().map(|p| (1.0 - self.lambda) * p).collect();
        let tail = 1.0 - self.alpha;
        let mut left = tail;
        for s in worst_first(losses) {
            let taken = probabilities[s].min(left);
            weights[s] += self.lambda * taken / tail;
            left -= taken;
            if left <= 0.0 {
                break;
            }
        }
        weights
    }
}

/// The indices of losses from the worst to the best, ties by index.
pub(crate) fn worst_first(losses: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..losses.len()).collect();
    order.sort_by(|a, b| losses[*b].total_cmp(&losses[*a]).then(a.cmp(b)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn the_mean_of_the_worst_takes_the_last_future_in_part() {
        let found = Risk { lambda: 1.0, alpha: 0.7 }.of(&[10.0, 6.0, 2.0, -4.0], &[0.25; 4]);
        near(found.cvar, 28.0 / 3.0);
        near(found.mean, 3.5);
        near(found.threshold, 6.0);
        let found = Risk { lambda: 0.5, alpha: 0.8 }.of(&[0.0, 100.0, 50.0], &[0.7, 0.1, 0.2]);
        near(found.cvar, 75.0);
        near(found.objective, 0.5 * 20.0 + 0.5 * 75.0);
    }

    #[test]
    fn the_weights_give_the_objective() {
        let (losses, p) = ([3.0, 9.0, -1.0, 4.0], [0.1, 0.2, 0.3, 0.4]);
        for lambda in [0.0, 0.3, 1.0] {
            let risk = Risk { lambda, alpha: 0.75 };
            let weights = risk.weights(&losses, &p);
            near(weights.iter().sum(), 1.0);
            near(weights.iter().zip(losses).map(|(w, l)| w * l).sum(), risk.of(&losses, &p).objective);
        }
    }
}
