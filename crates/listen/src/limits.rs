//! How much one connection may take, and how many there may be.

use std::time::Duration;

/// What is allowed. [`Limits::default`] is made for the open internet and a machine of 2 cores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once, at least 1. Fewer are taken when the process may not open as many files.
    pub connections: usize,
    /// From the accepting, or from the first byte of a later request, to the end of the head.
    pub head: Duration,
    /// From the end of an answer to the first byte of the next request.
    pub idle: Duration,
    /// Bytes of a head: request line and fields. Trailers may be as long again.
    pub head_bytes: usize,
    /// Fields in a head.
    pub head_fields: usize,
    /// Bytes of a request's body; more give 413.
    pub body_bytes: usize,
    /// From the end of a head to the beginning of the answer, the request's body included.
    pub request: Duration,
    /// How long an answer may be stuck because the other side does not read. Time that is spent comes back with what is
    /// read, at [`Limits::write_rate`].
    pub write: Duration,
    /// Bytes a second that the other side must read in the long run.
    pub write_rate: u32,
    /// From the wish to stop to the end: how long running requests may take.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 12_000,
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            head_bytes: 16 * 1024,
            head_fields: 64,
            body_bytes: 1024 * 1024,
            request: Duration::from_secs(30),
            write: Duration::from_secs(30),
            write_rate: 1024,
            grace: Duration::from_secs(10),
        }
    }
}
