//! All that has been found out about a programme: plans tried, with what every future lost and the cut it gave.

use crate::ask::Ask;
use crate::cell::Cells;
use crate::cut::{Cut, Visit, dot};
use crate::reach::Reach;
use crate::two_stage::TwoStage;

/// All that has been found out so far.
pub(crate) struct Known<'k> {
    pub(crate) visits: &'k [Visit],
    /// Future, and the cut that says where something can follow.
    pub(crate) rays: &'k [(usize, Cut)],
    pub(crate) best: Option<usize>,
}

/// Between what the loss of a cell must lie.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LossRange {
    /// By the cuts over the box of the plan.
    pub(crate) lower: f64,
    /// A guess, with room for cuts to come.
    pub(crate) upper: f64,
    /// Whether the lower end is a guess too, because there is no cut, or no box.
    pub(crate) assumed: bool,
}

impl Known<'_> {
    /// The largest loss seen, without sign.
    pub(crate) fn size(&self, costs: &[f64]) -> f64 {
        let largest = |visit: &Visit| {
            let paid = dot(costs, &visit.x);
            let losses = visit.recourse.iter().filter(|value| value.is_finite()).map(|value| (paid + value).abs());
            losses.fold(0.0_f64, f64::max)
        };
        self.visits.iter().map(largest).fold(0.0, f64::max)
    }

    /// Between what the loss of each cell must lie.
    pub(crate) fn loss_ranges(&self, programme: &TwoStage, reach: &Reach, cells: &Cells, ask: &Ask) -> Vec<LossRange> {
        let first = reach.first();
        let box_of: Vec<(f64, f64)> = (0..first.column_count()).map(|j| ask.bounds_of(first, j)).collect();
        let most = programme.on_average.map_or(0.0, |limit| limit.most);
        let costs = first.costs();
        let mut ends = vec![(f64::NEG_INFINITY, f64::NEG_INFINITY); cells.count()];
        for visit in self.visits {
            for (cell, end) in ends.iter_mut().enumerate() {
                let Some(cut) = cells.cut(cell, visit) else { continue };
                let swing: f64 = cut.budgets.iter().map(|(_, slope)| slope.abs() * most).sum();
                let (mut low, mut high) = (cut.constant - swing, cut.constant + swing);
                for ((slope, cost), (lower, upper)) in cut.slope.iter().zip(costs).zip(&box_of) {
                    let (a, b) = ((slope + cost) * lower, (slope + cost) * upper);
                    low += a.min(b);
                    high += a.max(b);
                }
                *end = (end.0.max(low), end.1.max(high));
            }
        }
        let cut = ends.iter().filter(|(low, high)| low.is_finite() && high.is_finite());
        let least = cut.clone().map(|(low, _)| *low).reduce(f64::min).unwrap_or(-UNKNOWN);
        let greatest = cut.map(|(_, high)| *high).reduce(f64::max).unwrap_or(UNKNOWN);
        let is_far = !reach.assumed().is_empty();
        let range = |(low, high): (f64, f64)| {
            let is_cut = low.is_finite() && high.is_finite();
            let (low, high) = if is_cut { (low, high) } else { (least, greatest) };
            // Below what the cuts say over an assumed box, so that bounds of the box hold before those of losses.
            let lower = if is_cut && !is_far { low } else { low - (greatest - least) - UNKNOWN };
            LossRange { lower, upper: high + high.abs() + (high - lower), assumed: !is_cut || is_far }
        };
        ends.into_iter().map(range).collect()
    }
}

/// Room for a loss about which nothing is known.
const UNKNOWN: f64 = 1e3;
