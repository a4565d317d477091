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
            spellings.map(|spelling| Pattern { id: term.id, spelling: lower(&::words::tell(spelling)) })
        })
        .collect();
    patterns.sort_by(|a, b| b.spelling.len().cmp(&a.spelling.len()).then(a.spelling.cmp(&b.spelling)));
    patterns
}

/// In lower case where that is as long, so that places stay what they are.
fn lower(text: &str) -> String {
    let small = |large: char| {
        let mut letters = large.to_lowercase();
        letters.next().filter(|small| letters.len() == 0 && small.len_utf8() == large.len_utf8()).unwrap_or(large)
    };
    text.chars().map(small).collect()
}

/// The first place at which a term stands that was not seen yet; of two at one place the longer.
pub(super) fn find(text: &str, patterns: &[Pattern], seen: &[String]) -> Option<Found> {
    let lower = lower(text);
    let mut best: Option<Found> = None;
    for pattern in patterns.iter().filter(|pattern| !seen.iter().any(|id| id == pattern.id)) {
        let Some(at) = first(&lower, &pattern.spelling) else { continue };
        if best.as_ref().is_none_or(|best| at < best.at) {
            best = Some(Found { id: pattern.id, at, length: pattern.spelling.len() });
        }
    }
    best
}

/// Where a spelling stands as whole words, or anywhere in a script without spaces. Both are in lower case.
fn first(text: &str, spelling: &str) -> Option<usize> {
    text.match_indices(spelling).map(|(at, _)| at).find(|at| {
        let (before, rest) = text.split_at(*at);
        let after = rest.strip_prefix(spelling).unwrap_or_default();
        let joins = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let spaced = |c: char| !('\u{3400}'..='\u{9fff}').contains(&c);
        let begins = !spelling.starts_with(spaced) || !before.ends_with(joins);
        let ends = !spelling.ends_with(spaced) || !after.starts_with(joins);
        begins && ends
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

    #[test]
    fn terms_of_other_scripts_are_found() {
        const OTHERS: &[Known] = &[
            Known { id: "price", name: "Үнэ", aliases: &[], text: "" },
            Known { id: "gate", name: "口岸", aliases: &[], text: "" },
        ];
        let patterns = patterns(OTHERS);
        let at = |text: &str| find(text, &patterns, &[]).map(|found| (found.id, found.at, found.length));
        assert_eq!(at("сүүдэр ҮНЭ"), Some(("price", 13, 6)));
        assert_eq!(at("үнэгүй"), None);
        assert_eq!(at("经口岸出口"), Some(("gate", 3, 6)));
    }
}
