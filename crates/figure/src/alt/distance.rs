//! Routes in words: their length, hours and money, and the longest standing still.

use ::words::text;

use super::{MOST, from_to, or, rest};
use crate::model::{DistanceChart, RouteLine};
use crate::shown::distance::{self, Measure};

pub(super) fn describe(chart: &DistanceChart, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let mut out: Vec<String> = chart.routes.iter().take(MOST).map(|route| told(chart, route, format)).collect();
    out.extend(rest(chart.routes.len(), |count| text!("{count} more routes in the table.")));
    out
}

fn told(chart: &DistanceChart, route: &RouteLine, format: &dyn Fn(f64) -> String) -> String {
    let unnamed = text!("Route");
    let name = or(route.name.trim(), &unnamed);
    let mut parts: Vec<String> = Vec::new();
    if let Some(km) = distance::length(route) {
        parts.push(format!("{} km", format(km)));
    }
    for measure in Measure::BOTH {
        let line = distance::line(route, measure);
        let (Some(last), Some(total)) = (line.points.last(), distance::total(route, measure, format)) else {
            parts.push(match measure {
                Measure::Hours => text!("time not known"),
                Measure::Money => text!("cost not known"),
            });
            continue;
        };
        let unit = match measure {
            Measure::Hours => String::new(),
            Measure::Money => distance::money_unit(chart, &total),
        };
        let range = match (last.low, last.high) {
            (Some(low), Some(high)) => format!(" ({})", from_to(&format(low), &format(high))),
            _ => String::new(),
        };
        let (sum, km) = (format!("{total}{unit}{range}"), format(last.km));
        parts.push(match (measure, line.open) {
            (Measure::Hours, false) => text!("time {sum}"),
            (Measure::Hours, true) => text!("time {sum} up to {km} km, not known from there on"),
            (Measure::Money, false) => text!("cost {sum}"),
            (Measure::Money, true) => text!("cost {sum} up to {km} km, not known from there on"),
        });
    }
    let told = format!("{name}: {}", parts.join(", "));
    let jumps = distance::line(route, Measure::Hours).jumps;
    let longest = jumps.iter().filter(|jump| !jump.label.is_empty()).max_by(|a, b| a.size().total_cmp(&b.size()));
    match longest.filter(|jump| jump.size() > 0.0) {
        Some(jump) => {
            let stop = text!("longest stop {stop}, {hours} h", stop = jump.label, hours = format(jump.size()));
            format!("{told}; {stop}.")
        }
        None => format!("{told}."),
    }
}
