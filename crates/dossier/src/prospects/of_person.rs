//! What is recorded of a person of the panel, on that person's page.

use ::words::text;
use document::{Block, Dossier, Section, address};

use crate::words::as_is;

/// Id of the section.
const RECORDED: &str = "recorded";

/// Adds a sentence and a link to the page of the person who bears the id or name; nothing when nobody does.
pub(super) fn add(dossier: &mut Dossier, who: &str, words: &str, (link, title): (&str, &str)) {
    let people = dossier.panel.iter().flat_map(|panel| &panel.people);
    let Some(id) = people
        .into_iter()
        .find(|person| person.id == who || person.name == who)
        .map(|person| address::person(&person.id))
    else {
        return;
    };
    let Some(page) = dossier.pages.iter_mut().find(|page| page.id == id) else { return };
    let place = page.sections.iter().position(|section| section.id == RECORDED).unwrap_or_else(|| {
        // Before the source, which stands last.
        let place = page.sections.len().saturating_sub(1);
        let section = Section { id: RECORDED.to_owned(), title: text!("Judgements and scores"), blocks: Vec::new() };
        page.sections.insert(place, section);
        place
    });
    let Some(section) = page.sections.get_mut(place) else { return };
    let link = Block::PageLink { id: link.to_owned(), title: title.to_owned() };
    section.blocks.retain(|block| *block != link);
    section.blocks.extend([Block::Text(as_is(words)), link]);
}
