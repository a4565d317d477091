//! The network simplex on published grids and on small networks.
#![allow(clippy::unwrap_used, clippy::integer_division, clippy::print_stderr, reason = "tests of whole numbers")]

use solve::flow::{Arc, Fault, Flow, FlowError, Network};
use solve::{Options, Problem, Session};

/// The generator of the grids: the upper bits of a linear congruence.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Self(seed);
        for _ in 0..4 {
            random.output();
        }
        random
    }

    fn output(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn within(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.output()).unwrap() % (high - low + 1)
    }
}

/// A grid of roads with a long arc from every node, and supplies that cross half of it.
fn grid(rows: usize, columns: usize) -> Network {
    let nodes = rows * columns;
    let mut random = Random::new(77);
    let mut network = Network { supplies: vec![0; nodes], arcs: Vec::new() };
    for node in 0..nodes {
        let (row, column) = (node / columns, node % columns);
        let neighbours = [
            (column + 1 < columns).then_some(node + 1),
            (row + 1 < rows).then_some(node + columns),
            (column > 0).then(|| node - 1),
            (row > 0).then(|| node - columns),
        ];
        for to in neighbours.into_iter().flatten() {
            let capacity = random.within(20, 200);
            network.arcs.push(Arc { from: node, to, capacity, cost: random.within(1, 100) });
        }
        let to = (7919 * node + 13) % nodes;
        if to != node {
            let capacity = random.within(5, 50);
            network.arcs.push(Arc { from: node, to, capacity, cost: random.within(50, 400) });
        }
    }
    for step in 0..nodes / 10 {
        let amount = random.within(1, 20);
        network.supplies[10 * step] += amount;
        network.supplies[(10 * step + nodes / 2) % nodes] -= amount;
    }
    network
}

/// FNV-1a of all numbers as little-endian bytes.
fn checksum(network: &Network) -> u64 {
    let arcs = &network.arcs;
    let whole = |index: usize| i64::try_from(index).unwrap();
    let numbers = arcs
        .iter()
        .map(|arc| whole(arc.from))
        .chain(arcs.iter().map(|arc| whole(arc.to)))
        .chain(arcs.iter().map(|arc| arc.capacity))
        .chain(arcs.iter().map(|arc| arc.cost))
        .chain(network.supplies.iter().copied());
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in numbers.flat_map(i64::to_le_bytes) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

fn check(rows: usize, columns: usize, arcs: usize, expected_checksum: u64, optimum: i128) {
    let network = grid(rows, columns);
    assert_eq!(network.arcs.len(), arcs);
    assert_eq!(checksum(&network), expected_checksum);
    let start = std::time::Instant::now();
    let flow = network.solve().unwrap();
    eprintln!("{rows} x {columns}: {} pivots in {:?}", flow.pivots, start.elapsed());
    assert_eq!(flow.check(&network), Ok(()));
    assert_eq!(flow.objective, optimum);
}

#[test]
fn grid_of_2_000_nodes() {
    check(40, 50, 9_820, 0x5143_caa5_881e_131d, 89_745);
}

#[test]
fn grid_of_20_000_nodes() {
    check(100, 200, 99_400, 0x94fb_1985_01ae_5288, 849_481);
}

#[test]
fn the_grid_has_the_same_optimum_as_a_linear_programme() {
    let network = grid(40, 50);
    let number = |value: i64| f64::from(i32::try_from(value).unwrap());
    let mut problem = Problem::new();
    let mut entries = vec![Vec::new(); network.supplies.len()];
    for arc in &network.arcs {
        let column = problem.add_column("", number(arc.cost), 0.0, number(arc.capacity)).unwrap();
        entries[arc.from].push((column, 1.0));
        entries[arc.to].push((column, -1.0));
    }
    for (entries, supply) in entries.iter().zip(&network.supplies) {
        problem.add_row("", number(*supply), number(*supply), entries).unwrap();
    }
    for options in [Options::default(), Options { interior_point: true, ..Options::default() }] {
        let start = std::time::Instant::now();
        let solution = Session::new(problem.clone(), &options).unwrap().solve().unwrap().optimal().unwrap();
        eprintln!("40 x 50 by HiGHS: {} iterations in {:?}", solution.iterations, start.elapsed());
        assert!((solution.objective - 89_745.0).abs() < 1e-4, "{}", solution.objective);
        assert!(solution.certificate.accepts());
    }
}

#[test]
#[ignore = "slow without optimisation: cargo test --release -p solve --test flow -- --ignored"]
fn grid_of_100_000_nodes() {
    check(200, 500, 498_600, 0x083f_e974_9e5a_4f1d, 4_195_531);
}

fn network(supplies: &[i64], arcs: &[(usize, usize, i64, i64)]) -> Network {
    let arcs = arcs.iter().map(|&(from, to, capacity, cost)| Arc { from, to, capacity, cost }).collect();
    Network { supplies: supplies.to_vec(), arcs }
}

#[test]
fn the_cheap_way_fills_first() {
    // 10 units from 0 to 3: 6 by way of 1 at 2 + 1, the rest by way of 2 at 3 + 2.
    let network = network(&[10, 0, 0, -10], &[(0, 1, 6, 2), (1, 3, 9, 1), (0, 2, 8, 3), (2, 3, 8, 2)]);
    let flow = network.solve().unwrap();
    assert_eq!(flow.flows, [6, 6, 4, 4]);
    assert_eq!(flow.objective, 6 * 3 + 4 * 5);
    // One more unit on the full arc saves 2.
    assert_eq!(2 + flow.potentials[0] - flow.potentials[1], -2);
    assert_eq!(flow.check(&network), Ok(()));
}

#[test]
fn circles_of_negative_cost_are_filled() {
    let network = network(&[0, 0, 0], &[(0, 1, 5, 1), (1, 2, 4, -3), (2, 0, 9, 1), (2, 2, 3, -1), (1, 1, 3, 1)]);
    let flow = network.solve().unwrap();
    assert_eq!(flow.flows, [4, 4, 4, 3, 0]);
    assert_eq!(flow.objective, -4 - 3);
    assert_eq!(flow.check(&network), Ok(()));
}

#[test]
fn networks_without_a_flow_say_why() {
    let unmet = network(&[10, -10], &[(0, 1, 6, 2), (1, 0, 9, 1)]).solve();
    assert_eq!(unmet, Err(FlowError::Infeasible { unmet: 4 }));
    assert_eq!(network(&[10, -9], &[]).solve(), Err(FlowError::Unbalanced { sum: 1 }));
    assert_eq!(network(&[0], &[(0, 1, 1, 1)]).solve(), Err(FlowError::NoSuchNode { arc: 0 }));
    let negative = network(&[0, 0], &[(0, 1, -1, 1)]).solve();
    assert_eq!(negative, Err(FlowError::NegativeCapacity { arc: 0, capacity: -1 }));
    assert_eq!(network(&[0, 0], &[(0, 1, 1, i64::MIN)]).solve(), Err(FlowError::TooLarge));
    assert_eq!(network(&[i64::MAX, -i64::MAX], &[]).solve(), Err(FlowError::TooLarge));
    let empty = Network::default().solve().unwrap();
    assert_eq!((empty.objective, empty.flows.len()), (0, 0));
}

#[test]
fn a_false_optimum_is_found_out() {
    let network = network(&[10, 0, 0, -10], &[(0, 1, 6, 2), (1, 3, 9, 1), (0, 2, 8, 3), (2, 3, 8, 2)]);
    let right = network.solve().unwrap();
    let wrong = |change: &dyn Fn(&mut Flow)| {
        let mut flow = right.clone();
        change(&mut flow);
        flow.check(&network)
    };
    assert_eq!(wrong(&|flow| flow.flows[0] = 7), Err(Fault::Capacity(0)));
    assert_eq!(wrong(&|flow| flow.flows = vec![5, 5, 5, 5]), Err(Fault::Optimality(0)));
    assert_eq!(wrong(&|flow| flow.flows[0] = 5), Err(Fault::Optimality(0)));
    assert_eq!(wrong(&|flow| flow.flows[2] = 5), Err(Fault::Conservation(0)));
    assert_eq!(wrong(&|flow| flow.objective += 1), Err(Fault::Objective));
    assert_eq!(wrong(&|flow| flow.flows.truncate(3)), Err(Fault::Size));
}
