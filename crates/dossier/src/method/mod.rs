//! The page Method: one section for each estimator that the case uses.

mod estimators;
mod futures;

use ::words::{tell, text};
use document::{Block, Page, Section};

use crate::words::say;

/// Id of the page.
pub const PAGE: &str = "method";

/// A way of finding numbers, told in words that are marked for the catalogue.
#[derive(Debug)]
struct Estimator {
    /// Id of its section.
    id: &'static str,
    title: &'static str,
    /// What is asked.
    asks: &'static str,
    /// What is computed.
    computes: &'static str,
    /// The rule, as a formula or in words.
    rule: &'static str,
    /// What it assumes.
    assumes: &'static str,
    /// What it cannot tell.
    cannot: &'static str,
    /// The paper or standard.
    source: &'static str,
    /// Pages that use it, each with what shows that they do: the first part of the id of a section, or the last part of the
    /// id of a figure, which begins with a hyphen.
    used: &'static [(&'static str, &'static str)],
}

/// The page; every estimator whose sections stand on one of the pages.
pub(crate) fn page(pages: &[Page]) -> Page {
    let mut sections: Vec<Section> =
        estimators::FOUND.iter().chain(futures::FOUND).filter_map(|estimator| section(estimator, pages)).collect();
    if sections.is_empty() {
        sections.push(Section {
            id: "none".to_owned(),
            title: text!("Nothing computed yet"),
            blocks: vec![Block::Text(say(&text!("The case holds nothing that a method could be applied to."), &[]))],
        });
    }
    Page {
        id: PAGE.to_owned(),
        title: text!("Method"),
        question: text!("How is each number found, what does that assume, and what can it not tell?"),
        under: None,
        sections,
    }
}

/// Writes the page anew, after pages came that use more.
pub(crate) fn renew(pages: &mut [Page]) {
    let new = page(pages);
    if let Some(old) = pages.iter_mut().find(|page| page.id == PAGE) {
        *old = new;
    }
}

fn uses(page: &Page, part: &str) -> bool {
    page.sections.iter().any(|section| {
        let drawn = || section.blocks.iter().any(|block| matches!(block, Block::Figure(id) if id.ends_with(part)));
        if part.starts_with('-') { drawn() } else { section.id.starts_with(part) }
    })
}

fn section(estimator: &Estimator, pages: &[Page]) -> Option<Section> {
    let mut links: Vec<Block> = Vec::new();
    for (id, part) in estimator.used {
        let Some(page) = pages.iter().find(|page| page.id == *id && uses(page, part)) else { continue };
        let link = Block::PageLink { id: page.id.clone(), title: page.title.clone() };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    if links.is_empty() {
        return None;
    }
    let told = [
        (text!("Asked"), estimator.asks),
        (text!("Computed"), estimator.computes),
        (text!("Rule"), estimator.rule),
        (text!("Assumed"), estimator.assumes),
        (text!("It cannot tell"), estimator.cannot),
        (text!("After"), estimator.source),
    ];
    let mut blocks: Vec<Block> = told
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(what, words)| Block::Text(say(&format!("{what}: {}", tell(words)), &[])))
        .collect();
    blocks.extend(links);
    Some(Section { id: estimator.id.to_owned(), title: tell(estimator.title).into_owned(), blocks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_page_uses_is_told() {
        let empty = page(&[]);
        assert_eq!(empty.sections.len(), 1);
        let trade = Page {
            id: "trade".to_owned(),
            title: "Trade".to_owned(),
            question: String::new(),
            under: None,
            sections: vec![Section { id: "dependence".to_owned(), title: String::new(), blocks: Vec::new() }],
        };
        let page = page(&[trade]);
        let told: Vec<&str> = page.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(told, ["sources", "concentration"]);
    }

    #[test]
    fn no_rule_looks_like_a_place_for_a_number() {
        for estimator in estimators::FOUND.iter().chain(futures::FOUND) {
            for words in [estimator.asks, estimator.computes, estimator.rule, estimator.assumes, estimator.cannot] {
                assert!(!words.is_empty() && !words.contains("{}"), "{}", estimator.id);
            }
        }
    }
}
