//! The network in time: what can pass where and when, at what cost, and what breaks it. Stands on the street between
//! `case`, whose rows it reads, and the dossier; uses `solve` for its programmes and knows nothing of trade records.
//! Pure functions of a [`case::Case`]: a network is built once for a view, and every question is asked of it.
//!
//! | module | answers |
//! |---|---|
//! | [`network`] | which places, layers, lines and arcs there are, on which day, under which scenario |
//! | [`regime`], [`gate`] | what a gate or line was let pass on a day, by dated rows of all goods and of one |
//! | [`rest`], [`payload`] | which part of a day is worked, and what one vehicle carries |
//! | [`capacity`] | tonnes in a month: counts a day, payload and days worked, each with its rows |
//! | [`charge`], [`in_time`] | money and hours of each arc, part by part, from the rows nearest in time |
//! | [`goods`] | which goods mines give, how much at most, and what they earn at the border |
//! | [`route`], [`ways`] | the cheapest and fastest ways, the next best, their legs and indicators |
//! | [`flow`] | multi-commodity flow over periods, solved with a certificate |
//! | [`plan`] | the flow model of some months, with the way back to rows and places |
//! | [`throughput`] | one month at its best, and what one more truck or train of each limit is worth |
//! | [`line`](mod@line) | what a railway adds, or why it carries nothing |
//! | [`lever`] | one month with the count of a gate, a price or a line other than they are |
//! | [`through`] | whether all roads lead through one neighbour |
//! | [`resilience`] | what closings cost, alone, in pairs and one after another |
//! | [`simulate`], [`hindcast`], [`score`] | months in order from regimes alone, beside the record and two naive rivals |
//! | [`range`] | a figure that sources give as a range |
//! | [`gmns`], [`geojson`] | the network in the formats of others |
//!
//! Invariants:
//! - The same case gives the same digits. Nothing here reads a file, a clock or the environment, and nothing prints.
//! - No result comes without the certificate of its programme, and in none do goods appear or vanish.
//! - A crossing that nobody counted carries nothing and is named; a price or time that no row gives is not known, and
//!   is never counted as zero without being told.
//! - A simulated month sees the regimes up to its end and no recorded trade.
//!
//! A mine sends what trucks of 100 t can carry through a gate of 100 trucks a day:
//!
//! ```
//! use case::{bundle::Bundle, cell::Cell, value::date::Month, value::economy::Economy};
//! use corridor::{flow::Goal, goods::Goods, network::{Changes, Network}, throughput::{Ask, throughput}};
//!
//! let mut files = case::template::template(Economy::parse("KGZ").expect("an ISO code"));
//! for (file, row) in [
//!     ("places.csv", "mine,Mine,mine,KGZ,,"),
//!     ("places.csv", "beyond,Beyond,crossing,KAZ,,"),
//!     ("links.csv", "haul,Haul,mine,example_gate,road,existing,,100,,,,,"),
//!     ("links.csv", "over,Over the border,example_gate,beyond,road,existing,,1,,,,,"),
//!     ("production.csv", "mine_design,mine,total,design_capacity,2019,12,,Mt/year"),
//!     ("capacities.csv", "load,haul,payload,,open,100,,t/truck,2020-01-01,,"),
//! ] {
//!     let text = files.entry(file.to_owned()).or_default();
//!     text.push_str(&format!("{row},example_source,low,assumed,2020-01-01,\n"));
//! }
//! let folder = case::load::load(&Bundle::from_files("example", files)).folder.expect("a folder without faults");
//! let case = folder.as_of(folder.default_as_of());
//!
//! let network = Network::of(&case);
//! let month = Month::new(2021, 2).expect("a month");
//! let changes = Changes::default();
//! let ask = Ask { month, seen_until: month.last_day(), changes, goal: Goal::Profit, worth: true };
//! let found = throughput(&network, &Goods::of(&network), &ask)?;
//! // 100 trucks a day x 100 t x 28 days
//! assert!((found.sold_kt[0] - 280.0).abs() < 1e-6);
//! // One more truck a day carries 2,800 t in the month, at 50 USD each.
//! let worth = found.limits[0].usd_per_vehicle_a_day.expect("the gate binds");
//! assert!((worth.more - 140_000.0).abs() < 1.0);
//! # Ok::<(), corridor::flow::FlowError>(())
//! ```
#![allow(clippy::indexing_slicing, reason = "indices come from the network, model or list that is indexed")]

// What there is, and what the rows say of it.
pub mod capacity;
pub mod charge;
pub mod gate;
pub mod goods;
pub mod in_time;
pub mod interest;
pub mod network;
pub mod payload;
pub mod range;
pub mod regime;
pub mod rest;

// How goods go: kernels that know no case.
pub mod flow;
pub mod route;

// What is asked of it.
pub mod hindcast;
pub mod lever;
pub mod line;
pub mod plan;
pub mod resilience;
pub mod score;
pub mod simulate;
pub mod through;
pub mod throughput;
pub mod ways;

// The formats of others.
pub mod geojson;
pub mod gmns;
