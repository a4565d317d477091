//! The model as data: `y_t = Z a_t + x_t'b + e_t`, `a_(t+1) = T a_t + n_t`.

use serde::Serialize;

/// A season of some months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Season {
    /// Months in a season, at least 2.
    pub months: usize,
    /// Whether the season is the same every year; else it drifts with a variance of its own.
    pub fixed: bool,
}

/// Which parts a series is made of, beside noise and regressors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Components {
    /// A slope, which drifts (local linear trend); without it the level alone drifts (local level).
    pub slope: bool,
    /// A season.
    pub season: Option<Season>,
}

/// Variances of the shocks, in squared units of the series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Variances {
    /// Of the noise.
    pub noise: f64,
    /// Of the level, a month.
    pub level: f64,
    /// Of the slope, a month.
    pub slope: f64,
    /// Of the season, a month.
    pub season: f64,
}

impl Components {
    /// A local level.
    pub const LEVEL: Self = Self { slope: false, season: None };
    /// A local linear trend.
    pub const TREND: Self = Self { slope: true, season: None };

    /// The same with a season of `months` that does not change.
    #[must_use]
    pub fn with_fixed_season(self, months: usize) -> Self {
        Self { season: Some(Season { months, fixed: true }), ..self }
    }

    /// The same with a season of `months` that drifts.
    #[must_use]
    pub fn with_season(self, months: usize) -> Self {
        Self { season: Some(Season { months, fixed: false }), ..self }
    }

    /// Number of states.
    pub fn states(&self) -> usize {
        self.season_at() + self.season_states()
    }

    /// Variances that are estimated, in the order noise, level, slope, season.
    pub(crate) fn free(&self) -> Vec<usize> {
        let mut free = vec![0, 1];
        if self.slope {
            free.push(2);
        }
        if self.season.is_some_and(|season| !season.fixed) {
            free.push(3);
        }
        free
    }

    /// First state of the season.
    pub(crate) fn season_at(&self) -> usize {
        1 + usize::from(self.slope)
    }

    fn season_states(&self) -> usize {
        self.season.map_or(0, |season| season.months.max(2) - 1)
    }

    /// Level plus season of states.
    ///
    /// # Panics
    /// When there are fewer states than [`Components::states`].
    pub fn signal(&self, states: &[f64]) -> f64 {
        self.observe(states)
    }

    /// `Z x`.
    pub(crate) fn observe(&self, x: &[f64]) -> f64 {
        if self.season.is_some() { x[0] + x[self.season_at()] } else { x[0] }
    }

    /// `x := T x`.
    pub(crate) fn advance(&self, x: &mut [f64]) {
        if self.slope {
            x[0] += x[1];
        }
        if self.season.is_some() {
            let season = &mut x[self.season_at()..];
            let next = -season.iter().sum::<f64>();
            season.copy_within(..season.len() - 1, 1);
            season[0] = next;
        }
    }

    /// `x := T'x`.
    pub(crate) fn back(&self, x: &mut [f64]) {
        if self.slope {
            x[1] += x[0];
        }
        if self.season.is_some() {
            let season = &mut x[self.season_at()..];
            let first = season[0];
            season.copy_within(1.., 0);
            if let Some(last) = season.last_mut() {
                *last = 0.0;
            }
            for value in season {
                *value -= first;
            }
        }
    }

    /// `P := T P T'`, for a symmetric matrix by rows.
    pub(crate) fn advance_matrix(&self, p: &mut [f64]) {
        let m = self.states();
        // T P: the same on whole rows.
        if self.slope {
            for j in 0..m {
                p[j] += p[m + j];
            }
        }
        if self.season.is_some() {
            let first = self.season_at();
            let mut next = [0.0; 64];
            let mut long = Vec::new();
            let next = if m <= next.len() {
                &mut next[..m]
            } else {
                long.resize(m, 0.0);
                &mut long[..]
            };
            for row in p[first * m..].chunks_exact(m) {
                for (sum, value) in next.iter_mut().zip(row) {
                    *sum -= value;
                }
            }
            p.copy_within(first * m..(m - 1) * m, (first + 1) * m);
            p[first * m..(first + 1) * m].copy_from_slice(next);
        }
        for row in p.chunks_exact_mut(m) {
            self.advance(row);
        }
    }

    /// `P := T'P T`, for a symmetric matrix by rows.
    pub(crate) fn back_matrix(&self, p: &mut [f64]) {
        let m = self.states();
        for row in p.chunks_exact_mut(m) {
            self.back(row);
        }
        let mut column = vec![0.0; m];
        for j in 0..m {
            for i in 0..m {
                column[i] = p[i * m + j];
            }
            self.back(&mut column);
            for i in 0..m {
                p[i * m + j] = column[i];
            }
        }
    }

    /// The variances of the shocks of the states, by place.
    pub(crate) fn shocks(&self, variances: &Variances) -> Vec<(usize, f64)> {
        let mut shocks = vec![(0, variances.level)];
        if self.slope {
            shocks.push((1, variances.slope));
        }
        if self.season.is_some_and(|season| !season.fixed) {
            shocks.push((self.season_at(), variances.season));
        }
        shocks
    }
}

impl Variances {
    /// By place, in the order noise, level, slope, season.
    pub(crate) fn of(values: [f64; 4]) -> Self {
        Self { noise: values[0], level: values[1], slope: values[2], season: values[3] }
    }

    pub(crate) fn values(&self) -> [f64; 4] {
        [self.noise, self.level, self.slope, self.season]
    }

    /// All times a factor.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self::of(self.values().map(|value| value * factor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // T as a matrix, column by column.
    fn transition(components: &Components) -> Vec<Vec<f64>> {
        let m = components.states();
        (0..m)
            .map(|j| {
                let mut column = vec![0.0; m];
                column[j] = 1.0;
                components.advance(&mut column);
                column
            })
            .collect()
    }

    #[test]
    fn structure_equals_matrices() {
        for components in [
            Components::LEVEL,
            Components::TREND,
            Components::LEVEL.with_season(4),
            Components::TREND.with_fixed_season(5),
            Components::LEVEL.with_season(2),
        ] {
            let m = components.states();
            let t = transition(&components);
            let p: Vec<f64> = (0..m * m).map(|at| f64::from(u8::try_from((at * 7) % 11).unwrap())).collect();
            // Symmetric.
            let p: Vec<f64> = (0..m * m).map(|at| p[at] + p[(at % m) * m + at.div_euclid(m)]).collect();
            let by_hand = |back: bool| -> Vec<f64> {
                let entry = |i: usize, j: usize| if back { t[i][j] } else { t[j][i] };
                (0..m * m)
                    .map(|at| {
                        let (i, j) = (at.div_euclid(m), at % m);
                        (0..m)
                            .flat_map(|a| (0..m).map(move |b| (a, b)))
                            .map(|(a, b)| entry(i, a) * p[a * m + b] * entry(j, b))
                            .sum()
                    })
                    .collect()
            };
            let mut forth = p.clone();
            components.advance_matrix(&mut forth);
            assert_eq!(forth, by_hand(false), "{components:?}");
            let mut back = p.clone();
            components.back_matrix(&mut back);
            assert_eq!(back, by_hand(true), "{components:?}");
        }
    }
}
