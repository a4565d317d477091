//! A scatter chart in words.

use super::{MOST, or, rest};
use crate::model::Scatter;

pub(super) fn describe(chart: &Scatter) -> Vec<String> {
    let mut out = Vec::new();
    if chart.series.iter().all(|series| series.points.is_empty()) {
        return out;
    }
    let axes: Vec<String> = [("From left to right", &chart.across), ("from bottom to top", &chart.up)]
        .into_iter()
        .filter(|(_, name)| !name.trim().is_empty())
        .map(|(way, name)| format!("{way}: {}", name.trim()))
        .collect();
    if !axes.is_empty() {
        out.push(format!("{}.", axes.join("; ")));
    }
    for series in &chart.series {
        let told: Vec<String> = series.points.iter().take(MOST).map(crate::model::ScatterPoint::told).collect();
        let told = if told.is_empty() { "no points".to_owned() } else { told.join("; ") };
        out.push(format!("{}: {told}.", or(series.name.trim(), "Points")));
        out.extend(rest(series.points.len(), "points"));
    }
    let absent = chart.series.iter().flat_map(|series| &series.points).filter(|point| point.place().is_none()).count();
    if absent > 0 {
        out.push(format!("{absent} without a place."));
    }
    out
}
