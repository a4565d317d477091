//! What could leave in a month, by which gate, and what each limit is worth.

use ::words::{mark, text};
use case::entry::RowRef;
use case::trace::merge;
use corridor::goods::{BorderPrice, border_price};
use corridor::throughput::{LimitUse, Throughput, Worth};
use figure::{Bar, Bars, Cell, Chart, Column, Table};

use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::corridors::gates::is_long_ago;
use crate::corridors::study::Study;
use crate::words::{capital, month, period, say};
use document::{Block, Sentence, TableView};

/// Id of the figure.
pub(crate) const GATES: &str = "gates-optimum";

/// Which month and which changes a result is for, as ids and words say it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    /// Part of the ids of its numbers.
    pub(crate) id: String,
    /// In words, after a comma; empty for the network as it stands.
    pub(crate) words: String,
}

/// The month of an optimum and its changes, in words.
fn when(best: &Throughput, setting: &Setting) -> String {
    format!("{}{}", month(best.month), setting.words)
}

/// Figure, table of limits and sentences of an optimum.
pub(crate) fn blocks(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting) -> Vec<Block> {
    vec![
        Block::Text(income(book, best, setting)),
        Block::Figure(figure(book, study, best, setting)),
        Block::Table(limits(book, study, best, setting)),
        Block::Text(certificate(best)),
    ]
}

/// The id of a number of an optimum.
pub(crate) fn number_id(setting: &Setting, best: &Throughput, what: &str) -> String {
    format!("corridor.optimum.{}.{}.{what}", best.month, setting.id)
}

fn income(book: &mut Book, best: &Throughput, setting: &Setting) -> Sentence {
    let when = when(best, setting);
    let mut money = |what: &str, label: String, value: f64, method| {
        Entry::new(number_id(setting, best, what), label, "M USD", 1).by(method).id(book, value / 1000.0, &best.rows)
    };
    let sales = money(
        "income",
        text!("Sales at the border, {when}"),
        best.income_kusd,
        mark("mass sold times the price at the border"),
    );
    let cost = money(
        "carriage",
        text!("Carriage, {when}"),
        best.carriage_kusd,
        mark("mass times the cost of each arc, with interest on the goods under way"),
    );
    let total = Entry::new(number_id(setting, best, "sold"), text!("Mass sold beyond the border, {when}"), "kt", 0)
        .by(mark("sum over goods and gates"))
        .id(book, best.sold_kt.iter().sum(), &best.rows);
    say(
        &text!(
            "In {when}, {{}} could be sold beyond the border for {{}}, at {{}} of carriage. Mining costs are not in the case: income is before them."
        ),
        &[&total, &sales, &cost],
    )
}

/// The price of a good at the border.
pub(crate) fn price(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting, good: usize) -> String {
    Entry::new(
        number_id(setting, best, &format!("price.{}", slug(&study.goods.goods[good].id))),
        text!("Price of {good} at the border", good = study.good_name(good).to_lowercase()),
        "USD/t",
        1,
    )
    .by(mark("the price row on terms of the border that is nearest in time"))
    .id(
        book,
        best.prices.get(good).copied().unwrap_or(0.0),
        &price_of(study, best, good).map_or_else(|| best.rows.clone(), |price| price.rows),
    )
}

/// The price that an optimum was computed with.
fn price_of(study: &Study<'_>, best: &Throughput, good: usize) -> Option<BorderPrice> {
    border_price(&study.network, study.goods.goods.get(good)?, best.month.last_day().min(study.day))
}

/// What a price is of: the good or kind, where, and when.
fn origin_of_price(study: &Study<'_>, price: &BorderPrice) -> String {
    let product = study.case.tables().products.iter().find(|row| row.product_id.as_str() == price.product);
    text!(
        "{product}, {place}, {period}",
        product = product.map_or_else(|| price.product.clone(), |row| row.name.to_lowercase()),
        place = study.case.subject_name(&price.subject),
        period = period(price.period)
    )
}

/// What the official record makes of the price of a good, for comparison.
fn recorded(book: &mut Book, study: &Study<'_>, good: usize) -> [Cell; 2] {
    let Some(Some(found)) = study.recorded.get(good) else { return [Cell::missing(), Cell::text("\u{2013}")] };
    let value = Entry::new(
        format!("corridor.recorded_price.{}", slug(&study.goods.goods[good].id)),
        text!("Value over quantity of {good}, twelve months", good = study.good_name(good).to_lowercase()),
        "USD/t",
        1,
    )
    .by(mark("value over quantity of exports to all partners, the last twelve months recorded"))
    .cell(book, found.usd_per_t, &found.rows);
    let months = text!("{from} to {to}", from = month(found.last.plus(-11)), to = month(found.last));
    [value, Cell::text(months)]
}

/// Notes on the prices: that they are the same at every gate, and which of them are old.
fn price_notes(study: &Study<'_>, best: &Throughput) -> Vec<String> {
    let mut notes = vec![text!(
        "One price of a good holds at every gate, whatever kind of it passes there. The record beside it is value over quantity of all exports of the good; the model does not use it."
    )];
    let old: Vec<String> = (0..study.goods.goods.len())
        .filter(|good| best.gates.iter().any(|gate| gate.good == *good && gate.kt > 0.5))
        .filter_map(|good| Some((good, price_of(study, best, good)?)))
        .filter(|(_, price)| is_long_ago(price.period.last_day(), study.day))
        .map(|(good, price)| format!("{} ({})", study.good_name(good).to_lowercase(), period(price.period)))
        .collect();
    if !old.is_empty() {
        notes.push(text!(
            "The last price in the case is older than a year for {goods}: what these goods are said to earn is no price of the month.",
            goods = crate::corridors::join_and(&old)
        ));
    }
    notes
}

fn figure(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting) -> String {
    let when = when(best, setting);
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    let largest = best.gates.first().map_or(0.0, |gate| gate.kt);
    for gate in best.gates.iter().filter(|gate| gate.kt > 0.5) {
        let good = study.good_name(gate.good);
        let id = Entry::new(
            number_id(setting, best, &format!("gate.{}.{}", gate.place, slug(&study.goods.goods[gate.good].id))),
            text!("{good} sold at {place}, {when}", place = gate.name),
            "kt",
            0,
        )
        .by(mark("mass in the month with the largest income less carriage"))
        .id(book, gate.kt, &best.rows);
        let price = price(book, study, best, setting, gate.good);
        bars.push(Bar {
            label: format!("{}: {}", gate.name.split(" (").next().unwrap_or(&gate.name), good.to_lowercase()),
            value: Some(gate.kt),
            shown: book.shown(&id),
            emphasis: (gate.kt - largest).abs() < 1e-9,
            ..Bar::default()
        });
        let origin = price_of(study, best, gate.good).map(|price| origin_of_price(study, &price)).unwrap_or_default();
        let [record, months] = recorded(book, study, gate.good);
        rows.push(vec![
            Cell::text(gate.name.clone()),
            Cell::text(good),
            book.cell(&id),
            book.cell(&price),
            Cell::text(origin),
            record,
            months,
        ]);
    }
    let title = best.gates.first().filter(|gate| gate.kt > 0.5).map_or_else(
        || text!("Nothing can leave through a counted gate in {when}"),
        |gate| {
            text!(
                "Most leaves by {gate}: {mass} kt of {good} in {when}",
                gate = gate.name,
                mass = figure::number::format(gate.kt, 0),
                good = study.good_name(gate.good).to_lowercase()
            )
        },
    );
    let id = if setting.id == "as_is" { GATES.to_owned() } else { format!("{GATES}-{}", setting.id.replace('_', "-")) };
    book.figure(Draft {
        id,
        title,
        measure: text!("What could be sold beyond the border, by gate and good"),
        unit: "kt".to_owned(),
        place: study.case.economy_name(study.case.economy()),
        period: month(best.month),
        chart: Chart::Bars(Bars { bars, unit: "kt".to_owned() }),
        table: Table {
            columns: vec![
                Column::text(text!("place beyond the border")),
                Column::text(text!("good")),
                Column::number(text!("sold"), "kt"),
                Column::number(text!("price at the border"), "USD/t"),
                Column::text(text!("price of")),
                Column::number(text!("record, twelve months"), "USD/t"),
                Column::text(text!("record of")),
            ],
            rows,
        },
        notes: [
            text!(
                "The largest income less carriage that the counted gates, the lines and the mines allow; regimes of the day hold on. It says what a country that plans as one could do, not what shippers tend to do."
            ),
        ]
        .into_iter()
        .chain(price_notes(study, best))
        .collect(),
        rows: best.rows.clone(),
    })
}

fn limits(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting) -> TableView {
    let mut rows = Vec::new();
    for limit in best.limits.iter().filter(|limit| limit.used > 1e-9 || limit.is_place) {
        rows.push(limit_row(book, study, best, limit, setting));
    }
    TableView {
        id: if setting.id == "as_is" {
            "limits".to_owned()
        } else {
            format!("limits-{}", setting.id.replace('_', "-"))
        },
        title: text!("Limits in {when}, and what one more is worth", when = when(best, setting)),
        table: Table {
            columns: vec![
                Column::text(text!("limit")),
                Column::text(text!("of")),
                Column::text(text!("unit")),
                Column { name: text!("used"), unit: None, numeric: true },
                Column { name: text!("capacity"), unit: None, numeric: true },
                Column::number(text!("part used"), "%"),
                Column::number(text!("one more a day"), text!("thousand USD a month")),
                Column::number(text!("one less a day"), text!("thousand USD a month")),
                Column::number(text!("one more Mt a year"), text!("M USD a year")),
            ],
            rows,
        },
        notes: vec![text!(
            "Worth by finite differences of the optimum at 0.1 % more and less; where they agree with the dual value within 1 % it is one number, else both are shown because the optimum bends there."
        )],
    }
}

const WORTH: &str = mark("change of the optimum for a capacity of 0.1 % more or less, for one unit a day");
const THOUSANDS: &str = mark("thousand USD a month");

fn limit_row(book: &mut Book, study: &Study<'_>, best: &Throughput, limit: &LimitUse, setting: &Setting) -> Vec<Cell> {
    let good = limit.good.map(|good| study.good_name(good).to_lowercase());
    let part = limit.part.map_or_else(String::new, |part| format!(".{}", part + 1));
    let key = format!("limit.{}{part}.{}.{}", limit.subject, slug(good.as_deref().unwrap_or("all goods")), limit.unit);
    let of = good.unwrap_or_else(|| text!("all goods"));
    let rows: Vec<RowRef> = merge(limit.runs.iter().map(|run| run.rows.as_slice()));
    let rows = if rows.is_empty() { best.rows.clone() } else { rows };
    let name = format!("{}, {of}, {}", limit.name, when(best, setting));
    let mut cell = |what: &str, label: String, unit, decimals, value: Option<f64>, method| match value {
        Some(value) => {
            Entry::new(number_id(setting, best, &format!("{key}.{what}")), format!("{label}: {name}"), unit, decimals)
                .by(method)
                .cell(book, value, &rows)
        }
        None => Cell::not_applicable(),
    };
    let by_vehicle = |pick: fn(&Worth) -> f64| limit.usd_per_vehicle_a_day.as_ref().map(|worth| pick(worth) / 1000.0);
    vec![
        Cell::text(limit.name.clone()),
        Cell::text(capital(&of)),
        Cell::text(unit_words(limit)),
        cell("used", text!("Used"), "", 1, Some(limit.used), mark("units that pass in the optimum")),
        cell(
            "capacity",
            text!("Capacity"),
            "",
            1,
            Some(limit.capacity),
            mark("units a day times days worked, summed over the month"),
        ),
        cell(
            "part",
            text!("Part used"),
            "%",
            0,
            (limit.capacity > 0.0).then(|| limit.used / limit.capacity * 100.0),
            mark("used over capacity"),
        ),
        cell("more", text!("One more a day"), THOUSANDS, 0, by_vehicle(|worth| worth.more), WORTH),
        cell("less", text!("One less a day"), THOUSANDS, 0, by_vehicle(|worth| worth.less), WORTH),
        cell(
            "mt",
            text!("One more Mt a year"),
            mark("M USD a year"),
            0,
            limit.usd_per_mt_a_year.map(|worth| worth.more / 1e6),
            mark("change of the optimum for a capacity of 0.1 % more, for one Mt a year"),
        ),
    ]
}

/// In what a limit is given: mass where it is for one good, else what is counted.
fn unit_words(limit: &LimitUse) -> String {
    let vehicles = match limit.unit.as_str() {
        "t" => return "kt".to_owned(),
        "truck" => text!("trucks"),
        "wagon" => text!("wagons"),
        "train" => text!("trains"),
        "container" => text!("containers"),
        "vehicle" => text!("vehicles"),
        other => format!("{other}s"),
    };
    if limit.good.is_some() { text!("kt, counted in {vehicles}") } else { text!("thousand {vehicles}") }
}

/// A deviation: nothing, or its size.
fn deviation(size: f64) -> String {
    if size < f64::MIN_POSITIVE { "0".to_owned() } else { format!("{size:.0e}") }
}

fn certificate(best: &Throughput) -> Sentence {
    say(
        &text!(
            "Certificate of this optimum: largest violation of a limit {violation}, relative gap between the income found and its proven bound {gap}, goods that appear or vanish {imbalance}.",
            violation = deviation(best.certificate.violation),
            gap = deviation(best.certificate.gap),
            imbalance = deviation(best.certificate.conservation)
        ),
        &[],
    )
}
