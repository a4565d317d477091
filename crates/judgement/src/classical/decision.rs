//! A decision maker: one law for each item, made of the experts' laws.

use serde::{Deserialize, Serialize};

use super::Rule;
use super::information::Range;
use super::model::Scores;
use crate::panel::Scale;

/// A decision maker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionMaker {
    /// The rule that made it.
    pub rule: Rule,
    /// The calibration below which experts got no weight.
    pub threshold: f64,
    /// The weight of each expert, sum 1, before it is shared out anew on items that not everybody answered; with item
    /// weights the mean over items.
    pub weights: Vec<f64>,
    /// For each item the weight of each expert there, sum 1; all 0 where nobody with weight answered.
    pub item_weights: Vec<Vec<f64>>,
    /// For each item its law; `None` where nobody with weight answered.
    pub items: Vec<Option<Pooled>>,
    /// The decision maker scored like an expert, with the experts' number of seed questions and ranges.
    pub scores: Scores,
}

/// The law of a decision maker for one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The quantiles at the levels of the panel, in the unit of the item.
    pub quantiles: Vec<f64>,
    /// The whole distribution function.
    pub curve: Curve,
}

/// A distribution function that is linear, on the scale of the item, between points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// The scale of the item.
    pub scale: Scale,
    /// Points: a number on that scale, and the probability of at most that number; both increase, from 0 to 1.
    pub points: Vec<(f64, f64)>,
}

impl Curve {
    /// The probability of at most `value` (in the unit of the item).
    pub fn cdf(&self, value: f64) -> f64 {
        let at = if self.scale == Scale::Log && value <= 0.0 { f64::NEG_INFINITY } else { self.scale.of(value) };
        match (self.points.iter().position(|p| p.0 > at), self.points.first()) {
            (Some(0), _) | (_, None) => 0.0,
            (None, _) => 1.0,
            (Some(next), _) => {
                let ((left, low), (right, high)) = (self.points[next - 1], self.points[next]);
                low + (high - low) * (at - left) / (right - left)
            }
        }
    }

    /// The number, in the unit of the item, that is not passed with probability `p`; the ends of the range at 0 and 1,
    /// not a number for `p` outside.
    pub fn quantile(&self, p: f64) -> f64 {
        if (0.0..=1.0).contains(&p) { self.scale.back(self.on_scale(p)) } else { f64::NAN }
    }

    /// The quantile on the scale of the item.
    pub(crate) fn on_scale(&self, p: f64) -> f64 {
        match self.points.iter().position(|point| point.1 >= p) {
            Some(0) => self.points[0].0,
            Some(next) => {
                let ((left, low), (right, high)) = (self.points[next - 1], self.points[next]);
                left + (right - left) * ((p - low) / (high - low)).min(1.0)
            }
            // The last probability is 1 up to rounding.
            None => self.points.last().map_or(f64::NAN, |point| point.0),
        }
    }

    /// The pool of answers, each quantiles (on the scale) with a weight; weights add to 1. `levels` are those of the
    /// quantiles; each answer is linear between its quantiles and the ends of the range.
    pub(super) fn pool(scale: Scale, answers: &[(&[f64], f64)], levels: &[f64], range: Range) -> Curve {
        let mut grid: Vec<f64> = answers.iter().flat_map(|(quantiles, _)| quantiles.iter().copied()).collect();
        grid.extend([range.lower, range.upper]);
        grid.sort_unstable_by(f64::total_cmp);
        grid.dedup_by(|a, b| a.total_cmp(b).is_eq());
        let mut points: Vec<(f64, f64)> = grid.into_iter().map(|at| (at, 0.0)).collect();
        for (quantiles, weight) in answers.iter().filter(|(_, weight)| *weight > 0.0) {
            // Both the grid and the knots increase: one walk along both.
            let mut knots = quantiles.iter().copied().zip(levels.iter().copied()).chain([(range.upper, 1.0)]);
            let (mut left, mut right) = ((range.lower, 0.0), knots.next().unwrap_or((range.upper, 1.0)));
            for (at, probability) in &mut points {
                while *at >= right.0 {
                    left = right;
                    match knots.next() {
                        Some(next) => right = next,
                        None => break,
                    }
                }
                let share = if *at > left.0 { (*at - left.0) / (right.0 - left.0) } else { 0.0 };
                *probability += weight * (left.1 + (right.1 - left.1) * share);
            }
        }
        Curve { scale, points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_of_two_by_hand() {
        let range = Range { lower: 0.0, upper: 10.0 };
        let curve = Curve::pool(Scale::Uniform, &[(&[2.0], 0.25), (&[5.0], 0.75)], &[0.5], range);
        // At 2: .25 .5 + .75 .2 = .275. At 5: .25 (.5 + .5 3/8) + .75 .5 = .546875.
        let wanted = [(0.0, 0.0), (2.0, 0.275), (5.0, 0.546_875), (10.0, 1.0)];
        for (found, wanted) in curve.points.iter().zip(wanted) {
            assert!((found.0 - wanted.0).abs() < 1e-15 && (found.1 - wanted.1).abs() < 1e-15, "{curve:?}");
        }
        assert!((curve.cdf(1.0) - 0.1375).abs() < 1e-15 && (curve.quantile(0.1375) - 1.0).abs() < 1e-15);
        assert!(curve.cdf(-1.0) <= 0.0 && curve.cdf(11.0) >= 1.0 && curve.quantile(1.5).is_nan());
        assert!((curve.quantile(1.0) - 10.0).abs() < 1e-15 && curve.quantile(0.0).abs() < 1e-15);
    }

    #[test]
    fn a_log_scale_goes_there_and_back() {
        let range = Range { lower: 0.0, upper: 4.0 };
        let curve = Curve::pool(Scale::Log, &[(&[1.0], 1.0)], &[0.5], range);
        assert!((curve.quantile(0.5) - 1f64.exp()).abs() < 1e-15 && (curve.cdf(1f64.exp()) - 0.5).abs() < 1e-15);
        assert!(curve.cdf(-3.0) <= 0.0);
    }
}
