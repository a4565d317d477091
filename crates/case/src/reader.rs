//! Reads one CSV file into rows: cells with their places first, typed values second.

use std::collections::BTreeMap;

use crate::cell::{Cell, CellFault, did_you_mean, quote_all};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults};
use crate::records::{RawCell, delimiter, split};
use crate::table::Table;
use crate::text::SourceText;

/// Most rows of one file: with the other limits it bounds the memory that a file of cells takes.
const MAX_ROWS: usize = 200_000;
/// The cells of one file, header apart.
#[derive(Debug)]
pub(crate) struct Sheet<'t> {
    pub(crate) source: &'t SourceText,
    /// Place of each known column in a row.
    columns: BTreeMap<&'static str, usize>,
    rows: Vec<Vec<RawCell>>,
}

impl<'t> Sheet<'t> {
    /// Splits the text into cells and checks header and row lengths. `None` when the header cannot be used.
    pub(crate) fn read(source: &'t SourceText, table: &Table, faults: &mut Faults) -> Option<Self> {
        let delimiter = delimiter(source, faults);
        let mut header: Option<Vec<RawCell>> = None;
        let mut rows: Vec<Vec<RawCell>> = Vec::new();
        split(source, delimiter, faults, |record, _, faults| {
            let Some(width) = header.as_ref().map(Vec::len) else {
                header = Some(record);
                return true;
            };
            if rows.len() >= MAX_ROWS {
                let span = record.first().map_or(0..0, |cell| cell.span.clone());
                faults.push(source.fault(
                    Code::FileTooLarge,
                    span,
                    None,
                    format!("more than {MAX_ROWS} rows"),
                    format!("at most {MAX_ROWS} rows"),
                    "keep sums and samples in the case; nothing from here on was read",
                ));
                return false;
            }
            if record.len() == width {
                rows.push(record);
            } else if faults.has_room(&source.file) {
                let span = record.first().map_or(0..0, |cell| cell.span.clone());
                faults.push(source.fault(
                    Code::RowLength,
                    span,
                    None,
                    format!("{} cells", record.len()),
                    format!("{width} cells, as the header has"),
                    if record.len() > width {
                        "put double quotes around a text that holds a comma"
                    } else {
                        "add the commas of the empty cells, or join a line that was cut"
                    },
                ));
            }
            true
        });
        let Some(header) = header else {
            faults.push(source.fault(
                Code::HeaderMissing,
                0..0,
                None,
                "a file without a header line",
                format!("the header `{}`", header_line(table)),
                "write the header as the first line",
            ));
            return None;
        };
        let columns = columns(source, table, &header, faults)?;
        Some(Self { source, columns, rows })
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A reader of one row.
    pub(crate) fn row<'a>(
        &'a self,
        index: usize,
        references: &'a mut Vec<CellReference>,
        faults: &'a mut Faults,
    ) -> Option<RowReader<'a>> {
        self.rows.get(index).map(|cells| RowReader { sheet: self, index, cells, references, faults })
    }

    /// Line of a row, from 1.
    pub(crate) fn line(&self, index: usize) -> u32 {
        self.rows.get(index).and_then(|cells| cells.first()).map_or(1, |cell| self.source.position(cell.span.start).0)
    }

    /// The text of a cell, without the quote marks of spreadsheets, as its value is read.
    pub(crate) fn text(&self, index: usize, column: &str) -> &str {
        let text = self.cell(index, column).map_or("", |cell| cell.text.trim());
        bare(text).unwrap_or(text)
    }

    fn cell(&self, index: usize, column: &str) -> Option<&RawCell> {
        let place = *self.columns.get(column)?;
        self.rows.get(index)?.get(place)
    }

    /// A diagnostic at a cell of a row already read.
    pub(crate) fn fault(
        &self,
        index: usize,
        column: &str,
        code: Code,
        found: impl Into<String>,
        expected: impl Into<String>,
        mend: impl Into<String>,
    ) -> Diagnostic {
        let span = self.cell(index, column).map_or(0..0, |cell| cell.span.clone());
        self.source.fault(code, span, Some(column), found, expected, mend)
    }
}

/// Reads the cells of one row by column name.
#[derive(Debug)]
pub struct RowReader<'a> {
    sheet: &'a Sheet<'a>,
    index: usize,
    cells: &'a [RawCell],
    references: &'a mut Vec<CellReference>,
    faults: &'a mut Faults,
}

/// An id that a cell names, to be checked when all files are read; also of rows that have a fault elsewhere.
#[derive(Debug, Clone)]
pub(crate) struct CellReference {
    pub(crate) index: usize,
    pub(crate) column: &'static str,
    pub(crate) id: String,
    pub(crate) tables: &'static [&'static str],
}

impl RowReader<'_> {
    /// The value of a column; a fault is reported and gives `None`.
    pub(crate) fn cell<T: Cell>(&mut self, column: &'static str) -> Option<T> {
        let raw = self.cells.get(*self.sheet.columns.get(column)?)?;
        let mut text = raw.text.trim();
        if let Some(bare) = bare(text)
            && T::parse(text).is_err()
            && T::parse(bare).is_ok()
        {
            self.faults.push(self.sheet.source.fault(
                Code::QuoteMended,
                raw.span.clone(),
                Some(column),
                format!("`{}`", shorten(text)),
                format!("`{}`", shorten(bare)),
                "delete the quote marks",
            ));
            text = bare;
        }
        let fault = if text.is_empty() {
            match T::absent() {
                Some(value) => return Some(value),
                None => CellFault::new(Code::ValueRequired, T::kind().description, "fill the cell, or delete the row"),
            }
        } else {
            match T::parse(text) {
                Ok(value) => {
                    let (index, references) = (self.index, &mut *self.references);
                    value.refer(&mut |reference| {
                        references.push(CellReference {
                            index,
                            column,
                            id: reference.id.to_owned(),
                            tables: reference.tables,
                        });
                    });
                    return Some(value);
                }
                Err(fault) => fault,
            }
        };
        if !self.faults.has_room(&self.sheet.source.file) {
            return None;
        }
        let found = if text.is_empty() { "an empty cell".to_owned() } else { format!("`{}`", shorten(text)) };
        self.faults.push(self.sheet.source.fault(
            fault.code,
            raw.span.clone(),
            Some(column),
            found,
            fault.expected,
            fault.mend,
        ));
        None
    }
}

/// A text without the curly quotes or the leading apostrophe that spreadsheets give it, if it has them.
fn bare(text: &str) -> Option<&str> {
    text.strip_prefix('\u{201c}').and_then(|t| t.strip_suffix('\u{201d}')).or_else(|| text.strip_prefix('\''))
}

/// A text for a message: its first 60 characters.
pub(crate) fn shorten(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(60).map(clean).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

/// The header line of a table.
pub(crate) fn header_line(table: &Table) -> String {
    table.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",")
}

/// Finds each column of the table in the header.
fn columns(
    source: &SourceText,
    table: &Table,
    header: &[RawCell],
    faults: &mut Faults,
) -> Option<BTreeMap<&'static str, usize>> {
    let mut columns = BTreeMap::new();
    let mut usable = true;
    for (place, cell) in header.iter().enumerate() {
        let name = cell.text.trim();
        let known = || table.columns.iter().map(|column| column.name);
        match known().find(|column| *column == name) {
            Some(column) => {
                if columns.insert(column, place).is_some() {
                    usable = false;
                    faults.push(source.fault(
                        Code::DuplicateColumn,
                        cell.span.clone(),
                        None,
                        format!("column `{column}` twice"),
                        "each column once",
                        "delete or rename one of them",
                    ));
                }
            }
            None => {
                usable = false;
                faults.push(source.fault(
                    Code::UnknownColumn,
                    cell.span.clone(),
                    None,
                    format!("column `{}`", shorten(name)),
                    format!("the columns {}", quote_all(known())),
                    did_you_mean(name, known()).map_or_else(
                        || "delete the column; remarks go into `note`".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    ),
                ));
            }
        }
    }
    for column in &table.columns {
        if !columns.contains_key(column.name) {
            usable = false;
            let span = header.first().map_or(0..0, |cell| cell.span.clone());
            faults.push(source.fault(
                Code::MissingColumn,
                span,
                None,
                format!("a header without `{}`", column.name),
                format!("the header `{}`", header_line(table)),
                format!("add the column `{}`, with empty cells where nothing is known", column.name),
            ));
        }
    }
    usable.then_some(columns)
}
