//! Figures and tables as templates read them.

use figure::{Cell, Figure, Table};
use minijinja::value::Value;
use serde::Serialize;

use crate::frames::{FramesView, Pair};
use crate::wish::Choice;

/// A table with more rows than this stands on the page of its figure alone; other pages link to it.
const LONG: usize = 12;
/// A table with at least so many columns may reach beyond the column of text.
const BROAD: usize = 8;
/// A table with more rows than this stands in a window of its own, where a script can open it.
const WINDOW: usize = 20;
/// A heading of more characters needs room, or it stands as a tower of words.
const WORDY: usize = 24;
/// A table of so few rows is read at a glance.
const FEW: usize = 3;

/// A figure for a template: its words, its pictures for wide and narrow screens, its table.
#[derive(Debug, Serialize)]
pub(crate) struct FigureView {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) wide: Value,
    pub(crate) narrow: Value,
    pub(crate) notes: Vec<String>,
    pub(crate) sources: Vec<figure::SourceNote>,
    /// `None` where the page links to the table instead.
    pub(crate) table: Option<TableHtml>,
    pub(crate) rows: usize,
    /// It is the only thing on its page.
    pub(crate) alone: bool,
    /// The control that chooses a frame.
    pub(crate) frames: Option<FramesView>,
    /// Where that control stands, when it is not here.
    pub(crate) elsewhere: Option<String>,
    /// What leads to what is shown: `?on=KEY`, `?from=2019-01`, or nothing for what is shown unasked.
    pub(crate) query: String,
    /// What leads to the very view: as `query`, with the tables open where they were asked for.
    pub(crate) link: String,
    /// Its table stands open.
    pub(crate) open: bool,
    /// What leads to the setting, where it is not the published one: `?pre=2015-01`.
    pub(crate) setting: String,
    /// What was asked for in vain.
    pub(crate) notices: Vec<String>,
    /// The years and series that can be chosen.
    pub(crate) choice: Choice,
    pub(crate) source_line: Option<String>,
}

impl FigureView {
    /// A figure without a choice of frames.
    pub(crate) fn of(figure: &Figure, Pair { wide, narrow }: Pair, alone: bool) -> Self {
        let rows = figure.table.rows.len();
        Self {
            id: figure.id.clone(),
            title: figure.title.clone(),
            subtitle: figure.subtitle(),
            wide,
            narrow,
            notes: figure.note_lines(),
            sources: figure.sources.clone(),
            table: (alone || rows <= LONG).then(|| TableHtml::of(&figure.table)),
            rows,
            alone,
            frames: None,
            elsewhere: None,
            query: String::new(),
            link: String::new(),
            open: alone,
            setting: String::new(),
            notices: Vec::new(),
            choice: Choice::default(),
            source_line: figure.source_line(),
        }
    }
}

/// A table for a template.
#[derive(Debug, Serialize)]
pub(crate) struct TableHtml {
    columns: Vec<Heading>,
    rows: Vec<Vec<CellView>>,
    legend: Option<String>,
    broad: bool,
    long: bool,
    /// Whether another order of rows may tell more: rows that are no times, and more than a few of them.
    sortable: bool,
}

#[derive(Debug, Serialize)]
struct Heading {
    text: String,
    numeric: bool,
    wordy: bool,
}

#[derive(Debug, Serialize)]
struct CellView {
    text: String,
    numeric: bool,
    /// A day or a time that stands on one line: it would break at its hyphens.
    whole: bool,
    id: Option<String>,
}

impl TableHtml {
    pub(crate) fn of(table: &Table) -> Self {
        let numeric = |index: usize| table.columns.get(index).is_some_and(|column| column.numeric);
        Self {
            columns: table
                .columns
                .iter()
                .map(|column| {
                    let text = column.heading();
                    Heading { wordy: text.chars().count() > WORDY, text, numeric: column.numeric }
                })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().enumerate().map(|(index, cell)| CellView::of(cell, numeric(index))).collect())
                .collect(),
            legend: table.legend(),
            broad: table.columns.len() >= BROAD,
            long: table.rows.len() > WINDOW,
            sortable: table.rows.len() > FEW && table.columns.len() > 1,
        }
    }
}

/// `2022-01-31`, `2022-01/2022-07`: digits, hyphens and a stroke.
fn is_time(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    begins && text.contains('-') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/'))
}

impl CellView {
    fn of(cell: &Cell, numeric: bool) -> Self {
        let text = cell.shown().into_owned();
        Self { whole: is_time(&text), text, numeric, id: cell.number_id.clone() }
    }
}
