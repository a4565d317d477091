//! The primal network simplex method with strongly feasible trees (Cunningham 1976) and block search. By hand, because
//! no well-kept crate has minimum-cost flow.

use super::tree::{NONE, Tree, index};
use super::{Flow, FlowError, Network};

// Where an arc stands: at zero, in the tree, at its capacity. As factors of the reduced cost.
const EMPTY: i8 = 1;
const IN_TREE: i8 = 0;
const FULL: i8 = -1;

struct Simplex {
    from: Vec<u32>,
    to: Vec<u32>,
    capacity: Vec<i64>,
    cost: Vec<i64>,
    flow: Vec<i64>,
    state: Vec<i8>,
    tree: Tree,
    // Arcs of the network; the artificial ones follow.
    own: usize,
    block: usize,
    next: usize,
}

pub(super) fn solve(network: &Network) -> Result<Flow, FlowError> {
    let mut simplex = Simplex::new(network);
    let mut pivots = 0;
    while let Some(entering) = simplex.entering() {
        simplex.pivot(entering);
        pivots += 1;
    }
    let unmet: i64 = simplex.flow[simplex.own..].iter().sum();
    if unmet > 0 {
        // Each unit that cannot be sent goes to the root and comes back from it.
        return Err(FlowError::Infeasible { unmet: unmet >> 1 });
    }
    simplex.flow.truncate(simplex.own);
    let objective =
        network.arcs.iter().zip(&simplex.flow).map(|(arc, flow)| i128::from(arc.cost) * i128::from(*flow)).sum();
    let mut potentials = simplex.tree.potential;
    potentials.truncate(network.supplies.len());
    Ok(Flow { flows: simplex.flow, potentials, objective, pivots })
}

impl Simplex {
    // The star of artificial arcs between every node and a root carries all supplies at first.
    fn new(network: &Network) -> Self {
        let nodes = network.supplies.len();
        let own = network.arcs.len();
        let root = index(nodes);
        let dearest = network.arcs.iter().map(|arc| arc.cost.abs()).max().unwrap_or(0);
        let artificial = (dearest + 1) * (i64::from(root) + 1);
        let mut simplex = Self {
            from: network.arcs.iter().map(|arc| index(arc.from)).collect(),
            to: network.arcs.iter().map(|arc| index(arc.to)).collect(),
            capacity: network.arcs.iter().map(|arc| arc.capacity).collect(),
            cost: network.arcs.iter().map(|arc| arc.cost).collect(),
            flow: vec![0; own],
            state: vec![EMPTY; own],
            tree: Tree::star(
                nodes,
                (0..=nodes).map(|node| if node < nodes { index(own + node) } else { NONE }).collect(),
                (0..=nodes).map(|node| network.supplies.get(node).is_some_and(|supply| *supply >= 0)).collect(),
                (0..=nodes)
                    .map(|node| match network.supplies.get(node) {
                        Some(supply) if *supply >= 0 => -artificial,
                        Some(_) => artificial,
                        None => 0,
                    })
                    .collect(),
            ),
            own,
            block: own.isqrt().max(10),
            next: 0,
        };
        for (node, &supply) in network.supplies.iter().enumerate() {
            let (from, to) = if supply >= 0 { (index(node), root) } else { (root, index(node)) };
            simplex.from.push(from);
            simplex.to.push(to);
            simplex.capacity.push(i64::MAX);
            simplex.cost.push(artificial);
            simplex.flow.push(supply.abs());
            simplex.state.push(IN_TREE);
        }
        simplex
    }

    fn reduced(&self, arc: usize) -> i64 {
        let potential = &self.tree.potential;
        self.cost[arc] + potential[self.from[arc] as usize] - potential[self.to[arc] as usize]
    }

    // The arc with the most wrong reduced cost in the next block that has one.
    fn entering(&mut self) -> Option<usize> {
        let mut best = None;
        let mut worst = 0;
        let mut left = self.block;
        for _ in 0..self.own {
            let arc = self.next;
            self.next = if arc + 1 == self.own { 0 } else { arc + 1 };
            let wrong = i64::from(self.state[arc]) * self.reduced(arc);
            if wrong < worst {
                worst = wrong;
                best = Some(arc);
            }
            left -= 1;
            if left == 0 {
                if best.is_some() {
                    return best;
                }
                left = self.block;
            }
        }
        best
    }

    // Sends what fits around the cycle that an arc closes, and lets the last arc that blocks leave the tree: seen from
    // the join in the direction of the entering arc. That keeps the tree strongly feasible, so no pivot repeats.
    fn pivot(&mut self, entering: usize) {
        let forward = self.state[entering] == EMPTY;
        let (first, second) =
            if forward { (self.from[entering], self.to[entering]) } else { (self.to[entering], self.from[entering]) };
        let join = self.tree.join(first, second);
        let mut amount = self.capacity[entering];
        // The node whose arc to its parent leaves; None if the entering arc itself blocks.
        let mut leaving = None;
        let mut node = first;
        while node != join {
            let (arc, up) = self.arc_above(node);
            // Flow runs from the join down to `first`, against arcs that point up.
            let room = if up { self.flow[arc] } else { self.capacity[arc].saturating_sub(self.flow[arc]) };
            if room < amount {
                amount = room;
                leaving = Some((node, true));
            }
            node = self.tree.parent[node as usize];
        }
        node = second;
        while node != join {
            let (arc, up) = self.arc_above(node);
            let room = if up { self.capacity[arc].saturating_sub(self.flow[arc]) } else { self.flow[arc] };
            if room <= amount {
                amount = room;
                leaving = Some((node, false));
            }
            node = self.tree.parent[node as usize];
        }
        self.send(entering, first, second, join, if forward { amount } else { -amount }, amount);
        let Some((top, on_first)) = leaving else {
            self.state[entering] = -self.state[entering];
            return;
        };
        let (out, _) = self.arc_above(top);
        self.state[out] = if self.flow[out] == 0 { EMPTY } else { FULL };
        let (node, parent) = if on_first { (first, second) } else { (second, first) };
        let up = self.from[entering] == node;
        let reduced = self.reduced(entering);
        self.state[entering] = IN_TREE;
        self.tree.rehang(top, node, parent, index(entering), up, if up { -reduced } else { reduced });
    }

    fn arc_above(&self, node: u32) -> (usize, bool) {
        (self.tree.arc[node as usize] as usize, self.tree.up[node as usize])
    }

    fn send(&mut self, entering: usize, first: u32, second: u32, join: u32, change: i64, amount: i64) {
        if amount == 0 {
            return;
        }
        self.flow[entering] += change;
        for (start, sign) in [(first, -amount), (second, amount)] {
            let mut node = start;
            while node != join {
                let (arc, up) = self.arc_above(node);
                self.flow[arc] += if up { sign } else { -sign };
                node = self.tree.parent[node as usize];
            }
        }
    }
}
