//! What the method asks of its master: which futures share a loss there, which cuts it begins with, and what it means
//! when there is no plan.

use std::collections::BTreeSet;

use solve::{ColumnId, Outcome, Problem, infeasible};

use super::{Best, LShaped, Stage, TAIL_ROOM};
use crate::ask::Ask;
use crate::cell::Cells;
use crate::error::BalanceError;
use crate::known::Known;
use crate::master::{Master, Proposal};
use crate::risk::worst_first;

impl LShaped<'_> {
    // What the master says. `last` is the plan tried last, if it was in vain.
    pub(super) fn propose(
        &mut self,
        stage: &Stage<'_>,
        best: Option<Best>,
        last: Option<usize>,
    ) -> Result<Proposal, BalanceError> {
        let known = Known { visits: &self.visits, rays: &self.rays, best: best.map(|best| best.visit) };
        let tails: BTreeSet<usize> =
            best.map(|best| best.visit).into_iter().chain(last).flat_map(|at| self.tail(stage, at, 1.0)).collect();
        let kept =
            self.master.take().filter(|(size, master)| *size == stage.size && master.serves(stage.ask, stage.whole));
        let fits = |master: &Master| tails.is_subset(&master.cells().alone().collect());
        let mut master = match kept {
            Some((_, mut master)) if fits(&master) => {
                master.price(stage.ask)?;
                master
            }
            other => {
                let mut alone: BTreeSet<usize> =
                    other.map(|(_, master)| master.cells().alone().collect()).unwrap_or_default();
                alone.extend(tails);
                let cells = self.cells(stage, best, alone);
                Master::new(self.programme, &self.reach, self.settings.engines, cells, stage.ask, &known, stage.whole)?
            }
        };
        // The best plan's cuts and the last ones; others come in where they are broken.
        for at in best.map(|best| best.visit).into_iter().chain(self.visits.len().checked_sub(1)) {
            master.add(&known, at)?;
        }
        let proposal = master.propose(&known)?;
        self.master = Some((stage.size, master));
        match proposal {
            Some(proposal) => Ok(proposal),
            None => Err(self.no_plan(stage)),
        }
    }

    // Where futures are grouped: those that must stand alone for the sake of a plan, because they are in its tail, widened
    // by a factor.
    pub(super) fn tail(&self, stage: &Stage<'_>, visit: usize, wider: f64) -> Vec<usize> {
        if stage.size < self.settings.groups_from || stage.ask.risk.lambda <= 0.0 {
            return Vec::new();
        }
        let losses = self.losses(&self.visits[visit], stage.size).unwrap_or_default();
        let mut left = (1.0 - stage.ask.risk.alpha) * wider;
        let is_in_tail = |s: &usize| {
            let is_in = left > 1e-12;
            left -= stage.probabilities[*s];
            is_in
        };
        worst_first(&losses).into_iter().take_while(is_in_tail).collect()
    }

    fn cells(&self, stage: &Stage<'_>, best: Option<Best>, mut alone: BTreeSet<usize>) -> Cells {
        if stage.size < self.settings.groups_from {
            return Cells::single(stage.size, &self.probabilities);
        }
        let losses = best.and_then(|best| self.losses(&self.visits[best.visit], stage.size));
        let losses = losses.unwrap_or_else(|| vec![0.0; stage.size]);
        if stage.ask.risk.lambda > 0.0 {
            alone.extend(best.into_iter().flat_map(|best| self.tail(stage, best.visit, TAIL_ROOM)));
        } else {
            alone.clear();
        }
        let others: Vec<usize> = worst_first(&losses).into_iter().filter(|s| !alone.contains(s)).collect();
        let size = others.len().div_ceil(self.settings.groups).max(1);
        let mut cells: Vec<Vec<usize>> = alone.iter().map(|s| vec![*s]).collect();
        let mut single = vec![true; cells.len()];
        for group in others.chunks(size) {
            let mut group = group.to_vec();
            group.sort_unstable();
            cells.push(group);
            single.push(false);
        }
        Cells::grouped(cells, single, &self.probabilities)
    }

    // Why there is no plan: what of the first stage, and of what futures can follow, contradicts each other.
    fn no_plan(&self, stage: &Stage<'_>) -> BalanceError {
        if let Err(error) = self.first_plan(stage.ask) {
            return error;
        }
        let mut problem = match self.limits(stage.ask) {
            Ok(problem) => problem,
            Err(error) => return error,
        };
        for (s, ray) in self.rays.iter().filter(|(_, ray)| ray.budget == 0.0) {
            let row = ray.row(*s);
            if let Err(error) = problem.add_rows(&[row]) {
                return error.into();
            }
        }
        match infeasible::conflict(&problem) {
            Ok(None) if stage.whole => BalanceError::Infeasible("no whole numbers keep them".to_owned()),
            Ok(None) => BalanceError::Infeasible("what every future can follow leaves no plan".to_owned()),
            _ => conflict(&problem),
        }
    }

    // A plan that keeps all limits, before any future has been asked.
    pub(super) fn first_plan(&self, ask: &Ask) -> Result<Vec<f64>, BalanceError> {
        let problem = self.limits(ask)?;
        match solve::Solver::solve(&solve::Highs::default(), &problem).map_err(BalanceError::Master)? {
            Outcome::Optimal(solution) => Ok(solution.columns),
            Outcome::Infeasible { .. } => Err(conflict(&problem)),
            Outcome::Unbounded { .. } => Err(BalanceError::Unbounded { future: None }),
            other @ Outcome::Stopped { .. } => Err(BalanceError::Master(solve::SolveError::NotOptimal(other.status()))),
        }
    }

    // All limits on the plan, without costs and whole numbers, and without far bounds, so that free columns begin at 0.
    fn limits(&self, ask: &Ask) -> Result<Problem, BalanceError> {
        let first = &self.programme.first;
        let mut problem = Problem::new();
        for j in 0..first.column_count() {
            let (lower, upper) = ask.bounds_of(first, j);
            problem.add_column(first.column_name(ColumnId(j)), 0.0, lower, upper)?;
        }
        problem.add_rows(&ask.rows_of(first))?;
        Ok(problem)
    }
}

/// Which limits of the first stage contradict each other, in their own words.
fn conflict(problem: &Problem) -> BalanceError {
    match infeasible::conflict(problem) {
        Ok(Some(conflict)) => BalanceError::Infeasible(conflict.to_string()),
        Ok(None) => BalanceError::Infeasible("the limits contradict each other".to_owned()),
        Err(error) => BalanceError::Master(error),
    }
}
