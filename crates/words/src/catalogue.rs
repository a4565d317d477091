//! The languages, and a message in one of them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The tag of the trial language: every message in brackets with a Cyrillic and a Chinese letter, its vowels changed. What
/// a page shows outside of brackets is in no catalogue, unless the case says it, and an id that changes was made from a
/// translated text; a test reads all faces so.
pub const TRIAL: &str = "en-XA";

/// The files of translations, by BCP 47 tag.
const FILES: &[(&str, &str)] = &[];

/// A language in which words can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(Said);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    English,
    Trial,
    File(&'static str, Arc<BTreeMap<String, String>>),
}

/// Catalogues are read once.
static READ: LazyLock<BTreeMap<&'static str, Arc<BTreeMap<String, String>>>> =
    LazyLock::new(|| FILES.iter().map(|(tag, text)| (*tag, Arc::new(messages(text)))).collect());

impl Language {
    /// The language of the code itself.
    pub const ENGLISH: Self = Self(Said::English);

    /// The language of a BCP 47 tag, or of its first part: `mn-MN` finds `mn`. `None` when there is no catalogue.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        if tag == TRIAL {
            return Some(Self(Said::Trial));
        }
        let primary = tag.split('-').next().unwrap_or_default();
        if primary == "en" {
            return Some(Self::ENGLISH);
        }
        let (found, messages) = READ.get_key_value(tag).or_else(|| READ.get_key_value(primary))?;
        Some(Self(Said::File(found, Arc::clone(messages))))
    }

    /// The tags that [`Language::of`] knows.
    pub fn tags() -> impl Iterator<Item = &'static str> {
        ["en", TRIAL].into_iter().chain(FILES.iter().map(|(tag, _)| *tag))
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        match self.0 {
            Said::English => "en",
            Said::Trial => TRIAL,
            Said::File(tag, _) => tag,
        }
    }

    pub(crate) fn translated(&self, id: &str) -> Option<String> {
        match &self.0 {
            Said::English => None,
            Said::Trial => Some(format!("\u{4e8}\u{ab}{}\u{bb}\u{8bed}", accented(id))),
            Said::File(_, messages) => messages.get(id).cloned(),
        }
    }
}

/// Each vowel with two dots, but for those in the names of values.
fn accented(id: &str) -> String {
    let mut depth = 0_u8;
    id.chars()
        .map(|c| match c {
            '{' => {
                depth = depth.saturating_add(1);
                c
            }
            '}' => {
                depth = depth.saturating_sub(1);
                c
            }
            _ if depth > 0 => c,
            'a' => '\u{e4}',
            'e' => '\u{eb}',
            'i' => '\u{ef}',
            'o' => '\u{f6}',
            'u' => '\u{fc}',
            _ => c,
        })
        .collect()
}

/// The translated messages of a PO file; none of one that cannot be read, which a test of the file forbids.
fn messages(text: &str) -> BTreeMap<String, String> {
    polib::po_file::parse_from_reader(text.as_bytes())
        .map(|catalog| {
            let told = catalog.messages().filter(|message| message.is_translated() && !message.is_fuzzy());
            told.filter_map(|message| Some((message.msgid().to_owned(), message.msgstr().ok()?.to_owned()))).collect()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fill, text, within};

    #[test]
    fn english_is_what_the_code_says() {
        let (share, what) = (0.5, "coal");
        assert_eq!(text!("{share:.2} of {what}; {{}}"), "0.50 of coal; {}");
        assert_eq!(text!("{n} of {what}", n = 1 + 1), "2 of coal");
        assert_eq!(text!("whole {{}}"), "whole {}");
    }

    #[test]
    fn the_trial_language_brackets_every_message() {
        let trial = Language::of(TRIAL).expect("the trial language");
        let what = "coal";
        within(&trial, || {
            assert_eq!(text!("of {what}; {{}}"), "Ө«öf coal; {}»语");
            assert_eq!(crate::tell(crate::mark("open")), "Ө«öpën»语");
        });
    }

    #[test]
    fn a_file_of_messages_may_move_values_and_lack_some() {
        let told = messages(
            "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"{a} of {b}\"\nmsgstr \"{b}-ийн {a}\"\n\nmsgid \"none\"\nmsgstr \"\"\n",
        );
        let moved = told.get("{a} of {b}").expect("a message");
        assert_eq!(fill(moved, &[("a", "1".to_owned()), ("b", "2".to_owned())]), "2-ийн 1");
        assert_eq!(told.get("none"), None);
    }

    #[test]
    fn a_tag_falls_back_to_its_first_part() {
        assert_eq!(Language::of("en-GB"), Some(Language::ENGLISH));
        assert_eq!(Language::of("xx"), None);
        assert!(Language::tags().all(|tag| Language::of(tag).is_some_and(|language| language.tag() == tag)));
    }
}
