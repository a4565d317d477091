//! The extensive form: all futures in one programme, solved as a whole. It is the referee of decomposition on small
//! programmes, and the way for those that decomposition does not take: more than two periods, whole numbers later on,
//! or random entries of the recourse.
//!
//! `CVaR_alpha` enters by the rows of Rockafellar and Uryasev: `(1 - lambda) E[L] + lambda (eta + E[xi] / (1 - alpha))`
//! with `xi_s >= L_s - eta` and `xi_s >= 0`. When lambda is 0 there are none.

use serde::{Deserialize, Serialize};
use solve::{ColumnId, Highs, Limit, Options, Outcome, Problem, ProblemError, Proof, SolveError, Solver, infeasible};

use crate::error::BalanceError;
use crate::risk::{Measured, Risk};

mod programme;
mod tree;

pub use programme::of_programme;
pub use tree::of_tree;

// Up to this many rows it is worth while to say which limits contradict each other.
const MOST_EXPLAINED: usize = 5_000;

/// Why the extensive form has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExtensiveError {
    /// The programme, the risk or a number is none that can be solved.
    #[error(transparent)]
    Programme(#[from] BalanceError),
    /// No plan keeps all limits in every future.
    #[error("no plan keeps all limits: {0}")]
    Infeasible(String),
    /// The loss falls without end.
    #[error("the loss can be made smaller without end: a bound is missing")]
    Unbounded,
    /// The solver was stopped before it had any answer.
    #[error("the solver was stopped before it had any answer")]
    Stopped(Limit),
    /// The solver gave no answer to stand behind.
    #[error("the extensive form could not be solved: {0}")]
    Solver(#[from] SolveError),
}

impl From<ProblemError> for ExtensiveError {
    fn from(error: ProblemError) -> Self {
        Self::Programme(error.into())
    }
}

/// The answer of an extensive form.
#[derive(Debug, Clone, PartialEq)]
pub struct Extensive {
    /// `(1 - lambda) E + lambda CVaR` of the plan found.
    pub objective: f64,
    /// A lower bound of the optimum.
    pub bound: f64,
    /// Where the bound comes from: weak duality, or with whole numbers the solver's claim.
    pub proof: Proof,
    /// What is decided now, in the order of the first stage's columns.
    pub first: Vec<f64>,
    /// The losses, one for each future or leaf. With lambda = 1 those outside the tail are not the smallest possible
    /// ones, because nothing in the objective hangs on them.
    pub losses: Vec<f64>,
    /// Their probabilities.
    pub probabilities: Vec<f64>,
    /// The measures of these losses.
    pub measured: Measured,
    /// The limit that ended the search, if one did; the answer is the best so far then.
    pub limit: Option<Limit>,
}

/// A loss as a function of the columns.
#[derive(Debug, Clone, PartialEq, Default)]
struct Loss {
    constant: f64,
    terms: Vec<(ColumnId, f64)>,
}

/// An extensive form, ready to be solved.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    problem: Problem,
    risk: Risk,
    first: usize,
    probabilities: Vec<f64>,
    losses: Vec<Loss>,
}

/// The size of an extensive form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Entries that are not zero.
    pub entries: usize,
    /// Futures, or leaves.
    pub futures: usize,
}

impl Form {
    // Adds the rows and columns of risk to a problem that has the costs of the mean, times 1 - lambda.
    fn new(
        mut problem: Problem,
        risk: Risk,
        first: usize,
        probabilities: Vec<f64>,
        losses: Vec<Loss>,
    ) -> Result<Self, ProblemError> {
        if risk.lambda > 0.0 {
            let eta = problem.add_column("eta", risk.lambda, f64::NEG_INFINITY, f64::INFINITY)?;
            for (s, (loss, probability)) in losses.iter().zip(&probabilities).enumerate() {
                let price = risk.lambda * probability / (1.0 - risk.alpha);
                let above = problem.add_column(format!("xi {s}"), price, 0.0, f64::INFINITY)?;
                let mut entries = vec![(eta, 1.0), (above, 1.0)];
                entries.extend(loss.terms.iter().map(|(column, cost)| (*column, -cost)));
                problem.add_row(format!("loss {s}"), loss.constant, f64::INFINITY, &entries)?;
            }
        }
        Ok(Self { problem, risk, first, probabilities, losses })
    }

    /// The programme. Its first columns are those that are decided now.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Its size.
    pub fn size(&self) -> Size {
        Size {
            rows: self.problem.row_count(),
            columns: self.problem.column_count(),
            entries: self.problem.entry_count(),
            futures: self.losses.len(),
        }
    }

    /// Fixes what is decided now, so that a plan is judged and none is sought.
    ///
    /// # Errors
    /// When the plan has another number of columns, or a value that is no number.
    pub fn fix(&mut self, plan: &[f64]) -> Result<(), ExtensiveError> {
        if plan.len() != self.first {
            let what = format!("a plan of {} columns instead of {}", plan.len(), self.first);
            return Err(BalanceError::Programme { future: None, what }.into());
        }
        for (column, value) in plan.iter().enumerate() {
            self.problem.set_column_bounds(ColumnId(column), *value, *value)?;
        }
        Ok(())
    }

    /// Solves it with HiGHS. For large ones without whole numbers [`Options::interior_point`] is often much faster.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn solve(&self, options: &Options) -> Result<Extensive, ExtensiveError> {
        let solver = Highs { options: options.clone() };
        let (solution, limit) = match solver.solve(&self.problem)? {
            Outcome::Optimal(solution) => (solution, None),
            Outcome::Stopped { limit, best: Some(best) } => (best, Some(limit)),
            Outcome::Stopped { limit, best: None } => return Err(ExtensiveError::Stopped(limit)),
            Outcome::Unbounded { .. } => return Err(ExtensiveError::Unbounded),
            Outcome::Infeasible { .. } => return Err(ExtensiveError::Infeasible(self.conflict())),
        };
        let loss = |loss: &Loss| {
            loss.constant + loss.terms.iter().map(|(column, cost)| cost * solution.columns[column.0]).sum::<f64>()
        };
        let losses: Vec<f64> = self.losses.iter().map(loss).collect();
        Ok(Extensive {
            objective: solution.objective,
            bound: solution.certificate.bound,
            proof: solution.certificate.proof,
            first: solution.columns[..self.first].to_vec(),
            measured: self.risk.of(&losses, &self.probabilities),
            losses,
            probabilities: self.probabilities.clone(),
            limit,
        })
    }

    fn conflict(&self) -> String {
        let unnamed = || "the rows and bounds contradict each other".to_owned();
        if self.problem.row_count() > MOST_EXPLAINED {
            return unnamed();
        }
        match infeasible::conflict(&self.problem) {
            Ok(Some(conflict)) => conflict.to_string(),
            Ok(None) => "no whole numbers keep the rows".to_owned(),
            Err(_) => unnamed(),
        }
    }
}
