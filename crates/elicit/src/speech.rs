//! The words of the templates: `t("a text with {name}", name=value)`, in the language in force.

use ::words::{fill, tell};
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind};

/// The function `t`: a text with `name=value` in place of `{name}`.
#[allow(clippy::needless_pass_by_value, reason = "a function takes its arguments so")]
pub(crate) fn text(english: &str, values: Kwargs) -> Result<String, Error> {
    let mut named: Vec<(&str, String)> = Vec::new();
    for name in values.args() {
        if !english.contains(&format!("{{{name}}}")) {
            let why = format!("\u{201c}{english}\u{201d} has no place for {name}");
            return Err(Error::new(ErrorKind::InvalidOperation, why));
        }
        named.push((name, values.get::<Value>(name)?.to_string()));
    }
    Ok(fill(&tell(english), &named))
}
