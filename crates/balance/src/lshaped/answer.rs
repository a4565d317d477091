//! How the method is run, what it tells on its way, and what it answers.

use serde::{Deserialize, Serialize};

use crate::engine::{Engines, Highs};
use crate::risk::Measured;

/// How the method is run.
#[derive(Clone, Copy)]
pub struct Settings<'e> {
    /// Threads. They change no digit.
    pub threads: usize,
    /// From how many futures on those far from the tail are grouped.
    pub groups_from: usize,
    /// How many groups there are then.
    pub groups: usize,
    /// The solver.
    pub engines: &'e dyn Engines,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { threads, groups_from: 5000, groups: 400, engines: &Highs }
    }
}

/// Where a solve stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Progress {
    /// Rounds done for this question.
    pub round: usize,
    /// How many futures take part as yet.
    pub futures: usize,
    /// The bracket of the objective; infinite where there is none yet.
    pub lower: f64,
    /// Its upper end.
    pub upper: f64,
    /// Futures solved since the programme was loaded.
    pub solves: u64,
}

/// What the watcher of a solve says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// Go on.
    On,
    /// Stop with the bracket as it is.
    Stop,
}

/// How far an answer is proven.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bracket {
    /// No plan loses less than this.
    pub lower: f64,
    /// The plan given loses this much.
    pub upper: f64,
    /// `(upper - lower) / (1 + |upper|)`.
    pub gap: f64,
    /// Whether the gap is as narrow as asked for.
    pub closed: bool,
    /// Whether the lower end is a claim of the solver (as with whole numbers), not a proof by weak duality.
    pub claimed: bool,
    /// The cut that lies farthest below its future's loss, relative to it: 0 is perfect.
    pub worst_cut: f64,
    /// Cuts for which a reduced cost between 1e-9 and 1e-7 on a column without bounds was taken for zero.
    pub rounded_cuts: usize,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The bracket of the objective.
    pub bracket: Bracket,
    /// The best plan found, `[first-stage column]`.
    pub x: Vec<f64>,
    /// What each future loses under it, `c'x` included.
    pub losses: Vec<f64>,
    /// What these losses come to.
    pub measured: Measured,
    /// Rounds.
    pub rounds: usize,
    /// By how much the objective rises per unit that the side of a limit rises: first-stage rows, then the rows of the
    /// question. Empty with whole numbers.
    pub duals: Vec<f64>,
    /// What a unit less of the limit on average costs, at least 0.
    pub multiplier: f64,
    /// Futures solved since the programme was loaded.
    pub solves: u64,
}
