//! `landlocked effect`: what a dated event did to a series.

use ::words::{tell, text};
use case::cell::Cell;
use case::settings::{Course, EffectQuestion, Model};
use case::value::id::{EventId, RowId};
use case::value::measure::MeasureId;
use dossier::prospects::{Asked as CaseAsked, answer};
use figure::text::Wide;
use outlook::effects::{Asked, EffectStudy, Outcome, Settings, Told};
use outlook::measured::{Measured, measures};
use serde::Serialize;
use series::effect::counterfactual::{Effect as Found, Method};
use series::effect::law::Interval;
use trade::flows::Flows;

use super::columns::Columns;
use crate::arguments::{Case, Effect, Parts};
use crate::failure::Failure;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Effect, screen: &Screen) -> Result<(), Failure> {
    match &options.table.file {
        Some(path) => table(options, path),
        None => of_case(options, screen),
    }
}

// Of a table without a case.
fn table(options: &Effect, path: &str) -> Result<(), Failure> {
    let columns = Columns::read(path)?;
    let response = match &options.response {
        Some(name) => name.clone(),
        None => columns.only()?,
    };
    let values = columns.column(&response)?;
    let before = options.pre.ok_or(Failure::Unfit {
        why: "nothing says when the event was".to_owned(),
        help: "give the number of rows before it: `--pre N`",
    })?;
    if options.controls.contains(&response) {
        return Err(Failure::Unfit {
            why: format!("`{response}` cannot be its own control"),
            help: "name columns that the event did not touch",
        });
    }
    if options.reopened.is_some_and(|rows| rows <= before) {
        return Err(Failure::Unfit {
            why: "the reopening is not after the event".to_owned(),
            help: "give more rows with `--reopened` than with `--pre`",
        });
    }
    if options.fade && options.reopened.is_none() {
        return Err(Failure::Unfit {
            why: "nothing says when the recovery began".to_owned(),
            help: "`--fade` needs `--reopened N`",
        });
    }
    let step = |rows: usize| i32::try_from(rows).unwrap_or(i32::MAX).saturating_add(1);
    let period = options.table.period.map_or(1, usize::from);
    let controls = options
        .controls
        .iter()
        .map(|name| Ok(Measured::of_rows(name, columns.column(name)?, period)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let asked = Asked {
        id: response.clone(),
        name: text!("{column} after row {row}", column = response, row = before),
        measured: Measured::of_rows(&response, values, period),
        controls,
        from: (step(before), 1.0),
        reopened: options.reopened.map(|rows| (step(rows), 1.0)),
        fades: options.fade,
        slope: options.model == Some(Parts::Trend),
        level: options.level,
        draws: usize::try_from(options.draws).unwrap_or(3000),
        seed: options.seed,
    };
    let study = asked.answer();
    if options.json {
        return super::json(&Short::of(&study));
    }
    match &study.outcome {
        Told::Answer(found) => screen::print(&text(&study, found)),
        Told::CannotBeTold(why) => screen::print(&(text!("Cannot be told: {why}.") + "\n")),
    }
}

/// The answer at a glance, and all of it.
#[derive(Serialize)]
struct Short<'a> {
    rows_before: Option<usize>,
    rows_after: Option<usize>,
    level: Option<f64>,
    method: Option<Method>,
    average_effect: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    standard_deviation: Option<f64>,
    total_effect: Option<f64>,
    relative_effect: Option<f64>,
    tail_probability: Option<f64>,
    words: String,
    #[serde(flatten)]
    study: &'a EffectStudy,
}

impl<'a> Short<'a> {
    fn of(study: &'a EffectStudy) -> Self {
        let effect = study.outcome.answer().map(|found| &found.effect);
        Self {
            rows_before: effect.map(|effect| effect.observed_before),
            rows_after: effect.map(|effect| effect.observed_after),
            level: effect.map(|effect| effect.level),
            method: effect.map(|effect| effect.method),
            average_effect: effect.map(|effect| effect.average.mean),
            lower: effect.map(|effect| effect.average.lower),
            upper: effect.map(|effect| effect.average.upper),
            standard_deviation: effect.map(|effect| effect.average.standard_deviation),
            total_effect: effect.map(|effect| effect.total.mean),
            relative_effect: effect.and_then(|effect| effect.relative).map(|relative| relative.mean),
            tail_probability: effect.map(|effect| effect.tail),
            words: match &study.outcome {
                Told::Answer(found) => tell(found.effect.words).into_owned(),
                Told::CannotBeTold(why) => text!("cannot be told: {why}"),
            },
            study,
        }
    }
}

// The answer in lines.
fn text(study: &EffectStudy, found: &Outcome) -> String {
    let mut text = format!("{}: {}.\n", study.name, tell(found.effect.words));
    text.push_str(&text!(
        "Observed {observed} on average over {rows} rows; {expected} would have come.",
        observed = shown(found.effect.observed),
        rows = found.effect.observed_after,
        expected = shown(found.effect.expected.mean)
    ));
    text.push_str("\n\n");
    for effect in std::iter::once(&found.effect).chain(&found.others) {
        text.push_str(&line(effect));
    }
    if let Some(placebo) = &found.placebo {
        let (dates, missed, rank) = (placebo.windows.len(), 100.0 * placebo.missed, placebo.rank);
        let words = if placebo.too_narrow {
            text!(
                "At {dates} dates at which nothing happened: bands missed {missed:.0} %, rank of the effect {rank:.3}; the band has been too narrow here before."
            )
        } else {
            text!(
                "At {dates} dates at which nothing happened: bands missed {missed:.0} %, rank of the effect {rank:.3}."
            )
        };
        text.extend(["\n", words.as_str(), "\n"]);
    }
    for without in &found.without {
        let words = text!(
            "Without {control}: {band}, {verdict}",
            control = study.controls.get(without.control).map_or("", String::as_str),
            band = band(&without.average),
            verdict = tell(without.verdict.words())
        );
        text.extend([words.as_str(), "\n"]);
    }
    recovery(&mut text, found);
    text
}

// What the reopening gave back.
fn recovery(text: &mut String, found: &Outcome) {
    match &found.reopening {
        Some(Told::Answer(both)) => {
            let closure = band(&both.closure.posterior);
            let reopening = band(&both.reopening.posterior);
            let words = match &both.share {
                Some(share) => text!(
                    "Closure {closure}, reopening {reopening}, given back {share:.2} [{low:.2}, {high:.2}]",
                    share = share.posterior.median,
                    low = share.posterior.lower,
                    high = share.posterior.upper
                ),
                None => text!("Closure {closure}, reopening {reopening}"),
            };
            text.extend(["\n", words.as_str(), "\n"]);
        }
        Some(Told::CannotBeTold(why)) => text.extend(["\n", text!("Reopening: {why}.").as_str(), "\n"]),
        None => {}
    }
    if let Some(Told::Answer(half)) = &found.half_life {
        let words = match half.untold {
            None => text!("Half-life of the recovery {rows} rows.", rows = shown(half.likeliest)),
            Some(why) => text!("Half-life of the recovery: {why}.", why = tell(why)),
        };
        text.extend([words.as_str(), "\n"]);
    }
}

fn line(effect: &Found) -> String {
    let name = match effect.method {
        Method::ExactGrid => text!("exact grid"),
        Method::PublishedPriors => text!("published priors"),
        Method::MaximumLikelihood => text!("maximum likelihood"),
    };
    let words = text!(
        "{band} a row, tail probability {tail:.3}: {verdict}",
        band = band(&effect.average),
        tail = effect.tail,
        verdict = tell(effect.words)
    );
    format!("{:<20} {words}\n", Wide(name))
}

fn band(band: &Interval) -> String {
    format!("{} [{}, {}]", shown(band.mean), shown(band.lower), shown(band.upper))
}

fn shown(value: f64) -> String {
    figure::number::auto(value)
}

// Of a case: its questions, or a series and event of it.
fn of_case(options: &Effect, screen: &Screen) -> Result<(), Failure> {
    let case = open::case(&Case::from(&options.case), screen)?;
    let mut questions = match &options.series {
        None => case.effects().to_vec(),
        Some(id) => match case.effects().iter().find(|question| question.id.as_str() == id) {
            Some(question) if options.event.is_empty() => vec![question.clone()],
            _ => vec![question(&case, options, id)?],
        },
    };
    let controls = options.controls.iter().map(|text| measure(&case, text)).collect::<Result<Vec<_>, _>>()?;
    for question in &mut questions {
        if let Some(model) = options.model {
            question.model = Some(if model == Parts::Trend { Model::Trend } else { Model::Level });
        }
        if options.fade {
            question.course = Some(Course::Fade);
        }
        if options.since.is_some() {
            question.from = options.since;
        }
        if !controls.is_empty() {
            question.controls.clone_from(&controls);
        }
    }
    let settings =
        Settings { level: options.level, draws: usize::try_from(options.draws).unwrap_or(3000), seed: options.seed };
    let asked = CaseAsked::Effects(questions, settings);
    let found = answer(&case, &asked)?;
    if options.json {
        return super::json(&found.data);
    }
    screen::print(paper::pages(&found.dossier, screen).trim_start_matches('\n'))
}

/// A series of a case, by its id.
pub(super) fn measure(case: &case::Case, text: &str) -> Result<MeasureId, Failure> {
    let flows = Flows::of(case);
    let found = MeasureId::parse(text).ok().filter(|id| Measured::of(case, &flows, id).is_some());
    found.ok_or_else(|| {
        let known: Vec<String> = case
            .effects()
            .iter()
            .map(|question| question.id.to_string())
            .chain(case.forecasts().iter().map(|question| question.id.to_string()))
            .chain(measures(case, &flows).iter().map(ToString::to_string))
            .collect();
        Failure::UnknownId {
            asked: format!("the case has no question and no series `{text}`"),
            near: case::near(text, known.iter().map(String::as_str)).map_or_else(
                || "series are named as in series.csv, or `export:PRODUCT:quantity`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ),
        }
    })
}

fn question(case: &case::Case, options: &Effect, series: &str) -> Result<EffectQuestion, Failure> {
    let event = |text: &str| {
        let ids = || case.tables().events.iter().map(|event| event.event_id.as_str());
        EventId::parse(text).ok().filter(|id| ids().any(|known| known == id.as_str())).ok_or_else(|| {
            Failure::UnknownId {
                asked: format!("the case has no event `{text}`"),
                near: case::near(text, ids())
                    .map_or_else(|| "events.csv lists them".to_owned(), |near| format!("did you mean `{near}`?")),
            }
        })
    };
    let first = options.event.first().ok_or(Failure::Unfit {
        why: "nothing says which event".to_owned(),
        help: "name it: `--event ID`, or `--event ID,ID` with the one that undid it",
    })?;
    let id = RowId::parse("asked").map_err(|_| Failure::NoAnswer { why: String::new(), help: "" })?;
    Ok(EffectQuestion {
        id,
        name: text!("{series} since {event}", event = first),
        measure: measure(case, series)?,
        event: event(first)?,
        reopened_by: options.event.get(1).map(|text| event(text)).transpose()?,
        course: None,
        model: None,
        from: None,
        until: None,
        controls: Vec::new(),
        known_on: case.as_of(),
        note: None,
    })
}
