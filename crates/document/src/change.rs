//! Figures that stand in more than one print.

use case::value::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Two prints of one figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Stable id.
    pub id: String,
    /// What is counted.
    pub what: String,
    /// For when.
    pub period: String,
    /// Id of the number that could be known first.
    pub old: String,
    /// Id of the number that could be known later.
    pub new: String,
    /// Id of the number that holds the later one less the earlier one, in percent of the earlier one.
    pub difference: Option<String>,
    /// Which of them the dossier uses.
    pub used: Print,
    /// Why that one is used.
    pub reason: String,
    /// The day on which the later one could be known.
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
}

/// One of two prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Print {
    /// The earlier one.
    Old,
    /// The later one.
    New,
}
