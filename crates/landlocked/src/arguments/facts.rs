//! Arguments of what is done with the facts of a case: checked, begun, explained, traced, copied, imported.

use std::path::PathBuf;

use case::value::date::Date;
use case::value::economy::Economy;
use clap::Args;

use super::shared::Case;
use super::value::{date, economy};

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Folder of the case; without it, the built-in case
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// One JSON object a line, for editors
    #[arg(long)]
    pub(crate) json: bool,
    /// Show every fault, however many of one kind
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// Folder to make; it must not exist, or be empty
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// The landlocked economy, ISO 3166-1 alpha-3
    #[arg(long, value_name = "CODE", value_parser = economy)]
    pub(crate) economy: Economy,
    /// Print the files made as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Print it as JSON, with Frictionless Table Schemas
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Trace {
    /// Id of a number, for example `trade.total.export.2022`; `all` lists every id
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) case: Case,
    /// Print it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Code of a fault, for example `C014`; `all` lists every code
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
    /// Print it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Folder to write; it must not exist, or be empty
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// Print the files made as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Folder of a GMNS 0.96 package
    #[arg(long, value_name = "DIR")]
    pub(crate) gmns: PathBuf,
    /// Folder of the case to make; it must not exist, or be empty
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// The landlocked economy, ISO 3166-1 alpha-3
    #[arg(long, value_name = "CODE", value_parser = economy)]
    pub(crate) economy: Economy,
    /// An economy that its goods must cross; may be given again
    #[arg(long, value_name = "CODE", value_parser = economy)]
    pub(crate) gateway: Vec<Economy>,
    /// The day from which the rows of a foreign package count as known
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) known_on: Date,
    /// Print the files made, what is missing and the remarks as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
