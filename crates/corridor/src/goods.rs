//! Which goods are modelled, which mines give them, and what they earn at the border.

use std::collections::BTreeMap;

use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::provenance::Confidence;
use case::tables::{Market, MarketMeasure, PlaceKind, ProductKind, Production, ProductionMeasure, Terms};
use case::value::date::Date;
use case::value::period::Period;
use serde::Serialize;

use crate::in_time::{Nearness, nearest};
use crate::network::{Network, PlaceIx};
use crate::range::Range;

/// What a mine's limit of output rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputBasis {
    /// What the mine or its plant was designed for.
    Design,
    /// The highest output, or sales, reported for any time, as a rate.
    HighestReported,
    /// No row gives a limit: none is set.
    NotKnown,
}

/// A rate at which a mine can give, or once gave.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputRate {
    /// The first day of the time it was reported for.
    pub since: Date,
    /// Tonnes a year.
    pub t_year: f64,
    /// The row.
    pub row: RowRef,
}

/// A good that a mine gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Mine {
    /// The place.
    pub place: PlaceIx,
    /// Index of the good in [`Goods::goods`].
    pub good: usize,
    /// What it can give, or gave, in order of time; empty where no row gives a limit.
    pub rates: Vec<OutputRate>,
    /// What the limit rests on.
    pub basis: OutputBasis,
    /// Room for stock, tonnes: the largest stock ever reported; `None` where none is.
    pub stock_room_t: Option<f64>,
    /// The rows.
    pub rows: Vec<RowRef>,
}

impl Mine {
    /// Most that comes out on a day, tonnes a year: the highest rate that had begun by then, since a mine can give what
    /// it once gave; before the first one, that one. `None` where no row gives a limit.
    pub fn most_t_year(&self, day: Date) -> Option<f64> {
        let begun = self.rates.iter().filter(|rate| rate.since <= day).map(|rate| rate.t_year).reduce(f64::max);
        begun.or_else(|| self.rates.first().map(|rate| rate.t_year))
    }
}

/// Room for a good at a place between mine and border: a yard, or a border crossing with one.
#[derive(Debug, Clone, PartialEq)]
pub struct Yard {
    /// The place.
    pub place: PlaceIx,
    /// Index of the good in [`Goods::goods`].
    pub good: usize,
    /// Tonnes: the largest stock ever reported there.
    pub room_t: f64,
    /// Its row.
    pub row: RowRef,
}

/// A modelled good.
#[derive(Debug, Clone, PartialEq)]
pub struct Good {
    /// Id of the product: the widest commodity, so that kinds of one good are not counted apart.
    pub id: String,
    /// Name as readers see it.
    pub name: String,
    /// The id, then the products it is a part of.
    pub chain: Vec<String>,
    /// Ids of the kinds of it.
    pub kinds: Vec<String>,
}

/// A price at the border.
#[derive(Debug, Clone, PartialEq)]
pub struct BorderPrice {
    /// USD a tonne.
    pub usd_per_t: Range,
    /// Whether it is of the day, of before or of after.
    pub nearness: Nearness,
    /// Id of what it is the price of: the good, or a kind of it.
    pub product: String,
    /// Id of the economy or crossing it was told for.
    pub subject: String,
    /// The time it is of.
    pub period: Period,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// Goods and mines of a case.
#[derive(Debug, Clone)]
pub struct Goods {
    /// The goods, by id.
    pub goods: Vec<Good>,
    /// The mines, by place and good.
    pub mines: Vec<Mine>,
    /// Places at home that are no mines and where stock was reported, by place and good.
    pub yards: Vec<Yard>,
}

impl Goods {
    /// The goods that mines of the case's economy give, by its production rows.
    pub fn of(network: &Network<'_>) -> Self {
        let tables = network.case.tables();
        let mut rows_of: BTreeMap<(PlaceIx, String), Vec<&Entry<Production>>> = BTreeMap::new();
        let mut stock_of: BTreeMap<(PlaceIx, String), Vec<&Entry<Production>>> = BTreeMap::new();
        for row in &tables.production {
            let Some(place) = network.place(row.place_id.as_str()) else { continue };
            let is_mine = matches!(network.places[place.0].kind, PlaceKind::Mine | PlaceKind::Oilfield);
            if network.places[place.0].economy == network.case.economy() {
                let rows = if is_mine { &mut rows_of } else { &mut stock_of };
                rows.entry((place, widest(network, row.product_id.as_str()))).or_default().push(row);
            }
        }
        let mut ids: Vec<String> = rows_of.keys().map(|(_, good)| good.clone()).collect();
        ids.sort();
        ids.dedup();
        let goods: Vec<Good> = ids.iter().map(|id| good(network, id)).collect();
        let mines = rows_of
            .into_iter()
            .filter_map(|((place, id), rows)| {
                let good = goods.iter().position(|good| good.id == id)?;
                Some(mine(place, good, &rows))
            })
            .collect();
        let yards = stock_of
            .into_iter()
            .filter_map(|((place, id), rows)| {
                let good = goods.iter().position(|good| good.id == id)?;
                let (room_t, row) = largest_stock(&rows)?;
                Some(Yard { place, good, room_t, row })
            })
            .collect();
        Self { goods, mines, yards }
    }

    /// The index of a good that a product is, or is a kind of.
    pub fn find(&self, product: &str) -> Option<usize> {
        self.goods.iter().position(|good| good.id == product || good.kinds.iter().any(|kind| kind == product))
    }
}

/// The widest commodity that a product is a part of.
fn widest(network: &Network<'_>, product: &str) -> String {
    let kind =
        |id: &str| network.case.tables().products.iter().find(|row| row.product_id.as_str() == id).map(|row| row.kind);
    network
        .product_chain(product)
        .into_iter()
        .take_while(|id| kind(id) == Some(ProductKind::Commodity))
        .last()
        .unwrap_or_else(|| product.to_owned())
}

fn good(network: &Network<'_>, id: &str) -> Good {
    let products = &network.case.tables().products;
    Good {
        id: id.to_owned(),
        name: products
            .iter()
            .find(|row| row.product_id.as_str() == id)
            .map_or_else(|| id.to_owned(), |row| row.name.clone()),
        chain: network.product_chain(id),
        kinds: products
            .iter()
            .map(|row| row.product_id.to_string())
            .filter(|other| other != id && widest(network, other) == id)
            .collect(),
    }
}

fn mine(place: PlaceIx, good: usize, rows: &[&Entry<Production>]) -> Mine {
    use ProductionMeasure as M;
    let tonnes =
        |row: &Entry<Production>| Range::of_cells(row.value.value(), row.value_high.value()).map(|range| range.mid);
    let of = |measures: &[ProductionMeasure]| -> Vec<&Entry<Production>> {
        rows.iter().copied().filter(|row| measures.contains(&row.measure)).collect()
    };
    // A rate in tonnes a year, from a unit a year or from an amount in a period.
    let yearly = |row: &Entry<Production>| -> Option<f64> {
        let mass = match row.unit.rate_of() {
            Some("mass") => return Some(tonnes(row)? * row.unit.factor() * DAYS_IN_YEAR),
            Some(_) => return None,
            None => row.unit.measures("mass").then(|| tonnes(row).map(|value| value * row.unit.factor()))??,
        };
        Some(mass * DAYS_IN_YEAR / days(row.period))
    };
    let all = |measures: &[ProductionMeasure], trusted: bool| -> Vec<OutputRate> {
        let mut rates: Vec<OutputRate> = of(measures)
            .into_iter()
            .filter(|row| !trusted || row.provenance.confidence != Confidence::Low)
            .filter_map(|row| {
                Some(OutputRate { since: row.period.first_day(), t_year: yearly(row)?, row: row.at.clone() })
            })
            .collect();
        rates.sort_by(|a, b| a.since.cmp(&b.since).then(a.row.cmp(&b.row)));
        rates
    };
    let design = all(&[M::DesignCapacity, M::ProcessingCapacity], true);
    let reported = all(&[M::Output, M::Sales], false);
    let (rates, basis) = match (design.is_empty(), reported.is_empty()) {
        (false, _) => (design, OutputBasis::Design),
        (true, false) => (reported, OutputBasis::HighestReported),
        (true, true) => (Vec::new(), OutputBasis::NotKnown),
    };
    let stock = largest_stock(rows);
    let mut refs: Vec<RowRef> = rates.iter().map(|rate| rate.row.clone()).collect();
    refs.extend(stock.iter().map(|(_, row)| row.clone()));
    if refs.is_empty() {
        refs = rows.iter().take(1).map(|row| row.at.clone()).collect();
    }
    Mine { place, good, rates, basis, stock_room_t: stock.map(|(tonnes, _)| tonnes), rows: refs }
}

/// The largest stock ever reported, tonnes, and its row.
fn largest_stock(rows: &[&Entry<Production>]) -> Option<(f64, RowRef)> {
    rows.iter()
        .filter(|row| row.measure == ProductionMeasure::Stock && row.unit.measures("mass"))
        .filter_map(|row| {
            let tonnes = Range::of_cells(row.value.value(), row.value_high.value())?.mid;
            Some((tonnes * row.unit.factor(), row.at.clone()))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Days in a mean year, as the unit `year` counts them.
const DAYS_IN_YEAR: f64 = 365.25;

fn days(period: Period) -> f64 {
    crate::regime::days_between(period.first_day(), period.last_day()) + 1.0
}

/// What a good earns at the border on a day: the nearest price row in time, on the terms `border`, of the good or of a
/// kind of it, for the case's economy or one of its crossings.
pub fn border_price(network: &Network<'_>, good: &Good, day: Date) -> Option<BorderPrice> {
    let rule = Preference::of(network.case);
    let usd_per_t = case::value::unit::Unit::parse_plain("USD/t")?;
    let at_border = |row: &&Entry<Market>| {
        let subject = row.subject_id.as_str();
        let here = subject == network.case.economy().as_str()
            || network.place(subject).is_some_and(|place| network.places[place.0].kind == PlaceKind::Crossing);
        let product = row.product_id.as_str();
        row.measure == MarketMeasure::Price
            && row.terms == Some(Terms::Border)
            && here
            && (product == good.id || good.kinds.iter().any(|kind| kind == product))
            && row.unit.is_like(&usd_per_t)
            && row.value.value().is_some()
    };
    let rows = network.case.tables().markets.iter().filter(at_border);
    let found = nearest(&rule, rows, |row| (row.period.first_day(), Some(row.period.last_day())), day)?;
    let best = *found.rows.first()?;
    let price = Range::of_cells(best.value.value(), best.value_high.value())?.times(best.unit.factor_to(&usd_per_t)?);
    Some(BorderPrice {
        usd_per_t: price,
        nearness: found.nearness,
        product: best.product_id.to_string(),
        subject: best.subject_id.to_string(),
        period: best.period,
        rows: found.refs(),
    })
}
