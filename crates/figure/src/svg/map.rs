//! A map of links and places: quiet outlines, links by form and colour, places by shape, names where
//! there is room, and a key of what occurs.

mod key;
mod links;
mod marks;
mod names;
mod style;

use super::doc::{Doc, Type};
use super::path::{Path, Stroke};
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, nothing};
use crate::geo::base::{Base, base};
use crate::geo::clip::Rect;
use crate::geo::window::{View, Window};
use crate::model::{Map, PlaceMark};
use crate::shown::map as words;
use links::Track;
use names::Plan;
use style::Widths;

/// Outlines may be off by so much: less than their own thickness.
const TOLERANCE: f64 = 0.6;
/// Marks keep so far from the edge that they lie wholly inside.
const EDGE: f64 = 7.0;

/// A place that the picture shows.
struct Mark {
    place: usize,
    kind: PlaceMark,
    at: (f64, f64),
}

/// What is the same in every frame of a map: outlines, courses, and where names stand.
pub(super) struct Layout {
    view: View,
    base: Base,
    marks: Vec<Mark>,
    tracks: Vec<Track>,
    names: Plan,
    widths: Widths,
}

impl Layout {
    fn new(map: &Map, view: View, narrow: bool) -> Self {
        let base = base(&view, TOLERANCE);
        let marks = marks_of(map, &view);
        let points: Vec<(f64, f64)> = marks.iter().map(|mark| mark.at).collect();
        let tracks = links::tracks(map, &view, &points);
        let names = names::plan(map, &marks, &tracks, &base.borders, (view.rect, narrow));
        Self { view, base, marks, tracks, names, widths: Widths::of(map, narrow) }
    }
}

/// Draws a map. `kept` is the layout of another frame of the same map, and holds that of this one afterwards.
pub(super) fn draw(map: &Map, doc: &mut Doc, area: Area, kept: &mut Option<Layout>) -> f64 {
    let Some(window) = Window::of(map) else {
        return nothing(doc, area);
    };
    let mut top = area.top;
    let moment = map.shown().map_or("", |frame| frame.label.trim());
    if !moment.is_empty() {
        let kind = Type { size: 13.0, bold: true, role: Role::Ink };
        top = doc.paragraph(area.left, top, area.width(), kind, moment, 2) + 5.0;
    }
    let window = if area.narrow { window.shaped(0.6, 1.4) } else { window.shaped(0.4, 1.0) };
    let height = (area.width() * window.shape()).round();
    let rect = Rect { left: area.left, top, right: area.right, bottom: top + height };
    let view = window.into(rect);
    let layout = match kept.take().filter(|layout| layout.view == view) {
        Some(layout) => layout,
        None => Layout::new(map, view, area.narrow),
    };

    ground(doc, &layout);
    links::draw(map, &layout.tracks, layout.widths, doc);
    // Crossings come last: they are what the map is about.
    let mut order: Vec<&Mark> = layout.marks.iter().collect();
    order.sort_by_key(|mark| std::cmp::Reverse(mark.kind));
    for mark in order.into_iter().filter(|mark| mark.kind != PlaceMark::Area) {
        doc.open(&words::place(map, mark.place));
        let status = map.place_state(mark.place).map(|state| state.status);
        marks::draw(doc, mark.kind, status, mark.at, marks::scale(area.narrow));
        doc.close();
        let name = words::place_name(map, mark.place);
        if !name.is_empty() {
            doc.mark(|| Seen {
                at: mark.at,
                series: (mark.kind as usize, mark.kind.word()),
                label: name,
                time: None,
                said: Said::Words(words::place_words(map, mark.place)),
            });
        }
    }
    layout.names.draw(doc);
    doc.trace(&Path::rings([&corners(rect)]), &Stroke::solid(Role::Grid, 1.0));
    let end = key::draw(map, &layout, doc, rect.bottom + 8.0, area);
    *kept = Some(layout);
    end
}

/// The places inside the picture.
fn marks_of(map: &Map, view: &View) -> Vec<Mark> {
    let inside = view.rect.inset(EDGE);
    let places = map.places.iter().enumerate();
    places
        .filter_map(|(place, own)| Some(Mark { place, kind: own.kind, at: view.at((own.lon, own.lat))? }))
        .filter(|mark| inside.holds(mark.at))
        .collect()
}

/// The sea, coasts and borders.
fn ground(doc: &mut Doc, layout: &Layout) {
    let Layout { view, base, .. } = layout;
    if let Some(land) = &base.land {
        let frame = corners(view.rect);
        doc.area(&Path::rings(std::iter::once(&frame).chain(land)), Role::Grid, 0.6);
    }
    doc.trace(&Path::lines(&base.coasts), &Stroke::solid(Role::Soft, 0.6));
    doc.trace(&Path::lines(&base.borders), &Stroke::solid(Role::Soft, 1.1));
}

fn corners(rect: Rect) -> Vec<(f64, f64)> {
    vec![(rect.left, rect.top), (rect.right, rect.top), (rect.right, rect.bottom), (rect.left, rect.bottom)]
}
