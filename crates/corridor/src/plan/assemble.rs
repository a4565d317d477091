//! From what may go where to the flow model: costs, limits, supplies and sales.

use std::collections::{BTreeMap, BTreeSet};

use case::value::date::Month;

use super::limits::Capacities;
use super::{Builder, HOURS_IN_MONTH, Planned, SOONER, WORKING_ON};
use crate::charge::Charges;
use crate::flow::{FlowArc, FlowModel, FlowNode, Sale, Stock, Supply};
use crate::goods::border_price;
use crate::network::{ArcIx, Port};

impl Builder<'_, '_, '_> {
    pub(super) fn assemble(
        self,
        months: &[Month],
        capacities: &Capacities,
        sales: &BTreeSet<(usize, usize)>,
    ) -> Planned {
        let (network, goods) = (self.plan.network, self.plan.goods);
        let charges = Charges::of(network);
        let mut unpriced = BTreeSet::new();
        let mut price_rows = Vec::new();
        let prices: Vec<f64> = goods
            .goods
            .iter()
            .map(|good| {
                border_price(network, good, self.day).map_or(0.0, |price| {
                    price_rows.extend(price.rows);
                    price.usd_per_t.mid
                })
            })
            .collect();
        let mut model = FlowModel {
            periods: months.len(),
            goods: goods.goods.iter().map(|good| good.name.clone()).collect(),
            nodes: network
                .nodes
                .iter()
                .map(|node| FlowNode { name: network.places[node.place.0].name.clone(), stock: None })
                .collect(),
            goal: self.plan.goal,
            ..FlowModel::default()
        };
        let mut place_of_arc: BTreeMap<ArcIx, usize> = BTreeMap::new();
        for (ix, allowed) in &self.arcs {
            let arc = &network.arcs[ix.0];
            let mut hours = 0.0_f64;
            let lanes = allowed
                .iter()
                .map(|good| {
                    let parts = charges.parts(arc, &goods.goods[*good].chain, self.day);
                    let usd: f64 = parts.iter().filter_map(|part| part.usd_per_t).map(|range| range.mid).sum();
                    let time: f64 = parts.iter().filter_map(|part| part.hours).map(|range| range.mid).sum();
                    if parts.iter().any(|part| part.usd_per_t.is_none()) {
                        unpriced.extend(network.line_of_arc(arc).map(|line| line.id.clone()));
                    }
                    hours = hours.max(time);
                    (*good, usd + prices[*good] * network.interest.yearly / 8760.0 * time)
                })
                .collect();
            place_of_arc.insert(*ix, model.arcs.len());
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of months")]
            let transit = (hours / HOURS_IN_MONTH).floor() as usize;
            model.arcs.push(FlowArc {
                name: network.line_of_arc(arc).map_or_else(String::new, |line| line.name.clone()),
                from: arc.from,
                to: arc.to,
                goods: lanes,
                transit,
            });
        }
        let limits = self.limits(&mut model, &place_of_arc, capacities);
        let supplies = self.supplies(&mut model, months);
        self.yards(&mut model);
        let mut sale_places = Vec::new();
        for (node, good) in sales {
            if !model.arcs.iter().any(|arc| arc.to == *node && arc.goods.iter().any(|(known, _)| known == good)) {
                continue;
            }
            sale_places.push(network.places[network.nodes[*node].place.0].id.clone());
            model.sales.push(Sale {
                name: network.places[network.nodes[*node].place.0].name.clone(),
                node: *node,
                good: *good,
                most: vec![f64::INFINITY; months.len()],
                price: (0..months.len())
                    .map(|later| prices[*good] * discount(later, network.interest.yearly))
                    .collect(),
            });
        }
        Planned {
            arcs: self.arcs.iter().map(|(ix, _)| *ix).collect(),
            model,
            limits,
            supplies,
            sale_places,
            uncounted: self.uncounted.into_iter().collect(),
            unpriced: unpriced.into_iter().collect(),
            prices,
            price_rows: case::trace::merge([price_rows.as_slice()]),
            months: months.to_vec(),
        }
    }

    /// Room at yards and border crossings: where goods wait for their way abroad, else where they first leave the place.
    fn yards(&self, model: &mut FlowModel) {
        let (network, goods) = (self.plan.network, self.plan.goods);
        for yard in goods.yards.iter().filter(|_| self.plan.stocks) {
            let leaving = self.arcs.iter().filter(|(ix, allowed)| {
                network.nodes[network.arcs[ix.0].from].place == yard.place && allowed.contains(&yard.good)
            });
            let first = leaving.map(|(ix, _)| &network.arcs[ix.0]).min_by_key(|arc| (!arc.border, arc.from));
            if let Some(arc) = first {
                // Two goods of one yard have the room of both.
                let other = model.nodes[arc.from].stock.as_ref().map_or(0.0, |stock| stock.room);
                model.nodes[arc.from].stock = Some(Stock { room: other + yard.room_t / 1000.0, holding_cost: 0.0 });
            }
        }
    }

    fn supplies(&self, model: &mut FlowModel, months: &[Month]) -> Vec<usize> {
        let (network, goods) = (self.plan.network, self.plan.goods);
        let mut supplies = Vec::new();
        for (index, mine) in goods.mines.iter().enumerate() {
            let Some(node) = network.node(mine.place, Port::Out) else { continue };
            if !model.arcs.iter().any(|arc| arc.from == node && arc.goods.iter().any(|(good, _)| *good == mine.good)) {
                continue;
            }
            let most: Vec<f64> = months
                .iter()
                .map(|month| {
                    let days = f64::from(month.first_day().days_in_month());
                    let day = month.last_day().min(self.day);
                    mine.most_t_year(day).map_or(f64::INFINITY, |tonnes| tonnes / 365.25 * days / 1000.0)
                })
                .collect();
            let room = mine.stock_room_t.filter(|_| self.plan.stocks && !mine.rates.is_empty());
            if let Some(room) = room {
                // Two goods of one mine have the room of both.
                let other = model.nodes[node].stock.as_ref().map_or(0.0, |stock| stock.room);
                model.nodes[node].stock = Some(Stock { room: other + room / 1000.0, holding_cost: 0.0 });
            }
            supplies.push(index);
            model.supplies.push(Supply {
                name: network.places[mine.place.0].name.clone(),
                node,
                good: mine.good,
                most,
                cost: if room.is_some() { -WORKING_ON } else { 0.0 },
                cost_rise: if room.is_some() { WORKING_ON * SOONER } else { 0.0 },
            });
        }
        supplies
    }
}

/// What money a number of months later is worth now: of two months alike, goods are sold in the earlier.
fn discount(months: usize, interest: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a count of months")]
    let years = months as f64 / 12.0;
    (1.0 + interest).powf(-years)
}
