//! Standard output and standard error: how wide, in which colours, and the only place that writes to them.

use std::io::{IsTerminal, Write};

use figure::text::{TextStyle, Wide, shorten};
use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::failure::Failure;

/// Columns when the output is no terminal.
const COLUMNS: usize = 80;
/// Columns at most: longer lines are hard to read.
const MOST_COLUMNS: usize = 100;

/// Where results and messages go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// Columns of the output.
    pub(crate) columns: usize,
    /// How text on standard output is drawn.
    pub(crate) style: TextStyle,
    /// Whether messages on standard error have colours.
    pub(crate) message_colour: bool,
    /// Whether somebody watches standard error, so that progress is shown there.
    pub(crate) watched: bool,
}

impl Screen {
    /// As the process was started: plain when the output is no terminal or `NO_COLOR` is set.
    pub(crate) fn of_the_process() -> Self {
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let terminal = std::io::stdout().is_terminal();
        let columns = if terminal { terminal_columns() } else { COLUMNS };
        Self {
            columns: columns.clamp(40, MOST_COLUMNS),
            style: TextStyle { colour: terminal && allowed, unicode: speaks_unicode() },
            message_colour: std::io::stderr().is_terminal() && allowed,
            watched: std::io::stderr().is_terminal(),
        }
    }

    /// Shows where a long task stands, on one line that the next call replaces.
    pub(crate) fn progress(&self, text: &str) {
        if self.watched {
            let room = self.columns - 1;
            // The same as with messages.
            let _ = write!(std::io::stderr(), "\r{:<room$}", Wide(shorten(text, room)));
        }
    }

    /// Clears that line.
    pub(crate) fn progress_ends(&self) {
        if self.watched {
            let _ = write!(std::io::stderr(), "\r{:width$}\r", "", width = self.columns - 1);
        }
    }

    /// Says why a command failed.
    pub(crate) fn error(&self, failure: &Failure) {
        if failure.is_closed_pipe() {
            return;
        }
        let theme = if self.message_colour { GraphicalTheme::unicode() } else { GraphicalTheme::none() };
        let mut text = String::new();
        if GraphicalReportHandler::new_themed(theme).with_width(COLUMNS).render_report(&mut text, failure).is_ok() {
            message(text.trim_end());
        }
    }
}

fn speaks_unicode() -> bool {
    // Without any locale the safe guess today is UTF-8, but for the plain C locale said aloud.
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .is_none_or(|value| !matches!(value.as_str(), "C" | "POSIX"))
}

fn terminal_columns() -> usize {
    std::env::var("COLUMNS")
        .ok()
        .and_then(|text| text.parse().ok())
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
        .unwrap_or(COLUMNS)
}

/// Writes a result to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)
}

/// Writes a message to standard error.
pub(crate) fn message(text: &str) {
    // A message that cannot be written has nowhere to complain to.
    let _ = writeln!(std::io::stderr(), "{text}");
}
