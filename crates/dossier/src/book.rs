//! Numbers with ids and figures with sources, while the dossier is being assembled.

use std::collections::{BTreeMap, BTreeSet};

use ::words::text;
use case::Case;
use case::entry::RowRef;
use case::trace::Traced;
use figure::{Cell, Chart, Figure, SourceNote, Table};

use crate::data;
use crate::words::{counted_unit, told};
use document::{Number, SourceView};

/// Sources named under a figure before the rest is only counted.
const SOURCES_NAMED: usize = 4;

/// Collects numbers and figures.
#[derive(Debug)]
pub(crate) struct Book {
    numbers: BTreeMap<String, Number>,
    figures: Vec<Figure>,
    source_of_row: BTreeMap<RowRef, String>,
    sources: BTreeMap<String, SourceView>,
}

/// What a number is, apart from its value.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    /// Stable id, in dotted parts.
    pub(crate) id: String,
    /// What it is, in words.
    pub(crate) label: String,
    /// Unit as printed; marked where it is a word. Beside 1 a counted unit is told as one.
    pub(crate) unit: &'static str,
    /// Decimals printed.
    pub(crate) decimals: u8,
    /// Whether a plus sign is printed: changes and gaps.
    pub(crate) signed: bool,
    /// How it came about: a marked text.
    pub(crate) method: &'static str,
}

impl Book {
    pub(crate) fn of(case: &Case) -> Self {
        Self {
            numbers: BTreeMap::new(),
            figures: Vec::new(),
            source_of_row: case
                .tables()
                .provenance()
                .into_iter()
                .map(|(at, provenance, _)| (at.clone(), provenance.source_id.to_string()))
                .collect(),
            sources: data::sources(case).into_iter().map(|source| (source.id.clone(), source)).collect(),
        }
    }

    /// Enters a number; its id comes back. A number entered again under the same id stays as it was.
    pub(crate) fn number(&mut self, meaning: Meaning, traced: &Traced<f64>) -> String {
        // A negative zero would print as -0.
        let value = if traced.value == 0.0 { 0.0 } else { traced.value };
        let mut shown = figure::number::format(value, meaning.decimals);
        if meaning.signed && !shown.starts_with('-') {
            shown.insert(0, '+');
        }
        let id = meaning.id.clone();
        self.numbers.entry(id.clone()).or_insert_with(|| Number {
            id: meaning.id,
            label: meaning.label,
            value,
            unit: told(counted_unit(meaning.unit, &shown)),
            shown,
            method: told(meaning.method),
            rows: traced.rows.as_slice().into(),
        });
        id
    }

    /// A table cell that shows a number already entered.
    pub(crate) fn cell(&self, id: &str) -> Cell {
        self.numbers.get(id).map_or_else(Cell::missing, |number| {
            Cell::number(number.shown.clone(), number.value, Some(number.id.clone()))
        })
    }

    /// Enters a number and shows it in a table cell.
    pub(crate) fn enter(&mut self, meaning: Meaning, traced: &Traced<f64>) -> Cell {
        let id = self.number(meaning, traced);
        self.cell(&id)
    }

    /// A number as printed, with its unit.
    pub(crate) fn text(&self, id: &str) -> String {
        self.numbers.get(id).map_or_else(String::new, Number::text)
    }

    /// A number as printed, without its unit.
    pub(crate) fn shown(&self, id: &str) -> String {
        self.numbers.get(id).map_or_else(String::new, |number| number.shown.clone())
    }

    /// Enters a figure; the sources are those of the rows behind its table.
    pub(crate) fn figure(&mut self, draft: Draft) -> String {
        let rows: BTreeSet<&RowRef> = draft
            .table
            .rows
            .iter()
            .flatten()
            .filter_map(|cell| self.numbers.get(cell.number_id.as_ref()?))
            .flat_map(|number| number.rows.iter())
            .collect();
        let mut sources = self.source_notes(rows);
        if sources.is_empty() {
            sources = self.source_notes(draft.rows.iter());
        }
        let id = draft.id.clone();
        self.figures.push(Figure {
            id: draft.id,
            title: draft.title,
            measure: draft.measure,
            unit: draft.unit,
            place: draft.place,
            period: draft.period,
            chart: draft.chart,
            table: draft.table,
            sources,
            notes: draft.notes,
            alt: String::new(),
        });
        id
    }

    fn source_notes<'a>(&self, rows: impl IntoIterator<Item = &'a RowRef>) -> Vec<SourceNote> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in rows {
            if let Some(source) = self.source_of_row.get(row) {
                *counts.entry(source.as_str()).or_default() += 1;
            }
        }
        let mut ordered: Vec<(&str, usize)> = counts.into_iter().collect();
        ordered.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let mut notes: Vec<SourceNote> = ordered
            .iter()
            .take(SOURCES_NAMED)
            .filter_map(|(id, _)| self.sources.get(*id))
            .map(|source| SourceNote { id: source.id.clone(), text: source.citation(), url: source.url.clone() })
            .collect();
        if let more @ 1.. = ordered.len().saturating_sub(SOURCES_NAMED) {
            notes.push(SourceNote {
                id: "more".to_owned(),
                text: text!("{more} more, listed with the data"),
                url: None,
            });
        }
        notes
    }

    /// The figures entered so far.
    pub(crate) fn figures(&self) -> &[Figure] {
        &self.figures
    }

    pub(crate) fn finish(self) -> (BTreeMap<String, Number>, Vec<Figure>) {
        (self.numbers, self.figures)
    }
}

/// A figure before its sources are looked up.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) measure: String,
    pub(crate) unit: String,
    pub(crate) place: String,
    pub(crate) period: String,
    pub(crate) chart: Chart,
    pub(crate) table: Table,
    pub(crate) notes: Vec<String>,
    /// Rows to cite when the table holds no traced number.
    pub(crate) rows: Vec<RowRef>,
}
