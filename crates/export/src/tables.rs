//! All tables of a dossier, in the order of its pages.

mod cited;
mod events;
mod numbers;
mod rows;
mod sources;

use std::collections::BTreeSet;

use document::{Block, Dossier, TableView};
use figure::{Cell, Figure, SourceNote};

use crate::sheet::{Sheet, SheetKind};
use crate::slug::{slug, unique};
use cited::Cited;

/// Ids of the lists over the whole dossier; no figure and no table of a page takes them.
const REGISTERS: [&str; 4] = ["numbers", "rows", "events", "sources"];

/// All tables of a dossier: the table of each figure, the tables of the pages, then four lists over the whole:
/// `numbers`, `rows`, `events` and `sources`.
///
/// The id of a sheet is that of its figure or table. A table whose id a figure or list has is called by its page and
/// its id, so that ids do not depend on an order.
pub fn tables(dossier: &Dossier) -> Vec<Sheet> {
    let cited = Cited::of(dossier);
    let mut taken: BTreeSet<String> = REGISTERS.iter().map(|id| (*id).to_owned()).collect();
    let mut sheets: Vec<Sheet> = dossier.figures.iter().map(|figure| of_figure(figure, &mut taken)).collect();
    for page in &dossier.pages {
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            if let Block::Table(view) = block {
                let id = slug(&view.id, '-');
                let id = if taken.contains(&id) { slug(&format!("{}-{}", page.id, view.id), '-') } else { id };
                sheets.push(of_view(view, unique(&id, '-', &mut taken), &cited));
            }
        }
    }
    sheets.extend([
        numbers::sheet(dossier, &cited),
        rows::sheet(dossier),
        events::sheet(dossier),
        sources::sheet(dossier),
    ]);
    sheets
}

fn of_figure(figure: &Figure, taken: &mut BTreeSet<String>) -> Sheet {
    let id = unique(&slug(&figure.id, '-'), '-', taken);
    Sheet {
        subtitle: figure.subtitle(),
        notes: figure.notes.clone(),
        sources: figure.sources.clone(),
        ..Sheet::new(id, SheetKind::Figure, figure.title.clone(), &figure.table)
    }
}

/// A table of a page names no sources of its own: they are those of its numbers.
fn of_view(view: &TableView, id: String, cited: &Cited<'_>) -> Sheet {
    let ids: BTreeSet<&str> = view
        .table
        .rows
        .iter()
        .flatten()
        .filter_map(|cell| cell.number_id.as_deref())
        .flat_map(|number| cited.by_number(number))
        .collect();
    Sheet {
        notes: view.notes.clone(),
        sources: cited.notes(&ids),
        ..Sheet::new(id, SheetKind::Table, view.title.clone(), &view.table)
    }
}

/// Words, or an empty cell where there is nothing to say.
fn words(text: Option<&str>) -> Cell {
    Cell::text(text.unwrap_or_default())
}

/// Words that there must be somewhere, but which nobody here has.
fn known(text: Option<&str>) -> Cell {
    text.map_or_else(Cell::missing, Cell::text)
}

/// A count of things.
fn count(count: usize) -> Cell {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    Cell::number(count.to_string(), f64::from(count), None)
}
