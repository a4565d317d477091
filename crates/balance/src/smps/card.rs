//! The lines of time and stoch files taken apart.
//!
//! Free and fixed format give the same words in the same order, because empty fields are left out; they differ only
//! where names hold blanks.

use solve::mps;
use solve::problem::LARGEST;

use super::fault::{Fault, SmpsError, Which};

/// How the words of a line are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Free,
    Fixed,
}

/// What a line is.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// The header of a section, in words.
    Header(Vec<&'a str>),
    /// Data.
    Data(Vec<&'a str>),
}

/// Goes through the lines of a file up to ENDATA; `take` gets each with its number. The first line must begin with
/// `first` or NAME.
pub(super) fn lines(
    text: &str,
    format: Format,
    file: Which,
    first: &'static str,
    mut take: impl FnMut(Line<'_>, usize) -> Result<(), Fault>,
) -> Result<usize, SmpsError> {
    let mut begun = false;
    let mut last = 0;
    for (index, line) in text.lines().enumerate() {
        last = index + 1;
        let at = |fault| SmpsError { file, line: index + 1, fault };
        if line.trim().is_empty() || line.starts_with('*') {
            continue;
        }
        if line.starts_with(char::is_whitespace) {
            take(Line::Data(words(line, format)), last).map_err(at)?;
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let word = words.first().copied().unwrap_or_default();
        if !begun {
            if !word.eq_ignore_ascii_case(first) && !word.eq_ignore_ascii_case("NAME") {
                return Err(at(Fault::FirstLine { found: shown(word), expected: first }));
            }
            begun = true;
        } else if word.eq_ignore_ascii_case("ENDATA") {
            return Ok(last);
        } else {
            take(Line::Header(words), last).map_err(at)?;
        }
    }
    Err(SmpsError { file, line: last + 1, fault: Fault::NoEnd })
}

fn words(line: &str, format: Format) -> Vec<&str> {
    match format {
        Format::Free => line.split_whitespace().collect(),
        Format::Fixed => mps::fields(line).into_iter().filter(|field| !field.is_empty()).collect(),
    }
}

/// What a message shows of a line: its first 60 characters.
pub(super) fn shown(line: &str) -> String {
    line.chars().take(60).collect()
}

/// A line that does not have the parts that were expected.
pub(super) fn shape(words: &[&str], expected: &'static str) -> Fault {
    Fault::Shape { found: shown(&words.join(" ")), expected }
}

/// A number of any size.
pub(super) fn number(word: &str) -> Result<f64, Fault> {
    mps::number(word).map_err(|_| Fault::NotANumber(shown(word)))
}

/// A number that can be computed with.
pub(super) fn finite(value: f64, word: &str) -> Result<f64, Fault> {
    if value.abs() <= LARGEST { Ok(value) } else { Err(Fault::TooLarge(shown(word))) }
}

/// A probability.
pub(super) fn probability(word: &str) -> Result<f64, Fault> {
    let value = number(word)?;
    if (0.0..=1.0 + 1e-9).contains(&value) { Ok(value) } else { Err(Fault::Probability(shown(word))) }
}
