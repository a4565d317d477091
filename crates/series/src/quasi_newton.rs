//! The least of a smooth function of a few variables by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno
//! with differences for slopes (Nocedal and Wright 2006, chapter 6). By hand: a page, the same digits on every machine.

/// Step of a difference.
const STEP: f64 = 3e-5;
/// Longest step in any variable.
const LONGEST: f64 = 3.0;
/// The part of the expected fall that a step must bring (Armijo).
const FALL: f64 = 1e-4;

/// A place that is being improved.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    /// The place.
    pub(crate) x: Vec<f64>,
    /// The value there.
    pub(crate) value: f64,
    slope: Vec<f64>,
    /// The inverse curvature, by rows.
    inverse: Vec<f64>,
    /// Whether no step brings more.
    pub(crate) settled: bool,
    /// Whether slopes are taken from both sides, which costs twice as much.
    exact: bool,
}

impl Search {
    /// Starts at a place.
    pub(crate) fn at(x: &[f64], function: &mut impl FnMut(&[f64]) -> f64) -> Self {
        let n = x.len();
        let value = function(x);
        let mut inverse = vec![0.0; n * n];
        for i in 0..n {
            inverse[i * n + i] = 1.0;
        }
        let mut search =
            Self { x: x.to_vec(), value, slope: vec![0.0; n], inverse, settled: !value.is_finite(), exact: false };
        if !search.settled {
            search.slope = search.slope_at(function);
        }
        search
    }

    fn slope_at(&self, function: &mut impl FnMut(&[f64]) -> f64) -> Vec<f64> {
        let mut x = self.x.clone();
        (0..x.len())
            .map(|i| {
                let own = x[i];
                x[i] = own + STEP;
                let above = function(&x);
                let slope = if self.exact {
                    x[i] = own - STEP;
                    (above - function(&x)) / (2.0 * STEP)
                } else {
                    (above - self.value) / STEP
                };
                x[i] = own;
                slope
            })
            .collect()
    }

    /// Steps at most so often, until the value falls by less than `enough` in a step.
    pub(crate) fn run(&mut self, steps: usize, enough: f64, function: &mut impl FnMut(&[f64]) -> f64) {
        let n = self.x.len();
        for _ in 0..steps {
            if self.settled {
                return;
            }
            let mut along: Vec<f64> =
                (0..n).map(|i| -(0..n).map(|j| self.inverse[i * n + j] * self.slope[j]).sum::<f64>()).collect();
            let mut fall: f64 = along.iter().zip(&self.slope).map(|(a, s)| a * s).sum();
            if fall >= 0.0 || fall.is_nan() {
                // The curvature has gone wrong: steepest descent again.
                self.inverse.fill(0.0);
                for i in 0..n {
                    self.inverse[i * n + i] = 1.0;
                }
                along = self.slope.iter().map(|slope| -slope).collect();
                fall = -self.slope.iter().map(|slope| slope * slope).sum::<f64>();
            }
            let longest = along.iter().fold(0.0_f64, |longest, a| longest.max(a.abs()));
            if longest == 0.0 || !longest.is_finite() {
                self.settled = true;
                return;
            }
            let mut length = (LONGEST / longest).min(1.0);
            let mut found = None;
            for _ in 0..20 {
                let x: Vec<f64> = self.x.iter().zip(&along).map(|(x, a)| x + length * a).collect();
                let value = function(&x);
                if value.is_finite() && value <= self.value + FALL * length * fall {
                    found = Some((x, value));
                    break;
                }
                length *= 0.35;
            }
            let Some((x, value)) = found else {
                if self.look_closer(function) {
                    continue;
                }
                return;
            };
            let gained = self.value - value;
            let moved: Vec<f64> = x.iter().zip(&self.x).map(|(new, old)| new - old).collect();
            let before = std::mem::take(&mut self.slope);
            (self.x, self.value) = (x, value);
            self.slope = self.slope_at(function);
            let bent: Vec<f64> = self.slope.iter().zip(&before).map(|(new, old)| new - old).collect();
            self.learn(&moved, &bent);
            if gained < enough {
                self.look_closer(function);
            }
        }
    }

    // Slopes from both sides from now on; settles when they were already.
    fn look_closer(&mut self, function: &mut impl FnMut(&[f64]) -> f64) -> bool {
        if self.exact {
            self.settled = true;
            return false;
        }
        self.exact = true;
        self.slope = self.slope_at(function);
        true
    }

    // The update of the inverse curvature.
    fn learn(&mut self, moved: &[f64], bent: &[f64]) {
        let n = moved.len();
        let curvature: f64 = moved.iter().zip(bent).map(|(s, y)| s * y).sum();
        let size: f64 = bent.iter().map(|y| y * y).sum();
        if curvature <= 1e-10 * size.sqrt() {
            return;
        }
        let turned: Vec<f64> = (0..n).map(|i| (0..n).map(|j| self.inverse[i * n + j] * bent[j]).sum()).collect();
        let twice: f64 = turned.iter().zip(bent).map(|(t, y)| t * y).sum();
        for i in 0..n {
            for j in 0..n {
                self.inverse[i * n + j] += (1.0 + twice / curvature) * moved[i] * moved[j] / curvature
                    - (turned[i] * moved[j] + moved[i] * turned[j]) / curvature;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_valley_of_rosenbrock() {
        let mut function = |x: &[f64]| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2);
        let mut search = Search::at(&[-1.2, 1.0], &mut function);
        search.run(200, 1e-14, &mut function);
        assert!((search.x[0] - 1.0).abs() < 1e-3 && search.value < 1e-6, "{search:?}");
    }
}
