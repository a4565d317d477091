//! Tables in columns, or as records where the columns do not fit.

use ::words::text;

use super::pen::Pen;
use super::wrap::{left, right, width, wrap};
use crate::table::{Cell, CellState, Table};
use crate::words::clean;

const GAP: usize = 2;
/// Words are not wrapped into fewer columns than this, unless they are shorter.
const LEAST: usize = 12;

pub(super) fn draw(table: &Table, columns: usize, pen: Pen) -> Vec<String> {
    let count = table.width();
    if count == 0 {
        return vec![text!("no rows")];
    }
    match fit(table, count, columns) {
        Some(widths) => side_by_side(table, &widths, pen),
        None => records(table, count, columns),
    }
}

fn heading(table: &Table, column: usize) -> String {
    match table.columns.get(column) {
        Some(column) => clean(&column.heading()),
        None => text!("column {number}", number = column + 1),
    }
}

fn shown(row: &[Cell], column: usize) -> String {
    let mark = CellState::Missing.mark().unwrap_or_default();
    row.get(column).map_or_else(|| mark.into_owned(), |cell| clean(&cell.shown()))
}

fn numeric(table: &Table, column: usize) -> bool {
    table.columns.get(column).is_some_and(|column| column.numeric)
}

/// The width of each column, if they fit side by side.
fn fit(table: &Table, count: usize, columns: usize) -> Option<Vec<usize>> {
    let mut widths = Vec::new();
    let mut least = Vec::new();
    for column in 0..count {
        let head = heading(table, column);
        let word = head.split(' ').map(width).max().unwrap_or(0);
        let cells = || table.rows.iter().map(move |row| shown(row, column));
        let body = cells().map(|text| width(&text)).max().unwrap_or(0);
        let widest_word = cells().flat_map(|text| text.split(' ').map(width).collect::<Vec<_>>()).max().unwrap_or(0);
        widths.push(body.max(width(&head)).max(1));
        let body_least = if numeric(table, column) { body } else { widest_word.max(body.min(LEAST)) };
        least.push(body_least.max(word).max(1));
    }
    let room = columns.checked_sub(GAP * (count - 1))?;
    if least.iter().sum::<usize>() > room {
        return None;
    }
    // The widest column that can still give way does so, one step at a time.
    while widths.iter().sum::<usize>() > room {
        let over = widths.iter().sum::<usize>() - room;
        let (place, width) = widths
            .iter()
            .enumerate()
            .filter(|(place, width)| least.get(*place).is_some_and(|least| *width > least))
            .max_by_key(|(_, width)| **width)
            .map(|(place, width)| (place, *width))?;
        let floor = least.get(place).copied().unwrap_or(width);
        let second = widths.iter().copied().filter(|other| *other < width).max().unwrap_or(1);
        let narrower = second.max(floor).max(width.saturating_sub(over)).min(width - 1);
        if let Some(slot) = widths.get_mut(place) {
            *slot = narrower;
        }
    }
    Some(widths)
}

fn side_by_side(table: &Table, widths: &[usize], pen: Pen) -> Vec<String> {
    let line = |texts: Vec<String>| -> Vec<String> {
        let wrapped: Vec<Vec<String>> = texts.iter().zip(widths).map(|(text, width)| wrap(text, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let row = |place: usize| -> String {
            let cells: Vec<String> = wrapped
                .iter()
                .zip(widths)
                .enumerate()
                .map(|(column, (lines, width))| {
                    let text = lines.get(place).map(String::as_str).unwrap_or_default();
                    if numeric(table, column) { right(text, *width) } else { left(text, *width) }
                })
                .collect();
            cells.join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        (0..height).map(row).collect()
    };
    let mut out: Vec<String> =
        line((0..widths.len()).map(|i| heading(table, i)).collect()).iter().map(|l| pen.bold(l)).collect();
    let total = widths.iter().sum::<usize>() + GAP * (widths.len().saturating_sub(1));
    out.push(pen.dim(&pen.either('─', '-').to_string().repeat(total)));
    for row in &table.rows {
        out.extend(line((0..widths.len()).map(|i| shown(row, i)).collect()));
    }
    out
}

fn records(table: &Table, count: usize, columns: usize) -> Vec<String> {
    let mut out = Vec::new();
    for (place, row) in table.rows.iter().enumerate() {
        if place > 0 {
            out.push(String::new());
        }
        for column in 0..count {
            let text = format!("{}: {}", heading(table, column), shown(row, column));
            for (i, line) in wrap(&text, columns.saturating_sub(2)).iter().enumerate() {
                out.push(if i == 0 { line.clone() } else { format!("  {line}") });
            }
        }
    }
    if out.is_empty() {
        out.extend((0..count).flat_map(|i| wrap(&heading(table, i), columns)));
    }
    out
}
