//! What passes a gate that can pass only so much in a month: `q = D + kappa B`, `T = min(q, K)`, `B = q - T`, with demand
//! `D`, capacity `K`, queue `B`, and the share `kappa` of the queue that still wants to pass a month later.
//!
//! Demand is a structural model on logarithms. A month that passed all the gate could says only that demand was at least
//! that: its demand is drawn from the normal law cut below at the logarithm of the capacity (Tobin 1958; Tanner and Wong
//! 1987 for the sampler), and never taken for the demand itself. The throughput has a law with an atom at the capacity.

use serde::Serialize;
use series::components::Components;
use series::estimate::{Fit, fit, fit_at, fit_from};
use series::random::Random;
use series::simulate::draw_states;
use statrs::distribution::{Continuous, ContinuousCDF, Normal};

use crate::count::real;
use crate::error::ForecastError;
use crate::sums::quantiles;

/// A month that passed this share of the capacity was full.
pub const FULL: f64 = 0.98;
/// Rounds in which variances are estimated again from a history completed by draws.
const ROUNDS: usize = 8;
/// Completed histories behind the paths.
const COMPLETED: usize = 40;

/// A step of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Passed {
    /// What passed.
    pub throughput: f64,
    /// What waits at the end of the month.
    pub queue: f64,
}

/// The months of a queue: demand and capacity by month, in the same unit.
pub fn queue(demand: &[f64], capacity: &[f64], kept: f64, waiting: f64) -> Vec<Passed> {
    let mut queue = waiting;
    demand
        .iter()
        .zip(capacity)
        .map(|(demand, capacity)| {
            let wanted = demand + kept * queue;
            let throughput = wanted.min(*capacity);
            queue = wanted - throughput;
            Passed { throughput, queue }
        })
        .collect()
}

/// The mean of the lesser of a normal demand and a capacity, and the probability that the capacity binds.
pub fn mean_of_capped_normal(mean: f64, deviation: f64, capacity: f64) -> (f64, f64) {
    let z = (capacity - mean) / deviation;
    let law = Normal::standard();
    let above = 1.0 - law.cdf(z);
    (mean * law.cdf(z) - deviation * law.pdf(z) + capacity * above, above)
}

/// The same for a demand whose logarithm is normal.
pub fn mean_of_capped_lognormal(mean: f64, deviation: f64, capacity: f64) -> (f64, f64) {
    let z = (capacity.ln() - mean) / deviation;
    let law = Normal::standard();
    let above = 1.0 - law.cdf(z);
    ((mean + 0.5 * deviation * deviation).exp() * law.cdf(z - deviation) + capacity * above, above)
}

/// A gate and what passed it.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// What passed, by month.
    pub throughput: &'a [Option<f64>],
    /// What could pass in these months; `None` where it is not known, which is taken as more than passed.
    pub capacity: &'a [Option<f64>],
    /// What can pass in the months to come.
    pub to_come: &'a [f64],
    /// Months in a season; 1 for none.
    pub period: usize,
    /// The share of a queue that still wants to pass a month later.
    pub kept: f64,
    /// What waits now.
    pub waiting: f64,
}

/// A month to come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Month {
    /// Quantiles of the throughput, by the levels asked for.
    pub throughput: Vec<f64>,
    /// The probability that all that can pass does.
    pub full: f64,
    /// The mean queue at its end.
    pub queue: f64,
    /// The median demand of the month itself.
    pub demand: f64,
}

/// A forecast of what passes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Throughput {
    /// Levels of the quantiles.
    pub levels: Vec<f64>,
    /// By month.
    pub months: Vec<Month>,
    /// Months of the history that were full, and so tell only the least that demand was.
    pub full_before: usize,
    /// What passes, by path, then month.
    #[serde(skip)]
    pub paths: Vec<Vec<f64>>,
}

impl Gate<'_> {
    // Logarithms of what passed; and of the capacity in full months.
    fn history(&self) -> (Vec<Option<f64>>, Vec<(usize, f64)>) {
        let mut full = Vec::new();
        let mut history = Vec::with_capacity(self.throughput.len());
        for (t, passed) in self.throughput.iter().enumerate() {
            let capacity = self.capacity.get(t).copied().flatten().filter(|capacity| *capacity > 0.0);
            history.push(passed.filter(|passed| *passed > 0.0).map(f64::ln));
            if let (Some(passed), Some(capacity)) = (passed, capacity)
                && *passed >= FULL * capacity
            {
                full.push((t, capacity.ln()));
            }
        }
        (history, full)
    }

    /// Forecasts by simulation.
    ///
    /// # Errors
    /// When the history is too short, or a capacity to come is not above 0.
    pub fn forecast(&self, levels: &[f64], paths: usize, seed: u64) -> Result<Throughput, ForecastError> {
        if let Some(month) = self.to_come.iter().position(|capacity| !(*capacity > 0.0 && capacity.is_finite())) {
            return Err(ForecastError::Capacity { month });
        }
        let components = if self.period > 1 { Components::TREND.with_season(self.period) } else { Components::LEVEL };
        let (history, full) = self.history();
        let mut random = Random::keyed(&[seed, 3]);
        let mut fitted = fit(components, &history, &[])?;
        let mut completed = history.clone();
        if !full.is_empty() {
            for _ in 0..ROUNDS {
                complete(&fitted, &mut completed, &full, &mut random);
                fitted = fit_from(components, &completed, &[], Some(&fitted.variances))?;
            }
        }
        let months = self.to_come.len();
        let rounds = if full.is_empty() { 1 } else { COMPLETED };
        let mut demand = Vec::with_capacity(paths);
        for round in 0..rounds {
            if !full.is_empty() {
                complete(&fitted, &mut completed, &full, &mut random);
                fitted = fit_at(components, &fitted.variances, &completed, &[])?;
            }
            let share = (paths * (round + 1)).div_euclid(rounds) - (paths * round).div_euclid(rounds);
            demand.extend(fitted.draw_paths(months, &[], share, &mut random));
        }
        Ok(self.tell(&demand, levels, full.len()))
    }

    fn tell(&self, demand: &[Vec<f64>], levels: &[f64], full_before: usize) -> Throughput {
        let demand: Vec<Vec<f64>> = demand.iter().map(|path| path.iter().map(|d| d.exp()).collect()).collect();
        let passed: Vec<Vec<Passed>> =
            demand.iter().map(|path| queue(path, self.to_come, self.kept, self.waiting)).collect();
        let n = real(passed.len().max(1));
        let months = (0..self.to_come.len())
            .map(|h| {
                let throughput: Vec<f64> = passed.iter().map(|path| path[h].throughput).collect();
                let wanted: Vec<f64> = demand.iter().map(|path| path[h]).collect();
                let full = throughput.iter().filter(|passed| **passed >= self.to_come[h]).count();
                Month {
                    throughput: quantiles(&throughput, levels),
                    full: real(full) / n,
                    queue: passed.iter().map(|path| path[h].queue).sum::<f64>() / n,
                    demand: quantiles(&wanted, &[0.5])[0],
                }
            })
            .collect();
        let paths = passed.iter().map(|path| path.iter().map(|step| step.throughput).collect()).collect();
        Throughput { levels: levels.to_vec(), months, full_before, paths }
    }
}

// Draws the demand of full months: states given all, then each full month from its law cut below.
fn complete(fitted: &Fit, history: &mut [Option<f64>], full: &[(usize, f64)], random: &mut Random) {
    let states = draw_states(&fitted.components, &fitted.variances, history, random);
    let noise = fitted.variances.noise.max(0.0).sqrt();
    for (t, least) in full {
        let signal = fitted.components.signal(&states[*t]);
        history[*t] = Some(above(signal, noise, *least, random));
    }
}

// A normal draw that is at least `least`, by inversion.
fn above(mean: f64, deviation: f64, least: f64, random: &mut Random) -> f64 {
    if deviation <= 0.0 {
        return mean.max(least);
    }
    let law = Normal::standard();
    let z = (least - mean) / deviation;
    // The upper tail, which is what is left far above the mean.
    let tail = law.cdf(-z);
    if tail <= 1e-300 {
        return least;
    }
    let drawn = -law.inverse_cdf(tail * (1.0 - random.uniform()));
    (mean + deviation * drawn).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, within: f64) {
        assert!((found - expected).abs() <= within, "{found} instead of {expected}");
    }

    #[test]
    fn capped_laws() {
        let (mean, full) = mean_of_capped_normal(100.0, 15.0, 110.0);
        near(mean, 97.733_205, 1e-6);
        near(full, 0.252_493, 1e-6);
        let (mean, full) = mean_of_capped_lognormal(4.6, 0.2, 110.0);
        near(mean, 96.653_429, 1e-6);
        near(full, 0.307_692, 1e-6);
    }

    #[test]
    fn queues() {
        let demand = [120.0, 130.0, 90.0, 80.0, 100.0, 140.0, 60.0];
        let capacity = [100.0; 7];
        let all = queue(&demand, &capacity, 1.0, 0.0);
        for (passed, expected) in all.iter().zip([20.0, 50.0, 40.0, 20.0, 20.0, 60.0, 20.0]) {
            near(passed.throughput, 100.0, 1e-12);
            near(passed.queue, expected, 1e-12);
        }
        let some = queue(&demand, &capacity, 0.8, 0.0);
        for (passed, expected) in some.iter().zip([20.0, 46.0, 26.8, 1.44, 1.152, 40.9216, 0.0]) {
            near(passed.queue, expected, 1e-12);
        }
        near(some[6].throughput, 92.737_28, 1e-9);
    }

    #[test]
    fn demand_above_a_full_gate_is_not_lost() {
        // Demand of 150 on average, a gate of 120 that is nearly always full, then one of 400.
        let mut random = Random::keyed(&[5]);
        let throughput: Vec<Option<f64>> =
            (0..80).map(|_| Some((150.0_f64.ln() + 0.25 * random.normal()).exp().min(120.0))).collect();
        let capacity = vec![Some(120.0); 80];
        let to_come = [400.0; 6];
        let gate = Gate {
            throughput: &throughput,
            capacity: &capacity,
            to_come: &to_come,
            period: 1,
            kept: 0.0,
            waiting: 0.0,
        };
        let told = gate.forecast(&[0.1, 0.5, 0.9], 4000, 1).unwrap();
        assert!(told.full_before > 50, "{}", told.full_before);
        near(told.months[0].throughput[1], 150.0, 15.0);
        let blind = Gate { capacity: &[], ..gate }.forecast(&[0.5], 4000, 1).unwrap();
        assert!(blind.months[0].throughput[0] < 120.0);
        // The gate as it is: an atom at its capacity.
        let narrow = [120.0; 6];
        let told = Gate { to_come: &narrow, ..gate }.forecast(&[0.5, 0.9], 4000, 1).unwrap();
        near(told.months[3].throughput[1], 120.0, 1e-9);
        assert!(told.months[3].full > 0.6, "{}", told.months[3].full);
        assert!(Gate { to_come: &[0.0], ..gate }.forecast(&[0.5], 10, 1).is_err());
    }
}
