//! The exact posterior of a structural model with the ratios of its variances on a grid.
//!
//! Given the ratios of level and slope to the noise, coefficients and noise variance have a closed form (normal and inverse
//! gamma), and any sum of months to come is Student t. The prior of a ratio puts a part on 0 and the rest as a half-Cauchy on
//! the logarithmic grid, so a level that may drift widens the band. Noise and coefficients have the published priors of
//! Brodersen et al. (2015): 50 values' worth of noise at an expected fit of 0.8, and a g-prior worth 0.01 values.

use nalgebra::{DMatrix, DVector};

use super::mixture::Mixture;
use crate::components::{Components, Variances};
use crate::count::real;
use crate::error::SeriesError;
use crate::filter::{Start, filter};
use crate::horizon::{Horizon, Sum};
use crate::random::Random;

/// Values that the prior of the noise is worth.
pub(crate) const NOISE_WORTH: f64 = 50.0;
/// The share of variance that the model is expected to explain.
pub(crate) const EXPECTED_FIT: f64 = 0.8;
/// Values that the prior of the coefficients is worth.
pub(crate) const COEFFICIENT_WORTH: f64 = 0.01;
/// Variance of each state before the first month, in units of the series' own variance.
const VAGUE: f64 = 1e4;
/// Prior probability that a part does not drift.
const STILL: f64 = 0.3;
/// Level over noise, standard deviations: the grid, and the scale of its half-Cauchy.
const LEVEL: (f64, f64, usize, f64) = (0.005, 1.5, 45, 0.3);
/// Slope over noise: a slope that changes its own size within some years is the far end.
const SLOPE: (f64, f64, usize, f64) = (0.0005, 0.15, 10, 0.01);
/// Levels on the grid where a slope has one of its own.
const FEWER_LEVELS: usize = 15;
/// Prior precision of an event's coefficient, in units of the noise: none to speak of.
const FREE: f64 = 1e-8;

/// How a column enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prior {
    /// A covariate: the g-prior.
    Covariate,
    /// An event: no prior to speak of.
    Event,
}

/// A column of the regression, in units in which the series has variance 1.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// A value for every month.
    pub values: &'a [f64],
    /// How it enters.
    pub prior: Prior,
}

#[derive(Debug, Clone)]
struct Point {
    weight: f64,
    variances: Variances,
    coefficients: DVector<f64>,
    inverse: DMatrix<f64>,
    /// The square of the scale of the noise.
    square: f64,
    states: Vec<Vec<f64>>,
    variance: Vec<f64>,
}

/// The posterior.
#[derive(Debug, Clone)]
pub struct Grid {
    components: Components,
    points: Vec<Point>,
    degrees: f64,
}

fn spaced(from: f64, to: f64, count: usize) -> Vec<f64> {
    let step = (to / from).ln() / real(count - 1);
    (0..count).map(|i| from * (step * real(i)).exp()).collect()
}

// Ratios of standard deviations with their prior weights.
fn ratios((from, to, count, scale): (f64, f64, usize, f64)) -> Vec<(f64, f64)> {
    let on_grid = spaced(from, to, count);
    let density: Vec<f64> = on_grid.iter().map(|r| r / (1.0 + (r / scale) * (r / scale))).collect();
    let sum: f64 = density.iter().sum();
    let moving = on_grid.into_iter().zip(density).map(|(r, density)| (r, (1.0 - STILL) * density / sum));
    std::iter::once((0.0, STILL)).chain(moving).collect()
}

impl Grid {
    /// The posterior of a model for the months of `series`, which is in units of its own standard deviation. A drifting
    /// season is taken as fixed.
    ///
    /// # Errors
    /// When there are too few values, or columns cannot be told apart.
    pub fn of(components: Components, series: &[Option<f64>], columns: &[Column<'_>]) -> Result<Self, SeriesError> {
        let observed = series.iter().flatten().count();
        let needed = components.states() + columns.len() + 2;
        if observed < needed {
            return Err(SeriesError::TooShort { observed, needed });
        }
        let components = components.season.map_or(components, |season| components.with_fixed_season(season.months));
        let degrees = real(observed) + NOISE_WORTH;
        let prior = prior(series, columns);
        let values: Vec<&[f64]> = columns.iter().map(|column| column.values).collect();
        let levels = if components.slope { (LEVEL.0, LEVEL.1, FEWER_LEVELS, LEVEL.3) } else { LEVEL };
        let slopes = if components.slope { ratios(SLOPE) } else { vec![(0.0, 1.0)] };
        let mut points = Vec::new();
        for (level, by_level) in ratios(levels) {
            for (slope, by_slope) in &slopes {
                let variances = Variances { noise: 1.0, level: level * level, slope: slope * slope, season: 0.0 };
                let filtered = filter(&components, &variances, series, &values, Start::Vague(VAGUE));
                let k = values.len();
                let mut a = prior.clone();
                let mut b = DVector::zeros(k);
                let mut squares = 0.0;
                for row in filtered.innovations.chunks_exact(k + 1) {
                    squares += row[0] * row[0];
                    for i in 0..k {
                        b[i] += row[i + 1] * row[0];
                        for j in 0..k {
                            a[(i, j)] += row[i + 1] * row[j + 1];
                        }
                    }
                }
                let factor = a.cholesky().ok_or(SeriesError::Collinear { regressor: k.saturating_sub(1) })?;
                let coefficients = factor.solve(&b);
                let rest = NOISE_WORTH * (1.0 - EXPECTED_FIT) + squares - coefficients.dot(&b);
                let determinant = (0..k).map(|j| factor.l_dirty()[(j, j)].ln()).sum::<f64>();
                let log_variances = filtered.log_variances - std::f64::consts::TAU.ln() * real(observed);
                let log = (by_level * by_slope).ln() - 0.5 * log_variances - determinant - 0.5 * degrees * rest.ln();
                points.push(Point {
                    weight: log,
                    variances,
                    coefficients,
                    inverse: factor.inverse(),
                    square: rest / degrees,
                    states: filtered.states,
                    variance: filtered.variance,
                });
            }
        }
        points.retain(|point| point.weight.is_finite());
        let highest = points.iter().map(|point| point.weight).fold(f64::NEG_INFINITY, f64::max);
        for point in &mut points {
            point.weight = (point.weight - highest).exp();
        }
        points.retain(|point| point.weight > 1e-10);
        let sum: f64 = points.iter().map(|point| point.weight).sum();
        for point in &mut points {
            point.weight /= sum;
        }
        if points.is_empty() { Err(SeriesError::NoLikelihood) } else { Ok(Self { components, points, degrees }) }
    }

    /// The model's parts.
    pub fn components(&self) -> &Components {
        &self.components
    }

    /// The law of a coefficient.
    pub fn coefficient(&self, j: usize) -> Mixture {
        let laws = self
            .points
            .iter()
            .map(|point| (point.weight, point.coefficients[j], (point.inverse[(j, j)] * point.square).max(0.0).sqrt()));
        Mixture::new(laws, self.degrees)
    }

    /// The law of a weighted sum of coefficients.
    pub fn combination(&self, weights: &[f64]) -> Mixture {
        let weights = DVector::from_column_slice(weights);
        let laws = self.points.iter().map(|point| {
            let square = (weights.transpose() * &point.inverse * &weights)[(0, 0)] * point.square;
            (point.weight, weights.dot(&point.coefficients), square.max(0.0).sqrt())
        });
        Mixture::new(laws, self.degrees)
    }

    /// Laws of weighted sums of the months after the last, observation noise included. `covariates` are by column, from
    /// the month after the last on; each weighting has at most as many values as there are months.
    pub fn sums(&self, weightings: &[Vec<f64>], covariates: &[&[f64]]) -> Vec<Mixture> {
        let months = weightings.iter().map(Vec::len).max().unwrap_or(0);
        let horizon = Horizon::of(&self.components, months);
        weightings.iter().map(|weights| self.law(&horizon.sum(weights, covariates))).collect()
    }

    fn law(&self, sum: &Sum) -> Mixture {
        let m = self.components.states();
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let laws = self.points.iter().map(|point| {
            let k = point.coefficients.len();
            let along = DVector::from_fn(k, |j, _| sum.covariate[j] - dot(&sum.state, &point.states[j + 1]));
            let centre = dot(&sum.state, &point.states[0]) + along.dot(&point.coefficients);
            let mut spread = sum.noise;
            for (i, own) in sum.state.iter().enumerate().filter(|(_, own)| **own != 0.0) {
                spread += own * dot(&point.variance[i * m..(i + 1) * m], &sum.state);
            }
            // The state for the first month holds its shock already.
            for ((_, shock), square) in self.components.shocks(&point.variances).iter().zip(&sum.shock) {
                spread += shock * square;
            }
            if k > 0 {
                spread += (along.transpose() * &point.inverse * &along)[(0, 0)];
            }
            (point.weight, centre, (spread * point.square).max(0.0).sqrt())
        });
        Mixture::new(laws, self.degrees)
    }

    /// Draws paths of the months after the last: by path, then month.
    pub fn draw_paths(&self, months: usize, covariates: &[&[f64]], paths: usize, random: &mut Random) -> Vec<Vec<f64>> {
        let m = self.components.states();
        let k = covariates.len();
        let roots: Vec<(Vec<f64>, Vec<f64>)> = self
            .points
            .iter()
            .map(|point| {
                let inverse: Vec<f64> = point.inverse.iter().copied().collect();
                (crate::simulate::root(&point.variance, m), crate::simulate::root(&inverse, k))
            })
            .collect();
        (0..paths)
            .map(|_| {
                let (at, sigma, coefficients) = self.draw(&roots, random);
                let point = &self.points[at];
                let mut state = point.states[0].clone();
                for (j, coefficient) in coefficients.iter().enumerate() {
                    crate::filter::add(&mut state, &point.states[j + 1], -coefficient);
                }
                for (state, off) in state.iter_mut().zip(crate::simulate::draw(&roots[at].0, m, random)) {
                    *state += sigma * off;
                }
                let shocks = self.components.shocks(&point.variances);
                (0..months)
                    .map(|h| {
                        let by_covariates: f64 = (0..k).map(|j| covariates[j][h] * coefficients[j]).sum();
                        let value = self.components.observe(&state) + by_covariates + sigma * random.normal();
                        self.components.advance(&mut state);
                        for (place, shock) in &shocks {
                            if *shock > 0.0 {
                                state[*place] += sigma * shock.sqrt() * random.normal();
                            }
                        }
                        value
                    })
                    .collect()
            })
            .collect()
    }

    /// Draws coefficients: by draw, then column.
    pub fn draw_coefficients(&self, draws: usize, random: &mut Random) -> Vec<Vec<f64>> {
        let roots: Vec<(Vec<f64>, Vec<f64>)> = self
            .points
            .iter()
            .map(|point| {
                let inverse: Vec<f64> = point.inverse.iter().copied().collect();
                (Vec::new(), crate::simulate::root(&inverse, point.coefficients.len()))
            })
            .collect();
        (0..draws).map(|_| self.draw(&roots, random).2).collect()
    }

    // A point of the grid, the noise, and the coefficients.
    fn draw(&self, roots: &[(Vec<f64>, Vec<f64>)], random: &mut Random) -> (usize, f64, Vec<f64>) {
        let mut left = random.uniform();
        let mut at = self.points.len() - 1;
        for (i, point) in self.points.iter().enumerate() {
            if left < point.weight {
                at = i;
                break;
            }
            left -= point.weight;
        }
        let point = &self.points[at];
        let sigma = (point.square * self.degrees / random.chi_squared(self.degrees)).sqrt();
        let off = crate::simulate::draw(&roots[at].1, point.coefficients.len(), random);
        let coefficients = point.coefficients.iter().zip(off).map(|(b, off)| b + sigma * off).collect();
        (at, sigma, coefficients)
    }
}

fn prior(series: &[Option<f64>], columns: &[Column<'_>]) -> DMatrix<f64> {
    let k = columns.len();
    let seen: Vec<usize> = (0..series.len()).filter(|t| series[*t].is_some()).collect();
    let cross = |i: usize, j: usize| seen.iter().map(|t| columns[i].values[*t] * columns[j].values[*t]).sum::<f64>();
    let n = real(seen.len());
    DMatrix::from_fn(k, k, |i, j| match (columns[i].prior, columns[j].prior) {
        (Prior::Covariate, Prior::Covariate) => {
            COEFFICIENT_WORTH / n * if i == j { cross(i, i) } else { 0.5 * cross(i, j) }
        }
        _ if i == j => FREE,
        _ => 0.0,
    })
}
