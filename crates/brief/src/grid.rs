//! A table as the templates read it.

use figure::Table;
use serde::Serialize;

use crate::words::{Scribe, Words};

/// Characters that stand beside each other on a page, in the small type of wide tables.
const LINE: f64 = 128.0;
/// Room between columns, in characters.
const GAP: f64 = 2.0;

/// Columns beside which an id has room in one line.
const ROOMY: usize = 5;
/// An id longer than this may be broken.
const ID: usize = 9;
/// Where a line may be broken: a space without width.
const FOLD: char = '\u{200B}';

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
        let shown =
            row.get(at).map_or_else(|| figure::Cell::missing().shown().into_owned(), |cell| cell.shown().into_owned());
        if width > ROOMY { foldable(&shown) } else { shown }
    };
    let texts: Vec<Vec<String>> = shown.map(|row| (0..width).map(|at| cell(row, at)).collect()).collect();
    let heads: Vec<String> = (0..width).map(heading).collect();
    Some(Grid {
        title: scribe.words(title),
        widths: widths(&heads, &texts),
        numeric: (0..width).map(|at| table.columns.get(at).is_some_and(|column| column.numeric)).collect(),
        head: heads.iter().map(|head| scribe.words(head)).collect(),
        rows: texts.iter().map(|row| row.iter().map(|text| folded(text, scribe)).collect()).collect(),
        notes: legend(table, skip, most).iter().map(|legend| scribe.words(&format!("{legend}."))).collect(),
    })
}

/// A text that may be broken where the parts of long ids and of spans of dates meet: a column of words beside them would
/// else have no room.
fn foldable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let long = word.chars().count() > ID;
        for character in word.chars() {
            out.push(character);
            if long && matches!(character, '_' | '/') {
                out.push(FOLD);
            }
        }
    }
    out
}

/// A cell as words, with the places where it may be broken.
fn folded(text: &str, scribe: &mut Scribe) -> Words {
    let mut out = Words::new();
    for (at, part) in text.split(FOLD).enumerate() {
        let mut part = scribe.words(part);
        if let Some(first) = part.first_mut().filter(|_| at > 0) {
            first.text.insert(0, FOLD);
        }
        out.append(&mut part);
    }
    out
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
    let longest = |text: &str| text.split([' ', FOLD]).map(length).fold(0.0, f64::max);
    // Headings are bold, and bold is wider.
    let word = cells().map(|text| longest(text)).fold(longest(head) * 1.12, f64::max);
    // What may be broken is content with its longest part.
    let cell = cells().filter(|text| !text.contains(FOLD)).map(|text| length(text)).fold(0.0, f64::max);
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

    #[test]
    fn long_ids_leave_room_for_words_beside_them() {
        assert_eq!(foldable("a_b 2021-01/2021-12"), "a_b 2021-01/\u{200B}2021-12");
        let heads: Vec<String> = (0..10).map(|at| format!("h{at}")).collect();
        let mut row: Vec<String> = (0..9).map(|_| foldable("source_of_the_later_print_of_it")).collect();
        row.push("many words ".repeat(8));
        let found = widths(&heads, &[row]);
        assert!(found[9] > 2.0 * found[0], "{found:?}");
        let words = folded(&foldable("first_second_third"), &mut Scribe::new("en"));
        let text: String = words.into_iter().map(|run| run.text).collect();
        assert_eq!(text.replace(FOLD, ""), "first_second_third");
    }
}
