//! What a problem refuses, and how it changes.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests; values are stored as they were given")]

use solve::{Column, ColumnId, Kind, Problem, ProblemError, Row, RowId};

const NONE: f64 = f64::INFINITY;

fn refused(result: Result<impl Sized, ProblemError>) -> String {
    result.err().unwrap().to_string()
}

#[test]
fn faults_name_the_place_and_the_value() {
    let mut problem = Problem::new();
    let coal = problem.add_column("coal", 1.0, 0.0, 10.0).unwrap();
    assert_eq!(refused(problem.add_column("ore", f64::NAN, 0.0, 1.0)), "the cost of column `ore` is not a number");
    assert_eq!(
        refused(problem.add_column("", NONE, 0.0, 1.0)),
        "the cost of column 1 is inf, and 1e14 is the largest that can be computed with"
    );
    assert_eq!(
        refused(problem.set_column_bounds(coal, 2.0, 1.0)),
        "the bounds of column `coal` leave no value: from 2 to 1"
    );
    assert_eq!(
        refused(problem.set_column_bounds(coal, NONE, NONE)),
        "the bounds of column `coal` leave no value: from inf to inf"
    );
    assert_eq!(
        refused(problem.add_row("border", 0.0, f64::NAN, &[])),
        "the upper bound of row `border` is not a number"
    );
    assert_eq!(
        refused(problem.add_row("border", 0.0, 1.0, &[(coal, f64::NAN)])),
        "the entry of column `coal` in row `border` is not a number"
    );
    assert_eq!(
        refused(problem.add_row("border", 0.0, 1.0, &[(ColumnId(7), 1.0)])),
        "there is no column 7: the problem has 1 columns"
    );
    assert_eq!(refused(problem.set_row_bounds(RowId(0), 0.0, 1.0)), "there is no row 0: the problem has 0 rows");
    // Nothing of all this is left behind.
    assert_eq!((problem.column_count(), problem.row_count(), problem.entry_count()), (1, 0, 0));
    assert_eq!((problem.column_lower()[0], problem.column_upper()[0]), (0.0, 10.0));
}

#[test]
fn bounds_of_1e20_and_more_are_none() {
    let mut problem = Problem::new();
    problem.add_column("x", 0.0, -1e30, 1e20).unwrap();
    assert_eq!((problem.column_lower()[0], problem.column_upper()[0]), (-NONE, NONE));
}

#[test]
fn entries_are_added_up_sorted_and_zeros_left_out() {
    let mut problem = Problem::new();
    let [a, b, c] = ["a", "b", "c"].map(|name| problem.add_column(name, 0.0, 0.0, 1.0).unwrap());
    let row = problem.add_row("", 0.0, 1.0, &[(c, 1.0), (a, 2.0), (c, 3.0), (b, 1.0), (b, -1.0)]).unwrap();
    assert_eq!(problem.entries(row), (&[0, 2][..], &[2.0, 4.0][..]));
    problem.set_entry(row, b, 5.0).unwrap();
    problem.set_entry(row, a, 0.0).unwrap();
    problem.set_entry(row, c, 6.0).unwrap();
    assert_eq!(problem.entries(row), (&[1, 2][..], &[5.0, 6.0][..]));
}

#[test]
fn rows_and_columns_come_and_go_in_batches() {
    let mut problem = Problem::new();
    let a = problem.add_column("a", 1.0, 0.0, 1.0).unwrap();
    let row = |name: &str, value| Row { name: name.into(), lower: 0.0, upper: 9.0, entries: vec![(a, value)] };
    problem.add_rows(&[row("first", 1.0), row("second", 2.0), row("third", 3.0)]).unwrap();
    problem
        .add_columns(&[Column {
            name: "b".into(),
            kind: Kind::Integer,
            entries: vec![(RowId(2), 7.0), (RowId(0), 4.0), (RowId(2), 1.0)],
            ..Column::default()
        }])
        .unwrap();
    assert!(problem.has_integers());
    assert_eq!(problem.entries(RowId(0)), (&[0, 1][..], &[1.0, 4.0][..]));
    assert_eq!(problem.entries(RowId(2)), (&[0, 1][..], &[3.0, 8.0][..]));
    problem.remove_rows(&[RowId(1)]).unwrap();
    assert_eq!((problem.row_name(RowId(0)), problem.row_name(RowId(1))), ("first", "third"));
    assert_eq!(problem.entries(RowId(1)), (&[0, 1][..], &[3.0, 8.0][..]));

    // A fault in a batch leaves the problem as it was.
    let before = problem.clone();
    assert!(problem.add_rows(&[row("fourth", 1.0), row("fifth", f64::NAN)]).is_err());
    assert!(problem.add_columns(&[Column { entries: vec![(RowId(5), 1.0)], ..Column::default() }]).is_err());
    assert!(problem.remove_rows(&[RowId(0), RowId(9)]).is_err());
    assert_eq!(problem, before);
}
