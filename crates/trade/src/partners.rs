//! Who buys and who sells.

use case::Case;
use case::tables::{Flow, FlowMeasure};
use case::trace::{Traced, merge};
use case::value::economy::Economy;
use case::value::period::Period;
use case::value::quantity::{Share, Usd};

use crate::concentration::Concentration;
use crate::flows::{FlowKey, Flows};
use crate::totals::{YearTotal, totals};

/// One partner's part of a year's exports or imports.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerShare {
    /// The partner; groups are left out, their members are counted singly.
    pub partner: Economy,
    /// Value of the flow.
    pub value: Traced<Usd>,
    /// Part of the total.
    pub share: Traced<Share>,
}

/// A year's exports or imports by partner.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerYear {
    /// The year.
    pub year: i16,
    /// Export or import.
    pub flow: Flow,
    /// All partners.
    pub total: YearTotal,
    /// The partners reported, largest first.
    pub partners: Vec<PartnerShare>,
    /// What the source does not break down by partner.
    pub rest: Traced<Usd>,
    /// Concentration over the partners listed.
    pub concentration: Option<Traced<Concentration>>,
}

/// Shares of partners in every year that has a total and at least one partner.
pub fn partner_years(case: &Case, flows: &Flows<'_>, flow: Flow) -> Vec<PartnerYear> {
    totals(case, flows, flow).into_iter().filter_map(|total| partner_year(case, flows, flow, total)).collect()
}

fn partner_year(case: &Case, flows: &Flows<'_>, flow: Flow, total: YearTotal) -> Option<PartnerYear> {
    let product = flows.total.clone()?;
    let mut partners: Vec<PartnerShare> = Vec::new();
    for key in flows.keys() {
        let ours = key.reporter == case.economy() && key.flow == flow && key.product == product;
        let (true, FlowMeasure::Value, Some(partner)) = (ours, key.measure, key.partner.economy()) else {
            continue;
        };
        let Some(figure) = flows.figure(key, Period::Year(total.year)) else { continue };
        let Some(value) = figure.amount.map(|v| Usd::new(*v)).transpose() else { continue };
        let share = value.with(&total.value, |part, whole| Share::of(part.get(), whole.get()));
        if let Some(share) = share.transpose() {
            partners.push(PartnerShare { partner, value, share });
        }
    }
    if partners.is_empty() {
        return None;
    }
    partners.sort_by(|a, b| b.value.value.get().total_cmp(&a.value.value.get()).then(a.partner.cmp(&b.partner)));
    let rows = merge(partners.iter().map(|p| p.value.rows.as_slice()).chain([total.value.rows.as_slice()]));
    let named: Usd = partners.iter().map(|p| p.value.value).sum();
    let shares: Vec<f64> = partners.iter().map(|p| p.share.value.get()).collect();
    Some(PartnerYear {
        year: total.year,
        flow,
        rest: Traced { value: total.value.value - named, rows: rows.clone() },
        concentration: Concentration::of(&shares).map(|value| Traced { value, rows }),
        total,
        partners,
    })
}

/// The economy that takes the largest part of exports in the latest year: the main buyer.
pub fn main_buyer(years: &[PartnerYear]) -> Option<Economy> {
    years.last()?.partners.first().map(|partner| partner.partner)
}

/// The key of the flow with one partner, all goods.
pub fn partner_key(case: &Case, flows: &Flows<'_>, flow: Flow, partner: Economy) -> Option<FlowKey> {
    Some(FlowKey {
        reporter: case.economy(),
        partner: case::value::economy::Partner::Economy(partner),
        flow,
        product: flows.total.clone()?,
        measure: FlowMeasure::Value,
    })
}
