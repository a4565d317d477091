//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use case::cell::Cell;
use case::value::date::{Date, Month, When};
use case::value::economy::Economy;
use clap::{Args, Parser, Subcommand};

/// A landlocked country sells through somebody else's gate. What does that gate carry, and what hangs on it?
#[derive(Debug, Parser)]
#[command(name = "landlocked", version, about, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[allow(clippy::doc_markdown, reason = "doc comments are the help")]
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
    /// Find ways from mines to markets and ports: cheapest, fastest, or by generalised cost
    Routes(Routes),
    /// What could leave in a month, by which gate, and what one more truck a day is worth
    Throughput(Throughput),
    /// Close each line and crossing, alone and in pairs, and rank what is lost
    Resilience(Resilience),
    /// Simulate past exports from the counts at the gates alone, beside the record, and forecast
    Hindcast(Hindcast),
    /// Draw the map of a month in the terminal, or write it as SVG
    Map(Map),
    /// Write the network as GMNS or GeoJSON
    Export(Export),
    /// Make a case of a GMNS network
    Import(Import),
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

/// How a result is printed.
#[derive(Debug, Args)]
pub(crate) struct Form {
    /// Print the result as JSON
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print the main table as CSV
    #[arg(long)]
    pub(crate) csv: bool,
}

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

#[derive(Debug, Args)]
pub(crate) struct Map {
    #[command(flatten)]
    pub(crate) case: Case,
    /// The month; without it, the latest
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub(crate) month: Option<Month>,
    /// Write it as SVG to a file instead
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
}

#[allow(clippy::doc_markdown, reason = "doc comments are the help")]
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Folder for a GMNS 0.96 package; it must not exist, or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) gmns: Option<PathBuf>,
    /// File for a GeoJSON feature collection
    #[arg(long, value_name = "FILE")]
    pub(crate) geojson: Option<PathBuf>,
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

fn month(text: &str) -> Result<Month, String> {
    match When::parse(text) {
        Ok(When::Month(month)) => Ok(month),
        _ => Err("expected a month, as `2023-03`".to_owned()),
    }
}

fn economy(text: &str) -> Result<Economy, String> {
    Economy::parse(text).map_err(|fault| format!("expected {}; {}", fault.expected, fault.mend))
}
