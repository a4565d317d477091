//! The voices of a forecast.
//!
//! - **Structural**: trend and drifting season, maximum likelihood ([`series`]).
//! - **MSTL + ETS**: a seasonal decomposition by LOESS (Bandara, Hyndman and Bergmeir 2021), of which the last year's season
//!   repeats, and non-seasonal exponential smoothing of the rest (Hyndman and Khandakar 2008). By the crate `augurs`.
//! - **Average** of their quantiles.
//! - **Blend**: the median of MSTL, as wide as both on average. Scored best of these at rolling dates, so it is shown first.
//! - **Seasonal naive**: last year's value, as wide as last year's errors; the rival that each must beat.

mod smoothing;
mod structural;

use serde::Serialize;
use series::components::Variances;

use crate::count::real;
use crate::error::ForecastError;
use crate::fan::{Normals, Scale};

pub use self::structural::Structural;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The history, by month (or by another period).
    pub history: &'a [Option<f64>],
    /// Values in a season: 12 for months, 1 where there is none.
    pub period: usize,
    /// Values to forecast.
    pub horizon: usize,
    /// Known events, by column, each with a value for every month of the history and the horizon.
    pub events: &'a [Vec<f64>],
}

/// A voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The median of MSTL, as wide as both on average.
    Blend,
    /// The average of structural model and MSTL.
    Average,
    /// MSTL with exponential smoothing.
    Mstl,
    /// The structural model.
    Structural,
    /// Last year again.
    SeasonalNaive,
}

impl Voice {
    /// All of them, the one shown first at the front.
    pub const ALL: [Self; 5] = [Self::Blend, Self::Average, Self::Mstl, Self::Structural, Self::SeasonalNaive];

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blend => "blend",
            Self::Average => "average of both",
            Self::Mstl => "MSTL + ETS",
            Self::Structural => "structural model",
            Self::SeasonalNaive => "seasonal naive",
        }
    }
}

/// What all voices say.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The scale of all of them.
    pub scale: Scale,
    /// The structural model, kept for paths.
    pub structural: Structural,
    said: [Normals; 3],
}

impl Spoken {
    /// Asks all voices.
    ///
    /// # Errors
    /// When the history is too short for one of them, or does not vary.
    pub fn of(asked: &Asked<'_>) -> Result<Self, ForecastError> {
        Self::near(asked, None)
    }

    /// The same, with the structural model's search begun at variances of a fit to nearly the same history.
    ///
    /// # Errors
    /// As for [`Spoken::of`].
    pub fn near(asked: &Asked<'_>, near: Option<&Variances>) -> Result<Self, ForecastError> {
        let expected = asked.history.len() + asked.horizon;
        for (event, values) in asked.events.iter().enumerate() {
            if values.len() != expected {
                return Err(ForecastError::Event { event, found: values.len(), expected });
            }
        }
        let scale = Scale::of(asked.history);
        let scaled: Vec<Option<f64>> = asked.history.iter().map(|value| value.map(|value| scale.to(value))).collect();
        let structural = Structural::of(asked, scale, &scaled, near)?;
        let smoothing = smoothing::forecast(asked, scale, &scaled, &structural)?;
        let naive = naive(asked, scale)?;
        let first = structural.normals(asked)?;
        Ok(Self { scale, structural, said: [first, smoothing, naive] })
    }

    /// What a voice says.
    pub fn said(&self, voice: Voice) -> Normals {
        let [structural, smoothing, naive] = &self.said;
        match voice {
            Voice::Structural => structural.clone(),
            Voice::Mstl => smoothing.clone(),
            Voice::Average => structural.averaged(smoothing),
            Voice::Blend => Normals { mean: smoothing.mean.clone(), ..structural.averaged(smoothing) },
            Voice::SeasonalNaive => naive.clone(),
        }
    }
}

/// The seasonal naive forecast: the value of a season before, on its own scale, with the root mean square of the
/// differences over a season as standard deviation (over as many seasons as the forecast reaches, their square root more).
///
/// # Errors
/// When no difference over a season is known.
pub fn naive(asked: &Asked<'_>, scale: Scale) -> Result<Normals, ForecastError> {
    let (history, period) = (asked.history, asked.period.max(1));
    let squares: Vec<f64> =
        (period..history.len()).filter_map(|t| Some((history[t]? - history[t - period]?).powi(2))).collect();
    let observed = history.iter().flatten().count();
    if squares.is_empty() {
        return Err(ForecastError::TooShort { observed, needed: period + 1 });
    }
    let deviation = (squares.iter().sum::<f64>() / real(squares.len())).sqrt();
    // The last value known at the same place of the season.
    let last = |h: usize| {
        let place = (history.len() + h) % period;
        (0..history.len()).rev().filter(|t| t % period == place).find_map(|t| history[t])
    };
    let needed = ForecastError::TooShort { observed, needed: period + 1 };
    let mean = (0..asked.horizon).map(last).collect::<Option<Vec<f64>>>().ok_or(needed)?;
    let seasons = |h: usize| real(h.div_euclid(period) + 1).sqrt();
    Ok(Normals {
        scale: if scale == Scale::Own { Scale::Own } else { Scale::Floored },
        mean,
        standard_deviation: (0..asked.horizon).map(|h| deviation * seasons(h)).collect(),
    })
}
