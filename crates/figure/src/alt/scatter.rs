//! A scatter chart in words.

use ::words::text;

use super::{MOST, or, rest};
use crate::model::Scatter;

pub(super) fn describe(chart: &Scatter) -> Vec<String> {
    let mut out = Vec::new();
    if chart.series.iter().all(|series| series.points.is_empty()) {
        return out;
    }
    let (across, up) = (chart.across.trim(), chart.up.trim());
    let mut axes = Vec::new();
    if !across.is_empty() {
        axes.push(text!("From left to right: {across}"));
    }
    if !up.is_empty() {
        axes.push(text!("from bottom to top: {up}"));
    }
    if !axes.is_empty() {
        out.push(format!("{}.", axes.join("; ")));
    }
    for series in &chart.series {
        let told: Vec<String> = series.points.iter().take(MOST).map(crate::model::ScatterPoint::told).collect();
        let told = if told.is_empty() { text!("no points") } else { told.join("; ") };
        out.push(format!("{}: {told}.", or(series.name.trim(), &text!("Points"))));
        out.extend(rest(series.points.len(), |count| text!("{count} more points in the table.")));
    }
    let absent = chart.series.iter().flat_map(|series| &series.points).filter(|point| point.place().is_none()).count();
    if absent > 0 {
        out.push(text!("{absent} without a place."));
    }
    out
}
