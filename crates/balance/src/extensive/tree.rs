//! The extensive form of a tree of scenarios with any number of periods. The columns of a period stand once for each of
//! its nodes, so that scenarios which are the same up to there decide the same.

use std::collections::BTreeMap;

use solve::{ColumnId, Kind, Problem, RowId};

use super::{ExtensiveError, Form, Loss};
use crate::risk::Risk;
use crate::smps::{Node, Smps, Spot};

/// All scenarios of a tree in one programme.
///
/// A row with random numbers that become known after its own period stands once for each node that makes them known. A
/// column whose bounds become known after it is chosen keeps the bounds of all scenarios.
///
/// # Errors
/// When the risk is none, or the numbers of a scenario leave no value to a row or column.
pub fn of_tree(smps: &Smps, risk: Risk) -> Result<Form, ExtensiveError> {
    risk.check()?;
    let mut builder = Builder::new(smps, risk);
    builder.walk()?;
    builder.settle_late()?;
    let probabilities = smps.tree.probabilities();
    let first = smps.columns_of(0).len();
    let Builder { problem, mut losses, .. } = builder;
    losses.sort_by_key(|(s, _)| *s);
    let losses = losses.into_iter().map(|(_, loss)| loss).collect();
    Ok(Form::new(problem, risk, first, probabilities, losses)?)
}

// The core as it is in one scenario up to the node at hand.
#[derive(Debug)]
struct State {
    constant: f64,
    costs: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    rows: Vec<(f64, f64)>,
    // Entries that differ from the core or may do so, by rows.
    entries: BTreeMap<(RowId, ColumnId), f64>,
}

// A number before a change, to be set again; none where an entry had none.
type Before = (Spot, Option<(f64, f64)>);

impl State {
    fn new(smps: &Smps) -> Self {
        let core = &smps.core;
        let bounds = |r: usize| smps.row_bounds(RowId(r), smps.sides[r].rhs);
        Self {
            constant: core.offset(),
            costs: core.costs().to_vec(),
            lower: core.column_lower().to_vec(),
            upper: core.column_upper().to_vec(),
            rows: (0..core.row_count()).map(bounds).collect(),
            entries: BTreeMap::new(),
        }
    }

    // Sets a number; gives what was there.
    fn set(&mut self, spot: Spot, value: Option<(f64, f64)>) -> Before {
        let (number, pair) = (value.map_or(0.0, |value| value.0), value.unwrap_or_default());
        let one = |place: &mut f64| Some((std::mem::replace(place, number), 0.0));
        let before = match spot {
            Spot::Constant => one(&mut self.constant),
            Spot::Cost(column) => one(&mut self.costs[column.0]),
            Spot::Lower(column) => one(&mut self.lower[column.0]),
            Spot::Upper(column) => one(&mut self.upper[column.0]),
            Spot::Side(row) => Some(std::mem::replace(&mut self.rows[row.0], pair)),
            Spot::Entry(row, column) => match value {
                Some((value, _)) => self.entries.insert((row, column), value),
                None => self.entries.remove(&(row, column)),
            }
            .map(|before| (before, 0.0)),
        };
        (spot, before)
    }
}

// What is known of a column only after its own period: its cost and bounds over all scenarios.
#[derive(Debug, Clone, Copy)]
struct Late {
    cost: f64,
    lower: f64,
    upper: f64,
}

#[derive(Debug)]
struct Builder<'a> {
    smps: &'a Smps,
    mean: f64,
    problem: Problem,
    losses: Vec<(usize, Loss)>,
    // The rows that stand at the nodes of a period.
    rows_of: Vec<Vec<RowId>>,
    // Whether cost or bounds of a column become known late, and what of it is known so far, by column of the form.
    late: Vec<bool>,
    settled: BTreeMap<ColumnId, Late>,
}

// A step on the way through the tree.
#[derive(Debug, Clone, Copy)]
enum Step {
    Enter(usize),
    Leave,
}

impl<'a> Builder<'a> {
    fn new(smps: &'a Smps, risk: Risk) -> Self {
        let core = &smps.core;
        let mut row_stages: Vec<usize> = (0..core.row_count()).map(|r| smps.row_stage(RowId(r))).collect();
        let mut late = vec![false; core.column_count()];
        for Node { stage, changes, .. } in &smps.tree.nodes {
            for change in changes {
                match change.spot {
                    Spot::Side(row) | Spot::Entry(row, _) => row_stages[row.0] = row_stages[row.0].max(*stage),
                    Spot::Cost(column) | Spot::Lower(column) | Spot::Upper(column) => {
                        late[column.0] |= *stage > smps.column_stage(column);
                    }
                    Spot::Constant => {}
                }
            }
        }
        let mut rows_of = vec![Vec::new(); smps.periods.len()];
        for (r, stage) in row_stages.into_iter().enumerate() {
            rows_of[stage].push(RowId(r));
        }
        let mut problem = Problem::new();
        smps.name.clone_into(&mut problem.name);
        let mean = 1.0 - risk.lambda;
        Self { smps, mean, problem, losses: Vec::new(), rows_of, late, settled: BTreeMap::new() }
    }

    // Goes through the tree, each node before those behind it, and adds what stands there.
    fn walk(&mut self) -> Result<(), ExtensiveError> {
        let tree = &self.smps.tree;
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
        for (at, node) in tree.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                children[parent].push(at);
            }
        }
        let scenario_of: BTreeMap<usize, usize> = tree.leaves.iter().enumerate().map(|(s, leaf)| (*leaf, s)).collect();
        let mut state = State::new(self.smps);
        let mut undo: Vec<Vec<Before>> = Vec::new();
        // The first column of the form for each period of the path at hand.
        let mut bases: Vec<usize> = Vec::new();
        let mut offset = 0.0;
        let mut steps = vec![Step::Enter(0)];
        while let Some(step) = steps.pop() {
            let Step::Enter(at) = step else {
                for (spot, before) in undo.pop().unwrap_or_default().into_iter().rev() {
                    state.set(spot, before);
                }
                bases.pop();
                continue;
            };
            let node = &tree.nodes[at];
            undo.push(node.changes.iter().map(|change| self.apply(&mut state, change.spot, change.value)).collect());
            bases.push(self.problem.column_count());
            self.columns(at, &state)?;
            self.rows(at, &state, &bases)?;
            if let Some(&s) = scenario_of.get(&at) {
                offset += node.probability * state.constant;
                let loss = self.loss(node, &state, &bases);
                self.losses.push((s, loss));
            }
            steps.push(Step::Leave);
            steps.extend(children[at].iter().rev().map(|child| Step::Enter(*child)));
        }
        self.problem.set_offset(self.mean * offset)?;
        Ok(())
    }

    fn apply(&self, state: &mut State, spot: Spot, value: f64) -> Before {
        let pair = if let Spot::Side(row) = spot { self.smps.row_bounds(row, value) } else { (value, 0.0) };
        state.set(spot, Some(pair))
    }

    fn columns(&mut self, at: usize, state: &State) -> Result<(), ExtensiveError> {
        let (smps, node) = (self.smps, &self.smps.tree.nodes[at]);
        for j in smps.columns_of(node.stage) {
            let name = labelled(smps.core.column_name(ColumnId(j)), at);
            let id = if self.late[j] {
                // Cost and bounds come later.
                let id = self.problem.add_column(name, 0.0, f64::NEG_INFINITY, f64::INFINITY)?;
                self.settled.insert(id, Late { cost: 0.0, lower: f64::NEG_INFINITY, upper: f64::INFINITY });
                id
            } else {
                let cost = self.mean * node.probability * state.costs[j];
                self.problem.add_column(name, cost, state.lower[j], state.upper[j])?
            };
            if smps.core.kinds()[j] == Kind::Integer {
                self.problem.set_kind(id, Kind::Integer)?;
            }
        }
        Ok(())
    }

    fn rows(&mut self, at: usize, state: &State, bases: &[usize]) -> Result<(), ExtensiveError> {
        let smps = self.smps;
        for &row in &self.rows_of[smps.tree.nodes[at].stage] {
            let (indices, values) = smps.core.entries(row);
            let mut entries: BTreeMap<ColumnId, f64> =
                indices.iter().zip(values).map(|(j, value)| (ColumnId(*j as usize), *value)).collect();
            let own = (row, ColumnId(0))..=(row, ColumnId(usize::MAX));
            entries.extend(state.entries.range(own).map(|((_, column), value)| (*column, *value)));
            let entries: Vec<(ColumnId, f64)> =
                entries.into_iter().map(|(column, value)| (placed(smps, bases, column), value)).collect();
            let (lower, upper) = state.rows[row.0];
            self.problem.add_row(labelled(smps.core.row_name(row), at), lower, upper, &entries)?;
        }
        Ok(())
    }

    // The loss of a scenario; late costs and bounds are noted on the way.
    fn loss(&mut self, leaf: &Node, state: &State, bases: &[usize]) -> Loss {
        let mut loss = Loss { constant: state.constant, terms: Vec::new() };
        for j in 0..self.smps.core.column_count() {
            let column = placed(self.smps, bases, ColumnId(j));
            if state.costs[j] != 0.0 {
                loss.terms.push((column, state.costs[j]));
            }
            if let Some(late) = self.settled.get_mut(&column) {
                late.cost += leaf.probability * state.costs[j];
                late.lower = late.lower.max(state.lower[j]);
                late.upper = late.upper.min(state.upper[j]);
            }
        }
        loss
    }

    fn settle_late(&mut self) -> Result<(), ExtensiveError> {
        for (column, late) in &self.settled {
            self.problem.set_cost(*column, self.mean * late.cost)?;
            self.problem.set_column_bounds(*column, late.lower, late.upper)?;
        }
        Ok(())
    }
}

// Where a column of the core stands in the form, on the path at hand.
fn placed(smps: &Smps, bases: &[usize], column: ColumnId) -> ColumnId {
    let stage = smps.column_stage(column);
    ColumnId(bases[stage] + column.0 - smps.periods[stage].column)
}

// The root is called as in the core.
fn labelled(name: &str, node: usize) -> String {
    if node == 0 { name.to_owned() } else { format!("{name} at node {node}") }
}
