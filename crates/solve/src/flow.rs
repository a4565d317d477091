//! Minimum-cost flow of one commodity in whole numbers, by the network simplex method: the second referee of networks.
//!
//! All arithmetic is exact, so an optimum is an optimum to the last unit; [`Flow::check`] proves it from the network
//! alone.

use std::fmt;

mod simplex;
mod tree;

/// An arc of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// The node it leaves.
    pub from: usize,
    /// The node it enters.
    pub to: usize,
    /// The most that it carries, at least 0, in units of flow.
    pub capacity: i64,
    /// Cost of one unit of flow.
    pub cost: i64,
}

/// A network. Nodes are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// What a node sends out (above 0) or takes in (below 0), `[node]`, in units of flow. The sum is 0.
    pub supplies: Vec<i64>,
    /// The arcs; several may join the same nodes.
    pub arcs: Vec<Arc>,
}

/// A flow of least cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// `[arc]`, in units of flow.
    pub flows: Vec<i64>,
    /// `[node]`, in units of cost: what a unit is worth less here than at a fixed point. An arc with
    /// `cost + potential[from] - potential[to]` above 0 is empty, one below 0 is full.
    pub potentials: Vec<i64>,
    /// Sum of cost times flow.
    pub objective: i128,
    /// How many times the tree changed.
    pub pivots: u64,
}

/// Why there is no flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FlowError {
    /// An arc ends at a node that does not exist.
    #[error("arc {arc} ends at a node that does not exist")]
    NoSuchNode {
        /// The arc.
        arc: usize,
    },
    /// An arc has a capacity below 0.
    #[error("arc {arc} has the capacity {capacity}, which is below 0")]
    NegativeCapacity {
        /// The arc.
        arc: usize,
        /// Its capacity.
        capacity: i64,
    },
    /// Supply and demand differ.
    #[error("the supplies sum to {sum} instead of 0")]
    Unbalanced {
        /// Their sum.
        sum: i128,
    },
    /// Costs or amounts are too large for exact 64-bit arithmetic.
    #[error("the costs or amounts are too large for exact arithmetic")]
    TooLarge,
    /// The capacities do not let all supplies through.
    #[error("{unmet} units of supply cannot be sent")]
    Infeasible {
        /// The least amount that cannot be sent.
        unmet: i64,
    },
}

/// What is wrong with a flow that claims to be optimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is not one flow for each arc and one potential for each node.
    Size,
    /// The flow of this arc is below 0 or above its capacity.
    Capacity(usize),
    /// What leaves this node less what enters it is not its supply.
    Conservation(usize),
    /// The flow of this arc does not fit the potentials of its ends.
    Optimality(usize),
    /// The objective is not the sum of cost times flow.
    Objective,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size => f.write_str("there is not one flow for each arc and one potential for each node"),
            Self::Capacity(arc) => write!(f, "arc {arc} carries less than nothing or more than it can"),
            Self::Conservation(node) => write!(f, "node {node} does not send out what it has"),
            Self::Optimality(arc) => write!(f, "the flow of arc {arc} does not fit the potentials of its ends"),
            Self::Objective => f.write_str("the objective is not the sum of cost times flow"),
        }
    }
}

impl Network {
    /// The flow of least cost.
    ///
    /// # Errors
    /// When the network is none, is too large in numbers, or has no flow.
    pub fn solve(&self) -> Result<Flow, FlowError> {
        self.validate()?;
        simplex::solve(self)
    }

    fn validate(&self) -> Result<(), FlowError> {
        let nodes = self.supplies.len();
        let mut dearest: i128 = 0;
        let mut total: i128 = self.supplies.iter().map(|supply| i128::from(supply.unsigned_abs())).sum();
        for (arc, data) in self.arcs.iter().enumerate() {
            if data.from >= nodes || data.to >= nodes {
                return Err(FlowError::NoSuchNode { arc });
            }
            if data.capacity < 0 {
                return Err(FlowError::NegativeCapacity { arc, capacity: data.capacity });
            }
            dearest = dearest.max(i128::from(data.cost.unsigned_abs()));
            total += i128::from(data.capacity);
        }
        let sum: i128 = self.supplies.iter().map(|supply| i128::from(*supply)).sum();
        if sum != 0 {
            return Err(FlowError::Unbalanced { sum });
        }
        // Potentials reach the cost of artificial arcs twice over, and these cost more than any path.
        let limit = i128::from(i64::MAX >> 3);
        let longest = (dearest + 1) * (nodes as i128 + 1);
        if longest > limit || total > limit || i32::try_from(nodes + self.arcs.len()).is_err() {
            return Err(FlowError::TooLarge);
        }
        Ok(())
    }
}

impl Flow {
    /// Proves the flow optimal: conservation, capacities, and complementary slackness with the potentials.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, network: &Network) -> Result<(), Fault> {
        if self.flows.len() != network.arcs.len() || self.potentials.len() != network.supplies.len() {
            return Err(Fault::Size);
        }
        let mut left: Vec<i128> = network.supplies.iter().map(|supply| i128::from(*supply)).collect();
        let mut objective = 0;
        for (index, (arc, &flow)) in network.arcs.iter().zip(&self.flows).enumerate() {
            if flow < 0 || flow > arc.capacity {
                return Err(Fault::Capacity(index));
            }
            left[arc.from] -= i128::from(flow);
            left[arc.to] += i128::from(flow);
            objective += i128::from(arc.cost) * i128::from(flow);
            let potential = |node: usize| i128::from(self.potentials[node]);
            let reduced = i128::from(arc.cost) + potential(arc.from) - potential(arc.to);
            if (reduced > 0 && flow > 0) || (reduced < 0 && flow < arc.capacity) {
                return Err(Fault::Optimality(index));
            }
        }
        if let Some(node) = left.iter().position(|left| *left != 0) {
            return Err(Fault::Conservation(node));
        }
        if objective == self.objective { Ok(()) } else { Err(Fault::Objective) }
    }
}
