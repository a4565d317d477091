//! Members weighed by the classical model, where the chair knew the answers to some questions.

use ::words::text;
use judgement::classical::{Model, Rule};
use ledger::{Question, Results};

use crate::closed::Weight;
use crate::gather::{asked, panel, spoken};

/// The rule: one weight for all questions, and the threshold that makes the pool best.
const RULE: Rule = Rule::GLOBAL_OPTIMISED;

/// Weights of the members by Cooke's classical model with global weights, optimised. Questions count that ask for
/// quantiles at the same levels as the first seed question; members who answered no seed question have no weight.
///
/// # Errors
/// Why there are no weights, in words.
pub fn classical(results: &Results) -> Result<Vec<Weight>, String> {
    let is_seed = |question: &Question| question.realisation.is_some();
    let asked = asked(results, is_seed).ok_or_else(|| text!("no seed question asks for quantiles"))?;
    let seeds: Vec<&Question> = asked.iter().copied().filter(|question| is_seed(question)).collect();
    let tested = spoken(results, &seeds);
    if tested.is_empty() {
        return Err(text!("no member answered a seed question"));
    }
    let panel = panel(results, &asked, &tested, |member| member.id.to_string()).map_err(|why| why.to_string())?;
    let model = Model::new(&panel).map_err(|why| why.to_string())?;
    let made = model.decision_maker(RULE).map_err(|why| why.to_string())?;
    let scored = tested.iter().zip(&made.weights).zip(model.experts());
    Ok(scored
        .map(|((member, weight), scores)| Weight {
            member: member.id,
            weight: *weight,
            calibration: Some(scores.calibration),
            information: Some(scores.information_real),
        })
        .collect())
}
