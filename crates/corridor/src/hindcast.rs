//! The hindcast: the simulated series beside the official one and two naive rivals, and the forecast that follows.

use std::collections::BTreeMap;

use case::value::date::Month;
use serde::Serialize;

use crate::flow::FlowError;
use crate::goods::Goods;
use crate::network::Network;
use crate::score::{Score, quantile};
use crate::simulate::{HORIZON, SimulatedMonth, simulate, simulate_alone};

/// A recorded series: kt by month. It is only ever compared with, never simulated from.
pub type Record = BTreeMap<Month, f64>;

/// Months before the first simulated one whose mean is the constant rival.
const CONSTANT_MONTHS: i32 = 36;

/// One month of the comparison, kt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedMonth {
    /// The simulated month.
    pub simulated: SimulatedMonth,
    /// Simulated exports of the good.
    pub kt: f64,
    /// Recorded exports.
    pub recorded_kt: Option<f64>,
    /// Recorded exports of the same month a year before.
    pub seasonal_kt: Option<f64>,
    /// The mean of the months before the first.
    pub constant_kt: Option<f64>,
}

/// The scores of the model and its rivals over some months.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// The model.
    pub model: Score,
    /// The same month a year before.
    pub seasonal: Score,
    /// The constant.
    pub constant: Score,
}

impl Comparison {
    /// The model's mean absolute error over that of the seasonal rival, minus one: -0.5 halves it.
    pub fn against_seasonal(&self) -> f64 {
        self.model.mae / self.seasonal.mae - 1.0
    }
}

/// The hindcast of one good.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hindcast {
    /// Index of the good.
    pub good: usize,
    /// The months.
    pub months: Vec<ComparedMonth>,
}

/// Simulates months and sets them beside the record.
///
/// # Errors
/// When a month has no optimum.
pub fn hindcast(
    network: &Network<'_>,
    goods: &Goods,
    good: usize,
    months: &[Month],
    record: &Record,
) -> Result<Hindcast, FlowError> {
    let simulated = simulate(network, goods, months, None, HORIZON)?;
    let constant = months.first().and_then(|first| mean_before(record, *first));
    let months = simulated
        .into_iter()
        .map(|simulated| ComparedMonth {
            kt: simulated.sold_kt.get(good).copied().unwrap_or(0.0),
            recorded_kt: record.get(&simulated.month).copied(),
            seasonal_kt: record.get(&simulated.month.plus(-12)).copied(),
            constant_kt: constant,
            simulated,
        })
        .collect();
    Ok(Hindcast { good, months })
}

fn mean_before(record: &Record, first: Month) -> Option<f64> {
    let before: Vec<f64> = (1..=CONSTANT_MONTHS).filter_map(|back| record.get(&first.plus(-back)).copied()).collect();
    #[allow(clippy::cast_precision_loss, reason = "a count of months")]
    let n = before.len() as f64;
    (!before.is_empty()).then(|| before.iter().sum::<f64>() / n)
}

impl Hindcast {
    /// Scores the months from one to another in which model, record and both rivals are known; `None` without any.
    pub fn compare(&self, from: Month, to: Month) -> Option<Comparison> {
        let within = self.months.iter().filter(|month| (from..=to).contains(&month.simulated.month));
        let known: Vec<(f64, f64, f64, f64)> = within
            .filter_map(|month| Some((month.kt, month.recorded_kt?, month.seasonal_kt?, month.constant_kt?)))
            .collect();
        let pairs = |pick: fn(&(f64, f64, f64, f64)) -> f64| known.iter().map(|m| (pick(m), m.1)).collect::<Vec<_>>();
        Some(Comparison {
            from,
            to,
            model: Score::of(&pairs(|m| m.0))?,
            seasonal: Score::of(&pairs(|m| m.2))?,
            constant: Score::of(&pairs(|m| m.3))?,
        })
    }
}

/// A month of a forecast, kt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ForecastMonth {
    /// The month.
    pub month: Month,
    /// What the model gives when the last regimes hold.
    pub model_kt: f64,
    /// A tenth lies below.
    pub p10_kt: f64,
    /// Half lies below.
    pub p50_kt: f64,
    /// Nine tenths lie below.
    pub p90_kt: f64,
}

/// Errors of the same rule in the past: recorded minus simulated, by how many months ahead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PastErrors {
    /// Upper ends of the classes of months ahead, with the errors of each, sorted, kt.
    pub classes: Vec<(i32, Vec<f64>)>,
}

/// Classes of months ahead: up to so many.
const CLASSES: [i32; 5] = [3, 6, 12, 24, 36];
/// Months from one past beginning to the next.
const BEGINNINGS: usize = 3;
/// Months ahead at which past forecasts are looked at.
const AHEAD: [i32; 11] = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 34];

/// How wrong the rule “the last regime holds” was before: at every third month of the past, the months ahead are
/// simulated with the regimes known then, and compared with what came.
///
/// # Errors
/// When a month has no optimum.
pub fn past_errors(
    network: &Network<'_>,
    goods: &Goods,
    good: usize,
    beginnings: &[Month],
    record: &Record,
) -> Result<PastErrors, FlowError> {
    let mut classes: Vec<(i32, Vec<f64>)> = CLASSES.iter().map(|upto| (*upto, Vec::new())).collect();
    for begin in beginnings.iter().step_by(BEGINNINGS) {
        let recorded: Vec<(i32, Month, f64)> = AHEAD
            .iter()
            .map(|ahead| (*ahead, begin.plus(*ahead)))
            .filter_map(|(ahead, month)| Some((ahead, month, *record.get(&month)?)))
            .collect();
        let months: Vec<Month> = recorded.iter().map(|(_, month, _)| *month).collect();
        if months.is_empty() {
            continue;
        }
        let simulated = simulate_alone(network, goods, &months, begin.last_day())?;
        for ((ahead, _, recorded), sold) in recorded.into_iter().zip(simulated) {
            let kt = sold.get(good).copied().unwrap_or(0.0);
            if let Some((_, errors)) = classes.iter_mut().find(|(upto, _)| ahead <= *upto) {
                errors.push(recorded - kt);
            }
        }
    }
    for (_, errors) in &mut classes {
        errors.sort_by(f64::total_cmp);
    }
    Ok(PastErrors { classes })
}

impl PastErrors {
    /// The error of a quantile at some months ahead, kt; classes without errors take those of the class before.
    fn at(&self, ahead: i32, part: f64) -> f64 {
        let place = self.classes.iter().position(|(upto, _)| ahead <= *upto).unwrap_or(self.classes.len());
        let known = self.classes.iter().take(place + 1).rev().find(|(_, errors)| !errors.is_empty());
        known.and_then(|(_, errors)| quantile(errors, part)).unwrap_or(0.0)
    }
}

/// The forecast after a month: the last regimes hold, the band is that of past errors at as many months ahead.
///
/// # Errors
/// When a month has no optimum.
pub fn forecast(
    network: &Network<'_>,
    goods: &Goods,
    good: usize,
    after: Month,
    months: i32,
    errors: &PastErrors,
) -> Result<Vec<ForecastMonth>, FlowError> {
    let ahead: Vec<Month> = (1..=months).map(|step| after.plus(step)).collect();
    let simulated = simulate(network, goods, &ahead, Some(after), HORIZON)?;
    Ok(simulated
        .into_iter()
        .zip(1..)
        .map(|(simulated, step)| {
            let kt = simulated.sold_kt.get(good).copied().unwrap_or(0.0);
            let with = |part: f64| (kt + errors.at(step, part)).max(0.0);
            ForecastMonth {
                month: simulated.month,
                model_kt: kt,
                p10_kt: with(0.1),
                p50_kt: with(0.5),
                p90_kt: with(0.9),
            }
        })
        .collect())
}
