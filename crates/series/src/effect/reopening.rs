//! A closure and a reopening in one model, over the whole series, so that a reopening is never read as a new shock.

use serde::Serialize;

use super::grid::{Column, Grid, Prior};
use super::law::{Interval, Law};
use super::shape::{Shape, values};
use super::standard::Standard;
use crate::components::{Components, Variances};
use crate::count::real;
use crate::error::SeriesError;
use crate::estimate::{Fit, fit, fit_from};
use crate::random::Random;

/// Normal deviates of a band of 95 %.
const BAND: f64 = 1.959_963_984_540_054;
/// Half the chi-squared of one degree at 95 %: the drop of a profile likelihood at the ends of its interval.
const DROP: f64 = 1.920_729_410_347_062;
/// Longest half-life tried, in months.
const LONGEST: usize = 24;
/// Months after a reopening below which its half-life is not told.
const ENOUGH_MONTHS: usize = 6;
/// Likeliest half-life over unlikeliest, below which it is not told.
const FLAT: f64 = 2.0;

/// A closure and a reopening.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// The series, by month.
    pub series: &'a [Option<f64>],
    /// Covariates that neither touched, by column.
    pub covariates: &'a [&'a [f64]],
    /// Parts of the model.
    pub components: Components,
    /// First month of the closure, and the share of it in force.
    pub closed: (usize, f64),
    /// First month of the reopening, and the share of it in force.
    pub reopened: (usize, f64),
    /// How the reopening enters.
    pub shape: Shape,
    /// Level of the bands.
    pub level: f64,
    /// Seed of the draws behind the band of the recovery share.
    pub seed: u64,
}

/// An estimate by maximum likelihood and generalised least squares, and its exact posterior.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// By generalised least squares at the likeliest variances.
    pub value: f64,
    /// Its standard error at these variances.
    pub standard_error: f64,
    /// The posterior, which knows that variances are not known.
    pub posterior: Interval,
}

/// A half-life tried.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Tried {
    /// Half-life, in months.
    pub half_life: f64,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Recovery share at it, in the end.
    pub share: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its share of the profile likelihood.
    pub weight: f64,
}

/// How fast a recovery goes, by the profile likelihood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HalfLife {
    /// Half-lives tried, from 1 to 24 months.
    pub tried: Vec<Tried>,
    /// The likeliest.
    pub likeliest: f64,
    /// Where the profile has dropped by 1.92: the interval of 95 %, open where the grid ends.
    pub interval: (Option<f64>, Option<f64>),
    /// Why it is not told; `None` when it is.
    pub untold: Option<&'static str>,
}

/// What a closure and a reopening did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reopening {
    /// Effect of the closure, a month.
    pub closure: Estimate,
    /// Effect of the reopening in the end, a month.
    pub reopening: Estimate,
    /// Both together: where the series stands in the end.
    pub net: Estimate,
    /// The share of the closure's effect that the reopening gave back in the end, when the closure's own band leaves out 0.
    pub share: Option<Estimate>,
    /// Effect by month: what the closure took, less what the reopening gave back.
    pub path: Vec<Interval>,
    /// The sum of the effects over the months with a value.
    pub lost: Interval,
    /// Months observed since the reopening.
    pub months_since: usize,
    /// The variances.
    pub variances: Variances,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
}

impl Course<'_> {
    fn columns(&self, shape: Shape) -> (Vec<f64>, Vec<f64>) {
        let months = self.series.len();
        (
            values(Shape::Step, self.closed.0, self.closed.1, months),
            values(shape, self.reopened.0, self.reopened.1, months),
        )
    }

    fn months_since(&self) -> usize {
        self.series.get(self.reopened.0..).map_or(0, |later| later.iter().flatten().count())
    }

    fn fit_with(&self, shape: Shape, near: Option<&Variances>) -> Result<Fit, SeriesError> {
        let (closure, reopening) = self.columns(shape);
        let mut regressors: Vec<&[f64]> = vec![&closure, &reopening];
        regressors.extend(self.covariates);
        match near {
            Some(_) => fit_from(self.components, self.series, &regressors, near),
            None => fit(self.components, self.series, &regressors),
        }
    }

    /// Estimates both effects.
    ///
    /// # Errors
    /// When the series is too short for the model, or has no month in which both can be told apart.
    pub fn estimate(&self) -> Result<Reopening, SeriesError> {
        let fit = self.fit_with(self.shape, None)?;
        let (closure, reopening) = self.columns(self.shape);
        let standard = Standard::of(self.series, self.covariates, self.series.len())?;
        let mut columns =
            vec![Column { values: &closure, prior: Prior::Event }, Column { values: &reopening, prior: Prior::Event }];
        columns.extend(standard.covariates.iter().map(|values| Column { values, prior: Prior::Covariate }));
        let grid = Grid::of(self.components, &standard.series, &columns)?;
        let unit = standard.deviation;
        let weigh = |c: f64, r: f64| {
            let mut weights = vec![0.0; columns.len()];
            (weights[0], weights[1]) = (c, r);
            Law::Exact(grid.combination(&weights)).moved(0.0, unit).interval(self.level)
        };
        let (c, r) = (fit.coefficients[0], fit.coefficients[1]);
        let cov = &fit.covariance;
        let closure_law = weigh(1.0, 0.0);
        let net_variance = cov[(0, 0)] + cov[(1, 1)] + 2.0 * cov[(0, 1)];
        let share = (closure_law.upper < 0.0 || closure_law.lower > 0.0).then(|| {
            let mut random = Random::keyed(&[self.seed, 2]);
            let draws = grid.draw_coefficients(4000, &mut random);
            let shares = draws.iter().map(|draw| -draw[1] / draw[0]).collect();
            let (value, standard_error) = recovery(&fit);
            Estimate { value, standard_error, posterior: Law::of_draws(shares).interval(self.level) }
        });
        let path: Vec<Interval> = closure.iter().zip(&reopening).map(|(c, r)| weigh(*c, *r)).collect();
        let seen = |values: &[f64]| -> f64 {
            values.iter().zip(self.series).filter(|(_, y)| y.is_some()).map(|(value, _)| value).sum()
        };
        Ok(Reopening {
            closure: Estimate { value: c.value, standard_error: c.standard_error, posterior: closure_law },
            reopening: Estimate { value: r.value, standard_error: r.standard_error, posterior: weigh(0.0, 1.0) },
            net: Estimate {
                value: c.value + r.value,
                standard_error: net_variance.max(0.0).sqrt(),
                posterior: weigh(1.0, 1.0),
            },
            share,
            path,
            lost: weigh(seen(&closure), seen(&reopening)),
            months_since: self.months_since(),
            variances: fit.variances,
            log_likelihood: fit.log_likelihood,
        })
    }

    /// Tries half-lives of the recovery from 1 to 24 months.
    ///
    /// # Errors
    /// As for [`Course::estimate`].
    pub fn half_life(&self) -> Result<HalfLife, SeriesError> {
        let mut near: Option<Variances> = None;
        let mut tried = Vec::new();
        for half in 2..=2 * LONGEST {
            let half_life = 0.5 * real(half);
            let fit = self.fit_with(Shape::Fade { half_life }, near.as_ref())?;
            let (share, standard_error) = recovery(&fit);
            near = Some(fit.variances);
            tried.push(Tried { half_life, log_likelihood: fit.log_likelihood, share, standard_error, weight: 0.0 });
        }
        let highest = tried.iter().map(|tried| tried.log_likelihood).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = tried.iter().map(|tried| (tried.log_likelihood - highest).exp()).sum();
        for tried in &mut tried {
            tried.weight = (tried.log_likelihood - highest).exp() / sum;
        }
        let weights = tried.iter().map(|tried| tried.weight);
        let (low, high) = weights.fold((f64::INFINITY, 0.0_f64), |(low, high), w| (low.min(w), high.max(w)));
        let untold = if self.months_since() < ENOUGH_MONTHS {
            Some(::words::mark("fewer than six months follow the reopening"))
        } else if high < FLAT * low {
            Some(::words::mark("every half-life is about as likely as the others"))
        } else {
            None
        };
        let at = tried.iter().position(|tried| tried.log_likelihood >= highest).unwrap_or(0);
        let crossing = |a: &Tried, b: &Tried| {
            let part = (highest - DROP - a.log_likelihood) / (b.log_likelihood - a.log_likelihood);
            a.half_life + part * (b.half_life - a.half_life)
        };
        let bar = highest - DROP;
        let lower =
            (1..=at).rev().find(|i| tried[i - 1].log_likelihood < bar).map(|i| crossing(&tried[i - 1], &tried[i]));
        let upper =
            (at + 1..tried.len()).find(|i| tried[*i].log_likelihood < bar).map(|i| crossing(&tried[i - 1], &tried[i]));
        Ok(HalfLife { likeliest: tried[at].half_life, interval: (lower, upper), untold, tried })
    }
}

// The recovery share in the end and its standard error by the delta method.
fn recovery(fit: &Fit) -> (f64, f64) {
    let (c, r) = (fit.coefficients[0].value, fit.coefficients[1].value);
    let (by_c, by_r) = (r / (c * c), -1.0 / c);
    let cov = &fit.covariance;
    let variance = by_c * by_c * cov[(0, 0)] + by_r * by_r * cov[(1, 1)] + 2.0 * by_c * by_r * cov[(0, 1)];
    (-r / c, variance.max(0.0).sqrt())
}

impl Estimate {
    /// The band at the likeliest variances, of 95 %.
    pub fn plug_in(&self) -> (f64, f64) {
        (self.value - BAND * self.standard_error, self.value + BAND * self.standard_error)
    }
}
