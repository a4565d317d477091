//! Linear and mixed-integer programmes, solved with a proof beside every answer. Uses no other crate of the workspace;
//! all C++ and all unsafe code stay in here.
//!
//! | module | holds |
//! |---|---|
//! | [`problem`] | a programme as plain data, checked as it is built, with names for messages |
//! | [`solver`] | the trait [`Solver`], and the ways in which a solve may end |
//! | [`Session`], [`Highs`] | HiGHS: kept loaded and started warm, or started anew |
//! | [`Micro`] | a second solver in plain Rust, the referee of objective values |
//! | [`certificate`] | the check of an answer by weak duality, independent of any solver |
//! | [`infeasible`] | which limits contradict each other, by name |
//! | [`mps`] | the reader of MPS files |
//! | [`flow`] | minimum-cost flow of one commodity in exact arithmetic, the second referee |
//!
//! Invariants:
//! - A [`Problem`] holds no NaN, no crossed bounds and no index that leads nowhere.
//! - HiGHS is never taken at its word: an [`Outcome::Optimal`] carries an accepted certificate, and what fails from the
//!   basis at hand is solved from scratch, then by interior point, before it becomes an error that says which test
//!   failed. A bound follows from weak duality; with whole numbers it is the solver's claim and says so.
//! - The same calls give the same digits: one thread, a fixed seed, sums in index order.
//! - All unsafe code is in one private type, which owns the handle of HiGHS.
//!
//! ```
//! use solve::{Highs, Outcome, Problem, Solver, infeasible};
//!
//! // Two mines (costs 20 and 30 a tonne, 10 tonnes each) sell at 50 through a border for 12 tonnes.
//! let mut problem = Problem::new();
//! let near = problem.add_column("near mine", 20.0 - 50.0, 0.0, 10.0)?;
//! let far = problem.add_column("far mine", 30.0 - 50.0, 0.0, 10.0)?;
//! let border = problem.add_row("border", f64::NEG_INFINITY, 12.0, &[(near, 1.0), (far, 1.0)])?;
//!
//! let solution = match Highs::default().solve(&problem)? {
//!     Outcome::Optimal(solution) => solution,
//!     other => panic!("{}", other.status()),
//! };
//! assert!((solution.objective + 340.0).abs() < 1e-9);
//! assert!((solution.duals()?.row(border) + 20.0).abs() < 1e-9); // one more tonne at the border earns 20
//! assert!(solution.certificate.accepts());
//!
//! problem.add_row("contract", 15.0, f64::INFINITY, &[(near, 1.0), (far, 1.0)])?;
//! let conflict = infeasible::conflict(&problem)?.expect("15 tonnes do not pass");
//! assert_eq!(conflict.to_string(), "row `border` (at most 12) conflicts with row `contract` (at least 15)");
//! # Ok::<(), solve::SolveError>(())
//! ```

pub mod certificate;
pub mod flow;
mod highs;
pub mod infeasible;
mod micro;
pub mod mps;
pub mod problem;
pub mod solver;

pub use certificate::{Certificate, Proof};
pub use highs::{Highs, Options, Session};
pub use micro::Micro;
pub use problem::{Column, ColumnId, Kind, Problem, ProblemError, Row, RowId};
pub use solver::{Basis, Duals, Limit, Outcome, Place, Solution, SolveError, Solver, Status};
