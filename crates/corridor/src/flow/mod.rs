//! Multi-commodity flow over periods: what could leave, by which way, and what one more unit of each limit is worth.
//!
//! [`FlowModel`] is plain data: nodes with stock room, arcs with cost and travel time, limits over arcs, supplies and
//! sales, by period. [`Programme`] makes a linear programme of it (Ahuja, Magnanti and Orlin 1993, Network Flows, ch. 17;
//! flows over time: Ford and Fulkerson 1962, ch. III.9), keeps it loaded while capacities change, solves it with a
//! certificate and reads flows, stocks, sales and dual values back.

mod model;
mod programme;
mod solution;

pub use model::{FlowArc, FlowModel, FlowNode, Goal, Limit, ModelError, Sale, Stock, Supply, Use};
pub use programme::{Columns, LaidOut, Programme, Rows, Start};
pub(crate) use solution::total;
pub use solution::{FlowError, FlowSolution, LimitDual};
