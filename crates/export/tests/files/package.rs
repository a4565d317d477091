//! The data package over the files of a case.

use std::collections::BTreeSet;

use case::cell::Cell as _;
use case::value::economy::Economy;
use export::{Licence, PackageMeta, datapackage, descriptor};
use serde_json::{Value, json};

use crate::sample::dossier;

fn files() -> Vec<(String, Vec<u8>)> {
    let economy = Economy::parse("KGZ").unwrap();
    case::template::template(economy).into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

fn resource(package: &Value, name: &str) -> Value {
    let resources = package["resources"].as_array().unwrap();
    resources.iter().find(|resource| resource["name"] == name).cloned().unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn every_file_is_a_resource_and_every_table_has_a_schema() {
    let package = descriptor(&files(), &PackageMeta::of(&dossier()), "data/");
    for table in case::schema::tables() {
        let name = table.file.trim_end_matches(".csv").replace('/', "-institutions");
        let resource = resource(&package, &name);
        assert_eq!(resource["profile"], "tabular-data-resource", "{name}");
        let fields: Vec<&str> =
            resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(fields, columns, "{name}");
        assert_eq!(resource["schema"]["primaryKey"], json!(table.key), "{name}");
    }
    assert_eq!(resource(&package, "case")["profile"], "data-resource");
    assert_eq!(package["profile"], "data-package");
    let names: BTreeSet<&str> =
        package["resources"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), files().len());
}

#[test]
fn keys_and_constraints_are_those_of_the_case_format() {
    let package = descriptor(&files(), &PackageMeta::of(&dossier()), "data/");
    let keys = |name: &str| resource(&package, name)["schema"]["foreignKeys"].clone();
    let to = |field: &str, resource: &str, column: &str| json!({"fields": field, "reference": {"resource": resource, "fields": column}});
    let observations = keys("observations");
    assert_eq!(observations, json!([to("series_id", "series", "series_id"), to("source_id", "sources", "source_id")]));
    assert!(keys("products").as_array().unwrap().contains(&to("part_of", "", "product_id")));
    assert_eq!(keys("sources"), Value::Null);
    // A subject may be a place, a link or an economy: no key of this standard says that.
    assert!(!keys("capacities").to_string().contains("subject_id"));

    let fields = resource(&package, "trade")["schema"]["fields"].clone();
    let field = |name: &str| fields.as_array().unwrap().iter().find(|field| field["name"] == name).cloned().unwrap();
    assert_eq!(field("flow")["constraints"]["enum"], json!(["export", "import"]));
    assert_eq!(field("flow")["constraints"]["required"], true);
    assert_eq!(field("lag_days")["type"], "integer");
    assert_eq!(field("lag_days")["constraints"]["minimum"], 0.0);
    assert_eq!(field("known_on")["type"], "date");
}

#[test]
fn fields_follow_the_header_of_the_file_and_comments_are_declared() {
    let series = b"# a remark, with a comma\nname,series_id,my_own\nExample,x,1\n".to_vec();
    let places = b"place_id,name\n# a remark\nx,Example\n".to_vec();
    let given = [("series.csv".to_owned(), series), ("places.csv".to_owned(), places)];
    let package = descriptor(&given, &PackageMeta::of(&dossier()), "");
    assert_eq!(resource(&package, "places")["dialect"]["headerRows"], Value::Null);
    let series = resource(&package, "series");
    assert_eq!(series["path"], "series.csv");
    assert_eq!(series["dialect"]["commentChar"], "#");
    assert_eq!(series["dialect"]["headerRows"], json!([2]));
    let fields: Vec<&str> =
        series["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(fields, ["name", "series_id", "my_own"]);
    assert_eq!(package["profile"], "tabular-data-package");
}

#[test]
fn the_package_says_what_it_is() {
    let mut meta = PackageMeta::of(&dossier());
    assert_eq!(meta.licences, [Licence { name: "CC-BY-4.0".to_owned(), title: "CC BY 4.0".to_owned(), path: None }]);
    let package = descriptor(&files(), &meta, "data/");
    assert_eq!(package["name"], "two-gates-north-south");
    assert_eq!(package["version"], "ab12".repeat(16));
    assert_eq!(package["created"], "2021-03-20T00:00:00Z");
    assert_eq!(package["licenses"], json!([{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]));
    assert_eq!(package["sources"][0]["path"], "https://example.org/a?b=1&c=2");
    assert_eq!(package["sources"][0]["licence"], "CC BY 4.0");
    meta.licences.clear();
    assert_eq!(descriptor(&files(), &meta, "data/")["licenses"], Value::Null);
}

#[test]
fn files_are_copied_unchanged_and_stay_inside() {
    let mut given = files();
    for name in ["../out.csv", "/etc/x.csv", "a/../../x.csv", "c:\\x.csv", "a//b.csv", ""] {
        given.push((name.to_owned(), b"x".to_vec()));
    }
    let meta = PackageMeta::of(&dossier());
    let written = datapackage(&given, &meta);
    assert_eq!(written.len(), files().len() + 1);
    let read: Value = serde_json::from_slice(&written[0].1).unwrap();
    assert_eq!(read, descriptor(&files(), &meta, "data/"));
    for (name, bytes) in files() {
        let copy = written.iter().find(|(path, _)| *path == format!("data/{name}")).unwrap();
        assert_eq!(copy.1, bytes, "{name}");
    }
}

#[test]
fn bytes_that_are_no_table_are_plain_resources() {
    let given = vec![("trade.csv".to_owned(), vec![0xFF, 0xFE, 0x00]), ("places.csv".to_owned(), Vec::new())];
    let package = descriptor(&given, &PackageMeta::of(&dossier()), "data/");
    for name in ["trade", "places"] {
        assert_eq!(resource(&package, name)["profile"], "data-resource", "{name}");
    }
}
