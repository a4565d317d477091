//! The rows behind numbers and events.

use ::words::text;
use document::{Dossier, RowView};
use figure::{Cell, Column, Table};

use super::{Sheet, words};
use crate::kind::ColumnKind;
use crate::sheet::SheetKind;

/// `file:line`, source, confidence, basis, day it could be known, its cells as a JSON object, note.
pub(super) fn sheet(dossier: &Dossier) -> Sheet {
    let mut views: Vec<&RowView> = dossier.rows.values().collect();
    views.sort_by(|a, b| a.at.cmp(&b.at));
    let row = |view: &&RowView| {
        vec![
            Cell::text(view.at.to_string()),
            Cell::text(&view.source_id),
            Cell::text(&view.confidence),
            Cell::text(&view.basis),
            Cell::text(view.known_on.to_string()),
            Cell::text(object(&view.cells)),
            words(view.note.as_deref()),
        ]
    };
    let names = ["row", "source", "confidence", "basis", "known on", "cells", "note"];
    let table = Table { columns: names.map(Column::text).to_vec(), rows: views.iter().map(row).collect() };
    let mut sheet =
        Sheet::new("rows".to_owned(), SheetKind::Register, text!("The rows that numbers and events rest on"), &table);
    sheet.kinds = names.map(|name| if name == "known on" { ColumnKind::Date } else { ColumnKind::Text }).to_vec();
    sheet.notes = vec![text!(
        "`row` is the file of the case folder and its line; `cells` are the row's own cells, in their order, as JSON."
    )];
    sheet
}

/// The cells as a JSON object in their own order: an object of the library would be sorted.
fn object(cells: &[(String, String)]) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let pairs: Vec<String> = cells.iter().map(|(name, value)| format!("{}: {}", quoted(name), quoted(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}
