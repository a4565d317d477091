//! Colours and characters of a terminal.

use std::borrow::Cow;

use super::TextStyle;

/// Writes for one kind of terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    style: TextStyle,
}

impl Pen {
    pub(super) fn new(style: TextStyle) -> Self {
        Self { style }
    }

    pub(super) fn unicode(self) -> bool {
        self.style.unicode
    }

    /// One of two marks: the first for Unicode, the second for ASCII.
    pub(super) fn either(self, unicode: char, ascii: char) -> char {
        if self.style.unicode { unicode } else { ascii }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.code("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.code("2", text)
    }

    /// The colour of the series with this number.
    pub(super) fn series(self, number: usize, text: &str) -> String {
        const CODES: [&str; 6] = ["34", "31", "32", "35", "33", "36"];
        self.code(CODES.get(number % CODES.len()).copied().unwrap_or("34"), text)
    }

    fn code(self, code: &str, text: &str) -> String {
        if self.style.colour && !text.trim().is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Without Unicode the marks that this crate itself writes become ASCII.
    pub(super) fn plain(self, text: &str) -> Cow<'_, str> {
        if self.style.unicode || text.is_ascii() {
            return Cow::Owned(text.to_owned());
        }
        Cow::Owned(
            text.chars()
                .map(|c| match c {
                    '\u{2013}' | '─' => '-',
                    '…' => '~',
                    c => c,
                })
                .collect(),
        )
    }
}
