//! Which futures share a loss in the master: single ones, and groups of those far from the tail.
//!
//! A group has the mean of its members' cuts and no part in the tail, which is a relaxation, so that lower bounds stay
//! valid. When the tail at a plan holds a member of a group, the group must be split.

use crate::cut::Visit;

/// A cut of a cell.
pub(crate) struct CellCut {
    pub(crate) constant: f64,
    pub(crate) slope: Vec<f64>,
    /// Future and slope of its budget.
    pub(crate) budgets: Vec<(usize, f64)>,
}

/// The futures in cells, each with its probability among those that take part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cells {
    members: Vec<Vec<usize>>,
    single: Vec<bool>,
    probabilities: Vec<f64>,
}

impl Cells {
    /// Each future of `0..count` by itself. Probabilities are those of all futures; they are scaled to sum to 1.
    pub(crate) fn single(count: usize, probabilities: &[f64]) -> Self {
        Self::grouped((0..count).map(|s| vec![s]).collect(), vec![true; count], probabilities)
    }

    /// Cells as given.
    pub(crate) fn grouped(cells: Vec<Vec<usize>>, single: Vec<bool>, probabilities: &[f64]) -> Self {
        let total: f64 = cells.iter().flatten().map(|s| probabilities[*s]).sum();
        let scaled = probabilities.iter().map(|p| p / total).collect();
        Self { members: cells, single, probabilities: scaled }
    }

    pub(crate) fn count(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn singles(&self) -> usize {
        self.single.iter().filter(|single| **single).count()
    }

    pub(crate) fn single_cells(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.members.len()).filter(|cell| self.single[*cell])
    }

    /// The futures that stand alone.
    pub(crate) fn alone(&self) -> impl Iterator<Item = usize> + '_ {
        self.single_cells().map(|cell| self.members[cell][0])
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.members.iter().flatten().copied()
    }

    pub(crate) fn probability(&self, s: usize) -> f64 {
        self.probabilities[s]
    }

    pub(crate) fn weight(&self, cell: usize) -> f64 {
        self.members[cell].iter().map(|s| self.probabilities[*s]).sum()
    }

    // Members of a cell with their shares in it.
    fn shares(&self, cell: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let weight = self.weight(cell);
        #[allow(clippy::cast_precision_loss, reason = "a count of futures")]
        let even = 1.0 / self.members[cell].len() as f64;
        self.members[cell].iter().map(move |s| (*s, if weight > 0.0 { self.probabilities[*s] / weight } else { even }))
    }

    /// The cut of a cell that a visit gives; `None` where a member has none.
    pub(crate) fn cut(&self, cell: usize, visit: &Visit) -> Option<CellCut> {
        let mut found = CellCut { constant: 0.0, slope: vec![0.0; visit.x.len()], budgets: Vec::new() };
        for (s, share) in self.shares(cell) {
            let cut = visit.cuts[s].as_ref()?;
            found.constant += share * cut.constant;
            for (sum, slope) in found.slope.iter_mut().zip(&cut.slope) {
                *sum += share * slope;
            }
            if cut.budget != 0.0 {
                found.budgets.push((s, share * cut.budget));
            }
        }
        Some(found)
    }

    /// The value of that cut at a plan.
    pub(crate) fn cut_at(&self, cell: usize, visit: &Visit, x: &[f64], budgets: &[f64]) -> Option<f64> {
        let mut value = 0.0;
        for (s, share) in self.shares(cell) {
            value += share * visit.cuts[s].as_ref()?.at(x, budgets.get(s).copied().unwrap_or(0.0));
        }
        Some(value)
    }
}
