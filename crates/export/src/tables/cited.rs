//! Which sources a number rests on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::entry::RowRef;
use document::{Dossier, SourceView};

use super::SourceNote;

/// From numbers to sources, looked up once for all sheets.
pub(super) struct Cited<'a> {
    by_number: BTreeMap<&'a str, BTreeSet<&'a str>>,
    sources: &'a [SourceView],
}

impl<'a> Cited<'a> {
    pub(super) fn of(dossier: &'a Dossier) -> Self {
        // Looked up hundreds of thousands of times, never walked.
        let source_of: HashMap<&RowRef, &str> =
            dossier.rows.values().map(|row| (&row.at, row.source_id.as_str())).collect();
        let by_number = dossier
            .numbers
            .iter()
            .map(|(id, number)| {
                (id.as_str(), number.rows.iter().filter_map(|row| source_of.get(row).copied()).collect())
            })
            .collect();
        Self { by_number, sources: &dossier.sources }
    }

    /// The ids of the sources of a number, sorted; none for a number that the dossier does not have.
    pub(super) fn by_number(&self, id: &str) -> impl Iterator<Item = &'a str> {
        self.by_number.get(id).into_iter().flatten().copied()
    }

    /// The sources of the given ids, in the order of the dossier.
    pub(super) fn notes(&self, ids: &BTreeSet<&str>) -> Vec<SourceNote> {
        self.sources
            .iter()
            .filter(|source| ids.contains(source.id.as_str()))
            .map(|source| SourceNote { id: source.id.clone(), text: source.citation(), url: source.url.clone() })
            .collect()
    }
}
