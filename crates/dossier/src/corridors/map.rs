//! The map: places and lines, and what was open and carried goods in each month.

use ::words::text;
use case::settings::Region;
use case::tables::{Layer, PlaceKind};
use case::value::date::Month;
use corridor::flow::Goal;
use corridor::network::{Changes, Line, Network, Stage};
use corridor::throughput::{Ask, Throughput, throughput};
use figure::{
    Cell, Chart, Column, LinkMode, LinkState, LinkStatus, Map, MapFrame, MapLink, MapPlace, MapRegion, PlaceMark,
    PlaceState, Table,
};

use crate::book::{Book, Draft};
use crate::corridors::enter::Entry;
use crate::corridors::gates;
use crate::corridors::study::Study;
use crate::words::month as month_words;

/// Id of the figure.
pub(crate) const MAP: &str = "corridor-map";

/// Months at most between the last one simulated and the one planned that get a frame.
const BETWEEN: i32 = 24;

/// The map with a frame for every month simulated, and for those after it up to the one planned.
pub(crate) fn figure(book: &mut Book, study: &Study<'_>) -> Option<String> {
    let network = &study.network;
    let region = study.case.frame().and_then(|frame| frame.region.clone()).or_else(|| around(network))?;
    let places: Vec<usize> = (0..network.places.len())
        .filter(|place| network.places[*place].position.is_some() && !is_twin(network, *place))
        .collect();
    let lines: Vec<&Line> = network.lines.iter().filter(|line| points(network, line).len() > 1).collect();
    if places.is_empty() {
        return None;
    }
    let home = study.case.economy();
    let map_places = places
        .iter()
        .map(|place| {
            let place = &network.places[*place];
            let (lon, lat) = place.position.unwrap_or_default();
            MapPlace {
                id: place.id.clone(),
                name: short(&place.name),
                kind: mark(place.kind, place.economy == home),
                lon,
                lat,
                label: label(place.kind, place.economy == home),
            }
        })
        .collect();
    let links = lines
        .iter()
        .map(|line| MapLink {
            id: line.id.clone(),
            name: line.name.clone(),
            mode: link_mode(network, line),
            points: points(network, line),
        })
        .collect();
    let mut frames: Vec<MapFrame> = Vec::new();
    if let Some(hindcast) = study.hindcast.get() {
        for compared in &hindcast.months {
            let loads = &compared.simulated.lines;
            frames.push(frame(study, compared.simulated.month, &lines, &places, loads));
        }
    }
    // Months without a record yet, up to the one that is planned: what the regimes of the day let leave.
    let simulated = study.hindcast.get().and_then(|hindcast| hindcast.months.last());
    let between = simulated.map_or(0, |last| study.month.index() - last.simulated.month.index() - 1);
    for back in (1..=between.min(BETWEEN)).rev() {
        let month = study.month.plus(-back);
        let ask = Ask { month, seen_until: study.day, changes: Changes::default(), goal: Goal::Profit, worth: false };
        if let Ok(found) = throughput(network, &study.goods, &ask) {
            frames.push(frame(study, month, &lines, &places, &loads(&found)));
        }
    }
    let now = study.best.get().map(loads).unwrap_or_default();
    frames.push(frame(study, study.month, &lines, &places, &now));
    let last = frames.len() - 1;
    let table = table(book, study, &lines, &now);
    let title = frames.last().map_or_else(String::new, |frame| frame.title.clone());
    Some(book.figure(Draft {
        id: MAP.to_owned(),
        title,
        measure: text!("What the network carries in the optimum of a month"),
        unit: text!("kt a month"),
        place: region.name.clone(),
        period: month_words(study.month),
        chart: Chart::Map(Map {
            region: MapRegion {
                west: region.west,
                south: region.south,
                east: region.east,
                north: region.north,
                parallels: (
                    region.parallels.first().copied().unwrap_or(region.south),
                    region.parallels.get(1).copied().unwrap_or(region.north),
                ),
                meridian: region.meridian,
            },
            places: map_places,
            links,
            frames,
            frame: last,
            unit: text!("kt a month"),
        }),
        table,
        notes: vec![
            text!("Lines are drawn straight between known positions and are no survey; lengths come from the case, never from the drawing. Places without a known position are not drawn."),
            text!("Outlines: Natural Earth, public domain; they take no position on any boundary."),
            text!("Widths: what the model carries in the month, simulated from the counts at the gates; not a measurement."),
        ],
        rows: network.places.iter().map(|place| place.row.clone()).collect(),
    }))
}

/// What an optimum carries, by line.
fn loads(found: &Throughput) -> Vec<(String, f64)> {
    found.lines.iter().map(|(id, _, kt)| (id.clone(), *kt)).collect()
}

fn table(book: &mut Book, study: &Study<'_>, lines: &[&Line], now: &[(String, f64)]) -> Table {
    let rows = lines
        .iter()
        .map(|line| {
            let kt = now.iter().find(|(id, _)| *id == line.id).map_or(0.0, |(_, kt)| *kt);
            let name = |index: usize| {
                line.stops.get(index).map_or_else(String::new, |ix| study.network.places[ix.0].name.clone())
            };
            let km = match &line.length_km {
                Some((km, row)) => {
                    let label = text!("Length of {line}", line = line.name);
                    Entry::new(format!("corridor.line.{}.km", line.id), label, "km", 1)
                        .by(words::mark(
                            "the row that the preferred-source rule picks, of those on the line as far as it has come",
                        ))
                        .cell(book, km.mid, std::slice::from_ref(row))
                }
                None => Cell::missing(),
            };
            let load = Entry::new(
                format!("corridor.line.{}.kt", line.id),
                text!("Carried by {line} in the optimum, {month}", line = line.name, month = month_words(study.month)),
                "kt",
                0,
            )
            .by(words::mark("mass on the busiest segment in the month with the largest income less carriage"))
            .cell(book, kt, &line.rows);
            vec![
                Cell::text(line.name.clone()),
                Cell::text(name(0)),
                Cell::text(name(line.stops.len() - 1)),
                Cell::text(crate::words::spaced(line.layer.as_str())),
                Cell::text(status(study, line, study.day).word()),
                Cell::text(line.opened_on.map_or_else(String::new, crate::words::when)),
                km,
                load,
            ]
        })
        .collect();
    Table {
        columns: vec![
            Column::text(text!("line")),
            Column::text(text!("from")),
            Column::text(text!("to")),
            Column::text(text!("layer")),
            Column::text(text!("state")),
            Column::text(text!("opened")),
            Column::number(text!("length"), "km"),
            Column::number(text!("carried in the optimum"), text!("kt a month")),
        ],
        rows,
    }
}

fn frame(study: &Study<'_>, month: Month, lines: &[&Line], places: &[usize], loads: &[(String, f64)]) -> MapFrame {
    let day = month.last_day().min(study.day);
    let carried = |line: &Line| loads.iter().find(|(id, _)| *id == line.id).map(|(_, kt)| *kt);
    let links = lines
        .iter()
        .map(|line| {
            let kt = carried(line);
            LinkState {
                status: status(study, line, day),
                weight: kt,
                shown: kt.map_or_else(String::new, |kt| format!("{} kt", figure::number::format(kt, 0))),
            }
        })
        .collect();
    let chain = study.main.map(|good| study.goods.goods[good].chain.clone()).unwrap_or_default();
    let home = study.case.economy();
    let states = places
        .iter()
        .map(|index| {
            let place = &study.network.places[*index];
            let counted = place.kind == PlaceKind::Crossing
                && (gates::is_counted(study, &place.id)
                    || gates::counted_line(&study.network, *index, &chain, day).is_some());
            let own = counted.then(|| {
                let state = gates::crossing_state(study, *index, &chain, day);
                PlaceState { status: state.status, shown: state.dated() }
            });
            if own.as_ref().is_some_and(|state| state.status != LinkStatus::Unknown) {
                return own;
            }
            // A gate of which no row speaks is as open as the lines that carry goods to it.
            let carry = |line: &&&Line| {
                line.stops.iter().chain(&line.crossing).any(|stop| stop.0 == *index) && carried(line) > Some(0.0)
            };
            let through = lines.iter().filter(carry).map(|line| status(study, line, day));
            let passable = |status: &LinkStatus| matches!(status, LinkStatus::Open | LinkStatus::Limited);
            match through.filter(passable).min().filter(|_| place.kind == PlaceKind::Crossing && place.economy == home)
            {
                Some(status) => Some(PlaceState { status, shown: text!("by the lines that carry goods to it") }),
                None => own,
            }
        })
        .collect();
    let mut busiest: Option<(&str, f64)> = None;
    for line in lines.iter().filter(|line| line.layer == Layer::Road || line.is_rail()) {
        if let Some(kt) = carried(line).filter(|kt| busiest.is_none_or(|(_, most)| *kt > most + 1e-6)) {
            busiest = Some((&line.name, kt));
        }
    }
    let title = match busiest {
        Some((name, kt)) => text!(
            "In the model {line} carries most: {mass} kt in {month}",
            line = name,
            mass = figure::number::format(kt, 0),
            month = month_words(month)
        ),
        None => text!("The model carries nothing in {month}", month = month_words(month)),
    };
    MapFrame { label: month_words(month), key: month.to_string(), title, links, places: states }
}

/// What can be said of a line on a day.
fn status(study: &Study<'_>, line: &Line, day: case::value::date::Date) -> LinkStatus {
    if !line.exists_on(day) {
        return if line.stage == Stage::Planned { LinkStatus::NotBuilt } else { LinkStatus::NotOpened };
    }
    let network = &study.network;
    let chain = study.main.map(|good| study.goods.goods[good].chain.clone()).unwrap_or_default();
    let own = gates::state(study, &line.id, &chain, day);
    let crossing = network
        .arcs
        .iter()
        .find(|arc| arc.border && network.line_of_arc(arc).is_some_and(|other| other.id == line.id))
        .map(|arc| {
            let states: Vec<LinkStatus> = arc
                .crossings
                .iter()
                .map(|place| gates::state(study, &network.places[place.0].id, &chain, day).status)
                .filter(|status| *status != LinkStatus::Unknown)
                .collect();
            [LinkStatus::Closed, LinkStatus::Limited, LinkStatus::Open]
                .into_iter()
                .find(|status| states.contains(status))
                .unwrap_or(LinkStatus::Unknown)
        });
    match (own.status, crossing) {
        (LinkStatus::Closed, _) | (_, Some(LinkStatus::Closed)) => LinkStatus::Closed,
        (LinkStatus::Limited, _) | (_, Some(LinkStatus::Limited)) => LinkStatus::Limited,
        // A road or line at home of which no row speaks is there and works.
        (LinkStatus::Open, _) | (_, Some(LinkStatus::Open) | None) => LinkStatus::Open,
        (_, Some(unknown)) => unknown,
    }
}

fn points(network: &Network<'_>, line: &Line) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = line.stops.iter().filter_map(|ix| network.places[ix.0].position).collect();
    points.dedup();
    points
}

/// The gauge most of the lines at home have is `rail`; others are shown as another gauge.
fn link_mode(network: &Network<'_>, line: &Line) -> LinkMode {
    match line.layer {
        Layer::Road => LinkMode::Road,
        Layer::Sea => LinkMode::Sea,
        layer if corridor::network::is_rail(layer) => {
            if Some(layer) == home_gauge(network) {
                LinkMode::Rail
            } else {
                LinkMode::OtherGauge
            }
        }
        _ => LinkMode::Other,
    }
}

fn home_gauge(network: &Network<'_>) -> Option<Layer> {
    let home = network.case.economy();
    let mut counts: std::collections::BTreeMap<Layer, usize> = std::collections::BTreeMap::new();
    for line in network.lines.iter().filter(|line| line.is_rail()) {
        if line.stops.first().is_some_and(|place| network.places[place.0].economy == home) {
            *counts.entry(line.layer).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(layer, _)| layer)
}

/// The far side of a gate is not marked as a crossing of its own.
fn mark(kind: PlaceKind, home: bool) -> PlaceMark {
    match kind {
        PlaceKind::Crossing if !home => PlaceMark::Other,
        PlaceKind::Mine | PlaceKind::Oilfield => PlaceMark::Mine,
        PlaceKind::Crossing => PlaceMark::Crossing,
        PlaceKind::Terminal => PlaceMark::Terminal,
        PlaceKind::Junction => PlaceMark::Junction,
        PlaceKind::City => PlaceMark::City,
        PlaceKind::Port => PlaceMark::Port,
        PlaceKind::Market => PlaceMark::Market,
        PlaceKind::Airport => PlaceMark::Other,
    }
}

/// Which places are named: crossings, mines and cities at home; ports and markets abroad.
fn label(kind: PlaceKind, home: bool) -> bool {
    match kind {
        PlaceKind::Crossing | PlaceKind::Mine | PlaceKind::Oilfield => home,
        PlaceKind::City | PlaceKind::Port | PlaceKind::Market => true,
        PlaceKind::Terminal | PlaceKind::Junction | PlaceKind::Airport => false,
    }
}

/// Kilometres within which a crossing without links is taken for another name of one that has them.
const TWIN_KM: f64 = 15.0;

/// Whether a crossing without links lies beside one with links: one gate would be marked twice.
fn is_twin(network: &Network<'_>, place: usize) -> bool {
    let touched = |place: usize| network.lines.iter().any(|line| line.stops.iter().any(|stop| stop.0 == place));
    let crossing = |place: usize| network.places[place].kind == PlaceKind::Crossing;
    let Some(here) = network.places[place].position.filter(|_| crossing(place) && !touched(place)) else {
        return false;
    };
    (0..network.places.len()).filter(|other| *other != place && crossing(*other) && touched(*other)).any(|other| {
        network.places[other].position.is_some_and(|there| corridor::network::great_circle_km(here, there) < TWIN_KM)
    })
}

/// A name without what stands in brackets and without the word for its kind.
fn short(name: &str) -> String {
    let bare = name.split(" (").next().unwrap_or(name);
    let bare = bare.split(',').next().unwrap_or(bare);
    let mut text = bare.to_owned();
    for word in [
        " border crossing",
        " road crossing",
        " crossing",
        " rail border point",
        " border point",
        " mine",
        " port",
        " station",
    ] {
        if let Some(cut) = text.strip_suffix(word) {
            // What is dug is written small before the word, as in a `salt mine`.
            let dug = cut.rsplit_once(' ').filter(|(_, last)| word == " mine" && last.chars().all(char::is_lowercase));
            text = dug.map_or(cut, |(name, _)| name).to_owned();
        }
    }
    text
}

/// A region around the known positions, where the case names none.
fn around(network: &Network<'_>) -> Option<Region> {
    let positions: Vec<(f64, f64)> = network.places.iter().filter_map(|place| place.position).collect();
    let lons = positions.iter().map(|at| at.0);
    let lats = positions.iter().map(|at| at.1);
    let (west, east) = (lons.clone().reduce(f64::min)? - 1.5, lons.reduce(f64::max)? + 1.5);
    let (south, north) = (lats.clone().reduce(f64::min)? - 1.0, lats.reduce(f64::max)? + 1.0);
    let (south, north) = (south.max(-89.0), north.min(89.0));
    Some(Region {
        name: network.case.economy_name(network.case.economy()),
        west: west.max(-180.0),
        south,
        east: east.min(180.0),
        north,
        parallels: vec![south + (north - south) / 6.0, north - (north - south) / 6.0],
        meridian: f64::midpoint(west, east),
    })
}
