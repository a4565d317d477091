//! What GMNS has no table for: the rows of a case in full, beside the package, and back.
//!
//! `ext_places.csv` is `places.csv` of the case folder as of the day of the view, and so on for each table and document:
//! same columns, same words, provenance included. Rows join the tables of GMNS by `place_id` and `link_id`.

use std::collections::BTreeMap;

use case::schema;
use case::settings::Questions;
use case::table::Row;
use case::value::economy::Partner;
use case::{Case, Entry};
use serde::Serialize;
use serde_json::{Map, Value};

use super::package::Files;
use super::record::csv_line;
use super::{blank, toml};

/// The table of judgements that is written into a case folder.
const JUDGEMENTS: &str = "judgements/institutions.csv";

/// The name beside a package of a file of the case folder.
fn beside(file: &str) -> String {
    format!("ext_{}", file.trim_end_matches('/'))
}

/// Every file that may stand beside a package: its name there, and in the case folder.
fn names() -> Vec<(String, String)> {
    let tables = schema::tables().into_iter().map(|table| match table.file.strip_suffix('/') {
        Some(folder) => (format!("ext_{folder}.csv"), JUDGEMENTS.to_owned()),
        None => (beside(table.file), table.file.to_owned()),
    });
    let documents = schema::documents().into_iter().map(|doc| (beside(doc.file), doc.file.to_owned()));
    tables.chain(documents).collect()
}

/// The files beside the package of a case.
pub(super) fn write(case: &Case) -> Files {
    let tables = case.tables();
    let mut files = Files::new();
    macro_rules! add {
        ($table:ident) => {
            let (name, text) = table(&tables.$table);
            files.insert(name, text);
        };
    }
    add!(sources);
    case::for_each_fact_table!(add);
    document(&mut files, "case.toml", &frame(case));
    if let Some(panel) = case.panel() {
        document(&mut files, "panel.toml", panel);
    }
    if !case.scenarios().is_empty() {
        let scenarios = BTreeMap::from([("scenario", case.scenarios())]);
        document(&mut files, "scenarios.toml", &scenarios);
    }
    if !case.effects().is_empty() || !case.forecasts().is_empty() {
        let questions = Questions { effect: case.effects().to_vec(), forecast: case.forecasts().to_vec() };
        document(&mut files, "outlook.toml", &questions);
    }
    files
}

/// A plain struct as a map of its fields.
fn fields<T: Serialize>(value: &T) -> Map<String, Value> {
    // The rows hold texts, finite numbers and lists of them, which always serialise.
    match serde_json::to_value(value) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

fn table<R: Row + Serialize>(entries: &[Entry<R>]) -> (String, String) {
    let definition = R::table();
    let mut out = csv_line(definition.columns.iter().map(|column| column.name));
    for entry in entries {
        let mut cells = fields(&entry.row);
        if definition.provenance {
            cells.extend(fields(&entry.provenance));
        }
        out.push_str(&csv_line(
            definition.columns.iter().map(|column| cells.get(column.name).map_or_else(String::new, cell)),
        ));
    }
    let name = match definition.file.strip_suffix('/') {
        Some(folder) => format!("ext_{folder}.csv"),
        None => beside(definition.file),
    };
    (name, out)
}

/// The text of a cell that reads back as the value.
fn cell(value: &Value) -> String {
    match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Bool(truth) => truth.to_string(),
        // `100`, not `100.0`: the shortest digits that read back as the same number.
        Value::Number(number) => number.as_f64().map_or_else(|| number.to_string(), |value| value.to_string()),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
    }
}

fn document<T: Serialize>(files: &mut Files, file: &str, value: &T) {
    files.insert(beside(file), document_text(file, &fields(value)));
}

/// case.toml of a view: as it stands, or without title and question where these were not public yet.
fn frame(case: &Case) -> Map<String, Value> {
    if let Some(settings) = case.frame() {
        return fields(settings);
    }
    let tables = case.tables();
    let untold = format!("Not public on {}.", case.as_of());
    let title = case.economy_name(case.economy());
    let mut map = blank::settings(case.economy(), case.gateways(), case.as_of(), [&title, &untold, &untold]);
    if let Some(source) = tables.sources.first() {
        map.insert("source_id".to_owned(), Value::from(source.source_id.as_str()));
    }
    let partners = tables.trade.iter().map(|row| row.partner);
    let groups = partners.filter(|partner| matches!(partner, Partner::Group(_)));
    let groups: Map<String, Value> =
        groups.map(|group| (group.as_str().to_owned(), Value::from(case.partner_name(group)))).collect();
    map.insert("groups".to_owned(), Value::Object(groups));
    let vintages = tables.trade.iter().map(|row| row.vintage.as_str());
    let vintages: Map<String, Value> = vintages
        .map(|id| {
            let vintage = Map::from_iter([
                ("name".to_owned(), Value::from(case.vintage_name(id))),
                ("description".to_owned(), Value::from(case.vintage_description(id))),
            ]);
            (id.to_owned(), Value::Object(vintage))
        })
        .collect();
    map.insert("vintages".to_owned(), Value::Object(vintages));
    map
}

/// Whether a package has the files of a case beside it.
pub(super) fn is_ours(beside: &Files) -> bool {
    beside.contains_key("ext_places.csv") && beside.contains_key("ext_links.csv")
}

/// The case folder in the files beside a package.
pub(super) fn folder(beside: &Files) -> Files {
    names().into_iter().filter_map(|(name, file)| Some((file, beside.get(&name)?.clone()))).collect()
}

/// A document of the case folder as text.
pub(super) fn document_text(file: &str, table: &Map<String, Value>) -> String {
    let documents = schema::documents();
    let order: Vec<&str> = documents
        .iter()
        .find(|document| document.file == file)
        .map_or_else(Vec::new, |document| document.keys.iter().map(|key| key.name).collect());
    toml::document(table, &order)
}
