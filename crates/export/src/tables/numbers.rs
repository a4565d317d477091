//! Every number that is shown somewhere.

use ::words::text;
use document::Dossier;
use figure::{Cell, Column, Table};

use super::{Cited, Sheet, count, words};
use crate::kind::ColumnKind;
use crate::sheet::SheetKind;

/// id, label, value, shown, unit, method, count of rows, ids of sources joined by `; `.
pub(super) fn sheet(dossier: &Dossier, cited: &Cited<'_>) -> Sheet {
    let row = |(id, number): (&String, &document::Number)| {
        vec![
            Cell::text(id),
            Cell::text(&number.label),
            Cell::number(&number.shown, number.value, Some(id.clone())),
            Cell::text(&number.shown),
            words(Some(&number.unit)),
            Cell::text(&number.method),
            count(number.rows.len()),
            Cell::text(cited.by_number(id).collect::<Vec<_>>().join("; ")),
        ]
    };
    let table = Table {
        columns: vec![
            Column::text("id"),
            Column::text("label"),
            Column { name: "value".to_owned(), unit: None, numeric: true },
            Column::text("shown"),
            Column::text("unit"),
            Column::text("method"),
            Column { name: "rows".to_owned(), unit: None, numeric: true },
            Column::text("sources"),
        ],
        rows: dossier.numbers.iter().map(row).collect(),
    };
    let mut sheet = Sheet::new("numbers".to_owned(), SheetKind::Register, text!("Every number shown"), &table);
    sheet.kinds = vec![
        ColumnKind::Text,
        ColumnKind::Text,
        ColumnKind::Number,
        ColumnKind::Text,
        ColumnKind::Text,
        ColumnKind::Text,
        ColumnKind::Integer,
        ColumnKind::Text,
    ];
    sheet.notes = vec![
        text!("`value` is the number at full precision in `unit`; `shown` is what is printed of it."),
        text!("`rows` counts the rows of the case that the number rests on; `sources` are the sources of these rows."),
    ];
    sheet
}
