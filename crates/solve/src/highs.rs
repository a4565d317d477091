//! HiGHS behind the [`Solver`] trait, and behind a [`Session`] that stays loaded and starts warm.

use std::time::Duration;

use crate::problem::Problem;
use crate::solver::{Outcome, SolveError, Solver};

mod change;
mod codes;
mod ladder;
#[allow(unsafe_code)]
mod raw;
mod session;
mod status;
mod whole;

pub use session::Session;

/// How HiGHS is run. Threads are 1, output is off and the random seed is fixed whatever is set here, so that the same
/// calls give the same digits.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Whether solves without a starting basis begin with presolve. Off for many small problems, where it costs more
    /// than it saves; a basis switches it off anyway.
    pub presolve: bool,
    /// Whether solves without a starting basis use interior point with crossover. For large problems, where it is often
    /// many times faster than the simplex method; the next solve is warm all the same.
    pub interior_point: bool,
    /// Whether simplex weighs edges by Devex. For many solves that start near their optimum from a basis of their own:
    /// steepest-edge weights, which are better for long runs, would be computed anew for each of these bases.
    pub devex: bool,
    /// Stops each solve after this time.
    pub time_limit: Option<Duration>,
    /// Stops each solve after this many simplex iterations.
    pub iteration_limit: Option<u32>,
    /// Feasibility tolerance of the simplex method for rows and reduced costs, between 1e-10 and 1e-7.
    pub tolerance: f64,
    /// The relative gap between point and bound that is accepted of a linear programme. Callers that hold answers against
    /// bounds of their own may take a wider one.
    pub relative_gap: f64,
    /// The largest violation of a row or bound that is accepted of a linear programme, likewise.
    pub violation: f64,
    /// The relative gap between point and bound to which whole numbers are searched, and which is accepted for them.
    pub whole_number_gap: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            presolve: true,
            interior_point: false,
            devex: false,
            time_limit: None,
            iteration_limit: None,
            tolerance: 1e-9,
            relative_gap: crate::certificate::RELATIVE_GAP,
            violation: crate::certificate::VIOLATION,
            whole_number_gap: 1e-9,
        }
    }
}

impl Options {
    /// For many small problems that are solved over and over.
    pub fn many_small() -> Self {
        Self { presolve: false, ..Self::default() }
    }

    /// For many problems that each start from the basis of an earlier solve of their own.
    pub fn warm_starts() -> Self {
        Self { devex: true, ..Self::many_small() }
    }
}

/// HiGHS, started anew for each problem.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Highs {
    /// How it is run.
    pub options: Options,
}

impl Solver for Highs {
    fn name(&self) -> &'static str {
        "HiGHS"
    }

    fn solve(&self, problem: &Problem) -> Result<Outcome, SolveError> {
        Session::new(problem.clone(), &self.options)?.solve()
    }
}
