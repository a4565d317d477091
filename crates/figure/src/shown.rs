//! What of a chart is shown and over which extent: the same for every rendering.

pub(crate) mod bands;
pub(crate) mod distance;
pub(crate) mod map;

use crate::model::{Bar, Bars, LineSeries, Lines, Ranges, Scatter, Stack, Timeline, band, edge};
use crate::scale::{extent, finite, finite_time, widen};

/// The times shown: as asked, else those of the points, bands and events.
pub(crate) fn times(chart: &Lines) -> Option<(f64, f64)> {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let drawn = points.filter(|(_, value)| finite(*value).is_some()).map(|(x, _)| *x);
    let banded = chart.bands.iter().flat_map(|band| &band.points).filter_map(edge).map(|(x, _, _)| x);
    let marks = chart.marks.iter().map(|mark| mark.x);
    let (low, high) = extent(drawn.chain(banded).chain(marks).filter_map(finite_time))?;
    let from = chart.x.from.and_then(finite_time).unwrap_or(low);
    let to = chart.x.to.and_then(finite_time).unwrap_or(high);
    let (from, to) = (from.min(to), from.max(to));
    if to - from < 1e-6 { Some((from - 0.5, to + 0.5)) } else { Some((from, to)) }
}

/// Runs of consecutive values of one series inside the times shown: a gap ends a run.
pub(crate) fn runs(series: &LineSeries, (from, to): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    for (x, value) in &series.points {
        match (finite_time(*x), finite(*value)) {
            (Some(x), Some(value)) if x >= from - 1e-9 && x <= to + 1e-9 => {
                match runs.last_mut() {
                    Some(run) if open => run.push((x, value)),
                    _ => runs.push(vec![(x, value)]),
                }
                open = true;
            }
            _ => open = false,
        }
    }
    runs
}

/// The values shown, those of bands and, when asked, zero included; `None` without any.
pub(crate) fn values(chart: &Lines, times: (f64, f64)) -> Option<(f64, f64)> {
    let runs = chart.series.iter().flat_map(|series| runs(series, times));
    let banded = chart.bands.iter().flat_map(|band| bands::runs(band, times)).flatten();
    let banded = banded.flat_map(|(_, low, high)| [low, high]);
    let (low, high) = extent(runs.flatten().map(|(_, value)| value).chain(banded))?;
    Some(if chart.zero_based { (low.min(0.0), high.max(0.0)) } else { widen((low, high)) })
}

/// The ends of bar and whisker that can be drawn.
fn bar_values(bar: &Bar) -> impl Iterator<Item = f64> {
    [bar.value, bar.low, bar.high].into_iter().filter_map(finite)
}

/// Zero and all values.
pub(crate) fn bar_domain(chart: &Bars) -> (f64, f64) {
    let values = chart.bars.iter().flat_map(bar_values);
    let (low, high) = extent(values.chain([0.0])).unwrap_or((0.0, 1.0));
    if high - low > 0.0 { (low, high) } else { (0.0, 1.0) }
}

/// From the low to the high value; where one is not given, from the value itself.
pub(crate) fn whisker(bar: &Bar) -> Option<(f64, f64)> {
    finite(bar.low).or(finite(bar.high))?;
    let (low, high) = extent(bar_values(bar))?;
    let low = finite(bar.low).or(finite(bar.value)).unwrap_or(low);
    let high = finite(bar.high).or(finite(bar.value)).unwrap_or(high);
    Some((low.min(high), low.max(high)))
}

/// All values that can be drawn, and the reference.
pub(crate) fn range_domain(chart: &Ranges) -> Option<(f64, f64)> {
    let points = chart.rows.iter().flat_map(|row| &row.points).map(|point| point.value);
    extent(points.chain(chart.reference).filter_map(|value| finite(Some(value)))).map(widen)
}

/// The values from left to right and from bottom to top, bands included; `None` without a point that can be drawn.
#[allow(clippy::type_complexity, reason = "two extents")]
pub(crate) fn scatter_domain(chart: &Scatter) -> Option<((f64, f64), (f64, f64))> {
    let points = || chart.series.iter().flat_map(|series| &series.points).filter(|point| point.place().is_some());
    let ends = |value: f64, ends: Option<(f64, f64)>| {
        let (low, high) = band(ends).unwrap_or((value, value));
        [value, low, high]
    };
    let across = extent(points().flat_map(|point| ends(point.x, point.x_band)))?;
    let up = extent(points().flat_map(|point| ends(point.y, point.y_band)))?;
    Some((widen(across), widen(up)))
}

/// The value of a part in a column.
pub(crate) fn part_value(chart: &Stack, part: usize, column: usize) -> Option<f64> {
    finite(chart.parts.get(part)?.values.get(column).copied().flatten())
}

/// From the lowest to the highest sum of parts; 0 to 100 for whole percentages.
pub(crate) fn stack_domain(chart: &Stack) -> Option<(f64, f64)> {
    let mut domain = (0.0_f64, 0.0_f64);
    let mut any = false;
    for column in 0..chart.columns() {
        let (mut below, mut above) = (0.0, 0.0);
        for value in (0..chart.parts.len()).filter_map(|part| part_value(chart, part, column)) {
            any = true;
            if value < 0.0 {
                below += value;
            } else {
                above += value;
            }
        }
        domain = (domain.0.min(below), domain.1.max(above));
    }
    let unit = chart.unit.to_lowercase();
    let word = ::words::text!("percent").to_lowercase();
    let whole = ["%", "percent", "per cent", &word].iter().any(|word| unit.contains(word));
    if whole && domain.0 >= 0.0 && domain.1 <= 100.5 {
        domain.1 = domain.1.max(100.0);
    }
    any.then_some(domain)
}

/// The times shown: as asked, else those of the entries.
pub(crate) fn timeline_domain(chart: &Timeline) -> Option<(f64, f64)> {
    match (finite_time(chart.from), finite_time(chart.to)) {
        (Some(from), Some(to)) if to - from > 1e-6 => Some((from, to)),
        _ => {
            let entries = chart.lanes.iter().flat_map(|lane| &lane.entries);
            let times = entries.flat_map(|entry| [Some(entry.start), entry.end]).flatten();
            let (low, high) = extent(times.filter_map(finite_time))?;
            Some(if high - low > 1e-6 { (low, high) } else { (low - 0.5, high + 0.5) })
        }
    }
}
