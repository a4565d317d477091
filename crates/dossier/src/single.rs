//! A dossier of one page: the answer to one question.

use case::Case;

use crate::book::Book;
use crate::model::{Dossier, Page};
use crate::{data, overview, rows};

/// The dossier of a page, with the numbers and figures entered for it.
pub(crate) fn of_page(case: &Case, book: Book, page: Page) -> Dossier {
    let (numbers, figures) = book.finish();
    let rows = rows::cited(case, numbers.values(), &[]);
    Dossier {
        meta: overview::meta(case),
        headlines: Vec::new(),
        pages: vec![page],
        figures,
        numbers,
        events: Vec::new(),
        panel: None,
        choice: None,
        sources: data::sources(case),
        rows,
    }
}
