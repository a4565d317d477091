//! The next date to watch.

use case::entry::RowRef;
use case::value::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Sentence;

/// A dated thing to come that was known by the day of the view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Next {
    /// The day; the last one it could mean.
    #[schemars(with = "String")]
    pub on: Date,
    /// The date in words, as precisely as it is known.
    pub when: String,
    /// What is due.
    pub text: Sentence,
    /// The event, if it is one.
    pub event: Option<String>,
    /// The page that says more.
    pub page: String,
    /// The row that says so.
    pub row: Option<RowRef>,
    /// Its source.
    pub source_id: Option<String>,
}
