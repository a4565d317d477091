//! Horizontal bars, one value each.

use ::words::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::number;
use crate::scale::finite;

/// Horizontal bars.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bars {
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// The unit of the values.
    pub unit: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bar {
    /// What the bar stands for.
    pub label: String,
    /// Its length; `None` draws no bar.
    pub value: Option<f64>,
    /// Lower end of a whisker.
    pub low: Option<f64>,
    /// Upper end of a whisker.
    pub high: Option<f64>,
    /// The value as printed at the bar's end. Without a value: why there is none; `missing` when empty.
    pub shown: String,
    /// Drawn in the accent colour while the others step back.
    pub emphasis: bool,
}

impl Bar {
    /// What is printed at the bar's end.
    pub fn shown_text(&self) -> String {
        match (self.shown.trim(), finite(self.value)) {
            ("", Some(value)) => number::auto(value),
            ("", None) => text!("missing"),
            (shown, _) => shown.to_owned(),
        }
    }
}
