//! The dossier on paper: two pages for who decides, or all of it.
//!
//! A template says how a page looks, and the text comes to it as data: no character of a case is ever read as markup.
//! The fonts are those of `typeface`, and the date is the day of the view, so the same dossier gives the same bytes.
//! The result is a tagged PDF that keeps to PDF/UA-1.
//!
//! # Map
//!
//! | module | what it holds |
//! |---|---|
//! | `words` | text as runs: languages marked, what no font holds replaced and remarked |
//! | `cite`, `footnote` | from a sentence to the sources behind its numbers, and to their marks |
//! | `picture`, `grid`, `shared` | a figure, a table, and what both papers carry, as the templates read them |
//! | `minister`, `shown`, `fit` | the two pages, their figures, and the rule by which they stay two |
//! | `full` | every page of the dossier |
//! | `world`, `press`, `pack` | the typesetter, what it may see, and the file it makes |

mod cite;
mod error;
mod fit;
mod footnote;
mod full;
mod grid;
mod minister;
mod pack;
mod picture;
mod press;
#[cfg(test)]
#[path = "../tests/sample/mod.rs"]
mod sample;
mod shared;
mod shown;
#[cfg(test)]
mod tests;
mod words;
mod world;

use document::Dossier;
pub use error::{BriefError, Fault};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Exactly two pages: findings, figures, caveats, sources.
    #[default]
    Minister,
    /// Every page of the dossier, with contents, events, people and sources.
    Full,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What a reader of the dossier would miss on it: characters without a font, parts left out for want of room.
    pub remarks: Vec<String>,
}

/// Sets a dossier as PDF.
///
/// # Errors
/// When the typesetter refuses the page; that is a defect of this crate, whatever the dossier says.
pub fn pdf(dossier: &Dossier, kind: Kind) -> Result<Made, BriefError> {
    let made = match kind {
        Kind::Minister => fit::two_pages(dossier),
        Kind::Full => full::set(dossier),
    };
    press::forget();
    made
}
