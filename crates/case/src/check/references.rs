//! Every id that a row names is defined somewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::{Reference, did_you_mean};
use crate::code::Code;
use crate::diagnostic::Faults;
use crate::load::{AllParsed, Parsed};
use crate::reader::shorten;
use crate::table::Row;

/// The ids that each file defines.
#[derive(Debug, Default)]
pub(crate) struct Ids(BTreeMap<&'static str, BTreeSet<String>>);

impl Ids {
    pub(crate) fn collect(parsed: &AllParsed<'_>) -> Self {
        let mut ids = Self::default();
        ids.add(&parsed.sources);
        ids.add(&parsed.places);
        ids.add(&parsed.links);
        ids.add(&parsed.capacities);
        ids.add(&parsed.calendar);
        ids.add(&parsed.costs);
        ids.add(&parsed.products);
        ids.add(&parsed.production);
        ids.add(&parsed.markets);
        ids.add(&parsed.buyers);
        ids.add(&parsed.decisions);
        ids.add(&parsed.assumptions);
        ids.add(&parsed.series);
        ids.add(&parsed.events);
        ids.add(&parsed.judgements);
        if let Some(settings) = parsed.settings.as_ref().and_then(|document| document.value.as_ref()) {
            ids.0.insert("case.toml [groups]", settings.groups.keys().cloned().collect());
            ids.0.insert("case.toml [vintages]", settings.vintages.keys().cloned().collect());
        }
        ids
    }

    /// Ids are taken from the cells as written, so that a row with another fault still defines its id.
    fn add<R: Row>(&mut self, parsed: &[Parsed<'_, R>]) {
        let table = R::own_table();
        let Some(column) = table.defines else { return };
        // A file that could not be read defines nobody knows what; a folder without files defines nothing.
        if parsed.is_empty() && !table.file.ends_with('/') {
            return;
        }
        let ids = self.0.entry(table.file).or_default();
        for part in parsed {
            ids.extend((0..part.sheet.len()).map(|index| part.sheet.text(index, column).trim().to_owned()));
        }
    }

    /// Whether the reference resolves; where the defining file could not be read at all, it is not judged.
    fn holds(&self, reference: &Reference<'_>) -> bool {
        let known: Vec<_> = reference.tables.iter().map(|table| self.0.get(table)).collect();
        known.iter().any(Option::is_none) || known.iter().flatten().any(|ids| ids.contains(reference.id))
    }

    /// What was expected and how to mend a reference that does not resolve.
    pub(crate) fn fault(&self, reference: &Reference<'_>) -> Option<(String, String)> {
        if self.holds(reference) {
            return None;
        }
        let known = reference.tables.iter().filter_map(|table| self.0.get(table)).flatten().map(String::as_str);
        let files = reference.tables.join(" or ");
        Some((
            format!("an id that {files} defines"),
            did_you_mean(reference.id, known)
                .map_or_else(|| format!("add a row for it to {files}"), |near| format!("did you mean `{near}`?")),
        ))
    }
}

/// Reports the ids of a table's rows that nothing defines.
pub(crate) fn resolve<R: Row>(parsed: &[Parsed<'_, R>], ids: &Ids, faults: &mut Faults) {
    let defines = R::own_table().defines;
    for part in parsed {
        for named in part.references.iter().filter(|named| Some(named.column) != defines) {
            let reference = Reference { id: &named.id, tables: named.tables };
            if ids.holds(&reference) || !faults.has_room(&part.sheet.source.file) {
                continue;
            }
            if let Some((expected, mend)) = ids.fault(&reference) {
                let found = format!("`{}`", shorten(reference.id));
                faults.push(part.sheet.fault(named.index, named.column, Code::UnknownReference, found, expected, mend));
            }
        }
    }
}
