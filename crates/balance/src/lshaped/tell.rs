//! What plans come to in every future, with what is measured beside the losses: in the futures of the programme, or in fresh
//! ones that no plan was made for.

use std::sync::Arc;

use super::LShaped;
use crate::cut::dot;
use crate::error::BalanceError;
use crate::evaluate::{Evaluator, Found, Plan};
use crate::two_stage::Futures;

/// What a plan comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// Losses, `[future]`.
    pub losses: Vec<f64>,
    /// Activities of the measured rows of the programme, `[future][row]`.
    pub measures: Vec<Vec<f64>>,
}

impl LShaped<'_> {
    /// What a plan comes to in the futures of the programme; where it was tried before, without solving them again. With a
    /// limit on the average, each future has the budget that it had when the plan was tried.
    ///
    /// # Errors
    /// When a future cannot be solved, or nothing can follow the plan.
    pub fn tell(&mut self, x: &[f64]) -> Result<Told, BalanceError> {
        let size = self.probabilities.len();
        let tried = self.visits.iter().rposition(|visit| visit.x == x && self.losses(visit, size).is_some());
        let budgets = if self.programme.on_average.is_some() { vec![0.0; size] } else { Vec::new() };
        let at = match tried {
            Some(at) => at,
            None => self.visit(x.to_vec(), budgets, size)?,
        };
        let visit = &self.visits[at];
        let losses = self.losses(visit, size).ok_or_else(|| {
            let future = visit.recourse.iter().position(|value| !value.is_finite()).unwrap_or(0);
            BalanceError::NoRecourse { future, why: "the plan leaves nothing that could follow".to_owned() }
        })?;
        Ok(Told { losses, measures: visit.measures.clone() })
    }

    /// What plans come to in other futures of the same programme.
    ///
    /// # Errors
    /// As for [`LShaped::tell`].
    pub fn tell_in(&self, futures: &dyn Futures, plans: &[Vec<f64>]) -> Result<Vec<Told>, BalanceError> {
        let ranges = Arc::clone(&self.evaluator.ranges);
        let settings = &self.settings;
        let mut evaluator = Evaluator::new(self.programme, futures, ranges, settings.engines, settings.threads);
        let asked: Vec<Plan<'_>> = plans.iter().map(|x| Plan { x, budgets: &[] }).collect();
        told(&mut evaluator, &asked)
    }
}

fn told(evaluator: &mut Evaluator<'_>, plans: &[Plan<'_>]) -> Result<Vec<Told>, BalanceError> {
    let all: Vec<usize> = (0..evaluator.futures.count()).collect();
    let found = evaluator.run(plans, &all, &|| false)?.unwrap_or_default();
    let first = &evaluator.programme.first;
    let paid: Vec<f64> = plans.iter().map(|plan| dot(first.costs(), plan.x) + first.offset()).collect();
    let mut told = vec![Told::default(); plans.len()];
    for (s, answers) in found.into_iter().enumerate() {
        for ((told, paid), answer) in told.iter_mut().zip(&paid).zip(answers) {
            match answer {
                Found::Value { value, measures, .. } => {
                    told.losses.push(paid + value);
                    told.measures.push(measures);
                }
                Found::Ray(_) => {
                    let why = "the plan leaves nothing that could follow".to_owned();
                    return Err(BalanceError::NoRecourse { future: s, why });
                }
            }
        }
    }
    Ok(told)
}
