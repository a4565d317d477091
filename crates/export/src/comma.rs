//! All tables as CSV.

use std::fmt::Write;

use ::words::text;
use document::Dossier;
use figure::{Cell, Column, Table, csv};

use crate::printed::says_more;
use crate::sheet::Sheet;
use crate::tables;

/// A file `ID.csv` for each of [`tables()`](tables()), and `README.txt` that lists them, as names and bytes.
///
/// RFC 4180 with LF, UTF-8 without a mark at the start, units in the header, numbers at full precision, marks as words
/// (`missing`, `not_reported`, `not_applicable`): as [`figure::csv::render`] writes them. A column of numbers whose
/// printed cells say more (`at least 15 Mt`) is followed by a column `NAME, as printed`.
pub fn csv(dossier: &Dossier) -> Vec<(String, Vec<u8>)> {
    let sheets = tables(dossier);
    let readme = ("README.txt".to_owned(), readme(dossier, &sheets).into_bytes());
    let files = sheets.iter().map(|sheet| (format!("{}.csv", sheet.id), csv::render(&spelled(sheet)).into_bytes()));
    std::iter::once(readme).chain(files).collect()
}

/// The table of a sheet, with a column of words after each column of numbers that needs one.
fn spelled(sheet: &Sheet) -> Table {
    let more: Vec<bool> = (0..sheet.kinds.len()).map(|place| says_more(sheet, place)).collect();
    let pairs = |place: usize| if more.get(place).copied().unwrap_or(false) { 2 } else { 1 };
    let mut columns = Vec::new();
    for (place, column) in sheet.table.columns.iter().enumerate() {
        let words = Column::text(text!("{column}, as printed", column = column.name));
        columns.extend([column.clone(), words].into_iter().take(pairs(place)));
    }
    let row = |cells: &Vec<Cell>| {
        let pair =
            |(place, cell): (usize, &Cell)| [cell.clone(), Cell::text(cell.shown())].into_iter().take(pairs(place));
        cells.iter().enumerate().flat_map(pair).collect()
    };
    Table { columns, rows: sheet.table.rows.iter().map(row).collect() }
}

/// What the files are, as of when, and how to read them.
fn readme(dossier: &Dossier, sheets: &[Sheet]) -> String {
    let meta = &dossier.meta;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "{}\n\n{}\n{}\n{}\n\n{}\n",
        meta.title,
        text!("As of: {day}", day = meta.as_of),
        text!("Case, SHA-256: {hash}", hash = meta.case_hash),
        text!("Program: landlocked {version}", version = meta.program),
        how_to_read()
    );
    for sheet in sheets {
        let _ = write!(out, "\n{}.csv\n  {}\n", sheet.id, one_line(&sheet.title));
        if !sheet.subtitle.is_empty() {
            let _ = writeln!(out, "  {}", one_line(&sheet.subtitle));
        }
        let columns: Vec<String> = sheet.columns().map(|(column, _)| one_line(&column.heading())).collect();
        let (rows, columns) = (sheet.table.rows.len(), columns.join("; "));
        let _ = writeln!(out, "  {}", text!("Rows: {rows}. Columns: {columns}"));
        for source in &sheet.sources {
            let (source, url) = (one_line(&source.text), source.url.as_deref().unwrap_or_default());
            let _ = writeln!(out, "  {}", text!("Source: {source} {url}"));
        }
        for note in sheet.remarks() {
            let _ = writeln!(out, "  {}", text!("Note: {note}", note = one_line(note)));
        }
    }
    out
}

fn how_to_read() -> String {
    text!(
        "CSV by RFC 4180: UTF-8, commas, a header line with units in brackets, numbers at full precision with a decimal\n\
         point. Cells without a number say why: missing (nobody here has it), not_reported (the reporter leaves it out),\n\
         not_applicable (there can be no such number). 0 is a measured zero. Words that a spreadsheet would read as a\n\
         formula begin with an apostrophe."
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
