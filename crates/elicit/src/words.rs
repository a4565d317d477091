//! Numbers, shares and times in words.

use ::words::text;
use jiff::Timestamp;

/// A number of four digits that count, without needless zeros.
pub(crate) fn short(number: f64) -> String {
    if !number.is_finite() {
        return text!("no bound");
    }
    let size = number.abs();
    if size > 0.0 && !(1e-6..1e15).contains(&size) {
        return format!("{number:.3e}");
    }
    let before = if size < 1.0 { 0.0 } else { size.log10().floor() + 1.0 };
    // Below 1, zeros after the point do not count.
    let after = if size > 0.0 && size < 1.0 { 3.0 - size.log10().floor() } else { 4.0 - before };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10")]
    let after = after.clamp(0.0, 10.0) as usize;
    trimmed(format!("{number:.after$}"))
}

/// A number as its giver wrote it.
pub(crate) fn exact(number: f64) -> String {
    format!("{number}")
}

/// A share (0 to 1) as percent, without the sign.
pub(crate) fn percent(share: f64) -> String {
    trimmed(format!("{:.4}", share * 100.0))
}

fn trimmed(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// A number with its unit.
pub(crate) fn with_unit(number: String, unit: &str) -> String {
    if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
}

/// A time to the minute.
pub(crate) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// A time to the second.
pub(crate) fn to_the_second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_count() {
        for (number, text) in [
            (60.0, "60"),
            (47.26, "47.26"),
            (47.263_9, "47.26"),
            (1234.56, "1235"),
            (123_456.7, "123457"),
            (0.001_234_56, "0.001235"),
            (-3.5, "-3.5"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e-9, "1.000e-9"),
            (1e16, "1.000e16"),
            (f64::INFINITY, "no bound"),
        ] {
            assert_eq!(short(number), text);
        }
        assert_eq!(percent(0.05), "5");
        assert_eq!(percent(0.025), "2.5");
        assert_eq!(percent(0.1 + 0.2), "30");
        assert_eq!(with_unit("5".to_owned(), "kt"), "5\u{a0}kt");
    }

    #[test]
    fn times_are_in_utc_to_the_minute() {
        assert_eq!(time("2026-11-25T22:11:31.5Z".parse().unwrap()), "2026-11-25 22:11 UTC");
    }
}
