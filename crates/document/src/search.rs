//! What a reader can look for, and where it stands.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::address;
use crate::model::{Block, Dossier, EventView, Page, PersonView, SourceView};
use crate::term::Term;

/// Words of an entry at most.
const MOST: usize = 40;
/// Words that say nothing.
const EMPTY: [&str; 32] = [
    "about", "also", "and", "are", "been", "but", "can", "does", "for", "from", "had", "has", "have", "how", "into",
    "its", "may", "not", "of", "that", "the", "their", "them", "then", "this", "was", "were", "what", "which", "who",
    "with", "would",
];

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its address: `/trade`, `/trade#totals`, `/fig/ID`.
    pub address: String,
    /// Words by which it is found: lower case, each once, the most telling first.
    pub words: Vec<String>,
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page.
    Page,
    /// A section of a page.
    Section,
    /// A figure.
    Figure,
    /// An event.
    Event,
    /// A word of the field.
    Term,
    /// A source.
    Source,
    /// A person.
    Person,
}

/// Everything that can be found, in the order of the dossier. What bears the name of a page is found once, as that page;
/// a source whose title is withheld has no name to be found by.
pub fn entries(dossier: &Dossier) -> Vec<Entry> {
    let mut all = Vec::new();
    let names: BTreeSet<&str> = dossier.pages.iter().map(|page| page.title.as_str()).collect();
    for page in dossier.pages.iter().filter(|page| !has_own_entry(dossier, page)) {
        all.push(of_page(page));
        let own = page.sections.iter().filter(|section| !names.contains(section.title.as_str()));
        all.extend(own.filter(|_| !is_glossary(dossier, page)).map(|section| {
            let mut texts = vec![section.title.clone()];
            texts.extend(section.blocks.iter().filter_map(|block| said(dossier, block)));
            entry(&section.title, Kind::Section, format!("{}#{}", path(page), page.anchor(section)), &texts)
        }));
    }
    for figure in &dossier.figures {
        let texts = [&figure.title, &figure.measure, &figure.place, &figure.unit, &figure.period].map(Clone::clone);
        all.push(entry(&figure.title, Kind::Figure, format!("/fig/{}", figure.id), &texts));
    }
    all.extend(dossier.events.iter().map(of_event));
    all.extend(dossier.terms.iter().map(of_term));
    all.extend(dossier.sources.iter().filter(|source| !source.after_as_of).map(of_source));
    all.extend(dossier.panel.iter().flat_map(|panel| &panel.people).map(of_person));
    once(all)
}

/// Of entries with one name at one page, the first.
fn once(mut all: Vec<Entry>) -> Vec<Entry> {
    let mut seen = BTreeSet::new();
    all.retain(|entry| {
        let page = entry.address.split('#').next().unwrap_or_default().to_owned();
        seen.insert((entry.title.clone(), page))
    });
    all
}

/// Events, people and terms stand in the list under their own kind.
fn has_own_entry(dossier: &Dossier, page: &Page) -> bool {
    let people = dossier.panel.iter().flat_map(|panel| &panel.people);
    dossier.events.iter().any(|event| event.page == page.id)
        || people.into_iter().any(|person| address::person(&person.id) == page.id)
}

fn is_glossary(dossier: &Dossier, page: &Page) -> bool {
    !page.sections.is_empty() && page.sections.iter().all(|section| dossier.terms.iter().any(|t| t.id == section.id))
}

fn path(page: &Page) -> String {
    if page.id == "dossier" { "/".to_owned() } else { format!("/{}", page.id) }
}

fn said(dossier: &Dossier, block: &Block) -> Option<String> {
    Some(match block {
        Block::Text(sentence) => dossier.plain(sentence),
        Block::Figure(id) | Block::FigureLink(id) => dossier.figure(id)?.title.clone(),
        Block::Table(view) => view.title.clone(),
        Block::PageLink { title, .. } => title.clone(),
    })
}

fn of_page(page: &Page) -> Entry {
    let mut texts = vec![page.title.clone(), page.question.clone()];
    texts.extend(page.sections.iter().map(|section| section.title.clone()));
    entry(&page.title, Kind::Page, path(page), &texts)
}

fn of_event(event: &EventView) -> Entry {
    let mut texts = vec![event.title.clone(), event.when.clone(), event.kind.clone()];
    texts.extend(event.subjects.iter().cloned());
    texts.push(event.summary.clone());
    entry(&event.title, Kind::Event, format!("/{}", event.page), &texts)
}

fn of_term(term: &Term) -> Entry {
    let mut texts = vec![term.name.clone()];
    texts.extend(term.aliases.iter().cloned());
    texts.push(term.text.clone());
    entry(&term.name, Kind::Term, format!("/glossary#{}", term.id), &texts)
}

fn of_source(source: &SourceView) -> Entry {
    let texts = [source.title.clone(), source.publisher.clone().unwrap_or_default(), source.id.clone()];
    entry(&source.title, Kind::Source, format!("/data#source-{}", source.id), &texts)
}

fn of_person(person: &PersonView) -> Entry {
    let texts = [person.name.clone(), person.role.clone(), person.title.clone(), person.bio.clone()];
    entry(&person.name, Kind::Person, format!("/{}", address::person(&person.id)), &texts)
}

fn entry(title: &str, kind: Kind, address: String, texts: &[String]) -> Entry {
    Entry { title: title.to_owned(), kind, address, words: words(texts) }
}

/// The words of some texts: lower case, each once, in the order in which they come.
fn words(texts: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .filter(|word| seen.insert(word.clone()))
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_at_one_page_is_found_once() {
        let at = |title: &str, address: &str| entry(title, Kind::Section, address.to_owned(), &[]);
        let all = vec![at("Rain", "/a"), at("Rain", "/a#rain"), at("Rain", "/b#rain"), at("Sun", "/a#sun")];
        let kept: Vec<String> = once(all).into_iter().map(|entry| entry.address).collect();
        assert_eq!(kept, ["/a", "/b#rain", "/a#sun"]);
    }

    #[test]
    fn words_are_small_single_and_few() {
        let long: Vec<String> = (0..99).map(|n| format!("word{n}")).collect();
        let found = words(&["The Gate, the gate and a GATE's 2023 toll".to_owned(), long.join(" ")]);
        assert_eq!(found.first().map(String::as_str), Some("gate"));
        assert_eq!(found.get(1).map(String::as_str), Some("2023"));
        assert_eq!(found.len(), MOST);
    }
}
