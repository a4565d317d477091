//! A page for each person of the panel: who that is, and what is recorded of them. Nobody is given an opinion.

use document::{Block, Page, PanelView, PersonView, Section, SourceView, address};

use crate::words::{as_is, capital, counted, say};

/// The pages, in the order of the panel.
pub(crate) fn pages(panel: Option<&PanelView>, sources: &[SourceView]) -> Vec<Page> {
    let Some(panel) = panel else { return Vec::new() };
    panel.people.iter().map(|person| page(panel, person, sources)).collect()
}

fn page(panel: &PanelView, person: &PersonView, sources: &[SourceView]) -> Page {
    let mut role =
        format!("{} of the panel \u{201c}{}\u{201d}, held on {}.", capital(&person.role), panel.title, panel.held);
    if let Some(handle) = &person.handle {
        role = format!("{role} Writes as {handle}.");
    }
    let source = sources.iter().find(|source| source.id == person.source_id);
    let source = source.map_or_else(|| person.source_id.clone(), SourceView::citation);
    let section =
        |id: &str, title: &str, blocks: Vec<Block>| Section { id: id.to_owned(), title: title.to_owned(), blocks };
    let mut sections = vec![section(
        "who",
        "Who this is",
        vec![Block::Text(as_is(&person.title)), Block::Text(as_is(&person.bio)), Block::Text(as_is(&role))],
    )];
    if !panel.claims.is_empty() {
        sections.push(section("claims", "What the panel's page claims", claims(panel)));
    }
    sections.push(section(
        "source",
        "Where it is told",
        vec![Block::Text(as_is(&format!("{}.", source.trim_end_matches('.'))))],
    ));
    Page {
        id: address::person(&person.id),
        title: person.name.clone(),
        question: "Who is this, and what is on record?".to_owned(),
        under: Some("panel".to_owned()),
        sections,
    }
}

fn claims(panel: &PanelView) -> Vec<Block> {
    let words = format!(
        "The page of the panel makes {}. It gives none of them to a single person, so none is given here.",
        counted(panel.claims.len(), "claim")
    );
    let listed = panel.claims.iter().map(|claim| Block::Text(as_is(&format!("{}. {}", claim.number, claim.text))));
    let link = Block::PageLink { id: "panel".to_owned(), title: "The claims and what bears on each".to_owned() };
    std::iter::once(Block::Text(say(&words, &[]))).chain(listed).chain([link]).collect()
}
