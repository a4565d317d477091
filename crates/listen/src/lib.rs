//! The accept loop: serves an [`axum::Router`] on a TCP listener, and stays up whatever the other side sends, or does not
//! send.
//!
//! [`serve`] answers until a future resolves. [`Limits`] says how much one connection may take and how many there may be;
//! [`Sink`] takes a line for each request; [`stopped`] resolves when the process is asked to stop.
//!
//! What a connection goes through:
//!
//! | state | ends by |
//! |---|---|
//! | asleep: no request has begun; only the socket is held, no buffer | a byte; [`Limits::idle`]; a newer connection that needs its place |
//! | a head comes in | its end; [`Limits::head`], then 408; too long or too many fields, then 431; no HTTP, then 400 |
//! | a request is answered | the answer; [`Limits::request`], then 408 (its body is late) or 503 (the answer is late) |
//! | the answer goes out | its end; [`Limits::write`] and [`Limits::write_rate`], then the connection is cut |
//! | over | what the other side still sends is read for a moment, so that it sees the answer and no reset |
//!
//! Before the first request, the time for its head runs from the accepting on.
//!
//! **When all places are taken,** the connection that has been asleep longest is closed, and its place goes to the newest.
//! When none is asleep, the newest waits in the backlog of the system.
//!
//! **Open files:** each connection takes one. The soft limit of the process is raised to the hard one when serving
//! begins, and some are left to the rest of the program; see [`Limits::connections`].

mod accept;
mod answer;
mod body;
mod connection;
mod files;
mod guarded;
mod limits;
mod linger;
mod moment;
mod note;
mod path;
mod pulse;
mod room;
mod session;
mod sink;
mod stopped;

pub use accept::serve;
pub use limits::Limits;
pub use sink::Sink;
pub use stopped::stopped;
