//! All tables as one workbook, for spreadsheets.
//!
//! First a sheet "Contents" with links, the day of the view, the hash of the case and how to read the marks; then a
//! sheet a table. Numbers are numbers at full precision under a format that shows the printed digits; ISO dates and
//! months are dates; years are whole numbers; the three marks stand as grey words, never as 0 and never as nothing.

mod contents;
mod format;
mod name;
mod page;
mod rounding;
mod style;
mod write;

use std::collections::BTreeSet;

use ::words::text;
use document::Dossier;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::{ExportError, tables};
use contents::Entry;
use style::Styles;

pub use format::number_format;

/// The dossier as a workbook: the bytes of an `.xlsx` file (Office Open XML, ISO/IEC 29500).
///
/// A sheet "Contents" with links, the day of the view, the hash of the case and how to read the marks comes first, then
/// a sheet for each of [`tables()`]. Numbers stand at full precision under a format that shows the printed digits.
///
/// The same dossier gives the same bytes: the file is dated by the day of the view.
///
/// # Errors
/// When a table has more rows or columns than a sheet can have.
pub fn xlsx(dossier: &Dossier) -> Result<Vec<u8>, ExportError> {
    let sheets = tables(dossier);
    let mut styles = Styles::default();
    let contents = name::contents();
    let mut taken = BTreeSet::from([contents.to_lowercase()]);
    let entries: Vec<Entry<'_>> =
        sheets.iter().map(|sheet| Entry { name: name::sheet_name(&sheet.id, &mut taken), sheet }).collect();

    let mut book = Workbook::new();
    book.set_properties(&properties(dossier)?);
    contents::write(book.add_worksheet().set_name(&contents)?, dossier, &entries, &styles)?;
    for entry in &entries {
        page::write(book.add_worksheet().set_name(&entry.name)?, entry.sheet, &contents, &mut styles)?;
    }
    Ok(book.save_to_buffer()?)
}

fn properties(dossier: &Dossier) -> Result<DocProperties, ExportError> {
    let meta = &dossier.meta;
    let day = meta.as_of;
    let year = u16::try_from(day.year()).unwrap_or(1900).max(1900);
    let made = ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())?;
    Ok(DocProperties::new()
        .set_title(write::short(&meta.title))
        .set_subject(write::short(meta.question.as_deref().unwrap_or_default()))
        .set_author(format!("landlocked {}", meta.program))
        .set_comment(text!("As of {day}; case {hash}", hash = meta.case_hash))
        .set_creation_datetime(&made))
}
