//! Faults of a package as values: what is wrong, where, what was expected and how to mend it.

use std::collections::BTreeMap;

use case::diagnostic::Place;
use serde::Serialize;

/// Faults kept for one file; a file with more is broken as a whole.
const KEPT_PER_FILE: usize = 200;

/// One fault of a package. Lines count as a text editor counts, columns in characters; both from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{place}: found {found}, expected {expected}; {mend}")]
pub struct GmnsFault {
    /// File, line, column and header name.
    pub place: Place,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
}

impl GmnsFault {
    /// A fault in a place.
    pub(super) fn new(
        place: Place,
        found: impl Into<String>,
        expected: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self { place, found: found.into(), expected: expected.into(), mend: mend.into() }
    }
}

/// The faults of all files; of one file not more than [`KEPT_PER_FILE`], the others are counted.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<GmnsFault>,
    in_file: BTreeMap<String, usize>,
}

impl Faults {
    /// Takes a fault; `word` is only called when it is kept.
    pub(super) fn push(&mut self, file: &str, word: impl FnOnce() -> GmnsFault) {
        let count = self.in_file.entry(file.to_owned()).or_insert(0);
        *count += 1;
        if *count <= KEPT_PER_FILE {
            self.list.push(word());
        }
    }

    /// How many faults a file has so far.
    pub(super) fn of(&self, file: &str) -> usize {
        self.in_file.get(file).copied().unwrap_or(0)
    }

    /// The faults in order of file, line and column.
    pub(super) fn finish(mut self) -> Vec<GmnsFault> {
        for (file, count) in &self.in_file {
            if *count > KEPT_PER_FILE {
                self.list.push(GmnsFault::new(
                    Place::file(file.clone()),
                    format!("{count} faults, the first {KEPT_PER_FILE} are listed"),
                    "a table of GMNS 0.96",
                    "mend the first faults and read again: one cause often makes many",
                ));
            }
        }
        self.list.sort_by(|a, b| (&a.place, &a.found).cmp(&(&b.place, &b.found)));
        self.list
    }
}

/// A text for a message: its first 60 characters, in backticks.
pub(super) fn quoted(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let short: String = text.chars().take(60).map(clean).collect();
    let more = if text.chars().nth(60).is_some() { "…" } else { "" };
    format!("`{short}{more}`")
}

/// Ids for a remark: the first twenty in backticks, the others counted.
pub(super) fn listed<S: AsRef<str>>(ids: impl IntoIterator<Item = S>) -> String {
    const SHOWN: usize = 20;
    let all: Vec<String> = ids.into_iter().map(|id| quoted(id.as_ref())).collect();
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    let shown: Vec<String> = all.into_iter().take(SHOWN).collect();
    format!("{}{more}", shown.join(", "))
}

/// A number of things: `1 place`, `2 places`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
