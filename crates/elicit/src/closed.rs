//! What a closed panel said, taken together.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use judgement::fit::Fitted;
use judgement::pool::LinearPool;
use ledger::panel::{MemberId, PanelId, QuestionId};
use ledger::{Answer, Given, Question, Results};

use crate::belief::Laws;
use crate::picture::{self, Curve};

/// The weight of a member, by how well the member knew what the chair knew (Cooke's classical model).
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The member.
    pub member: MemberId,
    /// Share in the pool, 0 to 1.
    pub weight: f64,
    /// Calibration, 0 to 1, where there is one.
    pub calibration: Option<f64>,
    /// Information against the background measure, where there is one; no unit.
    pub information: Option<f64>,
}

/// The seam for weighing: gets a closed panel that has seed questions (those with a realisation) and gives the weights of
/// its members, or says in words why there are none. Members it leaves out have no weight.
pub type Classical = Arc<dyn Fn(&Results) -> Result<Vec<Weight>, String> + Send + Sync>;

/// The most closed panels that are remembered.
const MOST: usize = 16;

/// Closed panels, each taken together once: nothing changes in them.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    kept: Mutex<BTreeMap<PanelId, Arc<Closed>>>,
}

impl Shelf {
    /// A closed panel; who asks for the same one meanwhile waits.
    pub(crate) fn of(&self, results: Results, laws: &Laws, classical: &Classical) -> Arc<Closed> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(closed) = kept.get(&results.panel.id) {
            return Arc::clone(closed);
        }
        let id = results.panel.id;
        let closed = Arc::new(Closed::of(results, laws, classical));
        if kept.len() >= MOST {
            kept.pop_first();
        }
        kept.insert(id, Arc::clone(&closed));
        closed
    }
}

/// A closed panel with its pools.
#[derive(Debug)]
pub(crate) struct Closed {
    pub(crate) results: Results,
    /// Pools with equal weights.
    pub(crate) equal: BTreeMap<QuestionId, Pooled>,
    /// Weights of the members, or why there are none; `None` without seed questions.
    pub(crate) weights: Option<Result<Vec<Weight>, String>>,
    /// Pools with these weights.
    pub(crate) weighted: BTreeMap<QuestionId, Pooled>,
}

/// Answers to one question, taken together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pooled {
    /// Members whose answers are in it.
    pub(crate) members: usize,
    /// Members whose answers no law comes near.
    pub(crate) left_out: usize,
    pub(crate) value: PooledValue,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PooledValue {
    /// Level and quantile, in the unit of the question; the density.
    Quantiles { quantiles: Vec<(f64, f64)>, curve: Curve },
    /// The mean probability, 0 to 1.
    Probability(f64),
}

impl Closed {
    fn of(results: Results, laws: &Laws, classical: &Classical) -> Self {
        let latest = results.latest();
        let answers = |question: &Question| -> Vec<&Answer> {
            latest.iter().filter(|((of, _), _)| *of == question.id).map(|(_, answer)| *answer).collect()
        };
        let pools = |weight: &dyn Fn(MemberId) -> f64| -> BTreeMap<QuestionId, Pooled> {
            let pool = |question: &Question| Some((question.id, pooled(question, &answers(question), laws, weight)?));
            results.questions.iter().filter_map(pool).collect()
        };
        let equal = pools(&|_| 1.0);
        let seeds = results.questions.iter().any(|question| question.realisation.is_some());
        let weights = seeds.then(|| classical(&results));
        let weighted = match &weights {
            Some(Ok(weights)) => {
                let by_member: BTreeMap<MemberId, f64> = weights.iter().map(|w| (w.member, w.weight)).collect();
                pools(&|member| by_member.get(&member).copied().unwrap_or(0.0))
            }
            _ => BTreeMap::new(),
        };
        Self { results, equal, weights, weighted }
    }
}

/// Levels of a pool beside those asked for.
const LEVELS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// The linear pool of answers; `None` when nobody with a weight answered.
fn pooled(question: &Question, answers: &[&Answer], laws: &Laws, weight: &dyn Fn(MemberId) -> f64) -> Option<Pooled> {
    let counted: Vec<(&Answer, f64)> = answers
        .iter()
        .map(|answer| (*answer, weight(answer.member)))
        .filter(|(_, weight)| *weight > 0.0 && weight.is_finite())
        .collect();
    let probabilities: Vec<(f64, f64)> = counted
        .iter()
        .filter_map(|(answer, weight)| match answer.given {
            Given::Probability(share) => Some((share, *weight)),
            Given::Quantiles(_) => None,
        })
        .collect();
    if !probabilities.is_empty() {
        let sum: f64 = probabilities.iter().map(|(_, weight)| weight).sum();
        let mean = probabilities.iter().map(|(share, weight)| share * weight).sum::<f64>() / sum;
        return Some(Pooled { members: probabilities.len(), left_out: 0, value: PooledValue::Probability(mean) });
    }
    let fitted: Vec<(Fitted, f64)> =
        counted.iter().filter_map(|(answer, weight)| Some((laws.of(question, answer)?, *weight))).collect();
    let weights: Vec<f64> = fitted.iter().map(|(_, weight)| *weight).collect();
    let pool = LinearPool::weighted(fitted.iter().map(|(fitted, _)| fitted.law).collect(), &weights).ok()?;
    let mut levels: Vec<f64> = question.levels.iter().copied().chain(LEVELS).collect();
    levels.sort_by(f64::total_cmp);
    levels.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    let quantiles: Vec<(f64, f64)> = levels.into_iter().map(|level| (level, pool.quantile(level))).collect();
    let middle: Vec<f64> = quantiles.iter().map(|(_, value)| *value).collect();
    let range = picture::range(question, &middle, |p| pool.quantile(p));
    let curve = Curve { class: "pool", points: picture::sampled(range, |x| pool.pdf(x)) };
    Some(Pooled {
        members: fitted.len(),
        left_out: counted.len() - fitted.len(),
        value: PooledValue::Quantiles { quantiles, curve },
    })
}
