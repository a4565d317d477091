//! The time that a figure covers.

use std::fmt;

use serde::Serialize;

use super::date::{Date, Month, When};
use crate::cell::{Cell, CellFault, Kind};
use crate::code::Code;

/// A year, half-year, quarter, month or day, or a span between two dates, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// A half-year, 1 or 2.
    Half(i16, i8),
    /// A quarter, 1 to 4.
    Quarter(i16, i8),
    /// A month.
    Month(Month),
    /// A day.
    Day(Date),
    /// From the first date to the last.
    Span(When, When),
}

impl Period {
    /// Its first day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => When::Year(year).first_day(),
            Self::Half(year, half) => jiff::civil::date(year, (half - 1) * 6 + 1, 1),
            Self::Quarter(year, quarter) => jiff::civil::date(year, (quarter - 1) * 3 + 1, 1),
            Self::Month(month) => month.first_day(),
            Self::Day(day) => day,
            Self::Span(from, _) => from.first_day(),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => When::Year(year).last_day(),
            Self::Half(year, half) => jiff::civil::date(year, half * 6, 1).last_of_month(),
            Self::Quarter(year, quarter) => jiff::civil::date(year, quarter * 3, 1).last_of_month(),
            Self::Month(month) => month.last_day(),
            Self::Day(day) => day,
            Self::Span(_, to) => to.last_day(),
        }
    }

    /// The months it is made of; `None` when it begins or ends inside a month.
    pub fn months(self) -> Option<Vec<Month>> {
        let (first, last) = (self.first_day(), self.last_day());
        if first.day() != 1 || last != last.last_of_month() {
            return None;
        }
        let first = Month::new(first.year(), first.month())?;
        let last = Month::new(last.year(), last.month())?;
        Some((0..=last.index() - first.index()).map(|step| first.plus(step)).collect())
    }

    /// The year, when it is exactly one.
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Year(year) => Some(year),
            _ => None,
        }
    }

    /// The middle of it as a fractional year, for a time axis.
    pub fn middle(self) -> f64 {
        f64::midpoint(fractional_year(self.first_day()), fractional_year(self.last_day()))
    }
}

/// A day as a fractional year: 1 July 2022 is about 2022.5.
pub fn fractional_year(day: Date) -> f64 {
    f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / f64::from(day.days_in_year())
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Half(year, half) => write!(f, "{year}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Month(month) => write!(f, "{month}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Span(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Cell for Period {
    fn kind() -> Kind {
        Kind {
            name: "period",
            description: "`2022`, `2022-H1`, `2022-Q1`, `2022-08`, `2022-08-13`, or two dates joined by a slash: `2022-01/2022-08`",
            json_type: "string",
            required: true,
            pattern: Some(r"^\d{4}(-H[12]|-Q[1-4]|(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?)$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        if let Some((from, to)) = text.split_once('/')
            && !to.contains('/')
        {
            let (from, to) = (When::parse(from.trim())?, When::parse(to.trim())?);
            if from.first_day() > to.last_day() {
                return Err(CellFault::new(
                    Code::PeriodReversed,
                    "a period whose end is not before its beginning",
                    format!("write `{to}/{from}`"),
                ));
            }
            return Ok(Self::Span(from, to));
        }
        if let Some((year, part)) = text.split_once('-') {
            let fraction = |letter: char, most: i8| -> Option<i8> {
                part.strip_prefix(letter)?.parse::<i8>().ok().filter(|n| (1..=most).contains(n))
            };
            if let (Ok(When::Year(year)), Some(half)) = (When::parse(year), fraction('H', 2)) {
                return Ok(Self::Half(year, half));
            }
            if let (Ok(When::Year(year)), Some(quarter)) = (When::parse(year), fraction('Q', 4)) {
                return Ok(Self::Quarter(year, quarter));
            }
        }
        match When::parse(text) {
            Ok(When::Year(year)) => Ok(Self::Year(year)),
            Ok(When::Month(month)) => Ok(Self::Month(month)),
            Ok(When::Day(day)) => Ok(Self::Day(day)),
            Err(fault) => Err(CellFault { expected: Self::kind().description.to_owned(), ..fault }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, first: &str, last: &str) {
        let period = Period::parse(text).unwrap();
        assert_eq!(period.first_day().to_string(), first, "{text}");
        assert_eq!(period.last_day().to_string(), last, "{text}");
        assert_eq!(period.to_string(), text);
    }

    #[test]
    fn periods_of_every_kind() {
        check("2022", "2022-01-01", "2022-12-31");
        check("2020-H2", "2020-07-01", "2020-12-31");
        check("2020-Q1", "2020-01-01", "2020-03-31");
        check("2020-02", "2020-02-01", "2020-02-29");
        check("2020-02-03", "2020-02-03", "2020-02-03");
        check("2022-01/2022-08", "2022-01-01", "2022-08-31");
        check("2013/2022", "2013-01-01", "2022-12-31");
        check("2022-01-01/2022-09-22", "2022-01-01", "2022-09-22");
    }

    #[test]
    fn what_is_no_period() {
        for text in ["2022-13", "2022-Q5", "2022-H3", "22", "2022-1", "2022-08/2022-01", "2022/2021/2020", "x"] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn months_of_a_period() {
        assert_eq!(Period::parse("2022").unwrap().months().unwrap().len(), 12);
        assert_eq!(Period::parse("2022-01/2022-08").unwrap().months().unwrap().len(), 8);
        assert!(Period::parse("2022-01-01/2022-09-22").unwrap().months().is_none());
    }
}
