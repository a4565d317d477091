//! Columns made of parts: the parts are named beside the last column, or at one where they are seen; hatching tells
//! neighbours apart.

use ::words::text;

use super::doc::{Anchor, Doc, Type};
use super::lines::{grid, tick_room};
use super::measure::{self, Label, line_height};
use super::place::{Room, Spot};
use super::seen::{Said, Seen};
use super::theme::{Role, SERIES_COLOURS};
use super::{Area, nothing};
use crate::geo::clip::Rect;
use crate::model::{Stack, StackPart};
use crate::number;
use crate::scale::Scale;
use crate::shown;
use crate::spread::spread;

const NAME: f64 = 13.0;
const TICK: f64 = 12.0;
/// A part that is lower than this is not seen.
const VISIBLE: f64 = 1.5;

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
    let least = VISIBLE / 280.0 * (ticks.domain.1 - ticks.domain.0);
    let name = |place: usize| Label::fit(&named(chart, place, least), NAME, false, room, 3);
    let names: Vec<Label> = (0..chart.parts.len()).map(name).collect();
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
    let mut spans: Vec<Vec<Option<(f64, f64)>>> = Vec::new();
    for column in 0..columns {
        let x = left + pitch * (column as f64 + 0.5) - width / 2.0;
        spans.push(draw_column(doc, chart, column, up, (x, width), &hatch));
    }
    doc.line((left, up.at(0.0)), (right, up.at(0.0)), Role::Axis, 1.0, None);
    let plot = Rect { left, top, right, bottom };
    draw_names(doc, &names, &Columns { spans, plot, pitch, width }, &hatch);
    draw_labels(doc, chart, (left, pitch), bottom, area)
}

/// The name of a part; one that is visible in no column says why.
fn named(chart: &Stack, place: usize, least: f64) -> String {
    let name = chart.parts.get(place).map(|part| part.name.clone()).unwrap_or_default();
    let values = (0..chart.columns()).filter_map(|column| shown::part_value(chart, place, column));
    match values.map(f64::abs).reduce(f64::max) {
        Some(most) if most <= 0.0 => format!("{name}: 0"),
        Some(most) if most < least => text!("{part}: too small to be seen", part = name),
        _ => name,
    }
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

/// One column; the answer is from where to where each part that has a value reaches.
fn draw_column(
    doc: &mut Doc,
    chart: &Stack,
    column: usize,
    up: Scale,
    (x, width): (f64, f64),
    hatch: &str,
) -> Vec<Option<(f64, f64)>> {
    let mut spans = Vec::new();
    let (mut below, mut above) = (0.0, 0.0);
    doc.open(&column_title(chart, column));
    for place in 0..chart.parts.len() {
        let Some(value) = shown::part_value(chart, place, column) else {
            spans.push(None);
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
        spans.push(Some((upper, lower)));
    }
    doc.close();
    if chart.column_missing(column) {
        let kind = Type::plain(TICK, Role::Muted);
        doc.line_of_text(x + width / 2.0, up.at(above) - 4.0, Anchor::Middle, kind, "\u{2013}", 20.0);
    }
    spans
}

/// The columns with their places: of each, and in it of each part, from where to where it reaches.
struct Columns {
    spans: Vec<Vec<Option<(f64, f64)>>>,
    plot: Rect,
    pitch: f64,
    width: f64,
}

impl Columns {
    fn span(&self, column: usize, part: usize) -> Option<(f64, f64)> {
        self.spans.get(column)?.get(part).copied().flatten()
    }

    fn rect(&self, column: usize, (upper, lower): (f64, f64)) -> Rect {
        let left = self.plot.left + self.pitch * (column as f64 + 0.5) - self.width / 2.0;
        Rect { left, top: upper, right: left + self.width, bottom: lower }
    }

    /// The last column with any value.
    fn last(&self) -> Option<usize> {
        self.spans.iter().rposition(|parts| parts.iter().any(Option::is_some))
    }

    /// The column in which a part is largest, if it is visible there.
    fn largest(&self, part: usize) -> Option<(usize, (f64, f64))> {
        let spans = (0..self.spans.len()).filter_map(|column| Some((column, self.span(column, part)?)));
        let height = |span: &(f64, f64)| span.1 - span.0;
        spans.filter(|(_, span)| height(span) >= VISIBLE).max_by(|a, b| height(&a.1).total_cmp(&height(&b.1)))
    }

    /// What is free of columns.
    fn room(&self) -> Room {
        let mut room = Room::new(Rect { right: self.plot.right + 10.0, ..self.plot });
        for (column, parts) in self.spans.iter().enumerate() {
            // A dash may stand above the column.
            let spans = parts.iter().flatten().copied();
            if let Some((upper, lower)) = spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) {
                room.take(self.rect(column, (upper - 16.0, lower)));
            }
        }
        room
    }
}

/// Names beside the last column where their part is visible in it, else at the column in which it is largest. A name that
/// finds no room there stands beside the plot with a sample, one of a part that is nowhere visible alone.
fn draw_names(doc: &mut Doc, names: &[Label], columns: &Columns, hatch: &str) {
    let Rect { top, bottom, right, .. } = columns.plot;
    let last = columns.last();
    let middle = |(upper, lower): (f64, f64)| f64::midpoint(upper, lower);
    let at_last = |part: usize| columns.span(last?, part).filter(|(upper, lower)| lower - upper >= VISIBLE).map(middle);
    let mut room = columns.room();
    let mut beside: Vec<usize> = Vec::new();
    for (part, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let elsewhere = if at_last(part).is_some() { None } else { columns.largest(part) };
        match elsewhere.and_then(|(column, span)| at_column(columns.rect(column, span), name, &mut room)) {
            Some(spot) => {
                let kind = Type::plain(NAME, role(part, Role::Muted));
                doc.text(spot.text_x(), spot.rect.top + 0.86 * NAME, spot.anchor, kind, name);
            }
            None => beside.push(part),
        }
    }
    let label = |part: usize| names.get(part).cloned().unwrap_or_else(|| Label::fit("", NAME, false, 0.0, 1));
    let wanted: Vec<(f64, f64)> = beside
        .iter()
        .map(|part| {
            let own = at_last(*part).or_else(|| columns.span(last?, *part).map(middle)).unwrap_or(bottom);
            (own, label(*part).height(NAME) + 3.0)
        })
        .collect();
    let edge = last.map_or(right, |column| columns.rect(column, (top, bottom)).right);
    for (part, centre) in beside.iter().zip(spread(&wanted, top, bottom)) {
        let (name, role) = (label(*part), role(*part, Role::Muted));
        if let Some(y) = at_last(*part) {
            doc.line((edge + 2.0, y), (right + 10.0, centre), role, 0.8, None);
        } else if columns.largest(*part).is_some() {
            sample(doc, (right - 1.0, centre - 5.0), *part, hatch);
        }
        let first = centre - name.height(NAME) / 2.0 + line_height(NAME) / 2.0;
        let kind = Type::plain(NAME, role);
        doc.text(right + 14.0, kind.centred(first), Anchor::Start, kind, &name);
    }
}

/// Room for a name at a part of a column: beside it, or where it ends.
fn at_column(part: Rect, name: &Label, room: &mut Room) -> Option<Spot> {
    let (width, height) = (name.width, (name.lines.len().max(1) as f64 - 1.0) * line_height(NAME) + 1.1 * NAME);
    let middle = f64::midpoint(part.top, part.bottom);
    let centre = f64::midpoint(part.left, part.right);
    let spot = |left: f64, top: f64, anchor: Anchor, cost: f64| {
        Spot::new(Rect { left, top, right: left + width, bottom: top + height }, anchor, cost)
    };
    let spots = [
        spot(part.right + 5.0, middle - height / 2.0, Anchor::Start, 0.0),
        spot(centre - width / 2.0, part.bottom + 3.0, Anchor::Middle, 1.0),
        spot(part.left - 5.0 - width, middle - height / 2.0, Anchor::End, 2.0),
        spot(centre - width / 2.0, part.top - 19.0 - height, Anchor::Middle, 3.0),
    ];
    room.settle(&spots, None)
}

/// A small square as a part is painted.
fn sample(doc: &mut Doc, at: (f64, f64), part: usize, hatch: &str) {
    doc.rect(at, (10.0, 10.0), role(part, Role::Soft));
    if part % 2 == 1 {
        doc.hatched(at, (10.0, 10.0), hatch);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::theme::Paint;

    /// The texts of a picture with their places from the left, and its lines of two points.
    fn drawn(parts: &[(&str, [f64; 3])]) -> (Vec<(f64, String)>, usize) {
        let part = |(name, values): &(&str, [f64; 3])| StackPart {
            name: (*name).to_owned(),
            values: values.iter().map(|value| Some(*value)).collect(),
        };
        let labels = ["2020", "2021", "2022"].map(str::to_owned).to_vec();
        let chart = Stack { labels, parts: parts.iter().map(part).collect(), unit: "Mt".into() };
        let mut doc = Doc::new(Paint::Variables, String::new(), 720.0);
        let end = draw(&chart, &mut doc, Area { left: 2.0, right: 718.0, top: 2.0, narrow: false });
        let svg = doc.finish(end, "", "");
        let texts = svg.split("<text x=\"").skip(1).filter_map(|text| {
            let (x, rest) = text.split_once('"')?;
            Some((x.parse().ok()?, rest.split_once('>')?.1.split_once('<')?.0.to_owned()))
        });
        (texts.collect(), svg.matches("stroke-width=\"0.8\"").count())
    }

    #[test]
    fn a_name_points_at_its_part_where_that_is_seen() {
        let (texts, leaders) = drawn(&[("last", [0.0, 0.0, 5.0]), ("first", [-4.0, 1.0, 0.0]), ("none", [0.0; 3])]);
        let place = |name: &str| texts.iter().find(|(_, text)| text == name).unwrap_or_else(|| panic!("{texts:?}")).0;
        // The first of three columns has the largest part of that name.
        assert!(place("first") < 300.0, "{texts:?}");
        assert!(place("last") > 500.0 && place("none: 0") > 500.0, "{texts:?}");
        assert_eq!(leaders, 1);
    }

    #[test]
    fn a_part_too_small_to_be_seen_says_so() {
        let (texts, leaders) = drawn(&[("large", [900.0; 3]), ("small", [0.001; 3])]);
        assert!(texts.iter().any(|(_, text)| text.contains("too small")), "{texts:?}");
        assert_eq!(leaders, 1);
    }
}
