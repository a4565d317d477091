//! The tree of scenarios.

use std::collections::BTreeMap;

use super::{Change, Spot};

/// What is known in one period of the scenarios that are the same up to there.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The node of the period before; none in the first.
    pub parent: Option<usize>,
    /// The period, counted from 0.
    pub stage: usize,
    /// The probability that the node is reached.
    pub probability: f64,
    /// What becomes known here, each number once. It replaces what the core and nodes above say.
    pub changes: Vec<Change>,
}

/// The scenarios as a tree: a root in the first period, a leaf for each scenario in the last.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    /// The nodes; each stands behind its parent, and the root is the first.
    pub nodes: Vec<Node>,
    /// The leaves in the order of the scenarios.
    pub leaves: Vec<usize>,
    /// The names of the scenarios; empty where the file gives none.
    pub names: Vec<String>,
}

impl Tree {
    /// A root.
    pub(super) fn new() -> Self {
        let root = Node { parent: None, stage: 0, probability: 0.0, changes: Vec::new() };
        Self { nodes: vec![root], ..Self::default() }
    }

    pub(super) fn add(&mut self, parent: usize, changes: Vec<Change>) -> usize {
        let stage = self.nodes[parent].stage + 1;
        self.nodes.push(Node { parent: Some(parent), stage, probability: 0.0, changes });
        self.nodes.len() - 1
    }

    /// The probabilities of the scenarios.
    pub fn probabilities(&self) -> Vec<f64> {
        self.leaves.iter().map(|leaf| self.nodes[*leaf].probability).collect()
    }

    /// The nodes on the way to a node, the root first.
    ///
    /// # Panics
    /// When there is no such node.
    pub fn path(&self, node: usize) -> Vec<usize> {
        let mut path: Vec<usize> = std::iter::successors(Some(node), |at| self.nodes[*at].parent).collect();
        path.reverse();
        path
    }

    /// What a scenario knows in the end: the numbers that differ from the core or may do so, in their order.
    ///
    /// # Panics
    /// When there is no such scenario.
    pub fn scenario(&self, s: usize) -> BTreeMap<Spot, f64> {
        let path = self.path(self.leaves[s]);
        path.iter().flat_map(|node| &self.nodes[*node].changes).map(|change| (change.spot, change.value)).collect()
    }

    /// Sets the probabilities of the leaves and, as sums of these, of all nodes.
    pub(super) fn set_probabilities(&mut self, of_leaves: &[f64]) {
        for node in &mut self.nodes {
            node.probability = 0.0;
        }
        for (leaf, probability) in self.leaves.iter().zip(of_leaves) {
            self.nodes[*leaf].probability += probability;
        }
        for at in (1..self.nodes.len()).rev() {
            let probability = self.nodes[at].probability;
            if let Some(parent) = self.nodes[at].parent {
                self.nodes[parent].probability += probability;
            }
        }
    }

    /// Leaves out the scenarios that are not kept, and the nodes that lead to none of the others.
    pub(super) fn keep(&mut self, kept: &[bool]) {
        let mut used = vec![false; self.nodes.len()];
        used[0] = true;
        for (leaf, _) in self.leaves.iter().zip(kept).filter(|(_, kept)| **kept) {
            used[*leaf] = true;
        }
        for at in (1..self.nodes.len()).rev() {
            if let (true, Some(parent)) = (used[at], self.nodes[at].parent) {
                used[parent] = true;
            }
        }
        let mut new = vec![0; self.nodes.len()];
        let mut count = 0;
        for (new, used) in new.iter_mut().zip(&used) {
            *new = count;
            count += usize::from(*used);
        }
        let old = std::mem::take(self);
        for (mut node, used) in old.nodes.into_iter().zip(used) {
            if used {
                node.parent = node.parent.map(|parent| new[parent]);
                self.nodes.push(node);
            }
        }
        for ((leaf, name), kept) in old.leaves.into_iter().zip(old.names).zip(kept) {
            if *kept {
                self.leaves.push(new[leaf]);
                self.names.push(name);
            }
        }
    }

    /// Moves what all nodes of the second period say alike to the root, where `is_first` finds it to belong.
    pub(super) fn lift(&mut self, is_first: impl Fn(Spot) -> bool) {
        let second: Vec<usize> = (0..self.nodes.len()).filter(|at| self.nodes[*at].stage == 1).collect();
        let Some((&first, others)) = second.split_first() else { return };
        let mut alike: BTreeMap<Spot, u64> = self.nodes[first]
            .changes
            .iter()
            .filter(|change| is_first(change.spot))
            .map(|change| (change.spot, change.value.to_bits()))
            .collect();
        for &at in others {
            let said: BTreeMap<Spot, u64> =
                self.nodes[at].changes.iter().map(|change| (change.spot, change.value.to_bits())).collect();
            alike.retain(|spot, value| said.get(spot) == Some(value));
        }
        if alike.is_empty() {
            return;
        }
        self.nodes[0].changes =
            alike.iter().map(|(spot, value)| Change { spot: *spot, value: f64::from_bits(*value) }).collect();
        for at in second {
            self.nodes[at].changes.retain(|change| !alike.contains_key(&change.spot));
        }
    }
}
