//! Smoothed states: what they were, given the whole series (de Jong 1989; Durbin and Koopman 2012, 4.4).

use crate::components::{Components, Variances};
use crate::filter::observe_matrix;

/// A state that nothing is known about before the first month has this variance, in units of the series' own.
pub(crate) const VAGUE: f64 = 1e7;

/// States by month: means, and the variance of what is observed of them.
#[derive(Debug, Clone)]
pub struct Smoothed {
    /// Means, by month and state.
    pub states: Vec<Vec<f64>>,
    /// Mean of level plus season, by month, in units of the series.
    pub signal: Vec<f64>,
    /// Its variance, by month.
    pub signal_variance: Vec<f64>,
}

/// Smooths a series from which regressors have been taken out, with a vague start of the states.
pub fn smooth(components: &Components, variances: &Variances, series: &[Option<f64>]) -> Smoothed {
    let pass = Pass::of(components, variances, series, true);
    let m = components.states();
    let mut r = vec![0.0; m];
    let mut n = vec![0.0; m * m];
    let months = series.len();
    let mut states = vec![Vec::new(); months];
    let (mut signal, mut signal_variance) = (vec![0.0; months], vec![0.0; months]);
    let mut seen = vec![0.0; m];
    for t in (0..months).rev() {
        pass.back(components, t, &mut r);
        pass.back_variance(components, t, &mut n);
        let predicted = &pass.variances[t];
        let state: Vec<f64> =
            (0..m).map(|i| pass.states[t][i] + (0..m).map(|j| predicted[i * m + j] * r[j]).sum::<f64>()).collect();
        signal[t] = components.observe(&state);
        states[t] = state;
        observe_matrix(components, predicted, &mut seen);
        let left: f64 =
            (0..m).flat_map(|i| (0..m).map(move |j| (i, j))).map(|(i, j)| seen[i] * n[i * m + j] * seen[j]).sum();
        signal_variance[t] = (components.observe(&seen) - left).max(0.0);
    }
    Smoothed { states, signal, signal_variance }
}

/// One pass of the filter with a vague start, kept for the way back.
pub(crate) struct Pass {
    /// Predicted states, by month; only the first when nobody asked for the others.
    pub(crate) states: Vec<Vec<f64>>,
    /// Their variances, by rows; likewise.
    pub(crate) variances: Vec<Vec<f64>>,
    /// Innovation over its variance; 0 where nothing was observed.
    pub(crate) errors: Vec<f64>,
    /// 1 over the variance of the innovation; 0 where nothing was observed.
    pub(crate) precisions: Vec<f64>,
    /// `P Z' / F`, by month.
    pub(crate) gains: Vec<Vec<f64>>,
}

impl Pass {
    // With a vague start.
    pub(crate) fn of(components: &Components, variances: &Variances, series: &[Option<f64>], whole: bool) -> Self {
        let observed: Vec<f64> = series.iter().flatten().copied().collect();
        let mean = observed.iter().sum::<f64>() / crate::count::real(observed.len().max(1));
        let spread = observed.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>();
        let unit = (spread / crate::count::real(observed.len().max(2) - 1)).max(f64::MIN_POSITIVE);
        Self::starting(components, variances, series, &vec![VAGUE * unit; components.states()], whole)
    }

    // With states of mean 0 and these variances before the first month.
    pub(crate) fn starting(
        components: &Components,
        variances: &Variances,
        series: &[Option<f64>],
        start: &[f64],
        whole: bool,
    ) -> Self {
        let m = components.states();
        let shocks = components.shocks(variances);
        let mut state = vec![0.0; m];
        let mut variance = vec![0.0; m * m];
        for (i, start) in start.iter().enumerate() {
            variance[i * m + i] = *start;
        }
        let mut pass = Self {
            states: Vec::with_capacity(series.len()),
            variances: Vec::with_capacity(series.len()),
            errors: Vec::with_capacity(series.len()),
            precisions: Vec::with_capacity(series.len()),
            gains: Vec::with_capacity(series.len()),
        };
        let mut seen = vec![0.0; m];
        for value in series {
            if whole || pass.states.is_empty() {
                pass.states.push(state.clone());
                pass.variances.push(variance.clone());
            }
            if let Some(value) = value {
                observe_matrix(components, &variance, &mut seen);
                let f = components.observe(&seen) + variances.noise;
                let v = value - components.observe(&state);
                let gain: Vec<f64> = seen.iter().map(|seen| seen / f).collect();
                for (state, gain) in state.iter_mut().zip(&gain) {
                    *state += gain * v;
                }
                for i in 0..m {
                    for j in 0..m {
                        variance[i * m + j] -= gain[i] * gain[j] * f;
                    }
                }
                pass.errors.push(v / f);
                pass.precisions.push(1.0 / f);
                pass.gains.push(gain);
            } else {
                pass.errors.push(0.0);
                pass.precisions.push(0.0);
                pass.gains.push(vec![0.0; m]);
            }
            components.advance(&mut state);
            components.advance_matrix(&mut variance);
            for (place, shock) in &shocks {
                variance[place * m + place] += shock;
            }
        }
        pass
    }

    // r := Z'v/F + L'r, where L = T - T K Z.
    pub(crate) fn back(&self, components: &Components, t: usize, r: &mut [f64]) {
        components.back(r);
        let along: f64 = self.gains[t].iter().zip(&*r).map(|(gain, r)| gain * r).sum();
        let add = self.errors[t] - along;
        r[0] += add;
        if components.season.is_some() {
            r[components.season_at()] += add;
        }
    }

    // N := Z'Z/F + L'N L.
    fn back_variance(&self, components: &Components, t: usize, n: &mut [f64]) {
        let m = components.states();
        components.back_matrix(n);
        let gain = &self.gains[t];
        let along: Vec<f64> = (0..m).map(|i| (0..m).map(|j| n[i * m + j] * gain[j]).sum()).collect();
        let twice: f64 = along.iter().zip(gain).map(|(a, g)| a * g).sum();
        let season = components.season.map(|_| components.season_at());
        let z = |i: usize| if i == 0 || Some(i) == season { 1.0 } else { 0.0 };
        for i in 0..m {
            for j in 0..m {
                n[i * m + j] += z(i) * z(j) * (twice + self.precisions[t]) - z(i) * along[j] - along[i] * z(j);
            }
        }
    }
}
