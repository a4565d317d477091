//! GMNS 0.96 from elsewhere: a package worked out by hand, its units, what it passes through, and the case it becomes.

use std::collections::BTreeMap;

use case::tables::{CostMeasure, Layer, PlaceKind, TransferKind};
use corridor::gmns;

use crate::fixture::{case_of, day, economy, files, import, package, two_valleys};

#[test]
fn miles_feet_and_miles_an_hour_are_converted() {
    let package = package(&two_valleys());
    let link = &package.links.rows[0];
    // 10 miles x 1.609344 = 16.09344 km; 50 mph = 80.4672 km/h; 40 ft x 0.3048 = 12.192 m; 1000 ft = 304.8 m.
    assert_eq!(link.length, Some(16.09344));
    assert_eq!(link.free_speed, Some(80.4672));
    assert_eq!(link.row_width, Some(12.192));
    assert_eq!(package.nodes.rows[0].z_coord, Some(304.8));
    assert_eq!(package.links.rows[1].length, Some(160.9344));
    let config = &package.config.rows[0];
    assert_eq!(
        (config.short_length.as_deref(), config.long_length.as_deref(), config.speed.as_deref()),
        (Some("m"), Some("km"), Some("km/h"))
    );
    assert_eq!(config.crs.as_deref(), Some("EPSG:4326"));
}

#[test]
fn columns_and_files_that_are_not_read_are_kept_in_order() {
    let package = package(&two_valleys());
    assert_eq!(package.links.extra, ["bike_facility", "ped_facility", "parking"]);
    assert_eq!(package.links.rows[0].extra, ["shared lane", "none", "none"]);
    assert_eq!(package.nodes.extra, ["colour"]);
    assert_eq!(package.nodes.rows[2].extra, ["blue"]);
    assert_eq!(package.beside["lane.csv"], "lane_id,link_id\n1,10\n");
    // And through the text and back.
    let written = package.files();
    assert!(written["link.csv"].lines().next().unwrap().ends_with(",row_width,bike_facility,ped_facility,parking"));
    assert!(written["link.csv"].contains(",shared lane,none,none\n"));
    assert_eq!(self::package(&written), package);
}

#[test]
fn an_undirected_link_is_two_opposed_arcs() {
    let package = package(&two_valleys());
    let arcs: Vec<(&str, &str, &str)> =
        package.arcs().into_iter().map(|arc| (arc.link.link_id.as_str(), arc.from, arc.to)).collect();
    assert_eq!(
        arcs,
        [
            ("10", "1", "21"),
            ("10", "21", "1"),
            ("11", "20", "3"),
            ("12", "3", "20"),
            ("13", "21", "20"),
            ("13", "20", "21")
        ]
    );
}

#[test]
fn a_foreign_package_becomes_the_case_worked_out_by_hand() {
    let imported = gmns::to_case(&package(&two_valleys()), &import());
    let case = case_of(&imported);
    let tables = case.tables();

    // Nodes 20 and 21 stand where their parent stands: three places, not five.
    let places: Vec<_> = tables
        .places
        .iter()
        .map(|p| (p.place_id.as_str(), p.name.as_str(), p.kind, p.economy.as_str(), p.lon.unwrap().0, p.lat.unwrap().0))
        .collect();
    assert_eq!(
        places,
        [
            ("node_1", "Upper mine, north", PlaceKind::Mine, "KGZ", 75.5, 41.25),
            ("node_2", "Yard", PlaceKind::Terminal, "KGZ", 75.75, 41.5),
            ("node_3", "Harbour", PlaceKind::Port, "KAZ", 76.0, 41.75),
        ]
    );
    // Link 12 runs back on link 11, half a percent longer: one way. Link 13 has length 0 and no direction: two transfers.
    let links: Vec<_> = tables
        .links
        .iter()
        .map(|l| (l.link_id.as_str(), l.from_place.as_str(), l.to_place.as_str(), l.layer, l.length_km.value()))
        .collect();
    assert_eq!(
        links,
        [
            ("link_10", "node_1", "node_2", Layer::Road, Some(16.09344)),
            ("link_11", "node_2", "node_3", Layer::Rail1435, Some(160.9344)),
            ("link_13", "node_2", "node_2", Layer::Transfer, None),
            ("link_13_back", "node_2", "node_2", Layer::Transfer, None),
        ]
    );
    let change = &tables.links[2];
    assert_eq!(change.transfer, Some(TransferKind::RoadRail));
    assert_eq!((change.from_layer, change.to_layer), (Some(Layer::Road), Some(Layer::Rail1435)));
    assert_eq!(tables.links[0].provenance.note.as_deref(), Some("GMNS link 10; jurisdiction: Roads Office"));
    let speed = &tables.costs[0];
    assert_eq!((speed.subject_id.as_str(), speed.measure), ("link_10", CostMeasure::Speed));
    assert_eq!((speed.value.value(), speed.unit.as_str()), (Some(80.4672), "km/h"));

    // All rests on one source, assumed, known on the day given.
    for (at, provenance, known_on) in tables.provenance() {
        assert_eq!(provenance.source_id.as_str(), "gmns_import", "{at}");
        assert_eq!(provenance.basis, case::provenance::Basis::Assumed, "{at}");
        assert_eq!(known_on, day("2024-05-01"), "{at}");
    }
    assert_eq!(tables.sources.len(), 1);
    assert!(tables.capacities.is_empty());
    assert_eq!(case.gateways(), [economy("KAZ")]);
    for word in ["capacities.csv", "costs.csv", "sources.csv", "production.csv", "capacities in passenger cars"] {
        assert!(imported.missing.iter().any(|text| text.contains(word)), "{word}");
    }
    let remarks = imported.remarks.join("\n");
    assert!(remarks.contains("3 ids of a node became an id of the case: `1 -> node_1`"), "{remarks}");
    assert!(remarks.contains("1 link was joined with the link the other way: `11`"), "{remarks}");
}

/// Layers that meet and that no transfer joins must neither fail the check nor make up a transfer.
#[test]
fn layers_without_a_transfer_get_places_of_their_own() {
    let links = "link_id,from_node_id,to_node_id,directed,facility_type
a,p,q,false,rail_1520
b,q,r,false,rail_1435
c,q,r,false,road
d,r,p,false,by balloon
";
    let nodes = "node_id,name,x_coord,y_coord,node_type
p,P,75,41,city
q,Q,76,41,junction
r,R,77,41,city
";
    let imported = gmns::to_case(&package(&files(&[("node.csv", nodes), ("link.csv", links)])), &import());
    let case = case_of(&imported);
    let ends: BTreeMap<&str, (&str, &str)> = case
        .tables()
        .links
        .iter()
        .map(|link| (link.link_id.as_str(), (link.from_place.as_str(), link.to_place.as_str())))
        .collect();
    // At the junction `q` road comes first in the order of layers; at the city `r` road and rail meet freely.
    assert_eq!(ends["a"], ("p", "q_rail_1520"));
    assert_eq!(ends["b"], ("q_rail_1435", "r"));
    assert_eq!(ends["c"], ("q", "r"));
    let remarks = imported.remarks.join("\n");
    assert!(remarks.contains("layers meet at 1 place and no transfer joins them"), "{remarks}");
    assert!(remarks.contains("1 link says no layer by `facility_type` or `allowed_uses` and became a road: `d`"));
}

#[test]
fn a_group_of_uses_says_the_layer() {
    let links = "link_id,from_node_id,to_node_id,directed,allowed_uses\na,p,q,false,heavy\n";
    let nodes = "node_id,x_coord,y_coord\np,75,41\nq,76,41\n";
    let groups = "use_group,uses\nheavy,\"bulk,freight train\"\n";
    let given = files(&[("node.csv", nodes), ("link.csv", links), ("use_group.csv", groups)]);
    let imported = gmns::to_case(&package(&given), &import());
    assert_eq!(case_of(&imported).tables().links[0].layer, Layer::Rail1435);
    assert!(imported.remarks.iter().any(|text| text.contains("says no gauge")));
}
