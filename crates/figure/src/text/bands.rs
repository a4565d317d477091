//! Bands as shaded characters behind the lines.

use ::words::text;

use super::canvas::Canvas;
use super::lines::Frame;
use super::pen::Pen;
use super::wrap::wrap;
use crate::model::{BandLevel, Lines};
use crate::shown::bands;

fn mark(level: BandLevel, pen: Pen) -> char {
    match level {
        BandLevel::Light => pen.either('·', '.'),
        BandLevel::Middle => pen.either('░', '-'),
        BandLevel::Strong => pen.either('▒', '='),
    }
}

/// `bands: · 95 %, ░ 80 %`; no lines without bands.
pub(super) fn key(chart: &Lines, times: (f64, f64), columns: usize, pen: Pen) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for entry in bands::key(chart, times) {
        let words = format!("{} {}", mark(entry.level(), pen), entry.name);
        if !entries.contains(&words) {
            entries.push(words);
        }
    }
    match entries.as_slice() {
        [] => Vec::new(),
        [one] => wrap(&text!("band: {name}", name = one), columns),
        many => wrap(&text!("bands: {names}", names = many.join(", ")), columns),
    }
}

/// Shades the bands, the widest first: where bands lie over one another the narrowest is seen.
pub(super) fn shade(canvas: &mut Canvas, chart: &Lines, frame: Frame, pen: Pen) {
    for band in bands::widest_first(chart, frame.times).into_iter().filter_map(|place| chart.bands.get(place)) {
        let mark = mark(band.level, pen);
        let mut fill = |column: usize, low: f64, high: f64| {
            canvas.shade(column, (frame.row(high), frame.row(low)), mark);
        };
        for run in bands::runs(band, frame.times) {
            for (x, low, high) in &run {
                fill(frame.column(*x), *low, *high);
            }
            for pair in run.windows(2) {
                let [from, to] = pair else { continue };
                let (from, to) = if from.0 <= to.0 { (from, to) } else { (to, from) };
                for column in (frame.column(from.0) + 1)..frame.column(to.0) {
                    let part = (frame.time(column) - from.0) / (to.0 - from.0);
                    fill(column, from.1 + part * (to.1 - from.1), from.2 + part * (to.2 - from.2));
                }
            }
        }
    }
}
