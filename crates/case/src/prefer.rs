//! The preferred-source rule: which of several rows about the same thing is used.
//!
//! 1. higher confidence;
//! 2. a source closer to the origin of the figure;
//! 3. a source published later (one without a date counts as oldest);
//! 4. the row that stands first in the folder.
//!
//! The losers stay: readers see the range.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::entry::Entry;
use crate::model::Case;
use crate::provenance::Origin;
use crate::tables::Source;
use crate::value::date::{Date, When};
use crate::value::id::SourceId;

/// Orders rows by the rule, best first.
#[derive(Debug)]
pub struct Preference<'a> {
    sources: BTreeMap<&'a SourceId, &'a Entry<Source>>,
}

impl<'a> Preference<'a> {
    /// The rule over the sources of a case.
    pub fn of(case: &'a Case) -> Self {
        Self { sources: case.sources() }
    }

    pub(crate) fn over(sources: &'a [Entry<Source>]) -> Self {
        Self { sources: sources.iter().map(|source| (&source.source_id, source)).collect() }
    }

    /// `Less` when `a` is preferred to `b`.
    pub fn compare<R>(&self, a: &Entry<R>, b: &Entry<R>) -> Ordering {
        let (origin_a, date_a) = self.source(&a.provenance.source_id);
        let (origin_b, date_b) = self.source(&b.provenance.source_id);
        a.provenance
            .confidence
            .cmp(&b.provenance.confidence)
            .then(origin_a.cmp(&origin_b))
            .then(date_b.cmp(&date_a))
            .then(a.at.cmp(&b.at))
    }

    /// The rows in order of preference.
    pub fn order<'r, R>(&self, rows: impl IntoIterator<Item = &'r Entry<R>>) -> Vec<&'r Entry<R>> {
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by(|a, b| self.compare(a, b));
        rows
    }

    fn source(&self, id: &SourceId) -> (Origin, Option<Date>) {
        self.sources.get(id).map_or((Origin::Own, None), |s| (s.origin, s.published.map(When::last_day)))
    }
}
