//! Counts as numbers.

/// A count as a number; one above four thousand million is cut there.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
