//! A measured number, or one of three reasons why there is none.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::cell::{Cell, CellFault, Kind};
use crate::code::Code;

/// Largest magnitude that a number of a case may have, in the unit of its row.
const MAX_MAGNITUDE: f64 = 1e15;

/// Zero, missing, not reported and not applicable are four different things.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// A number, zero included.
    Value(f64),
    /// The cell is empty: nobody here has the figure.
    Missing,
    /// The reporter leaves the figure out.
    NotReported,
    /// The figure cannot exist.
    NotApplicable,
}

impl Reading {
    /// The number, if there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The word for what it is: `value`, `missing`, `not_reported` or `not_applicable`.
    pub fn state(self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::Missing => "missing",
            Self::NotReported => "not_reported",
            Self::NotApplicable => "not_applicable",
        }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value}"),
            _ => f.write_str(self.state()),
        }
    }
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_f64(*value),
            Self::Missing => serializer.serialize_none(),
            _ => serializer.serialize_str(self.state()),
        }
    }
}

/// Reads a finite number in plain notation.
pub(crate) fn parse_number(text: &str) -> Result<f64, CellFault> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
        && text.bytes().any(|b| b.is_ascii_digit());
    let value = if plain { text.parse::<f64>().ok() } else { None };
    match value {
        Some(value) if value.abs() <= MAX_MAGNITUDE => Ok(value),
        Some(_) => Err(CellFault::new(Code::OutOfRange, "a number of at most 1e15 in magnitude", "use a larger unit")),
        None => Err(CellFault::new(Code::NotANumber, "a number such as `1234.5`", mend_number(text))),
    }
}

/// Guesses what a number in another notation was meant to be.
fn mend_number(text: &str) -> String {
    let bare: String = text
        .trim_end_matches('%')
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '_'))
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with('#')
        || lower == "nan"
        || lower.contains("inf")
        || lower == "n/a"
        || lower == "na"
        || lower == "null"
    {
        return "leave the cell empty when the figure is missing, or write `not_reported` or `not_applicable`"
            .to_owned();
    }
    let comma = text.matches(',').count() == 1
        && text.split(',').nth(1).is_some_and(|tail| tail.len() != 3 && tail.bytes().all(|b| b.is_ascii_digit()));
    if comma {
        return format!("write the decimals after a point: `{}`", text.replace(',', "."));
    }
    if bare != text && bare.parse::<f64>().is_ok_and(f64::is_finite) {
        return format!("write `{bare}`");
    }
    "write digits, with a point before decimals; the unit has a column of its own".to_owned()
}

impl Cell for Reading {
    fn kind() -> Kind {
        Kind {
            name: "reading",
            description: "a number; empty when missing; `not_reported` when the reporter leaves it out; `not_applicable` when it cannot exist",
            json_type: "string",
            required: false,
            pattern: Some(r"^([-+]?\d*\.?\d+([eE][-+]?\d+)?|not_reported|not_applicable)?$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        match text {
            "not_reported" => Ok(Self::NotReported),
            "not_applicable" => Ok(Self::NotApplicable),
            _ => parse_number(text).map(Self::Value),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::Missing)
    }
}

/// A reading of something that cannot be below zero: tonnes, dollars, trucks, hours. [`Reading`] may be negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount(pub Reading);

impl Amount {
    /// The number, if there is one.
    pub fn value(self) -> Option<f64> {
        self.0.value()
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Cell for Amount {
    fn kind() -> Kind {
        Kind { range: (Some(0.0), None), ..Reading::kind() }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        match Reading::parse(text)? {
            Reading::Value(value) if value < 0.0 => {
                Err(CellFault::new(Code::NegativeValue, "a number of 0 or more", format!("write {}", -value)))
            }
            reading => Ok(Self(reading)),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self(Reading::Missing))
    }
}

macro_rules! degrees {
    ($( $(#[doc = $doc:literal])* $Name:ident up to $limit:literal, $word:literal; )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Serialize)]
        pub struct $Name(pub f64);

        impl Cell for $Name {
            fn kind() -> Kind {
                Kind {
                    name: $word,
                    description: concat!("decimal degrees, WGS 84, from -", stringify!($limit), " to ", stringify!($limit)),
                    json_type: "number",
                    required: true,
                    range: (Some(-$limit), Some($limit)),
                    ..Kind::default()
                }
            }

            fn parse(text: &str) -> Result<Self, CellFault> {
                let value = parse_number(text)?;
                if value.abs() <= $limit {
                    Ok(Self(value))
                } else {
                    Err(CellFault::new(Code::OutOfRange, Self::kind().description, "are latitude and longitude swapped?"))
                }
            }
        }
    )*};
}

degrees! {
    /// Degrees north of the equator.
    Latitude up to 90.0, "latitude";
    /// Degrees east of Greenwich.
    Longitude up to 180.0, "longitude";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_different_things() {
        assert_eq!(Reading::parse("0"), Ok(Reading::Value(0.0)));
        assert_eq!(Reading::parse("not_reported"), Ok(Reading::NotReported));
        assert_eq!(Reading::parse("not_applicable"), Ok(Reading::NotApplicable));
        assert_eq!(Reading::absent(), Some(Reading::Missing));
    }

    #[test]
    fn numbers_that_are_none_and_their_mends() {
        let mend = |text| Reading::parse(text).unwrap_err().mend;
        assert_eq!(mend("1,234.5"), "write `1234.5`");
        assert_eq!(mend("12,5"), "write the decimals after a point: `12.5`");
        assert_eq!(mend("88.2%"), "write `88.2`");
        for text in ["NaN", "inf", "-Infinity", "#REF!", "N/A", "1e999", "0x10", "--1", "1.2.3", "e", ""] {
            assert!(Reading::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_amount_is_not_negative() {
        let fault = Amount::parse("-600").unwrap_err();
        assert_eq!((fault.code, fault.mend.as_str()), (Code::NegativeValue, "write 600"));
    }
}
