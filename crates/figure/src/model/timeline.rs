//! Events and spells in lanes.

use ::words::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Grain;
use crate::time;

/// Events and spells in lanes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// First position shown, in fractional years.
    pub from: f64,
    /// Last position shown, in fractional years.
    pub to: f64,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
}

/// One lane of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lane {
    /// Its heading.
    pub name: String,
    /// Its events, in any order.
    pub entries: Vec<TimelineEntry>,
}

/// One event or spell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// Start, in fractional years.
    pub start: f64,
    /// End, in fractional years; `None` is a single date.
    pub end: Option<f64>,
    /// Its name.
    pub label: String,
    /// The date in words, as precisely as it is known; when empty, made from `start` and `end` by the month.
    pub when: String,
    /// Drawn in the accent colour.
    pub emphasis: bool,
}

impl TimelineEntry {
    /// The date as printed: the author's words, else the months of start and end.
    pub fn when_text(&self) -> String {
        let own = self.when.trim();
        if !own.is_empty() {
            return own.to_owned();
        }
        let start = time::label(self.start, Grain::Month);
        match self.end {
            Some(end) => text!("{from} to {to}", from = start, to = time::label(end, Grain::Month)),
            None => start,
        }
    }
}
