//! Columns made of parts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scale::finite;

/// Columns made of parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stack {
    /// One label under each column.
    pub labels: Vec<String>,
    /// From bottom to top.
    pub parts: Vec<StackPart>,
    /// The unit of the values; `%` or `percent` makes the axis end at 100.
    pub unit: String,
}

impl Stack {
    /// The number of columns: the labels, or the longest part where labels lack.
    pub fn columns(&self) -> usize {
        let longest = self.parts.iter().map(|part| part.values.len()).max().unwrap_or(0);
        self.labels.len().max(longest)
    }

    /// Whether a part lacks a value in the column while another part has one.
    pub fn column_missing(&self, column: usize) -> bool {
        let value = |part: &StackPart| finite(part.values.get(column).copied().flatten()).is_some();
        !self.parts.is_empty() && !self.parts.iter().all(value)
    }

    /// Whether any column lacks a part.
    pub fn has_missing(&self) -> bool {
        (0..self.columns()).any(|column| self.column_missing(column))
    }
}

/// One part of all columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StackPart {
    /// Printed beside the last column.
    pub name: String,
    /// One value a column; `None` is missing.
    pub values: Vec<Option<f64>>,
}
