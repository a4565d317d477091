//! From the network and the decisions to the programme.

use std::collections::{BTreeMap, BTreeSet};

use case::tables::{AssumptionKind, DecisionKind};
use corridor::flow::{LaidOut, Start};
use corridor::goods::Goods;
use corridor::network::Network;
use outlook::draws::{Assumed, AssumedClosure, Horizon, Method, Triangle};
use solve::{ColumnId, Problem, RowId};

use super::decided::{Decisions, Reader};
use super::figures::{Figures, Judged};
use super::future::Frame;
use super::network::{self, Laid};
use super::{Country, CountryError, Decided, Measures, Periods, Wanted};
use crate::two_stage::{Entry, OnAverage, TwoStage};

/// What a unit of value above a limit on the average costs, as a multiple of what it can be worth: whoever gives up a sale
/// by the neighbour gives up less than its value, and comes nearer to the limit by the part of it that the limit leaves to
/// others.
const ABOVE_THE_LIMIT: f64 = 2.0;
/// The most that it costs: steeper cuts cannot be computed with well. A limit that is dearer than this is broken, and the
/// answer says by how much.
const DEAREST: f64 = 40.0;

/// Thousand USD in a unit of the limit on the average: sums of value are large beside flows, and are kept near them.
pub(crate) const VALUE: f64 = 1000.0;

#[allow(clippy::cast_possible_truncation, reason = "a few thousand rows and columns")]
fn place(index: usize) -> u32 {
    index as u32
}

pub(super) fn country(network: &Network<'_>, goods: &Goods, wanted: &Wanted) -> Result<Country, CountryError> {
    let case = network.case;
    let periods = Periods::of(case);
    let figures = Figures::of(case, wanted.moved.as_ref());
    let neighbour = case.balance().map(|own| own.neighbour).or_else(|| case.gateways().first().copied());
    let neighbour = neighbour.ok_or(CountryError::Nothing("gateway", "case.toml"))?;
    let mut left_out = Vec::new();
    let planned = network::plan(network, goods, &periods);
    let buyers = network::buyers(network, goods, &planned.prices, &mut left_out);
    if buyers.is_empty() {
        return Err(CountryError::Nothing("buyer", "buyers.csv"));
    }
    let mut laid = network::lay(network, planned, &buyers, &periods);
    let interest = figures.get(AssumptionKind::ProjectInterest, "", &[], "percent/year").unwrap_or(0.0) / 100.0;
    let reader = Reader { network, goods, buyers: &buyers, periods: &periods, figures: &figures, interest };
    let decisions = reader.read(&mut laid, &mut left_out);
    if decisions.decided.is_empty() {
        return Err(CountryError::Nothing("decision", "decisions.csv"));
    }
    let method = Method::of(network, goods, &assumed(network, &figures))?;
    let mut builder =
        Builder { network, goods, wanted, laid: &laid, decisions: &decisions, figures: &figures, interest };
    let laid_out =
        LaidOut::of(&laid.model, &Start::default()).map_err(|error| CountryError::Flow(error.to_string()))?;
    let (programme_parts, mut frame) = builder.assemble(laid_out, &buyers, &periods)?;
    let (first, budget) = builder.first_stage(case)?;
    frame.learn(&method, network, &laid, &buyers, &periods);
    let waiting = |good: &corridor::goods::Good| {
        figures.get(AssumptionKind::WaitingCost, "", &good.chain, "USD/t/day").unwrap_or(0.0)
    };
    frame.waiting = goods.goods.iter().map(waiting).collect();
    frame.late = decisions.decided.iter().map(|decided| figures.triangle(&decided.id)).collect();
    let futures = frame.futures(&method, wanted.seed, 0, wanted.futures);
    let programme = TwoStage {
        name: case.economy().to_string(),
        first,
        recourse: programme_parts.recourse,
        technology: programme_parts.technology,
        on_average: programme_parts.on_average,
        measured: programme_parts.measured,
        futures,
    };
    programme.check()?;
    let uncounted: BTreeSet<String> = laid.planned.uncounted.iter().map(|gate| gate.name.clone()).collect();
    Ok(Country {
        programme,
        neighbour,
        decisions: decisions.decided,
        buyers,
        goods: laid.model.goods.clone(),
        periods,
        measures: programme_parts.measures,
        budget,
        left_out,
        uncounted: uncounted.into_iter().collect(),
        figures,
        method,
        seed: wanted.seed,
        frame,
    })
}

/// A delay as a number from 0 to 1.
pub(super) const UNIT: Triangle = Triangle { low: 0.0, mode: 0.5, high: 1.0 };

/// What the draws need to be told.
/// The method of the draws of a case, with its assumptions, and the months that are drawn.
pub(super) fn draws(
    network: &Network<'_>,
    goods: &Goods,
    judged: &[Judged],
) -> Result<(Method, Horizon), CountryError> {
    let months = Periods::of(network.case).months;
    let first = *months.first().ok_or(CountryError::Nothing("month", "case.toml"))?;
    let figures = Figures::of(network.case, None).judged(judged);
    let method = Method::of(network, goods, &assumed(network, &figures))?;
    let buyers =
        network.case.tables().buyers.iter().map(|buyer| buyer.buyer_id.as_str()).collect::<BTreeSet<_>>().len();
    let projects = network.case.tables().decisions.len();
    Ok((method, Horizon { first, months: months.len(), buyers, projects }))
}

fn assumed(network: &Network<'_>, figures: &Figures) -> Assumed {
    // A line closes with the gate that it passes.
    let gate_of = |subject: &str| -> String {
        let line = network.line(subject);
        let passes = |arc: &&corridor::network::Arc| arc.border && arc.line().is_some() && arc.line() == line;
        let crossing = network.arcs.iter().find(passes).and_then(|arc| arc.crossings.first());
        crossing.map_or_else(|| subject.to_owned(), |crossing| network.places[crossing.0].id.clone())
    };
    let lengths = |subject: &str| {
        let own = figures.get(AssumptionKind::RouteClosureLength, subject, &[], "month");
        own.unwrap_or(3.0).max(1.0)
    };
    let closures = figures.all(AssumptionKind::RouteClosure).filter(|figure| !figure.subject.is_empty());
    Assumed {
        closures: closures
            .filter_map(|figure| {
                let per_year = figure.value_in(figure.value, "event/year")?;
                let mean_months = lengths(&figure.subject);
                Some(AssumedClosure { subject: gate_of(&figure.subject), per_year, mean_months, open: 0.0 })
            })
            .collect(),
        buyer_spread: figures.get(AssumptionKind::BuyerSpread, "", &[], "percent").unwrap_or(0.0) / 100.0,
        // One number a decision, from 0 to 1: each has a range of its own to put it in.
        opening_delay: Some(UNIT),
    }
}

/// The parts of the second stage.
struct Parts {
    recourse: Problem,
    technology: Vec<Entry>,
    on_average: Option<OnAverage>,
    measured: Vec<u32>,
    measures: Measures,
}

struct Builder<'b, 'a> {
    network: &'b Network<'a>,
    goods: &'b Goods,
    wanted: &'b Wanted,
    laid: &'b Laid,
    decisions: &'b Decisions,
    figures: &'b Figures,
    interest: f64,
}

impl Builder<'_, '_> {
    fn assemble(
        &mut self,
        laid_out: LaidOut,
        buyers: &[super::Buyer],
        periods: &Periods,
    ) -> Result<(Parts, Frame), CountryError> {
        let LaidOut { mut problem, columns, rows } = laid_out;
        let worth: Vec<f64> = (0..periods.count).map(|period| periods.discount(period, self.interest)).collect();
        self.price(&mut problem, &columns, buyers, &worth, periods)?;
        let mut technology = Vec::new();
        let mut frame = Frame::new(&worth);
        // Each buyer takes in every period what comes: the contract first, the rest at the price of the day.
        for (at, buyer) in buyers.iter().enumerate() {
            let chain = &self.goods.goods[buyer.good].chain;
            let contracts = self.decisions.decided.iter().enumerate().filter(|(_, decided)| decided.buyer == Some(at));
            let contracts: Vec<usize> = contracts.map(|(column, _)| column).collect();
            let penalty =
                self.figures.get(AssumptionKind::ShortfallPenalty, &buyer.id, chain, "percent").unwrap_or(0.0);
            let discount =
                self.figures.get(AssumptionKind::ContractDiscount, &buyer.id, chain, "percent").unwrap_or(0.0);
            // A tonne short is bought elsewhere for the buyer: at the contract price, or at that of the day where it is
            // higher; and the penalty comes on top. So it never pays to sell on the spot what is owed.
            let agreed = buyer.price * (1.0 - discount / 100.0);
            let fine = agreed * penalty / 100.0;
            let most = buyer.most.map(|most| most * periods.years());
            for (t, worth) in worth.iter().enumerate() {
                let delivered: Vec<(ColumnId, f64)> = self.delivered(&columns.sold, at, t).collect();
                let mut entries = delivered.clone();
                let name = format!("{} in {}", buyer.name, periods.names[t]);
                let spot =
                    problem.add_column(format!("spot sale to {name}"), -buyer.price * worth, 0.0, f64::INFINITY)?;
                entries.push((spot, -1.0));
                frame.spot.push((at, t, spot.0));
                if !contracts.is_empty() {
                    let cost = (buyer.price.max(agreed) + fine) * worth;
                    let short = problem.add_column(format!("shortfall to {name}"), cost, 0.0, f64::INFINITY)?;
                    entries.push((short, 1.0));
                    frame.short.push((at, t, short.0, agreed, fine));
                    let RowId(row) = problem.add_row(
                        format!("what can be short to {name}"),
                        f64::NEG_INFINITY,
                        0.0,
                        &[(short, 1.0)],
                    )?;
                    technology.extend(contracts.iter().map(|column| Entry {
                        row: place(row),
                        column: place(*column),
                        value: -1.0,
                    }));
                }
                let RowId(row) = problem.add_row(format!("deliveries to {name}"), 0.0, 0.0, &entries)?;
                let enters = |column: &usize| Entry { row: place(row), column: place(*column), value: -1.0 };
                technology.extend(contracts.iter().map(enters));
                if let Some(most) = most {
                    problem.add_row(format!("what {name} takes"), f64::NEG_INFINITY, most, &delivered)?;
                }
            }
        }
        for effect in &self.decisions.effects {
            let opens = self.decisions.decided[effect.column].opens.unwrap_or(0);
            for (t, amount) in effect.amount.iter().enumerate() {
                let Some(RowId(row)) = rows.limit[effect.limit][t] else { continue };
                let value = if t >= opens { -amount } else { 0.0 };
                frame.effects.push((technology.len(), effect.column, effect.limit, t, opens, *amount));
                technology.push(Entry { row: place(row), column: place(effect.column), value });
            }
        }
        for held in &self.decisions.held {
            if let Some(RowId(row)) = rows.balance[held.node][held.good].first().copied().flatten() {
                technology.push(Entry { row: place(row), column: place(held.column), value: held.kt });
            }
        }
        frame.limits(&self.laid.model, &rows);
        frame.flows(self.network, self.laid, &columns, &problem);
        let (measured, measures) = self.measure(&mut problem, &columns, buyers)?;
        let on_average = match self.wanted.realised_share {
            Some(share) => {
                let most = self.most_delivered(&problem, &rows, &columns, buyers)?;
                Some(self.share_row(&mut problem, &columns, buyers, periods, share, most)?)
            }
            None => None,
        };
        Ok((Parts { recourse: problem, technology, on_average, measured, measures }, frame))
    }

    fn delivered<'c>(
        &'c self,
        sold: &'c [Vec<ColumnId>],
        buyer: usize,
        period: usize,
    ) -> impl Iterator<Item = (ColumnId, f64)> + 'c {
        let of_buyer = self.laid.buyer_of.iter().zip(sold).filter(move |(of, _)| **of == buyer);
        of_buyer.map(move |(_, columns)| (columns[period], 1.0))
    }

    /// Puts in what mining and stocks cost, and what money of each period is worth now.
    fn price(
        &self,
        problem: &mut Problem,
        columns: &corridor::flow::Columns,
        buyers: &[super::Buyer],
        worth: &[f64],
        periods: &Periods,
    ) -> Result<(), CountryError> {
        for lanes in &columns.flow {
            for lane in lanes {
                for (column, worth) in lane.iter().zip(worth) {
                    if let Some(column) = column {
                        problem.set_cost(*column, problem.costs()[column.0] * worth)?;
                    }
                }
            }
        }
        let supplies = self.laid.model.supplies.iter().zip(&self.laid.planned.supplies);
        for ((supply, mine), row) in supplies.zip(&columns.output) {
            let chain = &self.goods.goods[supply.good].chain;
            let mine = &self.goods.mines[*mine];
            let id = &self.network.places[mine.place.0].id;
            let cost = self.figures.get(AssumptionKind::MiningCost, id, chain, "USD/t").unwrap_or(0.0);
            for (column, worth) in row.iter().zip(worth) {
                problem.set_cost(*column, cost * worth)?;
            }
        }
        for (node, goods) in columns.stock.iter().enumerate() {
            let place = &self.network.places[self.network.nodes[node].place.0].id;
            for (good, row) in goods.iter().enumerate() {
                let chain = &self.goods.goods[good].chain;
                let month = self.figures.get(AssumptionKind::StockCost, place, chain, "USD/t/month").unwrap_or(0.0);
                #[allow(clippy::cast_precision_loss, reason = "a count of months")]
                let cost = month * periods.length as f64;
                for (column, worth) in row.iter().zip(worth) {
                    if let Some(column) = column {
                        problem.set_cost(*column, cost * worth)?;
                    }
                }
            }
        }
        for (buyer, row) in self.laid.buyer_of.iter().zip(&columns.sold) {
            for (column, worth) in row.iter().zip(worth) {
                problem.set_cost(*column, buyers[*buyer].carriage * worth)?;
            }
        }
        Ok(())
    }

    /// Rows without sides: kt delivered by buyer, and kt that leave by gate.
    fn measure(
        &self,
        problem: &mut Problem,
        columns: &corridor::flow::Columns,
        buyers: &[super::Buyer],
    ) -> Result<(Vec<u32>, Measures), CountryError> {
        let mut measured = Vec::new();
        let mut row = |name: &str, entries: &[(ColumnId, f64)]| -> Result<(), CountryError> {
            let RowId(row) = problem.add_row(name, f64::NEG_INFINITY, f64::INFINITY, entries)?;
            measured.push(place(row));
            Ok(())
        };
        for (at, buyer) in buyers.iter().enumerate() {
            let periods = 0..self.laid.model.periods;
            let entries: Vec<(ColumnId, f64)> = periods.flat_map(|t| self.delivered(&columns.sold, at, t)).collect();
            row(&buyer.name, &entries)?;
        }
        let mut by_gate: BTreeMap<(String, String), Vec<(ColumnId, f64)>> = BTreeMap::new();
        for (arc, ix) in self.laid.planned.arcs.iter().enumerate() {
            let arc_of = &self.network.arcs[ix.0];
            if !arc_of.border {
                continue;
            }
            let gate = match arc_of.crossings.first() {
                Some(crossing) => &self.network.places[crossing.0],
                None => self.network.from_place(arc_of),
            };
            // A gate that goods pass by truck and by rail is told apart by its line.
            let line = self.network.line_of_arc(arc_of);
            let key = match line {
                Some(line) => (line.id.clone(), line.name.clone()),
                None => (gate.id.clone(), gate.name.clone()),
            };
            let flows = columns.flow[arc].iter().flatten().flatten();
            by_gate.entry(key).or_default().extend(flows.map(|column| (*column, 1.0)));
        }
        for ((_, name), entries) in &by_gate {
            row(name, entries)?;
        }
        Ok((measured, Measures { buyers: buyers.len(), gates: by_gate.into_keys().collect() }))
    }

    /// The largest value that can be delivered, with everything decided that can be, in units of the limit.
    fn most_delivered(
        &self,
        problem: &Problem,
        rows: &corridor::flow::Rows,
        columns: &corridor::flow::Columns,
        buyers: &[super::Buyer],
    ) -> Result<f64, CountryError> {
        let mut wide = problem.clone();
        for effect in &self.decisions.effects {
            for (row, amount) in rows.limit[effect.limit].iter().zip(&effect.amount) {
                if let Some(row) = row {
                    let upper = wide.row_upper()[row.0] + amount;
                    wide.set_row_bounds(*row, f64::NEG_INFINITY, upper)?;
                }
            }
        }
        for held in &self.decisions.held {
            if let Some(row) = rows.balance[held.node][held.good].first().copied().flatten() {
                let (lower, upper) = (wide.row_lower()[row.0] - held.kt, wide.row_upper()[row.0]);
                wide.set_row_bounds(row, lower, upper)?;
            }
        }
        let (_, upper) = solve::certificate::implied_bounds(&wide);
        let sold = self.laid.buyer_of.iter().zip(&columns.sold);
        let most: f64 =
            sold.flat_map(|(buyer, row)| row.iter().map(|column| buyers[*buyer].price * upper[column.0] / VALUE)).sum();
        if most.is_finite() { Ok(most) } else { Err(CountryError::Unlimited) }
    }

    fn share_row(
        &self,
        problem: &mut Problem,
        columns: &corridor::flow::Columns,
        buyers: &[super::Buyer],
        periods: &Periods,
        share: f64,
        most: f64,
    ) -> Result<OnAverage, CountryError> {
        let neighbour = self.network.case.balance().map(|own| own.neighbour.to_string());
        let neighbour = neighbour.or_else(|| self.network.case.gateways().first().map(ToString::to_string));
        let mut entries = Vec::new();
        for (at, buyer) in buyers.iter().enumerate() {
            let via = if Some(&buyer.gateway) == neighbour.as_ref() { 1.0 } else { 0.0 };
            for t in 0..periods.count {
                entries.extend(
                    self.delivered(&columns.sold, at, t)
                        .map(|(column, _)| (column, buyer.price * (via - share) / VALUE)),
                );
            }
        }
        let price = (ABOVE_THE_LIMIT / (1.0 - share).max(1e-3)).min(DEAREST);
        let above = problem.add_column("value above the limit", price * VALUE, 0.0, f64::INFINITY)?;
        entries.push((above, -1.0));
        let RowId(row) = problem.add_row("value that goes by the neighbour", f64::NEG_INFINITY, 0.0, &entries)?;
        Ok(OnAverage { row: place(row), most })
    }

    fn first_stage(&self, case: &case::Case) -> Result<(Problem, RowId), CountryError> {
        let mut first = Problem::new();
        let mut budget = Vec::new();
        for decided in &self.decisions.decided {
            let row = case.tables().decisions.iter().find(|row| row.decision_id.as_str() == decided.id);
            match row.map(|row| row.kind) {
                Some(DecisionKind::Contract) => {
                    let most = decided.most * decided.per_unit;
                    first.add_column(decided.name.as_str(), decided.cost, 0.0, most)?;
                }
                Some(DecisionKind::Project) => {
                    budget.push((first.add_integer(decided.name.as_str(), decided.cost, 0.0, 1.0)?, decided.cost));
                }
                _ => {
                    budget.push((first.add_column(decided.name.as_str(), decided.cost, 0.0, 1.0)?, decided.cost));
                }
            }
        }
        let column_of = |id: &str| self.decisions.decided.iter().position(|decided| decided.id == id);
        for (at, decided) in self.decisions.decided.iter().enumerate() {
            let Some(row) = case.tables().decisions.iter().find(|row| row.decision_id.as_str() == decided.id) else {
                continue;
            };
            let whole = |decided: &Decided| if decided.buyer.is_some() { decided.most * decided.per_unit } else { 1.0 };
            for need in row.needs.iter().filter_map(|id| column_of(id.as_str())) {
                let other = &self.decisions.decided[need];
                let entries = [(ColumnId(at), 1.0 / whole(decided)), (ColumnId(need), -1.0 / whole(other))];
                first.add_row(format!("{} needs {}", decided.name, other.name), f64::NEG_INFINITY, 0.0, &entries)?;
            }
            for other in row.excludes.iter().filter_map(|id| column_of(id.as_str())) {
                let against = &self.decisions.decided[other];
                let entries = [(ColumnId(at), 1.0 / whole(decided)), (ColumnId(other), 1.0 / whole(against))];
                first.add_row(format!("{} or {}", decided.name, against.name), f64::NEG_INFINITY, 1.0, &entries)?;
            }
        }
        let budget = first.add_row("budget", f64::NEG_INFINITY, f64::INFINITY, &budget)?;
        Ok((first, budget))
    }
}
