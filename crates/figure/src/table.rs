//! The table behind a chart: cells that know whether they are a number, and if not, why.

use std::borrow::Cow;

use ::words::{mark, tell, text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A table: columns, then rows of cells in the same order.
///
/// A row may be shorter than the columns; the cells it lacks are missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The number of columns, including unnamed ones that only a row has.
    pub fn width(&self) -> usize {
        let longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        self.columns.len().max(longest)
    }

    /// One line that explains the marks that occur in the table; `None` when none does.
    pub fn legend(&self) -> Option<String> {
        let occurs = |state: CellState| self.rows.iter().flatten().any(|cell| cell.state == state);
        let ragged = self.rows.iter().any(|row| row.len() < self.width());
        let mut parts: Vec<String> = Vec::new();
        if occurs(CellState::Missing) || ragged {
            parts.push(text!("\u{2013} missing"));
        }
        if occurs(CellState::NotReported) {
            parts.push(text!("n.r. not reported"));
        }
        if occurs(CellState::NotApplicable) {
            parts.push(text!("n.a. not applicable"));
        }
        if !parts.is_empty() && self.rows.iter().flatten().any(Cell::is_zero) {
            parts.push(text!("0 zero"));
        }
        if parts.is_empty() { None } else { Some(parts.join(", ")) }
    }
}

impl AsRef<Table> for Table {
    fn as_ref(&self) -> &Table {
        self
    }
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// Its cells are numbers: aligned to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), unit: None, numeric: false }
    }

    /// A column of numbers with their unit.
    pub fn number(name: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { name: name.into(), unit: Some(unit.into()), numeric: true }
    }

    /// `name [unit]`, or the name alone.
    pub fn heading(&self) -> String {
        match self.unit.as_deref().map(str::trim) {
            Some(unit) if !unit.is_empty() => format!("{} [{unit}]", self.name),
            _ => self.name.clone(),
        }
    }
}

/// What a cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// A number, zero included.
    Value,
    /// Nobody here has it.
    Missing,
    /// The reporter leaves it out.
    NotReported,
    /// There can be no such number.
    NotApplicable,
    /// Words.
    #[default]
    Text,
}

impl CellState {
    /// The mark that stands in a printed table; `None` where the cell's own text stands.
    pub fn mark(self) -> Option<Cow<'static, str>> {
        match self {
            Self::Missing => Some(Cow::Borrowed("\u{2013}")),
            Self::NotReported => Some(tell(mark("n.r."))),
            Self::NotApplicable => Some(tell(mark("n.a."))),
            Self::Value | Self::Text => None,
        }
    }

    /// The word that stands in a file for machines; `None` where the cell's own value stands.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("missing"),
            Self::NotReported => Some("not_reported"),
            Self::NotApplicable => Some("not_applicable"),
            Self::Value | Self::Text => None,
        }
    }
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// As printed.
    pub text: String,
    /// The number behind the text, at full precision.
    pub value: Option<f64>,
    /// What the cell is.
    pub state: CellState,
    /// The id under which the number can be traced.
    pub number_id: Option<String>,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A number: as printed, at full precision, and its id.
    pub fn number(text: impl Into<String>, value: f64, number_id: Option<String>) -> Self {
        Self { text: text.into(), value: Some(value), state: CellState::Value, number_id }
    }

    /// Nobody here has the number.
    pub fn missing() -> Self {
        Self::without_value(CellState::Missing)
    }

    /// The reporter leaves the number out.
    pub fn not_reported() -> Self {
        Self::without_value(CellState::NotReported)
    }

    /// There can be no such number.
    pub fn not_applicable() -> Self {
        Self::without_value(CellState::NotApplicable)
    }

    /// A cell without a number, of any state; its text is the state's mark.
    pub fn without_value(state: CellState) -> Self {
        Self { text: state.mark().unwrap_or_default().into_owned(), value: None, state, number_id: None }
    }

    /// What a printed table shows: the mark of the state, else the text.
    pub fn shown(&self) -> Cow<'_, str> {
        self.state.mark().unwrap_or(Cow::Borrowed(&self.text))
    }

    /// A true zero, not a missing value.
    pub fn is_zero(&self) -> bool {
        self.state == CellState::Value && self.value.is_some_and(|value| value.abs() <= 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_marks_stay_four_things() {
        let table = Table {
            columns: vec![Column::text("Year"), Column::number("Weight", "kt")],
            rows: vec![
                vec![Cell::text("2019"), Cell::number("0", 0.0, None)],
                vec![Cell::text("2020"), Cell::missing()],
                vec![Cell::text("2021"), Cell::not_reported()],
                vec![Cell::text("2022"), Cell::not_applicable()],
            ],
        };
        let shown: Vec<Cow<'_, str>> = table.rows.iter().map(|row| row[1].shown()).collect();
        assert_eq!(shown, ["0", "\u{2013}", "n.r.", "n.a."]);
        assert_eq!(table.legend().unwrap(), "\u{2013} missing, n.r. not reported, n.a. not applicable, 0 zero");
    }

    #[test]
    fn a_full_table_needs_no_legend_and_a_ragged_one_does() {
        let mut table = Table {
            columns: vec![Column::text("Year"), Column::number("Weight", "kt")],
            rows: vec![vec![Cell::text("2019"), Cell::number("12.5", 12.5, None)]],
        };
        assert_eq!(table.legend(), None);
        table.rows.push(vec![Cell::text("2020")]);
        assert_eq!(table.legend().as_deref(), Some("\u{2013} missing"));
        assert_eq!(table.columns[1].heading(), "Weight [kt]");
        assert_eq!(table.columns[0].heading(), "Year");
    }
}
