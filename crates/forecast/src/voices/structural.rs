//! The structural voice: trend, drifting season, known events.

use series::components::{Components, Variances};
use series::estimate::{Fit, fit_from};
use series::random::Random;
use series::smooth::smooth;

use super::Asked;
use crate::error::ForecastError;
use crate::fan::{Normals, Scale};

/// A structural model of a history.
#[derive(Debug, Clone)]
pub struct Structural {
    /// The model, on the scale.
    pub fit: Fit,
    scale: Scale,
}

impl Structural {
    pub(super) fn of(
        asked: &Asked<'_>,
        scale: Scale,
        scaled: &[Option<f64>],
        near: Option<&Variances>,
    ) -> Result<Self, ForecastError> {
        let components = if asked.period > 1 { Components::TREND.with_season(asked.period) } else { Components::LEVEL };
        let events: Vec<&[f64]> = asked.events.iter().map(|event| &event[..scaled.len()]).collect();
        Ok(Self { fit: fit_from(components, scaled, &events, near)?, scale })
    }

    fn later<'a>(asked: &Asked<'a>) -> Vec<&'a [f64]> {
        asked.events.iter().map(|event| &event[asked.history.len()..]).collect()
    }

    /// Its forecast.
    ///
    /// # Errors
    /// When an event has no value for a month to come.
    pub fn normals(&self, asked: &Asked<'_>) -> Result<Normals, ForecastError> {
        let forecast = self.fit.forecast(asked.horizon, &Self::later(asked))?;
        Ok(Normals { scale: self.scale, mean: forecast.mean, standard_deviation: forecast.standard_deviation })
    }

    /// Paths of the months to come, in units of the series: by path, then month.
    pub fn paths(&self, asked: &Asked<'_>, paths: usize, random: &mut Random) -> Vec<Vec<f64>> {
        let drawn = self.fit.draw_paths(asked.horizon, &Self::later(asked), paths, random);
        let scale = self.scale;
        drawn.into_iter().map(|path| path.into_iter().map(|value| scale.from(value)).collect()).collect()
    }

    // The history on the scale without the events, and with what the model says where a month is missing.
    pub(super) fn undisturbed(&self, asked: &Asked<'_>, scaled: &[Option<f64>]) -> Vec<f64> {
        let by_events = |t: usize| -> f64 {
            asked.events.iter().zip(&self.fit.coefficients).map(|(event, delta)| event[t] * delta.value).sum()
        };
        let rest: Vec<Option<f64>> = scaled.iter().enumerate().map(|(t, y)| y.map(|y| y - by_events(t))).collect();
        if rest.iter().all(Option::is_some) {
            return rest.into_iter().flatten().collect();
        }
        let smoothed = smooth(&self.fit.components, &self.fit.variances, &rest);
        rest.into_iter().zip(smoothed.signal).map(|(y, signal)| y.unwrap_or(signal)).collect()
    }
}
