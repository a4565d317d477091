//! Lines over time: bands below them, direct labels at the ends, gaps left open, events as thin named lines.

use ::words::text;

use super::doc::{Anchor, Doc, Type};
use super::ends::{self, End, NAME};
use super::flags::Flags;
use super::measure::{self, Label, line_height};
use super::place::Room;
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, bands, nothing};
use crate::geo::clip::Rect;
use crate::model::{LineSeries, Lines};
use crate::number::{self, Ticks};
use crate::scale::{Scale, finite, finite_time};
use crate::shown::{self, runs};
use crate::time;

pub(super) const TICK: f64 = 12.0;

pub(super) fn draw(chart: &Lines, doc: &mut Doc, area: Area) -> f64 {
    let Some(times) = shown::times(chart) else {
        return nothing(doc, area);
    };
    let Some(values) = shown::values(chart, times) else {
        return nothing(doc, area);
    };
    let ticks = number::ticks(values.0, values.1, if area.narrow { 4 } else { 5 });

    let left = area.left + tick_room(&ticks, area.width() * 0.24) + 8.0;
    let mut ends = end_labels(chart, area);
    let right = ends::right_edge(&mut ends, &shares(chart, times), (left, area.right));

    let mut top = bands::key(doc, chart, times, area);
    if !chart.unit.trim().is_empty() {
        let unit = Type::plain(TICK, Role::Muted);
        top = doc.paragraph(area.left, top, area.width(), unit, &chart.unit, 2) + 4.0;
    }
    let across = Scale::new(times, (left, right));
    let flags = Flags::new(&chart.marks, times, across, area);
    let top = top + flags.height() + 10.0;

    let names_height: f64 = ends.iter().map(|end| end.label.height(NAME) + 3.0).sum();
    let height = f64::max(if area.narrow { 220.0 } else { 300.0 }, names_height);
    let bottom = top + height;
    let up = Scale::new(ticks.domain, (bottom, top));

    grid(doc, &ticks, up, (left, right), area);
    bands::draw(doc, chart, times, across, up);
    flags.draw(doc, top - 6.0, bottom);
    let axis_end = time_axis(doc, chart, times, across, bottom, area);
    let end = flags.list(doc, axis_end, area);

    let mut room = Room::new(Rect { left: left + 2.0, top: top - 4.0, right, bottom: bottom - 1.0 });
    flags.ink(&mut room, (top, bottom));
    bands::ink(chart, times, (across, up), &mut room);
    draw_series(doc, chart, (times, across, up), &mut ends, &mut room);
    ends::draw(doc, &ends, Rect { left, top, right, bottom }, &mut room);
    end
}

/// The part of the axis after which each line ends.
fn shares(chart: &Lines, times: (f64, f64)) -> Vec<Option<f64>> {
    let last = |series: &LineSeries| runs(series, times).last().and_then(|run| run.last()).map(|(x, _)| *x);
    let share = |x: f64| (x - times.0) / (times.1 - times.0).max(1e-9);
    chart.series.iter().map(|series| last(series).map(share)).collect()
}

/// The lines, those with emphasis above the others; `ends` and `room` learn where they run.
fn draw_series(
    doc: &mut Doc,
    chart: &Lines,
    (times, across, up): ((f64, f64), Scale, Scale),
    ends: &mut [End],
    room: &mut Room,
) {
    let mut order: Vec<usize> = (0..chart.series.len()).collect();
    order.sort_by_key(|i| chart.series.get(*i).is_some_and(|series| series.emphasis));
    for i in order {
        let Some(series) = chart.series.get(i) else {
            continue;
        };
        let placed: Vec<Vec<(f64, f64)>> = runs(series, times)
            .iter()
            .map(|run| run.iter().map(|(x, y)| (across.at(*x), up.at(*y))).collect())
            .collect();
        for ((x, value), place) in runs(series, times).into_iter().flatten().zip(placed.iter().flatten()) {
            doc.mark(|| seen(chart, times, (i, series), (x, value), *place));
        }
        let width = if series.emphasis { 2.8 } else { 1.9 };
        doc.runs(&placed, Role::Series(i), width, series.dash);
        for run in &placed {
            room.ink(run, 1.2);
            if let [point] = run.as_slice() {
                doc.dot(*point, width, Role::Series(i));
            }
        }
        if let Some(last) = placed.last().and_then(|run| run.last()) {
            doc.dot(*last, width + 0.7, Role::Series(i));
            if let Some(end) = ends.get_mut(i) {
                end.at = Some(*last);
            }
        }
    }
}

/// What a point of a line says: its value, and the bands of its time.
fn seen(
    chart: &Lines,
    times: (f64, f64),
    (i, series): (usize, &LineSeries),
    (x, value): (f64, f64),
    at: (f64, f64),
) -> Seen {
    let bands = chart.bands.iter().flat_map(|band| {
        let edges = crate::shown::bands::runs(band, times).into_iter().flatten();
        edges.filter(|(own, ..)| (own - x).abs() < 1e-6).map(|(_, low, high)| (band.name.clone(), low, high))
    });
    Seen {
        at,
        series: (i, series.name.clone()),
        label: time::label(x, chart.x.grain),
        time: Some(x),
        said: Said::Value { value, unit: chart.unit.clone(), bands: bands.collect() },
    }
}

/// The room that the tick labels need.
pub(super) fn tick_room(ticks: &Ticks, most: f64) -> f64 {
    let widths = ticks.labels.iter().map(|label| measure::width(label, TICK, false));
    widths.fold(0.0, f64::max).min(most)
}

/// Light lines for the values, a darker one for zero, labels at the left.
pub(super) fn grid(doc: &mut Doc, ticks: &Ticks, up: Scale, (left, right): (f64, f64), area: Area) {
    let kind = Type::plain(TICK, Role::Muted);
    for (value, label) in ticks.values.iter().zip(&ticks.labels) {
        let y = up.at(*value);
        let role = if value.abs() <= 0.0 { Role::Axis } else { Role::Grid };
        doc.line((left, y), (right, y), role, 1.0, None);
        doc.line_of_text(left - 8.0, kind.centred(y), Anchor::End, kind, label, left - 8.0 - area.left);
    }
}

/// Years or months below the plot; the answer is where they end.
fn time_axis(doc: &mut Doc, chart: &Lines, times: (f64, f64), across: Scale, bottom: f64, area: Area) -> f64 {
    let kind = Type::plain(TICK, Role::Muted);
    let room = across.at(times.1) - across.at(times.0);
    let ticks = time::ticks(times.0, times.1, chart.x.grain, (room / 42.0) as usize);
    let mut end = bottom + 6.0 + line_height(TICK);
    let mut free = f64::NEG_INFINITY;
    for tick in &ticks {
        let x = across.at(tick.x);
        doc.line((x, bottom), (x, bottom + 5.0), Role::Axis, 1.0, None);
        // The year stands under its month and may be the wider of the two.
        let year_width = tick.year.as_ref().map_or(0.0, |year| measure::width(year, TICK, false));
        let width = measure::width(&tick.label, TICK, false).max(year_width);
        let centre = x.clamp(area.left + width / 2.0, f64::max(area.right - width / 2.0, area.left + width / 2.0));
        if centre - width / 2.0 < free {
            continue;
        }
        free = centre + width / 2.0 + 6.0;
        doc.line_of_text(centre, bottom + 6.0 + TICK, Anchor::Middle, kind, &tick.label, area.width());
        if let Some(year) = &tick.year {
            let y = bottom + 6.0 + TICK + line_height(TICK);
            doc.line_of_text(centre, y, Anchor::Middle, kind, year, area.width());
            end = bottom + 6.0 + 2.0 * line_height(TICK);
        }
    }
    end + 2.0
}

fn end_labels(chart: &Lines, area: Area) -> Vec<End> {
    let room = area.width() * if area.narrow { 0.32 } else { 0.27 };
    let make = |(i, series): (usize, &LineSeries)| {
        let drawn = series.points.iter().any(|(x, value)| finite_time(*x).is_some() && finite(*value).is_some());
        let name = if drawn { series.name.clone() } else { text!("{name} (no values)", name = series.name) };
        End {
            label: Label::fit(&name, NAME, series.emphasis, room, 3),
            bold: series.emphasis,
            role: Role::Series(i),
            at: None,
            inner: false,
        }
    };
    chart.series.iter().enumerate().map(make).collect()
}
