//! The columns of a sheet as typed lists under plain names.

use std::collections::BTreeSet;

use ::words::{mark, tell};
use figure::{Cell, CellState};

use crate::kind::{ColumnKind, first_day};
use crate::printed::says_more;
use crate::sheet::Sheet;
use crate::slug::{slug, unique};

/// Day 0 of a date in Parquet.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// The state of a cell whose value stands in its own column.
const VALUE: &str = "value";

/// A column of a file.
pub(super) struct Stored {
    pub(super) name: String,
    /// As people read it.
    pub(super) heading: String,
    pub(super) unit: Option<String>,
    /// Its kind in words: that of the sheet's column, `state` or `printed`.
    pub(super) kind: &'static str,
    pub(super) values: Values,
}

/// The values of a column; `None` is null.
pub(super) enum Values {
    Double(Vec<Option<f64>>),
    Long(Vec<Option<i64>>),
    Year(Vec<Option<i32>>),
    /// Days since 1970-01-01.
    Day(Vec<Option<i32>>),
    Text(Vec<Option<String>>),
}

/// The columns of a sheet, each followed by its companions.
pub(super) fn columns(sheet: &Sheet) -> Vec<Stored> {
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    for (place, (column, kind)) in sheet.columns().enumerate() {
        let name = unique(&slug(&column.name, '_'), '_', &mut taken);
        let mut companion = |ending: &'static str, text: fn(&Cell, ColumnKind) -> String| Stored {
            name: unique(&format!("{name}_{ending}"), '_', &mut taken),
            heading: format!("{}, {}", column.name, tell(ending)),
            unit: None,
            kind: ending,
            values: Values::Text(sheet.cells(place).map(|cell| Some(text(cell, kind))).collect()),
        };
        let stated = sheet.cells(place).any(|cell| state(cell, kind) != VALUE);
        let state = stated.then(|| companion(mark("state"), |cell, kind| state(cell, kind).to_owned()));
        let printed = says_more(sheet, place).then(|| companion(mark("printed"), |cell, _| cell.shown().into_owned()));
        let unit = column.unit.clone().filter(|unit| !unit.trim().is_empty());
        let values = values(sheet, place, kind);
        out.push(Stored { name, heading: column.name.clone(), unit, kind: kind.word(), values });
        out.extend(state.into_iter().chain(printed));
    }
    out
}

fn values(sheet: &Sheet, place: usize, kind: ColumnKind) -> Values {
    let cells = || sheet.cells(place);
    match kind {
        ColumnKind::Number => Values::Double(cells().map(|cell| cell.value).collect()),
        ColumnKind::Integer => Values::Long(cells().map(|cell| cell.value.map(whole)).collect()),
        ColumnKind::Year => Values::Year(cells().map(|cell| day(cell).map(|day| i32::from(day.year()))).collect()),
        ColumnKind::Date | ColumnKind::Month => {
            Values::Day(cells().map(|cell| day(cell).map(|day| (day - EPOCH).get_days())).collect())
        }
        ColumnKind::Text => Values::Text(cells().map(words).collect()),
    }
}

fn words(cell: &Cell) -> Option<String> {
    cell.state.mark().is_none().then(|| cell.text.clone())
}

fn day(cell: &Cell) -> Option<jiff::civil::Date> {
    first_day(&words(cell)?)
}

/// A count as an integer.
#[allow(clippy::cast_possible_truncation, reason = "counts are made from integers of 32 bits")]
fn whole(value: f64) -> i64 {
    value as i64
}

fn state(cell: &Cell, kind: ColumnKind) -> &'static str {
    let own = if cell.state == CellState::Text && kind.is_number() { "words" } else { VALUE };
    cell.state.word().unwrap_or(own)
}
