//! Routes in words: their length, hours and money, and the longest standing still.

use std::fmt::Write as _;

use super::{MOST, or, rest};
use crate::model::{DistanceChart, RouteLine};
use crate::shown::distance::{self, Measure};

pub(super) fn describe(chart: &DistanceChart, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let mut out: Vec<String> = chart.routes.iter().take(MOST).map(|route| told(chart, route, format)).collect();
    out.extend(rest(chart.routes.len(), "routes"));
    out
}

fn told(chart: &DistanceChart, route: &RouteLine, format: &dyn Fn(f64) -> String) -> String {
    let name = or(route.name.trim(), "Route");
    let mut parts: Vec<String> = Vec::new();
    if let Some(km) = distance::length(route) {
        parts.push(format!("{} km", format(km)));
    }
    for measure in Measure::BOTH {
        let line = distance::line(route, measure);
        let word = match measure {
            Measure::Hours => "time",
            Measure::Money => "cost",
        };
        let (Some(last), Some(total)) = (line.points.last(), distance::total(route, measure, format)) else {
            parts.push(format!("{word} not known"));
            continue;
        };
        let unit = match measure {
            Measure::Hours => String::new(),
            Measure::Money => distance::money_unit(chart, &total),
        };
        let range = match (last.low, last.high) {
            (Some(low), Some(high)) => format!(" ({} to {})", format(low), format(high)),
            _ => String::new(),
        };
        let open =
            if line.open { format!(" up to {} km, not known from there on", format(last.km)) } else { String::new() };
        parts.push(format!("{word} {total}{unit}{range}{open}"));
    }
    let mut text = format!("{name}: {}", parts.join(", "));
    let jumps = distance::line(route, Measure::Hours).jumps;
    let longest = jumps.iter().filter(|jump| !jump.label.is_empty()).max_by(|a, b| a.size().total_cmp(&b.size()));
    if let Some(jump) = longest.filter(|jump| jump.size() > 0.0) {
        let _ = write!(text, "; longest stop {}, {} h", jump.label, format(jump.size()));
    }
    text.push('.');
    text
}
