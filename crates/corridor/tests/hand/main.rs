//! Small invented folders; what must come out stands in the tests as arithmetic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, clippy::indexing_slicing, reason = "tests")]

mod calendar;
mod capacity;
mod charges;
mod folder;
mod gates;
mod goods;
mod hindcast;
mod network;
mod plan;
mod regimes;
mod resilience;
mod through;
mod throughput;
mod ways;
