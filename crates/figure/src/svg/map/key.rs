//! Below a map: the key of the marks that occur, the widths, the scale, and the list of crossings.

use ::words::text;

use super::super::Area;
use super::super::doc::{Anchor, Doc, Type};
use super::super::measure::{Label, line_height};
use super::super::path::{Path, Stroke};
use super::super::theme::Role;
use super::links::Track;
use super::names::Listed;
use super::style;
use super::{Layout, marks};
use crate::model::{LinkMode, LinkStatus, Map, PlaceMark};
use crate::number;
use crate::shown::map as words;

const TEXT: f64 = 12.0;
const SAMPLE: f64 = 30.0;

/// One entry: a sample of this width, and its words.
enum Sample {
    Status(LinkStatus, bool, bool),
    Mode(LinkMode),
    Place(PlaceMark),
    Width(f64),
    Bar(f64),
}

impl Sample {
    fn width(&self) -> f64 {
        match self {
            Self::Status(_, line, crossing) => f64::from(*line) * SAMPLE + f64::from(*crossing) * 16.0 - 3.0,
            Self::Mode(_) | Self::Width(_) => SAMPLE,
            Self::Place(_) => 10.0,
            Self::Bar(length) => *length,
        }
    }
}

struct Entry {
    sample: Sample,
    words: String,
}

/// Draws the key below `top`; the answer is where it ends.
pub(super) fn draw(map: &Map, layout: &Layout, doc: &mut Doc, top: f64, area: Area) -> f64 {
    let mut y = top;
    for group in [states(map, layout), kinds(map, layout), sizes(map, layout, area)] {
        y = row(doc, &group, y, area);
    }
    list(map, &layout.names.listed, doc, y, area) + 2.0
}

/// The statuses that occur on links or crossings.
fn states(map: &Map, layout: &Layout) -> Vec<Entry> {
    let mut out = Vec::new();
    for status in LinkStatus::ALL {
        let has = |track: &Track| map.link_state(track.link).is_some_and(|state| state.status == status);
        let line = layout.tracks.iter().any(has);
        let crossing = layout.marks.iter().any(|mark| {
            mark.kind == PlaceMark::Crossing && map.place_state(mark.place).is_some_and(|state| state.status == status)
        });
        if line || crossing {
            out.push(Entry { sample: Sample::Status(status, line, crossing), words: status.word() });
        }
    }
    out
}

/// What runs on links, where more than one kind does, and the kinds of places.
fn kinds(map: &Map, layout: &Layout) -> Vec<Entry> {
    let mode = |mode: LinkMode| {
        let own = |track: &Track| map.links.get(track.link).is_some_and(|link| link.mode == mode);
        layout.tracks.iter().any(own)
    };
    let modes = LinkMode::ALL.into_iter().filter(|own| mode(*own));
    let places = PlaceMark::ALL.into_iter().filter(|kind| {
        !matches!(kind, PlaceMark::Area | PlaceMark::Other) && layout.marks.iter().any(|mark| mark.kind == *kind)
    });
    let modes = modes.map(|mode| Entry { sample: Sample::Mode(mode), words: mode.word() });
    modes.chain(places.map(|kind| Entry { sample: Sample::Place(kind), words: kind.word() })).collect()
}

/// Two widths with what they carry, and the scale.
fn sizes(map: &Map, layout: &Layout, area: Area) -> Vec<Entry> {
    let mut out = Vec::new();
    if let Some(most) = layout.widths.most.filter(|_| !layout.tracks.is_empty()) {
        let ticks = number::ticks(0.0, most, 5);
        let inside =
            ticks.values.iter().zip(&ticks.labels).filter(|(value, _)| **value > 0.0 && **value <= most * 1.001);
        let inside: Vec<_> = inside.collect();
        let mut chosen: Vec<_> = [inside.first(), inside.last()].into_iter().flatten().collect();
        chosen.dedup_by_key(|(value, _)| value.to_bits());
        let last = chosen.len().saturating_sub(1);
        for (place, (value, label)) in chosen.into_iter().enumerate() {
            let words = if place == last { format!("{label} {}", map.unit.trim()) } else { (*label).clone() };
            out.push(Entry { sample: Sample::Width(layout.widths.at(Some(**value))), words });
        }
    }
    out.extend(bar(layout, area));
    out
}

/// A round number of kilometres, about a sixth of the map's width.
fn bar(layout: &Layout, area: Area) -> Option<Entry> {
    let unit = layout.view.km_per_unit();
    let wanted = unit * layout.view.rect.width() * if area.narrow { 0.24 } else { 0.16 };
    if !(wanted.is_finite() && wanted > 1e-3) {
        return None;
    }
    let power = 10_f64.powf(wanted.log10().floor());
    let km = [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|km| *km <= wanted)?;
    Some(Entry { sample: Sample::Bar(km / unit), words: format!("{} km", number::auto(km)) })
}

/// Entries side by side, wrapped; the answer is where they end.
fn row(doc: &mut Doc, entries: &[Entry], top: f64, area: Area) -> f64 {
    let kind = Type::plain(TEXT, Role::Ink);
    let step = line_height(TEXT) + 3.0;
    let (mut x, mut y) = (area.left, top);
    for entry in entries {
        let sample = entry.sample.width();
        let label = kind.label(&entry.words, area.width() - sample - 8.0, 1);
        if x > area.left && x + sample + 6.0 + label.width > area.right {
            (x, y) = (area.left, y + step);
        }
        let middle = y + step / 2.0;
        draw_sample(doc, &entry.sample, (x, middle));
        doc.text(x + sample + 6.0, kind.centred(middle), Anchor::Start, kind, &label);
        x += sample + 6.0 + label.width + 16.0;
    }
    if entries.is_empty() { top } else { y + step }
}

fn draw_sample(doc: &mut Doc, sample: &Sample, (x, y): (f64, f64)) {
    let line = Path::lines([&vec![(x, y), (x + SAMPLE - 3.0, y)]]);
    match sample {
        Sample::Status(status, on_links, on_crossings) => {
            if *on_links {
                for stroke in style::strokes(LinkMode::Road, Some(*status), 2.4) {
                    doc.trace(&line, &stroke);
                }
                if *status == LinkStatus::Closed {
                    let middle = (x + (SAMPLE - 3.0) / 2.0, y);
                    doc.disc(middle, 5.6, Role::Ground, Role::Ground, 0.5);
                    marks::cross(doc, middle, 4.2, style::role(Some(*status)), 2.0);
                }
            }
            if *on_crossings {
                let left = if *on_links { x + SAMPLE } else { x };
                marks::draw(doc, PlaceMark::Crossing, Some(*status), (left + 6.0, y), 1.0);
            }
        }
        Sample::Mode(mode) => {
            for stroke in style::strokes(*mode, None, 1.8) {
                doc.trace(&line, &stroke);
            }
        }
        Sample::Place(kind) => marks::draw(doc, *kind, None, (x + 5.0, y), 1.0),
        Sample::Width(width) => doc.trace(&line, &Stroke::solid(style::role(None), *width)),
        Sample::Bar(length) => {
            let ends =
                vec![(x, y - 3.0), (x, y + 3.0), (x, y), (x + length, y), (x + length, y - 3.0), (x + length, y + 3.0)];
            doc.trace(&Path::lines([&ends]), &Stroke::solid(Role::Axis, 1.2));
        }
    }
}

/// The numbered crossings with their states, one below the other, in two columns where there is room.
fn list(map: &Map, listed: &[Listed], doc: &mut Doc, top: f64, area: Area) -> f64 {
    if listed.is_empty() {
        return top;
    }
    let kind = Type::plain(TEXT, Role::Ink);
    let bold = Type { size: TEXT, bold: true, role: Role::Ink };
    let columns = if area.narrow { 1 } else { 2 };
    let room = (area.width() - 16.0 * (f64::from(columns) - 1.0)) / f64::from(columns);
    let (gutter, mark) = (24.0, 16.0);
    let entries: Vec<(&Listed, Label)> = listed
        .iter()
        .map(|own| {
            let mut words = words::place(map, own.place);
            if own.outside {
                words = text!("{crossing}, beyond the edge of the map", crossing = words);
            }
            (own, kind.label(&words, room - gutter - mark, 3))
        })
        .collect();
    let mut y = top + 4.0;
    for pair in entries.chunks(columns as usize) {
        let mut height: f64 = 0.0;
        for (column, (own, label)) in pair.iter().enumerate() {
            let x = area.left + column as f64 * (room + 16.0);
            let baseline = y + TEXT;
            if let Some(number) = own.number {
                let number = bold.label(&number.to_string(), gutter - 4.0, 1);
                doc.text(x + gutter - 6.0, baseline, Anchor::End, bold, &number);
            }
            let status = map.place_state(own.place).map(|state| state.status);
            marks::draw(doc, PlaceMark::Crossing, status, (x + gutter + 5.0, y + TEXT * 0.64), 1.0);
            doc.text(x + gutter + mark, baseline, Anchor::Start, kind, label);
            height = height.max(label.height(TEXT));
        }
        y += height + 3.0;
    }
    y
}
