//! Where the lines of the log go.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::Timestamp;

/// What the caller gives to get a line for each request.
///
/// A line is `ADDRESS - - [TIME] "METHOD PATH VERSION" STATUS BYTES MILLISECONDS`, in ASCII and without a line break. The path
/// has at most 512 characters, no query, and nothing of what follows a segment `elicit`, because that is a key. Bytes are
/// those of the body that were given to the connection. The status is 499 when the other side was gone before there was an
/// answer; what is no HTTP has `"-"` in place of a request. A panic of a handler has a line of its own, which begins with
/// `fault:`.
#[derive(Clone)]
pub struct Sink {
    /// The time that a line names.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Takes one line, without its end. It is called where connections are served, so it must not wait long.
    pub line: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Sink {
    /// The time as access logs write it.
    pub(crate) fn time(&self) -> String {
        (self.now)().strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
    }

    /// Gives a line away. Lines are written while things are dropped, where a panic of the sink would end the program.
    pub(crate) fn tell(&self, line: &str) {
        let _ = catch_unwind(AssertUnwindSafe(|| (self.line)(line)));
    }
}

impl fmt::Debug for Sink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sink").finish_non_exhaustive()
    }
}
