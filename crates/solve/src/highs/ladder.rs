//! From a run of HiGHS to an answer that can be stood behind: every status is matched, every optimum needs an accepted
//! certificate, and what fails one way is tried the next.
//!
//! Warm starts do fail: HiGHS has ended `unknown` after a change of costs where a cold start succeeds, and `optimal` with
//! a wrong value after a basis was set (its issues 3194 and 3294).

use std::ffi::CStr;

use super::raw::{Handle, Refused};
use super::status::ModelStatus;
use super::{Options, Session, whole};
use crate::certificate::{self, Certificate};
use crate::infeasible;
use crate::problem::Problem;
use crate::solver::{Attempt, Duals, Failure, Limit, Outcome, Solution, SolveError, Way};

// The tightest tolerance that HiGHS takes.
const TIGHT: f64 = 1e-10;

/// Sets the options that stay for the life of a session.
pub(super) fn prepare(handle: &mut Handle, options: &Options) -> Result<(), Refused> {
    handle.set_bool(c"output_flag", false)?;
    handle.set_int(c"threads", 1)?;
    handle.set_string(c"parallel", c"off")?;
    handle.set_int(c"random_seed", 1)?;
    handle.set_int(c"simplex_strategy", 1)?;
    handle.set_double(c"time_limit", options.time_limit.map_or(f64::INFINITY, |limit| limit.as_secs_f64()))?;
    let iterations = options.iteration_limit.map_or(i32::MAX, |limit| i32::try_from(limit).unwrap_or(i32::MAX));
    handle.set_int(c"simplex_iteration_limit", iterations)?;
    // Half of what is accepted, because the two sides divide by different things.
    handle.set_double(c"mip_rel_gap", options.whole_number_gap / 2.0)?;
    handle.set_double(c"mip_abs_gap", 0.0)?;
    handle.set_double(c"mip_feasibility_tolerance", certificate::VIOLATION / 10.0)?;
    way_options(handle, options, Way::First)
}

// Sets the options in which the ways differ.
fn way_options(handle: &mut Handle, options: &Options, way: Way) -> Result<(), Refused> {
    let (solver, presolve, tolerance) = match way {
        Way::First => (c"simplex", options.presolve, options.tolerance),
        Way::Scratch => (c"simplex", false, TIGHT),
        Way::InteriorPoint => (c"ipx", true, options.tolerance),
    };
    handle.set_string(c"solver", solver)?;
    // 1 is Devex; -1 leaves the choice to HiGHS.
    let weights = if options.devex && way == Way::First { 1 } else { -1 };
    handle.set_int(c"simplex_dual_edge_weight_strategy", weights)?;
    handle.set_string(c"run_crossover", c"on")?;
    handle.set_string(c"presolve", if presolve { c"on" } else { c"off" })?;
    handle.set_double(c"primal_feasibility_tolerance", tolerance)?;
    handle.set_double(c"dual_feasibility_tolerance", tolerance)
}

// How one way ended.
enum Step {
    Done(Outcome),
    // The solver says so, and nothing proves it yet.
    Claimed(Outcome),
    Failed(Failure),
}

/// Solves the problem of a session by the first way that gives an answer to stand behind. With `prove`, a claim that
/// there is no point is proven or refuted by the elastic programme; that one itself always has a point.
pub(super) fn climb(session: &mut Session, prove: bool) -> Result<Outcome, SolveError> {
    if session.problem.column_count() == 0 {
        return Ok(without_columns(&session.problem));
    }
    if session.problem.has_integers() {
        return whole::search(session);
    }
    let mut attempts = Vec::new();
    let mut iterations = 0;
    for way in [Way::First, Way::Scratch, Way::InteriorPoint] {
        let status = run(session, way)?;
        let mut step = judge(session, status, &mut iterations)?;
        if prove && way == Way::Scratch && matches!(step, Step::Claimed(Outcome::Infeasible { .. })) {
            step = match infeasible::proof(&session.problem) {
                Ok(Some(ray)) => Step::Done(Outcome::Infeasible { ray: Some(ray) }),
                Ok(None) => Step::Failed(Failure::Ended(status.words())),
                // Then it stays a claim.
                Err(SolveError::Uncertified(_) | SolveError::NotOptimal(_)) => step,
                Err(error) => return Err(error),
            };
        }
        match (step, way) {
            (Step::Done(outcome), _) | (Step::Claimed(outcome), Way::Scratch | Way::InteriorPoint) => {
                return Ok(outcome);
            }
            (Step::Claimed(_), Way::First) => attempts.push(Attempt { way, failure: Failure::Ended(status.words()) }),
            (Step::Failed(failure), _) => attempts.push(Attempt { way, failure }),
        }
    }
    Err(SolveError::Uncertified(attempts))
}

fn run(session: &mut Session, way: Way) -> Result<ModelStatus, SolveError> {
    if way != Way::First {
        // The whole problem anew, in case it is a change in place that went wrong.
        session.pass_model()?;
    }
    let way =
        if way == Way::First && session.options.interior_point && !session.warm { Way::InteriorPoint } else { way };
    if way != Way::First {
        way_options(&mut session.handle, &session.options, way)?;
    }
    if session.options.time_limit.is_some() {
        session.handle.zero_clocks()?;
    }
    let status = session.handle.run();
    if way != Way::First {
        way_options(&mut session.handle, &session.options, Way::First)?;
    }
    session.warm = session.handle.info_int(c"basis_validity")? == 1;
    Ok(status)
}

fn judge(session: &mut Session, status: ModelStatus, iterations: &mut u64) -> Result<Step, SolveError> {
    *iterations += [c"simplex_iteration_count", c"ipm_iteration_count", c"crossover_iteration_count"]
        .into_iter()
        .map(|name| positive(&session.handle, name))
        .sum::<u64>();
    Ok(match status {
        ModelStatus::Optimal | ModelStatus::ModelEmpty => {
            let solution = point(session, *iterations)?;
            match solution.certificate.verdict_within(session.options.relative_gap, session.options.violation) {
                Ok(()) => Step::Done(Outcome::Optimal(solution)),
                Err(rejection) => Step::Failed(Failure::Rejected(rejection)),
            }
        }
        ModelStatus::Infeasible => match proof_of_infeasibility(session)? {
            Some(ray) => Step::Done(Outcome::Infeasible { ray: Some(ray) }),
            None => Step::Claimed(Outcome::Infeasible { ray: None }),
        },
        ModelStatus::Unbounded => {
            let mut direction = vec![0.0; session.problem.column_count()];
            let has = session.handle.primal_ray(&mut direction)?;
            Step::Claimed(Outcome::Unbounded { direction: has.then_some(direction) })
        }
        ModelStatus::TimeLimit => Step::Done(stopped(session, Limit::Time, *iterations)?),
        ModelStatus::IterationLimit => Step::Done(stopped(session, Limit::Iterations, *iterations)?),
        ModelStatus::NotSet
        | ModelStatus::LoadError
        | ModelStatus::ModelError
        | ModelStatus::PresolveError
        | ModelStatus::SolveError
        | ModelStatus::PostsolveError
        | ModelStatus::UnboundedOrInfeasible
        | ModelStatus::ObjectiveBound
        | ModelStatus::ObjectiveTarget
        | ModelStatus::Unknown
        | ModelStatus::SolutionLimit
        | ModelStatus::Interrupt
        | ModelStatus::MemoryLimit
        | ModelStatus::HighsInterrupt => Step::Failed(Failure::Ended(status.words())),
    })
}

pub(super) fn positive(handle: &Handle, name: &CStr) -> u64 {
    handle.info_int(name).ok().and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
}

// The point that HiGHS holds, with its certificate.
fn point(session: &mut Session, iterations: u64) -> Result<Solution, SolveError> {
    let (columns, rows) = (session.problem.column_count(), session.problem.row_count());
    let (mut values, mut activities) = (vec![0.0; columns], vec![0.0; rows]);
    let mut duals = Duals { rows: vec![0.0; rows], columns: vec![0.0; columns] };
    session.handle.solution(&mut values, &mut duals.columns, &mut activities, &mut duals.rows)?;
    let certificate = Certificate::of_pair(&session.problem, &values, &duals.rows);
    Ok(Solution {
        objective: certificate.primal,
        columns: values,
        rows: activities,
        duals: Some(duals),
        basis: session.basis(),
        iterations,
        certificate,
    })
}

fn stopped(session: &mut Session, limit: Limit, iterations: u64) -> Result<Outcome, SolveError> {
    let best = point(session, iterations)?;
    Ok(Outcome::Stopped { limit, best: best.certificate.is_feasible().then_some(best) })
}

// A ray that weak duality accepts. Solvers differ in its sign.
fn proof_of_infeasibility(session: &Session) -> Result<Option<Vec<f64>>, SolveError> {
    let mut ray = vec![0.0; session.problem.row_count()];
    if !session.handle.dual_ray(&mut ray)? {
        return Ok(None);
    }
    for _ in 0..2 {
        if certificate::infeasibility(&session.problem, &ray) > certificate::RELATIVE_GAP {
            return Ok(Some(ray));
        }
        for value in &mut ray {
            *value = -*value;
        }
    }
    Ok(None)
}

// HiGHS has no opinion on rows without columns.
fn without_columns(problem: &Problem) -> Outcome {
    let rows = problem.row_count();
    for row in 0..rows {
        let (lower, upper) = (problem.row_lower()[row], problem.row_upper()[row]);
        if lower > 0.0 || upper < 0.0 {
            let mut ray = vec![0.0; rows];
            ray[row] = if lower > 0.0 { 1.0 } else { -1.0 };
            return Outcome::Infeasible { ray: Some(ray) };
        }
    }
    let duals = Duals { rows: vec![0.0; rows], columns: Vec::new() };
    Outcome::Optimal(Solution {
        objective: problem.offset(),
        columns: Vec::new(),
        rows: vec![0.0; rows],
        certificate: Certificate::of_pair(problem, &[], &duals.rows),
        duals: Some(duals),
        basis: None,
        iterations: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ColumnId;

    // min -3 x - 2 y with x <= 3, x + y <= 4: -11.
    fn session() -> Session {
        let mut problem = Problem::new();
        let x = problem.add_column("x", -3.0, 0.0, 3.0).unwrap();
        let y = problem.add_column("y", -2.0, 0.0, f64::INFINITY).unwrap();
        problem.add_row("border", f64::NEG_INFINITY, 4.0, &[(x, 1.0), (y, 1.0)]).unwrap();
        Session::new(problem, &Options::many_small()).unwrap()
    }

    #[test]
    fn every_way_ends_in_an_accepted_optimum() {
        for way in [Way::First, Way::Scratch, Way::InteriorPoint] {
            let mut session = session();
            let status = run(&mut session, way).unwrap();
            let Step::Done(Outcome::Optimal(solution)) = judge(&mut session, status, &mut 0).unwrap() else {
                panic!("an optimum by {way}")
            };
            assert!((solution.objective + 11.0).abs() < 1e-9);
            assert!(solution.basis.is_some(), "a basis by {way}");
        }
    }

    #[test]
    fn an_optimum_of_another_problem_is_not_believed() {
        let mut session = session();
        assert!(session.solve().unwrap().optimal().is_ok());
        // HiGHS does not learn that the cost changed, and answers `optimal` with the old point.
        session.problem.set_cost(ColumnId(1), -5.0).unwrap();
        let status = run(&mut session, Way::First).unwrap();
        assert_eq!(status, ModelStatus::Optimal);
        let step = judge(&mut session, status, &mut 0).unwrap();
        assert!(matches!(step, Step::Failed(Failure::Rejected(_))));
        // The next way loads the problem anew.
        let solution = session.solve().unwrap().optimal().unwrap();
        assert!((solution.objective + 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_failure_tells_every_way_and_its_test() {
        let rejection = certificate::Rejection { test: certificate::Test::Gap, value: 3e-4, limit: 1e-9 };
        let error = SolveError::Uncertified(vec![
            Attempt { way: Way::First, failure: Failure::Rejected(rejection) },
            Attempt { way: Way::Scratch, failure: Failure::Ended(ModelStatus::Unknown.words()) },
        ]);
        assert_eq!(
            error.to_string(),
            "no answer could be certified: first run: the relative gap between primal and dual value is 3.0e-4, and \
             1e-9 is accepted; simplex from scratch: the solver ended with `unknown`"
        );
    }
}
