//! Arguments of the faces of a dossier, and of files that people take away.

use std::net::SocketAddr;
use std::path::PathBuf;

use case::value::date::Month;
use clap::Args;

use super::shared::Case;
use super::value::month;

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
