//! Finds terms in words: whole words, whatever their case.

use super::terms::Known;

/// A spelling of a term.
#[derive(Debug)]
pub(super) struct Pattern {
    id: &'static str,
    /// In lower case.
    spelling: String,
}

/// Where a term stands, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: &'static str,
    pub(super) at: usize,
    pub(super) length: usize,
}

/// All spellings of all terms, long ones first: `shadow price` before `price`.
pub(super) fn patterns(terms: &[Known]) -> Vec<Pattern> {
    let mut patterns: Vec<Pattern> = terms
        .iter()
        .flat_map(|term| {
            let spellings = std::iter::once(&term.name).chain(term.aliases);
            spellings.map(|spelling| Pattern { id: term.id, spelling: spelling.to_ascii_lowercase() })
        })
        .collect();
    patterns.sort_by(|a, b| b.spelling.len().cmp(&a.spelling.len()).then(a.spelling.cmp(&b.spelling)));
    patterns
}

/// The first place at which a term stands that was not seen yet; of two at one place the longer.
pub(super) fn find(text: &str, patterns: &[Pattern], seen: &[String]) -> Option<Found> {
    let lower = text.to_ascii_lowercase();
    let mut best: Option<Found> = None;
    for pattern in patterns.iter().filter(|pattern| !seen.iter().any(|id| id == pattern.id)) {
        let Some(at) = first(&lower, &pattern.spelling) else { continue };
        if best.as_ref().is_none_or(|best| at < best.at) {
            best = Some(Found { id: pattern.id, at, length: pattern.spelling.len() });
        }
    }
    best
}

/// Where a spelling stands as whole words. Both are in lower case.
fn first(text: &str, spelling: &str) -> Option<usize> {
    text.match_indices(spelling).map(|(at, _)| at).find(|at| {
        let (before, rest) = text.split_at(*at);
        let after = rest.strip_prefix(spelling).unwrap_or_default();
        let joins = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        !before.ends_with(joins) && !after.starts_with(joins)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: &[Known] = &[
        Known { id: "price", name: "Price", aliases: &["prices"], text: "" },
        Known { id: "shadow-price", name: "Shadow price", aliases: &["dual value"], text: "" },
    ];

    #[test]
    fn terms_are_whole_words_and_the_longer_wins() {
        let patterns = patterns(TERMS);
        let at =
            |text: &str, seen: &[String]| find(text, &patterns, seen).map(|found| (found.id, found.at, found.length));
        assert_eq!(at("The shadow price of a lane", &[]), Some(("shadow-price", 4, 12)));
        assert_eq!(at("PRICES and dual value", &[]), Some(("price", 0, 6)));
        assert_eq!(at("unpriced, price-like, price_id, pricey", &[]), None);
        assert_eq!(at("ø price", &[]), Some(("price", 3, 5)));
        assert_eq!(at("price", &["price".to_owned()]), None);
    }
}
