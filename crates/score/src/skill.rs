//! Skill: how much better than a named naive method, on the same dates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{ScoreError, finite, level, mean};
use crate::normal;

/// The scores of a method and of the naive one at one date, in one unit, lower is better.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The method's score.
    pub score: f64,
    /// The naive method's score.
    pub naive: f64,
}

/// The pairs of two lists of dated scores at the dates that both have, in the order of dates. A date that comes twice
/// in a list counts with its last score.
pub fn on_same_dates<D: Ord + Clone>(scores: &[(D, f64)], naive: &[(D, f64)]) -> Vec<(D, Pair)> {
    let naive: BTreeMap<&D, f64> = naive.iter().map(|(date, score)| (date, *score)).collect();
    let scores: BTreeMap<&D, f64> = scores.iter().map(|(date, score)| (date, *score)).collect();
    scores
        .into_iter()
        .filter_map(|(date, score)| naive.get(date).map(|naive| (date.clone(), Pair { score, naive: *naive })))
        .collect()
}

/// Skill with a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Skill {
    /// `1 - score / naive`: 1 is perfect, 0 as good as the naive method, negative worse. No unit.
    pub skill: f64,
    /// Lower end of the band of `skill`.
    pub low: f64,
    /// Upper end of the band of `skill`.
    pub high: f64,
    /// The probability the band stands for, from 0 to 1.
    pub level: f64,
    /// Mean score of the method, in the unit of the scores.
    pub score: f64,
    /// Mean score of the naive method, in the unit of the scores.
    pub naive: f64,
    /// Standard error of the mean difference of the two, in the unit of the scores.
    pub standard_error: f64,
    /// Lags in the variance of that mean.
    pub lags: usize,
    /// Dates.
    pub count: usize,
}

/// The skill over dates in their order, of forecasts `horizon` steps ahead (1 or more), with a normal band of
/// probability `band` from the paired differences. Errors of forecasts `h` steps ahead overlap, so the variance of the
/// mean difference is that of Newey and West (1987) with `h - 1` lags, as in the test of Diebold and Mariano (1995).
/// The naive score in the denominator is taken as known.
///
/// # Errors
///
/// Fewer than two dates, a horizon of 0, a score that is not finite, a band outside 0 to 1, or a naive mean score that
/// is not above 0.
pub fn skill(pairs: &[Pair], horizon: usize, band: f64) -> Result<Skill, ScoreError> {
    if pairs.len() < 2 {
        return Err(ScoreError::Empty { what: "dates that both methods were scored on", least: 2 });
    }
    if horizon == 0 {
        return Err(ScoreError::Empty { what: "steps ahead", least: 1 });
    }
    let band = level("the probability of the band", band)?;
    let mut differences = Vec::with_capacity(pairs.len());
    for pair in pairs {
        differences.push(finite("a naive score", pair.naive)? - finite("a score", pair.score)?);
    }
    let (score, naive) = (mean(pairs.iter().map(|p| p.score)), mean(pairs.iter().map(|p| p.naive)));
    if naive <= 0.0 {
        return Err(ScoreError::PerfectNaive { value: naive });
    }
    let lags = (horizon - 1).min(pairs.len() - 1);
    let standard_error = long_run_variance_of_mean(&differences, lags).sqrt();
    let half = normal::quantile(0.5 + 0.5 * band) * standard_error / naive;
    let skill = mean(differences.iter().copied()) / naive;
    Ok(Skill {
        skill,
        low: skill - half,
        high: skill + half,
        level: band,
        score,
        naive,
        standard_error,
        lags,
        count: pairs.len(),
    })
}

/// Newey and West: autocovariances with weights that fall in a line to 0 at `lags + 1`, which keeps the sum from being
/// negative; over the count, since it is the variance of a mean.
fn long_run_variance_of_mean(values: &[f64], lags: usize) -> f64 {
    let middle = mean(values.iter().copied());
    let count = values.iter().fold(0.0, |n, _| n + 1.0);
    let steps = (0..=lags).fold(0.0, |n, _| n + 1.0);
    let mut variance = 0.0;
    let mut weight = 1.0;
    for lag in 0..=lags {
        let covariance =
            values.iter().zip(&values[lag..]).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>() / count;
        variance += if lag == 0 { covariance } else { 2.0 * weight * covariance };
        weight -= 1.0 / steps;
    }
    (variance / count).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(f64, f64)]) -> Vec<Pair> {
        list.iter().map(|(score, naive)| Pair { score: *score, naive: *naive }).collect()
    }

    #[test]
    fn one_step_is_the_plain_variance() {
        // Differences 1, 3, 2, 2: mean 2, variance with n 0.5, of the mean 0.125; naive mean 4.
        let found = skill(&pairs(&[(3.0, 4.0), (1.0, 4.0), (1.0, 3.0), (3.0, 5.0)]), 1, 0.95).unwrap();
        assert!((found.skill - 0.5).abs() < 1e-15 && (found.standard_error - 0.125f64.sqrt()).abs() < 1e-15);
        let half = 1.959_963_984_540_054 * 0.125f64.sqrt() / 4.0;
        assert!((found.high - 0.5 - half).abs() < 1e-10 && (found.low - 0.5 + half).abs() < 1e-10);
        assert_eq!((found.lags, found.count), (0, 4));
    }

    #[test]
    fn three_steps_add_two_lags() {
        // Differences -1, 1, 1, -1: covariances 1, -1/4 (sum -1+1-1 = -1), -1/2 (sum -1-1 = -2).
        // 1 + 2 (2/3)(-1/4) + 2 (1/3)(-1/2) = 1/3; of the mean 1/12.
        let found = skill(&pairs(&[(3.0, 2.0), (1.0, 2.0), (1.0, 2.0), (3.0, 2.0)]), 3, 0.8).unwrap();
        assert!((found.standard_error - (1.0f64 / 12.0).sqrt()).abs() < 1e-15, "{found:?}");
        assert!(found.skill.abs() < 1e-15 && found.lags == 2);
    }

    #[test]
    fn only_dates_of_both_count() {
        let both = on_same_dates(&[(3, 1.0), (1, 2.0), (7, 9.0)], &[(1, 5.0), (3, 6.0), (4, 7.0)]);
        assert_eq!(both, [(1, Pair { score: 2.0, naive: 5.0 }), (3, Pair { score: 1.0, naive: 6.0 })]);
    }

    #[test]
    fn what_has_no_skill() {
        assert!(skill(&pairs(&[(1.0, 2.0)]), 1, 0.9).is_err());
        assert!(skill(&pairs(&[(1.0, 0.0), (1.0, 0.0)]), 1, 0.9).is_err());
        assert!(skill(&pairs(&[(1.0, 2.0), (1.0, 2.0)]), 0, 0.9).is_err());
        assert!(skill(&pairs(&[(1.0, 2.0), (1.0, 2.0)]), 1, 1.0).is_err());
        assert_eq!(skill(&pairs(&[(1.0, 2.0), (1.0, 2.0)]), 99, 0.9).unwrap().lags, 1);
    }
}
