//! The chair's page: who has answered, and after closing what.

use ::words::text;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::{LedgerError, Panel, Question};
use minijinja::context;
use serde::Serialize;

use crate::closed::{Closed, Pooled, PooledValue, Weight};
use crate::desk::Desk;
use crate::fields::{SEAL, Typed};
use crate::form;
use crate::listing;
use crate::member::said;
use crate::refusal::{Refusal, html};
use crate::result::closed;
use crate::templates::value;
use crate::words::{exact, percent, short, time, with_unit};

/// The field of the box that says the chair means it.
const SURE: &str = "sure";

fn purpose(panel: &Panel) -> String {
    format!("close {}", panel.id)
}

/// The panel whose chair has a link, counted as one request.
pub(crate) fn door(desk: &Desk, token: &str) -> Result<Panel, Refusal> {
    let found = desk.ledger().panel_by_chair_token(token)?;
    let panel = found.ok_or(Refusal::Missing)?;
    desk.admit_chair(panel.id)?;
    Ok(panel)
}

/// The page of a chair.
pub(crate) fn show(desk: &Desk, token: &str) -> Result<Response, Refusal> {
    let panel = door(desk, token)?;
    page(desk, token, &panel, None)
}

/// Closes the panel by the chair's form.
pub(crate) fn close(desk: &Desk, token: &str, panel: &Panel, typed: &Typed) -> Result<Response, Refusal> {
    let back = || desk.of_chair(token);
    if panel.closed_by(desk.now()).is_some() {
        return Err(Refusal::Closed(back()));
    }
    let nonce = form::nonce(&desk.sealer, typed, &purpose(panel), &back())?;
    if desk.ledger().nonce_is_used(&nonce)? {
        return Err(Refusal::Sent(back()));
    }
    if typed.keys().any(|name| name != SEAL && name != SURE) {
        return Err(Refusal::Missing);
    }
    if typed.get(SURE).is_none_or(|sure| sure != "yes") {
        let wrong = text!("Tick the box first: a closed panel stays closed.");
        return page(desk, token, panel, Some(&wrong));
    }
    let now = desk.now();
    let done = desk.ledger().close_panel_by_form(panel.id, &nonce, now);
    match done {
        Ok(_) => Ok(Redirect::to(&back()).into_response()),
        Err(LedgerError::UsedNonce) => Err(Refusal::Sent(back())),
        Err(LedgerError::Closed { .. }) => Err(Refusal::Closed(back())),
        Err(error) => Err(error.into()),
    }
}

/// All answers of a closed panel as a file.
pub(crate) fn file(desk: &Desk, token: &str) -> Result<Response, Refusal> {
    let panel = door(desk, token)?;
    if panel.closed_by(desk.now()).is_none() {
        return Err(Refusal::Open(desk.of_chair(token)));
    }
    let closed = closed(desk, &panel)?;
    let text = listing::csv(&closed.results).map_err(|error| Refusal::fault(&error))?;
    let mut response = (StatusCode::OK, [(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response();
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"panel-{}-answers.csv\"", panel.id)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// A member for the chair's page: how often and when, not what.
#[derive(Debug, Serialize)]
struct TurnoutView {
    name: String,
    submissions: u64,
    answered: u64,
    last: Option<String>,
    /// That the link opens nothing any more, in words.
    shut: Option<String>,
}

fn page(desk: &Desk, token: &str, panel: &Panel, wrong: Option<&str>) -> Result<Response, Refusal> {
    let now = desk.now();
    let turnout = desk.ledger().turnout(panel.id)?;
    let questions = desk.ledger().questions(panel.id)?;
    let members: Vec<TurnoutView> = turnout
        .into_iter()
        .map(|turnout| TurnoutView {
            shut: match turnout.member.admit(now) {
                Err(LedgerError::Revoked(_)) => Some(text!("link revoked")),
                Err(_) => Some(text!("link expired")),
                Ok(()) => None,
            },
            name: turnout.member.name,
            submissions: turnout.submissions,
            answered: turnout.answered,
            last: turnout.last.map(time),
        })
        .collect();
    let since = panel.closed_by(now);
    let closed = since.map(|_| closed(desk, panel)).transpose()?;
    let views: Option<Vec<ResultView>> = closed
        .as_ref()
        .map(|closed| closed.results.questions.iter().map(|question| result_view(closed, question)).collect());
    let weights = closed.as_ref().and_then(|closed| weights_view(closed));
    let asked: Vec<String> = questions.into_iter().map(|question| question.text).collect();
    let page = desk.templates.get_template("chair.html")?.render(context! {
        title => panel.title.as_str(),
        closes_on => panel.closes_on.map(|day| day.to_string()),
        closed_at => since.map(time),
        answered => members.iter().filter(|member| member.submissions > 0).count(),
        members => value(&members),
        asked => value(&asked),
        seal => desk.sealer.seal(&purpose(panel), &ledger::token::nonce()?),
        wrong,
        questions => value(&views),
        weights => value(&weights),
        csv => format!("{}/answers.csv", desk.of_chair(token)),
    })?;
    Ok(html(if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, page))
}

/// An answer that counts, or a pool.
#[derive(Debug, Serialize)]
struct Line {
    name: String,
    said: String,
    comment: String,
    /// When; empty for a pool.
    time: String,
    /// How many answers of this member to this question came before.
    before: usize,
}

/// A question of a closed panel, for its chair.
#[derive(Debug, Serialize)]
struct ResultView {
    number: i64,
    text: String,
    unit: String,
    resolves_on: String,
    levels: String,
    realisation: Option<String>,
    pools: Vec<Line>,
    answers: Vec<Line>,
}

fn result_view(closed: &Closed, question: &Question) -> ResultView {
    let latest = closed.results.latest();
    let answers = closed.results.members.iter().filter_map(|member| {
        let answer = latest.get(&(question.id, member.id))?;
        let same = |other: &&ledger::Answer| other.question == question.id && other.member == member.id;
        let count = closed.results.answers.iter().filter(same).count();
        Some(Line {
            name: member.name.clone(),
            said: said(question, &answer.given),
            comment: answer.comment.clone(),
            time: time(answer.given_at),
            before: count.saturating_sub(1),
        })
    });
    let pool = |name: &str, pooled: Option<&Pooled>| {
        let pooled = pooled?;
        let said = match &pooled.value {
            PooledValue::Probability(share) => format!("{} %", short(share * 100.0)),
            PooledValue::Quantiles { quantiles, .. } => {
                let part = |(level, value): &(f64, f64)| format!("{}\u{a0}%:\u{a0}{}", percent(*level), short(*value));
                with_unit(quantiles.iter().map(part).collect::<Vec<_>>().join("; "), &question.unit)
            }
        };
        let comment = match pooled.left_out {
            0 => String::new(),
            count => text!("without {count} whose values no simple law comes near"),
        };
        Some(Line {
            name: text!("{weights} (members: {count})", weights = name, count = pooled.members),
            said,
            comment,
            time: String::new(),
            before: 0,
        })
    };
    let pools = [
        pool(&text!("Equal weights"), closed.equal.get(&question.id)),
        pool(&text!("By calibration"), closed.weighted.get(&question.id)),
    ];
    let levels: Vec<String> = question.levels.iter().map(|level| format!("{} %", percent(*level))).collect();
    ResultView {
        number: question.position,
        text: question.text.clone(),
        unit: question.unit.clone(),
        resolves_on: question.resolves_on.to_string(),
        levels: levels.join(", "),
        realisation: question.realisation.map(|value| with_unit(exact(value), &question.unit)),
        pools: pools.into_iter().flatten().collect(),
        answers: answers.collect(),
    }
}

/// Weights for the chair's page.
#[derive(Debug, Default, Serialize)]
struct WeightsView {
    lines: Vec<WeightLine>,
    /// Why there are none.
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct WeightLine {
    name: String,
    weight: String,
    calibration: String,
    information: String,
}

fn weights_view(closed: &Closed) -> Option<WeightsView> {
    let weights = match closed.weights.as_ref()? {
        Ok(weights) => weights,
        Err(why) => return Some(WeightsView { lines: Vec::new(), why: Some(why.clone()) }),
    };
    let number = |value: Option<f64>| value.map(short).unwrap_or_default();
    let line = |weight: &Weight| {
        let member = closed.results.members.iter().find(|member| member.id == weight.member)?;
        Some(WeightLine {
            name: member.name.clone(),
            weight: short(weight.weight),
            calibration: number(weight.calibration),
            information: number(weight.information),
        })
    };
    Some(WeightsView { lines: weights.iter().filter_map(line).collect(), why: None })
}
