//! The only place that reads a clock: how long a solve took, which is said on standard error and is part of no result; and
//! when something was kept.

use std::time::{Instant, SystemTime};

/// A clock that runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts one.
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// Seconds since then.
    pub(crate) fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// The time, for what is kept.
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// The time as files have it.
pub(crate) fn time() -> SystemTime {
    SystemTime::now()
}
