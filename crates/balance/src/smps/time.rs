//! The time file: where each period begins.

use std::collections::HashMap;

use solve::mps::Mps;
use solve::{ColumnId, RowId};

use super::card::{self, Format, Line};
use super::fault::{Fault, SmpsError, Which};
use super::{Period, stage_of};

/// Reads the file against its core. It is read as free format; if that fails because names hold blanks, as fixed.
pub(super) fn read(text: &str, core: &Mps) -> Result<Vec<Period>, SmpsError> {
    read_as(text, core, Format::Free).or_else(|free| read_as(text, core, Format::Fixed).map_err(|_| free))
}

fn read_as(text: &str, core: &Mps, format: Format) -> Result<Vec<Period>, SmpsError> {
    let problem = &core.problem;
    let columns: HashMap<&str, usize> =
        (0..problem.column_count()).map(|j| (problem.column_name(ColumnId(j)), j)).collect();
    let rows: HashMap<&str, usize> = (0..problem.row_count()).map(|r| (problem.row_name(RowId(r)), r)).collect();
    let mut periods: Vec<Period> = Vec::new();
    // Where each period stands.
    let mut places = Vec::new();
    let mut open = false;
    let end = card::lines(text, format, Which::Time, "TIME", |line, number| match line {
        Line::Header(words) => {
            open = true;
            header(&words)
        }
        Line::Data(words) if open => {
            let [column, row, name] = words.as_slice() else {
                return Err(card::shape(&words, "the first column, the first row and the name of a period"));
            };
            let at_column = columns.get(column).ok_or_else(|| Fault::UnknownColumn(card::shown(column)))?;
            let at_row = match rows.get(row) {
                Some(at) => *at,
                None if *row == core.objective => 0,
                None => return Err(Fault::UnknownRow(card::shown(row))),
            };
            let period = Period { name: (*name).to_owned(), column: *at_column, row: at_row };
            follows(&periods, &period, core, (column, row))?;
            periods.push(period);
            places.push(number);
            Ok(())
        }
        Line::Data(words) => Err(Fault::Stray(card::shown(&words.join(" ")))),
    })?;
    if periods.len() < 2 {
        return Err(SmpsError { file: Which::Time, line: end, fault: Fault::FewPeriods(periods.len()) });
    }
    if let Some((stage, fault)) = upward(&periods, core) {
        return Err(SmpsError { file: Which::Time, line: places[stage], fault });
    }
    Ok(periods)
}

fn header(words: &[&str]) -> Result<(), Fault> {
    let upper: Vec<String> = words.iter().map(|word| word.to_ascii_uppercase()).collect();
    match upper.iter().map(String::as_str).collect::<Vec<&str>>().as_slice() {
        ["PERIODS"] | ["PERIODS", "LP" | "IMPLICIT"] => Ok(()),
        ["PERIODS", "EXPLICIT"] | ["ROWS" | "COLUMNS", ..] => Err(Fault::Explicit(card::shown(&words.join(" ")))),
        ["PERIODS", ..] => Err(card::shape(words, "PERIODS, or PERIODS LP")),
        _ => Err(Fault::UnknownSection(card::shown(words.first().copied().unwrap_or_default()))),
    }
}

// Whether a period may stand after those above it.
fn follows(above: &[Period], period: &Period, core: &Mps, found: (&str, &str)) -> Result<(), Fault> {
    if above.iter().any(|other| other.name == period.name) {
        return Err(Fault::Twice(format!("the period `{}`", card::shown(&period.name))));
    }
    let (column, row) = (found.0.to_owned(), found.1.to_owned());
    let Some(last) = above.last() else {
        return match (period.column, period.row) {
            (0, 0) => Ok(()),
            (0, _) => Err(Fault::Start { found: row, expected: core.problem.row_name(RowId(0)).to_owned() }),
            _ => Err(Fault::Start { found: column, expected: core.problem.column_name(ColumnId(0)).to_owned() }),
        };
    };
    if period.column < last.column {
        return Err(Fault::Order { period: period.name.clone(), found: column });
    }
    if period.row < last.row {
        return Err(Fault::Order { period: period.name.clone(), found: row });
    }
    Ok(())
}

// An entry of a row in a column of a later period, and that period.
fn upward(periods: &[Period], core: &Mps) -> Option<(usize, Fault)> {
    let problem = &core.problem;
    for r in 0..problem.row_count() {
        let row = RowId(r);
        let row_stage = stage_of(periods, |period| period.row <= r);
        // Columns ascend, so the last one has the latest period.
        if let Some(&column) = problem.entries(row).0.last() {
            let column = ColumnId(column as usize);
            let stage = stage_of(periods, |period| period.column <= column.0);
            if stage > row_stage {
                let (row, column) = (problem.row_name(row).to_owned(), problem.column_name(column).to_owned());
                return Some((stage, Fault::Upward { row, column }));
            }
        }
    }
    None
}
