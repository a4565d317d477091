//! What is sold, in what part, at what unit value.

use case::Case;
use case::tables::{Flow, FlowMeasure, ProductKind};
use case::trace::{Traced, merge};
use case::value::economy::Partner;
use case::value::id::ProductId;
use case::value::period::Period;
use case::value::quantity::{Share, Usd};

use crate::concentration::Concentration;
use crate::flows::{FlowKey, Flows};
use crate::totals::{YearTotal, totals};

/// One good's part of a year's exports.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductShare {
    /// The good.
    pub product: ProductId,
    /// Value exported.
    pub value: Traced<Usd>,
    /// Part of all exports.
    pub share: Traced<Share>,
    /// Quantity exported, in the base unit (t, bbl), where reported for the whole year.
    pub quantity: Option<Traced<f64>>,
    /// Value over quantity, USD per base unit, where both are known.
    pub unit_value: Option<Traced<f64>>,
}

/// A year's exports by good.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductYear {
    /// The year.
    pub year: i16,
    /// All goods.
    pub total: YearTotal,
    /// The goods reported, largest first.
    pub products: Vec<ProductShare>,
    /// What no listed good covers.
    pub rest: Traced<Usd>,
    /// Concentration over the goods listed.
    pub concentration: Option<Traced<Concentration>>,
}

/// Exports by commodity (not by section), in every year with a total and at least one commodity. A commodity that is
/// part of another one listed is left out, so that nothing counts twice.
pub fn product_years(case: &Case, flows: &Flows<'_>, kind: ProductKind) -> Vec<ProductYear> {
    totals(case, flows, Flow::Export).into_iter().filter_map(|total| product_year(case, flows, kind, total)).collect()
}

/// The key of the exports of one good to all partners.
pub fn product_key(case: &Case, product: &ProductId, measure: FlowMeasure) -> FlowKey {
    FlowKey { reporter: case.economy(), partner: Partner::World, flow: Flow::Export, product: product.clone(), measure }
}

fn product_year(case: &Case, flows: &Flows<'_>, kind: ProductKind, total: YearTotal) -> Option<ProductYear> {
    let year = Period::Year(total.year);
    let listed = case.tables().products.iter().filter(|product| product.kind == kind);
    let mut products: Vec<ProductShare> = Vec::new();
    for product in listed {
        let key = product_key(case, &product.product_id, FlowMeasure::Value);
        // A part of a listed good would count twice; a part of the total does not.
        let whole = product.part_of.as_ref().is_some_and(|parent| {
            case.tables().products.iter().any(|p| &p.product_id == parent && p.kind == kind)
                && flows.figure(&product_key(case, parent, FlowMeasure::Value), year).is_some()
        });
        let Some(figure) = flows.figure(&key, year).filter(|_| !whole) else { continue };
        let Some(value) = figure.amount.map(|v| Usd::new(*v)).transpose() else { continue };
        let share = value.with(&total.value, |part, all| Share::of(part.get(), all.get()));
        let Some(share) = share.transpose() else { continue };
        let quantity = flows
            .figure(&product_key(case, &product.product_id, FlowMeasure::Quantity), year)
            .map(|figure| figure.amount);
        let unit_value = quantity
            .as_ref()
            .filter(|quantity| quantity.value > 0.0)
            .map(|quantity| value.with(quantity, |usd, amount| usd.get() / amount));
        products.push(ProductShare { product: product.product_id.clone(), value, share, quantity, unit_value });
    }
    if products.is_empty() {
        return None;
    }
    products.sort_by(|a, b| b.value.value.get().total_cmp(&a.value.value.get()).then(a.product.cmp(&b.product)));
    let rows = merge(products.iter().map(|p| p.value.rows.as_slice()).chain([total.value.rows.as_slice()]));
    let named: Usd = products.iter().map(|p| p.value.value).sum();
    let shares: Vec<f64> = products.iter().map(|p| p.share.value.get()).collect();
    Some(ProductYear {
        year: total.year,
        rest: Traced { value: total.value.value - named, rows: rows.clone() },
        concentration: Concentration::of(&shares).map(|value| Traced { value, rows }),
        total,
        products,
    })
}
