//! The check of an answer, made from the problem alone and independent of the solver: how far the point breaks rows,
//! bounds and whole numbers, what it costs, and a lower bound of the optimum that follows from weak duality.
//!
//! For row duals `y` and `d = c - A'y` the bound is
//! `offset + sum_r (y_r+ lower_r - y_r- upper_r) + sum_j min(d_j lower_j, d_j upper_j)`.
//! It holds for every `y`, so a wrong answer of a solver can make it weak but not false. Before, duals whose sign points
//! to an infinite side of their row are set to 0; infinite bounds of columns are replaced by those that the rows imply;
//! 0 times infinity is 0.

use std::fmt;

use crate::problem::{Kind, Problem, RowId};

mod implied;
mod sum;

pub use sum::Sum;

/// The largest violation of a row, a bound or a whole number that is accepted, in units of the row or column.
pub const VIOLATION: f64 = 1e-7;

/// The largest relative gap between primal and dual value that is accepted.
pub const RELATIVE_GAP: f64 = 1e-9;

// A reduced cost of this size on a column that nothing bounds counts as the rounding of zero.
const ROUNDING: f64 = 1e-9;

// Up to this size it counts as zero too, because solvers do so, but the bound is marked.
const TOLERANCE: f64 = 1e-7;

/// Where the lower bound of a [`Certificate`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// There is no bound: the solver gave no duals.
    None,
    /// The solver says so, as after branch and bound.
    Claim,
    /// Weak duality, but some column without bounds has a reduced cost between 1e-9 and 1e-7 that counted as zero.
    Tolerance,
    /// Weak duality. What was rounded is below 1e-9 per unit of a column without bounds.
    WeakDuality,
}

/// What was found about an answer. All values are in the units of the problem.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// Largest distance of a row's activity from its bounds.
    pub row_violation: f64,
    /// Largest distance of a column's value from its bounds.
    pub column_violation: f64,
    /// Largest distance of an integer column's value from a whole number.
    pub integrality_violation: f64,
    /// The objective of the point, added up anew.
    pub primal: f64,
    /// The lower bound of the optimum; minus infinity when there is none.
    pub bound: f64,
    /// `primal - bound`.
    pub gap: f64,
    /// `|gap| / (1 + |primal|)`.
    pub relative_gap: f64,
    /// Where the bound comes from.
    pub proof: Proof,
}

/// A test that a certificate did not pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rejection {
    /// Which test.
    pub test: Test,
    /// What was measured.
    pub value: f64,
    /// What would have been accepted.
    pub limit: f64,
}

/// The tests of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// [`Certificate::row_violation`].
    Rows,
    /// [`Certificate::column_violation`].
    Columns,
    /// [`Certificate::integrality_violation`].
    Integrality,
    /// [`Certificate::relative_gap`].
    Gap,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let test = match self.test {
            Test::Rows => "a row is violated by",
            Test::Columns => "a bound is violated by",
            Test::Integrality => "a whole number is missed by",
            Test::Gap => "the relative gap between primal and dual value is",
        };
        write!(f, "{test} {:.1e}, and {:.0e} is accepted", self.value, self.limit)
    }
}

impl Certificate {
    /// Checks a point with the row duals that came with it. With whole numbers in the problem the bound is that of
    /// the relaxation.
    ///
    /// # Panics
    /// When the slices do not have one value for each column and row.
    pub fn of_pair(problem: &Problem, columns: &[f64], row_duals: &[f64]) -> Self {
        assert_eq!(row_duals.len(), problem.row_count(), "one dual for each row");
        let bound = dual_value(problem, row_duals);
        Self::with_bound(problem, columns, bound.value, bound.proof)
    }

    /// Checks a point, and takes the bound from the solver.
    ///
    /// # Panics
    /// When there is not one value for each column.
    pub fn of_claim(problem: &Problem, columns: &[f64], claimed_bound: f64) -> Self {
        Self::with_bound(problem, columns, claimed_bound, Proof::Claim)
    }

    /// Checks a point that came without bound.
    ///
    /// # Panics
    /// When there is not one value for each column.
    pub fn of_point(problem: &Problem, columns: &[f64]) -> Self {
        Self::with_bound(problem, columns, f64::NEG_INFINITY, Proof::None)
    }

    fn with_bound(problem: &Problem, columns: &[f64], bound: f64, proof: Proof) -> Self {
        assert_eq!(columns.len(), problem.column_count(), "one value for each column");
        let finite = columns.iter().all(|value| value.is_finite());
        let mut certificate = Self {
            row_violation: f64::INFINITY,
            column_violation: f64::INFINITY,
            integrality_violation: f64::INFINITY,
            primal: f64::INFINITY,
            bound: if bound.is_nan() { f64::NEG_INFINITY } else { bound },
            gap: f64::INFINITY,
            relative_gap: f64::INFINITY,
            proof,
        };
        if finite {
            certificate.row_violation = row_violation(problem, columns);
            certificate.column_violation = column_violation(problem, columns);
            certificate.integrality_violation = integrality_violation(problem, columns);
            certificate.primal = objective(problem, columns);
            certificate.gap = certificate.primal - certificate.bound;
            certificate.relative_gap = certificate.gap.abs() / (1.0 + certificate.primal.abs());
        }
        certificate
    }

    /// Whether the point keeps all rows, bounds and whole numbers to 1e-7.
    pub fn is_feasible(&self) -> bool {
        self.feasibility().is_ok()
    }

    /// Whether the point is feasible to 1e-7 and optimal to a relative gap of 1e-9.
    pub fn accepts(&self) -> bool {
        self.verdict().is_ok()
    }

    /// Passes, or gives the first test that fails, feasibility first.
    ///
    /// # Errors
    /// That test.
    pub fn verdict(&self) -> Result<(), Rejection> {
        self.verdict_to(RELATIVE_GAP)
    }

    /// The same, where a relative gap of this size is accepted.
    ///
    /// # Errors
    /// The first test that fails.
    pub fn verdict_to(&self, relative_gap: f64) -> Result<(), Rejection> {
        self.feasibility()?;
        test(Test::Gap, self.relative_gap, relative_gap)
    }

    /// The same, where rows and bounds may be violated by this much too.
    ///
    /// # Errors
    /// The first test that fails.
    pub fn verdict_within(&self, relative_gap: f64, violation: f64) -> Result<(), Rejection> {
        test(Test::Columns, self.column_violation, violation)?;
        test(Test::Rows, self.row_violation, violation)?;
        test(Test::Integrality, self.integrality_violation, VIOLATION)?;
        test(Test::Gap, self.relative_gap, relative_gap)
    }

    /// The tests of rows, bounds and whole numbers alone.
    ///
    /// # Errors
    /// The first test that fails.
    pub fn feasibility(&self) -> Result<(), Rejection> {
        test(Test::Columns, self.column_violation, VIOLATION)?;
        test(Test::Rows, self.row_violation, VIOLATION)?;
        test(Test::Integrality, self.integrality_violation, VIOLATION)
    }
}

fn test(test: Test, value: f64, limit: f64) -> Result<(), Rejection> {
    if value <= limit { Ok(()) } else { Err(Rejection { test, value, limit }) }
}

/// The objective of a point, constant included.
pub fn objective(problem: &Problem, columns: &[f64]) -> f64 {
    let mut sum = Sum::from(problem.offset());
    for (cost, value) in problem.costs().iter().zip(columns) {
        sum.add(cost * value);
    }
    sum.value()
}

/// The activity of a row at a point.
///
/// # Panics
/// When there is no such row, or a column has no value.
pub fn activity(problem: &Problem, row: RowId, columns: &[f64]) -> f64 {
    let (indices, values) = problem.entries(row);
    indices.iter().zip(values).map(|(column, value)| value * columns[*column as usize]).sum()
}

/// The activities of all rows at a point, `[row]`.
///
/// # Panics
/// When a column has no value.
pub fn activities(problem: &Problem, columns: &[f64]) -> Vec<f64> {
    (0..problem.row_count()).map(|row| activity(problem, RowId(row), columns)).collect()
}

// Makes the values of integer columns whole; solvers leave them near.
pub(crate) fn round(problem: &Problem, columns: &mut [f64]) {
    for (value, kind) in columns.iter_mut().zip(problem.kinds()) {
        if *kind == Kind::Integer {
            *value = value.round();
        }
    }
}

fn outside(value: f64, lower: f64, upper: f64) -> f64 {
    (lower - value).max(value - upper).max(0.0)
}

fn row_violation(problem: &Problem, columns: &[f64]) -> f64 {
    let (lower, upper) = (problem.row_lower(), problem.row_upper());
    let violations =
        (0..problem.row_count()).map(|r| outside(activity(problem, RowId(r), columns), lower[r], upper[r]));
    violations.fold(0.0, f64::max)
}

fn column_violation(problem: &Problem, columns: &[f64]) -> f64 {
    let bounds = problem.column_lower().iter().zip(problem.column_upper());
    columns.iter().zip(bounds).map(|(value, (lower, upper))| outside(*value, *lower, *upper)).fold(0.0, f64::max)
}

fn integrality_violation(problem: &Problem, columns: &[f64]) -> f64 {
    let integers = columns.iter().zip(problem.kinds()).filter(|(_, kind)| **kind == Kind::Integer);
    integers.map(|(value, _)| (value - value.round()).abs()).fold(0.0, f64::max)
}

/// A lower bound of the optimum from row duals, by weak duality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DualValue {
    /// The bound in units of the objective; minus infinity when a column without bounds has the wrong reduced cost.
    pub value: f64,
    /// [`Proof::WeakDuality`] or [`Proof::Tolerance`].
    pub proof: Proof,
}

/// The lower bound that any row duals give, `[row]`, in units of the objective per unit of the row. Values that are
/// not finite count as 0.
///
/// # Panics
/// When there is not one dual for each row.
pub fn dual_value(problem: &Problem, row_duals: &[f64]) -> DualValue {
    weak_duality(problem, row_duals, problem.costs(), problem.offset())
}

/// How far row duals prove that no point exists: above 0 they do. The value is that of [`dual_value`] with all costs
/// 0, for duals scaled to a largest size of 1 (the lemma of Farkas).
///
/// # Panics
/// When there is not one dual for each row.
pub fn infeasibility(problem: &Problem, ray: &[f64]) -> f64 {
    let size = ray.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    if size <= 0.0 || !size.is_finite() {
        return f64::NEG_INFINITY;
    }
    let scaled: Vec<f64> = ray.iter().map(|value| value / size).collect();
    let found = weak_duality(problem, &scaled, &vec![0.0; problem.column_count()], 0.0);
    if found.proof == Proof::WeakDuality { found.value } else { f64::NEG_INFINITY }
}

/// Bounds of the columns, lower and upper: their own, and where one is infinite the one that rows imply.
pub fn implied_bounds(problem: &Problem) -> (Vec<f64>, Vec<f64>) {
    let found = implied::bounds(problem);
    (found.lower, found.upper)
}

fn weak_duality(problem: &Problem, row_duals: &[f64], costs: &[f64], offset: f64) -> DualValue {
    let mut reduced = costs.to_vec();
    let mut sum = Sum::from(offset);
    for (r, &dual) in row_duals.iter().enumerate() {
        let side = if dual > 0.0 { problem.row_lower()[r] } else { problem.row_upper()[r] };
        if dual == 0.0 || !dual.is_finite() || side.is_infinite() {
            continue;
        }
        sum.add(dual * side);
        let (indices, values) = problem.entries(RowId(r));
        for (column, value) in indices.iter().zip(values) {
            reduced[*column as usize] -= dual * value;
        }
    }
    let mut proof = Proof::WeakDuality;
    let mut open = Vec::new();
    for (j, &cost) in reduced.iter().enumerate() {
        let bound = if cost > 0.0 { problem.column_lower()[j] } else { problem.column_upper()[j] };
        if bound.is_finite() {
            sum.add(cost * bound);
        } else if cost.abs() > ROUNDING {
            open.push(j);
        }
    }
    if !open.is_empty() {
        let implied = implied::bounds(problem);
        for j in open {
            let cost = reduced[j];
            let bound = if cost > 0.0 { implied.lower[j] } else { implied.upper[j] };
            if bound.is_finite() {
                sum.add(cost * bound);
            } else if cost.abs() <= TOLERANCE {
                proof = Proof::Tolerance;
            } else {
                return DualValue { value: f64::NEG_INFINITY, proof };
            }
        }
    }
    DualValue { value: sum.value(), proof }
}
