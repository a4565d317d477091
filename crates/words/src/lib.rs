//! One catalogue of all words that readers see, in every face.
//!
//! English stands in the code, inside [`text!`]; the literal is the message id. `po/landlocked.pot` lists every message
//! and is kept equal to the code by a test. A language is one more file beside it, `po/TAG.po`, in the format of GNU
//! gettext, which translators' tools read; what it lacks stays English.
//!
//! The language is in force for a scope and its thread: [`within`]; a command line may [`speak`] one to its end. Two
//! cases in two languages can be served by one program. Texts of a case (titles of events, notes) are facts in the case's own language and are not translated.
//!
//! | module | holds |
//! |---|---|
//! | `catalogue` | the languages, and a message in one of them |
//! | `scope` | which language is in force |
//! | `fill` | values put into their places |
//! | `template` | the same for texts that templates name |

#[cfg(test)]
extern crate self as words;

mod catalogue;
mod fill;
mod scope;
mod template;

pub use catalogue::{Language, TRIAL};
pub use fill::fill;
pub use scope::{current, speak, within};
pub use template::{NoPlace, compose};
pub use words_macro::text;

use std::borrow::Cow;

/// Marks a word that stands in a table of the code, for the catalogue; it is said in its language by [`tell`].
#[must_use]
pub const fn mark(text: &'static str) -> &'static str {
    text
}

/// A marked word in the language in force.
#[must_use]
pub fn tell(text: &str) -> Cow<'_, str> {
    translated(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// A text without values: by its id, or as it is in English.
#[doc(hidden)]
#[must_use]
pub fn whole(id: &str, english: &str) -> String {
    translated(id).map_or_else(|| english.to_owned(), |text| fill(&text, &[]))
}

/// A message in the language in force; `None` where English holds.
#[doc(hidden)]
#[must_use]
pub fn translated(id: &str) -> Option<String> {
    scope::ask(|language| language.translated(id))
}
