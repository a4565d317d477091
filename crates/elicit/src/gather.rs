//! A closed panel as data for the methods of expert judgement.

use std::collections::BTreeMap;

use judgement::panel::{Expert, Item, Panel, PanelError, Scale};
use ledger::answer::latest;
use ledger::panel::{MemberId, QuestionId};
use ledger::{Answer, Given, Kind, Member, Question, Results};

/// The answers that count.
type Latest<'r> = BTreeMap<(QuestionId, MemberId), &'r Answer>;

/// The members' latest quantiles: questions that ask for the same levels as the first seed question, or where there is
/// none as the first question of quantiles; members who answered one of them, by name. `None` without any.
///
/// # Errors
/// When the answers make no sound panel.
pub fn gather(results: &Results) -> Option<Result<Panel, PanelError>> {
    let asked = asked(results, |question| question.realisation.is_some()).or_else(|| asked(results, |_| true))?;
    let members = spoken(results, &asked);
    (!members.is_empty()).then(|| panel(results, &asked, &members, |member| member.name.clone()))
}

/// The questions of quantiles that ask for the same levels as the first of them that is wanted.
pub(crate) fn asked(results: &Results, wanted: impl Fn(&Question) -> bool) -> Option<Vec<&Question>> {
    let quantiles = || results.questions.iter().filter(|question| question.kind == Kind::Quantiles);
    let levels = &quantiles().find(|question| wanted(question))?.levels;
    Some(quantiles().filter(|question| same(&question.levels, levels)).collect())
}

/// The members who answered one of some questions with quantiles, in the order in which they were invited.
pub(crate) fn spoken<'r>(results: &'r Results, questions: &[&Question]) -> Vec<&'r Member> {
    let latest = latest(&results.answers);
    let has_spoken = |member: &&Member| questions.iter().any(|question| values(&latest, question, member.id).is_some());
    results.members.iter().filter(has_spoken).collect()
}

/// What some members said on some questions, which ask for the same levels.
///
/// # Errors
/// When the answers make no sound panel.
pub(crate) fn panel(
    results: &Results,
    questions: &[&Question],
    members: &[&Member],
    name: impl Fn(&Member) -> String,
) -> Result<Panel, PanelError> {
    let item = |question: &&Question| Item {
        id: question.name.clone(),
        scale: match question.scale {
            ledger::Scale::Uniform => Scale::Uniform,
            ledger::Scale::Log => Scale::Log,
        },
        realisation: question.realisation,
        question: Some(question.text.clone()),
    };
    let latest = latest(&results.answers);
    let said = |member: &&Member| questions.iter().map(|question| values(&latest, question, member.id)).collect();
    Panel::new(
        questions.first().map_or_else(Vec::new, |question| question.levels.clone()),
        questions.iter().map(item).collect(),
        members.iter().map(|member| Expert { id: name(member) }).collect(),
        members.iter().map(said).collect(),
    )
}

fn values(latest: &Latest<'_>, question: &Question, member: MemberId) -> Option<Vec<f64>> {
    match &latest.get(&(question.id, member))?.given {
        Given::Quantiles(values) => Some(values.clone()),
        Given::Probability(_) => None,
    }
}

fn same(some: &[f64], others: &[f64]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(a, b)| (a - b).abs() < 1e-9)
}
