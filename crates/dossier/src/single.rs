//! A dossier of one page: the answer to one question.

use case::Case;

use crate::book::Book;
use crate::{data, overview, rows};
use document::{Dossier, Page};

/// The dossier of a page, with the numbers and figures entered for it.
pub(crate) fn of_page(case: &Case, book: Book, page: Page) -> Dossier {
    let (numbers, figures) = book.finish();
    let rows = rows::cited(case, numbers.values(), &[], None);
    Dossier {
        meta: overview::meta(case),
        opening: Vec::new(),
        next: None,
        headlines: Vec::new(),
        pages: vec![page],
        figures,
        numbers,
        events: Vec::new(),
        panel: None,
        choice: None,
        scenarios: Vec::new(),
        terms: Vec::new(),
        changes: Vec::new(),
        sources: data::sources(case),
        rows,
    }
}
