//! The instance as a two-stage programme.

use solve::{Column, ColumnId, Kind, Problem, ProblemError, Row, RowId};

use super::draw::{FIRST_BORDER, FIRST_HUB, FIRST_MARKET};
use super::{B, Base, Drawn, Generated, H, K, Link, P, T, Variant};
use crate::two_stage::{Entry, Future, OnAverage, TwoStage};

/// What a unit of value above the limit costs: above any multiplier.
const ABOVE_THE_LIMIT: f64 = 2.0;

/// Where things stand among columns and rows.
#[derive(Debug)]
pub(super) struct Layout {
    /// Links that can be expanded, with the kt in a unit of their column; their place is that of the column.
    expandable: Vec<(usize, f64)>,
    /// Pairs of link and product.
    pairs: Vec<(usize, usize)>,
    /// First column of spot sales, by product, market and period.
    spot: usize,
    /// First row of capacities, by link and period.
    capacities: usize,
    /// Place in T of the first expansion; each has an entry a period.
    expansions: usize,
}

// Whole numbers of the instance are far below 2^52.
#[allow(clippy::cast_precision_loss)]
fn real(value: i64) -> f64 {
    value as f64
}

#[allow(clippy::cast_possible_truncation, reason = "a few thousand rows and columns")]
fn place(index: usize) -> u32 {
    index as u32
}

#[allow(clippy::cast_precision_loss, reason = "twelve periods")]
const PERIODS: f64 = T as f64;

fn by_border(link: &Link) -> Option<usize> {
    link.border.filter(|_| link.kind == 2 || link.kind == 4)
}

impl Layout {
    fn of(base: &Base, variant: Variant) -> Self {
        let links = &base.links;
        let pairs: Vec<(usize, usize)> = (0..links.len())
            .flat_map(|l| (0..P).map(move |p| (l, p)))
            .filter(|(l, p)| links[*l].tail >= P || links[*l].tail == *p)
            .collect();
        let expandable = links.iter().enumerate().filter(|(_, link)| link.most > 0);
        Self {
            expandable: expandable.map(|(l, link)| (l, if variant.whole { real(link.most) } else { 1.0 })).collect(),
            spot: (pairs.len() + 2 * P) * T,
            capacities: (P + (H + B + K) * P) * T,
            expansions: P * K * T,
            pairs,
        }
    }

    pub(super) fn future(&self, base: &Base, drawn: &Drawn) -> Future {
        let mut future = Future::default();
        for (n, (l, _)) in self.pairs.iter().enumerate() {
            let link = &base.links[*l];
            if let Some(delay) = by_border(link).map(|border| drawn.delay[border]).filter(|delay| *delay != 0) {
                future.costs.extend((0..T).map(|t| (place(n * T + t), real(link.cost + delay))));
            }
        }
        for (p, prices) in drawn.spot.iter().enumerate() {
            for (k, price) in prices.iter().enumerate() {
                let first = self.spot + (p * K + k) * T;
                future.costs.extend((0..T).map(|t| (place(first + t), -real(*price))));
            }
        }
        for (l, link) in base.links.iter().enumerate() {
            let Some(border) = by_border(link) else { continue };
            let column = self.expandable.iter().position(|(other, _)| *other == l);
            for (t, open) in drawn.open[border].iter().enumerate().filter(|(_, open)| **open < 100) {
                let share = real(*open) / 100.0;
                future.rows.push((place(self.capacities + l * T + t), f64::NEG_INFINITY, share * real(link.capacity)));
                if let Some(column) = column {
                    let unit = self.expandable[column].1;
                    future.technology.push((place(self.expansions + column * T + t), -share * unit));
                }
            }
        }
        future
    }
}

/// Columns by product (or link) and period, in the order in which the layout counts them.
fn columns(base: &Base, pairs: &[(usize, usize)]) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name: String, cost: f64, upper: f64| {
        for t in 0..T {
            let name = format!("{name} in period {t}");
            columns.push(Column { name, cost, lower: 0.0, upper, kind: Kind::Continuous, entries: Vec::new() });
        }
    };
    for (l, p) in pairs {
        add(format!("flow of {p} on link {l}"), real(base.links[*l].cost), f64::INFINITY);
    }
    for p in 0..P {
        add(format!("output of {p}"), real(base.output_cost[p]), real(base.output[p]));
    }
    for p in 0..P {
        add(format!("stock of {p}"), real(base.stock_cost[p]), real(base.stock_room[p]));
    }
    for p in 0..P {
        for k in 0..K {
            add(format!("spot sale of {p} at {k}"), 0.0, real(base.demand[p][k]));
        }
    }
    for p in 0..P {
        for k in 0..K {
            add(format!("shortfall of {p} at {k}"), real(base.penalty[p][k]), f64::INFINITY);
        }
    }
    columns
}

/// The row of a node, product and period.
fn row_of(node: usize, p: usize, t: usize) -> usize {
    let blocks = if node < FIRST_HUB { node } else { P + (node - FIRST_HUB) * P + p };
    blocks * T + t
}

pub(super) fn build(base: Base, from: usize, count: usize, variant: Variant) -> Result<TwoStage, ProblemError> {
    let layout = Layout::of(&base, variant);
    let mut recourse = Problem::new();
    recourse.add_columns(&columns(&base, &layout.pairs))?;
    recourse.add_rows(&rows(&base, &layout))?;
    let on_average = match variant.realised_share {
        Some(share) => Some(share_row(&mut recourse, &base, &layout.pairs, share)?),
        None => None,
    };
    let first = first_stage(&base, &layout, variant)?;
    let futures = (from..from + count).map(|s| base.future(s as u64)).collect();
    Ok(TwoStage {
        name: format!("CVB1 with seed {} and {count} futures", base.seed),
        first,
        recourse,
        technology: technology(&layout),
        on_average,
        measured: Vec::new(),
        futures: Box::new(Generated { base, layout, futures }),
    })
}

fn rows(base: &Base, layout: &Layout) -> Vec<Row> {
    let Layout { pairs, spot, capacities, .. } = layout;
    let (output, stock, shortfall) = (pairs.len() * T, (pairs.len() + P) * T, spot + P * K * T);
    let mut rows: Vec<Row> = Vec::with_capacity(capacities + base.links.len() * T);
    for r in 0..*capacities {
        rows.push(Row { name: format!("balance {r}"), lower: 0.0, upper: 0.0, entries: Vec::new() });
    }
    for (l, link) in base.links.iter().enumerate() {
        for t in 0..T {
            let name = format!("capacity of link {l} in period {t}");
            rows.push(Row { name, lower: f64::NEG_INFINITY, upper: real(link.capacity), entries: Vec::new() });
        }
    }
    for (n, (l, p)) in pairs.iter().enumerate() {
        let link = &base.links[*l];
        for t in 0..T {
            let column = ColumnId(n * T + t);
            rows[row_of(link.tail, *p, t)].entries.push((column, -1.0));
            rows[row_of(link.head, *p, t)].entries.push((column, 1.0));
            rows[capacities + l * T + t].entries.push((column, 1.0));
        }
    }
    for p in 0..P {
        let start = &mut rows[row_of(p, p, 0)];
        (start.lower, start.upper) = (-real(base.stock[p]), -real(base.stock[p]));
        for t in 0..T {
            let row = &mut rows[row_of(p, p, t)].entries;
            row.push((ColumnId(output + p * T + t), 1.0));
            row.push((ColumnId(stock + p * T + t), -1.0));
            if t > 0 {
                row.push((ColumnId(stock + p * T + t - 1), 1.0));
            }
            for k in 0..K {
                let at = (p * K + k) * T + t;
                let row = &mut rows[row_of(FIRST_MARKET + k, p, t)].entries;
                row.push((ColumnId(spot + at), -1.0));
                row.push((ColumnId(shortfall + at), 1.0));
            }
        }
    }
    rows
}

/// Contracts in market rows, by product, market and period; then expansions in capacity rows, by link and period.
fn technology(layout: &Layout) -> Vec<Entry> {
    let mut technology = Vec::new();
    for p in 0..P {
        for k in 0..K {
            let column = place(layout.expandable.len() + p * K + k);
            technology.extend((0..T).map(|t| Entry {
                row: place(row_of(FIRST_MARKET + k, p, t)),
                column,
                value: -1.0,
            }));
        }
    }
    for (column, (l, unit)) in layout.expandable.iter().enumerate() {
        let row = |t| place(layout.capacities + l * T + t);
        technology.extend((0..T).map(|t| Entry { row: row(t), column: place(column), value: -unit }));
    }
    technology
}

/// The row `sum value ([border < 3] - share) flow - e <= 0` over links from borders to markets.
fn share_row(
    recourse: &mut Problem,
    base: &Base,
    pairs: &[(usize, usize)],
    share: f64,
) -> Result<OnAverage, ProblemError> {
    let mut entries = Vec::new();
    for (n, (l, p)) in pairs.iter().enumerate() {
        let link = &base.links[*l];
        if link.kind == 3 {
            let near = link.tail < FIRST_BORDER + 3;
            let value = real(base.value[*p]) * (if near { 1.0 - share } else { -share });
            entries.extend((0..T).map(|t| (ColumnId(n * T + t), value)));
        }
    }
    let sold = |p: usize| real(base.value[p]) * (PERIODS * real(base.output[p]) + real(base.stock[p]));
    let most = (0..P).map(sold).sum();
    let above = recourse.add_column("value above the limit", ABOVE_THE_LIMIT, 0.0, f64::INFINITY)?;
    entries.push((above, -1.0));
    let RowId(row) = recourse.add_row("share of one neighbour", f64::NEG_INFINITY, 0.0, &entries)?;
    Ok(OnAverage { row: place(row), most })
}

fn first_stage(base: &Base, layout: &Layout, variant: Variant) -> Result<Problem, ProblemError> {
    let mut first = Problem::new();
    for (l, unit) in &layout.expandable {
        let link = &base.links[*l];
        let name = format!("expansion of link {l}");
        if variant.whole {
            first.add_integer(name, real(link.price) * unit, 0.0, 1.0)?;
        } else {
            first.add_column(name, real(link.price), 0.0, real(link.most))?;
        }
    }
    let mut share = Vec::new();
    for p in 0..P {
        for k in 0..K {
            let cost = -PERIODS * real(base.contract_price[p][k]);
            let column = first.add_column(format!("contract for {p} at {k}"), cost, 0.0, real(base.contract[p][k]))?;
            share.push((column, real(base.contract_price[p][k] * (if k < 2 { 100 } else { 0 } - 75))));
        }
    }
    first.add_row("share of one neighbour in contracts", f64::NEG_INFINITY, 0.0, &share)?;
    Ok(first)
}
