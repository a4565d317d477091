//! The standard normal law: its density, its distribution function and the inverse of that.

use std::f64::consts::{PI, SQRT_2};

use statrs::function::erf::{erfc, erfc_inv};

/// Density of the standard normal law at `z` (in standard deviations).
pub fn pdf(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Probability that a standard normal number is at most `z` (in standard deviations); right to ten
/// digits, in both tails.
pub fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// The number of standard deviations below which a share `p` of the standard normal law lies: minus infinity at 0,
/// infinity at 1, not a number outside.
pub fn quantile(p: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let z = -SQRT_2 * erfc_inv(2.0 * p);
    // One step of Newton takes what the rational approximation left.
    let density = pdf(z);
    if density > 0.0 { z - (cdf(z) - p) / density } else { z }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_and_cdf_agree() {
        for p in [1e-12, 1e-6, 0.025, 0.3, 0.5, 0.77, 0.975, 1.0 - 1e-9] {
            assert!((cdf(quantile(p)) / p - 1.0).abs() < 1e-13, "{p}");
        }
        assert!((quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-10);
        assert!((cdf(1.0) - 0.841_344_746_068_542_9).abs() < 1e-10);
        assert!((cdf(-3.0) / 0.001_349_898_031_630_094_6 - 1.0).abs() < 1e-10);
        assert!(quantile(0.0).is_infinite() && quantile(1.0).is_infinite() && quantile(1.5).is_nan());
    }
}
