//! Rows and columns while a file is read, and the conventions that make their bounds.

use crate::problem::{ColumnId, Kind};

/// The type of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// L: at most the right-hand side.
    Less,
    /// G: at least the right-hand side.
    Greater,
    /// E: equal to the right-hand side.
    Equal,
}

/// What bounds a row: its type, right-hand side and range. Numbers are in units of the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sides {
    /// The type.
    pub sort: Sort,
    /// The right-hand side.
    pub rhs: f64,
    /// The range, if there is one.
    pub range: Option<f64>,
}

impl Sides {
    /// Lower and upper bound of the row, infinite for none, by the conventions of the format.
    pub fn bounds(&self) -> (f64, f64) {
        let rhs = self.rhs;
        match (self.sort, self.range) {
            (Sort::Less, None) => (f64::NEG_INFINITY, rhs),
            (Sort::Less, Some(range)) => (rhs - range.abs(), rhs),
            (Sort::Greater, None) => (rhs, f64::INFINITY),
            (Sort::Greater, Some(range)) => (rhs, rhs + range.abs()),
            (Sort::Equal, None) => (rhs, rhs),
            (Sort::Equal, Some(range)) if range < 0.0 => (rhs + range, rhs),
            (Sort::Equal, Some(range)) => (rhs, rhs + range),
        }
    }
}

// Where a name of ROWS leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Objective,
    LeftOut,
    Row(usize),
}

#[derive(Debug)]
pub(super) struct RowData {
    pub(super) name: String,
    pub(super) sides: Sides,
    pub(super) entries: Vec<(ColumnId, f64)>,
    // The last column with an entry here.
    pub(super) last: Option<usize>,
}

#[derive(Debug)]
pub(super) struct ColumnData {
    pub(super) name: String,
    pub(super) cost: Option<f64>,
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
    pub(super) bounded: bool,
    pub(super) kind: Kind,
    // Where its last bound, or else the column, stands.
    pub(super) line: usize,
}

impl ColumnData {
    pub(super) fn new(name: &str, kind: Kind, line: usize) -> Self {
        Self { name: name.to_owned(), cost: None, lower: None, upper: None, bounded: false, kind, line }
    }

    /// The bounds by the conventions of the format.
    pub(super) fn bounds(&self) -> (f64, f64) {
        if self.kind == Kind::Integer && !self.bounded {
            return (0.0, 1.0);
        }
        let upper = self.upper.unwrap_or(f64::INFINITY);
        let lower = self.lower.unwrap_or(if upper < 0.0 { f64::NEG_INFINITY } else { 0.0 });
        (lower, upper)
    }
}

impl RowData {
    pub(super) fn new(name: &str, sort: Sort) -> Self {
        Self { name: name.to_owned(), sides: Sides { sort, rhs: 0.0, range: None }, entries: Vec::new(), last: None }
    }
}
