//! The pair of files in which panels are exchanged: `.dtt` holds levels and answers, `.rls` realisations and questions.
//!
//! Columns are fixed, counted here from 1. A `.dtt` begins with a line that ends in `QU=` and the levels in per cent;
//! then, for each expert and item: 2-5 number of the expert, 7-14 id, 16-19 number of the item, 21-34 id, 36-38 `UNI`
//! or `LOG`, from 39 a field of 15 for each quantile, then perhaps the question. A `.rls` has for each item: 2-5
//! number, 7-20 id, 22-35 value, 37-39 scale, then the question. Values from -1000 to -990 stand for what is missing.
//!
//! | function | does |
//! |---|---|
//! | [`read()`] | both files to a panel; every fault names file, line, column, what was found and what was expected |
//! | [`write()`] | a panel to both files, with six digits |

mod line;
mod read;
mod write;

use std::fmt;

use serde::Serialize;

use crate::panel::PanelError;

pub use read::read;
pub use write::{Files, WriteError, write};

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum File {
    /// Levels and answers.
    Dtt,
    /// Realisations.
    Rls,
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            File::Dtt => ".dtt",
            File::Rls => ".rls",
        })
    }
}

/// Why a pair of files is no panel.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum ReadError {
    /// Something stands where something else should.
    #[error("{file}, line {line}, column {column}: found {found}, expected {expected}")]
    Text {
        /// The file.
        file: File,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What stands there, in backticks, or in words.
        found: String,
        /// What should.
        expected: String,
    },
    /// All can be read, but it is no sound panel.
    #[error("the files can be read, but {0}")]
    Panel(#[from] PanelError),
}
