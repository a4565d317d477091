//! The command line.

mod facts;
mod network;
mod outlook;
mod panel;
mod plan;
mod publication;
mod shared;
mod value;

use clap::{Parser, Subcommand};

pub(crate) use self::facts::{Check, Explain, Extract, Import, New, Schema, Trace};
pub(crate) use self::network::{Compared, Hindcast, Resilience, Routes, Throughput};
pub(crate) use self::outlook::{Effect, Forecast, Parts, Scenarios, Score};
pub(crate) use self::panel::{Panel, PanelAct, PanelClose, PanelList, PanelNew, PanelScore};
pub(crate) use self::plan::{Balance, Inherit, Method, Only, Solve};
pub(crate) use self::publication::{Brief, Build, Export, Map, Report, Serve};
pub(crate) use self::shared::{Case, Form};

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
