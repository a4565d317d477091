//! Scores of the probability of something that happens or does not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{ScoreError, mean, probability};

/// A probability that was given, and what happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The probability, from 0 to 1.
    pub probability: f64,
    /// Whether it happened.
    pub happened: bool,
}

impl Forecast {
    /// The probability that was given to what happened.
    fn of_outcome(self) -> f64 {
        if self.happened { self.probability } else { 1.0 - self.probability }
    }

    fn outcome(self) -> f64 {
        f64::from(u8::from(self.happened))
    }
}

/// The mean of `(p - o)^2` with `o` 1 for what happened and 0 else: 0 is perfect, 0.25 is always one half. Brier
/// (1950).
///
/// # Errors
///
/// No forecast, or a probability outside 0 to 1.
pub fn brier(forecasts: &[Forecast]) -> Result<f64, ScoreError> {
    check(forecasts)?;
    Ok(mean(forecasts.iter().map(|f| (f.probability - f.outcome()).powi(2))))
}

/// Why the Brier score is what it is: `brier = reliability - resolution + uncertainty`. No units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Murphy {
    /// The Brier score; lower is better.
    pub brier: f64,
    /// How far probabilities lie from the shares that came true; 0 is perfect.
    pub reliability: f64,
    /// How far these shares lie from the overall share; higher is better.
    pub resolution: f64,
    /// The Brier score of always giving the overall share.
    pub uncertainty: f64,
    /// The forecasts by the probability given, from the lowest: the points of a reliability diagram.
    pub groups: Vec<Group>,
}

/// Forecasts of one probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The probability given.
    pub probability: f64,
    /// How many forecasts.
    pub count: usize,
    /// The share of them that came true.
    pub share: f64,
}

/// Murphy's decomposition (1973) of the Brier score, with forecasts grouped by the probability given, exactly as given.
///
/// # Errors
///
/// No forecast, or a probability outside 0 to 1.
pub fn murphy(forecasts: &[Forecast]) -> Result<Murphy, ScoreError> {
    let brier = brier(forecasts)?;
    let overall = mean(forecasts.iter().map(|f| f.outcome()));
    // Probabilities are 0 or more, where bits order as numbers do; adding 0 turns -0 into 0.
    let mut by_value: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for forecast in forecasts {
        by_value.entry((forecast.probability + 0.0).to_bits()).or_default().push(forecast.outcome());
    }
    let mut groups = Vec::new();
    let (mut reliability, mut resolution, mut n) = (0.0, 0.0, 0.0);
    for (bits, outcomes) in by_value {
        let (value, count) = (f64::from_bits(bits), outcomes.len());
        let share = mean(outcomes.iter().copied());
        for _ in &outcomes {
            reliability += (value - share).powi(2);
            resolution += (share - overall).powi(2);
            n += 1.0;
        }
        groups.push(Group { probability: value, count, share });
    }
    Ok(Murphy {
        brier,
        reliability: reliability / n,
        resolution: resolution / n,
        uncertainty: overall * (1.0 - overall),
        groups,
    })
}

/// The mean of minus the natural logarithm of the probability given to what happened (nats): 0 is perfect, infinite
/// when what happened was held impossible. Good (1952).
///
/// # Errors
///
/// No forecast, or a probability outside 0 to 1.
pub fn log_score(forecasts: &[Forecast]) -> Result<f64, ScoreError> {
    check(forecasts)?;
    Ok(mean(forecasts.iter().map(|f| -f.of_outcome().ln())))
}

/// The mean of `100 log2(p / 0.5)` with `p` the probability given to what happened: 100 is perfect, 0 is always one
/// half, minus infinity when what happened was held impossible. Higher is better.
///
/// # Errors
///
/// No forecast, or a probability outside 0 to 1.
pub fn baseline(forecasts: &[Forecast]) -> Result<f64, ScoreError> {
    check(forecasts)?;
    Ok(mean(forecasts.iter().map(|f| 100.0 * (f.of_outcome() / 0.5).log2())))
}

/// The baseline score of one question with `options` answers, of which the true one was given the probability `p`:
/// `100 (1 + log p / log n)`. 100 is perfect, 0 is the same for all options. Higher is better.
///
/// # Errors
///
/// Fewer than two options, or a probability outside 0 to 1.
pub fn baseline_of_options(p: f64, options: u32) -> Result<f64, ScoreError> {
    if options < 2 {
        return Err(ScoreError::Empty { what: "options", least: 2 });
    }
    Ok(100.0 * (1.0 + probability("the probability of the outcome", p)?.ln() / f64::from(options).ln()))
}

fn check(forecasts: &[Forecast]) -> Result<(), ScoreError> {
    if forecasts.is_empty() {
        return Err(ScoreError::Empty { what: "forecasts", least: 1 });
    }
    for forecast in forecasts {
        probability("a probability", forecast.probability)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-12, "{found} is not {wanted}");
    }

    fn five() -> Vec<Forecast> {
        [(0.1, false), (0.3, true), (0.5, false), (0.8, true), (0.95, true)]
            .map(|(probability, happened)| Forecast { probability, happened })
            .to_vec()
    }

    #[test]
    fn five_forecasts() {
        near(brier(&five()).unwrap(), 0.1585);
        near(log_score(&five()).unwrap(), 0.455_383_469_249_093_56);
        near(baseline(&five()).unwrap(), 34.302_052_721_152_094);
    }

    #[test]
    fn options() {
        near(baseline_of_options(0.8, 2).unwrap(), 100.0 * (0.8f64 / 0.5).log2());
        near(baseline_of_options(0.25, 4).unwrap(), 0.0);
        near(baseline_of_options(1.0, 4).unwrap(), 100.0);
        assert!(baseline_of_options(0.5, 1).is_err() && baseline_of_options(1.5, 3).is_err());
    }

    #[test]
    fn decomposition_of_twenty() {
        let mut forecasts = Vec::new();
        for (probability, outcomes) in [(0.1, "0010"), (0.3, "010"), (0.5, "1001"), (0.7, "11011"), (0.9, "1110")] {
            forecasts.extend(outcomes.chars().map(|o| Forecast { probability, happened: o == '1' }));
        }
        let found = murphy(&forecasts).unwrap();
        near(found.brier, 0.21);
        near(found.reliability, 7.0 / 600.0); // .011667
        near(found.resolution, 0.59 / 12.0); // .049167
        near(found.uncertainty, 0.2475);
        near(found.brier, found.reliability - found.resolution + found.uncertainty);
        assert_eq!(found.groups.iter().map(|g| g.count).collect::<Vec<_>>(), [4, 3, 4, 5, 4]);
    }

    #[test]
    fn an_impossible_outcome_costs_without_limit() {
        let wrong = [Forecast { probability: 0.0, happened: true }];
        assert!(log_score(&wrong).unwrap().is_infinite() && baseline(&wrong).unwrap().is_infinite());
        assert!(brier(&[]).is_err() && brier(&[Forecast { probability: 1.1, happened: true }]).is_err());
    }
}
