//! Style and scripts: named after what is in them, so that a reader's copy never grows old.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The style: every page carries it, for a request saved is a sixth of a second on a slow line; an embed asks for it.
const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/islands.js");
pub(crate) const ICON: &str = include_str!("../assets/favicon.svg");

/// The names of style and script, and the style itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Assets {
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) sheet: &'static str,
}

impl Assets {
    pub(crate) fn new() -> Self {
        Self {
            style: format!("/assets/style.{}.css", mark(STYLE)),
            script: format!("/assets/islands.{}.js", mark(SCRIPT)),
            sheet: STYLE,
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

/// The source expression by which a content security policy lets in the style that pages carry, and no other.
pub(crate) fn style_source() -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(STYLE)))
}

/// Eight characters that change with the text.
pub(crate) fn mark(text: impl AsRef<[u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    text.as_ref().hash(&mut hasher);
    format!("{:016x}", hasher.finish()).chars().take(8).collect()
}
