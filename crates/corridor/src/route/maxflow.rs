//! How much can pass from some nodes to others, and which arcs stop more.
//!
//! Blocking flows in layers: E. A. Dinitz, Algorithm for solution of a problem of maximum flow in networks with power
//! estimation, Soviet Mathematics Doklady 11, 1970. Maximum flow equals minimum cut by L. R. Ford and D. R. Fulkerson,
//! Maximal flow through a network, Canadian Journal of Mathematics 8, 1956; it holds for one good, not for several that
//! share arcs.
// petgraph's version takes one source and one sink, gives no cut, and panics once infinite capacities are subtracted.

use std::collections::VecDeque;

use super::error::{RouteError, by_arc};
use super::graph::{ArcIx, Graph, NodeIx};

/// Room left of this part of its capacity counts as none: it comes from rounding.
const ROUNDING: f64 = 1e-12;
/// Level of a node that cannot be reached.
const UNREACHED: u32 = u32::MAX;

/// A largest flow and the cut that bounds it, in the unit of the capacities.
#[derive(Debug, Clone, PartialEq)]
pub struct MaxFlow {
    /// What flows from the sources to the sinks in all; equal to the capacity of the cut.
    pub value: f64,
    /// What flows on each arc.
    pub flow: Vec<f64>,
    /// The saturated arcs of the minimum cut nearest to the sources, ascending. Closed ones (capacity 0) are left out:
    /// without them the cut is as small.
    pub cut: Vec<ArcIx>,
    /// For each node, whether it lies on the sources' side of that cut.
    pub source_side: Vec<bool>,
    /// Whether no other set of arcs with capacity cuts as little: only then more capacity on each of `cut` raises the
    /// value.
    pub unique: bool,
}

/// The largest flow from any of `sources` to any of `sinks` with at most `capacity` on each arc; infinity is no limit,
/// 0 is closed. What a source can give and a sink take is not limited: put an arc before or behind it where it is.
///
/// # Errors
/// [`RouteError::NoTerminal`] without sources or sinks; [`RouteError::NoSuchNode`] and [`RouteError::SourceIsSink`] for
/// wrong ones; [`RouteError::WrongLength`] and [`RouteError::NegativeWeight`] for wrong capacities;
/// [`RouteError::Unbounded`] where arcs without limit lead all the way.
pub fn max_flow(graph: &Graph, capacity: &[f64], sources: &[NodeIx], sinks: &[NodeIx]) -> Result<MaxFlow, RouteError> {
    by_arc(capacity, graph.arc_ixs())?;
    if sources.is_empty() || sinks.is_empty() {
        return Err(RouteError::NoTerminal);
    }
    let mut is_sink = vec![false; graph.nodes()];
    for sink in sinks {
        is_sink[graph.checked(*sink)?.index()] = true;
    }
    for source in sources {
        if is_sink[graph.checked(*source)?.index()] {
            return Err(RouteError::SourceIsSink { node: *source });
        }
    }
    let mut network = Residual { graph, capacity, left: capacity.to_vec(), flow: vec![0.0; capacity.len()] };
    let mut value = 0.0;
    loop {
        let levels = network.levels(sources, &is_sink);
        if sinks.iter().all(|sink| levels[sink.index()] == UNREACHED) {
            return Ok(network.finish(value, &levels, sinks));
        }
        value += network.block(sources, &is_sink, &levels)?;
    }
}

/// One direction of an arc in the residual network: along it, or back against flow that is there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    arc: ArcIx,
    forward: bool,
}

/// What could still be sent, or sent back, on each arc.
struct Residual<'a> {
    graph: &'a Graph,
    capacity: &'a [f64],
    left: Vec<f64>,
    flow: Vec<f64>,
}

impl Residual<'_> {
    /// The steps from a node: its leaving arcs, then back along its entering ones.
    fn step(&self, node: NodeIx, number: usize) -> Option<Step> {
        let leaving = self.graph.out_arcs(node);
        match leaving.get(number) {
            Some(arc) => Some(Step { arc: *arc, forward: true }),
            None => {
                let arc = self.graph.in_arcs(node).get(number - leaving.len())?;
                Some(Step { arc: *arc, forward: false })
            }
        }
    }

    fn head(&self, step: Step) -> NodeIx {
        if step.forward { self.graph.to(step.arc) } else { self.graph.from(step.arc) }
    }

    /// What the step could still take; 0 when it is rounding only.
    fn room(&self, step: Step) -> f64 {
        let arc = step.arc.index();
        if !step.forward {
            return self.flow[arc];
        }
        let (left, capacity) = (self.left[arc], self.capacity[arc]);
        if capacity.is_finite() && left <= ROUNDING * capacity { 0.0 } else { left }
    }

    /// Fewest steps with room from a source to each node.
    fn levels(&self, sources: &[NodeIx], is_sink: &[bool]) -> Vec<u32> {
        let mut levels = vec![UNREACHED; self.graph.nodes()];
        let mut queue = VecDeque::new();
        for source in sources {
            levels[source.index()] = 0;
            queue.push_back(*source);
        }
        while let Some(node) = queue.pop_front() {
            // Flow ends at a sink; beyond it nothing is reached that matters.
            if is_sink[node.index()] {
                continue;
            }
            for step in (0..).map_while(|number| self.step(node, number)) {
                let head = self.head(step).index();
                if levels[head] == UNREACHED && self.room(step) > 0.0 {
                    levels[head] = levels[node.index()] + 1;
                    queue.push_back(self.head(step));
                }
            }
        }
        levels
    }

    /// Sends flow along steps that each go one level up, until no such way to a sink is left; returns how much.
    fn block(&mut self, sources: &[NodeIx], is_sink: &[bool], levels: &[u32]) -> Result<f64, RouteError> {
        let mut tried = vec![0; self.graph.nodes()];
        let mut sent = 0.0;
        for source in sources {
            let mut way: Vec<Step> = Vec::new();
            loop {
                let node = way.last().map_or(*source, |step| self.head(*step));
                if is_sink[node.index()] {
                    sent += self.send(&way)?;
                    way.clear();
                    continue;
                }
                if let Some(step) = self.step(node, tried[node.index()]) {
                    let up = levels[self.head(step).index()] == levels[node.index()] + 1;
                    if up && self.room(step) > 0.0 {
                        way.push(step);
                    } else {
                        tried[node.index()] += 1;
                    }
                } else if let Some(step) = way.pop() {
                    let tail = if step.forward { self.graph.from(step.arc) } else { self.graph.to(step.arc) };
                    tried[tail.index()] += 1;
                } else {
                    break;
                }
            }
        }
        Ok(sent)
    }

    /// Sends as much as the narrowest step takes, which then has no room at all.
    fn send(&mut self, way: &[Step]) -> Result<f64, RouteError> {
        let amount = way.iter().map(|step| self.room(*step)).fold(f64::INFINITY, f64::min);
        if amount.is_infinite() {
            // Flow is finite, so no step back is among them.
            return Err(RouteError::Unbounded { path: way.iter().map(|step| step.arc).collect() });
        }
        for step in way {
            let arc = step.arc.index();
            let (less, more) = if step.forward {
                (&mut self.left[arc], &mut self.flow[arc])
            } else {
                (&mut self.flow[arc], &mut self.left[arc])
            };
            *less -= amount;
            *more += amount;
        }
        Ok(amount)
    }

    /// For each node, whether a sink can be reached from it by steps with room.
    fn sink_side(&self, sinks: &[NodeIx]) -> Vec<bool> {
        let mut side = vec![false; self.graph.nodes()];
        let mut stack = sinks.to_vec();
        for sink in sinks {
            side[sink.index()] = true;
        }
        while let Some(node) = stack.pop() {
            let entering = self.graph.in_arcs(node).iter().map(|arc| (Step { arc: *arc, forward: true }, *arc));
            let leaving = self.graph.out_arcs(node).iter().map(|arc| (Step { arc: *arc, forward: false }, *arc));
            for (step, arc) in entering.chain(leaving) {
                let tail = if step.forward { self.graph.from(arc) } else { self.graph.to(arc) };
                if !side[tail.index()] && self.room(step) > 0.0 {
                    side[tail.index()] = true;
                    stack.push(tail);
                }
            }
        }
        side
    }

    fn cut(&self, behind: impl Fn(NodeIx) -> bool) -> Vec<ArcIx> {
        let crosses = |arc: &ArcIx| !behind(self.graph.from(*arc)) && behind(self.graph.to(*arc));
        self.graph.arc_ixs().filter(|arc| self.capacity[arc.index()] > 0.0 && crosses(arc)).collect()
    }

    fn finish(self, value: f64, levels: &[u32], sinks: &[NodeIx]) -> MaxFlow {
        let cut = self.cut(|node| levels[node.index()] == UNREACHED);
        let sink_side = self.sink_side(sinks);
        let unique = cut == self.cut(|node| sink_side[node.index()]);
        let flow = self.flow.iter().zip(self.capacity).map(|(flow, capacity)| flow.min(*capacity)).collect();
        MaxFlow { value, flow, cut, source_side: levels.iter().map(|level| *level != UNREACHED).collect(), unique }
    }
}
