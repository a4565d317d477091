//! What it is worth to plan for all scenarios, and to know which one comes (Birge 1982). All figures are means.

use balance::expected::{alone, mean_value};
use balance::extensive::{ExtensiveError, of_programme};
use balance::risk::Risk;
use balance::two_stage::TwoStage;
use serde::Serialize;
use solve::Kind;

use super::answer::{Answer, Question};
use super::task::Task;
use crate::failure::Failure;

/// Up to this many rows the plan of the mean is judged by all scenarios at once.
const MOST_ROWS: usize = 500_000;

/// The figures that can be had; the others say in a note why they cannot.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Value {
    /// The best mean loss.
    pub(super) rp: f64,
    /// The loss if the mean of all scenarios were sure to come.
    pub(super) ev: Option<f64>,
    /// The mean loss of the plan made for this mean.
    pub(super) eev: Option<f64>,
    /// `eev - rp`: what planning for all scenarios is worth.
    pub(super) vss: Option<f64>,
    /// The mean loss if each scenario were known beforehand.
    pub(super) ws: Option<f64>,
    /// `rp - ws`: what this knowledge is worth.
    pub(super) evpi: Option<f64>,
    pub(super) notes: Vec<String>,
}

/// Works them out.
pub(super) fn value(question: &Question<'_>, task: &Task, answer: &Answer) -> Result<Value, Failure> {
    let mean = Risk { lambda: 0.0, ..question.risk() };
    let rp = if question.options.lambda > 0.0 { question.solve(task, mean)?.objective } else { answer.objective };
    let mut value = Value { rp, ..Value::default() };
    let Some(programme) = task.two_stage.as_deref() else {
        let why = task.unfit.clone().unwrap_or_default();
        value.notes.push(format!("EV, EEV and WS need two stages with a certain matrix of the second one: {why}"));
        return Ok(value);
    };
    if let Err(error) = of_mean(question, task, programme, &mut value) {
        value.notes.push(format!("the programme of the mean has no answer: {error}"));
    }
    match wait_and_see(question, programme) {
        Ok(Some(ws)) => (value.ws, value.evpi) = (Some(ws), Some(rp - ws)),
        Ok(None) => value.notes.push("WS was not finished: stopped".to_owned()),
        Err(error) => value.notes.push(format!("a scenario alone has no answer: {error}")),
    }
    Ok(value)
}

fn of_mean(
    question: &Question<'_>,
    task: &Task,
    programme: &TwoStage,
    value: &mut Value,
) -> Result<(), ExtensiveError> {
    question.screen.progress("solving the programme of the mean");
    let form = of_programme(&mean_value(programme), Risk::default())?;
    let found = form.solve(&question.whole(&form))?;
    value.ev = Some(found.objective);
    if task.form_rows() > MOST_ROWS {
        value.notes.push("EEV was not worked out: there are too many scenarios to be judged at once".to_owned());
        return Ok(());
    }
    question.screen.progress("judging the plan of the mean");
    let kinds = programme.first.kinds().iter();
    let plan: Vec<f64> = found
        .first
        .iter()
        .zip(kinds)
        .map(|(value, kind)| if *kind == Kind::Integer { value.round() } else { *value })
        .collect();
    let mut judged = of_programme(programme, Risk::default())?;
    judged.fix(&plan)?;
    match judged.solve(&question.whole(&judged)) {
        Ok(judged) => (value.eev, value.vss) = (Some(judged.objective), Some(judged.objective - value.rp)),
        Err(ExtensiveError::Infeasible(why)) => value.notes.push(format!(
            "EEV and VSS are infinite: in some scenario nothing can follow the plan of the mean ({why})"
        )),
        Err(error) => value.notes.push(format!("the plan of the mean could not be judged: {error}")),
    }
    Ok(())
}

fn wait_and_see(question: &Question<'_>, programme: &TwoStage) -> Result<Option<f64>, ExtensiveError> {
    let count = programme.futures.count();
    let mut sum = 0.0;
    for s in 0..count {
        if question.interrupt.asked() {
            return Ok(None);
        }
        question.screen.progress(&format!("solving each scenario alone: {s} of {count}"));
        let form = of_programme(&alone(programme, s), Risk::default())?;
        sum += programme.futures.probability(s) * form.solve(&question.whole(&form))?.objective;
    }
    Ok(Some(sum))
}
