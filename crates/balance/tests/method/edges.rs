//! Programmes without a plan, without recourse, without bounds.

use balance::instance::cvb1::{self, SEED, Variant};
use balance::{Ask, BalanceError, Entry, Future, Go, LShaped, Listed, TwoStage, extensive};
use solve::{ColumnId, Options, Problem, Row, RowId};

use super::texts::CAPACITY;
use super::{alone, ask, holds, near, read, solve, try_solve};

const INF: f64 = f64::INFINITY;

fn programme(first: Problem, recourse: Problem, technology: Vec<Entry>, futures: Vec<Future>) -> TwoStage {
    TwoStage {
        name: String::new(),
        first,
        recourse,
        technology,
        on_average: None,
        measured: Vec::new(),
        futures: Box::new(Listed::alike(futures)),
    }
}

/// The optimum that the extensive form finds.
fn expected(programme: &TwoStage, ask: &Ask) -> f64 {
    extensive::of_programme(programme, ask.risk).unwrap().solve(&Options::default()).unwrap().objective
}

#[test]
fn limits_that_contradict_each_other_are_named() {
    let programme = read(CAPACITY);
    let at_least = Row { name: "LEAST".to_owned(), lower: 11.0, upper: INF, entries: vec![(ColumnId(0), 1.0)] };
    let error = try_solve(&programme, &Ask { rows: vec![at_least], ..ask(0.0, 0.5) }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no plan keeps all limits: row `MOST` (at most 10) conflicts with row `LEAST` (at least 11)"
    );
    let bounds = vec![(ColumnId(0), 12.0, INF)];
    let error = try_solve(&programme, &Ask { bounds, ..ask(0.0, 0.5) }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no plan keeps all limits: row `MOST` (at most 10) conflicts with column `X` (at least 12)"
    );
    let bounds = vec![(ColumnId(0), 3.0, 2.0)];
    let error = try_solve(&programme, &Ask { bounds, ..ask(0.0, 0.5) }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no plan keeps all limits: column `X` (at least 3) conflicts with column `X` (at most 2)"
    );
}

#[test]
fn questions_about_what_does_not_exist_are_refused() {
    let programme = read(CAPACITY);
    for ask in [
        Ask { bounds: vec![(ColumnId(1), 0.0, 1.0)], ..ask(0.0, 0.5) },
        Ask { sides: vec![(RowId(1), 0.0, 1.0)], ..ask(0.0, 0.5) },
        Ask { sides: vec![(RowId(0), 2.0, 1.0)], ..ask(0.0, 0.5) },
        Ask { bounds: vec![(ColumnId(0), f64::NAN, 1.0)], ..ask(0.0, 0.5) },
        Ask { rows: vec![Row { entries: vec![(ColumnId(1), 1.0)], ..Row::default() }], ..ask(0.0, 0.5) },
    ] {
        let error = try_solve(&programme, &ask).unwrap_err();
        assert!(matches!(error, BalanceError::Programme { .. } | BalanceError::Problem(_)), "{error}");
    }
}

#[test]
fn a_limit_that_leaves_nothing_is_named_after_answers_too() {
    let programme = cvb1::cvb1(SEED, 1, Variant::default()).unwrap();
    let mut method = LShaped::new(&programme, alone()).unwrap();
    method.solve(&ask(0.0, 0.95), &mut |_| Go::On).unwrap();
    let entries = (0..programme.first.column_count()).map(|j| (ColumnId(j), 1.0)).collect();
    let too_much = Row { name: "all of it".to_owned(), lower: 1e6, upper: INF, entries };
    let error = method.solve(&Ask { rows: vec![too_much], ..ask(0.0, 0.95) }, &mut |_| Go::On).unwrap_err();
    assert!(error.to_string().contains("row `all of it` (at least 1000000)"), "{error}");
}

/// What is asked for must be made; x at 1 a unit gives room for it, and a future asks for `asked` of them.
fn must(asked: &[f64], most: f64) -> TwoStage {
    let mut first = Problem::new();
    first.add_column("room", 1.0, 0.0, most).unwrap();
    let mut recourse = Problem::new();
    recourse.add_column("made", 2.0, 0.0, 100.0).unwrap();
    recourse.add_row("asked", 0.0, INF, &[(ColumnId(0), 1.0)]).unwrap();
    recourse.add_row("room", -INF, 0.0, &[(ColumnId(0), 1.0)]).unwrap();
    let technology = vec![Entry { row: 1, column: 0, value: -1.0 }];
    let future = |asked: &f64| Future { rows: vec![(0, *asked, INF)], ..Future::default() };
    programme(first, recourse, technology, asked.iter().map(future).collect())
}

#[test]
fn what_must_be_followed_cuts_plans_off() {
    for lambda in [0.0, 0.5, 1.0] {
        let answer = solve(&must(&[3.0, 7.0, 5.0], 10.0), &ask(lambda, 0.5));
        near(answer.x[0], 7.0, 1e-9);
        let programme = must(&[3.0, 7.0, 5.0], 10.0);
        holds(&answer, expected(&programme, &ask(lambda, 0.5)), 1e-9);
    }
    // The room is exactly enough, and whole numbers leave one plan.
    let mut programme = must(&[3.0, 6.5], 7.0);
    programme.first.set_kind(ColumnId(0), solve::Kind::Integer).unwrap();
    let answer = solve(&programme, &ask(0.0, 0.5));
    assert_eq!(answer.x, [7.0]);
    holds(&answer, 7.0 + 2.0 * 4.75, 1e-9);
}

#[test]
fn no_plan_that_every_future_can_follow_is_an_error_with_names() {
    let error = try_solve(&must(&[3.0, 7.0, 5.0], 6.0), &ask(0.5, 0.5)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no plan keeps all limits: row `what future 1 can follow` (at most -7) conflicts with column `room` (at most 6)"
    );
    // Whatever is decided: nothing that can be made is enough.
    let error = try_solve(&must(&[3.0, 107.0], 200.0), &ask(0.5, 0.5)).unwrap_err();
    assert!(error.to_string().contains("what future 1 can follow"), "{error}");
    // Whole numbers leave none.
    let mut programme = must(&[3.0, 6.5], 6.8);
    programme.first.set_kind(ColumnId(0), solve::Kind::Integer).unwrap();
    let error = try_solve(&programme, &ask(0.5, 0.5)).unwrap_err();
    assert_eq!(error.to_string(), "no plan keeps all limits: no whole numbers keep them");
}

#[test]
fn a_loss_that_falls_without_end_is_an_error() {
    // Later: nothing limits what is sold.
    let mut recourse = Problem::new();
    recourse.add_column("sold", -1.0, 0.0, INF).unwrap();
    recourse.add_row("sold", 0.0, INF, &[(ColumnId(0), 1.0)]).unwrap();
    let mut first = Problem::new();
    first.add_column("x", 1.0, 0.0, 1.0).unwrap();
    let error =
        try_solve(&programme(first, recourse, Vec::new(), vec![Future::default()]), &ask(0.0, 0.5)).unwrap_err();
    assert_eq!(error, BalanceError::Unbounded { future: Some(0) });
    // Now: nothing limits the capacity, and all of it sells.
    let error = try_solve(&market(INF, INF), &ask(0.5, 0.5)).unwrap_err();
    assert_eq!(error, BalanceError::Unbounded { future: None });
}

/// Capacity x at 2, and 5 for each unit sold, up to a demand.
fn market(most: f64, demand: f64) -> TwoStage {
    let mut first = Problem::new();
    first.add_column("x", 2.0, 0.0, most).unwrap();
    let mut recourse = Problem::new();
    recourse.add_column("sold", -5.0, 0.0, demand).unwrap();
    recourse.add_row("capacity", -INF, 0.0, &[(ColumnId(0), 1.0)]).unwrap();
    let future = |share: f64| Future { bounds: vec![(0, 0.0, share * demand)], ..Future::default() };
    programme(first, recourse, vec![Entry { row: 0, column: 0, value: -1.0 }], vec![future(0.5), future(1.0)])
}

#[test]
fn a_plan_without_bounds_is_found_where_the_loss_has_a_least_value() {
    for demand in [8.0, 3e4, 2e7] {
        for (lambda, objective) in [(0.0, -14.0), (0.5, -12.0), (1.0, -12.0)] {
            let answer = solve(&market(INF, demand), &ask(lambda, 0.5));
            holds(&answer, objective * demand / 8.0, 1e-6);
            assert!(!answer.bracket.claimed);
        }
    }
}

/// A stock x of any sign: what differs from a need costs 1 a unit short and 3 a unit too much.
fn stock(needs: &[f64]) -> TwoStage {
    let mut first = Problem::new();
    first.add_column("x", 0.0, -INF, INF).unwrap();
    let mut recourse = Problem::new();
    recourse.add_column("short", 1.0, 0.0, INF).unwrap();
    recourse.add_column("much", 3.0, 0.0, INF).unwrap();
    recourse.add_row("need", 0.0, 0.0, &[(ColumnId(0), 1.0), (ColumnId(1), -1.0)]).unwrap();
    let future = |need: &f64| Future { rows: vec![(0, *need, *need)], ..Future::default() };
    programme(first, recourse, vec![Entry { row: 0, column: 0, value: 1.0 }], needs.iter().map(future).collect())
}

#[test]
fn free_columns_now_and_later_are_taken() {
    for needs in [vec![-4.0, 2.0, 9.0, 30.0, 31.0], vec![-5e6, -4e6, -3e6]] {
        let programme = stock(&needs);
        for lambda in [0.0, 0.4, 1.0] {
            let ask = ask(lambda, 0.6);
            let answer = solve(&programme, &ask);
            holds(&answer, expected(&programme, &ask), 1e-6);
            assert!(!answer.bracket.claimed && answer.bracket.rounded_cuts == 0);
        }
    }
}

#[test]
fn a_future_may_cost_what_it_likes_as_long_as_a_plan_pays() {
    // Losses that differ by many orders of magnitude.
    let mut programme = must(&[3.0, 7.0, 5.0], 10.0);
    let future =
        |cost: f64, asked: f64| Future { costs: vec![(0, cost)], rows: vec![(0, asked, INF)], ..Future::default() };
    programme.futures = Box::new(Listed::new(vec![(0.999, future(1e-3, 1.0)), (0.001, future(1e6, 4.0))]));
    for (lambda, alpha) in [(0.0, 0.5), (0.5, 0.9), (1.0, 0.9995)] {
        let ask = ask(lambda, alpha);
        holds(&solve(&programme, &ask), expected(&programme, &ask), 1e-6);
    }
}
