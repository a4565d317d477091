//! Events and spells in lanes: a bar for a spell, a dot for a date, the name beside it.

use ::words::text;

use super::doc::{Anchor, Doc, Type};
use super::measure::{Label, line_height};
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, nothing};
use crate::model::{Grain, Timeline, TimelineEntry};
use crate::scale::{Scale, finite_time};
use crate::shown;
use crate::time;

const TEXT: f64 = 13.0;
const TICK: f64 = 12.0;
const GAP: f64 = 9.0;

/// `name, date`: the date only where the author gives it.
fn words(entry: &TimelineEntry) -> String {
    match (entry.label.trim(), entry.when.trim()) {
        (label, _) if finite_time(entry.start).is_none() => text!("{label}, undated"),
        (label, "") => label.to_owned(),
        ("", when) => when.to_owned(),
        (label, when) => format!("{label}, {when}"),
    }
}

/// Where an entry's words stand from its mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    Below,
}

/// One entry with its place: `text_x` is where its words are held.
struct Placed<'a> {
    entry: &'a TimelineEntry,
    mark: Option<(f64, f64)>,
    label: Label,
    text_x: f64,
    side: Side,
    span: (f64, f64),
    height: f64,
}

pub(super) fn draw(chart: &Timeline, doc: &mut Doc, area: Area) -> f64 {
    let Some(times) = shown::timeline_domain(chart) else {
        return nothing(doc, area);
    };
    let across = Scale::new(times, (area.left + 8.0, area.right - 8.0));
    let kind = Type::plain(TICK, Role::Muted);
    let lanes: Vec<(Label, Vec<Vec<Placed<'_>>>)> = chart
        .lanes
        .iter()
        .map(|lane| {
            let name = Label::fit(&lane.name, TICK, true, area.width(), 2);
            (name, pack(lane.entries.iter(), across, area))
        })
        .collect();
    let top = area.top + line_height(TICK) + 6.0;
    let lane_height = |(name, rows): &(Label, Vec<Vec<Placed<'_>>>)| {
        name.height(TICK) + 12.0 + rows.iter().map(|row| row_height(row)).sum::<f64>() + 8.0
    };
    let bottom = top + lanes.iter().map(lane_height).sum::<f64>();

    let ticks = time::ticks(times.0, times.1, Grain::Month, (area.width() / 50.0) as usize);
    let mut free = f64::NEG_INFINITY;
    for tick in &ticks {
        let x = across.at(tick.x);
        doc.line((x, top), (x, bottom), Role::Grid, 1.0, None);
        let text = match &tick.year {
            Some(year) => text!("{month} {year}", month = tick.label),
            None => tick.label.clone(),
        };
        let label = kind.label(&text, area.width(), 1);
        let half = label.width / 2.0;
        let centre = x.min(area.right - half).max(area.left + half);
        if centre - half >= free {
            free = centre + half + 6.0;
            doc.text(centre, area.top + TICK, Anchor::Middle, kind, &label);
        }
    }
    let mut y = top;
    for (lane, (name, rows)) in lanes.iter().enumerate() {
        let series = || (lane, chart.lanes.get(lane).map(|lane| lane.name.clone()).unwrap_or_default());
        doc.line((area.left, y), (area.right, y), Role::Axis, 1.0, None);
        let bold = Type { size: TICK, bold: true, role: Role::Muted };
        doc.text(area.left, y + 6.0 + TICK, Anchor::Start, bold, name);
        y += name.height(TICK) + 12.0;
        for row in rows {
            for placed in row {
                draw_entry(doc, placed, y, series());
            }
            y += row_height(row);
        }
        y += 8.0;
    }
    bottom + 2.0
}

fn row_height(row: &[Placed<'_>]) -> f64 {
    row.iter().map(|placed| placed.height).fold(0.0, f64::max)
}

/// Entries in order of time, each in the first row where neither mark nor name meets another.
fn pack<'a>(entries: impl Iterator<Item = &'a TimelineEntry>, across: Scale, area: Area) -> Vec<Vec<Placed<'a>>> {
    let mut placed: Vec<Placed<'a>> = entries.map(|entry| place(entry, across, area)).collect();
    placed.sort_by(|a, b| a.entry.start.total_cmp(&b.entry.start));
    let mut rows: Vec<Vec<Placed<'a>>> = Vec::new();
    for next in placed {
        let meets = |other: &Placed<'_>| next.span.0 < other.span.1 + 14.0 && other.span.0 < next.span.1 + 14.0;
        // Order of time is kept from row to row as far as it goes: only the last two rows are tried.
        let from = rows.len().saturating_sub(2);
        match rows.iter_mut().skip(from).find(|row| !row.iter().any(meets)) {
            Some(row) => row.push(next),
            None => rows.push(vec![next]),
        }
    }
    rows
}

fn place(entry: &TimelineEntry, across: Scale, area: Area) -> Placed<'_> {
    let text = words(entry);
    let mark = finite_time(entry.start).map(|start| {
        let end = entry.end.and_then(finite_time).unwrap_or(start);
        let (from, to) = (across.at(start.min(end)), across.at(start.max(end)));
        if entry.end.is_some() { (from, to.max(from + 4.0).min(area.right)) } else { (from - 5.0, from + 5.0) }
    });
    let fit = |room: f64, most: usize| Label::fit(&text, TEXT, entry.emphasis, room, most);
    let (from, to) = mark.unwrap_or((area.left, area.left));
    let gap = if mark.is_some() { GAP } else { 0.0 };
    let (room_right, room_left) = (area.right - to - gap, from - gap - area.left);
    let natural = fit(f64::INFINITY, 1);
    let step = line_height(TEXT);
    let (label, side) = if natural.width <= room_right {
        (natural, Side::Right)
    } else if natural.width <= room_left {
        (natural, Side::Left)
    } else if room_right.max(room_left) >= 190.0 {
        let side = if room_right >= room_left { Side::Right } else { Side::Left };
        (fit(room_right.max(room_left), 4), side)
    } else {
        (fit(area.width(), 4), Side::Below)
    };
    let (text_x, first) = match side {
        Side::Right => (to + gap, to + gap),
        Side::Left => (from - gap, from - gap - label.width),
        Side::Below => {
            let x = from.min(area.right - label.width).max(area.left);
            (x, x)
        }
    };
    let span = (from.min(first), to.max(first + label.width));
    let lines = label.lines.len().max(1) as f64;
    let height = if side == Side::Below { (lines + 1.0) * step + 8.0 } else { lines * step + 8.0 };
    Placed { entry, mark, label, text_x, side, span, height }
}

fn draw_entry(doc: &mut Doc, placed: &Placed<'_>, top: f64, series: (usize, String)) {
    let kind = Type { size: TEXT, bold: placed.entry.emphasis, role: Role::Ink };
    let role = if placed.entry.emphasis { Role::Series(1) } else { Role::Series(0) };
    let middle = top + line_height(TEXT) / 2.0 + 2.0;
    match placed.mark {
        Some((from, to)) if placed.entry.end.is_some() => {
            doc.rect((from, middle - 5.0), (to - from, 10.0), role);
        }
        Some((from, to)) => doc.dot((f64::midpoint(from, to), middle), 5.0, role),
        None => {}
    }
    if let Some((from, to)) = placed.mark {
        doc.mark(|| Seen {
            at: (f64::midpoint(from, to), middle),
            series,
            label: placed.entry.label.clone(),
            time: None,
            said: Said::Words(placed.entry.when_text()),
        });
    }
    let first = if placed.side == Side::Below { middle + line_height(TEXT) } else { middle };
    doc.text(
        placed.text_x,
        kind.centred(first),
        if placed.side == Side::Left { Anchor::End } else { Anchor::Start },
        kind,
        &placed.label,
    );
}
