//! A panel to both files.

use std::fmt::Write as _;

use serde::Serialize;

use super::read::{name_of, stands_for_missing};
use crate::panel::{Panel, PanelError};

/// What stands for a missing value.
const MISSING: f64 = -999.5;

/// The contents of both files. Lines end in a line feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Levels and answers.
    pub dtt: String,
    /// Realisations and questions.
    pub rls: String,
}

/// Why a panel does not fit into the files.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
pub enum WriteError {
    /// The panel is not sound.
    #[error(transparent)]
    Panel(#[from] PanelError),
    /// A name that is too long, empty, or has blanks around it or signs that end a line.
    #[error("the {what} `{name}` does not fit: give 1 to {most} characters, no blanks around them, in one line")]
    Name {
        /// Of what.
        what: &'static str,
        /// The name.
        name: String,
        /// The most characters.
        most: usize,
    },
    /// A question that is not one line.
    #[error("the question of `{item}` is not one line: join its lines")]
    Question {
        /// The item.
        item: String,
    },
    /// A value from -1000 to -990, which the format reads as missing.
    #[error("`{item}` holds `{value}`, which the format reads as missing: change the unit of the item")]
    Missing {
        /// The item.
        item: String,
        /// The value.
        value: f64,
    },
    /// Quantiles that are one number in six digits.
    #[error("quantiles of `{item}` are alike in six digits, the precision of the format: change the unit of the item")]
    TooClose {
        /// The item.
        item: String,
    },
    /// More than 9,999 experts or items, or a level that has no short form in per cent.
    #[error("{what} `{value}` has no room in its columns")]
    NoRoom {
        /// Of what.
        what: &'static str,
        /// The number.
        value: f64,
    },
}

/// The two files of a panel. Values keep six digits; questions stand with the first expert and the first item, and in
/// the `.rls`. Names and questions are written as they are, ASCII or not.
///
/// # Errors
///
/// See [`WriteError`].
pub fn write(panel: &Panel) -> Result<Files, WriteError> {
    panel.check()?;
    let head = head(panel)?;
    for item in &panel.items {
        check_name("id of an item", &item.id, 14)?;
        if item.question.as_ref().is_some_and(|q| q.chars().any(char::is_control)) {
            return Err(WriteError::Question { item: item.id.clone() });
        }
    }
    let mut files = Files { dtt: head, rls: String::new() };
    for (e, (expert, answers)) in panel.experts.iter().zip(&panel.answers).enumerate() {
        check_name("id of an expert", &expert.id, 8)?;
        let number = room("the number of an expert", e + 1)?;
        for (i, (item, answer)) in panel.items.iter().zip(answers).enumerate() {
            let values = match answer {
                Some(quantiles) => fields(quantiles, &item.id)?,
                None => vec![scientific(MISSING); panel.levels.len()],
            };
            let question = item.question.as_deref().filter(|q| (e == 0 || i == 0) && !q.trim().is_empty());
            let question = question.map_or_else(String::new, |q| format!("{:>173} ", q.trim()));
            let (id, place, scale) = (&expert.id, room("the number of an item", i + 1)?, name_of(item.scale));
            let values = values.join(" ");
            // Writing to a string cannot fail.
            let _ = writeln!(files.dtt, " {number:4} {id:>8} {place:4} {:>14} {scale} {values} {question}", item.id);
        }
    }
    for (i, item) in panel.items.iter().enumerate() {
        let value = match item.realisation {
            Some(value) => fields(&[value], &item.id)?.concat(),
            None => scientific(MISSING),
        };
        let question = item.question.as_deref().unwrap_or_default().trim();
        let place = room("the number of an item", i + 1)?;
        let _ = writeln!(files.rls, " {place:4} {:>14} {value} {} {question:>173} ", item.id, name_of(item.scale));
    }
    Ok(files)
}

fn head(panel: &Panel) -> Result<String, WriteError> {
    let mut head = format!("* CLASS ASCII OUTPUT FILE. NQ= {:3}   QU=", panel.levels.len());
    let mut last = 0.0;
    for level in &panel.levels {
        // Ten decimals of a per cent tell all levels apart that a panel uses, and hide the rounding of 0.07 * 100.
        let percent: f64 = format!("{:.10}", 100.0 * level).parse().unwrap_or(f64::NAN);
        if !(percent > last && percent < 100.0) {
            return Err(WriteError::NoRoom { what: "the level", value: *level });
        }
        last = percent;
        let text = percent.to_string();
        // Levels are read as words, so a long one may widen its field.
        let _ = if text.len() < 4 { write!(head, "{text:>4}") } else { write!(head, " {text}") };
    }
    head.push('\n');
    Ok(head)
}

fn room(what: &'static str, number: usize) -> Result<u16, WriteError> {
    let fits = u16::try_from(number).ok().filter(|n| *n <= 9999);
    fits.ok_or(WriteError::NoRoom { what, value: crate::classical::calibration::number(number) })
}

fn check_name(what: &'static str, name: &str, most: usize) -> Result<(), WriteError> {
    let fits = !name.is_empty()
        && name.chars().count() <= most
        && name.trim() == name
        && !name.starts_with('\u{feff}')
        && !name.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(WriteError::Name { what, name: name.to_owned(), most }) }
}

/// Values in fields of 14, increasing in the digits that are written, and none that would be read as missing.
fn fields(values: &[f64], item: &str) -> Result<Vec<String>, WriteError> {
    let mut last = f64::NEG_INFINITY;
    let mut fields = Vec::with_capacity(values.len());
    for value in values {
        let field = scientific(*value);
        let written: f64 = field.trim().parse().unwrap_or(f64::NAN);
        if stands_for_missing(written) {
            return Err(WriteError::Missing { item: item.to_owned(), value: *value });
        }
        if !(written > last && written.is_finite()) {
            return Err(WriteError::TooClose { item: item.to_owned() });
        }
        last = written;
        fields.push(field);
    }
    Ok(fields)
}

/// Sign or blank, `d.dddddE±dddd`.
fn scientific(value: f64) -> String {
    let text = format!("{:.5e}", value + 0.0);
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = match exponent.strip_prefix('-') {
        Some(rest) => ('-', rest),
        None => ('+', exponent),
    };
    format!("{digits:>8}E{sign}{exponent:0>4}")
}

#[cfg(test)]
mod tests {
    use super::scientific;

    #[test]
    fn numbers_fill_fourteen_columns() {
        assert_eq!(scientific(70.84), " 7.08400E+0001");
        assert_eq!(scientific(-0.74), "-7.40000E-0001");
        assert_eq!(scientific(-0.0), " 0.00000E+0000");
        assert_eq!(scientific(-1.5e-300), "-1.50000E-0300");
        assert_eq!(scientific(-999.5), "-9.99500E+0002");
    }
}
