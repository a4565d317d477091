//! Reads periods as tables and addresses write them.

use ::words::text;

use super::name::{self, MONTHS, SHORT};
use crate::model::month_x;

/// A stretch of time in fractional years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The first day of its first month.
    pub from: f64,
    /// The first day of its last month: a single month has both ends in one place.
    pub to: f64,
}

/// Reads `2019`, `2019-03`, `2019-03-14`, `2019-H1`, `2019-Q1`, `March 2019`, `Mar 2019`, `14 March 2019`, and two of
/// them joined by a slash or by `to`; these words in English and as the language in force has them. What is no period is
/// `None`.
///
/// ```
/// let year = figure::time::parse("2019").unwrap();
/// assert_eq!((year.from, year.to), (2019.0, figure::month_x(2019, 12)));
/// assert_eq!(figure::time::parse("2019-03"), figure::time::parse("14 March 2019"));
/// assert_eq!(figure::time::parse("north gate"), None);
/// ```
pub fn parse(text: &str) -> Option<Span> {
    let text = text.trim();
    let english = || match text.split_once(" to ").or_else(|| text.split_once('/')) {
        Some((first, last)) => joined(single(first)?, single(last)?),
        None => single(text),
    };
    english().or_else(|| if ::words::current() == ::words::Language::ENGLISH { None } else { told(text) })
}

fn joined(first: Span, last: Span) -> Option<Span> {
    (first.from <= last.to).then_some(Span { from: first.from, to: last.to })
}

fn single(text: &str) -> Option<Span> {
    let text = text.trim();
    if text.contains(' ') { worded(text) } else { numbered(text) }
}

/// A period as the language in force writes it.
fn told(text: &str) -> Option<Span> {
    let ends = text!("{from} to {to}", from = '\u{1}', to = '\u{2}');
    let split = || {
        let (before, rest) = ends.split_once('\u{1}')?;
        let (between, after) = rest.split_once('\u{2}')?;
        text.strip_prefix(before)?.strip_suffix(after)?.split_once(between)
    };
    let either = |text: &str| single(text).or_else(|| told_month(text));
    let spell = || split().and_then(|(first, last)| joined(either(first)?, either(last)?));
    spell().or_else(|| told_month(text))
}

/// A month, or a day of it, as the language in force writes it.
fn told_month(text: &str) -> Option<Span> {
    let year = text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4)?;
    let is = |month: &u32| {
        let (short, month) = (name::short(*month), name::month(*month));
        text == text!("{month} {year}", month = short)
            || text == text!("{month} {year}")
            || (1..=31).any(|day| text == text!("{day} {month} {year}"))
    };
    let month = (1..=12).find(is)?;
    months(self::year(year)?, month, 1)
}

/// `14 March 2019` and `March 2019`.
fn worded(text: &str) -> Option<Span> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (month, year) = match words.as_slice() {
        [month, year] => (month, year),
        [day, month, year] if day.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day)) => (month, year),
        _ => return None,
    };
    months(self::year(year)?, named(month)?, 1)
}

/// A month by its English name or the three letters of it.
fn named(word: &str) -> Option<u32> {
    let place = MONTHS.iter().zip(SHORT).position(|(long, short)| word == *long || word == short)?;
    u32::try_from(place + 1).ok()
}

/// `2019`, `2019-03`, `2019-03-14`, `2019-H1`, `2019-Q1`.
fn numbered(text: &str) -> Option<Span> {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => months(self::year(year)?, 1, 12),
        [year, part] => {
            let year = self::year(year)?;
            if let Some(quarter) = part.strip_prefix('Q').and_then(|quarter| place(quarter, 4)) {
                months(year, 3 * quarter - 2, 3)
            } else if let Some(half) = part.strip_prefix('H').and_then(|half| place(half, 2)) {
                months(year, 6 * half - 5, 6)
            } else {
                months(year, two(part, 12)?, 1)
            }
        }
        [year, month, day] => {
            two(day, 31)?;
            months(self::year(year)?, two(month, 12)?, 1)
        }
        _ => None,
    }
}

fn year(text: &str) -> Option<i32> {
    let digits = text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Two digits from 1 to `most`.
fn two(text: &str, most: u32) -> Option<u32> {
    if text.len() == 2 { place(text, most) } else { None }
}

/// Digits from 1 to `most`.
fn place(text: &str, most: u32) -> Option<u32> {
    let digits = text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|place| digits && (1..=most).contains(place))
}

/// So many months of a year, from one of them.
fn months(year: i32, first: u32, count: u32) -> Option<Span> {
    let last = first.checked_add(count)?.checked_sub(1)?;
    Some(Span { from: month_x(year, first), to: month_x(year, last) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_period_is_read() {
        let span = |a: (i32, u32), b: (i32, u32)| Some(Span { from: month_x(a.0, a.1), to: month_x(b.0, b.1) });
        for (text, expected) in [
            ("2019", span((2019, 1), (2019, 12))),
            (" 2019-03 ", span((2019, 3), (2019, 3))),
            ("2019-03-14", span((2019, 3), (2019, 3))),
            ("2019-H2", span((2019, 7), (2019, 12))),
            ("2019-Q4", span((2019, 10), (2019, 12))),
            ("Mar 2019", span((2019, 3), (2019, 3))),
            ("May 2019", span((2019, 5), (2019, 5))),
            ("September 2020 to October 2021", span((2020, 9), (2021, 10))),
            ("10 February 2020 to 8 January 2023", span((2020, 2), (2023, 1))),
            ("2022-01/2022-08", span((2022, 1), (2022, 8))),
            ("2022/2024", span((2022, 1), (2024, 12))),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn what_another_language_writes_is_read() {
        let trial = ::words::Language::of(::words::TRIAL).unwrap();
        ::words::within(&trial, || {
            let month = crate::time::label(month_x(2019, 3), crate::model::Grain::Month);
            assert_eq!(parse(&month), parse("2019-03"));
            assert_eq!(parse(&text!("{from} to {to}", from = month, to = "2020")), parse("2019-03/2020"));
            assert_eq!(
                parse(&text!("{day} {month} {year}", day = 8, month = name::month(1), year = 2023)),
                parse("2023-01")
            );
            assert_eq!(parse("14 March 2019"), parse("2019-03"));
            assert_eq!(parse("2019, \u{ab}north gate\u{bb}"), None);
        });
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "",
            "19",
            "20190",
            "2019-13",
            "2019-3",
            "2019-00",
            "2019-03-32",
            "2019-Q5",
            "2019-Q",
            "2019-H3",
            "+019",
            "2023/2019",
            "March",
            "March 19",
            "40 March 2019",
            "2023, first quarter",
            "a to b",
            "2019-03-14-2",
            "١٢٣٤",
            "2019-+3",
            "Open in 2019",
            "–",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
