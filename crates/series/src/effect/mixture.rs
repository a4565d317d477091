//! A mixture of Student t laws with the same degrees of freedom: what a posterior on a grid is.

use statrs::distribution::{Continuous, ContinuousCDF, Normal, StudentsT};

/// Mass of one law in a mixture below which it is left out.
const NEGLIGIBLE: f64 = 1e-8;

/// A mixture. Weights sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// Weight, centre and scale of each law.
    laws: Vec<(f64, f64, f64)>,
    degrees: f64,
}

impl Mixture {
    /// A mixture of weights (which need not sum to 1), centres and scales.
    pub fn new(laws: impl IntoIterator<Item = (f64, f64, f64)>, degrees: f64) -> Self {
        let mut laws: Vec<(f64, f64, f64)> = laws.into_iter().collect();
        let sum: f64 = laws.iter().map(|law| law.0).sum();
        laws.retain(|law| law.0 > NEGLIGIBLE * sum);
        let sum: f64 = laws.iter().map(|law| law.0).sum();
        let widest = laws.iter().fold(0.0_f64, |widest, law| widest.max(law.2));
        for law in &mut laws {
            law.0 /= sum;
            // A law without spread among others would be a step, which nothing here draws.
            law.2 = law.2.max(1e-12 * widest);
        }
        Self { laws, degrees }
    }

    /// A normal law.
    pub fn normal(mean: f64, standard_deviation: f64) -> Self {
        Self { laws: vec![(1.0, mean, standard_deviation)], degrees: f64::INFINITY }
    }

    /// The same moved and stretched: the law of `shift + factor x`.
    #[must_use]
    pub fn moved(&self, shift: f64, factor: f64) -> Self {
        let laws = self.laws.iter().map(|(w, centre, scale)| (*w, shift + factor * centre, factor.abs() * scale));
        Self { laws: laws.collect(), degrees: self.degrees }
    }

    /// The probability of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        let Ok(law) = StudentsT::new(0.0, 1.0, self.degrees) else { return f64::NAN };
        self.laws
            .iter()
            .map(|(weight, centre, scale)| {
                if *scale > 0.0 {
                    weight * law.cdf((x - centre) / scale)
                } else if x >= *centre {
                    *weight
                } else {
                    0.0
                }
            })
            .sum()
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.laws.iter().map(|(weight, centre, _)| weight * centre).sum()
    }

    /// The standard deviation; infinite with two degrees of freedom or fewer.
    pub fn standard_deviation(&self) -> f64 {
        if self.degrees <= 2.0 {
            return f64::INFINITY;
        }
        let widening = if self.degrees.is_infinite() { 1.0 } else { self.degrees / (self.degrees - 2.0) };
        let mean = self.mean();
        let square = |(weight, centre, scale): &(f64, f64, f64)| {
            weight * (scale * scale * widening + (centre - mean) * (centre - mean))
        };
        self.laws.iter().map(square).sum::<f64>().sqrt()
    }

    /// The value that `p` of the law lies below.
    pub fn quantile(&self, p: f64) -> f64 {
        if !(p > 0.0 && p < 1.0) || self.laws.is_empty() {
            return f64::NAN;
        }
        let Ok(law) = StudentsT::new(0.0, 1.0, self.degrees) else { return f64::NAN };
        // Newton's steps from the quantile of a normal law, bisected where they would leave what is known.
        let spread = self.laws.iter().fold(0.0_f64, |spread, law| spread.max(law.2));
        if spread <= 0.0 {
            return self.stepped(p);
        }
        let deviation = self.standard_deviation();
        let deviation = if deviation.is_finite() && deviation > 0.0 { deviation } else { spread };
        let (mut low, mut high) = self
            .laws
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), law| (low.min(law.1), high.max(law.1)));
        let mut room = 8.0 * spread;
        while self.cdf(low - room) > p || self.cdf(high + room) < p {
            room *= 4.0;
            if !room.is_finite() {
                return f64::NAN;
            }
        }
        (low, high) = (low - room, high + room);
        let normal = Normal::standard().inverse_cdf(p);
        let mut x = (self.mean() + normal * deviation).clamp(low, high);
        for _ in 0..200 {
            let (mut below, mut density) = (0.0, 0.0);
            for (weight, centre, scale) in &self.laws {
                let z = (x - centre) / scale;
                below += weight * law.cdf(z);
                density += weight / scale * law.pdf(z);
            }
            let off = below - p;
            if off.abs() < 1e-13 {
                return x;
            }
            if off < 0.0 {
                low = x;
            } else {
                high = x;
            }
            let step = x - off / density;
            let next = if step > low && step < high { step } else { low + 0.5 * (high - low) };
            if (next - x).abs() <= 1e-13 * (deviation + x.abs()) {
                return next;
            }
            x = next;
        }
        x
    }

    // Laws without spread: the first centre at which the weights before it reach `p`.
    fn stepped(&self, p: f64) -> f64 {
        let mut laws = self.laws.clone();
        laws.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut below = 0.0;
        for (weight, centre, _) in &laws {
            below += weight;
            if below >= p {
                return *centre;
            }
        }
        laws.last().map_or(f64::NAN, |law| law.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_invert_the_law() {
        let mixture = Mixture::new([(2.0, -1.0, 0.5), (1.0, 3.0, 2.0), (1e-14, 9.0, 1.0)], 10.0);
        for p in [0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999] {
            let x = mixture.quantile(p);
            assert!((mixture.cdf(x) - p).abs() < 1e-10, "{p} {x}");
        }
        assert!((mixture.mean() - 1.0 / 3.0).abs() < 1e-12);
        let moved = mixture.moved(2.0, -3.0);
        assert!((moved.quantile(0.975) - (2.0 - 3.0 * mixture.quantile(0.025))).abs() < 1e-8);
    }

    #[test]
    fn a_single_law_is_the_published_table() {
        // Student t, 10 degrees: 2.228139.
        let mixture = Mixture::new([(1.0, 0.0, 1.0)], 10.0);
        assert!((mixture.quantile(0.975) - 2.228_138_85).abs() < 1e-6);
        assert!((mixture.standard_deviation() - (10.0_f64 / 8.0).sqrt()).abs() < 1e-12);
    }
}
