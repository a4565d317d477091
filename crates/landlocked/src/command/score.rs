//! `landlocked score`: forecasts are kept before the outcome is known, outcomes are added, and the record is printed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ::words::text;
use case::value::date::Date;
use figure::text::{Wide, shorten};
use forecast::voices::Voice;
use ledger::outcome::standing;
use ledger::{Forecast, ForecasterKind, Ledger, NewForecast, NewOutcome, Outcome, Period, Statement};
use outlook::forecasts::{ForecastStudy, studies};
use outlook::measured::Measured;
use outlook::record::{Judged, Said, Standing, Who, standings};
use serde::Serialize;
use trade::flows::Flows;

use super::panel::Closed;
use crate::arguments::{Case, Score};
use crate::disk;
use crate::failure::Failure;
use crate::open;
use crate::screen::{self, Screen};
use crate::stopwatch;

/// Seed of the forecasts of a case's questions.
const SEED: u64 = 1;

#[derive(Serialize)]
struct Record {
    forecasts: usize,
    outcomes: usize,
    standings: Vec<OfCase>,
}

/// How a forecaster did on a series of a case.
#[derive(Serialize)]
struct OfCase {
    case: String,
    #[serde(flatten)]
    standing: Standing,
}

pub(crate) fn run(options: &Score, screen: &Screen) -> Result<(), Failure> {
    let mut ledger = ledger(&options.data.data)?;
    if options.keep {
        let case = open::case(&Case::from(&options.case), screen)?;
        let kept = keep(&mut ledger, &case)?;
        let day = case.as_of();
        screen::message(&if kept == 1 {
            text!("1 forecast kept, as of {day}")
        } else {
            text!("{count} forecasts kept, as of {day}", count = kept)
        });
    }
    if let Some(folder) = &options.outcomes {
        let later = open::case(
            &Case { folder: Some(folder.clone()), as_of: Some(Date::MAX), language: options.case.language.clone() },
            screen,
        )?;
        let added = outcomes(&mut ledger, &later)?;
        screen::message(&if added == 1 {
            text!("1 outcome added")
        } else {
            text!("{count} outcomes added", count = added)
        });
    }
    let record = record(&ledger, Case::from(&options.case).as_of.unwrap_or(Date::MAX))?;
    if options.json {
        return super::json(&record);
    }
    screen::print(&text(&record))
}

/// The ledger of a data folder, which is made where it is missing.
pub(super) fn ledger(folder: &std::path::Path) -> Result<Ledger, Failure> {
    disk::make_folder(folder)?;
    Ledger::open(folder).map_err(stored)
}

pub(super) fn stored(error: ledger::LedgerError) -> Failure {
    Failure::Ledger(Box::new(error))
}

/// What is kept of all cases as it was known on a day. Two cases may have a series of the same name: each is judged alone.
fn record(ledger: &Ledger, day: Date) -> Result<Record, Failure> {
    let cases: BTreeSet<String> =
        ledger.forecasts().map_err(stored)?.into_iter().map(|forecast| forecast.forecast.case_id).collect();
    let recorded = known(ledger, day)?;
    let mut record = Record { forecasts: 0, outcomes: standing(&recorded).len(), standings: Vec::new() };
    for case in cases {
        let judged = judged(ledger, &case, day)?;
        record.forecasts += judged.len();
        record.standings.extend(standings(&judged).into_iter().map(|standing| OfCase { case: case.clone(), standing }));
    }
    Ok(record)
}

/// Outcomes known on a day. A correction of later does not yet correct anything.
fn known(ledger: &Ledger, day: Date) -> Result<Vec<Outcome>, Failure> {
    Ok(ledger.outcomes().map_err(stored)?.into_iter().filter(|outcome| outcome.known_on <= day).collect())
}

/// The id under which forecasts and outcomes of a case are kept.
pub(super) fn case_id(case: &case::Case) -> String {
    case.economy().as_str().to_owned()
}

// Every voice of every question, and institutions whose time has not come.
fn keep(ledger: &mut Ledger, case: &case::Case) -> Result<usize, Failure> {
    let flows = Flows::of(case);
    let found = studies(case, &flows);
    let known = ledger.forecasts().map_err(stored)?;
    // The same said twice is kept once: by the facts of the same day, or by an institution at any time.
    let key = |forecast: &NewForecast| {
        let day = match forecast.kind {
            ForecasterKind::Institution | ForecasterKind::Panel => forecast.method.clone(),
            ForecasterKind::Model | ForecasterKind::Naive => forecast.as_of.to_string(),
        };
        let NewForecast { case_id, forecaster, target, period, statement, .. } = forecast;
        format!("{case_id}|{day}|{forecaster}|{target}|{period}|{statement:?}")
    };
    let before: BTreeSet<String> = known.iter().map(|forecast| key(&forecast.forecast)).collect();
    let id = case_id(case);
    let came: BTreeSet<String> = ledger
        .outcomes()
        .map_err(stored)?
        .iter()
        .filter(|outcome| outcome.case_id == id)
        .map(|outcome| format!("{}|{}", outcome.target, outcome.period))
        .collect();
    let mut fresh: Vec<NewForecast> = found.iter().flat_map(|study| forecasts(case, study)).collect();
    fresh.extend(of_panels(ledger, case)?);
    fresh.retain(|forecast| {
        !before.contains(&key(forecast)) && !came.contains(&format!("{}|{}", forecast.target, forecast.period))
    });
    ledger.store_forecasts(&fresh).map_err(stored)?;
    Ok(fresh.len())
}

// What closed panels expect of series, pooled with equal weights.
fn of_panels(ledger: &Ledger, case: &case::Case) -> Result<Vec<NewForecast>, Failure> {
    let mut all = Vec::new();
    for closed in Closed::all(ledger)? {
        for (question, target, law) in closed.pooled() {
            if question.realisation.is_some() {
                continue;
            }
            all.push(NewForecast {
                case_id: case_id(case),
                case_title: case.frame().map_or_else(String::new, |frame| frame.title.clone()),
                case_version: case.hash().to_owned(),
                as_of: case.as_of(),
                seed: 0,
                made_at: stopwatch::now(),
                kind: ForecasterKind::Panel,
                forecaster: format!("{} (equal weights)", closed.panel.title),
                target: target.series.clone(),
                period: target.period,
                statement: Statement::Quantiles { levels: closed.levels().to_vec(), values: law.quantiles },
                unit: question.unit.clone(),
                method: "answers of a closed panel, pooled with equal weights".to_owned(),
            });
        }
    }
    Ok(all)
}

fn forecasts(case: &case::Case, study: &ForecastStudy) -> Vec<NewForecast> {
    let of = |kind: ForecasterKind, forecaster: &str, period: Period, statement: Statement, method: &str| NewForecast {
        case_id: case_id(case),
        case_title: case.frame().map_or_else(String::new, |frame| frame.title.clone()),
        case_version: case.hash().to_owned(),
        as_of: case.as_of(),
        seed: SEED,
        made_at: stopwatch::now(),
        kind,
        forecaster: forecaster.to_owned(),
        target: study.measured.id.clone(),
        period,
        statement,
        unit: study.measured.unit.clone(),
        method: method.to_owned(),
    };
    let mut all = Vec::new();
    if let Some(outlook) = study.outcome.answer() {
        for fan in &outlook.voices {
            let kind = if fan.voice == Voice::SeasonalNaive { ForecasterKind::Naive } else { ForecasterKind::Model };
            for (h, values) in fan.fan.months.iter().enumerate() {
                let step = outlook.first + i32::try_from(h).unwrap_or(0);
                let Ok(period) = study.measured.grain.label(step).parse() else { continue };
                let statement = Statement::Quantiles { levels: fan.fan.levels.clone(), values: values.clone() };
                all.push(of(kind, fan.voice.name(), period, statement, "the voice of this name, on the series alone"));
            }
        }
    }
    for expected in &study.expected {
        let is_figure = ["equal", "about"].contains(&expected.relation.as_str()) && expected.value_high.is_none();
        let open = expected.outcome.is_none() && is_figure;
        if let (true, Ok(period)) = (open, expected.period.parse()) {
            let statement = Statement::Quantiles { levels: vec![0.5], values: vec![expected.value] };
            let method = format!("as published, {}", expected.made_on);
            all.push(of(ForecasterKind::Institution, &expected.forecaster, period, statement, &method));
        }
    }
    all
}

// What came, for every series and period that was forecast for this case and has no outcome yet.
fn outcomes(ledger: &mut Ledger, later: &case::Case) -> Result<usize, Failure> {
    let flows = Flows::of(later);
    let forecasts = ledger.forecasts().map_err(stored)?;
    let mut recorded = ledger.outcomes().map_err(stored)?;
    let id = case_id(later);
    recorded.retain(|outcome| outcome.case_id == id);
    let wanted: BTreeSet<(String, Period)> = forecasts
        .into_iter()
        .map(|forecast| forecast.forecast)
        .filter(|forecast| forecast.case_id == id)
        .map(|forecast| (forecast.target, forecast.period))
        .collect();
    let provenance = later.tables().provenance();
    let mut added = 0;
    for (target, period) in wanted {
        if recorded.iter().any(|outcome| outcome.target == target && outcome.period == period) {
            continue;
        }
        let Ok(measure) = <case::value::measure::MeasureId as case::cell::Cell>::parse(&target) else { continue };
        let Some(measured) = Measured::of(later, &flows, &measure) else { continue };
        let Some((value, rows)) = measured.of_period(&period.to_string()) else { continue };
        let row = rows.first().and_then(|row| provenance.iter().find(|(at, ..)| *at == row));
        let outcome = NewOutcome {
            case_id: id.clone(),
            target,
            period,
            value,
            source: row.map_or_else(|| "the case".to_owned(), |(_, provenance, _)| provenance.source_id.to_string()),
            known_on: row.map_or_else(|| later.as_of(), |(.., known_on)| *known_on),
            replaces: None,
        };
        ledger.record_outcome(&outcome, stopwatch::now()).map_err(stored)?;
        added += 1;
    }
    Ok(added)
}

/// The forecasts of a case that stood on a day, with what came as it was known on that day.
pub(super) fn judged(ledger: &Ledger, case: &str, day: Date) -> Result<Vec<Judged>, Failure> {
    let mut recorded = known(ledger, day)?;
    recorded.retain(|outcome| outcome.case_id == case);
    let standing = standing(&recorded);
    let of = |forecast: Forecast| {
        let NewForecast { kind, forecaster, target, unit, as_of, period, statement, .. } = forecast.forecast;
        let outcome = standing
            .iter()
            .find(|outcome| outcome.target == target && outcome.period == period)
            .map(|outcome| outcome.value);
        Judged {
            who: match kind {
                ForecasterKind::Model => Who::Model,
                ForecasterKind::Naive => Who::Naive,
                ForecasterKind::Institution => Who::Institution,
                ForecasterKind::Panel => Who::Panel,
            },
            forecaster,
            target,
            unit,
            as_of: as_of.to_string(),
            period: period.to_string(),
            said: match statement {
                Statement::Quantiles { levels, values } => Said::Quantiles(levels.into_iter().zip(values).collect()),
                Statement::Probability(p) => Said::Probability(p),
            },
            outcome,
        }
    };
    let stands = |forecast: &Forecast| forecast.forecast.case_id == case && forecast.forecast.as_of <= day;
    Ok(ledger.forecasts().map_err(stored)?.into_iter().filter(stands).map(of).collect())
}

fn text(record: &Record) -> String {
    let mut text = text!(
        "{forecasts} forecasts kept, {outcomes} outcomes recorded.",
        forecasts = record.forecasts,
        outcomes = record.outcomes
    );
    text.push('\n');
    if record.standings.is_empty() {
        text.push_str(&text!("Keep forecasts with `landlocked score --data DIR --keep`."));
        text.push('\n');
        return text;
    }
    let several =
        record.standings.iter().any(|one| Some(&one.case) != record.standings.first().map(|first| &first.case));
    let mut before = ("", "");
    for OfCase { case, standing } in &record.standings {
        let (now, target) = ((case.as_str(), standing.target.as_str()), &standing.target);
        if now != before {
            before = now;
            let whose = if several { format!("{case}: ") } else { String::new() };
            let _ = write!(
                text,
                "\n{whose}{target}, {}\n{:<44}{:>6}{:>8}{:>12}{:>8}{:>8}  {}\n",
                standing.unit,
                "",
                Wide(text!("kept")),
                Wide(text!("scored")),
                Wide(text!("loss")),
                "80 %",
                "95 %",
                text!("skill (95 %)")
            );
        }
        let number = |value: Option<f64>, decimals: u8| {
            value.map_or_else(|| "-".to_owned(), |value| figure::number::format(value, decimals))
        };
        let skill = standing.skill.map_or_else(
            || "-".to_owned(),
            |skill| format!("{:+.2} [{:+.2}, {:+.2}]", skill.skill, skill.low, skill.high),
        );
        let _ = writeln!(
            text,
            "{:<44}{:>6}{:>8}{:>12}{:>8}{:>8}  {skill}",
            Wide(shorten(&standing.shown(), 43)),
            standing.kept,
            standing.scored,
            number(standing.loss.or(standing.brier), 3),
            number(standing.covers_80, 2),
            number(standing.covers_95, 2)
        );
    }
    text
}
