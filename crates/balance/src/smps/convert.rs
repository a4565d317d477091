//! A stochastic programme with two periods becomes a [`TwoStage`], if its recourse is linear and fixed.

use std::collections::BTreeMap;

use solve::problem::ProblemError;
use solve::{ColumnId, Kind, Problem, RowId};

use super::{Change, Smps, Spot};
use crate::error::BalanceError;
use crate::two_stage::{Entry, Future, Listed, TwoStage};

/// Why a programme is no two-stage one with fixed recourse. Its extensive form can be solved all the same.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotTwoStage {
    /// More than two periods.
    #[error("it has {0} periods")]
    Periods(usize),
    /// Whole numbers in the second period.
    #[error("{0} of the second period takes whole numbers only")]
    WholeNumbers(String),
    /// A random entry of a column of the second period.
    #[error("the entry of {column} in {row} is random, and both belong to the second period")]
    Recourse {
        /// The row.
        row: String,
        /// The column.
        column: String,
    },
    /// A random right-hand side, bound or entry of the first period.
    #[error("{0} of the first period is random, and not only in its cost")]
    First(String),
    /// The numbers make no programme.
    #[error(transparent)]
    Numbers(#[from] BalanceError),
}

impl From<ProblemError> for NotTwoStage {
    fn from(error: ProblemError) -> Self {
        Self::Numbers(error.into())
    }
}

impl Smps {
    /// The programme as one that is decomposed: two periods, random costs, right-hand sides, bounds and entries of
    /// first-stage columns in the rows of the second period.
    ///
    /// A random cost of the first period is carried by a copy of its column in the second one, a random constant by a
    /// column that is 1.
    ///
    /// # Errors
    /// Why it is none; then [`crate::extensive::of_tree`] serves.
    pub fn two_stage(&self) -> Result<TwoStage, NotTwoStage> {
        let [_, second] = self.periods.as_slice() else { return Err(NotTwoStage::Periods(self.periods.len())) };
        let mut parts = Parts::new(self, second.column, second.row)?;
        let mut futures = Vec::with_capacity(self.tree.leaves.len());
        for leaf in &self.tree.leaves {
            let node = &self.tree.nodes[*leaf];
            futures.push((node.probability, parts.future(&node.changes)?));
        }
        let programme = TwoStage {
            name: self.name.clone(),
            first: parts.first,
            recourse: parts.recourse,
            technology: parts.technology,
            on_average: None,
            measured: Vec::new(),
            futures: Box::new(Listed::new(futures)),
        };
        programme.check()?;
        Ok(programme)
    }
}

// The two stages while futures are added.
#[derive(Debug)]
struct Parts<'a> {
    smps: &'a Smps,
    // Where the second stage begins.
    columns: usize,
    rows: usize,
    first: Problem,
    recourse: Problem,
    technology: Vec<Entry>,
    places: BTreeMap<(RowId, ColumnId), u32>,
    // Columns of the recourse that carry random costs of the first stage.
    copies: BTreeMap<ColumnId, u32>,
    constant: Option<u32>,
}

impl<'a> Parts<'a> {
    fn new(smps: &'a Smps, columns: usize, rows: usize) -> Result<Self, NotTwoStage> {
        let core = &smps.core;
        let mut parts = Self {
            smps,
            columns,
            rows,
            first: Problem::new(),
            recourse: Problem::new(),
            technology: Vec::new(),
            places: BTreeMap::new(),
            copies: BTreeMap::new(),
            constant: None,
        };
        parts.first.set_offset(core.offset())?;
        for j in 0..core.column_count() {
            let column = ColumnId(j);
            let (lower, upper) = (core.column_lower()[j], core.column_upper()[j]);
            let target = if j < columns { &mut parts.first } else { &mut parts.recourse };
            let id = target.add_column(core.column_name(column), core.costs()[j], lower, upper)?;
            if core.kinds()[j] == Kind::Integer {
                if j >= columns {
                    return Err(NotTwoStage::WholeNumbers(core.column_label(column)));
                }
                target.set_kind(id, Kind::Integer)?;
            }
        }
        for r in 0..core.row_count() {
            let row = RowId(r);
            let (indices, values) = core.entries(row);
            let (lower, upper) = (core.row_lower()[r], core.row_upper()[r]);
            let mut own = Vec::with_capacity(indices.len());
            for (&column, &value) in indices.iter().zip(values) {
                let column = column as usize;
                if r < rows {
                    own.push((ColumnId(column), value));
                } else if column < columns {
                    parts.place(row, ColumnId(column), value);
                } else {
                    own.push((ColumnId(column - columns), value));
                }
            }
            let target = if r < rows { &mut parts.first } else { &mut parts.recourse };
            target.add_row(core.row_name(row), lower, upper, &own)?;
        }
        for change in &smps.tree.nodes[0].changes {
            parts.set_first(*change)?;
        }
        Ok(parts)
    }

    // What is known of the first stage from the beginning.
    fn set_first(&mut self, change: Change) -> Result<(), ProblemError> {
        let value = change.value;
        match change.spot {
            Spot::Constant => self.first.set_offset(value),
            Spot::Cost(column) => self.first.set_cost(column, value),
            Spot::Side(row) => {
                let (lower, upper) = self.smps.row_bounds(row, value);
                self.first.set_row_bounds(row, lower, upper)
            }
            Spot::Lower(column) => {
                let upper = self.first.column_upper()[column.0];
                self.first.set_column_bounds(column, value, upper)
            }
            Spot::Upper(column) => {
                let lower = self.first.column_lower()[column.0];
                self.first.set_column_bounds(column, lower, value)
            }
            Spot::Entry(row, column) => self.first.set_entry(row, column, value),
        }
    }

    // The place of an entry of T, which begins with this value if it is new.
    fn place(&mut self, row: RowId, column: ColumnId, value: f64) -> u32 {
        if let Some(place) = self.places.get(&(row, column)) {
            return *place;
        }
        let place = index(self.technology.len());
        self.places.insert((row, column), place);
        self.technology.push(Entry { row: index(row.0 - self.rows), column: index(column.0), value });
        place
    }

    fn future(&mut self, changes: &[Change]) -> Result<Future, NotTwoStage> {
        let core = &self.smps.core;
        let mut future = Future::default();
        let mut bounds: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for &Change { spot, value } in changes {
            match spot {
                Spot::Cost(column) if column.0 >= self.columns => {
                    future.costs.push((index(column.0 - self.columns), value));
                }
                Spot::Cost(column) => {
                    let copy = self.copy(column)?;
                    future.costs.push((copy, value - self.first.costs()[column.0]));
                }
                Spot::Constant => {
                    let one = self.one()?;
                    future.costs.push((one, value - self.first.offset()));
                }
                Spot::Side(row) if row.0 >= self.rows => {
                    let (lower, upper) = self.smps.row_bounds(row, value);
                    future.rows.push((index(row.0 - self.rows), lower, upper));
                }
                Spot::Side(row) => return Err(NotTwoStage::First(core.row_label(row))),
                Spot::Lower(column) | Spot::Upper(column) if column.0 >= self.columns => {
                    let both = (core.column_lower()[column.0], core.column_upper()[column.0]);
                    let both = bounds.entry(index(column.0 - self.columns)).or_insert(both);
                    if matches!(spot, Spot::Lower(_)) {
                        both.0 = value;
                    } else {
                        both.1 = value;
                    }
                }
                Spot::Lower(column) | Spot::Upper(column) => return Err(NotTwoStage::First(core.column_label(column))),
                Spot::Entry(row, _) if row.0 < self.rows => return Err(NotTwoStage::First(core.row_label(row))),
                Spot::Entry(row, column) if column.0 >= self.columns => {
                    let (row_label, column_label) = (core.row_label(row), core.column_label(column));
                    if entry(core, row, column).to_bits() != value.to_bits() {
                        return Err(NotTwoStage::Recourse { row: row_label, column: column_label });
                    }
                }
                Spot::Entry(row, column) => future.technology.push((self.place(row, column, 0.0), value)),
            }
        }
        future.bounds = bounds.into_iter().map(|(column, (lower, upper))| (column, lower, upper)).collect();
        Ok(future)
    }

    // A column of the recourse that is equal to one of the first stage.
    fn copy(&mut self, column: ColumnId) -> Result<u32, ProblemError> {
        if let Some(copy) = self.copies.get(&column) {
            return Ok(*copy);
        }
        let name = format!("copy of {}", self.first.column_name(column));
        let (lower, upper) = (self.first.column_lower()[column.0], self.first.column_upper()[column.0]);
        let copy = self.recourse.add_column(name.clone(), 0.0, lower, upper)?;
        let row = self.recourse.add_row(name, 0.0, 0.0, &[(copy, 1.0)])?;
        self.technology.push(Entry { row: index(row.0), column: index(column.0), value: -1.0 });
        self.copies.insert(column, index(copy.0));
        Ok(index(copy.0))
    }

    // A column of the recourse that is 1.
    fn one(&mut self) -> Result<u32, ProblemError> {
        if let Some(one) = self.constant {
            return Ok(one);
        }
        let one = index(self.recourse.add_column("constant", 0.0, 1.0, 1.0)?.0);
        self.constant = Some(one);
        Ok(one)
    }
}

// The entry of a problem, 0 where it has none.
pub(super) fn entry(problem: &Problem, row: RowId, column: ColumnId) -> f64 {
    let (columns, values) = problem.entries(row);
    columns.binary_search_by(|other| (*other as usize).cmp(&column.0)).map_or(0.0, |at| values[at])
}

// Problems count with 32 bits, so nothing is lost.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
