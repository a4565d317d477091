//! Small programmes whose answers, duals included, stand in the tests as arithmetic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use solve::{Highs, Micro, Options, Outcome, Problem, Proof, Session, SolveError, Solver, Status};

const NONE: f64 = f64::INFINITY;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-7 * (1.0 + expected.abs()), "{found} is not {expected}");
}

fn both() -> [Box<dyn Solver>; 2] {
    [Box::new(Highs::default()), Box::new(Micro)]
}

/// Two mines (costs 20 and 30, at most 10 each) serve one market that pays 50, through a border for 12.
fn border() -> Problem {
    let mut problem = Problem::new();
    let near = problem.add_column("near mine", 20.0 - 50.0, 0.0, 10.0).unwrap();
    let far = problem.add_column("far mine", 30.0 - 50.0, 0.0, 10.0).unwrap();
    problem.add_row("border", -NONE, 12.0, &[(near, 1.0), (far, 1.0)]).unwrap();
    problem
}

#[test]
fn both_solvers_find_the_optimum() {
    for solver in both() {
        let solution = solver.solve(&border()).unwrap().optimal().unwrap();
        near(solution.objective, -(10.0 * 30.0 + 2.0 * 20.0));
        near(solution.columns[0], 10.0);
        near(solution.columns[1], 2.0);
        near(solution.rows[0], 12.0);
        assert!(solution.certificate.is_feasible(), "{}", solver.name());
    }
}

#[test]
fn duals_say_what_one_more_unit_is_worth() {
    let solution = Highs::default().solve(&border()).unwrap().optimal().unwrap();
    let duals = solution.duals().unwrap();
    // One more unit at the border lets the far mine sell it: 20. One more unit of the near mine displaces the far one: 10.
    near(duals.rows[0], -20.0);
    near(duals.columns[0], -10.0);
    near(duals.columns[1], 0.0);
    assert!(solution.certificate.accepts());
    assert_eq!(solution.certificate.proof, Proof::WeakDuality);
    near(solution.certificate.bound, -340.0);
    assert!(solution.basis.is_some());
    let micro = Micro.solve(&border()).unwrap().optimal().unwrap();
    assert_eq!(micro.duals(), Err(SolveError::NoDuals));
    assert_eq!(micro.certificate.proof, Proof::None);
    assert!(!micro.certificate.accepts());
}

#[test]
fn lower_sides_equalities_ranges_and_the_constant_count() {
    // min 3 + x + 2 y with x + y >= 4, x - y = 1, 0 <= 2 x <= 10: x = 2.5, y = 1.5, objective 8.5.
    let mut problem = Problem::new();
    problem.set_offset(3.0).unwrap();
    let x = problem.add_column("x", 1.0, -NONE, NONE).unwrap();
    let y = problem.add_column("y", 2.0, -NONE, NONE).unwrap();
    let sum = problem.add_row("sum", 4.0, NONE, &[(x, 1.0), (y, 1.0)]).unwrap();
    let difference = problem.add_row("difference", 1.0, 1.0, &[(x, 1.0), (y, -1.0)]).unwrap();
    let range = problem.add_row("range", 0.0, 10.0, &[(x, 2.0)]).unwrap();
    for solver in both() {
        near(solver.solve(&problem).unwrap().optimal().unwrap().objective, 8.5);
    }
    let solution = Highs::default().solve(&problem).unwrap().optimal().unwrap();
    // With sum = s and difference = d: x = (s + d) / 2, y = (s - d) / 2, objective 3 + 1.5 s - 0.5 d.
    let duals = solution.duals().unwrap();
    near(duals.row(sum), 1.5);
    near(duals.row(difference), -0.5);
    near(duals.row(range), 0.0);
}

#[test]
fn whole_numbers_are_whole_and_their_bound_is_a_claim() {
    // Two projects of 5 and 4 with a budget of 6, worth 10 and 7; 0.5 of the first may not be built.
    let mut problem = Problem::new();
    let a = problem.add_integer("a", -10.0, 0.0, 1.0).unwrap();
    let b = problem.add_integer("b", -7.0, 0.0, 3.0).unwrap();
    let rest = problem.add_column("rest", -1.0, 0.0, NONE).unwrap();
    problem.add_row("budget", -NONE, 9.5, &[(a, 5.0), (b, 4.0), (rest, 1.0)]).unwrap();
    for solver in both() {
        let solution = solver.solve(&problem).unwrap().optimal().unwrap();
        near(solution.objective, -17.5);
        near(solution.certificate.integrality_violation, 0.0);
        assert_eq!(solution.certificate.proof, Proof::Claim);
        assert!(solution.certificate.accepts(), "{:?}", solution.certificate);
        assert!(solution.duals().is_err());
    }
}

#[test]
fn infeasible_and_unbounded_are_told_apart() {
    for solver in both() {
        let mut problem = border();
        let [near_mine, far_mine] = [0, 1].map(solve::ColumnId);
        problem.add_row("contract", 25.0, NONE, &[(near_mine, 1.0), (far_mine, 1.0)]).unwrap();
        assert_eq!(solver.solve(&problem).unwrap().status(), Status::Infeasible, "{}", solver.name());

        let mut problem = border();
        problem.add_column("no limit", -1.0, 0.0, NONE).unwrap();
        assert_eq!(solver.solve(&problem).unwrap().status(), Status::Unbounded, "{}", solver.name());
        let error = solver.solve(&problem).unwrap().optimal().unwrap_err();
        assert_eq!(error.to_string(), "there is no optimum: the objective can be improved without end");
    }
}

#[test]
fn a_contradiction_comes_with_a_proof() {
    let mut problem = border();
    let [near_mine, far_mine] = [0, 1].map(solve::ColumnId);
    problem.add_row("contract", 15.0, NONE, &[(near_mine, 1.0), (far_mine, 1.0)]).unwrap();
    for options in [Options::default(), Options::many_small()] {
        let mut session = Session::new(problem.clone(), &options).unwrap();
        let Outcome::Infeasible { ray: Some(ray) } = session.solve().unwrap() else { panic!("a proof") };
        assert!(solve::certificate::infeasibility(&problem, &ray) > 0.0);
        // The session goes on from there.
        session.set_row_bounds(solve::RowId(1), 11.0, NONE).unwrap();
        near(session.solve().unwrap().optimal().unwrap().objective, -340.0);
    }
}

#[test]
fn the_direction_of_an_unbounded_objective_is_given() {
    let mut problem = Problem::new();
    let x = problem.add_column("x", -1.0, 0.0, NONE).unwrap();
    let y = problem.add_column("y", 0.0, 0.0, NONE).unwrap();
    problem.add_row("balance", 0.0, 0.0, &[(x, 1.0), (y, -1.0)]).unwrap();
    let Outcome::Unbounded { direction: Some(direction) } = Highs::default().solve(&problem).unwrap() else {
        panic!("a direction")
    };
    assert!(direction[0] > 0.0 && (direction[0] - direction[1]).abs() < 1e-9, "{direction:?}");
}

#[test]
fn problems_without_rows_or_columns_have_answers() {
    for solver in both() {
        let mut problem = Problem::new();
        problem.set_offset(7.0).unwrap();
        near(solver.solve(&problem).unwrap().optimal().unwrap().objective, 7.0);

        problem.add_column("alone", 2.0, 3.0, 4.0).unwrap();
        near(solver.solve(&problem).unwrap().optimal().unwrap().objective, 13.0);

        problem.add_row("nothing", -1.0, 1.0, &[]).unwrap();
        near(solver.solve(&problem).unwrap().optimal().unwrap().objective, 13.0);

        problem.add_row("impossible", 1.0, NONE, &[]).unwrap();
        assert_eq!(solver.solve(&problem).unwrap().status(), Status::Infeasible, "{}", solver.name());

        let mut problem = Problem::new();
        problem.add_row("impossible", -NONE, -1.0, &[]).unwrap();
        assert_eq!(solver.solve(&problem).unwrap().status(), Status::Infeasible, "{}", solver.name());
    }
}

#[test]
fn limits_of_time_and_iterations_stop_a_solve() {
    let mut problem = Problem::new();
    let columns: Vec<_> = (0..60_u32)
        .map(|j| problem.add_column("", -1.0 - f64::from(j % 7), 0.0, 10.0 + f64::from(j % 5)).unwrap())
        .collect();
    for r in 0..40 {
        let entries: Vec<_> =
            columns.iter().enumerate().filter(|(j, _)| (r * 7 + j * 3) % 11 < 4).map(|(_, c)| (*c, 1.0)).collect();
        problem.add_row("", -NONE, 20.0, &entries).unwrap();
    }
    let options = Options { iteration_limit: Some(2), ..Options::many_small() };
    let outcome = Session::new(problem.clone(), &options).unwrap().solve().unwrap();
    assert_eq!(outcome.status(), Status::Stopped(solve::Limit::Iterations));
    let options = Options { time_limit: Some(std::time::Duration::ZERO), ..Options::many_small() };
    let outcome = Session::new(problem, &options).unwrap().solve().unwrap();
    assert_eq!(outcome.status(), Status::Stopped(solve::Limit::Time));
}
