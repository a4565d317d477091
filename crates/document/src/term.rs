//! Words of the field, explained.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word of the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// Stable id, part of the address.
    pub id: String,
    /// As readers see it.
    pub name: String,
    /// Other spellings that mean the same.
    pub aliases: Vec<String>,
    /// What it means, in two or three sentences.
    pub text: String,
}
