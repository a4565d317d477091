//! A dossier as plain data: pages, figures, numbers with the rows behind them, events, people, sources. Faces read it and
//! compute nothing; who makes it does not matter to them.
//!
//! | module | holds |
//! |---|---|
//! | [`model`] | [`Dossier`] and what it is made of |
//! | [`term`], [`change`], [`next`] | words explained, figures revised, the next date to watch |
//! | [`mod@days`] | the days that a date of less precision could mean |
//! | [`address`] | the addresses of events and people |
//! | [`search`] | what a reader can look for, and where it stands |
//! | [`plan`] | the plans of the balance that were computed beforehand |
//! | [`scenario`] | results under other circumstances, computed beforehand |
//! | [`trace`] | from a number to its rows and sources |
//! | [`vocabulary`] | words of the case format in the language in force |
//! | [`kept`] | a dossier in a file, small enough to be read at every start |

pub mod address;
pub mod change;
pub mod days;
pub mod kept;
pub mod model;
pub mod next;
pub mod plan;
pub mod scenario;
pub mod search;
pub mod term;
pub mod trace;
pub mod vocabulary;

pub use change::{Change, Print};
pub use days::days;
pub use model::{
    AudioView, Block, ClaimView, Dossier, EventView, EvidenceView, Headline, Meta, Number, Page, PanelView, PersonView,
    Piece, RowView, Section, Sentence, SourceView, TableView,
};
pub use next::Next;
pub use scenario::Scenario;
pub use term::Term;
