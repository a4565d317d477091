//! `landlocked`: turns a folder of plain, sourced facts into a dossier on a landlocked country's trade and its gates.
//!
//! This crate is the command line alone: it finds the folder, asks the other crates, and prints. Results go to standard
//! output, progress and diagnostics to standard error. Exit codes: 0 done, 1 the case or another file given has
//! faults, 2 the command line is wrong, 3 no answer can be stood behind, 4 the outside failed. A search that was stopped
//! while it had an answer with its bracket ends with 0 and says so.

mod address;
mod arguments;
mod built_in;
mod command;
mod disk;
mod failure;
mod faults;
mod interrupt;
mod keep;
mod open;
mod paper;
mod publish;
mod screen;
mod stopwatch;
mod visible;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let screen = screen::Screen::of_the_process();
    let result = match &arguments.command {
        Command::Report(options) => command::report::run(options, &screen),
        Command::Serve(options) => command::serve::run(options, &screen),
        Command::Build(options) => command::build::run(options, &screen),
        #[cfg(feature = "pdf")]
        Command::Brief(options) => command::brief::run(options, &screen),
        Command::Check(options) => command::check::run(options, &screen),
        Command::New(options) => command::new::run(options),
        Command::Schema(options) => command::schema::run(options),
        Command::Trace(options) => command::trace::run(options, &screen),
        Command::Explain(options) => command::explain::run(options, &screen),
        Command::Extract(options) => command::extract::run(options),
        Command::Routes(options) => command::corridors::routes(options, &screen),
        Command::Throughput(options) => command::corridors::throughput(options, &screen),
        Command::Resilience(options) => command::corridors::resilience(options, &screen),
        Command::Hindcast(options) => command::corridors::hindcast(options, &screen),
        Command::Balance(options) => command::balance::run(options, &screen),
        Command::Effect(options) => command::effect::run(options, &screen),
        Command::Forecast(options) => command::forecast::run(options, &screen),
        Command::Scenarios(options) => command::scenarios::run(options, &screen),
        Command::Panel(options) => command::panel::run(options, &screen),
        Command::Score(options) => command::score::run(options, &screen),
        Command::Map(options) => command::map::run(options, &screen),
        Command::Export(options) => command::export::run(options, &screen),
        Command::Import(options) => command::import::run(options, &screen),
        Command::Solve(options) => command::solve::run(options, &screen),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen.error(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}
