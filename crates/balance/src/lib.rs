//! The balance between income and risk: plans that are made now for futures that are known later, best by
//! `(1 - lambda) E[loss] + lambda CVaR`, with a proof beside every answer.
//!
//! | module | holds |
//! |---|---|
//! | [`two_stage`] | a two-stage programme as plain data: what is decided now, what follows, the futures |
//! | [`ask`], [`risk`] | a question about it: a measure of risk, and limits on the plan |
//! | [`lshaped`] | the method: cuts from every future, until the best plan and the bound of the master meet |
//! | [`engine`] | the solver behind the method, as a seam |
//! | [`extensive`], [`expected`] | the referee: all futures in one programme; futures alone and on their mean |
//! | [`smps`], [`netdes`] | readers of stochastic programmes and of network designs |
//! | [`instance`] | reference instances that any language rebuilds bit for bit |
//! | [`country`], [`study`] | a corridor country as a programme, and what is asked of it |
//! | [`error`] | why there is no answer |
//!
//! Invariants:
//! - A bracket holds the optimum whatever the solver says: a cut follows from row duals by weak duality, whether they are
//!   right or not; an upper bound is the loss of a plan whose recourse keeps all limits to 1e-7; a lower bound is the weak
//!   duality of the master. With whole numbers the lower bound is the solver's claim, and says so.
//! - A bound that no data give is never part of a proof: where the master needs one it is moved until it does not hold.
//! - Threads change no digit, and neither does what was asked before, within the bracket.
//! - All cuts serve every measure of risk and every limit on the plan.
//!
//! ```
//! use balance::{Ask, Entry, Future, Go, LShaped, Listed, Risk, Settings, TwoStage};
//! use solve::{ColumnId, Problem};
//!
//! // Capacity at 2 a unit now, up to 10; 5 a unit sold later; demand is 4 or 8.
//! let (mut first, mut recourse) = (Problem::new(), Problem::new());
//! first.add_column("capacity", 2.0, 0.0, 10.0)?;
//! let sales = recourse.add_column("sales", -5.0, 0.0, 8.0)?;
//! recourse.add_row("sold", f64::NEG_INFINITY, 0.0, &[(sales, 1.0)])?; // sales - capacity <= 0
//! let demand = |most: f64| Future { bounds: vec![(0, 0.0, most)], ..Future::default() };
//! let programme = TwoStage {
//!     name: "capacity".to_owned(),
//!     first,
//!     recourse,
//!     technology: vec![Entry { row: 0, column: 0, value: -1.0 }],
//!     on_average: None,
//!     measured: Vec::new(),
//!     futures: Box::new(Listed::alike(vec![demand(4.0), demand(8.0)])),
//! };
//!
//! let mut method = LShaped::new(&programme, Settings::default())?;
//! for (lambda, capacity, objective) in [(0.0, 8.0, -14.0), (0.5, 4.0, -12.0)] {
//!     let ask = Ask { risk: Risk { lambda, alpha: 0.5 }, ..Ask::default() };
//!     let answer = method.solve(&ask, &mut |_| Go::On)?;
//!     assert!((answer.x[0] - capacity).abs() < 1e-6);
//!     assert!(answer.bracket.closed && answer.bracket.lower <= objective + 1e-9);
//!     assert!((answer.bracket.upper - objective).abs() < 1e-5);
//! }
//! # Ok::<(), balance::BalanceError>(())
//! ```
#![allow(clippy::indexing_slicing, reason = "indices come from the programme, pool or list that is indexed")]

pub mod ask;
mod cell;
pub mod country;
mod cut;
pub mod engine;
pub mod error;
mod evaluate;
pub mod expected;
pub mod extensive;
pub mod instance;
mod known;
pub mod lshaped;
mod master;
pub mod netdes;
mod range;
mod reach;
pub mod risk;
pub mod smps;
pub mod study;
pub mod two_stage;

pub use ask::Ask;
pub use error::BalanceError;
pub use lshaped::{Answer, Bracket, Go, LShaped, Progress, Settings};
pub use risk::{Measured, Risk};
pub use two_stage::{Entry, Future, Futures, Listed, OnAverage, TwoStage};
