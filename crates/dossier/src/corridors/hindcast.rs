//! The hindcast beside the record and two naive rivals, and the forecast that follows.

use std::collections::BTreeMap;

use ::words::{mark, text};
use case::entry::RowRef;
use case::trace::merge;
use case::value::date::Month;
use corridor::hindcast::{ComparedMonth, Comparison, ForecastMonth, Hindcast};
use corridor::plan::Uncounted;
use figure::{
    Cell, Chart, Column, Dash, LineSeries, Lines, Marker, RangePoint, RangeRow, Ranges, Table, XAxis, month_x,
};

use crate::book::{Book, Draft};
use crate::corridors::enter::Entry;
use crate::corridors::gates;
use crate::corridors::study::Study;
use crate::words::{capital, month as month_words, say};
use document::{Block, Sentence};

/// Id of the figure of the series.
pub(crate) const SERIES: &str = "hindcast";
/// Id of the figure of errors by year.
pub(crate) const ERRORS: &str = "hindcast-errors";
/// Id of the figure of the forecast.
pub(crate) const FORECAST: &str = "corridor-forecast";

pub(crate) fn blocks(book: &mut Book, study: &Study<'_>, found: &Hindcast) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(summary(book, study, found).map(Block::Text));
    blocks.extend(series(book, study, found).map(Block::Figure));
    blocks.extend(errors(book, study, found).map(Block::Figure));
    blocks.extend(misses(book, study, found).map(Block::Text));
    blocks.extend(unexplained(study).map(Block::Text));
    blocks
}

fn x(month: Month) -> f64 {
    month_x(i32::from(month.year()), u32::from(month.month().unsigned_abs()))
}

/// First and last month in which model, record and rivals are all known.
fn whole(found: &Hindcast) -> Option<(Month, Month)> {
    Some((found.months.first()?.simulated.month, found.months.last()?.simulated.month))
}

fn scored_rows(study: &Study<'_>, found: &Hindcast, from: Month, to: Month) -> Vec<RowRef> {
    let months = found.months.iter().filter(|month| (from..=to).contains(&month.simulated.month));
    let lists: Vec<&[RowRef]> =
        months.filter_map(|month| study.official.rows.get(&month.simulated.month)).map(Vec::as_slice).collect();
    merge(lists)
}

/// The ids of a comparison's numbers: error of the model, of the seasonal rival, of the constant; bias; correlation.
struct Scores {
    model: String,
    seasonal: String,
    constant: String,
    against: String,
    bias: String,
    correlation: Option<String>,
}

fn scores(book: &mut Book, study: &Study<'_>, found: &Hindcast, compared: &Comparison) -> Scores {
    let rows = scored_rows(study, found, compared.from, compared.to);
    let span = format!("{}_{}", compared.from, compared.to);
    let words = months(compared.from, compared.to);
    let mut number = |what: &str, label: String, unit, decimals, signed: bool, value: f64, method| {
        let entry = Entry::new(format!("corridor.hindcast.{span}.{what}"), format!("{label}, {words}"), unit, decimals)
            .by(method);
        (if signed { entry.signed() } else { entry }).id(book, value, &rows)
    };
    Scores {
        model: number(
            "mae",
            text!("Mean absolute error of the model"),
            mark("kt a month"),
            0,
            false,
            compared.model.mae,
            mark("mean of the absolute differences between simulated and recorded months"),
        ),
        seasonal: number(
            "mae_seasonal",
            text!("Mean absolute error of the same month a year before"),
            mark("kt a month"),
            0,
            false,
            compared.seasonal.mae,
            mark("mean of the absolute differences between a month and the same month a year before"),
        ),
        constant: number(
            "mae_constant",
            text!("Mean absolute error of a constant"),
            mark("kt a month"),
            0,
            false,
            compared.constant.mae,
            mark("mean of the absolute differences from the mean of the 36 months before the first"),
        ),
        against: number(
            "against_seasonal",
            text!("Error of the model against the same month a year before"),
            "%",
            0,
            true,
            compared.against_seasonal() * 100.0,
            mark("error of the model over that of the rival, minus one"),
        ),
        bias: number(
            "bias",
            text!("Bias of the model"),
            mark("kt a month"),
            0,
            true,
            compared.model.bias,
            mark("mean of simulated less recorded"),
        ),
        correlation: compared.model.correlation.map(|r| {
            let label = text!("Correlation of model and record");
            number("correlation", label, "", 2, false, r, mark("correlation of Pearson"))
        }),
    }
}

/// `March 2019 to May 2020`.
fn months(from: Month, to: Month) -> String {
    text!("{from} to {to}", from = month_words(from), to = month_words(to))
}

/// How the model did over all months, in a sentence.
pub(crate) fn summary(book: &mut Book, study: &Study<'_>, found: &Hindcast) -> Option<Sentence> {
    let (from, to) = whole(found)?;
    let compared = found.compare(from, to)?;
    let ids = scores(book, study, found, &compared);
    let verdict = if compared.model.mae < compared.seasonal.mae.min(compared.constant.mae) {
        text!("Both naive rivals are further off")
    } else {
        text!("A naive rival is nearer")
    };
    let (good, from, to) = (study.main_name(), month_words(from), month_words(to));
    // One text for all, so that a translation may number its holes.
    let words = match ids.correlation {
        Some(_) => text!(
            "From the counts at the gates, prices and mines alone, without the series itself, the model misses the official exports of {good} by {{}} on average from {from} to {to}. {verdict}: the same month a year before misses by {{}} (the model's error against it: {{}}), a constant by {{}}. The model's bias is {{}}, its correlation with the record {{}}."
        ),
        None => text!(
            "From the counts at the gates, prices and mines alone, without the series itself, the model misses the official exports of {good} by {{}} on average from {from} to {to}. {verdict}: the same month a year before misses by {{}} (the model's error against it: {{}}), a constant by {{}}. The model's bias is {{}}."
        ),
    };
    let mut list: Vec<&str> = vec![&ids.model, &ids.seasonal, &ids.against, &ids.constant, &ids.bias];
    list.extend(ids.correlation.as_deref());
    Some(say(&words, &list))
}

fn series(book: &mut Book, study: &Study<'_>, found: &Hindcast) -> Option<String> {
    let (from, to) = whole(found)?;
    let compared = found.compare(from, to)?;
    let ids = scores(book, study, found, &compared);
    let line = |name: String, dash, emphasis, pick: &dyn Fn(&ComparedMonth) -> Option<f64>| LineSeries {
        name,
        points: found.months.iter().map(|month| (x(month.simulated.month), pick(month))).collect(),
        dash,
        emphasis,
    };
    let lines = vec![
        line(text!("official"), Dash::Solid, true, &|month| month.recorded_kt),
        line(text!("simulated"), Dash::Dashed, false, &|month| Some(month.kt)),
    ];
    let rows = found
        .months
        .iter()
        .map(|compared| {
            let month = compared.simulated.month;
            let simulated = Entry::new(
                format!("corridor.simulated.{month}"),
                text!("Simulated exports of {good}, {month}", good = study.main_name(), month = month_words(month)),
                "kt",
                0,
            )
            .by(mark("optimum of a rolling plan with the regimes known at the end of the month, stock carried over"))
            .cell(book, compared.kt, &compared.simulated.rows);
            let recorded = official_cell(book, study, month, compared.recorded_kt);
            let difference = match compared.recorded_kt {
                Some(kt) => Entry::new(
                    format!("corridor.simulated_less_recorded.{month}"),
                    text!("Simulated less recorded, {month}", month = month_words(month)),
                    "kt",
                    0,
                )
                .by(mark("simulated less recorded"))
                .signed()
                .cell(
                    book,
                    compared.kt - kt,
                    &merge([
                        compared.simulated.rows.as_slice(),
                        study.official.rows.get(&month).map_or(&[][..], Vec::as_slice),
                    ]),
                ),
                None => Cell::missing(),
            };
            let before = official_cell(book, study, month.plus(-12), compared.seasonal_kt);
            vec![Cell::text(month.to_string()), recorded, simulated, difference, before]
        })
        .collect();
    let title = text!(
        "From counts at the gates alone the model misses by {model}; the same month a year before by {year_before}",
        model = book.text(&ids.model),
        year_before = book.text(&ids.seasonal)
    );
    Some(book.figure(Draft {
        id: SERIES.to_owned(),
        title,
        measure: text!("Exports of {good}, official and simulated", good = study.main_name()),
        unit: text!("kt a month"),
        place: study.case.economy_name(study.case.economy()),
        period: months(from, to),
        chart: kt_by_month(lines),
        table: Table {
            columns: vec![
                Column::text(text!("month")),
                Column::number(text!("official"), "kt"),
                Column::number(text!("simulated"), "kt"),
                Column::number(text!("difference"), "kt"),
                Column::number(text!("same month a year before"), "kt"),
            ],
            rows,
        },
        notes: vec![text!("The simulation never sees the series it is compared with; the counts at the gates are of trucks, trains and containers, not of tonnes exported.")],
        rows: Vec::new(),
    }))
}

fn official_cell(book: &mut Book, study: &Study<'_>, month: Month, kt: Option<f64>) -> Cell {
    match (kt, study.official.rows.get(&month)) {
        (Some(kt), Some(rows)) => Entry::new(
            format!("corridor.official.{month}"),
            text!("Official exports of {good}, {month}", good = study.main_name(), month = month_words(month)),
            "kt",
            0,
        )
        .by(mark("the row that the preferred-source rule picks"))
        .cell(book, kt, rows),
        _ => Cell::missing(),
    }
}

fn errors(book: &mut Book, study: &Study<'_>, found: &Hindcast) -> Option<String> {
    let years = years(found);
    let mut picture = Vec::new();
    let mut table = Vec::new();
    let mut lost: Vec<i16> = Vec::new();
    for year in &years {
        let (from, to) = (Month::new(*year, 1)?, Month::new(*year, 12)?);
        let Some(compared) = found.compare(from, to) else { continue };
        let ids = scores(book, study, found, &compared);
        if compared.model.mae > compared.seasonal.mae.min(compared.constant.mae) {
            lost.push(*year);
        }
        let point = |name: String, id: &str, value: f64, marker, book: &Book| RangePoint {
            name,
            value,
            shown: book.shown(id),
            marker,
        };
        picture.push(RangeRow {
            label: year.to_string(),
            points: vec![
                point(text!("model"), &ids.model, compared.model.mae, Marker::Circle, book),
                point(text!("same month a year before"), &ids.seasonal, compared.seasonal.mae, Marker::Ring, book),
                point(text!("constant"), &ids.constant, compared.constant.mae, Marker::Square, book),
            ],
        });
        table.push(vec![
            Cell::text(year.to_string()),
            book.cell(&ids.model),
            book.cell(&ids.seasonal),
            book.cell(&ids.constant),
            book.cell(&ids.against),
            book.cell(&ids.bias),
            ids.correlation.as_ref().map_or_else(Cell::not_applicable, |id| book.cell(id)),
        ]);
    }
    let first = years.first()?;
    let last = years.last()?;
    let title = if lost.is_empty() {
        text!("The model is nearer to the record than both naive rivals in every year")
    } else {
        let list: Vec<String> = lost.iter().map(ToString::to_string).collect();
        text!(
            "In {years} a naive rival was nearer to the record than the model",
            years = crate::corridors::join_and(&list)
        )
    };
    Some(book.figure(Draft {
        id: ERRORS.to_owned(),
        title,
        measure: text!("Mean absolute error by year"),
        unit: text!("kt a month"),
        place: study.case.economy_name(study.case.economy()),
        period: text!("{from} to {to}", from = first, to = last),
        chart: Chart::Ranges(Ranges { rows: picture, unit: text!("kt a month"), reference: None }),
        table: Table {
            columns: vec![
                Column::text(text!("year")),
                Column::number(text!("model"), text!("kt a month")),
                Column::number(text!("same month a year before"), text!("kt a month")),
                Column::number(text!("constant"), text!("kt a month")),
                Column::number(text!("model against a year before"), "%"),
                Column::number(text!("bias of the model"), text!("kt a month")),
                Column { name: text!("correlation"), unit: None, numeric: true },
            ],
            rows: table,
        },
        notes: vec![text!(
            "Both the good and the bad years are shown. The constant is the mean of the 36 months before the first."
        )],
        rows: Vec::new(),
    }))
}

/// Years of which at least half a year is compared.
fn years(found: &Hindcast) -> Vec<i16> {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for month in found.months.iter().filter(|month| month.recorded_kt.is_some()) {
        *counts.entry(month.simulated.month.year()).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= 6).map(|(year, _)| year).collect()
}

/// The months missed by most, with the events of those months that touch a gate.
fn misses(book: &mut Book, study: &Study<'_>, found: &Hindcast) -> Option<Sentence> {
    let mut known: Vec<(Month, f64)> =
        found.months.iter().filter_map(|month| Some((month.simulated.month, month.kt - month.recorded_kt?))).collect();
    known.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    known.truncate(4);
    if known.is_empty() {
        return None;
    }
    let mut words = Vec::new();
    let mut ids = Vec::new();
    for (month, difference) in &known {
        let id = Entry::new(
            format!("corridor.simulated_less_recorded.{month}"),
            text!("Simulated less recorded, {month}", month = month_words(*month)),
            "kt",
            0,
        )
        .by(mark("simulated less recorded"))
        .signed()
        .id(book, *difference, study.official.rows.get(month).map_or(&[], Vec::as_slice));
        words.push(format!("{} ({{}})", month_words(*month)));
        ids.push(id);
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(
        &text!(
            "The largest misses are {months}. A minus means that more left than the counts allow.",
            months = crate::corridors::join_and(&words)
        ),
        &ids,
    ))
}

/// What the model cannot explain, in words made from what it leaves out.
fn unexplained(study: &Study<'_>) -> Option<Sentence> {
    let best = study.best.get()?;
    let good = study.main?;
    let uncounted: Vec<&Uncounted> = best.uncounted.iter().filter(|gate| gate.good == good).collect();
    let in_part = gates::by_one_line(study, &uncounted);
    let blind: Vec<&str> =
        uncounted.iter().map(|gate| gate.name.as_str()).filter(|name| !in_part.contains_key(*name)).collect();
    let mut words = text!(
        "What it cannot explain: a count of one day or week stands for all days until the next count, so what happened between two counts is not seen; quotas, full yards and prices beyond the border that stop buying are not in the case; payloads differ by truck; and the office books a shipment when papers are closed, not when the truck passes."
    );
    let (good, gates) = (study.main_name(), blind.join("; "));
    let blind = match blind.len() {
        0 => None,
        1 => Some(text!(
            "1 gate that could carry {good} was never counted in the case and carries nothing here: {gates}."
        )),
        count => Some(text!(
            "{count} gates that could carry {good} were never counted in the case and carry nothing here: {gates}."
        )),
    };
    for more in blind.into_iter().chain(in_part.into_values()) {
        words = format!("{words} {more}");
    }
    Some(say(&words, &[]))
}

/// Lines of kt a month, from zero.
fn kt_by_month(series: Vec<LineSeries>) -> Chart {
    Chart::Lines(Lines {
        x: XAxis { grain: figure::Grain::Month, from: None, to: None },
        series,
        bands: Vec::new(),
        marks: Vec::new(),
        unit: "kt".to_owned(),
        zero_based: true,
    })
}

const BAND: &str = mark(
    "the model with the last regimes, plus the quantile of recorded less forecast at as many months ahead, over past beginnings",
);

/// The forecast, with its band.
pub(crate) fn forecast(book: &mut Book, study: &Study<'_>, months: &[ForecastMonth]) -> Option<String> {
    let first = months.first()?;
    let last = months.last()?;
    let rows = study.best.get().map(|best| best.rows.clone()).unwrap_or_default();
    let line = |name: String, dash, emphasis, pick: &dyn Fn(&ForecastMonth) -> f64| LineSeries {
        name,
        points: months.iter().map(|month| (x(month.month), Some(pick(month)))).collect(),
        dash,
        emphasis,
    };
    let lines = vec![
        line(text!("nine in ten below"), Dash::Dotted, false, &|month| month.p90_kt),
        line(text!("half below"), Dash::Solid, true, &|month| month.p50_kt),
        line(text!("one in ten below"), Dash::Dotted, false, &|month| month.p10_kt),
    ];
    let table_rows = months
        .iter()
        .map(|month| {
            let mut cell = |what: &str, label: String, value: f64, method| {
                Entry::new(
                    format!("corridor.forecast.{}.{what}", month.month),
                    format!("{label}, {}", month_words(month.month)),
                    "kt",
                    0,
                )
                .by(method)
                .cell(book, value, &rows)
            };
            vec![
                Cell::text(month.month.to_string()),
                cell("p10", text!("One in ten below"), month.p10_kt, BAND),
                cell("p50", text!("Half below"), month.p50_kt, BAND),
                cell("p90", text!("Nine in ten below"), month.p90_kt, BAND),
                cell(
                    "model",
                    text!("The model alone"),
                    month.model_kt,
                    mark("optimum of a rolling plan with the regimes of the day of the view"),
                ),
            ]
        })
        .collect();
    Some(book.figure(Draft {
        id: FORECAST.to_owned(),
        title: text!(
            "If the last regimes hold, {half} kt leave in {month}; four in five chances between {low} and {high} kt",
            half = figure::number::format(first.p50_kt, 0),
            month = month_words(first.month),
            low = figure::number::format(first.p10_kt, 0),
            high = figure::number::format(first.p90_kt, 0)
        ),
        measure: text!(
            "{good} exports, forecast with the facts of {day}",
            good = capital(&study.main_name()),
            day = crate::words::day(study.day)
        ),
        unit: text!("kt a month"),
        place: study.case.economy_name(study.case.economy()),
        period: self::months(first.month, last.month),
        chart: kt_by_month(lines),
        table: Table {
            columns: vec![
                Column::text(text!("month")),
                Column::number(text!("one in ten below"), "kt"),
                Column::number(text!("half below"), "kt"),
                Column::number(text!("nine in ten below"), "kt"),
                Column::number(text!("the model alone"), "kt"),
            ],
            rows: table_rows,
        },
        notes: vec![
            text!("The band is how wrong the rule \u{201c}the last regime holds\u{201d} was at every third month of the past, at as many months ahead; it holds no opinion on new lines or new closings."),
            text!("The outlook has another band for the same months: it knows the series and the most that the gates let pass, this one the regimes and the counts at the gates. How far the two differ is how much the choice of a model matters."),
        ],
        rows,
    }))
}
