//! How the nodes and links of a package become places, ways and transfers.
//!
//! A node belongs to the place of its parent when it stands where the parent stands, or when a link of length 0 joins it
//! to the parent or to another node of that parent. A link of length 0 inside one place, or one whose `facility_type`
//! is a kind of transfer, is a transfer between the layers of its two nodes.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use case::cell::Cell;
use case::tables::{Layer, PlaceKind, TransferKind};
use case::value::economy::Economy;

use super::id::Ids;
use super::package::{Link, Node, Package};
use super::words::{self, Found};

/// Levels of parents that are looked through.
const LEVELS: usize = 16;

/// What a case has already, when a package adds to it.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The ids that are taken.
    pub(super) ids: Ids,
    /// The place of each node.
    pub(super) nodes: BTreeMap<String, String>,
    /// The links of link.csv.
    pub(super) links: BTreeSet<String>,
    /// What each place is, and the economy it lies in.
    pub(super) places: BTreeMap<String, (PlaceKind, Economy)>,
    /// The layers that meet at each place.
    pub(super) layers: BTreeMap<String, BTreeSet<Layer>>,
    /// The layers that a transfer joins at a place.
    pub(super) joined: Joined,
}

/// The pairs of layers that transfers join at each place, in both orders, as the check of a case counts them.
pub(super) type Joined = BTreeMap<String, BTreeSet<(Layer, Layer)>>;

/// What a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Goods move on it.
    Way(Found),
    /// Goods change layer on it.
    Transfer,
    /// It begins and ends at one place.
    Loop,
}

/// The nodes and links of a package, sorted out.
#[derive(Debug)]
pub(super) struct Layout<'p> {
    /// The node that stands for the place of each node.
    pub(super) roots: BTreeMap<&'p str, &'p str>,
    /// The links in the order of the file, with what they are.
    pub(super) links: Vec<(&'p Link, Role)>,
    /// The layers of the ways that touch each node.
    at_node: BTreeMap<&'p str, BTreeSet<Layer>>,
}

/// A change of layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change<'p> {
    /// The node that stands for the place where goods arrive.
    pub(super) from: &'p str,
    /// The layer on which they arrive.
    pub(super) from_layer: Layer,
    /// The node that stands for the place where goods leave.
    pub(super) to: &'p str,
    /// The layer on which they leave.
    pub(super) to_layer: Layer,
}

impl<'p> Layout<'p> {
    /// Sorts out a package.
    pub(super) fn of(package: &'p Package, known: &Known) -> Self {
        let roots = roots(package, known);
        let root = |node: &'p str| roots.get(node).copied().unwrap_or(node);
        let role = |link: &'p Link| {
            let inside = root(&link.from_node_id) == root(&link.to_node_id);
            let still = is_still(link);
            let changes = (inside && link.from_node_id != link.to_node_id) || words::transfer(link).is_some();
            match (still && changes, inside) {
                (true, _) => Role::Transfer,
                (false, true) => Role::Loop,
                (false, false) => Role::Way(words::layer(link, package)),
            }
        };
        let links: Vec<(&Link, Role)> = package.links.rows.iter().map(|link| (link, role(link))).collect();
        let mut at_node: BTreeMap<&str, BTreeSet<Layer>> = BTreeMap::new();
        for (link, role) in &links {
            let Role::Way(found) = role else { continue };
            for node in [&link.from_node_id, &link.to_node_id] {
                at_node.entry(node).or_default().insert(found.layer());
            }
        }
        // A node that no way touches may still say by its type on which layer it is.
        for node in &package.nodes.rows {
            let said = node.node_type.as_deref().and_then(|word| Layer::parse(word).ok());
            if let Some(layer) = said
                && node.parent_node_id.is_some()
            {
                at_node.entry(&node.node_id).or_insert_with(|| BTreeSet::from([layer]));
            }
        }
        Self { roots, links, at_node }
    }

    /// The node that stands for the place of a node.
    pub(super) fn root(&self, node: &'p str) -> &'p str {
        self.roots.get(node).copied().unwrap_or(node)
    }

    /// The changes of layer that a transfer is for; none when its nodes are of one layer.
    pub(super) fn changes(&self, link: &'p Link) -> BTreeSet<Change<'p>> {
        let none = BTreeSet::new();
        let layers = |node: &'p str| self.at_node.get(node).unwrap_or(&none);
        let (from, to) = (link.from_node_id.as_str(), link.to_node_id.as_str());
        let mut changes = BTreeSet::new();
        for from_layer in layers(from) {
            for to_layer in layers(to).iter().filter(|layer| *layer != from_layer) {
                let (start, end) = (self.root(from), self.root(to));
                changes.insert(Change { from: start, from_layer: *from_layer, to: end, to_layer: *to_layer });
                if !link.directed {
                    changes.insert(Change { from: end, from_layer: *to_layer, to: start, to_layer: *from_layer });
                }
            }
        }
        changes
    }

    /// The layers of the ways that touch each place, by the node that stands for it.
    pub(super) fn layers(&self) -> BTreeMap<&'p str, BTreeSet<Layer>> {
        let mut layers: BTreeMap<&str, BTreeSet<Layer>> = BTreeMap::new();
        for (link, role) in &self.links {
            let Role::Way(found) = role else { continue };
            for node in [&link.from_node_id, &link.to_node_id] {
                layers.entry(self.root(node)).or_default().insert(found.layer());
            }
        }
        layers
    }
}

impl Change<'_> {
    /// The kind that a link gives to it.
    pub(super) fn kind(&self, link: &Link) -> TransferKind {
        words::transfer(link).unwrap_or_else(|| words::transfer_between(self.from_layer, self.to_layer))
    }
}

fn is_still(link: &Link) -> bool {
    link.length.is_some_and(|length| length <= 0.0)
}

fn roots<'p>(package: &'p Package, known: &Known) -> BTreeMap<&'p str, &'p str> {
    let nodes: BTreeMap<&str, &Node> = package.nodes.rows.iter().map(|node| (node.node_id.as_str(), node)).collect();
    let parent = |node: &str| nodes.get(node).and_then(|node| node.parent_node_id.as_deref());
    let mut joined: BTreeSet<&str> = BTreeSet::new();
    for link in package.links.rows.iter().filter(|link| is_still(link)) {
        let (from, to) = (link.from_node_id.as_str(), link.to_node_id.as_str());
        if parent(from) == Some(to) || (parent(from).is_some() && parent(from) == parent(to)) {
            joined.insert(from);
        }
        if parent(to) == Some(from) || (parent(to).is_some() && parent(from) == parent(to)) {
            joined.insert(to);
        }
    }
    let stands_there = |one: &Node, other: &Node| {
        one.x_coord.total_cmp(&other.x_coord) == Ordering::Equal
            && one.y_coord.total_cmp(&other.y_coord) == Ordering::Equal
    };
    let up = |node: &'p str| -> Option<&'p str> {
        let above = *nodes.get(parent(node)?)?;
        let belongs = match known.nodes.get(node) {
            Some(place) => known.nodes.get(&above.node_id) == Some(place),
            None => joined.contains(node) || stands_there(nodes.get(node)?, above),
        };
        (belongs && above.node_id != node).then_some(above.node_id.as_str())
    };
    nodes
        .keys()
        .map(|node| {
            let chain: Vec<&str> = std::iter::successors(Some(*node), |at| up(at)).take(LEVELS).collect();
            // Parents in a circle have no end; each of their nodes stands for itself.
            let root = if chain.len() < LEVELS { chain.last().copied().unwrap_or(node) } else { node };
            (*node, root)
        })
        .collect()
}

/// Divides the layers of a place into groups in which none meets another without a transfer, by the rule of the case's
/// check: two gauges need one, and so do two modes at a terminal or junction. `base` are the layers that the case has
/// there; they stay together, in the first group.
pub(super) fn divide(
    place: &str,
    kind: PlaceKind,
    layers: &BTreeSet<Layer>,
    base: &BTreeSet<Layer>,
    joined: &Joined,
) -> BTreeMap<Layer, usize> {
    let passes = matches!(kind, PlaceKind::Terminal | PlaceKind::Junction);
    let none = BTreeSet::new();
    let joins = joined.get(place).unwrap_or(&none);
    let apart = |one: Layer, other: Layer| {
        let must_join = (is_rail(one) && is_rail(other)) || (passes && moves(one) && moves(other));
        must_join && !reached(joins, one).contains(&other)
    };
    let mut groups: Vec<Vec<Layer>> = vec![base.iter().copied().collect()];
    for layer in layers.difference(base) {
        match groups.iter_mut().find(|group| !group.iter().any(|other| apart(*layer, *other))) {
            Some(group) => group.push(*layer),
            None => groups.push(vec![*layer]),
        }
    }
    groups.iter().enumerate().flat_map(|(index, group)| group.iter().map(move |layer| (*layer, index))).collect()
}

/// The layers to which a chain of transfers leads from one.
fn reached(joins: &BTreeSet<(Layer, Layer)>, from: Layer) -> BTreeSet<Layer> {
    let mut reached = BTreeSet::from([from]);
    loop {
        let before = reached.len();
        let further: Vec<Layer> = joins.iter().filter(|(one, _)| reached.contains(one)).map(|(_, to)| *to).collect();
        reached.extend(further);
        if reached.len() == before {
            return reached;
        }
    }
}

fn is_rail(layer: Layer) -> bool {
    matches!(layer, Layer::Rail1520 | Layer::Rail1435 | Layer::Rail1067 | Layer::Rail1000)
}

fn moves(layer: Layer) -> bool {
    is_rail(layer) || matches!(layer, Layer::Road | Layer::Sea)
}
