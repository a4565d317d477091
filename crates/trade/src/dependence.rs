//! What part of exports the main buyer takes, by every vintage that exists.

use case::Case;
use case::tables::Flow;
use case::trace::Traced;
use case::value::economy::Economy;
use case::value::period::Period;
use case::value::quantity::{Share, Usd};

use crate::flows::{Flows, figure};
use crate::partners::partner_key;
use crate::totals::totals;

/// The buyer's part by one vintage.
#[derive(Debug, Clone, PartialEq)]
pub struct VintageShare {
    /// The vintage.
    pub vintage: String,
    /// Exports to the buyer.
    pub value: Traced<Usd>,
    /// Part of all exports. The total is the one used everywhere, whatever the vintage of the part.
    pub share: Traced<Share>,
    /// Whether the preferred-source rule picks it.
    pub preferred: bool,
}

/// The buyer's part in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct DependenceYear {
    /// The year.
    pub year: i16,
    /// The vintages, the preferred one first.
    pub vintages: Vec<VintageShare>,
}

impl DependenceYear {
    /// Lowest and highest share over the vintages.
    pub fn range(&self) -> Option<(f64, f64)> {
        let shares = || self.vintages.iter().map(|vintage| vintage.share.value.get());
        Some((shares().min_by(f64::total_cmp)?, shares().max_by(f64::total_cmp)?))
    }
}

/// The part of exports (or, for a seller, of imports) that one partner takes, by year and vintage.
pub fn dependence(case: &Case, flows: &Flows<'_>, flow: Flow, partner: Economy) -> Vec<DependenceYear> {
    let Some(key) = partner_key(case, flows, flow, partner) else { return Vec::new() };
    let mut years = Vec::new();
    for total in totals(case, flows, flow) {
        let mut vintages: Vec<VintageShare> = Vec::new();
        for entry in flows.rows(&key, Period::Year(total.year)) {
            let Some(figure) = figure(entry) else { continue };
            // The preferred row of a vintage stands first; others of the same vintage add nothing.
            if vintages.iter().any(|known| known.vintage == figure.vintage) {
                continue;
            }
            let Some(value) = figure.amount.map(|v| Usd::new(*v)).transpose() else { continue };
            let share = value.with(&total.value, |part, whole| Share::of(part.get(), whole.get()));
            if let Some(share) = share.transpose() {
                let preferred = vintages.is_empty();
                vintages.push(VintageShare { vintage: figure.vintage, value, share, preferred });
            }
        }
        if !vintages.is_empty() {
            years.push(DependenceYear { year: total.year, vintages });
        }
    }
    years
}
