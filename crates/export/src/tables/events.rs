//! Dated events.

use ::words::text;
use document::{Dossier, EventView};
use figure::{Cell, Column, Table};

use super::{Sheet, words};
use crate::kind::{self, ColumnKind};
use crate::sheet::SheetKind;

const NAMES: [&str; 16] = [
    "id",
    "episode",
    "kind",
    "title",
    "starts on",
    "ends on",
    "first day",
    "last day",
    "when",
    "summary",
    "subjects",
    "effect",
    "confidence",
    "source",
    "row",
    "note",
];

/// The events as told, with two columns of days: the first day and the last day that each could mean.
pub(super) fn sheet(dossier: &Dossier) -> Sheet {
    let table = Table { columns: NAMES.map(Column::text).to_vec(), rows: dossier.events.iter().map(row).collect() };
    let mut sheet = Sheet::new("events".to_owned(), SheetKind::Register, text!("Dated events"), &table);
    sheet.kinds = NAMES
        .map(|name| if matches!(name, "first day" | "last day") { ColumnKind::Date } else { ColumnKind::Text })
        .to_vec();
    sheet.notes = vec![text!(
        "`starts on` and `ends on` are as precise as known: a day, a month or a year; `first day` and `last day` are the \
         widest span that they allow. Where no end is known, the span is that of the beginning."
    )];
    sheet
}

fn row(event: &EventView) -> Vec<Cell> {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(Cell::missing, |day| Cell::text(day.to_string()));
    vec![
        Cell::text(&event.id),
        words(event.episode.as_deref()),
        Cell::text(&event.kind),
        Cell::text(&event.title),
        Cell::text(&event.starts_on),
        words(event.ends_on.as_deref()),
        day(kind::first_day(&event.starts_on)),
        day(kind::last_day(event.ends_on.as_deref().unwrap_or(&event.starts_on))),
        Cell::text(&event.when),
        Cell::text(&event.summary),
        Cell::text(event.subjects.join("; ")),
        words(event.effect.as_deref()),
        Cell::text(&event.confidence),
        Cell::text(&event.source_id),
        Cell::text(event.row.to_string()),
        words(event.note.as_deref()),
    ]
}
