//! Columns of parts, laid down as rows: one character pattern a part.

use ::words::text;

use super::pen::Pen;
use super::wrap::{left, shorten, width, wrap};
use crate::model::Stack;
use crate::number;
use crate::scale::Scale;
use crate::shown;
use crate::words::clean;

const BLOCKS: [char; 6] = ['█', '░', '▓', '▒', '▪', '·'];
const ASCII: [char; 6] = ['#', '.', '=', '-', '+', ':'];

fn fill(part: usize, pen: Pen) -> char {
    let marks = if pen.unicode() { BLOCKS } else { ASCII };
    marks.get(part % marks.len()).copied().unwrap_or('#')
}

pub(super) fn draw(chart: &Stack, columns: usize, pen: Pen) -> Vec<String> {
    let Some((low, high)) = shown::stack_domain(chart) else {
        return vec![text!("no values")];
    };
    let mut out = Vec::new();
    for (place, part) in chart.parts.iter().enumerate() {
        for (line, text) in wrap(&part.name, columns.saturating_sub(4)).iter().enumerate() {
            let mark = fill(place, pen).to_string().repeat(2);
            let head = if line == 0 { pen.series(place, &mark) } else { "  ".to_owned() };
            out.push(format!("{head} {text}"));
        }
    }
    let longest = chart.labels.iter().map(|label| width(&clean(label))).max().unwrap_or(0);
    let labels = longest.min((columns as f64 * 0.3) as usize);
    let plot = columns.saturating_sub(labels + 3).max(6);
    let along = Scale::new((low, high), (0.0, plot as f64));
    for column in 0..chart.columns() {
        let label = chart.labels.get(column).map(|label| shorten(label, labels)).unwrap_or_default();
        let missing = if chart.column_missing(column) { "\u{2013}" } else { "" };
        out.push(format!("{} {} {missing}", left(&label, labels), row(chart, column, along, plot, pen)));
    }
    let scale = text!("{low} to {high} {unit}", low = number::auto(low), high = number::auto(high), unit = chart.unit);
    let scale = wrap(&scale, columns.saturating_sub(labels + 1).max(10));
    out.extend(scale.iter().map(|line| pen.dim(&format!("{} {line}", " ".repeat(labels)))));
    out
}

fn row(chart: &Stack, column: usize, along: Scale, plot: usize, pen: Pen) -> String {
    let mut cells: Vec<Option<usize>> = vec![None; plot];
    let (mut below, mut above) = (0.0, 0.0);
    for part in 0..chart.parts.len() {
        let Some(value) = shown::part_value(chart, part, column) else {
            continue;
        };
        let base = if value < 0.0 { &mut below } else { &mut above };
        let (from, to) = (along.at(*base).round(), along.at(*base + value).round());
        *base += value;
        let (start, end) = (from.min(to) as usize, from.max(to) as usize);
        cells.iter_mut().take(end).skip(start).for_each(|cell| *cell = Some(part));
    }
    let mut out = String::new();
    for part in cells {
        match part {
            Some(part) => out.push_str(&pen.series(part, fill(part, pen).encode_utf8(&mut [0; 4]))),
            None => out.push(' '),
        }
    }
    out.trim_end().to_owned()
}
