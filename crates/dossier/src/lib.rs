//! Findings and figures of a case as one serialisable value: the dossier. Every face renders it and computes nothing,
//! so the terminal, the page and the JSON always show the same digits.
//!
//! [`assemble`] turns a [`case::Case`] into a [`Dossier`]. Each number in it has an id, the method by which it came
//! about, and the rows it rests on ([`Number`]); [`trace::trace`] goes from the id to the rows and their sources.
//!
//! | module | makes |
//! |---|---|
//! | `book` | numbers with ids, while the dossier is being assembled |
//! | `overview`, `exchange`, `mirror` with `integrity`, `corridors`, [`balance`], `developments`, `panel`, `data`, `changes` | the pages |
//! | `event_pages`, `people` | a page for each event and each person of the panel |
//! | `opening` | the front page in three sentences, and the next date to watch |
//! | `words`, `vocabulary` | sentences, dates and units as people read them; words of the case format |
//! | [`method`], [`glossary`] | how numbers are found, and what the words mean |
//! | [`corridors::answer`] | answers to single questions about the network |
//! | [`prospects`] | the pages about time, and answers to single questions about it |
//!
//! Invariants: pure and deterministic (same case, same bytes); every figure has a table, an alternative text and
//! sources; every number id in a sentence or a table is in [`Dossier::numbers`].

pub mod balance;
mod book;
mod changes;
pub mod corridors;
mod data;
mod developments;
mod event_pages;
mod exchange;
pub mod glossary;
mod integrity;
pub mod method;
mod mirror;
mod opening;
mod overview;
mod panel;
mod people;
pub mod prospects;
mod rows;
mod single;
mod words;

pub use document::{
    Block, Dossier, EventView, Headline, Meta, Number, Page, PanelView, Piece, RowView, Scenario, Section, Sentence,
    SourceView, TableView, trace,
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

    let trade_page = exchange::page(&mut book, case, &flows, &facts);
    let events = developments::events(case);
    let mirror_page = mirror::page(&mut book, case, &facts, &events);
    let developments = developments::page(&mut book, case);
    let panel_page = panel::page(case);
    let mut headlines = overview::headlines(&mut book, case, &facts);
    let front = overview::page(case);
    // The series are long work beside the network, and neither needs the other.
    let language = &::words::current();
    let (prospects, (corridor_pages, corridor_headline, month)) = std::thread::scope(|scope| {
        let effects = scope.spawn(|| ::words::within(language, || outlook::effects::studies(case, &flows)));
        let forecasts = scope.spawn(|| ::words::within(language, || outlook::forecasts::studies(case, &flows)));
        let corridors = corridors::page(&mut book, case, &flows);
        let prospects = prospects::Prospects { effects: joined(effects), forecasts: joined(forecasts) };
        (prospects, corridors)
    });
    let (balance_page, balance_headlines, choice) = balance::page(&mut book, case, kept);
    let scenarios = month.into_iter().chain(balance::scenario(&mut book, case, kept)).collect();
    let (prospect_pages, prospect_headlines) = prospects::pages(&mut book, case, &prospects);
    let data_page = data::page(&mut book, case);
    let (changes_page, changes) = changes::page(&mut book, case, &flows);

    headlines.extend(corridor_headline);
    headlines.extend(balance_headlines);
    headlines.extend(prospect_headlines);
    let opening = opening::sentences(&mut book, case, &facts, &prospects);
    let next = opening::next(&mut book, case, &events, &prospects);
    let mut pages = vec![front, trade_page, mirror_page];
    pages.extend(corridor_pages);
    pages.extend(prospect_pages);
    pages.extend([balance_page, developments, panel_page, data_page, changes_page]);
    let panel = panel::view(case, &events);
    let sources = data::sources(case);
    let ground =
        event_pages::Ground { events: &events, effects: &prospects.effects, panel: panel.as_ref(), sources: &sources };
    let event_pages = event_pages::pages(&mut book, case, &ground);
    pages.push(method::page(&pages));
    pages.extend(event_pages);
    pages.extend(people::pages(panel.as_ref(), &sources));
    let meta = overview::meta(case);
    let (numbers, figures) = book.finish();
    // A small case lacks some of the key pictures.
    for section in pages.iter_mut().filter(|page| page.id == overview::PAGE).flat_map(|page| &mut page.sections) {
        section.blocks.retain(|block| match block {
            Block::Figure(id) => figures.iter().any(|figure| figure.id == *id),
            _ => true,
        });
    }
    let rows = rows::cited(case, numbers.values(), &events, next.as_ref());
    let mut dossier = Dossier {
        meta,
        opening,
        next,
        headlines,
        pages,
        figures,
        numbers,
        events,
        panel,
        choice,
        scenarios,
        terms: Vec::new(),
        changes,
        sources,
        rows,
    };
    glossary::mark(&mut dossier);
    dossier
}

/// What another thread made. Its panic goes on in this one: a fault of the program must not read as a case that asks
/// nothing, and be kept as that.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause))
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    #[should_panic(expected = "a fault of the program")]
    fn a_fault_of_an_analysis_is_one_of_the_whole() {
        std::thread::scope(|scope| {
            let thread = scope.spawn(|| -> Vec<u8> { panic!("a fault of the program") });
            assert!(joined(thread).is_empty());
        });
    }
}
