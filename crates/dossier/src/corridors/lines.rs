//! What each railway adds: the month with and without it.

use ::words::{mark, text};
use corridor::line::{Addition, DeadEnd};
use corridor::network::Stage;
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
        title: text!(
            "With and without each railway that is new, being built or planned, {month}",
            month = month(study.month)
        ),
        table: Table {
            columns: vec![
                Column::text(text!("railway")),
                Column::text(text!("state")),
                Column::number(text!("carries"), "kt"),
                Column::number(text!("sold in all, more"), "kt"),
                Column::number(text!("carriage with it"), "USD/t"),
                Column::number(text!("carriage without"), "USD/t"),
                Column::number(text!("income less carriage, more"), text!("M USD a month")),
                Column::number(text!("trucks on long roads, more or fewer"), text!("a day")),
                Column::text(text!("what binds then")),
            ],
            rows,
        },
        notes: vec![
            text!(
                "Each line alone, the rest of the network as it stands; a line that is not built counts as built for its own row. Where sources make different claims of a tariff the preferred row is used; the chart of ways shows the range."
            ),
            text!("A line without a published capacity does not limit in the model."),
        ],
    }
}

const DIFFERENCE: &str = mark("optimum of the month with the line less the optimum without it");

fn row(book: &mut Book, study: &Study<'_>, line: &Addition) -> Vec<Cell> {
    let known = study.network.line(&line.line).map(|ix| &study.network.lines[ix.0]);
    let planned = known.is_none_or(|known| known.stage == Stage::Planned);
    let mut rows = known.map(|known| known.rows.clone()).unwrap_or_default();
    rows.extend(study.best.get().map(|best| best.rows.clone()).unwrap_or_default());
    let mut cell = |what: &str, label: String, unit, decimals, value: f64, signed: bool, method| {
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
        Cell::text(match (line.built, planned) {
            (true, _) => text!("built"),
            (false, true) => text!("not built: as if it were"),
            (false, false) => text!("not opened yet: as if it were"),
        }),
        cell(
            "carries",
            text!("Carried"),
            "kt",
            0,
            line.on_line_kt,
            false,
            mark("mass on its busiest segment in the optimum with it"),
        ),
        cell("sold", text!("More sold"), "kt", 0, line.sold_kt.0 - line.sold_kt.1, true, DIFFERENCE),
        cell(
            "carriage_with",
            text!("Carriage with it"),
            "USD/t",
            2,
            line.carriage_usd_per_t.0,
            false,
            mark("cost of carriage over mass sold, all goods"),
        ),
        cell(
            "carriage_without",
            text!("Carriage without it"),
            "USD/t",
            2,
            line.carriage_usd_per_t.1,
            false,
            mark("cost of carriage over mass sold, all goods"),
        ),
        cell(
            "added",
            text!("More income less carriage"),
            mark("M USD a month"),
            1,
            line.added_kusd / 1000.0,
            true,
            DIFFERENCE,
        ),
        cell(
            "trucks",
            text!("Change in trucks on long roads"),
            mark("a day"),
            0,
            line.trucks_a_day.0 - line.trucks_a_day.1,
            true,
            mark("loaded trucks on roads of 50 km and more, mass over payload and days"),
        ),
        Cell::text(line.chokepoint.clone().unwrap_or_else(|| text!("no limit"))),
    ]
}

fn dead_end(line: &Addition) -> Option<Sentence> {
    let railway = &line.name;
    let words = match line.dead_end.as_ref()? {
        DeadEnd::NoLineOn { place } => {
            text!("{railway} carries nothing in the optimum: no line goes on from {place}.")
        }
        DeadEnd::NoCountedGate { place } => text!(
            "{railway} carries nothing in the optimum: what lies beyond {place} is not counted, so nobody can say how much could leave there."
        ),
        DeadEnd::NotWorthIt => text!(
            "{railway} carries nothing in the optimum: every tonne that it could take has a cheaper way, or is held back by a limit elsewhere."
        ),
    };
    Some(say(&words, &[]))
}
