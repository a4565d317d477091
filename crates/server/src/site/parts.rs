//! What a page is made of, for the templates.

use document::{Block, Dossier, Headline, Page, Piece, Sentence};
use minijinja::context;
use minijinja::value::Value;
use serde::Serialize;

use super::{Site, Stand, value};
use crate::view::TableHtml;
use crate::wish::Said;

/// So many findings of a page stand at its top.
const FIRST: usize = 2;

impl Site {
    pub(super) fn headlines(&self) -> Vec<Value> {
        self.dossier.headlines.iter().map(|headline| self.headline(headline)).collect()
    }

    fn headline(&self, headline: &Headline) -> Value {
        let title = self.dossier.page(&headline.page).map_or(headline.page.as_str(), |page| page.title.as_str());
        context! {
            id => headline.id.as_str(),
            page => headline.page.as_str(),
            title,
            sentence => value(&self.pieces(&headline.sentence)),
            caveat => value(&headline.caveat.as_ref().map(|caveat| self.pieces(caveat))),
        }
    }

    /// What a page has found, for its top: the first findings that it does not say itself.
    pub(super) fn answers(&self, page: &Page) -> Vec<Value> {
        let said: Vec<String> = page
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match block {
                Block::Text(sentence) => Some(self.dossier.plain(sentence)),
                _ => None,
            })
            .collect();
        let own = self.dossier.headlines.iter().filter(|headline| headline.page == page.id).take(FIRST);
        own.filter(|headline| {
            let sentence = self.dossier.plain(&headline.sentence);
            !said.iter().any(|said| said.contains(&sentence))
        })
        .map(|headline| self.headline(headline))
        .collect()
    }

    /// A sentence as pieces that a template can link.
    pub(super) fn pieces(&self, sentence: &Sentence) -> Vec<PieceView> {
        sentence.0.iter().map(|piece| PieceView::of(&self.dossier, piece)).collect()
    }

    pub(super) fn sections(&self, page: &Page, stand: Stand<'_>, said: &Said) -> Vec<Value> {
        page.sections
            .iter()
            .map(|section| {
                let blocks: Vec<Value> =
                    section.blocks.iter().filter_map(|block| self.block(block, stand, said)).collect();
                context! { id => page.anchor(section), title => section.title.as_str(), blocks }
            })
            .collect()
    }

    pub(super) fn block(&self, block: &Block, stand: Stand<'_>, said: &Said) -> Option<Value> {
        Some(match block {
            Block::Text(sentence) => context! { kind => "text", sentence => value(&self.pieces(sentence)) },
            Block::Figure(id) => {
                context! { kind => "figure", figure => value(&self.view(self.dossier.figure(id)?, stand, said)) }
            }
            Block::FigureLink(id) => {
                let figure = self.dossier.figure(id)?;
                context! { kind => "link", id => id.as_str(), title => figure.title.as_str(), subtitle => figure.subtitle() }
            }
            Block::PageLink { id, title } => {
                context! { kind => "page", id => id.as_str(), title => title.as_str() }
            }
            Block::Table(view) => context! {
                kind => "table",
                id => view.id.as_str(),
                title => view.title.as_str(),
                notes => value(&view.notes),
                table => value(&TableHtml::of(&view.table)),
            },
        })
    }
}

/// A piece of a sentence for a template.
#[derive(Debug, Serialize)]
pub(super) struct PieceView {
    text: String,
    /// The number that it is.
    id: Option<String>,
    /// The term that it is.
    term: Option<String>,
    label: Option<String>,
}

impl PieceView {
    fn of(dossier: &Dossier, piece: &Piece) -> Self {
        match piece {
            Piece::Text(text) => Self { text: text.clone(), id: None, term: None, label: None },
            Piece::Number { id } => {
                let number = dossier.numbers.get(id);
                Self {
                    text: number.map_or_else(String::new, document::Number::text),
                    id: Some(id.clone()),
                    term: None,
                    label: number.map(|number| number.label.clone()),
                }
            }
            Piece::Term { id, text } => Self {
                text: text.clone(),
                id: None,
                term: Some(id.clone()),
                label: dossier.terms.iter().find(|term| term.id == *id).map(|term| term.text.clone()),
            },
        }
    }
}
