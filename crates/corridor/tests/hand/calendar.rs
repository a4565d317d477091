//! Which part of a day is worked.

use case::Case;
use case::cell::Cell;
use case::tables::TransportMode;
use case::value::economy::Economy;
use corridor::regime::Regimes;
use corridor::rest::{Calendar, OpenShare};

use crate::folder::{case_of, day, near};

fn on(case: &Case, mode: Option<TransportMode>, at: &str) -> OpenShare {
    let home = Economy::parse("KGZ").unwrap();
    Calendar::of(case, "gate", &[home], mode).on(day(at), &Regimes::of(case))
}

fn share(case: &Case, at: &str) -> f64 {
    on(case, Some(TransportMode::Road), at).share
}

fn with(rows: &str) -> Case {
    case_of(&format!("place gate crossing KGZ\nplace other crossing KGZ\n{rows}"))
}

#[test]
fn without_a_row_every_day_is_worked() {
    let found = on(&with(""), Some(TransportMode::Road), "2020-01-01");
    assert_eq!(found, OpenShare { share: 1.0, rows: Vec::new() });
}

#[test]
fn a_weekday_rests_from_its_first_day_on() {
    // 2020-01-05 was a Sunday.
    let case = with("rest gate sunday 2020-01-12 0");
    assert_eq!(share(&case, "2020-01-05"), 1.0);
    assert_eq!(share(&case, "2020-01-12"), 0.0);
    assert_eq!(share(&case, "2020-01-13"), 1.0);
    assert_eq!(share(&case, "2030-01-06"), 0.0);
    let worked = (0..7).filter(|step| share(&case, &format!("2020-02-{:02}", step + 1)) == 1.0).count();
    assert_eq!(worked, 6);
}

#[test]
fn of_holidays_that_overlap_the_smallest_part_holds_with_its_row() {
    let case = with(
        "
        rest gate every 2020-07-10 0.5 valid_to=2020-07-12
        rest gate every 2020-07-12 0.25 valid_to=2020-07-12
        rest other every 2020-07-01 0",
    );
    near(share(&case, "2020-07-10"), 0.5);
    near(share(&case, "2020-07-12"), 0.25);
    near(share(&case, "2020-07-13"), 1.0);
    let rows = on(&case, Some(TransportMode::Road), "2020-07-12").rows;
    assert_eq!(rows.iter().map(ToString::to_string).collect::<Vec<_>>(), ["calendar.csv:3"]);
}

#[test]
fn an_economy_rests_on_its_roads_while_its_trains_run() {
    let case = with("rest KGZ every 2020-07-11 0 valid_to=2020-07-15 mode=road\nrest KAZ every 2020-07-20 0");
    assert_eq!(on(&case, Some(TransportMode::Road), "2020-07-11").share, 0.0);
    assert_eq!(on(&case, Some(TransportMode::Rail), "2020-07-11").share, 1.0);
    // Where the mode is not known, the rest counts.
    assert_eq!(on(&case, None, "2020-07-11").share, 0.0);
    // The holiday of an economy that the gate does not touch.
    assert_eq!(share(&case, "2020-07-20"), 1.0);
}

#[test]
fn working_days_are_spread_over_week_or_month() {
    let weekly =
        with("capacity gate working_days 2020-01-01 6 day/week\nrest gate every 2020-02-24 0.5 valid_to=2020-02-24");
    near(share(&weekly, "2019-12-31"), 1.0);
    near(share(&weekly, "2020-02-20"), 6.0 / 7.0);
    // Both: half a day of 6/7.
    near(share(&weekly, "2020-02-24"), 3.0 / 7.0);
    let rows = on(&weekly, None, "2020-02-24").rows;
    assert_eq!(rows.iter().map(ToString::to_string).collect::<Vec<_>>(), ["calendar.csv:2", "capacities.csv:2"]);
    // February of 2020 had 29 days.
    let monthly = with("capacity gate working_days 2020-01-01 20 day/month");
    near(share(&monthly, "2020-02-20"), 20.0 / 29.0);
    near(share(&monthly, "2020-03-20"), 20.0 / 31.0);
}
