//! Which pages are printed, in which order, and where each figure stands.

use std::collections::BTreeMap;

use document::{Block, Dossier, Page, address};

/// The pages in the order of the paper: each with those under it. Pages of single events, of people and of words are
/// left out: the paper has lists of them.
pub(super) fn pages(dossier: &Dossier) -> Vec<&Page> {
    let printed: Vec<&Page> = dossier.pages.iter().filter(|page| !has_own_list(dossier, page)).collect();
    let known = |id: &str| printed.iter().any(|page| page.id == id);
    let mut out: Vec<&Page> = Vec::new();
    for page in &printed {
        if page.under.as_deref().is_none_or(|under| !known(under) || under == page.id) {
            out.push(page);
            out.extend(printed.iter().filter(|below| below.under.as_ref() == Some(&page.id) && below.id != page.id));
        }
    }
    // Pages further down than one step, or under each other, come last.
    for page in &printed {
        if !out.iter().any(|other| std::ptr::eq(*other, *page)) {
            out.push(page);
        }
    }
    out
}

fn has_own_list(dossier: &Dossier, page: &Page) -> bool {
    let people = dossier.panel.iter().flat_map(|panel| &panel.people);
    let words = !page.sections.is_empty()
        && page.sections.iter().all(|section| dossier.terms.iter().any(|term| term.id == section.id));
    page.id == address::EVENTS
        || words
        || dossier.events.iter().any(|event| event.page == page.id)
        || people.into_iter().any(|person| address::person(&person.id) == page.id)
}

/// Where a figure is printed: the place of its page, by the figure's id. A page that argues it goes before the first
/// page, which only collects, and before one that links to it.
pub(super) fn homes<'a>(pages: &[&'a Page]) -> BTreeMap<&'a str, usize> {
    let mut out: BTreeMap<&str, (u8, usize)> = BTreeMap::new();
    for (place, page) in pages.iter().enumerate() {
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            let (id, rank) = match block {
                Block::Figure(id) => (id, u8::from(place == 0)),
                Block::FigureLink(id) => (id, 2),
                _ => continue,
            };
            let here = (rank, place);
            let best = out.entry(id.as_str()).or_insert(here);
            *best = here.min(*best);
        }
    }
    out.into_iter().map(|(id, (_, place))| (id, place)).collect()
}
