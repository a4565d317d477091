//! What people and models said before the event, and what came: one file of `SQLite` in a data folder.
//!
//! [`Ledger::open`] opens it, makes it where there is none, and brings an older one up to date. It holds
//!
//! - panels of experts with their questions and members, and every answer that was ever given ([`panel`], [`answer`]);
//! - forecasts with who made them, how and from which facts ([`forecast`]);
//! - outcomes, and their corrections ([`outcome`]).
//!
//! What was said is never changed: answers, forecasts and outcomes are only added, and the file itself refuses to
//! change or delete them. What is written is on the disk when a call returns, whole or not at all. The caller gives the
//! time of each act; nothing here reads a clock. [`set`] reads the file in which a chair writes down a panel.

pub mod answer;
mod answers;
pub mod error;
pub mod forecast;
mod forecasts;
mod invitations;
mod numbers;
mod open;
pub mod outcome;
mod outcomes;
pub mod panel;
mod panels;
pub mod period;
pub mod set;
mod stored;
pub mod token;

pub use answer::{Answer, Given, NewAnswer, Results, Turnout};
pub use error::LedgerError;
pub use forecast::{Forecast, ForecasterKind, NewForecast, Statement};
pub use open::{FILE, Ledger, VERSION};
pub use outcome::{NewOutcome, Outcome};
pub use panel::{Kind, Member, NewPanel, NewQuestion, Panel, Question, Scale, Target};
pub use panels::Founded;
pub use period::Period;
pub use set::QuestionSet;
pub use token::LinkToken;
