//! Why there is no answer.

use solve::{ProblemError, SolveError};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BalanceError {
    /// The data are no two-stage programme.
    #[error("the programme cannot be{}: {what}", at(*.future))]
    Programme {
        /// In which future, if it is in one.
        future: Option<usize>,
        /// What is wrong.
        what: String,
    },
    /// No plan keeps all limits of the first stage.
    #[error("no plan keeps all limits: {0}")]
    Infeasible(String),
    /// For some plan no future has an answer, whatever is done later.
    #[error("in future {future} nothing can follow the plan: {why}")]
    NoRecourse {
        /// The future.
        future: usize,
        /// Which limits contradict each other.
        why: String,
    },
    /// It ended before there was a plan that every future can follow.
    #[error("no plan that every future can follow was found in {rounds} rounds")]
    NoPlan {
        /// Rounds done.
        rounds: usize,
    },
    /// The loss falls without end.
    #[error("the loss can be made smaller without end: a bound is missing{}", at(*.future))]
    Unbounded {
        /// In which future, if it is in one.
        future: Option<usize>,
    },
    /// A future could not be solved in any way.
    #[error("future {future} could not be solved: {why}")]
    Future {
        /// The future.
        future: usize,
        /// What was tried.
        why: SolveError,
    },
    /// The master could not be solved in any way.
    #[error("the master programme could not be solved: {0}")]
    Master(SolveError),
    /// The lower bound passed the upper one by more than rounding can explain.
    #[error("the bounds contradict each other: the lower one is {lower} and the upper one {upper}")]
    Bracket {
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// A number was refused.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

fn at(future: Option<usize>) -> String {
    future.map_or_else(String::new, |s| format!(" in future {s}"))
}
