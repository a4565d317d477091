//! What could leave in a month, by which gate, and what each limit is worth.

use case::entry::RowRef;
use case::trace::merge;
use corridor::throughput::{LimitUse, Throughput, Worth};
use figure::{Bar, Bars, Cell, Chart, Column, Table};

use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::corridors::study::Study;
use crate::words::{capital, month, say};
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
    let mut money = |what: &str, label: &str, value: f64, method| {
        Entry::new(
            number_id(setting, best, what),
            format!("{label}, {}{}", month(best.month), setting.words),
            "M USD",
            1,
        )
        .by(method)
        .id(book, value / 1000.0, &best.rows)
    };
    let sales = money("income", "Sales at the border", best.income_kusd, "mass sold times the price at the border");
    let cost = money(
        "carriage",
        "Carriage",
        best.carriage_kusd,
        "mass times the cost of each arc, with interest on the goods under way",
    );
    let total = Entry::new(
        number_id(setting, best, "sold"),
        format!("Mass sold beyond the border, {}{}", month(best.month), setting.words),
        "kt",
        0,
    )
    .by("sum over goods and gates")
    .id(book, best.sold_kt.iter().sum(), &best.rows);
    say(
        &format!(
            "In {}{}, {{}} could be sold beyond the border for {{}}, at {{}} of carriage. Mining costs are not in the case: income is before them.",
            month(best.month),
            setting.words
        ),
        &[&total, &sales, &cost],
    )
}

/// The price of a good at the border.
pub(crate) fn price(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting, good: usize) -> String {
    Entry::new(
        number_id(setting, best, &format!("price.{}", slug(&study.goods.goods[good].id))),
        format!("Price of {} at the border", study.good_name(good).to_lowercase()),
        "USD/t",
        1,
    )
    .by("the price row on terms of the border that is nearest in time")
    .id(book, best.prices.get(good).copied().unwrap_or(0.0), &best.rows)
}

fn figure(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting) -> String {
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    let largest = best.gates.first().map_or(0.0, |gate| gate.kt);
    for gate in best.gates.iter().filter(|gate| gate.kt > 0.5) {
        let good = study.good_name(gate.good);
        let id = Entry::new(
            number_id(setting, best, &format!("gate.{}.{}", gate.place, slug(&study.goods.goods[gate.good].id))),
            format!("{good} sold at {}, {}{}", gate.name, month(best.month), setting.words),
            "kt",
            0,
        )
        .by("mass in the month with the largest income less carriage")
        .id(book, gate.kt, &best.rows);
        let price = price(book, study, best, setting, gate.good);
        bars.push(Bar {
            label: format!("{}: {}", gate.name.split(" (").next().unwrap_or(&gate.name), good.to_lowercase()),
            value: Some(gate.kt),
            shown: book.shown(&id),
            emphasis: (gate.kt - largest).abs() < 1e-9,
            ..Bar::default()
        });
        rows.push(vec![Cell::text(gate.name.clone()), Cell::text(good), book.cell(&id), book.cell(&price)]);
    }
    let title = best.gates.first().filter(|gate| gate.kt > 0.5).map_or_else(
        || format!("Nothing can leave through a counted gate in {}{}", month(best.month), setting.words),
        |gate| {
            format!(
                "Most leaves by {}: {} kt of {} in {}{}",
                gate.name,
                figure::number::format(gate.kt, 0),
                study.good_name(gate.good).to_lowercase(),
                month(best.month),
                setting.words
            )
        },
    );
    let id = if setting.id == "as_is" { GATES.to_owned() } else { format!("{GATES}-{}", setting.id.replace('_', "-")) };
    book.figure(Draft {
        id,
        title,
        measure: "What could be sold beyond the border, by gate and good".to_owned(),
        unit: "kt".to_owned(),
        place: study.case.economy_name(study.case.economy()),
        period: month(best.month),
        chart: Chart::Bars(Bars { bars, unit: "kt".to_owned() }),
        table: Table {
            columns: vec![
                Column::text("place beyond the border"),
                Column::text("good"),
                Column::number("sold", "kt"),
                Column::number("price at the border", "USD/t"),
            ],
            rows,
        },
        notes: vec![
            "The largest income less carriage that the counted gates, the lines and the mines allow; regimes of the day hold on. It says what a country that plans as one could do, not what shippers tend to do.".to_owned(),
        ],
        rows: best.rows.clone(),
    })
}

fn limits(book: &mut Book, study: &Study<'_>, best: &Throughput, setting: &Setting) -> TableView {
    let mut rows = Vec::new();
    for limit in best.limits.iter().filter(|limit| limit.used > 1e-9 || limit.is_place) {
        rows.push(limit_row(book, study, best, limit, setting));
    }
    TableView {
        id: if setting.id == "as_is" { "limits".to_owned() } else { format!("limits-{}", setting.id.replace('_', "-")) },
        title: format!("Limits in {}{}, and what one more is worth", month(best.month), setting.words),
        table: Table {
            columns: vec![
                Column::text("limit"),
                Column::text("of"),
                Column::text("unit"),
                Column { name: "used".to_owned(), unit: None, numeric: true },
                Column { name: "capacity".to_owned(), unit: None, numeric: true },
                Column::number("part used", "%"),
                Column::number("one more a day", "thousand USD a month"),
                Column::number("one less a day", "thousand USD a month"),
                Column::number("one more Mt a year", "M USD a year"),
            ],
            rows,
        },
        notes: vec![
            "Worth by finite differences of the optimum at 0.1 % more and less; where they agree with the dual value within 1 % it is one number, else both are shown because the optimum bends there.".to_owned(),
        ],
    }
}

const WORTH: &str = "change of the optimum for a capacity of 0.1 % more or less, for one unit a day";

fn limit_row(book: &mut Book, study: &Study<'_>, best: &Throughput, limit: &LimitUse, setting: &Setting) -> Vec<Cell> {
    let of = limit.good.map_or_else(|| "all goods".to_owned(), |good| study.good_name(good).to_lowercase());
    let part = limit.part.map_or_else(String::new, |part| format!(".{}", part + 1));
    let key = format!("limit.{}{part}.{}.{}", limit.subject, slug(&of), limit.unit);
    let rows: Vec<RowRef> = merge(limit.runs.iter().map(|run| run.rows.as_slice()));
    let rows = if rows.is_empty() { best.rows.clone() } else { rows };
    let name = format!("{}, {of}, {}{}", limit.name, month(best.month), setting.words);
    let mut cell = |what: &str, label: &str, unit, decimals, value: Option<f64>, method| match value {
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
        cell("used", "Used", "", 1, Some(limit.used), "units that pass in the optimum"),
        cell(
            "capacity",
            "Capacity",
            "",
            1,
            Some(limit.capacity),
            "units a day times days worked, summed over the month",
        ),
        cell(
            "part",
            "Part used",
            "%",
            0,
            (limit.capacity > 0.0).then(|| limit.used / limit.capacity * 100.0),
            "used over capacity",
        ),
        cell("more", "One more a day", "thousand USD a month", 0, by_vehicle(|worth| worth.more), WORTH),
        cell("less", "One less a day", "thousand USD a month", 0, by_vehicle(|worth| worth.less), WORTH),
        cell(
            "mt",
            "One more Mt a year",
            "M USD a year",
            0,
            limit.usd_per_mt_a_year.map(|worth| worth.more / 1e6),
            "change of the optimum for a capacity of 0.1 % more, for one Mt a year",
        ),
    ]
}

/// In what a limit is given: mass where it is for one good, else what is counted.
fn unit_words(limit: &LimitUse) -> String {
    match (limit.unit.as_str(), limit.good) {
        ("t", _) => "kt".to_owned(),
        (vehicle, Some(_)) => format!("kt, counted in {vehicle}s"),
        (vehicle, None) => format!("thousand {vehicle}s"),
    }
}

/// A deviation: nothing, or its size.
fn deviation(size: f64) -> String {
    if size < f64::MIN_POSITIVE { "0".to_owned() } else { format!("{size:.0e}") }
}

fn certificate(best: &Throughput) -> Sentence {
    say(
        &format!(
            "Certificate of this optimum: largest violation of a limit {}, relative gap between the income found and its proven bound {}, goods that appear or vanish {}.",
            deviation(best.certificate.violation),
            deviation(best.certificate.gap),
            deviation(best.certificate.conservation)
        ),
        &[],
    )
}
