//! What may pass the gates: the forecast of what wants to cross the border, held against what the gates can pass; and
//! where the record went beyond that, that the case tells no limit.

use case::Case;
use case::entry::RowRef;
use case::tables::{Flow, FlowMeasure};
use case::value::measure::MeasureId;
use corridor::flow::Goal;
use corridor::goods::Goods;
use corridor::network::{Changes, Network};
use corridor::throughput::{Ask, throughput};
use forecast::LEVELS;
use forecast::capacity::{Gate, Throughput};
use forecast::sums::{quantiles, totals};
use serde::Serialize;

use crate::forecasts::YearTotal;
use crate::measured::{Grain, Measured};

/// Part of what did not pass in a month that still wants to a month later: an assumption, as no record tells it.
pub const KEPT: f64 = 0.5;
/// Paths.
const PATHS: usize = 2000;
/// Steps of history at most.
const LONGEST: usize = 180;
/// Tonnes in a kilotonne.
const KT: f64 = 1000.0;

/// What the gates, mines and lines of the network say of a series.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// A forecast that they limit.
    Binds(Passage),
    /// More left lately than they let leave: the case does not hold all of them, so they tell no limit.
    Refuted(Refuted),
}

/// A forecast that the gates limit.
#[derive(Debug, Clone, Serialize)]
pub struct Passage {
    /// The most of the good that can leave beside the others, by month to come, in the unit of the series.
    pub capacity: Vec<f64>,
    /// Part of a queue that still wants to pass a month later.
    pub kept: f64,
    /// Quantiles, the chance of a full gate, and the queue, by month.
    pub throughput: Throughput,
    /// Years that end within the horizon.
    pub years: Vec<YearTotal>,
    /// Rows of the gates, the counts and the calendars.
    pub rows: Vec<RowRef>,
}

/// A limit that the record went beyond.
#[derive(Debug, Clone, Serialize)]
pub struct Refuted {
    /// The most that the network lets leave in a month to come, in the unit of the series.
    pub most: f64,
    /// The months of the last year of the record in which more left.
    pub beyond: usize,
    /// The month in which most left, as months since year 0.
    pub step: i32,
    /// What left in it, in the unit of the series.
    pub left: f64,
    /// Rows of the gates, the counts and the calendars.
    pub rows: Vec<RowRef>,
}

/// A good's exports in tonnes, with the gates as they are on the day of the view; `None` for other series, and where the
/// network tells nothing.
pub fn passage(case: &Case, measure: &MeasureId, measured: &Measured, horizon: usize, seed: u64) -> Option<Limit> {
    let (capacity, rows) = capacity(case, measure, measured, horizon)?;
    if let Some(refuted) = refuted(measured, &capacity, &rows) {
        return Some(Limit::Refuted(refuted));
    }
    let from = measured.values.len().saturating_sub(LONGEST);
    let gate = Gate {
        throughput: &measured.values[from..],
        // What the gates could pass in the past is not known month by month.
        capacity: &[],
        to_come: &capacity,
        period: measured.grain.period(),
        kept: KEPT,
        waiting: 0.0,
    };
    let throughput = gate.forecast(&LEVELS, PATHS, seed).ok()?;
    let years = crate::forecasts::years(measured, horizon, |to_come, known| {
        quantiles(&totals(&throughput.paths, to_come, known), &LEVELS)
    });
    Some(Limit::Binds(Passage { capacity, kept: KEPT, throughput, years, rows }))
}

/// The most that can leave in each month to come, in the unit of the series, and the rows it rests on.
fn capacity(case: &Case, measure: &MeasureId, measured: &Measured, horizon: usize) -> Option<(Vec<f64>, Vec<RowRef>)> {
    let MeasureId::Trade(Flow::Export, product, FlowMeasure::Quantity) = measure else { return None };
    if measured.grain != Grain::Month {
        return None;
    }
    let network = Network::of(case);
    let goods = Goods::of(&network);
    let good = goods.find(product.as_str())?;
    let unit = case.tables().products.iter().find(|row| &row.product_id == product)?.unit.factor();
    let (mut capacity, mut rows) = (Vec::with_capacity(horizon), Vec::new());
    for step in (measured.end()..).take(horizon) {
        let month = measured.grain.month(step)?;
        let ask = Ask { month, seen_until: case.as_of(), changes: Changes::default(), goal: Goal::Mass, worth: false };
        let found = throughput(&network, &goods, &ask).ok()?;
        let most = found.sold_kt.get(good).copied()? * KT / unit;
        if most <= 0.0 || !most.is_finite() {
            return None;
        }
        capacity.push(most);
        rows.push(found.rows);
    }
    Some((capacity, case::trace::merge(rows.iter().map(Vec::as_slice))))
}

/// Whether more left in a month of the last year of the record than can leave in any month to come.
fn refuted(measured: &Measured, capacity: &[f64], rows: &[RowRef]) -> Option<Refuted> {
    let most = capacity.iter().copied().fold(0.0, f64::max);
    let lately = measured.end() - i32::try_from(measured.grain.period()).ok()?;
    let beyond: Vec<(i32, f64)> = (lately..measured.end())
        .filter_map(|step| Some((step, measured.at(step)?)))
        .filter(|(_, left)| *left > most)
        .collect();
    let (step, left) = beyond.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(Refuted { most, beyond: beyond.len(), step, left, rows: rows.to_vec() })
}
