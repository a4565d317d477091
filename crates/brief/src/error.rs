//! What can go wrong between a dossier and its paper.

use std::fmt;

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum BriefError {
    /// The typesetter refused the page.
    #[error("the pages could not be set: {}", list(.0))]
    Typeset(Vec<Fault>),
    /// The standard for accessible files was refused.
    #[error("the file cannot keep to the standard: {0}")]
    Standard(String),
    /// The text could not be handed over.
    #[error("the text could not be handed to the template")]
    Data(#[from] serde_json::Error),
    /// A font inside the program could not be read.
    #[error("a font inside the program could not be read")]
    Fonts,
    /// The two pages came out as another number.
    #[error("the brief came out at {pages} pages, and it has to be two")]
    Length {
        /// How many there were.
        pages: usize,
    },
}

/// One complaint of the typesetter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// The template's line, when it is known: file and number.
    pub at: Option<String>,
    /// How to mend it, when the typesetter knows.
    pub hints: Vec<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if let Some(at) = &self.at {
            write!(f, " ({at})")?;
        }
        for hint in &self.hints {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}
