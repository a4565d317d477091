//! What can be wrong with the input of a route calculation.

use thiserror::Error;

use super::graph::{ArcIx, NodeIx};

/// Why a route calculation gives no answer.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RouteError {
    /// A node that the graph does not have.
    #[error("node `{}` is not one of the {nodes} nodes of the graph, which count from 0", node.0)]
    NoSuchNode {
        /// The node asked for.
        node: NodeIx,
        /// Nodes that there are.
        nodes: usize,
    },
    /// An arc that the graph, or a slice by arc, does not have.
    #[error("arc `{}` is not one of the {arcs} arcs of the graph, which count from 0", arc.0)]
    NoSuchArc {
        /// The arc asked for.
        arc: ArcIx,
        /// Arcs that there are.
        arcs: usize,
    },
    /// More nodes or arcs than an index can count.
    #[error("{count} nodes or arcs are too many: a graph holds fewer than 4,294,967,295 of each")]
    TooMany {
        /// How many were given.
        count: usize,
    },
    /// A slice by arc that has not one value for each arc.
    #[error("{found} values for {expected} arcs: give one value for each arc, in the order of the arcs")]
    WrongLength {
        /// Values given.
        found: usize,
        /// Arcs of the graph.
        expected: usize,
    },
    /// A weight, length or capacity below zero or not a number.
    #[error("`{weight}` at arc `{}`: give a number of 0 or more, or infinity", arc.0)]
    NegativeWeight {
        /// The arc.
        arc: ArcIx,
        /// Its value.
        weight: f64,
    },
    /// A maximum flow was asked for without a source or without a sink.
    #[error("a flow needs at least one source and one sink")]
    NoTerminal,
    /// A maximum flow was asked for from a node to itself.
    #[error("node `{}` is source and sink at once: as much as one likes can flow", node.0)]
    SourceIsSink {
        /// The node.
        node: NodeIx,
    },
    /// Arcs of infinite capacity lead from a source to a sink.
    #[error("nothing limits the flow along the arcs {}: give one of them a capacity", list(path))]
    Unbounded {
        /// The arcs, in order.
        path: Vec<ArcIx>,
    },
    /// A single figure that cannot be what it is said to be.
    #[error("{what} is `{value}`: give {expected}")]
    OutOfRange {
        /// What the figure is.
        what: &'static str,
        /// What it is given as.
        value: f64,
        /// What it can be.
        expected: &'static str,
    },
}

fn list(path: &[ArcIx]) -> String {
    path.iter().map(|arc| format!("`{}`", arc.0)).collect::<Vec<_>>().join(", ")
}

/// `value` if it is a finite number of 0 or more.
pub(super) fn not_negative(what: &'static str, value: f64) -> Result<f64, RouteError> {
    if value.is_finite() && value >= 0.0 {
        Ok(value)
    } else {
        Err(RouteError::OutOfRange { what, value, expected: "a finite number of 0 or more" })
    }
}

/// `value` if it is a finite number above 0.
pub(super) fn positive(what: &'static str, value: f64) -> Result<f64, RouteError> {
    if value.is_finite() && value > 0.0 {
        Ok(value)
    } else {
        Err(RouteError::OutOfRange { what, value, expected: "a finite number above 0" })
    }
}

/// Refuses a slice that has not one number of 0 or more, or infinity, for each of `arcs` arcs.
pub(super) fn by_arc(values: &[f64], arcs: impl ExactSizeIterator<Item = ArcIx>) -> Result<(), RouteError> {
    if values.len() != arcs.len() {
        return Err(RouteError::WrongLength { found: values.len(), expected: arcs.len() });
    }
    match arcs.zip(values).find(|(_, weight)| weight.is_nan() || **weight < 0.0) {
        Some((arc, weight)) => Err(RouteError::NegativeWeight { arc, weight: *weight }),
        None => Ok(()),
    }
}
