//! Who trades what with whom, as both sides report it: shares, concentration, growth, unit values, dependence on the
//! main buyer, and the mirror comparison. Pure functions of a [`case::Case`]; every number keeps its rows.
//!
//! | module | answers |
//! |---|---|
//! | [`flows`] | which rows report a flow, and which of them the preferred-source rule picks |
//! | [`totals`] | how much a year's trade is in all, and how fast it grew |
//! | [`concentration`] | Herfindahl-Hirschman index, its normalised form, effective number |
//! | [`partners`] | who buys and who sells |
//! | [`products`] | what is sold, in what part, at what unit value |
//! | [`dependence`] | what part the main buyer takes, by every vintage |
//! | [`mirror`] | whether both sides record the same goods |
//!
//! Invariants: groups of economies are never added to single partners; a year is the sum of its months where all
//! twelve are there; a figure that is missing is missing, never zero.
//!
//! ```
//! let shares = [0.5, 0.3, 0.2];
//! let c = trade::concentration::Concentration::of(&shares).expect("shares");
//! assert!((c.hhi - 0.38).abs() < 1e-12);
//! ```

pub mod concentration;
pub mod dependence;
pub mod flows;
pub mod mirror;
pub mod partners;
pub mod products;
pub mod totals;
