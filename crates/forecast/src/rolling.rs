//! How each voice did at earlier dates: from every date, the months after it are forecast from those before it alone.

use std::collections::BTreeMap;

use serde::Serialize;
use series::components::Variances;

use crate::LEVELS;
use crate::count::real;
use crate::error::ForecastError;
use crate::voices::{Asked, Spoken, Voice};

/// Which dates are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Months forecast from each date.
    pub horizon: usize,
    /// Most dates.
    pub origins: usize,
    /// Months between dates.
    pub every: usize,
    /// Fewest months before a date.
    pub shortest: usize,
    /// Most months before a date that are used.
    pub longest: usize,
}

impl Default for Rules {
    fn default() -> Self {
        Self { horizon: 12, origins: 13, every: 3, shortest: 36, longest: 180 }
    }
}

/// How a voice did, on average over dates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// The voice.
    pub voice: Voice,
    /// Dates.
    pub origins: usize,
    /// Mean absolute error of the median over that of last year's value in the history (Hyndman and Koehler 2006).
    pub mase: f64,
    /// Mean pinball loss of the seven quantiles over the same.
    pub pinball: f64,
    /// Share of months within the band of 80 %.
    pub covers_80: f64,
    /// Share of months within the band of 95 %.
    pub covers_95: f64,
}

/// Scores all voices on a series. Months without a value are not scored; dates at which a voice fails are left out for
/// all. `events` have a value for every month of the series.
///
/// # Errors
/// When there is no date with enough months before it.
pub fn scores(
    series: &[Option<f64>],
    period: usize,
    events: &[Vec<f64>],
    rules: &Rules,
) -> Result<Vec<Score>, ForecastError> {
    let mut sums: BTreeMap<Voice, [f64; 4]> = BTreeMap::new();
    let mut origins = 0;
    let mut near: Option<Variances> = None;
    for back in (0..rules.origins).rev() {
        let Some(origin) = series.len().checked_sub(rules.horizon + rules.every * back) else { continue };
        if origin < rules.shortest.max(period + 1) {
            continue;
        }
        let from = origin.saturating_sub(rules.longest);
        let seen: Vec<Vec<f64>> = events
            .iter()
            .map(|event| event[from..origin + rules.horizon].to_vec())
            .filter(|event| told(event, origin - from))
            .collect();
        let asked = Asked { history: &series[from..origin], period, horizon: rules.horizon, events: &seen };
        let outcome = &series[origin..origin + rules.horizon];
        let Some((scored, variances)) = score(&asked, outcome, near.as_ref()) else { continue };
        near = Some(variances);
        origins += 1;
        for (voice, values) in scored {
            let sum = sums.entry(voice).or_default();
            for (sum, value) in sum.iter_mut().zip(values) {
                *sum += value;
            }
        }
    }
    if origins == 0 {
        return Err(ForecastError::TooShort {
            observed: series.iter().flatten().count(),
            needed: rules.shortest + rules.horizon,
        });
    }
    let n = real(origins);
    Ok(Voice::ALL
        .iter()
        .filter_map(|voice| {
            let [mase, pinball, covers_80, covers_95] = *sums.get(voice)?;
            Some(Score {
                voice: *voice,
                origins,
                mase: mase / n,
                pinball: pinball / n,
                covers_80: covers_80 / n,
                covers_95: covers_95 / n,
            })
        })
        .collect())
}

// Whether an event has a month in the history from which its size can be told.
fn told(event: &[f64], months: usize) -> bool {
    let begun = event[..months].iter().filter(|value| **value != 0.0).count();
    begun >= 1 && begun < months
}

/// MASE, pinball loss and both coverages of a voice at one date.
type Scored = (Voice, [f64; 4]);

// MASE, pinball, covers 80 %, covers 95 % of each voice at one date.
fn score(asked: &Asked<'_>, outcome: &[Option<f64>], near: Option<&Variances>) -> Option<(Vec<Scored>, Variances)> {
    let period = asked.period.max(1);
    let history = asked.history;
    let changes: Vec<f64> =
        (period..history.len()).filter_map(|t| Some((history[t]? - history[t - period]?).abs())).collect();
    let scale = changes.iter().sum::<f64>() / real(changes.len());
    if !(scale.is_finite() && scale > 0.0) || outcome.iter().flatten().next().is_none() {
        return None;
    }
    let spoken = Spoken::near(asked, near).ok()?;
    let scored = Voice::ALL.iter().map(|voice| {
        let fan = spoken.said(*voice).fan(&LEVELS);
        let mut sums = [0.0; 4];
        let mut count = 0.0;
        for (month, y) in fan.months.iter().zip(outcome) {
            let Some(y) = *y else { continue };
            count += 1.0;
            sums[0] += (y - month[3]).abs() / scale;
            sums[1] += score::quantile::mean_pinball(&LEVELS, month, y).unwrap_or(f64::NAN) / scale;
            sums[2] += f64::from(u8::from(month[1] <= y && y <= month[5]));
            sums[3] += f64::from(u8::from(month[0] <= y && y <= month[6]));
        }
        (*voice, sums.map(|sum| sum / count))
    });
    Some((scored.collect(), spoken.structural.fit.variances))
}
