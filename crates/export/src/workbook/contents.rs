//! The first sheet: what is in the workbook, as of when, and how to read it.

use ::words::{mark, tell, text};
use document::Dossier;
use figure::CellState;
use rust_xlsxwriter::{Url, Worksheet};

use super::style::{Styles, mark_words};
use super::write;
use crate::ExportError;
use crate::sheet::Sheet;

/// A sheet under its name in the workbook.
pub(super) struct Entry<'a> {
    pub(super) name: String,
    pub(super) sheet: &'a Sheet,
}

/// The four things that a cell can say besides a number that is not zero, and what they mean.
const MARKS: [(CellState, &str); 4] = [
    (CellState::Value, mark("A measured zero.")),
    (CellState::Missing, mark("Nobody here has the number.")),
    (CellState::NotReported, mark("The reporter leaves the number out.")),
    (CellState::NotApplicable, mark("There can be no such number.")),
];

pub(super) fn write(
    to: &mut Worksheet,
    dossier: &Dossier,
    entries: &[Entry<'_>],
    styles: &Styles,
) -> Result<(), ExportError> {
    let meta = &dossier.meta;
    write::words(to, (0, 0), &meta.title, &styles.title)?;
    write::words(to, (1, 0), meta.question.as_deref().unwrap_or_default(), &styles.muted)?;
    let mut line = 3;
    for (name, value) in [
        (text!("As of"), meta.as_of.to_string()),
        (text!("Case, SHA-256"), meta.case_hash.clone()),
        (text!("Program"), format!("landlocked {}", meta.program)),
    ] {
        write::words(to, (line, 0), &name, &styles.muted)?;
        write::words(to, (line, 1), &value, &styles.remark)?;
        line += 1;
    }
    line = how_to_read(to, line + 1, styles)?;

    let headings = [text!("sheet"), text!("title"), text!("what"), text!("measure, unit, place, period")];
    for (place, heading) in (0..).zip(headings) {
        write::words(to, (line, place), &heading, &styles.header)?;
    }
    to.write_string_with_format(line, 4, text!("rows"), &styles.header_number)?;
    for entry in entries {
        line += 1;
        let address = Url::new(format!("internal:'{}'!A1", entry.name));
        to.write_url_with_options(line, 0, address, entry.name.as_str(), "", Some(&styles.link))?;
        write::words(to, (line, 1), &entry.sheet.title, &styles.text)?;
        write::words(to, (line, 2), &entry.sheet.kind.word(), &styles.text)?;
        write::words(to, (line, 3), &entry.sheet.subtitle, &styles.text)?;
        let rows = u32::try_from(entry.sheet.table.rows.len()).unwrap_or(u32::MAX);
        to.write_number(line, 4, rows)?;
    }
    for (place, width) in (0..).zip([34.0, 90.0, 10.0, 60.0, 8.0]) {
        to.set_column_width(place, width)?;
    }
    to.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// What the marks mean, each as it looks in the tables; the answer is the line of the list of sheets.
fn how_to_read(to: &mut Worksheet, mut line: u32, styles: &Styles) -> Result<u32, ExportError> {
    write::words(to, (line, 0), &text!("How to read the tables"), &styles.muted)?;
    for (state, meaning) in MARKS {
        line += 1;
        match mark_words(state) {
            Some(mark) => write::words(to, (line, 0), &mark, styles.mark(false))?,
            None => write::words(to, (line, 0), "0", &styles.remark)?,
        }
        write::words(to, (line, 1), &tell(meaning), &styles.remark)?;
    }
    for remark in [
        text!("Numbers stand at full precision; their format shows the digits that are printed elsewhere."),
        text!("A month stands as its first day, shown as year and month."),
    ] {
        line += 1;
        write::words(to, (line, 1), &remark, &styles.remark)?;
    }
    Ok(line + 2)
}
