//! What the caller assumes where the record does not tell.

use ::words::{mark, text};
use serde::{Deserialize, Serialize};

use super::parameter::{Basis, Parameter};

/// How often something closes, how long and how far, by assumption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AssumedClosure {
    /// The code of an economy: all its gates close together, and only if it has no record. Or the id of a gate: it
    /// closes so besides what the record of its neighbour does to it.
    pub subject: String,
    /// Beginnings a year, 0 or more.
    pub per_year: f64,
    /// Mean length in months, 1 or more; lengths are geometric.
    pub mean_months: f64,
    /// What stays open, 0 to 1.
    pub open: f64,
}

/// A triangular distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Triangle {
    /// The least.
    pub low: f64,
    /// The most likely.
    pub mode: f64,
    /// The most.
    pub high: f64,
}

/// Assumptions, each shown as one among the parameters. The default assumes nothing: no closures beyond the record, no
/// spread between buyers, works that open on time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Assumed {
    /// Closures.
    pub closures: Vec<AssumedClosure>,
    /// Standard deviation of the log price of one buyer round the common factor, in a period of 12 months.
    pub buyer_spread: f64,
    /// Months by which a project opens late; `None`: on time.
    pub opening_delay: Option<Triangle>,
}

/// What becomes of an assumed closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Used {
    /// It is drawn.
    Yes,
    /// The neighbour has a record of its own.
    HasRecord,
    /// No gate has this id or neighbour, on the day of the view.
    Unknown,
}

/// What is wrong with an assumption.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssumedFault {
    /// A rate below zero, a length below one month, a share outside 0 to 1, or one of them no number.
    #[error("closure of `{subject}`: {what} is {found}, expected {expected}")]
    Closure {
        /// The subject as given.
        subject: String,
        /// Which figure.
        what: &'static str,
        /// The figure.
        found: f64,
        /// What it may be.
        expected: &'static str,
    },
    /// A spread below zero or no number.
    #[error("spread between buyers is {found}, expected 0 or more")]
    Spread {
        /// The figure.
        found: f64,
    },
    /// A triangle whose ends and mode are not in order, or below zero.
    #[error("opening delay is {low}, {mode}, {high}, expected 0 <= low <= mode <= high")]
    Opening {
        /// Low end.
        low: f64,
        /// Mode.
        mode: f64,
        /// High end.
        high: f64,
    },
}

impl Assumed {
    /// Whether all figures are possible ones.
    ///
    /// # Errors
    /// The first figure that is not.
    pub fn check(&self) -> Result<(), AssumedFault> {
        for closure in &self.closures {
            let fault = |what, found, expected| AssumedFault::Closure {
                subject: closure.subject.clone(),
                what,
                found,
                expected,
            };
            if !(closure.per_year >= 0.0 && closure.per_year.is_finite()) {
                return Err(fault("rate a year", closure.per_year, "0 or more"));
            }
            if !(closure.mean_months >= 1.0 && closure.mean_months.is_finite()) {
                return Err(fault("mean length in months", closure.mean_months, "1 or more"));
            }
            if !(0.0..=1.0).contains(&closure.open) {
                return Err(fault("share that stays open", closure.open, "0 to 1"));
            }
        }
        if !(self.buyer_spread >= 0.0 && self.buyer_spread.is_finite()) {
            return Err(AssumedFault::Spread { found: self.buyer_spread });
        }
        if let Some(Triangle { low, mode, high }) = self.opening_delay
            && !(0.0 <= low && low <= mode && mode <= high && high.is_finite())
        {
            return Err(AssumedFault::Opening { low, mode, high });
        }
        Ok(())
    }

    /// Each assumption as a parameter; `used` tells what becomes of a closure.
    pub(super) fn parameters(&self, used: impl Fn(&AssumedClosure) -> Used) -> Vec<Parameter> {
        let mut all = Vec::new();
        for closure in &self.closures {
            let words = match used(closure) {
                Used::Yes => text!("an assumption of the case"),
                Used::HasRecord => {
                    text!("an assumption of the case and not used: the case has a record of this neighbour")
                }
                Used::Unknown => {
                    text!("an assumption of the case and not used: no gate of the view has this id or neighbour")
                }
            };
            let one = |name, value, unit| {
                Parameter::new(name, &closure.subject, Basis::Assumed, Some(value), unit).said(words.clone())
            };
            all.push(one("closure_rate", closure.per_year, mark("per year")));
            all.push(one("closure_length", closure.mean_months, mark("month")));
            all.push(one("closure_open", closure.open, mark("share")));
        }
        all.push(Parameter::new("buyer_spread", "", Basis::Assumed, Some(self.buyer_spread), mark("log")).said(text!(
            "standard deviation of the log price of one buyer round the common factor, drawn for 12 months"
        )));
        all.push(match self.opening_delay {
            Some(Triangle { low, mode, high }) => {
                Parameter::new("opening_delay", "", Basis::Assumed, Some(mode), mark("month"))
                    .between(low, high)
                    .said(text!("the mode and the ends of a triangular distribution, one number for each project"))
            }
            None => Parameter::new("opening_delay", "", Basis::Assumed, Some(0.0), mark("month"))
                .said(text!("projects open on time")),
        });
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_figures_are_named() {
        let closure = |per_year, mean_months, open| Assumed {
            closures: vec![AssumedClosure { subject: "x".to_owned(), per_year, mean_months, open }],
            ..Assumed::default()
        };
        assert!(closure(0.2, 3.0, 0.5).check().is_ok());
        assert!(closure(-0.2, 3.0, 0.5).check().unwrap_err().to_string().contains("rate a year is -0.2"));
        assert!(closure(0.2, 0.5, 0.5).check().is_err());
        assert!(closure(0.2, 3.0, f64::NAN).check().is_err());
        assert!(Assumed { buyer_spread: f64::INFINITY, ..Assumed::default() }.check().is_err());
        let late =
            |low, mode, high| Assumed { opening_delay: Some(Triangle { low, mode, high }), ..Assumed::default() };
        assert!(late(0.0, 6.0, 24.0).check().is_ok());
        assert!(late(0.0, 30.0, 24.0).check().is_err());
    }
}
