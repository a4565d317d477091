//! Mirror comparison: the same goods as the seller and the buyer record them.
//!
//! A gap between two records has innocent reasons before it has others: the two sides count different things
//! (definition, destination), and goods that leave at the end of a month arrive in the next (timing). Each is allowed
//! for where the facts permit; where they do not, the remainder "cannot be told", and the reason is given. See
//! UNSD, *International Merchandise Trade Statistics: Compilers Manual* (2013), chapter 9, on asymmetries.

use case::Case;
use case::tables::{Flow, FlowMeasure};
use case::trace::Traced;
use case::value::date::Month;
use case::value::economy::{Economy, Partner};
use case::value::id::ProductId;
use case::value::period::Period;
use case::value::quantity::Tonnes;

use crate::flows::{Figure, FlowKey, Flows};

/// One side's record.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The quantity.
    pub quantity: Traced<Tonnes>,
    /// What is counted.
    pub definition: String,
    /// The vintage.
    pub vintage: String,
}

/// What is left of a gap after what can be allowed for.
#[derive(Debug, Clone, PartialEq)]
pub enum Remainder {
    /// Both definition and timing could be allowed for.
    Told {
        /// Gap if nothing was under way between the two records, t.
        without_shift: Traced<Tonnes>,
        /// Gap if everything the buyer recorded had left a month earlier, t.
        with_shift: Traced<Tonnes>,
        /// The smallest gap that some shift from none to one month leaves, t; zero when a shift explains all.
        left: Traced<Tonnes>,
        /// The same in percent of the seller's record of the same month or year.
        left_percent: Traced<f64>,
        /// What some shift from none to one month leaves if all that the seller sold came to this buyer, whatever
        /// destination its record names, t: a destination follows the invoice, and goods may be resold on their way.
        left_of_all: Traced<Tonnes>,
    },
    /// The facts do not permit it.
    CannotBeTold(Reason),
}

/// Why a remainder cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The seller's record counts all destinations, and its part for this buyer is not known for this period.
    NoDestination,
    /// The seller's months around the period are not all known.
    NoMonths,
}

/// Both records of one good in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct MirrorPair {
    /// The good.
    pub product: ProductId,
    /// The buyer.
    pub partner: Economy,
    /// The period.
    pub period: Period,
    /// What the seller records.
    pub seller: Side,
    /// What the buyer records.
    pub buyer: Side,
    /// Whether the seller's figure counts this buyer alone.
    pub like_for_like: bool,
    /// Buyer minus seller, t.
    pub gap: Traced<Tonnes>,
    /// The same in percent of the seller's record.
    pub gap_percent: Traced<f64>,
    /// What is left after definition and timing.
    pub remainder: Remainder,
}

/// The pairs of one good, and the buyer's records that have no counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirror {
    /// The good.
    pub product: ProductId,
    /// The buyer.
    pub partner: Economy,
    /// Pairs of the same periods, in order; where the seller has two definitions, both.
    pub pairs: Vec<MirrorPair>,
    /// Periods that only the buyer reports, or for which the seller reports zero.
    pub unpaired: Vec<Period>,
    /// Whole years that the seller reports, to all or to this buyer, in order.
    pub seller_years: Vec<i16>,
}

impl Mirror {
    /// The pairs with the smallest and the largest gap in percent, of whole years or of single months; `None` where
    /// there is none.
    pub fn ends(&self, years: bool, like_for_like: bool) -> Option<Ends<'_>> {
        let pairs: Vec<&MirrorPair> = self
            .pairs
            .iter()
            .filter(|pair| pair.like_for_like == like_for_like)
            .filter(|pair| if years { pair.period.year().is_some() } else { matches!(pair.period, Period::Month(_)) })
            .collect();
        let by_gap = |a: &&&MirrorPair, b: &&&MirrorPair| a.gap_percent.value.total_cmp(&b.gap_percent.value);
        let (low, high) = (pairs.iter().min_by(by_gap)?, pairs.iter().max_by(by_gap)?);
        Some(Ends { low, high, count: pairs.len() })
    }
}

/// The ends of the gaps of several pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends<'a> {
    /// The pair with the smallest gap in percent.
    pub low: &'a MirrorPair,
    /// The pair with the largest.
    pub high: &'a MirrorPair,
    /// Pairs in all.
    pub count: usize,
}

impl Ends<'_> {
    /// The larger of both gaps, whatever its sign, percent.
    pub fn widest_percent(&self) -> f64 {
        self.low.gap_percent.value.abs().max(self.high.gap_percent.value.abs())
    }
}

/// Every good that a partner reports as bought from the case's economy, by quantity in tonnes.
pub fn mirrors(case: &Case, flows: &Flows<'_>) -> Vec<Mirror> {
    let masses: Vec<&ProductId> = case
        .tables()
        .products
        .iter()
        .filter(|product| product.unit.measures("mass"))
        .map(|product| &product.product_id)
        .collect();
    flows
        .keys()
        .filter(|key| {
            key.reporter != case.economy()
                && key.partner == Partner::Economy(case.economy())
                && key.flow == Flow::Import
                && key.measure == FlowMeasure::Quantity
                && masses.contains(&&key.product)
        })
        .map(|key| mirror(case, flows, key))
        .collect()
}

fn mirror(case: &Case, flows: &Flows<'_>, bought: &FlowKey) -> Mirror {
    let sold = |partner: Partner| FlowKey {
        reporter: case.economy(),
        partner,
        flow: Flow::Export,
        product: bought.product.clone(),
        measure: FlowMeasure::Quantity,
    };
    let to_all = sold(Partner::World);
    let to_buyer = sold(Partner::Economy(bought.reporter));
    let mut seller_years = flows.years(&to_all);
    seller_years.extend(flows.years(&to_buyer));
    seller_years.sort_unstable();
    seller_years.dedup();
    let mut found = Mirror {
        product: bought.product.clone(),
        partner: bought.reporter,
        pairs: Vec::new(),
        unpaired: Vec::new(),
        seller_years,
    };
    let mut periods: Vec<Period> = flows.periods(bought).collect();
    periods.sort_by_key(|period| (period.first_day(), period.last_day()));
    for period in periods {
        let Some(buyer) = flows.direct(bought, period).and_then(|figure| side(&figure)) else { continue };
        let all = flows.figure(&to_all, period).and_then(|figure| side(&figure));
        let this = flows.figure(&to_buyer, period).and_then(|figure| side(&figure));
        if all.is_none() && this.is_none() {
            found.unpaired.push(period);
            continue;
        }
        let shifted = shifted(flows, &to_all, period);
        let before = found.pairs.len();
        if let Some(all) = &all {
            let remainder = Remainder::CannotBeTold(Reason::NoDestination);
            found.pairs.extend(pair(bought, period, all, &buyer, false, remainder));
        }
        if let Some(this) = &this {
            let remainder = remainder(this, &buyer, all.as_ref(), shifted.as_ref());
            found.pairs.extend(pair(bought, period, this, &buyer, true, remainder));
        }
        // No gap in percent of nothing; the buyer's record must not be lost.
        if found.pairs.len() == before {
            found.unpaired.push(period);
        }
    }
    found
}

fn side(figure: &Figure) -> Option<Side> {
    Some(Side {
        quantity: figure.amount.map(|t| Tonnes::new(*t)).transpose()?,
        definition: figure.definition.clone(),
        vintage: figure.vintage.clone(),
    })
}

fn pair(
    bought: &FlowKey,
    period: Period,
    seller: &Side,
    buyer: &Side,
    like_for_like: bool,
    remainder: Remainder,
) -> Option<MirrorPair> {
    if seller.quantity.value.get() <= 0.0 {
        return None;
    }
    let gap = seller.quantity.with(&buyer.quantity, |ours, theirs| *theirs - *ours);
    let gap_percent = seller.quantity.with(&gap, |ours, gap| *gap / *ours * 100.0);
    Some(MirrorPair {
        product: bought.product.clone(),
        partner: bought.reporter,
        period,
        seller: seller.clone(),
        buyer: buyer.clone(),
        like_for_like,
        gap,
        gap_percent,
        remainder,
    })
}

/// The seller's months one month earlier than the period, summed.
fn shifted(flows: &Flows<'_>, to_all: &FlowKey, period: Period) -> Option<Traced<Tonnes>> {
    let months: Vec<Month> = period.months()?.iter().map(|month| month.plus(-1)).collect();
    side(&flows.sum_of_months(to_all, &months)?).map(|side| side.quantity)
}

/// Allows for destination (the record for this buyer is used) and for a shift of up to one month: the part of all
/// exports that went to this buyer is taken to be the same a month earlier.
fn remainder(seller: &Side, buyer: &Side, all: Option<&Side>, shifted: Option<&Traced<Tonnes>>) -> Remainder {
    let (Some(all), Some(shifted)) = (all, shifted) else {
        return Remainder::CannotBeTold(Reason::NoMonths);
    };
    if all.quantity.value.get() <= 0.0 {
        return Remainder::CannotBeTold(Reason::NoMonths);
    }
    let part = seller.quantity.with(&all.quantity, |this, all| *this / *all);
    let earlier = shifted.with(&part, |shifted, part| *shifted * *part);
    let gap = |sold: &Traced<Tonnes>| sold.with(&buyer.quantity, |ours, theirs| *theirs - *ours);
    let (without_shift, with_shift) = (gap(&seller.quantity), gap(&earlier));
    let left = smallest(&without_shift, &with_shift);
    let left_percent = seller.quantity.with(&left, |ours, left| *left / *ours * 100.0);
    let left_of_all = smallest(&gap(&all.quantity), &gap(shifted));
    Remainder::Told { without_shift, with_shift, left, left_percent, left_of_all }
}

/// The gap nearest to zero between two; zero where they lie on both sides of it.
fn smallest(one: &Traced<Tonnes>, other: &Traced<Tonnes>) -> Traced<Tonnes> {
    one.with(other, |a, b| {
        let crosses = a.get() * b.get() <= 0.0;
        if crosses {
            *a * 0.0
        } else if a.get().abs() <= b.get().abs() {
            *a
        } else {
            *b
        }
    })
}
