//! From the nodes and links of a package that a case does not have to rows of places.csv, links.csv and costs.csv.

use std::collections::{BTreeMap, BTreeSet};

use case::tables::{Layer, PlaceKind};
use case::value::date::Date;
use case::value::economy::Economy;

use super::blank::{Cells, fact};
use super::fault::{count, listed};
use super::id::Ids;
use super::layout::{Change, Joined, Known, Layout, Role, divide};
use super::package::{Link, Node, Package};
use super::{ways, words};

/// Most characters of a name that are taken over.
const MAX_NAME: usize = 200;

/// Rows of a case, and what was decided on the way.
#[derive(Debug, Default)]
pub(super) struct Converted {
    pub(super) places: Vec<Cells>,
    pub(super) links: Vec<Cells>,
    pub(super) costs: Vec<Cells>,
    pub(super) remarks: Vec<String>,
}

/// A place to be written.
#[derive(Debug, Clone)]
struct NewPlace<'p> {
    node: &'p Node,
    id: String,
    kind: PlaceKind,
    economy: Economy,
}

/// What is known while a package is converted.
#[derive(Debug)]
pub(super) struct Work<'p> {
    pub(super) layout: Layout<'p>,
    /// The links to convert, with what they are.
    pub(super) links: Vec<(&'p Link, Role)>,
    /// The changes of layer that each transfer is for.
    pub(super) changes: Vec<(&'p Link, BTreeSet<Change<'p>>)>,
    /// The id of each link.
    pub(super) link_ids: BTreeMap<&'p str, String>,
    /// The id of each place, by the node that stands for it.
    place_ids: BTreeMap<&'p str, String>,
    /// The place where a layer is at home, where that is not the place of its node.
    homes: BTreeMap<(&'p str, Layer), String>,
    pub(super) ids: Ids,
    pub(super) day: Date,
    economy: Economy,
}

impl Work<'_> {
    /// The place of a layer at the node that stands for a place.
    pub(super) fn home(&self, root: &str, layer: Layer) -> String {
        self.homes.get(&(root, layer)).or_else(|| self.place_ids.get(root)).cloned().unwrap_or_default()
    }
}

/// Converts what `known` does not hold.
pub(super) fn convert(package: &Package, mut known: Known, economy: Economy, day: Date) -> Converted {
    let mut out = Converted::default();
    let mut ids = std::mem::take(&mut known.ids);
    let known = &known;
    let layout = Layout::of(package, known);
    let nodes: Vec<&Node> = package
        .nodes
        .rows
        .iter()
        .filter(|node| !known.nodes.contains_key(&node.node_id) && layout.root(&node.node_id) == node.node_id)
        .collect();
    let links: Vec<(&Link, Role)> =
        layout.links.iter().copied().filter(|(link, _)| !known.links.contains(&link.link_id)).collect();
    let of_nodes: Vec<&str> = nodes.iter().map(|node| node.node_id.as_str()).collect();
    let of_links: Vec<&str> = links.iter().map(|(link, _)| link.link_id.as_str()).collect();
    let mut place_ids = ids.give(&of_nodes, "node");
    let link_ids = ids.give(&of_links, "link");
    remark_on_ids(&place_ids, &link_ids, &mut out.remarks);
    place_ids.extend(known.nodes.iter().map(|(node, place)| (node.as_str(), place.clone())));
    let transfers = links.iter().filter(|(_, role)| *role == Role::Transfer);
    let changes = transfers.map(|(link, _)| (*link, layout.changes(link))).collect();

    let homes = BTreeMap::new();
    let mut work = Work { layout, links, changes, link_ids, place_ids, homes, ids, day, economy };
    let places = places(&nodes, &work, package, &mut out.remarks);
    let apart = settle(&mut work, &places, package, known, &mut out.remarks);
    let of_places = places.iter().map(|place| {
        let note = format!("GMNS node {}", clean(&place.node.node_id));
        place_cells(&place.id, name(place.node.name.as_deref(), &place.node.node_id), place, day, note)
    });
    out.places = of_places.chain(apart).collect();
    ways::ways(&mut work, &mut out);
    ways::transfers(&mut work, &mut out);
    out
}

/// Gives each layer its place. Where layers meet that nothing joins, each gets a place of its own, so that no change is
/// made up; the rows of these places are given back.
fn settle<'p>(
    work: &mut Work<'p>,
    places: &[NewPlace<'p>],
    package: &'p Package,
    known: &Known,
    remarks: &mut Vec<String>,
) -> Vec<Cells> {
    let mut joined = known.joined.clone();
    for change in work.changes.iter().flat_map(|(_, changes)| changes) {
        join(&mut joined, change, &work.place_ids);
    }
    let by_root: BTreeMap<&str, &NewPlace<'_>> =
        places.iter().map(|place| (place.node.node_id.as_str(), place)).collect();
    let nodes: BTreeMap<&str, &Node> = package.nodes.rows.iter().map(|node| (node.node_id.as_str(), node)).collect();
    let none = BTreeSet::new();
    let (mut rows, mut divided) = (Vec::new(), Vec::new());
    for (root, layers) in work.layout.layers() {
        let (Some(id), Some(node)) = (work.place_ids.get(root).cloned(), nodes.get(root)) else { continue };
        let new = by_root.get(root).map(|place| (place.kind, place.economy));
        let (kind, economy) =
            new.or_else(|| known.places.get(&id).copied()).unwrap_or((PlaceKind::Junction, work.economy));
        let place = NewPlace { node, id: id.clone(), kind, economy };
        let base = known.layers.get(&id).unwrap_or(&none);
        let mut homes = BTreeMap::from([(0, id.clone())]);
        for (layer, group) in divide(&id, place.kind, &layers, base, &joined) {
            let home = homes.entry(group).or_insert_with(|| {
                let home = work.ids.derived(&id, &format!("_{layer}"));
                let name = format!("{} ({layer})", name(node.name.as_deref(), root));
                let note = format!("GMNS node {}, {layer} alone", clean(root));
                rows.push(place_cells(&home, name, &place, work.day, note));
                home
            });
            work.homes.insert((root, layer), home.clone());
        }
        if homes.len() > 1 {
            divided.push(root);
        }
    }
    if !divided.is_empty() {
        let number = count(divided.len(), "place", "places");
        remarks.push(format!(
            "layers meet at {number} and no transfer joins them, so that each got a place of its own; add transfers \
             where goods change: {}",
            listed(&divided)
        ));
    }
    rows
}

fn remark_on_ids(places: &BTreeMap<&str, String>, links: &BTreeMap<&str, String>, remarks: &mut Vec<String>) {
    for (what, ids) in [("node", places), ("link", links)] {
        let mended: Vec<String> =
            ids.iter().filter(|(old, new)| *old != new).map(|(old, new)| format!("{old} -> {new}")).collect();
        if !mended.is_empty() {
            let number = count(mended.len(), "id", "ids");
            remarks.push(format!("{number} of a {what} became an id of the case: {}", listed(&mended)));
        }
    }
}

/// The places of new nodes: kind by `node_type`, economy by zone.
fn places<'p>(nodes: &[&'p Node], work: &Work<'p>, package: &Package, remarks: &mut Vec<String>) -> Vec<NewPlace<'p>> {
    let economy = work.economy;
    let economies = words::economies(&package.zones.rows);
    let (mut no_kind, mut no_economy) = (0, 0);
    let places: Vec<NewPlace<'_>> = nodes
        .iter()
        .filter_map(|node| {
            let id = work.place_ids.get(node.node_id.as_str())?;
            let said = node.node_type.as_deref().and_then(words::kind);
            no_kind += usize::from(said.is_none());
            let kind = said.unwrap_or(PlaceKind::Junction);
            let zone = node.zone_id.as_deref().and_then(|zone| economies.get(zone)).copied();
            no_economy += usize::from(zone.is_none());
            Some(NewPlace { node, id: id.clone(), kind, economy: zone.unwrap_or(economy) })
        })
        .collect();
    if no_kind > 0 {
        let number = count(no_kind, "node says", "nodes say");
        remarks.push(format!("{number} no kind of place by `node_type` and became junctions"));
    }
    if no_economy > 0 {
        let number = count(no_economy, "node is", "nodes are");
        remarks.push(format!("{number} in no zone that is an economy by ISO 3166-1 and were put into {economy}"));
    }
    places
}

fn place_cells(id: &str, name: String, place: &NewPlace<'_>, day: Date, note: String) -> Cells {
    let cells = [
        ("place_id", id.to_owned()),
        ("name", name),
        ("kind", place.kind.to_string()),
        ("economy", place.economy.to_string()),
        ("lat", place.node.y_coord.to_string()),
        ("lon", place.node.x_coord.to_string()),
    ];
    fact(cells, day, note)
}

/// The joins of the check of a case: at both ends, in both orders.
fn join(joined: &mut Joined, change: &Change<'_>, places: &BTreeMap<&str, String>) {
    for place in [change.from, change.to].iter().filter_map(|root| places.get(root)) {
        let (from, to) = (change.from_layer, change.to_layer);
        joined.entry(place.clone()).or_default().extend([(from, to), (to, from)]);
    }
}

/// A text without control characters, not too long for a cell.
pub(super) fn clean(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_NAME).collect();
    plain.trim().to_owned()
}

/// A name, or what stands in its place.
pub(super) fn name(name: Option<&str>, id: &str) -> String {
    let name = name.map(clean).filter(|name| !name.is_empty()).unwrap_or_else(|| clean(id));
    if name.is_empty() { "without a name".to_owned() } else { name }
}
