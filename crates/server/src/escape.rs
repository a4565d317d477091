//! How values are written into pages.

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Error, Output, State, escape_formatter};

use crate::units::joined;

/// As the template language does by itself, but slashes stay slashes, for addresses are read again in a page that is made,
/// and numbers stay with their units.
pub(crate) fn html(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let plain =
        value.kind() == ValueKind::String && !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html);
    match value.as_str().filter(|_| plain) {
        Some(text) => {
            let text = joined(text);
            let mut rest = &*text;
            while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
                let (before, after) = rest.split_at(at);
                out.write_str(before)?;
                let mut chars = after.chars();
                out.write_str(match chars.next() {
                    Some('&') => "&amp;",
                    Some('<') => "&lt;",
                    Some('>') => "&gt;",
                    Some('"') => "&quot;",
                    _ => "&#39;",
                })?;
                rest = chars.as_str();
            }
            out.write_str(rest)?;
            Ok(())
        }
        None => escape_formatter(out, state, value),
    }
}
