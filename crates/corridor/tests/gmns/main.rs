//! Networks in the formats of others: GMNS 0.96 and RFC 7946.
#![allow(clippy::unwrap_used, reason = "tests")]

mod faults;
mod fixture;
mod foreign;
mod geojson;
mod round_trip;
