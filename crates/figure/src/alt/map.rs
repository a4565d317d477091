//! A map in words: crossings by status, and the links that carry most.

use ::words::text;

use super::{MOST, or, rest};
use crate::model::{LinkStatus, Map, PlaceMark};
use crate::scale::finite;

/// At most so many links are told by what they carry.
const HEAVIEST: usize = 5;

pub(super) fn describe(map: &Map, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let Some(frame) = map.shown() else {
        return without_frames(map);
    };
    let mut out = Vec::new();
    let moment = frame.label.trim();
    out.extend(crossings(map, if moment.is_empty() { None } else { Some(moment) }));
    out.extend(heaviest(map, format));
    out.extend(shut(map));
    out
}

/// What lies where, when nothing is known of any moment.
fn without_frames(map: &Map) -> Vec<String> {
    let mut out = Vec::new();
    for kind in PlaceMark::ALL.into_iter().filter(|kind| *kind != PlaceMark::Area) {
        let names: Vec<&str> = map
            .places
            .iter()
            .filter(|place| place.kind == kind)
            .map(|place| or(place.name.trim(), &place.id))
            .collect();
        if !names.is_empty() {
            out.push(format!("{}: {}.", capital(&kind.word()), first_and_more(&names)));
        }
    }
    if !map.links.is_empty() {
        out.push(match map.links.len() {
            1 => text!("1 link."),
            links => text!("{links} links."),
        });
    }
    out
}

/// `March 2020: of 8 crossings 3 open (A, B, C), 5 closed (...).`
fn crossings(map: &Map, moment: Option<&str>) -> Option<String> {
    let crossings: Vec<(&str, LinkStatus)> = map
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.kind == PlaceMark::Crossing)
        .map(|(i, place)| {
            (or(place.name.trim(), &place.id), map.place_state(i).map(|state| state.status).unwrap_or_default())
        })
        .collect();
    if crossings.is_empty() {
        return moment.map(|moment| format!("{moment}."));
    }
    let mut parts = Vec::new();
    for status in LinkStatus::ALL {
        let names: Vec<&str> = crossings.iter().filter(|(_, own)| *own == status).map(|(name, _)| *name).collect();
        if !names.is_empty() {
            parts.push(format!("{} {} ({})", names.len(), status.word(), first_and_more(&names)));
        }
    }
    let states = parts.join(", ");
    let told = match crossings.len() {
        1 => text!("of 1 crossing {states}."),
        count => text!("of {count} crossings {states}."),
    };
    Some(match moment {
        Some(moment) => format!("{moment}: {told}"),
        None => told,
    })
}

/// The links that carry most, from the heaviest.
fn heaviest(map: &Map, format: &dyn Fn(f64) -> String) -> Option<String> {
    let mut loads: Vec<(f64, String)> = Vec::new();
    for (i, link) in map.links.iter().enumerate() {
        let state = map.link_state(i)?;
        let Some(weight) = finite(state.weight).filter(|weight| *weight > 0.0) else {
            continue;
        };
        let shown = match state.shown.trim() {
            "" => format!("{} {}", format(weight), map.unit.trim()).trim().to_owned(),
            shown => shown.to_owned(),
        };
        loads.push((weight, format!("{} {shown}", or(link.name.trim(), &link.id)).trim().to_owned()));
    }
    // A stable sort: links of the same weight stay in the order of the data.
    loads.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<&str> = loads.iter().take(HEAVIEST).map(|(_, words)| words.as_str()).collect();
    if told.is_empty() { None } else { Some(text!("Most carried: {links}.", links = told.join("; "))) }
}

/// The links that are closed.
fn shut(map: &Map) -> Vec<String> {
    let closed: Vec<&str> = map
        .links
        .iter()
        .enumerate()
        .filter(|(i, _)| map.link_state(*i).is_some_and(|state| state.status == LinkStatus::Closed))
        .map(|(_, link)| or(link.name.trim(), &link.id))
        .collect();
    let mut out = Vec::new();
    if !closed.is_empty() {
        let links = first(&closed);
        out.push(if closed.len() == 1 { text!("Closed link: {links}.") } else { text!("Closed links: {links}.") });
        out.extend(rest(closed.len(), |count| text!("{count} more closed links in the table.")));
    }
    out
}

fn first(names: &[&str]) -> String {
    names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ")
}

fn first_and_more(names: &[&str]) -> String {
    let told = first(names);
    if names.len() > MOST { text!("{names}, and more", names = told) } else { told }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::alt::describe;
    use crate::model::{Chart, LinkState, LinkStatus, Map, MapFrame, MapLink, MapPlace, PlaceMark, PlaceState};
    use crate::number;

    #[test]
    fn a_moment_is_told_by_its_crossings_its_heaviest_and_its_closed_links() {
        let place = |name: &str, kind| MapPlace { name: name.into(), kind, ..MapPlace::default() };
        let link = |name: &str| MapLink { name: name.into(), ..MapLink::default() };
        let state = |status, weight, shown: &str| LinkState { status, weight, shown: shown.into() };
        let open = Some(PlaceState { status: LinkStatus::Open, shown: String::new() });
        let closed = Some(PlaceState { status: LinkStatus::Closed, shown: String::new() });
        let frame = MapFrame {
            label: "March 2020".into(),
            links: vec![
                state(LinkStatus::Open, Some(12.0), ""),
                state(LinkStatus::Closed, Some(0.0), "0 kt"),
                state(LinkStatus::Open, Some(340.0), "340 kt"),
                state(LinkStatus::Unknown, None, ""),
            ],
            places: vec![open, None, closed.clone(), closed],
            ..MapFrame::default()
        };
        let mut map = Map {
            places: vec![
                place("North", PlaceMark::Crossing),
                place("Pit", PlaceMark::Mine),
                place("Hill", PlaceMark::Crossing),
                place("East", PlaceMark::Crossing),
            ],
            links: vec![link("Track"), link("Pass"), link("Railway"), link("Trail")],
            frames: vec![frame],
            unit: "kt".into(),
            ..Map::default()
        };
        let told = |map: &Map| describe(&Chart::Map(map.clone()), "Links", &|value| number::format(value, 1));
        assert_eq!(
            told(&map),
            "Map of Links. March 2020: of 3 crossings 1 open (North), 2 closed (Hill, East). \
             Most carried: Railway 340 kt; Track 12.0 kt. Closed link: Pass."
        );
        map.frames.clear();
        assert_eq!(told(&map), "Map of Links. Crossing: North, Hill, East. Mine: Pit. 4 links.");
    }
}
