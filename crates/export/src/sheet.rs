//! A table as every format writes it.

use ::words::text;
use figure::{Cell, CellState, Column, SourceNote, Table};

use crate::kind::{self, ColumnKind};

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// The table behind a figure.
    Figure,
    /// A table of a page.
    Table,
    /// A list over the whole dossier: numbers, rows, events or sources.
    Register,
}

impl SheetKind {
    /// Its name in lists of tables.
    pub fn word(self) -> String {
        match self {
            Self::Figure => text!("figure"),
            Self::Table => text!("table"),
            Self::Register => text!("register"),
        }
    }
}

/// A table with all that a copy of it has to carry.
///
/// It is a rectangle: `table.columns`, `kinds` and each row have the same length. A cell is either a number (state
/// `Value`, with a finite value), one of the three marks, or words.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Stable id, unique among the sheets of a dossier: lower case ASCII letters, digits and hyphens.
    pub id: String,
    /// What it holds.
    pub kind: SheetKind,
    /// Title.
    pub title: String,
    /// What is measured, unit, place and period; empty where the columns say it all.
    pub subtitle: String,
    /// Columns with names and units, and the cells.
    pub table: Table,
    /// The kind of each column.
    pub kinds: Vec<ColumnKind>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Where the numbers come from.
    pub sources: Vec<SourceNote>,
}

impl Sheet {
    /// A sheet of a table of any shape; the kinds of its columns are read from its cells.
    pub fn new(id: String, kind: SheetKind, title: String, table: &Table) -> Self {
        let table = rectangular(table);
        let kinds = table.columns.iter().enumerate().map(|(i, column)| kind::of_column(&table, i, column)).collect();
        Self { id, kind, title, subtitle: String::new(), table, kinds, notes: Vec::new(), sources: Vec::new() }
    }

    /// Each column with its kind, from left to right.
    pub fn columns(&self) -> impl Iterator<Item = (&Column, ColumnKind)> {
        self.table.columns.iter().zip(self.kinds.iter().copied())
    }

    /// The cells of a column from top to bottom.
    pub(crate) fn cells(&self, place: usize) -> impl Iterator<Item = &Cell> {
        self.table.rows.iter().filter_map(move |row| row.get(place))
    }

    /// The notes that say something.
    pub fn remarks(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(|note| note.trim()).filter(|note| !note.is_empty())
    }
}

/// The same table with a name for each column and a cell for each column in each row.
fn rectangular(table: &Table) -> Table {
    let width = table.width();
    let column = |i: usize| table.columns.get(i).cloned().unwrap_or_else(|| Column::text(format!("column {}", i + 1)));
    let row = |cells: &Vec<Cell>| (0..width).map(|i| cells.get(i).map_or_else(Cell::missing, plain)).collect();
    Table { columns: (0..width).map(column).collect(), rows: table.rows.iter().map(row).collect() }
}

/// A cell whose state says what it is: what has a finite number is a number, and a number without one is missing.
fn plain(cell: &Cell) -> Cell {
    let value = cell.value.filter(|value| value.is_finite());
    match (cell.state, value) {
        (CellState::Missing | CellState::NotReported | CellState::NotApplicable, _) => Cell::without_value(cell.state),
        (CellState::Value, None) => Cell::missing(),
        (CellState::Text, None) => Cell { value, ..cell.clone() },
        (CellState::Value | CellState::Text, Some(_)) => Cell { value, state: CellState::Value, ..cell.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ragged_and_odd_cells_become_a_rectangle() {
        let table = Table {
            columns: vec![Column::text("year"), Column::number("weight", "kt")],
            rows: vec![
                vec![Cell::text("2019")],
                vec![Cell::text("2020"), Cell::number("?", f64::NAN, None), Cell::text("more")],
                vec![Cell::text("2021"), Cell { value: Some(2.0), ..Cell::not_reported() }, Cell::text("")],
            ],
        };
        let sheet = Sheet::new("t".to_owned(), SheetKind::Table, String::new(), &table);
        assert_eq!(sheet.kinds, [ColumnKind::Year, ColumnKind::Number, ColumnKind::Text]);
        assert_eq!(sheet.table.columns[2].name, "column 3");
        assert!(sheet.table.rows.iter().all(|row| row.len() == 3));
        assert_eq!(sheet.table.rows[0][1], Cell::missing());
        assert_eq!(sheet.table.rows[1][1], Cell::missing());
        assert_eq!(sheet.table.rows[2][1], Cell::not_reported());
    }
}
