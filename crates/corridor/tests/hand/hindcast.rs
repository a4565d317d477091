//! Months simulated in order, and the series set beside a record. 2020 begins with 31 and 29 days.

use case::Case;
use case::value::date::Month;
use corridor::goods::Goods;
use corridor::hindcast::{Record, forecast, hindcast, past_errors};
use corridor::network::Network;
use corridor::simulate::{HORIZON, SimulatedMonth, simulate};

use crate::folder::{MINE_TO_GATE, case_of, day, folder, month, months, near};

/// A gate that lets 100 trucks a day pass, none in March of 2020, and 150 from May on.
const GATE: &str = "
    capacity gate throughput 2017-01-01 100 truck/day
    capacity gate throughput 2020-03-01 - - status=closed
    capacity gate throughput 2020-04-01 100 truck/day
    capacity gate throughput 2020-05-01 150 truck/day
    cost haul freight 2019-01-01 10 USD/t
";

fn with(rows: &str) -> Case {
    case_of(&format!("{MINE_TO_GATE}{rows}"))
}

fn run(case: &Case, months: &[Month], freeze: Option<Month>) -> Vec<SimulatedMonth> {
    let network = Network::of(case);
    simulate(&network, &Goods::of(&network), months, freeze, HORIZON).unwrap()
}

fn kt(found: &[SimulatedMonth]) -> Vec<f64> {
    found.iter().map(|month| (month.sold_kt[0] * 1e6).round() / 1e6).collect()
}

#[test]
fn each_month_lets_leave_what_its_own_regimes_let_pass() {
    let found = run(&with(GATE), &months(2020, 1, 6), None);
    // 10 kt a day in January, February and April, none in March, 15 in May and June.
    assert_eq!(kt(&found), [310.0, 290.0, 0.0, 300.0, 465.0, 450.0]);
    assert!(found.iter().all(|month| month.violation <= 1e-7 && month.gap <= 1e-9 && month.stock_kt == 0.0));
    let gates: Vec<&str> = found[0].gates.iter().map(|gate| gate.place.as_str()).collect();
    assert_eq!(gates, ["beyond"]);
    assert_eq!(found[0].lines.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["haul", "over"]);
    // The count and the payload.
    assert_eq!(
        found[0].rows.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["capacities.csv:2", "capacities.csv:3"]
    );
}

#[test]
fn a_frozen_regime_holds_in_every_later_month() {
    let case = with(GATE);
    assert_eq!(kt(&run(&case, &months(2020, 2, 4), Some(month(2020, 2)))), [290.0, 310.0, 300.0, 310.0]);
    assert_eq!(kt(&run(&case, &months(2020, 2, 4), Some(month(2020, 3)))), [290.0, 0.0, 0.0, 0.0]);
}

/// The mine gives 8 kt a day and has room for 300 kt.
const STOCK: &str = "production mine ore stock 2018-12-31 300 kt\n";

fn with_stock(rows: &str) -> Case {
    case_of(&format!("{}{STOCK}{rows}", MINE_TO_GATE.replace("7.305", "2.922")))
}

#[test]
fn what_a_closed_gate_keeps_back_is_stored_and_leaves_when_it_opens() {
    let found = run(&with_stock(GATE), &months(2020, 2, 4), None);
    // 8 kt on 29 days; 248 kt stay in March; of 240 + 248 the gate lets 300 pass in April; then 15 kt a day.
    assert_eq!(kt(&found), [232.0, 0.0, 300.0, 436.0]);
    let stock: Vec<f64> = found.iter().map(|month| month.stock_kt.round()).collect();
    assert_eq!(stock, [0.0, 248.0, 188.0, 0.0]);
}

#[test]
fn stock_stays_where_it_is_when_nobody_says_any_more_what_the_gate_lets_pass() {
    let rows = "
        capacity gate throughput 2017-01-01 100 truck/day
        capacity gate throughput 2020-03-01 - - status=closed
        capacity gate throughput 2020-04-01 - - status=limited
        capacity gate throughput 2020-05-01 150 truck/day\n";
    let found = run(&with_stock(rows), &months(2020, 2, 4), None);
    let stock: Vec<f64> = found.iter().map(|month| month.stock_kt.round()).collect();
    assert_eq!(stock[..3], [0.0, 248.0, 248.0]);
    // 248 kt in stock and 8 kt a day in May: 465 pass the gate.
    assert_eq!(kt(&found), [232.0, 0.0, 0.0, 465.0]);
}

#[test]
fn goods_under_way_for_months_arrive_and_are_sold_then() {
    // 1,500 hours are two months: what leaves in January is sold in March.
    let open = "capacity gate throughput 2017-01-01 900 truck/day\ncost haul transit_time 2017-01-01 1500 h\n";
    let case = with(open);
    assert_eq!(kt(&run(&case, &months(2020, 1, 4), None)), [0.0, 0.0, 620.0, 580.0]);
    // What arrives at a closed gate waits there.
    let shut = with(&format!("{open}capacity gate throughput 2020-03-01 - - status=closed valid_to=2020-03-31"));
    let found = run(&shut, &months(2020, 1, 4), None);
    assert_eq!(kt(&found), [0.0, 0.0, 0.0, 1200.0]);
    near(found[2].stock_kt, 620.0);
}

#[test]
fn a_longer_run_begins_with_the_shorter() {
    let case = with_stock(GATE);
    let (short, long) = (run(&case, &months(2020, 1, 4), None), run(&case, &months(2020, 1, 8), None));
    assert_eq!(short, long[..4]);
}

#[test]
fn a_row_known_after_the_day_of_the_view_changes_nothing() {
    let later = format!("{MINE_TO_GATE}{GATE}capacity gate throughput 2020-02-01 5 truck/day known_on=2020-06-01");
    let view = |rows: &str, at: &str| kt(&run(&folder(rows).as_of(day(at)), &months(2020, 1, 3), None));
    assert_eq!(view(&later, "2020-05-31"), view(&format!("{MINE_TO_GATE}{GATE}"), "2031-01-01"));
    assert_eq!(view(&later, "2020-06-01"), [310.0, 14.5, 0.0]);
}

fn record(values: &[(Month, f64)]) -> Record {
    values.iter().copied().collect()
}

#[test]
fn a_perfect_model_scores_zero() {
    let case = with(GATE);
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let span = months(2018, 1, 30);
    let simulated = run(&case, &span, None);
    // The record is the simulation itself; the months before have 100 kt each.
    let mut known: Record = simulated.iter().map(|month| (month.month, month.sold_kt[0])).collect();
    known.extend(months(2017, 1, 12).into_iter().map(|month| (month, 100.0)));
    let found = hindcast(&network, &goods, 0, &span, &known).unwrap();
    let scores = found.compare(month(2020, 1), month(2020, 6)).unwrap();
    assert_eq!((scores.model.months, scores.model.mae, scores.model.bias), (6, 0.0, 0.0));
    near(scores.model.correlation.unwrap(), 1.0);
    assert_eq!(scores.against_seasonal(), -1.0);
    // The same month a year before had 310, 280, 310, 300, 310, 300: errors 0, 10, 310, 0, 155, 150.
    near(scores.seasonal.mae, 625.0 / 6.0);
    // The constant is the mean of the months before the first simulated one: 100.
    near(found.months[0].constant_kt.unwrap(), 100.0);
    near(scores.constant.bias, 100.0 - (310.0 + 290.0 + 0.0 + 300.0 + 465.0 + 450.0) / 6.0);
}

#[test]
fn the_record_is_compared_with_and_never_simulated_from() {
    let case = with(GATE);
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let span = months(2020, 1, 6);
    let known = record(&[(month(2020, 1), 5.0), (month(2020, 2), 900.0), (month(2019, 1), 7.0)]);
    let (with, without) = (
        hindcast(&network, &goods, 0, &span, &known).unwrap(),
        hindcast(&network, &goods, 0, &span, &Record::new()).unwrap(),
    );
    let series = |found: &corridor::hindcast::Hindcast| {
        found.months.iter().map(|month| month.simulated.clone()).collect::<Vec<_>>()
    };
    assert_eq!(series(&with), series(&without));
    assert_eq!((with.months[0].recorded_kt, with.months[0].seasonal_kt), (Some(5.0), Some(7.0)));
    assert_eq!(without.compare(month(2020, 1), month(2020, 6)), None);
    // Months count in which the record and both rivals are known: January alone.
    assert_eq!(with.compare(month(2020, 1), month(2020, 6)).unwrap().model.months, 1);
}

#[test]
fn a_forecast_carries_the_errors_of_the_past() {
    let case = with(GATE);
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    // From January of 2020 the last regime gives 10 kt a day; 20 kt more came in February, 30 in March, 40 in April.
    let known = record(&[(month(2020, 2), 310.0), (month(2020, 3), 340.0), (month(2020, 4), 340.0)]);
    let errors = past_errors(&network, &goods, 0, &[month(2020, 1)], &known).unwrap();
    assert_eq!(errors.classes[0], (3, vec![20.0, 30.0, 40.0]));
    assert!(errors.classes[1..].iter().all(|(_, errors)| errors.is_empty()));
    let found = forecast(&network, &goods, 0, month(2020, 5), 7, &errors).unwrap();
    assert_eq!(found.len(), 7);
    // June: 15 kt a day; a tenth of the errors lies below 22, nine tenths below 38. Later months have no errors of
    // their own and take those of the class before.
    for (ahead, days) in [(0, 30.0), (6, 31.0)] {
        let month = &found[ahead];
        near(month.model_kt, days * 15.0);
        near(month.p10_kt, days * 15.0 + 22.0);
        near(month.p50_kt, days * 15.0 + 30.0);
        near(month.p90_kt, days * 15.0 + 38.0);
    }
    assert_eq!(found[0].month, month(2020, 6));
}

#[test]
fn a_forecast_is_never_below_zero() {
    let case = with(GATE);
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let known = record(&[(month(2020, 2), 0.0)]);
    let errors = past_errors(&network, &goods, 0, &[month(2020, 1)], &known).unwrap();
    let found = forecast(&network, &goods, 0, month(2020, 3), 1, &errors).unwrap();
    assert_eq!((found[0].model_kt, found[0].p10_kt, found[0].p90_kt), (0.0, 0.0, 0.0));
}
