//! What is sold, at what unit value.

use ::words::{mark, text};
use case::Case;
use case::tables::FlowMeasure;
use case::trace::Traced;
use case::value::id::ProductId;
use case::value::period::Period;
use figure::{Cell, Chart, Column, Dash, LineSeries, Lines, Stack, StackPart, Table, XAxis};
use trade::flows::Flows;
use trade::products::{ProductShare, ProductYear, product_key};

use super::totals::months;
use super::{MAIN_PRODUCT, change, marks, month_change, month_x, span};
use crate::book::{Book, Draft, Meaning};
use crate::overview::{Facts, product_name};
use crate::words::{capital, spaced};

/// From here on an amount in a title has no decimals.
const WHOLE: f64 = 1000.0;

/// Units of a good's quantity as shown: the unit of products.csv.
fn quantity_unit(case: &Case, product: &ProductId) -> Option<(f64, String)> {
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

/// Unit values of a good above this are told by the kilogram, USD/t.
const BY_KILOGRAM: f64 = 1e6;

/// The unit in which a good's unit values are told in every year, and how many USD per base unit it is. What costs more
/// than a million a tonne in some year is sold by the kilogram.
fn price_unit(case: &Case, facts: &Facts, product: &ProductId) -> (f64, &'static str) {
    let years = facts.goods.iter().flat_map(|year| &year.products).filter(|good| &good.product == product);
    let dear = years.filter_map(|good| good.unit_value.as_ref()).any(|value| value.value > BY_KILOGRAM);
    match quantity_unit(case, product) {
        Some((_, unit)) if unit.ends_with("bbl") => (1.0, "USD/bbl"),
        _ if dear => (1000.0, "USD/kg"),
        _ => (1.0, "USD/t"),
    }
}

/// A good's value over its quantity.
pub(crate) fn unit_value_number(
    book: &mut Book,
    case: &Case,
    facts: &Facts,
    year: i16,
    good: &ProductShare,
) -> Option<String> {
    let unit_value = good.unit_value.as_ref()?;
    quantity_unit(case, &good.product)?;
    let (factor, unit) = price_unit(case, facts, &good.product);
    Some(book.number(
        Meaning {
            id: format!("trade.unit_value.export.{}.{year}", good.product),
            label: text!("Unit value of {good} exported, {year}", good = product_name(case, &good.product)),
            unit,
            decimals: 1,
            signed: false,
            method: mark("value over quantity, both for the whole year"),
        },
        &unit_value.map(|value| value / factor),
    ))
}

/// The change of a good's unit value on the year before, percent.
fn unit_value_change(book: &mut Book, case: &Case, facts: &Facts, year: i16, good: &ProductShare) -> Option<String> {
    let before = facts.goods.iter().find(|before| before.year + 1 == year)?;
    let before = before.products.iter().find(|before| before.product == good.product)?;
    let id = format!("trade.change.unit_value.{}.{year}", good.product);
    let label = text!(
        "Change of the unit value of {good} exported, {year} on the year before",
        good = product_name(case, &good.product)
    );
    let method = mark("unit value over the unit value of the year before, minus one");
    change(book, id, label, method, (before.unit_value.as_ref()?, good.unit_value.as_ref()?))
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
pub(super) struct By {
    id: &'static str,
    measure: String,
    index: String,
}

impl By {
    pub(super) fn goods() -> Self {
        Self {
            id: "export-goods",
            measure: text!("Value of exports by good"),
            index: text!("Herfindahl-Hirschman index of exports by good"),
        }
    }

    pub(super) fn sections() -> Self {
        Self {
            id: "export-sections",
            measure: text!("Value of exports by section of the Harmonized System"),
            index: text!("Herfindahl-Hirschman index of exports by section of the Harmonized System"),
        }
    }
}

pub(super) fn goods(book: &mut Book, case: &Case, years: &[ProductYear], by: &By) -> Option<String> {
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
            notes: vec![text!(
                "H in the table is the Herfindahl-Hirschman index over all parts reported for the year."
            )],
            rows: Vec::new(),
        }),
    )
}

pub(super) fn unit_values(book: &mut Book, case: &Case, facts: &Facts) -> Option<String> {
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
            let number = good.and_then(|good| unit_value_number(book, case, facts, year.year, good));
            if product == leader {
                points.push((f64::from(year.year), good.and_then(|good| good.unit_value.as_ref()).map(|v| v.value)));
            }
            cells.push(number.map_or_else(Cell::missing, |id| book.cell(&id)));
        }
        rows.push(cells);
    }
    let good = last.products.iter().find(|good| &good.product == leader)?;
    let shown = unit_value_number(book, case, facts, last.year, good)?;
    let changed = unit_value_change(book, case, facts, last.year, good);
    let name = product_name(case, leader);
    let unit = |product| price_unit(case, facts, product).1;
    let (factor, _) = price_unit(case, facts, leader);
    for (_, value) in &mut points {
        *value = value.map(|value| value / factor);
    }
    let (lower, value) = (name.to_lowercase(), book.text(&shown));
    let title = match changed.map(|id| book.text(&id)) {
        Some(change) => {
            text!("A unit of {lower} earned {value} in {year}, {change} on the year before", year = last.year)
        }
        None => text!("A unit of {lower} earned {value} in {year}", year = last.year),
    };
    Some(book.figure(Draft {
        id: "unit-values".to_owned(),
        title,
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

pub(super) fn main_product(book: &mut Book, case: &Case, flows: &Flows<'_>, facts: &Facts) -> Option<String> {
    let product = facts.main_product()?;
    let name = product_name(case, product);
    let quantity = product_key(case, product, FlowMeasure::Quantity);
    let value = product_key(case, product, FlowMeasure::Value);
    let months = months(flows, &[&quantity]);
    let last = *months.last()?;
    let (factor, unit) = quantity_unit(case, product)?;
    let unit = atom(&unit);
    let mut points: Vec<(f64, Option<f64>)> = Vec::new();
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
    let mut shown = book.text(&format!("trade.quantity.export.{product}.{last}"));
    if let Some(amount) = points.last().and_then(|(_, amount)| *amount).filter(|amount| *amount >= WHOLE) {
        // Decimals of a large amount are for the table.
        shown = format!("{} {}", figure::number::format(amount, 0), crate::words::unit(unit));
    }
    let label = text!("Change of the quantity of {name} exported, {last} on the same month a year before");
    let changed =
        month_change(book, flows, &quantity, last, (format!("trade.change.quantity.{product}.{last}"), label));
    let (good, month) = (name.to_lowercase(), crate::words::month(last));
    let title = match changed.map(|id| book.text(&id)) {
        _ if shown.is_empty() => text!("{good} exported by month to {month}", good = capital(&name)),
        Some(change) => text!("{shown} of {good} left in {month}, {change} on the same month a year before"),
        None => text!("{shown} of {good} left in {month}"),
    };
    let definition = flows.direct(&quantity, Period::Month(last)).map(|f| f.definition).unwrap_or_default();
    Some(book.figure(Draft {
        id: MAIN_PRODUCT.to_owned(),
        title,
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
