//! What a copy of a figure needs to be understood without the page: for `ID.metadata.json`.

use serde::Serialize;

use crate::model::{Chart, Figure, SourceNote};
use crate::table::Column;

/// A figure without its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metadata {
    /// Its stable id.
    pub id: String,
    /// The finding.
    pub title: String,
    /// Measure, unit, place and period in one line.
    pub subtitle: String,
    /// What is measured.
    pub measure: String,
    /// The unit in words.
    pub unit: String,
    /// Where.
    pub place: String,
    /// When.
    pub period: String,
    /// The text alternative.
    pub alt: String,
    /// Notes, and the explanation of the marks that occur.
    pub notes: Vec<String>,
    /// The columns of the table.
    pub columns: Vec<Column>,
    /// The names of the bands of a line chart, for example `80 %`.
    pub bands: Vec<String>,
    /// Where the numbers come from.
    pub sources: Vec<SourceNote>,
    /// How many rows the table has.
    pub rows: usize,
}

/// The metadata of a figure.
pub fn metadata(figure: &Figure) -> Metadata {
    let mut bands: Vec<String> = Vec::new();
    if let Chart::Lines(chart) = &figure.chart {
        for name in chart.bands.iter().map(|band| band.name.trim()).filter(|name| !name.is_empty()) {
            if !bands.iter().any(|known| known == name) {
                bands.push(name.to_owned());
            }
        }
    }
    Metadata {
        id: figure.id.clone(),
        title: figure.title.clone(),
        subtitle: figure.subtitle(),
        measure: figure.measure.clone(),
        unit: figure.unit.clone(),
        place: figure.place.clone(),
        period: figure.period.clone(),
        alt: figure.alt_text(),
        notes: figure.note_lines(),
        columns: figure.table.columns.clone(),
        bands,
        sources: figure.sources.clone(),
        rows: figure.table.rows.len(),
    }
}
