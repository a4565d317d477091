//! A dot plot: markers on a line, their values below.

use ::words::text;

use super::pen::Pen;
use super::wrap::{right, shorten, width, wrap};
use crate::model::{Marker, RangeRow, Ranges};
use crate::number;
use crate::scale::{Scale, finite};
use crate::shown;

pub(super) fn mark(marker: Marker, pen: Pen) -> char {
    match marker {
        Marker::Circle => pen.either('●', '*'),
        Marker::Ring => pen.either('○', 'o'),
        Marker::Square => pen.either('■', '#'),
        Marker::Triangle => pen.either('▲', '^'),
    }
}

pub(super) fn draw(chart: &Ranges, columns: usize, pen: Pen) -> Vec<String> {
    if chart.rows.is_empty() {
        return vec![text!("no values")];
    }
    let key: Vec<String> = chart.key().iter().map(|(name, marker)| format!("{} {name}", mark(*marker, pen))).collect();
    let mut out = wrap(&key.join("   "), columns);
    out.extend(wrap(&chart.unit, columns).iter().map(|line| pen.dim(line)));
    let domain = shown::range_domain(chart);
    let plot = columns.saturating_sub(4);
    let (low, high) = domain.unwrap_or((0.0, 1.0));
    let along = Scale::new((low, high), (0.0, plot as f64 - 1.0));
    for row in &chart.rows {
        out.extend(wrap(&row.label, columns).iter().map(|line| pen.bold(line)));
        out.push(format!(
            "  {}{}{}",
            pen.either('├', '|'),
            track(row, chart.reference, along, plot, pen),
            pen.either('┤', '|')
        ));
        let values: Vec<String> =
            row.points.iter().map(|point| format!("{} {}", mark(point.marker, pen), point.shown_text())).collect();
        let values = if values.is_empty() { text!("no values") } else { values.join("  ") };
        out.extend(wrap(&values, columns.saturating_sub(3)).iter().map(|line| format!("   {line}")));
    }
    if domain.is_some() {
        let room = columns.saturating_sub(3) >> 1;
        let start = shorten(&number::auto(low), room);
        let end = right(&shorten(&number::auto(high), room), columns.saturating_sub(3 + width(&start)));
        out.push(pen.dim(&format!("  {start}{end}")));
    }
    if let Some(reference) = finite(chart.reference) {
        let told = text!("reference {value}", value = number::auto(reference));
        let text = format!("{} {told}", pen.either('┊', ':'));
        out.extend(wrap(&text, columns.saturating_sub(2)).iter().map(|line| pen.dim(&format!("  {line}"))));
    }
    out
}

fn track(row: &RangeRow, reference: Option<f64>, along: Scale, plot: usize, pen: Pen) -> String {
    let mut cells = vec![' '; plot];
    let place = |value: f64| along.at(value).round() as usize;
    let places: Vec<(usize, Marker)> =
        row.points.iter().filter_map(|point| Some((place(finite(Some(point.value))?), point.marker))).collect();
    if let Some(cell) = finite(reference).and_then(|value| cells.get_mut(place(value))) {
        *cell = pen.either('┊', ':');
    }
    let from = places.iter().map(|(at, _)| *at).min().unwrap_or(0);
    let to = places.iter().map(|(at, _)| *at).max().unwrap_or(0);
    if !places.is_empty() {
        cells.iter_mut().take(to).skip(from).for_each(|cell| *cell = pen.either('─', '-'));
    }
    for (at, marker) in places.iter().rev() {
        if let Some(cell) = cells.get_mut(*at) {
            *cell = mark(*marker, pen);
        }
    }
    cells.into_iter().collect()
}
