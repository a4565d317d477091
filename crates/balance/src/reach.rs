//! Finite bounds of the plan where the data give none, so that the master always has a bounded box.

use solve::{ColumnId, Problem, ProblemError, certificate};

/// How far columns without bounds may go at first, and how many times farther each time a plan gets there.
const FAR: f64 = 1e6;
const FARTHER: f64 = 1e3;
/// Beyond this the loss falls without end.
const FARTHEST: f64 = 1e13;

/// The first stage with finite bounds on all columns: its own, those that its rows imply, or far ones that are assumed and
/// moved when a plan reaches them.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    first: Problem,
    far: f64,
    /// Bounds that are assumed: column, and whether it is the upper one.
    assumed: Vec<(usize, bool)>,
}

impl Reach {
    pub(crate) fn of(first: &Problem) -> Result<Self, ProblemError> {
        let (lower, upper) = certificate::implied_bounds(first);
        let mut reach = Self { first: first.clone(), far: FAR, assumed: Vec::new() };
        for (j, bounds) in lower.into_iter().zip(upper).enumerate() {
            reach.assumed.extend((!bounds.0.is_finite()).then_some((j, false)));
            reach.assumed.extend((!bounds.1.is_finite()).then_some((j, true)));
            reach.first.set_column_bounds(ColumnId(j), bounds.0, bounds.1)?;
        }
        reach.set()?;
        Ok(reach)
    }

    /// The first stage, all of its columns bounded.
    pub(crate) fn first(&self) -> &Problem {
        &self.first
    }

    /// Bounds that no data give: column, and whether it is the upper one.
    pub(crate) fn assumed(&self) -> &[(usize, bool)] {
        &self.assumed
    }

    /// Moves them; false when they are as far as it makes sense.
    pub(crate) fn widen(&mut self) -> Result<bool, ProblemError> {
        self.far *= FARTHER;
        self.set()?;
        Ok(self.far <= FARTHEST)
    }

    fn set(&mut self) -> Result<(), ProblemError> {
        for (j, is_upper) in &self.assumed {
            let (lower, upper) = (self.first.column_lower()[*j], self.first.column_upper()[*j]);
            // Beyond the bound on the other side, where that one is given.
            let (lower, upper) = if *is_upper {
                (lower, self.far + if lower.is_finite() { lower.max(0.0) } else { 0.0 })
            } else {
                (-self.far + if upper.is_finite() { upper.min(0.0) } else { 0.0 }, upper)
            };
            self.first.set_column_bounds(ColumnId(*j), lower, upper)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_row_bounds_is_assumed() {
        let mut first = Problem::new();
        let (x, y) = (first.add_column("x", 0.0, 0.0, f64::INFINITY), first.add_column("y", 0.0, 0.0, f64::INFINITY));
        first.add_column("z", 0.0, f64::NEG_INFINITY, f64::INFINITY).unwrap();
        first.add_column("w", 0.0, 7e6, f64::INFINITY).unwrap();
        first.add_row("budget", f64::NEG_INFINITY, 10.0, &[(x.unwrap(), 2.0), (y.unwrap(), 1.0)]).unwrap();
        let mut reach = Reach::of(&first).unwrap();
        assert_eq!(reach.assumed(), [(2, false), (2, true), (3, true)]);
        assert_eq!(reach.first().column_lower(), [0.0, 0.0, -1e6, 7e6]);
        assert_eq!(reach.first().column_upper(), [5.0, 10.0, 1e6, 8e6]);
        assert!(reach.widen().unwrap() && reach.widen().unwrap());
        assert_eq!(reach.first().column_upper(), [5.0, 10.0, 1e12, 1e12 + 7e6]);
        assert!(!reach.widen().unwrap());
    }
}
