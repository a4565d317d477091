//! What a map says of a place or a link in one line.

use crate::model::{Map, PlaceMark};
use crate::number;
use crate::scale::finite;

/// The name, else the id.
pub(crate) fn place_name(map: &Map, place: usize) -> String {
    let Some(place) = map.places.get(place) else {
        return String::new();
    };
    let name = place.name.trim();
    if name.is_empty() { place.id.trim().to_owned() } else { name.to_owned() }
}

/// `North gate: limited, 410 lorries a day`; the kind in place of a status where there is none.
pub(crate) fn place(map: &Map, place: usize) -> String {
    let name = place_name(map, place);
    let kind = map.places.get(place).map(|place| place.kind).unwrap_or_default();
    match map.place_state(place) {
        Some(state) => joined(&name, &[state.status.word(), state.shown.trim()]),
        None if kind == PlaceMark::Other => name,
        None => joined(&name, &[kind.word()]),
    }
}

/// `North railway: open, 120 kt a month`.
pub(crate) fn link(map: &Map, link: usize) -> String {
    let Some(course) = map.links.get(link) else {
        return String::new();
    };
    let name = if course.name.trim().is_empty() { course.id.trim() } else { course.name.trim() };
    match map.link_state(link) {
        Some(state) => {
            let shown = match (state.shown.trim(), finite(state.weight)) {
                ("", Some(weight)) => format!("{} {}", number::auto(weight), map.unit.trim()).trim().to_owned(),
                (shown, _) => shown.to_owned(),
            };
            joined(name, &[course.mode.word(), state.status.word(), &shown])
        }
        None => joined(name, &[course.mode.word()]),
    }
}

fn joined(name: &str, parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    match (name, parts.is_empty()) {
        (name, true) => name.to_owned(),
        ("", false) => parts.join(", "),
        (name, false) => format!("{name}: {}", parts.join(", ")),
    }
}
