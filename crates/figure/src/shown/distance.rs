//! The lines of a time/cost-distance chart: where each stops, and where it stands still.

use ::words::text;

use crate::model::{DistanceChart, RouteLine};
use crate::number;
use crate::scale::{extent, finite};

/// What is summed along a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Hours,
    Money,
}

impl Measure {
    /// In the order of the panels.
    pub(crate) const BOTH: [Self; 2] = [Self::Hours, Self::Money];

    /// The unit as it stands above the panel.
    pub(crate) fn unit(self, chart: &DistanceChart) -> String {
        match (self, chart.money.trim()) {
            (Self::Hours, _) => text!("hours"),
            (Self::Money, "") => text!("cost"),
            (Self::Money, unit) => unit.to_owned(),
        }
    }
}

/// The sums at one point, as far as they can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) km: f64,
    pub(crate) value: f64,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

/// An upright part: something that takes time or money and no distance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Jump {
    pub(crate) km: f64,
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) label: String,
}

impl Jump {
    pub(crate) fn size(&self) -> f64 {
        self.to - self.from
    }
}

/// One route in one measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) points: Vec<Spot>,
    pub(crate) jumps: Vec<Jump>,
    /// The route goes on, but the measure is not known.
    pub(crate) open: bool,
}

/// The line of a route; it stops before the first point without a value.
pub(crate) fn line(route: &RouteLine, measure: Measure) -> Line {
    let mut out = Line::default();
    for point in &route.points {
        let Some(km) = finite(Some(point.km)) else {
            continue;
        };
        let (value, low, high) = match measure {
            Measure::Hours => (point.hours, point.hours_low, point.hours_high),
            Measure::Money => (point.usd, point.usd_low, point.usd_high),
        };
        let Some(value) = finite(value) else {
            out.open = true;
            break;
        };
        if let Some(before) = out.points.last() {
            let still = (km - before.km).abs() <= 1e-9 * km.abs().max(1.0);
            if still {
                let label = crate::words::clean(&point.label);
                out.jumps.push(Jump { km, from: before.value, to: value, label });
            }
        }
        out.points.push(Spot { km, value, low: finite(low), high: finite(high) });
    }
    out
}

/// The kilometres of a route, to its last point.
pub(crate) fn length(route: &RouteLine) -> Option<f64> {
    route.points.iter().rev().find_map(|point| finite(Some(point.km)))
}

/// The sum at the end of a line as printed: the author's words, else the number.
pub(crate) fn total(route: &RouteLine, measure: Measure, format: &dyn Fn(f64) -> String) -> Option<String> {
    let line = line(route, measure);
    let last = line.points.last()?;
    let (own, unit) = match measure {
        Measure::Hours => (route.hours_shown.trim(), " h"),
        Measure::Money => (route.money_shown.trim(), ""),
    };
    // The author's words are those of the whole route, which an open line does not reach.
    Some(if own.is_empty() || line.open { format!("{}{unit}", format(last.value)) } else { own.to_owned() })
}

/// The unit to print after a sum of money, unless its words hold it.
pub(crate) fn money_unit(chart: &DistanceChart, total: &str) -> String {
    let unit = chart.money.trim();
    if unit.is_empty() || total.contains(unit) { String::new() } else { format!(" {unit}") }
}

/// The sum at the end of a line in words.
pub(crate) fn sum_words(route: &RouteLine, measure: Measure) -> String {
    match total(route, measure, &number::auto) {
        None => text!("not known"),
        Some(_) if line(route, measure).open => text!("not known from here on"),
        Some(total) => total,
    }
}

/// The kilometres shown: from the first to the last point of any route.
pub(crate) fn kilometres(chart: &DistanceChart) -> Option<(f64, f64)> {
    let points = chart.routes.iter().flat_map(|route| &route.points);
    let (low, high) = extent(points.filter_map(|point| finite(Some(point.km))))?;
    let (low, high) = (low.min(0.0), high.max(0.0));
    Some(if high - low > 0.0 { (low, high) } else { (0.0, 1.0) })
}

/// The values of a panel: zero, all lines and their bands. `None` without any.
pub(crate) fn values(chart: &DistanceChart, measure: Measure) -> Option<(f64, f64)> {
    let lines = chart.routes.iter().map(|route| line(route, measure));
    let spots = lines.flat_map(|line| line.points);
    let (low, high) = extent(spots.flat_map(|spot| [Some(spot.value), spot.low, spot.high]).flatten())?;
    Some((low.min(0.0), high.max(0.0)))
}

/// Runs of points with a low and a high sum: the bands of a line.
pub(crate) fn bands(line: &Line) -> Vec<Vec<(f64, f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64, f64)>> = Vec::new();
    let mut open = false;
    for spot in &line.points {
        match (spot.low, spot.high) {
            (Some(low), Some(high)) => {
                let point = (spot.km, low.min(high), low.max(high));
                match runs.last_mut() {
                    Some(run) if open => run.push(point),
                    _ => runs.push(vec![point]),
                }
                open = true;
            }
            _ => open = false,
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DistancePoint;

    fn point(km: f64, hours: Option<f64>, usd: Option<f64>, label: &str) -> DistancePoint {
        DistancePoint { km, hours, usd, label: label.into(), ..DistancePoint::default() }
    }

    fn same(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-12, "{left} is not {right}");
    }

    /// The worked example of the method, per 20 tonnes.
    #[test]
    fn moves_slope_and_stops_stand_upright() {
        let legs = [
            (50.0, 2.0, 100.0, ""),
            (0.0, 6.0, 20.0, "loading"),
            (250.0, 10.0, 150.0, ""),
            (0.0, 30.0, 40.0, "border dwell"),
            (0.0, 12.0, 60.0, "gauge change"),
            (700.0, 28.0, 420.0, ""),
        ];
        let mut points = vec![point(0.0, Some(0.0), Some(0.0), "")];
        let (mut km, mut hours, mut usd) = (0.0, 0.0, 0.0);
        for (d, t, c, label) in legs {
            (km, hours, usd) = (km + d, hours + t, usd + c);
            points.push(point(km, Some(hours), Some(usd), label));
        }
        let route = RouteLine { points, ..RouteLine::default() };
        let time = line(&route, Measure::Hours);
        let shown: Vec<(f64, f64)> = time.points.iter().map(|spot| (spot.km, spot.value)).collect();
        let expected =
            [(0.0, 0.0), (50.0, 2.0), (50.0, 8.0), (300.0, 18.0), (300.0, 48.0), (300.0, 60.0), (1000.0, 88.0)];
        assert_eq!(shown, expected);
        let money = line(&route, Measure::Money);
        let last = money.points.last().unwrap();
        same(last.km, 1000.0);
        same(last.value, 790.0);
        let jumps: Vec<(&str, f64)> = time.jumps.iter().map(|jump| (jump.label.as_str(), jump.size())).collect();
        assert_eq!(jumps, [("loading", 6.0), ("border dwell", 30.0), ("gauge change", 12.0)]);
        assert!(!time.open && !money.open);
        assert_eq!(sum_words(&route, Measure::Hours), "88 h");
        assert_eq!(sum_words(&route, Measure::Money), "790");
    }

    #[test]
    fn a_line_stops_where_it_is_not_known() {
        let points = vec![
            point(0.0, Some(0.0), Some(0.0), ""),
            point(100.0, Some(5.0), Some(40.0), ""),
            point(200.0, None, Some(70.0), ""),
            point(300.0, Some(12.0), Some(90.0), ""),
        ];
        let route = RouteLine { name: "East".into(), points, hours_shown: "12 h".into(), ..RouteLine::default() };
        let time = line(&route, Measure::Hours);
        assert!(time.open);
        assert_eq!(time.points.len(), 2);
        assert_eq!(sum_words(&route, Measure::Hours), "not known from here on");
        assert_eq!(sum_words(&route, Measure::Money), "90");
        same(length(&route).unwrap(), 300.0);
        let empty = RouteLine { points: vec![point(5.0, None, None, "")], ..RouteLine::default() };
        assert_eq!(sum_words(&empty, Measure::Hours), "not known");
    }
}
