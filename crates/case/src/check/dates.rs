//! When rows could be known: never before what they measure was over.

use std::collections::BTreeMap;

use jiff::ToSpan;

use crate::code::Code;
use crate::diagnostic::Faults;
use crate::load::Parsed;
use crate::table::Row;
use crate::tables::{Dated, Series};
use crate::value::date::Date;
use crate::value::id::SeriesId;

/// The day a figure is published: the end of its period plus the lag in days.
pub(crate) fn published(end: Date, lag_days: u32) -> Option<Date> {
    end.checked_add(i64::from(lag_days).days()).ok()
}

/// The publication lag of each series.
pub(crate) fn lags(series: &[Parsed<'_, Series>]) -> BTreeMap<SeriesId, u32> {
    series
        .iter()
        .flat_map(|part| &part.rows)
        .map(|(_, row, _)| (row.series_id.clone(), row.publication_lag_days))
        .collect()
}

/// Checks `known_on` of every row of a table; `lag` gives the publication lag where the table has one.
pub(crate) fn known_on<R: Row + Dated>(parsed: &[Parsed<'_, R>], lag: impl Fn(&R) -> Option<u32>, faults: &mut Faults) {
    for part in parsed {
        for (index, row, provenance) in &part.rows {
            let end = row.measured_to().map(|(end, _)| end);
            match (provenance.known_on, end) {
                (Some(known), Some(end)) if known < end => faults.push(part.sheet.fault(
                    *index,
                    "known_on",
                    Code::KnownBeforeEnd,
                    format!("known on {known}, of a period that ends on {end}"),
                    "a day on or after the end of the period",
                    "correct the day; a forecast belongs into judgements/",
                )),
                (None, end) if lag(row).zip(end).is_none() => faults.push(part.sheet.fault(
                    *index,
                    "known_on",
                    Code::ValueRequired,
                    "an empty cell",
                    "the day the row could first be known",
                    "write the day of publication, or of the event if it was public at once",
                )),
                _ => {}
            }
        }
    }
}
