//! `landlocked forecast`: what may come of a series.

use std::fmt::Write as _;

use ::words::text;
use case::cell::Cell;
use case::settings::ForecastQuestion;
use case::value::id::RowId;
use dossier::prospects::{Asked, answer};
use figure::text::Wide;
use outlook::effects::Told;
use outlook::forecasts::{Wanted, voice_name};
use outlook::measured::Measured;
use serde::Serialize;

use super::columns::Columns;
use super::effect::measure;
use crate::arguments::{Case, Forecast};
use crate::failure::Failure;
use crate::open;
use crate::paper;
use crate::screen::{self, Screen};

/// Steps forecast when nothing says how many.
const HORIZON: usize = 12;
/// Rows in a season of a table, when nothing says how many.
const PERIOD: usize = 12;

pub(crate) fn run(options: &Forecast, screen: &Screen) -> Result<(), Failure> {
    match &options.table.file {
        Some(path) => table(options, path),
        None => of_case(options, screen),
    }
}

#[derive(Serialize)]
struct Answered<'a> {
    column: &'a str,
    observed: usize,
    period: usize,
    horizon: usize,
    levels: &'a [f64],
    /// Quantiles of the voice shown first, by step, then level.
    quantiles: &'a [Vec<f64>],
    #[serde(flatten)]
    outcome: &'a Told<outlook::forecasts::Outlook>,
}

fn table(options: &Forecast, path: &str) -> Result<(), Failure> {
    let columns = Columns::read(path)?;
    let column = match &options.column {
        Some(name) => name.clone(),
        None => columns.only()?,
    };
    let values = columns.column(&column)?;
    let period = options.table.period.map_or(PERIOD, usize::from);
    let horizon = options.horizon.map_or(HORIZON, usize::from);
    let observed = values.iter().flatten().count();
    let wanted = Wanted {
        id: column.clone(),
        name: column.clone(),
        measured: Measured::of_rows(&column, values, period),
        horizon,
        events: Vec::new(),
        seed: options.seed,
    };
    let outcome = wanted.answer();
    if options.json {
        let shown = outcome.answer().and_then(|found| found.voices.first());
        let (levels, quantiles) =
            shown.map_or((&[][..], &[][..]), |voice| (voice.fan.levels.as_slice(), voice.fan.months.as_slice()));
        return super::json(&Answered {
            column: &column,
            observed,
            period,
            horizon,
            levels,
            quantiles,
            outcome: &outcome,
        });
    }
    let found = match &outcome {
        Told::Answer(found) => found,
        Told::CannotBeTold(why) => return screen::print(&(text!("Cannot be told: {why}.") + "\n")),
    };
    let mut text = String::new();
    if let Some(first) = found.voices.first() {
        let words = text!("{column}, by the {voice}:", voice = voice_name(first.voice));
        let _ = write!(text, "{words}\n\n{:>6}", Wide(text!("row")));
        for level in &found.levels {
            let _ = write!(text, "{:>11}", format!("{} %", figure::number::auto(100.0 * level)));
        }
        text.push('\n');
        for (h, month) in first.fan.months.iter().enumerate() {
            let _ = write!(text, "{:>6}", found.first + i32::try_from(h).unwrap_or(0));
            for value in month {
                let _ = write!(text, "{:>11}", figure::number::auto(*value));
            }
            text.push('\n');
        }
    }
    let _ = writeln!(
        text,
        "\n{:<27}{:>8}{:>9}{:>13}{:>13}",
        Wide(text!("At earlier dates")),
        "MASE",
        Wide(text!("pinball")),
        Wide(text!("covers 80 %")),
        Wide(text!("covers 95 %"))
    );
    for voice in &found.voices {
        match &voice.score {
            Some(score) => drop(writeln!(
                text,
                "{:<27}{:>8.3}{:>9.4}{:>13.3}{:>13.3}",
                Wide(voice_name(voice.voice)),
                score.mase,
                score.pinball,
                score.covers_80,
                score.covers_95
            )),
            None => drop(writeln!(text, "{:<27}{}", Wide(voice_name(voice.voice)), text!("too few rows"))),
        }
    }
    screen::print(&text)
}

fn of_case(options: &Forecast, screen: &Screen) -> Result<(), Failure> {
    let case = open::case(&Case::from(&options.case), screen)?;
    let mut questions = match &options.series {
        None => case.forecasts().to_vec(),
        Some(id) => match case.forecasts().iter().find(|question| question.id.as_str() == id) {
            Some(question) => vec![question.clone()],
            None => vec![question(&case, id)?],
        },
    };
    if let Some(horizon) = options.horizon {
        for question in &mut questions {
            question.horizon = u32::from(horizon);
        }
    }
    let found = answer(&case, &Asked::Forecasts(questions))?;
    if options.json {
        return super::json(&found.data);
    }
    screen::print(paper::pages(&found.dossier, screen).trim_start_matches('\n'))
}

fn question(case: &case::Case, series: &str) -> Result<ForecastQuestion, Failure> {
    let broken = || Failure::NoAnswer { why: "no id for the question".to_owned(), help: "please report this" };
    Ok(ForecastQuestion {
        id: RowId::parse("asked").map_err(|_| broken())?,
        name: series.to_owned(),
        measure: measure(case, series)?,
        horizon: u32::try_from(HORIZON).unwrap_or(12),
        without: Vec::new(),
        target: None,
        known_on: case.as_of(),
        note: None,
    })
}
