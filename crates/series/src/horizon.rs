//! Weighted sums of months to come as functions of the states and shocks, which no variance changes.

use crate::components::Components;

/// A weighted sum of the months of a horizon.
#[derive(Debug, Clone)]
pub(crate) struct Sum {
    /// By the states for the first month.
    pub(crate) state: Vec<f64>,
    /// Sum of squares of what each kind of shock adds, in the order of `Components::shocks`.
    pub(crate) shock: Vec<f64>,
    /// Sum of squared weights.
    pub(crate) noise: f64,
    /// By the covariates.
    pub(crate) covariate: Vec<f64>,
}

/// `Z T^h` for h = 0, .., months - 1.
pub(crate) struct Horizon {
    seen: Vec<Vec<f64>>,
    places: Vec<usize>,
}

impl Horizon {
    pub(crate) fn of(components: &Components, months: usize) -> Self {
        let mut z = vec![0.0; components.states()];
        z[0] = 1.0;
        if components.season.is_some() {
            z[components.season_at()] = 1.0;
        }
        let mut seen = Vec::with_capacity(months);
        for _ in 0..months {
            seen.push(z.clone());
            components.back(&mut z);
        }
        let ones = crate::components::Variances { noise: 1.0, level: 1.0, slope: 1.0, season: 1.0 };
        Self { seen, places: components.shocks(&ones).into_iter().map(|(place, _)| place).collect() }
    }

    /// The sum with these weights, the first for the first month; `covariates` are by column, from the first month on.
    pub(crate) fn sum(&self, weights: &[f64], covariates: &[&[f64]]) -> Sum {
        let m = self.seen.first().map_or(0, Vec::len);
        let mut state = vec![0.0; m];
        for (seen, weight) in self.seen.iter().zip(weights) {
            crate::filter::add(&mut state, seen, *weight);
        }
        let months = weights.len().min(self.seen.len());
        let shock = self
            .places
            .iter()
            .map(|place| {
                // A shock after month q moves the months after it.
                (0..months.saturating_sub(1))
                    .map(|q| {
                        let moved: f64 = (q + 1..months).map(|h| weights[h] * self.seen[h - q - 1][*place]).sum();
                        moved * moved
                    })
                    .sum()
            })
            .collect();
        Sum {
            state,
            shock,
            noise: weights.iter().map(|weight| weight * weight).sum(),
            covariate: covariates
                .iter()
                .map(|values| values.iter().zip(weights).map(|(value, weight)| value * weight).sum())
                .collect(),
        }
    }
}
