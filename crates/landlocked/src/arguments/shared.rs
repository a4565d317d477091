//! Which case, which table of numbers, which folder of what was said, and how a result is printed.

use std::path::PathBuf;

use case::value::date::Date;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::value::date;

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

/// Where panels, forecasts and outcomes are kept.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// Folder of what is kept: panels, forecasts, outcomes; made where it is missing
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
}
