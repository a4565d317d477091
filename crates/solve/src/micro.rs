//! `microlp` behind the [`Solver`] trait: plain Rust, without duals and bases. It is the referee of objective values.

use microlp::{ComparisonOp, Error, OptimizationDirection, SolutionStatus, SolveOptions, SolveOutcome, Variable};

use crate::certificate::{self, Certificate};
use crate::problem::{ColumnId, Kind, Problem, RowId};
use crate::solver::{Attempt, Failure, Limit, Outcome, Solution, SolveError, Solver, Way};

// How far from a whole number a value may be before it is rounded; its default of 1e-6 moves objectives visibly.
const WHOLE: f64 = 1e-9;

/// `microlp`, without options.
///
/// Its optima carry a certificate of feasibility without a bound ([`crate::Proof::None`]), because there are no duals to
/// take one from; with whole numbers the bound is its claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Micro;

impl Solver for Micro {
    fn name(&self) -> &'static str {
        "microlp"
    }

    fn solve(&self, problem: &Problem) -> Result<Outcome, SolveError> {
        let mut model = microlp::Problem::new(OptimizationDirection::Minimize);
        let mut variables = Vec::with_capacity(problem.column_count());
        for column in (0..problem.column_count()).map(ColumnId) {
            variables.push(add_variable(&mut model, problem, column)?);
        }
        for row in (0..problem.row_count()).map(RowId) {
            add_constraint(&mut model, problem, row, &variables);
        }
        let mut options = SolveOptions::default();
        options.int_tol = WHOLE;
        match model.solve_with(options) {
            Ok(SolveOutcome::Solution(found)) => {
                let columns = variables.iter().map(|variable| found.var_value(*variable)).collect();
                let solution = with_certificate(problem, columns, found.objective() + problem.offset());
                if let Err(rejection) = solution.certificate.feasibility() {
                    let failure = Failure::Rejected(rejection);
                    return Err(SolveError::Uncertified(vec![Attempt { way: Way::First, failure }]));
                }
                Ok(match found.status() {
                    SolutionStatus::Optimal => Outcome::Optimal(solution),
                    SolutionStatus::Feasible => Outcome::Stopped { limit: Limit::Time, best: Some(solution) },
                })
            }
            Ok(SolveOutcome::Interrupted(_)) => Ok(Outcome::Stopped { limit: Limit::Time, best: None }),
            Err(Error::Infeasible) => Ok(Outcome::Infeasible { ray: None }),
            Err(Error::Unbounded) => Ok(Outcome::Unbounded { direction: None }),
            Err(error) => Err(SolveError::Failed(error.to_string())),
        }
    }
}

fn add_variable(model: &mut microlp::Problem, problem: &Problem, column: ColumnId) -> Result<Variable, SolveError> {
    let cost = problem.costs()[column.0];
    let (lower, upper) = (problem.column_lower()[column.0], problem.column_upper()[column.0]);
    match problem.kinds()[column.0] {
        Kind::Continuous => Ok(model.add_var(cost, (lower, upper))),
        Kind::Integer => match (whole(lower.ceil()), whole(upper.floor())) {
            (Some(lower), Some(upper)) => Ok(model.add_integer_var(cost, (lower, upper))),
            _ => Err(SolveError::Failed(format!(
                "the bounds of {} are beyond 32-bit whole numbers",
                problem.column_label(column)
            ))),
        },
    }
}

// microlp takes 32-bit bounds for whole numbers, the outermost of which stand for none.
#[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(bound: f64) -> Option<i32> {
    if bound.is_infinite() {
        Some(if bound > 0.0 { i32::MAX } else { i32::MIN })
    } else {
        (bound.abs() < f64::from(i32::MAX)).then_some(bound as i32)
    }
}

fn add_constraint(model: &mut microlp::Problem, problem: &Problem, row: RowId, variables: &[Variable]) {
    let (indices, values) = problem.entries(row);
    let terms: Vec<(Variable, f64)> =
        indices.iter().zip(values).map(|(column, value)| (variables[*column as usize], *value)).collect();
    let (lower, upper) = (problem.row_lower()[row.0], problem.row_upper()[row.0]);
    if lower.is_finite() && upper.is_finite() && upper - lower <= 0.0 {
        model.add_constraint(&terms[..], ComparisonOp::Eq, lower);
        return;
    }
    if lower.is_finite() {
        model.add_constraint(&terms[..], ComparisonOp::Ge, lower);
    }
    if upper.is_finite() {
        model.add_constraint(&terms[..], ComparisonOp::Le, upper);
    }
}

fn with_certificate(problem: &Problem, mut columns: Vec<f64>, claimed: f64) -> Solution {
    let certificate = if problem.has_integers() {
        certificate::round(problem, &mut columns);
        Certificate::of_claim(problem, &columns, claimed)
    } else {
        Certificate::of_point(problem, &columns)
    };
    Solution {
        objective: certificate.primal,
        rows: certificate::activities(problem, &columns),
        columns,
        duals: None,
        basis: None,
        iterations: 0,
        certificate,
    }
}
