//! The typed case: reads and checks a folder of plain facts and gives it as immutable, validated data.
//!
//! A case folder is CSV and TOML that a person edits in a spreadsheet (`landlocked schema` prints every file and
//! column). [`bundle`] brings its bytes into memory, [`load()`](load::load) turns them into a [`CaseFolder`] or into a list of
//! [`Diagnostic`]s, and [`CaseFolder::as_of`] gives the [`Case`] as it would have read on a day.
//!
//! | module | holds |
//! |---|---|
//! | [`bundle`] | the files in memory; the only place that reads the disk |
//! | [`cell`], [`table`], [`document`](mod@schema) | one definition of each row and document: loads it, describes it |
//! | [`tables`], [`settings`] | the rows and documents of a case |
//! | [`value`] | ids, dates, periods, economies, readings, units, quantities |
//! | [`provenance`], [`prefer`] | where rows come from, and which of several is used |
//! | [`load`](mod@load), `check` | from bytes to a folder, with every fault in one run |
//! | [`records`] | a CSV file split into header and rows |
//! | [`schema`], [`template`] | the published schema, and a new folder |
//!
//! Invariants: no file content makes this crate panic; memory is bounded by the size limits of [`bundle`]; a [`Case`]
//! holds no row with `known_on` after its day; every row has a source that exists.
//!
//! ```
//! use case::bundle::Bundle;
//! use case::cell::Cell;
//! use case::value::economy::Economy;
//!
//! let economy = Economy::parse("KGZ").expect("an ISO code");
//! let bundle = Bundle::from_files("example", case::template::template(economy));
//! let loaded = case::load::load(&bundle);
//! let folder = loaded.folder.expect("a new folder has no faults");
//! let case = folder.as_of(folder.default_as_of());
//! assert_eq!(case.economy(), economy);
//! ```
// It handles foreign text: nothing here may panic.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::panic, clippy::expect_used))]

pub mod bundle;
pub mod cell;
mod check;
pub mod code;
pub mod diagnostic;
mod document;
pub mod entry;
pub mod load;
pub mod model;
pub mod prefer;
pub mod provenance;
mod reader;
pub mod records;
pub mod schema;
pub mod settings;
pub mod table;
pub mod tables;
pub mod template;
mod text;
pub mod trace;
pub mod value;

pub use cell::did_you_mean as near;
pub use diagnostic::Diagnostic;
pub use entry::{Entry, RowRef};
pub use model::{Case, CaseFolder};
pub use trace::Traced;
