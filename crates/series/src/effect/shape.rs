//! How an event enters a model, as one value a month.

use serde::Serialize;

use crate::count::real;

/// The course of an event from its first month on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// There at once, and stays.
    Step,
    /// There at once, and over before this month.
    Pulse {
        /// The month after the last.
        until: usize,
    },
    /// In equal parts over some months.
    Ramp {
        /// Months, at least 1.
        months: usize,
    },
    /// Half of what is left, every so many months.
    Fade {
        /// Half-life, in months.
        half_life: f64,
    },
}

/// The values of an event of a shape that begins in month `from`, for `months` months. `first` is the share of the first
/// month in which it was in force, 1 for the whole.
pub fn values(shape: Shape, from: usize, first: f64, months: usize) -> Vec<f64> {
    (0..months)
        .map(|t| {
            if t < from {
                return 0.0;
            }
            // Months since the beginning, the first counted by its share.
            let since = real(t - from) + first.clamp(0.0, 1.0);
            match shape {
                Shape::Step => since.min(1.0),
                Shape::Pulse { until } => {
                    if t < until {
                        since.min(1.0)
                    } else {
                        0.0
                    }
                }
                Shape::Ramp { months } => (since / real(months.max(1))).min(1.0),
                Shape::Fade { half_life } => 1.0 - (-since / half_life * std::f64::consts::LN_2).exp(),
            }
        })
        .collect()
}

/// Months until a fade has reached a share of its way.
pub fn months_to(share: f64, half_life: f64) -> f64 {
    -half_life * (1.0 - share).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses() {
        assert_eq!(values(Shape::Step, 2, 0.25, 5), [0.0, 0.0, 0.25, 1.0, 1.0]);
        assert_eq!(values(Shape::Pulse { until: 3 }, 1, 1.0, 5), [0.0, 1.0, 1.0, 0.0, 0.0]);
        assert_eq!(values(Shape::Ramp { months: 4 }, 1, 1.0, 6), [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]);
        let fade = values(Shape::Fade { half_life: 2.0 }, 0, 1.0, 4);
        assert!((fade[1] - 0.5).abs() < 1e-12 && (fade[3] - 0.75).abs() < 1e-12);
        assert!((months_to(0.75, 2.0) - 4.0).abs() < 1e-12);
    }
}
