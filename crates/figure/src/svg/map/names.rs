//! Names on a map: those of crossings first, then what there is room for.

use super::super::doc::{Anchor, Doc, Type};
use super::super::measure::{self, Label, line_height};
use super::super::path::{Path, Stroke};
use super::super::place::{Room, Spot, afar, around};
use super::super::theme::Role;
use super::links::Track;
use super::{Mark, marks};
use crate::geo::base::Course;
use crate::geo::clip::Rect;
use crate::model::{Map, PlaceMark};
use crate::shown::map as words;

/// How often names that found no room get their turn earlier.
const ROUNDS: usize = 8;
/// The room between the letters of an area's name.
const SPACING: f64 = 1.6;

/// More crossings than this are numbered rather than named: their names would leave no room for others.
const MOST_NAMED: usize = 12;

/// A crossing that is listed below the map.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) place: usize,
    /// Its number, the same at every width of the picture; none beyond the edge of the map.
    pub(super) number: Option<usize>,
    /// It lies beyond the edge of the map.
    pub(super) outside: bool,
}

/// What stands where, the same in every frame.
pub(super) struct Plan {
    names: Vec<(Name, Spot)>,
    pub(super) listed: Vec<Listed>,
}

/// A name with its type.
struct Name {
    label: Label,
    kind: Type,
    spacing: f64,
}

impl Name {
    fn size(&self) -> (f64, f64) {
        let step = line_height(self.kind.size) * (self.label.lines.len().max(1) as f64 - 1.0);
        (self.label.width, step + 1.1 * self.kind.size)
    }

    fn draw(&self, doc: &mut Doc, spot: &Spot) {
        let top = spot.rect.top + 0.86 * self.kind.size;
        doc.spaced_text(spot.text_x(), top, spot.anchor, self.kind, &self.label, self.spacing);
    }
}

/// Finds room for the names of places and the numbers of crossings.
pub(super) fn plan(
    map: &Map,
    marks: &[Mark],
    tracks: &[Track],
    borders: &[Course],
    (rect, narrow): (Rect, bool),
) -> Plan {
    let mut room = Room::new(rect.inset(2.0));
    for mark in marks.iter().filter(|mark| mark.kind != PlaceMark::Area) {
        room.take(own(mark, narrow));
    }
    for track in tracks {
        for run in &track.runs {
            room.ink(run, 1.1);
        }
        if let Some((x, y)) = track.cross {
            room.take(Rect { left: x - 5.0, top: y - 5.0, right: x + 5.0, bottom: y + 5.0 });
        }
    }
    for border in borders {
        room.ink(border, 0.12);
    }

    // Crossings whose name finds no room, or all where there are many, are numbered and listed.
    let crossings = || marks.iter().filter(|mark| mark.kind == PlaceMark::Crossing);
    let by_number = narrow || crossings().filter(|mark| asked(map, mark)).count() > MOST_NAMED;
    let mut order: Vec<&Mark> = marks.iter().filter(|mark| asked(map, mark)).collect();
    order.retain(|mark| !(by_number && mark.kind == PlaceMark::Crossing));
    let hub = hub(map, marks);
    order.sort_by_key(|mark| turn(mark, hub));
    let (mut names, mut listed) = (Vec::new(), Vec::new());
    if by_number {
        listed = number(map, &crossings().collect::<Vec<_>>(), &mut room, &mut names, narrow);
    }
    let settled = settle(map, (&order, hub), &room, narrow);
    room = settled.room;
    names.extend(settled.names);
    let mut failed: Vec<&Mark> = settled.failed;
    failed.retain(|mark| mark.kind == PlaceMark::Crossing);
    failed.sort_by_key(|mark| mark.place);
    listed.extend(number(map, &failed, &mut room, &mut names, narrow));

    let outside = map.places.iter().enumerate().filter(|(_, place)| place.kind == PlaceMark::Crossing);
    let outside = outside.filter(|(place, _)| !marks.iter().any(|mark| mark.place == *place));
    listed.extend(outside.map(|(place, _)| Listed { place, number: None, outside: true }));
    Plan { names, listed }
}

impl Plan {
    pub(super) fn draw(&self, doc: &mut Doc) {
        for (name, spot) in &self.names {
            if let Some((from, to)) = spot.leader {
                doc.trace(&Path::lines([&vec![from, to]]), &Stroke::solid(Role::Muted, 0.8));
            }
            name.draw(doc, spot);
        }
    }
}

/// The town in which the most links meet: its name gets its room before those of mines.
fn hub(map: &Map, marks: &[Mark]) -> Option<usize> {
    let links = |mark: &Mark| {
        let at = map.places.get(mark.place).map(|place| (place.lon.to_bits(), place.lat.to_bits()));
        let meets = |(lon, lat): &(f64, f64)| Some((lon.to_bits(), lat.to_bits())) == at;
        map.links.iter().filter(|link| link.points.iter().any(meets)).count()
    };
    let towns = marks.iter().filter(|mark| mark.kind == PlaceMark::City && asked(map, mark));
    let counted = towns.map(|mark| (links(mark), std::cmp::Reverse(mark.place))).filter(|(count, _)| *count > 2);
    counted.max().map(|(_, place)| place.0)
}

/// The turn in which a name gets its room: crossings, the hub, then by kind.
fn turn(mark: &Mark, hub: Option<usize>) -> (bool, bool, PlaceMark) {
    (mark.kind != PlaceMark::Crossing, hub != Some(mark.place), mark.kind)
}

/// Numbers crossings on the map, and lists them. Those that find no room get an earlier turn, as names do.
fn number(map: &Map, marks: &[&Mark], room: &mut Room, names: &mut Vec<(Name, Spot)>, narrow: bool) -> Vec<Listed> {
    let crossings = map.places.iter().enumerate().filter(|(_, place)| place.kind == PlaceMark::Crossing);
    let crossings: Vec<usize> = crossings.map(|(place, _)| place).collect();
    let own_number = |mark: &Mark| crossings.iter().position(|place| *place == mark.place).map_or(0, |at| at + 1);
    let mut order: Vec<(usize, &Mark)> = marks.iter().map(|mark| (0, *mark)).collect();
    let mut best: Option<Settled<'_>> = None;
    for _ in 0..ROUNDS {
        let mut round = Settled { names: Vec::new(), room: room.clone(), failed: Vec::new(), hub: None };
        for (misses, mark) in &mut order {
            let kind = Type { size: 11.0, bold: true, role: Role::Ink };
            let name = Name { label: kind.label(&own_number(mark).to_string(), 60.0, 1), kind, spacing: 0.0 };
            let radius = marks::radius(mark.kind, marks::scale(narrow));
            let spots = [around(mark.at, radius, name.size()), afar(mark.at, radius, name.size())].concat();
            if let Some(spot) = round.room.settle(&spots, Some(own(mark, narrow))) {
                round.names.push((name, spot));
            } else {
                round.failed.push(*mark);
                *misses += 1;
            }
        }
        order.sort_by_key(|(misses, mark)| (std::cmp::Reverse(*misses), mark.place));
        let done = round.failed.is_empty();
        if best.as_ref().is_none_or(|best| round.failed.len() < best.failed.len()) {
            best = Some(round);
        }
        if done {
            break;
        }
    }
    if let Some(best) = best {
        *room = best.room;
        names.extend(best.names);
    }
    marks.iter().map(|mark| Listed { place: mark.place, number: Some(own_number(mark)), outside: false }).collect()
}

/// The author wants the name on the map, and there is one.
fn asked(map: &Map, mark: &Mark) -> bool {
    map.places.get(mark.place).is_some_and(|place| place.label) && !words::place_name(map, mark.place).is_empty()
}

/// The square that a mark takes.
fn own(mark: &Mark, narrow: bool) -> Rect {
    let (r, (x, y)) = (marks::radius(mark.kind, marks::scale(narrow)) + 0.5, mark.at);
    Rect { left: x - r, top: y - r, right: x + r, bottom: y + r }
}

/// Names with their room, the room that is left, and the places whose names found none.
struct Settled<'a> {
    names: Vec<(Name, Spot)>,
    room: Room,
    failed: Vec<&'a Mark>,
    hub: Option<usize>,
}

impl Settled<'_> {
    /// How bad it is that these names are left out.
    fn loss(&self) -> usize {
        let weight = |mark: &&Mark| match mark.kind {
            PlaceMark::Crossing => 20,
            _ if self.hub == Some(mark.place) => 20,
            PlaceMark::Mine | PlaceMark::Port | PlaceMark::Market => 6,
            PlaceMark::Terminal | PlaceMark::City | PlaceMark::Area => 3,
            PlaceMark::Junction | PlaceMark::Other => 1,
        };
        self.failed.iter().map(weight).sum()
    }
}

/// Finds room for names, by kind; in a few further rounds those that found none get an earlier turn.
fn settle<'a>(map: &Map, (order, hub): (&[&'a Mark], Option<usize>), room: &Room, narrow: bool) -> Settled<'a> {
    let mut order: Vec<(usize, &Mark)> = order.iter().map(|mark| (0, *mark)).collect();
    let mut best: Option<Settled<'a>> = None;
    let mut idle = 0;
    for _ in 0..ROUNDS {
        let mut round = Settled { names: Vec::new(), room: room.clone(), failed: Vec::new(), hub };
        for (misses, mark) in &mut order {
            if let Some(found) = find(map, (mark, hub), &mut round.room, narrow) {
                round.names.push(found);
            } else {
                round.failed.push(*mark);
                *misses += 1;
            }
        }
        order.sort_by_key(|(misses, mark)| (std::cmp::Reverse(*misses), turn(mark, hub)));
        let done = round.failed.is_empty();
        if best.as_ref().is_none_or(|best| round.loss() < best.loss()) {
            best = Some(round);
            idle = 0;
        } else {
            idle += 1;
        }
        if done || idle > 2 {
            break;
        }
    }
    best.unwrap_or_else(|| Settled { names: Vec::new(), room: room.clone(), failed: Vec::new(), hub })
}

fn find(map: &Map, (mark, hub): (&Mark, Option<usize>), room: &mut Room, narrow: bool) -> Option<(Name, Spot)> {
    let words = words::place_name(map, mark.place);
    let size = if narrow { 11.0 } else { 12.0 };
    if mark.kind == PlaceMark::Area {
        return area(&words, mark.at, room, size - 1.0);
    }
    let kind = match mark.kind {
        PlaceMark::Crossing => Type { size, bold: true, role: Role::Ink },
        PlaceMark::Mine | PlaceMark::Port | PlaceMark::Market | PlaceMark::Terminal => Type::plain(size, Role::Ink),
        _ if hub == Some(mark.place) => Type::plain(size, Role::Ink),
        _ => Type::plain(size, Role::Muted),
    };
    let radius = marks::radius(mark.kind, marks::scale(narrow));
    let labels = forms(&words, kind, if narrow { 130.0 } else { 190.0 });
    for far in [false, true] {
        if far && mark.kind > PlaceMark::City {
            break;
        }
        for label in &labels {
            let name = Name { label: label.clone(), kind, spacing: 0.0 };
            let spots = if far { afar(mark.at, radius, name.size()) } else { around(mark.at, radius, name.size()) };
            if let Some(spot) = room.settle(&spots, Some(own(mark, narrow))) {
                return Some((name, spot));
            }
        }
    }
    None
}

/// A name on one line, and on two where it has two words; shortened only where neither holds it.
fn forms(words: &str, kind: Type, room: f64) -> Vec<Label> {
    let whole = kind.label(words, room, 1);
    let long = measure::width(words, kind.size, kind.bold);
    let two = [0.52, 0.6, 0.7, 0.8].into_iter().map(|part| kind.label(words, (part * long).min(room), 2));
    let two = two.into_iter().find(|label| label.full.is_none() && label.lines.len() == 2);
    match (whole.full.is_none(), two) {
        (true, Some(two)) => vec![whole, two],
        (false, Some(two)) => vec![two],
        // A crossing whose name is too long is numbered, and its name listed.
        (false, None) if kind.bold => Vec::new(),
        (_, None) => vec![whole],
    }
}

/// The name of an area in spaced capitals, as near to its middle as there is room.
fn area(words: &str, (x, y): (f64, f64), room: &mut Room, size: f64) -> Option<(Name, Spot)> {
    let kind = Type::plain(size.max(11.0), Role::Muted);
    let mut label = kind.label(&words.to_uppercase(), 240.0, 1);
    label.width += SPACING * label.lines.first().map_or(0, |line| line.chars().count()) as f64;
    let name = Name { label, kind, spacing: SPACING };
    let (width, height) = name.size();
    let mut spots = Vec::new();
    for up in -4..=4_i32 {
        for across in -4..=4_i32 {
            let (dx, dy) = (f64::from(across) * 9.0, f64::from(up) * 7.0);
            let (left, top) = (x + dx - width / 2.0, y + dy - height / 2.0);
            let rect = Rect { left, top, right: left + width, bottom: top + height };
            spots.push(Spot::new(rect, Anchor::Middle, dx.hypot(dy) * 0.08));
        }
    }
    room.settle(&spots, None).map(|spot| (name, spot))
}
