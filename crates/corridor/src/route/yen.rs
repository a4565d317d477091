//! The k cheapest paths without loops.
//!
//! J. Y. Yen, Finding the k shortest loopless paths in a network, Management Science 17, 1971; with the modification of
//! E. L. Lawler, A procedure for computing the k best solutions to discrete optimization problems, Management Science
//! 18, 1972: a path is varied only from the node on where it left the path it came from, so none is found twice.

use super::error::RouteError;
use super::graph::{ArcIx, Graph, NodeIx};
use super::shortest::{Path, Query, Weights, Workspace};

/// The k cheapest paths that visit no node twice, in the order of their cost and, where it is equal, of their arc
/// indices; fewer when there are no more. Paths over different parallel arcs are different paths. From a node to itself
/// there is one, without arcs.
///
/// # Errors
/// [`RouteError::NoSuchNode`]; [`RouteError::WrongLength`] for weights of another graph.
pub fn k_shortest(
    workspace: &mut Workspace,
    graph: &Graph,
    weights: Weights<'_>,
    from: NodeIx,
    to: NodeIx,
    k: usize,
) -> Result<Vec<Path>, RouteError> {
    let first = workspace.path(graph, weights, from, to)?;
    let mut waiting: Vec<Candidate> =
        first.into_iter().map(|path| Candidate { path, left_at: 0, not_there: Vec::new() }).collect();
    let mut found = Vec::new();
    while found.len() < k && !waiting.is_empty() {
        let best = waiting.remove(0);
        let wanted = k - found.len() - 1;
        if wanted > 0 {
            vary(workspace, graph, weights, (from, to), &best, wanted, &mut waiting);
        }
        found.push(best.path);
    }
    Ok(found)
}

/// The best of a set of paths: all that share its first `left_at` arcs and go on by none of `not_there`.
struct Candidate {
    path: Path,
    left_at: usize,
    not_there: Vec<ArcIx>,
}

/// Splits what remains of the set that `best` was the best of by the node at which a path leaves `best`, and adds the
/// best of each part. No more than `wanted` are kept: the others cannot be among the answer.
fn vary(
    workspace: &mut Workspace,
    graph: &Graph,
    weights: Weights<'_>,
    (from, to): (NodeIx, NodeIx),
    best: &Candidate,
    wanted: usize,
    waiting: &mut Vec<Candidate>,
) {
    waiting.truncate(wanted);
    let arcs = &best.path.arcs;
    let nodes = best.path.nodes(graph, from);
    let mut spent = 0.0;
    for (at, arc) in arcs.iter().enumerate() {
        if at >= best.left_at {
            let mut not_there = if at == best.left_at { best.not_there.clone() } else { Vec::new() };
            not_there.push(*arc);
            let limit = waiting.get(wanted - 1).map_or(f64::INFINITY, |worst| worst.path.cost);
            let query =
                Query { from: nodes[at], spent, avoid: &nodes[..at], not_first: &not_there, to: Some(to), limit };
            if let Some(rest) = workspace.search(graph, weights, query).path(graph, to) {
                let path = Path { cost: rest.cost, arcs: [&arcs[..at], rest.arcs.as_slice()].concat() };
                let place = waiting.partition_point(|other| other.path.order(&path).is_lt());
                waiting.insert(place, Candidate { path, left_at: at, not_there });
                waiting.truncate(wanted);
            }
        }
        spent += weights.of(*arc);
    }
}
