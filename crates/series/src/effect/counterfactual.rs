//! The months after an event against the forecast of the months before.

use serde::Serialize;

use super::gibbs::{self, Run};
use super::grid::{Column, Grid, Prior};
use super::law::{Interval, Law};
use super::mixture::Mixture;
use super::standard::Standard;
use super::words::{Verdict, verdict};
use crate::components::Components;
use crate::count::real;
use crate::error::SeriesError;
use crate::estimate::fit;
use crate::random::Random;

/// How the forecast is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The exact posterior on a grid of variance ratios: the one to trust.
    ExactGrid,
    /// The published sampler with its published priors (Brodersen et al. 2015), which hold the level nearly still: its
    /// band is too narrow where a level drifts.
    PublishedPriors,
    /// Maximum likelihood, its variances taken as known: too narrow too.
    MaximumLikelihood,
}

/// A question about a series.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The series, by month, before and after.
    pub series: &'a [Option<f64>],
    /// Months before the event: the forecast rests on them alone.
    pub before: usize,
    /// Covariates that the event did not touch, by column, with a value for every month.
    pub covariates: &'a [&'a [f64]],
    /// Parts of the model.
    pub components: Components,
    /// Level of the bands, such as 0.95.
    pub level: f64,
    /// Draws, where a method draws.
    pub draws: usize,
    /// Seed, where a method draws.
    pub seed: u64,
}

/// A month after the event, in units of the series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Month {
    /// Its place in the series.
    pub month: usize,
    /// What was observed.
    pub observed: Option<f64>,
    /// What would have come.
    pub expected: Interval,
    /// Observed less expected.
    pub effect: Option<Interval>,
    /// The sum of the effects up to here; months without a value are left out.
    pub cumulative: Option<Interval>,
}

/// What an event did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// How it was found out.
    pub method: Method,
    /// Level of the bands.
    pub level: f64,
    /// Months before with a value.
    pub observed_before: usize,
    /// Months after with a value.
    pub observed_after: usize,
    /// Month by month.
    pub months: Vec<Month>,
    /// Mean of the observed months.
    pub observed: f64,
    /// Mean of what would have come in these months.
    pub expected: Interval,
    /// Mean effect a month.
    pub average: Interval,
    /// Sum of the effects.
    pub total: Interval,
    /// Observed over expected, less 1, where both are above 0.
    pub relative: Option<Interval>,
    /// The smaller of the probabilities that the effect was at most, and at least, 0.
    pub tail: f64,
    /// What the band of the average says.
    pub verdict: Verdict,
    /// The verdict in words.
    pub words: &'static str,
}

impl Question<'_> {
    fn check(&self) -> Result<(), SeriesError> {
        let window = SeriesError::Window { from: self.before, to: self.series.len() };
        if self.series.get(self.before..).is_none_or(|after| after.iter().flatten().next().is_none()) {
            return Err(window);
        }
        Ok(())
    }

    /// Answers by a method.
    ///
    /// # Errors
    /// When the months before are too few for the model, when nothing was observed after, or when a covariate has another
    /// length or cannot be told apart.
    pub fn answer(&self, method: Method) -> Result<Effect, SeriesError> {
        self.check()?;
        let after = &self.series[self.before..];
        let standard = Standard::of(self.series, self.covariates, self.before)?;
        let weightings = Weightings::of(after);
        let laws = self.laws(method, &standard, &weightings)?;
        Ok(self.tell(method, after, &standard, &weightings, &laws))
    }

    /// Mean effect a month and the standard deviation of its band, without the months: faster.
    ///
    /// # Errors
    /// As for [`Question::answer`].
    pub fn average(&self, method: Method) -> Result<(f64, f64), SeriesError> {
        self.check()?;
        let after = &self.series[self.before..];
        let standard = Standard::of(self.series, self.covariates, self.before)?;
        let weightings = Weightings::of_mean(after);
        let law = self.laws(method, &standard, &weightings)?.pop().ok_or(SeriesError::NoLikelihood)?;
        let observed = after.iter().flatten().sum::<f64>() / real(after.iter().flatten().count());
        let expected = law.moments();
        Ok((observed - standard.mean - standard.deviation * expected.0, standard.deviation * expected.1))
    }

    fn laws(&self, method: Method, standard: &Standard, weightings: &Weightings) -> Result<Vec<Law>, SeriesError> {
        match method {
            Method::ExactGrid => self.by_grid(standard, weightings),
            Method::PublishedPriors => self.by_draws(standard, weightings),
            Method::MaximumLikelihood => self.by_likelihood(standard, weightings),
        }
    }

    fn later<'a>(&self, columns: &'a [Vec<f64>]) -> Vec<&'a [f64]> {
        columns.iter().map(|values| &values[self.before..]).collect()
    }

    fn by_grid(&self, standard: &Standard, weightings: &Weightings) -> Result<Vec<Law>, SeriesError> {
        let columns: Vec<Column<'_>> = standard
            .covariates
            .iter()
            .map(|values| Column { values: &values[..self.before], prior: Prior::Covariate })
            .collect();
        let grid = Grid::of(self.components, &standard.series[..self.before], &columns)?;
        let laws = grid.sums(&weightings.all, &self.later(&standard.covariates));
        Ok(laws.into_iter().map(Law::Exact).collect())
    }

    fn by_draws(&self, standard: &Standard, weightings: &Weightings) -> Result<Vec<Law>, SeriesError> {
        let before: Vec<&[f64]> = standard.covariates.iter().map(|values| &values[..self.before]).collect();
        let run = Run {
            season: self.components.season.map(|season| season.months),
            draws: self.draws,
            burn: self.draws.div_ceil(9),
            ..Run::PUBLISHED
        };
        let mut random = Random::keyed(&[self.seed, 1]);
        let drawn = gibbs::sample(
            &standard.series[..self.before],
            &before,
            &self.later(&standard.covariates),
            self.series.len() - self.before,
            &run,
            &mut random,
        )?;
        let sum = |weights: &Vec<f64>| {
            Law::of_draws(
                drawn.paths.iter().map(|path| path.iter().zip(weights).map(|(y, weight)| y * weight).sum()).collect(),
            )
        };
        Ok(weightings.all.iter().map(sum).collect())
    }

    fn by_likelihood(&self, standard: &Standard, weightings: &Weightings) -> Result<Vec<Law>, SeriesError> {
        let before: Vec<&[f64]> = standard.covariates.iter().map(|values| &values[..self.before]).collect();
        let fit = fit(self.components, &standard.series[..self.before], &before)?;
        let sums = fit.sums(&weightings.all, &self.later(&standard.covariates));
        Ok(sums.into_iter().map(|(mean, deviation)| Law::Exact(Mixture::normal(mean, deviation))).collect())
    }

    fn tell(
        &self,
        method: Method,
        after: &[Option<f64>],
        standard: &Standard,
        weightings: &Weightings,
        laws: &[Law],
    ) -> Effect {
        // Weighted sums in units of the series: the weights of a sum times mean and spread of the months before.
        let in_units = |at: usize| {
            let weight: f64 = weightings.all[at].iter().sum();
            laws[at].interval(self.level).moved(standard.mean * weight, standard.deviation)
        };
        let mut sum = 0.0;
        let months = after
            .iter()
            .enumerate()
            .map(|(h, value)| {
                let expected = in_units(h);
                sum += value.unwrap_or(0.0);
                Month {
                    month: self.before + h,
                    observed: *value,
                    expected,
                    effect: value.map(|y| expected.moved(y, -1.0)),
                    cumulative: value.map(|_| in_units(after.len() + h).moved(sum, -1.0)),
                }
            })
            .collect();
        let observed_after = after.iter().flatten().count();
        let n = real(observed_after);
        let observed = sum / n;
        let law = laws[2 * after.len()].moved(standard.mean, standard.deviation).moved(observed, -1.0);
        let average = law.interval(self.level);
        let expected = average.moved(observed, -1.0);
        let relative = (observed >= 0.0 && expected.lower > 0.0).then(|| Interval {
            mean: observed / expected.mean - 1.0,
            median: observed / expected.median - 1.0,
            standard_deviation: observed / expected.mean * expected.standard_deviation / expected.mean,
            lower: observed / expected.upper - 1.0,
            upper: observed / expected.lower - 1.0,
        });
        let verdict = verdict(&average, None, Some(standard.mean));
        Effect {
            method,
            level: self.level,
            observed_before: self.series[..self.before].iter().flatten().count(),
            observed_after,
            months,
            observed,
            expected,
            average,
            total: average.moved(0.0, n),
            relative,
            tail: law.tail(),
            verdict,
            words: verdict.words(),
        }
    }
}

/// Weights of the months after: each month, the sum up to each, the mean. Months without a value weigh nothing.
struct Weightings {
    all: Vec<Vec<f64>>,
}

impl Weightings {
    fn of_mean(after: &[Option<f64>]) -> Self {
        let seen: Vec<f64> = after.iter().map(|value| if value.is_some() { 1.0 } else { 0.0 }).collect();
        let count: f64 = seen.iter().sum();
        Self { all: vec![seen.iter().map(|seen| seen / count).collect()] }
    }

    fn of(after: &[Option<f64>]) -> Self {
        let months = after.len();
        let seen: Vec<f64> = after.iter().map(|value| if value.is_some() { 1.0 } else { 0.0 }).collect();
        let count: f64 = seen.iter().sum();
        let single = (0..months).map(|h| (0..months).map(|i| if i == h { 1.0 } else { 0.0 }).collect());
        let until = (0..months).map(|h| (0..months).map(|i| if i <= h { seen[i] } else { 0.0 }).collect());
        let mean = std::iter::once(seen.iter().map(|seen| seen / count).collect());
        Self { all: single.chain(until).chain(mean).collect() }
    }
}
