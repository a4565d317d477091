//! Which of several dated rows speaks for a day: one that covers it, else the last that ended before, else the first
//! that begins after.

use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::value::date::Date;

/// How near in time a row is to the day asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// It covers the day.
    Covers,
    /// It is the last one before.
    Before,
    /// It is the first one after: nothing earlier is known.
    After,
}

/// The rows that speak for a day, best first, all of the same beginning.
pub(crate) struct Nearest<'r, R> {
    pub(crate) nearness: Nearness,
    /// Days between the day and the end, or the beginning, that is nearest to it.
    pub(crate) days_away: i64,
    pub(crate) rows: Vec<&'r Entry<R>>,
}

impl<R> Nearest<'_, R> {
    pub(crate) fn refs(&self) -> Vec<RowRef> {
        self.rows.iter().map(|row| row.at.clone()).collect()
    }
}

/// Picks by the rule above; `span` gives the first day of a row and its last, where it has one.
pub(crate) fn nearest<'r, R>(
    rule: &Preference<'_>,
    rows: impl IntoIterator<Item = &'r Entry<R>>,
    span: impl Fn(&R) -> (Date, Option<Date>),
    day: Date,
) -> Option<Nearest<'r, R>> {
    let mut ranked: Vec<(Nearness, i64, Date, &Entry<R>)> = rows
        .into_iter()
        .map(|row| {
            let (from, to) = span(&row.row);
            let away = |other: Date| -> i64 {
                #[allow(clippy::cast_possible_truncation, reason = "whole days")]
                let days = crate::regime::days_between(other, day).abs() as i64;
                days
            };
            if from > day {
                (Nearness::After, away(from), from, row)
            } else if to.is_some_and(|to| to < day) {
                (Nearness::Before, away(to.unwrap_or(from)), from, row)
            } else {
                (Nearness::Covers, away(from), from, row)
            }
        })
        .collect();
    ranked.sort_by_key(|(nearness, away, ..)| (*nearness, *away));
    let (nearness, days_away, from, _) = *ranked.first()?;
    let same = ranked.into_iter().filter(|(other, _, begin, _)| *other == nearness && *begin == from);
    Some(Nearest { nearness, days_away, rows: rule.order(same.map(|(_, _, _, row)| row)) })
}
