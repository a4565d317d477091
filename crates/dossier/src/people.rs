//! A page for each person of the panel: who that is, and what is recorded of them. Nobody is given an opinion.

use ::words::{mark, text};
use document::{Block, Page, PanelView, PersonView, Section, SourceView, address};

use crate::words::{as_is, capital, counted, say, spaced};

/// The pages, in the order of the panel.
pub(crate) fn pages(panel: Option<&PanelView>, sources: &[SourceView]) -> Vec<Page> {
    let Some(panel) = panel else { return Vec::new() };
    panel.people.iter().map(|person| page(panel, person, sources)).collect()
}

fn page(panel: &PanelView, person: &PersonView, sources: &[SourceView]) -> Page {
    let mut role = text!(
        "{role} of the panel \u{201c}{panel}\u{201d}, held on {day}.",
        role = capital(&spaced(&person.role)),
        panel = panel.title,
        day = panel.held
    );
    if let Some(handle) = &person.handle {
        role = format!("{role} {}", text!("Writes as {handle}."));
    }
    let source = sources.iter().find(|source| source.id == person.source_id);
    let source = source.map_or_else(|| person.source_id.clone(), SourceView::citation);
    let section = |id: &str, title: String, blocks: Vec<Block>| Section { id: id.to_owned(), title, blocks };
    let mut sections = vec![section(
        "who",
        text!("Who this is"),
        vec![Block::Text(as_is(&person.title)), Block::Text(as_is(&person.bio)), Block::Text(as_is(&role))],
    )];
    if !panel.claims.is_empty() {
        sections.push(section("claims", text!("What the panel's page claims"), claims(panel)));
    }
    sections.push(section(
        "source",
        text!("Where it is told"),
        vec![Block::Text(as_is(&format!("{}.", source.trim_end_matches('.'))))],
    ));
    Page {
        id: address::person(&person.id),
        title: person.name.clone(),
        question: text!("Who is this, and what is on record?"),
        under: Some("panel".to_owned()),
        sections,
    }
}

fn claims(panel: &PanelView) -> Vec<Block> {
    let words = text!(
        "The page of the panel makes {claims}. It gives none of them to a single person, so none is given here.",
        claims = counted(panel.claims.len(), mark("{count} claim"), mark("{count} claims"))
    );
    let listed = panel.claims.iter().map(|claim| Block::Text(as_is(&format!("{}. {}", claim.number, claim.text))));
    let link = Block::PageLink { id: "panel".to_owned(), title: text!("The claims and what bears on each") };
    std::iter::once(Block::Text(say(&words, &[]))).chain(listed).chain([link]).collect()
}
