//! Calibration: the probability that a well calibrated expert would do as badly in the bins between their quantiles.

use statrs::function::gamma::checked_gamma_ur;

/// The probability of each bin between quantiles at these levels, from below the first to above the last; one more than
/// levels, sum 1.
pub fn masses(levels: &[f64]) -> Vec<f64> {
    let ends = levels.iter().copied().chain([1.0]);
    let mut last = 0.0;
    ends.map(|end| end - std::mem::replace(&mut last, end)).collect()
}

/// The bin of a realisation, from 0: the number of quantiles below it. One equal to a quantile falls in the bin below.
pub fn bin(quantiles: &[f64], realisation: f64) -> usize {
    quantiles.iter().filter(|q| **q < realisation).count()
}

/// The calibration, from 0 to 1: the probability that a chi-squared number, with one degree of freedom less than bins,
/// exceeds `2 n I`, where `I` is the relative information of the shares `counts` against `masses`. Take for `n` the
/// least number of seed questions any expert answered. Exact incomplete gamma function. 0 when nothing was counted or
/// lists differ in length: an accuracy that was not shown.
pub fn calibration(counts: &[usize], masses: &[f64], n: usize) -> f64 {
    let total = number(counts.iter().sum());
    if total <= 0.0 || counts.len() != masses.len() || counts.len() < 2 {
        return 0.0;
    }
    let information: f64 = counts
        .iter()
        .zip(masses)
        .filter(|(count, _)| **count > 0)
        .map(|(count, mass)| {
            let share = number(*count) / total;
            share * (share / mass).ln()
        })
        .sum();
    chi_squared_above(number(n) * information, 0.5 * number(counts.len() - 1))
}

/// The probability that a chi-squared number exceeds twice `half`, with twice `half_freedom` degrees of freedom.
fn chi_squared_above(half: f64, half_freedom: f64) -> f64 {
    // Shares that equal the masses have an information of 0, or of a rounding error below.
    if half <= 0.0 { 1.0 } else { checked_gamma_ur(half_freedom, half).unwrap_or(0.0).clamp(0.0, 1.0) }
}

/// A count as a number; counts here are far below where digits would be lost.
#[allow(clippy::cast_precision_loss, reason = "counts of questions, far below 2^52")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(levels: &[f64], counts: &[usize], wanted: f64) {
        let found = calibration(counts, &masses(levels), counts.iter().sum());
        // The printed digits: eight decimals, or seven significant ones.
        assert!((found - wanted).abs() <= 5.1e-9 || (found / wanted - 1.0).abs() < 2e-7, "{counts:?} {found}");
    }

    #[test]
    fn three_quantiles() {
        let levels = [0.05, 0.5, 0.95];
        check(&levels, &[5, 1, 3, 1], 2.771_733e-4);
        check(&levels, &[4, 3, 2, 1], 6.289_188e-3);
        check(&levels, &[3, 5, 1, 1], 0.017_078_41);
        check(&levels, &[0, 5, 5, 0], 0.550_455_45);
        check(&levels, &[1, 4, 4, 1], 0.828_308_17);
        check(&levels, &[3, 6, 8, 3], 0.092_332_96);
    }

    #[test]
    fn five_quantiles() {
        let levels = [0.05, 0.25, 0.5, 0.75, 0.95];
        check(&levels, &[1, 2, 2, 3, 2, 0], 0.902_738_84);
        check(&levels, &[5, 1, 1, 0, 0, 3], 1.145_288_7e-5);
        check(&levels, &[0, 2, 3, 1, 3, 1], 0.687_586_87);
    }

    #[test]
    fn ends() {
        assert!((calibration(&[1, 9, 9, 1], &masses(&[0.05, 0.5, 0.95]), 20) - 1.0).abs() < 1e-12);
        assert!(calibration(&[0, 0], &[0.5, 0.5], 3).abs() < 1e-300);
        assert!(calibration(&[1], &[0.5, 0.5], 3).abs() < 1e-300);
        assert!(calibration(&[5000, 0], &[1e-9, 1.0 - 1e-9], 5000) >= 0.0);
        assert_eq!(bin(&[1.0, 2.0, 3.0], 2.0), 1);
        assert_eq!(bin(&[1.0, 2.0, 3.0], 3.5), 3);
    }
}
