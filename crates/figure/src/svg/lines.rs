//! Lines over time: bands below them, direct labels at the ends, gaps left open, events as thin named lines.

use ::words::text;

use super::doc::{Anchor, Doc, Type};
use super::measure::{self, Label, line_height};
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, bands, nothing};
use crate::model::{EventMark, LineSeries, Lines};
use crate::number::{self, Ticks};
use crate::scale::{Scale, finite, finite_time};
use crate::shown::{self, runs};
use crate::spread::spread;
use crate::time;

pub(super) const TICK: f64 = 12.0;
pub(super) const NAME: f64 = 13.0;

/// The series name at the line's end, and where the line ends.
pub(super) struct End {
    pub(super) label: Label,
    pub(super) bold: bool,
    pub(super) role: Role,
    pub(super) at: Option<(f64, f64)>,
    /// How the leader from the line's end to the name is dashed.
    pub(super) dashes: Option<&'static str>,
}

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
    let names = ends.iter().map(|end| end.label.width).fold(0.0, f64::max);
    let right = area.right - if names > 0.0 { names + 14.0 } else { 6.0 };

    let mut top = bands::key(doc, chart, times, area);
    if !chart.unit.trim().is_empty() {
        let unit = Type::plain(TICK, Role::Muted);
        top = doc.paragraph(area.left, top, area.width(), unit, &chart.unit, 2) + 4.0;
    }
    let across = Scale::new(times, (left, right));
    let flags = place_flags(chart, times, across, area);
    let flags_height = flags.iter().map(|flag| flag.bottom).fold(0.0, f64::max);
    let top = top + flags_height + 10.0;

    let names_height: f64 = ends.iter().map(|end| end.label.height(NAME) + 3.0).sum();
    let height = f64::max(if area.narrow { 220.0 } else { 300.0 }, names_height);
    let bottom = top + height;
    let up = Scale::new(ticks.domain, (bottom, top));

    grid(doc, &ticks, up, (left, right), area);
    bands::draw(doc, chart, times, across, up);
    for flag in &flags {
        draw_flag(doc, flag, top - 6.0, bottom);
    }
    let end = time_axis(doc, chart, times, across, bottom, area);

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
    draw_ends(doc, &ends, (top, bottom), right);
    end
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
            // An unbroken leader through a band would look like one more forecast.
            dashes: (!chart.bands.is_empty()).then_some("1 3"),
        }
    };
    chart.series.iter().enumerate().map(make).collect()
}

/// Names beside the line ends, moved apart where they would overlap, with a leader where moved.
pub(super) fn draw_ends(doc: &mut Doc, ends: &[End], (top, bottom): (f64, f64), right: f64) {
    let wanted: Vec<(f64, f64)> =
        ends.iter().map(|end| (end.at.map_or(bottom, |at| at.1), end.label.height(NAME) + 3.0)).collect();
    let centres = spread(&wanted, top, bottom);
    for (end, centre) in ends.iter().zip(centres) {
        let kind = Type { size: NAME, bold: end.bold, role: end.role };
        if let Some((x, y)) = end.at.filter(|_| !end.label.is_empty()) {
            let far = right - x > 6.0;
            if far || (centre - y).abs() > 5.0 {
                let from = if far { (x + 5.0, y) } else { (x + 3.5, y) };
                doc.line(from, (right + 10.0, centre), end.role, 0.7, end.dashes);
            }
        }
        let first = centre - end.label.height(NAME) / 2.0 + line_height(NAME) / 2.0;
        doc.text(right + 14.0, kind.centred(first), Anchor::Start, kind, &end.label);
    }
}

/// An event's name above the plot. Heights count from the lowest row upwards.
struct Flag {
    x: f64,
    text_x: f64,
    width: f64,
    name: Label,
    when: Label,
    bottom: f64,
}

impl Flag {
    fn height(&self) -> f64 {
        self.name.height(TICK) + self.when.height(11.0) + 4.0
    }

    fn covers(&self, other: &Self) -> bool {
        let beside = self.text_x > other.text_x + other.width + 8.0 || other.text_x > self.text_x + self.width + 8.0;
        !beside
    }
}

/// Places the names so that none covers another and no event's line runs through another's name.
fn place_flags(chart: &Lines, times: (f64, f64), across: Scale, area: Area) -> Vec<Flag> {
    let room = if area.narrow { 104.0 } else { 136.0 };
    let mut marks: Vec<&EventMark> = chart
        .marks
        .iter()
        .filter(|mark| finite_time(mark.x).is_some_and(|x| x >= times.0 - 1e-9 && x <= times.1 + 1e-9))
        .collect();
    // From right to left: a name stands right of its line, so those further left go above.
    marks.sort_by(|a, b| b.x.total_cmp(&a.x));
    let mut placed: Vec<Flag> = Vec::new();
    for mark in marks {
        let x = across.at(mark.x);
        let name = Label::fit(&mark.label, TICK, false, room, 3);
        let when = Label::fit(&mark.when, 11.0, false, room, 2);
        let width = name.width.max(when.width);
        let text_x = if x + 5.0 + width <= area.right { x + 5.0 } else { x - 5.0 - width };
        let mut flag = Flag { x, text_x: text_x.max(area.left), width, name, when, bottom: 0.0 };
        let base = placed
            .iter()
            .filter(|other| {
                let crossed = flag.x > other.text_x - 4.0 && flag.x < other.text_x + other.width + 4.0;
                flag.covers(other) || crossed
            })
            .map(|other| other.bottom)
            .fold(0.0, f64::max);
        flag.bottom = base + flag.height();
        placed.push(flag);
    }
    placed
}

/// `base` is the foot of the lowest name; the line runs from the name's top down through the plot.
fn draw_flag(doc: &mut Doc, flag: &Flag, base: f64, bottom: f64) {
    let top = base - flag.bottom;
    doc.line((flag.x, top + 2.0), (flag.x, bottom), Role::Event, 1.0, None);
    let name = Type::plain(TICK, Role::Ink);
    let when = Type::plain(11.0, Role::Muted);
    doc.text(flag.text_x, top + TICK, Anchor::Start, name, &flag.name);
    let below = top + flag.name.height(TICK) + 11.0;
    doc.text(flag.text_x, below, Anchor::Start, when, &flag.when);
}
