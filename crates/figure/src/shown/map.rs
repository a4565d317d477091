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
    named(&place_name(map, place), &place_words(map, place))
}

/// `limited, 410 lorries a day`.
pub(crate) fn place_words(map: &Map, place: usize) -> String {
    let kind = map.places.get(place).map(|place| place.kind).unwrap_or_default();
    match map.place_state(place) {
        Some(state) => joined(&[&state.status.word(), state.shown.trim()]),
        None if kind == PlaceMark::Other => String::new(),
        None => kind.word(),
    }
}

/// The name of a link, else its id.
pub(crate) fn link_name(map: &Map, link: usize) -> String {
    let Some(course) = map.links.get(link) else {
        return String::new();
    };
    let name = course.name.trim();
    if name.is_empty() { course.id.trim().to_owned() } else { name.to_owned() }
}

/// `North railway: rail, open, 120 kt a month`.
pub(crate) fn link(map: &Map, link: usize) -> String {
    named(&link_name(map, link), &link_words(map, link))
}

/// `rail, open, 120 kt a month`.
pub(crate) fn link_words(map: &Map, link: usize) -> String {
    let Some(course) = map.links.get(link) else {
        return String::new();
    };
    let Some(state) = map.link_state(link) else {
        return course.mode.word();
    };
    let shown = match (state.shown.trim(), finite(state.weight)) {
        ("", Some(weight)) => format!("{} {}", number::auto(weight), map.unit.trim()).trim().to_owned(),
        (shown, _) => shown.to_owned(),
    };
    joined(&[&course.mode.word(), &state.status.word(), &shown])
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn named(name: &str, words: &str) -> String {
    match (name, words) {
        (name, "") => name.to_owned(),
        ("", words) => words.to_owned(),
        (name, words) => format!("{name}: {words}"),
    }
}
