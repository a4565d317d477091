//! Routes: the algorithms behind them, on plain data. Nothing here knows a case; nodes and arcs are numbers, weights are
//! slices by arc, and legs are a plain list.
//!
//! | module | answers |
//! |---|---|
//! | [`graph`] | which arcs leave and enter a node |
//! | [`shortest`] | the cheapest or fastest way, to one node or to all (Dijkstra 1959) |
//! | [`yen`] | the k best ways without loops (Yen 1971, Lawler 1972) |
//! | [`logit`] | how goods would spread over several ways (Ben-Akiva and Bierlaire 1999) |
//! | [`delay`] | what an hour of waiting costs a tonne |
//! | [`legs`], [`profile`] | the parts of a route, and hours and money over its kilometres (UN ESCAP time/cost-distance) |
//! | [`indicator`] | the four trade facilitation indicators of CAREC's corridor performance measurement |
//! | [`maxflow`] | how much can pass at all, and which arcs stop more (Dinitz 1970) |
//!
//! Invariants: the same input gives the same output to the last bit, ties included; foreign input is answered by a
//! [`RouteError`], not by a panic; what is not known stays not known and is never counted as zero.
//!
//! ```
//! use corridor::route::{Graph, NodeIx, RouteError, Weights, Workspace, k_shortest};
//!
//! // Two ways from 0 to 2: straight on, or by way of 1.
//! let ends = [(0, 2), (0, 1), (1, 2)].map(|(from, to)| (NodeIx(from), NodeIx(to)));
//! let graph = Graph::new(3, &ends)?;
//! let costs = [9.0, 3.0, 4.0];
//! let weights = Weights::new(&graph, &costs)?;
//! let mut workspace = Workspace::default();
//! let routes = k_shortest(&mut workspace, &graph, weights, NodeIx(0), NodeIx(2), 5)?;
//! assert_eq!(routes.iter().map(|route| route.cost).collect::<Vec<_>>(), [7.0, 9.0]);
//! # Ok::<(), RouteError>(())
//! ```

pub mod delay;
mod error;
pub mod graph;
pub mod indicator;
pub mod legs;
pub mod logit;
pub mod maxflow;
pub mod profile;
pub mod shortest;
pub mod yen;

pub use crate::range::Range;
pub use delay::Delay;
pub use error::RouteError;
pub use graph::{ArcIx, Graph, NodeIx};
pub use indicator::{Indicators, OverRoutes, Weighted, over_routes};
pub use legs::{Leg, LegKind};
pub use logit::{Alternative, path_sizes, shares};
pub use maxflow::{MaxFlow, max_flow};
pub use profile::{Point, Profile, Totals};
pub use shortest::{Path, ShortestTree, Weights, Workspace};
pub use yen::k_shortest;
