//! Times in which gates of one neighbour let pass far less than usual.

use std::collections::BTreeMap;

use case::entry::RowRef;
use case::trace::merge;
use case::value::date::Month;
use case::value::economy::Economy;
use serde::Serialize;

use super::count::number;
use super::share::{MonthShare, THRESHOLD};

/// Runs with fewer months than this between them are one episode.
const APART_MONTHS: i32 = 2;

/// One gate in an episode.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GatePath {
    /// Id of the gate.
    pub place: String,
    /// Its share in each month of the episode, 0 to 1; `None` where nobody counted.
    pub shares: Vec<Option<f64>>,
    /// Whether it fell below the threshold.
    pub hit: bool,
}

/// A maximal run of months in which the share of at least one gate of a neighbour lies below
/// [`THRESHOLD`](super::THRESHOLD); runs with less than two months between them are one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Episode {
    /// The neighbour.
    pub neighbour: Economy,
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
    /// The gates counted in some month of it, by id.
    pub gates: Vec<GatePath>,
    /// The mean share of the gates hit that were counted, month by month; 1 where none was.
    pub mean: Vec<f64>,
    /// Whether it lasts until the last month of the record.
    pub running: bool,
    /// The rows of the shares below the threshold.
    pub rows: Vec<RowRef>,
}

impl Episode {
    /// Length in months.
    pub fn months(&self) -> usize {
        self.mean.len()
    }

    /// The part of the counted gates that was hit.
    pub fn hit_share(&self) -> f64 {
        let hit = self.gates.iter().filter(|gate| gate.hit).count();
        number(hit) / number(self.gates.len()).max(1.0)
    }

    /// How a gate goes through the episode, month by month: as recorded, with the mean of the gates hit where nobody
    /// counted it; open when it was counted and not hit; `None` when it has no record here.
    pub(super) fn path(&self, place: &str) -> Option<Vec<f64>> {
        let gate = self.gates.iter().find(|gate| gate.place == place)?;
        let pairs = gate.shares.iter().zip(&self.mean);
        Some(pairs.map(|(share, mean)| if gate.hit { share.unwrap_or(*mean) } else { 1.0 }).collect())
    }
}

/// The record of one neighbour: what its gates let pass.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NeighbourRecord {
    /// The neighbour.
    pub neighbour: Economy,
    /// The shares of each gate with a record, by id.
    pub gates: Vec<(String, Vec<MonthShare>)>,
    /// Months in which the share of at least one gate is known, in order.
    pub known: Vec<Month>,
    /// The rows of these months.
    pub rows: Vec<RowRef>,
}

impl NeighbourRecord {
    /// From the gates of a neighbour that have a record; `None` when no month of any is known.
    pub(super) fn of(neighbour: Economy, gates: Vec<(String, Vec<MonthShare>)>) -> Option<Self> {
        let told = || gates.iter().flat_map(|(_, shares)| shares).filter(|share| share.share.is_some());
        let mut months: Vec<Month> = told().map(|share| share.month).collect();
        months.sort_unstable();
        months.dedup();
        let rows = merge(told().map(|share| share.rows.as_slice()));
        (!months.is_empty()).then_some(Self { neighbour, known: months, rows, gates })
    }

    /// The episodes, in order of time; `last` is the last month of the record.
    pub(super) fn episodes(&self, last: Month) -> Vec<Episode> {
        let mut below: Vec<Month> = self
            .gates
            .iter()
            .flat_map(|(_, shares)| shares)
            .filter(|share| share.share.is_some_and(|share| share < THRESHOLD))
            .map(|share| share.month)
            .collect();
        below.sort_unstable();
        below.dedup();
        let mut runs: Vec<(Month, Month)> = Vec::new();
        for month in below {
            match runs.last_mut() {
                Some((_, end)) if month.index() - end.index() <= APART_MONTHS => *end = month,
                _ => runs.push((month, month)),
            }
        }
        runs.into_iter().map(|(first, end)| self.episode(first, end, end == last)).collect()
    }

    fn episode(&self, first: Month, last: Month, running: bool) -> Episode {
        let months: Vec<Month> = (0..=last.index() - first.index()).map(|step| first.plus(step)).collect();
        let mut rows: Vec<&[RowRef]> = Vec::new();
        let mut gates = Vec::new();
        for (place, shares) in &self.gates {
            let known: BTreeMap<Month, &MonthShare> = shares.iter().map(|share| (share.month, share)).collect();
            let of_month: Vec<Option<&MonthShare>> = months.iter().map(|month| known.get(month).copied()).collect();
            let low = |share: &&MonthShare| share.share.is_some_and(|share| share < THRESHOLD);
            rows.extend(of_month.iter().flatten().copied().filter(low).map(|share| share.rows.as_slice()));
            let path: Vec<Option<f64>> = of_month.iter().map(|share| share.and_then(|share| share.share)).collect();
            if path.iter().any(Option::is_some) {
                let hit = path.iter().flatten().any(|share| *share < THRESHOLD);
                gates.push(GatePath { place: place.clone(), shares: path, hit });
            }
        }
        let mean = (0..months.len())
            .map(|month| {
                let shares: Vec<f64> =
                    gates.iter().filter(|gate| gate.hit).filter_map(|gate| gate.shares[month]).collect();
                if shares.is_empty() { 1.0 } else { shares.iter().sum::<f64>() / number(shares.len()) }
            })
            .collect();
        Episode { neighbour: self.neighbour, first, last, gates, mean, running, rows: merge(rows) }
    }
}
