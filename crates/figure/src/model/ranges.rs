//! A dot plot: several values in a row, told apart by their markers.

use ::words::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number;
use crate::scale::finite;

/// A dot plot: several values in a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranges {
    /// From top to bottom.
    pub rows: Vec<RangeRow>,
    /// The unit of the values.
    pub unit: String,
    /// A value to compare with, drawn as a vertical line.
    pub reference: Option<f64>,
}

impl Ranges {
    /// The distinct pairs of name and marker in order of appearance: the key of the plot.
    pub fn key(&self) -> Vec<(&str, Marker)> {
        let mut key: Vec<(&str, Marker)> = Vec::new();
        for point in self.rows.iter().flat_map(|row| &row.points) {
            if !key.contains(&(point.name.as_str(), point.marker)) {
                key.push((point.name.as_str(), point.marker));
            }
        }
        key
    }
}

/// One row of a dot plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RangeRow {
    /// What the row stands for.
    pub label: String,
    /// Its values.
    pub points: Vec<RangePoint>,
}

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RangePoint {
    /// Which of the values this is, for example the vintage or the reporter. Same name, same marker.
    pub name: String,
    /// Its position. Not finite: not drawn, only listed.
    pub value: f64,
    /// The value as printed.
    pub shown: String,
    /// Its shape.
    pub marker: Marker,
}

impl RangePoint {
    /// What is printed beside the point.
    pub fn shown_text(&self) -> String {
        match (self.shown.trim(), finite(Some(self.value))) {
            ("", Some(value)) => number::auto(value),
            ("", None) => text!("missing"),
            (shown, _) => shown.to_owned(),
        }
    }
}

/// Marker shapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// A filled circle.
    #[default]
    Circle,
    /// An open circle.
    Ring,
    /// A filled square.
    Square,
    /// A filled triangle.
    Triangle,
}
