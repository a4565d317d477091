//! A row with its provenance and its place in the folder.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::provenance::Provenance;
use crate::value::date::Date;

/// A row of a file, for tracing: `trade.csv:12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// File inside the folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
}

impl fmt::Display for RowRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl Serialize for RowRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A row that passed every check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry<R> {
    /// What it says.
    pub row: R,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The day it could first be known.
    pub known_on: Date,
    /// Where it stands.
    pub at: RowRef,
}

impl<R> Deref for Entry<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}
