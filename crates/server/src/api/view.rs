//! What answers look like where it is not the dossier's own data.

use std::collections::BTreeMap;

use document::{Dossier, Headline, Number, Page, Sentence};
use figure::{CellState, Figure, Table};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// Where everything is.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Index {
    /// Title of the dossier.
    pub(crate) title: String,
    /// The day of the view.
    pub(crate) as_of: String,
    /// SHA-256 of the case: what `?v=` pins.
    pub(crate) hash: String,
    /// Paths of the endpoints, and what they give.
    pub(crate) endpoints: BTreeMap<String, String>,
    /// Path of the description in OpenAPI 3.1.
    pub(crate) openapi: String,
}

/// A sentence in which numbers stand.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Said {
    /// As printed.
    pub(crate) text: String,
    /// The numbers in it, in order.
    pub(crate) numbers: Vec<Amount>,
}

impl Said {
    pub(crate) fn of(dossier: &Dossier, sentence: &Sentence) -> Self {
        let numbers = sentence.0.iter().filter_map(|piece| match piece {
            document::Piece::Number { id } => dossier.numbers.get(id).map(Amount::of),
            _ => None,
        });
        Self { text: dossier.plain(sentence), numbers: numbers.collect() }
    }
}

/// A number without the rows behind it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Amount {
    /// Stable id; `/api/v1/numbers/ID` gives its rows and sources.
    id: String,
    /// What it is, in words.
    label: String,
    /// At full precision, in `unit`.
    value: f64,
    /// As printed, without the unit.
    shown: String,
    /// Unit, as printed.
    unit: String,
    /// How many rows it rests on.
    rows: usize,
}

impl Amount {
    pub(crate) fn of(number: &Number) -> Self {
        Self {
            id: number.id.clone(),
            label: number.label.clone(),
            value: number.value,
            shown: number.shown.clone(),
            unit: number.unit.clone(),
            rows: number.rows.len(),
        }
    }
}

/// A part of the numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Amounts {
    /// How many there are that fit.
    pub(crate) count: usize,
    /// So many of them, by id.
    pub(crate) numbers: Vec<Amount>,
    /// What to give as `after` for the next ones; nothing at the end.
    pub(crate) next: Option<String>,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(clippy::struct_field_names, reason = "these are the names in the answer")]
pub(crate) struct Finding {
    id: String,
    finding: Said,
    caveat: Option<Said>,
    /// The page that argues it.
    page: String,
    /// The figure that shows it.
    figure: Option<String>,
}

impl Finding {
    pub(crate) fn of(dossier: &Dossier, headline: &Headline) -> Self {
        Self {
            id: headline.id.clone(),
            finding: Said::of(dossier, &headline.sentence),
            caveat: headline.caveat.as_ref().map(|caveat| Said::of(dossier, caveat)),
            page: headline.page.clone(),
            figure: headline.figure.clone(),
        }
    }
}

/// The name of a page.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PageName {
    id: String,
    title: String,
    question: String,
    under: Option<String>,
}

impl PageName {
    pub(crate) fn of(page: &Page) -> Self {
        Self {
            id: page.id.clone(),
            title: page.title.clone(),
            question: page.question.clone(),
            under: page.under.clone(),
        }
    }
}

/// A figure without its numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FigureName {
    id: String,
    title: String,
    subtitle: String,
    rows: usize,
    /// Names of its series for `?series=`.
    series: Vec<String>,
}

impl FigureName {
    pub(crate) fn of(figure: &Figure) -> Self {
        Self {
            id: figure.id.clone(),
            title: figure.title.clone(),
            subtitle: figure.subtitle(),
            rows: figure.table.rows.len(),
            series: figure.series_slugs().into_iter().map(|one| one.slug).collect(),
        }
    }
}

/// The table of a figure as records, as data frames take them.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(clippy::struct_field_names, reason = "these are the names in the answer")]
pub(crate) struct Records {
    id: String,
    title: String,
    /// Unit of each column that has one.
    units: BTreeMap<String, String>,
    /// One object a row: numbers at full precision, `null` where there is none.
    records: Vec<BTreeMap<String, Value>>,
    /// Why there is no number, by row and column: `missing`, `not_reported` or `not_applicable`.
    absent: Vec<Absent>,
    sources: Vec<figure::SourceNote>,
}

/// A cell without a number.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Absent {
    /// From 0.
    row: usize,
    column: String,
    why: String,
}

impl Records {
    pub(crate) fn of(figure: &Figure) -> Self {
        let table = &figure.table;
        let names = names(table);
        let mut absent = Vec::new();
        let records = table
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                names
                    .iter()
                    .enumerate()
                    .map(|(place, name)| {
                        let cell = row.get(place);
                        let state = cell.map_or(CellState::Missing, |cell| cell.state);
                        if let Some(why) = state.word() {
                            absent.push(Absent { row: at, column: name.clone(), why: why.to_owned() });
                        }
                        let value = match cell {
                            Some(cell) if state == CellState::Value => cell.value.map_or(Value::Null, Value::from),
                            Some(cell) if state == CellState::Text => Value::from(cell.text.clone()),
                            _ => Value::Null,
                        };
                        (name.clone(), value)
                    })
                    .collect()
            })
            .collect();
        let unit = |(name, column): (&String, &figure::Column)| Some((name.clone(), column.unit.clone()?));
        Self {
            id: figure.id.clone(),
            title: figure.title.clone(),
            units: names.iter().zip(&table.columns).filter_map(unit).collect(),
            records,
            absent,
            sources: figure.sources.clone(),
        }
    }
}

/// The names of columns, each once.
fn names(table: &Table) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for column in &table.columns {
        let twin = |n: usize| if n == 1 { column.name.clone() } else { format!("{} {n}", column.name) };
        let free = (1..=out.len() + 1).map(twin).find(|name| !out.contains(name));
        out.extend(free);
    }
    out
}

/// Something found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Hit {
    pub(crate) title: String,
    pub(crate) kind: String,
    /// Path on the site.
    pub(crate) address: String,
}
