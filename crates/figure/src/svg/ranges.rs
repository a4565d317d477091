//! A dot plot: the values of a row as markers of different shape on one thin line.

use ::words::text;

use super::bars::value_axis;
use super::doc::{Anchor, Doc, Type};
use super::measure::{Label, line_height};
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, nothing};
use crate::model::{Marker, RangePoint, RangeRow, Ranges};
use crate::number;
use crate::scale::{Scale, finite};
use crate::shown;

const TEXT: f64 = 13.0;
const SMALL: f64 = 12.0;
const PITCH: f64 = 18.0;
/// From marker to marker where they stand in a column.
const APART: f64 = 15.0;

pub(super) fn draw(chart: &Ranges, doc: &mut Doc, area: Area) -> f64 {
    if chart.rows.is_empty() {
        return nothing(doc, area);
    }
    let domain = shown::range_domain(chart).unwrap_or((0.0, 1.0));
    let label_room = area.width() * if area.narrow { 1.0 } else { 0.30 };
    let labels: Vec<Label> = chart
        .rows
        .iter()
        .map(|row| Label::fit(&row.label, TEXT, false, label_room, if area.narrow { 2 } else { 3 }))
        .collect();
    let widest = labels.iter().map(|label| label.width).fold(0.0, f64::max);
    let left = if area.narrow || labels.iter().all(Label::is_empty) { area.left } else { area.left + widest + 16.0 };

    let key = chart.key();
    let mut top = draw_key(doc, &key, area);
    if !chart.unit.trim().is_empty() {
        let unit = Type::plain(SMALL, Role::Muted);
        top = doc.paragraph(left, top, area.right - left, unit, &chart.unit, 2) + 4.0;
    }

    // The texts of the outermost points stand outside them, so the plot leaves room on both sides.
    let rows: Vec<Row> = chart.rows.iter().map(|row| Row::new(row, (area.right - left) * 0.26)).collect();
    let side = rows.iter().map(|row| row.side).fold(0.0, f64::max) + 12.0;
    let along = Scale::new(domain, (left + side, area.right - side));

    let plans: Vec<Plan> = rows.iter().zip(&labels).map(|(row, label)| plan(row, label, along, (left, area))).collect();
    let bottom = top + plans.iter().map(|plan| plan.height).sum::<f64>() + 4.0;
    if let Some(reference) = finite(chart.reference) {
        top = reference_label(doc, reference, along, top, area);
    }
    let shift = if finite(chart.reference).is_some() { line_height(SMALL) + 4.0 } else { 0.0 };
    let bottom = bottom + shift;
    let end = value_axis(doc, domain, along, (top, bottom), area);
    if let Some(reference) = finite(chart.reference) {
        let x = along.at(reference);
        doc.line((x, top), (x, bottom), Role::Event, 1.2, Some("4 3"));
    }
    let mut y = top;
    for ((row, plan), label) in rows.iter().zip(&plans).zip(&labels) {
        draw_row(doc, row, plan, label, along, &key, (y, left, area));
        y += plan.height;
    }
    end + 2.0
}

fn reference_label(doc: &mut Doc, reference: f64, along: Scale, top: f64, area: Area) -> f64 {
    let kind = Type::plain(SMALL, Role::Muted);
    let label = kind.label(&text!("reference {value}", value = number::auto(reference)), area.width(), 1);
    let half = label.width / 2.0;
    let centre = along.at(reference).min(area.right - half).max(area.left + half);
    doc.text(centre, top + SMALL, Anchor::Middle, kind, &label);
    top + line_height(SMALL) + 4.0
}

/// Which marker is which value, in one wrapped line above the plot.
pub(super) fn draw_key(doc: &mut Doc, key: &[(&str, Marker)], area: Area) -> f64 {
    let kind = Type::plain(TEXT, Role::Ink);
    let (mut x, mut y) = (area.left, area.top);
    for (place, (name, marker)) in key.iter().enumerate() {
        let label = kind.label(name, area.width() - 20.0, 2);
        if label.is_empty() {
            continue;
        }
        if x > area.left && x + 18.0 + label.width > area.right {
            (x, y) = (area.left, y + line_height(TEXT) + 4.0);
        }
        let middle = y + line_height(TEXT) / 2.0;
        doc.marker((x + 6.5, middle), *marker, Role::Series(place));
        doc.text(x + 18.0, kind.centred(middle), Anchor::Start, kind, &label);
        y += label.height(TEXT) - line_height(TEXT);
        x += 18.0 + label.width + 24.0;
    }
    if x > area.left { y + line_height(TEXT) + 10.0 } else { area.top }
}

/// The points of a row from left to right, and those that have no place on the scale.
struct Row<'a> {
    name: &'a str,
    placed: Vec<(&'a RangePoint, Label)>,
    absent: Vec<&'a RangePoint>,
    side: f64,
}

impl<'a> Row<'a> {
    fn new(row: &'a RangeRow, room: f64) -> Self {
        let mut placed: Vec<(&RangePoint, Label)> = Vec::new();
        let mut absent = Vec::new();
        for point in &row.points {
            if finite(Some(point.value)).is_some() {
                placed.push((point, Label::fit(&point.shown_text(), SMALL, false, room, 1)));
            } else {
                absent.push(point);
            }
        }
        placed.sort_by(|a, b| a.0.value.total_cmp(&b.0.value));
        let side = placed.iter().map(|(_, label)| label.width).fold(0.0, f64::max);
        Self { name: &row.label, placed, absent, side }
    }
}

/// Where the text of a point stands.
#[derive(Clone, Copy)]
enum Spot {
    /// Left of this place, at the height of the marker.
    Left(f64),
    /// Right of this place, at the height of the marker.
    Right(f64),
    /// So many steps above the row's line.
    Above(usize),
}

/// Where the markers and texts of a row go.
struct Plan {
    spots: Vec<Spot>,
    /// How far each marker steps off the line, so that none hides another.
    steps: Vec<f64>,
    absent: Option<Label>,
    line: f64,
    height: f64,
}

/// Markers nearer to one another than this stand in a column, each with its text beside it.
const NEAR: f64 = 11.0;

fn plan(row: &Row<'_>, label: &Label, along: Scale, (left, area): (f64, Area)) -> Plan {
    let places: Vec<f64> = row.placed.iter().map(|(point, _)| along.at(point.value)).collect();
    let groups = groups(&places);
    let mut spots: Vec<Spot> = Vec::new();
    let mut steps: Vec<f64> = Vec::new();
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut texts = row.placed.iter().map(|(_, text)| text.width);
    for (place, group) in groups.iter().enumerate() {
        let from = group.first().copied().unwrap_or(0.0);
        let to = group.last().copied().unwrap_or(0.0);
        for (member, x) in group.iter().enumerate() {
            steps.push((member as f64 - (group.len() as f64 - 1.0) / 2.0) * APART);
            let width = texts.next().unwrap_or(0.0);
            spots.push(if place + 1 == groups.len() {
                Spot::Right(to)
            } else if place == 0 {
                Spot::Left(from)
            } else {
                Spot::Above(free_level(&mut taken, (x - width / 2.0 - 4.0, x + width / 2.0 + 4.0)))
            });
        }
    }
    let off = steps.iter().copied().fold(0.0, f64::max);
    let listed: Vec<String> =
        row.absent.iter().map(|point| format!("{}: {}", point.name, point.shown_text())).collect();
    let absent = (!listed.is_empty()).then(|| Label::fit(&listed.join("; "), SMALL, false, area.right - left, 3));
    let head = if area.narrow { label.height(TEXT) + 4.0 } else { 0.0 };
    let levels = taken.len() as f64 * PITCH;
    let below = absent.as_ref().map_or(0.0, |label| label.height(SMALL) + 2.0);
    let own = levels + below + 2.0 * off + if below > 0.0 { 36.0 } else { 30.0 };
    let words = if area.narrow { 0.0 } else { label.height(TEXT) + 12.0 };
    Plan { spots, steps, absent, line: head + levels + off + 15.0, height: head + f64::max(own, words) }
}

/// The first step above the line where nothing stands in the way; it is taken then.
fn free_level(taken: &mut Vec<Vec<(f64, f64)>>, span: (f64, f64)) -> usize {
    let free = |level: &Vec<(f64, f64)>| level.iter().all(|t| span.1 <= t.0 || span.0 >= t.1);
    let level = taken.iter().position(free).unwrap_or(taken.len());
    match taken.get_mut(level) {
        Some(spans) => spans.push(span),
        None => taken.push(vec![span]),
    }
    level
}

/// Rising places in groups of near ones.
fn groups(places: &[f64]) -> Vec<Vec<f64>> {
    let mut groups: Vec<Vec<f64>> = Vec::new();
    for x in places {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| x - last < NEAR) => group.push(*x),
            _ => groups.push(vec![*x]),
        }
    }
    groups
}

fn draw_row(
    doc: &mut Doc,
    row: &Row<'_>,
    plan: &Plan,
    label: &Label,
    along: Scale,
    key: &[(&str, Marker)],
    (top, left, area): (f64, f64, Area),
) {
    let name = Type::plain(TEXT, Role::Ink);
    let kind = Type::plain(SMALL, Role::Ink);
    let line = top + plan.line;
    if area.narrow {
        doc.text(area.left, top + 4.0 + TEXT, Anchor::Start, name, label);
    } else {
        let first = line - label.height(TEXT) / 2.0 + line_height(TEXT) / 2.0;
        let first = first.max(top + line_height(TEXT) / 2.0 + 2.0);
        doc.text(left - 16.0, name.centred(first), Anchor::End, name, label);
    }
    let places: Vec<f64> = row.placed.iter().map(|(point, _)| along.at(point.value)).collect();
    let column = places.len() > 1 && groups(&places).len() == 1;
    if let (Some(first), Some(last), false) = (places.first(), places.last(), column) {
        doc.line((*first, line), (*last, line), Role::Axis, 1.4, None);
    }
    let off = plan.steps.iter().copied().fold(0.0, f64::max);
    let marks = places.iter().zip(&plan.steps).zip(&plan.spots);
    for ((point, text), ((x, step), spot)) in row.placed.iter().zip(marks) {
        let colour = key.iter().position(|k| *k == (point.name.as_str(), point.marker)).unwrap_or(0);
        doc.marker((*x, line + step), point.marker, Role::Series(colour));
        doc.mark(|| Seen {
            at: (*x, line + step),
            series: (colour, point.name.clone()),
            label: row.name.to_owned(),
            time: None,
            said: Said::Shown { text: point.shown_text(), value: Some(point.value) },
        });
        let beside = kind.centred(line + step);
        match spot {
            Spot::Left(edge) => doc.text(edge - 10.0, beside, Anchor::End, kind, text),
            Spot::Right(edge) => doc.text(edge + 10.0, beside, Anchor::Start, kind, text),
            Spot::Above(level) => {
                let y = kind.centred(line - off - 15.0 - *level as f64 * PITCH);
                let half = text.width / 2.0;
                let x = x.min(area.right - half).max(area.left + half);
                doc.text(x, y, Anchor::Middle, kind, text);
            }
        }
    }
    if let Some(absent) = &plan.absent {
        let kind = Type::plain(SMALL, Role::Muted);
        doc.text(left, line + off + 12.0 + SMALL, Anchor::Start, kind, absent);
    }
}
