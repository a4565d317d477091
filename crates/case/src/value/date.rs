//! Days, and dates of less precision.

use std::fmt;

use serde::Serialize;

use crate::cell::{Cell, CellFault, Kind};
use crate::code::Code;

/// A day of the proleptic Gregorian calendar.
pub use jiff::civil::Date;

/// Years that a case may speak of.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1800..=2200;

fn not_a_date(expected: &str, text: &str) -> CellFault {
    CellFault::new(Code::NotADate, expected, mend_date(text))
}

/// Guesses what a date in another notation was meant to be.
fn mend_date(text: &str) -> String {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    if let [a, b, year] = parts.as_slice()
        && year.len() == 4
        && [a, b, year].iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_digit()))
    {
        // Which of the two is the month is told by which date exists.
        let mut days = vec![format!("{year}-{a:0>2}-{b:0>2}"), format!("{year}-{b:0>2}-{a:0>2}")];
        days.retain(|day| matches!(numbers(day), Some((y, Some(m), Some(d))) if Date::new(y, m, d).is_ok()));
        days.dedup();
        if !days.is_empty() {
            return format!(
                "write year, month, day: {}",
                days.iter().map(|day| format!("`{day}`")).collect::<Vec<_>>().join(" or ")
            );
        }
    }
    "write year, month and day with hyphens, for example `2023-03-20`".to_owned()
}

/// Splits `2023-03-20` into numbers; only digits, two for month and day, four for the year.
fn numbers(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|p| p.len() == 4 && p.bytes().all(|b| b.is_ascii_digit()))?;
    let mut two = || -> Option<Option<i8>> {
        match parts.next() {
            None => Some(None),
            Some(p) if p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()) => p.parse().ok().map(Some),
            Some(_) => None,
        }
    };
    let month = two()?;
    let day = two()?;
    if parts.next().is_some() {
        return None;
    }
    let year = year.parse().ok().filter(|y| YEARS.contains(y))?;
    Some((year, month, day))
}

impl Cell for Date {
    fn kind() -> Kind {
        Kind {
            name: "date",
            description: "an ISO 8601 day, `2023-03-20`",
            json_type: "date",
            required: true,
            pattern: Some(r"^\d{4}-\d{2}-\d{2}$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        match numbers(text) {
            Some((year, Some(month), Some(day))) => {
                Self::new(year, month, day).map_err(|_| not_a_date("a day that exists, as `2023-03-20`", text))
            }
            _ => Err(not_a_date("a day, as `2023-03-20`", text)),
        }
    }
}

/// A date as precisely as it is known: a day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Only the year.
    Year(i16),
    /// Year and month.
    Month(Month),
    /// The day.
    Day(Date),
}

impl When {
    /// The first day it could mean.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => jiff::civil::date(year, 1, 1),
            Self::Month(month) => month.first_day(),
            Self::Day(day) => day,
        }
    }

    /// The last day it could mean.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => jiff::civil::date(year, 12, 31),
            Self::Month(month) => month.last_day(),
            Self::Day(day) => day,
        }
    }

    /// `day`, `month` or `year`.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Year(_) => "year",
            Self::Month(_) => "month",
            Self::Day(_) => "day",
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Month(month) => write!(f, "{month}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Serialize for When {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Cell for When {
    fn kind() -> Kind {
        Kind {
            name: "when",
            description: "a day `2023-03-20`, a month `2023-03` or a year `2023`, as precisely as it is known",
            json_type: "string",
            required: true,
            pattern: Some(r"^\d{4}(-\d{2}(-\d{2})?)?$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let fault = || not_a_date("a day `2023-03-20`, a month `2023-03` or a year `2023` that exists", text);
        match numbers(text).ok_or_else(fault)? {
            (year, None, _) => Ok(Self::Year(year)),
            (year, Some(month), None) => Month::new(year, month).map(Self::Month).ok_or_else(fault),
            (year, Some(month), Some(day)) => Date::new(year, month, day).map(Self::Day).map_err(|_| fault()),
        }
    }
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// A month from 1 to 12 of a year that a case may speak of.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1..=12).contains(&month) && YEARS.contains(&year)).then_some(Self { year, month })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.month, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The month `steps` later (earlier when negative).
    #[must_use]
    pub fn plus(self, steps: i32) -> Self {
        let index = self.index().saturating_add(steps);
        let year = i16::try_from(index.div_euclid(12)).unwrap_or(*YEARS.end());
        let month = i8::try_from(index.rem_euclid(12) + 1).unwrap_or(1);
        Self { year: year.clamp(*YEARS.start(), *YEARS.end()), month }
    }

    /// Months since year 0.
    pub fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Cell for Month {
    fn kind() -> Kind {
        Kind {
            name: "month",
            description: "a month, `2023-03`",
            json_type: "yearmonth",
            required: true,
            pattern: Some(r"^\d{4}-\d{2}$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let month = match numbers(text) {
            Some((year, Some(month), None)) => Self::new(year, month),
            _ => None,
        };
        month.ok_or_else(|| CellFault::new(Code::NotADate, "a month, as `2023-03`", "write year and month"))
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_must_exist() {
        assert!(Date::parse("2024-02-29").is_ok());
        assert!(Date::parse("2023-02-29").is_err());
        assert!(Date::parse("2023-2-1").is_err());
        assert!(Date::parse("2023-01-01T00:00").is_err());
        assert!(Date::parse("0001-01-01").is_err());
    }

    #[test]
    fn another_notation_is_recognised() {
        let fault = Date::parse("03/20/2023").unwrap_err();
        assert_eq!(fault.mend, "write year, month, day: `2023-03-20`");
        let fault = Date::parse("03.04.2023").unwrap_err();
        assert_eq!(fault.mend, "write year, month, day: `2023-03-04` or `2023-04-03`");
    }

    #[test]
    fn months_add_over_years() {
        let december = Month::new(2022, 12).unwrap();
        assert_eq!(december.plus(1).to_string(), "2023-01");
        assert_eq!(december.plus(-12).to_string(), "2021-12");
        assert_eq!(december.last_day().to_string(), "2022-12-31");
    }

    #[test]
    fn less_precise_dates_span_days() {
        let when = When::parse("2020-02").unwrap();
        assert_eq!(when.first_day().to_string(), "2020-02-01");
        assert_eq!(when.last_day().to_string(), "2020-02-29");
        assert_eq!(When::parse("2020").unwrap().precision(), "year");
    }
}
