//! Multi-commodity flow over periods: what could leave, by which way, and what one more unit of each limit is worth.
//!
//! [`FlowModel`] is plain data: nodes with stock room, arcs with cost and travel time, limits over arcs, supplies and
//! sales, by period. [`solve`](FlowModel::solve) turns it into a linear programme (network.md is the notation of the
//! field: Ahuja, Magnanti, Orlin 1993, ch. 17; Ford and Fulkerson 1962, ch. III.9 for flows over time), solves it with
//! a certificate and reads flows, stocks, sales and dual values back.

mod model;
mod programme;
mod solution;

pub use model::{FlowArc, FlowModel, FlowNode, Goal, Limit, ModelError, Sale, Stock, Supply, Use};
pub use programme::{Programme, Start};
pub use solution::{FlowError, FlowSolution, LimitDual};
