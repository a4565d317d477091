//! RFC 7946: places and links of a case, worked out by hand.

use std::collections::BTreeMap;

use case::Case;
use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::template::template;
use case::value::date::Date;
use case::value::economy::Economy;
use corridor::geojson::{self, Geometry};
use serde_json::{Map, Value, json};

/// A new folder with three placed places, one that is not, a line by way of one of them, and a transfer.
fn case() -> Case {
    let mut files = template(Economy::parse("KGZ").unwrap());
    let mut add = |file: &str, rows: &[&str]| {
        for row in rows {
            files.get_mut(file).unwrap().extend([row, ",example_source,high,assumed,2020-01-01,\n"]);
        }
    };
    add(
        "places.csv",
        &["pit,Pit,mine,KGZ,41.25,75.5", "yard,Yard,terminal,KGZ,41.5,75.7500004", "harbour,Harbour,port,KAZ,41.75,76"],
    );
    add(
        "links.csv",
        &[
            "line,Line,pit,harbour,rail_1520,existing,2019-05,120.5,example_gate;yard,,,,",
            "lost,Lost,pit,example_gate,road,planned,,,,,,,",
            "change,Change,yard,yard,transfer,existing,,,,,road_rail,road,rail_1520",
        ],
    );
    let loaded = load(&Bundle::from_files("test", files));
    loaded.folder.expect("no errors").as_of(Date::MAX)
}

fn feature(text: &str, id: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value["type"], "FeatureCollection");
    value["features"].as_array().unwrap().iter().find(|feature| feature["id"] == id).unwrap().clone()
}

#[test]
fn places_are_points_and_links_are_lines_through_what_is_known() {
    let collection = geojson::of_case(&case(), &BTreeMap::new());
    let text = collection.to_text();
    assert_eq!(
        feature(&text, "yard"),
        json!({
            "type": "Feature",
            "id": "yard",
            "geometry": {"type": "Point", "coordinates": [75.75, 41.5]},
            "properties": {
                "id": "yard", "name": "Yard", "kind": "terminal", "economy": "KGZ", "source_id": "example_source",
            },
        })
    );
    // From the pit by the yard to the harbour; the gate between them has no position.
    assert_eq!(
        feature(&text, "line"),
        json!({
            "type": "Feature",
            "id": "line",
            "geometry": {"type": "LineString", "coordinates": [[75.5, 41.25], [75.75, 41.5], [76.0, 41.75]]},
            "properties": {
                "id": "line", "name": "Line", "layer": "rail_1520", "stage": "existing", "opened_on": "2019-05",
                "length_km": 120.5, "source_id": "example_source",
            },
        })
    );
    assert_eq!(feature(&text, "change")["geometry"], json!({"type": "Point", "coordinates": [75.75, 41.5]}));
    // What has no position, or only one end with a position, is named.
    assert_eq!(collection.left_out, ["example_gate", "example_road", "lost"]);
}

#[test]
fn properties_can_be_added() {
    let flow = Map::from_iter([("flow_kt".to_owned(), json!(12.5)), ("name".to_owned(), json!("Line, May"))]);
    let collection = geojson::of_case(&case(), &BTreeMap::from([("line".to_owned(), flow)]));
    let line = feature(&collection.to_text(), "line");
    assert_eq!(line["properties"]["flow_kt"], 12.5);
    assert_eq!(line["properties"]["name"], "Line, May");
    assert_eq!(line["properties"]["layer"], "rail_1520");
}

#[test]
fn the_text_is_the_same_every_time() {
    assert_eq!(
        geojson::of_case(&case(), &BTreeMap::new()).to_text(),
        geojson::of_case(&case(), &BTreeMap::new()).to_text()
    );
    assert!(geojson::line(&[[1.0, 2.0]]).is_none());
    assert_eq!(geojson::line(&[[1.0, 2.0], [1.0, 2.0]]), Some(Geometry::LineString(vec![[1.0, 2.0], [1.0, 2.0]])));
}
