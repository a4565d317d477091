//! The time axis of a chart.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The grain of a time axis: what a whole step of it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Annual values: 2019.0 is the year 2019.
    #[default]
    Year,
    /// Monthly values: see [`month_x`].
    Month,
}

/// The time axis, in fractional years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct XAxis {
    /// Annual or monthly.
    pub grain: Grain,
    /// First position shown; the first point when `None`.
    pub from: Option<f64>,
    /// Last position shown; the last point when `None`.
    pub to: Option<f64>,
}

/// The position of a month on a time axis: its first day, in fractional years.
///
/// Months are counted from 1; others are held to 1..=12.
pub fn month_x(year: i32, month: u32) -> f64 {
    f64::from(year) + f64::from(month.clamp(1, 12) - 1) / 12.0
}
