//! Times routes on a generated network: `cargo run --release -p corridor --example routes_speed`.
//!
//! A square grid of 101 x 101 nodes whose 20,200 links are open both ways, each way at a random whole cost, and 500
//! random pairs of nodes. The same network on every machine.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::time::Instant;

use corridor::route::{Graph, NodeIx, RouteError, Weights, Workspace, k_shortest, max_flow};

/// Nodes on a side.
const SIDE: u32 = 101;
/// Routes that are timed.
const ROUTES: u32 = 500;

/// A linear congruential generator, upper bits only.
struct Draws(u64);

impl Draws {
    fn up_to(&mut self, count: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(count)).unwrap_or(0)
    }

    fn node(&mut self) -> NodeIx {
        NodeIx(self.up_to(SIDE * SIDE))
    }
}

fn main() -> Result<(), RouteError> {
    let mut draws = Draws(77);
    let mut ends = Vec::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let node = row * SIDE + column;
            let right = (column + 1 < SIDE).then_some(node + 1);
            let down = (row + 1 < SIDE).then_some(node + SIDE);
            for other in [right, down].into_iter().flatten() {
                ends.extend([(NodeIx(node), NodeIx(other)), (NodeIx(other), NodeIx(node))]);
            }
        }
    }
    let costs: Vec<f64> = ends.iter().map(|_| f64::from(1 + draws.up_to(100))).collect();
    let graph = Graph::new((SIDE * SIDE) as usize, &ends)?;
    let weights = Weights::new(&graph, &costs)?;
    println!("network: {} nodes, {} links, {} arcs", graph.nodes(), graph.arcs().div_euclid(2), graph.arcs());

    let pairs: Vec<_> = (0..ROUTES).map(|_| (draws.node(), draws.node())).collect();
    let mut workspace = Workspace::default();
    let started = Instant::now();
    let (mut arcs, mut cost) = (0, 0.0);
    for (from, to) in &pairs {
        if let Some(path) = workspace.path(&graph, weights, *from, *to)? {
            arcs += path.arcs.len();
            cost += path.cost;
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{ROUTES} routes: {seconds:.3} s, {:.3} ms a route", seconds * 1e3 / f64::from(ROUTES));
    println!("  (cost in all {cost}, arcs in all {arcs})");

    let started = Instant::now();
    for (from, _) in &pairs {
        workspace.tree(&graph, weights, *from)?;
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{ROUTES} trees: {seconds:.3} s, {:.3} ms a tree", seconds * 1e3 / f64::from(ROUTES));

    let started = Instant::now();
    let mut found = 0;
    for (from, to) in pairs.iter().take(10) {
        found += k_shortest(&mut workspace, &graph, weights, *from, *to, 5)?.len();
    }
    println!("10 times the 5 best routes: {:.3} s ({found} routes)", started.elapsed().as_secs_f64());

    let started = Instant::now();
    let flow = max_flow(&graph, &costs, &[NodeIx(0)], &[NodeIx(SIDE * SIDE - 1)])?;
    println!("maximum flow: {:.3} s (value {})", started.elapsed().as_secs_f64(), flow.value);
    Ok(())
}
