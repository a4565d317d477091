//! What a connection is doing, and until when it may go on doing that.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::limits::Limits;
use crate::moment::{Moment, now};

/// How long a connection is kept ready for the next request before its buffers are given back.
const DOZE: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// A head is coming in.
    Head,
    /// A request is being answered; its own time is kept where that is done.
    Busy,
    /// Nothing is asked.
    Waiting,
}

/// What happens when a connection goes on as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// It falls asleep.
    Doze,
    /// It is told that its head took too long.
    LateHead,
    /// It is cut.
    Cut,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    since: Moment,
    /// Since when the other side takes no bytes.
    stuck: Option<Moment>,
    /// How long it may still take none.
    patience: Duration,
}

/// The state of one connection, known to its socket, to the requests on it, and to who watches over both.
#[derive(Debug)]
pub(crate) struct Pulse {
    limits: Limits,
    state: Mutex<State>,
}

impl Pulse {
    pub(crate) fn new(limits: Limits) -> Self {
        let state = State { phase: Phase::Head, since: now(), stuck: None, patience: limits.write };
        Self { limits, state: Mutex::new(state) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bytes came.
    pub(crate) fn received(&self) {
        let mut state = self.state();
        if state.phase == Phase::Waiting {
            state.phase = Phase::Head;
            state.since = now();
        }
    }

    /// A head is complete.
    pub(crate) fn asked(&self) {
        self.state().phase = Phase::Busy;
    }

    /// An answer is complete, or given up.
    pub(crate) fn answered(&self) {
        let mut state = self.state();
        state.phase = Phase::Waiting;
        state.since = now();
    }

    /// The other side takes no bytes.
    pub(crate) fn stuck(&self) {
        self.state().stuck.get_or_insert_with(now);
    }

    /// The other side took bytes.
    pub(crate) fn wrote(&self, bytes: usize) {
        let mut state = self.state();
        if let Some(since) = state.stuck.take() {
            let earned = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / f64::from(self.limits.write_rate.max(1));
            let left = state.patience.saturating_sub(now().duration_since(since));
            state.patience = left.saturating_add(Duration::from_secs_f64(earned)).min(self.limits.write);
        }
    }

    /// Until when a sleeper may sleep on.
    pub(crate) fn wake_by(&self) -> Moment {
        let state = self.state();
        state.since + if state.phase == Phase::Waiting { self.limits.idle } else { self.limits.head }
    }

    /// What happens next, and when; nothing while a request is being answered and bytes flow.
    pub(crate) fn due(&self) -> Option<(Moment, Due)> {
        let state = self.state();
        if let Some(since) = state.stuck {
            return Some((since + state.patience, Due::Cut));
        }
        match state.phase {
            Phase::Head => Some((state.since + self.limits.head, Due::LateHead)),
            Phase::Busy => None,
            Phase::Waiting => Some((state.since + DOZE.min(self.limits.idle), Due::Doze)),
        }
    }
}
