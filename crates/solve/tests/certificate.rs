//! The certificate against arithmetic that stands in the test.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests; halves and whole numbers are exact")]

use solve::certificate::{Test, dual_value, infeasibility};
use solve::{Certificate, ColumnId, Problem, Proof, RowId};

const NONE: f64 = f64::INFINITY;

// min x + y with x + y >= 4 and x - y <= 1, columns from 0 to `upper`.
fn problem(upper: f64) -> Problem {
    let mut problem = Problem::new();
    let [x, y] = ["x", "y"].map(|name| problem.add_column(name, 1.0, 0.0, upper).unwrap());
    problem.add_row("sum", 4.0, NONE, &[(x, 1.0), (y, 1.0)]).unwrap();
    problem.add_row("difference", -NONE, 1.0, &[(x, 1.0), (y, -1.0)]).unwrap();
    problem
}

#[test]
fn the_bound_follows_the_formula() {
    let problem = problem(10.0);
    // d = (0, 0): 1 * 4.
    assert_eq!(dual_value(&problem, &[1.0, 0.0]).value, 4.0);
    // d = (-1, -1): 2 * 4 - 10 - 10.
    assert_eq!(dual_value(&problem, &[2.0, 0.0]).value, -12.0);
    // d = (1 - 0.5 + 0.5, 1 - 0.5 - 0.5) = (1, 0): 0.5 * 4 - 0.5 * 1.
    assert_eq!(dual_value(&problem, &[0.5, -0.5]).value, 1.5);
}

#[test]
fn duals_that_point_to_an_infinite_side_count_as_zero() {
    let problem = problem(10.0);
    assert_eq!(dual_value(&problem, &[-3.0, 0.0]).value, 0.0);
    assert_eq!(dual_value(&problem, &[1.0, 7.0]).value, 4.0);
    assert_eq!(dual_value(&problem, &[1.0, f64::NAN]).value, 4.0);
    assert_eq!(dual_value(&problem, &[1.0, -NONE]).value, 4.0);
}

#[test]
fn infinite_bounds_are_replaced_by_those_that_rows_imply() {
    let mut problem = problem(NONE);
    // Nothing holds x and y from above.
    assert_eq!(dual_value(&problem, &[2.0, 0.0]).value, -NONE);
    // y <= 5, and through the difference x <= 6: 2 * 4 - 6 - 5.
    problem.add_row("limit", -NONE, 10.0, &[(ColumnId(1), 2.0)]).unwrap();
    let bound = dual_value(&problem, &[2.0, 0.0, 0.0]);
    assert_eq!((bound.value, bound.proof), (-3.0, Proof::WeakDuality));
}

#[test]
fn free_columns_get_both_bounds_from_an_equality() {
    // min x with x + 2 y = 6, y from 1 to 2, x free: x from 2 to 4. d_x = 1 at no duals: 1 * 2.
    let mut problem = Problem::new();
    let x = problem.add_column("x", 1.0, -NONE, NONE).unwrap();
    let y = problem.add_column("y", 0.0, 1.0, 2.0).unwrap();
    problem.add_row("", 6.0, 6.0, &[(x, 1.0), (y, 2.0)]).unwrap();
    assert_eq!(dual_value(&problem, &[0.0]).value, 2.0);
    // d_x = -1, d_y = -4: 2 * 6 - 4 - 4 * 2.
    assert_eq!(dual_value(&problem, &[2.0]).value, 0.0);
}

#[test]
fn rounding_without_bounds_counts_as_zero_and_more_is_marked() {
    let with = |cost: f64| {
        let mut problem = Problem::new();
        problem.add_column("", cost, 0.0, NONE).unwrap();
        dual_value(&problem, &[])
    };
    assert_eq!((with(-1e-10).value, with(-1e-10).proof), (0.0, Proof::WeakDuality));
    assert_eq!((with(-1e-8).value, with(-1e-8).proof), (0.0, Proof::Tolerance));
    assert_eq!(with(-1e-6).value, -NONE);
}

#[test]
fn a_point_is_measured_in_rows_bounds_and_whole_numbers() {
    let mut problem = problem(10.0);
    problem.set_kind(ColumnId(1), solve::Kind::Integer).unwrap();
    let found = Certificate::of_point(&problem, &[10.5, -0.25]);
    assert_eq!(found.row_violation, 9.75); // 10.75 over 1
    assert_eq!(found.column_violation, 0.5);
    assert_eq!(found.integrality_violation, 0.25);
    assert_eq!((found.primal, found.bound, found.proof), (10.25, -NONE, Proof::None));
    assert_eq!(found.verdict().unwrap_err().test, Test::Columns);
    assert_eq!(found.verdict().unwrap_err().to_string(), "a bound is violated by 5.0e-1, and 1e-7 is accepted");
}

#[test]
fn only_an_optimum_is_accepted() {
    let problem = problem(10.0);
    let accepts = |point: [f64; 2], duals: [f64; 2]| Certificate::of_pair(&problem, &point, &duals).verdict();
    assert_eq!(accepts([2.0, 2.0], [1.0, 0.0]), Ok(()));
    assert_eq!(accepts([2.0, 2.0 - 2e-7], [1.0, 0.0]).unwrap_err().test, Test::Rows);
    assert_eq!(accepts([2.0, 2.0 + 1e-6], [1.0, 0.0]).unwrap_err().test, Test::Gap);
    assert_eq!(accepts([2.0, 2.0], [0.9, 0.0]).unwrap_err().test, Test::Gap);
    assert!(accepts([f64::NAN, 2.0], [1.0, 0.0]).is_err());
    assert!(accepts([2.0, NONE], [1.0, 0.0]).is_err());
    assert!(Certificate::of_claim(&problem, &[2.0, 2.0], f64::NAN).verdict().is_err());
}

#[test]
fn a_ray_proves_a_contradiction_whatever_its_length() {
    let mut problem = problem(10.0);
    problem.set_row_bounds(RowId(0), 25.0, NONE).unwrap();
    // x + y >= 25 against 10 + 10.
    assert_eq!(infeasibility(&problem, &[1.0, 0.0]), 5.0);
    assert_eq!(infeasibility(&problem, &[1e-9, 0.0]), 5.0);
    assert!(infeasibility(&problem, &[-1.0, 0.0]) <= 0.0);
    assert!(infeasibility(&problem, &[0.0, 0.0]) < 0.0);
    assert!(infeasibility(&problem, &[f64::NAN, 0.0]) <= 0.0);
    problem.set_row_bounds(RowId(0), 20.0, NONE).unwrap();
    assert!(infeasibility(&problem, &[1.0, 0.0]) <= 0.0);
}
