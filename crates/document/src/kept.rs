//! A dossier in a file. What repeats (the rows behind numbers, their methods) is written once, so that a start reads a
//! file of a tenth of the size.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use case::entry::RowRef;
use serde::{Deserialize, Serialize};

use crate::model::{Dossier, Number};

/// Rises when the form of the file changes.
const FORM: u32 = 2;

/// Why a file is no dossier that can be used.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// It is no such file, or a damaged one.
    #[error("it is damaged: {0}")]
    Damaged(#[from] serde_json::Error),
    /// It was made of something else.
    #[error("it was made of other data, for another day or by another version")]
    Other,
    /// A number names rows or a method that the file does not hold.
    #[error("it is damaged: {0}")]
    Torn(String),
}

/// The file.
#[derive(Serialize, Deserialize)]
struct File {
    form: u32,
    key: String,
    methods: Vec<String>,
    /// Sets of rows: `trade.csv 3-5,9;series.csv 4`.
    sets: Vec<String>,
    numbers: Vec<KeptNumber>,
    /// All else; its numbers are left out.
    dossier: Dossier,
}

/// A number with the places of its method and rows.
#[derive(Serialize, Deserialize)]
struct KeptNumber {
    id: String,
    label: String,
    value: f64,
    shown: String,
    unit: String,
    method: usize,
    set: usize,
}

/// Writes a dossier under a key that tells what it was made of.
///
/// # Errors
/// When it holds what JSON cannot, as an infinite number.
pub fn write(dossier: &Dossier, key: &str) -> Result<String, KeptError> {
    let (mut methods, mut sets) = (Places::default(), Places::default());
    let numbers = dossier
        .numbers
        .values()
        .map(|number| KeptNumber {
            id: number.id.clone(),
            label: number.label.clone(),
            value: number.value,
            shown: number.shown.clone(),
            unit: number.unit.clone(),
            method: methods.of(number.method.clone()),
            set: sets.of(short(&number.rows)),
        })
        .collect();
    let mut rest = dossier.clone();
    rest.numbers = BTreeMap::new();
    let file = File { form: FORM, key: key.to_owned(), methods: methods.all, sets: sets.all, numbers, dossier: rest };
    Ok(serde_json::to_string(&file)?)
}

/// Reads a dossier that was written under the same key.
///
/// # Errors
/// When the file is damaged, or of something else.
pub fn read(text: &str, key: &str) -> Result<Dossier, KeptError> {
    let file: File = serde_json::from_str(text)?;
    if file.form != FORM || file.key != key {
        return Err(KeptError::Other);
    }
    let mut names: BTreeMap<String, Arc<str>> = BTreeMap::new();
    let mut sets: Vec<Arc<[RowRef]>> = Vec::with_capacity(file.sets.len());
    for text in &file.sets {
        let rows = long(text, &mut names).ok_or_else(|| KeptError::Torn(format!("`{text}` is no set of rows")))?;
        sets.push(rows.into());
    }
    let mut dossier = file.dossier;
    for kept in file.numbers {
        let (Some(method), Some(rows)) = (file.methods.get(kept.method), sets.get(kept.set)) else {
            return Err(KeptError::Torn(format!("the number `{}` lacks its rows", kept.id)));
        };
        let number = Number {
            id: kept.id.clone(),
            label: kept.label,
            value: kept.value,
            shown: kept.shown,
            unit: kept.unit,
            method: method.clone(),
            rows: Arc::clone(rows),
        };
        dossier.numbers.insert(kept.id, number);
    }
    Ok(dossier)
}

/// Texts, each once.
#[derive(Default)]
struct Places {
    all: Vec<String>,
    at: BTreeMap<String, usize>,
}

impl Places {
    fn of(&mut self, text: String) -> usize {
        if let Some(at) = self.at.get(&text) {
            return *at;
        }
        let at = self.all.len();
        self.all.push(text.clone());
        self.at.insert(text, at);
        at
    }
}

/// `trade.csv 3-5,9;series.csv 4`: the order of the rows is kept.
fn short(rows: &[RowRef]) -> String {
    let mut out = String::new();
    let mut rest = rows.iter().peekable();
    let mut file: Option<&str> = None;
    while let Some(row) = rest.next() {
        let mut last = row.line;
        while let Some(next) = rest.next_if(|next| next.file == row.file && Some(next.line) == last.checked_add(1)) {
            last = next.line;
        }
        let lead = if file == Some(&*row.file) {
            ",".to_owned()
        } else {
            format!("{}{} ", if file.is_some() { ";" } else { "" }, row.file)
        };
        file = Some(&row.file);
        // Writing to a text cannot fail.
        let _ = if last == row.line { write!(out, "{lead}{last}") } else { write!(out, "{lead}{}-{last}", row.line) };
    }
    out
}

fn long(text: &str, names: &mut BTreeMap<String, Arc<str>>) -> Option<Vec<RowRef>> {
    let mut rows = Vec::new();
    for part in text.split(';').filter(|part| !part.is_empty()) {
        let (file, lines) = part.rsplit_once(' ')?;
        let file = Arc::clone(names.entry(file.to_owned()).or_insert_with(|| file.into()));
        for run in lines.split(',') {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
            // No file of a case has so many rows; a damaged one must not fill the memory.
            if last.checked_sub(first)? > 10_000_000 {
                return None;
            }
            rows.extend((first..=last).map(|line| RowRef { file: Arc::clone(&file), line }));
        }
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(all: &[(&str, u32)]) -> Vec<RowRef> {
        all.iter().map(|(file, line)| RowRef { file: (*file).into(), line: *line }).collect()
    }

    #[test]
    fn rows_are_written_short_and_read_back_in_their_order() {
        for (given, wanted) in [
            (rows(&[]), ""),
            (rows(&[("trade.csv", 3)]), "trade.csv 3"),
            (rows(&[("trade.csv", 3), ("trade.csv", 4), ("trade.csv", 5), ("trade.csv", 9)]), "trade.csv 3-5,9"),
            (rows(&[("a b.csv", 9), ("a b.csv", 8), ("c.csv", 9), ("a b.csv", 1)]), "a b.csv 9,8;c.csv 9;a b.csv 1"),
        ] {
            assert_eq!(short(&given), wanted);
            assert_eq!(long(wanted, &mut BTreeMap::new()), Some(given));
        }
        for broken in ["trade.csv", "trade.csv 5-3", "trade.csv x", "trade.csv 0-4294967295"] {
            assert_eq!(long(broken, &mut BTreeMap::new()), None, "{broken}");
        }
    }
}
