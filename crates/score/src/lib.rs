//! How good a forecast was: proper scoring rules as pure functions of numbers, with no knowledge of what was forecast.
//!
//! | module | scores |
//! |---|---|
//! | [`crps`] | a whole law: normal, log-normal, any distribution function, an ensemble |
//! | [`quantile`] | quantiles and intervals: pinball, interval, weighted interval; coverage |
//! | [`probability`] | the probability of an event: Brier and why it is what it is, logarithmic, baseline |
//! | [`density`] | the density at what came true: logarithmic |
//! | [`skill`] | a method against a named naive one, with a band |
//! | [`normal`] | the standard normal law, on which the others stand |
//! | [`error`] | why there is no score |
//!
//! Invariants:
//! - Lower is better, but for the baseline score, skill and coverage, which say so.
//! - A number that is not finite is an error, never a score; an infinite logarithmic score means what it says.
//! - Sums run in the order of what is given.
//!
//! ```
//! use score::crps::{self, Estimator};
//!
//! let found = crps::of_ensemble(&[1.0, 2.0, 4.0, 7.0, 11.0], 5.0, Estimator::Fair)?;
//! assert!((found.crps - 0.7).abs() < 1e-12);
//! # Ok::<(), score::ScoreError>(())
//! ```
#![allow(clippy::indexing_slicing, reason = "indices come from the list that is indexed")]

pub mod crps;
pub mod density;
pub mod error;
mod integrate;
pub mod normal;
pub mod probability;
pub mod quantile;
pub mod skill;

pub use error::ScoreError;
