//! Contradictions are told in the caller's words, and nothing that is not needed for them is named.
#![allow(clippy::unwrap_used, reason = "tests")]

use solve::infeasible::conflict;
use solve::{ColumnId, Problem};

const NONE: f64 = f64::INFINITY;

fn told(problem: &Problem) -> String {
    conflict(problem).unwrap().map_or("nothing".to_owned(), |conflict| conflict.to_string())
}

// Coal and ore go through one border, which carries 12, and a yard, which carries 100.
fn network() -> Problem {
    let mut problem = Problem::new();
    let coal = problem.add_column("coal", 1.0, 0.0, NONE).unwrap();
    let ore = problem.add_column("ore", 1.0, 0.0, NONE).unwrap();
    problem.add_row("border", -NONE, 12.0, &[(coal, 1.0), (ore, 1.0)]).unwrap();
    problem.add_row("yard", -NONE, 100.0, &[(coal, 1.0), (ore, 1.0)]).unwrap();
    problem
}

#[test]
fn a_problem_with_a_point_has_no_conflict() {
    assert_eq!(told(&network()), "nothing");
    assert_eq!(told(&Problem::new()), "nothing");
}

#[test]
fn two_limits_conflict_by_name() {
    let mut problem = network();
    problem.add_row("contract for coal", 15.0, NONE, &[(ColumnId(0), 1.0)]).unwrap();
    problem.add_row("contract for ore", 2.0, NONE, &[(ColumnId(1), 1.0)]).unwrap();
    assert_eq!(told(&problem), "row `border` (at most 12) conflicts with row `contract for coal` (at least 15)");
    let found = conflict(&problem).unwrap().unwrap();
    assert!((found.shortfall - 5.0).abs() < 1e-7, "coal 15 and ore 2 are 5 more than 12");
    // That ore is not negative is needed too, but goes without saying.
    assert_eq!(found.limits.len(), 2);
}

#[test]
fn three_limits_conflict_only_together() {
    let mut problem = network();
    problem.add_row("contract for coal", 7.0, NONE, &[(ColumnId(0), 1.0)]).unwrap();
    problem.set_column_bounds(ColumnId(1), 6.0, 50.0).unwrap();
    assert_eq!(
        told(&problem),
        "row `border` (at most 12) conflicts with row `contract for coal` (at least 7) and column `ore` (at least 6)"
    );
}

#[test]
fn a_limit_alone_cannot_be_kept() {
    let mut problem = Problem::new();
    problem.add_row("nothing to sum", 1.0, NONE, &[]).unwrap();
    assert_eq!(told(&problem), "row `nothing to sum` (at least 1) cannot be kept");
    let mut problem = network();
    problem.set_row_bounds(solve::RowId(0), -NONE, -1.0).unwrap();
    assert_eq!(told(&problem), "row `border` (at most -1) cannot be kept");
}

#[test]
fn unnamed_rows_and_columns_are_told_by_number() {
    let mut problem = Problem::new();
    let x = problem.add_column("", 0.0, -NONE, 1.0).unwrap();
    problem.add_row("", 2.0, 3.0, &[(x, 1.0)]).unwrap();
    assert_eq!(told(&problem), "row 0 (at least 2) conflicts with column 0 (at most 1)");
}

#[test]
fn a_long_chain_is_told_whole_and_alone() {
    // x0 >= 1, x(i+1) >= x(i) + 1, x9 <= 9, among other rows that hold.
    let mut problem = Problem::new();
    let columns: Vec<_> = (0..10).map(|i| problem.add_column(format!("x{i}"), 0.0, -NONE, NONE).unwrap()).collect();
    problem.add_row("first", 1.0, NONE, &[(columns[0], 1.0)]).unwrap();
    for i in 0..9 {
        problem.add_row(format!("step {i}"), 1.0, 5.0, &[(columns[i + 1], 1.0), (columns[i], -1.0)]).unwrap();
        problem.add_row(format!("spare {i}"), -50.0, 50.0, &[(columns[i], 1.0)]).unwrap();
    }
    problem.add_row("last", -NONE, 9.0, &[(columns[9], 1.0)]).unwrap();
    let found = conflict(&problem).unwrap().unwrap();
    assert_eq!(found.limits.len(), 11, "{found}");
    assert!(found.limits.iter().all(|limit| !limit.label.contains("spare")), "{found}");
}
