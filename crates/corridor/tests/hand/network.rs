//! From rows to the network: merged links, stops, lengths, borders, and what there is on a day.

use case::Case;
use case::tables::{Layer, Stage};
use corridor::network::{Arc, ArcKind, Changes, LengthBasis, Line, Network, Port};

use crate::folder::{case_of, day, near};

const PLACES: &str = "
    place a city KGZ lat=0 lon=0
    place b city KGZ lat=0 lon=1
    place c city KGZ lat=0 lon=3
    place d city KAZ lat=0 lon=4
    source second own 2021
";

fn with(rows: &str) -> Case {
    case_of(&format!("{PLACES}{rows}"))
}

fn line<'n>(network: &'n Network<'_>, id: &str) -> &'n Line {
    &network.lines[network.line(id).unwrap().0]
}

/// The forward arcs of a line: from, to, km and where the length comes from.
fn segments(network: &Network<'_>, id: &str) -> Vec<(String, String, f64, LengthBasis)> {
    let ix = network.line(id).unwrap();
    let forward = |arc: &&Arc| matches!(arc.kind, ArcKind::Move { line, reverse: false, .. } if line == ix);
    let ends = |arc: &Arc| (network.from_place(arc).id.clone(), network.to_place(arc).id.clone());
    network.arcs.iter().filter(forward).map(|arc| (ends(arc).0, ends(arc).1, arc.km, arc.length)).collect()
}

#[test]
fn two_sources_of_a_link_are_one_line() {
    let case = with(
        "
        link rail a c rail_1520 length_km=300 confidence=high
        link rail a c rail_1520 length_km=310 source_id=second opened_on=2015-06 via=b name=Railway",
    );
    let network = Network::of(&case);
    let rail = line(&network, "rail");
    // The better row names it and gives its length; the other widens the length and adds what the first leaves open.
    assert_eq!((rail.name.as_str(), rail.layer, rail.stops.len(), rail.rows.len()), ("rail", Layer::Rail1520, 3, 2));
    let (km, row) = rail.length_km.clone().unwrap();
    assert_eq!((km.low, km.mid, km.high, row.line), (300.0, 300.0, 310.0, 2));
    assert_eq!(rail.opened_on.unwrap().first_day(), day("2015-06-01"));
    // Both directions of both segments.
    assert_eq!(network.arcs.iter().filter(|arc| arc.line() == network.line("rail")).count(), 4);
}

#[test]
fn a_place_keeps_the_position_of_the_best_row_that_has_one() {
    let case = case_of(
        "
        source second own 2021
        place a city KGZ confidence=high name=Alpha
        place a city KGZ source_id=second lat=42.5 lon=74.5",
    );
    let network = Network::of(&case);
    let a = &network.places[network.place("a").unwrap().0];
    assert_eq!((a.name.as_str(), a.position), ("Alpha", Some((74.5, 42.5))));
}

#[test]
fn stops_with_kilometres_divide_a_line_there() {
    let case = with("link rail a c rail_1520 length_km=300 via=b@120");
    let network = Network::of(&case);
    let (a, b, c) = ("a".to_owned(), "b".to_owned(), "c".to_owned());
    let expected = [(a, b.clone(), 120.0, LengthBasis::Stated), (b, c, 180.0, LengthBasis::Stated)];
    assert_eq!(segments(&network, "rail"), expected);
}

#[test]
fn stops_without_kilometres_divide_a_line_by_straight_distances() {
    // a to b is one degree, b to c are two: a third and two thirds of 300 km.
    let case = with("link rail a c rail_1520 length_km=300 via=b");
    let network = Network::of(&case);
    let found = segments(&network, "rail");
    near(found[0].2, 100.0);
    near(found[1].2, 200.0);
    assert!(found.iter().all(|segment| segment.3 == LengthBasis::Shared));
}

#[test]
fn a_built_line_is_as_long_as_it_was_built_and_not_as_it_was_planned() {
    let case = with(
        "
        link rail a c rail_1520 length_km=281 stage=planned confidence=high
        link rail a c rail_1520 length_km=227 stage=existing confidence=medium source_id=second",
    );
    let network = Network::of(&case);
    let (km, _) = network.lines[network.line("rail").unwrap().0].length_km.clone().unwrap();
    assert_eq!((km.low, km.mid, km.high), (227.0, 227.0, 227.0));
}

#[test]
fn a_line_without_a_length_is_at_least_as_long_as_the_straight_way() {
    let case = with("link road a b road\nplace e city KGZ\nlink lost a e road");
    let network = Network::of(&case);
    // One degree of a sphere of 6371.0088 km: 111.195 km.
    let straight = &segments(&network, "road")[0];
    assert!((straight.2 - 111.195).abs() < 1e-3 && straight.3 == LengthBasis::StraightLine);
    assert_eq!(segments(&network, "lost")[0].3, LengthBasis::Unknown);
}

#[test]
fn what_there_is_on_a_day_follows_from_stage_and_opening() {
    let case = with(
        "
        link old a b road
        link new a b rail_1520 opened_on=2022-09-09
        link later a c rail_1520 stage=planned opened_on=2019-01-01
        link built b c rail_1520 stage=under_construction",
    );
    let network = Network::of(&case);
    let there = |at: &str, changes: Changes| -> Vec<String> {
        network.on_with(day(at), changes).lines().map(|line| line.id.clone()).collect()
    };
    assert_eq!(there("2022-09-08", Changes::default()), ["old"]);
    assert_eq!(there("2022-09-09", Changes::default()), ["new", "old"]);
    assert_eq!(network.on(day("2022-09-09")).lines().count(), 2);
    // A scenario builds before the time, or takes away.
    assert_eq!(there("2020-01-01", Changes::default().building("later").closing("old")), ["later"]);
    assert_eq!(line(&network, "built").stage, Stage::UnderConstruction);
}

#[test]
fn a_stage_reported_later_replaces_the_earlier_one() {
    let case = with(
        "
        link rail a b rail_1520 stage=planned
        link rail a b rail_1520 opened_on=2022-09 source_id=second known_on=2022-10-01 confidence=low",
    );
    let network = Network::of(&case);
    assert!(line(&network, "rail").exists_on(day("2022-09-01")));
    assert!(!line(&network, "rail").exists_on(day("2022-08-31")));
}

#[test]
fn what_a_scenario_closes_carries_nothing() {
    let case = with(
        "
        place gate crossing KGZ
        link road a b road
        link over c d road crossing_id=gate",
    );
    let network = Network::of(&case);
    let usable = |closed: &str, line: &str| {
        let snapshot = network.on_with(day("2020-01-01"), Changes::default().closing(closed));
        let ix = network.line(line);
        network.arcs.iter().filter(|arc| arc.line() == ix && ix.is_some()).any(|arc| snapshot.usable(arc))
    };
    for (closed, line, expected) in [
        ("road", "road", false),
        ("a", "road", false),
        ("c", "road", true),
        ("KAZ", "over", false),
        ("KAZ", "road", true),
        ("gate", "over", false),
        ("gate", "road", true),
        ("nothing", "over", true),
    ] {
        assert_eq!(usable(closed, line), expected, "{line} with {closed} closed");
    }
}

#[test]
fn a_scenario_of_the_case_becomes_what_it_closes() {
    let case = case_of("place gate crossing KGZ");
    assert!(case.scenarios().is_empty());
    let closed = Changes::default().closing("gate").building("rail");
    assert!(closed.closes.contains("gate") && closed.builds.contains("rail"));
}

#[test]
fn an_arc_over_the_border_passes_the_gates_at_its_ends_and_that_of_its_line() {
    let case = with(
        "
        place gate crossing KGZ
        place beyond crossing KAZ
        place pass crossing KGZ
        link inner a gate road
        link over gate beyond road
        link through c d road crossing_id=pass",
    );
    let network = Network::of(&case);
    let of = |id: &str| {
        let ix = network.line(id);
        let arc = network.arcs.iter().find(|arc| arc.line() == ix).unwrap();
        let names = arc.crossings.iter().map(|place| network.places[place.0].id.as_str()).collect::<Vec<_>>();
        (arc.border, names)
    };
    assert_eq!(of("inner"), (false, vec![]));
    assert_eq!(of("over"), (true, vec!["gate", "beyond"]));
    assert_eq!(of("through"), (true, vec!["pass"]));
}

#[test]
fn a_transfer_joins_two_layers_in_its_direction_alone() {
    let case = with(
        "
        link wide a b rail_1520
        link narrow b c rail_1435
        transfer change b b gauge_change_transship rail_1520 rail_1435",
    );
    let network = Network::of(&case);
    let b = network.place("b").unwrap();
    let (wide, narrow) =
        (network.node(b, Port::On(Layer::Rail1520)).unwrap(), network.node(b, Port::On(Layer::Rail1435)).unwrap());
    let between: Vec<&Arc> = network
        .arcs
        .iter()
        .filter(|arc| [wide, narrow].contains(&arc.from) && [wide, narrow].contains(&arc.to))
        .collect();
    assert_eq!(between.len(), 1);
    assert_eq!((between[0].from, between[0].to), (wide, narrow));
    assert!(matches!(between[0].kind, ArcKind::Transfer { .. }));
    // Nothing begins on a layer that nothing leaves.
    assert!(network.node(network.place("a").unwrap(), Port::On(Layer::Rail1435)).is_none());
}

#[test]
fn a_good_leads_to_what_it_is_a_part_of() {
    let case = with("product fine_ore ore");
    assert_eq!(Network::of(&case).product_chain("fine_ore"), ["fine_ore", "ore", "total"]);
}

#[test]
fn a_link_to_a_place_not_yet_known_is_left_out_of_the_view() {
    let folder = crate::folder::folder(
        "
        place a city KGZ
        place b city KGZ known_on=2021-01-01
        place c city KGZ
        link early a b road
        link whole a c road via=b",
    );
    let case = folder.as_of(day("2020-06-01"));
    let network = Network::of(&case);
    assert_eq!(network.left_out, ["early"]);
    // A stop not yet known is passed without a halt.
    assert_eq!(line(&network, "whole").stops.len(), 2);
}
