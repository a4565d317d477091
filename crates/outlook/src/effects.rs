//! What dated events did to the series of a case: the questions of outlook.toml, answered.

use std::cmp::Ordering;

use ::words::text;
use case::Case;
use case::entry::{Entry, RowRef};
use case::settings::{Course as CourseWord, EffectQuestion, Model};
use case::tables::Event;
use case::value::id::EventId;
use case::value::measure::MeasureId;
use serde::Serialize;
use series::components::Components;
use series::effect::controls::{Without, leave_one_out};
use series::effect::counterfactual::{Effect, Method, Question};
use series::effect::placebo::{self, Placebo};
use series::effect::reopening::{Course, HalfLife, Reopening};
use series::effect::shape::Shape;
use trade::flows::Flows;

use crate::measured::Measured;

/// Level of all bands.
pub const LEVEL: f64 = 0.95;
/// Draws, where a method draws.
pub const DRAWS: usize = 1000;
/// Seasons before an event below which there is none to learn.
const SEASONS_NEEDED: usize = 3;
/// Steps before an event below which nothing is said.
const FEWEST: usize = 12;

/// An answer, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Told<T> {
    /// The answer.
    Answer(T),
    /// Why there is none.
    CannotBeTold(String),
}

impl<T> Told<T> {
    fn of(found: Result<T, String>) -> Self {
        match found {
            Ok(answer) => Self::Answer(answer),
            Err(why) => Self::CannotBeTold(why),
        }
    }

    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&T> {
        match self {
            Self::Answer(answer) => Some(answer),
            Self::CannotBeTold(_) => None,
        }
    }
}

/// A question about one series and one event.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub name: String,
    /// The series, cut to the months that are looked at.
    pub measured: Measured,
    /// Series that the event did not touch, on the same steps.
    pub controls: Vec<Measured>,
    /// First step of the event, and the share of it in force.
    pub from: (i32, f64),
    /// First step of the reopening, and the share of it in force.
    pub reopened: Option<(i32, f64)>,
    /// Whether the reopening fades in.
    pub fades: bool,
    /// A slope that drifts, beside the level.
    pub slope: bool,
    /// Level of the bands.
    pub level: f64,
    /// Draws, where a method draws.
    pub draws: usize,
    /// Seed, where a method draws.
    pub seed: u64,
}

/// An event as a question names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventSeen {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it began, as precisely as known.
    pub starts_on: String,
    /// Its row.
    pub row: RowRef,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct EffectStudy {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub name: String,
    /// The event.
    pub event: Option<EventSeen>,
    /// The event that undid it.
    pub reopened_by: Option<EventSeen>,
    /// Remark of the question.
    pub note: Option<String>,
    /// The series.
    pub measured: Measured,
    /// First step of the event.
    pub from: i32,
    /// First step of the reopening.
    pub reopened: Option<i32>,
    /// Names of the controls.
    pub controls: Vec<String>,
    /// The same in every language, for ids.
    #[serde(skip)]
    pub control_keys: Vec<String>,
    /// Parts of the model, in words.
    pub model: String,
    /// The answer, or why there is none.
    pub outcome: Told<Outcome>,
}

/// The answer.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// By the exact grid: the answer that is shown. Up to the reopening, where there was one.
    pub effect: Effect,
    /// The mean effect by the other two methods.
    pub others: Vec<Effect>,
    /// The same method at dates at which nothing happened.
    pub placebo: Option<Placebo>,
    /// The effect without each control.
    pub without: Vec<Without>,
    /// Closure and reopening in one model, or why not.
    pub reopening: Option<Told<Reopening>>,
    /// How fast the recovery goes, where it fades in.
    pub half_life: Option<Told<HalfLife>>,
}

/// How questions are answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Level of the bands.
    pub level: f64,
    /// Draws, where a method draws.
    pub draws: usize,
    /// Seed, where a method draws.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { level: LEVEL, draws: DRAWS, seed: 1 }
    }
}

/// Answers all questions of a case.
pub fn studies(case: &Case, flows: &Flows<'_>) -> Vec<EffectStudy> {
    case.effects().iter().filter_map(|question| study(case, flows, question, &Settings::default())).collect()
}

/// Answers a question of a case; `None` where the series or the event was not known by the day of the view.
pub fn study(case: &Case, flows: &Flows<'_>, question: &EffectQuestion, settings: &Settings) -> Option<EffectStudy> {
    let event = event(case, &question.event)?;
    let reopened_by = question.reopened_by.as_ref().and_then(|id| self::event(case, id));
    let measured = Measured::of(case, flows, &question.measure)?.between(question.from, question.until);
    let of = |control: &MeasureId| Measured::of(case, flows, control);
    let controls: Vec<Measured> = question.controls.iter().filter_map(of).collect();
    let begins = |event: &Entry<Event>| measured.grain.begin(event.starts_on.first_day());
    let asked = Asked {
        id: question.id.to_string(),
        name: question.name.clone(),
        controls,
        from: begins(event),
        reopened: reopened_by.map(begins),
        fades: question.course == Some(CourseWord::Fade),
        slope: question.model == Some(Model::Trend),
        measured,
        level: settings.level,
        draws: settings.draws,
        seed: settings.seed,
    };
    let mut answered = asked.answer();
    // A control that was not known is not left out in silence.
    if let Some(missing) = question.controls.iter().find(|control| of(control).is_none()) {
        answered.outcome =
            Told::CannotBeTold(text!("the control `{control}` has no figure as of this day", control = missing));
    }
    answered.event = Some(seen(event));
    answered.reopened_by = reopened_by.map(seen);
    answered.note.clone_from(&question.note);
    Some(answered)
}

pub(crate) fn event<'a>(case: &'a Case, id: &EventId) -> Option<&'a Entry<Event>> {
    case.tables().events.iter().find(|event| event.event_id.as_str() == id.as_str())
}

fn seen(event: &Entry<Event>) -> EventSeen {
    EventSeen {
        id: event.event_id.to_string(),
        title: event.title.clone(),
        starts_on: event.starts_on.to_string(),
        row: event.at.clone(),
    }
}

impl Asked {
    /// The place of the event in the series.
    fn before(&self) -> usize {
        self.measured.place(self.from.0).unwrap_or(0).min(self.measured.values.len())
    }

    fn components(&self, before: usize) -> Components {
        let base = if self.slope { Components::TREND } else { Components::LEVEL };
        let period = self.measured.grain.period();
        // A season of months is learnt from three years.
        if period > 1 && before >= SEASONS_NEEDED * period { base.with_fixed_season(period) } else { base }
    }

    /// Answers it.
    pub fn answer(&self) -> EffectStudy {
        let before = self.before();
        let components = self.components(before);
        EffectStudy {
            id: self.id.clone(),
            name: self.name.clone(),
            event: None,
            reopened_by: None,
            note: None,
            measured: self.measured.clone(),
            from: self.from.0,
            reopened: self.reopened.map(|(step, _)| step),
            controls: self.controls.iter().map(|control| control.name.clone()).collect(),
            control_keys: self.controls.iter().map(|control| control.key.clone()).collect(),
            model: model(&components),
            outcome: Told::of(self.outcome(before, components)),
        }
    }

    fn outcome(&self, before: usize, components: Components) -> Result<Outcome, String> {
        let values = &self.measured.values;
        let known = values[..before].iter().flatten().count();
        if known < FEWEST {
            return Err(text!(
                "{known} figures before the event are too few for a band, which needs {needed}",
                needed = FEWEST
            ));
        }
        // Up to the reopening, which is another event.
        let end = self
            .reopened
            .and_then(|(step, _)| self.measured.place(step))
            .map_or(values.len(), |place| place.clamp(before, values.len()));
        let controls = self.on_steps()?;
        let covariates: Vec<&[f64]> = controls.iter().map(|control| &control[..end]).collect();
        let question = Question {
            series: &values[..end],
            before,
            covariates: &covariates,
            components,
            level: self.level,
            draws: self.draws,
            seed: self.seed,
        };
        let told = |error: series::SeriesError| error.to_string();
        let effect = question.answer(Method::ExactGrid).map_err(told)?;
        let others = [Method::PublishedPriors, Method::MaximumLikelihood]
            .into_iter()
            .filter_map(|method| question.answer(method).ok())
            .collect();
        let placebo = placebo::run(before, end - before, |cut, months| {
            let part: Vec<&[f64]> = controls.iter().map(|control| &control[..cut + months]).collect();
            let asked = Question {
                series: &values[..cut + months],
                before: cut,
                covariates: &part,
                components: self.components(cut),
                ..question
            };
            asked.average(Method::ExactGrid).ok()
        });
        let without = leave_one_out(&question, Method::ExactGrid).map_err(told)?;
        let (reopening, half_life) = self.reopening(&controls, components);
        Ok(Outcome {
            effect,
            others,
            placebo,
            without,
            reopening: reopening.map(Told::of),
            half_life: half_life.map(Told::of),
        })
    }

    // Controls on the steps of the series; a month without a figure has none to give.
    fn on_steps(&self) -> Result<Vec<Vec<f64>>, String> {
        self.controls
            .iter()
            .map(|control| {
                (0..self.measured.values.len())
                    .map(|place| {
                        let step = self.measured.step(place);
                        control.at(step).ok_or_else(|| {
                            let when = control.grain.label(step);
                            text!("{series} has no figure of {when}", series = control.name)
                        })
                    })
                    .collect()
            })
            .collect()
    }

    #[allow(clippy::type_complexity, reason = "two answers that may each be missing for a reason")]
    fn reopening(
        &self,
        controls: &[Vec<f64>],
        components: Components,
    ) -> (Option<Result<Reopening, String>>, Option<Result<HalfLife, String>>) {
        let Some((step, share)) = self.reopened else { return (None, None) };
        let (Some(closed), Some(reopened)) = (self.measured.place(self.from.0), self.measured.place(step)) else {
            return (Some(Err(text!("it began before the series"))), None);
        };
        if self.measured.values.get(reopened..).is_none_or(|later| later.iter().flatten().next().is_none()) {
            return (Some(Err(text!("no figure after the reopening was known"))), None);
        }
        let covariates: Vec<&[f64]> = controls.iter().map(Vec::as_slice).collect();
        let mut course = Course {
            series: &self.measured.values,
            covariates: &covariates,
            components,
            closed: (closed, self.from.1),
            reopened: (reopened, share),
            shape: Shape::Step,
            level: self.level,
            seed: self.seed,
        };
        let told = |error: series::SeriesError| error.to_string();
        let half_life = self.fades.then(|| course.half_life().map_err(told));
        if let Some(Ok(found)) = &half_life {
            course.shape = Shape::Fade { half_life: found.likeliest };
        }
        (Some(course.estimate().map_err(told)), half_life)
    }
}

fn model(components: &Components) -> String {
    match (components.slope, components.season.map(|season| season.months)) {
        (true, Some(months)) => text!("a level and a slope that drift, and a season of {months} months"),
        (true, None) => text!("a level and a slope that drift"),
        (false, Some(months)) => text!("a level that drifts, and a season of {months} months"),
        (false, None) => text!("a level that drifts"),
    }
}

/// The event's columns for a forecast: its share of each step from the first of the series to `end`, over at the
/// reopening.
pub fn column(asked: (i32, f64), reopened: Option<(i32, f64)>, first: i32, end: i32) -> Vec<f64> {
    let begun = |step: i32, (at, share): (i32, f64)| match step.cmp(&at) {
        Ordering::Less => 0.0,
        Ordering::Equal => share,
        Ordering::Greater => 1.0,
    };
    let ended = |step: i32| reopened.map_or(0.0, |reopened| begun(step, reopened));
    (first..end).map(|step| f64::max(begun(step, asked) - ended(step), 0.0)).collect()
}
