//! The same method at dates at which nothing happened: has its band held there?

use serde::Serialize;

use crate::count::real;

/// Months between placebo dates, and before the first of them.
const EVERY: usize = 3;
const FIRST: usize = 36;
/// Shortest window.
const SHORTEST: usize = 12;
/// A band of 95 % is left more often than by chance when so few or fewer bands would be left so often.
const UNLIKELY: f64 = 0.05;
/// Standard deviations of a band of 95 %.
const BAND: f64 = 1.959_963_984_540_054;

/// A date at which nothing happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Window {
    /// Months before it.
    pub before: usize,
    /// Mean effect found.
    pub effect: f64,
    /// In standard deviations of its band.
    pub score: f64,
}

/// All of them, beside the effect itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placebo {
    /// Months in each window.
    pub months: usize,
    /// The windows, by date.
    pub windows: Vec<Window>,
    /// The effect over the same number of months, in its units and in standard deviations of its band.
    pub effect: (f64, f64),
    /// Root mean square of the scores: 1 when the bands are right.
    pub rms: f64,
    /// Share of windows whose band of 95 % leaves out 0.
    pub missed: f64,
    /// Share of windows, the event's own among them, with an effect as large: a rank test.
    pub rank: f64,
    /// Whether bands missed more often than chance allows: they have been too narrow here before.
    pub too_narrow: bool,
}

/// Months before each placebo date: every third from 36 on, as long as a window fits before the event.
pub fn dates(before: usize, window: usize) -> Vec<usize> {
    (FIRST..).step_by(EVERY).take_while(|cut| cut + window <= before).collect()
}

/// Months in a window: 12, or those of the event if fewer.
pub fn window(after: usize) -> usize {
    after.clamp(1, SHORTEST)
}

/// Runs `method(before, months)`, which gives the mean effect and the standard deviation of its band over the months
/// after a date, at the placebo dates and at the event. Dates at which it fails are left out; `None` when none is left.
pub fn run(before: usize, after: usize, mut method: impl FnMut(usize, usize) -> Option<(f64, f64)>) -> Option<Placebo> {
    let months = window(after);
    let (effect, deviation) = method(before, months)?;
    let windows: Vec<Window> = dates(before, months)
        .into_iter()
        .filter_map(|cut| {
            let (effect, deviation) = method(cut, months)?;
            Some(Window { before: cut, effect, score: effect / deviation })
        })
        .collect();
    if windows.is_empty() {
        return None;
    }
    let count = real(windows.len());
    let misses = windows.iter().filter(|window| window.score.abs() > BAND).count();
    let larger = windows.iter().filter(|window| window.effect.abs() >= effect.abs()).count();
    Some(Placebo {
        months,
        effect: (effect, effect / deviation),
        rms: (windows.iter().map(|window| window.score * window.score).sum::<f64>() / count).sqrt(),
        missed: real(misses) / count,
        rank: real(1 + larger) / (count + 1.0),
        too_narrow: at_least(misses, windows.len(), UNLIKELY) < UNLIKELY,
        windows,
    })
}

// The probability of at least `misses` of `count` at a chance of `p` each.
fn at_least(misses: usize, count: usize, p: f64) -> f64 {
    let mut term = (1.0 - p).powf(real(count));
    let mut below = 0.0;
    for i in 0..misses {
        below += term;
        term *= real(count - i) / real(i + 1) * p / (1.0 - p);
    }
    1.0 - below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_of_misses() {
        assert!((at_least(0, 13, 0.05) - 1.0).abs() < 1e-12);
        // 1 - .95^13 - 13 .05 .95^12
        assert!((at_least(2, 13, 0.05) - 0.135_4).abs() < 1e-3, "{}", at_least(2, 13, 0.05));
    }

    #[test]
    fn bands_that_always_miss_are_called_too_narrow() {
        let placebo = run(85, 35, |cut, _| Some((if cut == 85 { 10.0 } else { 1.0 }, 0.1))).unwrap();
        assert!(placebo.too_narrow && placebo.windows.len() == 13);
        assert!((placebo.rank - 1.0 / 14.0).abs() < 1e-12);
        assert!(run(40, 12, |_, _| Some((1.0, 1.0))).is_none());
    }
}
