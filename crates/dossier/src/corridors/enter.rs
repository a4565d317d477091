//! Short ways to enter numbers of the network into the book.

use ::words::text;
use case::entry::RowRef;
use case::provenance::Basis;
use case::trace::Traced;
use corridor::network::Network;
use corridor::range::Range;
use figure::Cell;

use crate::book::{Book, Meaning};

/// A number before it is entered.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) unit: &'static str,
    pub(crate) decimals: u8,
    pub(crate) signed: bool,
    pub(crate) method: &'static str,
}

impl Entry {
    pub(crate) fn new(id: impl Into<String>, label: impl Into<String>, unit: &'static str, decimals: u8) -> Self {
        Self { id: id.into(), label: label.into(), unit, decimals, signed: false, method: "" }
    }

    #[must_use]
    pub(crate) fn by(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    #[must_use]
    pub(crate) fn signed(mut self) -> Self {
        self.signed = true;
        self
    }

    /// Enters the number and gives its id.
    pub(crate) fn id(self, book: &mut Book, value: f64, rows: &[RowRef]) -> String {
        book.number(
            Meaning {
                id: self.id,
                label: self.label,
                unit: self.unit,
                decimals: self.decimals,
                signed: self.signed,
                method: self.method,
            },
            &Traced { value, rows: rows.to_vec() },
        )
    }

    /// Enters the number and shows it in a cell.
    pub(crate) fn cell(self, book: &mut Book, value: f64, rows: &[RowRef]) -> Cell {
        let id = self.id(book, value, rows);
        book.cell(&id)
    }
}

/// `90 to 110`, or one number.
pub(crate) fn range_text(range: Range, decimals: u8) -> String {
    let shown = |value: f64| figure::number::format(value, decimals);
    if range.is_wide() {
        text!("{low} to {high}", low = shown(range.low), high = shown(range.high))
    } else {
        shown(range.mid)
    }
}

/// `13 % a year, an assumption of the case`.
pub(crate) fn interest(network: &Network<'_>) -> String {
    let rate = figure::number::format(network.interest.yearly * 100.0, 0);
    let row = network.interest.row.as_ref();
    let given = row.and_then(|at| network.case.tables().assumptions.iter().find(|row| row.at == *at));
    match given.map(|row| row.provenance.basis) {
        None => text!("{rate} % a year, an assumption of the method"),
        Some(Basis::Assumed) => text!("{rate} % a year, an assumption of the case"),
        Some(_) => text!("{rate} % a year, as the case has it"),
    }
}

/// A part of an id: dots and slashes would split it.
pub(crate) fn slug(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}
