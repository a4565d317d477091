//! The experts of a panel, scored, and decision makers made of them.

use serde::{Deserialize, Serialize};

use super::calibration::{bin, calibration, masses, number};
use super::decision::{Curve, DecisionMaker, Pooled};
use super::information::{Range, information};
use super::{ClassicalError, Rule, Threshold, Weighting};
use crate::panel::{Panel, PanelError};

/// Calibrations that differ by less than this part are one: the same bins in another order, summed with other rounding.
const ROUNDING: f64 = 1e-12;

/// How good an expert, or a decision maker, is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Seed questions by the bin the realisation fell in, from below the lowest quantile to above the highest.
    pub counts: Vec<usize>,
    /// Seed questions answered: the sum of the counts.
    pub seeds: usize,
    /// Calibration (statistical accuracy), a probability. 0 when no seed question was answered.
    pub calibration: f64,
    /// Mean information over the seed questions answered, in nats; 0 without any.
    pub information_real: f64,
    /// Mean information over all items answered, in nats; 0 without any.
    pub information_total: f64,
    /// Information of each item, in nats; `None` where there is no answer.
    pub information: Vec<Option<f64>>,
}

/// A panel, made ready: answers on their scales, ranges, and the experts' scores.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    panel: &'a Panel,
    masses: Vec<f64>,
    answers: Vec<Vec<Option<Vec<f64>>>>,
    realisations: Vec<Option<f64>>,
    /// `None` for an item without any answer.
    ranges: Vec<Option<Range>>,
    least_seeds: usize,
    experts: Vec<Scores>,
}

impl<'a> Model<'a> {
    /// Checks a panel and scores its experts. An expert who answered no seed question has calibration 0 and no
    /// performance weight; the number of seed questions in the calibration of all is the least that any other expert
    /// answered.
    ///
    /// # Errors
    ///
    /// See [`PanelError`].
    pub fn new(panel: &'a Panel) -> Result<Model<'a>, PanelError> {
        panel.check()?;
        let scaled = |row: &Vec<Option<Vec<f64>>>| {
            let on_scale = |(place, answer): (usize, &Option<Vec<f64>>)| {
                let scale = panel.items[place].scale;
                answer.as_ref().map(|quantiles| quantiles.iter().map(|q| scale.of(*q)).collect())
            };
            row.iter().enumerate().map(on_scale).collect()
        };
        let answers: Vec<Vec<Option<Vec<f64>>>> = panel.answers.iter().map(scaled).collect();
        let realisations: Vec<Option<f64>> =
            panel.items.iter().map(|item| item.realisation.map(|r| item.scale.of(r))).collect();
        let mut ranges = Vec::with_capacity(panel.items.len());
        for (place, item) in panel.items.iter().enumerate() {
            let given: Vec<f64> = answers.iter().filter_map(|row| row[place].as_ref()).flatten().copied().collect();
            if given.is_empty() {
                ranges.push(None);
                continue;
            }
            let range = Range::around(given.into_iter().chain(realisations[place]));
            ranges.push(Some(range.ok_or_else(|| PanelError::NoRange { item: item.id.clone() })?));
        }
        let mut model = Model {
            panel,
            masses: masses(&panel.levels),
            answers,
            realisations,
            ranges,
            least_seeds: 0,
            experts: Vec::new(),
        };
        model.experts = model.answers.iter().map(|row| model.score(row, 0)).collect();
        model.least_seeds = model.experts.iter().map(|e| e.seeds).filter(|seeds| *seeds > 0).min().unwrap_or(0);
        for scores in &mut model.experts {
            scores.calibration = calibration(&scores.counts, &model.masses, model.least_seeds);
        }
        Ok(model)
    }

    /// The panel.
    pub fn panel(&self) -> &Panel {
        self.panel
    }

    /// The experts' scores, in the order of the panel.
    pub fn experts(&self) -> &[Scores] {
        &self.experts
    }

    /// The number of seed questions in every calibration: the least that any expert answered who answered one.
    pub fn least_seeds(&self) -> usize {
        self.least_seeds
    }

    /// The intrinsic range of an item, on its scale; `None` for an item without answers, or that there is not.
    pub fn range(&self, item: usize) -> Option<Range> {
        self.ranges.get(item).copied().flatten()
    }

    /// The decision maker by a rule. Equal weights need no seed question.
    ///
    /// # Errors
    ///
    /// No expert has any weight, or there is no seed question to weigh them by.
    pub fn decision_maker(&self, rule: Rule) -> Result<DecisionMaker, ClassicalError> {
        if !matches!(rule.weighting, Weighting::Equal) && self.panel.seeds().next().is_none() {
            return Err(PanelError::NoSeeds.into());
        }
        let threshold = match (rule.weighting, rule.threshold) {
            (Weighting::Equal, _) => 0.0,
            (_, Threshold::At(calibration)) => calibration,
            (weighting, Threshold::Optimised) => self.optimised(weighting),
        };
        let made = self.pooled(rule.weighting, threshold).ok_or(ClassicalError::NoWeight { threshold })?;
        let items = made
            .curves
            .into_iter()
            .zip(&made.quantiles)
            .map(|(curve, quantiles)| {
                let (curve, quantiles) = (curve?, quantiles.as_ref()?);
                Some(Pooled { quantiles: quantiles.iter().map(|q| curve.scale.back(*q)).collect(), curve })
            })
            .collect();
        let weights = self.summary(rule.weighting, threshold, &made.weights);
        Ok(DecisionMaker { rule, threshold, weights, item_weights: made.weights, items, scores: made.scores })
    }

    /// The threshold, among the experts' calibrations, with the best decision maker; the lowest on a tie.
    fn optimised(&self, weighting: Weighting) -> f64 {
        let mut candidates: Vec<f64> = self.experts.iter().map(|e| e.calibration).collect();
        candidates.sort_by(f64::total_cmp);
        candidates.dedup_by(|next, kept| *next * (1.0 - ROUNDING) <= *kept);
        let (mut best, mut most) = (0.0, f64::NEG_INFINITY);
        for threshold in candidates {
            if let Some(made) = self.pooled(weighting, threshold) {
                let product = made.scores.calibration * made.scores.information_real;
                if product > most {
                    (best, most) = (threshold, product);
                }
            }
        }
        best
    }

    /// The weight of an expert on an item before normalising.
    fn raw_weight(&self, weighting: Weighting, threshold: f64, expert: usize, item: Option<usize>) -> f64 {
        let scores = &self.experts[expert];
        let kept = scores.calibration >= threshold * (1.0 - ROUNDING);
        match (weighting, item) {
            (Weighting::Equal, _) => 1.0,
            _ if !kept => 0.0,
            (Weighting::Item, Some(item)) => scores.calibration * scores.information[item].unwrap_or(0.0).max(0.0),
            (Weighting::Global, _) | (Weighting::Item, None) => scores.calibration * scores.information_real.max(0.0),
        }
    }

    /// One weight for each expert, for a table.
    fn summary(&self, weighting: Weighting, threshold: f64, by_item: &[Vec<f64>]) -> Vec<f64> {
        let experts = 0..self.experts.len();
        let raw: Vec<f64> = match weighting {
            Weighting::Item => experts.map(|e| by_item.iter().map(|weights| weights[e]).sum()).collect(),
            _ => experts.map(|e| self.raw_weight(weighting, threshold, e, None)).collect(),
        };
        normalised(&raw)
    }

    fn pooled(&self, weighting: Weighting, threshold: f64) -> Option<Made> {
        let items = self.panel.items.len();
        let mut made = Made {
            curves: Vec::with_capacity(items),
            quantiles: Vec::with_capacity(items),
            weights: Vec::with_capacity(items),
            scores: Scores::none(),
        };
        for item in 0..items {
            let raw: Vec<f64> = (0..self.experts.len())
                .map(|e| match self.answers[e][item] {
                    Some(_) => self.raw_weight(weighting, threshold, e, Some(item)),
                    None => 0.0,
                })
                .collect();
            let weights = normalised(&raw);
            let curve = self.ranges[item].filter(|_| weights.iter().any(|w| *w > 0.0)).map(|range| {
                let answers: Vec<(&[f64], f64)> = self
                    .answers
                    .iter()
                    .zip(&weights)
                    .filter_map(|(row, weight)| Some((row[item].as_deref()?, *weight)))
                    .collect();
                Curve::pool(self.panel.items[item].scale, &answers, &self.panel.levels, range)
            });
            let quantiles = curve.as_ref().map(|curve| self.panel.levels.iter().map(|p| curve.on_scale(*p)).collect());
            made.curves.push(curve);
            made.quantiles.push(quantiles);
            made.weights.push(weights);
        }
        made.scores = self.score(&made.quantiles, self.least_seeds);
        made.curves.iter().any(Option::is_some).then_some(made)
    }

    /// Scores answers on their scales as an expert's.
    fn score(&self, answers: &[Option<Vec<f64>>], least_seeds: usize) -> Scores {
        let mut scores = Scores::none();
        scores.counts = vec![0; self.masses.len()];
        let (mut real, mut total, mut answered) = (0.0, 0.0, 0);
        for (item, answer) in answers.iter().enumerate() {
            let (Some(quantiles), Some(range)) = (answer, self.ranges[item]) else {
                scores.information.push(None);
                continue;
            };
            let nats = information(quantiles, range, &self.masses);
            scores.information.push(Some(nats));
            total += nats;
            answered += 1;
            if let Some(realisation) = self.realisations[item] {
                scores.counts[bin(quantiles, realisation)] += 1;
                scores.seeds += 1;
                real += nats;
            }
        }
        scores.information_real = if scores.seeds > 0 { real / number(scores.seeds) } else { 0.0 };
        scores.information_total = if answered > 0 { total / number(answered) } else { 0.0 };
        scores.calibration = calibration(&scores.counts, &self.masses, least_seeds);
        scores
    }
}

impl Scores {
    fn none() -> Scores {
        Scores {
            counts: Vec::new(),
            seeds: 0,
            calibration: 0.0,
            information_real: 0.0,
            information_total: 0.0,
            information: Vec::new(),
        }
    }
}

/// A decision maker on the scales of the items.
struct Made {
    curves: Vec<Option<Curve>>,
    quantiles: Vec<Option<Vec<f64>>>,
    weights: Vec<Vec<f64>>,
    scores: Scores,
}

/// Weights divided by their sum; all 0 when that is 0.
fn normalised(raw: &[f64]) -> Vec<f64> {
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|w| if sum > 0.0 { w / sum } else { 0.0 }).collect()
}
