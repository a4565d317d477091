//! Who buys and sells: shares, dependence, concentration.

use ::words::{mark, text};
use case::Case;
use case::tables::Flow;
use case::value::economy::Economy;
use figure::{
    Bar, Bars, Cell, Chart, Column, Dash, LineSeries, Lines, Marker, RangePoint, RangeRow, Ranges, Table, XAxis,
};
use trade::dependence::VintageShare;
use trade::partners::{PartnerShare, PartnerYear};

use super::totals::total_number;
use super::{DEPENDENCE, SHOWN, flow_word, span, usd_millions};
use crate::book::{Book, Draft, Meaning};
use crate::overview::Facts;
use crate::words::capital;

/// The main buyer's part by one vintage, percent.
pub(crate) fn share_number(
    book: &mut Book,
    case: &Case,
    buyer: Option<Economy>,
    year: i16,
    vintage: &VintageShare,
) -> String {
    let buyer_code = buyer.map_or_else(String::new, |buyer| buyer.to_string());
    let name = buyer.map_or_else(String::new, |buyer| case.economy_name(buyer));
    book.number(
        Meaning {
            id: format!("trade.share.export.{buyer_code}.{year}.{}", vintage.vintage),
            label: text!(
                "Part of exports that {name} took, {year}, {vintage}",
                vintage = case.vintage_name(&vintage.vintage)
            ),
            unit: "%",
            decimals: 1,
            signed: false,
            method: mark("exports to the buyer over all exports; the total is the sum of the months where reported, whatever the vintage of the part"),
        },
        &vintage.share.map(|share| share.percent()),
    )
}

pub(super) fn dependence(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
    let buyer = facts.main_buyer?;
    let last = facts.dependence.last()?;
    let first = facts.dependence.first()?;
    let name = case.economy_name(buyer);
    let mut vintages: Vec<&str> = Vec::new();
    for vintage in facts.dependence.iter().flat_map(|year| &year.vintages) {
        if !vintages.contains(&vintage.vintage.as_str()) {
            vintages.push(&vintage.vintage);
        }
    }
    let markers = [Marker::Circle, Marker::Ring, Marker::Square, Marker::Triangle];
    let mut rows = Vec::new();
    let mut table_rows = Vec::new();
    for year in &facts.dependence {
        let mut cells = vec![Cell::text(year.year.to_string())];
        let mut points = Vec::new();
        for (index, vintage) in vintages.iter().enumerate() {
            let Some(share) = year.vintages.iter().find(|v| v.vintage == *vintage) else {
                cells.push(Cell::missing());
                continue;
            };
            let id = share_number(book, case, Some(buyer), year.year, share);
            points.push(RangePoint {
                name: case.vintage_name(vintage).to_owned(),
                value: share.share.value.percent(),
                shown: book.shown(&id),
                marker: markers.get(index).copied().unwrap_or_default(),
            });
            cells.push(book.cell(&id));
        }
        rows.push(RangeRow { label: year.year.to_string(), points });
        table_rows.push(cells);
    }
    let ids: Vec<String> = last.vintages.iter().map(|v| share_number(book, case, Some(buyer), last.year, v)).collect();
    let shown: Vec<String> = ids.iter().map(|id| book.text(id)).collect();
    let title = text!("{name} took {share} of exports in {year}", share = join_or(&shown), year = last.year);
    Some(
        book.figure(Draft {
            id: DEPENDENCE.to_owned(),
            title,
            measure: text!("Part of the value of exports that went to {name}"),
            unit: text!("percent"),
            place: case.economy_name(case.economy()),
            period: text!("{from} to {to}", from = first.year, to = last.year),
            chart: Chart::Ranges(Ranges { rows, unit: "%".to_owned(), reference: None }),
            table: Table {
                columns: std::iter::once(Column::text(text!("year")))
                    .chain(vintages.iter().map(|vintage| Column::number(case.vintage_name(vintage).to_owned(), "%")))
                    .collect(),
                rows: table_rows,
            },
            notes: vintages
                .iter()
                .map(|v| format!("{}: {}", capital(case.vintage_name(v)), case.vintage_description(v)))
                .collect(),
            rows: Vec::new(),
        }),
    )
}

pub(super) fn join_or(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first, last] => text!("{first} or {last}"),
        [first, rest @ ..] => format!("{first}, {}", join_or(rest)),
    }
}

pub(super) fn partner_value(book: &mut Book, case: &Case, year: &PartnerYear, partner: &PartnerShare) -> Cell {
    book.enter(
        Meaning {
            id: format!("trade.value.{}.{}.{}", year.flow, partner.partner, year.year),
            label: text!(
                "{flows} with {partner}, {year}",
                flows = capital(&flow_word(year.flow)),
                partner = case.economy_name(partner.partner),
                year = year.year
            ),
            unit: "M USD",
            decimals: 1,
            signed: false,
            method: mark("the row that the preferred-source rule picks"),
        },
        &usd_millions(&partner.value),
    )
}

pub(super) fn partner_share(book: &mut Book, case: &Case, year: &PartnerYear, partner: &PartnerShare) -> String {
    book.number(
        Meaning {
            id: format!("trade.share.{}.{}.{}", year.flow, partner.partner, year.year),
            label: text!(
                "Part of {flows} with {partner}, {year}",
                flows = flow_word(year.flow),
                partner = case.economy_name(partner.partner),
                year = year.year
            ),
            unit: "%",
            decimals: 1,
            signed: false,
            method: mark("trade with the partner over the total of all partners"),
        },
        &partner.share.map(|share| share.percent()),
    )
}

pub(super) fn partners(book: &mut Book, case: &Case, year: Option<&PartnerYear>) -> Option<String> {
    let year = year?;
    let first = year.partners.first()?;
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    for (index, partner) in year.partners.iter().enumerate() {
        let id = partner_share(book, case, year, partner);
        let name = case.economy_name(partner.partner);
        if index < SHOWN {
            bars.push(Bar {
                label: name.clone(),
                value: Some(partner.share.value.percent()),
                shown: book.text(&id),
                emphasis: index == 0,
                ..Bar::default()
            });
        }
        let value = partner_value(book, case, year, partner);
        rows.push(vec![Cell::text(name), value, book.cell(&id)]);
    }
    let rest_usd = year.rest.map(|usd| usd.get() / 1e6);
    let rest_share = year.rest.with(&year.total.value, |rest, total| (*rest / *total) * 100.0);
    let meaning = |part: &str, unit, label| Meaning {
        id: format!("trade.{part}.{}.rest.{}", year.flow, year.year),
        label,
        unit,
        decimals: 1,
        signed: false,
        method: mark("the total minus the partners listed"),
    };
    let flows = flow_word(year.flow);
    let label = text!("Value of {flows} that the source does not break down by partner, {year}", year = year.year);
    let value = book.enter(meaning("value", "M USD", label), &rest_usd);
    let label = text!("Part of {flows} that the source does not break down by partner, {year}", year = year.year);
    let share = book.enter(meaning("share", "%", label), &rest_share);
    let elsewhere = text!("Other partners, not listed by the source");
    bars.push(Bar {
        label: text!("Not broken down"),
        value: share.value,
        shown: format!("{} %", share.text),
        ..Bar::default()
    });
    rows.push(vec![Cell::text(elsewhere), value, share]);
    let total = total_number(book, year.flow, &year.total);
    let top = partner_share(book, case, year, first);
    let name = case.economy_name(first.partner);
    let title = match year.flow {
        Flow::Export => {
            text!("{name} bought {share} of what was sold abroad in {year}", share = book.text(&top), year = year.year)
        }
        Flow::Import => text!(
            "{name} supplied {share} of what was bought abroad in {year}",
            share = book.text(&top),
            year = year.year
        ),
    };
    rows.push(vec![Cell::text(text!("All partners")), book.cell(&total), Cell::text("100")]);
    Some(book.figure(Draft {
        id: format!("{}-partners", year.flow),
        title,
        measure: text!("{flows} by partner", flows = capital(&flows)),
        unit: text!("percent of {total}", total = book.text(&total)),
        place: case.economy_name(case.economy()),
        period: year.year.to_string(),
        chart: Chart::Bars(Bars { bars, unit: "%".to_owned() }),
        table: Table {
            columns: vec![
                Column::text(text!("partner")),
                Column::number(text!("value"), "M USD"),
                Column::number(text!("share"), "%"),
            ],
            rows,
        },
        notes: vec![text!(
            "Groups of economies that the source also lists are left out, so that nothing is counted twice."
        )],
        rows: Vec::new(),
    }))
}

pub(super) fn concentration(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
    let mut rows = Vec::new();
    let mut points = [Vec::new(), Vec::new()];
    let mut years: Vec<i16> = facts.buyers.iter().chain(&facts.sellers).map(|year| year.year).collect();
    years.sort_unstable();
    years.dedup();
    for year in &years {
        let mut cells = vec![Cell::text(year.to_string())];
        for (side, points) in [&facts.buyers, &facts.sellers].into_iter().zip(&mut points) {
            let found = side.iter().find(|y| y.year == *year).and_then(|y| Some((y.flow, y.concentration.as_ref()?)));
            let Some((flow, concentration)) = found else {
                cells.extend([Cell::missing(), Cell::missing(), Cell::missing()]);
                points.push((f64::from(*year), None));
                continue;
            };
            let flows = flow_word(flow);
            let meaning = |part: &str, label, decimals, method| Meaning {
                id: format!("trade.{part}.{flow}.{year}"),
                label,
                unit: "",
                decimals,
                signed: false,
                method,
            };
            points.push((f64::from(*year), Some(concentration.value.hhi)));
            cells.push(book.enter(
                meaning(
                    "hhi",
                    text!("Herfindahl-Hirschman index of {flows} by partner, {year}"),
                    3,
                    mark("sum of the squared shares of the partners listed; what is not broken down counts as infinitely many small partners"),
                ),
                &concentration.map(|c| c.hhi),
            ));
            cells.push(book.enter(
                meaning(
                    "hhi_normalised",
                    text!("Normalised Herfindahl-Hirschman index of {flows} by partner, {year}"),
                    3,
                    mark("(H - 1/n) / (1 - 1/n) over the n partners listed"),
                ),
                &concentration.map(|c| c.normalised),
            ));
            cells.push(book.enter(
                meaning(
                    "effective_partners",
                    text!("Effective number of partners of {flows} by partner, {year}"),
                    2,
                    "1 / H",
                ),
                &concentration.map(|c| c.effective_number),
            ));
        }
        rows.push(cells);
    }
    let last = facts.buyers.last()?;
    let effective = book.shown(&format!("trade.effective_partners.export.{}", last.year));
    let sellers = facts.sellers.last().map(|y| book.shown(&format!("trade.effective_partners.import.{}", y.year)));
    let title = match sellers {
        Some(sellers) => text!(
            "Exports are as concentrated as with at most {effective} equal buyers, imports as with at most {sellers} equal sellers"
        ),
        None => text!("Exports are as concentrated as with at most {effective} equal buyers"),
    };
    let [export_points, import_points] = points;
    let has_imports = import_points.iter().any(|(_, value)| value.is_some());
    let mut series =
        vec![LineSeries { name: text!("exports"), points: export_points, dash: Dash::Solid, emphasis: true }];
    if has_imports {
        series.push(LineSeries { name: text!("imports"), points: import_points, dash: Dash::Dashed, emphasis: false });
    }
    Some(book.figure(Draft {
        id: "partner-concentration".to_owned(),
        title,
        measure: text!("Herfindahl-Hirschman index by partner"),
        unit: text!("0 to 1"),
        place: case.economy_name(case.economy()),
        period: span(&years),
        chart: Chart::Lines(Lines {
            x: XAxis::default(),
            series,
            bands: Vec::new(),
            marks: Vec::new(),
            unit: text!("index, 0 to 1"),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("year")),
                Column::number(text!("exports H"), "0-1"),
                Column::number(text!("exports H*"), "0-1"),
                Column::number(text!("effective buyers"), text!("number")),
                Column::number(text!("imports H"), "0-1"),
                Column::number(text!("imports H*"), "0-1"),
                Column::number(text!("effective sellers"), text!("number")),
            ],
            rows,
        },
        notes: vec![text!("H is the sum of squared shares, H* = (H - 1/n) / (1 - 1/n), the effective number 1/H. Partners that the source does not list count as infinitely small, so H is a lower bound and the effective number an upper one.")],
        rows: Vec::new(),
    }))
}
