//! The statuses of HiGHS.

use highs_sys::HighsInt;

/// How a run ended: every status that HiGHS knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ModelStatus {
    NotSet,
    LoadError,
    ModelError,
    PresolveError,
    SolveError,
    PostsolveError,
    ModelEmpty,
    Optimal,
    Infeasible,
    UnboundedOrInfeasible,
    Unbounded,
    ObjectiveBound,
    ObjectiveTarget,
    TimeLimit,
    IterationLimit,
    Unknown,
    SolutionLimit,
    Interrupt,
    MemoryLimit,
    HighsInterrupt,
}

impl ModelStatus {
    /// The status behind a code of HiGHS.
    pub(super) fn from_code(code: HighsInt) -> Self {
        match code {
            1 => Self::LoadError,
            2 => Self::ModelError,
            3 => Self::PresolveError,
            4 => Self::SolveError,
            5 => Self::PostsolveError,
            6 => Self::ModelEmpty,
            7 => Self::Optimal,
            8 => Self::Infeasible,
            9 => Self::UnboundedOrInfeasible,
            10 => Self::Unbounded,
            11 => Self::ObjectiveBound,
            12 => Self::ObjectiveTarget,
            13 => Self::TimeLimit,
            14 => Self::IterationLimit,
            16 => Self::SolutionLimit,
            17 => Self::Interrupt,
            18 => Self::MemoryLimit,
            19 => Self::HighsInterrupt,
            0 => Self::NotSet,
            // 15, and whatever a later version may add.
            _ => Self::Unknown,
        }
    }

    /// What messages call it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::NotSet => "not set",
            Self::LoadError => "load error",
            Self::ModelError => "model error",
            Self::PresolveError => "presolve error",
            Self::SolveError => "solve error",
            Self::PostsolveError => "postsolve error",
            Self::ModelEmpty => "empty",
            Self::Optimal => "optimal",
            Self::Infeasible => "infeasible",
            Self::UnboundedOrInfeasible => "unbounded or infeasible",
            Self::Unbounded => "unbounded",
            Self::ObjectiveBound => "objective bound reached",
            Self::ObjectiveTarget => "objective target reached",
            Self::TimeLimit => "time limit reached",
            Self::IterationLimit => "iteration limit reached",
            Self::Unknown => "unknown",
            Self::SolutionLimit => "solution limit reached",
            Self::Interrupt => "interrupted by the user",
            Self::MemoryLimit => "memory limit reached",
            Self::HighsInterrupt => "interrupted by the solver",
        }
    }
}
