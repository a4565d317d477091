//! The words of the web face: one catalogue for each language.

use std::collections::BTreeMap;

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, ErrorKind};

/// The catalogues, by BCP 47 language.
const CATALOGUES: &[(&str, &str)] = &[("en", include_str!("../words/en.toml"))];

/// The words of a language; of English where there is no catalogue yet, and for words that one lacks.
pub(crate) fn of(language: &str) -> BTreeMap<String, String> {
    let primary = language.split('-').next().unwrap_or_default();
    let read = |wanted: &str| -> BTreeMap<String, String> {
        let found = CATALOGUES.iter().find(|(name, _)| *name == wanted);
        found.and_then(|(_, text)| toml::from_str(text).ok()).unwrap_or_default()
    };
    let mut words = read("en");
    words.extend(read(primary));
    words
}

/// The filter `fill`: puts `name=value` in place of `{name}`.
#[allow(clippy::needless_pass_by_value, reason = "a filter takes its arguments so")]
pub(crate) fn fill(text: &str, values: Kwargs) -> Result<String, Error> {
    let mut out = text.to_owned();
    for name in values.args() {
        let value: Value = values.get(name)?;
        let mark = format!("{{{name}}}");
        if !out.contains(&mark) {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                format!("\u{201c}{text}\u{201d} has no place for {name}"),
            ));
        }
        out = out.replace(&mark, &value.to_string());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::site::TEMPLATES;

    #[test]
    fn templates_and_catalogue_know_the_same_words() {
        let words = of("en");
        let mut used = BTreeSet::new();
        for (name, text) in TEMPLATES {
            for after in text.split("t.").skip(1).filter(|_| text.contains("{{")) {
                let key: String = after.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if words.contains_key(&key) {
                    used.insert(key);
                }
            }
            // `t.key` stands behind a space, a brace or a bracket; anything else that ends in `t.` is another word.
            for lead in ["{{ t.", "(t.", ", t."] {
                for after in text.split(lead).skip(1) {
                    let key: String = after.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                    assert!(words.contains_key(&key), "{name}: `{key}` is in no catalogue");
                }
            }
        }
        for key in words.keys().filter(|key| !["language"].contains(&key.as_str()) && !key.starts_with("kind_")) {
            assert!(used.contains(key), "`{key}` is used nowhere");
        }
    }

    #[test]
    fn templates_have_no_words_of_their_own() {
        for (name, text) in TEMPLATES {
            for line in text.lines() {
                let bare = outside(line);
                let said: Vec<&str> = bare.split_whitespace().filter(|word| is_word(word)).collect();
                assert!(said.is_empty(), "{name}: {said:?} belongs into words/en.toml: {line}");
            }
        }
    }

    fn is_word(text: &str) -> bool {
        // Names of formats are the same in every language.
        let formats = ["PNG", "SVG", "CSV", "JSON", "Metadata"];
        text.chars().filter(char::is_ascii_alphabetic).count() > 2 && !formats.contains(&text)
    }

    /// What stands outside of tags, braces and comments.
    fn outside(line: &str) -> String {
        let mut out = String::new();
        let mut depth = 0_i32;
        for c in line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").chars() {
            match c {
                '<' | '{' => depth += 1,
                '>' | '}' if depth > 0 => depth -= 1,
                _ if depth == 0 => out.push(c),
                _ => {}
            }
        }
        out
    }

    #[test]
    fn another_language_falls_back_to_english_word_by_word() {
        assert_eq!(of("mn-MN").get("show"), of("en").get("show"));
    }
}
