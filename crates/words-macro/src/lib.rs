//! The macro `text!`: `format!` for words that readers see.
//!
//! It takes what `format!` takes, with every value named, and asks the language in force for the text first. The literal
//! itself is the message id, so the code stays readable and English needs no catalogue.

use proc_macro::TokenStream;

mod message;

/// A text that readers see, in the language in force.
///
/// Takes a literal as `format!` does; values stand in it by name: `text!("{share:.1} % of {what}", what = name(row))`.
/// A place without a name, `{}`, is refused: translators must be able to change the order. `{{}}` is a place that stays,
/// for a number which is put in later.
#[proc_macro]
pub fn text(input: TokenStream) -> TokenStream {
    message::expand(input.into()).unwrap_or_else(|error| error.to_compile_error()).into()
}
