//! Series in units of their own spread before an event.

use crate::count::real;
use crate::error::SeriesError;

/// A series and its covariates, standardised by mean and standard deviation (n - 1) of the months before the event.
#[derive(Debug, Clone)]
pub(crate) struct Standard {
    /// Mean of the series before, in its units.
    pub(crate) mean: f64,
    /// Standard deviation of the series before, in its units.
    pub(crate) deviation: f64,
    /// The series.
    pub(crate) series: Vec<Option<f64>>,
    /// Covariates, by column.
    pub(crate) covariates: Vec<Vec<f64>>,
}

impl Standard {
    pub(crate) fn of(series: &[Option<f64>], covariates: &[&[f64]], before: usize) -> Result<Self, SeriesError> {
        if let Some(place) = series.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
            return Err(SeriesError::NotFinite { place });
        }
        let (mean, deviation) = moments(series.iter().take(before).flatten().copied()).ok_or(SeriesError::Constant)?;
        let mut scaled = Vec::with_capacity(covariates.len());
        for (regressor, values) in covariates.iter().enumerate() {
            if values.len() != series.len() {
                return Err(SeriesError::Length { regressor, found: values.len(), expected: series.len() });
            }
            if let Some(place) = values.iter().position(|value| !value.is_finite()) {
                return Err(SeriesError::NotFinite { place });
            }
            let (mean, deviation) =
                moments(values.iter().take(before).copied()).ok_or(SeriesError::Collinear { regressor })?;
            scaled.push(values.iter().map(|value| (value - mean) / deviation).collect());
        }
        let series = series.iter().map(|value| value.map(|value| (value - mean) / deviation)).collect();
        Ok(Self { mean, deviation, series, covariates: scaled })
    }
}

// Mean and standard deviation; `None` without spread.
fn moments(values: impl Iterator<Item = f64> + Clone) -> Option<(f64, f64)> {
    let n = real(values.clone().count());
    let mean = values.clone().sum::<f64>() / n;
    let deviation = (values.map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    (deviation.is_finite() && deviation > 0.0).then_some((mean, deviation))
}
