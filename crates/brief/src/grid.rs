//! A table as the templates read it.

use figure::Table;
use serde::Serialize;

use crate::words::{Scribe, Words};

/// Characters that stand beside each other on a page, in the small type of wide tables.
const LINE: f64 = 128.0;
/// Room between columns, in characters.
const GAP: f64 = 2.0;

/// A table with its words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Grid {
    pub(crate) title: Words,
    /// Parts of the width, one a column.
    pub(crate) widths: Vec<f64>,
    /// Whether the column holds numbers.
    pub(crate) numeric: Vec<bool>,
    pub(crate) head: Vec<Words>,
    pub(crate) rows: Vec<Vec<Words>>,
    /// What the marks mean, remarks, and where the rest is.
    pub(crate) notes: Vec<Words>,
}

/// Which rows of a long table stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    First(usize),
    Last(usize),
}

/// A table with at most so many rows. `None` when it has no columns or no rows.
pub(crate) fn lay(title: &str, table: &Table, rows: Rows, scribe: &mut Scribe) -> Option<Grid> {
    let width = table.width();
    let count = table.rows.len();
    if width == 0 || count == 0 {
        return None;
    }
    let skip = match rows {
        Rows::First(_) => 0,
        Rows::Last(most) => count.saturating_sub(most),
    };
    let most = match rows {
        Rows::First(most) | Rows::Last(most) => most,
    };
    let shown = table.rows.iter().skip(skip).take(most);
    let heading = |at: usize| table.columns.get(at).map(figure::Column::heading).unwrap_or_default();
    let cell = |row: &[figure::Cell], at: usize| {
        row.get(at).map_or_else(|| figure::Cell::missing().shown().into_owned(), |cell| cell.shown().into_owned())
    };
    let texts: Vec<Vec<String>> = shown.map(|row| (0..width).map(|at| cell(row, at)).collect()).collect();
    let heads: Vec<String> = (0..width).map(heading).collect();
    Some(Grid {
        title: scribe.words(title),
        widths: widths(&heads, &texts),
        numeric: (0..width).map(|at| table.columns.get(at).is_some_and(|column| column.numeric)).collect(),
        head: heads.iter().map(|head| scribe.words(head)).collect(),
        rows: texts.iter().map(|row| row.iter().map(|text| scribe.words(text)).collect()).collect(),
        notes: legend(table, skip, most).iter().map(|legend| scribe.words(&format!("{legend}."))).collect(),
    })
}

/// What the marks in the rows shown mean.
fn legend(table: &Table, skip: usize, most: usize) -> Option<String> {
    let rows = table.rows.iter().skip(skip).take(most).cloned().collect();
    Table { columns: table.columns.clone(), rows }.legend()
}

/// The width of each column, in characters: its longest word whole, and of what is left more for longer texts.
fn widths(heads: &[String], rows: &[Vec<String>]) -> Vec<f64> {
    let needs: Vec<(f64, f64)> = heads.iter().enumerate().map(|(at, head)| needed(head, rows, at)).collect();
    let least: f64 = needs.iter().map(|(least, _)| least).sum();
    let more: f64 = needs.iter().map(|(least, wish)| wish - least).sum();
    let room = (LINE - least).max(0.0) / more.max(1.0);
    needs.iter().map(|(least, wish)| least + (wish - least) * room.min(1.0)).collect()
}

/// Of a column: the length of its longest word, and what would be good to have.
fn needed(head: &str, rows: &[Vec<String>], at: usize) -> (f64, f64) {
    let cells = || rows.iter().filter_map(|row| row.get(at));
    let longest = |text: &str| text.split_whitespace().map(length).fold(0.0, f64::max);
    // Headings are bold, and bold is wider.
    let word = cells().map(|text| longest(text)).fold(longest(head) * 1.12, f64::max);
    let cell = cells().map(|text| length(text)).fold(0.0, f64::max);
    let least = word.clamp(3.0, 28.0) + GAP;
    (least, least.max(cell.min(60.0) + GAP).max(length(head) / 2.0 + GAP))
}

/// Characters, as a length.
fn length(text: &str) -> f64 {
    text.chars().map(|character| if u32::from(character) >= 0x2E80 { 2.0 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_whole_and_long_texts_get_what_is_left() {
        let heads = ["Name", "Remarks"].map(str::to_owned);
        let rows = vec![vec!["a b c".to_owned(), "many words ".repeat(40)]];
        let found = widths(&heads, &rows);
        assert!((found[0] - 7.0).abs() < 0.1, "{found:?}");
        assert!(found[1] > 50.0, "{found:?}");
        let heads: Vec<String> = (0..20).map(|_| "concentration".to_owned()).collect();
        let found = widths(&heads, &[]);
        assert!(found.iter().all(|width| *width >= 15.0), "{found:?}");
    }
}
