//! Which part of a day a gate works: weekly rest, holidays, working days a week or month.

use case::Case;
use case::entry::{Entry, RowRef};
use case::tables::{CapacityMeasure, Rest, TransportMode, Weekday};
use case::value::date::{Date, When};
use case::value::economy::Economy;

use crate::regime::{Regimes, State};

/// The part of a day that is worked, and the rows that say so.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenShare {
    /// 0 to 1.
    pub share: f64,
    /// Rows of the calendar and of working days; empty when nothing restricts the day.
    pub rows: Vec<RowRef>,
}

/// The rows of the calendar that concern one subject.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    subject: String,
    rows: Vec<&'a Entry<Rest>>,
}

impl<'a> Calendar<'a> {
    /// The calendar of a place or link of an economy, for one mode where it is known.
    pub fn of(case: &'a Case, subject: &str, economies: &[Economy], mode: Option<TransportMode>) -> Self {
        let concerns = |row: &&Entry<Rest>| {
            let id = row.subject_id.as_str();
            let subject_fits = id == subject || economies.iter().any(|economy| economy.as_str() == id);
            let mode_fits = row.mode.is_none() || mode.is_none() || row.mode == mode;
            subject_fits && mode_fits
        };
        Self { subject: subject.to_owned(), rows: case.tables().calendar.iter().filter(concerns).collect() }
    }

    /// The part of a day that is worked. Rows of the calendar overlap by their smallest value; working days a week or
    /// month (capacities, measure `working_days`) are spread evenly over the days.
    pub fn on(&self, day: Date, regimes: &Regimes<'_>) -> OpenShare {
        let (share, rest) = self.rest(day);
        let mut open = OpenShare { share, rows: rest.map(|row| row.at.clone()).into_iter().collect() };
        if let Some((worked, state)) = self.worked(day, regimes) {
            open.share *= worked;
            open.rows.extend(state.rows);
        }
        open
    }

    /// The part of a day that is worked and the row of the calendar behind it: days with the same answer are alike.
    pub(crate) fn share_on(&self, day: Date, regimes: &Regimes<'_>) -> (f64, Option<&'a RowRef>) {
        let (share, rest) = self.rest(day);
        (share * self.worked(day, regimes).map_or(1.0, |(worked, _)| worked), rest.map(|row| &row.at))
    }

    /// The smallest part that a row of the calendar leaves of a day, and the row.
    fn rest(&self, day: Date) -> (f64, Option<&'a Entry<Rest>>) {
        let mut least = (1.0, None);
        for row in &self.rows {
            let holds = row.valid_from.first_day() <= day
                && row.valid_to.map(When::last_day).is_none_or(|to| day <= to)
                && means(row.days, day);
            if let Some(share) = row.open.value().filter(|share| holds && *share < least.0) {
                least = (share.clamp(0.0, 1.0), Some(*row));
            }
        }
        least
    }

    fn worked<'s>(&self, day: Date, regimes: &Regimes<'s>) -> Option<(f64, State<'s>)> {
        let state = regimes.get(&self.subject, CapacityMeasure::WorkingDays, None)?.on(day)?;
        Some((worked_share(&state, day)?, state))
    }
}

/// Working days a week or month as a part of all days.
fn worked_share(state: &State<'_>, day: Date) -> Option<f64> {
    let (rate, unit) = (state.rate?, state.unit?);
    let all = match unit.as_str() {
        "day/week" => 7.0,
        "day/month" => f64::from(day.days_in_month()),
        "day/year" => f64::from(day.days_in_year()),
        _ => return None,
    };
    Some((rate.mid / all).clamp(0.0, 1.0))
}

fn means(days: Weekday, day: Date) -> bool {
    use jiff::civil::Weekday as Jiff;
    let wanted = match days {
        Weekday::Every => return true,
        Weekday::Monday => Jiff::Monday,
        Weekday::Tuesday => Jiff::Tuesday,
        Weekday::Wednesday => Jiff::Wednesday,
        Weekday::Thursday => Jiff::Thursday,
        Weekday::Friday => Jiff::Friday,
        Weekday::Saturday => Jiff::Saturday,
        Weekday::Sunday => Jiff::Sunday,
    };
    day.weekday() == wanted
}
