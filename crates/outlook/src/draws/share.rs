//! The part of its usual level that a gate let pass, month by month.

use case::entry::RowRef;
use case::value::date::Month;
use serde::Serialize;

use super::count::number;
use super::level::Level;

/// A month below this share is part of an episode: less than half of what was usual. Counts of one gate differ by a
/// third with what is counted (all trucks or one good, a capacity or a passage), so a threshold near 1 would read
/// definitions as closures. On the shipped case 0.4 and 0.6 give the same episodes but for their ends; 0.3 loses one and
/// splits one, 0.75 adds one.
pub const THRESHOLD: f64 = 0.5;

/// Months before a month in which its usual level is looked for.
pub const WINDOW_MONTHS: i32 = 36;

/// Months of the window that must be counted before one speaks of a usual level.
const LEAST_MONTHS: usize = 6;

/// A month of a gate: the part of its usual level that was let pass.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthShare {
    /// The month.
    pub month: Month,
    /// The share, 0 to 1; `None` when nobody counted.
    pub share: Option<f64>,
    /// Its rows.
    pub rows: Vec<RowRef>,
}

/// The shares of a gate.
///
/// The usual level of a month is the one that was reached in at least a third of the counted months among the
/// [`WINDOW_MONTHS`] before it, so that growth is not read as a reopening, nor a closure of a year as the new usual.
/// Days of which nobody tells are taken as open at that level: where the month lies below [`THRESHOLD`] even so, the
/// share is this upper bound; else the month is missing. Closed days alone tell as much without a usual level.
pub(super) fn shares(months: &[Month], levels: &[Level]) -> Vec<MonthShare> {
    let pairs: Vec<(Month, &Level)> = months.iter().copied().zip(levels).collect();
    pairs
        .iter()
        .enumerate()
        .map(|(place, (month, level))| {
            let before = pairs[..place].iter().filter(|(other, _)| month.index() - other.index() <= WINDOW_MONTHS);
            let usual = usual(before.filter_map(|(_, level)| level.per_day()).collect());
            MonthShare { month: *month, share: share(level, usual), rows: level.rows.clone() }
        })
        .collect()
}

/// The level reached in at least a third of the months, tonnes a day.
fn usual(mut levels: Vec<f64>) -> Option<f64> {
    levels.sort_by(|a, b| b.total_cmp(a));
    let third = levels.len().div_ceil(3);
    let enough = levels.len() >= LEAST_MONTHS;
    levels.get(third.checked_sub(1)?).copied().filter(|level| enough && *level > 0.0)
}

fn share(level: &Level, usual: Option<f64>) -> Option<f64> {
    let days = number(level.days());
    if !level.is_known() {
        return None;
    }
    let (most, sure) = match usual {
        Some(usual) => ((level.tonnes / usual + number(level.unknown)) / days, level.unknown == 0),
        None => (1.0 - number(level.closed) / days, level.closed == level.days()),
    };
    (sure || most < THRESHOLD).then_some(most.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(tonnes: f64, counted: usize, closed: usize, unknown: usize) -> Level {
        Level { tonnes, counted, closed, unknown, rows: Vec::new() }
    }

    #[test]
    fn a_third_of_the_months_makes_a_level_usual() {
        assert_eq!(usual(vec![1.0; 5]), None);
        let is = |levels: &[f64], value: f64| (usual(levels.to_vec()).unwrap() - value).abs() < 1e-12;
        assert!(is(&[10.0, 10.0, 4.0, 4.0, 4.0, 4.0], 10.0));
        assert!(is(&[10.0, 10.0, 4.0, 4.0, 4.0, 4.0, 4.0], 4.0));
        assert_eq!(usual(vec![0.0; 8]), None);
    }

    #[test]
    fn what_nobody_tells_counts_as_open_at_most() {
        let is = |share: Option<f64>, value: f64| (share.unwrap() - value).abs() < 1e-12;
        // 10 of 30 days at 100 t, usual 100 t.
        assert!(is(share(&level(1000.0, 10, 20, 0), Some(100.0)), 1.0 / 3.0));
        // 10 days more may have been open: 2/3 at most, which tells nothing.
        assert_eq!(share(&level(1000.0, 10, 10, 10), Some(100.0)), None);
        // 5 such days: at most a half less a bit.
        assert!(is(share(&level(900.0, 9, 16, 5), Some(100.0)), 14.0 / 30.0));
        // No usual level: closed days alone.
        assert!(is(share(&level(0.0, 0, 20, 10), None), 1.0 / 3.0));
        assert!(is(share(&level(0.0, 0, 30, 0), None), 0.0));
        assert_eq!(share(&level(900.0, 30, 0, 0), None), None);
        assert_eq!(share(&level(0.0, 0, 0, 30), Some(100.0)), None);
        // Growth is no more than open.
        assert!(is(share(&level(6000.0, 30, 0, 0), Some(100.0)), 1.0));
    }
}
