//! The templates, and plain data as values for them.

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use crate::speech;

const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../templates/base.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("member.html", include_str!("../templates/member.html")),
    ("result.html", include_str!("../templates/result.html")),
    ("chair.html", include_str!("../templates/chair.html")),
    ("refusal.html", include_str!("../templates/refusal.html")),
];

/// All templates; whatever stands in a page is escaped.
pub(crate) fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    templates.add_function("t", speech::text);
    templates.add_global("base", "");
    templates.add_function("language", || ::words::current().tag());
    for (name, source) in TEMPLATES {
        templates.add_template(name, source)?;
    }
    Ok(templates)
}

/// Any plain data as a value of the template language.
pub(crate) fn value(data: &impl Serialize) -> Value {
    Value::from(Serde(data))
}
