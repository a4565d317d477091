//! Why a command ends without its result, and the exit code that says so.

use std::path::PathBuf;

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

    #[error("the result could not be written out")]
    Output(#[source] std::io::Error),
}

impl Failure {
    /// 1 the case has faults, 2 the command line is wrong, 4 the outside failed.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Faults { .. } => 1,
            Self::UnknownNumber { .. } | Self::UnknownCode { .. } | Self::NotEmpty { .. } => 2,
            Self::Folder(_)
            | Self::Write { .. }
            | Self::Listen { .. }
            | Self::Server(_)
            | Self::Template(_)
            | Self::Output(_) => 4,
        }
    }

    /// Whether the reader of the output went away, as `head` does: no reason to complain.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe)
    }
}
