//! A row with its provenance and its place in the folder.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::provenance::Provenance;
use crate::value::date::Date;

/// A row of a file, for tracing: `trade.csv:12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// File inside the folder; rows of one file share its name.
    pub file: Arc<str>,
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

impl<'de> Deserialize<'de> for RowRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let row =
            text.rsplit_once(':').and_then(|(file, line)| Some(Self { file: file.into(), line: line.parse().ok()? }));
        row.ok_or_else(|| D::Error::custom(format!("`{text}` is no row: FILE:LINE")))
    }
}

impl schemars::JsonSchema for RowRef {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RowRef".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "A row of a file: `FILE:LINE`", "pattern": "^.+:[0-9]+$" })
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
