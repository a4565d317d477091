//! Monthly unit values of a good, and which of them are no prices.

use std::collections::BTreeMap;

use case::entry::RowRef;
use case::tables::FlowMeasure;
use case::value::date::Month;
use case::value::id::ProductId;
use case::value::period::Period;
use corridor::network::Network;
use trade::flows::{Flows, figure};
use trade::products::product_key;

/// Scaled median absolute deviations beyond which a month is no price.
const FAR: f64 = 5.0;

/// What is never far, log: a price that a contract keeps has deviations of nearly nothing.
const NEVER_FAR: f64 = 0.1;

/// Months before and after a month that it is compared with.
const SIDE_MONTHS: i32 = 3;

/// Values on a side below which it tells nothing.
const LEAST_VALUES: usize = 2;

/// From the median absolute deviation to the standard deviation of a normal variable.
const SCALE: f64 = 1.482_602_218_505_602;

/// Log unit values by month, in the base units of the case.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct UnitValues {
    /// By month.
    pub logs: BTreeMap<Month, f64>,
    /// Months left out as no prices.
    pub left_out: Vec<Month>,
    /// The rows of the months kept.
    pub rows: Vec<RowRef>,
}

impl UnitValues {
    /// The exports of a good to all partners: value over quantity in each month with both above zero, both of one
    /// vintage (the best one that has both), so that two editions are never divided by each other.
    pub(super) fn of(network: &Network<'_>, flows: &Flows<'_>, good: &str) -> Self {
        let products = &network.case.tables().products;
        let Some(product) = products.iter().find(|row| row.product_id.as_str() == good) else { return Self::default() };
        let mut found = BTreeMap::new();
        for month in months(network, flows, &product.product_id) {
            if let Some(pair) = pair(network, flows, &product.product_id, month) {
                found.insert(month, pair);
            }
        }
        let logs: BTreeMap<Month, f64> = found.iter().map(|(month, (log, _))| (*month, *log)).collect();
        let left_out = far(&logs);
        let kept = |month: &Month| !left_out.contains(month);
        let mut rows: Vec<RowRef> =
            found.into_iter().filter(|(month, _)| kept(month)).flat_map(|(_, (_, rows))| rows).collect();
        rows.sort();
        rows.dedup();
        let logs = logs.into_iter().filter(|(month, _)| kept(month)).collect();
        Self { logs, left_out, rows }
    }

    /// The log change over so many months, by the month in which it ends.
    pub(super) fn changes(&self, months: i32) -> BTreeMap<Month, f64> {
        changes(&self.logs, months)
    }
}

fn changes(logs: &BTreeMap<Month, f64>, months: i32) -> BTreeMap<Month, f64> {
    logs.iter().filter_map(|(month, log)| Some((*month, log - logs.get(&month.plus(-months))?))).collect()
}

fn months(network: &Network<'_>, flows: &Flows<'_>, product: &ProductId) -> Vec<Month> {
    let key = product_key(network.case, product, FlowMeasure::Value);
    let month = |period| match period {
        Period::Month(month) => Some(month),
        _ => None,
    };
    flows.periods(&key).filter_map(month).collect()
}

fn pair(network: &Network<'_>, flows: &Flows<'_>, product: &ProductId, month: Month) -> Option<(f64, Vec<RowRef>)> {
    let rows = |measure| flows.rows(&product_key(network.case, product, measure), Period::Month(month));
    rows(FlowMeasure::Value).iter().find_map(|value| {
        let same = rows(FlowMeasure::Quantity).iter().find(|quantity| quantity.vintage == value.vintage)?;
        let (usd, amount) = (figure(value)?.amount.value, figure(same)?.amount.value);
        let log = (usd / amount).ln();
        (usd > 0.0 && amount > 0.0 && log.is_finite()).then(|| (log, vec![value.at.clone(), same.at.clone()]))
    })
}

/// Months whose value is no price, as when shipments of many months are booked in one: they lie on one side of the
/// median of the three months before and of that of the three months after, further than [`FAR`] scaled median absolute
/// deviations of the monthly changes from each (after the identifier of Hampel 1974; Davies and Gather 1993, The
/// identification of multiple outliers, JASA 88). A jump that stays is near what comes after it, and is kept; so are
/// the last months, of which nobody knows yet, and whatever is not further than [`NEVER_FAR`].
fn far(logs: &BTreeMap<Month, f64>) -> Vec<Month> {
    let changes: Vec<f64> = changes(logs, 1).into_values().collect();
    let Some(middle) = median(changes.clone()) else { return Vec::new() };
    let Some(spread) = median(changes.iter().map(|change| (change - middle).abs()).collect()) else {
        return Vec::new();
    };
    let limit = (FAR * SCALE * spread).max(NEVER_FAR);
    let beyond = |log: f64, from: Month, to: Month| -> Option<f64> {
        let side: Vec<f64> = logs.range(from..=to).map(|(_, value)| *value).collect();
        let off = log - median(side.clone())?;
        (side.len() >= LEAST_VALUES && off.abs() > limit).then_some(off.signum())
    };
    let is_far = |(month, log): (&Month, &f64)| {
        let before = beyond(*log, month.plus(-SIDE_MONTHS), month.plus(-1))?;
        let after = beyond(*log, month.plus(1), month.plus(SIDE_MONTHS))?;
        (before * after > 0.0).then_some(*month)
    };
    logs.iter().filter_map(is_far).collect()
}

/// The median; `None` without values.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() >> 1;
    let upper = *values.get(half)?;
    Some(if values.len().is_multiple_of(2) { f64::midpoint(values[half - 1], upper) } else { upper })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logs(values: &[f64]) -> BTreeMap<Month, f64> {
        let first = Month::new(2020, 1).unwrap();
        (0..).zip(values).map(|(step, value)| (first.plus(step), *value)).collect()
    }

    #[test]
    fn a_booking_is_left_out_and_a_jump_that_stays_is_kept() {
        let calm = |at: i32| f64::from(at % 3 - 1) * 0.02;
        let mut spike: Vec<f64> = (0..20).map(calm).collect();
        spike[9] = 2.0;
        assert_eq!(far(&logs(&spike)), [Month::new(2020, 10).unwrap()]);
        spike[10] = 1.9;
        assert_eq!(far(&logs(&spike)), [Month::new(2020, 10).unwrap(), Month::new(2020, 11).unwrap()]);
        // The last month may be the first of many.
        assert_eq!(far(&logs(&spike[..10])), []);
        let jump: Vec<f64> = (0..20).map(|at| calm(at) + if at > 9 { 2.0 } else { 0.0 }).collect();
        assert_eq!(far(&logs(&jump)), []);
    }

    #[test]
    fn changes_need_both_ends() {
        let mut gap = logs(&[0.0, 0.1, 0.3, 0.6]);
        gap.remove(&Month::new(2020, 2).unwrap());
        assert_eq!(changes(&gap, 1).len(), 1);
        assert_eq!(changes(&gap, 2).len(), 1);
        assert_eq!(median(vec![3.0, 1.0, 2.0, 10.0]), Some(2.5));
        assert_eq!(median(Vec::new()), None);
    }
}
