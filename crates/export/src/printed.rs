//! Columns whose printed cells say more than their numbers: `at least 15 Mt`, `cannot be told`.

use figure::{Cell, CellState};

use crate::sheet::Sheet;

/// Whether a column of numbers has cells whose words a number alone would lose.
pub(crate) fn says_more(sheet: &Sheet, place: usize) -> bool {
    let numeric = sheet.kinds.get(place).is_some_and(|kind| kind.is_number());
    numeric && sheet.cells(place).any(has_words)
}

fn has_words(cell: &Cell) -> bool {
    match cell.state {
        CellState::Value => {
            cell.text.chars().any(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '+' | '-' | '\u{2212}'))
        }
        CellState::Text => !cell.text.trim().is_empty(),
        CellState::Missing | CellState::NotReported | CellState::NotApplicable => false,
    }
}
