//! What may pass the gates: the forecast of what wants to cross the border, held against what the gates can pass.

use case::Case;
use case::entry::RowRef;
use case::tables::{Flow, FlowMeasure};
use case::value::date::Month;
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

/// A forecast that the gates limit.
#[derive(Debug, Clone, Serialize)]
pub struct Passage {
    /// The month whose gates are taken, as they are known on the day of the view.
    pub month: String,
    /// The most of the good that can leave in it beside the others, in the unit of the series.
    pub capacity: f64,
    /// Part of a queue that still wants to pass a month later.
    pub kept: f64,
    /// Quantiles, the chance of a full gate, and the queue, by month.
    pub throughput: Throughput,
    /// Years that end within the horizon.
    pub years: Vec<YearTotal>,
    /// Rows of the gates, the counts and the calendars.
    pub rows: Vec<RowRef>,
}

/// The forecast of a good's exports in tonnes, with the gates as they are; `None` for other series, and where the network
/// tells no limit.
pub fn passage(case: &Case, measure: &MeasureId, measured: &Measured, horizon: usize, seed: u64) -> Option<Passage> {
    let MeasureId::Trade(Flow::Export, product, FlowMeasure::Quantity) = measure else { return None };
    if measured.grain != Grain::Month {
        return None;
    }
    let network = Network::of(case);
    let goods = Goods::of(&network);
    let good = goods.find(product.as_str())?;
    let unit = case.tables().products.iter().find(|row| &row.product_id == product)?.unit.factor();
    let day = case.as_of();
    let month = Month::new(day.year(), day.month())?.plus(1);
    let ask = Ask { month, seen_until: day, changes: Changes::default(), goal: Goal::Mass, worth: false };
    let found = throughput(&network, &goods, &ask).ok()?;
    let capacity = found.sold_kt.get(good).copied()? * KT / unit;
    if capacity <= 0.0 || !capacity.is_finite() {
        return None;
    }
    let from = measured.values.len().saturating_sub(LONGEST);
    let to_come = vec![capacity; horizon];
    let gate = Gate {
        throughput: &measured.values[from..],
        // What the gates could pass in the past is not known month by month.
        capacity: &[],
        to_come: &to_come,
        period: measured.grain.period(),
        kept: KEPT,
        waiting: 0.0,
    };
    let throughput = gate.forecast(&LEVELS, PATHS, seed).ok()?;
    let years = crate::forecasts::years(measured, horizon, |to_come, known| {
        quantiles(&totals(&throughput.paths, to_come, known), &LEVELS)
    });
    Some(Passage { month: month.to_string(), capacity, kept: KEPT, throughput, years, rows: found.rows })
}
