//! The rows behind numbers and events, as people read them.

use std::collections::{BTreeMap, BTreeSet};

use case::Case;
use case::entry::{Entry, RowRef};
use case::table::Row;
use serde::Serialize;

use document::{EventView, Next, Number, RowView};

/// The rows that numbers, events and the next date cite, by `file:line`.
pub(crate) fn cited<'a>(
    case: &Case,
    numbers: impl Iterator<Item = &'a Number>,
    events: &[EventView],
    next: Option<&Next>,
) -> BTreeMap<String, RowView> {
    let wanted: BTreeSet<&RowRef> = numbers
        .flat_map(|number| number.rows.iter())
        .chain(events.iter().map(|event| &event.row))
        .chain(next.and_then(|next| next.row.as_ref()))
        .collect();
    let tables = case.tables();
    let mut views = BTreeMap::new();
    add(&mut views, &wanted, &tables.trade);
    add(&mut views, &wanted, &tables.observations);
    add(&mut views, &wanted, &tables.events);
    add(&mut views, &wanted, &tables.places);
    add(&mut views, &wanted, &tables.links);
    add(&mut views, &wanted, &tables.capacities);
    add(&mut views, &wanted, &tables.calendar);
    add(&mut views, &wanted, &tables.costs);
    add(&mut views, &wanted, &tables.production);
    add(&mut views, &wanted, &tables.markets);
    add(&mut views, &wanted, &tables.judgements);
    add(&mut views, &wanted, &tables.buyers);
    add(&mut views, &wanted, &tables.decisions);
    add(&mut views, &wanted, &tables.assumptions);
    views
}

fn add<R: Row + Serialize>(views: &mut BTreeMap<String, RowView>, wanted: &BTreeSet<&RowRef>, table: &[Entry<R>]) {
    let columns = R::own_table().columns;
    for entry in table.iter().filter(|entry| wanted.contains(&entry.at)) {
        let values = serde_json::to_value(&entry.row).unwrap_or_default();
        let cells = columns
            .iter()
            .filter_map(|column| {
                let text = match values.get(column.name)? {
                    serde_json::Value::String(text) => text.clone(),
                    serde_json::Value::Null => return None,
                    serde_json::Value::Array(items) => {
                        items.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join("; ")
                    }
                    other => other.to_string(),
                };
                Some((column.name.to_owned(), text))
            })
            .filter(|(_, text)| !text.is_empty())
            .collect();
        views.insert(
            entry.at.to_string(),
            RowView {
                at: entry.at.clone(),
                cells,
                source_id: entry.provenance.source_id.to_string(),
                confidence: entry.provenance.confidence.to_string(),
                basis: entry.provenance.basis.to_string(),
                known_on: entry.known_on,
                note: entry.provenance.note.clone(),
            },
        );
    }
}
