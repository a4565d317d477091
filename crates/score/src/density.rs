//! The logarithmic score of a density: minus its natural logarithm at what came true (nats; the unit of the number
//! shifts it, so compare only scores of one unit). Lower is better. Good (1952).

use std::f64::consts::PI;

use crate::error::{ScoreError, finite, positive};

/// The score of a law whose density at what came true was `density`, for one unit of the number: infinite where the law
/// had none.
///
/// # Errors
///
/// A density that is negative or not finite.
pub fn log_score(density: f64) -> Result<f64, ScoreError> {
    if finite("the density", density)? < 0.0 {
        return Err(ScoreError::NotPositive { what: "the density", value: density });
    }
    Ok(-density.ln())
}

/// The score of a normal law with this mean and standard deviation when `y` came true; all three in one unit.
///
/// # Errors
///
/// A number that is not finite, or a standard deviation of 0 or less.
pub fn of_normal(mean: f64, sd: f64, y: f64) -> Result<f64, ScoreError> {
    let z = (finite("the outcome", y)? - finite("the mean", mean)?) / positive("the standard deviation", sd)?;
    Ok(0.5 * z * z + sd.ln() + 0.5 * (2.0 * PI).ln())
}

/// The score of a law whose logarithm is normal with mean `mu` and standard deviation `sigma` (no unit) when `y` came
/// true: infinite for an outcome of 0 or less.
///
/// # Errors
///
/// A number that is not finite, or a `sigma` of 0 or less.
pub fn of_lognormal(mu: f64, sigma: f64, y: f64) -> Result<f64, ScoreError> {
    let log = if finite("the outcome", y)? > 0.0 { y.ln() } else { f64::NEG_INFINITY };
    if log.is_finite() {
        Ok(of_normal(mu, sigma, log)? + log)
    } else {
        of_normal(mu, sigma, 0.0).map(|_| f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws() {
        assert!((of_normal(0.3, 2.0, 1.5).unwrap() - 1.792_085_713_764_617_8).abs() < 1e-12);
        let density = |y: f64| (-0.5 * ((y.ln() - 0.5) / 0.4).powi(2)).exp() / (0.4 * y * (2.0 * PI).sqrt());
        assert!((of_lognormal(0.5, 0.4, 2.0).unwrap() - log_score(density(2.0)).unwrap()).abs() < 1e-12);
        assert!(of_lognormal(0.5, 0.4, 0.0).unwrap().is_infinite() && log_score(0.0).unwrap().is_infinite());
        assert!(of_lognormal(0.5, 0.0, -1.0).is_err() && log_score(-1.0).is_err());
    }
}
