//! The workbook, read back by another reader, its number formats by a third.

use std::io::Cursor;

use calamine::{Data, DataType as _, Range, Reader as _, StyleRange, Xlsx, open_workbook_from_rs};
use document::Dossier;
use export::{ColumnKind, Sheet, number_format, tables, xlsx};
use figure::{Cell, CellState, Column, Table};
use proptest::prelude::*;
use ssfmt::{FormatOptions, NumberFormat};

use crate::sample::dossier;

/// The row of the header, from 0.
const HEADER: u32 = 4;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(dossier: &Dossier) -> Book {
    open_workbook_from_rs(Cursor::new(xlsx(dossier).unwrap())).unwrap()
}

/// A sheet of the dossier and what was read of it, in the order of the workbook.
fn read(dossier: &Dossier) -> Vec<(Sheet, Range<Data>, StyleRange)> {
    let mut book = book(dossier);
    let names: Vec<String> = book.sheet_names().iter().skip(1).cloned().collect();
    let sheets = tables(dossier);
    assert_eq!(names.len(), sheets.len());
    sheets
        .into_iter()
        .zip(names)
        .map(|(sheet, name)| {
            let range = book.worksheet_range(&name).unwrap();
            let styles = book.worksheet_style(&name).unwrap();
            (sheet, range, styles)
        })
        .collect()
}

fn shown(value: f64, format: &str) -> String {
    NumberFormat::parse(format).unwrap().format(value, &FormatOptions::default())
}

fn words(state: CellState) -> Option<&'static str> {
    match state {
        CellState::Missing => Some("missing"),
        CellState::NotReported => Some("not reported"),
        CellState::NotApplicable => Some("not applicable"),
        CellState::Value | CellState::Text => None,
    }
}

#[test]
fn every_number_comes_back_to_the_last_bit_and_shows_as_printed() {
    let mut numbers = 0;
    for (sheet, range, styles) in read(&dossier()) {
        for (line, row) in (HEADER + 1..).zip(&sheet.table.rows) {
            for (place, cell) in (0..).zip(row) {
                let Some(value) = cell.value else { continue };
                numbers += 1;
                let read = range.get_value((line, place)).and_then(Data::get_float).unwrap();
                assert_eq!(read.to_bits(), value.to_bits(), "{} {}", sheet.id, cell.text);
                let format = styles.get((line, place)).and_then(|style| style.number_format.clone()).unwrap();
                assert_eq!(shown(read, &format.format_code), cell.text, "{} {}", sheet.id, format.format_code);
            }
        }
    }
    assert!(numbers > 30, "{numbers}");
}

#[test]
fn the_four_things_are_four_and_marks_are_grey_words() {
    let (_, range, styles) = read(&dossier()).swap_remove(0);
    let texts: Vec<String> =
        (HEADER + 1..HEADER + 4).map(|line| range.get_value((line, 1)).unwrap().to_string()).collect();
    assert_eq!(texts, ["0", "missing", "not reported"]);
    assert_eq!(range.get_value((HEADER + 1, 2)).unwrap(), &Data::String("not applicable".to_owned()));
    assert!(matches!(range.get_value((HEADER + 1, 1)), Some(Data::Float(zero)) if zero.abs() <= 0.0));
    let font = styles.get((HEADER + 2, 1)).and_then(|style| style.font.clone()).unwrap();
    assert!(font.is_italic() && font.color.is_some_and(|color| !color.is_black()));
}

#[test]
fn months_are_dates_and_all_else_is_words() {
    let read = read(&dossier());
    let (_, weights, _) = &read[0];
    let month = weights.get_value((HEADER + 1, 0)).and_then(Data::get_datetime).unwrap();
    // Day 43,466 of the calendar of spreadsheets is 1 January 2019.
    assert!((month.as_f64() - 43_466.0).abs() < 1e-9);
    assert_eq!(weights.get_value((HEADER, 1)).unwrap().to_string(), "weight [kt]");
    let (_, who, _) = &read[1];
    let text = |line: u32| who.get_value((HEADER + line, 0)).unwrap().to_string();
    assert_eq!([text(1), text(2), text(3)], ["=1+1", "a \"b\", c\nd", "_x0041_\u{8FDB}"]);
    for (sheet, range, _) in &read {
        assert_eq!(range.get_value((0, 0)).unwrap().to_string(), sheet.title);
    }
}

#[test]
fn sources_and_notes_stand_below_the_table() {
    let (sheet, range, _) = read(&dossier()).swap_remove(0);
    let foot = HEADER + 1 + u32::try_from(sheet.table.rows.len()).unwrap() + 1;
    let line = |line: u32| range.get_value((foot + line, 0)).map(ToString::to_string).unwrap_or_default();
    assert_eq!([line(0), line(1)], ["Sources", "Yearbook: https://example.org/a?b=1&c=2"]);
    assert_eq!([line(2), line(3), line(4)], ["", "Notes", "Counted at the gate."]);
}

#[test]
fn contents_list_every_sheet_with_the_day_and_the_hash() {
    let mut book = book(&dossier());
    let contents = book.worksheet_range("Contents").unwrap();
    let all: Vec<String> = contents.cells().map(|(_, _, cell)| cell.to_string()).collect();
    for sheet in book.sheet_names().iter().skip(1) {
        assert!(all.contains(sheet), "{sheet}");
    }
    for part in
        ["2021-03-20", &"ab12".repeat(16), "missing", "not reported", "not applicable", "Two gates: \"north\" & south"]
    {
        assert!(all.iter().any(|cell| cell == part), "{part}");
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes_dated_by_its_day() {
    assert_eq!(xlsx(&dossier()).unwrap(), xlsx(&dossier()).unwrap());
    let mut book = book(&dossier());
    let properties = book.workbook_properties().unwrap();
    assert_eq!(properties.created.as_deref(), Some("2021-03-20T00:00:00Z"));
}

#[test]
fn days_before_the_calendar_of_spreadsheets_are_words() {
    let mut old = dossier();
    old.figures[0].table = Table {
        columns: vec![Column::text("day"), Column::text("year")],
        rows: vec![
            vec![Cell::text("1850-06-01"), Cell::text("1850")],
            vec![Cell::text("1900-03-01"), Cell::text("1900")],
        ],
    };
    let (sheet, range, _) = read(&old).swap_remove(0);
    assert_eq!(sheet.kinds, [ColumnKind::Date, ColumnKind::Year]);
    assert_eq!(range.get_value((HEADER + 1, 0)), Some(&Data::String("1850-06-01".to_owned())));
    assert!(range.get_value((HEADER + 2, 0)).unwrap().is_datetime());
    assert_eq!(range.get_value((HEADER + 1, 1)), Some(&Data::Float(1850.0)));
}

/// Printed as figures print: commas, a fixed number of decimals, perhaps a sign and words.
fn printed(value: f64, decimals: usize, sign: bool, words: &str) -> String {
    let text = figure::number::format(value, u8::try_from(decimals).unwrap());
    let sign = if sign && value >= 0.0 { "+" } else { "" };
    format!("{words}{sign}{text}")
}

proptest! {
    #[test]
    fn formats_show_what_is_printed(value in -1e9..1e9_f64, decimals in 0..6_usize, sign: bool, words in "[a-z\" %]{0,8}") {
        let text = printed(value, decimals, sign, &words);
        let format = number_format(&text, value).unwrap();
        prop_assert_eq!(shown(value, &format), text, "{}", format);
    }

    #[test]
    fn halves_show_as_printed(whole in -99_999..99_999_i32, sign: bool) {
        // Halves of the last digit: the printed digits and those of a spreadsheet differ for every other one.
        let value = f64::from(whole) / 8.0;
        let text = printed(value, 2, sign, "");
        let format = number_format(&text, value).unwrap();
        prop_assert_eq!(shown(value, &format), text, "{}", format);
    }

    #[test]
    fn hostile_words_make_a_book_that_opens(
        id in ".{0,50}",
        title in "\\PC{0,60}|[\\[\\]:*?/\\\\']{0,40}",
        cells in proptest::collection::vec("\\PC{0,40}", 1..6),
    ) {
        let mut hostile = dossier();
        hostile.figures[0].id = id;
        hostile.figures[0].title = title.clone();
        hostile.figures[1].title = title;
        hostile.figures[1].table = Table {
            columns: cells.iter().map(Column::text).collect(),
            rows: vec![cells.iter().map(Cell::text).collect(), vec![Cell::missing()]],
        };
        let mut names: Vec<String> = book(&hostile).sheet_names();
        for (sheet, range, _) in read(&hostile) {
            prop_assert_eq!(range.get_value((0, 0)).map(ToString::to_string).unwrap_or_default(), sheet.title);
            for (place, cell) in (0..).zip(sheet.table.rows.get(1).into_iter().flatten()) {
                if let Some(mark) = words(cell.state) {
                    let read = range.get_value((HEADER + 2, place)).map(ToString::to_string);
                    prop_assert_eq!(read.as_deref(), Some(mark));
                }
            }
        }
        prop_assert!(names.iter().all(|name| !name.is_empty() && name.len() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])));
        for name in &mut names {
            *name = name.to_lowercase();
        }
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), tables(&hostile).len() + 1);
    }
}
