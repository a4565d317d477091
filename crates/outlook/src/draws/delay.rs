//! Hours of waiting beyond the shortest, as recorded.

use std::collections::BTreeMap;

use case::entry::RowRef;
use case::tables::{CostMeasure, TransportMode};
use case::value::unit::Unit;
use corridor::network::Network;
use corridor::range::Range;

use super::gate::Gate;

/// Recorded excesses of waiting time, hours.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Delays {
    /// Of each gate, in the order of the gates; empty where fewer than two waits of one mode are recorded.
    pub own: Vec<Vec<f64>>,
    /// Of all gates together.
    pub pooled: Vec<f64>,
    /// The rows of each gate.
    pub rows: Vec<Vec<RowRef>>,
}

impl Delays {
    /// From the rows `waiting_time` of gates, by gate and mode: the hours of each row (the middle of a range) less the
    /// smallest of the same gate and mode. One row alone has nothing to be compared with and tells no excess.
    pub(super) fn of(network: &Network<'_>, gates: &[Gate]) -> Self {
        let mut delays = Self::default();
        let hours = Unit::parse_plain("h");
        for gate in gates {
            let mut by_mode: BTreeMap<Option<TransportMode>, Vec<(f64, RowRef)>> = BTreeMap::new();
            let costs = network.case.tables().costs.iter();
            for row in
                costs.filter(|row| row.measure == CostMeasure::WaitingTime && row.subject_id.as_str() == gate.place)
            {
                let factor = hours.as_ref().and_then(|hours| row.unit.factor_to(hours));
                let range = Range::of_cells(row.value.value(), row.value_high.value());
                if let (Some(range), Some(factor)) = (range, factor) {
                    by_mode.entry(row.mode).or_default().push((range.mid * factor, row.at.clone()));
                }
            }
            let (mut own, mut rows) = (Vec::new(), Vec::new());
            for waits in by_mode.into_values().filter(|waits| waits.len() > 1) {
                let least = waits.iter().map(|(hours, _)| *hours).fold(f64::INFINITY, f64::min);
                own.extend(waits.iter().map(|(hours, _)| hours - least));
                rows.extend(waits.into_iter().map(|(_, row)| row));
            }
            delays.pooled.extend(&own);
            delays.own.push(own);
            delays.rows.push(rows);
        }
        delays
    }

    /// The excesses that a gate draws from: its own, else those of all gates; empty when there are none.
    pub(super) fn of_gate(&self, gate: usize) -> &[f64] {
        match self.own.get(gate) {
            Some(own) if !own.is_empty() => own,
            _ => &self.pooled,
        }
    }
}
