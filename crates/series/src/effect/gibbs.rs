//! The sampler of Brodersen et al. (2015) with the priors of its published program: level, regression with spike and slab
//! (George and `McCulloch` 1997), and a season when asked for.

use nalgebra::{DMatrix, DVector};

use super::grid::{COEFFICIENT_WORTH, EXPECTED_FIT, NOISE_WORTH};
use crate::components::{Components, Variances};
use crate::count::real;
use crate::error::SeriesError;
use crate::random::Random;
use crate::simulate::{mean_and_deviation, states_from};

/// Redraws of a variance above its cut before the cut is taken.
const REDRAWN: usize = 1000;

/// How the sampler is run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Months in a season, when there is one.
    pub season: Option<usize>,
    /// Draws that are kept.
    pub draws: usize,
    /// Draws before them that are not.
    pub burn: usize,
    /// The guess of the level's standard deviation a month, in units of the series' own.
    pub level_guess: f64,
    /// Values that this guess is worth.
    pub level_worth: f64,
    /// Coefficients expected to be in the model.
    pub expected_size: f64,
}

impl Run {
    /// The published defaults: 1,000 draws of which 100 are not kept, a level that hardly moves, three coefficients.
    pub const PUBLISHED: Self =
        Self { season: None, draws: 900, burn: 100, level_guess: 0.01, level_worth: 32.0, expected_size: 3.0 };
}

/// What was drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Months to come, by draw, then month.
    pub paths: Vec<Vec<f64>>,
    /// How often each column was in the model, the intercept first.
    pub inclusion: Vec<f64>,
}

struct Sampler<'a> {
    y: &'a [Option<f64>],
    // Rows of observed months: intercept, covariates.
    x: Vec<Vec<f64>>,
    seen: Vec<usize>,
    cross: DMatrix<f64>,
    slab: DMatrix<f64>,
    spread: f64,
    run: Run,
    first: f64,
}

// A regression on the columns in the model.
struct Regression {
    log_density: f64,
    mean: DVector<f64>,
    precision: DMatrix<f64>,
    squares: f64,
}

/// Samples the months to come. The series and the covariates should be in units of their own spread; `before` and `after`
/// are covariates by column, for the months of the series and those to come.
///
/// # Errors
/// When the series is too short or does not vary.
pub fn sample(
    series: &[Option<f64>],
    before: &[&[f64]],
    after: &[&[f64]],
    months: usize,
    run: &Run,
    random: &mut Random,
) -> Result<Drawn, SeriesError> {
    let observed: Vec<f64> = series.iter().flatten().copied().collect();
    let needed = 3 + run.season.unwrap_or(0);
    if observed.len() < needed {
        return Err(SeriesError::TooShort { observed: observed.len(), needed });
    }
    let (_, spread) = mean_and_deviation(&observed);
    if !(spread.is_finite() && spread > 0.0) {
        return Err(SeriesError::Constant);
    }
    let seen: Vec<usize> = (0..series.len()).filter(|t| series[*t].is_some()).collect();
    let k = before.len() + 1;
    let x: Vec<Vec<f64>> =
        seen.iter().map(|t| std::iter::once(1.0).chain(before.iter().map(|column| column[*t])).collect()).collect();
    let cross = DMatrix::from_fn(k, k, |i, j| x.iter().map(|row| row[i] * row[j]).sum());
    let worth = COEFFICIENT_WORTH / real(seen.len());
    let slab = DMatrix::from_fn(k, k, |i, j| worth * cross[(i, j)] * if i == j { 1.0 } else { 0.5 });
    let sampler = Sampler { y: series, x, seen, cross, slab, spread, run: *run, first: observed[0] };
    Ok(sampler.sample(after, months, random))
}

impl Sampler<'_> {
    fn sample(&self, after: &[&[f64]], months: usize, random: &mut Random) -> Drawn {
        let (k, n, s) = (self.cross.nrows(), self.seen.len(), self.spread);
        let run = &self.run;
        let likely = (run.expected_size / real(k)).min(1.0);
        let guess = run.level_guess * s;
        let components = Components { slope: false, season: None };
        let components = run.season.map_or(components, |months| components.with_season(months));
        let mut inside = vec![true; k];
        let mut beta = vec![0.0; k];
        let mut variances =
            Variances { noise: (0.2 * s).powi(2), level: guess * guess, slope: 0.0, season: guess * guess };
        if run.season.is_none() {
            variances.season = 0.0;
        }
        let mut drawn = Drawn { paths: Vec::with_capacity(run.draws), inclusion: vec![0.0; k] };
        for sweep in 0..run.burn + run.draws {
            let rest: Vec<Option<f64>> = self.without(&beta);
            let (signal, last, squares) = self.states(&components, &variances, &rest, random);
            variances.level = draw_variance(
                run.level_worth * guess * guess + squares.0,
                run.level_worth + real(self.y.len()) - 1.0,
                s * s,
                random,
            );
            if run.season.is_some() {
                variances.season =
                    draw_variance(0.01 * guess * guess + squares.1, 0.01 + real(self.y.len()) - 1.0, s * s, random);
            }
            let r: DVector<f64> =
                DVector::from_fn(n, |i, _| self.y[self.seen[i]].unwrap_or(0.0) - signal[self.seen[i]]);
            if likely < 1.0 {
                self.choose(&mut inside, &r, likely, random);
            }
            let regression = self.regression(&inside, &r);
            variances.noise = draw_variance(
                NOISE_WORTH * (1.0 - EXPECTED_FIT) * s * s + regression.squares,
                NOISE_WORTH + real(n),
                (1.2 * s).powi(2),
                random,
            );
            beta = draw_coefficients(&inside, &regression, variances.noise.sqrt(), random);
            if sweep >= run.burn {
                for (count, is_inside) in drawn.inclusion.iter_mut().zip(&inside) {
                    *count += f64::from(u8::from(*is_inside)) / real(run.draws);
                }
                drawn.paths.push(draw_path(&components, &variances, last, &beta, after, months, random));
            }
        }
        drawn
    }

    // The series without its regression.
    fn without(&self, beta: &[f64]) -> Vec<Option<f64>> {
        let mut rest = self.y.to_vec();
        for (row, t) in self.x.iter().zip(&self.seen) {
            let explained: f64 = row.iter().zip(beta).map(|(x, b)| x * b).sum();
            rest[*t] = rest[*t].map(|y| y - explained);
        }
        rest
    }

    // Level and season: their sum by month, the states of the last month, and sums of squared shocks.
    fn states(
        &self,
        components: &Components,
        variances: &Variances,
        rest: &[Option<f64>],
        random: &mut Random,
    ) -> (Vec<f64>, Vec<f64>, (f64, f64)) {
        if components.season.is_none() {
            let level = self.level(variances, rest, random);
            let squares = level.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
            let last = vec![level.last().copied().unwrap_or(0.0)];
            return (level, last, (squares, 0.0));
        }
        let m = components.states();
        let mut start = vec![0.0; m];
        start[0] = self.first;
        let spread = vec![self.spread * self.spread; m];
        let states = states_from(components, variances, rest, (&start, &spread), random);
        let season = components.season_at();
        let mut squares = (0.0, 0.0);
        for pair in states.windows(2) {
            let mut next = pair[0].clone();
            components.advance(&mut next);
            squares.0 += (pair[1][0] - next[0]).powi(2);
            squares.1 += (pair[1][season] - next[season]).powi(2);
        }
        let signal = states.iter().map(|state| components.observe(state)).collect();
        (signal, states.last().cloned().unwrap_or(start), squares)
    }

    // A lone level: forward filter, backward draws (Carter and Kohn 1994).
    fn level(&self, variances: &Variances, rest: &[Option<f64>], random: &mut Random) -> Vec<f64> {
        let (mut a, mut p) = (self.first, self.spread * self.spread);
        let mut filtered = Vec::with_capacity(rest.len());
        for (t, value) in rest.iter().enumerate() {
            if t > 0 {
                p += variances.level;
            }
            if let Some(value) = value {
                let gain = p / (p + variances.noise);
                a += gain * (value - a);
                p *= 1.0 - gain;
            }
            filtered.push((a, p));
        }
        let mut level = vec![0.0; rest.len()];
        let mut later: Option<f64> = None;
        for (t, (a, p)) in filtered.into_iter().enumerate().rev() {
            let (mean, variance) = match later {
                None => (a, p),
                Some(later) => {
                    let back = p / (p + variances.level);
                    (a + back * (later - a), p * (1.0 - back))
                }
            };
            let drawn = mean + variance.max(0.0).sqrt() * random.normal();
            level[t] = drawn;
            later = Some(drawn);
        }
        level
    }

    fn choose(&self, inside: &mut [bool], r: &DVector<f64>, likely: f64, random: &mut Random) {
        let k = inside.len();
        let mut order: Vec<usize> = (0..k).collect();
        for i in (1..k).rev() {
            order.swap(i, random.below(i + 1));
        }
        for j in order {
            let mut log = [0.0; 2];
            for (at, value) in [(0, false), (1, true)] {
                inside[j] = value;
                let prior = if value { likely } else { 1.0 - likely };
                log[at] = self.regression(inside, r).log_density + prior.ln();
            }
            let odds = (log[0] - log[1]).clamp(-700.0, 700.0).exp();
            inside[j] = random.uniform() < 1.0 / (1.0 + odds);
        }
    }

    fn regression(&self, inside: &[bool], r: &DVector<f64>) -> Regression {
        let chosen: Vec<usize> = (0..inside.len()).filter(|j| inside[*j]).collect();
        let k = chosen.len();
        let total = r.dot(r);
        let degrees = real(self.seen.len()) + NOISE_WORTH;
        let start = NOISE_WORTH * (1.0 - EXPECTED_FIT) * self.spread * self.spread;
        let part = |of: &DMatrix<f64>| DMatrix::from_fn(k, k, |i, j| of[(chosen[i], chosen[j])]);
        let slab = part(&self.slab);
        let precision = part(&self.cross) + &slab;
        let along = DVector::from_fn(k, |i, _| self.x.iter().zip(r.iter()).map(|(row, r)| row[chosen[i]] * r).sum());
        let factor = (precision.clone().cholesky(), slab.cholesky());
        let (mean, log_ratio) = match &factor {
            (Some(factor), Some(slab)) => {
                let half =
                    |l: &nalgebra::Cholesky<f64, nalgebra::Dyn>| (0..k).map(|j| l.l_dirty()[(j, j)].ln()).sum::<f64>();
                (factor.solve(&along), half(slab) - half(factor))
            }
            _ => (DVector::zeros(k), f64::NEG_INFINITY),
        };
        let squares = (total - mean.dot(&along)).max(0.0);
        let log_density = if k == 0 { 0.0 } else { log_ratio } - 0.5 * degrees * (start + squares).ln();
        Regression { log_density, mean, precision, squares }
    }
}

// An inverse gamma draw, `squares / chi2(degrees)`, below a cut.
fn draw_variance(squares: f64, degrees: f64, cut: f64, random: &mut Random) -> f64 {
    for _ in 0..REDRAWN {
        let drawn = squares / random.chi_squared(degrees);
        if drawn < cut {
            return drawn;
        }
    }
    cut
}

fn draw_coefficients(inside: &[bool], regression: &Regression, sigma: f64, random: &mut Random) -> Vec<f64> {
    let mut beta = vec![0.0; inside.len()];
    let k = regression.mean.len();
    if let Some(factor) = regression.precision.clone().cholesky() {
        let e = DVector::from_fn(k, |_, _| random.normal());
        let off = factor.l().transpose().solve_upper_triangular(&e).unwrap_or_else(|| DVector::zeros(k));
        let chosen = (0..inside.len()).filter(|j| inside[*j]);
        for (place, j) in chosen.enumerate() {
            beta[j] = regression.mean[place] + sigma * off[place];
        }
    }
    beta
}

#[allow(clippy::too_many_arguments, reason = "one step of the sweep")]
fn draw_path(
    components: &Components,
    variances: &Variances,
    mut state: Vec<f64>,
    beta: &[f64],
    after: &[&[f64]],
    months: usize,
    random: &mut Random,
) -> Vec<f64> {
    let shocks: Vec<(usize, f64)> =
        components.shocks(variances).into_iter().map(|(place, shock)| (place, shock.sqrt())).collect();
    let noise = variances.noise.sqrt();
    (0..months)
        .map(|h| {
            components.advance(&mut state);
            for (place, shock) in &shocks {
                state[*place] += shock * random.normal();
            }
            let explained = beta[0] + after.iter().zip(&beta[1..]).map(|(x, b)| x[h] * b).sum::<f64>();
            components.observe(&state) + explained + noise * random.normal()
        })
        .collect()
}
