//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use case::cell::Cell;
use case::value::date::Date;
use case::value::economy::Economy;
use clap::{Args, Parser, Subcommand};

/// A landlocked country sells through somebody else's gate. What does that gate carry, and what hangs on it?
#[derive(Debug, Parser)]
#[command(name = "landlocked", version, about, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the dossier in the terminal
    Report(Report),
    /// Serve the dossier as web pages
    Serve(Serve),
    /// Find every fault of a case folder
    Check(Check),
    /// Make a new case folder with headers, comments and example rows
    New(New),
    /// Print the schema of every file of a case folder
    Schema(Schema),
    /// Go from a number to the rows and sources behind it
    Trace(Trace),
    /// Explain the code of a fault
    Explain(Explain),
    /// Write the built-in case to a folder, to read or to change
    Extract(Extract),
}

/// Which case, and as of which day.
#[derive(Debug, Args)]
pub(crate) struct Case {
    /// Folder of the case; without it, the built-in case
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// Show the case as it would have read on this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Print the whole dossier as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8750")]
    pub(crate) bind: SocketAddr,
}

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

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|fault| format!("expected {}; {}", fault.expected, fault.mend))
}

fn economy(text: &str) -> Result<Economy, String> {
    Economy::parse(text).map_err(|fault| format!("expected {}; {}", fault.expected, fault.mend))
}
