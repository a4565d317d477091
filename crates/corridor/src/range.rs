//! A figure that its sources give as a range.

use serde::Serialize;

/// Low, middle and high value of one figure, in the unit that its owner states; `low <= mid <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Default)]
pub struct Range {
    /// The lowest value stated.
    pub low: f64,
    /// The value that computations use.
    pub mid: f64,
    /// The highest value stated.
    pub high: f64,
}

impl Range {
    /// A figure without a range.
    pub const fn point(value: f64) -> Self {
        Self { low: value, mid: value, high: value }
    }

    /// The two ends of a range; the middle is their mean.
    pub fn between(low: f64, high: f64) -> Self {
        Self { low: low.min(high), mid: f64::midpoint(low, high), high: low.max(high) }
    }

    /// From the cells `value` and `value_high` of a row; `None` when the first is empty.
    pub fn of_cells(value: Option<f64>, value_high: Option<f64>) -> Option<Self> {
        match (value, value_high) {
            (Some(low), Some(high)) => Some(Self::between(low, high)),
            (Some(value), None) => Some(Self::point(value)),
            (None, _) => None,
        }
    }

    /// Applied to all three values by a function that grows with its argument.
    #[must_use]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self { low: f(self.low), mid: f(self.mid), high: f(self.high) }
    }

    /// Times a factor of 0 or more.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        self.map(|value| value * factor)
    }

    /// The product of two ranges of 0 or more.
    #[must_use]
    pub fn product(self, other: Self) -> Self {
        Self { low: self.low * other.low, mid: self.mid * other.mid, high: self.high * other.high }
    }

    /// The sum of two ranges.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, mid: self.mid + other.mid, high: self.high + other.high }
    }

    /// The same middle, the ends widened to hold another range.
    #[must_use]
    pub fn widened(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), mid: self.mid, high: self.high.max(other.high) }
    }

    /// Whether the ends differ.
    pub fn is_wide(self) -> bool {
        self.high > self.low
    }
}
