//! A session that is changed in place gives what the changed problem gives from scratch.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use solve::{Basis, Column, ColumnId, Highs, Options, Place, Problem, Row, RowId, Session, SolveError, Solver};

const NONE: f64 = f64::INFINITY;

// Three mines, two borders, one market.
fn start() -> Problem {
    let mut problem = Problem::new();
    for (mine, cost) in [("a", -5.0), ("b", -4.0), ("c", -3.0)] {
        problem.add_column(mine, cost, 0.0, 6.0).unwrap();
    }
    let [a, b, c] = [0, 1, 2].map(ColumnId);
    problem.add_row("east", -NONE, 7.0, &[(a, 1.0), (b, 1.0)]).unwrap();
    problem.add_row("west", -NONE, 5.0, &[(b, 1.0), (c, 1.0)]).unwrap();
    problem
}

fn same_as_from_scratch(session: &mut Session) -> f64 {
    let warm = session.solve().unwrap().optimal().unwrap();
    let cold = Highs::default().solve(session.problem()).unwrap().optimal().unwrap();
    assert!(warm.certificate.accepts());
    assert!((warm.objective - cold.objective).abs() < 1e-9, "{} and {}", warm.objective, cold.objective);
    warm.objective
}

#[test]
fn every_change_is_seen_by_the_next_solve() {
    let mut session = Session::new(start(), &Options::many_small()).unwrap();
    let [a, b, c] = [0, 1, 2].map(ColumnId);
    // a = 6, b = 1, c = 4.
    assert!((same_as_from_scratch(&mut session) + 46.0).abs() < 1e-9);

    session.set_row_bounds(RowId(0), -NONE, 3.0).unwrap();
    session.set_cost(c, -9.0).unwrap();
    session.set_column_bounds(a, 1.0, 2.0).unwrap();
    same_as_from_scratch(&mut session);

    session.set_entry(RowId(1), c, 2.0).unwrap();
    same_as_from_scratch(&mut session);

    let cut =
        |upper, entries: &[(ColumnId, f64)]| Row { name: "cut".into(), lower: -NONE, upper, entries: entries.to_vec() };
    let first = session.add_rows(&[cut(2.5, &[(a, 1.0), (c, 1.0)]), cut(100.0, &[(b, 1.0)])]).unwrap();
    assert_eq!(first, RowId(2));
    same_as_from_scratch(&mut session);

    let column =
        Column { cost: -20.0, upper: 3.0, entries: vec![(RowId(2), 1.0), (RowId(0), 0.5)], ..Column::default() };
    assert_eq!(session.add_columns(&[column]).unwrap(), ColumnId(3));
    same_as_from_scratch(&mut session);

    session.set_row_bounds(RowId(2), -NONE, 2.0).unwrap();
    session.remove_rows(&[RowId(3), RowId(1)]).unwrap();
    assert_eq!(session.problem().row_count(), 2);
    same_as_from_scratch(&mut session);

    session.set_kind(c, solve::Kind::Integer).unwrap();
    same_as_from_scratch(&mut session);
    session.set_kind(c, solve::Kind::Continuous).unwrap();
    session.clear().unwrap();
    same_as_from_scratch(&mut session);
}

#[test]
fn an_unchanged_problem_needs_no_iterations_from_its_basis() {
    let mut session = Session::new(start(), &Options::many_small()).unwrap();
    assert_eq!(session.basis(), None);
    let first = session.solve().unwrap().optimal().unwrap();
    assert!(first.iterations > 0);
    assert_eq!(session.solve().unwrap().optimal().unwrap().iterations, 0);
    let mut other = Session::new(start(), &Options::many_small()).unwrap();
    other.set_basis(&first.basis.unwrap()).unwrap();
    assert_eq!(other.solve().unwrap().optimal().unwrap().iterations, 0);
}

#[test]
fn a_session_may_begin_empty() {
    let mut session = Session::new(Problem::new(), &Options::many_small()).unwrap();
    assert!(same_as_from_scratch(&mut session).abs() < 1e-9);
    session.add_rows(&[Row { name: "border".into(), upper: 4.0, ..Row::default() }]).unwrap();
    assert!(same_as_from_scratch(&mut session).abs() < 1e-9);
    let coal = Column { cost: -3.0, upper: 9.0, entries: vec![(RowId(0), 2.0)], ..Column::default() };
    session.add_columns(&[coal]).unwrap();
    assert!((same_as_from_scratch(&mut session) + 6.0).abs() < 1e-9);
    session.set_offset(100.0).unwrap();
    assert!((same_as_from_scratch(&mut session) - 94.0).abs() < 1e-9);
    session.set_kind(ColumnId(0), solve::Kind::Integer).unwrap();
    session.set_entry(RowId(0), ColumnId(0), 3.0).unwrap();
    session.set_offset(50.0).unwrap();
    assert!((same_as_from_scratch(&mut session) - 47.0).abs() < 1e-9);
}

#[test]
fn interior_point_leaves_a_basis_to_go_on_from() {
    let options = Options { interior_point: true, ..Options::default() };
    let mut session = Session::new(start(), &options).unwrap();
    assert!((same_as_from_scratch(&mut session) + 46.0).abs() < 1e-9);
    assert!(session.basis().is_some());
    assert_eq!(session.solve().unwrap().optimal().unwrap().iterations, 0);
}

#[test]
fn a_basis_of_another_size_is_refused() {
    let mut session = Session::new(start(), &Options::many_small()).unwrap();
    let basis = Basis { columns: vec![Place::Lower; 2], rows: vec![Place::Basic; 2] };
    assert_eq!(session.set_basis(&basis), Err(SolveError::BasisSize { columns: 2, rows: 2 }));
}

#[test]
fn a_basis_with_too_many_or_too_few_places_costs_time_not_truth() {
    for places in [Place::Basic, Place::Lower, Place::Upper, Place::Zero, Place::Nonbasic] {
        let mut session = Session::new(start(), &Options::many_small()).unwrap();
        session.set_basis(&Basis { columns: vec![places; 3], rows: vec![places; 2] }).unwrap();
        assert!((same_as_from_scratch(&mut session) + 46.0).abs() < 1e-9);
    }
}

#[test]
fn a_refused_change_leaves_the_session_usable() {
    let mut session = Session::new(start(), &Options::many_small()).unwrap();
    assert!(session.set_row_bounds(RowId(0), 2.0, 1.0).is_err());
    assert!(session.set_cost(ColumnId(9), 1.0).is_err());
    assert!(session.set_entry(RowId(0), ColumnId(9), 1.0).is_err());
    assert!(session.add_rows(&[Row { lower: f64::NAN, ..Row::default() }]).is_err());
    assert!(session.remove_rows(&[RowId(2)]).is_err());
    assert!((same_as_from_scratch(&mut session) + 46.0).abs() < 1e-9);
}
