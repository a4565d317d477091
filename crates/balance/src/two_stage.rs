//! A two-stage programme as plain data: what is decided now, what follows when the future is known, and the futures.
//!
//! `min over x in X of rho(c'x + Q_s(x))`, with
//! `Q_s(x) = min { q_s'y : lower_s - T_s x <= W y <= upper_s - T_s x, b_s- <= y <= b_s+ }` and probabilities `p_s`.
//! `W` is the same in every future (fixed recourse); costs, sides of rows, bounds and entries of `T` may differ.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use solve::{Problem, RowId};

use crate::error::BalanceError;

/// An entry of the technology matrix `T`: how a first-stage column enters a row of the recourse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Row of the recourse.
    pub row: u32,
    /// First-stage column.
    pub column: u32,
    /// Units of the row for a unit of the column.
    pub value: f64,
}

/// What differs in one future from the recourse as it stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Future {
    /// Costs: column of the recourse, and its cost.
    pub costs: Vec<(u32, f64)>,
    /// Sides of rows without the part that hangs on x: row, lower, upper.
    pub rows: Vec<(u32, f64, f64)>,
    /// Bounds of columns of the recourse: column, lower, upper.
    pub bounds: Vec<(u32, f64, f64)>,
    /// Entries of `T`: place in [`TwoStage::technology`], and the value.
    pub technology: Vec<(u32, f64)>,
}

/// The futures with their probabilities, which sum to 1.
pub trait Futures: std::fmt::Debug + Send + Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// The probability of one.
    fn probability(&self, s: usize) -> f64;

    /// What one holds. It must always be the same for the same number.
    fn future(&self, s: usize) -> Cow<'_, Future>;
}

/// Futures that are kept in memory.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listed {
    futures: Vec<(f64, Future)>,
}

impl Listed {
    /// Futures with their probabilities.
    pub fn new(futures: Vec<(f64, Future)>) -> Self {
        Self { futures }
    }

    /// Futures that are all as likely.
    pub fn alike(futures: Vec<Future>) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "a count of futures")]
        let share = 1.0 / futures.len() as f64;
        Self { futures: futures.into_iter().map(|future| (share, future)).collect() }
    }
}

impl Futures for Listed {
    fn count(&self) -> usize {
        self.futures.len()
    }

    fn probability(&self, s: usize) -> f64 {
        self.futures[s].0
    }

    fn future(&self, s: usize) -> Cow<'_, Future> {
        Cow::Borrowed(&self.futures[s].1)
    }
}

/// A limit on what all futures do on average: `sum_s p_s a'y_s <= 0`, where `a'y` is a row of the recourse.
///
/// Each future gets a first-stage variable of its own, its budget `A_s` with `sum p_s A_s <= 0`, which is added to the
/// upper side of the row. So the limit is exact for every measure of risk, and only sides of rows change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OnAverage {
    /// The row `a'y - e <= 0` of the recourse, where `e >= 0` has a price above any multiplier.
    pub row: u32,
    /// The largest size that a budget can have, in units of the row.
    pub most: f64,
}

/// A two-stage programme.
#[derive(Debug)]
pub struct TwoStage {
    /// What it is called in messages and files.
    pub name: String,
    /// What is decided now: costs `c`, bounds and rows of X. All bounds should be finite. Whole numbers are allowed.
    pub first: Problem,
    /// What follows: `W`, and costs, sides and bounds as they are where a future does not say otherwise.
    pub recourse: Problem,
    /// `T`, where a future does not say otherwise; no pair of row and column twice.
    pub technology: Vec<Entry>,
    /// A limit on the average of all futures, if there is one.
    pub on_average: Option<OnAverage>,
    /// Rows of the recourse whose activities are told beside the losses of a plan: rows without sides limit nothing.
    pub measured: Vec<u32>,
    /// The futures.
    pub futures: Box<dyn Futures>,
}

impl TwoStage {
    /// Checks that no index leads nowhere, that all numbers can be computed with and that probabilities sum to 1.
    ///
    /// # Errors
    /// What is wrong, and in which future.
    pub fn check(&self) -> Result<(), BalanceError> {
        let (columns, rows) = (self.recourse.column_count(), self.recourse.row_count());
        let fault = |future: Option<usize>, what: String| BalanceError::Programme { future, what };
        for entry in &self.technology {
            let inside = (entry.row as usize) < rows && (entry.column as usize) < self.first.column_count();
            if !inside || !entry.value.is_finite() {
                return Err(fault(None, format!("an entry of T at row {} and column {}", entry.row, entry.column)));
            }
        }
        if self.on_average.is_some_and(|limit| limit.row as usize >= rows || !limit.most.is_finite()) {
            return Err(fault(None, "the limit on average".to_owned()));
        }
        if self.measured.iter().any(|row| *row as usize >= rows) {
            return Err(fault(None, "a measured row that does not exist".to_owned()));
        }
        if self.recourse.has_integers() {
            return Err(fault(None, "whole numbers in the second stage".to_owned()));
        }
        let mut total = 0.0;
        for s in 0..self.futures.count() {
            let probability = self.futures.probability(s);
            if !probability.is_finite() || probability < 0.0 {
                return Err(fault(Some(s), format!("a probability of {probability}")));
            }
            total += probability;
            let future = self.futures.future(s);
            let sides = |(_, lower, upper): &&(u32, f64, f64)| {
                lower.is_nan() || upper.is_nan() || lower > upper || *lower >= f64::INFINITY || *upper <= -f64::INFINITY
            };
            if future.costs.iter().any(|(j, cost)| *j as usize >= columns || !cost.is_finite()) {
                return Err(fault(Some(s), "a cost".to_owned()));
            }
            if let Some((r, lower, upper)) = future.rows.iter().find(sides) {
                let row = self.recourse.row_label(RowId(*r as usize));
                return Err(fault(Some(s), format!("the sides {lower} and {upper} of {row}")));
            }
            if future.rows.iter().any(|(r, ..)| *r as usize >= rows) {
                return Err(fault(Some(s), "a row that does not exist".to_owned()));
            }
            if future.bounds.iter().any(|(j, ..)| *j as usize >= columns) || future.bounds.iter().any(|b| sides(&b)) {
                return Err(fault(Some(s), "the bounds of a column".to_owned()));
            }
            let places = self.technology.len();
            if future.technology.iter().any(|(place, value)| *place as usize >= places || !value.is_finite()) {
                return Err(fault(Some(s), "an entry of T".to_owned()));
            }
        }
        if (total - 1.0).abs() > 1e-9 {
            return Err(fault(None, format!("probabilities that sum to {total}")));
        }
        Ok(())
    }

    /// A fingerprint of all that cuts rest on: the recourse, `T`, the futures and the bounds that cuts use. Costs, bounds
    /// and rows of the first stage are not part of it, because cuts hold for all of them.
    pub(crate) fn fingerprint(&self, most: &[f64]) -> String {
        let mut hash = Sha256::new();
        let mut numbers = |numbers: &[f64]| {
            for number in numbers {
                hash.update(number.to_bits().to_le_bytes());
            }
        };
        let problem = &self.recourse;
        numbers(&[problem.offset()]);
        numbers(problem.costs());
        numbers(problem.column_lower());
        numbers(problem.column_upper());
        numbers(problem.row_lower());
        numbers(problem.row_upper());
        for r in 0..problem.row_count() {
            let (columns, values) = problem.entries(RowId(r));
            numbers(&columns.iter().map(|j| f64::from(*j)).collect::<Vec<f64>>());
            numbers(values);
        }
        for entry in &self.technology {
            numbers(&[f64::from(entry.row), f64::from(entry.column), entry.value]);
        }
        numbers(most);
        if let Some(limit) = self.on_average {
            numbers(&[f64::from(limit.row), limit.most]);
        }
        for s in 0..self.futures.count() {
            let future = self.futures.future(s);
            numbers(&[self.futures.probability(s)]);
            for (column, cost) in &future.costs {
                numbers(&[f64::from(*column), *cost]);
            }
            for (at, lower, upper) in future.rows.iter().chain(&future.bounds) {
                numbers(&[f64::from(*at), *lower, *upper]);
            }
            for (place, value) in &future.technology {
                numbers(&[f64::from(*place), *value]);
            }
        }
        hash.finalize().iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
    }
}
