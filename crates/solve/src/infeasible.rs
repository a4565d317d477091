//! Which limits of an infeasible programme contradict each other, in the caller's words.
//!
//! First every row is made elastic at a penalty of 1 per unit. The duals of that programme prove the contradiction (the
//! lemma of Farkas) and point to the limits that take part. Then each of these is left out in turn and stays out when
//! the rest still has no point (the deletion filter of Chinneck and Dravnieks 1991), so that every limit left is needed
//! for the contradiction. That a quantity is not negative goes without saying: such limits always hold and are not named.

use std::fmt;

use crate::certificate::{VIOLATION, infeasibility};
use crate::highs::{Options, Session};
use crate::problem::{Column, ColumnId, Problem, RowId};
use crate::solver::{Outcome, SolveError};

/// A part of the problem with two limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A row.
    Row(RowId),
    /// A column.
    Column(ColumnId),
}

/// Which of its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The lower one.
    AtLeast,
    /// The upper one.
    AtMost,
}

/// One limit that takes part in a contradiction.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The row or column.
    pub part: Part,
    /// Which side of it.
    pub side: Side,
    /// The limit, in units of the row or column.
    pub bound: f64,
    /// The name of the row or column as messages write it.
    pub label: String,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::AtLeast => "at least",
            Side::AtMost => "at most",
        };
        write!(f, "{} ({side} {})", self.label, self.bound)
    }
}

/// Limits that cannot be kept together by quantities that are not negative; without any one of them the others can.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The limits, rows first.
    pub limits: Vec<Limit>,
    /// By how much all rows together must be broken at least, in units of the rows.
    pub shortfall: f64,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut limits: Vec<String> = self.limits.iter().map(Limit::to_string).collect();
        let Some(last) = limits.pop() else { return f.write_str("a limit cannot be kept") };
        match limits.as_slice() {
            [] => write!(f, "{last} cannot be kept"),
            [first] => write!(f, "{first} conflicts with {last}"),
            [first, others @ ..] => write!(f, "{first} conflicts with {} and {last}", others.join(", ")),
        }
    }
}

/// Finds limits that contradict each other. None when the problem has a point that keeps all limits to 1e-7, apart
/// from whole numbers, which are not looked at.
///
/// # Errors
/// When the elastic programme has no certified optimum.
pub fn conflict(problem: &Problem) -> Result<Option<Conflict>, SolveError> {
    let Some((duals, shortfall)) = elastic_duals(problem)? else { return Ok(None) };
    let mut limits = Vec::new();
    let mut reduced = vec![0.0; problem.column_count()];
    for (row, &dual) in duals.iter().enumerate() {
        let row = RowId(row);
        if dual.abs() > VIOLATION {
            limits.push(limit(problem, Part::Row(row), if dual > 0.0 { Side::AtLeast } else { Side::AtMost }));
            let (indices, values) = problem.entries(row);
            for (column, value) in indices.iter().zip(values) {
                reduced[*column as usize] -= dual * value;
            }
        }
    }
    for (column, reduced) in reduced.iter().enumerate() {
        if reduced.abs() > VIOLATION {
            let side = if *reduced > 0.0 { Side::AtLeast } else { Side::AtMost };
            limits.push(limit(problem, Part::Column(ColumnId(column)), side));
        }
    }
    limits.retain(|limit| limit.bound.is_finite() && !is_sign(limit.part, limit.side, limit.bound));
    let mut at = 0;
    while at < limits.len() {
        let left_out = limits.remove(at);
        if !contradict(problem, &limits)? {
            limits.insert(at, left_out);
            at += 1;
        }
    }
    Ok(Some(Conflict { limits, shortfall }))
}

// Row duals that prove that there is no point; None when there is one.
pub(crate) fn proof(problem: &Problem) -> Result<Option<Vec<f64>>, SolveError> {
    let duals = elastic_duals(problem)?.map(|(duals, _)| duals);
    Ok(duals.filter(|duals| infeasibility(problem, duals) > 0.0))
}

// The row duals of the elastic programme and its optimum; None when that is 0, because then the problem has a point.
fn elastic_duals(problem: &Problem) -> Result<Option<(Vec<f64>, f64)>, SolveError> {
    let solution = Session::new(elastic(problem)?, &Options::default())?.solve_unproven()?.optimal()?;
    if solution.objective <= VIOLATION {
        return Ok(None);
    }
    Ok(Some((solution.duals()?.rows.clone(), solution.objective)))
}

fn limit(problem: &Problem, part: Part, side: Side) -> Limit {
    let (lower, upper, label) = match part {
        Part::Row(row) => (problem.row_lower()[row.0], problem.row_upper()[row.0], problem.row_label(row)),
        Part::Column(column) => {
            (problem.column_lower()[column.0], problem.column_upper()[column.0], problem.column_label(column))
        }
    };
    Limit { part, side, bound: if side == Side::AtLeast { lower } else { upper }, label }
}

// Whether a limit only says that a column is not negative.
fn is_sign(part: Part, side: Side, bound: f64) -> bool {
    matches!(part, Part::Column(_)) && side == Side::AtLeast && bound.abs() <= 0.0
}

// The problem without costs and whole numbers, where every limit of a row may be broken at a price.
fn elastic(problem: &Problem) -> Result<Problem, SolveError> {
    let mut elastic = Problem::new();
    for column in 0..problem.column_count() {
        elastic.add_column("", 0.0, problem.column_lower()[column], problem.column_upper()[column])?;
    }
    let mut slacks = Vec::new();
    for row in (0..problem.row_count()).map(RowId) {
        let (indices, values) = problem.entries(row);
        let entries: Vec<_> =
            indices.iter().zip(values).map(|(column, value)| (ColumnId(*column as usize), *value)).collect();
        let (lower, upper) = (problem.row_lower()[row.0], problem.row_upper()[row.0]);
        elastic.add_row("", lower, upper, &entries)?;
        for (bound, sign) in [(lower, 1.0), (upper, -1.0)] {
            if bound.is_finite() {
                slacks.push(Column {
                    cost: 1.0,
                    upper: f64::INFINITY,
                    entries: vec![(row, sign)],
                    ..Column::default()
                });
            }
        }
    }
    elastic.add_columns(&slacks)?;
    Ok(elastic)
}

// Whether no point keeps these limits and the signs of columns, whatever the other limits say.
fn contradict(problem: &Problem, limits: &[Limit]) -> Result<bool, SolveError> {
    let mut part = Problem::new();
    let free = (f64::NEG_INFINITY, f64::INFINITY);
    let sign = |lower: &f64| if lower.abs() <= 0.0 { (0.0, f64::INFINITY) } else { free };
    let mut columns: Vec<_> = problem.column_lower().iter().map(sign).collect();
    let mut rows = std::collections::BTreeMap::new();
    for limit in limits {
        let range = match limit.part {
            Part::Row(row) => rows.entry(row).or_insert(free),
            Part::Column(column) => &mut columns[column.0],
        };
        match limit.side {
            Side::AtLeast => range.0 = limit.bound,
            Side::AtMost => range.1 = limit.bound,
        }
    }
    // Only columns of these rows matter.
    let mut ids = vec![None; problem.column_count()];
    for (row, (lower, upper)) in rows {
        let (indices, values) = problem.entries(row);
        let mut entries = Vec::with_capacity(values.len());
        for (column, value) in indices.iter().zip(values) {
            let column = *column as usize;
            let id = match ids[column] {
                Some(id) => id,
                None => part.add_column("", 0.0, columns[column].0, columns[column].1)?,
            };
            ids[column] = Some(id);
            entries.push((id, *value));
        }
        part.add_row("", lower, upper, &entries)?;
    }
    Ok(matches!(Session::new(part, &Options::many_small())?.solve_unproven()?, Outcome::Infeasible { .. }))
}
