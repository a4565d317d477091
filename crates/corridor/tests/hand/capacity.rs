//! Payloads, and tonnes a month from counts a day.

use case::Case;
use case::cell::Cell;
use case::tables::{RegimeStatus, TransportMode};
use case::value::date::{Date, Month};
use case::value::economy::Economy;
use corridor::capacity::{MonthCapacity, Question, month_capacity};
use corridor::network::Network;
use corridor::payload::Payloads;
use corridor::range::Range;
use corridor::regime::Held;
use corridor::rest::Calendar;

use crate::folder::{case_of, chain, day, month, near};

fn with(rows: &str) -> Case {
    case_of(&format!(
        "place gate crossing KGZ\nplace mine mine KGZ\nlink haul mine gate road\nplace far city KGZ\n{rows}"
    ))
}

fn payload(case: &Case, vehicle: &str, at: &str) -> Option<f64> {
    let found = Payloads::of(case).get(vehicle, &["ore", "total"], &["gate", "haul"], day(at))?;
    Some(found.tonnes.mid)
}

fn capacity_of(case: &Case, month: Month, frozen: Option<Date>, ignores: &[&str]) -> MonthCapacity {
    let network = Network::of(case);
    let home = Economy::parse("KGZ").unwrap();
    let calendar = Calendar::of(case, "gate", &[home], Some(TransportMode::Road));
    let (chain, near) = (chain(), ["gate".to_owned(), "haul".to_owned()]);
    let ask = Question { subject: "gate", chain: &chain, near: &near, calendar: &calendar, ignores };
    month_capacity(&network, &ask, month, frozen)
}

fn of_month(case: &Case, year: i16, number: i8) -> MonthCapacity {
    capacity_of(case, month(year, number), None, &[])
}

#[test]
fn the_payload_of_the_good_goes_before_that_of_goods_in_general() {
    let case = with(
        "
        capacity gate payload 2015-01-01 80 t/truck
        capacity far payload 2010-01-01 100 t/truck product_id=ore
        capacity gate payload 2015-01-01 60 t/wagon",
    );
    assert_eq!(payload(&case, "truck", "2020-01-01"), Some(100.0));
    assert_eq!(payload(&case, "wagon", "2020-01-01"), Some(60.0));
    assert_eq!(payload(&case, "train", "2020-01-01"), None);
}

#[test]
fn one_observation_takes_its_ends_from_a_range_around_it() {
    let ends = |rows: &str| {
        let case = with(rows);
        let found = Payloads::of(&case).get("truck", &["ore"], &["gate", "haul"], day("2020-01-01")).unwrap();
        (found.tonnes.low, found.tonnes.mid, found.tonnes.high, found.rows.len())
    };
    let one = "capacity haul payload 2019-01-01 102.8 t/truck product_id=ore";
    assert_eq!(ends(one), (102.8, 102.8, 102.8, 1));
    let with_range = |range: &str| ends(&format!("{one}\n{range}"));
    let range = "capacity haul payload 2011-01-01 80 t/truck product_id=ore value_high=120";
    assert_eq!(with_range(range), (80.0, 102.8, 120.0, 2));
    // Not from one that leaves it out, nor from one of another place or of later.
    let other = "capacity haul payload 2011-01-01 80 t/truck product_id=ore value_high=90";
    assert_eq!(with_range(other), (102.8, 102.8, 102.8, 1));
    let there = "capacity far payload 2011-01-01 80 t/truck product_id=ore value_high=120";
    assert_eq!(with_range(there), (102.8, 102.8, 102.8, 1));
    let later = "capacity haul payload 2021-01-01 80 t/truck product_id=ore value_high=120";
    assert_eq!(with_range(later), (102.8, 102.8, 102.8, 1));
}

#[test]
fn the_payload_of_the_gate_goes_before_that_of_a_neighbour_and_of_far_away() {
    let rows = |from: usize| {
        [
            "capacity gate payload 2015-01-01 80 t/truck",
            "capacity haul payload 2016-01-01 90 t/truck",
            "capacity far payload 2017-01-01 100 t/truck",
        ][from..]
            .join("\n")
    };
    for (from, tonnes) in [(0, 80.0), (1, 90.0), (2, 100.0)] {
        assert_eq!(payload(&with(&rows(from)), "truck", "2020-01-01"), Some(tonnes));
    }
}

#[test]
fn of_several_payloads_the_last_begun_holds_and_a_later_one_only_without_an_earlier() {
    let case = with(
        "
        capacity gate payload 2015-01-01 80 t/truck
        capacity gate payload 2018-01-01 90 t/truck valid_to=2018-12-31
        capacity gate payload 2022-01-01 100 t/truck",
    );
    for (at, tonnes) in
        [("2016-01-01", 80.0), ("2018-06-01", 90.0), ("2019-06-01", 80.0), ("2023-01-01", 100.0), ("2014-01-01", 80.0)]
    {
        assert_eq!(payload(&case, "truck", at), Some(tonnes), "{at}");
    }
    // A range and another unit of mass: 80,000 to 120,000 kg are 100 t in the middle.
    let wide = with("capacity gate payload 2015-01-01 80000 kg/truck value_high=120000");
    assert_eq!(payload(&wide, "truck", "2016-01-01"), Some(100.0));
    // What weighs nothing is no payload.
    assert_eq!(payload(&with("capacity gate payload 2015-01-01 0 t/truck"), "truck", "2016-01-01"), None);
}

/// 1,000 trucks a day x 100 t x 20 working days = 2.0 Mt, and where each factor comes from.
#[test]
fn a_tonne_of_capacity_can_be_traced() {
    // February of 2021 has 28 days, four Saturdays and four Sundays: 20 days are worked.
    let case = with(
        "
        capacity gate throughput 2021-01-01 1000 truck/day
        capacity haul payload 2011-01-01 80 t/truck value_high=120
        rest gate saturday 2021-01-01 0
        rest gate sunday 2021-01-01 0",
    );
    let found = of_month(&case, 2021, 2);
    near(found.tonnes.mid, 2.0e6);
    near(found.tonnes.low, 1.6e6);
    near(found.tonnes.high, 2.4e6);
    near(found.worked_days, 20.0);
    near(found.shared_units, 20_000.0);
    assert_eq!(found.shared_unit, "truck");
    assert!(found.is_known() && found.shared && !found.own);
    // One run: all days are alike but for the rest.
    let [run] = found.runs.as_slice() else { panic!("{:?}", found.runs) };
    assert_eq!((run.first, run.last), (day("2021-02-01"), day("2021-02-28")));
    assert_eq!((run.per_day, run.payload_t.mid, run.unit.as_str()), (Range::point(1000.0), 100.0, "truck"));
    let rows: Vec<String> = found.rows().iter().map(ToString::to_string).collect();
    assert_eq!(rows, ["calendar.csv:2", "calendar.csv:3", "capacities.csv:2", "capacities.csv:3"]);
}

#[test]
fn each_holiday_of_a_month_is_among_the_rows() {
    let case = with(
        "
        capacity gate throughput 2021-01-01 1000 truck/day
        capacity haul payload 2011-01-01 100 t/truck
        rest gate every 2021-02-08 0 valid_to=2021-02-08
        rest gate every 2021-02-09 0 valid_to=2021-02-09",
    );
    let found = of_month(&case, 2021, 2);
    near(found.tonnes.mid, 26.0 * 100_000.0);
    let rows: Vec<String> = found.rows().iter().map(ToString::to_string).collect();
    assert_eq!(rows, ["calendar.csv:2", "calendar.csv:3", "capacities.csv:2", "capacities.csv:3"]);
}

#[test]
fn a_month_is_the_sum_of_its_runs() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-04-11 - - status=closed
        capacity gate throughput 2020-04-21 50 truck/day status=limited
        capacity gate payload 2011-01-01 90 t/truck",
    );
    let found = of_month(&case, 2020, 4);
    // 10 days x 100 x 90 t + 10 days closed + 10 days x 50 x 90 t
    near(found.tonnes.mid, 90_000.0 + 45_000.0);
    let runs: Vec<(RegimeStatus, f64)> = found.runs.iter().map(|run| (run.status, run.tonnes.mid)).collect();
    let expected = [(RegimeStatus::Open, 90_000.0), (RegimeStatus::Closed, 0.0), (RegimeStatus::Limited, 45_000.0)];
    assert_eq!(runs, expected);
    near(found.worked_days, 20.0);
    assert!(found.is_known());
}

#[test]
fn a_month_closed_throughout_is_known_and_lets_nothing_pass() {
    let case = with("capacity gate throughput 2020-03-15 - - status=closed");
    let found = of_month(&case, 2020, 4);
    assert_eq!((found.tonnes, found.runs.len()), (Range::default(), 1));
    assert!(found.is_known() && !found.is_counted() && found.shared && !found.own);
    let alone = of_month(&with("capacity gate throughput 2020-03-15 - - status=closed product_id=ore"), 2020, 4);
    assert!(alone.is_known() && alone.own);
    // The day before it nothing is said.
    assert_eq!(of_month(&case, 2020, 3).silent_days, 14);
    assert_eq!(of_month(&case, 2020, 2).silent_days, 29);
}

#[test]
fn days_of_a_straight_line_are_one_run_with_their_mean() {
    let case = with(
        "
        capacity gate throughput 2020-04-01 0 truck/day interpolation=linear
        capacity gate throughput 2020-05-01 300 truck/day
        capacity gate payload 2011-01-01 100 t/truck",
    );
    let found = of_month(&case, 2020, 4);
    // 0, 10, 20 ... 290: the mean is 145, the sum 4,350 trucks.
    near(found.tonnes.mid, 435_000.0);
    let [run] = found.runs.as_slice() else { panic!("{:?}", found.runs) };
    assert_eq!(run.held, Held::Interpolated);
    near(run.per_day.mid, 145.0);
}

#[test]
fn mass_itself_needs_no_payload_and_a_count_without_one_is_no_amount() {
    let case = with("capacity gate throughput 2020-01-01 3.6525 Mt/year");
    // 3.6525 Mt in a year of 365.25 days are 10 kt a day.
    near(of_month(&case, 2020, 4).tonnes.mid, 300_000.0);
    assert_eq!(of_month(&case, 2020, 4).runs[0].unit, "t");
    let found = of_month(&with("capacity gate throughput 2020-01-01 100 truck/day"), 2020, 4);
    assert_eq!((found.uncounted_days, found.runs.len(), found.limited), (30, 0, false));
}

#[test]
fn both_counts_of_a_day_limit_and_the_smaller_is_what_the_good_can_use() {
    let rows = |own: u32| {
        with(&format!(
            "capacity gate throughput 2020-01-01 100 truck/day
             capacity gate throughput 2020-01-01 {own} truck/day product_id=ore
             capacity gate payload 2011-01-01 100 t/truck"
        ))
    };
    let (few, many) = (of_month(&rows(40), 2020, 4), of_month(&rows(400), 2020, 4));
    near(few.tonnes.mid, 30.0 * 4000.0);
    near(many.tonnes.mid, 30.0 * 10_000.0);
    for found in [few, many] {
        assert!(found.own && found.shared);
        near(found.shared_units, 3000.0);
    }
}

#[test]
fn days_open_without_a_count_take_the_count_that_stands_on_each_of_them() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 40 truck/day
        capacity gate throughput 2020-04-01 - - valid_to=2020-04-30
        capacity gate throughput 2020-04-21 90 truck/day
        capacity gate payload 2011-01-01 100 t/truck",
    );
    // 20 days x 40 x 100 t and 10 days x 90 x 100 t
    near(of_month(&case, 2020, 4).tonnes.mid, 80_000.0 + 90_000.0);
}

#[test]
fn trucks_do_not_limit_a_railway() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate payload 2011-01-01 100 t/truck",
    );
    let rail = capacity_of(&case, month(2020, 4), None, &["truck"]);
    assert_eq!((rail.silent_days, rail.runs.len()), (30, 0));
}

#[test]
fn a_frozen_regime_holds_on_while_the_days_of_rest_are_those_of_the_month() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-06-01 900 truck/day
        capacity gate payload 2011-01-01 100 t/truck
        rest gate every 2020-06-10 0 valid_to=2020-06-14",
    );
    let june = |frozen: Option<&str>| capacity_of(&case, month(2020, 6), frozen.map(day), &[]).tonnes.mid;
    near(june(None), 25.0 * 90_000.0);
    near(june(Some("2020-05-31")), 25.0 * 10_000.0);
    near(june(Some("2021-05-31")), 25.0 * 90_000.0);
}
