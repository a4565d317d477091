//! The model that a plan makes, and what a railway adds. January of 2020 has 31 days.

use case::Case;
use corridor::flow::{Goal, Programme, Start};
use corridor::goods::Goods;
use corridor::line::{Addition, DeadEnd, additions, candidates};
use corridor::network::{Changes, Network};
use corridor::plan::{Plan, Planned};

use crate::folder::{MINE_TO_GATE, case_of, day, month, months, near};

fn with(rows: &str) -> Case {
    case_of(&format!("{MINE_TO_GATE}{rows}"))
}

fn planned(case: &Case, count: i32) -> Planned {
    let network = Network::of(case);
    let goods = Goods::of(&network);
    let plan = Plan {
        network: &network,
        goods: &goods,
        changes: Changes::default(),
        months: months(2020, 1, count),
        seen_until: None,
        goal: Goal::Profit,
        stocks: true,
    };
    plan.build()
}

const COUNTED: &str = "capacity gate throughput 2019-01-01 100 truck/day\n";

#[test]
fn a_plan_holds_what_a_mine_can_reach_and_what_leads_to_a_sale() {
    let found = planned(&with(&format!("{COUNTED}place town city KAZ\nlink on beyond town road length_km=5")), 2);
    assert_eq!((found.model.periods, found.months.len(), found.supplies.len()), (2, 2, 1));
    let names: Vec<&str> = found.model.arcs.iter().map(|arc| arc.name.as_str()).collect();
    // Loading has no line; the road can be gone both ways; nothing comes in, and what is beyond is the buyer's affair.
    assert_eq!(names, ["", "haul", "haul", "over"]);
    assert_eq!(found.sale_places, ["beyond"]);
    // 2,400 of the 7,305 kt a year in 31 and 29 days.
    let most = &found.model.supplies[0].most;
    near(most[0], 620.0);
    near(most[1], 580.0);
    // A unit of the limit is a thousand trucks.
    assert_eq!(found.limits.len(), 1);
    near(found.model.limits[0].capacity[1], 2.9);
    near(found.model.limits[0].uses[0].weight, 0.01);
    assert_eq!(found.limits[0].worked_days, [31.0, 29.0]);
    // The same goods a month later earn a little less, so that they are not kept for nothing.
    assert!(found.model.sales[0].price[1] < found.model.sales[0].price[0]);
}

#[test]
fn a_mine_may_keep_what_it_once_kept() {
    let stock = "production mine ore stock 2018-12-31 500 kt\n";
    let node = |found: &Planned| found.model.supplies[0].node;
    let found = planned(&with(&format!("{COUNTED}{stock}")), 1);
    near(found.model.nodes[node(&found)].stock.as_ref().unwrap().room, 500.0);
    let without = planned(&with(COUNTED), 1);
    assert_eq!(without.model.nodes[node(&without)].stock, None);
    // Two goods of one mine have the room of both.
    let two = "product salt total\nprice KGZ salt 2019 80 USD/t\nproduction mine salt output 2018 1 Mt
        production mine salt stock 2018-12-31 100 kt\n";
    let found = planned(&with(&format!("{COUNTED}{stock}{two}")), 1);
    near(found.model.nodes[node(&found)].stock.as_ref().unwrap().room, 600.0);
}

#[test]
fn a_yard_at_the_border_lets_the_line_to_it_work_while_the_gate_is_shut() {
    // 10 kt a day reach the gate, which lets 15 pass; in March nothing.
    let rows = "capacity haul design 2017-01-01 100 truck/day
        capacity gate throughput 2017-01-01 150 truck/day
        capacity gate throughput 2020-03-01 - - status=closed valid_to=2020-03-31\n";
    let sold = |rows: &str| -> Vec<f64> {
        let found = planned(&with(rows), 5);
        let solution = Programme::new(found.model.clone(), &Start::default()).unwrap().solve().unwrap();
        (0..5).map(|month| solution.sold_of(&found.model, 0, month).round()).collect()
    };
    assert_eq!(sold(rows), [310.0, 290.0, 0.0, 300.0, 310.0]);
    let yard = "production gate ore stock 2018-12-31 100 kt";
    assert_eq!(sold(&format!("{rows}{yard}")), [310.0, 290.0, 0.0, 400.0, 310.0]);
}

#[test]
fn a_haul_of_more_than_a_month_arrives_the_month_after() {
    let transit = |hours: u32| {
        let found = planned(&with(&format!("{COUNTED}cost haul transit_time 2019-01-01 {hours} h")), 1);
        found.model.arcs.iter().map(|arc| arc.transit).max().unwrap()
    };
    // A mean month has 730.5 hours.
    assert_eq!((transit(730), transit(731), transit(1461)), (0, 1, 2));
}

/// What each railway adds in January of 2020.
fn added(rows: &str) -> Vec<Addition> {
    let case = with(&format!(
        "{COUNTED}
         cost haul freight 2019-01-01 20 USD/t
         cost over freight 2019-01-01 2 USD/t
         {rows}"
    ));
    let network = Network::of(&case);
    let until = day("2020-01-31");
    additions(&network, &Goods::of(&network), month(2020, 1), until, &candidates(&network, until)).unwrap()
}

fn only(rows: &str) -> Addition {
    let mut found = added(rows);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn a_railway_that_takes_over_the_haul_saves_its_difference_in_cost() {
    let found = only(
        "
        link rail mine gate rail_1520 length_km=90 stage=planned
        transfer yard gate gate road_rail rail_1520 road stage=planned
        cost rail freight 2019-01-01 5 USD/t
        cost yard handling 2019-01-01 3 USD/t",
    );
    assert_eq!((found.line.as_str(), found.built, found.km), ("rail", false, Some(90.0)));
    // 310 kt go by rail and are reloaded: 5 + 3 instead of 20 USD a tonne.
    near(found.on_line_kt, 310.0);
    near(found.sold_kt.0, 310.0);
    near(found.added_kusd, 310.0 * 12.0);
    near(found.carriage_usd_per_t.0, 10.0);
    near(found.carriage_usd_per_t.1, 22.0);
    // 100 trucks a day leave the haul of 100 km; the hop of 10 km over the border is none.
    near(found.trucks_a_day.0, 0.0);
    near(found.trucks_a_day.1, 100.0);
    assert_eq!(found.chokepoint.as_deref(), Some("gate"));
    assert_eq!(found.dead_end, None);
}

#[test]
fn a_railway_with_a_gate_of_its_own_adds_what_it_carries() {
    let found = only(
        "
        place post crossing KGZ
        place far crossing CHN
        link rail mine post rail_1520 length_km=90 opened_on=2018-01-01 via=post@90
        link rails post far rail_1520 length_km=5 opened_on=2000-01-01
        cost rail freight 2019-01-01 10 USD/t
        capacity post throughput 2019-01-01 1 train/day
        capacity rails payload 2010-01-01 4000 t/train",
    );
    assert!(found.built);
    near(found.on_line_kt, 124.0);
    near(found.sold_kt.0 - found.sold_kt.1, 124.0);
    near(found.added_kusd, 124.0 * 40.0);
}

#[test]
fn a_line_whose_end_nothing_leaves_carries_nothing_and_names_it() {
    let found =
        only("place end junction KGZ name=Rail-head\nlink rail mine end rail_1520 length_km=90 opened_on=2018-01-01");
    assert_eq!((found.on_line_kt, found.added_kusd), (0.0, 0.0));
    assert_eq!(found.dead_end, Some(DeadEnd::NoLineOn { place: "Rail-head".into() }));
    let found =
        only("place end junction KGZ name=Rail-head\nlink rail end mine rail_1520 length_km=90 opened_on=2018-01-01");
    assert_eq!(found.dead_end, Some(DeadEnd::NoLineOn { place: "Rail-head".into() }));
}

#[test]
fn a_line_to_a_gate_that_nobody_counted_carries_nothing_and_names_the_gate() {
    let rows = "
        place post crossing KGZ name=Post
        place far crossing CHN
        link rail mine post rail_1520 length_km=90 opened_on=2018-01-01
        link rails post far rail_1520 length_km=5 opened_on=2000-01-01
        cost rail freight 2019-01-01 10 USD/t\n";
    for more in ["", "capacity post throughput 2019-01-01 - - status=closed", "capacity post throughput 2019-01-01 - -"]
    {
        let found = only(&format!("{rows}{more}"));
        assert_eq!((found.on_line_kt, found.added_kusd), (0.0, 0.0), "{more}");
        assert_eq!(found.dead_end, Some(DeadEnd::NoCountedGate { place: "Post".into() }), "{more}");
    }
}

#[test]
fn a_line_that_is_dearer_carries_nothing_because_it_is_not_worth_it() {
    let found = only(
        "
        place town city KGZ
        link rail mine town rail_1520 length_km=90 opened_on=2018-01-01
        link branch town gate rail_1520 length_km=9 opened_on=2000-01-01
        transfer yard gate gate road_rail rail_1520 road
        cost rail freight 2019-01-01 30 USD/t",
    );
    assert_eq!((found.on_line_kt, found.dead_end), (0.0, Some(DeadEnd::NotWorthIt)));
}

#[test]
fn new_railways_are_candidates_and_old_ones_roads_and_foreign_ones_are_not() {
    let case = with(
        "
        place there city KAZ
        place here city KAZ
        link young mine gate rail_1520 opened_on=2010-06
        link old mine gate rail_1435 opened_on=2009-12
        transfer gauge mine mine gauge_change_transship rail_1520 rail_1435
        transfer gauge_gate gate gate gauge_change_transship rail_1520 rail_1435
        link undated mine gate rail_1520
        link planned mine gate rail_1520 stage=planned
        link foreign there here rail_1520 stage=planned
        link highway mine gate road stage=planned",
    );
    let network = Network::of(&case);
    let found: Vec<&str> =
        candidates(&network, day("2020-01-31")).iter().map(|line| network.lines[line.0].id.as_str()).collect();
    assert_eq!(found, ["planned", "young"]);
}
