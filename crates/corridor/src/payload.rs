//! What one truck, wagon, train or container carries.

use case::Case;
use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::tables::{Capacity, CapacityMeasure};
use case::value::date::{Date, When};

use crate::range::Range;

/// Tonnes in one vehicle, and the rows that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    /// Tonnes a vehicle.
    pub tonnes: Range,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// The payload rows of a case.
#[derive(Debug, Clone)]
pub struct Payloads<'a> {
    rows: Vec<&'a Entry<Capacity>>,
}

impl<'a> Payloads<'a> {
    /// Collects the rows, best first.
    pub fn of(case: &'a Case) -> Self {
        let rule = Preference::of(case);
        let payloads = case.tables().capacities.iter().filter(|row| row.measure == CapacityMeasure::Payload);
        Self { rows: rule.order(payloads) }
    }

    /// The payload of a vehicle (`truck`, `wagon`, `train`, `container`) with a good, on a day, at a gate.
    ///
    /// Rows for the good go before rows for any good; among these, rows of the gate itself, then of a place or link
    /// next to it, then of anywhere; then the row that began last. A row of later than the day is used only when no
    /// earlier one exists. A row of one figure is one observation: its ends are those of the last row of the same good
    /// and place that gives a range around it.
    pub fn get(&self, vehicle: &str, products: &[&str], near: &[&str], day: Date) -> Option<Payload> {
        let rank = |row: &Entry<Capacity>| -> Option<(usize, usize, bool, i64)> {
            let unit = row.unit.as_ref()?;
            if unit.powers() != powers(vehicle).as_slice() {
                return None;
            }
            let product = match &row.product_id {
                Some(id) => products.iter().position(|known| *known == id.as_str())?,
                None => products.len(),
            };
            let place = near.iter().position(|known| *known == row.subject_id.as_str()).unwrap_or(near.len());
            if row.valid_to.map(When::last_day).is_some_and(|to| to < day) {
                return None;
            }
            let late = row.valid_from.first_day() > day;
            let age = crate::regime::days_between(row.valid_from.first_day(), day).abs();
            #[allow(clippy::cast_possible_truncation, reason = "whole days")]
            let age = age as i64;
            Some((product, place, late, age))
        };
        let ranked = || self.rows.iter().filter_map(|row| Some((rank(row)?, *row)));
        let (best, row) = ranked().min_by_key(|(rank, _)| *rank)?;
        let tonnes = tonnes(row).filter(|tonnes| tonnes.low > 0.0)?;
        let around = ranked()
            .filter(|((product, place, late, _), _)| (*product, *place, *late) == (best.0, best.1, false))
            .filter_map(|(rank, row)| Some((rank, row, self::tonnes(row)?)))
            .filter(|(_, _, range)| range.is_wide() && range.low <= tonnes.mid && tonnes.mid <= range.high)
            .min_by_key(|(rank, ..)| *rank);
        Some(match around.filter(|_| !tonnes.is_wide()) {
            Some((_, other, range)) => {
                Payload { tonnes: tonnes.widened(range), rows: vec![row.at.clone(), other.at.clone()] }
            }
            None => Payload { tonnes, rows: vec![row.at.clone()] },
        })
    }
}

/// Tonnes a vehicle, as a row gives them.
fn tonnes(row: &Entry<Capacity>) -> Option<Range> {
    Some(Range::of_cells(row.value.value(), row.value_high.value())?.times(row.unit.as_ref()?.factor()))
}

/// The dimension of tonnes a vehicle, as units print it.
fn powers(vehicle: &str) -> Vec<(&str, i8)> {
    let mut powers = vec![("mass", 1), (vehicle, -1)];
    powers.sort_unstable();
    powers
}
