//! The balance between income and risk.
#![allow(clippy::indexing_slicing, reason = "indices come from the programme, pool or list that is indexed")]

pub mod ask;
pub mod country;
mod cell;
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
