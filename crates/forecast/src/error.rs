//! What can be wrong with a forecast.

use series::SeriesError;

/// Why there is no forecast.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ForecastError {
    /// The structural model cannot be fitted.
    #[error(transparent)]
    Series(#[from] SeriesError),
    /// Exponential smoothing found no model.
    #[error("exponential smoothing found no model: {0}")]
    Smoothing(String),
    /// Too few values for a voice.
    #[error("{observed} values are too few; at least {needed} are needed")]
    TooShort {
        /// Values observed.
        observed: usize,
        /// Values needed.
        needed: usize,
    },
    /// An event has no value for each month of the history and the horizon.
    #[error("event {event} has {found} values instead of {expected}")]
    Event {
        /// Its place, from 0.
        event: usize,
        /// Values it has.
        found: usize,
        /// Values it should have.
        expected: usize,
    },
    /// A capacity is not above 0.
    #[error("the capacity of month {month} is not above 0")]
    Capacity {
        /// The month, from 0.
        month: usize,
    },
}
