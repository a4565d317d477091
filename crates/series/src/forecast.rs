//! What a fitted model says about months to come.

use nalgebra::DVector;
use serde::Serialize;

use crate::count::real;
use crate::error::SeriesError;
use crate::estimate::Fit;
use crate::horizon::Horizon;

/// A forecast of some months, normal at given variances.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// Means, by month.
    pub mean: Vec<f64>,
    /// Standard deviations, by month: states, noise and coefficients.
    pub standard_deviation: Vec<f64>,
    /// Mean and standard deviation of the average over all months.
    pub average: (f64, f64),
}

impl Fit {
    /// Forecasts `months` months; `regressors` are by column, each with a value for every one of them.
    ///
    /// # Errors
    /// When the regressors are others than those of the fit, or too short.
    pub fn forecast(&self, months: usize, regressors: &[&[f64]]) -> Result<Forecast, SeriesError> {
        let k = self.coefficients.len();
        if regressors.len() != k {
            return Err(SeriesError::Length { regressor: k, found: regressors.len(), expected: k });
        }
        for (regressor, values) in regressors.iter().enumerate() {
            if values.len() < months {
                return Err(SeriesError::Length { regressor, found: values.len(), expected: months });
            }
        }
        if months == 0 {
            return Ok(Forecast { mean: Vec::new(), standard_deviation: Vec::new(), average: (0.0, 0.0) });
        }
        let single = (0..months).map(|h| (0..months).map(|i| if i == h { 1.0 } else { 0.0 }).collect());
        let mean = std::iter::once(vec![1.0 / real(months); months]);
        let mut sums = self.sums(&single.chain(mean).collect::<Vec<_>>(), regressors);
        let average = sums.pop().unwrap_or((0.0, 0.0));
        let (mean, standard_deviation) = sums.into_iter().unzip();
        Ok(Forecast { mean, standard_deviation, average })
    }

    fn of_coefficients(&self, along: &DVector<f64>) -> f64 {
        if along.is_empty() { 0.0 } else { (along.transpose() * &self.covariance * along)[(0, 0)] }
    }

    /// Means and standard deviations of weighted sums of the months to come; `regressors` are by column.
    pub(crate) fn sums(&self, weightings: &[Vec<f64>], regressors: &[&[f64]]) -> Vec<(f64, f64)> {
        let horizon = Horizon::of(&self.components, weightings.iter().map(Vec::len).max().unwrap_or(0));
        let m = self.components.states();
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let sum = |weights: &Vec<f64>| {
            let sum = horizon.sum(weights, regressors);
            let along = DVector::from_fn(self.coefficients.len(), |j, _| {
                sum.covariate[j] - dot(&sum.state, &self.states[j + 1])
            });
            let by_coefficients: f64 =
                self.coefficients.iter().zip(along.iter()).map(|(b, along)| b.value * along).sum();
            let mut spread = sum.noise * self.variances.noise + self.of_coefficients(&along);
            for (i, own) in sum.state.iter().enumerate() {
                spread += own * dot(&self.variance[i * m..(i + 1) * m], &sum.state);
            }
            for ((_, shock), square) in self.components.shocks(&self.variances).iter().zip(&sum.shock) {
                spread += shock * square;
            }
            (dot(&sum.state, &self.states[0]) + by_coefficients, spread.max(0.0).sqrt())
        };
        weightings.iter().map(sum).collect()
    }
}
