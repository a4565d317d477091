//! All tables as Parquet.

mod file;
mod layout;

use document::Dossier;

use crate::{ExportError, tables};

/// A file `ID.parquet` for each of [`tables()`](tables()), as names and bytes (Apache Parquet, pages compressed by
/// Snappy).
///
/// Columns have names of lower case ASCII letters, digits and underscores. Numbers are doubles, counts 64-bit integers,
/// years 32-bit integers, words UTF-8; days and months are dates (a month is its first day). All may be null.
/// A column with cells that are null is followed by `NAME_state` (`value`, `missing`, `not_reported`, `not_applicable`;
/// `words` where words stand in a column of numbers), and a column of numbers whose printed cells say more (`at least 15 Mt`) by
/// `NAME_printed`.
///
/// The file's own metadata hold `id`, `title`, `subtitle`, `as_of`, `case_sha256`, and as JSON `columns` (name, heading,
/// unit, kind), `sources` and `notes`.
///
/// # Errors
/// When a file cannot be written.
pub fn parquet(dossier: &Dossier) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    tables(dossier)
        .iter()
        .map(|sheet| Ok((format!("{}.parquet", sheet.id), file::write(sheet, &dossier.meta)?)))
        .collect()
}
