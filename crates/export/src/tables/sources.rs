//! The sources cited.

use ::words::text;
use document::{Dossier, SourceView};
use figure::{Cell, Column, Table};

use super::{Sheet, count, known, words};
use crate::kind::ColumnKind;
use crate::sheet::SheetKind;

const NAMES: [&str; 10] = [
    "id",
    "title",
    "publisher",
    "url",
    "published",
    "origin",
    "licence",
    "rows",
    "printed after the day of the view",
    "note",
];

/// id, title, publisher, address, date as printed, origin, licence, count of rows, whether it is of later, note.
pub(super) fn sheet(dossier: &Dossier) -> Sheet {
    let column = |name: &str| Column { name: name.to_owned(), unit: None, numeric: name == "rows" };
    let table = Table { columns: NAMES.map(column).to_vec(), rows: dossier.sources.iter().map(row).collect() };
    let mut sheet = Sheet::new("sources".to_owned(), SheetKind::Register, text!("Sources"), &table);
    sheet.kinds = NAMES.map(|name| if name == "rows" { ColumnKind::Integer } else { ColumnKind::Text }).to_vec();
    sheet.notes = vec![text!("`rows` counts the rows known by the day of the view that cite the source.")];
    sheet
}

fn row(source: &SourceView) -> Vec<Cell> {
    vec![
        Cell::text(&source.id),
        Cell::text(&source.title),
        known(source.publisher.as_deref()),
        known(source.url.as_deref()),
        known(source.published.as_deref()),
        Cell::text(&source.origin),
        known(source.licence.as_deref()),
        count(source.rows),
        Cell::text(if source.after_as_of { text!("yes") } else { text!("no") }),
        words(source.note.as_deref()),
    ]
}
