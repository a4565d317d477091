//! From the links of a package to rows of links.csv and costs.csv: ways and transfers.

use std::collections::{BTreeMap, BTreeSet};

use case::tables::Layer;

use super::blank::fact;
use super::fault::{count, listed};
use super::foreign::{Converted, Work, clean, name};
use super::layout::Role;
use super::package::Link;
use super::words::{self, Found};

/// Two lengths that differ by less than this part are one: the two directions of a way.
const SAME_LENGTH: f64 = 0.01;

/// A link on which goods move.
#[derive(Debug)]
struct Way<'p> {
    link: &'p Link,
    found: Found,
    /// The link the other way, where it has one of its own.
    back: Option<&'p Link>,
}

/// Links on which goods move. The two directions of a way become one link, because a link of a case runs both ways.
pub(super) fn ways(work: &mut Work<'_>, out: &mut Converted) {
    let kept = paired(work);
    for Way { link, found, back } in &kept {
        let Some(id) = work.link_ids.get(link.link_id.as_str()).cloned() else { continue };
        let layer = found.layer();
        let mut note = format!("GMNS link {}", clean(&link.link_id));
        if let Some(back) = back {
            note = format!("{note}, and {} the other way", clean(&back.link_id));
        }
        if let Some(operator) = &link.jurisdiction {
            note = format!("{note}; jurisdiction: {}", clean(operator));
        }
        let cells = [
            ("link_id", id.clone()),
            ("name", name(link.name.as_deref(), &link.link_id)),
            ("from_place", work.home(work.layout.root(&link.from_node_id), layer)),
            ("to_place", work.home(work.layout.root(&link.to_node_id), layer)),
            ("layer", layer.to_string()),
            ("stage", "existing".to_owned()),
            ("length_km", link.length.map_or_else(String::new, |length| length.to_string())),
        ];
        out.links.push(fact(cells, work.day, note));
        if let Some(speed) = link.free_speed {
            let cells = [
                ("cost_id", work.ids.derived(&id, "_speed")),
                ("subject_id", id.clone()),
                ("measure", "speed".to_owned()),
                ("mode", words::mode(layer).map_or_else(String::new, |mode| mode.to_string())),
                ("value", speed.to_string()),
                ("unit", "km/h".to_owned()),
                ("valid_from", work.day.to_string()),
            ];
            out.costs.push(fact(cells, work.day, "GMNS free_speed, speed without hindrance".to_owned()));
        }
    }
    let loops: Vec<&str> =
        work.links.iter().filter(|(_, role)| *role == Role::Loop).map(|(link, _)| link.link_id.as_str()).collect();
    remark_on_ways(&kept, &loops, &mut out.remarks);
}

/// Finds the link the other way of each directed link: between the same places, on the same layer, of like length.
fn paired<'p>(work: &Work<'p>) -> Vec<Way<'p>> {
    let mut open: BTreeMap<(&str, &str, Layer), Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Way<'_>> = Vec::new();
    for (link, role) in &work.links {
        let Role::Way(found) = *role else { continue };
        let (from, to) = (work.layout.root(&link.from_node_id), work.layout.root(&link.to_node_id));
        if link.directed {
            let waiting = open.entry((to, from, found.layer())).or_default();
            let like = |index: &usize| kept.get(*index).is_some_and(|way| alike(link.length, way.link.length));
            let index = waiting.iter().position(like).map(|at| waiting.remove(at));
            if let Some(way) = index.and_then(|index| kept.get_mut(index)) {
                way.back = Some(link);
                continue;
            }
            open.entry((from, to, found.layer())).or_default().push(kept.len());
        }
        kept.push(Way { link, found, back: None });
    }
    kept
}

/// Whether two lengths may be those of the two directions of one way.
fn alike(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() <= SAME_LENGTH * one.max(other),
        _ => true,
    }
}

fn remark_on_ways(kept: &[Way<'_>], loops: &[&str], remarks: &mut Vec<String>) {
    let of = |test: fn(&Way<'_>) -> bool| -> Vec<&str> {
        kept.iter().filter(|way| test(way)).map(|way| way.link.link_id.as_str()).collect()
    };
    let merged = of(|way| way.back.is_some());
    let one_way = of(|way| way.link.directed && way.back.is_none());
    let no_gauge = of(|way| way.found == Found::NoGauge);
    let unknown = of(|way| way.found == Found::Unknown);
    let sentences = [
        (&merged, "link was joined with the link the other way", "links were joined with the links the other way"),
        (
            &one_way,
            "link runs one way in the package; a link of a case runs both ways",
            "links run one way in the package; a link of a case runs both ways",
        ),
        (&no_gauge, "railway says no gauge; 1,435 mm was taken", "railways say no gauge; 1,435 mm was taken"),
        (
            &unknown,
            "link says no layer by `facility_type` or `allowed_uses` and became a road",
            "links say no layer by `facility_type` or `allowed_uses` and became roads",
        ),
    ];
    for (ids, one, many) in sentences {
        if !ids.is_empty() {
            remarks.push(format!("{}: {}", count(ids.len(), one, many), listed(ids)));
        }
    }
    if !loops.is_empty() {
        let number = count(loops.len(), "link was left out", "links were left out");
        remarks.push(format!("{number} because of both ends at one place: {}", listed(loops)));
    }
}

/// Changes of layer, one row for each direction.
pub(super) fn transfers(work: &mut Work<'_>, out: &mut Converted) {
    let mut written = BTreeSet::new();
    let (mut guessed, mut idle) = (Vec::new(), Vec::new());
    for (link, changes) in &work.changes {
        let Some(id) = work.link_ids.get(link.link_id.as_str()) else { continue };
        if changes.is_empty() {
            idle.push(link.link_id.as_str());
        }
        if words::transfer(link).is_none() && !changes.is_empty() {
            guessed.push(link.link_id.as_str());
        }
        let mut first = true;
        for change in changes.iter().filter(|change| written.insert(**change)) {
            let row = if first { id.clone() } else { work.ids.derived(id, "_back") };
            first = false;
            let cells = [
                ("link_id", row),
                ("name", name(link.name.as_deref(), &format!("{} to {}", change.from_layer, change.to_layer))),
                ("from_place", work.home(change.from, change.from_layer)),
                ("to_place", work.home(change.to, change.to_layer)),
                ("layer", Layer::Transfer.to_string()),
                ("stage", "existing".to_owned()),
                ("transfer", change.kind(link).to_string()),
                ("from_layer", change.from_layer.to_string()),
                ("to_layer", change.to_layer.to_string()),
            ];
            out.links.push(fact(cells, work.day, format!("GMNS link {} of length 0", clean(&link.link_id))));
        }
    }
    if !guessed.is_empty() {
        let number = count(guessed.len(), "transfer says", "transfers say");
        out.remarks.push(format!("{number} no kind; it was taken from the two layers: {}", listed(&guessed)));
    }
    if !idle.is_empty() {
        let number = count(idle.len(), "link of length 0 was left out", "links of length 0 were left out");
        out.remarks.push(format!("{number} because no two layers meet there: {}", listed(&idle)));
    }
}
