//! A member's page after closing: the panel's result beside the member's own answers.

use std::sync::Arc;

use ::words::text;
use axum::http::StatusCode;
use axum::response::Response;
use ledger::{Answer, Given, Panel, Question};
use minijinja::context;
use serde::Serialize;

use crate::belief::{self, BeliefView};
use crate::closed::{Closed, Pooled, PooledValue};
use crate::desk::Desk;
use crate::member::{Room, said, sent};
use crate::refusal::{Refusal, html};
use crate::templates::value;
use crate::words::{exact, percent, short, time};

/// A line of a table: a level, the member's own value, the panel's.
#[derive(Debug, Serialize)]
struct ResultLine {
    label: String,
    own: String,
    panel: String,
}

/// A question of a closed panel, for its member.
#[derive(Debug, Serialize)]
struct ResultView {
    number: i64,
    text: String,
    unit: String,
    resolves_on: String,
    lines: Vec<ResultLine>,
    /// Members in the pool, and left out of it.
    members: usize,
    left_out: usize,
    belief: Option<BeliefView>,
}

/// The page of a member of a closed panel.
pub(crate) fn page(desk: &Desk, room: &Room) -> Result<Response, Refusal> {
    let closed = closed(desk, &room.panel)?;
    let own = room.latest();
    let views: Vec<ResultView> = room
        .questions
        .iter()
        .map(|question| result_view(desk, question, own.get(&question.id).copied(), closed.equal.get(&question.id)))
        .collect();
    let page = desk.templates.get_template("result.html")?.render(context! {
        title => room.panel.title.as_str(),
        name => room.member.name.as_str(),
        closed_at => room.panel.closed_by(desk.now()).map(time),
        questions => value(&views),
        sent => value(&sent(room)),
    })?;
    Ok(html(StatusCode::OK, page))
}

fn result_view(desk: &Desk, question: &Question, own: Option<&Answer>, pooled: Option<&Pooled>) -> ResultView {
    let own_at = |level: f64| -> String {
        let place = question.levels.iter().position(|own| (own - level).abs() < 1e-9);
        match (own.map(|answer| &answer.given), place) {
            (Some(Given::Quantiles(values)), Some(place)) => values.get(place).map_or_else(String::new, |v| exact(*v)),
            _ => String::new(),
        }
    };
    let mut curve = None;
    let lines = match pooled.map(|pooled| &pooled.value) {
        Some(PooledValue::Quantiles { quantiles, curve: pool }) => {
            curve = Some(pool);
            let line = |(level, value): &(f64, f64)| ResultLine {
                label: text!("{level} % below", level = percent(*level)),
                own: own_at(*level),
                panel: short(*value),
            };
            quantiles.iter().map(line).collect()
        }
        Some(PooledValue::Probability(share)) => vec![ResultLine {
            label: text!("that it comes"),
            own: own.map_or_else(String::new, |answer| said(question, &answer.given)),
            panel: format!("{} %", short(share * 100.0)),
        }],
        None => Vec::new(),
    };
    ResultView {
        number: question.position,
        text: question.text.clone(),
        unit: question.unit.clone(),
        resolves_on: question.resolves_on.to_string(),
        lines,
        members: pooled.map_or(0, |pooled| pooled.members),
        left_out: pooled.map_or(0, |pooled| pooled.left_out),
        belief: own.map(|answer| belief::view(question, answer, desk.laws.of(question, answer), curve)),
    }
}

/// A closed panel taken together.
pub(crate) fn closed(desk: &Desk, panel: &Panel) -> Result<Arc<Closed>, Refusal> {
    let results = desk.ledger().results(panel.id, desk.now())?;
    Ok(desk.shelf.of(results, &desk.laws, &desk.classical))
}
