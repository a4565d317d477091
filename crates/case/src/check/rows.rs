//! Rules inside one row, and between rows of one table.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::diagnostic::{Faults, Related};
use crate::load::{AllParsed, Parsed};
use crate::settings::AnalysisCurrency;
use crate::table::Row;
use crate::tables::{Capacity, FlowMeasure, Link, Product, ProductKind, RegimeStatus, TradeFlow};
use crate::value::date::{Date, When};
use crate::value::reading::{Amount, Reading};

/// A closed crossing lets nothing pass; an open one with a figure needs its unit.
pub(crate) fn capacities(parsed: &[Parsed<'_, Capacity>], faults: &mut Faults) {
    for part in parsed {
        for (index, row, _) in &part.rows {
            let figure = row.value.0 != Reading::Missing || row.value_high.0 != Reading::Missing;
            if row.status == RegimeStatus::Closed && (figure || row.unit.is_some()) {
                let found = part.sheet.text(*index, "value").trim().to_owned();
                faults.push(part.sheet.fault(
                    *index,
                    "value",
                    Code::ClosedWithValue,
                    format!("closed, with the value `{found}`"),
                    "empty `value`, `value_high` and `unit`",
                    "empty these cells, or set `status` to `limited`",
                ));
            } else if row.value.value().is_some() && row.unit.is_none() {
                faults.push(part.sheet.fault(
                    *index,
                    "unit",
                    Code::ValueRequired,
                    "a value without a unit",
                    "a unit such as `truck/day`",
                    "write the unit",
                ));
            }
        }
    }
}

/// The higher value of a range is not below the lower one.
pub(crate) fn ranges(parsed: &AllParsed<'_>, faults: &mut Faults) {
    fn one<R>(
        parsed: &[Parsed<'_, R>],
        column: &'static str,
        pair: impl Fn(&R) -> (Reading, Reading),
        faults: &mut Faults,
    ) {
        for part in parsed {
            for (index, row, _) in &part.rows {
                let (low, high) = pair(row);
                if let (Some(low), Some(high)) = (low.value(), high.value())
                    && high < low
                {
                    faults.push(part.sheet.fault(
                        *index,
                        column,
                        Code::PeriodReversed,
                        format!("{high}, below the value {low}"),
                        "a higher value that is not below the lower one",
                        "exchange the two",
                    ));
                }
            }
        }
    }
    let amounts = |low: Amount, high: Amount| (low.0, high.0);
    one(&parsed.capacities, "value_high", |r| amounts(r.value, r.value_high), faults);
    one(&parsed.costs, "value_high", |r| amounts(r.value, r.value_high), faults);
    one(&parsed.production, "value_high", |r| amounts(r.value, r.value_high), faults);
    one(&parsed.markets, "value_high", |r| amounts(r.value, r.value_high), faults);
    one(&parsed.observations, "value_high", |r| (r.value, r.value_high), faults);
    one(&parsed.events, "value_high", |r| (r.value, r.value_high), faults);
    one(&parsed.judgements, "value_high", |r| (r.value, r.value_high), faults);
    one(&parsed.buyers, "price_high", |r| amounts(r.price, r.price_high), faults);
    one(&parsed.buyers, "carriage_high", |r| amounts(r.carriage, r.carriage_high), faults);
    one(&parsed.buyers, "most_high", |r| amounts(r.most, r.most_high), faults);
    one(&parsed.decisions, "cost_high", |r| amounts(r.cost, r.cost_high), faults);
}

/// Beginnings stand before ends, and an end that was not yet known is pointed out.
pub(crate) fn spans(parsed: &AllParsed<'_>, faults: &mut Faults) {
    fn one<R: Row>(
        parsed: &[Parsed<'_, R>],
        column: &'static str,
        span: impl Fn(&R) -> (When, Option<When>),
        faults: &mut Faults,
    ) {
        for part in parsed {
            for (index, row, provenance) in &part.rows {
                let (from, Some(to)) = span(row) else { continue };
                if to.last_day() < from.first_day() {
                    faults.push(part.sheet.fault(
                        *index,
                        column,
                        Code::PeriodReversed,
                        format!("an end on {to}, a beginning on {from}"),
                        "an end that is not before the beginning",
                        "exchange the two",
                    ));
                } else if provenance.known_on.is_some_and(|known: Date| known < to.first_day()) {
                    faults.push(part.sheet.fault(
                        *index,
                        column,
                        Code::EndAfterKnown,
                        format!("an end on {to}, in a row known on {}", provenance.known_on.unwrap_or(Date::MIN)),
                        "an end that was already known, or announced",
                        "if it was not announced, leave the end empty and add a row for it, known on its own day",
                    ));
                }
            }
        }
    }
    one(&parsed.capacities, "valid_to", |r| (r.valid_from, r.valid_to), faults);
    one(&parsed.costs, "valid_to", |r| (r.valid_from, r.valid_to), faults);
    one(&parsed.events, "ends_on", |r| (r.starts_on, r.ends_on), faults);
}

/// Rows of one link agree on its ends and its layer.
pub(crate) fn links(parsed: &[Parsed<'_, Link>], faults: &mut Faults) {
    for part in parsed {
        let mut first: BTreeMap<&str, (usize, &Link)> = BTreeMap::new();
        for (index, row, _) in &part.rows {
            let Some((first_index, known)) = first.get(row.link_id.as_str()).copied() else {
                first.insert(row.link_id.as_str(), (*index, row));
                continue;
            };
            let differing = if known.from_place != row.from_place {
                "from_place"
            } else if known.to_place != row.to_place {
                "to_place"
            } else if known.layer != row.layer {
                "layer"
            } else {
                continue;
            };
            let mut fault = part.sheet.fault(
                *index,
                differing,
                Code::LinkEndsDiffer,
                format!("`{}`", part.sheet.text(*index, differing).trim()),
                format!("`{}`, as in the first row of this link", part.sheet.text(first_index, differing).trim()),
                "correct it, or give the row a link_id of its own",
            );
            let other = part.sheet.fault(first_index, differing, Code::LinkEndsDiffer, "", "", "");
            fault.related.push(Related { place: other.place, text: "the first row of the link".to_owned() });
            faults.push(fault);
        }
    }
}

/// One product is the total, and none is part of itself.
pub(crate) fn products(parsed: &[Parsed<'_, Product>], faults: &mut Faults) {
    for part in parsed {
        let totals = part.rows.iter().filter(|(_, row, _)| row.kind == ProductKind::Total).count();
        // Rows that could not be read have faults of their own.
        if totals != 1 && part.rows.len() == part.sheet.len() {
            faults.push(part.sheet.fault(
                0,
                "kind",
                if part.rows.is_empty() { Code::EmptyTable } else { Code::DuplicateKey },
                format!("{totals} products of the kind `total`"),
                "exactly one",
                "give one product, all goods together, the kind `total`",
            ));
        }
        let parents: BTreeMap<&str, &str> = part
            .rows
            .iter()
            .filter_map(|(_, row, _)| Some((row.product_id.as_str(), row.part_of.as_ref()?.as_str())))
            .collect();
        let circling = circling(&parents);
        for (index, row, _) in &part.rows {
            let id = row.product_id.as_str();
            if circling.contains(id) {
                faults.push(part.sheet.fault(
                    *index,
                    "part_of",
                    Code::Cycle,
                    format!("`{id}`, which by `part_of` is part of itself"),
                    "products whose parents end at one that is part of nothing",
                    "empty `part_of` of one of them",
                ));
            }
        }
    }
}

/// The products that are part of themselves. Each is walked over once, however long the chains are.
fn circling<'a>(parents: &BTreeMap<&'a str, &'a str>) -> BTreeSet<&'a str> {
    let mut circling = BTreeSet::new();
    let mut settled = BTreeSet::new();
    for start in parents.keys() {
        let (mut at, mut path) = (*start, Vec::new());
        // Ids on the path are settled too: an id met twice on one path closes a circle.
        while settled.insert(at) {
            path.push(at);
            match parents.get(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        if let Some(first) = path.iter().position(|id| *id == at)
            && parents.contains_key(at)
        {
            circling.extend(path.iter().skip(first).copied());
        }
    }
    circling
}

/// Values are in money, quantities in what the product is measured in.
pub(crate) fn trade_units(parsed: &[Parsed<'_, TradeFlow>], products: &[Parsed<'_, Product>], faults: &mut Faults) {
    let units: BTreeMap<_, _> =
        products.iter().flat_map(|part| &part.rows).map(|(_, row, _)| (&row.product_id, &row.unit)).collect();
    for part in parsed {
        for (index, row, _) in &part.rows {
            let (fits, expected) = match row.measure {
                FlowMeasure::Value => (
                    row.unit.measures(AnalysisCurrency::Usd.as_str()),
                    "a unit of the case's currency, such as `MUSD`; convert other money and say how in the note"
                        .to_owned(),
                ),
                FlowMeasure::Quantity => match units.get(&row.product_id) {
                    Some(unit) => (
                        row.unit.is_like(unit),
                        format!("a unit of {}, as `{unit}`, which products.csv gives", unit.dimension()),
                    ),
                    None => continue,
                },
            };
            if !fits {
                faults.push(part.sheet.fault(
                    *index,
                    "unit",
                    Code::UnitMismatch,
                    format!("`{}`, a unit of {}", row.unit, row.unit.dimension()),
                    expected,
                    "correct the unit, or `measure`",
                ));
            }
        }
    }
}
