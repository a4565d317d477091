//! What a solver is asked and what it may answer.

use crate::certificate::{Certificate, Rejection};
use crate::problem::{ColumnId, Problem, ProblemError, RowId};

/// Something that solves a [`Problem`] from scratch.
pub trait Solver {
    /// Its name, for messages.
    fn name(&self) -> &'static str;

    /// Solves the problem.
    ///
    /// # Errors
    /// When no answer can be stood behind: the solver failed, or its answer did not pass the certificate.
    fn solve(&self, problem: &Problem) -> Result<Outcome, SolveError>;
}

/// How a solve ended, without the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// An optimum was found.
    Optimal,
    /// No point keeps all rows and bounds.
    Infeasible,
    /// The objective falls without end.
    Unbounded,
    /// A limit was reached before the end.
    Stopped(Limit),
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Optimal => "an optimum was found",
            Self::Infeasible => "the limits contradict each other",
            Self::Unbounded => "the objective can be improved without end",
            Self::Stopped(Limit::Time) => "the time limit was reached",
            Self::Stopped(Limit::Iterations) => "the limit of iterations was reached",
        })
    }
}

/// Which limit ended a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The time limit.
    Time,
    /// The limit of iterations or nodes.
    Iterations,
}

/// How a solve ended. Numbers are only there where they mean something.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Outcome {
    /// An optimum. From [`crate::Highs`] its certificate has been accepted.
    Optimal(Solution),
    /// No point keeps all rows and bounds.
    Infeasible {
        /// Row duals that prove it ([`crate::certificate::infeasibility`] is above 0), `[row]`. Without, it is the
        /// solver's claim.
        ray: Option<Vec<f64>>,
    },
    /// The objective falls without end.
    Unbounded {
        /// The direction in which it falls, `[column]`, if the solver gave one.
        direction: Option<Vec<f64>>,
    },
    /// A limit was reached.
    Stopped {
        /// Which one.
        limit: Limit,
        /// The best feasible point so far, if there is one. Its certificate says how good it is.
        best: Option<Solution>,
    },
}

impl Outcome {
    /// How it ended.
    pub fn status(&self) -> Status {
        match self {
            Self::Optimal(_) => Status::Optimal,
            Self::Infeasible { .. } => Status::Infeasible,
            Self::Unbounded { .. } => Status::Unbounded,
            Self::Stopped { limit, .. } => Status::Stopped(*limit),
        }
    }

    /// The optimum.
    ///
    /// # Errors
    /// [`SolveError::NotOptimal`] when it is none.
    pub fn optimal(self) -> Result<Solution, SolveError> {
        match self {
            Self::Optimal(solution) => Ok(solution),
            other => Err(SolveError::NotOptimal(other.status())),
        }
    }
}

/// A point with what the solver knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The objective, constant included, added up anew from the problem.
    pub objective: f64,
    /// Values, `[column]`.
    pub columns: Vec<f64>,
    /// Activities, `[row]`.
    pub rows: Vec<f64>,
    /// Duals, where the solver has them: never for whole numbers, never from [`crate::Micro`].
    pub duals: Option<Duals>,
    /// The basis, where the solver has one.
    pub basis: Option<Basis>,
    /// Simplex iterations (of all attempts), or those of interior point and crossover.
    pub iterations: u64,
    /// What was checked.
    pub certificate: Certificate,
}

impl Solution {
    /// The value of a column.
    ///
    /// # Panics
    /// When the column is not of this problem.
    pub fn value(&self, column: ColumnId) -> f64 {
        self.columns[column.0]
    }

    /// The activity of a row.
    ///
    /// # Panics
    /// When the row is not of this problem.
    pub fn activity(&self, row: RowId) -> f64 {
        self.rows[row.0]
    }

    /// The duals.
    ///
    /// # Errors
    /// [`SolveError::NoDuals`] when the solver gave none.
    pub fn duals(&self) -> Result<&Duals, SolveError> {
        self.duals.as_ref().ok_or(SolveError::NoDuals)
    }
}

/// Row duals and reduced costs of a minimisation: by how much the objective rises per unit that a bound rises. A row
/// dual is at least 0 where the lower bound holds and at most 0 where the upper one does; the same for columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Duals {
    /// Row duals, `[row]`, in units of the objective per unit of the row.
    pub rows: Vec<f64>,
    /// Reduced costs `c - A'y`, `[column]`, in units of the objective per unit of the column.
    pub columns: Vec<f64>,
}

impl Duals {
    /// The dual of a row.
    ///
    /// # Panics
    /// When the row is not of this problem.
    pub fn row(&self, row: RowId) -> f64 {
        self.rows[row.0]
    }

    /// The reduced cost of a column.
    ///
    /// # Panics
    /// When the column is not of this problem.
    pub fn column(&self, column: ColumnId) -> f64 {
        self.columns[column.0]
    }
}

/// Where a column or row stands in a basis: one byte each, so that a basis per scenario stays small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Place {
    /// At its lower bound.
    Lower = 0,
    /// In the basis.
    Basic = 1,
    /// At its upper bound.
    Upper = 2,
    /// Free, and at zero.
    Zero = 3,
    /// Out of the basis, at a bound that the solver chooses.
    Nonbasic = 4,
}

/// A basis, to start another solve from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Basis {
    /// `[column]`
    pub columns: Vec<Place>,
    /// `[row]`
    pub rows: Vec<Place>,
}

impl Basis {
    /// How many places are basic: as many as there are rows, unless it needs repair.
    pub fn size(&self) -> usize {
        self.columns.iter().chain(&self.rows).filter(|place| **place == Place::Basic).count()
    }
}

/// The ways in which a linear programme is tried, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Simplex from the basis at hand, or as the options say when there is none.
    First,
    /// The problem loaded anew, then simplex without basis and presolve, with tighter tolerances.
    Scratch,
    /// Interior point and crossover.
    InteriorPoint,
}

impl std::fmt::Display for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::First => "first run",
            Self::Scratch => "simplex from scratch",
            Self::InteriorPoint => "interior point with crossover",
        })
    }
}

/// Why one way gave no answer to stand behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Failure {
    /// The certificate was not accepted.
    Rejected(Rejection),
    /// The solver ended with this status.
    Ended(&'static str),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rejected(rejection) => rejection.fmt(f),
            Self::Ended(status) => write!(f, "the solver ended with `{status}`"),
        }
    }
}

/// One way that was tried in vain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    /// How.
    pub way: Way,
    /// Why it gave no answer.
    pub failure: Failure,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SolveError {
    /// The problem, or a change to it, is not one.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// Every way was tried, and none gave an answer that passed its certificate.
    #[error("no answer could be certified: {}", list(.0))]
    Uncertified(Vec<Attempt>),
    /// The solver refused a call.
    #[error("the solver refused `{call}`")]
    Refused {
        /// The function of the solver.
        call: &'static str,
    },
    /// A basis has another size than the problem.
    #[error("the basis has {columns} columns and {rows} rows, and the problem has other numbers of them")]
    BasisSize {
        /// Columns of the basis.
        columns: usize,
        /// Rows of the basis.
        rows: usize,
    },
    /// An optimum was asked for, and there is none to give.
    #[error("there is no optimum: {0}")]
    NotOptimal(Status),
    /// Duals were asked for, and the solver gave none.
    #[error("the solver gave no duals")]
    NoDuals,
    /// The solver failed in its own words.
    #[error("the solver failed: {0}")]
    Failed(String),
}

fn list(attempts: &[Attempt]) -> String {
    attempts.iter().map(|attempt| format!("{}: {}", attempt.way, attempt.failure)).collect::<Vec<_>>().join("; ")
}
