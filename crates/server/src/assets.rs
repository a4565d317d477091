//! Style and scripts: named after what is in them, so that a reader's copy never grows old.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde::Serialize;

const STYLE: &str = concat!(include_str!("../assets/style.css"), include_str!("../islands/islands.css"));
const SCRIPT: &str = include_str!("../assets/islands.js");
pub(crate) const ICON: &str = include_str!("../assets/favicon.svg");

/// The names of style and script.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Assets {
    pub(crate) style: String,
    pub(crate) script: String,
}

impl Assets {
    pub(crate) fn new() -> Self {
        Self {
            style: format!("/assets/style.{}.css", mark(STYLE)),
            script: format!("/assets/islands.{}.js", mark(SCRIPT)),
        }
    }

    /// The bytes at a path and their type.
    pub(crate) fn get(&self, path: &str) -> Option<(&'static str, &'static str)> {
        if path == self.style {
            Some(("text/css; charset=utf-8", STYLE))
        } else if path == self.script {
            Some(("text/javascript; charset=utf-8", SCRIPT))
        } else {
            None
        }
    }
}

/// Eight characters that change with the text.
pub(crate) fn mark(text: impl AsRef<[u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    text.as_ref().hash(&mut hasher);
    format!("{:016x}", hasher.finish()).chars().take(8).collect()
}
