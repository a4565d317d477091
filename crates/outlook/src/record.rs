//! The track record: forecasts that were kept before the outcome was known, beside what came.

use std::collections::BTreeMap;

use forecast::voices::Voice;
use score::quantile::{coverage, mean_pinball};
use score::skill::{Skill, on_same_dates, skill};
use serde::Serialize;

use crate::forecasts::voice_name;

/// Probability of the band of a skill.
const BAND: f64 = 0.95;

/// A loss, by the period it is for and the day of the facts it rests on.
type Loss = ((String, String), f64);

/// Who made a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// A model.
    Model,
    /// A rule without a model: the rival.
    Naive,
    /// An institution.
    Institution,
    /// A panel of experts.
    Panel,
}

/// What was said.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Values by level.
    Quantiles(Vec<(f64, f64)>),
    /// A probability.
    Probability(f64),
}

/// A forecast that was kept, with what came.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What kind of forecaster.
    pub who: Who,
    /// Its name.
    pub forecaster: String,
    /// The series.
    pub target: String,
    /// Unit of the series.
    pub unit: String,
    /// The day of the facts it rests on, ISO.
    pub as_of: String,
    /// What it is for, as `2023-04` or `2023`.
    pub period: String,
    /// What was said.
    pub said: Said,
    /// What came, when it is known.
    pub outcome: Option<f64>,
}

/// How one forecaster did on one series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The series.
    pub target: String,
    /// Unit of the scores, but for shares and probabilities.
    pub unit: String,
    /// What kind of forecaster.
    pub who: Who,
    /// Its name.
    pub forecaster: String,
    /// Forecasts kept.
    pub kept: usize,
    /// Of these with an outcome.
    pub scored: usize,
    /// Twice the mean pinball loss over the levels given (with symmetric levels the weighted interval score); for one
    /// median alone the mean absolute error. Lower is better.
    pub loss: Option<f64>,
    /// Mean Brier score of probabilities.
    pub brier: Option<f64>,
    /// Share of outcomes within the band of 80 %.
    pub covers_80: Option<f64>,
    /// Share of outcomes within the band of 95 %.
    pub covers_95: Option<f64>,
    /// Against the naive rival on the same periods and days, with a band.
    pub skill: Option<Skill>,
}

impl Standing {
    /// Who made the forecasts, for readers: voices have names in their language, others are known by their own.
    pub fn shown(&self) -> String {
        let voice = Voice::ALL.into_iter().find(|voice| voice.name() == self.forecaster);
        voice.map_or_else(|| self.forecaster.clone(), voice_name)
    }
}

/// The record of all forecasters, by series, then kind and name.
pub fn standings(judged: &[Judged]) -> Vec<Standing> {
    let mut groups: BTreeMap<(&str, Who, &str), Vec<&Judged>> = BTreeMap::new();
    for forecast in judged {
        groups.entry((&forecast.target, forecast.who, &forecast.forecaster)).or_default().push(forecast);
    }
    let naive: BTreeMap<&str, Vec<Loss>> = groups
        .iter()
        .filter(|((_, who, _), _)| *who == Who::Naive)
        .map(|((target, ..), forecasts)| (*target, losses(forecasts)))
        .collect();
    groups
        .iter()
        .map(|((target, who, forecaster), forecasts)| standing(target, *who, forecaster, forecasts, naive.get(target)))
        .collect()
}

fn standing(target: &str, who: Who, forecaster: &str, forecasts: &[&Judged], naive: Option<&Vec<Loss>>) -> Standing {
    let losses = losses(forecasts);
    let briers: Vec<f64> = forecasts.iter().filter_map(|forecast| brier(forecast)).collect();
    let scored = forecasts.iter().filter(|forecast| forecast.outcome.is_some()).count();
    let skill = naive.filter(|_| who != Who::Naive).and_then(|naive| {
        let pairs: Vec<_> = on_same_dates(&losses, naive).into_iter().map(|(_, pair)| pair).collect();
        // Forecasts of one day are for periods one after another: their errors hang together.
        let horizon = pairs.len().div_ceil(2).clamp(1, 12);
        skill(&pairs, horizon, BAND).ok()
    });
    Standing {
        target: target.to_owned(),
        unit: forecasts.first().map_or_else(String::new, |forecast| forecast.unit.clone()),
        who,
        forecaster: forecaster.to_owned(),
        kept: forecasts.len(),
        scored,
        loss: mean(losses.iter().map(|(_, loss)| *loss)),
        brier: mean(briers.into_iter()),
        covers_80: covers(forecasts, 0.1, 0.9),
        covers_95: covers(forecasts, 0.025, 0.975),
        skill,
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}

// Twice the mean pinball loss, by day of the facts and period.
fn losses(forecasts: &[&Judged]) -> Vec<Loss> {
    let of = |forecast: &&Judged| {
        let outcome = forecast.outcome?;
        let Said::Quantiles(said) = &forecast.said else { return None };
        let (levels, values): (Vec<f64>, Vec<f64>) = said.iter().copied().unzip();
        let loss = 2.0 * mean_pinball(&levels, &values, outcome).ok()?;
        Some(((forecast.period.clone(), forecast.as_of.clone()), loss))
    };
    forecasts.iter().filter_map(of).collect()
}

fn brier(forecast: &Judged) -> Option<f64> {
    let Said::Probability(p) = forecast.said else { return None };
    Some((p - forecast.outcome?).powi(2))
}

fn covers(forecasts: &[&Judged], low: f64, high: f64) -> Option<f64> {
    let mut bands = Vec::new();
    let mut outcomes = Vec::new();
    for forecast in forecasts {
        let (Some(outcome), Said::Quantiles(said)) = (forecast.outcome, &forecast.said) else { continue };
        let at = |level: f64| said.iter().find(|(known, _)| (known - level).abs() < 1e-9).map(|(_, value)| *value);
        if let (Some(low), Some(high)) = (at(low), at(high)) {
            bands.push((low, high));
            outcomes.push(outcome);
        }
    }
    coverage(&bands, &outcomes).ok().map(|found| found.share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(who: Who, period: &str, spread: f64, outcome: Option<f64>) -> Judged {
        let said = Said::Quantiles(vec![(0.1, 10.0 - spread), (0.5, 10.0), (0.9, 10.0 + spread)]);
        let forecaster = format!("{who:?}");
        Judged {
            who,
            forecaster,
            target: "series".to_owned(),
            unit: "kt".to_owned(),
            as_of: "2023-03-20".to_owned(),
            period: period.to_owned(),
            said,
            outcome,
        }
    }

    #[test]
    fn losses_coverage_and_skill_by_hand() {
        let all = [
            judged(Who::Model, "2023-04", 2.0, Some(11.0)),
            judged(Who::Model, "2023-05", 2.0, Some(13.0)),
            judged(Who::Model, "2023-06", 2.0, None),
            judged(Who::Naive, "2023-04", 6.0, Some(11.0)),
            judged(Who::Naive, "2023-05", 6.0, Some(13.0)),
        ];
        let found = standings(&all);
        assert_eq!(found.len(), 2);
        let model = found.iter().find(|standing| standing.who == Who::Model).unwrap();
        assert_eq!((model.kept, model.scored), (3, 2));
        // 2/3 (.1*3 + .5*1 + .1*1) = .6 and 2/3 (.1*5 + .5*3 + .9*1) = 1.9333
        assert!((model.loss.unwrap() - 0.5 * (0.6 + 2.0 * 2.9 / 3.0)).abs() < 1e-12, "{model:?}");
        assert!((model.covers_80.unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(model.covers_95, None);
        let skill = model.skill.unwrap();
        assert_eq!(skill.count, 2);
        assert!(found.iter().find(|standing| standing.who == Who::Naive).unwrap().skill.is_none());
    }

    #[test]
    fn a_probability_has_a_brier_score() {
        let said = Said::Probability(0.8);
        let one = Judged { said, outcome: Some(1.0), ..judged(Who::Panel, "2023", 1.0, None) };
        let found = standings(&[one]);
        assert!((found[0].brier.unwrap() - 0.04).abs() < 1e-12);
        assert_eq!(found[0].loss, None);
    }
}
