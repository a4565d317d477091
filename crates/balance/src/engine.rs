//! The solver behind the method, as a seam: the method trusts no engine, and tests put faulty ones in.

use solve::{Basis, ColumnId, Options, Outcome, Problem, Row, RowId, Session, SolveError};

/// A linear programme that stays loaded, is changed in place and solved again.
pub trait Engine {
    /// Sets the cost of a column.
    ///
    /// # Errors
    /// When the number is refused.
    fn set_cost(&mut self, column: ColumnId, cost: f64) -> Result<(), SolveError>;

    /// Sets the sides of a row.
    ///
    /// # Errors
    /// When the numbers are refused.
    fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) -> Result<(), SolveError>;

    /// Sets the bounds of a column.
    ///
    /// # Errors
    /// When the numbers are refused.
    fn set_column_bounds(&mut self, column: ColumnId, lower: f64, upper: f64) -> Result<(), SolveError>;

    /// Adds rows behind the last one.
    ///
    /// # Errors
    /// When a row is refused.
    fn add_rows(&mut self, rows: &[Row]) -> Result<(), SolveError>;

    /// Removes rows; those that stay move up.
    ///
    /// # Errors
    /// When a row does not exist.
    fn remove_rows(&mut self, rows: &[RowId]) -> Result<(), SolveError>;

    /// The programme as it stands.
    fn problem(&self) -> &Problem;

    /// Starts the next solve from this basis.
    ///
    /// # Errors
    /// When it has the wrong size.
    fn set_basis(&mut self, basis: &Basis) -> Result<(), SolveError>;

    /// Forgets the basis.
    ///
    /// # Errors
    /// When the solver refuses.
    fn clear(&mut self) -> Result<(), SolveError>;

    /// Solves the programme as it stands.
    ///
    /// # Errors
    /// When there is no answer.
    fn solve(&mut self) -> Result<Outcome, SolveError>;
}

/// Makes engines, one for each block of futures. Shared between threads.
pub trait Engines: Sync {
    /// Loads a programme.
    ///
    /// # Errors
    /// When it cannot be loaded.
    fn load(&self, problem: Problem) -> Result<Box<dyn Engine>, SolveError>;
}

impl Engine for Session {
    fn set_cost(&mut self, column: ColumnId, cost: f64) -> Result<(), SolveError> {
        Session::set_cost(self, column, cost)
    }

    fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) -> Result<(), SolveError> {
        Session::set_row_bounds(self, row, lower, upper)
    }

    fn set_column_bounds(&mut self, column: ColumnId, lower: f64, upper: f64) -> Result<(), SolveError> {
        Session::set_column_bounds(self, column, lower, upper)
    }

    fn add_rows(&mut self, rows: &[Row]) -> Result<(), SolveError> {
        Session::add_rows(self, rows).map(|_| ())
    }

    fn remove_rows(&mut self, rows: &[RowId]) -> Result<(), SolveError> {
        Session::remove_rows(self, rows)
    }

    fn problem(&self) -> &Problem {
        Session::problem(self)
    }

    fn set_basis(&mut self, basis: &Basis) -> Result<(), SolveError> {
        Session::set_basis(self, basis)
    }

    fn clear(&mut self) -> Result<(), SolveError> {
        Session::clear(self)
    }

    fn solve(&mut self) -> Result<Outcome, SolveError> {
        Session::solve(self)
    }
}

/// The largest violation that the master takes: its plan is only a proposal, and its bound rests on duals alone.
pub(crate) const ACCEPTED: f64 = 1e-5;

/// `HiGHS`, one session for each block.
#[derive(Debug, Clone, Copy, Default)]
pub struct Highs;

impl Engines for Highs {
    fn load(&self, problem: Problem) -> Result<Box<dyn Engine>, SolveError> {
        // Every answer is held against the data again, and bounds follow from duals, not from what was accepted.
        Ok(Box::new(Session::new(
            problem,
            &Options { relative_gap: 1e-7, violation: ACCEPTED, ..Options::warm_starts() },
        )?))
    }
}
