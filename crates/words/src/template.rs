//! Texts of templates: known only when a page is made, so that the values are held against the places then.

use std::fmt;

use crate::{fill, tell};

/// A value that a text has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace {
    text: String,
    name: String,
}

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\u{201c}{}\u{201d} has no place for {}", self.text, self.name)
    }
}

impl std::error::Error for NoPlace {}

/// A text in the language in force, with values in their places. A place without a value stays: a script fills it.
///
/// # Errors
/// When the text has no place for one of the values.
pub fn compose(english: &str, values: &[(&str, String)]) -> Result<String, NoPlace> {
    match values.iter().find(|(name, _)| !english.contains(&format!("{{{name}}}"))) {
        Some((name, _)) => Err(NoPlace { text: english.to_owned(), name: (*name).to_owned() }),
        None => Ok(fill(&tell(english), values)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_place() {
        let values = [("n", "2".to_owned())];
        assert_eq!(compose("{n} of {all}", &values).unwrap(), "2 of {all}");
        let why = compose("all", &values).unwrap_err();
        assert_eq!(why.to_string(), "\u{201c}all\u{201d} has no place for n");
    }
}
