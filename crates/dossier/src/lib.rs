//! Findings and figures of a case as one serialisable value: the dossier. Every face renders it and computes nothing,
//! so the terminal, the page and the JSON always show the same digits.
//!
//! [`assemble`] turns a [`case::Case`] into a [`Dossier`]. Each number in it has an id, the method by which it came
//! about, and the rows it rests on ([`Number`]); [`trace::trace`] goes from the id to the rows and their sources.
//!
//! | module | makes |
//! |---|---|
//! | [`model`] | the plain data of a dossier |
//! | `book` | numbers with ids, while the dossier is being assembled |
//! | `overview`, `exchange`, `integrity`, `corridors`, [`balance`], `developments`, `panel`, `data` | the pages |
//! | [`corridors::answer`] | answers to single questions about the network |
//! | [`prospects`] | the pages about time, and answers to single questions about it |
//! | [`trace`] | from a number to its rows and sources |
//!
//! Invariants: pure and deterministic (same case, same bytes); every figure has a table, an alternative text and
//! sources; every number id in a sentence or a table is in [`Dossier::numbers`].

pub mod balance;
mod book;
pub mod corridors;
mod data;
mod developments;
mod exchange;
mod integrity;
pub mod model;
mod overview;
mod panel;
pub mod prospects;
mod rows;
mod single;
pub mod trace;
mod words;

pub use model::{
    Block, Dossier, EventView, Headline, Meta, Number, Page, PanelView, Piece, RowView, Section, Sentence, SourceView,
    TableView,
};

use ::balance::study::Study;
use case::Case;

/// Assembles the dossier of a case as of its day, without the page that needs a kept study.
pub fn assemble(case: &Case) -> Dossier {
    assemble_with(case, None)
}

/// Assembles the dossier of a case as of its day, with a study of it that was computed before.
pub fn assemble_with(case: &Case, kept: Option<&Study>) -> Dossier {
    let mut book = book::Book::of(case);
    let flows = trade::flows::Flows::of(case);
    let facts = overview::Facts::of(case, &flows);

    let exchange = exchange::page(&mut book, case, &flows, &facts);
    let integrity = integrity::section(&mut book, case, &facts);
    let developments = developments::page(&mut book, case);
    let panel_page = panel::page(case);
    let mut headlines = overview::headlines(&mut book, case, &facts);
    let front = overview::page(case);
    // The series are long work beside the network, and neither needs the other.
    let (prospects, (corridors_page, corridor_headline)) = std::thread::scope(|scope| {
        let effects = scope.spawn(|| outlook::effects::studies(case, &flows));
        let forecasts = scope.spawn(|| outlook::forecasts::studies(case, &flows));
        let corridors = corridors::page(&mut book, case, &flows);
        let prospects = prospects::Prospects {
            effects: effects.join().unwrap_or_default(),
            forecasts: forecasts.join().unwrap_or_default(),
        };
        (prospects, corridors)
    });
    let (balance_page, balance_headlines, choice) = balance::page(&mut book, case, kept);
    let (prospect_pages, prospect_headlines) = prospects::pages(&mut book, case, &prospects);
    let data_page = data::page(&mut book, case);

    let mut trade_page = exchange;
    trade_page.sections.extend(integrity);
    headlines.extend(corridor_headline);
    headlines.extend(balance_headlines);
    headlines.extend(prospect_headlines);
    let mut pages = vec![front, trade_page, corridors_page];
    pages.extend(prospect_pages);
    pages.extend([balance_page, developments, panel_page, data_page]);
    let events = developments::events(case);
    let panel = panel::view(case, &events);
    let sources = data::sources(case);
    let meta = overview::meta(case);
    let (numbers, figures) = book.finish();
    let rows = rows::cited(case, numbers.values(), &events);
    Dossier { meta, headlines, pages, figures, numbers, events, panel, choice, sources, rows }
}
