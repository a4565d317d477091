//! Points by two values: a letter for each, its bands as lines, the values listed below.

use ::words::text;

use super::pen::Pen;
use super::ranges::mark;
use super::wrap::{right, shorten, width, wrap};
use crate::model::{Scatter, band};
use crate::number;
use crate::scale::Scale;
use crate::shown;

const ROWS: usize = 16;

pub(super) fn draw(chart: &Scatter, columns: usize, pen: Pen) -> Vec<String> {
    let Some((xs, ys)) = shown::scatter_domain(chart) else {
        return vec![text!("no values")];
    };
    let ticks = number::ticks(ys.0, ys.1, 4);
    let gutter = ticks.labels.iter().map(|label| width(label)).max().unwrap_or(0).min(14);
    let plot = columns.saturating_sub(gutter + 3).max(8);
    let side = number::ticks(xs.0, xs.1, 4);
    let across = Scale::new(side.domain, (0.0, plot as f64 - 1.0));
    let down = Scale::new(ticks.domain, (ROWS as f64 - 1.0, 0.0));
    let grid = cells(chart, across, down, plot, pen);

    let mut out: Vec<String> = wrap(&chart.up, columns).iter().map(|line| pen.dim(line)).collect();
    for (place, row) in grid.iter().enumerate() {
        let tick = ticks.values.iter().zip(&ticks.labels).find(|(value, _)| down.at(**value).round() as usize == place);
        let label = tick.map(|(_, label)| shorten(label, gutter)).unwrap_or_default();
        let axis = if tick.is_some() { pen.either('┤', '+') } else { pen.either('│', '|') };
        out.push(format!("{} {axis}{}", right(&label, gutter), row.iter().collect::<String>()));
    }
    let base = pen.either('─', '-').to_string().repeat(plot);
    out.push(format!("{} {}{base}", " ".repeat(gutter), pen.either('└', '+')));
    let first = shorten(side.labels.first().map_or("", String::as_str), plot >> 1);
    let last = shorten(side.labels.last().map_or("", String::as_str), plot >> 1);
    let last = right(&last, plot.saturating_sub(width(&first)));
    out.push(format!("{}{first}{last}", " ".repeat(gutter + 2)));
    let room = columns.saturating_sub(gutter + 2);
    let name = wrap(&chart.across, room);
    out.extend(name.iter().map(|line| pen.dim(&format!("{}{line}", " ".repeat(gutter + 2)))));
    let mut place = 0;
    for series in &chart.series {
        let head = format!("{} {}", mark(series.marker, pen), series.name.trim());
        out.extend(wrap(&head, columns));
        for point in &series.points {
            let letter = if point.place().is_some() { letter(place) } else { pen.either('\u{2013}', '-') };
            place += usize::from(point.place().is_some());
            for (line, text) in wrap(&point.told(), columns.saturating_sub(4)).iter().enumerate() {
                out.push(format!("  {} {text}", if line == 0 { letter } else { ' ' }));
            }
        }
    }
    out
}

fn letter(place: usize) -> char {
    u8::try_from(place % 26).map_or('*', |place| char::from(b'a' + place))
}

/// The plot: bands first, letters over them; where two letters fall together the later one moves right.
fn cells(chart: &Scatter, across: Scale, down: Scale, plot: usize, pen: Pen) -> Vec<Vec<char>> {
    let mut grid = vec![vec![' '; plot]; ROWS];
    let points: Vec<_> = chart
        .series
        .iter()
        .flat_map(|series| &series.points)
        .filter_map(|point| Some((point, point.place()?)))
        .map(|(point, (x, y))| (point, across.at(x).round() as usize, down.at(y).round() as usize))
        .collect();
    let mut put = |row: usize, column: usize, mark: char| {
        if let Some(cell) = grid.get_mut(row).and_then(|cells| cells.get_mut(column)) {
            *cell = mark;
        }
    };
    for (point, column, row) in &points {
        if let Some((low, high)) = band(point.y_band) {
            let (from, to) = (down.at(high).round() as usize, down.at(low).round() as usize);
            (from..=to).for_each(|row| put(row, *column, pen.either('│', '|')));
        }
        if let Some((low, high)) = band(point.x_band) {
            let (from, to) = (across.at(low).round() as usize, across.at(high).round() as usize);
            (from..=to).for_each(|column| put(*row, column, pen.either('─', '-')));
        }
    }
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (place, (_, column, row)) in points.iter().enumerate() {
        let free = (*column..plot).find(|column| !taken.contains(&(*row, *column))).unwrap_or(*column);
        taken.push((*row, free));
        put(*row, free, letter(place));
    }
    grid
}
