//! Do all roads lead through one neighbour? Three figures: of the ways there are, of the goods in the optimum, and of
//! the most that could leave without it.

use case::tables::PlaceKind;
use case::value::date::{Date, Month};
use case::value::economy::Economy;
use serde::Serialize;

use crate::flow::{FlowError, Goal, total};
use crate::goods::Goods;
use crate::network::{Changes, Network, PlaceIx};
use crate::route::RouteError;
use crate::throughput::{Ask, throughput};
use crate::ways::{By, Finder, Load};

/// Why the figures could not be told.
#[derive(Debug, thiserror::Error)]
pub enum ThroughError {
    /// No optimum.
    #[error(transparent)]
    Flow(#[from] FlowError),
    /// No ways.
    #[error(transparent)]
    Route(#[from] RouteError),
}

/// What hangs on one economy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Through {
    /// The economy.
    pub economy: String,
    /// Pairs of a mine and a market or port abroad between which there is a way.
    pub pairs: usize,
    /// Pairs whose best way touches the economy.
    pub best_through: usize,
    /// Pairs without any way that leaves it out.
    pub only_through: usize,
    /// kt sold in the optimum of the month, and the part beyond the border of the economy.
    pub kt: (f64, f64),
    /// Thousand USD of sales in the optimum, and the part beyond the border of the economy.
    pub kusd: (f64, f64),
    /// kt that could leave in the month with the economy closed, when mass alone counts.
    pub most_without_kt: f64,
}

impl Through {
    /// Part of the mass in the optimum.
    pub fn mass_share(&self) -> Option<f64> {
        (self.kt.0 > 0.0).then(|| self.kt.1 / self.kt.0)
    }

    /// Part of the value in the optimum.
    pub fn value_share(&self) -> Option<f64> {
        (self.kusd.0 > 0.0).then(|| self.kusd.1 / self.kusd.0)
    }

    /// Part of the pairs that have no other way.
    pub fn way_share(&self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "counts of pairs")]
        let share = self.only_through as f64 / self.pairs as f64;
        (self.pairs > 0).then_some(share)
    }
}

/// The mines of the goods, each once.
pub fn mines(goods: &Goods) -> Vec<PlaceIx> {
    let mut mines: Vec<PlaceIx> = goods.mines.iter().map(|mine| mine.place).collect();
    mines.dedup();
    mines
}

/// Markets and sea ports abroad.
pub fn destinations(network: &Network<'_>) -> Vec<PlaceIx> {
    (0..network.places.len())
        .map(PlaceIx)
        .filter(|ix| {
            let place = &network.places[ix.0];
            place.economy != network.case.economy() && matches!(place.kind, PlaceKind::Market | PlaceKind::Port)
        })
        .collect()
}

/// The figures for an economy in a month, with changes.
///
/// # Errors
/// When there is no optimum, or a weight cannot be.
pub fn through(
    network: &Network<'_>,
    goods: &Goods,
    economy: Economy,
    month: Month,
    day: Date,
    changes: &Changes,
) -> Result<Through, ThroughError> {
    let without = changes.clone().closing(economy.as_str());
    let (mut pairs, mut best_through, mut only_through) = (0, 0, 0);
    for mine in &goods.mines {
        let good = &goods.goods[mine.good];
        let load = Load { chain: good.chain.clone(), usd_per_t: 0.0 };
        let open = Finder::new(network, day, changes.clone(), load.clone())?;
        let shut = Finder::new(network, day, without.clone(), load)?;
        for to in destinations(network) {
            let Some(best) = open.ways(mine.place, to, By::Generalised, 1)?.into_iter().next() else { continue };
            pairs += 1;
            best_through += usize::from(best.crosses(economy));
            only_through += usize::from(shut.ways(mine.place, to, By::Generalised, 1)?.is_empty());
        }
    }
    let ask = |goal, changes: Changes| Ask { month, seen_until: day, changes, goal, worth: false };
    let optimum = throughput(network, goods, &ask(Goal::Profit, changes.clone()))?;
    let mut kt = (0.0, 0.0);
    let mut kusd = (0.0, 0.0);
    for gate in &optimum.gates {
        let price = optimum.prices.get(gate.good).copied().unwrap_or(0.0);
        let there = network.place(&gate.place).is_some_and(|place| network.places[place.0].economy == economy);
        kt.0 += gate.kt;
        kusd.0 += gate.kt * price;
        if there {
            kt.1 += gate.kt;
            kusd.1 += gate.kt * price;
        }
    }
    let most = throughput(network, goods, &ask(Goal::Mass, without))?;
    Ok(Through {
        economy: economy.to_string(),
        pairs,
        best_through,
        only_through,
        kt,
        kusd,
        most_without_kt: total(most.sold_kt),
    })
}
