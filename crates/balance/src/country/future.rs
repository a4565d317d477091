//! From a draw to a future of the programme: prices of spot sales, open parts of limits, waits at gates, late openings.

use corridor::flow::{Columns, FlowModel, Rows};
use corridor::network::Network;
use outlook::draws::{Draw, Horizon, Method, Triangle};
use solve::{Problem, RowId};

use super::build::UNIT;
use super::network::Laid;
use super::{Buyer, Periods};
use crate::two_stage::{Future, Futures, Listed};

/// A limit in a period: its row, what it is without decisions, and the gates that it passes.
#[derive(Debug, Clone)]
struct LimitRow {
    limit: usize,
    period: usize,
    row: usize,
    capacity: f64,
}

/// A flow over the border: the good, period, column and cost of each flow, and the gates.
#[derive(Debug, Clone)]
struct Crossing {
    arc: usize,
    columns: Vec<(usize, usize, usize, f64)>,
    gates: Vec<usize>,
}

/// Where futures change the programme.
#[derive(Debug)]
pub(super) struct Frame {
    worth: Vec<f64>,
    /// Buyer, period and column.
    pub(super) spot: Vec<(usize, usize, usize)>,
    /// Buyer, period, column, price of the contract and penalty, USD a tonne.
    pub(super) short: Vec<(usize, usize, usize, f64, f64)>,
    /// Place in T, column of the first stage, limit, period, first period open, and amount.
    pub(super) effects: Vec<(usize, usize, usize, usize, usize, f64)>,
    limits: Vec<LimitRow>,
    /// By limit of the model: gates of the draws.
    gates_of: Vec<Vec<usize>>,
    crossings: Vec<Crossing>,
    buyers: Vec<(usize, f64)>,
    months: Vec<case::value::date::Month>,
    length: usize,
    /// What a day of waiting costs, USD a tonne, by good.
    pub(super) waiting: Vec<f64>,
    /// How late each decision may open.
    pub(super) late: Vec<Option<Triangle>>,
    projects: usize,
}

impl Frame {
    pub(super) fn new(worth: &[f64]) -> Self {
        Self {
            worth: worth.to_vec(),
            spot: Vec::new(),
            short: Vec::new(),
            effects: Vec::new(),
            limits: Vec::new(),
            gates_of: Vec::new(),
            crossings: Vec::new(),
            buyers: Vec::new(),
            months: Vec::new(),
            length: 1,
            waiting: Vec::new(),
            late: Vec::new(),
            projects: 0,
        }
    }

    pub(super) fn limits(&mut self, model: &FlowModel, rows: &Rows) {
        for (limit, of) in model.limits.iter().enumerate() {
            for (period, capacity) in of.capacity.iter().enumerate() {
                if let Some(RowId(row)) = rows.limit[limit][period] {
                    self.limits.push(LimitRow { limit, period, row, capacity: *capacity });
                }
            }
        }
    }

    pub(super) fn flows(&mut self, network: &Network<'_>, laid: &Laid, columns: &Columns, problem: &Problem) {
        for (arc, ix) in laid.planned.arcs.iter().enumerate() {
            if !network.arcs[ix.0].border {
                continue;
            }
            let mut found = Vec::new();
            for ((good, _), lane) in laid.model.arcs[arc].goods.iter().zip(&columns.flow[arc]) {
                for (period, column) in lane.iter().enumerate() {
                    found.extend(column.map(|column| (*good, period, column.0, problem.costs()[column.0])));
                }
            }
            self.crossings.push(Crossing { arc, columns: found, gates: Vec::new() });
        }
    }

    /// Finds the gates of limits and crossings among those of the draws.
    pub(super) fn learn(
        &mut self,
        method: &Method,
        network: &Network<'_>,
        laid: &Laid,
        buyers: &[Buyer],
        periods: &Periods,
    ) {
        let gates_of_arc = |arc: usize| -> Vec<usize> {
            let crossings = &network.arcs[laid.planned.arcs[arc].0].crossings;
            crossings.iter().filter_map(|crossing| method.gate(&network.places[crossing.0].id)).collect()
        };
        self.gates_of = laid
            .model
            .limits
            .iter()
            .enumerate()
            .map(|(limit, of)| {
                let own = laid.planned.limits.get(limit).filter(|origin| origin.is_place);
                match own.and_then(|origin| method.gate(&origin.subject)) {
                    Some(gate) => vec![gate],
                    None => of.uses.first().map(|used| gates_of_arc(used.arc)).unwrap_or_default(),
                }
            })
            .collect();
        for crossing in &mut self.crossings {
            crossing.gates = gates_of_arc(crossing.arc);
        }
        self.buyers = buyers.iter().map(|buyer| (buyer.good, buyer.price)).collect();
        self.months.clone_from(&periods.months);
        self.length = periods.length.max(1);
        self.projects = self.effects.iter().map(|(_, column, ..)| column + 1).max().unwrap_or(0);
    }

    pub(super) fn futures(&self, method: &Method, seed: u64, first: usize, count: usize) -> Box<dyn Futures> {
        let Some(month) = self.months.first().copied() else { return Box::new(Listed::alike(Vec::new())) };
        let horizon =
            Horizon { first: month, months: self.months.len(), buyers: self.buyers.len(), projects: self.projects };
        let draws = (first..first + count).map(|s| self.future(&method.draw(seed, s as u64, &horizon)));
        Box::new(Listed::alike(draws.collect()))
    }

    #[allow(clippy::cast_precision_loss, reason = "a count of months")]
    fn mean(&self, months: &[f64], period: usize) -> f64 {
        let of = &months[period * self.length..(period + 1) * self.length];
        of.iter().sum::<f64>() / self.length as f64
    }

    fn open(&self, draw: &Draw, gates: &[usize], period: usize) -> f64 {
        gates.iter().map(|gate| self.mean(&draw.open[*gate], period)).fold(1.0, f64::min)
    }

    /// What a buyer pays for a tonne in a period, USD.
    fn price(&self, draw: &Draw, buyer: usize, period: usize) -> f64 {
        let (good, price) = self.buyers[buyer];
        let year = (period * self.length).checked_div(12).unwrap_or(0);
        let own = draw.buyer[buyer].get(year).copied().unwrap_or(1.0);
        price * self.mean(&draw.price[good], period) * own
    }

    fn future(&self, draw: &Draw) -> Future {
        let mut future = Future::default();
        for (buyer, period, column) in &self.spot {
            future.costs.push((index(*column), -self.price(draw, *buyer, *period) * self.worth[*period]));
        }
        for (buyer, period, column, agreed, fine) in &self.short {
            let cover = self.price(draw, *buyer, *period).max(*agreed);
            future.costs.push((index(*column), (cover + fine) * self.worth[*period]));
        }
        for row in &self.limits {
            let share = self.open(draw, &self.gates_of[row.limit], row.period);
            if share < 1.0 && row.capacity > 0.0 && row.capacity.is_finite() {
                future.rows.push((index(row.row), f64::NEG_INFINITY, row.capacity * share));
            }
        }
        for (place, column, limit, period, opens, amount) in &self.effects {
            let share = self.open(draw, &self.gates_of[*limit], *period);
            let late = self.late[*column]
                .map_or(0.0, |own| quantile(own, cumulative(UNIT, draw.opening.get(*column).copied().unwrap_or(0.0))));
            // Opened at the beginning of a period, late by some months: a part of a period counts as that part.
            let part = if *opens == 0 { 1.0 } else { self.open_part(*opens, late, *period) };
            let before = if period >= opens { 1.0 } else { 0.0 };
            if (share * part - before).abs() > 0.0 {
                future.technology.push((index(*place), -amount * share * part));
            }
        }
        for crossing in &self.crossings {
            for (good, period, column, cost) in &crossing.columns {
                let hours: f64 = crossing.gates.iter().map(|gate| self.mean(&draw.delay_h[*gate], *period)).sum();
                if hours > 0.0 && self.waiting[*good] > 0.0 {
                    let wait = hours / 24.0 * self.waiting[*good] * self.worth[*period];
                    future.costs.push((index(*column), cost + wait));
                }
            }
        }
        future
    }

    #[allow(clippy::cast_precision_loss, reason = "a count of months")]
    fn open_part(&self, opens: usize, late: f64, period: usize) -> f64 {
        let begins = (opens * self.length) as f64 + late;
        let end = ((period + 1) * self.length) as f64;
        ((end - begins) / self.length as f64).clamp(0.0, 1.0)
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a few thousand rows and columns")]
fn index(at: usize) -> u32 {
    at as u32
}

/// The part of a triangular distribution below a value.
fn cumulative(of: Triangle, at: f64) -> f64 {
    let Triangle { low, mode, high } = of;
    if at <= low {
        0.0
    } else if at < mode {
        (at - low).powi(2) / ((high - low) * (mode - low))
    } else if at < high {
        1.0 - (high - at).powi(2) / ((high - low) * (high - mode))
    } else {
        1.0
    }
}

/// The value below which a part of a triangular distribution lies.
fn quantile(of: Triangle, part: f64) -> f64 {
    let Triangle { low, mode, high } = of;
    if high <= low {
        return mode;
    }
    if part < (mode - low) / (high - low) {
        low + (part * (high - low) * (mode - low)).sqrt()
    } else {
        high - ((1.0 - part) * (high - low) * (high - mode)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_triangle_and_its_value_are_inverse() {
        let of = Triangle { low: 2.0, mode: 9.0, high: 24.0 };
        for part in [0.0, 0.1, 7.0 / 22.0, 0.5, 0.9, 1.0] {
            assert!((cumulative(of, quantile(of, part)) - part).abs() < 1e-12);
        }
        assert!((quantile(UNIT, 0.5) - 0.5).abs() < 1e-12);
    }
}
