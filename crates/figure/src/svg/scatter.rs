//! Points by two values: a shape for each sort, thin lines for the bands, a label beside each point.

use super::doc::{Anchor, Doc, Type};
use super::lines::{grid, tick_room};
use super::measure::{Label, line_height};
use super::place::{Room, Spot, afar, around};
use super::ranges::draw_key;
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, nothing};
use crate::geo::clip::Rect;
use crate::model::{Dash, Scatter, ScatterPoint, band};
use crate::number::{self, Ticks};
use crate::scale::Scale;
use crate::shown;

const TICK: f64 = 12.0;
const SMALL: f64 = 12.0;
/// Half of a marker, with a little air.
const HALF: f64 = 6.0;
/// Half of the stroke that ends a band.
const CAP: f64 = 3.0;

/// A point in its place.
struct Placed<'a> {
    point: &'a ScatterPoint,
    series: usize,
    at: (f64, f64),
    /// From left to right.
    x: Option<(f64, f64)>,
    /// From bottom to top.
    y: Option<(f64, f64)>,
}

pub(super) fn draw(chart: &Scatter, doc: &mut Doc, area: Area) -> f64 {
    let Some((xs, ys)) = shown::scatter_domain(chart) else {
        return nothing(doc, area);
    };
    let ticks = number::ticks(ys.0, ys.1, if area.narrow { 4 } else { 5 });
    let left = area.left + tick_room(&ticks, area.width() * 0.24) + 8.0;
    let right = area.right - 8.0;
    let key: Vec<(&str, crate::model::Marker)> =
        chart.series.iter().map(|series| (series.name.as_str(), series.marker)).collect();
    let mut top = draw_key(doc, &key, area);
    if !chart.up.trim().is_empty() {
        top = doc.paragraph(area.left, top, area.width(), Type::plain(TICK, Role::Muted), &chart.up, 2) + 4.0;
    }
    top += 8.0;
    let bottom = top + if area.narrow { 270.0 } else { 350.0 };
    let side = ticks_across(xs, right - left);
    let across = Scale::new(side.domain, (left, right));
    let up = Scale::new(ticks.domain, (bottom, top));
    grid(doc, &ticks, up, (left, right), area);
    let end = axis(doc, chart, &side, across, ((top, bottom), (left, area)));

    let placed = place(chart, across, up);
    for (index, series) in chart.series.iter().enumerate().filter(|(_, series)| series.joined) {
        let run: Vec<(f64, f64)> = placed.iter().filter(|placed| placed.series == index).map(|one| one.at).collect();
        let ends = series.points.iter().filter(|point| point.place().is_some()).count();
        debug_assert_eq!(ends, run.len(), "every point that has a place is placed");
        doc.runs(&[run], Role::Series(index), 1.4, Dash::Solid);
    }
    for one in &placed {
        bands(doc, one);
    }
    for one in &placed {
        let marker = chart.series.get(one.series).map(|series| series.marker).unwrap_or_default();
        doc.mark(|| Seen {
            at: one.at,
            series: (one.series, chart.series.get(one.series).map(|series| series.name.clone()).unwrap_or_default()),
            label: one.point.label.clone(),
            time: None,
            said: Said::Shown { text: one.point.shown_text(), value: None },
        });
        doc.open(&one.point.told());
        doc.marker(one.at, marker, Role::Series(one.series));
        doc.close();
    }
    labels(doc, &placed, Rect { left, top, right: area.right, bottom });
    end
}

fn place(chart: &Scatter, across: Scale, up: Scale) -> Vec<Placed<'_>> {
    let mut placed = Vec::new();
    for (series, own) in chart.series.iter().enumerate() {
        for point in &own.points {
            let Some((x, y)) = point.place() else { continue };
            placed.push(Placed {
                point,
                series,
                at: (across.at(x), up.at(y)),
                x: band(point.x_band).map(|(low, high)| (across.at(low), across.at(high))),
                y: band(point.y_band).map(|(low, high)| (up.at(high), up.at(low))),
            });
        }
    }
    placed
}

/// Thin lines from the low to the high value, with a short stroke at each end.
fn bands(doc: &mut Doc, one: &Placed<'_>) {
    let role = Role::Series(one.series);
    let (x, y) = one.at;
    if let Some((low, high)) = one.x {
        doc.line((low, y), (high, y), role, 1.0, None);
        for end in [low, high] {
            doc.line((end, y - CAP), (end, y + CAP), role, 1.0, None);
        }
    }
    if let Some((high, low)) = one.y {
        doc.line((x, high), (x, low), role, 1.0, None);
        for end in [low, high] {
            doc.line((x - CAP, end), (x + CAP, end), role, 1.0, None);
        }
    }
}

/// A label beside each point that can be told apart, clear of others and of lines. A point whose label finds no room keeps
/// it as a tooltip, and in the table.
fn labels(doc: &mut Doc, placed: &[Placed<'_>], within: Rect) {
    let kind = Type::plain(SMALL, Role::Ink);
    let mut room = Room::new(within);
    let mark = |(x, y): (f64, f64)| Rect { left: x - HALF, top: y - HALF, right: x + HALF, bottom: y + HALF };
    for one in placed {
        room.take(mark(one.at));
        let (x, y) = one.at;
        if let Some((low, high)) = one.x {
            room.ink(&[(low, y), (high, y)], 1.0);
        }
        if let Some((high, low)) = one.y {
            room.ink(&[(x, high), (x, low)], 1.0);
        }
    }
    for pair in placed.windows(2) {
        if let [first, second] = pair
            && first.series == second.series
        {
            room.ink(&[first.at, second.at], 1.2);
        }
    }
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by_key(|i| !is_end(placed, *i));
    for i in order {
        let Some(one) = placed.get(i) else { continue };
        let label = Label::fit(&one.point.label, SMALL, false, within.width() * 0.45, 2);
        // In a knot of points only the ends of a line are named.
        let alone = placed.iter().enumerate().all(|(other, own)| other == i || apart(own.at, one.at) >= 2.0 * HALF);
        if label.is_empty() || !(alone || is_end(placed, i)) {
            continue;
        }
        let size = (label.width, label.height(SMALL));
        let near = around(one.at, HALF - 1.0, size);
        let far = afar(one.at, HALF - 1.0, size);
        let bare = |spots: &[Spot], room: &Room| -> Vec<Spot> {
            spots.iter().copied().filter(|spot| room.bare(&spot.rect, 1.0)).collect()
        };
        let own = Some(mark(one.at));
        let spot = room.settle(&bare(&near, &room), own).or_else(|| room.settle(&bare(&far, &room), own));
        let Some(spot) = spot.or_else(|| room.settle(&[near, far].concat(), own)) else { continue };
        if let Some((from, to)) = spot.leader {
            doc.line(from, to, Role::Axis, 0.7, None);
        }
        let first = spot.rect.top + line_height(SMALL) / 2.0;
        doc.text(spot.text_x(), kind.centred(first), spot.anchor, kind, &label);
    }
}

/// Whether a point is the first or the last of its sort.
fn is_end(placed: &[Placed<'_>], i: usize) -> bool {
    let series = |i: Option<usize>| i.and_then(|i| placed.get(i)).map(|one| one.series);
    series(i.checked_sub(1)) != series(Some(i)) || series(Some(i + 1)) != series(Some(i))
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// As many round values as have room beside each other.
fn ticks_across((low, high): (f64, f64), room: f64) -> Ticks {
    let kind = Type::plain(TICK, Role::Muted);
    let fits = |ticks: &Ticks| {
        let scale = Scale::new(ticks.domain, (0.0, room));
        let places: Vec<(f64, f64)> = ticks
            .values
            .iter()
            .zip(&ticks.labels)
            .map(|(value, label)| (scale.at(*value), kind.label(label, 90.0, 1).width))
            .collect();
        places.windows(2).all(|pair| match pair {
            [(x, width), (next, other)] => next - x >= f64::midpoint(*width, *other) + 10.0,
            _ => true,
        })
    };
    let tries = (2..=6).rev().map(|target| number::ticks(low, high, target));
    tries.clone().find(fits).unwrap_or_else(|| {
        let mut ticks = number::ticks(low, high, 2);
        // Not even these fit beside each other: the first says where the axis begins.
        ticks.values.truncate(1);
        ticks.labels.truncate(1);
        ticks
    })
}

/// Values and name of the axis from left to right; the answer is where it ends.
fn axis(
    doc: &mut Doc,
    chart: &Scatter,
    ticks: &Ticks,
    across: Scale,
    ((top, bottom), (left, area)): ((f64, f64), (f64, Area)),
) -> f64 {
    let kind = Type::plain(TICK, Role::Muted);
    for (value, text) in ticks.values.iter().zip(&ticks.labels) {
        let x = across.at(*value);
        let role = if value.abs() <= 0.0 { Role::Axis } else { Role::Grid };
        doc.line((x, top), (x, bottom), role, 1.0, None);
        let label = kind.label(text, 90.0, 1);
        let half = label.width / 2.0;
        let centre = x.min(area.right - half).max(area.left + half);
        doc.text(centre, bottom + 5.0 + TICK, Anchor::Middle, kind, &label);
    }
    let end = bottom + 5.0 + line_height(TICK);
    if chart.across.trim().is_empty() {
        return end + 2.0;
    }
    doc.paragraph(left, end + 3.0, area.right - left, kind, &chart.across, 2) + 2.0
}
