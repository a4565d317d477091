//! Programmes with whole numbers: branch and bound by HiGHS, the point checked, the bound its claim.

use super::ladder::positive;
use super::status::ModelStatus;
use super::{Options, Session};
use crate::certificate::{self, Certificate};
use crate::problem::{ColumnId, Kind, Problem};
use crate::solver::{Attempt, Failure, Limit, Outcome, Solution, SolveError, Way};

/// Searches for the best point with whole numbers.
pub(super) fn search(session: &mut Session) -> Result<Outcome, SolveError> {
    if session.options.time_limit.is_some() {
        session.handle.zero_clocks()?;
    }
    // Presolve pays for branch and bound, however small the problem.
    session.handle.set_string(c"presolve", c"on")?;
    let status = session.handle.run();
    session.handle.set_string(c"presolve", if session.options.presolve { c"on" } else { c"off" })?;
    session.warm = false;
    match status {
        ModelStatus::Optimal | ModelStatus::ModelEmpty => {
            let solution = point(session)?;
            match solution.certificate.verdict_to(session.options.whole_number_gap) {
                Ok(()) => Ok(Outcome::Optimal(solution)),
                Err(rejection) => Err(failed(Failure::Rejected(rejection))),
            }
        }
        ModelStatus::TimeLimit => stopped(session, Limit::Time),
        ModelStatus::IterationLimit | ModelStatus::SolutionLimit => stopped(session, Limit::Iterations),
        ModelStatus::Infeasible => Ok(Outcome::Infeasible { ray: None }),
        ModelStatus::Unbounded => Ok(Outcome::Unbounded { direction: None }),
        ModelStatus::UnboundedOrInfeasible => undecided(session),
        ModelStatus::NotSet
        | ModelStatus::LoadError
        | ModelStatus::ModelError
        | ModelStatus::PresolveError
        | ModelStatus::SolveError
        | ModelStatus::PostsolveError
        | ModelStatus::ObjectiveBound
        | ModelStatus::ObjectiveTarget
        | ModelStatus::Unknown
        | ModelStatus::Interrupt
        | ModelStatus::MemoryLimit
        | ModelStatus::HighsInterrupt => Err(failed(Failure::Ended(status.words()))),
    }
}

fn failed(failure: Failure) -> SolveError {
    SolveError::Uncertified(vec![Attempt { way: Way::First, failure }])
}

fn stopped(session: &Session, limit: Limit) -> Result<Outcome, SolveError> {
    let best = point(session)?;
    Ok(Outcome::Stopped { limit, best: best.certificate.is_feasible().then_some(best) })
}

// Without costs there is no unbounded objective, so the answer says which of the two it is.
fn undecided(session: &Session) -> Result<Outcome, SolveError> {
    let mut problem = session.problem.clone();
    for column in 0..problem.column_count() {
        problem.set_cost(ColumnId(column), 0.0)?;
    }
    match Session::new(problem, &session.options)?.solve()? {
        Outcome::Optimal(_) => Ok(Outcome::Unbounded { direction: None }),
        other => Ok(other),
    }
}

// The point that HiGHS holds, with whole numbers made whole.
fn point(session: &Session) -> Result<Solution, SolveError> {
    let problem = &session.problem;
    let mut columns = vec![0.0; problem.column_count()];
    let (mut reduced, mut rows) = (columns.clone(), vec![0.0; problem.row_count()]);
    let mut duals = rows.clone();
    session.handle.solution(&mut columns, &mut reduced, &mut rows, &mut duals)?;
    let bound = session.handle.info_double(c"mip_dual_bound")?;
    certificate::round(problem, &mut columns);
    let mut found = Certificate::of_claim(problem, &columns, bound);
    if !found.is_feasible()
        && let Some(polished) = polish(problem, &columns)?
    {
        columns = polished;
        found = Certificate::of_claim(problem, &columns, bound);
    }
    Ok(Solution {
        objective: found.primal,
        rows: certificate::activities(problem, &columns),
        columns,
        duals: None,
        basis: None,
        iterations: positive(&session.handle, c"simplex_iteration_count"),
        certificate: found,
    })
}

// Rounding a whole number from 0.99999999 to 1 can break rows: the other columns are chosen anew.
fn polish(problem: &Problem, columns: &[f64]) -> Result<Option<Vec<f64>>, SolveError> {
    let mut fixed = problem.clone();
    for (index, &value) in columns.iter().enumerate() {
        let column = ColumnId(index);
        if problem.kinds()[index] == Kind::Integer && value.is_finite() {
            fixed.set_kind(column, Kind::Continuous)?;
            fixed.set_column_bounds(column, value, value)?;
        }
    }
    if fixed.has_integers() {
        return Ok(None);
    }
    match Session::new(fixed, &Options::default())?.solve() {
        Ok(Outcome::Optimal(solution)) => Ok(Some(solution.columns)),
        Ok(_) | Err(SolveError::Uncertified(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
