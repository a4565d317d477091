//! Ways with their legs: which are best, what they sum up to, and what is said of what is not known.

use case::Case;
use corridor::network::{Changes, Network};
use corridor::route::LegKind;
use corridor::ways::{By, Finder, Load, Way, matrix};

use crate::folder::{case_of, chain, day, near};

/// From a to d: by road over the pass (cheap, slow), by rail round it (dear, fast), or by a third road.
const ROUTES: &str = "
    place a city KGZ
    place b city KGZ
    place gate crossing KGZ
    place beyond crossing KAZ
    place post crossing KGZ
    place far crossing KAZ
    place d market KAZ
    link a_gate a gate road length_km=100
    link gate_beyond gate beyond road length_km=2
    link beyond_d beyond d road length_km=60
    link a_post a post rail_1520 length_km=300 via=b@100
    link post_far post far rail_1520 length_km=5
    link far_d far d rail_1520 length_km=40
    link a_post_road a post road length_km=120
    link post_far_road post far road length_km=5
    link far_d_road far d road length_km=70
    cost KGZ corridor_cost 2019-01-01 0.1 USD/t/km mode=road
    cost KGZ corridor_cost 2019-01-01 0.2 USD/t/km mode=rail
    cost KGZ speed 2019-01-01 50 km/h mode=road
    cost KGZ speed 2019-01-01 40 km/h mode=rail
    cost gate waiting_time 2020-01-01 60 h mode=road
    cost gate border_cost 2020-01-01 3 USD/t
    cost post border_cost 2020-01-01 10 USD/t
    cost post waiting_time 2020-01-01 1 h mode=rail
";

fn ways(rows: &str, changes: Changes, by: By, k: usize, worth: f64) -> Vec<Way> {
    let case = case_of(&format!("{ROUTES}{rows}"));
    find(&case, changes, by, k, worth)
}

fn find(case: &Case, changes: Changes, by: By, k: usize, worth: f64) -> Vec<Way> {
    let network = Network::of(case);
    let load = Load { chain: chain(), usd_per_t: worth };
    let finder = Finder::new(&network, day("2020-06-01"), changes, load).unwrap();
    let found = finder.ways(network.place("a").unwrap(), network.place("d").unwrap(), by, k).unwrap();
    for way in &found {
        sums(way);
    }
    found
}

/// The totals of a way are the sums of its legs, and the last point of its profile.
fn sums(way: &Way) {
    let km: f64 = way.legs.iter().filter_map(|leg| leg.km).sum();
    let usd: f64 = way.legs.iter().filter_map(|leg| leg.usd).map(|usd| usd.mid).sum();
    let hours: f64 = way.legs.iter().filter_map(|leg| leg.hours).map(|hours| hours.mid).sum();
    near(way.at_least.km.unwrap(), km);
    near(way.at_least.usd.unwrap().mid, usd);
    near(way.at_least.hours.unwrap().mid, hours);
    near(way.generalised, usd + way.delay);
    let last = way.profile.points.last().unwrap();
    assert_eq!(
        (last.km, last.hours, last.usd),
        (way.profile.totals.km, way.profile.totals.hours, way.profile.totals.usd)
    );
}

fn lines(way: &Way) -> Vec<&str> {
    way.lines.iter().map(String::as_str).collect()
}

const PASS: [&str; 3] = ["a_gate", "gate_beyond", "beyond_d"];
const RAIL: [&str; 3] = ["a_post", "post_far", "far_d"];
const OTHER: [&str; 3] = ["a_post_road", "post_far_road", "far_d_road"];

#[test]
fn three_ways_in_order_of_their_cost() {
    let found = ways("", Changes::default(), By::Cost, 5, 0.0);
    // 162 km x 0.1 + 3; 195 x 0.1 + 10; 345 km x 0.2 + 10.
    let expected: [([&str; 3], f64); 3] = [(PASS, 19.2), (OTHER, 29.5), (RAIL, 79.0)];
    assert_eq!(found.len(), 3);
    for (way, (through, usd)) in found.iter().zip(expected) {
        assert_eq!(lines(way), through);
        near(way.weight, usd);
        near(way.generalised, usd);
    }
    assert_eq!((found[0].from.as_str(), found[0].to.as_str()), ("a", "d"));
    assert_eq!((found[0].economies.join(" "), found[0].crossings.join(" ")), ("KGZ KAZ".into(), "gate beyond".into()));
    assert!(found[0].estimated);
}

#[test]
fn time_costs_the_interest_that_the_case_asks_of_projects() {
    let row = "assumption money project_interest 24 percent/year basis=sourced";
    let dear = ways(row, Changes::default(), By::Time, 1, 13_000.0).remove(0);
    near(dear.delay, 3.9 * 13_000.0 * 0.24 / 8760.0);
    // A row for one place alone is not that of all.
    let other = ways(&format!("{row} subject_id=gate"), Changes::default(), By::Time, 1, 13_000.0).remove(0);
    near(other.delay, 3.9 * 13_000.0 * 0.12 / 8760.0);
}

#[test]
fn the_fastest_way_is_another_and_dear_goods_take_it() {
    // 162 km at 50 and 60 h; 195 at 50; 345 at 40 and 1 h.
    let found = ways("", Changes::default(), By::Time, 3, 0.0);
    let hours: Vec<f64> = found.iter().map(|way| way.weight).collect();
    assert_eq!(lines(&found[0]), OTHER);
    for (hours, expected) in hours.iter().zip([3.9, 9.625, 63.24]) {
        near(*hours, expected);
    }
    // An hour costs v x 0.12 / 8760; the difference of 10.3 USD and 59.34 h tips at v = 12,670 USD a tonne.
    let best = |worth: f64| ways("", Changes::default(), By::Generalised, 1, worth).remove(0);
    assert_eq!(lines(&best(12_000.0)), PASS);
    assert_eq!(lines(&best(13_000.0)), OTHER);
    let dear = best(13_000.0);
    near(dear.delay, 3.9 * 13_000.0 * 0.12 / 8760.0);
    near(dear.weight, dear.generalised);
}

#[test]
fn the_legs_of_a_way_in_order() {
    let found = ways("", Changes::default().closing("gate").closing("a_post_road"), By::Cost, 1, 0.0).remove(0);
    let kinds: Vec<(LegKind, &str)> = found.legs.iter().map(|leg| (leg.kind, leg.place.as_str())).collect();
    // Two segments of one line are one leg.
    let expected =
        [(LegKind::Rail, "post"), (LegKind::Rail, "far"), (LegKind::BorderDwell, "post"), (LegKind::Rail, "d")];
    assert_eq!(kinds, expected);
    near(found.legs[0].km.unwrap(), 300.0);
    near(found.legs[0].usd.unwrap().mid, 60.0);
    near(found.legs[0].hours.unwrap().mid, 7.5);
    assert_eq!(found.legs[2].crossing.as_deref(), Some("post"));
}

#[test]
fn what_is_closed_by_scenario_or_regime_is_gone_round() {
    let through = |rows: &str, changes: Changes| -> Vec<Vec<String>> {
        ways(rows, changes, By::Cost, 3, 0.0).into_iter().map(|way| way.lines).collect()
    };
    assert_eq!(through("", Changes::default().closing("gate")), [OTHER, RAIL]);
    assert_eq!(through("", Changes::default().closing("post")), [PASS]);
    assert!(through("", Changes::default().closing("KAZ")).is_empty());
    let shut = "capacity gate throughput 2020-05-01 - - status=closed";
    assert_eq!(through(shut, Changes::default()), [OTHER, RAIL]);
    // Closed to another good, or reopened before the day.
    let salt = "product salt total\ncapacity gate throughput 2020-05-01 - - status=closed product_id=salt";
    assert_eq!(through(salt, Changes::default()).len(), 3);
    let again = format!("{shut} valid_to=2020-05-31");
    assert_eq!(through(&again, Changes::default()).len(), 3);
}

#[test]
fn removing_the_best_makes_the_second_the_best() {
    let all = ways("", Changes::default(), By::Cost, 3, 0.0);
    let less = ways("", Changes::default().closing("a_gate"), By::Cost, 2, 0.0);
    assert_eq!(
        all[1..].iter().map(|way| way.weight).collect::<Vec<_>>(),
        less.iter().map(|way| way.weight).collect::<Vec<_>>()
    );
}

#[test]
fn hours_and_money_that_nobody_knows_are_said_to_be_so() {
    let rows = ROUTES
        .replace("cost KGZ speed 2019-01-01 50 km/h mode=road", "")
        .replace("cost gate border_cost 2020-01-01 3 USD/t", "");
    let case = case_of(&rows);
    let found = find(&case, Changes::default().closing("post"), By::Cost, 1, 0.0).remove(0);
    // Three roads without a speed; at the border the wait is known and the cost is not.
    assert_eq!(found.profile.totals.hours, None);
    assert_eq!(found.profile.totals.usd, None);
    assert_eq!((found.profile.totals.without_hours.len(), found.profile.totals.without_usd.len()), (3, 1));
    near(found.at_least.hours.unwrap().mid, 60.0);
    near(found.at_least.usd.unwrap().mid, 16.2);
    assert!(found.profile.totals.km.is_some());
}

#[test]
fn no_way_comes_back_to_a_place_on_another_layer() {
    // By rail to the yard and by road back through the mine is a path of the graph, and no way.
    let case = case_of(
        "
        place a mine KGZ
        place yard city KGZ
        place d market KAZ
        link track a yard rail_1520 length_km=10
        transfer crane yard yard road_rail rail_1520 road
        link back yard a road length_km=10
        link on a d road length_km=100
        link round yard d road length_km=500
        cost KGZ corridor_cost 2019-01-01 0.1 USD/t/km
        cost track freight 2019-01-01 2 USD/t",
    );
    let found = find(&case, Changes::default(), By::Cost, 3, 0.0);
    let through: Vec<Vec<&str>> = found.iter().map(lines).collect();
    assert_eq!(through, [vec!["on"], vec!["back", "round"], vec!["track", "crane", "round"]]);
}

#[test]
fn there_is_no_way_to_where_no_line_leads() {
    let case = case_of(&format!("{ROUTES}place island market CHN"));
    let network = Network::of(&case);
    let finder = Finder::new(&network, day("2020-06-01"), Changes::default(), Load::default()).unwrap();
    let (a, d, island) = (network.place("a").unwrap(), network.place("d").unwrap(), network.place("island").unwrap());
    assert!(finder.ways(a, island, By::Cost, 2).unwrap().is_empty());
    // Of all pairs, those between which there is a way.
    let all = matrix(&finder, &[a, d], &[a, d, island], By::Cost, 1).unwrap();
    assert_eq!(all.keys().copied().collect::<Vec<_>>(), {
        let mut both = [(a, d), (d, a)];
        both.sort();
        both
    });
    assert_eq!(finder.load(), &Load::default());
}
