//! Small invented folders, written a line for a row.
//!
//! Each line names a table, then its main cells in order, then others as `column=value`; `-` is an empty cell. Rows that
//! stand for a time are known when it is over, all others from 2000 on.

use std::collections::BTreeMap;

use case::bundle::{Bundle, Content};
use case::cell::Cell;
use case::load::load;
use case::value::date::{Date, Month};
use case::value::economy::Economy;
use case::{Case, CaseFolder};

/// Columns that the first cells of a line fill, by table, and cells that are filled unless the line says otherwise.
const TABLES: [(&str, &str, &[&str], &str); 11] = [
    ("source", "sources.csv", &["source_id", "origin", "published"], ""),
    ("place", "places.csv", &["place_id", "kind", "economy"], ""),
    ("link", "links.csv", &["link_id", "from_place", "to_place", "layer"], "stage=existing"),
    (
        "transfer",
        "links.csv",
        &["link_id", "from_place", "to_place", "transfer", "from_layer", "to_layer"],
        "layer=transfer stage=existing",
    ),
    ("product", "products.csv", &["product_id", "part_of"], "kind=commodity hs_revision=not_stated unit=t"),
    ("capacity", "capacities.csv", &["subject_id", "measure", "valid_from", "value", "unit"], "status=open"),
    ("rest", "calendar.csv", &["subject_id", "days", "valid_from", "open"], ""),
    ("cost", "costs.csv", &["subject_id", "measure", "valid_from", "value", "unit"], ""),
    (
        "production",
        "production.csv",
        &["place_id", "product_id", "measure", "period", "value", "unit"],
        "known_on=2030-01-01",
    ),
    (
        "price",
        "markets.csv",
        &["subject_id", "product_id", "period", "value", "unit"],
        "measure=price terms=border known_on=2030-01-01",
    ),
    ("assumption", "assumptions.csv", &["assumption_id", "kind", "value", "unit"], ""),
];

/// Kyrgyzstan with one good, `ore`, and these rows.
pub(crate) fn folder(lines: &str) -> CaseFolder {
    let economy = Economy::parse("KGZ").unwrap();
    let mut bundle = Bundle::from_files("hand", case::template::template(economy));
    let mut tables: BTreeMap<&str, Vec<BTreeMap<String, String>>> = BTreeMap::new();
    let fixed = "source first own 2020\nproduct total - kind=total\nproduct ore total\n";
    for (number, line) in fixed.lines().chain(lines.lines().map(str::trim)).enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (file, row) = cells(number, line);
        tables.entry(file).or_default().push(row);
    }
    for name in bundle.names().map(str::to_owned).collect::<Vec<_>>() {
        if std::path::Path::new(&name).extension().is_none_or(|kind| kind != "csv") {
            continue;
        }
        let Some(Content::Bytes(bytes)) = bundle.get(&name) else { panic!("{name}") };
        let text = String::from_utf8(bytes.clone()).unwrap();
        let header = text.lines().find(|line| !line.starts_with('#')).unwrap();
        let columns: Vec<&str> = header.split(',').collect();
        let mut written = format!("{header}\n");
        for row in tables.remove(name.as_str()).unwrap_or_default() {
            let unknown: Vec<_> = row.keys().filter(|key| !columns.contains(&key.as_str())).collect();
            assert!(unknown.is_empty(), "{name} has no {unknown:?}");
            let cells: Vec<&str> = columns.iter().map(|column| row.get(*column).map_or("", String::as_str)).collect();
            written.push_str(&cells.join(","));
            written.push('\n');
        }
        bundle.insert(&name, written);
    }
    let Some(Content::Bytes(settings)) = bundle.get("case.toml") else { panic!("case.toml") };
    let settings = String::from_utf8(settings.clone()).unwrap().replace("example_source", "first");
    bundle.insert("case.toml", settings);
    let loaded = load(&bundle);
    let errors: Vec<String> = loaded.diagnostics.iter().filter(|d| d.is_error()).map(|d| format!("{d:?}")).collect();
    loaded.folder.unwrap_or_else(|| panic!("{errors:#?}"))
}

/// The folder as one sees it who knows everything.
pub(crate) fn case_of(lines: &str) -> Case {
    folder(lines).as_of(Date::MAX)
}

fn cells(number: usize, line: &str) -> (&'static str, BTreeMap<String, String>) {
    let mut words = line.split_whitespace();
    let table = words.next().unwrap();
    let (_, file, columns, defaults) =
        TABLES.iter().find(|(name, ..)| *name == table).unwrap_or_else(|| panic!("no table: {line}"));
    let put = |row: &mut BTreeMap<String, String>, pair: &str| {
        let (column, value) = pair.split_once('=').unwrap_or_else(|| panic!("{pair} in: {line}"));
        row.insert(column.to_owned(), value.to_owned());
    };
    let mut row = BTreeMap::new();
    defaults.split_whitespace().for_each(|pair| put(&mut row, pair));
    for column in *columns {
        let word = words.next().unwrap_or_else(|| panic!("{column} is missing: {line}"));
        if word != "-" {
            row.insert((*column).to_owned(), word.to_owned());
        }
    }
    words.for_each(|pair| put(&mut row, pair));
    let default = |row: &mut BTreeMap<String, String>, column: &str, value: &str| {
        row.entry(column.to_owned()).or_insert_with(|| value.to_owned());
    };
    let id = row.get(columns[0]).cloned().unwrap_or_default();
    match table {
        "source" => default(&mut row, "title", &id),
        "place" | "link" | "transfer" | "product" => default(&mut row, "name", &id),
        "capacity" => default(&mut row, "capacity_id", &format!("row_{number}")),
        "rest" => default(&mut row, "calendar_id", &format!("row_{number}")),
        "cost" => default(&mut row, "cost_id", &format!("row_{number}")),
        "production" => default(&mut row, "production_id", &format!("row_{number}")),
        "assumption" => {}
        _ => default(&mut row, "market_id", &format!("row_{number}")),
    }
    if table != "source" {
        for (column, value) in
            [("source_id", "first"), ("confidence", "medium"), ("basis", "assumed"), ("known_on", "2000-01-01")]
        {
            default(&mut row, column, value);
        }
    }
    (file, row)
}

/// A mine that gives 20 kt a day, a road to the gate, one through it, trucks of 100 t, and 50 USD a tonne beyond.
pub(crate) const MINE_TO_GATE: &str = "
    place mine mine KGZ
    place gate crossing KGZ
    place beyond crossing KAZ
    link haul mine gate road length_km=100
    link over gate beyond road length_km=10
    production mine ore design_capacity 2010 7.305 Mt/year known_on=2020-01-01
    price KGZ ore 2019 50 USD/t known_on=2020-01-01
    capacity haul payload 2010-01-01 100 t/truck
";

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(crate) fn month(year: i16, month: i8) -> Month {
    Month::new(year, month).unwrap()
}

/// Months in a row.
pub(crate) fn months(year: i16, first: i8, count: i32) -> Vec<Month> {
    (0..count).map(|step| month(year, first).plus(step)).collect()
}

pub(crate) fn chain() -> Vec<String> {
    vec!["ore".to_owned(), "total".to_owned()]
}

#[track_caller]
pub(crate) fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "found {found}, expected {expected}");
}
