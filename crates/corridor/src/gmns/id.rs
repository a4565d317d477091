//! Ids of a package become ids of a case: a letter a-z, then letters, digits and underscores; each once.

use std::collections::{BTreeMap, BTreeSet};

use case::cell::Cell;
use case::value::id::PlaceId;

/// Most characters of an id.
const MAX_ID: usize = 64;
/// Most characters that are taken over from a text that is no id, so that a suffix still fits.
const MAX_MENDED: usize = 48;

/// The ids of places and links that are taken. Both share one set, because capacities and costs name either.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// The number to try next behind a text, so that many equal texts do not each begin at 2.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// Takes an id that the case has already.
    pub(super) fn take(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// An id for each text. A text that is an id keeps it where it is free; the others are mended afterwards.
    pub(super) fn give<'a>(&mut self, texts: &[&'a str], prefix: &str) -> BTreeMap<&'a str, String> {
        let mut given = BTreeMap::new();
        for text in texts {
            if PlaceId::parse(text).is_ok() && self.taken.insert((*text).to_owned()) {
                given.insert(*text, (*text).to_owned());
            }
        }
        for text in texts {
            if !given.contains_key(text) {
                given.insert(*text, self.free(&mended(text, prefix)));
            }
        }
        given
    }

    /// An id made of another and a suffix that begins with an underscore.
    pub(super) fn derived(&mut self, base: &str, suffix: &str) -> String {
        // Ids are ASCII, so that characters are bytes.
        let kept: String = base.chars().take(MAX_ID.saturating_sub(suffix.len())).collect();
        let id = format!("{kept}{suffix}");
        if self.taken.insert(id.clone()) { id } else { self.free(&id) }
    }

    /// The id, or the id with the first number that makes it free.
    fn free(&mut self, id: &str) -> String {
        if self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        let mut number = self.next.get(id).copied().unwrap_or(2);
        loop {
            let suffix = format!("_{number}");
            let kept: String = id.chars().take(MAX_ID.saturating_sub(suffix.len())).collect();
            let numbered = format!("{kept}{suffix}");
            number += 1;
            if self.taken.insert(numbered.clone()) {
                self.next.insert(id.to_owned(), number);
                return numbered;
            }
        }
    }
}

/// A text as an id; `prefix` stands before one that does not begin with a letter.
fn mended(text: &str, prefix: &str) -> String {
    let mut id = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
    }
    let id: String = id.trim_end_matches('_').chars().take(MAX_MENDED).collect();
    if PlaceId::parse(text).is_ok() || !id.starts_with(|c: char| c.is_ascii_lowercase()) {
        format!("{prefix}_{id}").trim_end_matches('_').to_owned()
    } else {
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_mended_and_stay_apart() {
        let mut ids = Ids::default();
        let given = ids.give(&["12", "North Gate", "north_gate", "Ä", "north-gate"], "node");
        assert_eq!(given["12"], "node_12");
        assert_eq!(given["north_gate"], "north_gate");
        assert_eq!(given["North Gate"], "north_gate_2");
        assert_eq!(given["Ä"], "node");
        assert_eq!(given["north-gate"], "north_gate_3");
        let links = ids.give(&["12", "north_gate"], "link");
        assert_eq!(links["12"], "link_12");
        assert_eq!(links["north_gate"], "link_north_gate");
        assert_eq!(ids.derived("north_gate", "_rail_1435"), "north_gate_rail_1435");
        assert!(ids.derived(&"a".repeat(64), "_rail_1435").len() == 64);
    }
}
