//! Rules of the choice: buyers agree with themselves, and assumptions stand inside their range.

use std::collections::BTreeMap;

use super::decisions;
use super::references::Ids;
use crate::cell::{Cell, quote_all};
use crate::code::Code;
use crate::diagnostic::{Faults, Related};
use crate::load::{AllParsed, Parsed};
use crate::provenance::Basis;
use crate::settings::AnalysisCurrency;
use crate::tables::{Assumption, AssumptionKind, Buyer, Product};
use crate::value::economy::Economy;
use crate::value::id::ProductId;
use crate::value::unit::Unit;

pub(crate) fn check(parsed: &AllParsed<'_>, ids: &Ids, faults: &mut Faults) {
    let units = Units::of(&parsed.products);
    let gateways = parsed.settings.as_ref().and_then(|document| document.value.as_ref()).map(|s| &s.gateways);
    buyers(&parsed.buyers, &units, gateways.map_or(&[], Vec::as_slice), faults);
    decisions::check(&parsed.decisions, &parsed.buyers, &units, ids, faults);
    assumptions(&parsed.assumptions, &units, faults);
}

/// The unit that products.csv gives each good, to derive others from.
pub(super) struct Units<'p>(BTreeMap<&'p ProductId, &'p Unit>);

impl<'p> Units<'p> {
    fn of(products: &'p [Parsed<'_, Product>]) -> Self {
        Self(products.iter().flat_map(|part| &part.rows).map(|(_, row, _)| (&row.product_id, &row.unit)).collect())
    }

    /// The unit of a good itself.
    pub(super) fn good(&self, product: &ProductId) -> Option<Unit> {
        self.0.get(product).map(|unit| (*unit).clone())
    }

    /// The good in a time, as `kt/month`.
    pub(super) fn rate(&self, product: &ProductId) -> Option<Unit> {
        Unit::parse(&format!("{}/month", self.0.get(product)?)).ok()
    }

    /// Money for the good, as `USD/kt`; `per` is what may follow, as `/day`.
    pub(super) fn money(&self, product: &ProductId, per: &str) -> Option<Unit> {
        Unit::parse(&format!("{}/{}{per}", AnalysisCurrency::Usd, self.0.get(product)?)).ok()
    }
}

/// Reports a unit of another kind than the one wanted; where it is not known which, nothing is judged.
pub(super) fn like<R>(
    part: &Parsed<'_, R>,
    index: usize,
    column: &str,
    unit: &Unit,
    wanted: Option<&Unit>,
    faults: &mut Faults,
) {
    let Some(wanted) = wanted.filter(|wanted| !unit.is_like(wanted)) else { return };
    faults.push(part.sheet.fault(
        index,
        column,
        Code::UnitMismatch,
        format!("`{unit}`, a unit of {}", unit.dimension()),
        format!("a unit of {}, as `{wanted}`", wanted.dimension()),
        "correct the unit; convert other money and say how in the note",
    ));
}

/// Reports a number whose unit is missing.
pub(super) fn unit_needed<R>(part: &Parsed<'_, R>, index: usize, column: &str, example: &str, faults: &mut Faults) {
    faults.push(part.sheet.fault(
        index,
        column,
        Code::ValueRequired,
        "a value without a unit",
        format!("a unit such as `{example}`"),
        "write the unit",
    ));
}

fn buyers(parsed: &[Parsed<'_, Buyer>], units: &Units<'_>, gateways: &[Economy], faults: &mut Faults) {
    for part in parsed {
        let mut first: BTreeMap<&str, (usize, &Buyer)> = BTreeMap::new();
        for (index, row, _) in &part.rows {
            if let Some((first_index, known)) = first.get(row.buyer_id.as_str()).copied() {
                differs(part, (*index, row), (first_index, known), faults);
            } else {
                first.insert(row.buyer_id.as_str(), (*index, row));
            }
            // A folder that names no gateway yet is not finished; there is nothing to compare with.
            if !gateways.is_empty() && !gateways.contains(&row.gateway) {
                faults.push(part.sheet.fault(
                    *index,
                    "gateway",
                    Code::NotAGateway,
                    format!("`{}`", row.gateway.as_str()),
                    format!("one of the gateways {}", quote_all(gateways.iter().map(Economy::as_str))),
                    "correct the code, or add it to `gateways` in case.toml",
                ));
            }
            let price = units.money(&row.product_id, "");
            let rate = units.rate(&row.product_id);
            let numbers = [
                ("price_unit", row.price, &row.price_unit, &price, "USD/t"),
                ("carriage_unit", row.carriage, &row.carriage_unit, &price, "USD/t"),
                ("most_unit", row.most, &row.most_unit, &rate, "Mt/year"),
            ];
            for (column, number, unit, wanted, example) in numbers {
                match unit {
                    Some(unit) => like(part, *index, column, unit, wanted.as_ref(), faults),
                    None if number.value().is_some() => unit_needed(part, *index, column, example, faults),
                    None => {}
                }
            }
        }
    }
}

/// Rows of one buyer agree on where it is and how goods get there.
fn differs(part: &Parsed<'_, Buyer>, this: (usize, &Buyer), first: (usize, &Buyer), faults: &mut Faults) {
    let (row, known) = (this.1, first.1);
    let column = if row.economy != known.economy {
        "economy"
    } else if row.gateway != known.gateway {
        "gateway"
    } else if row.via != known.via {
        "via"
    } else {
        return;
    };
    let mut fault = part.sheet.fault(
        this.0,
        column,
        Code::BuyerDiffers,
        format!("`{}`", part.sheet.text(this.0, column).trim()),
        format!("`{}`, as in the first row of this buyer", part.sheet.text(first.0, column).trim()),
        "correct it, or give the row a buyer_id of its own",
    );
    let other = part.sheet.fault(first.0, column, Code::BuyerDiffers, "", "", "");
    fault.related.push(Related { place: other.place, text: "the first row of the buyer".to_owned() });
    faults.push(fault);
}

fn assumptions(parsed: &[Parsed<'_, Assumption>], units: &Units<'_>, faults: &mut Faults) {
    for part in parsed {
        for (index, row, provenance) in &part.rows {
            let assumed = provenance.basis == Basis::Assumed;
            let (value, low, high) = (row.value.value(), row.low.value(), row.high.value());
            let outside = match (value, low, high) {
                (None, _, _) => Some(("value", "no figure".to_owned())),
                (_, None, _) if assumed => Some(("low", "an assumed figure without `low`".to_owned())),
                (_, _, None) if assumed => Some(("high", "an assumed figure without `high`".to_owned())),
                (Some(value), Some(low), _) if value < low => Some(("value", format!("{value}, below `low` {low}"))),
                (Some(value), _, Some(high)) if value > high => {
                    Some(("value", format!("{value}, above `high` {high}")))
                }
                _ => None,
            };
            if let Some((column, found)) = outside {
                faults.push(part.sheet.fault(
                    *index,
                    column,
                    Code::AssumptionRange,
                    found,
                    "`low`, `value` and `high` in this order; an assumed figure has all three",
                    "fill or exchange the cells: `low` and `high` are the least and the most that can be defended",
                ));
            }
            let wanted = unit_of(row.kind, row.product_id.as_ref(), units);
            like(part, *index, "unit", &row.unit, wanted.as_ref(), faults);
        }
    }
}

/// The unit that a kind of assumption is given in; where no good is named, a good in tonnes.
fn unit_of(kind: AssumptionKind, product: Option<&ProductId>, units: &Units<'_>) -> Option<Unit> {
    let money = |per: &str| match product {
        Some(product) => units.money(product, per),
        None => Unit::parse_plain(&format!("{}/t{per}", AnalysisCurrency::Usd)),
    };
    match kind {
        AssumptionKind::ContractDiscount | AssumptionKind::ShortfallPenalty | AssumptionKind::BuyerSpread => {
            Unit::parse_plain("percent")
        }
        AssumptionKind::ProjectInterest => Unit::parse_plain("percent/year"),
        AssumptionKind::ProjectLife => Unit::parse_plain("year"),
        AssumptionKind::RouteClosureLength | AssumptionKind::OpeningDelay => Unit::parse_plain("month"),
        AssumptionKind::RouteClosure => Unit::parse_plain("event/year"),
        AssumptionKind::MiningCost => money(""),
        AssumptionKind::WaitingCost => money("/day"),
        AssumptionKind::StockCost => money("/month"),
    }
}
