//! Among plans that are as good, the one nearest to another: so that what changes between two points of a frontier is a
//! decision, and not the choice of a solver among equals.

use solve::{ColumnId, Highs, Problem, Row, Solver};

use super::{LShaped, Stage};
use crate::ask::Ask;
use crate::error::BalanceError;
use crate::risk::Measured;

/// By how much a plan must be nearer to be worth asking all futures: the sum of moves as parts of their bounds.
const NEARER: f64 = 0.01;

impl LShaped<'_> {
    /// The plan nearest to another one that the cuts hold to be at most a little worse than `objective`, if every future
    /// agrees; the moves are counted as parts of the width of each bound. The question must be the last one that was
    /// answered. Whole numbers stay those of `x`.
    ///
    /// # Errors
    /// When a future cannot be solved.
    pub fn nearest_to(
        &mut self,
        other: &[f64],
        ask: &Ask,
        x: &[f64],
        objective: f64,
    ) -> Result<Option<(Vec<f64>, Measured)>, BalanceError> {
        let Some((size, master)) = &self.master else { return Ok(None) };
        // Budgets of futures would have to be found again.
        if self.programme.on_average.is_some()
            || *size != self.probabilities.len()
            || !(master.serves(ask, true) || master.serves(ask, false))
        {
            return Ok(None);
        }
        let room = ask.gap * (1.0 + objective.abs());
        // A plan tried before, or the one that the cuts find, if it is nearer by more than is told of.
        let far = |plan: &[f64]| -> f64 {
            let first = &self.programme.first;
            let widths = first.column_upper().iter().zip(first.column_lower()).map(|(upper, lower)| upper - lower);
            let moves = plan.iter().zip(other).map(|(a, b)| (a - b).abs());
            moves.zip(widths).filter(|(_, width)| *width > 0.0).map(|(moved, width)| moved / width).sum()
        };
        let whole = |plan: &[f64]| ask.allows(&self.programme.first, plan);
        let mut best: (f64, Option<usize>) = (far(x), None);
        for (at, visit) in self.visits.iter().enumerate() {
            let Some(losses) = self.losses(visit, *size) else { continue };
            let distance = far(&visit.x);
            if distance < best.0 - NEARER
                && whole(&visit.x)
                && ask.risk.of(&losses, &self.probabilities).objective <= objective + 2.0 * room
            {
                best = (distance, Some(at));
            }
        }
        let known = |best: Option<usize>| -> Option<(Vec<f64>, Measured)> {
            let visit = &self.visits[best?];
            let losses = self.losses(visit, self.probabilities.len())?;
            Some((visit.x.clone(), ask.risk.of(&losses, &self.probabilities)))
        };
        let level = master.in_units(objective + 0.5 * room);
        let Some(problem) = nearest(master.problem(), other, x, level, self.programme)? else {
            return Ok(known(best.1));
        };
        let Ok(solution) = Highs::default().solve(&problem).and_then(solve::Outcome::optimal) else {
            return Ok(known(best.1));
        };
        let near = self.rounded(&solution.columns[..x.len()], true);
        if !whole(&near) || far(&near) > best.0 - NEARER {
            return Ok(known(best.1));
        }
        let before = known(best.1);
        let at = self.visit(near.clone(), Vec::new(), self.probabilities.len())?;
        let stage = Stage {
            ask,
            size: self.probabilities.len(),
            probabilities: self.probabilities.clone(),
            whole: false,
            gap: ask.gap,
        };
        let Some(losses) = self.losses(&self.visits[at], stage.size) else { return Ok(None) };
        let measured = ask.risk.of(&losses, &self.probabilities);
        Ok(if measured.objective <= objective + 2.0 * room { Some((near, measured)) } else { before })
    }
}

/// The master with its objective as a limit, and the distance to a plan as objective.
fn nearest(
    master: &Problem,
    other: &[f64],
    x: &[f64],
    level: f64,
    programme: &crate::TwoStage,
) -> Result<Option<Problem>, BalanceError> {
    let mut problem = master.clone();
    let costs: Vec<(ColumnId, f64)> = master.costs().iter().enumerate().map(|(j, cost)| (ColumnId(j), *cost)).collect();
    for (column, _) in &costs {
        problem.set_cost(*column, 0.0)?;
    }
    let mut rows = vec![Row { name: "level".to_owned(), lower: f64::NEG_INFINITY, upper: level, entries: costs }];
    for (j, (to, from)) in other.iter().zip(x).enumerate() {
        let column = ColumnId(j);
        if programme.first.kinds()[j] == solve::Kind::Integer {
            problem.set_kind(column, solve::Kind::Continuous)?;
            problem.set_column_bounds(column, from.round(), from.round())?;
            continue;
        }
        let width = (programme.first.column_upper()[j] - programme.first.column_lower()[j]).max(1e-9);
        if !width.is_finite() {
            return Ok(None);
        }
        let up = problem.add_column("", 1.0 / width, 0.0, width)?;
        let down = problem.add_column("", 1.0 / width, 0.0, width)?;
        let entries = vec![(column, 1.0), (up, -1.0), (down, 1.0)];
        rows.push(Row { name: String::new(), lower: *to, upper: *to, entries });
    }
    problem.add_rows(&rows)?;
    Ok(Some(problem))
}
