//! The chapters: pages of the dossier, section by section.

use std::collections::{BTreeMap, BTreeSet};

use ::words::text;
use document::{Block, Dossier, Page, Section, TableView};
use figure::svg::Width;
use figure::{Figure, Table};
use serde::Serialize;

use super::order;
use crate::cite::Citer;
use crate::footnote::{Footnotes, Note};
use crate::grid::{self, Grid, Rows};
use crate::picture::{self, Drawn};
use crate::words::{Scribe, Words};

/// Rows of a table on paper at most.
const ROWS: usize = 24;

/// A picture higher than this, in parts of its width, could not be read on a page.
const TALLEST: f64 = 1.9;

/// A page of the dossier.
#[derive(Serialize)]
pub(super) struct Chapter {
    title: Words,
    question: Words,
    label: String,
    sections: Vec<Part>,
}

/// A section.
#[derive(Serialize)]
struct Part {
    title: Words,
    blocks: Vec<Told>,
}

/// A block as the template reads it.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Told {
    Text {
        words: Words,
        notes: Vec<Note>,
    },
    Figure {
        figure: Drawn,
    },
    /// What stands elsewhere, with the label by which it is found.
    See {
        words: Words,
        label: String,
    },
    Table {
        grid: Grid,
        label: Option<String>,
    },
}

/// Writes the chapters of one paper.
pub(super) struct Writer<'a, 'b> {
    dossier: &'a Dossier,
    citer: &'b Citer<'a>,
    notes: &'b mut Footnotes<'a>,
    scribe: &'b mut Scribe,
    pages: Vec<&'a Page>,
    homes: BTreeMap<&'a str, usize>,
    /// Labels of figures by id.
    labels: BTreeMap<&'a str, String>,
    printed: BTreeSet<&'a str>,
    /// Sections that were printed, with the label of their chapter.
    told: BTreeMap<String, String>,
    pictures: Vec<Drawn>,
}

impl<'a, 'b> Writer<'a, 'b> {
    /// For a dossier.
    pub(super) fn new(
        dossier: &'a Dossier,
        citer: &'b Citer<'a>,
        notes: &'b mut Footnotes<'a>,
        scribe: &'b mut Scribe,
    ) -> Self {
        let pages = order::pages(dossier);
        let mut homes = order::homes(&pages);
        homes.retain(|id, _| dossier.figure(id).is_some());
        let labels = homes.keys().enumerate().map(|(at, id)| (*id, format!("figure-{at}"))).collect();
        Self {
            dossier,
            citer,
            notes,
            scribe,
            pages,
            homes,
            labels,
            printed: BTreeSet::new(),
            told: BTreeMap::new(),
            pictures: Vec::new(),
        }
    }

    /// The chapters that have something to say, and the pictures in them.
    pub(super) fn chapters(mut self) -> (Vec<Chapter>, Vec<Drawn>) {
        let pages = self.pages.clone();
        let mut out = Vec::new();
        for (place, page) in pages.into_iter().enumerate() {
            self.notes.new_chapter();
            let label = format!("chapter-{place}");
            let sections: Vec<Part> =
                page.sections.iter().filter_map(|section| self.part(section, place, &label)).collect();
            // A first page of which everything stands elsewhere is no chapter.
            let collects = place == 0
                && sections.iter().flat_map(|part| &part.blocks).all(|block| matches!(block, Told::See { .. }));
            if !sections.is_empty() && !collects {
                out.push(Chapter {
                    title: self.scribe.title(&page.title, &page.id),
                    question: self.scribe.words(&page.question),
                    label,
                    sections,
                });
            }
        }
        (out, self.pictures)
    }

    fn part(&mut self, section: &'a Section, place: usize, label: &str) -> Option<Part> {
        let title = self.scribe.title(&section.title, &section.id);
        let same = serde_json::to_string(section).unwrap_or_default();
        if let Some(label) = self.told.get(&same) {
            let words = self.scribe.words(&text!("The same as told under this title"));
            return Some(Part { title, blocks: vec![Told::See { words, label: label.clone() }] });
        }
        let blocks: Vec<Told> = section.blocks.iter().filter_map(|block| self.block(block, place)).collect();
        if blocks.is_empty() {
            return None;
        }
        let figures = blocks.iter().any(|block| matches!(block, Told::Figure { .. }));
        let own = blocks.iter().any(|block| matches!(block, Told::Text { .. } | Told::Table { .. }));
        if own && !figures {
            self.told.insert(same, label.to_owned());
        }
        Some(Part { title, blocks })
    }

    fn block(&mut self, block: &'a Block, place: usize) -> Option<Told> {
        match block {
            Block::Text(sentence) => {
                let cited = self.citer.cite(sentence, self.scribe);
                if cited.words.iter().all(|run| run.text.trim().is_empty()) {
                    return None;
                }
                Some(Told::Text { words: cited.words, notes: self.notes.of(&cited.sources, self.scribe) })
            }
            Block::Figure(id) | Block::FigureLink(id) => self.figure(id, place),
            Block::Table(view) => self.table(view),
            // The pages stand in the contents.
            Block::PageLink { .. } => None,
        }
    }

    fn figure(&mut self, id: &'a str, place: usize) -> Option<Told> {
        let figure = self.dossier.figure(id)?;
        let label = self.labels.get(id)?.clone();
        // A figure without picture and table is nowhere, and nothing may point to it.
        if self.homes.get(id) == Some(&place) && self.printed.insert(id) {
            let mut drawn = picture::draw(figure, Width::Wide, self.pictures.len(), self.scribe);
            drawn.label = label;
            if drawn.aspect > TALLEST {
                return self.instead(figure, drawn);
            }
            self.pictures.push(drawn.clone());
            return Some(Told::Figure { figure: drawn });
        }
        Some(Told::See { words: self.scribe.words(&text!("Figure: {title}", title = figure.title)), label })
    }

    /// The table behind a picture that would not be legible on a page.
    fn instead(&mut self, figure: &Figure, drawn: Drawn) -> Option<Told> {
        let mut grid = self.grid(&figure.title, &figure.table)?;
        grid.notes.extend(drawn.notes.into_iter().chain(drawn.source));
        Some(Told::Table { grid, label: Some(drawn.label) })
    }

    fn table(&mut self, view: &TableView) -> Option<Told> {
        let mut grid = self.grid(&view.title, &view.table)?;
        for note in &view.notes {
            grid.notes.push(self.scribe.words(note));
        }
        Some(Told::Table { grid, label: None })
    }

    fn grid(&mut self, title: &str, table: &Table) -> Option<Grid> {
        let mut grid = grid::lay(title, table, Rows::First(ROWS), self.scribe)?;
        let count = table.rows.len();
        if count > ROWS {
            grid.notes.push(self.scribe.words(&text!(
                "The first {rows} of {count} rows; the dossier in the program has them all, under “{title}”.",
                rows = ROWS
            )));
        }
        Some(grid)
    }
}
