//! What each assumption does to the answer, and all figures that the answer rests on.

use ::words::{mark, tell, text};
use balance::country::Figure;
use balance::study::{Bar, Parameter};
use figure::{Cell, Chart, Column, Marker, RangePoint, RangeRow, Ranges, Table};

use super::ground::{Ground, decimals_of};
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::overview::product_name;
use crate::words::{capital, plain, say, small, spaced, told, unit};
use document::{Block, Sentence, TableView};

/// Id of the picture.
const TORNADO: &str = "assumptions";
const MOVED: &str =
    mark("objective of the best plan of the programme built anew with the figure at this end of its range");
/// Assumptions shown in the picture; the table holds all.
const SHOWN: usize = 12;

/// The name of a figure: its kind, its good and its subject.
pub(crate) fn name(ground: &Ground<'_>, figure: &Figure) -> String {
    let mut words = capital(&spaced(&figure.kind));
    let product = ground.case.tables().products.iter().find(|product| product.product_id.as_str() == figure.product);
    if let Some(product) = product {
        words = format!("{words}, {}", small(&product_name(ground.case, &product.product_id)));
    }
    if !figure.subject.is_empty() {
        words = format!("{words}: {}", ground.name(&figure.subject));
    }
    words
}

fn width(bar: &Bar) -> f64 {
    let (low, used, high) = bar.objective;
    low.max(used).max(high) - low.min(used).min(high)
}

/// The widest first.
fn ranked<'a>(ground: &Ground<'a>) -> Vec<(&'a Bar, &'a Figure)> {
    let mut all: Vec<(&Bar, &Figure)> =
        ground.study.tornado.iter().filter_map(|bar| Some((bar, ground.study.figures.get(bar.figure)?))).collect();
    all.sort_by(|a, b| width(b.0).total_cmp(&width(a.0)).then(a.0.figure.cmp(&b.0.figure)));
    all
}

fn ends(book: &mut Book, ground: &Ground<'_>, bar: &Bar, figure: &Figure) -> [String; 2] {
    let (low, _, high) = bar.objective;
    let name = name(ground, figure);
    let ends = [
        ("low", low, text!("Objective with “{name}” at the low end of its range")),
        ("high", high, text!("Objective with “{name}” at the high end of its range")),
    ];
    ends.map(|(end, value, label)| {
        ground.money(format!("balance.moved.{}.{end}", slug(&figure.id)), label).by(MOVED).id(book, value)
    })
}

/// Which assumption matters most, in a sentence.
fn answer(book: &mut Book, ground: &Ground<'_>) -> Option<Sentence> {
    let ranked = ranked(ground);
    let (bar, figure) = ranked.first()?;
    let [low, high] = ends(book, ground, bar, figure);
    let changing =
        ranked.iter().filter(|(bar, _)| !(bar.low_changes.is_empty() && bar.high_changes.is_empty())).count();
    let plan = match changing {
        0 => text!("None of them changes which projects are taken."),
        1 => text!("1 of {all} changes which projects are taken.", all = ranked.len()),
        changing => text!("{changing} of {all} change which projects are taken.", all = ranked.len()),
    };
    let words = text!(
        "“{assumption}” does most to the answer: the objective is {{}} at the low end of its range and {{}} at the high end.",
        assumption = name(ground, figure)
    );
    Some(say(&format!("{words} {plan}"), &[&low, &high]))
}

pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = answer(book, ground).map(Block::Text).into_iter().collect();
    blocks.extend(tornado(book, ground).map(Block::Figure));
    blocks.push(Block::Table(figures(book, ground)));
    if !ground.study.parameters.is_empty() {
        blocks.push(Block::Table(parameters(book, ground)));
    }
    blocks
}

fn tornado(book: &mut Book, ground: &Ground<'_>) -> Option<String> {
    let ranked = ranked(ground);
    let (widest, first) = ranked.first()?;
    let used = widest.objective.1;
    let base = ground
        .money("balance.moved.as_used", text!("Objective with all assumptions as used"))
        .by(mark("objective of the best plan with the first futures only, as for the ends of the ranges"));
    let base = base.id(book, used);
    let mut picture = Vec::new();
    let mut table = Vec::new();
    for (bar, figure) in &ranked {
        let [low, high] = ends(book, ground, bar, figure);
        if picture.len() < SHOWN {
            let points = [
                (text!("at the low end"), bar.objective.0, &low, Marker::Ring),
                (text!("at the high end"), bar.objective.2, &high, Marker::Circle),
            ];
            let points = points.map(|(name, value, id, marker)| RangePoint {
                name,
                value: ground.borne(value),
                shown: book.shown(id),
                marker,
            });
            picture.push(RangeRow { label: name(ground, figure), points: points.into() });
        }
        let wide = ground
            .money(
                format!("balance.moved.{}.width", slug(&figure.id)),
                text!("Width of the answer over the range of “{assumption}”", assumption = name(ground, figure)),
            )
            .by(mark("greatest less least of the objective at the low end, as used, and at the high end"))
            .cell(book, width(bar));
        let used = Cell::text(range_text(figure));
        let (low, high) = (book.cell(&low), book.cell(&high));
        let changes = changed(ground, bar);
        table.push(vec![Cell::text(name(ground, figure)), used, low, high, wide, changes]);
    }
    let wide = format!("balance.moved.{}.width", slug(&first.id));
    Some(book.figure(Draft {
        id: TORNADO.to_owned(),
        title: text!(
            "{assumption}: over its range the answer moves by {width}",
            assumption = name(ground, first),
            width = book.text(&wide)
        ),
        measure: text!("Objective with one assumption at either end of its range"),
        unit: text!("M USD, discounted"),
        place: ground.case.economy_name(ground.case.economy()),
        period: ground.period(),
        chart: Chart::Ranges(Ranges { rows: picture, unit: "M USD".to_owned(), reference: Some(ground.borne(used)) }),
        table: Table {
            columns: vec![
                Column::text(text!("assumption")),
                Column::text(text!("as used, and its range")),
                Column::number(text!("objective, low end"), "M USD"),
                Column::number(text!("objective, high end"), "M USD"),
                Column::number(text!("width"), "M USD"),
                Column::text(text!("projects taken or left")),
            ],
            rows: table,
        },
        notes: vec![text!(
            "The dashed line is the objective as used, {objective}. Fewer futures than for the frontier are used here: enough to rank.",
            objective = book.text(&base)
        )],
        rows: ground.rows.clone(),
    }))
}

/// `20 (10 to 30) USD/t`.
fn range_text(figure: &Figure) -> String {
    let (value, unit) = (plain(figure.value), unit_words(&figure.unit));
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => {
            text!("{value} ({low} to {high}) {unit}", low = plain(low), high = plain(high))
        }
        _ => format!("{value} {unit}"),
    }
}

/// A unit as people read it, also within another.
fn unit_words(written: &str) -> String {
    match written.strip_prefix("percent/") {
        Some("year") => text!("% a year"),
        Some(of) => text!("% a {unit}", unit = of),
        None => unit(written),
    }
}

fn number_column(name: String) -> Column {
    Column { numeric: true, ..Column::text(name) }
}

fn changed(ground: &Ground<'_>, bar: &Bar) -> Cell {
    let told: Vec<String> = [(text!("low"), &bar.low_changes), (text!("high"), &bar.high_changes)]
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(end, ids)| {
            let names: Vec<String> = ids.iter().map(|id| ground.name(id)).collect();
            format!("{end}: {}", names.join(", "))
        })
        .collect();
    Cell::text(if told.is_empty() { text!("none") } else { told.join("; ") })
}

/// Value, low, high and unit of a figure.
fn values(book: &mut Book, ground: &Ground<'_>, figure: &Figure) -> Vec<Cell> {
    let rows = ground.assumption_row(&figure.id);
    let mut cells = Vec::new();
    for (what, value) in [(mark("value"), Some(figure.value)), (mark("low"), figure.low), (mark("high"), figure.high)] {
        cells.push(match value {
            Some(value) => {
                let label = format!("{}, {}, {}", name(ground, figure), tell(what), figure.unit);
                Entry::new(
                    format!("balance.assumption.{}.{what}", slug(&figure.id)),
                    label,
                    "",
                    decimals_of(value).max(digits(value)),
                )
                .by(mark("as the case writes it"))
                .cell(book, value, &rows)
            }
            None => Cell::not_applicable(),
        });
    }
    cells.push(Cell::text(unit_words(&figure.unit)));
    cells
}

/// Decimals that a figure of a case was written with, up to three.
fn digits(value: f64) -> u8 {
    (0..3_u8)
        .find(|decimals| {
            let scaled = value * 10_f64.powi(i32::from(*decimals));
            (scaled - scaled.round()).abs() < 1e-6
        })
        .unwrap_or(3)
}

/// All figures that no record gives.
fn figures(book: &mut Book, ground: &Ground<'_>) -> TableView {
    let assumed = ground.study.figures.iter().filter(|figure| figure.assumed).count();
    let mut rows = Vec::new();
    for figure in &ground.study.figures {
        let basis = if figure.assumed { text!("assumed") } else { text!("from a source") };
        let mut cells = vec![Cell::text(name(ground, figure))];
        cells.extend(values(book, ground, figure));
        cells.extend([Cell::text(basis), Cell::text(&figure.note)]);
        rows.push(cells);
    }
    TableView {
        id: "balance-assumptions".to_owned(),
        title: text!("Figures that no record gives"),
        table: Table {
            columns: vec![
                Column::text(text!("assumption")),
                number_column(text!("as used")),
                number_column(text!("low")),
                number_column(text!("high")),
                Column::text(text!("unit")),
                Column::text(text!("basis")),
                Column::text(text!("why")),
            ],
            rows,
        },
        notes: vec![text!(
            "{assumed} of {all} are assumptions of the author of the case; the others stand on a source.",
            all = ground.study.figures.len()
        )],
    }
}

/// What the draws of futures rest on.
fn parameters(book: &mut Book, ground: &Ground<'_>) -> TableView {
    let rows = ground
        .study
        .parameters
        .iter()
        .enumerate()
        .map(|(at, parameter)| parameter_row(book, ground, at, parameter))
        .collect();
    let of = |basis: &str| ground.study.parameters.iter().filter(|parameter| parameter.basis == basis).count();
    TableView {
        id: "balance-parameters".to_owned(),
        title: text!("What the draws of futures rest on"),
        table: Table {
            columns: vec![
                Column::text(text!("parameter")),
                Column::text(text!("of")),
                number_column(text!("value")),
                number_column(text!("low")),
                number_column(text!("high")),
                Column::text(text!("unit")),
                Column::text(text!("basis")),
                number_column(text!("n")),
                Column::text(text!("how")),
            ],
            rows,
        },
        notes: vec![text!(
            "Estimated from the record: {estimated}; assumed: {assumed}; missing, because nothing in the record gives them: {missing}.",
            estimated = of("estimated"),
            assumed = of("assumed"),
            missing = of("missing")
        )],
    }
}

fn parameter_row(book: &mut Book, ground: &Ground<'_>, at: usize, parameter: &Parameter) -> Vec<Cell> {
    let rows = ground.rows_of(&parameter.rows);
    let mut cells = vec![Cell::text(&parameter.name), Cell::text(ground.case.subject_name(&parameter.about))];
    for (what, value) in
        [(mark("value"), parameter.value), (mark("low"), parameter.low), (mark("high"), parameter.high)]
    {
        cells.push(match value.filter(|value| value.is_finite()) {
            Some(value) => {
                let Parameter { name, about, unit, .. } = parameter;
                let label = format!("{name}, {about}, {}, {}", tell(what), told(unit));
                Entry::new(
                    format!("balance.draws.{at}.{what}"),
                    label,
                    "",
                    decimals_of(value).max(digits(value).min(2)),
                )
                .by(mark("see the column “how” of the table of parameters"))
                .cell(book, value, &rows)
            }
            None => Cell::missing(),
        });
    }
    #[allow(clippy::cast_precision_loss, reason = "a count of observations")]
    let n = Entry::new(
        format!("balance.draws.{at}.n"),
        text!("Observations of {parameter}, {subject}", parameter = parameter.name, subject = parameter.about),
        "",
        0,
    )
    .by(mark("counted"))
    .cell(book, parameter.n as f64, &rows);
    cells.extend([
        Cell::text(told(&unit_words(&parameter.unit))),
        Cell::text(basis(&parameter.basis)),
        n,
        Cell::text(tell(&parameter.words)),
    ]);
    cells
}

/// Where a parameter comes from, as people read it.
fn basis(word: &str) -> String {
    match word {
        "estimated" => text!("estimated"),
        "assumed" => text!("assumed"),
        "missing" => text!("missing"),
        other => other.to_owned(),
    }
}
