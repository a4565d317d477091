//! How often something begins, from a count of beginnings in so many years.

use serde::Serialize;

use super::count::number;

/// A yearly rate of beginnings: the posterior of a Poisson rate under the prior of Jeffreys (1946), a Gamma distribution
/// of shape `n + 1/2` and rate `years`. A neighbour that never closed a gate in the record has a rate above zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// Beginnings in the record.
    pub n: usize,
    /// Years of record.
    pub years: f64,
    /// Its mean, `(n + 1/2) / years`, a year.
    pub per_year: f64,
    /// A twentieth lies below, a year.
    pub low: f64,
    /// A twentieth lies above, a year.
    pub high: f64,
}

impl Rate {
    /// From `n` beginnings in so many years; `None` without time.
    pub fn of(n: usize, years: f64) -> Option<Self> {
        let at = |part: f64| quantile(n, part) / years;
        (years > 0.0 && years.is_finite()).then(|| Self {
            n,
            years,
            per_year: (number(n) + 0.5) / years,
            low: at(0.05),
            high: at(0.95),
        })
    }
}

/// The chance of at least one beginning in a month at a yearly rate.
pub(super) fn monthly(per_year: f64) -> f64 {
    -(-per_year / 12.0).exp_m1()
}

/// The distribution function of a Gamma variable of shape `n + 1/2` and rate 1, by the series of NIST DLMF 8.11.4; the
/// shape makes its gamma function a product.
fn below(n: usize, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let shape = number(n) + 0.5;
    // log of gamma(n + 3/2) = log sqrt(pi) + sum over k = 0..n of log(k + 1/2)
    let log_gamma = 0.5 * std::f64::consts::PI.ln() + (0..=n).map(|k| (number(k) + 0.5).ln()).sum::<f64>();
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut k = 1.0;
    while term > 1e-16 * sum && k < 1e5 {
        term *= x / (shape + k);
        sum += term;
        k += 1.0;
    }
    (shape * x.ln() - x - log_gamma + sum.ln()).exp().min(1.0)
}

/// The value below which a part of that distribution lies, by halving an interval that holds it.
fn quantile(n: usize, part: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while below(n, high) < part && high < 1e9 {
        high *= 2.0;
    }
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if below(n, middle) < part { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_half_those_of_chi_square() {
        // Chi-square with 1, 7 and 21 degrees of freedom: printed tables.
        for (n, low, high) in [(0, 0.003_932, 3.841), (3, 2.167, 14.067), (10, 11.591, 32.671)] {
            let rate = Rate::of(n, 1.0).unwrap();
            assert!((2.0 * rate.low - low).abs() < 1e-3, "{n}: {}", 2.0 * rate.low);
            assert!((2.0 * rate.high - high).abs() < 1e-3, "{n}: {}", 2.0 * rate.high);
        }
        assert!((Rate::of(3, 10.0).unwrap().per_year - 0.35).abs() < 1e-12);
        assert!(Rate::of(3, 0.0).is_none());
    }

    #[test]
    fn a_month_of_a_rate() {
        assert!((monthly(1.2) - (1.0 - (-0.1_f64).exp())).abs() < 1e-15);
        assert!(monthly(0.0).abs() < 1e-300);
    }
}
