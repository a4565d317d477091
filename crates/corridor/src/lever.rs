//! One month with its levers moved: the counts of the gate that carries most, the price of one good, the room of one
//! line. With every lever where it stands, the programme is that of [`throughput`](crate::throughput), coefficient by
//! coefficient, so that both give the same digits.

use case::entry::RowRef;
use case::trace::merge;
use case::value::date::{Date, Month};

use crate::charge::Charges;
use crate::flow::{FlowError, FlowModel, FlowSolution, Goal, Programme, Start, total};
use crate::goods::Goods;
use crate::line::with_line;
use crate::network::{Changes, LineIx, Network, PlaceIx};
use crate::plan::{LimitOrigin, Plan, Planned};
use crate::throughput::{Certified, carriage};

/// Mass below which nothing passes, kt.
const NOTHING: f64 = 1e-6;

/// What is asked: a month, seen with the regimes up to a day, and the levers on it.
#[derive(Debug, Clone, Copy)]
pub struct Levers {
    /// The month.
    pub month: Month,
    /// The day up to which regimes are seen.
    pub seen_until: Date,
    /// Index of the good whose price can be moved.
    pub good: usize,
    /// The line whose room can be moved.
    pub line: Option<LineIx>,
}

/// Where the levers are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Every count at the gate, as a part of what it is.
    pub gate: f64,
    /// Price of the good, as a part of what it is.
    pub price: f64,
    /// Room of the line, as a part of what it is or shall be; at 0 the line is not there.
    pub line: f64,
}

/// What the month comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// kt sold, by good.
    pub sold_kt: Vec<f64>,
    /// Thousand USD from sales at the border.
    pub income_kusd: f64,
    /// Thousand USD that carriage and time cost.
    pub carriage_kusd: f64,
    /// Thousand USD of the sales that pass the gate, by any mode.
    pub by_gate_kusd: f64,
    /// What the certificate says.
    pub certificate: Certified,
}

/// A figure that a lever starts from.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Units a day, or kt in the month.
    pub value: f64,
    /// What is counted: a vehicle, or `t`; empty where several things are.
    pub unit: String,
    /// Its rows.
    pub rows: Vec<RowRef>,
}

/// A model with what interest adds to the cost of each arc for the good, thousand USD/kt.
#[derive(Debug, Clone)]
struct Laid {
    planned: Planned,
    interest: Vec<f64>,
}

/// The month, ready to be solved under any position of the levers.
#[derive(Debug, Clone)]
pub struct Bench<'n, 'a> {
    network: &'n Network<'a>,
    levers: Levers,
    /// The gate that carries most in the optimum.
    pub gate: PlaceIx,
    stands: Laid,
    /// With the line where it is not built; without it where it is.
    other: Option<Laid>,
    /// Whether the line is built.
    built: bool,
}

impl<'n, 'a> Bench<'n, 'a> {
    /// Lays out the month; `None` where no counted gate carries anything.
    ///
    /// # Errors
    /// When the month as it stands has no optimum that can be stood behind.
    pub fn of(network: &'n Network<'a>, goods: &Goods, levers: Levers) -> Result<Option<Self>, FlowError> {
        let lay = |changes: Changes| {
            let planned = Plan {
                network,
                goods,
                changes,
                months: vec![levers.month],
                seen_until: Some(levers.seen_until),
                goal: Goal::Profit,
                stocks: false,
            }
            .build();
            let interest = interest(network, goods, &planned, &levers);
            Laid { planned, interest }
        };
        let stands = lay(Changes::default());
        let solution = solve(stands.planned.model.clone())?;
        let Some(gate) = busiest(network, &stands.planned, &solution) else { return Ok(None) };
        let line = levers.line.map(|ix| &network.lines[ix.0]);
        let built = line.is_some_and(|line| line.exists_on(levers.seen_until));
        let other = line.map(|line| {
            lay(if built { Changes::default().closing(line.id.clone()) } else { with_line(network, line) })
        });
        Ok(Some(Self { network, levers, gate, stands, other, built }))
    }

    /// Where the levers stand: a line that is not built has no room yet.
    pub fn as_is(&self) -> Position {
        Position { gate: 1.0, price: 1.0, line: if self.built { 1.0 } else { 0.0 } }
    }

    /// The month with the levers at a position.
    ///
    /// # Errors
    /// When it has no optimum that can be stood behind.
    pub fn at(&self, position: Position) -> Result<Moved, FlowError> {
        let there = position.line > 0.0;
        let laid = match &self.other {
            Some(other) if there != self.built => other,
            _ => &self.stands,
        };
        let mut planned = laid.planned.clone();
        let gate = &self.network.places[self.gate.0].id;
        let line = self.levers.line.filter(|_| there).map(|ix| &self.network.lines[ix.0].id);
        for (limit, origin) in planned.model.limits.iter_mut().zip(&planned.limits) {
            let part = match (origin.is_place, &origin.subject) {
                (true, subject) if subject == gate => position.gate,
                (false, subject) if Some(subject) == line => position.line,
                _ => continue,
            };
            // A month without a limit stays without one.
            limit.capacity.iter_mut().filter(|capacity| capacity.is_finite()).for_each(|capacity| *capacity *= part);
        }
        let good = self.levers.good;
        for sale in planned.model.sales.iter_mut().filter(|sale| sale.good == good) {
            sale.price.iter_mut().for_each(|price| *price *= position.price);
        }
        for (arc, interest) in planned.model.arcs.iter_mut().zip(&laid.interest) {
            for (_, cost) in arc.goods.iter_mut().filter(|(known, _)| *known == good) {
                *cost = (*cost + interest * (position.price - 1.0)).max(0.0);
            }
        }
        let solution = solve(planned.model.clone())?;
        let model = &planned.model;
        Ok(Moved {
            sold_kt: (0..model.goods.len()).map(|good| solution.sold_of(model, good, 0)).collect(),
            income_kusd: solution.income(model, 0),
            carriage_kusd: carriage(&planned, &solution, 0),
            by_gate_kusd: self.by_gate(&planned, &solution, position.price),
            certificate: Certified::of(&solution),
        })
    }

    /// Value of what passes the gate, thousand USD.
    fn by_gate(&self, planned: &Planned, solution: &FlowSolution, part: f64) -> f64 {
        let price = |good: usize| planned.prices[good] * if good == self.levers.good { part } else { 1.0 };
        let passing = planned.arcs.iter().enumerate().filter(|(_, ix)| {
            let arc = &self.network.arcs[ix.0];
            arc.border && arc.crossings.contains(&self.gate)
        });
        total(passing.flat_map(|(index, _)| {
            let lanes = planned.model.arcs[index].goods.iter().zip(&solution.flow[index]);
            lanes.map(|((good, _), lane)| lane[0] * price(*good)).collect::<Vec<_>>()
        }))
    }

    /// The count at the gate, units a day worked: that of the good where it has one of its own, else that of all goods.
    pub fn count(&self) -> Option<Counted> {
        let id = &self.network.places[self.gate.0].id;
        let of_gate = || self.stands.planned.limits.iter().filter(|origin| origin.is_place && origin.subject == *id);
        let own = of_gate().find(|origin| origin.good == Some(self.levers.good));
        let origin = own.or_else(|| of_gate().find(|origin| origin.good.is_none()))?;
        let month = origin.months.first()?;
        let worked = total(month.runs.iter().map(|run| run.worked_days));
        let units = if origin.good.is_none() {
            month.shared_units
        } else {
            total(month.runs.iter().map(|run| run.per_day.mid * run.worked_days))
        };
        let same = of_gate().all(|other| other.unit == origin.unit);
        let unit = if same { origin.unit.clone() } else { String::new() };
        (worked > 0.0).then(|| Counted { value: units / worked, unit, rows: merge([month.rows().as_slice()]) })
    }

    /// What the line can carry in the month when its lever is at 1, kt; `None` where no row limits it.
    pub fn room(&self) -> Option<Counted> {
        let id = &self.network.lines[self.levers.line?.0].id;
        let laid = if self.built { &self.stands } else { self.other.as_ref()? };
        let mass = |origin: &LimitOrigin| origin.months.first().map_or(0.0, |month| month.tonnes.mid / 1000.0);
        let limits = laid.planned.limits.iter().zip(&laid.planned.model.limits);
        let own = limits.filter(|(origin, limit)| {
            !origin.is_place && origin.subject == *id && limit.capacity.iter().all(|capacity| capacity.is_finite())
        });
        let (origin, _) = own.min_by(|a, b| mass(a.0).total_cmp(&mass(b.0)))?;
        let rows = origin.months.first().map(crate::capacity::MonthCapacity::rows).unwrap_or_default();
        Some(Counted { value: mass(origin), unit: "t".to_owned(), rows })
    }
}

fn solve(model: FlowModel) -> Result<FlowSolution, FlowError> {
    Programme::new(model, &Start::default())?.solve()
}

/// Interest on the good under way, by arc of the model: the part of its cost that moves with the price.
fn interest(network: &Network<'_>, goods: &Goods, planned: &Planned, levers: &Levers) -> Vec<f64> {
    let charges = Charges::of(network);
    let (chain, price) = (&goods.goods[levers.good].chain, planned.prices[levers.good]);
    let hours = planned.arcs.iter().map(|ix| {
        let parts = charges.parts(&network.arcs[ix.0], chain, levers.seen_until);
        total(parts.iter().filter_map(|part| part.hours).map(|range| range.mid))
    });
    hours.map(|hours| price * network.interest.yearly / 8760.0 * hours).collect()
}

/// The counted gate by which most mass leaves; of those that see the same mass the one at home.
fn busiest(network: &Network<'_>, planned: &Planned, solution: &FlowSolution) -> Option<PlaceIx> {
    let limited = |id: &str| {
        let mut limits = planned.model.limits.iter().zip(&planned.limits);
        limits.any(|(limit, origin)| {
            origin.is_place && origin.subject == id && limit.capacity.iter().any(|units| units.is_finite())
        })
    };
    let mass = |place: PlaceIx| {
        let passing = planned.arcs.iter().enumerate().filter(|(_, ix)| {
            let arc = &network.arcs[ix.0];
            arc.border && arc.crossings.contains(&place)
        });
        total(passing.map(|(index, _)| solution.arc_total(index, 0)))
    };
    let gates = (0..network.places.len()).map(PlaceIx).filter(|ix| limited(&network.places[ix.0].id));
    let busy = gates.map(|ix| (ix, mass(ix))).filter(|(_, kt)| *kt > NOTHING);
    let home = |ix: PlaceIx| network.places[ix.0].economy == network.case.economy();
    busy.max_by(|a, b| a.1.total_cmp(&b.1).then(home(a.0).cmp(&home(b.0))).then(b.0.cmp(&a.0))).map(|(ix, _)| ix)
}
