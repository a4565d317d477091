//! What the model would have let leave, month by month, from regimes, prices and mines alone.
//!
//! A rolling horizon: in each month the plan looks a few months ahead with the regimes known at its end, the month
//! itself is kept, stock at the mines is carried over, and the next month begins. Nothing here sees what was really
//! exported.

use case::entry::RowRef;
use case::trace::merge;
use case::value::date::{Date, Month};
use serde::Serialize;

use crate::flow::{FlowError, FlowModel, FlowSolution, Goal, Programme, Start, Stock, total};
use crate::goods::Goods;
use crate::network::{Changes, Network};
use crate::plan::{Plan, Planned};
use crate::throughput::line_loads;

/// Months that a plan looks ahead, the first included.
pub const HORIZON: i32 = 3;

/// One good through one gate in one month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GateFlow {
    /// Id of the place beyond the border.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Index of the good.
    pub good: usize,
    /// kt.
    pub kt: f64,
}

/// A simulated month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimulatedMonth {
    /// The month.
    pub month: Month,
    /// kt sold beyond the border, by good.
    pub sold_kt: Vec<f64>,
    /// The same by place beyond the border.
    pub gates: Vec<GateFlow>,
    /// kt on each line that carries some: id and mass.
    pub lines: Vec<(String, f64)>,
    /// kt in stock at mines and yards at the end of the month.
    pub stock_kt: f64,
    /// Largest violation in the certificate of its plan.
    pub violation: f64,
    /// Relative gap in the certificate of its plan.
    pub gap: f64,
    /// The rows of the counts, payloads and calendars that held in the month.
    pub rows: Vec<RowRef>,
}

/// Simulates months in order, each with a plan of `horizon` months. With `freeze`, the regimes of the end of that month
/// hold in every later one.
///
/// # Errors
/// When a month has no optimum that can be stood behind.
pub fn simulate(
    network: &Network<'_>,
    goods: &Goods,
    months: &[Month],
    freeze: Option<Month>,
    horizon: i32,
) -> Result<Vec<SimulatedMonth>, FlowError> {
    let mut start = Start::default();
    let mut done = Vec::with_capacity(months.len());
    for month in months {
        // In the past each month knows its own regimes; later months keep the last one known.
        let seen = freeze.map_or(*month, |freeze| freeze.min(*month)).last_day();
        let plan = Plan {
            network,
            goods,
            changes: Changes::default(),
            months: (0..horizon.max(1)).map(|step| month.plus(step)).collect(),
            seen_until: Some(seen),
            goal: Goal::Profit,
            stocks: true,
        };
        let mut planned = plan.build();
        make_room(&mut planned.model, &start);
        let solution = Programme::new(planned.model.clone(), &start)?.solve()?;
        start = carry(&planned, &solution, &start);
        done.push(kept(network, &planned, &solution, *month));
    }
    Ok(done)
}

/// What would leave in months that know nothing of each other, with the regimes of one day: kt sold by month and good.
///
/// # Errors
/// When there is no optimum that can be stood behind.
pub fn simulate_alone(
    network: &Network<'_>,
    goods: &Goods,
    months: &[Month],
    seen_until: Date,
) -> Result<Vec<Vec<f64>>, FlowError> {
    // Without stock nothing joins the periods of a plan, so that one programme holds them all.
    let plan = Plan {
        network,
        goods,
        changes: Changes::default(),
        months: months.to_vec(),
        seen_until: Some(seen_until),
        goal: Goal::Profit,
        stocks: false,
    };
    let model = plan.build().model;
    let solution = Programme::new(model.clone(), &Start::default())?.solve()?;
    let sold = |month| (0..model.goods.len()).map(|good| solution.sold_of(&model, good, month)).collect();
    Ok((0..months.len()).map(sold).collect())
}

/// What lies or arrives at a place stays there when its way on has been shut since.
fn make_room(model: &mut FlowModel, start: &Start) {
    let stock = start.stock.iter().map(|(node, ..)| *node);
    for node in stock.chain(start.arriving.iter().map(|(node, ..)| *node)) {
        model.nodes[node].stock.get_or_insert(Stock { room: f64::INFINITY, holding_cost: 0.0 });
    }
}

/// What the next month begins with: the stock at the end of the first period, and goods still under way.
fn carry(planned: &Planned, solution: &FlowSolution, before: &Start) -> Start {
    let later =
        |(node, good, period, mass): &(usize, usize, usize, f64)| Some((*node, *good, period.checked_sub(1)?, *mass));
    let mut start = Start { stock: Vec::new(), arriving: before.arriving.iter().filter_map(later).collect() };
    for (node, goods) in solution.stock.iter().enumerate() {
        for (good, row) in goods.iter().enumerate() {
            if let Some(mass) = row.first().filter(|mass| **mass > 0.0) {
                start.stock.push((node, good, *mass));
            }
        }
    }
    for (arc, lanes) in planned.model.arcs.iter().zip(&solution.flow) {
        for ((good, _), lane) in arc.goods.iter().zip(lanes).filter(|_| arc.transit > 0) {
            if let Some(mass) = lane.first().filter(|mass| **mass > 0.0) {
                start.arriving.push((arc.to, *good, arc.transit - 1, *mass));
            }
        }
    }
    start
}

fn kept(network: &Network<'_>, planned: &Planned, solution: &FlowSolution, month: Month) -> SimulatedMonth {
    let model = &planned.model;
    let lists: Vec<Vec<RowRef>> = planned
        .limits
        .iter()
        .filter_map(|limit| limit.months.first())
        .map(crate::capacity::MonthCapacity::rows)
        .collect();
    SimulatedMonth {
        month,
        sold_kt: (0..model.goods.len()).map(|good| solution.sold_of(model, good, 0)).collect(),
        gates: gates(planned, solution, 0),
        lines: line_loads(network, planned, solution, 0).into_iter().map(|(id, _, kt)| (id, kt)).collect(),
        stock_kt: total(solution.stock.iter().flatten().filter_map(|row| row.first()).copied()),
        violation: solution.certificate.row_violation.max(solution.certificate.column_violation),
        gap: solution.certificate.relative_gap,
        rows: merge(lists.iter().map(Vec::as_slice)),
    }
}

/// What is sold by place and good in a period, from the largest down.
pub fn gates(planned: &Planned, solution: &FlowSolution, period: usize) -> Vec<GateFlow> {
    let mut gates: Vec<GateFlow> = Vec::new();
    for (index, sale) in planned.model.sales.iter().enumerate() {
        let kt = solution.sold[index][period];
        let place = planned.sale_places[index].clone();
        match gates.iter_mut().find(|gate| gate.place == place && gate.good == sale.good) {
            Some(gate) => gate.kt += kt,
            None => gates.push(GateFlow { place, name: sale.name.clone(), good: sale.good, kt }),
        }
    }
    gates.sort_by(|a, b| b.kt.total_cmp(&a.kt).then(a.place.cmp(&b.place)));
    gates
}
