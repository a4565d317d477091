//! The days that a date known to a day, a month or a year could mean.

use case::cell::Cell as _;
use case::value::date::{Date, When};

/// The first and the last day that `2023-03-20`, `2023-03` or `2023` could mean; `None` where it is no date.
pub fn days(when: &str) -> Option<(Date, Date)> {
    let when = When::parse(when).ok()?;
    Some((when.first_day(), when.last_day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_year_have_many_days() {
        let written = |when| days(when).map(|(first, last)| format!("{first}/{last}"));
        assert_eq!(written("2022").as_deref(), Some("2022-01-01/2022-12-31"));
        assert_eq!(written("2024-02").as_deref(), Some("2024-02-01/2024-02-29"));
        assert_eq!(written("2022-07-15").as_deref(), Some("2022-07-15/2022-07-15"));
        for other in ["", "soon", "2022-13", "2022-02-30", "20220715"] {
            assert_eq!(days(other), None, "{other}");
        }
    }
}
