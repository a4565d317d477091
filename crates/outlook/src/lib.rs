//! Time: what a case's own record, as of its day, says about what may come. Stands on the street between `trade` and
//! `corridor`, whose results it reads, and the stochastic programme that plans with it. Pure functions of a
//! [`case::Case`].
//!
//! | module | answers |
//! |---|---|
//! | [`measured`] | a series of the case on an even grid of months or years |
//! | [`effects`] | what dated events did to it: the questions of outlook.toml |
//! | [`forecasts`] | what may come of it, as distributions, and how each voice did before |
//! | [`passage`] | the same where it must pass gates that can pass only so much |
//! | [`record`] | forecasts that were kept, beside what came |
//! | [`institutions`] | what institutions expected, beside what came |
//! | [`draws`] | futures: gates that narrow, prices that move, waits, works that open late |
//!
//! Invariants:
//! - Nothing known after the day of the view reaches an estimate or a draw.
//! - What was estimated, what the caller assumed and what is missing are told apart, each with its rows.
//! - Future `s` depends on the seed and `s` alone: the first 100 of 1,000 futures are the 100. No clock, no thread.
#![allow(clippy::indexing_slicing, reason = "indices come from the record, method or list that is indexed")]

pub mod draws;
pub mod effects;
pub mod forecasts;
pub mod institutions;
pub mod measured;
pub mod passage;
pub mod record;
