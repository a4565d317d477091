//! Reads stochastic network design problems in the `.dat` format of the netdes instances: arcs are built now at a fixed
//! cost, and later carry flows whose costs, capacities and balances are random.
//!
//! `min sum c x + sum_k p_k sum d_k y_k` with outflow less inflow equal to the balance at every node,
//! `0 <= y_k <= u_k x` on every arc, and x 0 or 1. After a line `+` come the number of nodes, the density, the ratio of
//! costs, the adjacency matrix, the fixed costs, the number K of scenarios and their probabilities; then K times unit
//! costs, capacities and balances. Rows of a matrix are parted by `;`, numbers by `,`; lines that begin with `--` part
//! the scenarios.

use solve::{ColumnId, Problem, ProblemError};

use crate::error::BalanceError;
use crate::two_stage::{Entry, Future, Listed, TwoStage};

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct NetdesError {
    /// The line, counted from 1. After the last line for what is missing at the end.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// No line `+`, behind which the data begin.
    #[error("no line `+`, behind which the data begin")]
    NoBegin,
    /// The file ends too early.
    #[error("the file ends where {0} should stand")]
    Missing(&'static str),
    /// Lines behind the last scenario.
    #[error("found `{0}` behind the last scenario")]
    TooMuch(String),
    /// Not a number that can be computed with.
    #[error("`{0}` is no number in {1}")]
    NotANumber(String, &'static str),
    /// Not a whole number of one or more.
    #[error("`{0}` is no {1}: use a whole number from 1 on")]
    NotACount(String, &'static str),
    /// Another number of values than expected.
    #[error("found {found} {what}, expected {expected}")]
    Count {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many were expected.
        expected: usize,
    },
    /// The balances of the nodes do not sum to 0, so no flow fits.
    #[error("the balances sum to {0}, and not to 0")]
    Balance(f64),
    /// A probability or capacity below 0.
    #[error("`{0}` is below 0 in {1}")]
    Negative(f64, &'static str),
    /// Probabilities that do not sum to 1.
    #[error("the probabilities sum to {0}, and not to 1")]
    Probabilities(f64),
    /// The numbers make no programme.
    #[error(transparent)]
    Programme(#[from] BalanceError),
}

impl From<ProblemError> for Fault {
    fn from(error: ProblemError) -> Self {
        Self::Programme(error.into())
    }
}

// What stands on an arc in one scenario, and the balances of the nodes.
#[derive(Debug)]
struct Scenario {
    costs: Vec<f64>,
    capacities: Vec<f64>,
    balances: Vec<f64>,
}

/// Reads a file. Columns of the first stage are the arcs in the order of the matrix, named by their ends, which count
/// from 1.
///
/// # Errors
/// The first fault, with its line.
pub fn read(text: &str) -> Result<TwoStage, NetdesError> {
    let mut lines = Lines::new(text)?;
    let nodes = lines.count("number of nodes")?;
    lines.numbers("the density", 1)?;
    lines.numbers("the ratio of costs", 1)?;
    let adjacency = lines.matrix("the adjacency matrix", nodes)?;
    let arcs: Vec<usize> = (0..adjacency.len()).filter(|at| adjacency[*at] != 0.0).collect();
    let on_arcs = |matrix: &[f64]| -> Vec<f64> { arcs.iter().map(|at| matrix[*at]).collect() };
    let fixed = on_arcs(&lines.matrix("the fixed costs", nodes)?);
    let count = lines.count("number of scenarios")?;
    let probabilities = lines.numbers("the probabilities", count)?;
    lines.not_negative(&probabilities, "the probabilities")?;
    let sum: f64 = probabilities.iter().sum();
    if (sum - 1.0).abs() > 0.01 {
        return Err(lines.fault(Fault::Probabilities(sum)));
    }
    let mut scenarios = Vec::new();
    for probability in probabilities {
        let costs = on_arcs(&lines.matrix("the unit costs", nodes)?);
        let capacities = on_arcs(&lines.matrix("the capacities", nodes)?);
        lines.not_negative(&capacities, "the capacities")?;
        let balances = lines.numbers("the balances", nodes)?;
        let total: f64 = balances.iter().sum();
        if total.abs() > 1e-9 * (1.0 + balances.iter().map(|balance| balance.abs()).sum::<f64>()) {
            return Err(lines.fault(Fault::Balance(total)));
        }
        scenarios.push((probability / sum, Scenario { costs, capacities, balances }));
    }
    lines.end()?;
    let ends: Vec<(usize, usize)> = arcs.iter().map(|at| (at.div_euclid(nodes), at.rem_euclid(nodes))).collect();
    programme(&ends, &fixed, scenarios, nodes).map_err(|fault| lines.fault(fault))
}

fn programme(
    ends: &[(usize, usize)],
    fixed: &[f64],
    scenarios: Vec<(f64, Scenario)>,
    nodes: usize,
) -> Result<TwoStage, Fault> {
    let (mut first, mut recourse) = (Problem::new(), Problem::new());
    let mut technology = Vec::with_capacity(ends.len());
    let mut entries: Vec<Vec<(ColumnId, f64)>> = vec![Vec::new(); nodes];
    for (arc, ((from, to), cost)) in ends.iter().zip(fixed).enumerate() {
        let name = format!("{}-{}", from + 1, to + 1);
        // A bound that holds in every future.
        let most = scenarios.iter().map(|(_, scenario)| scenario.capacities[arc]).fold(0.0, f64::max);
        first.add_integer(name.clone(), *cost, 0.0, 1.0)?;
        let flow = recourse.add_column(name, 0.0, 0.0, most)?;
        entries[*from].push((flow, 1.0));
        entries[*to].push((flow, -1.0));
    }
    for (node, entries) in entries.iter().enumerate() {
        recourse.add_row(format!("node {}", node + 1), 0.0, 0.0, entries)?;
    }
    for (arc, (from, to)) in ends.iter().enumerate() {
        let name = format!("capacity of {}-{}", from + 1, to + 1);
        let row = recourse.add_row(name, f64::NEG_INFINITY, 0.0, &[(ColumnId(arc), 1.0)])?;
        technology.push(Entry { row: index(row.0), column: index(arc), value: 0.0 });
    }
    let numbered = |values: Vec<f64>| -> Vec<(u32, f64)> {
        values.into_iter().enumerate().map(|(at, value)| (index(at), value)).collect()
    };
    let future = |scenario: Scenario| Future {
        costs: numbered(scenario.costs),
        rows: numbered(scenario.balances).into_iter().map(|(node, balance)| (node, balance, balance)).collect(),
        bounds: Vec::new(),
        technology: numbered(scenario.capacities.into_iter().map(|capacity| -capacity).collect()),
    };
    let futures = scenarios.into_iter().map(|(probability, scenario)| (probability, future(scenario))).collect();
    let programme = TwoStage {
        name: "network design".to_owned(),
        first,
        recourse,
        technology,
        on_average: None,
        measured: Vec::new(),
        futures: Box::new(Listed::new(futures)),
    };
    programme.check()?;
    Ok(programme)
}

// Problems count with 32 bits, so nothing is lost.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

// The lines with data, one after another.
#[derive(Debug)]
struct Lines<'a> {
    rest: std::iter::Enumerate<std::str::Lines<'a>>,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Result<Self, NetdesError> {
        let mut lines = Self { rest: text.lines().enumerate(), line: 0 };
        for (index, line) in lines.rest.by_ref() {
            lines.line = index + 1;
            if line.trim() == "+" {
                return Ok(lines);
            }
        }
        lines.line += 1;
        Err(lines.fault(Fault::NoBegin))
    }

    fn fault(&self, fault: Fault) -> NetdesError {
        NetdesError { line: self.line, fault }
    }

    fn next(&mut self) -> Option<&'a str> {
        for (index, line) in self.rest.by_ref() {
            self.line = index + 1;
            let line = line.trim();
            if !line.is_empty() && !line.starts_with("--") {
                return Some(line);
            }
        }
        None
    }

    fn needed(&mut self, what: &'static str) -> Result<&'a str, NetdesError> {
        let found = self.next();
        if found.is_none() {
            self.line += 1;
        }
        found.ok_or_else(|| self.fault(Fault::Missing(what)))
    }

    fn count(&mut self, what: &'static str) -> Result<usize, NetdesError> {
        let line = self.needed(what)?;
        let count = line.parse::<usize>().ok().filter(|count| *count > 0);
        count.ok_or_else(|| self.fault(Fault::NotACount(shown(line), what)))
    }

    fn numbers(&mut self, what: &'static str, expected: usize) -> Result<Vec<f64>, NetdesError> {
        let line = self.needed(what)?;
        self.row(line, what, expected)
    }

    fn row(&self, line: &str, what: &'static str, expected: usize) -> Result<Vec<f64>, NetdesError> {
        let mut values = Vec::new();
        for word in line.split(',').map(str::trim) {
            let value = word.parse::<f64>().ok().filter(|value| value.abs() <= solve::problem::LARGEST);
            values.push(value.ok_or_else(|| self.fault(Fault::NotANumber(shown(word), what)))?);
        }
        if values.len() == expected {
            Ok(values)
        } else {
            Err(self.fault(Fault::Count { what, found: values.len(), expected }))
        }
    }

    // A square matrix by rows.
    fn matrix(&mut self, what: &'static str, nodes: usize) -> Result<Vec<f64>, NetdesError> {
        let line = self.needed(what)?;
        let rows: Vec<&str> = line.trim_end_matches(';').split(';').collect();
        if rows.len() != nodes {
            let what = "rows of a matrix";
            return Err(self.fault(Fault::Count { what, found: rows.len(), expected: nodes }));
        }
        let mut values = Vec::new();
        for row in rows {
            values.extend(self.row(row, what, nodes)?);
        }
        Ok(values)
    }

    fn not_negative(&self, values: &[f64], what: &'static str) -> Result<(), NetdesError> {
        match values.iter().find(|value| **value < 0.0) {
            Some(value) => Err(self.fault(Fault::Negative(*value, what))),
            None => Ok(()),
        }
    }

    fn end(&mut self) -> Result<(), NetdesError> {
        match self.next() {
            Some(line) => Err(self.fault(Fault::TooMuch(shown(line)))),
            None => Ok(()),
        }
    }
}

// What a message shows of a line.
fn shown(line: &str) -> String {
    line.chars().take(60).collect()
}
