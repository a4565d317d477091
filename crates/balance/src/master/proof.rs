//! What is believed of an engine's answer to the master, and which bounds may hold it.

use solve::certificate::{RELATIVE_GAP, infeasibility};
use solve::{Certificate, ColumnId, Outcome, RowId, Solution, SolveError, Status};

use super::{GAIN, Master};
use crate::engine::ACCEPTED;
use crate::error::BalanceError;

impl Master {
    pub(super) fn solve(&mut self) -> Result<Option<(Solution, Certificate)>, BalanceError> {
        let mut last = SolveError::NoDuals;
        for attempt in 0..3 {
            let outcome = match attempt {
                0 => self.engine.solve(),
                1 => self.engine.clear().and_then(|()| self.engine.solve()),
                _ => {
                    let options = solve::Options { interior_point: true, ..solve::Options::default() };
                    solve::Solver::solve(&solve::Highs { options }, self.engine.problem())
                }
            };
            match outcome {
                Ok(Outcome::Optimal(solution)) => {
                    last = SolveError::NotOptimal(Status::Optimal);
                    if let Some(certificate) = self.certificate(&solution) {
                        return Ok(Some((solution, certificate)));
                    }
                }
                Ok(Outcome::Infeasible { ray }) if attempt == 2 || self.is_proof(ray.as_deref()) => return Ok(None),
                Ok(other) => last = SolveError::NotOptimal(other.status()),
                Err(error) => last = error,
            }
        }
        match last {
            SolveError::NotOptimal(Status::Unbounded) => Err(BalanceError::Unbounded { future: None }),
            last => Err(BalanceError::Master(last)),
        }
    }

    fn is_proof(&self, ray: Option<&[f64]>) -> bool {
        let problem = self.engine.problem();
        ray.is_some_and(|ray| ray.len() == problem.row_count() && infeasibility(problem, ray) > RELATIVE_GAP)
    }

    // What an engine calls optimal, held against the programme itself; `None` when it does not stand up.
    fn certificate(&self, solution: &Solution) -> Option<Certificate> {
        let problem = self.engine.problem();
        if solution.columns.len() != problem.column_count() || solution.rows.len() != problem.row_count() {
            return None;
        }
        let found = match &solution.duals {
            Some(duals) if duals.rows.len() == problem.row_count() => {
                Certificate::of_pair(problem, &solution.columns, &duals.rows)
            }
            None if self.whole => Certificate::of_claim(problem, &solution.columns, solution.certificate.bound),
            _ => return None,
        };
        found.verdict_within(1e-7, ACCEPTED).is_ok().then_some(found)
    }

    // Bounds that no data give and that hold the solution: it stands at them, and would gain beyond. When there is none,
    // the optimum is the one without these bounds, because the programme is convex.
    pub(super) fn held(&self, solution: &Solution) -> Vec<(usize, bool)> {
        let problem = self.engine.problem();
        let losses =
            if self.whole { 0..0 } else { self.columns..self.columns + 1 + self.cells.count() + self.cells.singles() };
        let mut at: Vec<(usize, bool)> =
            losses.map(|column| (column, true)).chain(self.assumed.iter().copied()).collect();
        at.retain(|(column, is_upper)| {
            let bound = if *is_upper { problem.column_upper()[*column] } else { problem.column_lower()[*column] };
            bound.is_finite() && (solution.columns[*column] - bound).abs() <= 1e-6 * (1.0 + bound.abs())
        });
        if let (Some(duals), false) = (&solution.duals, at.is_empty()) {
            let mut reduced = problem.costs().to_vec();
            for (r, dual) in duals.rows.iter().enumerate().filter(|(_, dual)| **dual != 0.0) {
                let (columns, values) = problem.entries(RowId(r));
                for (column, value) in columns.iter().zip(values) {
                    reduced[*column as usize] -= dual * value;
                }
            }
            let gains = |column: usize, is_upper: bool| if is_upper { -reduced[column] } else { reduced[column] };
            at.retain(|(column, is_upper)| gains(*column, *is_upper) > GAIN);
        }
        at
    }

    // Raises upper bounds of losses; whether there was one to raise.
    pub(super) fn lift(&mut self, columns: impl Iterator<Item = usize>, times: f64) -> Result<bool, BalanceError> {
        let last = self.columns + 1 + self.cells.count() + self.cells.singles();
        let mut lifted = false;
        for column in columns.filter(|column| *column < last) {
            let (lower, upper) =
                (self.engine.problem().column_lower()[column], self.engine.problem().column_upper()[column]);
            if upper.is_finite() {
                let higher = upper + times * (1.0 + upper.abs() + (upper - lower));
                self.engine.set_column_bounds(ColumnId(column), lower, higher).map_err(BalanceError::Master)?;
                lifted = true;
            }
        }
        Ok(lifted)
    }
}
