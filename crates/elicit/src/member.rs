//! A member's page while the panel is open: the form, and what the member said before.

use std::collections::BTreeMap;

use ::words::text;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::answer::latest;
use ledger::panel::QuestionId;
use ledger::{Answer, Given, Kind, LedgerError, Member, Panel, Question};
use minijinja::context;
use serde::Serialize;

use crate::belief::{self, BeliefView};
use crate::desk::Desk;
use crate::fields::{self, Typed};
use crate::form;
use crate::refusal::{Refusal, html};
use crate::result;
use crate::templates::value;
use crate::words::{exact, percent, time, with_unit};

/// For whom a member's form is sealed.
fn purpose(member: &Member) -> String {
    format!("answer {}", member.id)
}

/// The member who has a link, counted as one request.
pub(crate) fn door(desk: &Desk, token: &str) -> Result<Member, Refusal> {
    let found = desk.ledger().member_by_token(token)?;
    let member = found.ok_or(Refusal::Missing)?;
    desk.admit_member(member.id)?;
    member.admit(desk.now())?;
    Ok(member)
}

/// What a member's page is made of.
pub(crate) struct Room {
    pub(crate) member: Member,
    pub(crate) panel: Panel,
    pub(crate) questions: Vec<Question>,
    /// The member's own answers, in the order in which they were given.
    said: Vec<Answer>,
}

impl Room {
    fn of(desk: &Desk, member: Member) -> Result<Self, Refusal> {
        let ledger = desk.ledger();
        let panel = ledger.panel(member.panel)?;
        let questions = ledger.questions(member.panel)?;
        let said = ledger.revisions(member.id)?;
        Ok(Self { member, panel, questions, said })
    }

    pub(crate) fn latest(&self) -> BTreeMap<QuestionId, &Answer> {
        latest(&self.said).into_iter().map(|((question, _), answer)| (question, answer)).collect()
    }
}

/// The page of a member.
pub(crate) fn show(desk: &Desk, token: &str) -> Result<Response, Refusal> {
    let room = Room::of(desk, door(desk, token)?)?;
    if room.panel.closed_by(desk.now()).is_some() {
        return result::page(desk, &room);
    }
    form_page(desk, &room, None, &BTreeMap::new(), StatusCode::OK)
}

/// Takes a member's form.
pub(crate) fn take(desk: &Desk, token: &str, member: Member, typed: &Typed) -> Result<Response, Refusal> {
    let back = || desk.of_member(token);
    let room = Room::of(desk, member)?;
    if room.panel.closed_by(desk.now()).is_some() {
        return Err(Refusal::Closed(back()));
    }
    let nonce = form::nonce(&desk.sealer, typed, &purpose(&room.member), &back())?;
    if desk.ledger().nonce_is_used(&nonce)? {
        return Err(Refusal::Sent(back()));
    }
    if !fields::all_known(typed, &room.questions) {
        return Err(Refusal::Missing);
    }
    let mut read = fields::read(typed, &room.questions);
    if read.empty
        && let Some(first) = room.questions.first()
    {
        let why = text!("Nothing was answered yet: answer at least one question.");
        read.wrong.insert(fields::value_name(first.id, 0), why);
    }
    if !read.wrong.is_empty() {
        return form_page(desk, &room, Some(typed), &read.wrong, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let now = desk.now();
    let stored = desk.ledger().submit(room.member.id, &nonce, &read.answers, now);
    match stored {
        Ok(()) => Ok(Redirect::to(&back()).into_response()),
        // Another request came in between.
        Err(LedgerError::UsedNonce) => Err(Refusal::Sent(back())),
        Err(LedgerError::Closed { .. }) => Err(Refusal::Closed(back())),
        Err(error) => Err(error.into()),
    }
}

/// A field for a page.
#[derive(Debug, Serialize)]
struct FieldView {
    name: String,
    label: String,
    value: String,
    wrong: Option<String>,
}

/// A question for a page.
#[derive(Debug, Serialize)]
struct QuestionView {
    number: i64,
    text: String,
    unit: String,
    resolves_on: String,
    /// What is possible.
    possible: Option<String>,
    fields: Vec<FieldView>,
    comment: FieldView,
    belief: Option<BeliefView>,
}

fn field_view(name: String, label: String, typed: &Typed, wrong: &BTreeMap<String, String>) -> FieldView {
    let value = typed.get(&name).cloned().unwrap_or_default();
    let wrong = wrong.get(&name).cloned();
    FieldView { name, label, value, wrong }
}

/// What a level means, in words.
fn level_words(level: f64) -> String {
    if (level - 0.5).abs() < 1e-9 {
        text!("Middle: as likely below as above")
    } else if level < 0.5 {
        text!("Low: {chance} % chance that it lies below", chance = percent(level))
    } else {
        text!("High: {chance} % chance that it lies above", chance = percent(1.0 - level))
    }
}

fn possible(question: &Question) -> Option<String> {
    let unit = |value: f64| with_unit(exact(value), &question.unit);
    match (question.lower, question.upper) {
        (Some(lower), Some(upper)) => Some(text!("Possible: {low} to {high}.", low = exact(lower), high = unit(upper))),
        (Some(lower), None) => Some(text!("Possible: {low} or more.", low = unit(lower))),
        (None, Some(upper)) => Some(text!("Possible: {high} or less.", high = unit(upper))),
        (None, None) => None,
    }
}

fn question_view(
    desk: &Desk,
    question: &Question,
    own: Option<&Answer>,
    typed: Option<&Typed>,
    wrong: &BTreeMap<String, String>,
) -> QuestionView {
    let kept = own.map(|answer| fields::filled(&answer.given, &answer.comment, question.id)).unwrap_or_default();
    let shown = typed.unwrap_or(&kept);
    let label = |place: usize| match question.kind {
        Kind::Quantiles => question.levels.get(place).copied().map(level_words).unwrap_or_default(),
        Kind::Probability => text!("Chance that it comes, 0 to 100 %"),
    };
    let fields = (0..fields::places(question))
        .map(|place| field_view(fields::value_name(question.id, place), label(place), shown, wrong))
        .collect();
    QuestionView {
        number: question.position,
        text: question.text.clone(),
        unit: if question.kind == Kind::Probability { "%".to_owned() } else { question.unit.clone() },
        resolves_on: question.resolves_on.to_string(),
        possible: possible(question),
        fields,
        comment: field_view(fields::comment_name(question.id), text!("Your reasons"), shown, wrong),
        belief: own.map(|answer| belief::view(question, answer, desk.laws.of(question, answer), None)),
    }
}

fn form_page(
    desk: &Desk,
    room: &Room,
    typed: Option<&Typed>,
    wrong: &BTreeMap<String, String>,
    status: StatusCode,
) -> Result<Response, Refusal> {
    let own = room.latest();
    let views: Vec<QuestionView> = room
        .questions
        .iter()
        .map(|question| question_view(desk, question, own.get(&question.id).copied(), typed, wrong))
        .collect();
    let seal = desk.sealer.seal(&purpose(&room.member), &ledger::token::nonce()?);
    let page = desk.templates.get_template("member.html")?.render(context! {
        title => room.panel.title.as_str(),
        name => room.member.name.as_str(),
        closes_on => room.panel.closes_on.map(|day| day.to_string()),
        expires_at => time(room.member.expires_at),
        last => room.said.last().map(|answer| time(answer.given_at)),
        questions => value(&views),
        wrong => wrong.len(),
        sent => value(&sent(room)),
        seal,
    })?;
    Ok(html(status, page))
}

/// A form that the member sent.
#[derive(Debug, Serialize)]
pub(crate) struct SentView {
    time: String,
    lines: Vec<SentLine>,
}

/// An answer in it.
#[derive(Debug, Serialize)]
struct SentLine {
    number: i64,
    said: String,
    comment: String,
}

/// What the member sent, the latest first.
pub(crate) fn sent(room: &Room) -> Vec<SentView> {
    let mut forms: Vec<SentView> = Vec::new();
    for answer in &room.said {
        let Some(question) = room.questions.iter().find(|question| question.id == answer.question) else { continue };
        let line = SentLine {
            number: question.position,
            said: said(question, &answer.given),
            comment: answer.comment.clone(),
        };
        let time = answer.given_at.to_string();
        match forms.last_mut().filter(|form| form.time == time) {
            Some(form) => form.lines.push(line),
            None => forms.push(SentView { time, lines: vec![line] }),
        }
    }
    for form in &mut forms {
        form.time = form.time.parse().map_or_else(|_| String::new(), crate::words::to_the_second);
    }
    forms.reverse();
    forms
}

/// An answer in one line.
pub(crate) fn said(question: &Question, given: &Given) -> String {
    match given {
        Given::Probability(share) => format!("{} %", percent(*share)),
        Given::Quantiles(values) => {
            let shown: Vec<String> = values.iter().map(|value| exact(*value)).collect();
            with_unit(shown.join(", "), &question.unit)
        }
    }
}
