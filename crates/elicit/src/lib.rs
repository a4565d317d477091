//! The web face of expert elicitation: a form on a phone for each member of a panel, and a page for its chair.
//!
//! [`Desk`] holds a ledger, a clock that the program gives, and what the pages need; [`router`] gives the axum service
//! over it. Pages work without JavaScript. Whoever has a link has its door and no other: the link is the only key, there
//! are no accounts.
//!
//! | path | gives |
//! |---|---|
//! | `GET /elicit/TOKEN` | a member's form, and what the member said before; after closing, the panel's result beside it |
//! | `POST /elicit/TOKEN` | takes the form, then leads back to it |
//! | `GET /elicit/chair/TOKEN` | the chair's page: who has answered, and after closing what |
//! | `POST /elicit/chair/TOKEN` | closes the panel |
//! | `GET /elicit/chair/TOKEN/answers.csv` | after closing, every answer with its time |
//! | `GET /elicit/style.css` | the style sheet |
//!
//! What is refused, and how: an unknown, malformed or foreign link 404, an expired one 410, a form from another site or
//! without its seal 403, a form sent before or to a closed panel 409, one that is too long 413, values that cannot stand
//! 422 with the form as it was filled in, too many requests 429.
//!
//! The limit by address needs the address of the other side: serve the router with
//! `into_make_service_with_connect_info::<SocketAddr>()`. Without it, or behind a proxy, addresses do not tell members
//! apart, and the limit by link remains.

mod belief;
mod chair;
mod closed;
mod desk;
mod fields;
mod form;
mod gather;
mod listing;
mod member;
mod number;
mod origin;
mod picture;
mod rate;
mod refusal;
mod result;
mod routes;
mod seal;
mod speech;
mod templates;
mod weigh;
mod words;

pub use closed::{Classical, Weight};
pub use desk::{Desk, DeskError, Limits};
pub use gather::gather;
pub use rate::Rate;
pub use routes::router;
pub use weigh::classical;
