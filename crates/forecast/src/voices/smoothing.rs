//! MSTL with exponential smoothing, by the crate `augurs`.

use augurs::ets::AutoETS;
use augurs::mstl::MSTLModel;
use augurs::prelude::*;

use super::{Asked, Structural};
use crate::error::ForecastError;
use crate::fan::{Normals, Scale};

/// Level of the band from which its width is read, and the normal deviate of its ends.
const LEVEL: f64 = 0.95;
const DEVIATE: f64 = 1.959_963_984_540_054;

/// Fewest values that exponential smoothing takes.
const FEWEST: usize = 5;

/// The forecast, with known events taken out before and put back after, and missing months filled by the structural model.
pub(super) fn forecast(
    asked: &Asked<'_>,
    scale: Scale,
    scaled: &[Option<f64>],
    structural: &Structural,
) -> Result<Normals, ForecastError> {
    let needed = if asked.period > 1 { 2 * asked.period + 1 } else { FEWEST };
    let observed = scaled.iter().flatten().count();
    if observed < needed {
        return Err(ForecastError::TooShort { observed, needed });
    }
    let history = structural.undisturbed(asked, scaled);
    let found = if asked.period > 1 {
        let model = MSTLModel::new(vec![asked.period], AutoETS::non_seasonal().into_trend_model());
        let fitted = model.fit(&history).map_err(|error| ForecastError::Smoothing(error.to_string()))?;
        fitted.predict(asked.horizon, LEVEL).map_err(|error| ForecastError::Smoothing(error.to_string()))?
    } else {
        let fitted =
            AutoETS::non_seasonal().fit(&history).map_err(|error| ForecastError::Smoothing(error.to_string()))?;
        fitted.predict(asked.horizon, LEVEL).map_err(|error| ForecastError::Smoothing(error.to_string()))?
    };
    let band = found.intervals.ok_or_else(|| ForecastError::Smoothing("it gives no band".to_owned()))?;
    let deviation = band.upper.iter().zip(&band.lower).map(|(upper, lower)| (upper - lower) / (2.0 * DEVIATE));
    let by_events = |h: usize| -> f64 {
        let known = asked.events.iter().zip(&structural.fit.coefficients);
        known.map(|(event, delta)| event[asked.history.len() + h] * delta.value).sum()
    };
    let mean: Vec<f64> = found.point.iter().enumerate().map(|(h, point)| point + by_events(h)).collect();
    let standard_deviation: Vec<f64> = deviation.collect();
    if mean.iter().chain(&standard_deviation).any(|value| !value.is_finite()) {
        return Err(ForecastError::Smoothing("it gives no finite band".to_owned()));
    }
    Ok(Normals { scale, mean, standard_deviation })
}
