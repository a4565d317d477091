//! What is asked of a programme: a measure of risk, and limits on the plan in place of or beside its own.

use solve::{ColumnId, Kind, Problem, Row, RowId};

use crate::error::BalanceError;
use crate::risk::Risk;

/// A question. All cuts serve every question, because none of this is part of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The measure of risk.
    pub risk: Risk,
    /// Other bounds of first-stage columns, within those of the programme: column, lower, upper.
    pub bounds: Vec<(ColumnId, f64, f64)>,
    /// Other sides of first-stage rows, tighter or looser: row, lower, upper. A column without a bound of its own keeps
    /// the one that the rows of the programme imply.
    pub sides: Vec<(RowId, f64, f64)>,
    /// Further limits on the plan; entries name first-stage columns.
    pub rows: Vec<Row>,
    /// The bracket is closed when it is narrower than this, relative to `1 + |upper|`.
    pub gap: f64,
    /// Most rounds.
    pub rounds: usize,
}

impl Default for Ask {
    fn default() -> Self {
        Self { risk: Risk::default(), bounds: Vec::new(), sides: Vec::new(), rows: Vec::new(), gap: 1e-6, rounds: 500 }
    }
}

/// How far a plan may break a limit, relative to the size of the limit.
const BROKEN: f64 = 1e-7;

impl Ask {
    /// The same question with another measure of risk.
    #[must_use]
    pub fn with_risk(&self, risk: Risk) -> Self {
        Self { risk, ..self.clone() }
    }

    // What of the question cannot be computed with, and which bounds of a column contradict each other.
    pub(crate) fn check(&self, first: &Problem) -> Result<(), BalanceError> {
        self.risk.check()?;
        let fault = |what: String| Err(BalanceError::Programme { future: None, what });
        if let Some((column, ..)) = self.bounds.iter().find(|(column, ..)| column.0 >= first.column_count()) {
            return fault(format!("bounds of column {}, which does not exist", column.0));
        }
        if let Some((row, ..)) = self.sides.iter().find(|(row, ..)| row.0 >= first.row_count()) {
            return fault(format!("sides of row {}, which does not exist", row.0));
        }
        for (column, lower, upper) in &self.bounds {
            let label = first.column_label(*column);
            if lower.is_nan() || upper.is_nan() {
                return fault(format!("the bounds {lower} and {upper} of {label}"));
            }
            let (least, most) = self.bounds_of(first, column.0);
            if least > most {
                return Err(BalanceError::Infeasible(format!(
                    "{label} (at least {least}) conflicts with {label} (at most {most})"
                )));
            }
        }
        match self.sides.iter().find(|(_, lower, upper)| lower.is_nan() || upper.is_nan() || lower > upper) {
            Some((row, lower, upper)) => fault(format!("the sides {lower} and {upper} of {}", first.row_label(*row))),
            None => Ok(()),
        }
    }

    /// The bounds of a first-stage column: those of the programme, or those asked for where they are tighter.
    pub(crate) fn bounds_of(&self, first: &Problem, j: usize) -> (f64, f64) {
        let mut bounds = (first.column_lower()[j], first.column_upper()[j]);
        for (_, lower, upper) in self.bounds.iter().filter(|(column, ..)| column.0 == j) {
            bounds = (lower.max(bounds.0), upper.min(bounds.1));
        }
        // A plan to be kept may lie outside by rounding.
        if bounds.0 > bounds.1 && bounds.0 - bounds.1 <= BROKEN * (1.0 + bounds.1.abs()) {
            let kept = bounds.0.min(first.column_upper()[j]).max(first.column_lower()[j]);
            return (kept, kept);
        }
        bounds
    }

    /// All rows: those of the programme, with the sides asked for, and the further ones.
    pub(crate) fn rows_of(&self, first: &Problem) -> Vec<Row> {
        let mut rows: Vec<Row> = (0..first.row_count())
            .map(|r| {
                let (columns, values) = first.entries(RowId(r));
                let entries = columns.iter().zip(values).map(|(j, value)| (ColumnId(*j as usize), *value)).collect();
                let name = first.row_name(RowId(r)).to_owned();
                Row { name, lower: first.row_lower()[r], upper: first.row_upper()[r], entries }
            })
            .collect();
        for (row, lower, upper) in &self.sides {
            if let Some(row) = rows.get_mut(row.0) {
                (row.lower, row.upper) = (*lower, *upper);
            }
        }
        rows.extend(self.rows.iter().cloned());
        rows
    }

    pub(crate) fn has_same_limits(&self, other: &Self) -> bool {
        self.bounds == other.bounds && self.sides == other.sides && self.rows == other.rows
    }

    /// Whether a plan keeps all limits, whole numbers included.
    pub(crate) fn allows(&self, first: &Problem, x: &[f64]) -> bool {
        let whole = |j: usize| first.kinds()[j] != Kind::Integer || (x[j] - x[j].round()).abs() <= BROKEN;
        (0..x.len()).all(whole) && self.allows_relaxed(first, x)
    }

    /// Whether a plan keeps all limits but whole numbers.
    pub(crate) fn allows_relaxed(&self, first: &Problem, x: &[f64]) -> bool {
        let inside = |value: f64, lower: f64, upper: f64| {
            let room = BROKEN * (1.0 + value.abs());
            value >= lower - room && value <= upper + room
        };
        let columns = (0..x.len()).all(|j| {
            let (lower, upper) = self.bounds_of(first, j);
            inside(x[j], lower, upper)
        });
        columns
            && self.rows_of(first).iter().all(|row| {
                let terms = row.entries.iter().map(|(j, value)| value * x[j.0]);
                let size: f64 = row.entries.iter().map(|(j, value)| (value * x[j.0]).abs()).sum();
                let value: f64 = terms.sum();
                value >= row.lower - BROKEN * (1.0 + size) && value <= row.upper + BROKEN * (1.0 + size)
            })
    }
}
