//! Variances by maximum likelihood, coefficients by generalised least squares.

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use crate::components::{Components, Variances};
use crate::count::real;
use crate::error::SeriesError;
use crate::filter::{Filtered, Start, filter};
use crate::nelder_mead::{Until, least};
use crate::quasi_newton::Search;

/// Logarithms of variances, in units of the variance of the differences, between which is searched.
const LOWEST: f64 = -25.0;
const HIGHEST: f64 = 6.0;
/// Below this logarithm a variance may as well be none.
const NONE: f64 = -12.0;
/// A likelihood that is lower by less is as high.
const AS_HIGH: f64 = 1e-5;
/// Steps from each start before the best are chosen, and from these until they stay.
const FIRST_STEPS: usize = 10;
const STEPS: usize = 60;
/// A gain below which a likelihood stays.
const STAYS: f64 = 1e-7;
/// The last look around, without slopes.
const FINE: Until = Until { place: 1e-3, value: 1e-8, evaluations: 120 };
/// A start whose first result is worse by more than this is given up.
const GIVEN_UP: f64 = 2.0;

/// A regressor's coefficient, in units of the series for one of the regressor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coefficient {
    /// Estimate.
    pub value: f64,
    /// Its standard error at the given variances.
    pub standard_error: f64,
}

/// A fitted model.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Its parts.
    pub components: Components,
    /// The variances.
    pub variances: Variances,
    /// The logarithm of the diffuse likelihood.
    pub log_likelihood: f64,
    /// Coefficients of the regressors, in their order.
    pub coefficients: Vec<Coefficient>,
    /// Covariance of the coefficients at the given variances.
    pub covariance: DMatrix<f64>,
    /// Values that the fit rests on.
    pub observed: usize,
    /// Predicted states for the month after the last: of the series, then of each regressor.
    pub(crate) states: Vec<Vec<f64>>,
    /// Their variance, by rows.
    pub(crate) variance: Vec<f64>,
}

/// Fits a model: variances by maximum likelihood from several starts, coefficients by generalised
/// least squares at these variances. A variance at the border is given as 0.
///
/// `regressors` are by column; each has a value for every month of the series.
///
/// # Errors
/// When the series is too short, does not vary or is not finite, or when a regressor has another length or no column of
/// its own.
pub fn fit(components: Components, series: &[Option<f64>], regressors: &[&[f64]]) -> Result<Fit, SeriesError> {
    fit_from(components, series, regressors, None)
}

/// The same, from the variances of a fit that is near: faster, for the same model on a longer or shorter series.
///
/// # Errors
/// As for [`fit`].
pub fn fit_from(
    components: Components,
    series: &[Option<f64>],
    regressors: &[&[f64]],
    near: Option<&Variances>,
) -> Result<Fit, SeriesError> {
    check(&components, series, regressors)?;
    let unit = unit_of(series).ok_or(SeriesError::Constant)?;
    let free = components.free();
    let variances = |x: &[f64]| {
        let mut values = [0.0; 4];
        for (place, x) in free.iter().zip(x) {
            values[*place] = unit * x.clamp(LOWEST, HIGHEST).exp();
        }
        Variances::of(values)
    };
    let mut minus = |x: &[f64]| -> f64 {
        likelihood(&components, &variances(x), series, regressors).map_or(f64::INFINITY, |value| -value)
    };
    let begun: Vec<Vec<f64>> = match near {
        Some(near) => {
            let at = |place: &usize| (near.values()[*place].max(1e-6 * unit) / unit).ln().clamp(LOWEST, HIGHEST);
            // What is near may be another maximum than the highest here.
            std::iter::once(free.iter().map(at).collect()).chain(starts(free.len()).into_iter().skip(2)).collect()
        }
        None => starts(free.len()),
    };
    let mut searches: Vec<Search> = begun
        .iter()
        .map(|start| {
            let mut search = Search::at(start, &mut minus);
            search.run(FIRST_STEPS, STAYS, &mut minus);
            search
        })
        .collect();
    searches.sort_by(|a, b| a.value.total_cmp(&b.value));
    let bar = searches.first().map_or(f64::INFINITY, |found| found.value) + GIVEN_UP;
    let mut best: Option<(Vec<f64>, f64)> = None;
    for mut search in searches.into_iter().filter(|found| found.value <= bar).take(2) {
        search.run(STEPS, STAYS, &mut minus);
        if best.as_ref().is_none_or(|best| search.value < best.1) {
            best = Some((search.x, search.value));
        }
    }
    if near.is_none()
        && let Some((x, value)) = &best
    {
        let around = least(x, &FINE, &mut minus);
        if around.1 < *value {
            best = Some(around);
        }
    }
    let (x, value) = best.filter(|best| best.1.is_finite()).ok_or(SeriesError::NoLikelihood)?;
    let mut found = variances(&x).values();
    // A variance at the border.
    let mut value = value;
    for (i, place) in free.iter().enumerate() {
        if x[i] < NONE {
            let mut without = found;
            without[*place] = 0.0;
            let candidate = likelihood(&components, &Variances::of(without), series, regressors);
            if let Some(likelihood) = candidate.filter(|likelihood| -likelihood <= value + AS_HIGH) {
                (found, value) = (without, value.min(-likelihood));
            }
        }
    }
    fit_at(components, &Variances::of(found), series, regressors)
}

/// The fit at given variances: coefficients and states only.
///
/// # Errors
/// As for [`fit`].
pub fn fit_at(
    components: Components,
    variances: &Variances,
    series: &[Option<f64>],
    regressors: &[&[f64]],
) -> Result<Fit, SeriesError> {
    check(&components, series, regressors)?;
    let filtered = filter(&components, variances, series, regressors, Start::Diffuse);
    let regression = regression(&filtered, regressors.len())?;
    let coefficients = (0..regressors.len())
        .map(|j| Coefficient {
            value: regression.coefficients[j],
            standard_error: regression.covariance[(j, j)].max(0.0).sqrt(),
        })
        .collect();
    let log_likelihood = -0.5 * (filtered.log_variances + regression.squares);
    if !log_likelihood.is_finite() {
        return Err(SeriesError::NoLikelihood);
    }
    Ok(Fit {
        components,
        variances: *variances,
        log_likelihood,
        coefficients,
        covariance: regression.covariance,
        observed: series.iter().flatten().count(),
        states: filtered.states,
        variance: filtered.variance,
    })
}

/// The logarithm of the diffuse likelihood, with the coefficients at their best. `None` where it cannot be computed.
pub fn likelihood(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    regressors: &[&[f64]],
) -> Option<f64> {
    let filtered = filter(components, variances, series, regressors, Start::Diffuse);
    let squares = if regressors.is_empty() {
        filtered.innovations.iter().map(|v| v * v).sum()
    } else {
        regression(&filtered, regressors.len()).ok()?.squares
    };
    let value = -0.5 * (filtered.log_variances + squares);
    value.is_finite().then_some(value)
}

struct Regression {
    coefficients: DVector<f64>,
    covariance: DMatrix<f64>,
    squares: f64,
}

// Ordinary least squares of the series' innovations on those of the regressors.
fn regression(filtered: &Filtered, count: usize) -> Result<Regression, SeriesError> {
    let rows = || filtered.innovations.chunks_exact(count + 1);
    if count == 0 {
        return Ok(Regression {
            coefficients: DVector::zeros(0),
            covariance: DMatrix::zeros(0, 0),
            squares: filtered.innovations.iter().map(|v| v * v).sum(),
        });
    }
    let mut a = DMatrix::zeros(count, count);
    let mut b = DVector::zeros(count);
    for row in rows() {
        for i in 0..count {
            b[i] += row[i + 1] * row[0];
            for j in 0..count {
                a[(i, j)] += row[i + 1] * row[j + 1];
            }
        }
    }
    for j in 0..count {
        let own: f64 = a[(j, j)];
        if !own.is_finite() || own <= 0.0 {
            return Err(SeriesError::Collinear { regressor: j });
        }
    }
    // In units in which the diagonal is 1, so that what is small there is collinear and not in small units.
    let scale = DVector::from_fn(count, |j, _| 1.0 / a[(j, j)].sqrt());
    let scaled = DMatrix::from_fn(count, count, |i, j| a[(i, j)] * scale[i] * scale[j]);
    let factor = scaled.clone().cholesky();
    let Some(factor) = factor.filter(|factor| (0..count).all(|j| factor.l_dirty()[(j, j)] > 1e-7)) else {
        let regressor = (1..count)
            .find(|n| {
                let part = scaled.view((0, 0), (n + 1, n + 1)).into_owned();
                part.cholesky().is_none_or(|factor| (0..=*n).any(|j| factor.l_dirty()[(j, j)] <= 1e-7))
            })
            .unwrap_or(count - 1);
        return Err(SeriesError::Collinear { regressor });
    };
    let coefficients = factor.solve(&b.component_mul(&scale)).component_mul(&scale);
    let inverse = factor.inverse();
    let covariance = DMatrix::from_fn(count, count, |i, j| inverse[(i, j)] * scale[i] * scale[j]);
    let squares = rows()
        .map(|row| {
            let rest = row[0] - (0..count).map(|j| coefficients[j] * row[j + 1]).sum::<f64>();
            rest * rest
        })
        .sum();
    Ok(Regression { coefficients, covariance, squares })
}

fn check(components: &Components, series: &[Option<f64>], regressors: &[&[f64]]) -> Result<(), SeriesError> {
    if let Some(place) = series.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
        return Err(SeriesError::NotFinite { place });
    }
    for (regressor, values) in regressors.iter().enumerate() {
        if values.len() != series.len() {
            return Err(SeriesError::Length { regressor, found: values.len(), expected: series.len() });
        }
        if let Some(place) = values.iter().position(|value| !value.is_finite()) {
            return Err(SeriesError::NotFinite { place });
        }
    }
    let observed = series.iter().flatten().count();
    let needed = components.states() + regressors.len() + components.free().len() + 1;
    if observed < needed { Err(SeriesError::TooShort { observed, needed }) } else { Ok(()) }
}

// The variance of the differences between observed values: the unit of the variances.
fn unit_of(series: &[Option<f64>]) -> Option<f64> {
    let values: Vec<f64> = series.iter().flatten().copied().collect();
    let differences: Vec<f64> = values.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mean = differences.iter().sum::<f64>() / real(differences.len());
    let variance = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / real(differences.len());
    // A perfect line has none; then the size of its steps serves.
    let unit = if variance > 0.0 { variance } else { mean * mean };
    (unit.is_finite() && unit > 0.0).then_some(unit)
}

fn starts(count: usize) -> Vec<Vec<f64>> {
    let begun =
        |begin: &[f64], rest: f64| -> Vec<f64> { (0..count).map(|i| begin.get(i).copied().unwrap_or(rest)).collect() };
    vec![begun(&[], -1.0), begun(&[-1.0], -4.0), begun(&[-3.0, -1.0], -6.0), begun(&[-1.0, -20.0, -20.0], -6.0)]
}
