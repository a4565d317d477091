//! A table asked backwards: how does it print this number?

use crate::number;
use crate::slug::{owner, slug};
use crate::table::{Cell, CellState, Table};
use crate::time;

/// A table ready to be asked.
pub(crate) struct Printed<'a> {
    table: &'a Table,
    /// The words of each row that may name it, and its time.
    rows: Vec<(Vec<String>, Option<f64>)>,
    heads: Vec<String>,
}

/// How near a cell is to what was asked: its row and its column fit, only one of them, or none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Both,
    Row,
    Column,
    Neither,
}

impl<'a> Printed<'a> {
    pub(crate) fn of(table: &'a Table) -> Self {
        let words = |row: &Vec<Cell>| {
            let texts = row.iter().filter(|cell| cell.state == CellState::Text);
            let time = row.first().and_then(|cell| time::parse(&cell.text)).map(|span| span.from);
            (texts.map(|cell| cell.text.trim().to_owned()).collect(), time)
        };
        Self {
            table,
            rows: table.rows.iter().map(words).collect(),
            heads: table.columns.iter().map(|column| slug(&column.name)).collect(),
        }
    }

    /// A number and its unit as the table prints them at this row and series; where it does not hold the number,
    /// with the decimals that the series has there, and the unit that was given.
    pub(crate) fn number(&self, value: f64, unit: &str, at: &str, time: Option<f64>, series: &str) -> (String, String) {
        let own = slug(series);
        let column_fits = |place: usize| {
            !own.is_empty() && self.heads.get(place).is_some_and(|head| owner(head, [own.as_str()]).is_some())
        };
        let mut best: Option<(Fit, &Cell, usize)> = None;
        for (row, (words, when)) in self.table.rows.iter().zip(&self.rows) {
            let near = |when: f64| time.is_some_and(|time| (time - when).abs() < 1e-6);
            let row_fits = || {
                let named = words.iter().any(|word| !word.is_empty() && (word == at || word == series));
                named || when.is_some_and(near)
            };
            for (place, cell) in row.iter().enumerate() {
                if !cell.value.is_some_and(|own| same(own, value)) || cell.state != CellState::Value {
                    continue;
                }
                let fit = match (row_fits(), column_fits(place)) {
                    (true, true) => Fit::Both,
                    (true, false) => Fit::Row,
                    (false, true) => Fit::Column,
                    (false, false) => Fit::Neither,
                };
                if best.is_none_or(|(known, ..)| fit < known) {
                    best = Some((fit, cell, place));
                }
            }
        }
        match best {
            // A number that stands elsewhere by chance tells its digits, and not what it counts.
            Some((Fit::Neither, cell, _)) => (cell.text.trim().to_owned(), plain(unit)),
            Some((_, cell, place)) => {
                let column = self.table.columns.get(place).and_then(|column| column.unit.as_deref()).map(plain);
                let unit = column.filter(|unit| !unit.is_empty()).unwrap_or_else(|| plain(unit));
                (cell.text.trim().to_owned(), unit)
            }
            None => {
                let text = self.decimals(&column_fits).map(|decimals| number::format(value, decimals));
                (text.unwrap_or_else(|| number::auto(value)), plain(unit))
            }
        }
    }

    /// The most decimals that the fitting columns print.
    fn decimals(&self, fits: &dyn Fn(usize) -> bool) -> Option<u8> {
        let cells = self.table.rows.iter().flat_map(|row| row.iter().enumerate());
        let cells = cells.filter(|(place, cell)| cell.state == CellState::Value && fits(*place));
        let decimals = |text: &str| text.split_once('.').map_or(0, |(_, rest)| rest.chars().count());
        let most = cells.map(|(_, cell)| decimals(cell.text.trim())).max()?;
        u8::try_from(most).ok().filter(|most| *most <= 9)
    }
}

/// Whether two numbers are the same but for the last digits of their computation.
fn same(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs())
}

/// The unit as it stands after a number: what only says that there is none is left out.
fn plain(unit: &str) -> String {
    let unit = unit.trim();
    let number = unit == "number" || unit == ::words::text!("number");
    let empty = number || unit.starts_with(|c: char| c.is_ascii_digit());
    if empty { String::new() } else { unit.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    fn table() -> Table {
        Table {
            columns: vec![Column::text("month"), Column::number("exports", "M USD"), Column::number("growth", "%")],
            rows: vec![
                vec![Cell::text("2019-01"), Cell::number("5.0", 5.0, None), Cell::number("+5", 5.0, None)],
                vec![Cell::text("2019-02"), Cell::number("7.25", 7.250_000_000_001, None), Cell::missing()],
            ],
        }
    }

    fn ask(value: f64, time: f64, series: &str) -> (String, String) {
        let table = table();
        Printed::of(&table).number(value, "given", "", Some(time), series)
    }

    #[test]
    fn row_and_series_decide_between_equal_numbers() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(ask(5.0, 2019.0, "exports"), pair("5.0", "M USD"));
        assert_eq!(ask(5.0, 2019.0, "growth"), pair("+5", "%"));
        assert_eq!(ask(7.25, 2019.0 + 1.0 / 12.0, "imports"), pair("7.25", "M USD"));
        assert_eq!(ask(7.25, 2030.0, "imports"), pair("7.25", "given"));
    }

    #[test]
    fn a_number_that_is_not_there_takes_the_decimals_of_its_series() {
        assert_eq!(ask(1234.5, 2019.0, "exports").0, "1,234.50");
        assert_eq!(ask(1234.6, 2019.0, "imports").0, "1,235");
        assert_eq!(plain("0-1"), "");
        assert_eq!(plain(" kt "), "kt");
    }
}
