//! What must hold of every flow and of every network in time, on small random ones.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, clippy::indexing_slicing, reason = "tests")]

mod flows;
#[path = "../hand/folder.rs"]
#[allow(dead_code, reason = "each test binary uses its own part")]
mod folder;
mod invariance;
mod models;
mod networks;

use proptest::prelude::ProptestConfig;

/// So many cases, unless `PROPTEST_CASES` asks for another number.
fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(count) }
}
