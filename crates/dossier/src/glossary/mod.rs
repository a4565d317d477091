//! Words of the field: which of them the dossier uses, where they stand first, and the page that explains them.

mod scan;
mod terms;

use ::words::{tell, text};
use document::{Block, Dossier, Page, Piece, Section, Sentence, Term};

use crate::method;
use crate::overview;
use crate::words::say;
use scan::{Pattern, find};

/// Id of the page.
pub const PAGE: &str = "glossary";

/// Marks the first occurrence of each term on each page, lists the terms that occur, and writes their page anew. A second
/// call marks only what was added since.
pub fn mark(dossier: &mut Dossier) {
    let patterns = scan::patterns(terms::TERMS);
    for page in &mut dossier.pages {
        if page.id == PAGE {
            continue;
        }
        let mut seen = Vec::new();
        let mut sentences: Vec<&mut Sentence> = Vec::new();
        if page.id == overview::PAGE {
            sentences.extend(dossier.headlines.iter_mut().filter_map(|headline| headline.caveat.as_mut()));
        }
        sentences.extend(page.sections.iter_mut().flat_map(|section| &mut section.blocks).filter_map(|block| {
            let Block::Text(sentence) = block else { return None };
            Some(sentence)
        }));
        for sentence in &sentences {
            seen.extend(sentence.0.iter().filter_map(|piece| match piece {
                Piece::Term { id, .. } => Some(id.clone()),
                _ => None,
            }));
        }
        for sentence in sentences {
            mark_sentence(sentence, &patterns, &mut seen);
        }
    }
    dossier.terms = used(dossier, &patterns);
    place_page(dossier);
}

/// Cuts terms that were not seen on the page yet out of the words of a sentence.
fn mark_sentence(sentence: &mut Sentence, patterns: &[Pattern], seen: &mut Vec<String>) {
    let mut pieces = Vec::with_capacity(sentence.0.len());
    for piece in std::mem::take(&mut sentence.0) {
        let Piece::Text(mut text) = piece else {
            pieces.push(piece);
            continue;
        };
        while let Some(found) = find(&text, patterns, seen) {
            let mut word = text.split_off(found.at);
            let after = word.split_off(found.length);
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
            pieces.push(Piece::Term { id: found.id.to_owned(), text: word });
            seen.push(found.id.to_owned());
            text = after;
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
    }
    sentence.0 = pieces;
}

/// The terms that occur in sentences, titles, notes or heads of tables.
fn used(dossier: &Dossier, patterns: &[Pattern]) -> Vec<Term> {
    let mut seen = Vec::new();
    for text in texts(dossier) {
        while let Some(found) = find(text, patterns, &seen) {
            seen.push(found.id.to_owned());
        }
    }
    let marked = dossier.pages.iter().flat_map(sentences).flat_map(|sentence| &sentence.0);
    seen.extend(marked.filter_map(|piece| match piece {
        Piece::Term { id, .. } => Some(id.clone()),
        _ => None,
    }));
    let mut terms: Vec<Term> = terms::TERMS
        .iter()
        .filter(|known| seen.iter().any(|id| id == known.id))
        .map(|known| Term {
            id: known.id.to_owned(),
            name: tell(known.name).into_owned(),
            aliases: known.aliases.iter().map(|alias| tell(alias).into_owned()).collect(),
            text: tell(known.text).into_owned(),
        })
        .collect();
    terms.sort_by_key(|term| term.name.to_lowercase());
    terms
}

fn sentences(page: &Page) -> impl Iterator<Item = &Sentence> {
    page.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Text(sentence) => Some(sentence),
        _ => None,
    })
}

/// All words that a reader meets beside the values of tables.
fn texts(dossier: &Dossier) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    for page in dossier.pages.iter().filter(|page| page.id != PAGE) {
        texts.push(&page.question);
        for section in &page.sections {
            texts.push(&section.title);
            for block in &section.blocks {
                match block {
                    Block::Text(sentence) => texts.extend(plain(sentence)),
                    Block::Table(view) => {
                        texts.push(&view.title);
                        texts.extend(view.notes.iter().map(String::as_str));
                        texts.extend(view.table.columns.iter().map(|column| column.name.as_str()));
                    }
                    Block::Figure(_) | Block::FigureLink(_) | Block::PageLink { .. } => {}
                }
            }
        }
    }
    for headline in &dossier.headlines {
        texts.extend(plain(&headline.sentence).chain(headline.caveat.iter().flat_map(plain)));
    }
    for figure in &dossier.figures {
        texts.extend([figure.title.as_str(), figure.measure.as_str()]);
        texts.extend(figure.notes.iter().map(String::as_str));
        texts.extend(figure.table.columns.iter().map(|column| column.name.as_str()));
    }
    texts
}

fn plain(sentence: &Sentence) -> impl Iterator<Item = &str> {
    sentence.0.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// The page, after that of the methods, or instead of an earlier one.
fn place_page(dossier: &mut Dossier) {
    let page = Page {
        id: PAGE.to_owned(),
        title: text!("Glossary"),
        question: text!("What do the words of the field mean?"),
        under: dossier.page(method::PAGE).map(|page| page.id.clone()),
        sections: dossier
            .terms
            .iter()
            .map(|term| Section {
                id: term.id.clone(),
                title: term.name.clone(),
                blocks: vec![Block::Text(say(&term.text, &[]))],
            })
            .collect(),
    };
    if let Some(old) = dossier.pages.iter_mut().find(|page| page.id == PAGE) {
        *old = page;
        return;
    }
    let place = dossier.pages.iter().position(|page| page.id == method::PAGE).map(|at| at + 1);
    dossier.pages.insert(place.unwrap_or(dossier.pages.len()), page);
}
