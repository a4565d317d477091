//! From a sentence to its words, and to the sources behind its numbers.

use std::collections::{BTreeMap, BTreeSet};

use document::{Dossier, Number, Piece, Sentence};

use crate::words::{Scribe, Words};

/// A sentence that knows what it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Cited {
    /// What it says.
    pub(crate) words: Words,
    /// Places of its sources in the dossier's list: those first without which one of its numbers had none.
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

    /// The sources behind numbers: first those without which a number would have none, then the others; of several those
    /// that hold the greatest part of the numbers.
    fn sources(&self, numbers: &[&Number]) -> Vec<usize> {
        let mut left: Vec<BTreeMap<usize, f64>> = numbers.iter().map(|number| self.parts(number)).collect();
        let mut all = left.clone();
        let mut out = Vec::new();
        // A number that has one of its sources asks for no other before all have one.
        while let Some(next) = greatest(&left).or_else(|| greatest(&all)) {
            out.push(next);
            left.retain(|parts| !parts.contains_key(&next));
            for parts in &mut all {
                parts.remove(&next);
            }
        }
        out
    }

    /// The part of a number's rows that each source gave.
    fn parts(&self, number: &Number) -> BTreeMap<usize, f64> {
        let rows: BTreeSet<String> = number.rows.iter().map(ToString::to_string).collect();
        let mut parts: BTreeMap<usize, f64> = BTreeMap::new();
        #[allow(clippy::cast_precision_loss, reason = "a count of rows")]
        let part = 1.0 / rows.len().max(1) as f64;
        for row in rows {
            let source = self.dossier.rows.get(&row).and_then(|row| self.place(&row.source_id));
            if let Some(source) = source {
                *parts.entry(source).or_default() += part;
            }
        }
        parts
    }
}

/// The source that holds the greatest part of numbers; of equals the first.
fn greatest(numbers: &[BTreeMap<usize, f64>]) -> Option<usize> {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (source, part) in numbers.iter().flatten() {
        *sums.entry(*source).or_default() += part;
    }
    sums.into_iter().min_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))).map(|(source, _)| source)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(parts: &[(usize, f64)]) -> BTreeMap<usize, f64> {
        parts.iter().copied().collect()
    }

    #[test]
    fn the_source_of_the_greatest_part_goes_first() {
        assert_eq!(greatest(&[parts(&[(0, 0.2), (1, 0.8)]), parts(&[(0, 0.5), (2, 0.5)])]), Some(1));
        assert_eq!(greatest(&[parts(&[(3, 0.5), (1, 0.5)])]), Some(1));
        assert_eq!(greatest(&[]), None);
    }
}
