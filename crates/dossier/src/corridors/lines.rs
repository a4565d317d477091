//! What each railway adds: the month with and without it.

use corridor::line::{Addition, DeadEnd};
use figure::{Cell, Column, Table};

use crate::book::Book;
use crate::corridors::enter::Entry;
use crate::corridors::study::Study;
use crate::words::{month, say};
use document::{Block, Sentence, TableView};

/// The table and a sentence for each line that carries nothing.
pub(crate) fn blocks(book: &mut Book, study: &Study<'_>, found: &[Addition]) -> Vec<Block> {
    let mut blocks = vec![Block::Table(table(book, study, found))];
    blocks.extend(found.iter().filter_map(|line| Some(Block::Text(dead_end(line)?))));
    blocks
}

fn table(book: &mut Book, study: &Study<'_>, found: &[Addition]) -> TableView {
    let rows = found.iter().map(|line| row(book, study, line)).collect();
    TableView {
        id: "additions".to_owned(),
        title: format!("With and without each railway that is new, being built or planned, {}", month(study.month)),
        table: Table {
            columns: vec![
                Column::text("railway"),
                Column::text("state"),
                Column::number("carries", "kt"),
                Column::number("sold in all, more", "kt"),
                Column::number("carriage with it", "USD/t"),
                Column::number("carriage without", "USD/t"),
                Column::number("income less carriage, more", "M USD a month"),
                Column::number("trucks on long roads, more or fewer", "a day"),
                Column::text("what binds then"),
            ],
            rows,
        },
        notes: vec![
            "Each line alone, the rest of the network as it stands; a line that is not built counts as built for its own row. Where sources make different claims of a tariff the preferred row is used; the chart of ways shows the range.".to_owned(),
            "A line without a published capacity does not limit in the model.".to_owned(),
        ],
    }
}

const DIFFERENCE: &str = "optimum of the month with the line less the optimum without it";

fn row(book: &mut Book, study: &Study<'_>, line: &Addition) -> Vec<Cell> {
    let mut rows = study.network.line(&line.line).map(|ix| study.network.lines[ix.0].rows.clone()).unwrap_or_default();
    rows.extend(study.best.get().map(|best| best.rows.clone()).unwrap_or_default());
    let mut cell = |what: &str, label: &str, unit, decimals, value: f64, signed: bool, method| {
        let entry = Entry::new(
            format!("corridor.addition.{}.{what}", line.line),
            format!("{label}, {}", line.name),
            unit,
            decimals,
        )
        .by(method);
        let entry = if signed { entry.signed() } else { entry };
        entry.cell(book, value, &rows)
    };
    vec![
        Cell::text(line.name.clone()),
        Cell::text(if line.built { "built" } else { "not built: as if it were" }),
        cell(
            "carries",
            "Carried",
            "kt",
            0,
            line.on_line_kt,
            false,
            "mass on its busiest segment in the optimum with it",
        ),
        cell("sold", "More sold", "kt", 0, line.sold_kt.0 - line.sold_kt.1, true, DIFFERENCE),
        cell(
            "carriage_with",
            "Carriage with it",
            "USD/t",
            2,
            line.carriage_usd_per_t.0,
            false,
            "cost of carriage over mass sold, all goods",
        ),
        cell(
            "carriage_without",
            "Carriage without it",
            "USD/t",
            2,
            line.carriage_usd_per_t.1,
            false,
            "cost of carriage over mass sold, all goods",
        ),
        cell("added", "More income less carriage", "M USD a month", 1, line.added_kusd / 1000.0, true, DIFFERENCE),
        cell(
            "trucks",
            "Change in trucks on long roads",
            "a day",
            0,
            line.trucks_a_day.0 - line.trucks_a_day.1,
            true,
            "loaded trucks on roads of 50 km and more, mass over payload and days",
        ),
        Cell::text(line.chokepoint.clone().unwrap_or_else(|| "no limit".to_owned())),
    ]
}

fn dead_end(line: &Addition) -> Option<Sentence> {
    let why = match line.dead_end.as_ref()? {
        DeadEnd::NoLineOn { place } => format!("no line goes on from {place}"),
        DeadEnd::NoCountedGate { place } => {
            format!("what lies beyond {place} is not counted, so nobody can say how much could leave there")
        }
        DeadEnd::NotWorthIt => {
            "every tonne that it could take has a cheaper way, or is held back by a limit elsewhere".to_owned()
        }
    };
    Some(say(&format!("{} carries nothing in the optimum: {why}.", line.name), &[]))
}
