//! A closed panel as data for the methods of expert judgement.

use std::collections::BTreeSet;

use judgement::panel::{Expert, Item, Panel, PanelError, Scale};
use ledger::panel::MemberId;
use ledger::{Given, Kind, Question, Results};

/// The members' latest quantiles: questions that ask for the same levels as the first seed question, or where there is
/// none as the first question of quantiles; members who answered one of them, by name. `None` without any.
///
/// # Errors
/// When the answers make no sound panel.
pub fn gather(results: &Results) -> Option<Result<Panel, PanelError>> {
    let quantiles: Vec<&Question> =
        results.questions.iter().filter(|question| question.kind == Kind::Quantiles).collect();
    let seed = quantiles.iter().find(|question| question.realisation.is_some());
    let levels = seed.or(quantiles.first())?.levels.clone();
    let asked: Vec<&&Question> = quantiles.iter().filter(|question| same(&question.levels, &levels)).collect();
    let latest = results.latest();
    let values = |question: &Question, member: MemberId| match &latest.get(&(question.id, member))?.given {
        Given::Quantiles(values) => Some(values.clone()),
        Given::Probability(_) => None,
    };
    let spoke: BTreeSet<MemberId> = results
        .members
        .iter()
        .filter(|member| asked.iter().any(|question| values(question, member.id).is_some()))
        .map(|member| member.id)
        .collect();
    let members: Vec<_> = results.members.iter().filter(|member| spoke.contains(&member.id)).collect();
    if members.is_empty() {
        return None;
    }
    let item = |question: &&&Question| Item {
        id: question.name.clone(),
        scale: match question.scale {
            ledger::Scale::Uniform => Scale::Uniform,
            ledger::Scale::Log => Scale::Log,
        },
        realisation: question.realisation,
        question: Some(question.text.clone()),
    };
    Some(Panel::new(
        levels,
        asked.iter().map(item).collect(),
        members.iter().map(|member| Expert { id: member.name.clone() }).collect(),
        members.iter().map(|member| asked.iter().map(|question| values(question, member.id)).collect()).collect(),
    ))
}

fn same(some: &[f64], others: &[f64]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(a, b)| (a - b).abs() < 1e-9)
}
