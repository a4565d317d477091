//! The states of a season in a ring: a month turns the ring instead of moving every state, which is most of a filter's work.

use crate::components::Components;

/// Where each state of a season is stored. State `i` of a season stands in slot `first + (turned + i) mod count`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rotor {
    slope: bool,
    states: usize,
    /// First slot of the season.
    first: usize,
    /// States of the season; 0 for none.
    count: usize,
    turned: usize,
}

impl Rotor {
    pub(crate) fn of(components: &Components) -> Self {
        let states = components.states();
        let first = components.season_at();
        Self { slope: components.slope, states, first, count: states - first, turned: 0 }
    }

    /// The slot of a state.
    pub(crate) fn slot(&self, state: usize) -> usize {
        if state < self.first { state } else { self.first + (self.turned + state - self.first) % self.count }
    }

    // The slot of the state that is replaced this month, and stands first after it.
    fn next(&self) -> usize {
        self.first + (self.turned + self.count - 1) % self.count
    }

    /// `Z x`.
    pub(crate) fn observe(&self, x: &[f64]) -> f64 {
        if self.count > 0 { x[0] + x[self.first + self.turned] } else { x[0] }
    }

    /// `P Z'`.
    pub(crate) fn observe_matrix(&self, p: &[f64], out: &mut [f64]) {
        for (row, out) in p.chunks_exact(self.states).zip(out) {
            *out = self.observe(row);
        }
    }

    /// `x := T x`; [`Rotor::turn`] follows when all are done.
    pub(crate) fn advance(&self, x: &mut [f64]) {
        if self.slope {
            x[0] += x[1];
        }
        if self.count > 0 {
            x[self.next()] = -x[self.first..].iter().sum::<f64>();
        }
    }

    /// `P := T P T'`, for a symmetric matrix by rows; [`Rotor::turn`] follows when all are done.
    pub(crate) fn advance_matrix(&self, p: &mut [f64]) {
        let m = self.states;
        if self.slope {
            for j in 0..m {
                p[j] += p[m + j];
            }
            for row in p.chunks_exact_mut(m) {
                row[0] += row[1];
            }
        }
        if self.count > 0 {
            let next = self.next();
            let mut sum = vec![0.0; m];
            for row in p[self.first * m..].chunks_exact(m) {
                for (sum, value) in sum.iter_mut().zip(row) {
                    *sum -= value;
                }
            }
            let own = -sum[self.first..].iter().sum::<f64>();
            for (j, value) in sum.iter().enumerate() {
                p[next * m + j] = *value;
                p[j * m + next] = *value;
            }
            p[next * m + next] = own;
        }
    }

    /// The next month.
    pub(crate) fn turn(&mut self) {
        if self.count > 0 {
            self.turned = (self.turned + self.count - 1) % self.count;
        }
    }

    /// States in their own order again.
    pub(crate) fn straighten(&self, x: &mut [f64]) {
        x[self.first..].rotate_left(self.turned);
    }

    /// A matrix in its own order again.
    pub(crate) fn straighten_matrix(&self, p: &mut [f64]) {
        let m = self.states;
        for row in p.chunks_exact_mut(m) {
            row[self.first..].rotate_left(self.turned);
        }
        p[self.first * m..].rotate_left(self.turned * m);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_the_same_as_moving_every_state() {
        for components in
            [Components::LEVEL, Components::TREND, Components::LEVEL.with_season(4), Components::TREND.with_season(12)]
        {
            let m = components.states();
            let mut x: Vec<f64> = (0..m).map(|i| f64::from(u8::try_from(i * i % 7).unwrap())).collect();
            let mut p: Vec<f64> = (0..m * m)
                .map(|at| f64::from(u8::try_from((at % m + 1) * (at.div_euclid(m) + 1) % 11).unwrap()))
                .collect();
            let (mut ring_x, mut ring_p) = (x.clone(), p.clone());
            let mut rotor = Rotor::of(&components);
            for _ in 0..30 {
                assert!((rotor.observe(&ring_x) - components.observe(&x)).abs() < 1e-9);
                rotor.advance(&mut ring_x);
                rotor.advance_matrix(&mut ring_p);
                rotor.turn();
                components.advance(&mut x);
                components.advance_matrix(&mut p);
            }
            rotor.straighten(&mut ring_x);
            rotor.straighten_matrix(&mut ring_p);
            assert_eq!(ring_x, x, "{components:?}");
            assert_eq!(ring_p, p, "{components:?}");
        }
    }
}
