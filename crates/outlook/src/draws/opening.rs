//! Months by which works open late.

use super::assumed::Triangle;

/// The value below which a part of a triangular distribution lies (Johnson, Kotz and Balakrishnan 1995, Continuous
/// univariate distributions 2, ch. 26.9).
pub(super) fn triangular(triangle: Triangle, part: f64) -> f64 {
    let Triangle { low, mode, high } = triangle;
    let width = high - low;
    if width <= 0.0 {
        return low;
    }
    let rising = (mode - low) / width;
    if part < rising {
        low + (part * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - part) * width * (high - mode)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_mode_and_middle() {
        let triangle = Triangle { low: 2.0, mode: 4.0, high: 10.0 };
        let is = |part, value: f64| (triangular(triangle, part) - value).abs() < 1e-12;
        // A quarter lies below the mode: (4 - 2) / (10 - 2).
        assert!(is(0.0, 2.0) && is(0.25, 4.0) && is(1.0, 10.0));
        // 10 - sqrt(0.5 x 8 x 6)
        assert!(is(0.5, 10.0 - 24.0_f64.sqrt()));
        assert!((triangular(Triangle { low: 3.0, mode: 3.0, high: 3.0 }, 0.7) - 3.0).abs() < 1e-12);
    }
}
