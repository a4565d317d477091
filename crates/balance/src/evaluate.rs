//! What every future loses under a plan: all futures solved, each from its own last basis, in blocks over threads.
//!
//! A solver object remembers what it solved before, down to the last digits. So futures are dealt into a number of blocks
//! that hangs on their count alone, each with an engine of its own, made anew for every plan and run in order of index;
//! threads take whole blocks. The number of threads cannot change a digit.

mod order;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use solve::{Basis, Highs, Options, Outcome, Problem, Solution, SolveError, Solver, Status, infeasible};

use crate::cut::{Cut, dot};
use crate::engine::{Engine, Engines};
use crate::error::BalanceError;
use crate::range::{OwnData, Ranges};
use crate::two_stage::{Futures, TwoStage};

/// Most blocks.
const BLOCKS: usize = 32;
/// Fewest futures in a block, so that loading an engine does not cost more than it earns.
const IN_BLOCK: usize = 16;
/// The gap between value and cut, relative to the value, above which a future is solved again from scratch.
const LOOSE: f64 = 1e-8;

/// What was found about one future.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    /// Its value, the cut, how far the cut lies below the value, relative, and the activities of the measured rows.
    Value { value: f64, cut: Option<Cut>, slack: f64, measures: Vec<f64> },
    /// Nothing can follow the plan: `cut <= 0` must hold for those where something can.
    Ray(Cut),
}

/// Solves the futures of a programme, over and over.
pub(crate) struct Evaluator<'p> {
    pub(crate) programme: &'p TwoStage,
    /// The futures: those of the programme, or fresh ones.
    pub(crate) futures: &'p dyn Futures,
    pub(crate) ranges: Arc<Ranges>,
    pub(crate) engines: &'p dyn Engines,
    pub(crate) threads: usize,
    /// The futures in an order in which neighbours are alike, so that each starts well from the basis of the one before.
    order: Vec<usize>,
    bases: Vec<Option<Basis>>,
}

impl<'p> Evaluator<'p> {
    pub(crate) fn new(
        programme: &'p TwoStage,
        futures: &'p dyn Futures,
        ranges: Arc<Ranges>,
        engines: &'p dyn Engines,
        threads: usize,
    ) -> Self {
        let bases = vec![None; futures.count()];
        let order = order::alike(programme, futures);
        Self { programme, futures, ranges, engines, threads: threads.max(1), order, bases }
    }

    /// Solves some futures under plans, each under all of them one after another, and gives what was found in the order
    /// of `active` and of the plans. `None` when it was stopped.
    pub(crate) fn run(
        &mut self,
        plans: &[Plan<'_>],
        active: &[usize],
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Vec<Vec<Found>>>, BalanceError> {
        let blocks = active.len().div_ceil(IN_BLOCK).clamp(1, BLOCKS);
        let wanted: BTreeSet<usize> = active.iter().copied().collect();
        let ordered: Vec<usize> = self.order.iter().copied().filter(|s| wanted.contains(s)).collect();
        let mut dealt: Vec<Block> = Vec::with_capacity(blocks);
        for block in ordered.chunks(ordered.len().div_ceil(blocks).max(1)) {
            let mut jobs: Block = block.iter().map(|s| (*s, self.bases[*s].clone())).collect();
            if let Some((s, basis @ None)) = jobs.first_mut() {
                *basis = self.nearest(*s);
            }
            dealt.push(jobs);
        }
        let jobs: Vec<Mutex<Block>> = dealt.into_iter().map(Mutex::new).collect();
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<BlockAnswer>> = Mutex::new(Vec::new());
        let this: &Self = self;
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(job) = jobs.get(at) else { return };
                let block = job.lock().map(|mut job| std::mem::take(&mut *job)).unwrap_or_default();
                let answer = this.block(block, plans, stop);
                if let Ok(mut done) = done.lock() {
                    done.push((at, answer));
                }
            }
        };
        if self.threads == 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 0..self.threads.min(blocks) {
                    scope.spawn(work);
                }
            });
        }
        let mut done = done.into_inner().unwrap_or_default();
        done.sort_by_key(|(at, _)| *at);
        let mut found: Vec<Vec<Found>> = vec![Vec::new(); self.futures.count()];
        let mut stopped = false;
        // The first error in order of blocks, so that it does not hang on threads either.
        for (_, answer) in done {
            for (s, basis, answers) in answer? {
                self.bases[s] = basis;
                stopped |= answers.len() < plans.len();
                found[s] = answers;
            }
        }
        Ok((!stopped).then(|| active.iter().map(|s| std::mem::take(&mut found[*s])).collect()))
    }

    // The basis of the future nearest in order that has one.
    fn nearest(&self, s: usize) -> Option<Basis> {
        let at = self.order.iter().position(|other| *other == s)?;
        let known = |at: &usize| self.order.get(*at).is_some_and(|s| self.bases[*s].is_some());
        let before = (0..at).rev().find(known);
        let after = (at + 1..self.order.len()).find(known);
        let near = match (before, after) {
            (Some(before), Some(after)) => {
                if at - before <= after - at {
                    before
                } else {
                    after
                }
            }
            (before, after) => before.or(after)?,
        };
        self.bases[self.order[near]].clone()
    }

    fn block(
        &self,
        futures: Block,
        plans: &[Plan<'_>],
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Solved>, BalanceError> {
        if futures.is_empty() {
            return Ok(Vec::new());
        }
        let failed = |s: usize| move |why: SolveError| BalanceError::Future { future: s, why };
        let mut engine = self.engines.load(self.programme.recourse.clone()).map_err(failed(futures[0].0))?;
        let mut data = OwnData::new(self.programme);
        let mut last: Option<Basis> = None;
        let mut done = Vec::with_capacity(futures.len());
        for (s, own) in futures {
            data.set(self.programme, &self.futures.future(s));
            let mut basis = own.or_else(|| last.take());
            let mut answers = Vec::with_capacity(plans.len());
            for (at, plan) in plans.iter().enumerate() {
                if stop() {
                    break;
                }
                if at == 0 {
                    load_costs(engine.as_mut(), &data).map_err(failed(s))?;
                }
                let found = self.future(engine.as_mut(), s, &data, plan, &mut basis, at == 0)?;
                answers.push(found);
            }
            last.clone_from(&basis);
            done.push((s, basis, answers));
        }
        Ok(done)
    }

    fn future(
        &self,
        engine: &mut dyn Engine,
        s: usize,
        data: &OwnData,
        plan: &Plan<'_>,
        basis: &mut Option<Basis>,
        fresh: bool,
    ) -> Result<Found, BalanceError> {
        let failed = |why: SolveError| BalanceError::Future { future: s, why };
        let sides = self.sides(data, plan, s);
        for (r, (lower, upper)) in sides.iter().enumerate() {
            engine.set_row_bounds(solve::RowId(r), *lower, *upper).map_err(failed)?;
        }
        if fresh {
            match basis.as_ref() {
                // A basis that does not fit costs time, not truth.
                Some(basis) => {
                    if engine.set_basis(basis).is_err() {
                        engine.clear().map_err(failed)?;
                    }
                }
                None => engine.clear().map_err(failed)?,
            }
        }
        let mut why = SolveError::NoDuals;
        let mut loose: Option<(f64, Found)> = None;
        for way in Way::ALL {
            let outcome = match way {
                Way::Warm => engine.solve(),
                Way::Cold => engine.clear().and_then(|()| engine.solve()),
                Way::InteriorPoint => interior_point(&self.written_out(data, &sides)?),
                // A plan at the edge of what can be followed is beyond it by rounding.
                Way::Wider if why == NONE => interior_point(&self.written_out(data, &wider(&sides))?),
                Way::Wider => break,
            };
            match outcome {
                Ok(Outcome::Optimal(solution)) => {
                    why = SolveError::NotOptimal(Status::Optimal);
                    if let Some((found, slack)) = self.judge(s, data, &sides, plan, &solution) {
                        if slack <= LOOSE {
                            *basis = solution.basis.or_else(|| basis.take());
                            return Ok(found);
                        }
                        if loose.as_ref().is_none_or(|(least, _)| slack < *least) {
                            loose = Some((slack, found));
                        }
                    }
                }
                Ok(Outcome::Infeasible { ray }) => {
                    if let Some(cut) = ray.and_then(|ray| self.ray(s, data, plan, &ray)) {
                        return Ok(Found::Ray(cut));
                    }
                    why = NONE;
                }
                Ok(other) => why = SolveError::NotOptimal(other.status()),
                Err(error) => why = error,
            }
        }
        // A value that a feasible point gives, and a cut that is weak, hold all the same.
        if let Some((_, found)) = loose {
            return Ok(found);
        }
        if why == SolveError::NotOptimal(Status::Unbounded) {
            return Err(BalanceError::Unbounded { future: Some(s) });
        }
        if why == NONE
            && let Ok(Some(conflict)) = infeasible::conflict(&self.written_out(data, &sides)?)
        {
            return Err(BalanceError::NoRecourse { future: s, why: conflict.to_string() });
        }
        Err(failed(why))
    }

    // The sides of the rows with the plan put in.
    fn sides(&self, data: &OwnData, plan: &Plan<'_>, s: usize) -> Vec<(f64, f64)> {
        let mut shift = vec![0.0; data.row_lower.len()];
        for (entry, value) in self.programme.technology.iter().zip(&data.technology) {
            shift[entry.row as usize] += value * plan.x[entry.column as usize];
        }
        let mut sides: Vec<(f64, f64)> =
            (0..shift.len()).map(|r| (data.row_lower[r] - shift[r], data.row_upper[r] - shift[r])).collect();
        if let (Some(limit), Some(budget)) = (self.programme.on_average, plan.budgets.get(s)) {
            sides[limit.row as usize].1 += budget;
        }
        sides
    }

    fn written_out(&self, data: &OwnData, sides: &[(f64, f64)]) -> Result<Problem, BalanceError> {
        let mut problem = self.programme.recourse.clone();
        for (j, cost) in data.costs.iter().enumerate() {
            problem.set_cost(solve::ColumnId(j), *cost)?;
            problem.set_column_bounds(solve::ColumnId(j), data.column_lower[j], data.column_upper[j])?;
        }
        for (r, (lower, upper)) in sides.iter().enumerate() {
            problem.set_row_bounds(solve::RowId(r), *lower, *upper)?;
        }
        Ok(problem)
    }

    // A point that an engine calls optimal, held against the data, and how far its cut lies below it: `None` when it
    // breaks a limit, or has no duals.
    fn judge(
        &self,
        s: usize,
        data: &OwnData,
        sides: &[(f64, f64)],
        plan: &Plan<'_>,
        solution: &Solution,
    ) -> Option<(Found, f64)> {
        let problem = &self.programme.recourse;
        let y = &solution.columns;
        let duals = &solution.duals.as_ref()?.rows;
        if y.len() != problem.column_count() || duals.len() != problem.row_count() {
            return None;
        }
        let outside = |value: f64, lower: f64, upper: f64| {
            value.is_nan() || lower - value > VIOLATION || value - upper > VIOLATION
        };
        let bounds = data.column_lower.iter().zip(&data.column_upper);
        if y.iter().zip(bounds).any(|(value, (lower, upper))| outside(*value, *lower, *upper)) {
            return None;
        }
        for (r, (lower, upper)) in sides.iter().enumerate() {
            if outside(solve::certificate::activity(problem, solve::RowId(r), y), *lower, *upper) {
                return None;
            }
        }
        let value = problem.offset() + dot(&data.costs, y);
        let cut = Cut::of(self.programme, data, &self.ranges, duals);
        let slack = cut.as_ref().map_or(f64::INFINITY, |cut| {
            let budget = plan.budgets.get(s).copied().unwrap_or(0.0);
            (value - cut.at(plan.x, budget)) / (1.0 + value.abs())
        });
        let measured = self.programme.measured.iter();
        let measures =
            measured.map(|row| solve::certificate::activity(problem, solve::RowId(*row as usize), y)).collect();
        Some((Found::Value { value, cut, slack, measures }, slack))
    }

    // The cut that a ray gives, if it proves that nothing can follow the plan.
    fn ray(&self, s: usize, data: &OwnData, plan: &Plan<'_>, ray: &[f64]) -> Option<Cut> {
        let size = ray.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
        if ray.len() != data.row_lower.len() {
            return None;
        }
        let mut free = data.clone();
        free.costs.fill(0.0);
        let scaled: Vec<f64> = ray.iter().map(|value| value / size).collect();
        let mut cut = Cut::of(self.programme, &free, &self.ranges, &scaled)?;
        cut.constant -= self.programme.recourse.offset();
        let broken = cut.at(plan.x, plan.budgets.get(s).copied().unwrap_or(0.0));
        (broken > VIOLATION / 2.0 && !cut.rounded).then_some(cut)
    }
}

/// Futures that one engine solves in turn, each with the basis that it starts from.
type Block = Vec<(usize, Option<Basis>)>;
/// A future with its new basis, and what was found under each plan.
type Solved = (usize, Option<Basis>, Vec<Found>);
/// The number of a block, and what became of it.
type BlockAnswer = (usize, Result<Vec<Solved>, BalanceError>);

/// The largest violation of a row or bound that a point may have, in units of the row or column.
const VIOLATION: f64 = 1e-7;

/// There is no point.
const NONE: SolveError = SolveError::NotOptimal(Status::Infeasible);

/// How a future is tried, in this order.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// From the basis at hand.
    Warm,
    /// From scratch.
    Cold,
    /// By another solver object, with interior point and crossover.
    InteriorPoint,
    /// The same, with rows wider by what a point may break them.
    Wider,
}

impl Way {
    const ALL: [Self; 4] = [Self::Warm, Self::Cold, Self::InteriorPoint, Self::Wider];
}

// Puts the costs and bounds of a future into an engine.
fn load_costs(engine: &mut dyn Engine, data: &OwnData) -> Result<(), SolveError> {
    for (j, cost) in data.costs.iter().enumerate() {
        engine.set_cost(solve::ColumnId(j), *cost)?;
    }
    for (j, (lower, upper)) in data.column_lower.iter().zip(&data.column_upper).enumerate() {
        engine.set_column_bounds(solve::ColumnId(j), *lower, *upper)?;
    }
    Ok(())
}

fn interior_point(problem: &Problem) -> Result<Outcome, SolveError> {
    Highs { options: Options { interior_point: true, ..Options::default() } }.solve(problem)
}

fn wider(sides: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let room = 0.9 * VIOLATION;
    sides.iter().map(|(lower, upper)| (lower - room, upper + room)).collect()
}

/// What is decided now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan<'x> {
    /// `[first-stage column]`
    pub(crate) x: &'x [f64],
    /// Budgets of the futures; empty without a limit on average.
    pub(crate) budgets: &'x [f64],
}
