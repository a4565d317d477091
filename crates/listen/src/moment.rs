//! The clock of the timers. What it says ends connections and stands in the lines of the log, and in no answer.

pub(crate) use tokio::time::Instant as Moment;

/// The moment at which this is called.
pub(crate) fn now() -> Moment {
    tokio::time::Instant::now()
}
