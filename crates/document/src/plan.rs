//! Plans of the balance as cards, and how one of them is chosen.

use figure::Table;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Id of the page on which a plan is chosen.
pub const PAGE: &str = "balance";

/// A plan, ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointCard {
    /// Weight of the worst futures.
    pub weight: f64,
    /// Limit on the average share that goes by the neighbour, as a part of 1; `None` without one.
    pub limit: Option<f64>,
    /// Which plan it is.
    pub title: String,
    /// The three measures.
    pub measures: Table,
    /// What is decided.
    pub plan: Table,
    /// Who buys how much.
    pub buyers: Table,
    /// Which way over the border.
    pub ways: Table,
    /// Remarks.
    pub notes: Vec<String>,
}

/// The plans that were computed beforehand, and how another one is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// Name of the neighbour.
    pub neighbour: String,
    /// The plans.
    pub cards: Vec<PointCard>,
}

impl Choice {
    /// The plan nearest to what is asked for: first by its limit, then by its weight.
    pub fn nearest(&self, weight: f64, limit: Option<f64>) -> Option<&PointCard> {
        let far = |card: &PointCard| {
            let limits = match (card.limit, limit) {
                (None, None) => 0.0,
                (Some(own), Some(asked)) => (own - asked).abs(),
                // A plan with a limit and one without are never alike.
                (None, Some(_)) | (Some(_), None) => 2.0,
            };
            (limits, (card.weight - weight).abs())
        };
        let nearer = |a: &&PointCard, b: &&PointCard| {
            let (a, b) = (far(a), far(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        };
        self.cards.iter().min_by(nearer)
    }
}
