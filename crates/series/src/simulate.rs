//! Draws of the states given the series (Durbin and Koopman 2002, A simple and efficient simulation smoother,
//! Biometrika 89:603), and of the months to come.

use crate::components::{Components, Variances};
use crate::count::real;
use crate::estimate::Fit;
use crate::random::Random;
use crate::smooth::Pass;

/// Draws states given a series from which regressors have been taken out: by month, then state. The start is vague.
pub fn draw_states(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    random: &mut Random,
) -> Vec<Vec<f64>> {
    let nought = vec![0.0; components.states()];
    // From nought where nothing is known.
    let (drawn, rest) = draw_rest(components, variances, series, nought, random);
    added(smoothed_states(components, variances, &rest, &Pass::of(components, variances, &rest, false)), &drawn)
}

/// The same from a start with means and variances.
pub(crate) fn states_from(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    (means, spreads): (&[f64], &[f64]),
    random: &mut Random,
) -> Vec<Vec<f64>> {
    let first = means.iter().zip(spreads).map(|(mean, spread)| mean + spread.sqrt() * random.normal()).collect();
    let (drawn, rest) = draw_rest(components, variances, series, first, random);
    added(
        smoothed_states(components, variances, &rest, &Pass::starting(components, variances, &rest, spreads, false)),
        &drawn,
    )
}

// A draw from the model, and what the series has beside it.
fn draw_rest(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    first: Vec<f64>,
    random: &mut Random,
) -> (Vec<Vec<f64>>, Vec<Option<f64>>) {
    let (drawn, observed) = draw_series(components, variances, series, first, random);
    let rest = series.iter().zip(&observed).map(|(y, drawn)| y.map(|y| y - drawn)).collect();
    (drawn, rest)
}

fn added(mut states: Vec<Vec<f64>>, drawn: &[Vec<f64>]) -> Vec<Vec<f64>> {
    for (state, drawn) in states.iter_mut().zip(drawn) {
        for (state, drawn) in state.iter_mut().zip(drawn) {
            *state += drawn;
        }
    }
    states
}

// Means of the states by the fast way forward again: a_(t+1) = T a + Q r.
fn smoothed_states(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    pass: &Pass,
) -> Vec<Vec<f64>> {
    let m = components.states();
    let mut r = vec![0.0; m];
    let mut all = vec![Vec::new(); series.len()];
    for t in (0..series.len()).rev() {
        pass.back(components, t, &mut r);
        all[t].clone_from(&r);
    }
    let shocks = components.shocks(variances);
    let mut states = Vec::with_capacity(series.len());
    let mut state: Vec<f64> = match (pass.states.first(), pass.variances.first(), all.first()) {
        (Some(state), Some(variance), Some(r)) => {
            (0..m).map(|i| state[i] + (0..m).map(|j| variance[i * m + j] * r[j]).sum::<f64>()).collect()
        }
        _ => return states,
    };
    states.push(state.clone());
    for r in &all[1..] {
        components.advance(&mut state);
        for (place, shock) in &shocks {
            state[*place] += shock * r[*place];
        }
        states.push(state.clone());
    }
    states
}

fn draw_series(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    first: Vec<f64>,
    random: &mut Random,
) -> (Vec<Vec<f64>>, Vec<f64>) {
    let shocks: Vec<(usize, f64)> =
        components.shocks(variances).into_iter().map(|(place, shock)| (place, shock.sqrt())).collect();
    let noise = variances.noise.sqrt();
    let mut state = first;
    let (mut states, mut observed) = (Vec::with_capacity(series.len()), Vec::with_capacity(series.len()));
    for _ in series {
        states.push(state.clone());
        observed.push(components.observe(&state) + noise * random.normal());
        components.advance(&mut state);
        for (place, shock) in &shocks {
            state[*place] += shock * random.normal();
        }
    }
    (states, observed)
}

impl Fit {
    /// Draws paths of the months to come, with the uncertainty of states, noise and coefficients at the given variances:
    /// by path, then month. `regressors` are by column.
    pub fn draw_paths(&self, months: usize, regressors: &[&[f64]], paths: usize, random: &mut Random) -> Vec<Vec<f64>> {
        let components = &self.components;
        let m = components.states();
        let root = root(&self.variance, m);
        let k = self.coefficients.len();
        let flat: Vec<f64> = self.covariance.iter().copied().collect();
        let coefficient_root = crate::simulate::root(&flat, k);
        let shocks: Vec<(usize, f64)> =
            components.shocks(&self.variances).into_iter().map(|(place, shock)| (place, shock.sqrt())).collect();
        let noise = self.variances.noise.sqrt();
        (0..paths)
            .map(|_| {
                let off = draw(&coefficient_root, k, random);
                let coefficients: Vec<f64> = (0..k).map(|j| self.coefficients[j].value + off[j]).collect();
                let mut state = self.states[0].clone();
                for (j, coefficient) in coefficients.iter().enumerate() {
                    crate::filter::add(&mut state, &self.states[j + 1], -coefficient);
                }
                for (state, off) in state.iter_mut().zip(draw(&root, m, random)) {
                    *state += off;
                }
                (0..months)
                    .map(|h| {
                        let by_regressors: f64 = (0..k)
                            .map(|j| regressors.get(j).and_then(|x| x.get(h)).copied().unwrap_or(0.0) * coefficients[j])
                            .sum();
                        let value = components.observe(&state) + by_regressors + noise * random.normal();
                        components.advance(&mut state);
                        for (place, shock) in &shocks {
                            state[*place] += shock * random.normal();
                        }
                        value
                    })
                    .collect()
            })
            .collect()
    }
}

/// A lower triangle `L` with `L L' = V` for a variance that may be singular; columns without variance are 0.
pub(crate) fn root(variance: &[f64], m: usize) -> Vec<f64> {
    let mut l = vec![0.0; m * m];
    let most = (0..m).fold(0.0_f64, |most, i| most.max(variance[i * m + i]));
    for j in 0..m {
        let own = variance[j * m + j] - (0..j).map(|k| l[j * m + k] * l[j * m + k]).sum::<f64>();
        if own <= 1e-14 * most {
            continue;
        }
        let diagonal = own.sqrt();
        l[j * m + j] = diagonal;
        for i in j + 1..m {
            let rest = variance[i * m + j] - (0..j).map(|k| l[i * m + k] * l[j * m + k]).sum::<f64>();
            l[i * m + j] = rest / diagonal;
        }
    }
    l
}

/// A draw of mean 0 with the variance of a root.
pub(crate) fn draw(root: &[f64], m: usize, random: &mut Random) -> Vec<f64> {
    let normal: Vec<f64> = (0..m).map(|_| random.normal()).collect();
    (0..m).map(|i| (0..=i).map(|j| root[i * m + j] * normal[j]).sum()).collect()
}

/// Mean and standard deviation (n - 1) of draws.
pub(crate) fn mean_and_deviation(draws: &[f64]) -> (f64, f64) {
    let n = real(draws.len());
    let mean = draws.iter().sum::<f64>() / n;
    let squares = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    (mean, (squares / (n - 1.0).max(1.0)).sqrt())
}
