//! What a package says about itself.

use case::value::date::Date;
use document::{Dossier, SourceView};
use serde_json::{Value, json};

use crate::slug::slug;

/// What a package says about itself besides its files.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageMeta {
    /// Lower case ASCII letters, digits and hyphens.
    pub name: String,
    /// Title.
    pub title: String,
    /// One paragraph.
    pub description: Option<String>,
    /// The version: SHA-256 of the case folder.
    pub version: String,
    /// The day of the view; a file says no hour.
    pub created: Date,
    /// The licences under which parts of the package stand.
    pub licences: Vec<Licence>,
    /// The sources cited.
    pub sources: Vec<SourceView>,
}

impl PackageMeta {
    /// The words of a dossier: its title, summary, day and hash, its sources, and the licences that these name, each
    /// once. The licence of the collection itself stands in no case; a caller that knows it puts it first.
    pub fn of(dossier: &Dossier) -> Self {
        let mut licences: Vec<Licence> = Vec::new();
        for name in dossier.sources.iter().filter_map(|source| source.licence.as_deref()) {
            let licence = Licence::of(name);
            if !licences.iter().any(|known| known.name == licence.name) {
                licences.push(licence);
            }
        }
        licences.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            name: slug(&dossier.meta.title, '-'),
            title: dossier.meta.title.clone(),
            description: dossier.meta.summary.clone(),
            version: dossier.meta.case_hash.clone(),
            created: dossier.meta.as_of,
            licences,
            sources: dossier.sources.clone(),
        }
    }
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its id, for example `CC-BY-4.0`: letters, digits, `-`, `.` and `_`.
    pub name: String,
    /// As its source writes it.
    pub title: String,
    /// Its text.
    pub path: Option<String>,
}

impl Licence {
    /// A licence by its name in words; `CC BY 4.0` has the id `CC-BY-4.0`.
    pub fn of(title: &str) -> Self {
        let kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        let words: Vec<&str> = title.split(|c| !kept(c)).filter(|word| !word.is_empty()).collect();
        let name = if words.is_empty() { "other".to_owned() } else { words.join("-") };
        Self { name, title: title.to_owned(), path: None }
    }

    pub(super) fn entry(&self) -> Value {
        match &self.path {
            Some(path) => json!({"name": self.name, "title": self.title, "path": path}),
            None => json!({"name": self.name, "title": self.title}),
        }
    }
}

/// A source in the terms of the standard, with its id and licence as properties of our own.
pub(super) fn source(source: &SourceView) -> Value {
    let mut out = json!({"title": source.citation(), "id": source.id});
    if let Some(map) = out.as_object_mut() {
        for (key, value) in [("path", &source.url), ("licence", &source.licence)] {
            if let Some(value) = value {
                map.insert(key.to_owned(), Value::from(value.as_str()));
            }
        }
    }
    out
}
