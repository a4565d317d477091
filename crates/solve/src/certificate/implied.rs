//! Bounds of columns that follow from rows: in `lower <= sum a x <= upper` the other columns' bounds leave each column
//! a range of its own.

use crate::problem::{Problem, RowId};

// Bounds found in one pass serve in the next; chains longer than this are rare and not worth the time.
const PASSES: usize = 4;

pub(super) struct Bounds {
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
}

// The least or greatest activity of a row: the finite part, and how many terms are infinite.
#[derive(Clone, Copy, Default)]
struct Extreme {
    finite: f64,
    infinite: usize,
}

impl Extreme {
    fn add(&mut self, term: f64) {
        if term.is_finite() {
            self.finite += term;
        } else {
            self.infinite += 1;
        }
    }

    // A term that was infinite has become finite.
    fn settle(&mut self, old: f64, new: f64) {
        if old.is_infinite() && new.is_finite() {
            self.infinite -= 1;
            self.finite += new;
        }
    }

    // Without one of its terms; None when it is infinite even so.
    fn without(self, term: f64) -> Option<f64> {
        match (self.infinite, term.is_finite()) {
            (0, true) => Some(self.finite - term),
            (1, false) => Some(self.finite),
            _ => None,
        }
    }
}

pub(super) fn bounds(problem: &Problem) -> Bounds {
    let mut found = Bounds { lower: problem.column_lower().to_vec(), upper: problem.column_upper().to_vec() };
    for _ in 0..PASSES {
        let mut changed = false;
        for row in 0..problem.row_count() {
            changed |= pass(problem, RowId(row), &mut found);
        }
        if !changed {
            break;
        }
    }
    found
}

fn pass(problem: &Problem, row: RowId, found: &mut Bounds) -> bool {
    let (indices, values) = problem.entries(row);
    let (lower, upper) = (problem.row_lower()[row.0], problem.row_upper()[row.0]);
    let (mut least, mut greatest) = (Extreme::default(), Extreme::default());
    for (column, value) in indices.iter().zip(values) {
        let (low, high) = range(*value, found, *column as usize);
        least.add(low);
        greatest.add(high);
    }
    let mut changed = false;
    for (column, value) in indices.iter().zip(values) {
        let j = *column as usize;
        if found.lower[j].is_finite() && found.upper[j].is_finite() {
            continue;
        }
        let (low, high) = range(*value, found, j);
        // value * x_j <= upper - least of the others, and >= lower - greatest of the others.
        let at_most = least.without(low).map(|rest| upper - rest).filter(|limit| limit.is_finite());
        let at_least = greatest.without(high).map(|rest| lower - rest).filter(|limit| limit.is_finite());
        let (from, to) = if *value > 0.0 { (at_least, at_most) } else { (at_most, at_least) };
        if let Some(limit) = from.filter(|_| found.lower[j].is_infinite()) {
            found.lower[j] = limit / value;
            changed = true;
        }
        if let Some(limit) = to.filter(|_| found.upper[j].is_infinite()) {
            found.upper[j] = limit / value;
            changed = true;
        }
        let (new_low, new_high) = range(*value, found, j);
        least.settle(low, new_low);
        greatest.settle(high, new_high);
    }
    changed
}

// The least and greatest value of one term.
fn range(value: f64, found: &Bounds, column: usize) -> (f64, f64) {
    if value > 0.0 {
        (value * found.lower[column], value * found.upper[column])
    } else {
        (value * found.upper[column], value * found.lower[column])
    }
}
