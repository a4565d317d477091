//! Splits the text of a CSV file into records: the one place that knows separators, quotes and remarks.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};

use crate::code::Code;
use crate::diagnostic::Faults;
use crate::text::SourceText;

/// Most bytes of one cell.
const MAX_CELL: usize = 10_000;
/// Most columns of one file.
const MAX_COLUMNS: usize = 200;
/// What spreadsheets write where a formula failed. At the beginning of a line it is a cell, not a comment.
const SHEET_ERRORS: [&[u8]; 8] =
    [b"#REF!", b"#N/A", b"#NAME?", b"#VALUE!", b"#DIV/0!", b"#NUM!", b"#NULL!", b"#SPILL!"];

/// A CSV file as the loader splits it, for whoever copies a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// The text without a byte order mark; bytes that are not UTF-8 are replacement characters.
    pub text: String,
    /// The character between cells: a comma, or what a spreadsheet put in its place.
    pub delimiter: u8,
    /// The header first, then the rows. What stands between them are remarks and empty lines.
    pub all: Vec<Record>,
}

/// The header or a row of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line in which it begins, from 1: the line by which a row is cited.
    pub line: u32,
    /// Its bytes in the text, with the end of its last line.
    pub span: Range<usize>,
    /// Its cells, without quotes.
    pub cells: Vec<String>,
}

impl Records {
    /// The records of a file; `None` where its bytes are no text that the loader reads.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // Faults are the loader's to tell.
        let mut faults = Faults::default();
        let source = SourceText::decode("", bytes, &mut faults)?;
        let delimiter = delimiter(&source, &mut faults);
        let mut all = Vec::new();
        split(&source, delimiter, &mut faults, |cells, end, _| {
            let start = cells.first().map_or(end, |cell| cell.span.start);
            all.push(Record {
                line: source.position(start).0,
                span: start..after_line_end(source.text.as_bytes(), end),
                cells: cells.into_iter().map(|cell| cell.text).collect(),
            });
            true
        });
        Some(Self { text: source.text, delimiter, all })
    }
}

/// The byte after a record that was read up to `end`: the second half of a line end may be left.
fn after_line_end(bytes: &[u8], end: usize) -> usize {
    let half = end.checked_sub(1).and_then(|last| bytes.get(last)) == Some(&b'\r') && bytes.get(end) == Some(&b'\n');
    if half { end + 1 } else { end }
}

/// A cell and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct RawCell {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// The character between cells: a comma, or what a spreadsheet put in its place.
pub(crate) fn delimiter(source: &SourceText, faults: &mut Faults) -> u8 {
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

/// Splits the text into records of cells with their byte spans and hands each over with the byte after it, until told
/// to stop.
pub(crate) fn split(
    source: &SourceText,
    delimiter: u8,
    faults: &mut Faults,
    mut each: impl FnMut(Vec<RawCell>, usize, &mut Faults) -> bool,
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
        if record_end && !each(std::mem::take(&mut record), at, faults) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, text and cells of each record.
    fn read(bytes: &[u8]) -> Vec<(u32, String, String)> {
        let records = Records::of(bytes).unwrap();
        let piece = |record: &Record| records.text.get(record.span.clone()).unwrap().to_owned();
        records.all.iter().map(|record| (record.line, piece(record), record.cells.join("|"))).collect()
    }

    fn own(line: u32, text: &str, cells: &str) -> (u32, String, String) {
        (line, text.to_owned(), cells.to_owned())
    }

    #[test]
    fn quotes_in_remarks_and_inside_cells_open_nothing() {
        assert_eq!(
            read(b"# 3' 6\" here\na,b\nThe 5\" line,1\n\"x\ny\",2\n3,4"),
            [
                own(2, "a,b\n", "a|b"),
                own(3, "The 5\" line,1\n", "The 5\" line|1"),
                own(4, "\"x\ny\",2\n", "x\ny|2"),
                own(6, "3,4", "3|4"),
            ]
        );
    }

    #[test]
    fn a_byte_order_mark_other_line_ends_and_separators_are_taken_in() {
        assert_eq!(
            read(b"\xEF\xBB\xBF# remark\r\na;b\r\n\r\n1;\r\n"),
            [own(2, "a;b\r\n", "a|b"), own(4, "1;\r\n", "1|")]
        );
        assert_eq!(read(b"a,b\r1,2\r"), [own(1, "a,b\r", "a|b"), own(2, "1,2\r", "1|2")]);
        assert_eq!(Records::of(b"\xFF\xFEa\0"), None);
    }
}
