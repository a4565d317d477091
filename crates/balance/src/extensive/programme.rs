//! The extensive form of a two-stage programme.

use solve::{ColumnId, Problem, RowId};

use super::{ExtensiveError, Form, Loss};
use crate::risk::Risk;
use crate::two_stage::{Future, TwoStage};

/// All futures of a two-stage programme in one.
///
/// A limit on average becomes one row over all futures: the mean of `activity - upper side` is at most 0.
///
/// # Errors
/// What is wrong with the programme or the risk.
pub fn of_programme(programme: &TwoStage, risk: Risk) -> Result<Form, ExtensiveError> {
    risk.check()?;
    programme.check()?;
    let mean = 1.0 - risk.lambda;
    let first = &programme.first;
    let mut problem = first.clone();
    programme.name.clone_into(&mut problem.name);
    for column in 0..first.column_count() {
        problem.set_cost(ColumnId(column), mean * first.costs()[column])?;
    }
    problem.set_offset(mean * (first.offset() + programme.recourse.offset()))?;
    let mut shared = Loss { constant: first.offset() + programme.recourse.offset(), terms: Vec::new() };
    shared.terms.extend((0..first.column_count()).map(|j| (ColumnId(j), first.costs()[j])).filter(|(_, c)| *c != 0.0));
    let futures = programme.futures.as_ref();
    let mut losses = Vec::with_capacity(futures.count());
    let mut probabilities = Vec::with_capacity(futures.count());
    let mut coupling = Coupling::default();
    for s in 0..futures.count() {
        let probability = futures.probability(s);
        let sides = Sides::new(programme, &futures.future(s));
        let base = add_columns(&mut problem, programme, &sides, (s, mean * probability))?;
        add_rows(&mut problem, programme, &sides, (s, base, probability), &mut coupling)?;
        let mut loss = shared.clone();
        let own = sides.costs.iter().enumerate().filter(|(_, cost)| **cost != 0.0);
        loss.terms.extend(own.map(|(j, cost)| (ColumnId(base + j), *cost)));
        losses.push(loss);
        probabilities.push(probability);
    }
    if let Some(limit) = programme.on_average {
        let name = format!("{} on average", programme.recourse.row_name(RowId(limit.row as usize)));
        problem.add_row(name, f64::NEG_INFINITY, coupling.upper, &coupling.entries)?;
    }
    Ok(Form::new(problem, risk, first.column_count(), probabilities, losses)?)
}

// The limit over all futures.
#[derive(Debug, Default)]
struct Coupling {
    entries: Vec<(ColumnId, f64)>,
    upper: f64,
}

// The recourse in one future.
#[derive(Debug)]
struct Sides {
    costs: Vec<f64>,
    columns: Vec<(f64, f64)>,
    rows: Vec<(f64, f64)>,
    // Entries of T by rows.
    technology: Vec<Vec<(ColumnId, f64)>>,
}

impl Sides {
    fn new(programme: &TwoStage, future: &Future) -> Self {
        let recourse = &programme.recourse;
        let both = |lower: &[f64], upper: &[f64]| lower.iter().copied().zip(upper.iter().copied()).collect();
        let mut costs = recourse.costs().to_vec();
        let mut columns: Vec<(f64, f64)> = both(recourse.column_lower(), recourse.column_upper());
        let mut rows: Vec<(f64, f64)> = both(recourse.row_lower(), recourse.row_upper());
        let mut values: Vec<f64> = programme.technology.iter().map(|entry| entry.value).collect();
        for (column, cost) in &future.costs {
            costs[*column as usize] = *cost;
        }
        for (column, lower, upper) in &future.bounds {
            columns[*column as usize] = (*lower, *upper);
        }
        for (row, lower, upper) in &future.rows {
            rows[*row as usize] = (*lower, *upper);
        }
        for (place, value) in &future.technology {
            values[*place as usize] = *value;
        }
        let mut technology = vec![Vec::new(); recourse.row_count()];
        for (entry, value) in programme.technology.iter().zip(values) {
            technology[entry.row as usize].push((ColumnId(entry.column as usize), value));
        }
        Self { costs, columns, rows, technology }
    }
}

// Adds the columns of future s; gives the number of the first.
fn add_columns(
    problem: &mut Problem,
    programme: &TwoStage,
    sides: &Sides,
    (s, weight): (usize, f64),
) -> Result<usize, ExtensiveError> {
    let base = problem.column_count();
    for (j, (cost, (lower, upper))) in sides.costs.iter().zip(&sides.columns).enumerate() {
        let name = format!("{} in future {s}", programme.recourse.column_name(ColumnId(j)));
        problem.add_column(name, weight * cost, *lower, *upper)?;
    }
    Ok(base)
}

fn add_rows(
    problem: &mut Problem,
    programme: &TwoStage,
    sides: &Sides,
    (s, base, probability): (usize, usize, f64),
    coupling: &mut Coupling,
) -> Result<(), ExtensiveError> {
    let limited = programme.on_average.map(|limit| limit.row as usize);
    for (r, (lower, upper)) in sides.rows.iter().enumerate() {
        let row = RowId(r);
        let (indices, values) = programme.recourse.entries(row);
        let mut entries = sides.technology[r].clone();
        entries.extend(indices.iter().zip(values).map(|(j, value)| (ColumnId(base + *j as usize), *value)));
        let mut upper = *upper;
        if limited == Some(r) {
            coupling.entries.extend(entries.iter().map(|(column, value)| (*column, probability * value)));
            if probability > 0.0 {
                coupling.upper += probability * upper;
            }
            upper = f64::INFINITY;
        }
        let name = format!("{} in future {s}", programme.recourse.row_name(row));
        problem.add_row(name, *lower, upper, &entries)?;
    }
    Ok(())
}
