//! What a stoch file holds: independent elements, or scenarios that branch from one another.

use super::Change;
use super::fault::Fault;

/// What may happen, with its probability.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    pub(super) probability: f64,
    pub(super) changes: Vec<Change>,
}

/// Numbers that are random together and independent of all others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    /// What messages call it.
    pub(super) label: String,
    /// Where it stands first.
    pub(super) line: usize,
    /// The period in which it is known, from 1.
    pub(super) stage: usize,
    pub(super) outcomes: Vec<Outcome>,
}

/// A scenario with what differs from its parent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scenario {
    pub(super) name: String,
    /// A scenario above it; none is the core.
    pub(super) parent: Option<usize>,
    pub(super) probability: f64,
    /// The first period that it does not share with its parent, from 1.
    pub(super) stage: usize,
    pub(super) changes: Vec<Change>,
}

/// What is random.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Random {
    Elements(Vec<Element>),
    Scenarios(Vec<Scenario>),
}

/// Probabilities that are made to sum to 1, if they nearly do; whether a reader should know.
pub(super) fn rescale<'a>(
    probabilities: impl Iterator<Item = &'a mut f64>,
    what: impl FnOnce() -> String,
) -> Result<bool, Fault> {
    let mut all: Vec<&mut f64> = probabilities.collect();
    let sum: f64 = all.iter().map(|probability| **probability).sum();
    let off = (sum - 1.0).abs();
    if off > 0.01 + 1e-12 {
        return Err(Fault::Sum { what: what(), sum });
    }
    for probability in &mut all {
        **probability /= sum;
    }
    Ok(off > 1e-9)
}
