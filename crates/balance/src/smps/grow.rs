//! From what is random to the tree of scenarios: all of them, or a sample.

use std::collections::BTreeMap;

use super::branch::branch;
use super::fault::{Fault, SmpsError, Which};
use super::places::Places;
use super::random::{Element, Random};
use super::tree::Tree;
use super::{Change, Inherit, MOST_SCENARIOS, Reading, Sample};

// Scenarios times periods that are kept at most.
const MOST_NODES: usize = 10_000_000;

/// The tree, and whether the two readings of child scenarios differ.
#[derive(Debug)]
pub(super) struct Grown {
    pub(super) tree: Tree,
    pub(super) readings_differ: bool,
}

/// Grows the tree.
pub(super) fn grow(
    random: &Random,
    places: &Places<'_>,
    reading: &Reading,
    warnings: &mut Vec<String>,
) -> Result<Grown, SmpsError> {
    let stages = places.periods.len();
    check_size(random, stages, reading.sample).map_err(|fault| SmpsError { file: Which::Stoch, line: 1, fault })?;
    let (mut tree, readings_differ) = match random {
        Random::Elements(elements) => {
            let by_stage = by_stage(elements, stages);
            let tree = reading.sample.map_or_else(|| all(&by_stage), |sample| drawn(&by_stage, sample));
            (tree, false)
        }
        Random::Scenarios(scenarios) => {
            let (mut tree, differ) = branch(scenarios, places, reading.inherit);
            if let Some(sample) = reading.sample {
                thin(&mut tree, sample);
            }
            (tree, differ)
        }
    };
    tree.lift(|spot| places.stage_of(spot) == 0);
    if readings_differ {
        let used = match reading.inherit {
            Inherit::Parent => "they take over the changes of all periods (parent)",
            Inherit::Core => "later periods return to the core (core)",
        };
        warnings.push(format!("what child scenarios inherit can be read in two ways, and they differ: here {used}"));
    }
    if reading.sample.is_some() && stages > 2 {
        let why = "because its branches seldom meet a decision in common";
        warnings.push(format!("with more than two periods a sample promises too much, {why}"));
    }
    Ok(Grown { tree, readings_differ })
}

#[allow(clippy::cast_precision_loss, reason = "counts of outcomes and scenarios")]
fn check_size(random: &Random, stages: usize, sample: Option<Sample>) -> Result<(), Fault> {
    let all = match random {
        Random::Elements(elements) => elements.iter().map(|element| element.outcomes.len() as f64).product(),
        Random::Scenarios(scenarios) => scenarios.len() as f64,
    };
    let in_memory = match (sample, random) {
        (Some(Sample { count: 0, .. }), _) => return Err(Fault::EmptySample),
        (None, _) if all > MOST_SCENARIOS as f64 => return Err(Fault::TooMany(all)),
        (_, Random::Scenarios(scenarios)) => scenarios.len(),
        (Some(sample), Random::Elements(_)) => sample.count,
        // At most the limit above.
        (None, Random::Elements(elements)) => elements.iter().map(|element| element.outcomes.len()).product(),
    };
    if in_memory.saturating_mul(stages) > MOST_NODES {
        return Err(Fault::TooManyNodes { scenarios: in_memory, periods: stages });
    }
    Ok(())
}

fn by_stage(elements: &[Element], stages: usize) -> Vec<Vec<&Element>> {
    let mut by_stage = vec![Vec::new(); stages];
    for element in elements {
        by_stage[element.stage].push(element);
    }
    by_stage
}

// What is known when these outcomes come to pass.
fn known(elements: &[&Element], picks: &[usize]) -> Vec<Change> {
    let outcomes = elements.iter().zip(picks).map(|(element, pick)| &element.outcomes[*pick]);
    outcomes.flat_map(|outcome| outcome.changes.iter().copied()).collect()
}

// Every combination; the last element runs fastest.
fn all(by_stage: &[Vec<&Element>]) -> Tree {
    let mut tree = Tree::new();
    let mut front = vec![(0, 1.0)];
    for elements in by_stage.iter().skip(1) {
        let mut next = Vec::new();
        for &(parent, probability) in &front {
            let mut picks = vec![0; elements.len()];
            loop {
                let share = elements.iter().zip(&picks).map(|(element, pick)| element.outcomes[*pick].probability);
                let share: f64 = share.product();
                next.push((tree.add(parent, known(elements, &picks)), probability * share));
                if !advance(&mut picks, elements) {
                    break;
                }
            }
        }
        front = next;
    }
    tree.leaves = front.iter().map(|(node, _)| *node).collect();
    tree.names = vec![String::new(); front.len()];
    let probabilities: Vec<f64> = front.iter().map(|(_, probability)| *probability).collect();
    tree.set_probabilities(&probabilities);
    tree
}

// The next combination; false behind the last.
fn advance(picks: &mut [usize], elements: &[&Element]) -> bool {
    for (pick, element) in picks.iter_mut().zip(elements).rev() {
        *pick += 1;
        if *pick < element.outcomes.len() {
            return true;
        }
        *pick = 0;
    }
    false
}

// Combinations drawn at random; those that agree up to a period share its node.
#[allow(clippy::cast_precision_loss, reason = "counts of scenarios")]
fn drawn(by_stage: &[Vec<&Element>], sample: Sample) -> Tree {
    let mut tree = Tree::new();
    let mut children: BTreeMap<(usize, Vec<usize>), usize> = BTreeMap::new();
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    for s in 0..sample.count {
        let mut random = Generator::new(sample.seed, s);
        let mut node = 0;
        for elements in by_stage.iter().skip(1) {
            let probabilities =
                |element: &&Element| random.pick(element.outcomes.iter().map(|outcome| outcome.probability));
            let picks: Vec<usize> = elements.iter().map(probabilities).collect();
            node = match children.get(&(node, picks.clone())) {
                Some(child) => *child,
                None => {
                    let child = tree.add(node, known(elements, &picks));
                    children.insert((node, picks), child);
                    child
                }
            };
        }
        if !times.contains_key(&node) {
            tree.leaves.push(node);
            tree.names.push(String::new());
        }
        *times.entry(node).or_insert(0) += 1;
    }
    let share = |leaf: &usize| times.get(leaf).map_or(0.0, |times| *times as f64 / sample.count as f64);
    let probabilities: Vec<f64> = tree.leaves.iter().map(share).collect();
    tree.set_probabilities(&probabilities);
    tree
}

// Listed scenarios drawn at random; the others are left out.
#[allow(clippy::cast_precision_loss, reason = "counts of scenarios")]
fn thin(tree: &mut Tree, sample: Sample) {
    let probabilities = tree.probabilities();
    let mut times = vec![0_usize; probabilities.len()];
    for s in 0..sample.count {
        times[Generator::new(sample.seed, s).pick(probabilities.iter().copied())] += 1;
    }
    let kept: Vec<bool> = times.iter().map(|times| *times > 0).collect();
    tree.keep(&kept);
    let shares = times.iter().filter(|times| **times > 0).map(|times| *times as f64 / sample.count as f64);
    tree.set_probabilities(&shares.collect::<Vec<f64>>());
}

/// Random numbers of one scenario: splitmix64 (Steele, Lea and Flood 2014, Fast splittable pseudorandom number
/// generators), begun anew for each so that a longer sample begins with the shorter one.
#[derive(Debug)]
struct Generator(u64);

impl Generator {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    fn new(seed: u64, scenario: usize) -> Self {
        let mut seeds = Self(seed);
        let begin = seeds.next();
        let mut own = Self(begin ^ (scenario as u64).wrapping_mul(0xD134_2543_DE82_EF95));
        Self(own.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    // The number of one of these, by their probabilities.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn pick(&mut self, probabilities: impl Iterator<Item = f64>) -> usize {
        let point = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut sum = 0.0;
        let mut last = 0;
        for (index, probability) in probabilities.enumerate() {
            sum += probability;
            if probability > 0.0 {
                last = index;
                if point < sum {
                    return index;
                }
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_follow_the_probabilities() {
        let mut counts = [0; 3];
        for s in 0..10_000 {
            counts[Generator::new(7, s).pick([0.5, 0.0, 0.5].into_iter())] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((4_800..5_200).contains(&counts[0]), "{counts:?}");
    }
}
