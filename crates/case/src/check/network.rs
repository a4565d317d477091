//! Rules of the network: layers meet only where a transfer joins them, capacities have a time, mines have a way out.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::Cell;
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults, Related};
use crate::load::{AllParsed, Parsed};
use crate::tables::{Capacity, CapacityMeasure, Layer, Link, Place, PlaceKind, Stage};
use crate::value::unit::Unit;

pub(crate) fn check(parsed: &AllParsed<'_>, faults: &mut Faults) {
    transfers(&parsed.links, faults);
    layers(&parsed.links, &parsed.places, faults);
    periods(&parsed.capacities, faults);
    mines(&parsed.links, &parsed.places, faults);
}

/// A transfer says what it joins; no other link does.
fn transfers(links: &[Parsed<'_, Link>], faults: &mut Faults) {
    for part in links {
        for (index, row, _) in &part.rows {
            let is_transfer = row.layer == Layer::Transfer;
            let given = [
                ("transfer", row.transfer.is_some(), "how goods change, for example `road_rail`"),
                ("from_layer", row.from_layer.is_some(), "the layer on which goods arrive, for example `road`"),
                ("to_layer", row.to_layer.is_some(), "the layer on which goods leave, for example `rail_1520`"),
            ];
            for (column, filled, expected) in given {
                if filled == is_transfer {
                    continue;
                }
                let (found, expected, mend) = if is_transfer {
                    ("an empty cell in a transfer".to_owned(), expected, "fill the cell")
                } else {
                    let text = part.sheet.text(*index, column).trim().to_owned();
                    (
                        format!("`{text}`, in a link of the layer `{}`", row.layer),
                        "an empty cell",
                        "empty the cell, or set `layer` to `transfer`",
                    )
                };
                faults.push(part.sheet.fault(*index, column, Code::TransferIncomplete, found, expected, mend));
            }
        }
    }
}

/// Where a link stands: the file, the row in it, and the row itself.
type Spot<'p, 't> = (&'p Parsed<'t, Link>, usize, &'p Link);

/// Two gauges of existing lines that meet need a transfer; so do two modes at a yard, terminal or junction, where
/// nothing begins or ends. A transfer from one to a third and from that to the other is enough.
fn layers(links: &[Parsed<'_, Link>], places: &[Parsed<'_, Place>], faults: &mut Faults) {
    let kinds: BTreeMap<&str, PlaceKind> =
        places.iter().flat_map(|part| &part.rows).map(|(_, row, _)| (row.place_id.as_str(), row.kind)).collect();
    let mut meeting: BTreeMap<&str, BTreeMap<Layer, Spot<'_, '_>>> = BTreeMap::new();
    let mut joined: BTreeMap<&str, BTreeSet<(Layer, Layer)>> = BTreeMap::new();
    for part in links {
        for (index, row, _) in &part.rows {
            if let (Layer::Transfer, Some(from), Some(to)) = (row.layer, row.from_layer, row.to_layer) {
                for place in [row.from_place.as_str(), row.to_place.as_str()] {
                    joined.entry(place).or_default().extend([(from, to), (to, from)]);
                }
            }
            // What is only planned may still leave its transfer open.
            if row.layer != Layer::Transfer && row.stage == Stage::Existing {
                for place in ends(row) {
                    meeting.entry(place).or_default().entry(row.layer).or_insert((part, *index, row));
                }
            }
        }
    }
    let none = BTreeSet::new();
    for (place, layers) in &meeting {
        let passes = matches!(kinds.get(place), Some(PlaceKind::Terminal | PlaceKind::Junction));
        let joins = joined.get(place).unwrap_or(&none);
        let layers: Vec<(&Layer, &Spot<'_, '_>)> = layers.iter().collect();
        for (position, (one, first)) in layers.iter().enumerate() {
            for (other, second) in layers.iter().skip(position + 1) {
                let must_join = (is_rail(**one) && is_rail(**other)) || (passes && moves(**one) && moves(**other));
                if must_join && !are_joined(joins, **one, **other) {
                    let (earlier, later) = if first.1 < second.1 { (first, second) } else { (second, first) };
                    faults.push(unjoined(place, earlier, later));
                }
            }
        }
    }
}

/// Whether a chain of transfers leads from one layer to another.
fn are_joined(joins: &BTreeSet<(Layer, Layer)>, one: Layer, other: Layer) -> bool {
    let mut reached = BTreeSet::from([one]);
    loop {
        let further: Vec<Layer> =
            joins.iter().filter(|(a, b)| reached.contains(a) && !reached.contains(b)).map(|(_, b)| *b).collect();
        if further.is_empty() {
            return reached.contains(&other);
        }
        reached.extend(further);
    }
}

fn unjoined(place: &str, earlier: &Spot<'_, '_>, later: &Spot<'_, '_>) -> Diagnostic {
    let rails = is_rail(earlier.2.layer) && is_rail(later.2.layer);
    let mut fault = later.0.sheet.fault(
        later.1,
        "link_id",
        Code::LayerWithoutTransfer,
        format!(
            "`{}` ({}) meets `{}` ({}) at `{place}`, and no transfer joins the two layers there",
            later.2.link_id, later.2.layer, earlier.2.link_id, earlier.2.layer
        ),
        "a transfer between the two layers at this place",
        format!(
            "add a link of the layer `transfer` at `{place}`, for example of the kind `{}`",
            if rails { "gauge_change_transship" } else { "road_rail" }
        ),
    );
    let other = earlier.0.sheet.fault(earlier.1, "link_id", Code::LayerWithoutTransfer, "", "", "");
    fault.related.push(Related { place: other.place, text: "the other link".to_owned() });
    fault
}

/// The places at which goods can join or leave a link.
fn ends(link: &Link) -> impl Iterator<Item = &str> {
    [link.from_place.as_str(), link.to_place.as_str()]
        .into_iter()
        .chain(link.via.iter().map(|stop| stop.place.as_str()))
}

fn is_rail(layer: Layer) -> bool {
    matches!(layer, Layer::Rail1520 | Layer::Rail1435 | Layer::Rail1067 | Layer::Rail1000)
}

/// A layer on which goods move by themselves; a chain known only as a whole changes inside.
fn moves(layer: Layer) -> bool {
    is_rail(layer) || matches!(layer, Layer::Road | Layer::Sea)
}

/// What is let pass is an amount in a time.
fn periods(capacities: &[Parsed<'_, Capacity>], faults: &mut Faults) {
    for part in capacities {
        for (index, row, _) in &part.rows {
            let flows =
                matches!(row.measure, CapacityMeasure::Throughput | CapacityMeasure::Design | CapacityMeasure::Loading);
            let Some(unit) = row.unit.as_ref().filter(|_| flows) else { continue };
            if !unit.is_rate() {
                faults.push(part.sheet.fault(
                    *index,
                    "unit",
                    Code::CapacityWithoutPeriod,
                    format!("`{unit}`, an amount without a time"),
                    "an amount in a time, for example `truck/day` or `Mt/year`",
                    mend_rate(unit),
                ));
            }
        }
    }
}

fn mend_rate(unit: &Unit) -> String {
    let per = if unit.measures("mass") { "year" } else { "day" };
    let mended = format!("{unit}/{per}");
    if Unit::parse(&mended).is_ok() {
        format!("did you mean `{mended}`?")
    } else {
        "add the time to the unit".to_owned()
    }
}

/// A mine that no link touches cannot sell.
fn mines(links: &[Parsed<'_, Link>], places: &[Parsed<'_, Place>], faults: &mut Faults) {
    // Links that could not be read might be the ones that lead there.
    if links.iter().any(|part| part.rows.len() != part.sheet.len()) {
        return;
    }
    let touched: BTreeSet<&str> = links.iter().flat_map(|part| &part.rows).flat_map(|(_, row, _)| ends(row)).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for part in places {
        for (index, row, _) in &part.rows {
            let id = row.place_id.as_str();
            if matches!(row.kind, PlaceKind::Mine | PlaceKind::Oilfield) && !touched.contains(id) && told.insert(id) {
                faults.push(part.sheet.fault(
                    *index,
                    "place_id",
                    Code::MineWithoutLink,
                    format!("`{id}`, which no link touches"),
                    "a link that leads away from it",
                    "add the road or line to links.csv",
                ));
            }
        }
    }
}
