//! The model as a linear programme that stays loaded: solve, change capacities, solve again.

use solve::{ColumnId, Options, Problem, RowId, Session};

use super::model::{FlowModel, Goal};
use super::solution::{FlowError, FlowSolution, LimitDual};

/// What is there before the first period: stocks, and goods already on their way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Start {
    /// Mass by node and good; nodes not named have none.
    pub stock: Vec<(usize, usize, f64)>,
    /// Arrivals by node, good and period of arrival.
    pub arriving: Vec<(usize, usize, usize, f64)>,
}

/// The columns that stand for the parts of a model.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Flow by arc, place among its goods and period of departure.
    pub flow: Vec<Vec<Vec<Option<ColumnId>>>>,
    /// Output by supply and period.
    pub output: Vec<Vec<ColumnId>>,
    /// Stock at the end of a period, by node, good and period.
    pub stock: Vec<Vec<Vec<Option<ColumnId>>>>,
    /// Sales by sale and period.
    pub sold: Vec<Vec<ColumnId>>,
}

/// The rows that stand for the parts of a model.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Balance by node, good and period, where anything passes.
    pub balance: Vec<Vec<Vec<Option<RowId>>>>,
    /// Limits by limit and period.
    pub limit: Vec<Vec<Option<RowId>>>,
    /// Room of stock by node and period.
    pub room: Vec<Vec<Option<RowId>>>,
}

/// A model written as a linear programme that costs money, with the way back from its columns and rows: others may build
/// on it.
#[derive(Debug, Clone)]
pub struct LaidOut {
    /// The programme.
    pub problem: Problem,
    /// Its columns.
    pub columns: Columns,
    /// Its rows.
    pub rows: Rows,
}

impl LaidOut {
    /// Writes a model as a programme.
    ///
    /// # Errors
    /// When the model cannot be.
    pub fn of(model: &FlowModel, start: &Start) -> Result<Self, FlowError> {
        model.check()?;
        let mut problem = Problem::new();
        let columns = columns(model, &mut problem)?;
        let rows = rows(model, start, &columns, &mut problem)?;
        Ok(Self { problem, columns, rows })
    }
}

/// A linear programme made from a [`FlowModel`], kept in the solver.
#[derive(Debug)]
pub struct Programme {
    model: FlowModel,
    start: Start,
    session: Session,
    columns: Columns,
    rows: Rows,
}

impl Programme {
    /// Builds the programme.
    ///
    /// # Errors
    /// When the model cannot be, or the solver refuses it.
    pub fn new(model: FlowModel, start: &Start) -> Result<Self, FlowError> {
        let LaidOut { problem, columns, rows } = LaidOut::of(&model, start)?;
        let session = Session::new(problem, &Options::many_small())?;
        Ok(Self { model, start: start.clone(), session, columns, rows })
    }

    /// The model as it is now.
    pub fn model(&self) -> &FlowModel {
        &self.model
    }

    /// Changes the capacity of a limit in a period.
    ///
    /// # Errors
    /// When the solver refuses the number.
    pub fn set_capacity(&mut self, limit: usize, period: usize, capacity: f64) -> Result<(), FlowError> {
        if let Some(kept) = self.model.limits.get_mut(limit).and_then(|limit| limit.capacity.get_mut(period)) {
            *kept = capacity;
        }
        if let Some(row) = self.rows.limit.get(limit).and_then(|rows| rows.get(period)).copied().flatten() {
            self.session.set_row_bounds(row, f64::NEG_INFINITY, capacity)?;
        }
        Ok(())
    }

    /// Opens or closes an arc in a period.
    ///
    /// # Errors
    /// When the solver refuses.
    pub fn set_open(&mut self, arc: usize, period: usize, open: bool) -> Result<(), FlowError> {
        let upper = if open { f64::INFINITY } else { 0.0 };
        for lane in self.columns.flow.get(arc).into_iter().flatten() {
            if let Some(column) = lane.get(period).copied().flatten() {
                self.session.set_column_bounds(column, 0.0, upper)?;
            }
        }
        Ok(())
    }

    /// The optimum, with its certificate.
    ///
    /// # Errors
    /// When there is no optimum, or its certificate fails.
    pub fn solve(&mut self) -> Result<FlowSolution, FlowError> {
        let solved = self.session.solve()?.optimal()?;
        let duals = solved.duals()?;
        let model = &self.model;
        let value = |column: &ColumnId| solved.value(*column).max(0.0);
        let flow = self
            .columns
            .flow
            .iter()
            .map(|lanes| {
                lanes.iter().map(|lane| lane.iter().map(|c| c.as_ref().map_or(0.0, value)).collect()).collect()
            })
            .collect();
        let output = self.columns.output.iter().map(|row| row.iter().map(value).collect()).collect();
        let sold = self.columns.sold.iter().map(|row| row.iter().map(value).collect()).collect();
        let stock = self
            .columns
            .stock
            .iter()
            .map(|goods| goods.iter().map(|row| row.iter().map(|c| c.as_ref().map_or(0.0, value)).collect()).collect())
            .collect();
        let limits = model
            .limits
            .iter()
            .zip(&self.rows.limit)
            .map(|(limit, rows)| {
                rows.iter()
                    .zip(&limit.capacity)
                    .map(|(row, capacity)| match row {
                        Some(row) => LimitDual {
                            // The worth of one more unit of a limit from above is the dual with its sign turned.
                            worth: (-duals.row(*row)).max(0.0),
                            used: solved.activity(*row).max(0.0),
                            capacity: *capacity,
                        },
                        None => LimitDual { worth: 0.0, used: 0.0, capacity: *capacity },
                    })
                    .collect()
            })
            .collect();
        FlowSolution::new(
            model,
            &self.start,
            -solved.objective,
            solved.certificate,
            solved.iterations,
            flow,
            output,
            stock,
            sold,
            limits,
        )
    }
}

fn columns(model: &FlowModel, problem: &mut Problem) -> Result<Columns, FlowError> {
    let mut columns = Columns::default();
    let paid = |money: f64| if model.goal == Goal::Profit { money } else { 0.0 };
    for arc in &model.arcs {
        let mut lanes = Vec::with_capacity(arc.goods.len());
        for (_, cost) in &arc.goods {
            let mut lane = Vec::with_capacity(model.periods);
            for period in 0..model.periods {
                // What would arrive after the last period cannot be sold: it does not depart.
                let arrives = period + arc.transit < model.periods;
                let column = if arrives {
                    // A little cost keeps goods from going round in circles when mass alone counts.
                    let cost = if model.goal == Goal::Profit { *cost } else { 1e-6 };
                    Some(problem.add_column("", cost, 0.0, f64::INFINITY)?)
                } else {
                    None
                };
                lane.push(column);
            }
            lanes.push(lane);
        }
        columns.flow.push(lanes);
    }
    for supply in &model.supplies {
        let mut row = Vec::with_capacity(model.periods);
        for (period, most) in supply.most.iter().enumerate() {
            row.push(problem.add_column(supply.name.as_str(), paid(supply.cost_in(period)), 0.0, *most)?);
        }
        columns.output.push(row);
    }
    for node in &model.nodes {
        let mut goods = Vec::new();
        if let Some(stock) = &node.stock {
            for _ in &model.goods {
                let mut row = Vec::with_capacity(model.periods);
                for _ in 0..model.periods {
                    row.push(Some(problem.add_column("", paid(stock.holding_cost), 0.0, stock.room)?));
                }
                goods.push(row);
            }
        }
        columns.stock.push(goods);
    }
    for sale in &model.sales {
        let mut row = Vec::with_capacity(model.periods);
        for (most, price) in sale.most.iter().zip(&sale.price) {
            let gain = if model.goal == Goal::Profit { *price } else { 1.0 };
            row.push(problem.add_column(sale.name.as_str(), -gain, 0.0, *most)?);
        }
        columns.sold.push(row);
    }
    Ok(columns)
}

/// The columns of a row, each with its coefficient.
type Entries = Vec<(ColumnId, f64)>;

fn rows(model: &FlowModel, start: &Start, columns: &Columns, problem: &mut Problem) -> Result<Rows, FlowError> {
    let mut rows = Rows::default();
    // Balance: in + output + stock before = out + sold + stock after.
    let mut entries: Vec<Vec<Vec<Entries>>> =
        vec![vec![vec![Vec::new(); model.periods]; model.goods.len()]; model.nodes.len()];
    for (arc, lanes) in model.arcs.iter().zip(&columns.flow) {
        for ((good, _), lane) in arc.goods.iter().zip(lanes) {
            for (period, column) in lane.iter().enumerate() {
                let Some(column) = column else { continue };
                entries[arc.from][*good][period].push((*column, -1.0));
                entries[arc.to][*good][period + arc.transit].push((*column, 1.0));
            }
        }
    }
    for (supply, row) in model.supplies.iter().zip(&columns.output) {
        for (period, column) in row.iter().enumerate() {
            entries[supply.node][supply.good][period].push((*column, 1.0));
        }
    }
    for (sale, row) in model.sales.iter().zip(&columns.sold) {
        for (period, column) in row.iter().enumerate() {
            entries[sale.node][sale.good][period].push((*column, -1.0));
        }
    }
    for (node, goods) in columns.stock.iter().enumerate() {
        for (good, row) in goods.iter().enumerate() {
            for (period, column) in row.iter().enumerate() {
                let Some(column) = column else { continue };
                entries[node][good][period].push((*column, -1.0));
                if let Some(next) = entries[node][good].get_mut(period + 1) {
                    next.push((*column, 1.0));
                }
            }
        }
    }
    let mut given = vec![vec![vec![0.0; model.periods]; model.goods.len()]; model.nodes.len()];
    for (node, good, mass) in &start.stock {
        if model.periods > 0 {
            given[*node][*good][0] += mass;
        }
    }
    for (node, good, period, mass) in &start.arriving {
        if *period < model.periods {
            given[*node][*good][*period] += mass;
        }
    }
    for (node, goods) in entries.iter().enumerate() {
        let mut by_good = Vec::with_capacity(goods.len());
        for (good, periods) in goods.iter().enumerate() {
            let mut by_period = Vec::with_capacity(periods.len());
            for (period, row) in periods.iter().enumerate() {
                let rhs = -given[node][good][period];
                by_period.push(if row.is_empty() && rhs == 0.0 {
                    None
                } else {
                    Some(problem.add_row(model.nodes[node].name.as_str(), rhs, rhs, row)?)
                });
            }
            by_good.push(by_period);
        }
        rows.balance.push(by_good);
    }
    for (node, goods) in columns.stock.iter().enumerate() {
        let mut by_period = vec![None; model.periods];
        if let Some(stock) = model.nodes[node].stock.as_ref().filter(|stock| goods.len() > 1 && stock.room.is_finite())
        {
            for (period, row) in by_period.iter_mut().enumerate() {
                let held: Vec<(ColumnId, f64)> =
                    goods.iter().filter_map(|good| Some((good.get(period).copied().flatten()?, 1.0))).collect();
                *row = Some(problem.add_row("", f64::NEG_INFINITY, stock.room, &held)?);
            }
        }
        rows.room.push(by_period);
    }
    for limit in &model.limits {
        let mut by_period = Vec::with_capacity(model.periods);
        for (period, capacity) in limit.capacity.iter().enumerate() {
            let mut row = Vec::new();
            for used in &limit.uses {
                let lanes = model.arcs[used.arc].goods.iter().zip(&columns.flow[used.arc]);
                for (_, lane) in lanes.filter(|((good, _), _)| used.good.is_none_or(|wanted| wanted == *good)) {
                    if let Some(column) = lane[period] {
                        row.push((column, used.weight));
                    }
                }
            }
            by_period.push(if row.is_empty() {
                None
            } else {
                Some(problem.add_row(limit.name.as_str(), f64::NEG_INFINITY, *capacity, &row)?)
            });
        }
        rows.limit.push(by_period);
    }
    Ok(rows)
}
