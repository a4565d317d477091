//! Text of unknown encoding as lines that are cut by columns.

use super::{File, ReadError};

/// A line as characters, so that no cut can fall inside one.
pub(super) struct Line {
    file: File,
    number: usize,
    characters: Vec<char>,
}

/// What stands between two columns, blanks around it taken off.
pub(super) struct Field<'a> {
    line: &'a Line,
    /// Columns from 0, the end not included.
    from: usize,
    to: usize,
    pub(super) text: String,
}

/// What Windows-1252, the encoding of the programs that write these files, puts where Latin-1 has control characters.
const HIGH: [char; 32] = [
    '\u{20ac}', '\u{fffd}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{fffd}', '\u{17d}', '\u{fffd}', '\u{fffd}', '\u{2018}',
    '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}',
    '\u{203a}', '\u{153}', '\u{fffd}', '\u{17e}', '\u{178}',
];

/// A byte as a character of Windows-1252.
fn western(byte: u8) -> char {
    let high = byte.checked_sub(0x80).and_then(|place| HIGH.get(usize::from(place)));
    high.copied().unwrap_or(char::from(byte))
}

/// The lines of a file that hold something. A file that is not UTF-8 is read as Windows-1252, one character a byte, so
/// that columns keep their places.
pub(super) fn lines(file: File, bytes: &[u8]) -> Vec<Line> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => bytes.iter().map(|byte| western(*byte)).collect(),
    };
    let empty = |line: &str| line.chars().all(|c| c.is_whitespace() || c.is_control());
    text.split('\n')
        .enumerate()
        .filter(|(_, line)| !empty(line))
        .map(|(place, line)| Line {
            file,
            number: place + 1,
            characters: line.strip_suffix('\r').unwrap_or(line).chars().collect(),
        })
        .collect()
}

/// The error of a file that ends too early.
pub(super) fn ended(file: File, expected: &str) -> ReadError {
    let (found, expected) = ("the end of the file".to_owned(), expected.to_owned());
    ReadError::Text { file, line: 1, column: 1, found, expected }
}

impl Line {
    /// What stands from column `from` to before column `to`, counted from 0; empty beyond the end of the line.
    pub(super) fn cut(&self, from: usize, to: usize) -> Field<'_> {
        let end = to.min(self.characters.len());
        let cut: String = self.characters.get(from..end).unwrap_or_default().iter().collect();
        Field { line: self, from, to, text: cut.trim().to_owned() }
    }

    /// What stands from column `from` on.
    pub(super) fn rest(&self, from: usize) -> Field<'_> {
        self.cut(from, self.characters.len())
    }

    /// The whole line.
    pub(super) fn text(&self) -> String {
        self.characters.iter().collect()
    }

    /// An error at a column, counted from 0.
    pub(super) fn error(&self, column: usize, found: impl Into<String>, expected: impl Into<String>) -> ReadError {
        ReadError::Text {
            file: self.file,
            line: self.number,
            column: column + 1,
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// Its number, from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }
}

impl Field<'_> {
    /// An error at the field: found what stands there.
    pub(super) fn error(&self, expected: impl Into<String>) -> ReadError {
        let found = if self.text.is_empty() { "nothing".to_owned() } else { format!("`{}`", self.text.escape_debug()) };
        self.line.error(self.from, found, expected)
    }

    fn columns(&self) -> String {
        format!("columns {} to {}", self.from + 1, self.to)
    }

    /// A name.
    pub(super) fn name(&self, what: &str) -> Result<String, ReadError> {
        if self.text.is_empty() || self.text.chars().any(char::is_control) {
            return Err(self.error(format!("{what} in {}", self.columns())));
        }
        Ok(self.text.clone())
    }

    /// A whole number.
    pub(super) fn count(&self, what: &str) -> Result<u32, ReadError> {
        self.text.parse().map_err(|_| self.error(format!("{what} in {}", self.columns())))
    }

    /// A number, or none when it stands for a missing one.
    pub(super) fn value(&self, what: &str) -> Result<Option<f64>, ReadError> {
        match self.text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Some(value).filter(|v| !super::read::stands_for_missing(*v))),
            _ => Err(self.error(format!("{what} in {}, like `1.25000E+0001`", self.columns()))),
        }
    }
}
