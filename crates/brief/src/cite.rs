//! From a sentence to its words, and to the sources behind its numbers.

use std::collections::{BTreeMap, BTreeSet};

use document::{Dossier, Number, Piece, Sentence};

use crate::words::{Scribe, Words};

/// A sentence that knows what it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Cited {
    /// What it says.
    pub(crate) words: Words,
    /// Places of its sources in the dossier's list, those of most rows first.
    pub(crate) sources: Vec<usize>,
}

/// Finds words and sources of sentences.
pub(crate) struct Citer<'a> {
    dossier: &'a Dossier,
    place: BTreeMap<&'a str, usize>,
}

impl<'a> Citer<'a> {
    /// For the sentences of a dossier.
    pub(crate) fn new(dossier: &'a Dossier) -> Self {
        let place = dossier.sources.iter().enumerate().map(|(at, source)| (source.id.as_str(), at)).collect();
        Self { dossier, place }
    }

    /// The place of a source in the dossier's list.
    pub(crate) fn place(&self, source_id: &str) -> Option<usize> {
        self.place.get(source_id).copied()
    }

    /// The words of a sentence, its numbers as the dossier prints them, and its sources.
    pub(crate) fn cite(&self, sentence: &Sentence, scribe: &mut Scribe) -> Cited {
        let mut words = Words::new();
        let mut numbers = Vec::new();
        for piece in &sentence.0 {
            match piece {
                Piece::Text(text) | Piece::Term { text, .. } => words.extend(scribe.words(text)),
                Piece::Number { id } => {
                    if let Some(number) = self.dossier.numbers.get(id) {
                        words.extend(scribe.number(&number.text()));
                        numbers.push(number);
                    }
                }
            }
        }
        Cited { words, sources: self.sources(&numbers) }
    }

    fn sources(&self, numbers: &[&Number]) -> Vec<usize> {
        let rows: BTreeSet<String> =
            numbers.iter().flat_map(|number| number.rows.iter()).map(ToString::to_string).collect();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for row in rows {
            let source = self.dossier.rows.get(&row).and_then(|row| self.place(&row.source_id));
            if let Some(source) = source {
                *counts.entry(source).or_default() += 1;
            }
        }
        let mut out: Vec<(usize, usize)> = counts.into_iter().collect();
        out.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        out.into_iter().map(|(source, _)| source).collect()
    }
}
