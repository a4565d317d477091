//! The page Trade: who buys and sells, what, at what price, and how concentrated it is.

use ::words::{mark, text};
use case::Case;
use case::tables::{Flow, FlowMeasure};
use case::trace::Traced;
use case::value::economy::Economy;
use case::value::period::Period;
use figure::{
    Bar, Bars, Cell, Chart, Column, Dash, EventMark, LineSeries, Lines, Marker, RangePoint, RangeRow, Ranges, Stack,
    StackPart, Table, XAxis,
};
use trade::dependence::VintageShare;
use trade::flows::Flows;
use trade::partners::{PartnerShare, PartnerYear};
use trade::products::{ProductShare, ProductYear, product_key};
use trade::totals::{YearTotal, total_key};

use crate::book::{Book, Draft, Meaning};
use crate::developments;
use crate::overview::{Facts, product_name};
use crate::words::{capital, say, spaced};
use document::{Block, Page, Section};

/// Id of the figure of dependence on the main buyer.
pub(crate) const DEPENDENCE: &str = "main-buyer-share";
/// Id of the figure of the main product by month.
pub(crate) const MAIN_PRODUCT: &str = "main-product-monthly";
/// Partners and goods shown singly before the rest is put together.
const SHOWN: usize = 10;

pub(crate) fn page(book: &mut Book, case: &Case, flows: &Flows<'_>, facts: &Facts) -> Page {
    let figures = |ids: Vec<Option<String>>| ids.into_iter().flatten().map(Block::Figure).collect::<Vec<_>>();
    let mut sections = vec![
        Section {
            id: "dependence".to_owned(),
            title: text!("Who buys, and how much hangs on one buyer"),
            blocks: figures(vec![
                dependence(book, case, facts),
                partners(book, case, facts.buyers.last()),
                concentration(book, case, facts),
            ]),
        },
        Section {
            id: "suppliers".to_owned(),
            title: text!("Who sells"),
            blocks: figures(vec![partners(book, case, facts.sellers.last())]),
        },
        Section {
            id: "totals".to_owned(),
            title: text!("How much, and how fast it grows"),
            blocks: figures(vec![annual(book, case, facts), monthly(book, case, flows)]),
        },
        Section {
            id: "goods".to_owned(),
            title: text!("What is sold, and at what unit value"),
            blocks: figures(vec![
                main_product(book, case, flows, facts),
                goods(book, case, &facts.goods, &By::goods()),
                unit_values(book, case, facts),
                goods(book, case, &facts.sections, &By::sections()),
            ]),
        },
    ];
    sections.retain(|section| !section.blocks.is_empty());
    if sections.is_empty() {
        sections.push(Section {
            id: "empty".to_owned(),
            title: text!("Nothing reported yet"),
            blocks: vec![Block::Text(say(
                &text!(
                    "trade.csv holds no year with a total, so no share can be computed. Missing is shown as missing."
                ),
                &[],
            ))],
        });
    }
    Page {
        id: "trade".to_owned(),
        title: text!("Trade"),
        question: text!("Who trades what with whom, how concentrated is it, and how fast does it grow?"),
        under: None,
        sections,
    }
}

fn flow_word(flow: Flow) -> String {
    match flow {
        Flow::Export => text!("exports"),
        Flow::Import => text!("imports"),
    }
}

fn usd_millions(usd: &Traced<case::value::quantity::Usd>) -> Traced<f64> {
    usd.map(|usd| usd.get() / 1e6)
}

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

fn growth_cell(book: &mut Book, flow: Flow, total: &YearTotal) -> Cell {
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

fn dependence(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
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

fn join_or(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first, last] => text!("{first} or {last}"),
        [first, rest @ ..] => format!("{first}, {}", join_or(rest)),
    }
}

fn partner_value(book: &mut Book, case: &Case, year: &PartnerYear, partner: &PartnerShare) -> Cell {
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

fn partner_share(book: &mut Book, case: &Case, year: &PartnerYear, partner: &PartnerShare) -> String {
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

fn partners(book: &mut Book, case: &Case, year: Option<&PartnerYear>) -> Option<String> {
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

fn concentration(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
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

fn span(years: &[i16]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => text!("{from} to {to}", from = first, to = last),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

fn annual(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
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

fn two_lines(exports: Vec<(f64, Option<f64>)>, imports: Vec<(f64, Option<f64>)>) -> Vec<LineSeries> {
    [(Flow::Export, exports, Dash::Solid), (Flow::Import, imports, Dash::Dashed)]
        .into_iter()
        .filter(|(_, points, _)| points.iter().any(|(_, value)| value.is_some()))
        .map(|(flow, points, dash)| LineSeries { name: flow_word(flow), points, dash, emphasis: flow == Flow::Export })
        .collect()
}

/// The months from the first to the last one reported of some flows, gaps included.
fn months(flows: &Flows<'_>, keys: &[&trade::flows::FlowKey]) -> Vec<case::value::date::Month> {
    let mut found: Vec<case::value::date::Month> = keys
        .iter()
        .flat_map(|key| flows.periods(key))
        .filter_map(|period| if let Period::Month(month) = period { Some(month) } else { None })
        .collect();
    found.sort_unstable();
    let (Some(first), Some(last)) = (found.first().copied(), found.last().copied()) else { return Vec::new() };
    (0..=last.index() - first.index()).map(|step| first.plus(step)).collect()
}

fn month_x(month: case::value::date::Month) -> f64 {
    figure::month_x(i32::from(month.year()), u32::from(month.month().unsigned_abs()))
}

fn monthly(book: &mut Book, case: &Case, flows: &Flows<'_>) -> Option<String> {
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
    let [export_points, import_points] = points;
    Some(book.figure(Draft {
        id: "totals-monthly".to_owned(),
        title: if shown.is_empty() {
            text!("Trade by month to {month}", month = crate::words::month(last))
        } else {
            text!("Exports were {shown} in {month}", month = crate::words::month(last))
        },
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

/// Events that a time chart marks.
fn marks(case: &Case, from: Option<f64>) -> Vec<EventMark> {
    developments::marked(case)
        .into_iter()
        .filter(|event| from.is_none_or(|from| event.from >= from))
        .map(|event| EventMark { x: event.from, label: event.title, when: event.when })
        .collect()
}

/// Remarks that rows of a flow carry, each once, with the months they stand at.
fn row_notes(flows: &Flows<'_>, key: &trade::flows::FlowKey) -> Vec<String> {
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

/// Units of a good's quantity as shown: the unit of products.csv.
fn quantity_unit(case: &Case, product: &case::value::id::ProductId) -> Option<(f64, String)> {
    case.tables().products.iter().find(|p| &p.product_id == product).map(|p| (p.unit.factor(), p.unit.to_string()))
}

/// Unit words that live as long as the program: the atoms of the case format.
fn atom(text: &str) -> &'static str {
    case::value::unit::atoms().find(|atom| *atom == text).unwrap_or("")
}

/// A year's quantity of a good, in Mt when it is a mass of a million tonnes or more.
pub(crate) fn quantity_number(book: &mut Book, case: &Case, year: i16, good: &ProductShare) -> Option<String> {
    let quantity = good.quantity.as_ref()?;
    let (factor, unit) = quantity_unit(case, &good.product)?;
    let large = unit.ends_with('t') && quantity.value >= 1e6;
    let (factor, unit, decimals) = if large { (1e6, "Mt", 2) } else { (factor, atom(&unit), 1) };
    Some(book.number(
        Meaning {
            id: format!("trade.quantity.export.{}.{year}", good.product),
            label: text!("{good} exported, {year}", good = capital(&product_name(case, &good.product))),
            unit,
            decimals,
            signed: false,
            method: mark("sum of the twelve months reported, or the year as reported"),
        },
        &quantity.map(|amount| amount / factor),
    ))
}

/// A good's value over its quantity.
pub(crate) fn unit_value_number(book: &mut Book, case: &Case, year: i16, good: &ProductShare) -> Option<String> {
    let unit_value = good.unit_value.as_ref()?;
    let (_, unit) = quantity_unit(case, &good.product)?;
    Some(book.number(
        Meaning {
            id: format!("trade.unit_value.export.{}.{year}", good.product),
            label: text!("Unit value of {good} exported, {year}", good = product_name(case, &good.product)),
            unit: if unit.ends_with("bbl") { "USD/bbl" } else { "USD/t" },
            decimals: 1,
            signed: false,
            method: mark("value over quantity, both for the whole year"),
        },
        unit_value,
    ))
}

/// A good's part of all exports.
pub(crate) fn product_share_number(book: &mut Book, case: &Case, year: i16, good: &ProductShare) -> String {
    book.number(
        Meaning {
            id: format!("trade.share.export.{}.{year}", good.product),
            label: text!("Part of exports that {good} earned, {year}", good = product_name(case, &good.product)),
            unit: "%",
            decimals: 1,
            signed: false,
            method: mark("value of the good over all exports"),
        },
        &good.share.map(|share| share.percent()),
    )
}

/// By what exports are shown: id of the figure, what it measures, and what its index is called.
struct By {
    id: &'static str,
    measure: String,
    index: String,
}

impl By {
    fn goods() -> Self {
        Self {
            id: "export-goods",
            measure: text!("Value of exports by good"),
            index: text!("Herfindahl-Hirschman index of exports by good"),
        }
    }

    fn sections() -> Self {
        Self {
            id: "export-sections",
            measure: text!("Value of exports by section of the Harmonized System"),
            index: text!("Herfindahl-Hirschman index of exports by section of the Harmonized System"),
        }
    }
}

fn goods(book: &mut Book, case: &Case, years: &[ProductYear], by: &By) -> Option<String> {
    let key = by.id.replace('-', "_");
    let last = years.last()?;
    let leader = last.products.first()?;
    // The order of the last year, so that a part keeps its place.
    let mut order: Vec<_> = last.products.iter().map(|good| good.product.clone()).collect();
    for good in years.iter().flat_map(|year| &year.products) {
        // A good reported now and then would only confuse: it counts with the rest.
        let reported = years.iter().filter(|year| year.products.iter().any(|g| g.product == good.product)).count();
        if !order.contains(&good.product) && reported * 2 >= years.len() {
            order.push(good.product.clone());
        }
    }
    let mut parts: Vec<StackPart> =
        order.iter().map(|product| StackPart { name: product_name(case, product), values: Vec::new() }).collect();
    let mut rest = StackPart { name: text!("all other"), values: Vec::new() };
    let mut rows = Vec::new();
    for year in years {
        let mut cells = vec![Cell::text(year.year.to_string())];
        for (product, part) in order.iter().zip(&mut parts) {
            let good = year.products.iter().find(|good| &good.product == product);
            part.values.push(good.map(|good| good.share.value.percent()));
            cells.push(match good {
                Some(good) => {
                    let number = product_share_number(book, case, year.year, good);
                    book.cell(&number)
                }
                None => Cell::missing(),
            });
        }
        let mut outside = year.rest.clone();
        for good in year.products.iter().filter(|good| !order.contains(&good.product)) {
            outside = outside.with(&good.value, |rest, more| *rest + *more);
        }
        let remainder = outside.with(&year.total.value, |rest, total| (*rest / *total) * 100.0);
        rest.values.push(Some(remainder.value.max(0.0)));
        cells.push(book.enter(
            Meaning {
                id: format!("trade.share.export.rest_of_{key}.{}", year.year),
                label: text!("Part of exports outside the list, {year}", year = year.year),
                unit: "%",
                decimals: 1,
                signed: false,
                method: mark("all exports minus those listed"),
            },
            &remainder,
        ));
        if let Some(concentration) = &year.concentration {
            cells.push(book.enter(
                Meaning {
                    id: format!("trade.hhi.{key}.{}", year.year),
                    label: format!("{}, {}", by.index, year.year),
                    unit: "",
                    decimals: 3,
                    signed: false,
                    method: mark(
                        "sum of the squared shares listed; what is outside the list counts as infinitely small",
                    ),
                },
                &concentration.map(|c| c.hhi),
            ));
        } else {
            cells.push(Cell::missing());
        }
        rows.push(cells);
    }
    parts.push(rest);
    let share = product_share_number(book, case, last.year, leader);
    Some(
        book.figure(Draft {
            id: by.id.to_owned(),
            title: text!(
                "{good} earned {share} of exports in {year}",
                good = capital(&product_name(case, &leader.product)),
                share = book.text(&share),
                year = last.year
            ),
            measure: by.measure.clone(),
            unit: text!("percent of all exports"),
            place: case.economy_name(case.economy()),
            period: span(&years.iter().map(|year| year.year).collect::<Vec<_>>()),
            chart: Chart::Stack(Stack {
                labels: years.iter().map(|year| year.year.to_string()).collect(),
                parts,
                unit: "%".to_owned(),
            }),
            table: Table {
                columns: std::iter::once(Column::text(text!("year")))
                    .chain(order.iter().map(|product| Column::number(product_name(case, product), "%")))
                    .chain([Column::number(text!("all other"), "%"), Column::number("H", "0-1")])
                    .collect(),
                rows,
            },
            notes: vec![text!("H is the Herfindahl-Hirschman index over all parts reported for the year.")],
            rows: Vec::new(),
        }),
    )
}

fn unit_values(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
    let leader = facts.main_product()?;
    let last = facts.goods.last()?;
    let order: Vec<_> =
        last.products.iter().filter(|good| good.unit_value.is_some()).map(|good| good.product.clone()).collect();
    let mut points = Vec::new();
    let mut rows = Vec::new();
    for year in &facts.goods {
        let mut cells = vec![Cell::text(year.year.to_string())];
        for product in &order {
            let good = year.products.iter().find(|good| &good.product == product);
            let number = good.and_then(|good| unit_value_number(book, case, year.year, good));
            if product == leader {
                points.push((f64::from(year.year), good.and_then(|good| good.unit_value.as_ref()).map(|v| v.value)));
            }
            cells.push(number.map_or_else(Cell::missing, |id| book.cell(&id)));
        }
        rows.push(cells);
    }
    let good = last.products.iter().find(|good| &good.product == leader)?;
    let shown = unit_value_number(book, case, last.year, good)?;
    let name = product_name(case, leader);
    let unit = |product| match quantity_unit(case, product) {
        Some((_, unit)) if unit.ends_with("bbl") => "USD/bbl",
        _ => "USD/t",
    };
    Some(book.figure(Draft {
        id: "unit-values".to_owned(),
        title: text!(
            "A unit of {good} earned {value} in {year}",
            good = name.to_lowercase(),
            value = book.text(&shown),
            year = last.year
        ),
        measure: text!("Unit value of {good} exported", good = name.to_lowercase()),
        unit: unit(leader).to_owned(),
        place: case.economy_name(case.economy()),
        period: span(&facts.goods.iter().map(|year| year.year).collect::<Vec<_>>()),
        chart: Chart::Lines(Lines {
            x: XAxis::default(),
            series: vec![LineSeries { name: name.clone(), points, dash: Dash::Solid, emphasis: true }],
            bands: Vec::new(),
            marks: Vec::new(),
            unit: unit(leader).to_owned(),
            zero_based: true,
        }),
        table: Table {
            columns: std::iter::once(Column::text(text!("year")))
                .chain(order.iter().map(|product| Column::number(product_name(case, product), unit(product))))
                .collect(),
            rows,
        },
        notes: vec![text!("Value over quantity. A unit value moves with prices and with the mix of qualities; it is not a price. The picture shows the main good, the table all.")],
        rows: Vec::new(),
    }))
}

fn main_product(book: &mut Book, case: &Case, flows: &Flows<'_>, facts: &Facts) -> Option<String> {
    let product = facts.main_product()?;
    let name = product_name(case, product);
    let quantity = product_key(case, product, FlowMeasure::Quantity);
    let value = product_key(case, product, FlowMeasure::Value);
    let months = months(flows, &[&quantity]);
    let last = *months.last()?;
    let (factor, unit) = quantity_unit(case, product)?;
    let unit = atom(&unit);
    let mut points = Vec::new();
    let mut rows = Vec::new();
    for month in &months {
        let amount = flows.direct(&quantity, Period::Month(*month)).map(|f| f.amount.map(|q| q / factor));
        let usd = flows.direct(&value, Period::Month(*month)).map(|f| f.amount.map(|v| v / 1e6));
        points.push((month_x(*month), amount.as_ref().map(|a| a.value)));
        let mut meaning = |part: &str, label, unit: &'static str, amount: Option<Traced<f64>>| match amount {
            Some(amount) => book.enter(
                Meaning {
                    id: format!("trade.{part}.export.{product}.{month}"),
                    label,
                    unit,
                    decimals: 1,
                    signed: false,
                    method: mark("the month as reported"),
                },
                &amount,
            ),
            None => Cell::missing(),
        };
        let cells = vec![
            Cell::text(month.to_string()),
            meaning("quantity", text!("Quantity of {name} exported, {month}"), unit, amount),
            meaning("value", text!("Value of {name} exported, {month}"), "M USD", usd),
        ];
        rows.push(cells);
    }
    let shown = book.text(&format!("trade.quantity.export.{product}.{last}"));
    let definition = flows.direct(&quantity, Period::Month(last)).map(|f| f.definition).unwrap_or_default();
    Some(book.figure(Draft {
        id: MAIN_PRODUCT.to_owned(),
        title: if shown.is_empty() {
            text!("{good} exported by month to {month}", good = capital(&name), month = crate::words::month(last))
        } else {
            text!("{shown} of {good} left in {month}", good = name.to_lowercase(), month = crate::words::month(last))
        },
        measure: text!("{good} exported by month", good = capital(&name)),
        unit: crate::words::unit(unit),
        place: case.economy_name(case.economy()),
        period: text!("{from} to {to}", from = crate::words::month(*months.first()?), to = crate::words::month(last)),
        chart: Chart::Lines(Lines {
            x: XAxis { grain: figure::Grain::Month, from: None, to: None },
            series: vec![LineSeries { name: name.clone(), points, dash: Dash::Solid, emphasis: true }],
            bands: Vec::new(),
            marks: marks(case, months.first().map(|m| month_x(*m))),
            unit: spaced(unit),
            zero_based: true,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("month")),
                Column::number(text!("quantity"), spaced(unit)),
                Column::number(text!("value"), "M USD"),
            ],
            rows,
        },
        notes: if definition.is_empty() { Vec::new() } else { vec![text!("Counted: {definition}.")] },
        rows: Vec::new(),
    }))
}
