//! Reads one CSV file into rows: cells with their places first, typed values second.

use std::collections::BTreeMap;
use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};

use crate::cell::{Cell, CellFault, did_you_mean, quote_all};
use crate::code::Code;
use crate::diagnostic::{Diagnostic, Faults};
use crate::table::Table;
use crate::text::SourceText;

/// Most bytes of one cell.
const MAX_CELL: usize = 10_000;
/// Most columns of one file.
const MAX_COLUMNS: usize = 200;
/// Most rows of one file: with the other limits it bounds the memory that a file of cells takes.
const MAX_ROWS: usize = 200_000;
/// What spreadsheets write where a formula failed. At the beginning of a line it is a cell, not a comment.
const SHEET_ERRORS: [&[u8]; 8] =
    [b"#REF!", b"#N/A", b"#NAME?", b"#VALUE!", b"#DIV/0!", b"#NUM!", b"#NULL!", b"#SPILL!"];

/// A cell and where it stands.
#[derive(Debug, Clone)]
struct RawCell {
    text: String,
    span: Range<usize>,
}

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
        split(source, delimiter, faults, |record, faults| {
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

/// The character between cells: a comma, or what a spreadsheet put in its place.
fn delimiter(source: &SourceText, faults: &mut Faults) -> u8 {
    let first = source.text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).unwrap_or("");
    if first.contains(',') {
        return b',';
    }
    for (byte, name) in [(';', "semicolons"), ('\t', "tabs")] {
        if first.contains(byte) {
            let offset = source.text.find(first).unwrap_or(0);
            faults.push(source.fault(
                Code::SeparatorMended,
                offset..offset,
                None,
                format!("cells separated by {name}"),
                "cells separated by commas",
                "save the file as CSV with commas",
            ));
            return u8::try_from(byte).unwrap_or(b',');
        }
    }
    b','
}

/// Splits the text into records of cells with their byte spans and hands each over, until told to stop.
fn split(
    source: &SourceText,
    delimiter: u8,
    faults: &mut Faults,
    mut each: impl FnMut(Vec<RawCell>, &mut Faults) -> bool,
) {
    let bytes = source.text.as_bytes();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut record: Vec<RawCell> = Vec::new();
    let mut at = 0;
    let mut buffer = vec![0; MAX_CELL + 1];
    loop {
        if record.is_empty() {
            at = skip_blank(bytes, at);
        }
        let start = at;
        let (mut filled, mut too_long) = (0, false);
        let (record_end, done) = loop {
            let input = bytes.get(at..).unwrap_or(&[]);
            let output = buffer.get_mut(filled..).unwrap_or(&mut []);
            let (result, read, written) = reader.read_field(input, output);
            at += read;
            filled += written;
            match result {
                // An empty input tells the reader that the text is over.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => {
                    too_long = true;
                    filled = 0;
                }
                ReadFieldResult::Field { record_end } => break (record_end, false),
                ReadFieldResult::End => break (true, true),
            }
        };
        if done {
            break;
        }
        let end = visible_end(bytes, start, at, delimiter);
        if too_long {
            faults.push(source.fault(
                Code::CellTooLong,
                start..end.min(start + 20),
                None,
                format!("a cell of more than {MAX_CELL} characters"),
                "shorter texts",
                "look for a double quote that was opened and never closed",
            ));
        }
        let text = if too_long {
            String::new()
        } else {
            String::from_utf8_lossy(buffer.get(..filled).unwrap_or(&[])).into_owned()
        };
        // A row of more cells than any table has is broken; its length will say so.
        if record.len() <= MAX_COLUMNS {
            record.push(RawCell { text, span: start..end });
        }
        if record_end && !each(std::mem::take(&mut record), faults) {
            break;
        }
    }
}

/// The next byte that is neither a line end nor part of a comment line.
fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b'\n' | b'\r') => at += 1,
            Some(b'#') if !begins_with_sheet_error(bytes.get(at..).unwrap_or(&[])) => {
                while bytes.get(at).is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
                    at += 1;
                }
            }
            _ => return at,
        }
    }
}

fn begins_with_sheet_error(rest: &[u8]) -> bool {
    SHEET_ERRORS.iter().any(|error| rest.starts_with(error))
}

/// The end of a cell without its delimiter or line end.
fn visible_end(bytes: &[u8], start: usize, mut end: usize, delimiter: u8) -> usize {
    while end > start && bytes.get(end - 1).is_some_and(|b| *b == delimiter || matches!(b, b'\n' | b'\r')) {
        end -= 1;
        if bytes.get(end) == Some(&delimiter) {
            break;
        }
    }
    end
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
