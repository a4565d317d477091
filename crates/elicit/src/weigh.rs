//! Members weighed by the classical model, where the chair knew the answers to some questions.

use std::collections::BTreeSet;

use judgement::classical::{Model, Rule};
use judgement::panel::{Expert, Item, Panel, Scale};
use ledger::panel::MemberId;
use ledger::{Given, Kind, Question, Results};

use crate::closed::Weight;

/// The rule: one weight for all questions, and the threshold that makes the pool best.
const RULE: Rule = Rule::GLOBAL_OPTIMISED;

/// Weights of the members by Cooke's classical model with global weights, optimised. Questions count that ask for
/// quantiles at the same levels as the first seed question; members who answered no seed question have no weight.
///
/// # Errors
/// Why there are no weights, in words.
pub fn classical(results: &Results) -> Result<Vec<Weight>, String> {
    let quantiles = |question: &&Question| question.kind == Kind::Quantiles;
    let seeds = |question: &&Question| question.realisation.is_some();
    let first = results.questions.iter().filter(quantiles).find(seeds);
    let Some(levels) = first.map(|question| question.levels.clone()) else {
        return Err("no seed question asks for quantiles".to_owned());
    };
    let alike = |question: &&Question| same(&question.levels, &levels);
    let asked: Vec<&Question> = results.questions.iter().filter(quantiles).filter(alike).collect();
    let latest = results.latest();
    let values = |question: &Question, member: MemberId| match &latest.get(&(question.id, member))?.given {
        Given::Quantiles(values) => Some(values.clone()),
        Given::Probability(_) => None,
    };
    let tested: BTreeSet<MemberId> = asked
        .iter()
        .filter(|question| question.realisation.is_some())
        .flat_map(|question| results.members.iter().map(move |member| (question, member.id)))
        .filter(|(question, member)| values(question, *member).is_some())
        .map(|(_, member)| member)
        .collect();
    if tested.is_empty() {
        return Err("no member answered a seed question".to_owned());
    }
    let item = |question: &&Question| Item {
        id: question.name.clone(),
        scale: match question.scale {
            ledger::Scale::Uniform => Scale::Uniform,
            ledger::Scale::Log => Scale::Log,
        },
        realisation: question.realisation,
        question: Some(question.text.clone()),
    };
    let panel = Panel::new(
        levels.clone(),
        asked.iter().map(item).collect(),
        tested.iter().map(|member| Expert { id: member.to_string() }).collect(),
        tested.iter().map(|member| asked.iter().map(|question| values(question, *member)).collect()).collect(),
    );
    let panel = panel.map_err(|why| why.to_string())?;
    let model = Model::new(&panel).map_err(|why| why.to_string())?;
    let made = model.decision_maker(RULE).map_err(|why| why.to_string())?;
    let scored = tested.iter().zip(&made.weights).zip(model.experts());
    Ok(scored
        .map(|((member, weight), scores)| Weight {
            member: *member,
            weight: *weight,
            calibration: Some(scores.calibration),
            information: Some(scores.information_real),
        })
        .collect())
}

fn same(some: &[f64], others: &[f64]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(a, b)| (a - b).abs() < 1e-9)
}
