//! Footnotes: a source is told once, and marked again wherever it stands behind another sentence.

use std::collections::BTreeMap;

use document::Dossier;
use serde::Serialize;

use crate::shared::{self, Cited};
use crate::words::Scribe;

/// A mark.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Note {
    /// Which footnote.
    pub(crate) number: usize,
    /// Its text, where it stands for the first time.
    pub(crate) cited: Option<Cited>,
}

/// The footnotes of one paper so far.
pub(crate) struct Footnotes<'a> {
    dossier: &'a Dossier,
    /// Sources of one sentence at most.
    most: usize,
    /// Place of a source, and the number of its footnote.
    given: BTreeMap<usize, usize>,
    count: usize,
    left_out: bool,
}

impl<'a> Footnotes<'a> {
    /// None yet; at most so many for a sentence.
    pub(crate) fn new(dossier: &'a Dossier, most: usize) -> Self {
        Self { dossier, most, given: BTreeMap::new(), count: 0, left_out: false }
    }

    /// From here on every source is told again.
    pub(crate) fn new_chapter(&mut self) {
        self.given.clear();
    }

    /// Marks for the sources of a sentence, given by their places in the dossier. They have to be asked for in the
    /// order in which they stand on the page.
    pub(crate) fn of(&mut self, sources: &[usize], scribe: &mut Scribe) -> Vec<Note> {
        self.left_out |= sources.len() > self.most;
        sources.iter().take(self.most).filter_map(|place| self.mark(*place, scribe)).collect()
    }

    /// Whether a sentence had more sources than were marked.
    pub(crate) fn left_out(&self) -> bool {
        self.left_out
    }

    fn mark(&mut self, place: usize, scribe: &mut Scribe) -> Option<Note> {
        if let Some(number) = self.given.get(&place) {
            return Some(Note { number: *number, cited: None });
        }
        let number = self.count + 1;
        let cited = shared::cited(self.dossier.sources.get(place)?, number, scribe);
        self.count = number;
        self.given.insert(place, number);
        Some(Note { number, cited: Some(cited) })
    }
}
