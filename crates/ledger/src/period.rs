//! The month or year that a number is about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A year (`2023`) or a month (`2023-04`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: u16,
    /// 1 to 12; `None` for a whole year.
    month: Option<u8>,
}

/// A text that is neither a year nor a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period: write a year as `2023` or a month as `2023-04`")]
pub struct NoPeriod(pub String);

impl Period {
    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12; `None` for a whole year.
    pub fn month(self) -> Option<u8> {
        self.month
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let refused = || NoPeriod(text.to_owned());
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let (year, month) = match text.split_once('-') {
            Some((year, month)) => (year, Some(month)),
            None => (text, None),
        };
        if !digits(year, 4) || month.is_some_and(|month| !digits(month, 2)) {
            return Err(refused());
        }
        let year = year.parse().map_err(|_| refused())?;
        let month = month.map(str::parse).transpose().map_err(|_| refused())?;
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return Err(refused());
        }
        Ok(Self { year, month })
    }
}

impl TryFrom<String> for Period {
    type Error = NoPeriod;

    fn try_from(text: String) -> Result<Self, NoPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            Some(month) => write!(f, "{:04}-{month:02}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months_are_read_and_written_alike() {
        for text in ["2023", "2023-04", "0999-12"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in ["", "23", "2023-4", "2023-13", "2023-00", "2023-04-01", "+023", "２０２３"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
