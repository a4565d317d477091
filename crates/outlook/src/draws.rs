//! Futures drawn from the record of a case as of its day: the first documented method.
//!
//! | what | how |
//! |---|---|
//! | gates | recorded episodes of a neighbour's gates are replayed ([`Episode`]); how often: [`Rate`] |
//! | prices | months of the record are drawn jointly over the goods, without a view on direction |
//! | buyers | a log-normal factor of mean 1 each, its spread assumed |
//! | waits | recorded hours beyond the shortest of the gate |
//! | openings | months late from a triangular distribution, assumed |
//!
//! [`Method::of`] estimates once for a view; [`Method::draw`] gives future `s`; [`Method::draw_weighted`] draws closures
//! more often than they come and says what each future weighs ([`effective_size`]).
//!
//! ```
//! use case::{bundle::Bundle, cell::Cell, value::date::Month, value::economy::Economy};
//! use corridor::{goods::Goods, network::Network};
//! use outlook::draws::{Assumed, Horizon, Method};
//!
//! let files = case::template::template(Economy::parse("KGZ").expect("an ISO code"));
//! let folder = case::load::load(&Bundle::from_files("example", files)).folder.expect("a folder without faults");
//! let case = folder.as_of(folder.default_as_of());
//! let network = Network::of(&case);
//!
//! let method = Method::of(&network, &Goods::of(&network), &Assumed::default())?;
//! let horizon = Horizon { first: Month::new(2022, 1).expect("a month"), months: 36, buyers: 2, projects: 1 };
//! let future = method.draw(7, 0, &horizon);
//! // No line of the example leads over a border: nothing is known of its gate, and nothing narrows it.
//! assert!(method.gates()[0].neighbour.is_none() && method.episodes().is_empty());
//! assert!(future.open[0].iter().all(|share| *share >= 1.0));
//! # Ok::<(), outlook::draws::AssumedFault>(())
//! ```

mod assumed;
mod closing;
mod count;
mod delay;
mod draw;
mod episode;
mod gate;
mod level;
mod method;
mod opening;
mod parameter;
mod price;
mod random;
mod rate;
mod share;
mod unit_value;
mod weight;

pub use assumed::{Assumed, AssumedClosure, AssumedFault, Triangle};
pub use draw::{Draw, Horizon};
pub use episode::{Episode, GatePath};
pub use gate::Gate;
pub use method::Method;
pub use parameter::{Basis, Parameter};
pub use price::{Moves, PriceRecord};
pub use random::{Random, Stream};
pub use rate::Rate;
pub use share::{MonthShare, THRESHOLD, WINDOW_MONTHS};
pub use weight::effective_size;
