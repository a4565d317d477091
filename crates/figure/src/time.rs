//! Time as fractional years: months in words, periods read back, and ticks for a time axis.

pub mod name;
mod read;

pub use read::{Span, parse};

use ::words::text;

use crate::model::Grain;
use crate::scale::finite_time;

/// Year and month (1 to 12) in which a position lies; `None` when it is no date.
pub fn year_month(x: f64) -> Option<(i32, u32)> {
    let months = (finite_time(x)? * 12.0 + 1e-6).floor() as i64;
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
    Some((year, month))
}

/// `2019` or `Mar 2019`; `undated` when the position is no date.
pub fn label(x: f64, grain: Grain) -> String {
    match (year_month(x), grain) {
        (None, _) => text!("undated"),
        (Some((year, _)), Grain::Year) => year.to_string(),
        (Some((year, month)), Grain::Month) => text!("{month} {year}", month = name::short(month)),
    }
}

/// One tick of a time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeTick {
    /// Position in fractional years.
    pub x: f64,
    /// A year or the short name of a month.
    pub label: String,
    /// Under the first month shown of each year: the year.
    pub year: Option<String>,
}

/// Ticks on whole years or months inside `from..=to`, at most `most` of them and at least one.
pub fn ticks(from: f64, to: f64, grain: Grain, most: usize) -> Vec<TimeTick> {
    let most = most.clamp(2, 60) as f64;
    let (Some(from), Some(to)) = (finite_time(from), finite_time(to)) else {
        return Vec::new();
    };
    let (from, to) = (from.min(to), from.max(to));
    let span = to - from;
    if grain == Grain::Month && span <= 3.0 {
        let step = [1_i64, 2, 3, 6].into_iter().find(|s| span * 12.0 / (*s as f64) + 1.0 <= most);
        if let Some(step) = step {
            return month_ticks(from, to, step);
        }
    }
    let mut step = 1.0;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(24) {
        if count(from, to, step) <= most {
            break;
        }
        step *= factor;
    }
    let first = (from / step - 1e-6).ceil() as i64;
    let last = (to / step + 1e-6).floor() as i64;
    let years: Vec<TimeTick> = (first..=last)
        .take(64)
        .map(|i| i as f64 * step)
        .map(|x| TimeTick { x: x.clamp(from, to), label: label(x, Grain::Year), year: None })
        .collect();
    if years.is_empty() {
        return vec![TimeTick { x: from, label: label(from, grain), year: None }];
    }
    years
}

/// How many multiples of `step` lie in the span.
fn count(from: f64, to: f64, step: f64) -> f64 {
    (to / step + 1e-6).floor() - (from / step - 1e-6).ceil() + 1.0
}

fn month_ticks(from: f64, to: f64, step: i64) -> Vec<TimeTick> {
    let first = (from * 12.0 - 1e-6).ceil() as i64;
    let last = (to * 12.0 + 1e-6).floor() as i64;
    let mut out: Vec<TimeTick> = Vec::new();
    let mut year_shown = None;
    for month in (first..=last).filter(|month| month.rem_euclid(step) == 0).take(64) {
        let x = month as f64 / 12.0;
        let Some((year, of_year)) = year_month(x) else {
            continue;
        };
        let new_year = year_shown != Some(year);
        year_shown = Some(year);
        out.push(TimeTick {
            x: x.clamp(from, to),
            label: name::short(of_year).into_owned(),
            year: new_year.then(|| year.to_string()),
        });
    }
    if out.is_empty() {
        out.push(TimeTick { x: from, label: label(from, Grain::Month), year: None });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::month_x;

    #[test]
    fn every_month_is_read_back() {
        for year in [-44, 0, 1999, 2023] {
            for month in 1..=12 {
                assert_eq!(year_month(month_x(year, month)), Some((year, month)));
            }
        }
        assert_eq!(label(month_x(2020, 3), Grain::Month), "Mar 2020");
        assert_eq!(label(f64::NAN, Grain::Year), "undated");
    }

    #[test]
    fn years_step_by_round_numbers() {
        let labels = |from, to, most| -> Vec<String> {
            ticks(from, to, Grain::Year, most).into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(2018.0, 2023.0, 8), ["2018", "2019", "2020", "2021", "2022", "2023"]);
        assert_eq!(labels(2001.0, 2023.5, 6), ["2005", "2010", "2015", "2020"]);
        assert_eq!(labels(2019.2, 2019.3, 6), ["2019"]);
    }

    #[test]
    fn short_spans_show_months_with_their_year_once() {
        let ticks = ticks(month_x(2021, 11), month_x(2022, 8), Grain::Month, 5);
        let shown: Vec<_> = ticks.iter().map(|t| (t.label.as_str(), t.year.as_deref())).collect();
        assert_eq!(shown, [("Jan", Some("2022")), ("Apr", None), ("Jul", None)]);
    }

    #[test]
    fn no_position_panics() {
        for from in [f64::NAN, -1e300, -1e6, 0.0, 2020.0, 1e6] {
            for to in [f64::INFINITY, -5.0, 2020.0, 2020.04, 1e6, 1e9] {
                for grain in [Grain::Year, Grain::Month] {
                    assert!(ticks(from, to, grain, 6).len() <= 64);
                }
            }
        }
    }
}
