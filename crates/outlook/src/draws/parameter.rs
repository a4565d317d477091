//! What a method rests on, as readers see it.

use case::entry::RowRef;
use serde::Serialize;

/// Where a parameter comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// From rows of the case.
    Estimated,
    /// Given by the caller.
    Assumed,
    /// The record does not tell, and nothing was put in its place.
    Missing,
}

/// A parameter of a method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// What it is: `closure_rate`, `price_sd_12`.
    pub name: String,
    /// What it is about: an economy's code, the id of a gate or good; empty for the whole case.
    pub about: String,
    /// The value in `unit`; `None` when it is missing.
    pub value: Option<f64>,
    /// A twentieth lies below, where an interval is known; the lowest for assumptions with a range.
    pub low: Option<f64>,
    /// A twentieth lies above; the highest for assumptions with a range.
    pub high: Option<f64>,
    /// Unit of the three; a marked word.
    pub unit: &'static str,
    /// Where it comes from.
    pub basis: Basis,
    /// Observations it rests on.
    pub n: usize,
    /// The rows it rests on.
    pub rows: Vec<RowRef>,
    /// How it was found, or what is missing, in a sentence.
    pub words: String,
}

impl Parameter {
    /// A parameter without interval, observations and rows.
    pub(super) fn new(name: &str, about: &str, basis: Basis, value: Option<f64>, unit: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            value,
            low: None,
            high: None,
            unit,
            basis,
            n: 0,
            rows: Vec::new(),
            words: String::new(),
        }
    }

    pub(super) fn between(mut self, low: f64, high: f64) -> Self {
        (self.low, self.high) = (Some(low), Some(high));
        self
    }

    pub(super) fn resting_on(mut self, n: usize, rows: Vec<RowRef>) -> Self {
        (self.n, self.rows) = (n, rows);
        self
    }

    pub(super) fn said(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }
}
