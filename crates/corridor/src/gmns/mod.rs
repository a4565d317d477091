//! Reading and writing networks in the General Modeling Network Specification (GMNS) 0.96.
//!
//! GMNS (`zephyr-data-specs/GMNS`) is a Table Schema package of CSV files that transport modellers exchange. It has
//! nodes, links, zones and uses; it has no tonnes, goods, gauges, dates or sources. A case is therefore written as the
//! tables of GMNS and, beside them, as `ext_` files that hold every row of the case in full: the way back gives the same
//! case. A package from elsewhere becomes a case that passes every check, with a list of what it still lacks.
//!
//! | module | holds |
//! |---|---|
//! | [`package`] | the package in memory; `record` its columns and text |
//! | [`read`](mod@read) | files to package, with every fault; `sheet`, `rows`, `references`, `unit` its parts |
//! | [`write`](mod@write) | case to package; `ext` the files beside it, `preferred` one row for each place and link |
//! | [`to_case`](mod@to_case) | package to the files of a case folder; `foreign`, `ways`, `layout`, `words`, `id`, `blank` its parts |
//!
//! Nothing here touches a disk, prints or reads a clock.

mod blank;
mod ext;
mod fault;
mod foreign;
mod id;
mod layout;
pub mod package;
pub(crate) mod preferred;
pub mod read;
mod record;
mod references;
mod rows;
mod sheet;
pub mod to_case;
mod toml;
mod unit;
mod ways;
mod words;
pub mod write;

pub use fault::GmnsFault;
pub use package::{Files, Package};
pub use read::{Read, decode, read};
pub use to_case::{Import, Imported, to_case};
pub use write::{Exported, of_case};
