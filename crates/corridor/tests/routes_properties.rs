//! What must hold of every network: trees, k best routes, shares, profiles, flows and cuts.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeSet, VecDeque};

use corridor::route::{
    Alternative, ArcIx, Graph, Leg, LegKind, NodeIx, Path, Profile, Range, Weights, Workspace, k_shortest, max_flow,
    shares,
};
use proptest::prelude::*;

/// A network and a weight for each arc.
#[derive(Debug, Clone)]
struct Network {
    nodes: usize,
    ends: Vec<(NodeIx, NodeIx)>,
    weights: Vec<f64>,
}

impl Network {
    fn graph(&self) -> Graph {
        Graph::new(self.nodes, &self.ends).unwrap()
    }

    fn k_best(&self, k: usize) -> Vec<Path> {
        let graph = self.graph();
        let weights = Weights::new(&graph, &self.weights).unwrap();
        k_shortest(&mut Workspace::default(), &graph, weights, NodeIx(0), self.last(), k).unwrap()
    }

    fn last(&self) -> NodeIx {
        NodeIx(u32::try_from(self.nodes - 1).unwrap())
    }

    /// Every path without loops from the first node to the last, by cost and arcs.
    fn all_paths(&self) -> Vec<Path> {
        let mut found = Vec::new();
        self.extend(&mut vec![NodeIx(0)], &mut Vec::new(), 0.0, &mut found);
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| a.arcs.cmp(&b.arcs)));
        found
    }

    fn extend(&self, seen: &mut Vec<NodeIx>, arcs: &mut Vec<ArcIx>, cost: f64, found: &mut Vec<Path>) {
        let here = seen[seen.len() - 1];
        if here == self.last() {
            found.push(Path { cost, arcs: arcs.clone() });
            return;
        }
        for (arc, (from, to)) in (0..).map(ArcIx).zip(&self.ends) {
            let weight = self.weights[arc.index()];
            if *from == here && !seen.contains(to) && weight.is_finite() {
                seen.push(*to);
                arcs.push(arc);
                self.extend(seen, arcs, cost + weight, found);
                seen.pop();
                arcs.pop();
            }
        }
    }
}

/// Random arcs between few nodes, parallel ones and loops among them. `whole` weights are whole numbers, so that ties
/// and zeros are common; one arc in eight is unusable.
fn networks(nodes: std::ops::Range<usize>, arcs: usize, whole: bool) -> impl Strategy<Value = Network> {
    nodes.prop_flat_map(move |nodes| {
        let node = 0..u32::try_from(nodes).unwrap();
        let weight = if whole { (0_u32..3).prop_map(f64::from).boxed() } else { (0.0..100.0_f64).boxed() };
        let weight = prop_oneof![7 => weight, 1 => Just(f64::INFINITY)];
        proptest::collection::vec((node.clone(), node, weight), 0..arcs).prop_map(move |arcs| Network {
            nodes,
            ends: arcs.iter().map(|(from, to, _)| (NodeIx(*from), NodeIx(*to))).collect(),
            weights: arcs.iter().map(|(_, _, weight)| *weight).collect(),
        })
    })
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #[test]
    fn trees_keep_the_triangle_inequality(network in networks(2..30, 120, false)) {
        let graph = network.graph();
        let weights = Weights::new(&graph, &network.weights).unwrap();
        let mut workspace = Workspace::default();
        let tree = workspace.tree(&graph, weights, NodeIx(0)).unwrap().clone();
        for (arc, (from, to)) in network.ends.iter().enumerate() {
            if let Some(here) = tree.distance(*from).filter(|_| network.weights[arc].is_finite()) {
                prop_assert!(tree.distance(*to).unwrap() <= here + network.weights[arc]);
            }
        }
        for node in graph.node_ixs() {
            let path = tree.path(&graph, node);
            prop_assert_eq!(&path, &workspace.path(&graph, weights, NodeIx(0), node).unwrap());
            let sum = path.map(|path| path.arcs.iter().map(|arc| network.weights[arc.index()]).sum::<f64>());
            prop_assert_eq!(sum.map(|sum| sum + 0.0), tree.distance(node));
        }
    }

    #[test]
    fn k_best_are_those_of_enumeration(network in networks(2..7, 16, false), k in 1_usize..12) {
        let mut all = network.all_paths();
        all.truncate(k);
        prop_assert_eq!(network.k_best(k), all);
    }

    #[test]
    fn k_best_are_those_of_enumeration_with_ties_and_zeros(network in networks(4..7, 24, true), k in 1_usize..12) {
        let mut all = network.all_paths();
        all.truncate(k);
        prop_assert_eq!(network.k_best(k), all);
    }

    #[test]
    fn k_best_rise_in_cost_are_distinct_and_have_no_loops(network in networks(8..25, 90, false)) {
        let graph = network.graph();
        let found = network.k_best(12);
        prop_assert!(found.windows(2).all(|pair| pair[0].cost <= pair[1].cost));
        prop_assert_eq!(found.iter().map(|path| &path.arcs).collect::<BTreeSet<_>>().len(), found.len());
        for path in &found {
            let nodes = path.nodes(&graph, NodeIx(0));
            prop_assert_eq!(nodes.iter().collect::<BTreeSet<_>>().len(), nodes.len());
            prop_assert_eq!(nodes.last(), Some(&network.last()));
            prop_assert!(path.arcs.iter().zip(&nodes).all(|(arc, node)| graph.from(*arc) == *node));
        }
        prop_assert_eq!(&found[..found.len().min(4)], network.k_best(4));
    }

    #[test]
    fn without_the_best_the_second_is_the_best(network in networks(2..20, 80, false)) {
        let found = network.k_best(2);
        // The best goes when the arc goes that the second does not use.
        if let [best, second] = found.as_slice()
            && let Some(own) = best.arcs.iter().find(|arc| !second.arcs.contains(arc))
        {
            let mut without = network.clone();
            without.weights[own.index()] = f64::INFINITY;
            prop_assert_eq!(&without.k_best(1)[0], second);
        }
    }

    #[test]
    fn units_and_numbering_do_not_matter(network in networks(2..12, 50, false), turn in 0_usize..50) {
        // A factor of two is exact in binary, so the routes are the same to the last bit.
        let found = network.k_best(5);
        let mut scaled = network.clone();
        scaled.weights.iter_mut().for_each(|weight| *weight *= 1024.0);
        let twice: Vec<_> =
            found.iter().map(|path| Path { cost: path.cost * 1024.0, arcs: path.arcs.clone() }).collect();
        prop_assert_eq!(scaled.k_best(5), twice);
        let mut turned = network.clone();
        let by = turn % network.ends.len().max(1);
        turned.ends.rotate_left(by);
        turned.weights.rotate_left(by);
        let costs = |paths: &[Path]| paths.iter().map(|path| path.cost).collect::<Vec<_>>();
        prop_assert_eq!(costs(&turned.k_best(5)), costs(&found));
    }

    #[test]
    fn shares_add_up_and_fall_with_cost(
        network in networks(3..10, 40, false), theta in 0.0..2.0_f64, more in 0.1..20.0_f64,
    ) {
        let found = network.k_best(6);
        let lengths = vec![1.0; network.ends.len()];
        let mut routes: Vec<_> =
            found.iter().map(|path| Alternative { cost: path.cost, arcs: &path.arcs }).collect();
        let before = shares(&routes, &lengths, theta).unwrap();
        prop_assert!(found.is_empty() || near(before.iter().sum(), 1.0));
        let later: Vec<_> = routes.iter().map(|route| Alternative { cost: route.cost + 7.0, ..*route }).collect();
        let after = shares(&later, &lengths, theta).unwrap();
        prop_assert!(before.iter().zip(&after).all(|(a, b)| near(*a, *b)), "dearer by the same, same shares");
        if let Some(first) = routes.first_mut() {
            first.cost += more;
            prop_assert!(shares(&routes, &lengths, theta).unwrap()[0] <= before[0] + 1e-12);
        }
    }

    #[test]
    fn totals_are_the_sum_of_legs_and_the_last_point(figures in proptest::collection::vec(
        (0.0..1e4_f64, proptest::option::weighted(0.95, (0.0..99.0_f64, 0.0..99.0_f64)), 0.0..1e5_f64), 0..20,
    )) {
        let legs: Vec<Leg> = figures.iter().map(|(km, hours, usd)| Leg {
            kind: LegKind::Road,
            place: "somewhere".to_owned(),
            crossing: None,
            km: Some(*km),
            hours: hours.map(|(low, more)| Range::between(low, low + more)),
            usd: Some(Range::point(*usd)),
            rows: vec![],
        }).collect();
        let Profile { points, totals } = Profile::of(&legs);
        let last = points[legs.len()];
        prop_assert_eq!((last.km, last.hours, last.usd), (totals.km, totals.hours, totals.usd));
        prop_assert_eq!(totals.km, Some(figures.iter().fold(0.0, |sum, (km, _, _)| sum + km)));
        let sum = |figures: Vec<Option<Range>>| figures.into_iter().try_fold(Range::point(0.0), |a, b| Some(a.plus(b?)));
        prop_assert_eq!(totals.hours, sum(legs.iter().map(|leg| leg.hours).collect()));
        prop_assert_eq!(totals.usd, sum(legs.iter().map(|leg| leg.usd).collect()));
        prop_assert_eq!(totals.without_hours.is_empty(), totals.hours.is_some());
        prop_assert!(points.windows(2).all(|pair| pair[0].km <= pair[1].km));
    }

    #[test]
    fn maximum_flow_is_minimum_cut(network in networks(2..9, 40, false)) {
        flow_and_cut(&network)?;
    }

    #[test]
    fn maximum_flow_is_minimum_cut_with_ties(network in networks(2..9, 40, true)) {
        flow_and_cut(&network)?;
    }
}

fn flow_and_cut(network: &Network) -> Result<(), TestCaseError> {
    let graph = network.graph();
    let (first, last) = (NodeIx(0), network.last());
    let smallest = smallest_cut(network);
    let Ok(found) = max_flow(&graph, &network.weights, &[first], &[last]) else {
        prop_assert!(smallest.0.is_infinite());
        return Ok(());
    };
    prop_assert!(near(found.value, smallest.0), "{} and the smallest of all cuts {}", found.value, smallest.0);
    prop_assert!(near(found.value, augmenting_paths(network)));
    let cut: f64 = found.cut.iter().map(|arc| network.weights[arc.index()]).sum();
    prop_assert!(near(found.value, cut));
    prop_assert_eq!(found.unique, smallest.1 == 1, "{} cuts are smallest", smallest.1);
    prop_assert!(found.cut.iter().all(|arc| near(found.flow[arc.index()], network.weights[arc.index()])));
    for node in graph.node_ixs() {
        let sum = |arcs: &[ArcIx]| arcs.iter().map(|arc| found.flow[arc.index()]).sum::<f64>();
        let net = sum(graph.out_arcs(node)) - sum(graph.in_arcs(node));
        let expected = match node {
            node if node == first => found.value,
            node if node == last => -found.value,
            _ => 0.0,
        };
        prop_assert!(near(net, expected));
    }
    prop_assert!(found.flow.iter().zip(&network.weights).all(|(flow, most)| (0.0..=*most).contains(flow)));
    Ok(())
}

/// The least capacity between any set of nodes with the first and the rest with the last, and how many different sets of
/// arcs with capacity have it.
fn smallest_cut(network: &Network) -> (f64, usize) {
    let inner = network.nodes - 2;
    let mut cuts: Vec<(f64, Vec<usize>)> = (0..1_u32 << inner)
        .map(|set| {
            let inside = |node: NodeIx| node.0 == 0 || (node != network.last() && set >> (node.0 - 1) & 1 == 1);
            let arcs: Vec<usize> = (0..network.ends.len())
                .filter(|arc| inside(network.ends[*arc].0) && !inside(network.ends[*arc].1))
                .filter(|arc| network.weights[*arc] > 0.0)
                .collect();
            (arcs.iter().map(|arc| network.weights[*arc]).sum(), arcs)
        })
        .collect();
    let least = cuts.iter().map(|(size, _)| *size).fold(f64::INFINITY, f64::min);
    cuts.retain(|(size, _)| *size <= least + 1e-9);
    (least, cuts.into_iter().map(|(_, arcs)| arcs).collect::<BTreeSet<_>>().len())
}

/// Edmonds and Karp 1972: one shortest path with room after another, on a dense matrix.
fn augmenting_paths(network: &Network) -> f64 {
    let mut room = vec![vec![0.0; network.nodes]; network.nodes];
    for ((from, to), capacity) in network.ends.iter().zip(&network.weights) {
        // No smallest cut here has as much, so this is as good as no limit.
        room[from.index()][to.index()] += capacity.min(1e6);
    }
    let mut value = 0.0;
    loop {
        let mut before = vec![None; network.nodes];
        let mut queue = VecDeque::from([0]);
        while let Some(node) = queue.pop_front() {
            for next in 1..network.nodes {
                if before[next].is_none() && room[node][next] > 1e-9 {
                    before[next] = Some(node);
                    queue.push_back(next);
                }
            }
        }
        let end = network.nodes - 1;
        let way: Vec<(usize, usize)> =
            std::iter::successors(before[end].map(|node| (node, end)), |(node, _)| before[*node].map(|b| (b, *node)))
                .collect();
        if way.is_empty() {
            return value;
        }
        let amount = way.iter().map(|(from, to)| room[*from][*to]).fold(f64::INFINITY, f64::min);
        for (from, to) in way {
            room[from][to] -= amount;
            room[to][from] += amount;
        }
        value += amount;
    }
}
