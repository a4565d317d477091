//! The master programme: the plan, one loss for each cell of futures, the tail, and the cuts known so far.
//!
//! Columns are the plan `x`, `eta`, one `loss` a cell, one `xi` a cell of a single future, and the futures' own budgets.
//! `min (1-lambda) sum p loss + lambda (eta + sum p xi / (1-alpha))` over X, `xi >= loss - eta` and the cuts
//! `loss >= c'x + cut`. Money is scaled so that a loss has a size that solvers like, and the objective is multiplied by the
//! number of cells, or reduced costs would fall under the tolerance of the solver.

mod proof;

use std::collections::BTreeSet;

use solve::{Certificate, Column, ColumnId, Kind, Problem, Proof, Row, RowId, Solution};

use crate::ask::Ask;
use crate::cell::Cells;
use crate::engine::{Engine, Engines};
use crate::error::BalanceError;
use crate::known::Known;
use crate::reach::Reach;
use crate::two_stage::TwoStage;

/// Master solutions in a row in which a cut must have been slack before it is dropped.
const PATIENCE: u32 = 5;
/// How far a cut may be broken, relative to the size of the loss.
const BROKEN: f64 = 1e-9;
/// How many times an upper bound of a loss is raised when it holds.
const LIFT: f64 = 1e3;
/// A reduced cost above which a bound holds a solution.
const GAIN: f64 = 1e-9;
/// The largest entry that a cut may have beside the 1 of its loss.
const STEEP: f64 = 100.0;
/// The size that scaled losses are brought to.
const SIZE: f64 = 1e3;

/// A cut that is a row of the master.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Active {
    cell: usize,
    visit: usize,
    idle: u32,
}

/// What the master says: a plan that may be better, and a bound that none beats.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    pub(crate) x: Vec<f64>,
    pub(crate) budgets: Vec<f64>,
    /// Lower bound of the objective, by weak duality; a claim of the solver with whole numbers.
    pub(crate) lower: f64,
    /// Whether it is a claim.
    pub(crate) claimed: bool,
    /// Duals of the first-stage rows, then of the rows of the question, in objective per unit; none with whole numbers.
    pub(crate) duals: Vec<f64>,
    /// Dual of the limit on average, at least 0.
    pub(crate) multiplier: f64,
    /// Whether a future without a cut, or a bound of the plan that no data give, holds it: then there is no lower bound.
    pub(crate) open: bool,
    /// Whether such a bound of the plan does.
    pub(crate) far: bool,
}

pub(crate) struct Master {
    engine: Box<dyn Engine>,
    cells: Cells,
    ask: Ask,
    columns: usize,
    /// Rows before the cuts.
    fixed: usize,
    limits: usize,
    active: Vec<Active>,
    present: BTreeSet<(usize, usize)>,
    /// Objective in the units of the programme for a unit of the master's.
    unit: f64,
    budget_unit: f64,
    futures: usize,
    on_average: bool,
    cost: Vec<f64>,
    offset: f64,
    whole: bool,
    /// Bounds that no data give, of the plan and of the losses without a cut: column, and whether it is the upper one.
    assumed: Vec<(usize, bool)>,
    /// Rows of feasibility cuts known.
    rays: usize,
}

impl Master {
    /// Builds the master of a question from all that is known. `whole` keeps whole numbers; without it they are relaxed.
    pub(crate) fn new(
        programme: &TwoStage,
        reach: &Reach,
        engines: &dyn Engines,
        cells: Cells,
        ask: &Ask,
        known: &Known<'_>,
        whole: bool,
    ) -> Result<Self, BalanceError> {
        let first = reach.first();
        let columns = first.column_count();
        let size = known.size(first.costs());
        // A power of two, so that scaling rounds nothing.
        let unit = if size > SIZE { (size / SIZE).log2().round().exp2() } else { 1.0 };
        let budget_unit = programme.on_average.map_or(1.0, |limit| (limit.most / SIZE).max(1.0));
        let mut problem = Problem::new();
        problem.name.clone_from(&programme.name);
        for j in 0..columns {
            let (lower, upper) = ask.bounds_of(first, j);
            let kind = if whole { first.kinds()[j] } else { Kind::Continuous };
            let name = first.column_name(ColumnId(j)).to_owned();
            problem.add_columns(&[Column { name, cost: 0.0, lower, upper, kind, entries: Vec::new() }])?;
        }
        let ranges = known.loss_ranges(programme, reach, &cells, ask);
        let least = ranges.iter().map(|range| range.lower).fold(f64::INFINITY, f64::min) / unit;
        // Solvers of linear programmes like finite bounds; those that turn out to hold are lifted.
        let upper = |upper: f64| if whole { f64::INFINITY } else { upper };
        let most = upper(ranges.iter().map(|range| range.upper).fold(f64::NEG_INFINITY, f64::max) / unit);
        problem.add_column("eta", 0.0, least, most)?;
        for range in &ranges {
            problem.add_column("", 0.0, range.lower / unit, upper(range.upper / unit))?;
        }
        for _ in 0..cells.singles() {
            problem.add_column("", 0.0, 0.0, most - least)?;
        }
        // Where the question has a bound of its own, that one stands.
        let stands = |(j, is_upper): &(usize, bool)| {
            let (lower, upper) = ask.bounds_of(first, *j);
            if *is_upper { upper >= first.column_upper()[*j] } else { lower <= first.column_lower()[*j] }
        };
        let mut assumed: Vec<(usize, bool)> = reach.assumed().iter().copied().filter(stands).collect();
        let uncut = ranges.iter().enumerate().filter(|(_, range)| range.assumed);
        assumed.extend(uncut.map(|(cell, _)| (columns + 1 + cell, false)));
        if let Some(limit) = programme.on_average {
            for _ in 0..programme.futures.count() {
                problem.add_column("", 0.0, -limit.most / budget_unit, limit.most / budget_unit)?;
            }
        }
        let mut rows = ask.rows_of(first);
        let limits = rows.len();
        let first_xi = columns + 1 + cells.count();
        for (at, cell) in cells.single_cells().enumerate() {
            let entries =
                vec![(ColumnId(first_xi + at), 1.0), (ColumnId(columns), 1.0), (ColumnId(columns + 1 + cell), -1.0)];
            rows.push(Row { name: String::new(), lower: 0.0, upper: f64::INFINITY, entries });
        }
        if programme.on_average.is_some() {
            let first = first_xi + cells.singles();
            let entries = cells.members().map(|s| (ColumnId(first + s), cells.probability(s))).collect();
            rows.push(Row { name: "limit on average".to_owned(), lower: f64::NEG_INFINITY, upper: 0.0, entries });
        }
        problem.add_rows(&rows)?;
        let fixed = rows.len();
        let mut master = Self {
            engine: engines.load(problem).map_err(BalanceError::Master)?,
            columns,
            fixed,
            limits,
            active: Vec::new(),
            present: BTreeSet::new(),
            unit,
            budget_unit,
            futures: programme.futures.count(),
            on_average: programme.on_average.is_some(),
            cost: first.costs().to_vec(),
            offset: first.offset(),
            assumed,
            cells,
            ask: ask.clone(),
            whole,
            rays: 0,
        };
        master.price(ask)?;
        Ok(master)
    }

    /// Whether this master serves a question after a change of prices alone.
    pub(crate) fn serves(&self, ask: &Ask, whole: bool) -> bool {
        self.ask.has_same_limits(ask) && self.whole == whole
    }

    pub(crate) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// The programme as it stands.
    pub(crate) fn problem(&self) -> &Problem {
        self.engine.problem()
    }

    /// An objective in the units of the master.
    pub(crate) fn in_units(&self, objective: f64) -> f64 {
        (objective - self.offset) / self.unit * self.scale()
    }

    /// Puts in the weights of a measure of risk.
    pub(crate) fn price(&mut self, ask: &Ask) -> Result<(), BalanceError> {
        self.ask = ask.clone();
        let risk = ask.risk;
        let scale = self.scale();
        let columns = self.columns;
        let mut set =
            |column: usize, cost: f64| self.engine.set_cost(ColumnId(column), cost).map_err(BalanceError::Master);
        set(columns, risk.lambda * scale)?;
        for cell in 0..self.cells.count() {
            set(columns + 1 + cell, (1.0 - risk.lambda) * self.cells.weight(cell) * scale)?;
        }
        let first_xi = columns + 1 + self.cells.count();
        for (at, cell) in self.cells.single_cells().enumerate() {
            set(first_xi + at, risk.lambda / (1.0 - risk.alpha) * self.cells.weight(cell) * scale)?;
        }
        Ok(())
    }

    #[allow(clippy::cast_precision_loss, reason = "a count of cells")]
    fn scale(&self) -> f64 {
        self.cells.count() as f64
    }

    /// Adds rays and the cuts of a visit that are new.
    pub(crate) fn add(&mut self, known: &Known<'_>, visit: usize) -> Result<(), BalanceError> {
        let cells: Vec<usize> = (0..self.cells.count()).collect();
        self.add_cuts(known, cells.into_iter().map(|cell| (cell, visit)))
    }

    fn add_cuts(
        &mut self,
        known: &Known<'_>,
        wanted: impl Iterator<Item = (usize, usize)>,
    ) -> Result<(), BalanceError> {
        let mut rows = Vec::new();
        for (cell, visit) in wanted {
            if self.present.contains(&(cell, visit)) {
                continue;
            }
            let Some(cut) = self.cells.cut(cell, &known.visits[visit]) else { continue };
            let mut entries = vec![(ColumnId(self.columns + 1 + cell), 1.0)];
            for (j, slope) in cut.slope.iter().enumerate() {
                let value = -(slope + self.cost[j]) / self.unit;
                if value != 0.0 {
                    entries.push((ColumnId(j), value));
                }
            }
            let first = self.columns + 1 + self.cells.count() + self.cells.singles();
            for (s, slope) in &cut.budgets {
                if *slope != 0.0 {
                    entries.push((ColumnId(first + s), -slope * self.budget_unit / self.unit));
                }
            }
            // A steep cut is scaled down, or rounding breaks it by more than is accepted.
            let steepest = entries.iter().fold(STEEP, |most, (_, value)| most.max(value.abs()));
            let scale = STEEP / steepest;
            for (_, value) in &mut entries {
                *value *= scale;
            }
            let lower = cut.constant / self.unit * scale;
            rows.push(Row { name: String::new(), lower, upper: f64::INFINITY, entries });
            self.active.push(Active { cell, visit, idle: 0 });
            self.present.insert((cell, visit));
        }
        self.engine.add_rows(&rows).map_err(BalanceError::Master)
    }

    /// Takes in the rays known that it does not hold yet. They stand before the cuts.
    fn add_rays(&mut self, known: &Known<'_>) -> Result<(), BalanceError> {
        if self.rays == known.rays.len() {
            return Ok(());
        }
        // Rows are only added behind the last one: cuts are taken out, and come back after the rays.
        let places: Vec<RowId> = (self.fixed..self.fixed + self.active.len()).map(RowId).collect();
        self.engine.remove_rows(&places).map_err(BalanceError::Master)?;
        let back: Vec<(usize, usize)> = self.active.drain(..).map(|cut| (cut.cell, cut.visit)).collect();
        self.present.clear();
        let mut rows = Vec::new();
        let first = self.columns + 1 + self.cells.count() + self.cells.singles();
        for (s, ray) in &known.rays[self.rays..] {
            let mut row = ray.row(*s);
            if self.on_average && ray.budget != 0.0 {
                row.entries.push((ColumnId(first + s), ray.budget * self.budget_unit * ray.scale()));
            }
            rows.push(row);
        }
        self.engine.add_rows(&rows).map_err(BalanceError::Master)?;
        self.fixed += rows.len();
        self.rays = known.rays.len();
        self.add_cuts(known, back.into_iter())
    }

    /// The best plan by all cuts known, of which those that are broken are taken in until none is. `None` when there is no
    /// plan.
    pub(crate) fn propose(&mut self, known: &Known<'_>) -> Result<Option<Proposal>, BalanceError> {
        self.add_rays(known)?;
        loop {
            let Some((solution, certificate)) = self.solve()? else {
                if self.lift(self.columns..self.engine.problem().column_count(), f64::INFINITY)? {
                    continue;
                }
                return Ok(None);
            };
            let held = self.held(&solution);
            let losses = held.iter().filter(|(column, is_upper)| *is_upper && *column >= self.columns);
            let losses: Vec<usize> = losses.map(|(column, _)| *column).collect();
            if self.lift(losses.into_iter(), LIFT)? {
                continue;
            }
            let broken = self.broken(known, &solution);
            if broken.is_empty() {
                self.forget(&solution, known.best)?;
                return Ok(Some(self.proposal(&solution, &certificate, &held)));
            }
            self.add_cuts(known, broken.into_iter())?;
        }
    }

    // Cuts that are known, not in the master, and broken: for each cell the one broken most.
    fn broken(&self, known: &Known<'_>, solution: &Solution) -> Vec<(usize, usize)> {
        let x = &solution.columns[..self.columns];
        let budgets = self.budgets(solution);
        let paid = crate::cut::dot(&self.cost, x);
        let mut broken = Vec::new();
        for cell in 0..self.cells.count() {
            let loss = solution.columns[self.columns + 1 + cell] * self.unit;
            let mut worst = (loss + BROKEN * (self.unit * SIZE + loss.abs()), None);
            for (at, visit) in known.visits.iter().enumerate() {
                if self.present.contains(&(cell, at)) {
                    continue;
                }
                if let Some(value) = self.cells.cut_at(cell, visit, x, &budgets)
                    && paid + value > worst.0
                {
                    worst = (paid + value, Some(at));
                }
            }
            if let Some(at) = worst.1 {
                broken.push((cell, at));
            }
        }
        broken
    }

    // Drops cuts that have long been slack, except the newest of each cell and those of the best plan.
    fn forget(&mut self, solution: &Solution, best: Option<usize>) -> Result<(), BalanceError> {
        let newest = self.active.iter().map(|cut| cut.visit).max();
        let problem = self.engine.problem();
        let mut gone = Vec::new();
        for (at, cut) in self.active.iter_mut().enumerate() {
            let row = self.fixed + at;
            let slack = solution.rows[row] - problem.row_lower()[row];
            cut.idle = if slack > 1e-7 * SIZE { cut.idle + 1 } else { 0 };
            if cut.idle >= PATIENCE && Some(cut.visit) != newest && Some(cut.visit) != best {
                gone.push(at);
            }
        }
        if gone.is_empty() {
            return Ok(());
        }
        let rows: Vec<RowId> = gone.iter().map(|at| RowId(self.fixed + at)).collect();
        self.engine.remove_rows(&rows).map_err(BalanceError::Master)?;
        for at in gone.iter().rev() {
            let cut = self.active.remove(*at);
            self.present.remove(&(cut.cell, cut.visit));
        }
        Ok(())
    }

    fn budgets(&self, solution: &Solution) -> Vec<f64> {
        if !self.on_average {
            return Vec::new();
        }
        let first = self.columns + 1 + self.cells.count() + self.cells.singles();
        let mut budgets = vec![0.0; self.futures];
        for s in self.cells.members() {
            budgets[s] = solution.columns[first + s] * self.budget_unit;
        }
        budgets
    }

    fn proposal(&self, solution: &Solution, certificate: &Certificate, held: &[(usize, bool)]) -> Proposal {
        let factor = self.unit / self.scale();
        let duals = solution
            .duals
            .as_ref()
            .map_or_else(Vec::new, |duals| duals.rows[..self.limits].iter().map(|dual| dual * factor).collect());
        let last = self.limits + self.cells.singles();
        let multiplier = match (&solution.duals, self.on_average) {
            (Some(duals), true) => -duals.rows[last] * factor / self.budget_unit,
            _ => 0.0,
        };
        Proposal {
            x: solution.columns[..self.columns].to_vec(),
            budgets: self.budgets(solution),
            lower: if held.is_empty() { certificate.bound * factor + self.offset } else { f64::NEG_INFINITY },
            claimed: certificate.proof != Proof::WeakDuality,
            duals,
            multiplier,
            open: !held.is_empty(),
            far: held.iter().any(|(column, _)| *column < self.columns),
        }
    }
}
