//! GMNS 0.96 from a case: its words, and the way back, row for row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use case::bundle::Bundle;
use case::load::load;
use case::model::Tables;
use case::tables::{Layer, PlaceKind};
use case::template::template;
use case::value::date::Date;
use case::{Case, CaseFolder};
use corridor::gmns::{self, Files, Import, Imported};
use proptest::prelude::*;

use crate::fixture::{case_of, day, economy, import, package};

/// The tables as sorted texts, without file and line.
fn rows(tables: &Tables) -> BTreeMap<&'static str, Vec<String>> {
    let mut all = BTreeMap::new();
    macro_rules! add {
        ($table:ident) => {
            let mut rows: Vec<String> = tables
                .$table
                .iter()
                .map(|entry| format!("{:?} {:?} {}", entry.row, entry.provenance, entry.known_on))
                .collect();
            rows.sort();
            all.insert(stringify!($table), rows);
        };
    }
    add!(sources);
    case::for_each_fact_table!(add);
    all
}

/// A case, its package as text, read again, as a case again.
fn round_trip(case: &Case) -> (Imported, Case) {
    let exported = gmns::of_case(case);
    let text = exported.package.files();
    let again = package(&text);
    assert_eq!(again, exported.package, "the text reads back as the package");
    let import = Import { economy: case.economy(), gateways: case.gateways().to_vec(), known_on: day("2030-01-01") };
    let imported = gmns::to_case(&again, &import);
    let case = case_of(&imported);
    (imported, case)
}

/// Row for row the same; where the view names what was not known on its day, all but these rows.
fn check_round_trip(case: &Case) {
    let (imported, again) = round_trip(case);
    let left_out = imported.remarks.iter().any(|text| text.starts_with("rows were left out"));
    assert_eq!(imported.missing, Vec::<String>::new());
    let (before, after) = (rows(case.tables()), rows(again.tables()));
    for (table, rows) in &before {
        if left_out {
            let after = &after[table];
            assert!(after.iter().all(|row| table == &"places" || rows.contains(row)), "{table}");
        } else {
            assert_eq!(rows, &after[table], "{table}");
        }
    }
    if left_out {
        return;
    }
    assert_eq!(imported.remarks, Vec::<String>::new());
    assert_eq!(case.scenarios(), again.scenarios());
    assert_eq!(case.panel(), again.panel());
    assert_eq!(case.effects(), again.effects());
    assert_eq!(case.forecasts(), again.forecasts());
    if case.frame().is_some() {
        assert_eq!(case.frame(), again.frame());
    }
}

fn shipped(name: &str) -> CaseFolder {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases").join(name);
    load(&Bundle::from_dir(&path).unwrap()).folder.expect("a shipped case has no errors")
}

#[test]
fn a_shipped_case_comes_back_row_for_row() {
    let folder = shipped("mongolia");
    let case = folder.as_of(Date::MAX);
    assert_eq!(round_trip(&case).0.remarks, Vec::<String>::new());
    assert!(!case.effects().is_empty() && !case.forecasts().is_empty(), "questions that are compared");
    check_round_trip(&case);
    for day in ["2012-06-30", "2017-12-31", "2020-03-01", "2022-09-09"].map(day) {
        check_round_trip(&folder.as_of(day));
    }
    check_round_trip(&folder.as_of(folder.default_as_of()));
}

/// A table or document that a case gets later must stand beside the package too.
#[test]
fn every_table_of_a_case_stands_beside_the_package() {
    let package = gmns::of_case(&by_hand()).package;
    for table in case::schema::tables() {
        let file = table.file.strip_suffix('/').map_or_else(|| table.file.to_owned(), |folder| format!("{folder}.csv"));
        assert!(package.beside.contains_key(&format!("ext_{file}")), "{file}");
    }
    assert_eq!(case::schema::documents().len(), 4, "case.toml, panel.toml, scenarios.toml and outlook.toml");
}

#[test]
fn a_new_case_comes_back_row_for_row() {
    for code in ["CHE", "LAO"] {
        let loaded = load(&Bundle::from_files("new", template(economy(code))));
        check_round_trip(&loaded.folder.unwrap().as_of(Date::MAX));
    }
}

/// A new folder with a few places, a line of which two sources speak, two transfers, a planned road and a speed.
fn by_hand() -> Case {
    let mut files = template(economy("KGZ"));
    let mut add = |file: &str, rows: &[&str]| {
        for row in rows {
            files.get_mut(file).unwrap().extend([row, ",\n"]);
        }
    };
    add(
        "places.csv",
        &[
            "pit,\"Pit, north\",mine,KGZ,41.25,75.5,example_source,high,assumed,2020-01-01",
            "yard,Yard,terminal,KGZ,41.5,75.75,example_source,high,assumed,2020-01-01",
            "harbour,Harbour,port,KAZ,41.75,76,example_source,high,assumed,2020-01-01",
        ],
    );
    add(
        "links.csv",
        &[
            "line,Line,pit,yard,rail_1520,under_construction,,260,,,,,,example_source,high,assumed,2019-01-01",
            "line,Line,pit,yard,rail_1520,existing,2020-01,233.6,,,,,,example_source,medium,assumed,2020-01-01",
            "line,Line,pit,yard,rail_1520,existing,2020-01,240,,,,,,example_source,low,assumed,2020-01-02",
            "change,Change,yard,yard,transfer,existing,,,,,road_rail,rail_1520,road,example_source,low,assumed,2020-01-01",
            "ship,To ship,yard,harbour,transfer,existing,,,,,rail_sea,rail_1520,sea,example_source,low,assumed,2020-01-01",
            "way,Way,yard,harbour,road,planned,,,pit,,,,,example_source,low,assumed,2020-01-01",
            "lost,Lost,example_gate,yard,road,existing,,5,,,,,,example_source,low,assumed,2020-01-01",
        ],
    );
    add(
        "costs.csv",
        &[
            "slow,line,speed,rail,,40,,km/h,2019,,example_source,low,assumed,2020-01-01",
            "past,line,speed,rail,,90,,km/h,2018,2019,example_source,high,assumed,2020-01-01",
        ],
    );
    let loaded = load(&Bundle::from_files("by hand", files));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.folder.unwrap().as_of(day("2021-12-31"))
}

#[test]
fn a_case_is_written_in_the_words_of_gmns() {
    let case = by_hand();
    let exported = gmns::of_case(&case);
    let text = exported.package.files();
    assert_eq!(
        text["config.csv"].lines().nth(1).unwrap(),
        "Kyrgyzstan: an example case,m,km,km/h,EPSG:4326,WKT,USD,0.96,string"
    );
    assert_eq!(
        text["node.csv"],
        "node_id,name,x_coord,y_coord,z_coord,node_type,ctrl_type,zone_id,parent_node_id
harbour,Harbour,76,41.75,,port,,KAZ,
pit,\"Pit, north\",75.5,41.25,,mine,,KGZ,
yard,Yard,75.75,41.5,,terminal,,KGZ,
harbour:road,Harbour (road),76,41.75,,road,,KAZ,harbour
harbour:sea,Harbour (sea),76,41.75,,sea,,KAZ,harbour
pit:rail_1520,\"Pit, north (rail_1520)\",75.5,41.25,,rail_1520,,KGZ,pit
yard:road,Yard (road),75.75,41.5,,road,,KGZ,yard
yard:rail_1520,Yard (rail_1520),75.75,41.5,,rail_1520,,KGZ,yard
"
    );
    // The length is that of the best row of the stage reached; no tonnes stand where GMNS counts cars.
    assert_eq!(
        text["link.csv"],
        "link_id,name,from_node_id,to_node_id,directed,geometry_id,geometry,parent_link_id,dir_flag,length,grade,\
facility_type,capacity,free_speed,lanes,allowed_uses,toll,jurisdiction,row_width,bike_facility,ped_facility,parking
change,Change,yard:rail_1520,yard:road,true,,,,0,0,,road_rail,,,,\"rail_1520,road\",,,,,,
line,Line,pit:rail_1520,yard:rail_1520,false,,\"LINESTRING (75.5 41.25, 75.75 41.5)\",,0,233.6,,\
rail_1520,,40,,rail_1520,,,,,,
ship,To ship,yard:rail_1520,harbour:sea,true,,,,0,0,,rail_sea,,,,\"rail_1520,sea\",,,,,,
way,Way,yard:road,harbour:road,false,,\"LINESTRING (75.75 41.5, 75.5 41.25, 76 41.75)\",,0,,,road,,,,road,,,,,,
"
    );
    assert_eq!(text["zone.csv"], "zone_id,name,boundary,super_zone\nKAZ,Kazakhstan,,\nKGZ,Kyrgyzstan,,\n");
    let uses: Vec<&str> =
        text["use_definition.csv"].lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(uses, ["road", "rail_1520", "sea"]);
    // A place without a position is no node, and its links are no links, but both are kept.
    assert!(text["ext_places.csv"].contains("\nexample_gate,"));
    assert!(text["ext_links.csv"].contains("\nlost,"));
    let remarks = exported.remarks.join("\n");
    for words in [
        "1 place without coordinates stands in ext_places.csv alone, because a node needs them: `example_gate`",
        "2 links stand in ext_links.csv alone, because an end has no node: `example_road`, `lost`",
        "1 link is not open yet; GMNS has no column for it, see `stage` and `opened_on` in ext_links.csv: `way`",
        "1 link passes places on the way",
    ] {
        assert!(remarks.contains(words), "`{words}` in {remarks}");
    }
    check_round_trip(&case);
}

#[test]
fn without_the_files_beside_it_a_written_case_is_still_a_case() {
    let case = by_hand();
    let mut package = gmns::of_case(&case).package;
    package.beside.clear();
    let imported = gmns::to_case(&package, &import());
    let links: Vec<_> = case_of(&imported)
        .tables()
        .links
        .iter()
        .map(|l| {
            (
                l.link_id.to_string(),
                l.from_place.to_string(),
                l.to_place.to_string(),
                l.layer,
                l.from_layer.zip(l.to_layer),
            )
        })
        .collect();
    let row =
        |id: &str, from: &str, to: &str, layer, change| (id.to_owned(), from.to_owned(), to.to_owned(), layer, change);
    assert_eq!(
        links,
        [
            row("line", "pit", "yard", Layer::Rail1520, None),
            row("way", "yard", "harbour", Layer::Road, None),
            row("change", "yard", "yard", Layer::Transfer, Some((Layer::Rail1520, Layer::Road))),
            row("ship", "yard", "harbour", Layer::Transfer, Some((Layer::Rail1520, Layer::Sea))),
        ]
    );
    assert_eq!(rows(case_of(&imported).tables())["places"].len(), 3);
}

#[test]
fn a_shipped_case_without_the_files_beside_it_is_still_a_case() {
    let case = shipped("mongolia").as_of(Date::MAX);
    let mut package = gmns::of_case(&case).package;
    package.beside.clear();
    let imported = gmns::to_case(&package, &Import { economy: case.economy(), ..import() });
    let again = case_of(&imported);
    // Every node of a place comes back under its own id, and no other place but for layers that had to part.
    let places: BTreeSet<&str> = again.tables().places.iter().map(|place| place.place_id.as_str()).collect();
    for node in package.nodes.rows.iter().filter(|node| node.parent_node_id.is_none()) {
        assert!(places.contains(node.node_id.as_str()), "{}", node.node_id);
    }
}

#[test]
fn what_was_added_to_a_written_case_is_added_to_the_case() {
    let case = by_hand();
    let mut text = gmns::of_case(&case).package.files();
    text.get_mut("node.csv").unwrap().push_str("New Port,New port,77,42,,port,,KAZ,\n");
    // On a layer that the yard, a terminal, does not have: a place of its own, because no transfer is known.
    let links = text.get_mut("link.csv").unwrap();
    links.push_str("r1,,New Port,yard:road,false,,,,,900,,road,,,,,,,,,,\n");
    links.push_str("r2,,New Port,yard,false,,,,,800,,rail_1435,,,,,,,,,,\n");
    links.push_str("r3,,New Port,harbour:road,false,,,,,700,,sea,,,,,,,,,,\n");
    // A second change between layer nodes that the case has.
    links.push_str("t1,,yard:road,yard:rail_1520,true,,,,,0,,,,,,,,,,,,\n");
    let changed = links
        .replace("233.6", "250")
        .lines()
        .filter(|line| !line.starts_with("way,"))
        .fold(String::new(), |text, line| format!("{text}{line}\n"));
    *links = changed;
    let imported = gmns::to_case(&package(&text), &import());
    let again = case_of(&imported);
    let ends: BTreeMap<&str, (&str, &str)> = again
        .tables()
        .links
        .iter()
        .map(|link| (link.link_id.as_str(), (link.from_place.as_str(), link.to_place.as_str())))
        .collect();
    assert_eq!(ends["r1"], ("new_port", "yard"));
    assert_eq!(ends["r2"], ("new_port", "yard_rail_1435"));
    assert_eq!(ends["r3"], ("new_port", "harbour"), "road and ship meet freely at a port");
    assert_eq!(ends["t1"], ("yard", "yard"));
    let change = again.tables().links.iter().find(|link| link.link_id.as_str() == "t1").unwrap();
    assert_eq!((change.from_layer, change.to_layer), (Some(Layer::Road), Some(Layer::Rail1520)));
    let apart = again.tables().places.iter().find(|place| place.place_id.as_str() == "yard_rail_1435").unwrap();
    assert_eq!((apart.kind, apart.economy), (PlaceKind::Terminal, economy("KGZ")));
    assert_eq!(ends["way"], ("yard", "harbour"), "what is gone from link.csv stays");
    assert_eq!(again.tables().links.len(), case.tables().links.len() + 4);
    assert_eq!(again.tables().places.len(), case.tables().places.len() + 2);
    let remarks = imported.remarks.join("\n");
    for words in [
        "1 row is no longer in node.csv or link.csv and stayed in the case",
        "1 row differs in node.csv or link.csv from the files beside them, which were followed",
        "`line`",
        "2 places and 4 links of node.csv and link.csv are new and were added as assumed",
        "layers meet at 1 place and no transfer joins them",
    ] {
        assert!(remarks.contains(words), "`{words}` in {remarks}");
    }
}

/// A view as of an early day may hold a link whose end was described later.
#[test]
fn rows_that_name_what_was_not_known_are_left_out_and_named() {
    let mut text = gmns::of_case(&by_hand()).package.files();
    let places = text["ext_places.csv"].lines().filter(|line| !line.starts_with("harbour,"));
    let places: String = places.flat_map(|line| [line, "\n"]).collect();
    text.insert("ext_places.csv".to_owned(), places);
    let imported = gmns::to_case(&package(&text), &import());
    case_of(&imported);
    let remarks = imported.remarks.join("\n");
    assert!(remarks.contains("rows were left out because they name what the package does not have"), "{remarks}");
    assert!(remarks.contains("`links.csv names harbour (2 rows)`"), "{remarks}");
}

/// One change to the good package, and the place and words of the one fault it makes.
static BY_HAND: LazyLock<Files> = LazyLock::new(|| gmns::of_case(&by_hand()).package.files());

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Damage to the files beside a package gives a folder with faults at worst.
    #[test]
    fn no_damage_beside_a_package_makes_it_panic(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        new in "[,\"\n0-9a-z#;=\\[\\]_]{0,8}",
    ) {
        let mut files = BY_HAND.clone();
        let names: Vec<String> = files.keys().filter(|name| name.starts_with("ext_")).cloned().collect();
        let name = &names[which.index(names.len())];
        let text: Vec<char> = files[name].chars().collect();
        let start = at.index(text.len());
        let end = (start + length).min(text.len());
        let damaged: String = text[..start].iter().copied().chain(new.chars()).chain(text[end..].iter().copied()).collect();
        files.insert(name.clone(), damaged);
        let read = gmns::read(&files);
        assert_eq!(read.faults, []);
        let imported = gmns::to_case(&read.package.unwrap(), &import());
        assert!(imported.files.contains_key("case.toml"));
    }
}
