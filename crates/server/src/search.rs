//! What a reader finds by words: the same rule as in the script of the page.

use std::borrow::Cow;

use ::words::{mark, tell};
use document::search::{Entry, Kind};
use serde::Serialize;

use crate::links::{Root, file_of};

/// So many are shown.
const MOST: usize = 50;

/// Something found, for a template.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    title: String,
    address: String,
    kind: Cow<'static, str>,
}

impl Line {
    pub(crate) fn of(entry: &Entry) -> Self {
        Self { title: entry.title.clone(), address: entry.address.clone(), kind: tell(kind(entry.kind)) }
    }
}

/// What can be found, by its kind.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => mark("page"),
        Kind::Section => mark("section"),
        Kind::Figure => mark("figure"),
        Kind::Event => mark("event"),
        Kind::Term => mark("term"),
        Kind::Source => mark("source"),
        Kind::Person => mark("person"),
    }
}

/// What has every word, or a word that begins with it; hits in titles first.
pub(crate) fn find<'e>(entries: &'e [Entry], asked: &str) -> Vec<&'e Entry> {
    let words: Vec<String> = asked
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let begins = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|own| own.starts_with(word));
    let mut found: Vec<(bool, &Entry)> = entries
        .iter()
        .filter_map(|entry| {
            let title = entry.title.to_lowercase();
            let in_title = |word: &String| begins(&title, word);
            let somewhere =
                |word: &String| in_title(word) || entry.words.iter().any(|own| own.starts_with(word.as_str()));
            words.iter().all(somewhere).then(|| (!words.iter().all(in_title), entry))
        })
        .collect();
    // Stable: else in the order of the dossier.
    found.sort_by_key(|(late, _)| *late);
    found.into_iter().take(MOST).map(|(_, entry)| entry).collect()
}

/// One entry of the index that a script of the page reads.
#[derive(Serialize)]
struct Short<'e> {
    t: &'e str,
    k: Cow<'static, str>,
    u: String,
    w: String,
}

/// The index as a script: addresses are relative to it.
pub(crate) fn script(entries: &[Entry], root: &Root) -> String {
    let address = |path: &str| match root {
        Root::Served(_) => {
            let own = path.trim_start_matches('/');
            if own.is_empty() { "./".to_owned() } else { own.to_owned() }
        }
        Root::Files(_) => {
            let (path, at) = path.split_once('#').map_or((path, String::new()), |(path, at)| (path, format!("#{at}")));
            format!("{}{at}", file_of(path))
        }
    };
    let all: Vec<Short<'_>> = entries
        .iter()
        .map(|entry| Short {
            t: &entry.title,
            k: tell(kind(entry.kind)),
            u: address(&entry.address),
            w: entry.words.join(" "),
        })
        .collect();
    let json = serde_json::to_string(&all).unwrap_or_else(|_| "[]".to_owned());
    format!("landlocked.index({json});\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, words: &[&str]) -> Entry {
        Entry {
            title: title.to_owned(),
            kind: Kind::Page,
            address: "/trade#a".to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn all_words_must_be_found_and_titles_come_first() {
        let all = [entry("Ways out", &["gate", "rail"]), entry("Gates by rail", &[]), entry("Prices", &["gate"])];
        let titles = |asked| find(&all, asked).iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>();
        assert_eq!(titles("RAI gat"), ["Gates by rail", "Ways out"]);
        assert_eq!(titles("gate prices"), ["Prices"]);
        assert!(titles("  ,").is_empty() && titles("nowhere").is_empty());
    }

    #[test]
    fn the_index_leads_to_files_or_pages() {
        let all = [entry("A", &["b"])];
        assert!(script(&all, &Root::Served("/x".into())).contains("\"u\":\"trade#a\""));
        assert!(script(&all, &Root::Files("/".into())).contains("\"u\":\"trade/index.html#a\""));
    }
}
