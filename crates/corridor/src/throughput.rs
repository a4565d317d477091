//! One month at its best: what could leave, by which gate, and what one more truck, train or tonne of each limit is
//! worth.

use case::entry::RowRef;
use case::trace::merge;
use case::value::date::{Date, Month};
use serde::Serialize;

use crate::capacity::Run;
use crate::flow::{FlowError, FlowSolution, Goal, Programme, Start, total};
use crate::goods::Goods;
use crate::network::{Changes, Network};
use crate::plan::{LimitOrigin, Plan, Planned, Uncounted};
use crate::simulate::{GateFlow, gates};

/// Part by which a capacity is moved to check its dual value.
const NUDGE: f64 = 1e-3;
/// Relative difference up to which dual value and both differences agree.
const AGREE: f64 = 0.01;

/// What one more unit of a limit is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Worth {
    /// For one unit more: the optimum with a little more capacity, less the optimum, a unit.
    pub more: f64,
    /// For one unit less, as a loss above zero.
    pub less: f64,
    /// Whether dual value and both differences agree within 1 %: then the worth is one number.
    pub unique: bool,
}

impl Worth {
    fn times(self, factor: f64) -> Self {
        Self { more: self.more * factor, less: self.less * factor, unique: self.unique }
    }
}

/// A limit in the month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LimitUse {
    /// Id of the place or line.
    pub subject: String,
    /// Its name; for a part of a line with its two ends.
    pub name: String,
    /// Which part of a line with stops on its way, from 0 at its beginning; `None` for all else.
    pub part: Option<usize>,
    /// Whether it is a place.
    pub is_place: bool,
    /// Index of the good it limits alone; `None` for all goods.
    pub good: Option<usize>,
    /// The vehicle counted, or `t`.
    pub unit: String,
    /// kt, or thousand vehicles, that pass.
    pub used: f64,
    /// kt, or thousand vehicles, that could.
    pub capacity: f64,
    /// Capacity as its sources give it: lowest and highest, kt; the middle where vehicles are counted for all goods.
    pub capacity_low_high_kt: Option<(f64, f64)>,
    /// Days worked in the month.
    pub worked_days: f64,
    /// USD a month for one vehicle a day more or less.
    pub usd_per_vehicle_a_day: Option<Worth>,
    /// USD a year for one Mt a year more or less.
    pub usd_per_mt_a_year: Option<Worth>,
    /// The days and factors of the capacity.
    pub runs: Vec<Run>,
}

/// The optimum of a month.
#[derive(Debug, Clone, Serialize)]
pub struct Throughput {
    /// The month.
    pub month: Month,
    /// What was made as large as possible.
    pub goal: Goal,
    /// kt sold, by good.
    pub sold_kt: Vec<f64>,
    /// The same by gate.
    pub gates: Vec<GateFlow>,
    /// Price at the border by good, USD a tonne.
    pub prices: Vec<f64>,
    /// Thousand USD from sales at the border.
    pub income_kusd: f64,
    /// Thousand USD that carriage and time cost.
    pub carriage_kusd: f64,
    /// Income less carriage, thousand USD.
    pub net_kusd: f64,
    /// Mass on each line that carries some, kt: id, name, kt.
    pub lines: Vec<(String, String, f64)>,
    /// The limits.
    pub limits: Vec<LimitUse>,
    /// Gates that carry nothing because nobody counted them.
    pub uncounted: Vec<Uncounted>,
    /// Lines of which some cost is not known.
    pub unpriced: Vec<String>,
    /// The solution with its certificate.
    #[serde(skip)]
    pub solution: FlowSolution,
    /// Largest violation, relative gap, and mass that appears or vanishes.
    pub certificate: Certified,
    /// The rows of counts, payloads, calendars and prices.
    pub rows: Vec<RowRef>,
}

/// What the certificate of an optimum says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Certified {
    /// Largest violation of a row or bound.
    pub violation: f64,
    /// Primal value less dual bound, relative.
    pub gap: f64,
    /// Largest mass that appears or vanishes at a node, relative to the mass that moves.
    pub conservation: f64,
}

impl Certified {
    /// Of a solution.
    pub fn of(solution: &FlowSolution) -> Self {
        let certificate = &solution.certificate;
        Self {
            violation: certificate.row_violation.max(certificate.column_violation),
            gap: certificate.relative_gap,
            conservation: solution.conservation,
        }
    }
}

/// What is asked: a month, seen with the regimes up to a day, with changes.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The month.
    pub month: Month,
    /// The day up to which regimes are seen; later days keep its state.
    pub seen_until: Date,
    /// What differs from the record.
    pub changes: Changes,
    /// What is made as large as possible.
    pub goal: Goal,
    /// Whether the worth of limits is looked for; it takes two more solutions for each limit that binds.
    pub worth: bool,
}

/// The optimum of one month.
///
/// # Errors
/// When there is no optimum that can be stood behind.
pub fn throughput(network: &Network<'_>, goods: &Goods, ask: &Ask) -> Result<Throughput, FlowError> {
    let plan = Plan {
        network,
        goods,
        changes: ask.changes.clone(),
        months: vec![ask.month],
        seen_until: Some(ask.seen_until),
        goal: ask.goal,
        stocks: false,
    };
    let planned = plan.build();
    let mut programme = Programme::new(planned.model.clone(), &Start::default())?;
    let solution = programme.solve()?;
    let mut limits = Vec::with_capacity(planned.limits.len());
    for (index, origin) in planned.limits.iter().enumerate() {
        limits.push(limit_use(&mut programme, &solution, index, origin, ask)?);
    }
    let model = &planned.model;
    let income = solution.income(model, 0);
    let carriage = carriage(&planned, &solution, 0);
    let lists: Vec<Vec<RowRef>> = planned
        .limits
        .iter()
        .filter_map(|limit| limit.months.first())
        .map(crate::capacity::MonthCapacity::rows)
        .collect();
    let priced = [planned.price_rows.as_slice(), network.interest.row.as_slice()];
    let rows = merge(lists.iter().map(Vec::as_slice).chain(priced));
    Ok(Throughput {
        month: ask.month,
        goal: ask.goal,
        sold_kt: (0..model.goods.len()).map(|good| solution.sold_of(model, good, 0)).collect(),
        gates: gates(&planned, &solution, 0),
        prices: planned.prices.clone(),
        income_kusd: income,
        carriage_kusd: carriage,
        net_kusd: income - carriage,
        lines: line_loads(network, &planned, &solution, 0),
        limits,
        uncounted: planned.uncounted.clone(),
        unpriced: planned.unpriced.clone(),
        certificate: Certified::of(&solution),
        solution,
        rows,
    })
}

/// Cost of carriage and time in a period, thousand USD.
pub fn carriage(planned: &Planned, solution: &FlowSolution, period: usize) -> f64 {
    let arcs = planned.model.arcs.iter().zip(&solution.flow);
    total(arcs.flat_map(|(arc, lanes)| arc.goods.iter().zip(lanes).map(|((_, cost), lane)| cost * lane[period])))
}

/// Mass on each line in a period: the largest of its segments and directions.
pub fn line_loads(
    network: &Network<'_>,
    planned: &Planned,
    solution: &FlowSolution,
    period: usize,
) -> Vec<(String, String, f64)> {
    let mut loads: std::collections::BTreeMap<&str, (String, f64)> = std::collections::BTreeMap::new();
    for (arc, ix) in planned.arcs.iter().enumerate() {
        let kt = solution.arc_total(arc, period);
        if let Some(line) = network.line_of_arc(&network.arcs[ix.0]) {
            let load = loads.entry(line.id.as_str()).or_insert_with(|| (line.name.clone(), 0.0));
            load.1 = load.1.max(kt);
        }
    }
    loads.into_iter().filter(|(_, (_, kt))| *kt > 1e-6).map(|(id, (name, kt))| (id.to_owned(), name, kt)).collect()
}

fn limit_use(
    programme: &mut Programme,
    solution: &FlowSolution,
    index: usize,
    origin: &LimitOrigin,
    ask: &Ask,
) -> Result<LimitUse, FlowError> {
    let at = solution.limits[index][0];
    let month = origin.months.first();
    let worked_days = origin.worked_days.first().copied().unwrap_or(0.0);
    let worth = if ask.worth && ask.goal == Goal::Profit && at.capacity > 0.0 && at.used >= at.capacity * (1.0 - 1e-9) {
        Some(worth(programme, solution, index)?)
    } else {
        None
    };
    // Thousand USD/kt is USD/t; thousand USD for a thousand vehicles is USD a vehicle.
    let by_vehicle = match (origin.unit.as_str(), origin.good) {
        ("t", _) => None,
        (_, Some(_)) => worth.map(|worth| worth.times(origin.payload_t * worked_days)),
        (_, None) => worth.map(|worth| worth.times(worked_days)),
    };
    let in_mass = origin.unit == "t" || origin.good.is_some();
    let by_mass = worth.filter(|_| in_mass).map(|worth| worth.times(1e6));
    Ok(LimitUse {
        subject: origin.subject.clone(),
        name: origin.name.clone(),
        part: origin.part,
        is_place: origin.is_place,
        good: origin.good,
        unit: origin.unit.clone(),
        used: at.used,
        capacity: at.capacity,
        capacity_low_high_kt: month
            .filter(|_| in_mass)
            .map(|month| (month.tonnes.low / 1000.0, month.tonnes.high / 1000.0)),
        worked_days,
        usd_per_vehicle_a_day: by_vehicle,
        usd_per_mt_a_year: by_mass,
        runs: month.map(|month| month.runs.clone()).unwrap_or_default(),
    })
}

/// The worth of a limit by moving it a little both ways, beside its dual value.
fn worth(programme: &mut Programme, solution: &FlowSolution, index: usize) -> Result<Worth, FlowError> {
    let at = solution.limits[index][0];
    let step = at.capacity * NUDGE;
    programme.set_capacity(index, 0, at.capacity + step)?;
    let more = (programme.solve()?.objective - solution.objective) / step;
    programme.set_capacity(index, 0, at.capacity - step)?;
    let less = (solution.objective - programme.solve()?.objective) / step;
    programme.set_capacity(index, 0, at.capacity)?;
    let size = more.abs().max(less.abs()).max(1e-9);
    let near = |other: f64| (at.worth - other).abs() <= AGREE * size;
    Ok(Worth { more: more.max(0.0), less: less.max(0.0), unique: near(more) && near(less) })
}
