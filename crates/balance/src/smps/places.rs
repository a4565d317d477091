//! From the names of the stoch file to numbers of the core.

use std::collections::HashMap;

use solve::mps::{Mps, Sides};
use solve::problem::INFINITE;
use solve::{ColumnId, RowId};

use super::card;
use super::convert::entry;
use super::fault::Fault;
use super::{Period, Spot, bounds_of, infinite, stage_of};

/// How a number of the stoch file changes that of the core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Replace,
    Add,
    Multiply,
}

/// The core with its names.
#[derive(Debug)]
pub(super) struct Places<'a> {
    core: &'a Mps,
    pub(super) periods: &'a [Period],
    columns: HashMap<&'a str, ColumnId>,
    rows: HashMap<&'a str, RowId>,
    stages: HashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(core: &'a Mps, periods: &'a [Period]) -> Self {
        let problem = &core.problem;
        Self {
            core,
            periods,
            columns: (0..problem.column_count()).map(|j| (problem.column_name(ColumnId(j)), ColumnId(j))).collect(),
            rows: (0..problem.row_count()).map(|r| (problem.row_name(RowId(r)), RowId(r))).collect(),
            stages: periods.iter().enumerate().map(|(stage, period)| (period.name.as_str(), stage)).collect(),
        }
    }

    /// The number of a period.
    pub(super) fn stage(&self, name: &str) -> Result<usize, Fault> {
        self.stages.get(name).copied().ok_or_else(|| Fault::UnknownPeriod(card::shown(name)))
    }

    /// The column of this name.
    pub(super) fn column(&self, name: &str) -> Option<ColumnId> {
        self.columns.get(name).copied()
    }

    /// What a column and a row name together.
    pub(super) fn spot(&self, column: &str, row: &str) -> Result<Spot, Fault> {
        let at_row = self.rows.get(row).copied();
        if at_row.is_none() && row != self.core.objective {
            return Err(Fault::UnknownRow(card::shown(row)));
        }
        let at_column = self.column(column);
        let is_side = column == self.core.right_hand_side || column.eq_ignore_ascii_case("RHS");
        match (at_column, at_row) {
            (Some(column), None) => Ok(Spot::Cost(column)),
            (Some(column), Some(row)) if self.column_stage(column) > self.row_stage(row) => {
                let problem = &self.core.problem;
                let (row, column) = (problem.row_name(row).to_owned(), problem.column_name(column).to_owned());
                Err(Fault::Upward { row, column })
            }
            (Some(column), Some(row)) => Ok(Spot::Entry(row, column)),
            (None, None) if is_side => Ok(Spot::Constant),
            (None, Some(row)) if is_side => Ok(Spot::Side(row)),
            (None, _) => Err(Fault::UnknownColumn(card::shown(column))),
        }
    }

    /// The bounds that a type of bound and a column name.
    pub(super) fn bounds(&self, sort: &str, column: &str) -> Result<Vec<Spot>, Fault> {
        let at = self.column(column).ok_or_else(|| Fault::UnknownColumn(card::shown(column)))?;
        match sort.to_ascii_uppercase().as_str() {
            "UP" => Ok(vec![Spot::Upper(at)]),
            "LO" => Ok(vec![Spot::Lower(at)]),
            "FX" => Ok(vec![Spot::Lower(at), Spot::Upper(at)]),
            _ => Err(Fault::BoundType(card::shown(sort))),
        }
    }

    /// The number of the core. For a right-hand side it is this and not a bound of the row.
    pub(super) fn of_core(&self, spot: Spot) -> f64 {
        let problem = &self.core.problem;
        match spot {
            Spot::Constant => problem.offset(),
            Spot::Cost(column) => problem.costs()[column.0],
            Spot::Side(row) => self.core.sides[row.0].rhs,
            Spot::Lower(column) => problem.column_lower()[column.0],
            Spot::Upper(column) => problem.column_upper()[column.0],
            Spot::Entry(row, column) => entry(problem, row, column),
        }
    }

    /// The number in a scenario, from what a line gives.
    pub(super) fn value(&self, spot: Spot, mode: Mode, word: &str) -> Result<f64, Fault> {
        let given = card::number(word)?;
        // The problem is a minimisation, and a right-hand side of the objective is minus a constant.
        let sign = match spot {
            Spot::Constant if !self.core.maximise => -1.0,
            Spot::Cost(_) if self.core.maximise => -1.0,
            _ => 1.0,
        };
        let value = match mode {
            Mode::Replace => sign * given,
            Mode::Add => self.of_core(spot) + sign * given,
            Mode::Multiply => self.of_core(spot) * given,
        };
        if value.is_nan() {
            return Err(Fault::NotANumber(card::shown(word)));
        }
        let problem = &self.core.problem;
        let no_value = |what: String| Fault::NoValue(card::shown(word), what);
        match spot {
            Spot::Constant | Spot::Cost(_) | Spot::Entry(..) => card::finite(value, word),
            Spot::Side(row) => {
                let (lower, upper) = bounds_of(Sides { rhs: value, ..self.core.sides[row.0] });
                let none = lower.is_nan() || upper.is_nan() || lower > upper;
                if none || lower >= INFINITE || upper <= -INFINITE {
                    return Err(no_value(problem.row_label(row)));
                }
                Ok(value)
            }
            Spot::Lower(column) if value >= INFINITE => Err(no_value(problem.column_label(column))),
            Spot::Upper(column) if value <= -INFINITE => Err(no_value(problem.column_label(column))),
            Spot::Lower(_) | Spot::Upper(_) => Ok(infinite(value)),
        }
    }

    /// The period of a number by its row and column.
    pub(super) fn stage_of(&self, spot: Spot) -> usize {
        match spot {
            Spot::Constant => 0,
            Spot::Side(row) | Spot::Entry(row, _) => self.row_stage(row),
            Spot::Cost(column) | Spot::Lower(column) | Spot::Upper(column) => self.column_stage(column),
        }
    }

    /// What a message calls a number.
    pub(super) fn label(&self, spot: Spot) -> String {
        let problem = &self.core.problem;
        match spot {
            Spot::Constant => "the constant of the objective".to_owned(),
            Spot::Cost(column) => format!("the cost of {}", problem.column_label(column)),
            Spot::Side(row) => format!("the right-hand side of {}", problem.row_label(row)),
            Spot::Lower(column) => format!("the lower bound of {}", problem.column_label(column)),
            Spot::Upper(column) => format!("the upper bound of {}", problem.column_label(column)),
            Spot::Entry(row, column) => {
                format!("the entry of {} in {}", problem.column_label(column), problem.row_label(row))
            }
        }
    }

    fn column_stage(&self, column: ColumnId) -> usize {
        stage_of(self.periods, |period| period.column <= column.0)
    }

    fn row_stage(&self, row: RowId) -> usize {
        stage_of(self.periods, |period| period.row <= row.0)
    }
}
