//! Style and scripts: named after what is in them, so that a reader's copy never grows old.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use ::words::{mark, tell};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The style: every page carries it, for a request saved is a sixth of a second on a slow line; an embed asks for it.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}{}", include_str!("../assets/style.css"), figure::svg::PAGE_STYLE));
/// The script, without its words.
const SCRIPT: &str = include_str!("../assets/islands.js");
pub(crate) const ICON: &str = include_str!("../assets/favicon.svg");

/// What the script says, by the names that it knows; a place is filled by it.
const SCRIPT_WORDS: [(&str, &str); 20] = [
    ("copied", mark("Link copied")),
    ("play", mark("Play")),
    ("pause", mark("Pause")),
    ("lost", mark("The map of {month} could not be fetched.")),
    ("keys", mark("Points of the picture. Arrow keys go from point to point, Enter keeps one, Escape lets it go.")),
    ("between", mark("{from} to {to}: {title}")),
    ("noLimit", mark("no limit")),
    (
        "computing",
        mark("Computing the plan of weight {weight}, {limit}. Under a tight limit that may take a minute or more."),
    ),
    ("passed", mark("So far: {seconds} s.")),
    ("shown", mark("Shown: {title}.")),
    ("held", mark("“{axis}” is a number from {least} to {most}: {shown} is shown.")),
    ("noPlan", mark("No plan: {why}.")),
    ("results", mark("Results")),
    ("oneFound", mark("{count} result")),
    ("found", mark("{count} results")),
    ("firstFound", mark("{count} results, {shown} shown")),
    ("showAll", mark("Show all rows")),
    ("showWindow", mark("Show fewer rows")),
    ("notReported", mark("n.r.")),
    ("notApplicable", mark("n.a.")),
];

/// The names of style and script, the style itself, and the script with its words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Assets {
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) sheet: &'static str,
    #[serde(skip)]
    script_text: String,
}

impl Assets {
    /// In the language in force.
    pub(crate) fn new() -> Self {
        let words: BTreeMap<&str, _> = SCRIPT_WORDS.iter().map(|(name, word)| (*name, tell(word))).collect();
        let words = serde_json::to_string(&words).unwrap_or_default();
        let script = format!("globalThis.landlockedWords={words};{SCRIPT}");
        Self {
            style: format!("/assets/style.{}.css", short_hash(&*STYLE)),
            script: format!("/assets/islands.{}.js", short_hash(&script)),
            sheet: sheet(),
            script_text: script,
        }
    }

    /// The bytes at a path and their type.
    pub(crate) fn get(&self, path: &str) -> Option<(&'static str, &str)> {
        if path == self.style {
            Some(("text/css; charset=utf-8", STYLE.as_str()))
        } else if path == self.script {
            Some(("text/javascript; charset=utf-8", &self.script_text))
        } else {
            None
        }
    }
}

/// The style as a page carries it.
pub(crate) fn sheet() -> &'static str {
    &STYLE
}

/// The source expression by which a content security policy lets in the style that pages carry, and no other.
pub(crate) fn style_source() -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(&*STYLE)))
}

/// Eight characters that change with the text.
pub(crate) fn short_hash(text: impl AsRef<[u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    text.as_ref().hash(&mut hasher);
    format!("{:016x}", hasher.finish()).chars().take(8).collect()
}
