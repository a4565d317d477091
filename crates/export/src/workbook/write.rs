//! Cells into sheets.

use std::borrow::Cow;

use case::value::date::Date;
use figure::Cell;
use rust_xlsxwriter::{ExcelDateTime, Format, Url, Worksheet, XlsxError};

use super::format::number_format;
use super::style::{Styles, mark_words};
use crate::kind::{self, ColumnKind};

/// Most characters of a cell (UTF-16 units, as spreadsheets count).
const MOST: usize = 32_767;
/// Most characters of a property of the file.
const MOST_PROPERTY: usize = 255;
/// Most characters of an address that a cell can link to.
const MOST_ADDRESS: usize = 2_000;
/// Before this day spreadsheets count days wrongly, or not at all.
const FIRST_DAY: Date = jiff::civil::date(1900, 3, 1);

/// Words as a cell can hold them; the cut is marked by an ellipsis.
fn held(text: &str) -> Cow<'_, str> {
    cut(text, MOST)
}

/// Words as a property of the file can hold them.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    cut(text, MOST_PROPERTY)
}

fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.encode_utf16().count() <= most {
        return Cow::Borrowed(text);
    }
    let mut room = most.saturating_sub(1);
    let mut out = String::new();
    for c in text.chars() {
        let Some(left) = room.checked_sub(c.len_utf16()) else { break };
        room = left;
        out.push(c);
    }
    out.push('\u{2026}');
    Cow::Owned(out)
}

/// Writes words; nothing for no words.
pub(super) fn words(to: &mut Worksheet, at: (u32, u16), text: &str, look: &Format) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    to.write_string_with_format(at.0, at.1, held(text), look)?;
    Ok(())
}

/// Writes words that lead to an address, where the address is one that a cell can link to.
pub(super) fn linked(
    to: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    url: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let web = url.starts_with("http://") || url.starts_with("https://");
    let plain = url.chars().count() <= MOST_ADDRESS && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    if web && plain && !text.is_empty() {
        to.write_url_with_options(at.0, at.1, Url::new(url), held(text), "", Some(&styles.link))?;
        Ok(())
    } else {
        words(to, at, text, &styles.remark)
    }
}

/// Writes a cell of a table.
pub(super) fn cell(
    to: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    kind: ColumnKind,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    if let Some(mark) = mark_words(cell.state) {
        to.write_string_with_format(at.0, at.1, held(&mark), styles.mark(kind.is_number()))?;
        return Ok(());
    }
    if let Some(value) = cell.value {
        to.write_number_with_format(at.0, at.1, value, styles.number(number_format(&cell.text, value)))?;
        return Ok(());
    }
    let look = match kind {
        ColumnKind::Date => &styles.date,
        ColumnKind::Month => &styles.month,
        ColumnKind::Year => &styles.year,
        ColumnKind::Number | ColumnKind::Integer | ColumnKind::Text => return words(to, at, &cell.text, &styles.text),
    };
    match kind::first_day(&cell.text) {
        Some(day) if kind == ColumnKind::Year => {
            to.write_number_with_format(at.0, at.1, f64::from(day.year()), look)?;
        }
        Some(day) if day >= FIRST_DAY => {
            to.write_datetime_with_format(at.0, at.1, date(day)?, look)?;
        }
        _ => words(to, at, &cell.text, &styles.text)?,
    }
    Ok(())
}

fn date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_characters() {
        assert_eq!(held("short"), "short");
        let long = "\u{1F682}".repeat(20_000);
        let cut = held(&long);
        assert!(cut.encode_utf16().count() <= MOST && cut.ends_with('\u{2026}'));
    }
}
