//! Lines over time and the events marked on them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LineBand, XAxis};
use crate::scale::finite;

/// A line chart over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lines {
    /// The time axis.
    pub x: XAxis,
    /// One line each.
    pub series: Vec<LineSeries>,
    /// Drawn under the lines, the widest first.
    pub bands: Vec<LineBand>,
    /// Dated events: thin vertical lines with their names.
    pub marks: Vec<EventMark>,
    /// The unit of the value axis, printed above it.
    pub unit: String,
    /// The value axis includes zero.
    pub zero_based: bool,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineSeries {
    /// Printed at the line's end.
    pub name: String,
    /// Time in fractional years and value, in order of time. `None` is a gap, never bridged.
    pub points: Vec<(f64, Option<f64>)>,
    /// The line's pattern, so that colour is never the only carrier.
    pub dash: Dash,
    /// Drawn heavier than the others.
    pub emphasis: bool,
}

impl LineSeries {
    /// A missing value between two values.
    pub fn has_gap(&self) -> bool {
        let drawn = |point: &(f64, Option<f64>)| finite(Some(point.0)).and(finite(point.1)).is_some();
        let first = self.points.iter().position(drawn);
        let last = self.points.iter().rposition(drawn);
        match (first, last) {
            (Some(first), Some(last)) => self.points.iter().take(last).skip(first).any(|point| !drawn(point)),
            _ => false,
        }
    }
}

/// Line patterns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// Long dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// Dash, dot.
    DashDot,
}

/// A dated event on a line chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventMark {
    /// When, in fractional years.
    pub x: f64,
    /// The event's name.
    pub label: String,
    /// The date in words, as precisely as it is known (`14 March 2020`, `March 2020`); may be empty.
    pub when: String,
}
