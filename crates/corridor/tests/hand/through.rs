//! Do all roads lead through one neighbour?

use case::Case;
use case::cell::Cell;
use case::value::economy::Economy;
use corridor::goods::Goods;
use corridor::network::{Changes, Network};
use corridor::through::{Through, destinations, mines, through};

use crate::folder::{MINE_TO_GATE, case_of, day, month, near};

/// A market in each of two neighbours and a port beyond both; one gate to each.
const TWO_WAYS: &str = "
    place market market KAZ
    place post crossing KGZ
    place far crossing CHN
    place mill market CHN
    place port port CHN
    link on beyond market road length_km=50
    link side mine post road length_km=80
    link out post far road length_km=5
    link mills far mill road length_km=50
    link ports far port road length_km=900
    link round market port road length_km=2000
    capacity gate throughput 2019-01-01 100 truck/day
    capacity post throughput 2019-01-01 40 truck/day
    cost KGZ corridor_cost 2019-01-01 0.1 USD/t/km
";

fn with(rows: &str) -> Case {
    case_of(&format!("{MINE_TO_GATE}{TWO_WAYS}{rows}"))
}

fn of(case: &Case, economy: &str, changes: &Changes) -> Through {
    let network = Network::of(case);
    let goods = Goods::of(&network);
    let economy = Economy::parse(economy).unwrap();
    through(&network, &goods, economy, month(2020, 1), day("2020-01-31"), changes).unwrap()
}

#[test]
fn three_figures_of_each_neighbour() {
    let case = with("");
    let found = of(&case, "CHN", &Changes::default());
    // The mine reaches market, mill and port; the last two only through China, being in it.
    assert_eq!((found.economy.as_str(), found.pairs, found.best_through, found.only_through), ("CHN", 3, 2, 2));
    near(found.way_share().unwrap(), 2.0 / 3.0);
    // 310 kt through Kazakhstan, 124 through China, both at 50 USD a tonne.
    near(found.kt.0, 434.0);
    near(found.mass_share().unwrap(), 124.0 / 434.0);
    near(found.kusd.1, 6200.0);
    near(found.value_share().unwrap(), 124.0 / 434.0);
    near(found.most_without_kt, 310.0);
    let other = of(&case, "KAZ", &Changes::default());
    assert_eq!((other.best_through, other.only_through), (1, 1));
    near(other.mass_share().unwrap(), 310.0 / 434.0);
    near(other.most_without_kt, 124.0);
}

#[test]
fn with_one_gate_closed_all_roads_lead_through_the_other() {
    let changes = Changes::default().closing("post");
    let found = of(&with(""), "KAZ", &changes);
    // Mill and port are now reached by the road round, from the market to the port and back to the mill.
    assert_eq!((found.pairs, found.only_through), (3, 3));
    near(found.mass_share().unwrap(), 1.0);
    assert_eq!(found.most_without_kt.to_bits(), 0.0_f64.to_bits(), "no negative zero");
}

#[test]
fn without_any_gate_there_are_no_shares() {
    let found = of(&with(""), "KAZ", &Changes::default().closing("post").closing("gate"));
    assert_eq!((found.pairs, found.way_share(), found.mass_share(), found.value_share()), (0, None, None, None));
}

#[test]
fn mines_and_destinations_are_those_of_the_case() {
    let case = with("place shop market KGZ\nproduct salt total\nproduction mine salt output 2018 1 Mt");
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let name = |ix: &corridor::network::PlaceIx| network.places[ix.0].id.as_str();
    assert_eq!(mines(&goods).iter().map(name).collect::<Vec<_>>(), ["mine"]);
    assert_eq!(destinations(&network).iter().map(name).collect::<Vec<_>>(), ["market", "mill", "port"]);
}
