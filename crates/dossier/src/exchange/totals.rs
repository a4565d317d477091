//! How much is traded in all, by year and by month.

use ::words::{mark, text};
use case::Case;
use case::tables::Flow;
use case::value::period::Period;
use figure::{Cell, Chart, Column, Dash, LineSeries, Lines, Table, XAxis};
use trade::flows::Flows;
use trade::totals::{YearTotal, total_key};

use super::{flow_word, marks, month_change, month_x, span, usd_millions};
use crate::book::{Book, Draft, Meaning};
use crate::overview::Facts;
use crate::words::capital;

/// A year's total, M USD.
pub(crate) fn total_number(book: &mut Book, flow: Flow, total: &YearTotal) -> String {
    book.number(
        Meaning {
            id: format!("trade.total.{flow}.{}", total.year),
            label: text!("{flows} of {year}", flows = capital(&flow_word(flow)), year = total.year),
            unit: "M USD",
            decimals: 1,
            signed: false,
            method: if total.summed {
                mark("sum of the twelve months reported")
            } else {
                mark("the year's total as reported")
            },
        },
        &usd_millions(&total.value),
    )
}

pub(super) fn growth_cell(book: &mut Book, flow: Flow, total: &YearTotal) -> Cell {
    match &total.growth_percent {
        Some(growth) => book.enter(
            Meaning {
                id: format!("trade.growth.{flow}.{}", total.year),
                label: text!("Growth of {flows}, {year}", flows = flow_word(flow), year = total.year),
                unit: "%",
                decimals: 1,
                signed: true,
                method: mark("the year's total over the total of the year before, minus one; current prices"),
            },
            growth,
        ),
        None => Cell::missing(),
    }
}

pub(super) fn annual(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
    let last = facts.exports.last()?;
    let mut years: Vec<i16> = facts.exports.iter().chain(&facts.imports).map(|t| t.year).collect();
    years.sort_unstable();
    years.dedup();
    let mut rows = Vec::new();
    let mut points = [Vec::new(), Vec::new()];
    for year in &years {
        let mut cells = vec![Cell::text(year.to_string())];
        for ((side, flow), points) in
            [(&facts.exports, Flow::Export), (&facts.imports, Flow::Import)].into_iter().zip(&mut points)
        {
            let Some(total) = side.iter().find(|t| t.year == *year) else {
                cells.extend([Cell::missing(), Cell::missing()]);
                points.push((f64::from(*year), None));
                continue;
            };
            points.push((f64::from(*year), Some(total.value.value.get() / 1e6)));
            let id = total_number(book, flow, total);
            let growth = growth_cell(book, flow, total);
            cells.extend([book.cell(&id), growth]);
        }
        rows.push(cells);
    }
    let total = total_number(book, Flow::Export, last);
    let grew = growth_cell(book, Flow::Export, last);
    let title = if grew.value.is_some() {
        text!(
            "Exports were {total} in {year}, {growth} % on the year before",
            total = book.text(&total),
            year = last.year,
            growth = grew.text
        )
    } else {
        text!("Exports were {total} in {year}", total = book.text(&total), year = last.year)
    };
    let [export_points, import_points] = points;
    Some(book.figure(Draft {
        id: "totals-annual".to_owned(),
        title,
        measure: text!("Exports and imports of goods"),
        unit: text!("million US dollars, current prices"),
        place: case.economy_name(case.economy()),
        period: span(&years),
        chart: Chart::Lines(Lines {
            x: XAxis::default(),
            series: two_lines(export_points, import_points),
            bands: Vec::new(),
            marks: Vec::new(),
            unit: "M USD".to_owned(),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("year")),
                Column::number(text!("exports"), "M USD"),
                Column::number(text!("growth of exports"), "%"),
                Column::number(text!("imports"), "M USD"),
                Column::number(text!("growth of imports"), "%"),
            ],
            rows,
        },
        notes: Vec::new(),
        rows: Vec::new(),
    }))
}

pub(super) fn two_lines(exports: Vec<(f64, Option<f64>)>, imports: Vec<(f64, Option<f64>)>) -> Vec<LineSeries> {
    [(Flow::Export, exports, Dash::Solid), (Flow::Import, imports, Dash::Dashed)]
        .into_iter()
        .filter(|(_, points, _)| points.iter().any(|(_, value)| value.is_some()))
        .map(|(flow, points, dash)| LineSeries { name: flow_word(flow), points, dash, emphasis: flow == Flow::Export })
        .collect()
}

/// The months from the first to the last one reported of some flows, gaps included.
pub(super) fn months(flows: &Flows<'_>, keys: &[&trade::flows::FlowKey]) -> Vec<case::value::date::Month> {
    let mut found: Vec<case::value::date::Month> = keys
        .iter()
        .flat_map(|key| flows.periods(key))
        .filter_map(|period| if let Period::Month(month) = period { Some(month) } else { None })
        .collect();
    found.sort_unstable();
    let (Some(first), Some(last)) = (found.first().copied(), found.last().copied()) else { return Vec::new() };
    (0..=last.index() - first.index()).map(|step| first.plus(step)).collect()
}

pub(super) fn monthly(book: &mut Book, case: &Case, flows: &Flows<'_>) -> Option<String> {
    let exports = total_key(case, flows, Flow::Export)?;
    let imports = total_key(case, flows, Flow::Import)?;
    let months = months(flows, &[&exports, &imports]);
    let last = *months.last()?;
    let mut rows = Vec::new();
    let mut points = [Vec::new(), Vec::new()];
    for month in &months {
        let mut cells = vec![Cell::text(month.to_string())];
        for (key, points) in [&exports, &imports].into_iter().zip(&mut points) {
            let figure = flows.direct(key, Period::Month(*month)).map(|f| f.amount.map(|usd| usd / 1e6));
            points.push((month_x(*month), figure.as_ref().map(|f| f.value)));
            cells.push(match figure {
                Some(amount) => book.enter(
                    Meaning {
                        id: format!("trade.total.{}.{month}", key.flow),
                        label: format!("{}, {month}", capital(&flow_word(key.flow))),
                        unit: "M USD",
                        decimals: 1,
                        signed: false,
                        method: mark("the month as reported"),
                    },
                    &amount,
                ),
                None => Cell::missing(),
            });
        }
        rows.push(cells);
    }
    let shown = book.text(&format!("trade.total.export.{last}"));
    let label = text!("Growth of exports, {last} on the same month a year before");
    let grew = month_change(book, flows, &exports, last, (format!("trade.growth.export.{last}"), label));
    let month = crate::words::month(last);
    let title = match grew.map(|id| book.text(&id)) {
        _ if shown.is_empty() => text!("Trade by month to {month}"),
        Some(growth) => text!("Exports were {shown} in {month}, {growth} on the same month a year before"),
        None => text!("Exports were {shown} in {month}"),
    };
    let [export_points, import_points] = points;
    Some(book.figure(Draft {
        id: "totals-monthly".to_owned(),
        title,
        measure: text!("Exports and imports of goods by month"),
        unit: text!("million US dollars, current prices"),
        place: case.economy_name(case.economy()),
        period: text!("{from} to {to}", from = crate::words::month(*months.first()?), to = crate::words::month(last)),
        chart: Chart::Lines(Lines {
            x: XAxis { grain: figure::Grain::Month, from: None, to: None },
            series: two_lines(export_points, import_points),
            bands: Vec::new(),
            marks: marks(case, months.first().map(|m| month_x(*m))),
            unit: "M USD".to_owned(),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("month")),
                Column::number(text!("exports"), "M USD"),
                Column::number(text!("imports"), "M USD"),
            ],
            rows,
        },
        notes: row_notes(flows, &exports),
        rows: Vec::new(),
    }))
}

/// Remarks that rows of a flow carry, each once, with the months they stand at.
pub(super) fn row_notes(flows: &Flows<'_>, key: &trade::flows::FlowKey) -> Vec<String> {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for period in flows.periods(key).filter(|period| matches!(period, Period::Month(_))) {
        let Some(entry) = flows.rows(key, period).first() else { continue };
        let Some(note) = &entry.provenance.note else { continue };
        match notes.iter_mut().find(|(known, _)| known == note) {
            Some((_, periods)) => periods.push(period.to_string()),
            None => notes.push((note.clone(), vec![period.to_string()])),
        }
    }
    let all = flows.periods(key).count();
    notes
        .into_iter()
        .map(|(note, periods)| match periods.as_slice() {
            few if few.len() <= 4 => format!("{}: {note}", few.join(", ")),
            many if many.len() * 2 > all => note,
            many => text!("{count} months: {note}", count = many.len()),
        })
        .take(6)
        .collect()
}
