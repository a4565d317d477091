//! Arguments of the questions about time: effects, forecasts, scenarios and their scores.

use std::path::PathBuf;

use case::value::date::Month;
use clap::Args;

use super::shared::{Case, Csv, Data, Form, NamedCase};
use super::value::{band, month};

/// Which parts a series is made of, beside season and noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Parts {
    /// A level that drifts
    Level,
    /// A level and a slope that drift
    Trend,
}

#[allow(clippy::doc_markdown, reason = "doc comments are the help")]
#[derive(Debug, Args)]
pub(crate) struct Effect {
    /// Id of a question of outlook.toml, or of a series: as in series.csv, or `export:PRODUCT:quantity`; without it, all
    /// questions
    #[arg(value_name = "SERIES", conflicts_with = "file")]
    pub(crate) series: Option<String>,
    #[command(flatten)]
    pub(crate) case: NamedCase,
    /// Id of the event; a second one is the event that undid it
    #[arg(long, value_name = "ID[,ID]", value_delimiter = ',', num_args = 1..=2, requires = "series")]
    pub(crate) event: Vec<String>,
    #[command(flatten)]
    pub(crate) table: Csv,
    /// With --csv: the column of the series
    #[arg(long, value_name = "COL", requires = "file")]
    pub(crate) response: Option<String>,
    /// Columns (with --csv) or series that the event did not touch and that moved with this one before
    #[arg(long, value_name = "COL,COL", value_delimiter = ',')]
    pub(crate) controls: Vec<String>,
    /// With --csv: rows before the event
    #[arg(long, value_name = "N", requires = "file")]
    pub(crate) pre: Option<usize>,
    /// With --csv: rows before the event was undone, when it was
    #[arg(long, value_name = "N", requires = "file")]
    pub(crate) reopened: Option<usize>,
    /// The recovery fades in instead of standing at once
    #[arg(long)]
    pub(crate) fade: bool,
    /// Which parts the series is made of; without it, those of the question, or a level
    #[arg(long, value_enum)]
    pub(crate) model: Option<Parts>,
    /// Of a case: first month that the model is fitted to, another one than the question says
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with = "file")]
    pub(crate) since: Option<Month>,
    /// Level of the bands
    #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = band)]
    pub(crate) level: f64,
    /// Draws of the methods that draw
    #[arg(long, value_name = "N", default_value_t = 3000, value_parser = clap::value_parser!(u32).range(200..=200_000))]
    pub(crate) draws: u32,
    /// Where their random numbers begin
    #[arg(long, value_name = "K", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[allow(clippy::doc_markdown, reason = "doc comments are the help")]
#[derive(Debug, Args)]
pub(crate) struct Forecast {
    /// Id of a question of outlook.toml, or of a series: as in series.csv, or `export:PRODUCT:quantity`; without it, all
    /// questions
    #[arg(value_name = "SERIES", conflicts_with = "file")]
    pub(crate) series: Option<String>,
    #[command(flatten)]
    pub(crate) case: NamedCase,
    #[command(flatten)]
    pub(crate) table: Csv,
    /// With --csv: the column of the series
    #[arg(long, value_name = "COL", requires = "file")]
    pub(crate) column: Option<String>,
    /// Steps to forecast; without it, those of the question, or 12
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=240))]
    pub(crate) horizon: Option<u16>,
    /// With --csv: where the random numbers of the paths begin
    #[arg(long, value_name = "K", default_value_t = 1, requires = "file")]
    pub(crate) seed: u64,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Scenarios {
    #[command(flatten)]
    pub(crate) case: Case,
    /// How many futures
    #[arg(short, long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) n: u32,
    /// Where their random numbers begin
    #[arg(long, value_name = "K", default_value_t = 7)]
    pub(crate) seed: u64,
    /// Folder of what is kept: where a closed panel was asked about a row of assumptions.csv (the `target` of its
    /// question), its pooled answer stands in place of the author's figure
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Score {
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) case: NamedCase,
    /// First keep the forecasts of the case: every voice of its questions, and what institutions expected
    #[arg(long)]
    pub(crate) keep: bool,
    /// First take over what came from this case folder, for every forecast kept that it has a figure for
    #[arg(long, value_name = "FOLDER")]
    pub(crate) outcomes: Option<PathBuf>,
    /// Print the track record as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
