//! Quantiles by month.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal as Law};

/// On which scale a forecast is normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// On logarithms.
    Log,
    /// On its own scale, floored at 0.
    Floored,
    /// On its own scale.
    Own,
}

/// A forecast that is normal on a scale, month by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Normals {
    /// The scale.
    pub scale: Scale,
    /// Means on the scale, by month.
    pub mean: Vec<f64>,
    /// Standard deviations on the scale, by month.
    pub standard_deviation: Vec<f64>,
}

/// Quantiles, by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fan {
    /// Levels of the quantiles, rising.
    pub levels: Vec<f64>,
    /// In units of the series, by month, then by level.
    pub months: Vec<Vec<f64>>,
}

impl Scale {
    /// The scale that a history is forecast on.
    pub fn of(history: &[Option<f64>]) -> Self {
        let least = history.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        if least > 0.0 {
            Self::Log
        } else if least >= 0.0 {
            Self::Floored
        } else {
            Self::Own
        }
    }

    /// A value on the scale.
    pub fn to(self, value: f64) -> f64 {
        if self == Self::Log { value.ln() } else { value }
    }

    /// A value from the scale.
    pub fn from(self, value: f64) -> f64 {
        match self {
            Self::Log => value.exp(),
            Self::Floored => value.max(0.0),
            Self::Own => value,
        }
    }
}

impl Normals {
    /// The quantile of a level in a month, in units of the series.
    pub fn quantile(&self, month: usize, level: f64) -> f64 {
        let z = Law::standard().inverse_cdf(level);
        self.scale.from(self.mean[month] + z * self.standard_deviation[month])
    }

    /// The quantiles of some levels.
    pub fn fan(&self, levels: &[f64]) -> Fan {
        let months = (0..self.mean.len()).map(|h| levels.iter().map(|level| self.quantile(h, *level)).collect());
        Fan { levels: levels.to_vec(), months: months.collect() }
    }

    /// Quantiles averaged with equal weights, level by level, on the scale (Vincent's average; not a pool of laws).
    #[must_use]
    pub fn averaged(&self, other: &Self) -> Self {
        let half = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| 0.5 * (a + b)).collect();
        Self {
            scale: self.scale,
            mean: half(&self.mean, &other.mean),
            standard_deviation: half(&self.standard_deviation, &other.standard_deviation),
        }
    }
}

impl Fan {
    /// The quantiles of a level, by month; `None` when it is not among the levels.
    pub fn at(&self, level: f64) -> Option<Vec<f64>> {
        let place = self.levels.iter().position(|known| (known - level).abs() < 1e-9)?;
        Some(self.months.iter().map(|month| month[place]).collect())
    }
}
