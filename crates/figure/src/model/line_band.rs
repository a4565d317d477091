//! Bands of a line chart: what a forecast or a counterfactual is told to lie between.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::band;
use crate::scale::finite_time;

/// A band between two lines, for example the middle 80 % of a forecast.
///
/// It belongs to no line and takes none of their colours: it is drawn under all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LineBand {
    /// Printed in the key, for example `80 %`.
    pub name: String,
    /// Time in fractional years and the low and the high value, in order of time. `None`, and what is no finite
    /// number, is a gap, never bridged. Of two values that are interchanged the smaller one is the low one.
    pub points: Vec<(f64, Option<(f64, f64)>)>,
    /// How strongly it is drawn.
    pub level: BandLevel,
}

impl LineBand {
    /// A missing value between two values.
    pub fn has_gap(&self) -> bool {
        let drawn = |point: &(f64, Option<(f64, f64)>)| edge(point).is_some();
        let first = self.points.iter().position(drawn);
        let last = self.points.iter().rposition(drawn);
        match (first, last) {
            (Some(first), Some(last)) => self.points.iter().take(last).skip(first).any(|point| !drawn(point)),
            _ => false,
        }
    }
}

/// Time, low and high value of a point that can be drawn.
pub(crate) fn edge((x, ends): &(f64, Option<(f64, f64)>)) -> Option<(f64, f64, f64)> {
    let (low, high) = band(*ends)?;
    Some((finite_time(*x)?, low, high))
}

/// How strongly a band is drawn. Where bands lie over one another they darken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BandLevel {
    /// For the widest band of a fan.
    Light,
    /// For a band in between, and for one that stands alone.
    #[default]
    Middle,
    /// For the innermost band of a fan.
    Strong,
}
