//! Cheapest paths by Dijkstra's method (E. W. Dijkstra, A note on two problems in connexion with graphs, Numerische
//! Mathematik 1, 1959).
//!
//! Of several paths of equal cost the one is taken whose arc indices come first in the order of words in a dictionary;
//! paths to one node, trees and [`super::yen`] agree on it. Costs are summed from the first arc to the last. Rounded sums
//! of numbers of 0 or more never fall and keep their order, so the method is exact for the sums as computed.
// petgraph is not used: its k-shortest paths allow loops and give costs only, and Yen's method needs searches that begin
// at a cost, avoid nodes and stop at a limit.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::error::{RouteError, by_arc};
use super::graph::{ArcIx, Graph, NodeIx};

/// One weight for each arc of a graph, 0 or more in any unit; infinity makes an arc unusable. Checked once, used often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights<'a>(&'a [f64]);

impl<'a> Weights<'a> {
    /// Takes the weights of the arcs of `graph`, in their order.
    ///
    /// # Errors
    /// [`RouteError::WrongLength`], or [`RouteError::NegativeWeight`] for the first weight below zero or not a number.
    pub fn new(graph: &Graph, by_arc_index: &'a [f64]) -> Result<Self, RouteError> {
        by_arc(by_arc_index, graph.arc_ixs())?;
        Ok(Self(by_arc_index))
    }

    /// The weight of an arc.
    pub(super) fn of(self, arc: ArcIx) -> f64 {
        self.0[arc.index()]
    }

    fn checked(self, graph: &Graph) -> Result<Self, RouteError> {
        if self.0.len() == graph.arcs() {
            Ok(self)
        } else {
            Err(RouteError::WrongLength { found: self.0.len(), expected: graph.arcs() })
        }
    }
}

/// A way through the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Sum of the weights of its arcs, in their unit.
    pub cost: f64,
    /// Its arcs in order; none when it ends where it begins.
    pub arcs: Vec<ArcIx>,
}

impl Path {
    /// The nodes it visits, `from` first. Arcs of another graph are left out.
    pub fn nodes(&self, graph: &Graph, from: NodeIx) -> Vec<NodeIx> {
        let known = self.arcs.iter().filter(|arc| arc.index() < graph.arcs());
        std::iter::once(from).chain(known.map(|arc| graph.to(*arc))).collect()
    }

    /// By cost, then by arcs.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.cost.total_cmp(&other.cost).then_with(|| self.arcs.cmp(&other.arcs))
    }
}

/// Cheapest paths from one node to all others.
#[derive(Debug, Clone, PartialEq)]
pub struct ShortestTree {
    source: NodeIx,
    /// By node; infinity where no path leads. Nodes to avoid stand at minus infinity during a search.
    cost: Vec<f64>,
    /// By node, the last arc of its path.
    last: Vec<ArcIx>,
}

impl ShortestTree {
    /// Where all paths begin.
    pub fn source(&self) -> NodeIx {
        self.source
    }

    /// Cost of the cheapest path in the unit of the weights; `None` when no path leads there.
    pub fn distance(&self, to: NodeIx) -> Option<f64> {
        self.cost.get(to.index()).copied().filter(|cost| cost.is_finite())
    }

    /// The cheapest path; `None` when no path leads there. `graph` is the one that the tree was made from; another gives
    /// `None` or a path that means nothing.
    pub fn path(&self, graph: &Graph, to: NodeIx) -> Option<Path> {
        let cost = self.distance(to)?;
        let mut arcs = Vec::new();
        let mut node = to;
        while node != self.source {
            let arc = *self.last.get(node.index())?;
            if arc.index() >= graph.arcs() || arcs.len() >= self.last.len() {
                return None;
            }
            arcs.push(arc);
            node = graph.from(arc);
        }
        arcs.reverse();
        Some(Path { cost, arcs })
    }
}

/// Where a search begins, what it avoids and where it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Query<'a> {
    pub(super) from: NodeIx,
    /// What has been spent on the way to `from`.
    pub(super) spent: f64,
    /// Nodes that are not entered; `from` is none of them.
    pub(super) avoid: &'a [NodeIx],
    /// Arcs that are not the first.
    pub(super) not_first: &'a [ArcIx],
    /// The node to reach; all of them if `None`.
    pub(super) to: Option<NodeIx>,
    /// The most that may be spent.
    pub(super) limit: f64,
}

impl Query<'_> {
    fn plain(from: NodeIx, to: Option<NodeIx>) -> Self {
        Self { from, spent: 0.0, avoid: &[], not_first: &[], to, limit: f64::INFINITY }
    }

    fn forbids(&self, node: NodeIx, arc: ArcIx) -> bool {
        node == self.from && self.not_first.contains(&arc)
    }
}

/// Memory of a search. Kept from one search to the next, it is allocated once.
#[derive(Debug, Clone)]
pub struct Workspace {
    tree: ShortestTree,
    heap: BinaryHeap<Open>,
    /// Nodes on the way from the source, each with the number of its arcs already tried.
    stack: Vec<(NodeIx, usize)>,
}

impl Default for Workspace {
    fn default() -> Self {
        let tree = ShortestTree { source: NodeIx(0), cost: Vec::new(), last: Vec::new() };
        Self { tree, heap: BinaryHeap::new(), stack: Vec::new() }
    }
}

impl Workspace {
    /// The cheapest path from one node to another; `None` when no path leads there. Stops as soon as it is certain.
    ///
    /// # Errors
    /// [`RouteError::NoSuchNode`]; [`RouteError::WrongLength`] for weights of another graph.
    pub fn path(
        &mut self,
        graph: &Graph,
        weights: Weights<'_>,
        from: NodeIx,
        to: NodeIx,
    ) -> Result<Option<Path>, RouteError> {
        let query = Query::plain(graph.checked(from)?, Some(graph.checked(to)?));
        Ok(self.search(graph, weights.checked(graph)?, query).path(graph, to))
    }

    /// The cheapest paths from one node to all others. Clone the tree to keep it beyond the next search.
    ///
    /// # Errors
    /// [`RouteError::NoSuchNode`]; [`RouteError::WrongLength`] for weights of another graph.
    pub fn tree(&mut self, graph: &Graph, weights: Weights<'_>, from: NodeIx) -> Result<&ShortestTree, RouteError> {
        Ok(self.search(graph, weights.checked(graph)?, Query::plain(graph.checked(from)?, None)))
    }

    /// Nodes and weights are those of the graph.
    pub(super) fn search(&mut self, graph: &Graph, weights: Weights<'_>, query: Query<'_>) -> &ShortestTree {
        let bound = self.spread(graph, weights, query);
        self.trace(graph, weights, query, bound);
        &self.tree
    }

    /// Finds the cost of every node up to that of the node to reach, which it returns; the limit if there is none.
    fn spread(&mut self, graph: &Graph, weights: Weights<'_>, query: Query<'_>) -> f64 {
        let cost = &mut self.tree.cost;
        cost.clear();
        cost.resize(graph.nodes(), f64::INFINITY);
        for node in query.avoid {
            cost[node.index()] = f64::NEG_INFINITY;
        }
        cost[query.from.index()] = query.spent;
        self.heap.clear();
        self.heap.push(Open { cost: query.spent, node: query.from });
        let mut bound = if query.to == Some(query.from) { query.spent } else { query.limit };
        while let Some(open) = self.heap.pop() {
            if open.cost > bound {
                break;
            }
            if open.cost > cost[open.node.index()] {
                continue;
            }
            for arc in graph.out_arcs(open.node) {
                let to = graph.to(*arc);
                let reached = open.cost + weights.of(*arc);
                if reached < cost[to.index()] && reached <= bound && !query.forbids(open.node, *arc) {
                    cost[to.index()] = reached;
                    self.heap.push(Open { cost: reached, node: to });
                    if query.to == Some(to) {
                        bound = reached;
                    }
                }
            }
        }
        bound
    }

    /// Gives every node its path: goes depth first along arcs that lie on a cheapest path, in the order of their
    /// indices. A node that was left without reaching a certain other one cannot reach it without a node still on the
    /// stack, so the first way found to a node is the first in the dictionary, arcs of weight zero included.
    fn trace(&mut self, graph: &Graph, weights: Weights<'_>, query: Query<'_>, bound: f64) {
        let ShortestTree { source, cost, last } = &mut self.tree;
        *source = query.from;
        last.clear();
        last.resize(graph.nodes(), ArcIx::NONE);
        if query.to.is_some_and(|to| cost[to.index()] > bound || cost[to.index()].is_infinite()) {
            return;
        }
        self.stack.clear();
        self.stack.push((query.from, 0));
        while let Some((node, tried)) = self.stack.last_mut() {
            let node = *node;
            let Some(arc) = graph.out_arcs(node).get(*tried) else {
                self.stack.pop();
                continue;
            };
            *tried += 1;
            let to = graph.to(*arc);
            let seen = to == query.from || last[to.index()] != ArcIx::NONE;
            let reached = cost[node.index()] + weights.of(*arc);
            let cheapest = reached.is_finite() && reached <= cost[to.index()] && reached <= bound;
            if seen || !cheapest || query.forbids(node, *arc) {
                continue;
            }
            last[to.index()] = *arc;
            if query.to == Some(to) {
                return;
            }
            self.stack.push((to, 0));
        }
    }
}

/// A node that may be reached at a cost. The greatest is the one of least cost.
#[derive(Debug, Clone, Copy)]
struct Open {
    cost: f64,
    node: NodeIx,
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        other.cost.total_cmp(&self.cost).then(other.node.cmp(&self.node))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Open {}
