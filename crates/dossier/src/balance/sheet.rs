//! The study by itself: the page alone, as a terminal shows it, and its points as a table for machines.

use balance::study::{Measure, Point, Study};
use case::Case;
use figure::{Cell, Column, Table};

use crate::book::Book;
use crate::single;
use document::{Block, Dossier};

/// Tables that are longer than the answer; the report has them.
const LONG: [&str; 2] = ["balance-assumptions", "balance-parameters"];

/// A dossier that holds the page of a study alone, without the long tables of what it rests on.
pub fn alone(case: &Case, study: &Study) -> Dossier {
    let mut book = Book::of(case);
    let (mut page, headlines, choice) = super::page(&mut book, case, Some(study));
    for section in &mut page.sections {
        section.blocks.retain(|block| !matches!(block, Block::Table(view) if LONG.contains(&view.id.as_str())));
    }
    page.sections.retain(|section| !section.blocks.is_empty());
    Dossier { headlines, choice, ..single::of_page(case, book, page) }
}

/// All points with their bands and brackets, one a row: those of the frontier, today's policy, and those with a limit.
pub fn points(study: &Study) -> Table {
    let mut columns = vec![Column::text("plan"), number("weight", ""), number("limit on the share", "")];
    for (name, unit) in
        [("mean income", "MUSD"), ("income in the worst futures", "MUSD"), ("share by the neighbour", "")]
    {
        for what in ["", ", fresh futures", ", low", ", high"] {
            columns.push(number(&format!("{name}{what}"), unit));
        }
    }
    columns.push(number("share of contracts by the neighbour", ""));
    columns.push(number("best possible loss", "MUSD"));
    columns.push(number("loss of the plan", "MUSD"));
    columns.push(number("relative gap", ""));
    columns.push(number("rounds", ""));
    let today = (!study.today.point.plan.is_empty()).then_some(("today", &study.today.point, None));
    let rows = study
        .frontier
        .iter()
        .map(|point| ("frontier", point, None))
        .chain(today)
        .chain(study.limited.iter().map(|limited| ("limited", &limited.point, Some(limited.limit))))
        .map(|(plan, point, limit)| row(plan, point, limit))
        .collect();
    Table { columns, rows }
}

fn number(name: &str, unit: &str) -> Column {
    if unit.is_empty() { Column { numeric: true, ..Column::text(name) } } else { Column::number(name, unit) }
}

fn row(plan: &str, point: &Point, limit: Option<f64>) -> Vec<Cell> {
    let cell = |value: f64| Cell::number(value.to_string(), value, None);
    let maybe = |value: Option<f64>| value.map_or_else(Cell::not_applicable, cell);
    let mut cells =
        vec![Cell::text(plan), if plan == "today" { Cell::not_applicable() } else { cell(point.lambda) }, maybe(limit)];
    for measure in [&point.income, &point.worst, &point.share] {
        let Measure { value, fresh, low, high } = *measure;
        cells.extend([value, fresh, low, high].map(cell));
    }
    cells.push(maybe(point.contracts));
    let bracket = point.bracket;
    cells.push(maybe(bracket.map(|bracket| bracket.lower)));
    cells.push(maybe(bracket.map(|bracket| bracket.upper)));
    cells.push(maybe(bracket.map(|bracket| bracket.gap)));
    #[allow(clippy::cast_precision_loss, reason = "a count of rounds")]
    cells.push(maybe(bracket.map(|_| point.rounds as f64)));
    cells
}
