//! One CSV file of a package as cells, with the place of each for messages.

use case::diagnostic::Place;

use super::fault::{Faults, GmnsFault, quoted};
use super::record::{Column, Record};

/// Largest magnitude that a number may have.
const MAX_MAGNITUDE: f64 = 1e15;

/// The cells of one file.
#[derive(Debug)]
pub(super) struct Sheet<'t> {
    file: &'static str,
    text: &'t str,
    columns: &'static [Column],
    /// Where each column that is read stands in a row.
    places: Vec<Option<usize>>,
    /// The columns passed through: place and header name.
    extra: Vec<(usize, String)>,
    /// Cells of a row and the byte where it begins.
    rows: Vec<(csv::StringRecord, usize)>,
    /// The byte where the header begins.
    header_at: usize,
}

impl<'t> Sheet<'t> {
    /// Splits a file of `R` into cells; `None` when its header cannot be used.
    pub(super) fn read<R: Record>(text: &'t str, faults: &mut Faults) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut first: Option<(csv::StringRecord, usize)> = None;
        let mut rows = Vec::new();
        let mut sheet = Self {
            file: R::FILE,
            text,
            columns: R::COLUMNS,
            places: Vec::new(),
            extra: Vec::new(),
            rows: Vec::new(),
            header_at: 0,
        };
        // The text is valid UTF-8 in memory, so no record can fail; one that did would end the file.
        for record in reader.records().map_while(Result::ok) {
            let at = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(0));
            let Some((names, _)) = &first else {
                first = Some((record, at));
                continue;
            };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if record.len() == names.len() {
                rows.push((record, at));
            } else {
                faults.push(R::FILE, || {
                    GmnsFault::new(
                        sheet.place_at(at, 0, None),
                        format!("{} cells", record.len()),
                        format!("{} cells, as the header has", names.len()),
                        "put double quotes around a text that holds a comma, or add the commas of the empty cells",
                    )
                });
            }
        }
        let Some((names, at)) = first else {
            faults.push(R::FILE, || {
                GmnsFault::new(
                    Place { line: Some(1), column: Some(1), ..Place::file(R::FILE) },
                    "a file without a header line",
                    format!("the header `{}`", header::<R>()),
                    "write the header as the first line",
                )
            });
            return None;
        };
        sheet.rows = rows;
        sheet.header_at = at;
        sheet.find_columns(&names, &header::<R>(), faults).then_some(sheet)
    }

    /// Finds the columns in the header; `false` when one that is needed is missing or one stands there twice.
    fn find_columns(&mut self, names: &csv::StringRecord, header: &str, faults: &mut Faults) -> bool {
        let before = faults.of(self.file);
        self.places = vec![None; self.columns.len()];
        for (place, name) in names.iter().enumerate() {
            let name = name.trim();
            let Some(index) = self.columns.iter().position(|(column, _)| *column == name) else {
                self.extra.push((place, name.to_owned()));
                continue;
            };
            if self.places.get(index).is_some_and(Option::is_some) {
                faults.push(self.file, || {
                    GmnsFault::new(
                        self.place_at(self.header_at, place, Some(name)),
                        format!("column {} twice", quoted(name)),
                        "each column once",
                        "delete or rename one of them",
                    )
                });
            } else if let Some(found) = self.places.get_mut(index) {
                *found = Some(place);
            }
        }
        for (index, (name, needed)) in self.columns.iter().enumerate() {
            if *needed && self.places.get(index).is_none_or(Option::is_none) {
                let near = self.extra.iter().find(|(_, other)| other.eq_ignore_ascii_case(name));
                faults.push(self.file, || {
                    GmnsFault::new(
                        self.place_at(self.header_at, near.map_or(0, |(place, _)| *place), Some(name)),
                        format!("a header without `{name}`"),
                        format!("the header `{header}`"),
                        match near {
                            Some((_, other)) => format!("rename {} to `{name}`", quoted(other)),
                            None if names.len() == 1 => "separate the cells by commas".to_owned(),
                            None => format!("add the column `{name}`"),
                        },
                    )
                });
            }
        }
        faults.of(self.file) == before
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Header names of the columns passed through, in order.
    pub(super) fn extra_names(&self) -> Vec<String> {
        self.extra.iter().map(|(_, name)| name.clone()).collect()
    }

    /// The columns passed through of a row, as they are.
    pub(super) fn extra_cells(&self, row: usize) -> Vec<String> {
        let Some((cells, _)) = self.rows.get(row) else { return Vec::new() };
        self.extra.iter().map(|(place, _)| cells.get(*place).unwrap_or("").to_owned()).collect()
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.index(column).is_some()
    }

    fn index(&self, column: &str) -> Option<usize> {
        let index = self.columns.iter().position(|(name, _)| *name == column)?;
        self.places.get(index).copied().flatten()
    }

    /// The text of a cell; missing values of GMNS, the empty text and `NaN`, are empty.
    pub(super) fn text(&self, row: usize, column: &str) -> &str {
        let cell = self.index(column).and_then(|place| self.rows.get(row)?.0.get(place)).unwrap_or("").trim();
        if cell == "NaN" { "" } else { cell }
    }

    /// The place of a cell; of the header when the file has no such column or row.
    pub(super) fn place(&self, row: usize, column: &str) -> Place {
        let at = self.rows.get(row).map_or(self.header_at, |(_, at)| *at);
        match self.index(column) {
            Some(index) => self.place_at(at, index, Some(column)),
            None => self.place_at(self.header_at, 0, Some(column)),
        }
    }

    /// The place of the cell `index` in the record that begins at byte `start`.
    fn place_at(&self, start: usize, index: usize, name: Option<&str>) -> Place {
        let offset = cell_start(self.text.as_bytes(), start, index);
        let before = self.text.get(..offset).unwrap_or("");
        let ends = before.bytes().enumerate().filter(|(at, byte)| {
            *byte == b'\n' || (*byte == b'\r' && self.text.as_bytes().get(at + 1) != Some(&b'\n'))
        });
        let (lines, line_start) = ends.fold((1_u32, 0), |(lines, _), (at, _)| (lines.saturating_add(1), at + 1));
        let column = self.text.get(line_start..offset).map_or(0, |part| part.chars().count());
        let rest = self.text.get(offset..).unwrap_or("");
        let quotes = rest.starts_with('"');
        let width = if quotes { 1 } else { rest.chars().take(72).take_while(|c| !",\r\n".contains(*c)).count() };
        Place {
            file: self.file.to_owned(),
            line: Some(lines),
            column: Some(u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1)),
            width: u32::try_from(width).unwrap_or(0),
            name: name.map(str::to_owned),
        }
    }
}

/// The columns of a table, as a header.
fn header<R: Record>() -> String {
    R::COLUMNS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",")
}

/// The byte where the cell `index` of a record begins.
fn cell_start(bytes: &[u8], start: usize, index: usize) -> usize {
    let mut at = start;
    while bytes.get(at).is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        at += 1;
    }
    let (mut cell, mut begins, mut quoted) = (0, true, false);
    while cell < index {
        match bytes.get(at) {
            Some(b'"') if quoted && bytes.get(at + 1) == Some(&b'"') => at += 1,
            Some(b'"') if quoted => quoted = false,
            Some(b'"') if begins => quoted = true,
            Some(b',') if !quoted => {
                cell += 1;
                at += 1;
                begins = true;
                continue;
            }
            Some(b'\n' | b'\r') if !quoted => break,
            None => break,
            Some(_) => {}
        }
        begins = false;
        at += 1;
    }
    at.min(bytes.len())
}

/// A cell could not be read; its fault has been reported.
#[derive(Debug, Clone, Copy)]
pub(super) struct Faulty;

/// What a cell gave.
pub(super) type Cell<T> = Result<T, Faulty>;

/// Reads the cells of one row by name and reports every faulty one.
#[derive(Debug)]
pub(super) struct RowCells<'s, 't, 'f> {
    pub(super) sheet: &'s Sheet<'t>,
    pub(super) row: usize,
    pub(super) faults: &'f mut Faults,
}

impl RowCells<'_, '_, '_> {
    /// Reports a cell.
    pub(super) fn fault(&mut self, column: &str, expected: &str, mend: &str) -> Faulty {
        let (sheet, row) = (self.sheet, self.row);
        self.faults.push(sheet.file, || {
            let text = sheet.text(row, column);
            let found = if text.is_empty() { "an empty cell".to_owned() } else { quoted(text) };
            GmnsFault::new(sheet.place(row, column), found, expected, mend)
        });
        Faulty
    }

    /// A text that may be missing.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        let text = self.sheet.text(self.row, column);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A text that must be there.
    pub(super) fn needed(&mut self, column: &str) -> Cell<String> {
        self.text(column).ok_or_else(|| self.fault(column, "a text", "fill the cell, or delete the row"))
    }

    /// A number within limits that may be missing.
    pub(super) fn number(&mut self, column: &str, least: f64, most: f64) -> Cell<Option<f64>> {
        let Some(text) = self.text(column) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(value) if (least.max(-MAX_MAGNITUDE)..=most.min(MAX_MAGNITUDE)).contains(&value) => Ok(Some(value)),
            Ok(value) if value.is_finite() => {
                let expected = match (least.is_finite(), most.is_finite()) {
                    (true, true) => format!("a number from {least} to {most}"),
                    (true, false) => format!("a number of {least} or more"),
                    _ => "a number of at most 1e15 in magnitude".to_owned(),
                };
                Err(self.fault(column, &expected, "correct the number; leave the cell empty where nothing is known"))
            }
            _ => Err(self.fault(
                column,
                "a number such as `12.5`",
                "write digits with a point before decimals, or leave the cell empty",
            )),
        }
    }

    /// A number within limits that must be there.
    pub(super) fn needed_number(&mut self, column: &str, least: f64, most: f64) -> Cell<f64> {
        self.number(column, least, most)?
            .ok_or_else(|| self.fault(column, "a number", "fill the cell, or delete the row"))
    }

    /// A whole number, 0 or more, that may be missing.
    pub(super) fn whole(&mut self, column: &str) -> Cell<Option<u32>> {
        let Some(text) = self.text(column) else { return Ok(None) };
        // Spreadsheets write `2.0` for 2.
        let digits = text.strip_suffix(".0").unwrap_or(&text);
        digits.parse().map(Some).map_err(|_| self.fault(column, "a whole number, 0 or more", "write digits alone"))
    }

    /// A truth value that must be there, in the words of Table Schema.
    pub(super) fn truth(&mut self, column: &str) -> Cell<bool> {
        match self.sheet.text(self.row, column) {
            "true" | "True" | "TRUE" | "1" => Ok(true),
            "false" | "False" | "FALSE" | "0" => Ok(false),
            _ => Err(self.fault(column, "`true` or `false`", "write one of the two words")),
        }
    }
}
