//! Values of arguments, read.

use case::cell::Cell;
use case::value::date::{Date, Month, When};
use case::value::economy::Economy;

pub(super) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|fault| format!("expected {}; {}", fault.expected, fault.mend))
}

pub(super) fn month(text: &str) -> Result<Month, String> {
    match When::parse(text) {
        Ok(When::Month(month)) => Ok(month),
        _ => Err("expected a month, as `2023-03`".to_owned()),
    }
}

pub(super) fn economy(text: &str) -> Result<Economy, String> {
    Economy::parse(text).map_err(|fault| format!("expected {}; {}", fault.expected, fault.mend))
}

pub(super) fn sum(text: &str) -> Result<f64, String> {
    number(text, |value| value.is_finite() && value >= 0.0, "a sum of 0 or more")
}

pub(super) fn weight(text: &str) -> Result<f64, String> {
    number(text, |value| (0.0..=1.0).contains(&value), "a number from 0 to 1")
}

pub(super) fn band(text: &str) -> Result<f64, String> {
    number(text, |value| value > 0.0 && value < 1.0, "a number above 0 and below 1")
}

pub(super) fn level(text: &str) -> Result<f64, String> {
    number(text, |value| (0.0..1.0).contains(&value), "a number from 0 to below 1")
}

pub(super) fn gap(text: &str) -> Result<f64, String> {
    number(text, |value| (1e-12..1.0).contains(&value), "a number from 1e-12 to below 1")
}

fn number(text: &str, fits: impl Fn(f64) -> bool, expected: &str) -> Result<f64, String> {
    text.parse().ok().filter(|value| fits(*value)).ok_or_else(|| format!("expected {expected}"))
}
