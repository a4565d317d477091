//! GMNS 0.96 from elsewhere: a package worked out by hand, its units, what it passes through, and the case it becomes.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::tables::{CostMeasure, Layer, PlaceKind, TransferKind};
use case::value::date::Date;
use case::value::economy::Economy;
use case::{Case, CaseFolder};
use corridor::gmns::{self, Files, Import, Imported, Package};

fn files(given: &[(&str, &str)]) -> Files {
    given.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn economy(code: &str) -> Economy {
    Economy::parse(code).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn import() -> Import {
    Import { economy: economy("KGZ"), gateways: vec![economy("KAZ")], known_on: day("2024-05-01") }
}

/// The package, which must have no faults.
fn package(files: &Files) -> Package {
    let read = gmns::read(files);
    assert_eq!(read.faults, [], "no faults");
    read.package.unwrap()
}

/// The folder, which must have no errors.
fn folder(imported: &Imported) -> CaseFolder {
    let loaded = load(&Bundle::from_files("imported", imported.files.clone()));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.folder.unwrap()
}

fn case_of(imported: &Imported) -> Case {
    folder(imported).as_of(Date::MAX)
}

const CONFIG: &str =
    "dataset_name,short_length,long_length,speed,crs,geometry_field_format,currency,version_number,id_type
Two valleys,foot,mile,mph,4326,wkt,USD,0.96,integer
";
const ZONES: &str = "zone_id,name,super_zone
1,KGZ,
2,inner harbour,3
3,KAZ,
";
const NODES: &str = "node_id,name,x_coord,y_coord,z_coord,node_type,zone_id,parent_node_id,colour
1,\"Upper mine, north\",75.5,41.25,1000,mine,1,,red
2,Yard,75.75,41.5,,terminal,1,,
3,Harbour,76,41.75,,seaport,2,,blue
20,,75.75,41.5,,,1,2,
21,,75.75,41.5,,,1,2,
";
const LINKS: &str = "link_id,name,from_node_id,to_node_id,directed,dir_flag,length,facility_type,capacity,free_speed,lanes,bike_facility,ped_facility,parking,allowed_uses,toll,jurisdiction,row_width
10,Valley road,1,21,false,0,10,arterial,1800,50,2,shared lane,none,none,auto,,Roads Office,40
11,Line down,20,3,true,1,100,rail_1435,,,,none,,,freight,,,
12,Line up,3,20,1,1,100.5,rail_1435,,,,none,,,freight,,,
13,,21,20,0,0,0,,,,,,,,,,,
";
const USES: &str = "use,persons_per_vehicle,pce,special_conditions,description
auto,1.5,1,,car
freight,0,4,,
";

fn two_valleys() -> Files {
    files(&[
        ("config.csv", CONFIG),
        ("zone.csv", ZONES),
        ("node.csv", NODES),
        ("link.csv", LINKS),
        ("use_definition.csv", USES),
        ("lane.csv", "lane_id,link_id\n1,10\n"),
    ])
}
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
