//! Outcomes, as values.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::panel::id;
use crate::period::Period;

id! {
    /// Number of an outcome: later ones have greater numbers.
    OutcomeId
}

/// An outcome to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOutcome {
    /// Id of the case whose series it is.
    pub case_id: String,
    /// Id of the series.
    pub target: String,
    /// Its month or year.
    pub period: Period,
    /// What came, in the unit of the series; 1 or 0 for an event.
    pub value: f64,
    /// Who says so.
    pub source: String,
    /// The day on which it could be known.
    pub known_on: Date,
    /// The outcome that this one corrects.
    pub replaces: Option<OutcomeId>,
}

/// An outcome that is recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Its number.
    pub id: OutcomeId,
    /// Id of the case whose series it is; empty where an older file did not say, and it judges no forecast then.
    pub case_id: String,
    /// Id of the series.
    pub target: String,
    /// Its month or year.
    pub period: Period,
    /// What came, in the unit of the series; 1 or 0 for an event.
    pub value: f64,
    /// Who says so.
    pub source: String,
    /// The day on which it could be known.
    pub known_on: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The outcome that this one corrects.
    pub replaces: Option<OutcomeId>,
}

/// The outcomes that count: those that no other of the list corrects.
pub fn standing(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let replaced: BTreeSet<OutcomeId> = outcomes.iter().filter_map(|outcome| outcome.replaces).collect();
    outcomes.iter().filter(|outcome| !replaced.contains(&outcome.id)).collect()
}
