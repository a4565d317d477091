//! Rules of decisions: each has what its kind needs, none needs what it excludes, and today's policy is possible.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::choice::{Units, like, unit_needed};
use super::references::Ids;
use crate::cell::Reference;
use crate::code::Code;
use crate::diagnostic::Faults;
use crate::load::Parsed;
use crate::settings::AnalysisCurrency;
use crate::tables::{Buyer, Decision, DecisionKind};
use crate::value::id::DecisionId;
use crate::value::unit::Unit;

/// What a gate or line can be measured in, each in a time.
const CARRIED: &[&str] = &["mass", "volume", "energy", "truck", "wagon", "train", "container", "TEU", "vehicle"];

pub(super) fn check(
    parsed: &[Parsed<'_, Decision>],
    buyers: &[Parsed<'_, Buyer>],
    units: &Units<'_>,
    ids: &Ids,
    faults: &mut Faults,
) {
    // Rows that could not be read might be the ones that are missing here.
    let bought: Option<BTreeSet<(&str, &str)>> =
        buyers.iter().all(|part| part.rows.len() == part.sheet.len()).then(|| {
            let rows = buyers.iter().flat_map(|part| &part.rows);
            rows.map(|(_, row, _)| (row.buyer_id.as_str(), row.product_id.as_str())).collect()
        });
    for part in parsed {
        for (index, row, _) in &part.rows {
            cells(part, *index, row, faults);
            subject(part, *index, row, bought.as_ref(), ids, faults);
            measured(part, *index, row, units, faults);
        }
        together(part, faults);
        circles(part, faults);
    }
}

/// A decision has the cells that its kind needs and leaves empty those it does not take.
fn cells(part: &Parsed<'_, Decision>, index: usize, row: &Decision, faults: &mut Faults) {
    let of_a_good = matches!(row.kind, DecisionKind::Contract | DecisionKind::Stock);
    let costs = row.cost.value().is_some() || row.cost_high.value().is_some() || row.cost_unit.is_some();
    let wrong = [
        (row.most.value().is_none(), "most", "the most that can be decided on", "write the figure"),
        (of_a_good && row.product_id.is_none(), "product_id", "the good it is for", "write the id of the good"),
        (
            row.kind == DecisionKind::Contract && costs,
            "cost",
            "an empty cell",
            "empty `cost`, `cost_high` and `cost_unit`",
        ),
    ];
    for (is_wrong, column, expected, mend) in wrong {
        if is_wrong {
            let text = part.sheet.text(index, column).trim();
            let found = if text.is_empty() { "an empty cell".to_owned() } else { format!("`{text}`") };
            let found = format!("{found} in a decision of the kind `{}`", row.kind);
            faults.push(part.sheet.fault(index, column, Code::DecisionIncomplete, found, expected, mend));
        }
    }
}

/// A contract is with a buyer who takes the good, anything else at a place or on a link.
fn subject(
    part: &Parsed<'_, Decision>,
    index: usize,
    row: &Decision,
    bought: Option<&BTreeSet<(&str, &str)>>,
    ids: &Ids,
    faults: &mut Faults,
) {
    let contract = row.kind == DecisionKind::Contract;
    let id = row.subject_id.as_str();
    let any = Reference { id, tables: &["buyers.csv", "places.csv", "links.csv"] };
    let fitting = Reference { id, tables: if contract { &["buyers.csv"] } else { &["places.csv", "links.csv"] } };
    // An id that nothing defines has been reported as such.
    if ids.fault(&any).is_none()
        && let Some((expected, mend)) = ids.fault(&fitting)
    {
        let found = format!("`{id}`, for a decision of the kind `{}`", row.kind);
        faults.push(part.sheet.fault(index, "subject_id", Code::UnknownReference, found, expected, mend));
        return;
    }
    if let (true, Some(bought), Some(product)) = (contract, bought, &row.product_id)
        && bought.iter().any(|(buyer, _)| *buyer == id)
        && !bought.contains(&(id, product.as_str()))
    {
        faults.push(part.sheet.fault(
            index,
            "product_id",
            Code::UnknownReference,
            format!("`{product}`, which `{id}` does not buy"),
            "a good that buyers.csv has for this buyer",
            "correct the good, or add a row of this buyer and good to buyers.csv",
        ));
    }
}

/// Amounts and costs are in units that fit the kind.
fn measured(part: &Parsed<'_, Decision>, index: usize, row: &Decision, units: &Units<'_>, faults: &mut Faults) {
    let good = row.product_id.as_ref();
    let (amount, money) = match row.kind {
        DecisionKind::Contract => (good.and_then(|good| units.rate(good)), None),
        DecisionKind::Stock => (good.and_then(|good| units.good(good)), good.and_then(|good| units.money(good, ""))),
        DecisionKind::Expansion | DecisionKind::Project => {
            let carries = row.unit.rate_of().is_some_and(|base| CARRIED.contains(&base));
            let wanted = if carries { None } else { Unit::parse_plain("truck/day") };
            (wanted, Unit::parse_plain(&format!("M{}", AnalysisCurrency::Usd)))
        }
    };
    like(part, index, "unit", &row.unit, amount.as_ref(), faults);
    match &row.cost_unit {
        Some(unit) => like(part, index, "cost_unit", unit, money.as_ref(), faults),
        None if row.cost.value().is_some() => unit_needed(part, index, "cost_unit", "MUSD", faults),
        None => {}
    }
}

/// What decisions say of each other, and what today's policy makes of it.
fn together(part: &Parsed<'_, Decision>, faults: &mut Faults) {
    let rows: BTreeMap<&str, &Decision> = part.rows.iter().map(|(_, row, _)| (row.decision_id.as_str(), row)).collect();
    let set_today = |id: &str| rows.get(id).is_some_and(|row| row.today.value().is_some_and(|today| today > 0.0));
    for (index, row, _) in &part.rows {
        let id = row.decision_id.as_str();
        let contradiction = row.excludes.iter().map(DecisionId::as_str).find_map(|other| {
            let excluded_by_needed =
                rows.get(other).is_some_and(|row| row.needs.iter().any(|need| need.as_str() == id));
            if other == id {
                Some("itself".to_owned())
            } else if row.needs.iter().any(|need| need.as_str() == other) {
                Some(format!("`{other}`, which it needs"))
            } else if excluded_by_needed {
                Some(format!("`{other}`, which needs it"))
            } else {
                None
            }
        });
        if let Some(found) = contradiction {
            faults.push(part.sheet.fault(
                *index,
                "excludes",
                Code::NeedsAndExcludes,
                format!("`{id}` excludes {found}"),
                "decisions that can be taken one without the other",
                "take the id out of `excludes` or out of `needs`",
            ));
        }
        let Some(today) = row.today.value().filter(|today| *today > 0.0) else { continue };
        let impossible = match row.most.value() {
            Some(most) if today > most => Some(format!("{today}, above `most` {most}")),
            Some(most) if row.kind == DecisionKind::Project && today < most => {
                Some(format!("{today} of {most}, in a project that is built as a whole"))
            }
            _ => None,
        };
        let alone = || {
            let lacking =
                row.needs.iter().map(DecisionId::as_str).find(|need| rows.contains_key(need) && !set_today(need))?;
            Some(format!("{today}, while `{lacking}`, which it needs, is not set"))
        };
        let beside = || {
            let other = row.excludes.iter().map(DecisionId::as_str).find(|other| *other != id && set_today(other))?;
            Some(format!("{today}, while `{other}`, which it excludes, is set too"))
        };
        if let Some(found) = impossible.or_else(alone).or_else(beside) {
            faults.push(part.sheet.fault(
                *index,
                "today",
                Code::TodayImpossible,
                found,
                "what can be decided on: at most `most`, for a project nothing or all of it, with what it needs and without what it excludes",
                "correct `today`; what stands already is no decision and belongs into capacities.csv",
            ));
        }
    }
}

/// Decisions that can never be taken, because what they need leads in a circle. Each is looked at once for each need.
fn circles(part: &Parsed<'_, Decision>, faults: &mut Faults) {
    let known: BTreeSet<&str> = part.rows.iter().map(|(_, row, _)| row.decision_id.as_str()).collect();
    let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut needed_by: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, row, _) in &part.rows {
        let id = row.decision_id.as_str();
        let needs: BTreeSet<&str> =
            row.needs.iter().map(DecisionId::as_str).filter(|need| known.contains(need)).collect();
        for need in &needs {
            needed_by.entry(need).or_default().push(id);
        }
        waits.entry(id).or_default().extend(needs);
    }
    let mut free: VecDeque<&str> = waits.iter().filter(|(_, needs)| needs.is_empty()).map(|(id, _)| *id).collect();
    while let Some(id) = free.pop_front() {
        waits.remove(id);
        for other in needed_by.remove(id).unwrap_or_default() {
            if let Some(needs) = waits.get_mut(other)
                && needs.remove(id)
                && needs.is_empty()
            {
                free.push_back(other);
            }
        }
    }
    for (index, row, _) in &part.rows {
        let id = row.decision_id.as_str();
        if waits.contains_key(id) {
            faults.push(part.sheet.fault(
                *index,
                "needs",
                Code::Cycle,
                format!("`{id}`, whose `needs` lead in a circle"),
                "decisions whose needs end at one that needs nothing",
                "take one of the ids out of `needs`",
            ));
        }
    }
}
