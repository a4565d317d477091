//! How far today's policy lies from the frontier, in fresh futures.

use super::{Point, Study};

impl Study {
    /// What the frontier earns more on average than today's policy, at the same income in the worst futures, between its
    /// points; `None` where the frontier does not reach that. In million USD.
    pub fn income_at_equal_risk(&self) -> Option<f64> {
        let today = &self.today.point;
        let at = between(&self.frontier, today.worst.fresh, |point| point.worst.fresh, |point| point.income.fresh)?;
        Some(at - today.income.fresh)
    }

    /// What it earns more in the worst futures, at the same mean income.
    pub fn worst_at_equal_income(&self) -> Option<f64> {
        let today = &self.today.point;
        let at = between(&self.frontier, today.income.fresh, |point| point.income.fresh, |point| point.worst.fresh)?;
        Some(at - today.worst.fresh)
    }
}

/// One measure of the frontier where another one has a value, on the line between its points. A plan that does worse in the
/// given measure than every point is held against the point that does best in the other one.
fn between(points: &[Point], at: f64, given: impl Fn(&Point) -> f64, wanted: impl Fn(&Point) -> f64) -> Option<f64> {
    let mut best: Option<f64> = None;
    let mut take = |value: f64| best = Some(best.map_or(value, |best: f64| best.max(value)));
    for point in points.iter().filter(|point| given(point) >= at) {
        take(wanted(point));
    }
    for pair in points.windows(2) {
        let (a, b) = (given(&pair[0]), given(&pair[1]));
        if (a - at) * (b - at) < 0.0 {
            let part = (at - a) / (b - a);
            take(wanted(&pair[0]) + part * (wanted(&pair[1]) - wanted(&pair[0])));
        }
    }
    best
}
