//! A case folder with nothing in it but what a case must have, for a package that names no sources.

use std::collections::{BTreeMap, BTreeSet};

use case::schema;
use case::settings::{AnalysisCurrency, FORMAT};
use case::value::date::Date;
use case::value::economy::Economy;
use serde_json::{Map, Value};

use super::package::Files;
use super::record::csv_line;

/// The source of everything that a package says without a source of its own.
pub(super) const SOURCE: &str = "gmns_import";
/// The product that stands for all goods.
const TOTAL: &str = "total";

/// A row to be written: its cells by column.
pub(super) type Cells = BTreeMap<&'static str, String>;

/// A row of facts with its provenance: assumed, of low confidence, known on a day.
pub(super) fn fact<const N: usize>(cells: [(&'static str, String); N], day: Date, note: String) -> Cells {
    let provenance = [
        ("source_id", SOURCE.to_owned()),
        ("confidence", "low".to_owned()),
        ("basis", "assumed".to_owned()),
        ("known_on", day.to_string()),
        ("note", note),
    ];
    cells.into_iter().chain(provenance).collect()
}

/// The row of sources.csv for a package.
pub(super) fn source(dataset: Option<&str>) -> Cells {
    let title = dataset.map_or_else(|| "GMNS package".to_owned(), |name| format!("GMNS package {name}"));
    Cells::from([
        ("source_id", SOURCE.to_owned()),
        ("title", title),
        ("origin", "secondary".to_owned()),
        ("note", "the package names no sources; what it says is taken as assumed until a source is found".to_owned()),
    ])
}

/// The row of products.csv that every case needs.
pub(super) fn total(day: Date) -> Cells {
    let cells = [
        ("product_id", TOTAL.to_owned()),
        ("name", "All goods".to_owned()),
        ("kind", "total".to_owned()),
        ("hs_revision", "not_stated".to_owned()),
        ("unit", "t".to_owned()),
    ];
    fact(cells, day, "a GMNS package names no goods".to_owned())
}

/// case.toml with title, question and summary.
pub(super) fn settings(
    economy: Economy,
    gateways: &[Economy],
    day: Date,
    [title, question, summary]: [&str; 3],
) -> Map<String, Value> {
    let day = Value::from(day.to_string());
    [
        ("format", Value::from(FORMAT)),
        ("title", Value::from(title)),
        ("economy", Value::from(economy.as_str())),
        ("question", Value::from(question)),
        ("summary", Value::from(summary)),
        ("gateways", gateways.iter().map(Economy::as_str).collect()),
        ("as_of", day.clone()),
        ("known_on", day),
        ("source_id", Value::from(SOURCE)),
        ("language", Value::from("en")),
        ("currency", Value::from(AnalysisCurrency::Usd.as_str())),
        ("names", Value::Object(Map::new())),
        ("groups", Value::Object(Map::new())),
        ("vintages", Value::Object(Map::new())),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

/// Adds the header of every table that a folder must have and that it lacks; gives the names of these tables.
pub(super) fn complete(files: &mut Files) -> Vec<&'static str> {
    let mut added = Vec::new();
    for table in schema::tables() {
        // A folder inside the case may be left out.
        if table.file.ends_with('/') || files.contains_key(table.file) {
            continue;
        }
        files.insert(table.file.to_owned(), csv_line(table.columns.iter().map(|column| column.name)));
        added.push(table.file);
    }
    added
}

/// Writes rows behind those of a table, in the order of its own header. `false` when the table cannot take them.
pub(super) fn append(files: &mut Files, file: &str, rows: &[Cells]) -> bool {
    if rows.is_empty() {
        return true;
    }
    let Some(text) = files.get_mut(file) else { return false };
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let Ok(header) = reader.headers() else { return false };
    let columns: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let fits = rows.iter().flat_map(Cells::keys).all(|column| columns.iter().any(|known| known == column));
    if !fits {
        return false;
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for row in rows {
        text.push_str(&csv_line(columns.iter().map(|column| row.get(column.as_str()).map_or("", String::as_str))));
    }
    true
}

/// Whether a table has no row.
pub(super) fn is_empty(files: &Files, file: &str) -> bool {
    files.get(file).is_none_or(|text| {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
        reader.records().next().is_none()
    })
}

/// A table without the rows that begin in some lines, counted from 1 as a text editor counts.
pub(super) fn without_lines(text: &str, lines: &BTreeSet<u32>) -> String {
    let bytes = text.as_bytes();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).comment(Some(b'#')).flexible(true).from_reader(bytes);
    let starts = reader.records().map_while(Result::ok).filter_map(|record| {
        let mut at = usize::try_from(record.position()?.byte()).ok()?;
        // The place of a record is before the blank lines and comments that it follows.
        loop {
            match bytes.get(at) {
                Some(b'\n' | b'\r') => at += 1,
                Some(b'#') => at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?,
                _ => return Some(at),
            }
        }
    });
    let starts: Vec<usize> = starts.collect();
    let mut out = text.get(..starts.first().copied().unwrap_or(text.len())).unwrap_or("").to_owned();
    let (mut line, mut counted) = (1_u32, 0);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let ends = (counted..*start).filter(|at| match bytes.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        line = line.saturating_add(u32::try_from(ends.count()).unwrap_or(u32::MAX));
        counted = *start;
        if !lines.contains(&line) {
            out.push_str(text.get(*start..end).unwrap_or(""));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_left_out_by_the_line_where_they_begin() {
        let text = "# why\nid,note\na,\"two\nlines\"\n\n# more\nb,x\nc,y\n";
        assert_eq!(without_lines(text, &BTreeSet::from([3, 8])), "# why\nid,note\nb,x\n");
        assert_eq!(without_lines(text, &BTreeSet::new()), text);
    }
}
