//! A sheet: title, table, sources, notes.

use ::words::text;
use figure::CellState;
use rust_xlsxwriter::Worksheet;
use unicode_width::UnicodeWidthStr;

use super::style::{Styles, mark_words};
use super::write;
use crate::ExportError;
use crate::sheet::Sheet;

/// The row of the header, from 0: title, subtitle, way back and an empty row stand before it.
pub(super) const HEADER: u32 = 4;

/// Widths of columns in characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 60;

/// Writes a table with all that belongs to it; `contents` is the name of the first sheet, to which a link leads back.
///
/// # Errors
/// When the table has more rows or columns than a sheet can have.
pub(super) fn write(to: &mut Worksheet, sheet: &Sheet, contents: &str, styles: &mut Styles) -> Result<(), ExportError> {
    let too_large = || ExportError::TooLarge { id: sheet.id.clone() };
    let rows = u32::try_from(sheet.table.rows.len()).map_err(|_| too_large())?;
    let columns = u16::try_from(sheet.table.columns.len()).map_err(|_| too_large())?;

    write::words(to, (0, 0), &sheet.title, &styles.title)?;
    write::words(to, (1, 0), &sheet.subtitle, &styles.muted)?;
    to.write_url_with_text(2, 0, format!("internal:'{contents}'!A1").as_str(), contents)?;
    for (place, (column, kind)) in (0..columns).zip(sheet.columns()) {
        let look = if kind.is_number() { &styles.header_number } else { &styles.header };
        to.write_string_with_format(HEADER, place, column.heading(), look)?;
        to.set_column_width(place, width(sheet, usize::from(place)))?;
    }
    for (line, row) in (HEADER + 1..).zip(&sheet.table.rows) {
        for ((place, cell), kind) in (0..columns).zip(row).zip(&sheet.kinds) {
            write::cell(to, (line, place), cell, *kind, styles)?;
        }
    }
    if let Some(last) = columns.checked_sub(1) {
        to.autofilter(HEADER, 0, HEADER.saturating_add(rows), last)?;
        to.set_repeat_rows(HEADER, HEADER)?;
    }
    to.set_freeze_panes(HEADER + 1, u16::from(columns > 4))?;
    to.set_landscape().set_print_fit_to_pages(1, 0);
    foot(to, sheet, HEADER.saturating_add(rows).saturating_add(2), styles)
}

/// Sources with their addresses, then notes.
fn foot(to: &mut Worksheet, sheet: &Sheet, mut line: u32, styles: &Styles) -> Result<(), ExportError> {
    if !sheet.sources.is_empty() {
        write::words(to, (line, 0), &text!("Sources"), &styles.muted)?;
        line += 1;
    }
    for source in &sheet.sources {
        match &source.url {
            Some(url) => write::linked(to, (line, 0), &format!("{}: {url}", source.text), url, styles)?,
            None => write::words(to, (line, 0), &source.text, &styles.remark)?,
        }
        line += 1;
    }
    let mut heading = Some(text!("Notes"));
    for note in sheet.remarks() {
        if let Some(heading) = heading.take() {
            line += u32::from(!sheet.sources.is_empty());
            write::words(to, (line, 0), &heading, &styles.muted)?;
            line += 1;
        }
        write::words(to, (line, 0), note, &styles.remark)?;
        line += 1;
    }
    Ok(())
}

/// The width of a column, in characters: that of its widest cell, within limits.
fn width(sheet: &Sheet, place: usize) -> f64 {
    let heading = sheet.table.columns.get(place).map_or(0, |column| column.heading().width().min(24));
    let cells = sheet.cells(place).map(|cell| match cell.state {
        CellState::Value | CellState::Text => cell.text.width(),
        state => mark_words(state).map_or(0, |words| words.width()),
    });
    // Two for the margins, two for the button of the filter.
    let widest = cells.max().unwrap_or(0).max(heading + 2) + 2;
    u32::try_from(widest.clamp(NARROWEST, WIDEST)).map_or(20.0, f64::from)
}
