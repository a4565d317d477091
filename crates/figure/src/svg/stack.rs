//! Columns made of parts: the parts are named beside the last column, hatching tells neighbours apart.

use ::words::text;

use super::doc::{Anchor, Doc, Type};
use super::lines::{grid, tick_room};
use super::measure::{self, Label, line_height};
use super::seen::{Said, Seen};
use super::theme::{Role, SERIES_COLOURS};
use super::{Area, nothing};
use crate::model::{Stack, StackPart};
use crate::number;
use crate::scale::Scale;
use crate::shown;
use crate::spread::spread;

const NAME: f64 = 13.0;
const TICK: f64 = 12.0;

pub(super) fn draw(chart: &Stack, doc: &mut Doc, area: Area) -> f64 {
    let (Some(domain), columns) = (shown::stack_domain(chart), chart.columns()) else {
        return nothing(doc, area);
    };
    let mut ticks = number::ticks(domain.0, domain.1, 5);
    if (100.0..=100.5).contains(&domain.1) && ticks.domain.1 > domain.1 {
        ticks.domain.1 = domain.1;
        ticks.values.pop();
        ticks.labels.pop();
    }
    let left = area.left + tick_room(&ticks, area.width() * 0.24) + 8.0;
    let room = area.width() * if area.narrow { 0.32 } else { 0.27 };
    let names: Vec<Label> = chart.parts.iter().map(|part| Label::fit(&part.name, NAME, false, room, 3)).collect();
    let widest = names.iter().map(|name| name.width).fold(0.0, f64::max);
    let right = area.right - if widest > 0.0 { widest + 18.0 } else { 2.0 };

    let mut top = area.top;
    if !chart.unit.trim().is_empty() {
        let unit = Type::plain(TICK, Role::Muted);
        top = doc.paragraph(area.left, top, area.width(), unit, &chart.unit, 2);
    }
    top += 16.0;
    let total: f64 = names.iter().map(|name| name.height(NAME) + 3.0).sum();
    let bottom = top + f64::max(if area.narrow { 220.0 } else { 280.0 }, total);
    let up = Scale::new(ticks.domain, (bottom, top));
    grid(doc, &ticks, up, (left, right), area);

    let pitch = (right - left) / columns.max(1) as f64;
    let width = (pitch * 0.72).min(72.0);
    let hatch = if chart.parts.len() > 1 { doc.define_hatch() } else { String::new() };
    let mut last: Vec<Option<f64>> = vec![None; chart.parts.len()];
    let mut edge = right;
    for column in 0..columns {
        let x = left + pitch * (column as f64 + 0.5) - width / 2.0;
        let centres = draw_column(doc, chart, column, up, (x, width), &hatch);
        if centres.iter().any(Option::is_some) {
            last = centres;
            edge = x + width;
        }
    }
    doc.line((left, up.at(0.0)), (right, up.at(0.0)), Role::Axis, 1.0, None);
    draw_names(doc, &names, &last, (top, bottom), (edge, right + 14.0));
    draw_labels(doc, chart, (left, pitch), bottom, area)
}

/// `label: part value, part value`.
fn column_title(chart: &Stack, column: usize) -> String {
    let shown = |(place, part): (usize, &StackPart)| match shown::part_value(chart, place, column) {
        Some(value) => format!("{} {}", part.name, number::auto(value)),
        None => text!("{part} missing", part = part.name),
    };
    let parts: Vec<String> = chart.parts.iter().enumerate().map(shown).collect();
    let label = chart.labels.get(column).map(String::as_str).unwrap_or_default();
    format!("{label}: {}", parts.join(", "))
}

/// One column; the answer is the middle of each part that has a value.
fn draw_column(
    doc: &mut Doc,
    chart: &Stack,
    column: usize,
    up: Scale,
    (x, width): (f64, f64),
    hatch: &str,
) -> Vec<Option<f64>> {
    let mut centres = Vec::new();
    let (mut below, mut above) = (0.0, 0.0);
    doc.open(&column_title(chart, column));
    for place in 0..chart.parts.len() {
        let Some(value) = shown::part_value(chart, place, column) else {
            centres.push(None);
            continue;
        };
        let base = if value < 0.0 { &mut below } else { &mut above };
        let first = f64::abs(*base) <= 0.0;
        let (from, to) = (up.at(*base), up.at(*base + value));
        *base += value;
        let (upper, lower) = (from.min(to), from.max(to));
        // A thin line of ground separates a part from the one before it.
        let height = if lower - upper > 3.0 && !first { lower - upper - 1.2 } else { lower - upper };
        doc.rect((x, upper), (width, height), role(place, Role::Soft));
        if place % 2 == 1 {
            doc.hatched((x, upper), (width, height), hatch);
        }
        let middle = f64::midpoint(upper, lower);
        doc.mark(|| Seen {
            at: (x + width / 2.0, middle),
            series: (place, chart.parts.get(place).map(|part| part.name.clone()).unwrap_or_default()),
            label: chart.labels.get(column).cloned().unwrap_or_default(),
            time: None,
            said: Said::Value { value, unit: chart.unit.clone(), bands: Vec::new() },
        });
        centres.push(Some(middle));
    }
    doc.close();
    if chart.column_missing(column) {
        let kind = Type::plain(TICK, Role::Muted);
        doc.line_of_text(x + width / 2.0, up.at(above) - 4.0, Anchor::Middle, kind, "\u{2013}", 20.0);
    }
    centres
}

fn draw_names(
    doc: &mut Doc,
    names: &[Label],
    last: &[Option<f64>],
    (top, bottom): (f64, f64),
    (edge, left): (f64, f64),
) {
    let wanted: Vec<(f64, f64)> = names
        .iter()
        .enumerate()
        .map(|(i, name)| (last.get(i).copied().flatten().unwrap_or(bottom), name.height(NAME) + 3.0))
        .collect();
    let centres = spread(&wanted, top, bottom);
    for (i, (name, centre)) in names.iter().zip(centres).enumerate() {
        let kind = Type::plain(NAME, role(i, Role::Muted));
        if let Some(y) = last.get(i).copied().flatten().filter(|_| !name.is_empty()) {
            doc.line((edge + 2.0, y), (left - 4.0, centre), role(i, Role::Muted), 0.8, None);
        }
        let first = centre - name.height(NAME) / 2.0 + line_height(NAME) / 2.0;
        doc.text(left, kind.centred(first), Anchor::Start, kind, name);
    }
}

/// Labels below the columns; where they are too narrow only every second, third, ... is written.
fn draw_labels(doc: &mut Doc, chart: &Stack, (left, pitch): (f64, f64), bottom: f64, area: Area) -> f64 {
    let kind = Type::plain(TICK, Role::Muted);
    let widest = chart.labels.iter().map(|label| measure::width(label, TICK, false)).fold(0.0, f64::max);
    let every = ((widest.min(46.0) + 8.0) / pitch.max(1e-3)).ceil().clamp(1.0, 1e6) as usize;
    let mut lowest = 0.0_f64;
    for (column, text) in chart.labels.iter().enumerate().step_by(every) {
        let room = pitch * every as f64 - 6.0;
        let label = kind.label(text, room, 3);
        let half = label.width / 2.0;
        let x = left + pitch * (column as f64 + 0.5);
        let x = x.min(area.right - half).max(area.left + half);
        doc.text(x, bottom + 5.0 + TICK, Anchor::Middle, kind, &label);
        lowest = lowest.max(label.height(TICK));
    }
    bottom + 8.0 + lowest
}

/// The colour of a part: its own, or grey for parts past the palette, so that no colour stands for two things.
fn role(place: usize, past: Role) -> Role {
    if place < SERIES_COLOURS { Role::Series(place) } else { past }
}
