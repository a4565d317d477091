//! The spanning tree of the network simplex method, with parents, depths and potentials kept up to date.

pub(super) const NONE: u32 = u32::MAX;

/// A rooted tree over nodes. Children hang in doubly linked lists, so that a branch moves in time of its path and the
/// potentials of a branch change in time of its size.
pub(super) struct Tree {
    /// `[node]`, [`NONE`] at the root.
    pub(super) parent: Vec<u32>,
    /// The arc between a node and its parent, `[node]`.
    pub(super) arc: Vec<u32>,
    /// Whether that arc points from the node to its parent, `[node]`.
    pub(super) up: Vec<bool>,
    /// `[node]`
    pub(super) potential: Vec<i64>,
    depth: Vec<u32>,
    child: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    // Nodes still to visit when a branch is gone through.
    stack: Vec<u32>,
}

impl Tree {
    /// A star: every node hangs at the root, the last node.
    pub(super) fn star(nodes: usize, arc: Vec<u32>, up: Vec<bool>, potential: Vec<i64>) -> Self {
        let root = index(nodes);
        let mut tree = Self {
            parent: vec![NONE; nodes + 1],
            arc,
            up,
            potential,
            depth: vec![0; nodes + 1],
            child: vec![NONE; nodes + 1],
            next: vec![NONE; nodes + 1],
            previous: vec![NONE; nodes + 1],
            stack: Vec::new(),
        };
        for node in (0..root).rev() {
            tree.depth[node as usize] = 1;
            tree.attach(node, root);
        }
        tree
    }

    fn attach(&mut self, node: u32, parent: u32) {
        let first = self.child[parent as usize];
        self.parent[node as usize] = parent;
        self.next[node as usize] = first;
        self.previous[node as usize] = NONE;
        if first != NONE {
            self.previous[first as usize] = node;
        }
        self.child[parent as usize] = node;
    }

    fn detach(&mut self, node: u32) {
        let (previous, next) = (self.previous[node as usize], self.next[node as usize]);
        if previous == NONE {
            self.child[self.parent[node as usize] as usize] = next;
        } else {
            self.next[previous as usize] = next;
        }
        if next != NONE {
            self.previous[next as usize] = previous;
        }
    }

    /// Where the ways from two nodes to the root meet.
    pub(super) fn join(&self, mut a: u32, mut b: u32) -> u32 {
        while a != b {
            if self.depth[a as usize] >= self.depth[b as usize] {
                a = self.parent[a as usize];
            } else {
                b = self.parent[b as usize];
            }
        }
        a
    }

    /// Cuts the branch at `top` off its parent and hangs it by its node `node` at `parent`, with an arc that points
    /// up or not. All potentials of the branch change by `shift`.
    pub(super) fn rehang(&mut self, top: u32, node: u32, parent: u32, arc: u32, up: bool, shift: i64) {
        let (mut node_now, mut parent_now, mut arc_now, mut up_now) = (node, parent, arc, up);
        loop {
            let at = node_now as usize;
            let (old_parent, old_arc, old_up) = (self.parent[at], self.arc[at], self.up[at]);
            self.detach(node_now);
            self.attach(node_now, parent_now);
            self.arc[at] = arc_now;
            self.up[at] = up_now;
            if node_now == top {
                break;
            }
            (parent_now, node_now, arc_now, up_now) = (node_now, old_parent, old_arc, !old_up);
        }
        self.stack.push(node);
        while let Some(node) = self.stack.pop() {
            self.potential[node as usize] += shift;
            self.depth[node as usize] = self.depth[self.parent[node as usize] as usize] + 1;
            let mut child = self.child[node as usize];
            while child != NONE {
                self.stack.push(child);
                child = self.next[child as usize];
            }
        }
    }
}

/// A number of a node or arc; [`super::Network::validate`] has seen to it that it fits.
pub(super) fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}
