//! A value that still knows the rows it came from.

use serde::Serialize;

use crate::entry::{Entry, RowRef};

/// A value and the rows of the case behind it. Every number that leaves an analysis is one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Traced<T> {
    /// The value.
    pub value: T,
    /// The rows, in order, each once.
    pub rows: Vec<RowRef>,
}

impl<T> Traced<T> {
    /// A value read from one row.
    pub fn from_row<R>(value: T, entry: &Entry<R>) -> Self {
        Self { value, rows: vec![entry.at.clone()] }
    }

    /// Another value computed from this one.
    pub fn map<U>(&self, f: impl FnOnce(&T) -> U) -> Traced<U> {
        Traced { value: f(&self.value), rows: self.rows.clone() }
    }

    /// A value computed from this one and another; rests on the rows of both.
    pub fn with<U, V>(&self, other: &Traced<U>, f: impl FnOnce(&T, &U) -> V) -> Traced<V> {
        Traced { value: f(&self.value, &other.value), rows: merge([self.rows.as_slice(), other.rows.as_slice()]) }
    }
}

impl<T> Traced<Option<T>> {
    /// Turns the option inside out.
    pub fn transpose(self) -> Option<Traced<T>> {
        Some(Traced { value: self.value?, rows: self.rows })
    }
}

/// Several lists of rows as one, each row once.
pub fn merge<'a>(lists: impl IntoIterator<Item = &'a [RowRef]>) -> Vec<RowRef> {
    let mut rows: Vec<RowRef> = lists.into_iter().flatten().cloned().collect();
    rows.sort();
    rows.dedup();
    rows
}
