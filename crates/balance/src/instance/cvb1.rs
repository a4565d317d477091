//! CVB1: a corridor country of eight mines, six hubs, five borders and four markets over twelve periods, by integers
//! alone, so that any language rebuilds it bit for bit. Mass in kt a period, money in thousand USD.
//!
//! Now: expansions of links and contracts by product and market, with at most 75 % of the contracted value at home markets
//! of one neighbour. Later: flows, output, stock, spot sales and shortfall. Futures differ in how far borders are open, in
//! delays and in spot prices.

mod draw;
mod programme;

use std::borrow::Cow;

use solve::ProblemError;

pub use self::draw::checksum;
use crate::two_stage::{Future, Futures, TwoStage};

/// The seed of the published optima.
pub const SEED: u64 = 20_240_611;

pub(crate) const P: usize = 8;
pub(crate) const T: usize = 12;
pub(crate) const H: usize = 6;
pub(crate) const B: usize = 5;
pub(crate) const K: usize = 4;

/// A link. Whole numbers, as all data of the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Node it leaves: mines 0-7, hubs 8-13, borders 14-18, markets 19-22.
    pub tail: usize,
    /// Node it reaches.
    pub head: usize,
    /// 0 mine to hub, 1 hub to hub, 2 hub to border, 3 border to market, 4 mine to border.
    pub kind: u8,
    /// kt a period.
    pub capacity: i64,
    /// USD a tonne.
    pub cost: i64,
    /// Largest expansion, kt a period.
    pub most: i64,
    /// Thousand USD for a kt a period of expansion.
    pub price: i64,
    /// The border it belongs to, or none.
    pub border: Option<usize>,
}

/// What does not hang on the future.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// The seed.
    pub seed: u64,
    /// Links.
    pub links: Vec<Link>,
    /// USD a tonne, by product.
    pub value: Vec<i64>,
    /// Most output, kt a period, by product.
    pub output: Vec<i64>,
    /// USD a tonne, by product.
    pub output_cost: Vec<i64>,
    /// Room for stock, kt, by product.
    pub stock_room: Vec<i64>,
    /// Stock at the beginning, kt, by product.
    pub stock: Vec<i64>,
    /// USD a tonne and period, by product.
    pub stock_cost: Vec<i64>,
    /// USD a tonne, by product and market.
    pub price: Vec<[i64; K]>,
    /// Price of contracts, USD a tonne, by product and market.
    pub contract_price: Vec<[i64; K]>,
    /// For a tonne short, USD, by product and market.
    pub penalty: Vec<[i64; K]>,
    /// Most spot sales, kt a period, by product and market.
    pub demand: Vec<[i64; K]>,
    /// Largest contract, kt a period, by product and market.
    pub contract: Vec<[i64; K]>,
}

/// What a future holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// How far a border is open, per cent, by border and period.
    pub open: [[i64; T]; B],
    /// USD a tonne on links into a border.
    pub delay: [i64; B],
    /// USD a tonne, by product and market.
    pub spot: Vec<[i64; K]>,
}

/// What is asked of the instance beside its size and seed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Variant {
    /// At most this share of the value sold through borders 0-2, on average (CVB1-R).
    pub realised_share: Option<f64>,
    /// Each expansion is nothing or all (CVB1-B).
    pub whole: bool,
}

/// The instance for a seed, with the first `futures` futures.
///
/// # Errors
/// When a number is refused, which no seed leads to.
pub fn cvb1(seed: u64, futures: usize, variant: Variant) -> Result<TwoStage, ProblemError> {
    let base = Base::of(seed);
    programme::build(base, 0, futures, variant)
}

/// Fresh futures of the same instance: `count` of them from number `first` on.
///
/// # Errors
/// As for [`cvb1`].
pub fn fresh(seed: u64, first: usize, count: usize, variant: Variant) -> Result<Box<dyn Futures>, ProblemError> {
    Ok(programme::build(Base::of(seed), first, count, variant)?.futures)
}

#[derive(Debug)]
pub(crate) struct Generated {
    base: Base,
    layout: programme::Layout,
    futures: Vec<Drawn>,
}

impl Futures for Generated {
    fn count(&self) -> usize {
        self.futures.len()
    }

    #[allow(clippy::cast_precision_loss, reason = "a count of futures")]
    fn probability(&self, _: usize) -> f64 {
        1.0 / self.futures.len() as f64
    }

    fn future(&self, s: usize) -> Cow<'_, Future> {
        Cow::Owned(self.layout.future(&self.base, &self.futures[s]))
    }
}

impl Base {
    /// Draws the data of a seed.
    pub fn of(seed: u64) -> Self {
        draw::base(seed)
    }

    /// Draws a future.
    pub fn future(&self, s: u64) -> Drawn {
        draw::future(self, s)
    }
}
