//! Problems and bases in the number types of HiGHS.

use highs_sys::HighsInt;

use super::raw::Entries;
use crate::problem::{Column, Problem, RowId};
use crate::solver::Place;

pub(super) fn places(codes: &[HighsInt]) -> Vec<Place> {
    codes
        .iter()
        .map(|code| match code {
            0 => Place::Lower,
            1 => Place::Basic,
            2 => Place::Upper,
            3 => Place::Zero,
            _ => Place::Nonbasic,
        })
        .collect()
}

// Entries in the number types of HiGHS. A Problem holds no more than fit.
pub(super) struct Compressed {
    starts: Vec<HighsInt>,
    indices: Vec<HighsInt>,
    values: Vec<f64>,
}

impl Compressed {
    fn with_capacity(vectors: usize, entries: usize) -> Self {
        Self {
            starts: Vec::with_capacity(vectors),
            indices: Vec::with_capacity(entries),
            values: Vec::with_capacity(entries),
        }
    }

    // The rows of a problem from one on.
    pub(super) fn rows(problem: &Problem, first: usize) -> Self {
        let mut own = Self::with_capacity(problem.row_count() - first, problem.entry_count());
        for row in first..problem.row_count() {
            own.starts.push(code(own.values.len()));
            let (indices, values) = problem.entries(RowId(row));
            own.indices.extend(indices.iter().map(|column| code(*column as usize)));
            own.values.extend_from_slice(values);
        }
        own
    }

    pub(super) fn columns(columns: &[Column]) -> Self {
        let mut own = Self::with_capacity(columns.len(), 0);
        for column in columns {
            own.starts.push(code(own.values.len()));
            let mut entries = column.entries.clone();
            crate::problem::merge(&mut entries);
            own.indices.extend(entries.iter().map(|(row, _)| code(row.0)));
            own.values.extend(entries.iter().map(|(_, value)| value));
        }
        own
    }

    pub(super) fn entries(&self) -> Entries<'_> {
        Entries { starts: &self.starts, indices: &self.indices, values: &self.values }
    }
}

fn code(index: usize) -> HighsInt {
    HighsInt::try_from(index).unwrap_or(HighsInt::MAX)
}
