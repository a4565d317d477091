//! What experts said, and what to make of it: panels, the classical model of structured expert judgement, laws fitted
//! to quantiles, and pools of laws. Pure functions of numbers; files come in as bytes and go out as text.
//!
//! | module | holds |
//! |---|---|
//! | [`panel`] | levels, items, experts and answers, as plain data |
//! | [`classical`] | calibration, information, weights and decision makers (Cooke) |
//! | [`robust`] | the decision maker without one seed question or one expert |
//! | [`leave_one_out`] | the decision maker on seed questions it has not seen |
//! | [`excalibur`] | the pair of files in which panels are exchanged |
//! | [`law`], [`fit`] | laws, and the one that comes nearest to what somebody said (SHELF) |
//! | [`pool`] | a linear pool, and a quantile average, which is another thing |
//!
//! Invariants:
//! - No panic is reachable from a panel, a file or a point, and every refusal says where and why.
//! - A decision maker is scored like an expert: same bins, same number of seed questions, same ranges.
//! - An answer that was not given counts nowhere; it is never a zero.
//!
//! ```
//! use judgement::fit::{self, Support};
//!
//! // Quartiles of a share, in per cent.
//! let support = Support { lower: Some(0.0), upper: Some(100.0) };
//! let fitted = fit::best(&[(30.0, 0.25), (35.0, 0.5), (50.0, 0.75)], support)?;
//! assert_eq!(fitted.law.family(), fit::Family::LogNormal);
//! assert!(fitted.ssq < 0.0062);
//! # Ok::<(), fit::FitError>(())
//! ```
#![allow(clippy::indexing_slicing, reason = "indices come from the panel or list that is indexed")]

pub mod classical;
pub mod excalibur;
pub mod fit;
pub mod law;
pub mod leave_one_out;
mod minimise;
pub mod panel;
pub mod pool;
pub mod robust;

pub use panel::{Expert, Item, Panel, PanelError, Scale};
