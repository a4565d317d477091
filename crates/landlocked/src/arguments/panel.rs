//! Arguments of panels.

use clap::{Args, Subcommand};

use super::shared::Data;

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
