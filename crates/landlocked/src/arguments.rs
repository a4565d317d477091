//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use case::cell::Cell;
use case::value::date::{Date, Month, When};
use case::value::economy::Economy;
use clap::builder::PossibleValuesParser;
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
    /// Write the dossier as a site of files, which needs no server
    Build(Build),
    /// Write the dossier as a PDF: two pages, or all of it
    #[cfg(feature = "pdf")]
    Brief(Brief),
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
    /// Compute the frontier between income and risk, what moves it, and where today's policy stands
    ///
    /// The study is kept in the user's cache; `report` and `serve` show the one made with the usual options. Ctrl-C stops
    /// at the next round with the points that there are, and the exit code is 0; the next run begins where it stopped.
    Balance(Balance),
    /// What a dated event did to a series: observed against what would have come without it
    ///
    /// Of a case: the questions of its outlook.toml, or any series and event of it. Of any table: `--csv`.
    Effect(Effect),
    /// What may come of a series, as a distribution, and how each voice did at earlier dates
    ///
    /// Of a case: the questions of its outlook.toml, or any series of it. Of any table: `--csv`.
    Forecast(Forecast),
    /// The futures that the record of a case implies, and the parameters behind them with their rows
    Scenarios(Scenarios),
    /// Expert judgement: panels, their weights, and the links of their members
    Panel(Panel),
    /// Keep forecasts, add what came, and print who was right
    Score(Score),
    /// Draw the map of a month in the terminal, or write it as SVG
    Map(Map),
    /// Write tables as Excel, CSV, Parquet or a data package, and the network as GMNS or GeoJSON
    Export(Export),
    /// Make a case of a GMNS network
    Import(Import),
    /// Solve a stochastic programme given as SMPS or netdes files, with a proof of how good the plan is
    ///
    /// Losses are minimised: (1 - lambda) E + lambda CVaR, where CVaR is the mean of the worst 1 - alpha of probability.
    /// An income is a loss below 0.
    ///
    /// Ctrl-C stops a decomposition: the best plan so far is printed with its bracket as it stands, and the exit code
    /// is 0. A second Ctrl-C, or one before there is any plan, ends with no answer and 3.
    Solve(Solve),
}

/// Which case, and as of which day.
#[derive(Debug, Clone, Args)]
pub(crate) struct Case {
    /// Folder of the case; without it, the built-in case
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// Show the case as it would have read on this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Language of the words around the facts; without it, the case's own. en-XA marks every word that can be translated
    #[arg(long, value_name = "TAG", value_parser = PossibleValuesParser::new(words::Language::tags()))]
    pub(crate) language: Option<String>,
}

/// The same where the first word is something else than the folder.
#[derive(Debug, Args)]
pub(crate) struct NamedCase {
    /// Folder of the case; without it, the built-in case
    #[arg(long = "case", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Show the case as it would have read on this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    as_of: Option<Date>,
    /// Language of the words around the facts; without it, the case's own. en-XA marks every word that can be translated
    #[arg(long, value_name = "TAG", value_parser = PossibleValuesParser::new(words::Language::tags()))]
    pub(crate) language: Option<String>,
}

impl From<&NamedCase> for Case {
    fn from(named: &NamedCase) -> Self {
        Self { folder: named.folder.clone(), as_of: named.as_of, language: named.language.clone() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Print the whole dossier as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the dossier to a file as it is kept between runs, for one that is to be compiled in
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub(crate) keep: Option<PathBuf>,
}

#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Clone, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Folder of a case; given several times, cases are served side by side
    #[arg(long = "case", value_name = "DIR")]
    pub(crate) cases: Vec<PathBuf>,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8750")]
    pub(crate) bind: SocketAddr,
    /// Path below which pages are served, when a proxy in front of it serves more
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub(crate) base_path: String,
    /// Address at which readers find the pages: feeds, the map of the site and what pages tell of themselves name it, and
    /// not the host of the request
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Folder of what is kept: also serve its panels, under /elicit, and the track record
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Also show what the members of closed panels said, by name, to everybody
    #[arg(long, requires = "data")]
    pub(crate) show_panels: bool,
    /// Take no answers of panels and compute nothing on request
    #[arg(long)]
    pub(crate) read_only: bool,
    /// Read the folders again when their files change
    #[arg(long)]
    pub(crate) reload: bool,
    /// Write a line for each request to standard error
    #[arg(long)]
    pub(crate) access_log: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) case: Case,
    /// Folder to write, which must be new or empty
    #[arg(short, long = "out", value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Address at which the site will stand: for its map, its feeds and what pages tell of themselves
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
}

#[cfg(feature = "pdf")]
#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    pub(crate) case: Case,
    /// File to write
    #[arg(short, long = "out", value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// All of the dossier, instead of two pages
    #[arg(long)]
    pub(crate) full: bool,
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

/// Which parts a series is made of, beside season and noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Parts {
    /// A level that drifts
    Level,
    /// A level and a slope that drift
    Trend,
}

/// A table of numbers that belongs to no case.
#[derive(Debug, Args)]
pub(crate) struct Csv {
    /// A CSV file with a header, a row for each step; an empty cell, `NA` and `.` are missing
    #[arg(long = "csv", value_name = "FILE")]
    pub(crate) file: Option<String>,
    /// Rows in a season: 12 for months; 1 for none
    #[arg(long, value_name = "N", requires = "file", value_parser = clap::value_parser!(u16).range(1..=366))]
    pub(crate) period: Option<u16>,
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
pub(crate) struct Panel {
    #[command(subcommand)]
    pub(crate) act: PanelAct,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PanelAct {
    /// Weigh the experts of a panel by the classical model, and pool what they say
    Score(PanelScore),
    /// Make a panel of a question set, with one link for each member
    New(PanelNew),
    /// List the panels of a data folder
    List(PanelList),
    /// Close a panel: nobody can answer any more, and the result can be read
    Close(PanelClose),
    /// The answers of a closed panel, weighed and pooled
    Results(PanelClose),
}

#[derive(Debug, Args)]
pub(crate) struct PanelScore {
    /// Quantiles of the experts, in the format of Excalibur
    #[arg(long, value_name = "FILE")]
    pub(crate) dtt: String,
    /// Realisations of the seed questions, in the same format
    #[arg(long, value_name = "FILE")]
    pub(crate) rls: String,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Where panels, forecasts and outcomes are kept.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// Folder of what is kept: panels, forecasts, outcomes; made where it is missing
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct PanelNew {
    #[command(flatten)]
    pub(crate) data: Data,
    /// The question set, as TOML
    #[arg(long, value_name = "FILE")]
    pub(crate) set: String,
    /// Where members will reach `landlocked serve --data DIR`, for the links
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8750")]
    pub(crate) address: String,
    /// Print the links as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PanelList {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Print it as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PanelClose {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Number of the panel
    #[arg(value_name = "PANEL")]
    pub(crate) panel: i64,
    /// Print it as JSON
    #[arg(long)]
    pub(crate) json: bool,
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
    /// File for an Excel workbook of all tables of the dossier
    #[arg(long, value_name = "FILE")]
    pub(crate) xlsx: Option<PathBuf>,
    /// Folder for the same tables as CSV; it must not exist, or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) csv: Option<PathBuf>,
    /// Folder for the same tables as Parquet; it must not exist, or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) parquet: Option<PathBuf>,
    /// Folder for the case's own tables as a Frictionless Data Package; it must not exist, or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) datapackage: Option<PathBuf>,
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

fn sum(text: &str) -> Result<f64, String> {
    number(text, |value| value.is_finite() && value >= 0.0, "a sum of 0 or more")
}

fn weight(text: &str) -> Result<f64, String> {
    number(text, |value| (0.0..=1.0).contains(&value), "a number from 0 to 1")
}

fn band(text: &str) -> Result<f64, String> {
    number(text, |value| value > 0.0 && value < 1.0, "a number above 0 and below 1")
}

fn level(text: &str) -> Result<f64, String> {
    number(text, |value| (0.0..1.0).contains(&value), "a number from 0 to below 1")
}

fn gap(text: &str) -> Result<f64, String> {
    number(text, |value| (1e-12..1.0).contains(&value), "a number from 1e-12 to below 1")
}

fn number(text: &str, fits: impl Fn(f64) -> bool, expected: &str) -> Result<f64, String> {
    text.parse().ok().filter(|value| fits(*value)).ok_or_else(|| format!("expected {expected}"))
}
