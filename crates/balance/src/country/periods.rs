//! The time that is planned: months, gathered into periods.

use case::model::Case;
use case::value::date::Month;
use serde::{Deserialize, Serialize};

/// Periods and months where the case does not say: three years by quarters.
const PERIODS: usize = 12;
const MONTHS: usize = 3;

/// The periods.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Periods {
    /// All months, in order.
    #[serde(skip)]
    pub months: Vec<Month>,
    /// How many periods.
    pub count: usize,
    /// Months in each.
    pub length: usize,
    /// Where each begins, as `2023-04`.
    pub names: Vec<String>,
}

impl Periods {
    /// Those of a case; without its own word, from the month after the day of the view.
    pub(super) fn of(case: &Case) -> Self {
        let own = case.balance();
        let day = case.as_of();
        let next = Month::new(day.year(), day.month()).map(|month| month.plus(1));
        let first = own.map(|own| own.from).or(next);
        let count = own.map_or(PERIODS, |own| own.periods as usize);
        let length = own.map_or(MONTHS, |own| own.months as usize);
        let months: Vec<Month> = first
            .map(|first| (0..count * length).filter_map(|at| i32::try_from(at).ok()).map(|at| first.plus(at)).collect())
            .unwrap_or_default();
        let names = months.iter().step_by(length.max(1)).map(ToString::to_string).collect();
        Self { months, count, length, names }
    }

    /// The months of a period.
    pub(super) fn of_period(&self, period: usize) -> std::ops::Range<usize> {
        period * self.length..(period + 1) * self.length
    }

    /// What money of a period is worth now, at a yearly rate of interest.
    pub(super) fn discount(&self, period: usize, interest: f64) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a count of months")]
        let years = (period * self.length) as f64 / 12.0;
        (1.0 + interest).powf(-years)
    }

    /// Years in a period.
    #[allow(clippy::cast_precision_loss, reason = "a count of months")]
    pub(crate) fn years(&self) -> f64 {
        self.length as f64 / 12.0
    }
}
