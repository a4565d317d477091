//! One month at its best. January of 2020 has 31 days; the mine of the folder gives 20 kt a day, 620 kt.

use case::Case;
use corridor::flow::Goal;
use corridor::goods::Goods;
use corridor::network::{Changes, Network};
use corridor::throughput::{Ask, LimitUse, Throughput, throughput};

use crate::folder::{MINE_TO_GATE, case_of, day, month, near};

fn with(rows: &str) -> Case {
    case_of(&format!("{MINE_TO_GATE}{rows}"))
}

fn ask(goal: Goal, changes: Changes) -> Ask {
    Ask { month: month(2020, 1), seen_until: day("2020-01-31"), changes, goal, worth: true }
}

fn of(case: &Case, goal: Goal, changes: Changes) -> Throughput {
    let network = Network::of(case);
    let found = throughput(&network, &Goods::of(&network), &ask(goal, changes)).unwrap();
    assert!(
        found.certificate.violation <= 1e-7 && found.certificate.gap <= 1e-9 && found.certificate.conservation <= 1e-7
    );
    found
}

fn profit(rows: &str) -> Throughput {
    of(&with(rows), Goal::Profit, Changes::default())
}

const COUNTED: &str = "capacity gate throughput 2019-01-01 100 truck/day\n";

#[test]
fn the_gate_lets_pass_what_it_counts() {
    let found = profit(&format!("{COUNTED}cost haul freight 2019-01-01 8 USD/t\ncost over freight 2019-01-01 2 USD/t"));
    // 100 trucks x 100 t x 31 days = 310 kt at 50 USD a tonne, less 10 for carriage.
    near(found.sold_kt[0], 310.0);
    near(found.income_kusd, 15_500.0);
    near(found.carriage_kusd, 3100.0);
    near(found.net_kusd, 12_400.0);
    assert_eq!(found.prices, [50.0]);
    assert_eq!((found.gates[0].place.as_str(), found.gates.len()), ("beyond", 1));
    let lines: Vec<(&str, f64)> = found.lines.iter().map(|(id, _, kt)| (id.as_str(), kt.round())).collect();
    assert_eq!(lines, [("haul", 310.0), ("over", 310.0)]);
    assert!(found.uncounted.is_empty());
    // Nobody says what crossing the border costs.
    assert_eq!(found.unpriced, ["over"]);
}

#[test]
fn one_more_truck_is_worth_what_its_load_earns() {
    let found = profit(&format!("{COUNTED}cost haul freight 2019-01-01 10 USD/t"));
    let [LimitUse { subject, unit, used, capacity, usd_per_vehicle_a_day, usd_per_mt_a_year, good: None, .. }] =
        found.limits.as_slice()
    else {
        panic!("{:?}", found.limits)
    };
    assert_eq!((subject.as_str(), unit.as_str(), usd_per_mt_a_year), ("gate", "truck", &None));
    // 3.1 thousand trucks in the month; 100 t x 40 USD on each of 31 days.
    near(*used, 3.1);
    near(*capacity, 3.1);
    let worth = usd_per_vehicle_a_day.unwrap();
    assert!((worth.more - 124_000.0).abs() < 1.0 && (worth.less - 124_000.0).abs() < 1.0 && worth.unique);
}

#[test]
fn a_count_of_tonnes_of_the_good_alone_is_worth_its_profit_by_the_tonne() {
    let found =
        profit("capacity gate throughput 2019-01-01 5 kt/day product_id=ore\ncost haul freight 2019-01-01 10 USD/t");
    near(found.sold_kt[0], 155.0);
    let limit = &found.limits[0];
    assert_eq!((limit.good, limit.unit.as_str(), limit.usd_per_vehicle_a_day), (Some(0), "t", None));
    assert!((limit.usd_per_mt_a_year.unwrap().more - 40e6).abs() < 1e3);
    assert_eq!(limit.capacity_low_high_kt, Some((155.0, 155.0)));
}

#[test]
fn where_the_mine_binds_a_truck_more_is_worth_nothing() {
    let found = profit("capacity gate throughput 2019-01-01 900 truck/day");
    near(found.sold_kt[0], 620.0);
    assert_eq!(found.limits[0].usd_per_vehicle_a_day, None);
}

#[test]
fn a_crossing_that_nobody_counted_carries_nothing_and_is_named() {
    for rows in
        ["", "capacity gate throughput 2019-01-01 - -", "capacity gate throughput 2019-01-01 - - status=limited"]
    {
        let found = profit(rows);
        assert_eq!(found.sold_kt, [0.0], "{rows}");
        assert_eq!(found.uncounted.iter().map(|gate| gate.subject.as_str()).collect::<Vec<_>>(), ["gate"], "{rows}");
    }
}

#[test]
fn a_closed_crossing_carries_nothing_and_is_not_called_uncounted() {
    for rows in [
        "capacity gate throughput 2019-01-01 100 truck/day\ncapacity gate throughput 2020-01-01 - - status=closed",
        "capacity gate throughput 2019-01-01 100 truck/day\ncapacity beyond throughput 2020-01-01 - - status=closed",
        "capacity gate throughput 2019-01-01 100 truck/day\ncapacity over throughput 2020-01-01 - - status=closed",
        "capacity gate throughput 2019-01-01 0 truck/day",
    ] {
        let found = profit(rows);
        assert_eq!(found.sold_kt, [0.0], "{rows}");
        assert!(found.uncounted.is_empty(), "{rows}");
    }
    // One side counts, and the other says nothing: the count holds.
    near(profit("capacity beyond throughput 2019-01-01 100 truck/day").sold_kt[0], 310.0);
    // Both count: the smaller holds.
    let both = format!("{COUNTED}capacity beyond throughput 2019-01-01 60 truck/day");
    near(profit(&both).sold_kt[0], 186.0);
}

#[test]
fn what_a_scenario_closes_carries_nothing() {
    let case = with(COUNTED);
    for closed in ["gate", "beyond", "KAZ", "haul", "mine"] {
        assert_eq!(of(&case, Goal::Profit, Changes::default().closing(closed)).sold_kt, [0.0], "{closed}");
    }
}

#[test]
fn the_most_mass_and_the_most_profit_are_two_questions() {
    let case = with(&format!("{COUNTED}cost haul freight 2019-01-01 60 USD/t"));
    assert_eq!(of(&case, Goal::Profit, Changes::default()).sold_kt, [0.0]);
    near(of(&case, Goal::Mass, Changes::default()).sold_kt[0], 310.0);
    assert!(of(&case, Goal::Mass, Changes::default()).limits.iter().all(|limit| limit.usd_per_vehicle_a_day.is_none()));
}

#[test]
fn a_good_without_a_price_is_not_sold() {
    let rows = MINE_TO_GATE.replace("price KGZ", "# price KGZ");
    let case = case_of(&format!("{rows}{COUNTED}"));
    assert_eq!(of(&case, Goal::Profit, Changes::default()).sold_kt, [0.0]);
}

#[test]
fn time_costs_the_interest_on_the_goods() {
    let found = profit(&format!("{COUNTED}cost gate waiting_time 2019-01-01 73 h"));
    // 310 kt x 50 USD x 12 percent a year x 73 of 8,760 hours
    near(found.carriage_kusd, 310.0 * 50.0 * 0.12 * 73.0 / 8760.0);
}

/// Two goods under one count of trucks: those go first that earn more by the truck.
const TWO_GOODS: &str = "
    product salt total
    production mine salt design_capacity 2010 1.46100 Mt/year
    price KGZ salt 2019 80 USD/t
    capacity haul payload 2010-01-01 50 t/truck product_id=salt
";

#[test]
fn goods_share_a_count_by_what_a_truck_of_each_earns() {
    let found = profit(&format!("{COUNTED}{TWO_GOODS}"));
    // A truck of ore earns 100 t x 50 = 5,000 USD, one of salt 50 t x 80 = 4,000: ore fills all 3,100 trucks.
    near(found.sold_kt[0], 310.0);
    near(found.sold_kt[1], 0.0);
    let plenty = profit(&format!("capacity gate throughput 2019-01-01 230 truck/day\n{TWO_GOODS}"));
    // 200 trucks a day take all ore, the other 30 carry 1.5 of 4 kt of salt.
    near(plenty.sold_kt[0], 620.0);
    near(plenty.sold_kt[1], 46.5);
    assert_eq!(plenty.limits.len(), 1);
}

#[test]
fn a_closed_day_does_not_give_each_good_the_whole_gate() {
    let closed = "capacity gate throughput 2020-01-11 - - status=closed valid_to=2020-01-31\n";
    let found = profit(&format!("capacity gate throughput 2019-01-01 230 truck/day\n{closed}{TWO_GOODS}"));
    // Ten days: 2,300 trucks in all. The mine gives 620 kt of ore and 124 of salt, so that trucks alone bind: all ore.
    near(found.sold_kt[0], 230.0);
    near(found.sold_kt[1], 0.0);
    // Closed to ore alone, the gate still counts the trucks of both.
    let to_ore = closed.replace("status=closed", "status=closed product_id=ore");
    let found = profit(&format!("capacity gate throughput 2019-01-01 60 truck/day\n{to_ore}{TWO_GOODS}"));
    // 600 trucks of ore on ten days; the other 1,260 of the month carry 63 kt of salt.
    near(found.sold_kt[0], 60.0);
    near(found.sold_kt[1], 63.0);
}

#[test]
fn a_count_of_one_good_limits_it_beside_the_count_of_all() {
    let found =
        profit(&format!("{COUNTED}capacity gate throughput 2019-01-01 40 truck/day product_id=ore\n{TWO_GOODS}"));
    // 40 trucks of ore, and 60 of salt with 3 kt a day.
    near(found.sold_kt[0], 124.0);
    near(found.sold_kt[1], 93.0);
}

#[test]
fn trucks_on_the_road_do_not_hinder_trains_through_the_same_gate() {
    let rail = "
        link track mine gate rail_1520 length_km=100
        link rails gate beyond rail_1520 length_km=10
        capacity rails throughput 2019-01-01 2 train/day
        capacity rails payload 2010-01-01 3000 t/train
        cost track freight 2019-01-01 1 USD/t
    ";
    let found = profit(&format!("{COUNTED}{rail}"));
    // 310 kt by road and 2 x 3,000 t x 31 = 186 by rail.
    near(found.sold_kt[0], 496.0);
}

#[test]
fn a_road_at_home_without_a_count_is_no_limit_be_it_closed_for_some_days() {
    // Nobody says how much passes on the other days: the road lets pass what comes.
    let some = "capacity haul throughput 2020-01-10 - - status=closed valid_to=2020-01-12\n";
    near(profit(&format!("{COUNTED}{some}")).sold_kt[0], 310.0);
    let whole = "capacity haul throughput 2020-01-01 - - status=closed valid_to=2020-01-31\n";
    near(profit(&format!("{COUNTED}{whole}")).sold_kt[0], 0.0);
    // A limit that nobody tells lets nothing pass.
    let limited = "capacity haul throughput 2020-01-01 - - status=limited\n";
    near(profit(&format!("{COUNTED}{limited}")).sold_kt[0], 0.0);
    // So do some closed days of the line through a gate that is counted.
    let line = "capacity over throughput 2020-01-10 - - status=closed valid_to=2020-01-12\n";
    near(profit(&format!("{COUNTED}{line}")).sold_kt[0], 310.0);
}

#[test]
fn what_the_view_does_not_see_yet_changes_nothing() {
    let case = with(&format!("{COUNTED}capacity gate throughput 2020-01-11 900 truck/day"));
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let seen = |until: &str| {
        let ask = Ask { seen_until: day(until), ..ask(Goal::Profit, Changes::default()) };
        throughput(&network, &goods, &ask).unwrap().sold_kt[0]
    };
    near(seen("2020-01-10"), 310.0);
    // Ten days x 10 kt, then 90 kt a day, of which the mine gives 620 in all.
    near(seen("2020-01-31"), 620.0);
}
