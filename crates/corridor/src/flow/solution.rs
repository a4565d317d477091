//! What comes out: flows, output, stocks, sales, the worth of limits, and the certificate.

use serde::{Serialize, Serializer};
use solve::Certificate;

use super::model::{FlowModel, Goal, ModelError};
use super::programme::Start;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// The model cannot be.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The programme cannot be.
    #[error(transparent)]
    Problem(#[from] solve::ProblemError),
    /// The solver gives no optimum that can be stood behind.
    #[error(transparent)]
    Solve(#[from] solve::SolveError),
    /// Goods appeared or vanished.
    #[error("{mass} of `{good}` appears or vanishes at `{node}` in period {period}")]
    Conservation {
        /// The node.
        node: String,
        /// The good.
        good: String,
        /// The period.
        period: usize,
        /// How much.
        mass: f64,
    },
}

/// A limit in a period: how much of it is used and what one more unit is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LimitDual {
    /// Money (or mass, when mass is the goal) for one more unit of the limit; one-sided where the optimum is degenerate.
    pub worth: f64,
    /// Units used.
    pub used: f64,
    /// Units there are.
    pub capacity: f64,
}

/// An optimum of a flow model.
#[derive(Debug, Clone, Serialize)]
pub struct FlowSolution {
    /// Profit, or mass sold, by the goal of the model.
    pub objective: f64,
    /// Largest violation, gap and proof, recomputed from the solution.
    #[serde(serialize_with = "certificate")]
    pub certificate: Certificate,
    /// Largest mass that appears or vanishes at a node, relative to the mass that moves.
    pub conservation: f64,
    /// Simplex iterations.
    pub iterations: u64,
    /// Mass by arc, place among its goods and period of departure.
    pub flow: Vec<Vec<Vec<f64>>>,
    /// Mass produced, by supply and period.
    pub output: Vec<Vec<f64>>,
    /// Mass in stock at the end of a period, by node, good and period; empty where a node has no stock.
    pub stock: Vec<Vec<Vec<f64>>>,
    /// Mass sold, by sale and period.
    pub sold: Vec<Vec<f64>>,
    /// Limits, by limit and period.
    pub limits: Vec<Vec<LimitDual>>,
}

fn certificate<S: Serializer>(certificate: &Certificate, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeStruct;
    let mut out = serializer.serialize_struct("certificate", 6)?;
    out.serialize_field("row_violation", &certificate.row_violation)?;
    out.serialize_field("column_violation", &certificate.column_violation)?;
    out.serialize_field("primal", &certificate.primal)?;
    out.serialize_field("bound", &certificate.bound)?;
    out.serialize_field("gap", &certificate.gap)?;
    out.serialize_field("relative_gap", &certificate.relative_gap)?;
    out.end()
}

/// The sum of some figures: of none it is zero, where that of the standard library is minus zero, which would be shown.
pub(crate) fn total(figures: impl IntoIterator<Item = f64>) -> f64 {
    figures.into_iter().fold(0.0, |sum, figure| sum + figure)
}

/// The largest part of the mass that moves which may appear or vanish.
const CONSERVED: f64 = 1e-6;

impl FlowSolution {
    #[allow(clippy::too_many_arguments, reason = "the parts of a solution, each once, from one caller")]
    pub(super) fn new(
        model: &FlowModel,
        start: &Start,
        objective: f64,
        certificate: Certificate,
        iterations: u64,
        flow: Vec<Vec<Vec<f64>>>,
        output: Vec<Vec<f64>>,
        stock: Vec<Vec<Vec<f64>>>,
        sold: Vec<Vec<f64>>,
        limits: Vec<Vec<LimitDual>>,
    ) -> Result<Self, FlowError> {
        let objective = match model.goal {
            Goal::Profit => total([objective]),
            // The objective holds a little cost beside the mass.
            Goal::Mass => total(sold.iter().flatten().copied()),
        };
        let mut solution =
            Self { objective, certificate, conservation: 0.0, iterations, flow, output, stock, sold, limits };
        solution.conservation = solution.worst_balance(model, start)?;
        Ok(solution)
    }

    /// Mass of a good on an arc in a period of departure.
    pub fn on_arc(&self, model: &FlowModel, arc: usize, good: usize, period: usize) -> f64 {
        let place = model.arcs[arc].goods.iter().position(|(known, _)| *known == good);
        place.map_or(0.0, |place| self.flow[arc][place][period])
    }

    /// Mass of all goods on an arc in a period.
    pub fn arc_total(&self, arc: usize, period: usize) -> f64 {
        total(self.flow[arc].iter().map(|lane| lane[period]))
    }

    /// Mass of a good sold in a period.
    pub fn sold_of(&self, model: &FlowModel, good: usize, period: usize) -> f64 {
        total(model.sales.iter().zip(&self.sold).filter(|(sale, _)| sale.good == good).map(|(_, row)| row[period]))
    }

    /// Money from sales in a period, all goods.
    pub fn income(&self, model: &FlowModel, period: usize) -> f64 {
        total(model.sales.iter().zip(&self.sold).map(|(sale, row)| sale.price[period] * row[period]))
    }

    /// Checks conservation at every node, good and period, recomputed from the flows alone; gives the worst deviation
    /// relative to the mass that moves.
    fn worst_balance(&self, model: &FlowModel, start: &Start) -> Result<f64, FlowError> {
        let periods = model.periods;
        let mut balance = vec![vec![vec![0.0_f64; periods]; model.goods.len()]; model.nodes.len()];
        for (node, good, mass) in &start.stock {
            if let Some(first) = balance[*node][*good].first_mut() {
                *first += mass;
            }
        }
        for (node, good, period, mass) in &start.arriving {
            if let Some(at) = balance[*node][*good].get_mut(*period) {
                *at += mass;
            }
        }
        let mut size = 1.0_f64;
        for (arc, lanes) in model.arcs.iter().zip(&self.flow) {
            for ((good, _), lane) in arc.goods.iter().zip(lanes) {
                for (period, mass) in lane.iter().enumerate() {
                    size = size.max(*mass);
                    balance[arc.from][*good][period] -= mass;
                    if let Some(at) = balance[arc.to][*good].get_mut(period + arc.transit) {
                        *at += mass;
                    }
                }
            }
        }
        for (supply, row) in model.supplies.iter().zip(&self.output) {
            for (at, mass) in balance[supply.node][supply.good].iter_mut().zip(row) {
                *at += mass;
            }
        }
        for (sale, row) in model.sales.iter().zip(&self.sold) {
            for (at, mass) in balance[sale.node][sale.good].iter_mut().zip(row) {
                *at -= mass;
            }
        }
        for (node, goods) in self.stock.iter().enumerate() {
            for (good, row) in goods.iter().enumerate() {
                for (period, mass) in row.iter().enumerate() {
                    balance[node][good][period] -= mass;
                    if let Some(next) = balance[node][good].get_mut(period + 1) {
                        *next += mass;
                    }
                }
            }
        }
        let mut worst = 0.0_f64;
        for (node, goods) in balance.iter().enumerate() {
            for (good, row) in goods.iter().enumerate() {
                for (period, mass) in row.iter().enumerate() {
                    if mass.abs() / size > CONSERVED {
                        return Err(FlowError::Conservation {
                            node: model.nodes[node].name.clone(),
                            good: model.goods[good].clone(),
                            period,
                            mass: *mass,
                        });
                    }
                    worst = worst.max(mass.abs() / size);
                }
            }
        }
        Ok(worst)
    }
}
