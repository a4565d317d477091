//! Bars of block characters with the value at the end.

use ::words::text;

use super::pen::Pen;
use super::wrap::{left, shorten, width, wrap};
use crate::model::{Bar, Bars};
use crate::scale::{Scale, finite};
use crate::shown;

const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

pub(super) fn draw(chart: &Bars, columns: usize, pen: Pen) -> Vec<String> {
    if chart.bars.is_empty() {
        return vec![text!("no values")];
    }
    let shown: Vec<String> =
        chart.bars.iter().map(|bar| shorten(&bar.shown_text(), (columns as f64 * 0.38) as usize)).collect();
    let shown_room = shown.iter().map(|text| width(text)).max().unwrap_or(0);
    let longest = chart.bars.iter().map(|bar| width(&crate::words::clean(&bar.label))).max().unwrap_or(0);
    let label_room = longest.min((columns as f64 * 0.34) as usize);
    let plot = columns.saturating_sub(label_room + 1 + 1 + shown_room).max(4);

    let domain = shown::bar_domain(chart);
    let along = Scale::new(domain, (0.0, plot as f64));
    let mut out: Vec<String> = wrap(&chart.unit, columns.saturating_sub(label_room + 1).max(10))
        .iter()
        .map(|line| format!("{} {}", " ".repeat(label_room), pen.dim(line)))
        .collect();
    for (bar, shown) in chart.bars.iter().zip(&shown) {
        let mut label = wrap(&bar.label, label_room.max(2));
        if label.len() > 3 {
            let rest = label.split_off(2).join(" ");
            label.push(shorten(&format!("{rest} …"), label_room));
        }
        let field = bar_field(bar, along, plot, domain.0 < 0.0, pen);
        for (place, line) in label.iter().map(String::as_str).chain(label.is_empty().then_some("")).enumerate() {
            let line = left(line, label_room);
            let line = if bar.emphasis { pen.bold(&line) } else { line };
            if place == 0 {
                out.push(format!("{line} {} {shown}", pen.series(0, &field)));
            } else {
                out.push(line);
            }
        }
    }
    out
}

/// The bar from zero to the value. With negative values the field is full width and zero is marked.
fn bar_field(bar: &Bar, along: Scale, plot: usize, signed: bool, pen: Pen) -> String {
    let mut cells = vec![' '; plot];
    let zero = along.at(0.0);
    if let Some(at) = finite(bar.value).map(|value| along.at(value)) {
        let (from, to) = (zero.min(at), zero.max(at));
        for (place, cell) in cells.iter_mut().enumerate() {
            let start = place as f64;
            let covered = (to.min(start + 1.0) - from.max(start)).clamp(0.0, 1.0);
            let partial = at > zero && from <= start;
            *cell = match (pen.unicode(), partial) {
                _ if covered >= 0.999 => pen.either('█', '#'),
                (true, true) => EIGHTHS.get((covered * 8.0).round() as usize).copied().unwrap_or('█'),
                _ if covered >= 0.5 => pen.either('█', '#'),
                _ => ' ',
            };
        }
        // A value that is not zero is never drawn as nothing.
        if to > from && cells.iter().all(|cell| *cell == ' ') {
            let place = (from.floor() as usize).min(plot.saturating_sub(1));
            if let Some(cell) = cells.get_mut(place) {
                *cell = pen.either('▏', '|');
            }
        }
    }
    if let Some((low, high)) = shown::whisker(bar) {
        let last = plot.saturating_sub(1);
        let (from, to) = ((along.at(low).floor() as usize).min(last), (along.at(high).floor() as usize).min(last));
        let value = finite(bar.value).map(|value| (along.at(value).floor() as usize).min(last));
        for (place, cell) in cells.iter_mut().enumerate().take(to + 1).skip(from) {
            *cell = match place {
                _ if Some(place) == value => pen.either('┼', '+'),
                _ if place == from => pen.either('├', '['),
                _ if place == to => pen.either('┤', ']'),
                _ => pen.either('─', '-'),
            };
        }
    }
    if signed {
        let at = (zero.floor() as usize).min(plot.saturating_sub(1));
        if let Some(cell) = cells.get_mut(at).filter(|cell| **cell == ' ') {
            *cell = pen.either('│', '|');
        }
        return cells.into_iter().collect();
    }
    let text: String = cells.into_iter().collect();
    text.trim_end().to_owned()
}
