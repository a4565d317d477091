//! Arguments of the questions asked of the network.

use std::path::PathBuf;

use case::value::date::{Date, Month};
use clap::Args;

use super::shared::{Case, Form};
use super::value::{date, month};

/// What differs from the network as it stands.
#[derive(Debug, Args)]
pub(crate) struct Changed {
    /// Id of a scenario of the case
    #[arg(long, value_name = "ID")]
    pub(crate) scenario: Option<String>,
    /// Close a place, a link or an economy besides; may be given again
    #[arg(long, value_name = "ID")]
    pub(crate) without: Vec<String>,
}

/// By what ways are compared.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Compared {
    /// Money alone
    Cost,
    /// Hours alone
    Time,
    /// Money, and the time of goods under way at its cost
    Generalised,
}

#[derive(Debug, Args)]
pub(crate) struct Routes {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Id of the place where ways begin; without it, every mine
    #[arg(long, value_name = "PLACE")]
    pub(crate) from: Option<String>,
    /// Id of the place where they end; without it, every market and port abroad
    #[arg(long, value_name = "PLACE")]
    pub(crate) to: Option<String>,
    /// By what ways are compared
    #[arg(long, value_enum, default_value = "generalised")]
    pub(crate) by: Compared,
    /// How many ways for each pair
    #[arg(short, long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(crate) k: u8,
    /// Id of the good, for its freight; without it, that of the mine
    #[arg(long, value_name = "PRODUCT")]
    pub(crate) good: Option<String>,
    /// The day of the network; without it, the day of the view
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) changed: Changed,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Throughput {
    #[command(flatten)]
    pub(crate) case: Case,
    /// The month; without it, the one after the view
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub(crate) month: Option<Month>,
    /// The most tonnes instead of the most income
    #[arg(long)]
    pub(crate) mass: bool,
    /// Count a line as built; may be given again
    #[arg(long, value_name = "LINK")]
    pub(crate) with: Vec<String>,
    #[command(flatten)]
    pub(crate) changed: Changed,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Resilience {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Lengths of closing in months, 1 to 12
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "1,3,6", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) months: Vec<u8>,
    #[command(flatten)]
    pub(crate) form: Form,
}

#[derive(Debug, Args)]
pub(crate) struct Hindcast {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Also write the forecast to a file, with the day of its facts, to be scored later
    #[arg(long, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) form: Form,
}
