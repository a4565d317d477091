//! Forecasts as distributions, each with its rivals, and how they did at earlier dates. Plain numbers in and out.
//!
//! | module | answers |
//! |---|---|
//! | [`voices`] | the structural model, MSTL with exponential smoothing, their average, and the seasonal naive forecast |
//! | [`fan`] | quantiles by month |
//! | [`sums`] | years, and other sums of months, with the dependence between months |
//! | [`rolling`] | each voice at earlier dates: MASE, pinball loss, coverage |
//! | [`capacity`] | what passes a gate that can pass only so much: demand, queue, throughput |
//!
//! Series that are above 0 throughout are forecast on logarithms; others on their own scale, floored at 0 when no value is
//! below it. Months that are missing are missing, not 0.
#![allow(clippy::indexing_slicing, reason = "indices come from the lengths of the arrays that are indexed")]
#![allow(clippy::many_single_char_names, reason = "the letters of the formulas")]

pub mod capacity;
mod count;
mod error;
pub mod fan;
pub mod rolling;
pub mod sums;
pub mod voices;

pub use error::ForecastError;

/// The levels of quantiles that are shown and scored: median, and bands of 50, 80 and 95 %.
pub const LEVELS: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
