//! The words of the templates: `t("a text with {name}", name=value)`, in the language in force.

use ::words::compose;
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind};

/// The function `t`: a text with `name=value` in place of `{name}`.
#[allow(clippy::needless_pass_by_value, reason = "a function takes its arguments so")]
pub(crate) fn text(english: &str, values: Kwargs) -> Result<String, Error> {
    let named: Result<Vec<_>, Error> =
        values.args().map(|name| Ok((name, values.get::<Value>(name)?.to_string()))).collect();
    compose(english, &named?).map_err(|why| Error::new(ErrorKind::InvalidOperation, why.to_string()))
}
