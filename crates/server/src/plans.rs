//! Plans of the balance: the nearest of those computed beforehand, or one computed for a question.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ::words::text;
use axum::http::StatusCode;
use document::plan::{Choice, PointCard};
use serde::Serialize;

use crate::answer::aside;
use crate::site::{Site, TemplateError};
use crate::view::TableHtml;

/// Computes the plan of a weight of the worst futures (0 to 1) and, if wanted, a limit on the share that goes by the
/// neighbour (0 to 1). It may take seconds, and says in words why there is no plan.
pub type Desk = Arc<dyn Fn(f64, Option<f64>) -> Result<PointCard, String> + Send + Sync>;

/// A question in hundredths, so that there are not too many different ones.
type Question = (u32, Option<u32>);

/// What answers questions.
#[derive(Default)]
pub(crate) struct Plans {
    desk: Option<Desk>,
    /// One question at a time; one that was taken back while it waits is never asked.
    turn: Arc<tokio::sync::Mutex<()>>,
    answers: Mutex<BTreeMap<Question, Result<String, String>>>,
}

impl fmt::Debug for Plans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plans").field("open", &self.is_open()).finish_non_exhaustive()
    }
}

impl Plans {
    pub(crate) fn of(desk: Desk) -> Self {
        Self { desk: Some(desk), ..Self::default() }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.desk.is_some()
    }

    fn known(&self, question: Question) -> Option<Result<String, String>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(&question).cloned()
    }
}

/// Why there is no plan.
#[derive(Debug)]
pub(crate) enum Refused {
    /// In words.
    Why(StatusCode, String),
    /// A fault of the program.
    Template(TemplateError),
}

/// The plan asked for, as it stands on the page.
pub(crate) async fn ask(site: &Arc<Site>, said: &BTreeMap<String, String>) -> Result<String, Refused> {
    let plans = site.plans();
    let Some(desk) = &plans.desk else {
        return Err(Refused::Why(StatusCode::NOT_FOUND, text!("no programme of this case is at hand")));
    };
    let number = |key: &str| share(said, key).map_err(|why| Refused::Why(StatusCode::BAD_REQUEST, why));
    let weight = number("weight")?.unwrap_or(0.0);
    let limit = number("limit")?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let hundredths = |value: f64| (value * 100.0).round() as u32;
    let question = (hundredths(weight), limit.map(hundredths));
    let refused = |why| Refused::Why(StatusCode::UNPROCESSABLE_ENTITY, why);
    if let Some(answer) = plans.known(question) {
        return answer.map_err(refused);
    }
    let turn = Arc::clone(&plans.turn).lock_owned().await;
    if let Some(answer) = plans.known(question) {
        return answer.map_err(refused);
    }
    let (desk, site) = (Arc::clone(desk), Arc::clone(site));
    let of = |hundredths: u32| f64::from(hundredths) / 100.0;
    // It goes on when the reader no longer waits: whoever asks again finds the answer.
    let work = aside(move || {
        let answer = match desk(of(question.0), question.1.map(of)) {
            Ok(card) => Ok(site.plan(&card)?),
            Err(why) => Err(why),
        };
        site.plans().answers.lock().unwrap_or_else(PoisonError::into_inner).insert(question, answer.clone());
        drop(turn);
        Ok::<_, TemplateError>(answer)
    });
    match work.await {
        Ok(Ok(answer)) => answer.map_err(refused),
        Ok(Err(error)) => Err(Refused::Template(error)),
        Err(_) => Err(Refused::Why(StatusCode::INTERNAL_SERVER_ERROR, text!("the computation failed"))),
    }
}

/// A share of a query, 0 to 1; `None` where it is not given or empty.
fn share(said: &BTreeMap<String, String>, key: &str) -> Result<Option<f64>, String> {
    let Some(text) = said.get(key).map(|text| text.trim()).filter(|text| !text.is_empty()) else { return Ok(None) };
    match text.parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(Some(value)),
        _ => Err(text!("`{key}` is a number from 0 to 1")),
    }
}

/// The plan shown and the ones that can be chosen, for a template.
#[derive(Debug, Serialize)]
pub(crate) struct Chosen<'a> {
    #[serde(flatten)]
    view: PlanView<'a>,
    neighbour: &'a str,
    weights: Vec<Offer>,
    limits: Vec<Offer>,
    /// Whether others can be computed.
    exact: bool,
    /// Where the slider of limits begins and stands, in percent.
    least: f64,
    at: f64,
    /// The weight that is shown unasked.
    unasked: f64,
    /// What was asked for in vain.
    vain: Option<String>,
}

/// One thing to choose.
#[derive(Debug, Serialize)]
struct Offer {
    value: String,
    text: String,
    chosen: bool,
}

/// A plan for a template.
#[derive(Debug, Serialize)]
pub(crate) struct PlanView<'a> {
    card: &'a PointCard,
    measures: TableHtml,
    plan: TableHtml,
    buyers: TableHtml,
    ways: TableHtml,
}

impl<'a> PlanView<'a> {
    pub(crate) fn of(card: &'a PointCard) -> Self {
        Self {
            card,
            measures: TableHtml::of(&card.measures),
            plan: TableHtml::of(&card.plan),
            buyers: TableHtml::of(&card.buyers),
            ways: TableHtml::of(&card.ways),
        }
    }
}

/// The weight that is shown unasked.
const MIDDLE: f64 = 0.5;
/// How far below the least limit computed beforehand others can be asked for, in percentage points.
const BELOW: f64 = 10.0;

impl<'a> Chosen<'a> {
    /// The plan nearest to what is asked for.
    pub(crate) fn of(choice: &'a Choice, said: &BTreeMap<String, String>, exact: bool) -> Option<Self> {
        let (weight, limit) = (share(said, "weight"), share(said, "limit"));
        let wrong = [&weight, &limit].into_iter().find_map(|asked| asked.as_ref().err()).cloned();
        let weight = weight.ok().flatten();
        let limit = limit.ok().flatten();
        let card = choice.nearest(weight.unwrap_or(MIDDLE), limit)?;
        let far = |asked: Option<f64>, own: f64| asked.is_some_and(|asked| (asked - own).abs() > 1e-6);
        let differs =
            far(weight, card.weight) || limit.is_some_and(|limit| card.limit.is_none_or(|own| far(Some(limit), own)));
        let vain = match wrong {
            Some(why) => Some(text!("{why}; another plan is shown.")),
            None => differs.then(|| text!("This plan was not computed beforehand: the nearest one is shown.")),
        };
        let weights = sorted(choice.cards.iter().map(|card| card.weight));
        let bounds = sorted(choice.cards.iter().filter_map(|card| card.limit));
        let percent = |limit: f64| (limit * 1000.0).round() / 10.0;
        let least = bounds.first().map_or(50.0, |least| (percent(*least) - BELOW).floor().max(0.0));
        let mut limits = vec![Offer { value: String::new(), text: text!("no limit"), chosen: card.limit.is_none() }];
        limits.extend(bounds.iter().rev().map(|limit| Offer {
            value: limit.to_string(),
            text: format!("{} %", percent(*limit)),
            chosen: !far(card.limit, *limit) && card.limit.is_some(),
        }));
        Some(Self {
            view: PlanView::of(card),
            neighbour: &choice.neighbour,
            weights: weights
                .iter()
                .map(|weight| Offer {
                    value: weight.to_string(),
                    text: weight.to_string(),
                    chosen: !far(Some(*weight), card.weight),
                })
                .collect(),
            limits,
            exact,
            least,
            at: card.limit.map_or(100.0, percent),
            unasked: MIDDLE,
            vain,
        })
    }
}

/// Each once, ascending.
fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    all
}
