//! The network on which goods go: the plan of `corridor` with everything built that could be, its months gathered into
//! periods, and deliveries to buyers in place of sales at the border.

use std::collections::BTreeSet;

use case::tables::DecisionKind;
use case::value::unit::Unit;
use corridor::flow::{FlowModel, Goal, Sale};
use corridor::goods::Goods;
use corridor::line::with_line;
use corridor::network::{Changes, Network};
use corridor::plan::{Plan, Planned};
use corridor::range::Range;
use words::mark;

use super::{Buyer, LeftOut, Periods};

/// The network with its periods.
pub(super) struct Laid {
    /// The plan by months.
    pub(super) planned: Planned,
    /// The model by periods; its sales are deliveries.
    pub(super) model: FlowModel,
    /// The buyer of each sale of the model.
    pub(super) buyer_of: Vec<usize>,
}

/// The plan by months, with every line built and every gate counted that a decision of the case is about.
pub(super) fn plan(network: &Network<'_>, goods: &Goods, periods: &Periods) -> Planned {
    let case = network.case;
    let day = case.as_of();
    let mut changes = Changes::default();
    for row in &case.tables().decisions {
        if !matches!(row.kind, DecisionKind::Expansion | DecisionKind::Project) {
            continue;
        }
        changes.counts.insert(row.subject_id.to_string());
        if let Some(line) = network.line(row.subject_id.as_str()).map(|ix| &network.lines[ix.0])
            && !line.exists_on(day)
        {
            let built = with_line(network, line).builds;
            changes.counts.extend(built.iter().cloned());
            changes.builds.extend(built);
        }
    }
    let months = periods.months.clone();
    Plan { network, goods, changes, months, seen_until: Some(day), goal: Goal::Profit, stocks: true }.build()
}

/// The buyers of a case whose goods are modelled. A buyer's price, carriage and limit may stand in rows of their own, each
/// with its source; of two rows that give one of them the first counts.
pub(super) fn buyers(network: &Network<'_>, goods: &Goods, prices: &[f64], left_out: &mut Vec<LeftOut>) -> Vec<Buyer> {
    let mut buyers: Vec<Buyer> = Vec::new();
    let mut given: Vec<(Option<f64>, Option<f64>)> = Vec::new();
    let usd_per_t = Unit::parse_plain("USD/t");
    let money = |range: Option<Range>, unit: Option<&Unit>| Some(range?.mid * unit?.factor_to(usd_per_t.as_ref()?)?);
    for row in &network.case.tables().buyers {
        let id = row.buyer_id.to_string();
        let Some(good) = goods.find(row.product_id.as_str()) else {
            left_out.push(LeftOut { id, why: mark("buys a good that no mine of the case gives").to_owned() });
            continue;
        };
        let known = buyers.iter().position(|known| known.id == id && known.good == good);
        let at = known.unwrap_or(buyers.len());
        if known.is_none() {
            buyers.push(Buyer {
                id,
                name: row.name.clone(),
                good,
                economy: row.economy.to_string(),
                gateway: row.gateway.to_string(),
                price: 0.0,
                carriage: 0.0,
                most: None,
                via: row.via.iter().map(ToString::to_string).collect(),
                rows: Vec::new(),
            });
            given.push((None, None));
        }
        let buyer = &mut buyers[at];
        let price = money(Range::of_cells(row.price.value(), row.price_high.value()), row.price_unit.as_ref());
        let carriage =
            money(Range::of_cells(row.carriage.value(), row.carriage_high.value()), row.carriage_unit.as_ref());
        let most = Range::of_cells(row.most.value(), row.most_high.value()).zip(row.most_unit.as_ref());
        given[at] = (given[at].0.or(price), given[at].1.or(carriage));
        // Tonnes a day to kt a year.
        buyer.most = buyer.most.or(most.map(|(range, unit)| range.mid * unit.factor() * 365.25 / 1000.0));
        buyer.rows.push(row.at.clone());
    }
    for (buyer, (price, carriage)) in buyers.iter_mut().zip(given) {
        buyer.price = price.unwrap_or(prices[buyer.good]);
        buyer.carriage = carriage.unwrap_or(0.0);
    }
    let (priced, unpriced): (Vec<Buyer>, Vec<Buyer>) = buyers.into_iter().partition(|buyer| buyer.price > 0.0);
    let why = mark("has no price, and the good has none at the border");
    left_out.extend(unpriced.into_iter().map(|buyer| LeftOut { id: buyer.id, why: why.to_owned() }));
    priced
}

/// The model by periods.
pub(super) fn lay(network: &Network<'_>, planned: Planned, buyers: &[Buyer], periods: &Periods) -> Laid {
    let mut model = planned.model.clone();
    let sum = |months: &[f64]| -> Vec<f64> {
        (0..periods.count).map(|period| months[periods.of_period(period)].iter().sum()).collect()
    };
    model.periods = periods.count;
    for arc in &mut model.arcs {
        arc.transit = arc.transit.checked_div(periods.length).unwrap_or(0);
    }
    for limit in &mut model.limits {
        limit.capacity = sum(&limit.capacity);
    }
    for supply in &mut model.supplies {
        supply.most = sum(&supply.most);
        supply.cost = 0.0;
        supply.cost_rise = 0.0;
    }
    let sales = std::mem::take(&mut model.sales);
    let mut buyer_of = Vec::new();
    for (sale, place) in sales.iter().zip(&planned.sale_places) {
        let Some(place) = network.place(place).map(|ix| &network.places[ix.0]) else { continue };
        let passed = passed_into(network, &planned, sale.node, &place.id);
        for (at, buyer) in buyers.iter().enumerate() {
            let leads = buyer.via.is_empty() || buyer.via.iter().any(|way| passed.contains(way.as_str()));
            if buyer.good == sale.good && buyer.gateway == place.economy.to_string() && leads {
                model.sales.push(Sale {
                    name: buyer.name.clone(),
                    node: sale.node,
                    good: sale.good,
                    most: vec![f64::INFINITY; periods.count],
                    // What they bring is told by the buyer, later.
                    price: vec![0.0; periods.count],
                });
                buyer_of.push(at);
            }
        }
    }
    Laid { planned, model, buyer_of }
}

/// What goods pass that come to a node beyond the border: the place, and crossings and lines of the arcs into it.
fn passed_into<'n>(network: &'n Network<'_>, planned: &Planned, node: usize, place: &'n str) -> BTreeSet<&'n str> {
    let mut passed = BTreeSet::from([place]);
    for ix in planned.arcs.iter().filter(|ix| network.arcs[ix.0].to == node) {
        let arc = &network.arcs[ix.0];
        passed.extend(arc.crossings.iter().map(|crossing| network.places[crossing.0].id.as_str()));
        passed.extend(network.line_of_arc(arc).map(|line| line.id.as_str()));
        // A buyer beyond a later stop of the same line names that stop.
        let stops = network.line_of_arc(arc).into_iter().flat_map(|line| &line.stops);
        passed.extend(stops.map(|stop| network.places[stop.0].id.as_str()));
    }
    passed
}
