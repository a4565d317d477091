//! One module for each command.

pub(crate) mod balance;
#[cfg(feature = "pdf")]
pub(crate) mod brief;
pub(crate) mod build;
pub(crate) mod check;
mod columns;
pub(crate) mod corridors;
pub(crate) mod effect;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod forecast;
pub(crate) mod import;
pub(crate) mod map;
pub(crate) mod new;
pub(crate) mod panel;
pub(crate) mod report;
pub(crate) mod scenarios;
pub(crate) mod schema;
pub(crate) mod score;
pub(crate) mod serve;
pub(crate) mod solve;
pub(crate) mod trace;

use crate::failure::Failure;
use crate::screen;

/// Prints a value as JSON on one line.
fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string(value).map_err(|error| Failure::Output(error.into()))?;
    text.push('\n');
    screen::print(&text)
}
