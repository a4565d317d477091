//! What the cells of a column are.

use case::cell::Cell as _;
use case::value::date::{Date, When};
use document::days;
use figure::{CellState, Column, Table};

/// What the cells of a column are, marks apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Numbers at full precision, in the unit of the column. Some cells may hold words instead.
    Number,
    /// Whole numbers that count things.
    Integer,
    /// Words.
    Text,
    /// ISO 8601 days.
    Date,
    /// ISO 8601 months.
    Month,
    /// Years.
    Year,
}

impl ColumnKind {
    /// Its name in lists of columns.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Text => "text",
            Self::Date => "date",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Whether its cells are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Integer)
    }
}

/// The kind of column `place` of a table: as declared for numbers; dates where every cell that is not a mark is an
/// ISO date of one and the same precision, else text.
///
/// It follows from what a column holds, never from how large its numbers are: a count that happens to be whole in all
/// rows stays a number.
pub(crate) fn of_column(table: &Table, place: usize, column: &Column) -> ColumnKind {
    if column.numeric {
        return ColumnKind::Number;
    }
    let mut kind = None;
    for cell in table.rows.iter().filter_map(|row| row.get(place)) {
        let here = match cell.state {
            CellState::Missing | CellState::NotReported | CellState::NotApplicable => continue,
            CellState::Value => ColumnKind::Text,
            CellState::Text => of_text(&cell.text),
        };
        if here == ColumnKind::Text || kind.is_some_and(|kind| kind != here) {
            return ColumnKind::Text;
        }
        kind = Some(here);
    }
    kind.unwrap_or(ColumnKind::Text)
}

fn of_text(text: &str) -> ColumnKind {
    // Most words are too long for a date; reading them would build the words of a fault.
    match Some(text).filter(|text| text.len() <= 10 && text.starts_with(|c: char| c.is_ascii_digit())).map(When::parse)
    {
        Some(Ok(When::Day(_))) => ColumnKind::Date,
        Some(Ok(When::Month(_))) => ColumnKind::Month,
        Some(Ok(When::Year(_))) => ColumnKind::Year,
        _ => ColumnKind::Text,
    }
}

/// The first day that an ISO date of any precision could mean.
pub(crate) fn first_day(text: &str) -> Option<Date> {
    days(text).map(|(first, _)| first)
}

/// The last day that an ISO date of any precision could mean.
pub(crate) fn last_day(text: &str) -> Option<Date> {
    days(text).map(|(_, last)| last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use figure::Cell;

    fn kind(cells: Vec<Cell>) -> ColumnKind {
        let column = Column::text("when");
        let table = Table { columns: vec![column.clone()], rows: cells.into_iter().map(|cell| vec![cell]).collect() };
        of_column(&table, 0, &column)
    }

    #[test]
    fn dates_are_of_one_precision() {
        let text = |texts: &[&str]| kind(texts.iter().map(|text| Cell::text(*text)).collect());
        assert_eq!(text(&["2019", "2020"]), ColumnKind::Year);
        assert_eq!(text(&["2019-01", "2020-12"]), ColumnKind::Month);
        assert_eq!(text(&["2019-01-31"]), ColumnKind::Date);
        assert_eq!(text(&["2019-01-31", "2020"]), ColumnKind::Text);
        assert_eq!(text(&["2019-02-30"]), ColumnKind::Text);
        assert_eq!(text(&["2019", "all years"]), ColumnKind::Text);
        assert_eq!(text(&["2019", ""]), ColumnKind::Text);
        assert_eq!(text(&[]), ColumnKind::Text);
        assert_eq!(kind(vec![Cell::text("2019"), Cell::missing()]), ColumnKind::Year);
        assert_eq!(kind(vec![Cell::missing()]), ColumnKind::Text);
    }
}
