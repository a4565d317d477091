//! Information: how much narrower answers are than an even spread over the range that everybody's answers span.

use serde::{Deserialize, Serialize};

/// The part of the width by which the range reaches beyond the outermost numbers, on both sides.
pub const OVERSHOOT: f64 = 0.10;

/// The intrinsic range of an item, on the scale of the item.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Its lower end.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
}

impl Range {
    /// The range around some numbers (on the scale of the item), widened by [`OVERSHOOT`]; `None` without numbers, or
    /// when they are too close or too far apart for the widened ends to lie beyond them.
    pub fn around(numbers: impl IntoIterator<Item = f64>) -> Option<Range> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for number in numbers {
            low = low.min(number);
            high = high.max(number);
        }
        let beyond = OVERSHOOT * (high - low);
        let range = Range { lower: low - beyond, upper: high + beyond };
        (range.lower < low && range.upper > high && range.width().is_finite()).then_some(range)
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }
}

/// The information of quantiles (on the scale of the item, strictly increasing, inside the range) relative to an even
/// spread over the range, in nats: `log(U - L) + sum of p_j log(p_j / (x_j - x_(j-1)))`, with `masses` the
/// probabilities between them.
pub fn information(quantiles: &[f64], range: Range, masses: &[f64]) -> f64 {
    let mut last = range.lower;
    let mut sum = range.width().ln();
    for (end, mass) in quantiles.iter().copied().chain([range.upper]).zip(masses) {
        // Quantiles of a pool can meet to the last digit, where the density has no number.
        sum += mass * (mass / (end - last).max(f64::MIN_POSITIVE)).ln();
        last = end;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_spread_has_none() {
        let range = Range { lower: 0.0, upper: 10.0 };
        assert!(information(&[0.5, 5.0, 9.5], range, &[0.05, 0.45, 0.45, 0.05]).abs() < 1e-15);
        // All of the mass but a tenth in a tenth of the range: .05 log(.05/.45) twice and .9 log(.9/.1).
        let wanted = 0.1 * (0.05f64 / 0.45).ln() + 0.9 * 9f64.ln();
        assert!((information(&[4.5, 5.5], range, &[0.05, 0.9, 0.05]) - wanted).abs() < 1e-14);
    }

    #[test]
    fn ranges() {
        let range = Range::around([3.0, 1.0, 2.0]).unwrap();
        assert!((range.lower - 0.8).abs() < 1e-15 && (range.upper - 3.2).abs() < 1e-15);
        assert!(Range::around([]).is_none() && Range::around([1.0, 1.0]).is_none());
        assert!(Range::around([-1e308, 1e308]).is_none() && Range::around([1e16, 1e16 + 2.0]).is_none());
    }
}
