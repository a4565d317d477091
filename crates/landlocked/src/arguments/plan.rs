//! Arguments of studies of balance, and of programmes given as files.

use std::path::PathBuf;

use clap::Args;

use super::shared::{Case, Form};
use super::value::{gap, level, sum, weight};

/// How much of a study is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Only {
    /// The frontier, and where today's policy stands
    Frontier,
    /// Also dependence, projects, assumptions and the value of planning
    All,
}

#[derive(Debug, Args)]
pub(crate) struct Balance {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Weights of the worst futures, from 0 (the mean alone) to 1; without it, eleven
    #[arg(long, value_name = "L", value_delimiter = ',', value_parser = weight)]
    pub(crate) lambda: Vec<f64>,
    /// Where the worst futures begin, from 0 to below 1: 0.95 means the worst 5 %
    #[arg(long, value_name = "A", value_parser = level)]
    pub(crate) alpha: Option<f64>,
    /// How many futures plans are made for
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    pub(crate) scenarios: Option<u32>,
    /// Where the random numbers of the futures begin
    #[arg(long, value_name = "K")]
    pub(crate) seed: Option<u64>,
    /// At most this part of the value sold may go by the neighbour, on average: 0.9 is 90 %
    #[arg(long, value_name = "SHARE", value_parser = weight)]
    pub(crate) dependence_max: Option<f64>,
    /// Most that expansions, projects and stocks may cost together, in million USD
    #[arg(long, value_name = "MUSD", value_parser = sum)]
    pub(crate) budget: Option<f64>,
    /// At most this part of the value of contracts may be by the neighbour
    #[arg(long, value_name = "SHARE", value_parser = weight)]
    pub(crate) contracts_max: Option<f64>,
    /// Fresh futures in which plans are tried out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) fresh: Option<u32>,
    /// How much is computed
    #[arg(long, value_enum, default_value = "all")]
    pub(crate) only: Only,
    /// Threads, which change no digit; without it, one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Compute it even if the same study was kept
    #[arg(long)]
    pub(crate) again: bool,
    /// Also write the study to a file, as it is kept
    #[arg(long, value_name = "FILE", conflicts_with = "no_keep")]
    pub(crate) keep: Option<PathBuf>,
    /// Read and write nothing in the user's cache
    #[arg(long)]
    pub(crate) no_keep: bool,
    #[command(flatten)]
    pub(crate) form: Form,
}

/// By which method a programme is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Method {
    /// Decomposition for two stages, beside the extensive form where that is small; else the extensive form
    Auto,
    /// The multi-cut L-shaped method: two stages, the matrix of the second one certain
    Decomposition,
    /// All scenarios in one programme
    Extensive,
}

/// What a child scenario takes over.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Inherit {
    /// All changes of its parent, as the format says
    Parent,
    /// The changes before its branch; later periods are those of the core file, as some libraries read it
    Core,
}

#[allow(clippy::doc_markdown, reason = "doc comments are the help")]
#[derive(Debug, Args)]
pub(crate) struct Solve {
    /// A list of three SMPS files (.smps), one of the three, what their names have in common, or a netdes file (.dat)
    #[arg(value_name = "FILE", required_unless_present = "smps", conflicts_with = "smps")]
    pub(crate) file: Option<String>,
    /// What the names of three SMPS files have in common
    #[arg(long, value_name = "BASENAME")]
    pub(crate) smps: Option<String>,
    /// Weight of the worst scenarios, from 0 (the mean alone) to 1
    #[arg(long, value_name = "L", default_value_t = 0.0, value_parser = weight)]
    pub(crate) lambda: f64,
    /// Where the worst scenarios begin, from 0 to below 1: 0.95 means the worst 5 %
    #[arg(long, value_name = "A", default_value_t = 0.95, value_parser = level)]
    pub(crate) alpha: f64,
    /// How narrow the bracket must be, relative to 1 + |objective|
    #[arg(long, value_name = "G", default_value_t = 1e-6, value_parser = gap)]
    pub(crate) gap: f64,
    /// By which method
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) method: Method,
    /// Most rounds of the decomposition
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rounds: u32,
    /// What child scenarios of a SCENARIOS section take over
    #[arg(long, value_enum, default_value = "parent")]
    pub(crate) inherit: Inherit,
    /// Draw N scenarios at random instead of taking all
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) sample: Option<u32>,
    /// Where the random numbers of the sample begin
    #[arg(long, value_name = "K", default_value_t = 1, requires = "sample")]
    pub(crate) seed: u64,
    /// Threads of the decomposition, which change no digit; without it, one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Also what it is worth to plan for all scenarios (VSS) and to know which one comes (EVPI)
    #[arg(long)]
    pub(crate) value: bool,
    /// Print the result as JSON, with every column of the first stage
    #[arg(long)]
    pub(crate) json: bool,
}
