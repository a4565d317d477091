//! A problem that stays loaded in HiGHS: changed in place, solved again from the last basis.

use highs_sys::HighsInt;

use super::raw::{Handle, Model, Refused};
use super::{Options, change::Changed, codes::Compressed, codes::places, ladder};
use crate::problem::{Column, ColumnId, Kind, Problem, Row, RowId};
use crate::solver::{Basis, Outcome, SolveError};

impl From<Refused> for SolveError {
    fn from(refused: Refused) -> Self {
        Self::Refused { call: refused.0 }
    }
}

/// A problem loaded in HiGHS.
///
/// Changes are collected and handed over in one go at the next [`Session::solve`], which starts from the last basis.
/// The session keeps the problem, so every answer is held against the data and not against what the solver thinks of
/// them. It cannot be sent to another thread: make one session in each thread.
///
/// ```
/// use solve::{Options, Problem, Session};
///
/// // Sell x at 3 and y at 2 (costs -3 and -2); both pass a border of 4, x a mine of 3.
/// let mut problem = Problem::new();
/// let x = problem.add_column("x", -3.0, 0.0, 3.0)?;
/// let y = problem.add_column("y", -2.0, 0.0, f64::INFINITY)?;
/// let border = problem.add_row("border", f64::NEG_INFINITY, 4.0, &[(x, 1.0), (y, 1.0)])?;
///
/// let mut session = Session::new(problem, &Options::many_small())?;
/// let solution = session.solve()?.optimal()?;
/// assert!((solution.objective + 11.0).abs() < 1e-9);
/// assert!((solution.duals()?.row(border) + 2.0).abs() < 1e-9); // one more unit of the border is worth 2
///
/// session.set_row_bounds(border, f64::NEG_INFINITY, 2.0)?; // the border narrows
/// let solution = session.solve()?.optimal()?; // warm
/// assert!((solution.objective + 6.0).abs() < 1e-9);
/// # Ok::<(), solve::SolveError>(())
/// ```
#[derive(Debug)]
pub struct Session {
    pub(super) problem: Problem,
    pub(super) options: Options,
    pub(super) handle: Handle,
    // Whether HiGHS has a basis to start from.
    pub(super) warm: bool,
    // Whether HiGHS refused a change that the problem has taken in: then it gets the whole problem anew.
    pub(super) stale: bool,
    pub(super) costs: Changed,
    pub(super) column_bounds: Changed,
    pub(super) row_bounds: Changed,
    // Codes of a basis on their way in or out.
    pub(super) column_codes: Vec<HighsInt>,
    pub(super) row_codes: Vec<HighsInt>,
}

impl Session {
    /// Loads a problem.
    ///
    /// # Errors
    /// When HiGHS refuses it, for want of memory or because of an option.
    pub fn new(problem: Problem, options: &Options) -> Result<Self, SolveError> {
        let mut handle = Handle::new()?;
        ladder::prepare(&mut handle, options)?;
        let mut session = Self {
            problem,
            options: options.clone(),
            handle,
            warm: false,
            stale: false,
            costs: Changed::default(),
            column_bounds: Changed::default(),
            row_bounds: Changed::default(),
            column_codes: Vec::new(),
            row_codes: Vec::new(),
        };
        session.pass_model()?;
        Ok(session)
    }

    // Hands over the whole problem; whatever HiGHS had is forgotten.
    pub(super) fn pass_model(&mut self) -> Result<(), SolveError> {
        let problem = &self.problem;
        let compressed = Compressed::rows(problem, 0);
        let integrality: Vec<HighsInt> = if problem.has_integers() {
            problem.kinds().iter().map(|kind| HighsInt::from(*kind == Kind::Integer)).collect()
        } else {
            Vec::new()
        };
        self.handle.load(&Model {
            offset: problem.offset(),
            costs: problem.costs(),
            column_lower: problem.column_lower(),
            column_upper: problem.column_upper(),
            row_lower: problem.row_lower(),
            row_upper: problem.row_upper(),
            entries: compressed.entries(),
            integrality: &integrality,
        })?;
        self.warm = false;
        self.stale = false;
        self.costs.take();
        self.column_bounds.take();
        self.row_bounds.take();
        Ok(())
    }

    /// The problem as it stands, with all changes.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// How HiGHS is run.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Runs HiGHS in another way from now on. Problem and basis stay.
    ///
    /// # Errors
    /// When HiGHS refuses an option.
    pub fn set_options(&mut self, options: &Options) -> Result<(), SolveError> {
        ladder::prepare(&mut self.handle, options)?;
        self.options = options.clone();
        Ok(())
    }

    /// Sets the constant of the objective.
    ///
    /// # Errors
    /// As for [`Problem::set_offset`].
    pub fn set_offset(&mut self, offset: f64) -> Result<(), SolveError> {
        // HiGHS need not know: objectives are added up from the problem, and whole numbers load it anew.
        self.problem.set_offset(offset)?;
        self.stale |= self.problem.has_integers();
        Ok(())
    }

    /// Sets the cost of a column.
    ///
    /// # Errors
    /// As for [`Problem::set_cost`].
    pub fn set_cost(&mut self, column: ColumnId, cost: f64) -> Result<(), SolveError> {
        self.problem.set_cost(column, cost)?;
        self.costs.include(column.0);
        Ok(())
    }

    /// Sets the bounds of a column.
    ///
    /// # Errors
    /// As for [`Problem::set_column_bounds`].
    pub fn set_column_bounds(&mut self, column: ColumnId, lower: f64, upper: f64) -> Result<(), SolveError> {
        self.problem.set_column_bounds(column, lower, upper)?;
        self.column_bounds.include(column.0);
        Ok(())
    }

    /// Sets the bounds of a row.
    ///
    /// # Errors
    /// As for [`Problem::set_row_bounds`].
    pub fn set_row_bounds(&mut self, row: RowId, lower: f64, upper: f64) -> Result<(), SolveError> {
        self.problem.set_row_bounds(row, lower, upper)?;
        self.row_bounds.include(row.0);
        Ok(())
    }

    /// Sets one coefficient.
    ///
    /// # Errors
    /// As for [`Problem::set_entry`].
    pub fn set_entry(&mut self, row: RowId, column: ColumnId, value: f64) -> Result<(), SolveError> {
        self.problem.set_entry(row, column, value)?;
        let result = self.handle.change_entry(row.0, column.0, value);
        self.noted(result)
    }

    /// Makes a column one of whole numbers, or of all numbers.
    ///
    /// # Errors
    /// As for [`Problem::set_kind`].
    pub fn set_kind(&mut self, column: ColumnId, kind: Kind) -> Result<(), SolveError> {
        self.problem.set_kind(column, kind)?;
        let result = self.handle.change_integrality(column.0, kind == Kind::Integer);
        self.noted(result)
    }

    /// Adds rows behind the last one, such as cuts; gives the id of the first. The basis stays: new rows enter it.
    ///
    /// # Errors
    /// As for [`Problem::add_rows`].
    pub fn add_rows(&mut self, rows: &[Row]) -> Result<RowId, SolveError> {
        self.flush()?;
        let first = self.problem.row_count();
        self.problem.add_rows(rows)?;
        let compressed = Compressed::rows(&self.problem, first);
        let (lower, upper) = (&self.problem.row_lower()[first..], &self.problem.row_upper()[first..]);
        let result = self.handle.add_rows(lower, upper, &compressed.entries());
        self.noted(result).map(|()| RowId(first))
    }

    /// Adds columns behind the last one; gives the id of the first. The basis stays: new columns stand at a bound.
    ///
    /// # Errors
    /// As for [`Problem::add_columns`].
    pub fn add_columns(&mut self, columns: &[Column]) -> Result<ColumnId, SolveError> {
        self.flush()?;
        let first = self.problem.column_count();
        self.problem.add_columns(columns)?;
        let compressed = Compressed::columns(columns);
        let (lower, upper) = (&self.problem.column_lower()[first..], &self.problem.column_upper()[first..]);
        let result = self.handle.add_columns(&self.problem.costs()[first..], lower, upper, &compressed.entries());
        self.noted(result)?;
        for (position, column) in columns.iter().enumerate() {
            if column.kind == Kind::Integer {
                let result = self.handle.change_integrality(first + position, true);
                self.noted(result)?;
            }
        }
        Ok(ColumnId(first))
    }

    /// Removes rows, such as cuts that have long been slack. Those that stay move up, so their ids change. The basis
    /// stays usable when the removed rows were slack.
    ///
    /// # Errors
    /// As for [`Problem::remove_rows`].
    pub fn remove_rows(&mut self, rows: &[RowId]) -> Result<(), SolveError> {
        self.flush()?;
        let before = self.problem.row_count();
        self.problem.remove_rows(rows)?;
        let mut marks = vec![0; before];
        for row in rows {
            marks[row.0] = 1;
        }
        let result = self.handle.delete_rows(&mut marks);
        self.noted(result)
    }

    /// The basis of the last solve, or None before the first.
    pub fn basis(&mut self) -> Option<Basis> {
        if !self.warm {
            return None;
        }
        self.column_codes.resize(self.problem.column_count(), 0);
        self.row_codes.resize(self.problem.row_count(), 0);
        self.handle.basis(&mut self.column_codes, &mut self.row_codes).ok()?;
        let basis = Basis { columns: places(&self.column_codes), rows: places(&self.row_codes) };
        // After rows have been removed HiGHS may have none.
        (basis.size() == self.problem.row_count()).then_some(basis)
    }

    /// Starts the next solve from this basis. One that is singular is repaired; a wrong one costs time, not truth.
    ///
    /// # Errors
    /// [`SolveError::BasisSize`], or a refusal by HiGHS.
    pub fn set_basis(&mut self, basis: &Basis) -> Result<(), SolveError> {
        let (columns, rows) = (basis.columns.len(), basis.rows.len());
        if columns != self.problem.column_count() || rows != self.problem.row_count() {
            return Err(SolveError::BasisSize { columns, rows });
        }
        self.flush()?;
        self.column_codes.clear();
        self.column_codes.extend(basis.columns.iter().map(|place| *place as HighsInt));
        self.row_codes.clear();
        self.row_codes.extend(basis.rows.iter().map(|place| *place as HighsInt));
        self.handle.set_basis(&self.column_codes, &self.row_codes)?;
        self.warm = true;
        Ok(())
    }

    /// Forgets basis and solution, so that the next solve starts from scratch. The problem stays.
    ///
    /// # Errors
    /// When HiGHS refuses.
    pub fn clear(&mut self) -> Result<(), SolveError> {
        self.flush()?;
        self.warm = false;
        Ok(self.handle.clear_solver()?)
    }

    /// Solves the problem, from the last basis if there is one.
    ///
    /// An optimum is only given with an accepted certificate; else the problem is solved from scratch, then by interior
    /// point with crossover.
    ///
    /// # Errors
    /// [`SolveError::Uncertified`] when all ways failed; it says which test stopped each.
    pub fn solve(&mut self) -> Result<Outcome, SolveError> {
        self.flush()?;
        ladder::climb(self, true)
    }

    // The same, where a claim that there is no point needs no proof.
    pub(crate) fn solve_unproven(&mut self) -> Result<Outcome, SolveError> {
        self.flush()?;
        ladder::climb(self, false)
    }

    // Passes on how HiGHS took a change that the problem already has.
    fn noted(&mut self, result: Result<(), Refused>) -> Result<(), SolveError> {
        self.stale |= result.is_err();
        Ok(result?)
    }

    // Hands the collected changes to HiGHS.
    fn flush(&mut self) -> Result<(), SolveError> {
        if self.stale {
            return self.pass_model();
        }
        if let Some(range) = self.costs.take() {
            let result = self.handle.change_costs(range.start, &self.problem.costs()[range]);
            self.noted(result)?;
        }
        if let Some(range) = self.column_bounds.take() {
            let (lower, upper) = (self.problem.column_lower(), self.problem.column_upper());
            let result = self.handle.change_column_bounds(range.start, &lower[range.clone()], &upper[range]);
            self.noted(result)?;
        }
        if let Some(range) = self.row_bounds.take() {
            let (lower, upper) = (self.problem.row_lower(), self.problem.row_upper());
            let result = self.handle.change_row_bounds(range.start, &lower[range.clone()], &upper[range]);
            self.noted(result)?;
        }
        Ok(())
    }
}
