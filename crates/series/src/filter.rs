//! The Kalman filter with an exact diffuse start (Durbin and Koopman 2012, chapters 4 and 5). The series and its
//! regressors pass with the same gains, so that coefficients follow by generalised least squares (de Jong 1991).

use crate::components::{Components, Variances};
use crate::rotor::Rotor;

/// Below this the diffuse part of a prediction's variance is none.
const NOT_DIFFUSE: f64 = 1e-8;
/// Below this an entry of the diffuse variance is rounding.
const ROUNDING: f64 = 1e-12;

/// What the filter leaves: innovations, and the state for the month after the last.
#[derive(Debug, Clone)]
pub struct Filtered {
    /// Innovations over their standard deviations, month by month outside the diffuse start: of the series, then of each
    /// regressor, `1 + regressors` values a month.
    pub innovations: Vec<f64>,
    /// `sum(log 2 pi F)`, in the diffuse start with `F` of the diffuse part.
    pub log_variances: f64,
    /// Months of the diffuse start that took an observation.
    pub diffuse: usize,
    /// Predicted states for the month after the last, by series and regressors, then by state.
    pub states: Vec<Vec<f64>>,
    /// Their variance, by rows.
    pub variance: Vec<f64>,
}

/// What is known of the states before the first month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// Nothing at all: the exact diffuse start.
    Diffuse,
    /// Mean 0 and this variance, each state for itself, and one month of shocks.
    Vague(f64),
}

/// Filters a series and its regressors. `regressors` are by column, each with a value for every month of the series.
pub fn filter(
    components: &Components,
    variances: &Variances,
    series: &[Option<f64>],
    regressors: &[&[f64]],
    start: Start,
) -> Filtered {
    let m = components.states();
    let shocks = components.shocks(variances);
    let columns = 1 + regressors.len();
    let mut states = vec![vec![0.0; m]; columns];
    let mut spread = vec![0.0; m * m];
    let mut diffuse = vec![0.0; m * m];
    let mut is_diffuse = start == Start::Diffuse;
    for i in 0..m {
        match start {
            Start::Diffuse => diffuse[i * m + i] = 1.0,
            Start::Vague(variance) => spread[i * m + i] = variance,
        }
    }
    if !is_diffuse {
        for (place, shock) in &shocks {
            spread[place * m + place] += shock;
        }
    }
    let mut rotor = Rotor::of(components);
    let mut innovations = Vec::with_capacity(series.len() * columns);
    let (mut log_variances, mut taken) = (0.0, 0);
    let (mut gain, mut seen, mut unseen) = (vec![0.0; m], vec![0.0; m], vec![0.0; m]);
    for (t, value) in series.iter().enumerate() {
        if let Some(value) = value {
            rotor.observe_matrix(&spread, &mut seen);
            let f = rotor.observe(&seen) + variances.noise;
            let f_diffuse = if is_diffuse {
                rotor.observe_matrix(&diffuse, &mut unseen);
                rotor.observe(&unseen)
            } else {
                0.0
            };
            let observed = |column: usize| if column == 0 { *value } else { regressors[column - 1][t] };
            if f_diffuse > NOT_DIFFUSE {
                for (gain, unseen) in gain.iter_mut().zip(&unseen) {
                    *gain = unseen / f_diffuse;
                }
                for (column, state) in states.iter_mut().enumerate() {
                    let v = observed(column) - rotor.observe(state);
                    add(state, &gain, v);
                }
                for i in 0..m {
                    for j in 0..m {
                        spread[i * m + j] += gain[i] * gain[j] * f - seen[i] * gain[j] - gain[i] * seen[j];
                        let left = &mut diffuse[i * m + j];
                        *left -= gain[i] * gain[j] * f_diffuse;
                        if left.abs() < ROUNDING {
                            *left = 0.0;
                        }
                    }
                }
                log_variances += (std::f64::consts::TAU * f_diffuse).ln();
                taken += 1;
                is_diffuse = diffuse.iter().any(|value| *value != 0.0);
            } else {
                for (gain, seen) in gain.iter_mut().zip(&seen) {
                    *gain = seen / f;
                }
                let root = f.sqrt();
                for (column, state) in states.iter_mut().enumerate() {
                    let v = observed(column) - rotor.observe(state);
                    add(state, &gain, v);
                    innovations.push(v / root);
                }
                for i in 0..m {
                    let by = gain[i] * f;
                    for j in 0..m {
                        spread[i * m + j] -= by * gain[j];
                    }
                }
                log_variances += (std::f64::consts::TAU * f).ln();
            }
        }
        for state in &mut states {
            rotor.advance(state);
        }
        rotor.advance_matrix(&mut spread);
        if is_diffuse {
            rotor.advance_matrix(&mut diffuse);
        }
        rotor.turn();
        for (place, shock) in &shocks {
            let place = rotor.slot(*place);
            spread[place * m + place] += shock;
        }
    }
    for state in &mut states {
        rotor.straighten(state);
    }
    rotor.straighten_matrix(&mut spread);
    Filtered { innovations, log_variances, diffuse: taken, states, variance: spread }
}

// P Z'.
pub(crate) fn observe_matrix(components: &Components, p: &[f64], out: &mut [f64]) {
    let m = out.len();
    for (row, out) in p.chunks_exact(m).zip(out) {
        *out = components.observe(row);
    }
}

pub(crate) fn add(to: &mut [f64], gain: &[f64], factor: f64) {
    for (to, gain) in to.iter_mut().zip(gain) {
        *to += gain * factor;
    }
}
