//! Points by two values, each with its band: what a scatter chart is told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Marker;
use crate::number;
use crate::scale::finite;

/// Points by two values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scatter {
    /// What is measured from left to right, with its unit.
    pub across: String,
    /// What is measured from bottom to top, with its unit.
    pub up: String,
    /// The points, by what they are.
    pub series: Vec<ScatterSeries>,
}

/// Points of one sort.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScatterSeries {
    /// Printed in the key.
    pub name: String,
    /// Their shape.
    pub marker: Marker,
    /// A line joins them in their order.
    pub joined: bool,
    /// The points.
    pub points: Vec<ScatterPoint>,
}

/// One point.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScatterPoint {
    /// Printed beside it.
    pub label: String,
    /// From left to right. Not finite: not drawn.
    pub x: f64,
    /// From bottom to top. Not finite: not drawn.
    pub y: f64,
    /// The band from left to right.
    pub x_band: Option<(f64, f64)>,
    /// The band from bottom to top.
    pub y_band: Option<(f64, f64)>,
    /// Both values as printed.
    pub shown: String,
}

impl ScatterPoint {
    /// Where it is drawn, if it can be.
    pub(crate) fn place(&self) -> Option<(f64, f64)> {
        finite(Some(self.x)).zip(finite(Some(self.y)))
    }

    /// Both values as printed.
    pub fn shown_text(&self) -> String {
        let shown = self.shown.trim();
        if shown.is_empty() { format!("{}, {}", number::auto(self.x), number::auto(self.y)) } else { shown.to_owned() }
    }

    /// `label: values`.
    pub(crate) fn told(&self) -> String {
        match self.label.trim() {
            "" => self.shown_text(),
            label => format!("{label}: {}", self.shown_text()),
        }
    }
}

/// A band that can be drawn.
pub(crate) fn band(band: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let (low, high) = band?;
    let (low, high) = (finite(Some(low))?, finite(Some(high))?);
    Some((low.min(high), low.max(high)))
}
