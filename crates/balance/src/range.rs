//! Finite bounds of the columns of the recourse that hold for every plan and every future: cuts rest on them.

use solve::{ColumnId, Problem, ProblemError, RowId, certificate};

use crate::two_stage::{Future, TwoStage};

/// Bounds of columns of the recourse that hold whatever is decided and whatever comes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranges {
    /// `[column]`
    pub(crate) lower: Vec<f64>,
    /// `[column]`
    pub(crate) upper: Vec<f64>,
}

impl Ranges {
    /// Finds them: where a column has no bound of its own, rows give one, with their sides widened to what any plan and
    /// future leave.
    pub(crate) fn of(programme: &TwoStage) -> Result<Self, ProblemError> {
        let mut wide: Problem = programme.recourse.clone();
        let (x_lower, x_upper) = certificate::implied_bounds(&programme.first);
        let (rows, columns) = (wide.row_count(), wide.column_count());
        let mut sides = vec![(f64::INFINITY, f64::NEG_INFINITY); rows];
        let mut bounds: Vec<(f64, f64)> = (0..columns).map(|_| (f64::INFINITY, f64::NEG_INFINITY)).collect();
        let mut own = OwnData::new(programme);
        for s in 0..programme.futures.count() {
            own.set(programme, &programme.futures.future(s));
            let (mut least, mut greatest) = (vec![0.0; rows], vec![0.0; rows]);
            for (entry, value) in programme.technology.iter().zip(&own.technology) {
                if *value == 0.0 {
                    continue;
                }
                let (r, j) = (entry.row as usize, entry.column as usize);
                let ends = [value * x_lower[j], value * x_upper[j]];
                least[r] += ends[0].min(ends[1]);
                greatest[r] += ends[0].max(ends[1]);
            }
            if let Some(limit) = programme.on_average {
                greatest[limit.row as usize] += limit.most;
                least[limit.row as usize] -= limit.most;
            }
            for r in 0..rows {
                sides[r].0 = sides[r].0.min(own.row_lower[r] - greatest[r]);
                sides[r].1 = sides[r].1.max(own.row_upper[r] - least[r]);
            }
            let own = own.column_lower.iter().zip(&own.column_upper);
            for ((least, most), (lower, upper)) in bounds.iter_mut().zip(own) {
                (*least, *most) = (least.min(*lower), most.max(*upper));
            }
        }
        if programme.futures.count() == 0 {
            return Ok(Self { lower: wide.column_lower().to_vec(), upper: wide.column_upper().to_vec() });
        }
        for (r, (lower, upper)) in sides.into_iter().enumerate() {
            let (lower, upper) = (if lower.is_nan() { f64::NEG_INFINITY } else { lower }, or_infinite(upper));
            wide.set_row_bounds(RowId(r), lower, upper)?;
        }
        for (j, (lower, upper)) in bounds.into_iter().enumerate() {
            wide.set_column_bounds(ColumnId(j), lower, upper)?;
        }
        let (lower, upper) = certificate::implied_bounds(&wide);
        Ok(Self { lower, upper })
    }
}

fn or_infinite(upper: f64) -> f64 {
    if upper.is_nan() { f64::INFINITY } else { upper }
}

/// The data of one future, written out whole.
#[derive(Debug, Clone)]
pub(crate) struct OwnData {
    pub(crate) costs: Vec<f64>,
    pub(crate) row_lower: Vec<f64>,
    pub(crate) row_upper: Vec<f64>,
    pub(crate) column_lower: Vec<f64>,
    pub(crate) column_upper: Vec<f64>,
    pub(crate) technology: Vec<f64>,
}

impl OwnData {
    pub(crate) fn new(programme: &TwoStage) -> Self {
        let problem = &programme.recourse;
        Self {
            costs: problem.costs().to_vec(),
            row_lower: problem.row_lower().to_vec(),
            row_upper: problem.row_upper().to_vec(),
            column_lower: problem.column_lower().to_vec(),
            column_upper: problem.column_upper().to_vec(),
            technology: programme.technology.iter().map(|entry| entry.value).collect(),
        }
    }

    /// Takes the data of a future in place of those before.
    pub(crate) fn set(&mut self, programme: &TwoStage, future: &Future) {
        let problem = &programme.recourse;
        self.costs.copy_from_slice(problem.costs());
        self.row_lower.copy_from_slice(problem.row_lower());
        self.row_upper.copy_from_slice(problem.row_upper());
        self.column_lower.copy_from_slice(problem.column_lower());
        self.column_upper.copy_from_slice(problem.column_upper());
        for (kept, entry) in self.technology.iter_mut().zip(&programme.technology) {
            *kept = entry.value;
        }
        for (column, cost) in &future.costs {
            self.costs[*column as usize] = *cost;
        }
        for (row, lower, upper) in &future.rows {
            self.row_lower[*row as usize] = *lower;
            self.row_upper[*row as usize] = *upper;
        }
        for (column, lower, upper) in &future.bounds {
            self.column_lower[*column as usize] = *lower;
            self.column_upper[*column as usize] = *upper;
        }
        for (place, value) in &future.technology {
            self.technology[*place as usize] = *value;
        }
    }
}
