//! Scenarios that branch from one another become a tree.

use std::collections::BTreeSet;

use super::places::Places;
use super::random::Scenario;
use super::tree::Tree;
use super::{Change, Inherit, Spot};

/// The tree of the scenarios, and whether the two readings of what a child inherits give different ones.
pub(super) fn branch(scenarios: &[Scenario], places: &Places<'_>, inherit: Inherit) -> (Tree, bool) {
    let stages = places.periods.len();
    let mut tree = Tree::new();
    let mut differ = false;
    // The nodes of each scenario by period, and those of the core as far as a scenario branches from it late.
    let mut paths: Vec<Vec<usize>> = Vec::with_capacity(scenarios.len());
    let mut of_core = vec![0];
    for scenario in scenarios {
        let from = scenario.stage;
        let mut path = match scenario.parent {
            Some(parent) => paths[parent].iter().take(from).copied().collect(),
            None => {
                while of_core.len() < from {
                    let last = of_core.last().copied().unwrap_or(0);
                    of_core.push(tree.add(last, Vec::new()));
                }
                of_core.iter().take(from).copied().collect::<Vec<usize>>()
            }
        };
        let own: BTreeSet<Spot> = scenario.changes.iter().map(|change| change.spot).collect();
        let mut changes: Vec<Vec<Change>> = vec![Vec::new(); stages];
        for node in scenario.parent.map_or(&[][..], |parent| &paths[parent][from..]) {
            for change in tree.nodes[*node].changes.iter().filter(|change| !own.contains(&change.spot)) {
                // The core is what the other reading returns to.
                differ |= change.value.to_bits() != places.of_core(change.spot).to_bits();
                if inherit == Inherit::Parent {
                    changes[tree.nodes[*node].stage].push(*change);
                }
            }
        }
        for change in &scenario.changes {
            changes[places.stage_of(change.spot).max(from)].push(*change);
        }
        for known in changes.into_iter().skip(from) {
            let last = path.last().copied().unwrap_or(0);
            path.push(tree.add(last, known));
        }
        tree.leaves.push(path.last().copied().unwrap_or(0));
        tree.names.push(scenario.name.clone());
        paths.push(path);
    }
    let probabilities: Vec<f64> = scenarios.iter().map(|scenario| scenario.probability).collect();
    tree.set_probabilities(&probabilities);
    (tree, differ)
}
