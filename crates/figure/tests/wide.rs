//! Wide letters stand in line: a terminal gives each of them two columns.

mod samples;

use figure::text::{TextStyle, render, table};
use figure::{Bar, Bars, Cell, Chart, Column, Figure, Table};
use unicode_width::UnicodeWidthStr;

/// The column at which a piece of a line begins.
fn begins(line: &str, piece: &str) -> usize {
    line.split_once(piece).unwrap_or_else(|| panic!("`{piece}` in `{line}`")).0.width()
}

fn rows() -> Table {
    let row = |name: &str, value: f64| vec![Cell::text(name), Cell::number(value.to_string(), value, None)];
    Table {
        columns: vec![Column::text("名称"), Column::number("重量", "kt")],
        rows: vec![row("煤炭", 31.0), row("north gate", 4.0), row("策克口岸", 7.0)],
    }
}

#[test]
fn numbers_of_a_table_end_below_each_other() {
    let text = table(&rows(), 60, TextStyle::default());
    let ends: Vec<usize> =
        text.lines().filter(|line| line.ends_with(|c: char| c.is_ascii_digit())).map(UnicodeWidthStr::width).collect();
    assert_eq!(ends.len(), 3, "{text}");
    assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
}

#[test]
fn bars_begin_below_each_other() {
    let bar = |label: &str, value: f64| Bar {
        label: label.to_owned(),
        value: Some(value),
        shown: value.to_string(),
        ..Bar::default()
    };
    let bars = vec![bar("煤炭", 31.0), bar("gate", 31.0), bar("策克口岸", 31.0)];
    let figure = Figure { chart: Chart::Bars(Bars { bars, unit: "kt".to_owned() }), ..samples::bars() };
    let text = render(&figure, 60, TextStyle::default());
    let begin: Vec<usize> = text.lines().filter(|line| line.contains('█')).map(|line| begins(line, "█")).collect();
    assert_eq!(begin, [9, 9, 9], "{text}");
}
