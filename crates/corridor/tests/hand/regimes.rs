//! Dated rows of one subject: which of them speaks on a day.

use case::Case;
use case::tables::{CapacityMeasure, RegimeStatus};
use corridor::range::Range;
use corridor::regime::{Held, Regimes, State};

use crate::folder::{case_of, day, near};

/// The count of all goods at the gate on a day.
fn on<'a>(case: &'a Case, at: &str) -> Option<State<'a>> {
    Regimes::of(case).get("gate", CapacityMeasure::Throughput, None)?.on(day(at))
}

fn with(rows: &str) -> Case {
    case_of(&format!("place gate crossing KGZ\nsource second own 2021\n{rows}"))
}

/// What is stated on a day, in the unit of the row.
fn stated(case: &Case, at: &str) -> f64 {
    on(case, at).unwrap().rate.unwrap().mid
}

#[test]
fn a_row_holds_until_the_next_and_nothing_is_said_before_the_first() {
    let case =
        with("capacity gate throughput 2020-01-10 100 truck/day\ncapacity gate throughput 2020-03 300 truck/day");
    assert!(on(&case, "2020-01-09").is_none());
    for (at, trucks) in [("2020-01-10", 100.0), ("2020-02-29", 100.0), ("2020-03-01", 300.0), ("2030-01-01", 300.0)] {
        near(stated(&case, at), trucks);
    }
    assert_eq!(on(&case, "2020-02-29").unwrap().held, Held::Stated);
    assert_eq!(on(&case, "2020-02-29").unwrap().since, day("2020-01-10"));
}

#[test]
fn a_row_with_an_end_holds_for_its_days_and_the_standing_state_comes_back() {
    let case = with(
        "
        capacity gate throughput 2020-01 100 truck/day
        capacity gate throughput 2020-02-10 500 truck/day valid_to=2020-02-12
        capacity gate throughput 2019-12-05 7 truck/day valid_to=2019-12-05",
    );
    for (at, trucks) in [
        ("2020-02-09", 100.0),
        ("2020-02-10", 500.0),
        ("2020-02-12", 500.0),
        ("2020-02-13", 100.0),
        ("2019-12-05", 7.0),
    ] {
        near(stated(&case, at), trucks);
    }
    // Nothing is extrapolated past a stated end.
    assert!(on(&case, "2019-12-06").is_none());
    assert!(on(&case, "2019-12-04").is_none());
}

#[test]
fn the_days_of_change_are_the_beginnings_and_the_days_after_an_end() {
    let case = with(
        "
        capacity gate throughput 2020-01 100 truck/day
        capacity gate throughput 2020-02-10 500 truck/day valid_to=2020-02-12
        capacity gate throughput 2020-02-13 200 truck/day",
    );
    let regimes = Regimes::of(&case);
    let regime = regimes.get("gate", CapacityMeasure::Throughput, None).unwrap();
    assert_eq!(regime.changes(), ["2020-01-01", "2020-02-10", "2020-02-13"].map(day));
}

#[test]
fn a_linear_row_moves_in_a_straight_line_to_the_next() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day interpolation=linear
        capacity gate throughput 2020-01-11 200 truck/day value_high=400
        capacity gate throughput 2020-01-21 0 truck/day",
    );
    // Day 4 of 10: 100 + 0.4 x (200 - 100) = 140; the ends 140, 100 + 0.4 x (400 - 100) = 220; the middle 180.
    let state = on(&case, "2020-01-05").unwrap();
    let range = state.rate.unwrap();
    near(range.low, 140.0);
    near(range.mid, 180.0);
    near(range.high, 220.0);
    assert_eq!(state.held, Held::Interpolated);
    assert_eq!(state.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    // On its own first day it is what the row says; the next row is a step.
    near(stated(&case, "2020-01-01"), 100.0);
    near(stated(&case, "2020-01-20"), 300.0);
    near(stated(&case, "2020-01-21"), 0.0);
}

#[test]
fn a_line_between_two_units_is_drawn_in_one() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 70 truck/week interpolation=linear
        capacity gate throughput 2020-01-11 30 truck/day",
    );
    // 70 a week are 10 a day; half-way to 30 are 20.
    let state = on(&case, "2020-01-06").unwrap();
    near(state.rate.unwrap().mid, 20.0);
    assert_eq!(state.unit.unwrap().as_str(), "truck/day");
}

#[test]
fn a_linear_row_without_a_figure_begins_at_zero() {
    let case = with(
        "
        capacity gate throughput 2020-03-20 - - interpolation=linear
        capacity gate throughput 2020-03-30 500 truck/day",
    );
    near(stated(&case, "2020-03-25"), 250.0);
}

#[test]
fn nothing_is_interpolated_to_or_from_a_closing() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day interpolation=linear
        capacity gate throughput 2020-02-01 - - status=closed interpolation=linear
        capacity gate throughput 2020-03-01 300 truck/day interpolation=linear",
    );
    near(stated(&case, "2020-01-31"), 100.0);
    let closed = on(&case, "2020-02-15").unwrap();
    assert_eq!((closed.status, closed.rate), (RegimeStatus::Closed, None));
    // A linear row that nothing follows holds.
    near(stated(&case, "2021-01-01"), 300.0);
}

#[test]
fn several_sources_of_one_day_widen_the_range_of_the_best() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day confidence=high
        capacity gate throughput 2020-01-01 80 truck/day source_id=second
        capacity gate throughput 2020-01-01 910 truck/week value_high=980 source_id=second confidence=low
        capacity gate throughput 2020-01-01 5000 t/day source_id=second confidence=low",
    );
    // 910 to 980 a week are 130 to 140 a day; tonnes are another thing and widen nothing.
    assert_eq!(on(&case, "2020-01-01").unwrap().rate, Some(Range { low: 80.0, mid: 100.0, high: 140.0 }));
    assert_eq!(on(&case, "2020-01-01").unwrap().rows.len(), 4);
}

#[test]
fn of_two_sources_alike_the_later_published_speaks() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-01-01 80 truck/day source_id=second",
    );
    assert_eq!(on(&case, "2020-01-01").unwrap().rate, Some(Range { low: 80.0, mid: 80.0, high: 100.0 }));
}

#[test]
fn a_better_source_that_closes_is_not_overruled_by_a_count() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 - - status=closed confidence=high
        capacity gate throughput 2020-01-01 80 truck/day confidence=low source_id=second",
    );
    assert_eq!(on(&case, "2020-01-01").unwrap().status, RegimeStatus::Closed);
}

#[test]
fn the_last_count_is_that_before_the_day() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-02-01 - - status=closed
        capacity gate throughput 2020-03-01 - -
        capacity gate throughput 2020-04-01 300 truck/day",
    );
    let regimes = Regimes::of(&case);
    let regime = regimes.get("gate", CapacityMeasure::Throughput, None).unwrap();
    near(regime.last_counted(day("2020-03-15")).unwrap().rate.unwrap().mid, 100.0);
    near(regime.last_counted(day("2020-04-15")).unwrap().rate.unwrap().mid, 300.0);
    assert!(regime.last_counted(day("2019-12-31")).is_none());
}

#[test]
fn goods_and_measures_have_regimes_of_their_own() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-02-01 40 truck/day product_id=ore
        capacity gate design 2020-03-01 5 Mt/year",
    );
    let regimes = Regimes::of(&case);
    near(stated(&case, "2020-06-01"), 100.0);
    let ore = regimes.get("gate", CapacityMeasure::Throughput, Some("ore")).unwrap();
    near(ore.on(day("2020-06-01")).unwrap().rate.unwrap().mid, 40.0);
    assert_eq!(regimes.of_subject("gate").count(), 3);
    assert_eq!(regimes.iter().count(), 3);
    assert!(regimes.get("gate", CapacityMeasure::Loading, None).is_none());
}
