//! Why a command ends without its result, and the exit code that says so.

use std::path::PathBuf;

use dossier::corridors::answer::AnswerError;
use miette::Diagnostic;

/// What stopped a command.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum Failure {
    #[error("the case has {errors} {}", if *errors == 1 { "fault" } else { "faults" })]
    #[diagnostic(help("every fault is listed above with its mend; `landlocked explain CODE` tells more"))]
    Faults { errors: usize },

    #[error(transparent)]
    #[diagnostic(help(
        "give the path of a folder that holds a case.toml; `landlocked new FOLDER --economy CODE` makes one"
    ))]
    Folder(#[from] case::bundle::BundleError),

    #[error("{} exists and is not empty", path.display())]
    #[diagnostic(help("name a folder that does not exist yet: nothing is ever overwritten"))]
    NotEmpty { path: PathBuf },

    #[error("{} could not be written", path.display())]
    #[diagnostic(help("check the path, the permissions and the space on the disk"))]
    Write {
        path: PathBuf,
        #[source]
        cause: std::io::Error,
    },

    #[error("{path} could not be read")]
    #[diagnostic(help("check the path and the permissions"))]
    Read {
        path: String,
        #[source]
        cause: std::io::Error,
    },

    #[error("there is no {what}: none of {} is a file", looked_for.join(", "))]
    #[diagnostic(help(
        "give a list of three files (`.smps`), one of the three, what their names have in common, or a netdes file \
         (`.dat`)"
    ))]
    NoFile { what: &'static str, looked_for: Vec<String> },

    #[error("{path} has a fault")]
    #[diagnostic(help("it is shown above with its line; nothing was solved"))]
    File { path: String },

    #[error("{why}")]
    #[diagnostic(help("{help}"))]
    Unfit { why: String, help: &'static str },

    #[error("`{asked}` is no address at which readers could find the pages: {why}")]
    #[diagnostic(help("{help}"))]
    Address { asked: String, why: &'static str, help: String },

    #[error("cannot listen on {address}")]
    #[diagnostic(help("another program may use this port: `--bind 127.0.0.1:0` takes a free one"))]
    Listen {
        address: std::net::SocketAddr,
        #[source]
        cause: std::io::Error,
    },

    #[error("the server stopped")]
    Server(#[source] std::io::Error),

    #[error(transparent)]
    #[diagnostic(help("this is a fault of the program; please report it"))]
    Template(#[from] server::TemplateError),

    #[error("no number has the id `{id}`")]
    #[diagnostic(help("{near}"))]
    UnknownNumber { id: String, near: String },

    #[error("`{code}` is no code of a fault")]
    #[diagnostic(help("codes look like `C014`; `landlocked explain all` lists them"))]
    UnknownCode { code: String },

    #[error("{asked}")]
    #[diagnostic(help("{near}"))]
    UnknownId { asked: String, near: String },

    #[error("{why}")]
    #[diagnostic(help("{help}"))]
    NoAnswer { why: String, help: &'static str },

    #[error("the GMNS package has {faults} {}", if *faults == 1 { "fault" } else { "faults" })]
    #[diagnostic(help("every fault is listed above with its mend; nothing was written"))]
    Package { faults: usize },

    #[error("what is kept could not be read or added to: {0}")]
    #[diagnostic(help("check the folder given with `--data`; nothing that was kept is ever changed"))]
    Ledger(Box<ledger::LedgerError>),

    #[error("the pages of panels could not be set up")]
    Desk(#[from] elicit::DeskError),

    #[error("nothing to write")]
    #[diagnostic(help(
        "say where to: `--xlsx FILE`, `--csv DIR`, `--parquet DIR`, `--datapackage DIR`, `--gmns DIR` or `--geojson FILE`"
    ))]
    NothingToWrite,

    #[error("the result could not be written out")]
    Output(#[source] std::io::Error),
}

impl From<AnswerError> for Failure {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Unknown { what, id, known } => {
                let near = case::near(&id, known.iter().map(String::as_str));
                let list = || {
                    let shown: Vec<&str> = known.iter().take(12).map(String::as_str).collect();
                    format!("known are {}{}", shown.join(", "), if known.len() > 12 { " and more" } else { "" })
                };
                let near = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => format!("the case has no {what}"),
                    None => list(),
                };
                Self::UnknownId { asked: format!("the case has no {what} `{id}`"), near }
            }
            AnswerError::Nothing(why) => {
                Self::NoAnswer { why, help: "`landlocked report` shows what the case holds, and what is missing" }
            }
            AnswerError::Failed(why) => Self::NoAnswer {
                why: format!("no result that can be stood behind: {why}"),
                help: "this is a fault of the program; please report it with the case",
            },
        }
    }
}

impl Failure {
    /// 1 the case or another file given has faults, 2 the command line is wrong, 3 no answer can be stood behind, 4 the outside failed.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Faults { .. } | Self::Package { .. } | Self::File { .. } => 1,
            Self::UnknownNumber { .. }
            | Self::UnknownCode { .. }
            | Self::UnknownId { .. }
            | Self::NothingToWrite
            | Self::Unfit { .. }
            | Self::Address { .. }
            | Self::NotEmpty { .. } => 2,
            Self::NoAnswer { .. } => 3,
            Self::Folder(_)
            | Self::Write { .. }
            | Self::Read { .. }
            | Self::NoFile { .. }
            | Self::Listen { .. }
            | Self::Server(_)
            | Self::Template(_)
            | Self::Ledger(_)
            | Self::Desk(_)
            | Self::Output(_) => 4,
        }
    }

    /// Whether the reader of the output went away, as `head` does: no reason to complain.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
