//! From the rows of a case to places, lines, nodes and arcs.

use std::collections::{BTreeMap, BTreeSet};

use case::Case;
use case::entry::Entry;
use case::prefer::Preference;
use case::tables::{Layer, Link, PlaceKind, Stage};

use super::{Arc, ArcKind, LengthBasis, Line, LineIx, Network, Node, Place, PlaceIx, Port, great_circle_km};
use crate::interest::Interest;
use crate::payload::Payloads;
use crate::range::Range;
use crate::regime::Regimes;

pub(super) fn network(case: &Case) -> Network<'_> {
    let rule = Preference::of(case);
    let places = places(case, &rule);
    let place_of: BTreeMap<String, PlaceIx> =
        places.iter().enumerate().map(|(index, place)| (place.id.clone(), PlaceIx(index))).collect();
    let (lines, left_out) = lines(case, &rule, &place_of);
    let line_of = lines.iter().enumerate().map(|(index, line)| (line.id.clone(), LineIx(index))).collect();
    let nodes = nodes(&places, &lines);
    let mut network = Network {
        case,
        places,
        lines,
        nodes,
        arcs: Vec::new(),
        left_out,
        regimes: Regimes::of(case),
        payloads: Payloads::of(case),
        interest: Interest::of(case),
        place_of,
        line_of,
    };
    network.arcs = arcs(&network, &stop_distances(case, &rule));
    network
}

fn places(case: &Case, rule: &Preference<'_>) -> Vec<Place> {
    let mut by_id: BTreeMap<&str, Vec<&Entry<case::tables::Place>>> = BTreeMap::new();
    for row in &case.tables().places {
        by_id.entry(row.place_id.as_str()).or_default().push(row);
    }
    by_id
        .into_iter()
        .filter_map(|(id, rows)| {
            let rows = rule.order(rows);
            let best = *rows.first()?;
            let position = rows.iter().find_map(|row| Some((row.lon?.0, row.lat?.0)));
            Some(Place {
                id: id.to_owned(),
                name: best.name.clone(),
                kind: best.kind,
                economy: best.economy,
                position,
                row: best.at.clone(),
            })
        })
        .collect()
}

/// The rows of each link as one line; links that name an unknown place come back by id.
fn lines(case: &Case, rule: &Preference<'_>, place_of: &BTreeMap<String, PlaceIx>) -> (Vec<Line>, Vec<String>) {
    let mut by_id: BTreeMap<&str, Vec<&Entry<Link>>> = BTreeMap::new();
    for row in &case.tables().links {
        by_id.entry(row.link_id.as_str()).or_default().push(row);
    }
    let mut left_out = Vec::new();
    let mut lines = Vec::new();
    for (id, rows) in by_id {
        match line(id, &rule.order(rows), place_of) {
            Some(line) => lines.push(line),
            None => left_out.push(id.to_owned()),
        }
    }
    (lines, left_out)
}

fn line(id: &str, rows: &[&Entry<Link>], place_of: &BTreeMap<String, PlaceIx>) -> Option<Line> {
    let best = rows.first()?;
    let find = |id: &case::value::id::PlaceId| place_of.get(id.as_str()).copied();
    let via = rows.iter().map(|row| &row.via).find(|via| !via.is_empty());
    let mut stops = vec![find(&best.from_place)?];
    for stop in via.into_iter().flatten() {
        // A stop not yet known is passed without a halt.
        stops.extend(find(&stop.place));
    }
    stops.push(find(&best.to_place)?);
    let existing: Vec<&&Entry<Link>> = rows.iter().filter(|row| row.stage == Stage::Existing).collect();
    let stage = if existing.is_empty() {
        rows.iter().map(|row| row.stage).min().unwrap_or(Stage::Planned)
    } else {
        Stage::Existing
    };
    let measured: Vec<_> = rows.iter().filter_map(|row| Some((row.length_km.value()?, row))).collect();
    // What was planned is no length of what was built.
    let own: Vec<_> = measured.iter().copied().filter(|(_, row)| row.stage == stage).collect();
    let lengths = if own.is_empty() { measured } else { own };
    let length_km = lengths.first().map(|(best, row)| {
        let range = lengths.iter().fold(Range::point(*best), |range, (km, _)| range.widened(Range::point(*km)));
        (range, row.at.clone())
    });
    Some(Line {
        id: id.to_owned(),
        name: best.name.clone(),
        layer: best.layer,
        stops,
        crossing: rows.iter().find_map(|row| row.crossing_id.as_ref()).and_then(find),
        transfer: best.transfer.zip(best.from_layer).zip(best.to_layer).map(|((kind, from), to)| (kind, from, to)),
        stage,
        opened_on: existing.iter().find_map(|row| row.opened_on),
        length_km,
        rows: rows.iter().map(|row| row.at.clone()).collect(),
    })
}

/// Distances of stops from the beginning of their link, km.
fn stop_distances(case: &Case, rule: &Preference<'_>) -> BTreeMap<String, BTreeMap<String, f64>> {
    let mut all: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for row in rule.order(&case.tables().links) {
        for stop in &row.via {
            if let Some(km) = stop.km {
                all.entry(row.link_id.to_string()).or_default().entry(stop.place.to_string()).or_insert(km);
            }
        }
    }
    all
}

fn nodes(places: &[Place], lines: &[Line]) -> Vec<Node> {
    let mut nodes: BTreeSet<Node> = BTreeSet::new();
    for index in 0..places.len() {
        nodes.insert(Node { place: PlaceIx(index), port: Port::Out });
        nodes.insert(Node { place: PlaceIx(index), port: Port::In });
    }
    for line in lines {
        match (line.transfer, line.stops.as_slice()) {
            (Some((_, from, to)), [first, .., last]) => {
                nodes.insert(Node { place: *first, port: Port::On(from) });
                nodes.insert(Node { place: *last, port: Port::On(to) });
            }
            _ => nodes.extend(line.stops.iter().map(|place| Node { place: *place, port: Port::On(line.layer) })),
        }
    }
    nodes.into_iter().collect()
}

fn arcs(network: &Network<'_>, distances: &BTreeMap<String, BTreeMap<String, f64>>) -> Vec<Arc> {
    let mut arcs = Vec::new();
    for (index, node) in network.nodes.iter().enumerate() {
        let Port::On(_) = node.port else { continue };
        let still = |from: usize, to: usize, kind: ArcKind| Arc {
            from,
            to,
            kind,
            km: 0.0,
            length: LengthBasis::Stated,
            border: false,
            crossings: Vec::new(),
        };
        if let Some(out) = network.node(node.place, Port::Out) {
            arcs.push(still(out, index, ArcKind::Load));
        }
        if let Some(end) = network.node(node.place, Port::In) {
            arcs.push(still(index, end, ArcKind::Unload));
        }
    }
    for (index, line) in network.lines.iter().enumerate() {
        let line_ix = LineIx(index);
        if let Some((_, from, to)) = line.transfer {
            let (Some(first), Some(last)) = (line.stops.first(), line.stops.last()) else { continue };
            let ends = network.node(*first, Port::On(from)).zip(network.node(*last, Port::On(to)));
            let Some((from, to)) = ends else { continue };
            let (km, length) = segment_km(network, line, 0, distances);
            arcs.push(arc(network, from, to, ArcKind::Transfer { line: line_ix }, km, length, line));
            continue;
        }
        if line.layer == Layer::Transfer {
            continue;
        }
        for (segment, pair) in line.stops.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a == b {
                continue;
            }
            let on = |place: PlaceIx| network.node(place, Port::On(line.layer));
            let Some((a, b)) = on(*a).zip(on(*b)) else { continue };
            let (km, length) = segment_km(network, line, segment, distances);
            for (from, to, reverse) in [(a, b, false), (b, a, true)] {
                let kind = ArcKind::Move { line: line_ix, segment, reverse };
                arcs.push(arc(network, from, to, kind, km, length, line));
            }
        }
    }
    arcs
}

fn arc(network: &Network<'_>, from: usize, to: usize, kind: ArcKind, km: f64, length: LengthBasis, line: &Line) -> Arc {
    let (a, b) = (network.nodes[from].place, network.nodes[to].place);
    let border = network.places[a.0].economy != network.places[b.0].economy;
    let mut crossings = Vec::new();
    if border {
        crossings.extend([a, b].into_iter().filter(|place| network.places[place.0].kind == PlaceKind::Crossing));
        crossings.extend(line.crossing.filter(|crossing| !crossings.contains(crossing)));
    }
    Arc { from, to, kind, km, length, border, crossings }
}

/// The length of a segment: from the distances of its stops, as its part of the line, or straight.
fn segment_km(
    network: &Network<'_>,
    line: &Line,
    segment: usize,
    distances: &BTreeMap<String, BTreeMap<String, f64>>,
) -> (f64, LengthBasis) {
    let straight = |segment: usize| -> Option<f64> {
        let (a, b) = (line.stops.get(segment)?, line.stops.get(segment + 1)?);
        Some(great_circle_km(network.places[a.0].position?, network.places[b.0].position?))
    };
    let total = line.length_km.as_ref().map(|(range, _)| range.mid);
    let last = line.stops.len().saturating_sub(2);
    let marks = distances.get(&line.id);
    let mark = |stop: usize| -> Option<f64> {
        if stop == 0 {
            return Some(0.0);
        }
        if stop == last + 1 {
            return total;
        }
        marks?.get(&network.places[line.stops.get(stop)?.0].id).copied()
    };
    if let (Some(from), Some(to)) = (mark(segment), mark(segment + 1))
        && to >= from
    {
        return (to - from, LengthBasis::Stated);
    }
    let all: Option<f64> = (0..=last).map(straight).sum();
    match (total, straight(segment), all) {
        (Some(total), Some(part), Some(all)) if all > 0.0 => (total * part / all, LengthBasis::Shared),
        (_, Some(part), _) => (part, LengthBasis::StraightLine),
        (_, None, _) => (0.0, LengthBasis::Unknown),
    }
}
