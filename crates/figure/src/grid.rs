//! A grid of results computed beforehand, and values between its points.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was varied, and what came of it at every combination.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Grid {
    /// What was varied.
    pub axes: Vec<Axis>,
    /// What came of it.
    pub outputs: Vec<Output>,
}

/// One thing that was varied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Axis {
    /// Its name for machines.
    pub name: String,
    /// Its name for readers.
    pub label: String,
    /// The unit of its values.
    pub unit: String,
    /// The values that were tried, rising.
    pub values: Vec<f64>,
}

/// One result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Output {
    /// Its name for machines.
    pub name: String,
    /// Its name for readers.
    pub label: String,
    /// The unit of its values.
    pub unit: String,
    /// So many decimals are printed.
    pub decimals: u8,
    /// One value a combination, the first axis slowest; `None` was not computed.
    pub values: Vec<Option<f64>>,
}

/// A step of an axis: the place below, and how far towards the next.
type Step = (usize, f64);

/// The value of an output between the points of the grid: straight along each axis (multilinear).
///
/// `at` holds one value an axis, held to the ends of it. `None` where the grid is not whole, where `at` does not fit
/// it, or where a combination that counts was not computed. The page does the same sums in the same order.
///
/// ```
/// use figure::grid::{Axis, interpolate};
/// let axis = |values: &[f64]| Axis { values: values.to_vec(), ..Axis::default() };
/// let axes = [axis(&[0.0, 10.0]), axis(&[0.0, 1.0])];
/// let values = [1.0, 2.0, 3.0, 6.0].map(Some);
/// assert_eq!(interpolate(&axes, &values, &[5.0, 0.5]), Some(3.0));
/// assert_eq!(interpolate(&axes, &values, &[99.0, 0.0]), Some(3.0));
/// ```
pub fn interpolate(axes: &[Axis], values: &[Option<f64>], at: &[f64]) -> Option<f64> {
    let size = axes.iter().try_fold(1_usize, |size, axis| size.checked_mul(axis.values.len()))?;
    if size != values.len() || axes.len() != at.len() || axes.len() > 12 {
        return None;
    }
    let steps: Option<Vec<Step>> = axes.iter().zip(at).map(|(axis, at)| step(&axis.values, *at)).collect();
    let steps = steps?;
    let mut sum = 0.0;
    for corner in 0..(1_usize << steps.len()) {
        let (mut weight, mut place) = (1.0, 0);
        for (bit, (axis, (below, part))) in axes.iter().zip(&steps).enumerate() {
            let up = corner >> bit & 1 == 1;
            weight *= if up { *part } else { 1.0 - part };
            place = place * axis.values.len() + below + usize::from(up);
        }
        if weight > 0.0 {
            sum += weight * values.get(place).copied().flatten()?;
        }
    }
    Some(sum)
}

/// Where a value lies on an axis; `None` when the axis does not rise or the value is no number.
fn step(values: &[f64], at: f64) -> Option<Step> {
    let rises = values.windows(2).all(|pair| matches!(pair, [low, high] if low < high));
    let (first, last) = (*values.first()?, *values.last()?);
    if !rises || !at.is_finite() || !first.is_finite() || !last.is_finite() {
        return None;
    }
    let at = at.clamp(first, last);
    let below = values.iter().rposition(|value| *value <= at)?;
    let low = *values.get(below)?;
    Some((below, values.get(below + 1).map_or(0.0, |high| (at - low) / (high - low))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(values: &[f64]) -> Axis {
        Axis { values: values.to_vec(), ..Axis::default() }
    }

    #[test]
    fn what_does_not_fit_has_no_value() {
        let axes = [axis(&[0.0, 1.0]), axis(&[5.0])];
        let values = [Some(2.0), None];
        assert_eq!(interpolate(&axes, &values, &[0.0, 5.0]), Some(2.0), "only the known corner counts");
        assert_eq!(interpolate(&axes, &values, &[0.5, 5.0]), None);
        assert_eq!(interpolate(&axes, &values, &[0.0]), None);
        assert_eq!(interpolate(&axes, &values[..1], &[0.0, 5.0]), None);
        assert_eq!(interpolate(&axes, &values, &[f64::NAN, 5.0]), None);
        assert_eq!(interpolate(&[axis(&[1.0, 1.0])], &values, &[1.0]), None, "an axis that does not rise");
        assert_eq!(interpolate(&[axis(&[])], &[], &[1.0]), None);
        assert_eq!(interpolate(&[], &[Some(7.0)], &[]), Some(7.0));
    }
}
