//! Results under other circumstances, computed beforehand: what a reader may vary, and what comes of it.

use figure::grid::Grid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A grid of results with the words around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// Stable id, part of an address.
    pub id: String,
    /// Id of the page on which its control stands.
    pub page: String,
    /// Title.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// What is varied, and what comes of each combination.
    pub grid: Grid,
    /// What is shown unasked, one value an axis: how things are, where they are in some way. Each lies on its axis.
    pub unasked: Vec<f64>,
    /// Ids of the numbers behind what is shown unasked, in [`Dossier::numbers`](crate::Dossier::numbers): what each lever
    /// starts from, then what comes of it.
    pub numbers: Vec<String>,
    /// Remarks.
    pub notes: Vec<String>,
}
