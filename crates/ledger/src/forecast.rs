//! Forecasts, as values.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::panel::{ascending, id};
use crate::period::Period;

id! {
    /// Number of a forecast: later ones have greater numbers.
    ForecastId
}

/// What kind of forecaster made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecasterKind {
    /// A model of this program.
    Model,
    /// A rule without a model, against which others are measured.
    Naive,
    /// An institution that publishes forecasts.
    Institution,
    /// A panel of experts.
    Panel,
}

/// What is forecast.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// Quantiles of a quantity.
    Quantiles {
        /// Levels, ascending, each above 0 and below 1.
        levels: Vec<f64>,
        /// A value for each level, in the unit of the forecast, never falling.
        values: Vec<f64>,
    },
    /// The probability of an event, 0 to 1.
    Probability(f64),
}

/// A forecast to be stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewForecast {
    /// Id of the case from whose facts it was made.
    pub case_id: String,
    /// Title of the case.
    pub case_title: String,
    /// Hash of the facts.
    pub case_version: String,
    /// The day up to which facts were known to it.
    pub as_of: Date,
    /// The seed of its random numbers.
    pub seed: u64,
    /// When it was made.
    pub made_at: Timestamp,
    /// What kind of forecaster made it.
    pub kind: ForecasterKind,
    /// The forecaster's name.
    pub forecaster: String,
    /// Id of the series that is forecast.
    pub target: String,
    /// Its month or year.
    pub period: Period,
    /// What is forecast.
    pub statement: Statement,
    /// Unit of the quantity.
    pub unit: String,
    /// How it was made, in words.
    pub method: String,
}

/// A forecast that is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// Its number.
    pub id: ForecastId,
    /// What it says.
    #[serde(flatten)]
    pub forecast: NewForecast,
}

impl NewForecast {
    /// What keeps it from being a forecast, if anything.
    pub fn fault(&self) -> Option<String> {
        for (text, what) in
            [(&self.target, "the series"), (&self.forecaster, "the forecaster"), (&self.method, "the method")]
        {
            if text.trim().is_empty() {
                return Some(format!("{what} is not named"));
            }
        }
        match &self.statement {
            Statement::Probability(value) if !(0.0..=1.0).contains(value) => {
                Some(format!("`{value}` is no probability: give 0 to 1"))
            }
            Statement::Probability(_) => None,
            Statement::Quantiles { levels, values } => {
                let inside = levels.iter().all(|level| *level > 0.0 && *level < 1.0);
                if levels.is_empty() || !inside || !ascending(levels) {
                    return Some("levels are numbers above 0 and below 1, ascending".to_owned());
                }
                if values.len() != levels.len() {
                    return Some(format!("there are `{}` levels and `{}` values", levels.len(), values.len()));
                }
                let never_falls = values.windows(2).all(|pair| matches!(pair, [a, b] if a <= b));
                (!never_falls || values.iter().any(|value| !value.is_finite()))
                    .then(|| "values are finite numbers that never fall".to_owned())
            }
        }
    }
}
