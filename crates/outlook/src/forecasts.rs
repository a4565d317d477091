//! What may come of the series of a case: the questions of outlook.toml, answered as distributions.

use ::words::text;
use case::Case;
use case::entry::Entry;
use case::settings::{EffectQuestion, ForecastQuestion};
use case::tables::Event;
use forecast::LEVELS;
use forecast::fan::Fan;
use forecast::rolling::{Rules, Score, scores};
use forecast::sums::{paths, quantiles, totals};
use forecast::voices::{Asked, Spoken, Voice};
use serde::Serialize;
use series::random::{Random, word};
use trade::flows::Flows;

use crate::effects::{Told, column, event};
use crate::institutions::{Expected, expected};
use crate::measured::{Grain, Measured};
use crate::passage::{Limit, passage};

/// Paths behind the totals of years.
const PATHS: usize = 2000;
/// Steps of history at most, as in the scores.
const LONGEST: usize = 180;

/// What is asked of one series.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub name: String,
    /// The series.
    pub measured: Measured,
    /// Steps to forecast.
    pub horizon: usize,
    /// Known events, by column, for every step of the history and the horizon.
    pub events: Vec<Vec<f64>>,
    /// Seed of the paths.
    pub seed: u64,
}

/// What one voice says.
#[derive(Debug, Clone, Serialize)]
pub struct VoiceFan {
    /// The voice.
    pub voice: Voice,
    /// Its quantiles.
    pub fan: Fan,
    /// How it did at earlier dates, where there were enough.
    pub score: Option<Score>,
}

/// The name of a voice for readers.
pub fn voice_name(voice: Voice) -> String {
    match voice {
        Voice::Blend => text!("blend"),
        Voice::Average => text!("average of both"),
        Voice::Mstl => text!("MSTL + ETS"),
        Voice::Structural => text!("structural model"),
        Voice::SeasonalNaive => text!("seasonal naive"),
    }
}

/// The total of a year that is not over: what is known of it, and what may come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearTotal {
    /// The year.
    pub year: i32,
    /// Steps of it that are known.
    pub known_steps: usize,
    /// Their sum.
    pub known: f64,
    /// Quantiles of the total, by the levels of the fans.
    pub quantiles: Vec<f64>,
}

/// A forecast.
#[derive(Debug, Clone, Serialize)]
pub struct Outlook {
    /// The first step forecast.
    pub first: i32,
    /// Levels of all quantiles.
    pub levels: Vec<f64>,
    /// Whether the known events were taken out, because that forecast better at earlier dates.
    pub taken_out: bool,
    /// The voices, the one shown first at the front.
    pub voices: Vec<VoiceFan>,
    /// Years that end within the horizon, by the first voice; none for a series that does not add up.
    pub years: Vec<YearTotal>,
}

/// A question of a case, answered.
#[derive(Debug, Clone, Serialize)]
pub struct ForecastStudy {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub name: String,
    /// Remark of the question.
    pub note: Option<String>,
    /// The series.
    pub measured: Measured,
    /// Names of the events that could be taken out.
    pub without: Vec<String>,
    /// What institutions expected of the same, beside what came.
    pub expected: Vec<Expected>,
    /// The answer, or why there is none.
    pub outcome: Told<Outlook>,
    /// What the gates let pass of it, where it crosses the border in tonnes.
    pub passage: Option<Limit>,
}

/// Answers all questions of a case.
pub fn studies(case: &Case, flows: &Flows<'_>) -> Vec<ForecastStudy> {
    case.forecasts().iter().filter_map(|question| study(case, flows, question)).collect()
}

/// Answers a question of a case; `None` where the series was not known by the day of the view.
pub fn study(case: &Case, flows: &Flows<'_>, question: &ForecastQuestion) -> Option<ForecastStudy> {
    let measured = Measured::of(case, flows, &question.measure)?;
    let horizon = usize::try_from(question.horizon).unwrap_or(1);
    let end = measured.end() + i32::try_from(horizon).unwrap_or(0);
    let asked: Vec<&EffectQuestion> = question
        .without
        .iter()
        .filter_map(|id| case.effects().iter().find(|effect| effect.id.as_str() == id.as_str()))
        .collect();
    let (mut events, mut without) = (Vec::new(), Vec::new());
    for effect in asked {
        let Some(begun) = event(case, &effect.event) else { continue };
        let at = |event: &Entry<Event>| measured.grain.begin(event.starts_on.first_day());
        let reopened = effect.reopened_by.as_ref().and_then(|id| event(case, id)).map(at);
        let values = column(at(begun), reopened, measured.first, end);
        // Its size must be told from months with it and months without it.
        let within = values.iter().take(measured.values.len()).filter(|value| **value > 0.0).count();
        if within > 0 && within < measured.values.len() {
            events.push(values);
            without.push(effect.name.clone());
        }
    }
    let expected = question.target.as_ref().map_or_else(Vec::new, |target| expected(case, target, &measured));
    let wanted =
        Wanted { id: question.id.to_string(), name: question.name.clone(), measured, horizon, events, seed: 1 };
    let outcome = wanted.answer();
    let passage = passage(case, &question.measure, &wanted.measured, horizon, wanted.seed);
    Some(ForecastStudy {
        passage,
        id: wanted.id,
        name: wanted.name,
        note: question.note.clone(),
        measured: wanted.measured,
        without,
        expected,
        outcome,
    })
}

// The mean pinball loss of the voice shown first.
fn loss(scored: &[Score]) -> f64 {
    scored.iter().find(|score| score.voice == Voice::Blend).map_or(f64::INFINITY, |score| score.pinball)
}

impl Wanted {
    /// Answers it.
    pub fn answer(&self) -> Told<Outlook> {
        match self.outlook() {
            Ok(outlook) => Told::Answer(outlook),
            Err(error) => Told::CannotBeTold(error.to_string()),
        }
    }

    fn outlook(&self) -> Result<Outlook, forecast::ForecastError> {
        let period = self.measured.grain.period();
        let values = &self.measured.values;
        let rules = if period > 1 {
            Rules::default()
        } else {
            // A step ahead from each of the last steps.
            Rules { horizon: 1, origins: 8, every: 1, shortest: 6, longest: LONGEST }
        };
        let known: Vec<Vec<f64>> = self.events.iter().map(|event| event[..values.len()].to_vec()).collect();
        let mut scored = scores(values, period, &[], &rules).unwrap_or_default();
        // An event is taken out where that would have forecast better at earlier dates.
        let mut taken_out = false;
        if !known.is_empty()
            && let Ok(aware) = scores(values, period, &known, &rules)
            && loss(&aware) < loss(&scored)
        {
            (scored, taken_out) = (aware, true);
        }
        let from = values.len().saturating_sub(LONGEST);
        let events: Vec<Vec<f64>> = self
            .events
            .iter()
            .filter(|_| taken_out)
            .map(|event| event[from..].to_vec())
            .filter(|event| event[..values.len() - from].iter().any(|value| *value > 0.0))
            .collect();
        let asked = Asked { history: &values[from..], period, horizon: self.horizon, events: &events };
        let spoken = Spoken::of(&asked)?;
        let voices = Voice::ALL
            .iter()
            .map(|voice| VoiceFan {
                voice: *voice,
                fan: spoken.said(*voice).fan(&LEVELS),
                score: scored.iter().find(|score| score.voice == *voice).copied(),
            })
            .collect();
        let years = if self.adds_up() { self.years(&spoken, &asked) } else { Vec::new() };
        Ok(Outlook { first: self.measured.end(), levels: LEVELS.to_vec(), taken_out, voices, years })
    }

    // Flows add up over a year; levels, shares and rates do not.
    fn adds_up(&self) -> bool {
        let unit = &self.measured.unit;
        let is_rate = unit == "percent" || unit.contains('/');
        self.measured.grain == Grain::Month && !is_rate
    }

    fn years(&self, spoken: &Spoken, asked: &Asked<'_>) -> Vec<YearTotal> {
        let mut random = Random::keyed(&[self.seed, word(&self.id)]);
        let drawn = paths(spoken, asked, Voice::Blend, PATHS, &mut random);
        years(&self.measured, self.horizon, |to_come, known| quantiles(&totals(&drawn, to_come, known), &LEVELS))
    }
}

/// The years that end within a horizon of months: `total(months to come, known sum)` gives the quantiles of each.
pub(crate) fn years(measured: &Measured, horizon: usize, total: impl Fn(&[usize], f64) -> Vec<f64>) -> Vec<YearTotal> {
    let end = measured.end();
    let last = end + i32::try_from(horizon).unwrap_or(0);
    (end.div_euclid(12)..=last.div_euclid(12))
        .filter_map(|year| {
            // Every month is known, or forecast.
            let mut known = 0.0;
            let (mut known_steps, mut to_come) = (0, Vec::new());
            for step in year * 12..year * 12 + 12 {
                if step >= last {
                    return None;
                }
                match usize::try_from(step - end) {
                    Ok(place) => to_come.push(place),
                    Err(_) => {
                        known += measured.at(step)?;
                        known_steps += 1;
                    }
                }
            }
            Some(YearTotal { year, known_steps, known, quantiles: total(&to_come, known) })
        })
        .collect()
}
