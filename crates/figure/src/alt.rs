//! The text alternative: what a chart shows, its first and last values, its extremes, its gaps.

mod distance;
mod map;
mod scatter;

use ::words::text;

use crate::model::{Bars, Chart, Grain, LineSeries, Lines, Ranges, Stack, Timeline};
use crate::scale::{finite, finite_time};
use crate::shown::{self, bands};
use crate::time;

/// At most so many bars, rows, lines or events are told one by one; the table has the rest.
const MOST: usize = 12;

/// Describes a chart in words. `what` is what it shows, for example [`crate::Figure::subtitle`];
/// `format` prints a number as the figure prints it. Never empty.
///
/// ```
/// use figure::{Bar, Bars, Chart, alt, number};
/// let bars = vec![
///     Bar { label: "North".into(), value: Some(12.0), ..Bar::default() },
///     Bar { label: "South".into(), value: None, ..Bar::default() },
/// ];
/// let chart = Chart::Bars(Bars { bars, unit: "kt".into() });
/// assert_eq!(
///     alt::describe(&chart, "Weight by gate", &|value| number::format(value, 1)),
///     "Bar chart of Weight by gate. North 12.0; South missing. 1 of 2 without a value.",
/// );
/// ```
pub fn describe(chart: &Chart, what: &str, format: &dyn Fn(f64) -> String) -> String {
    let (kind, sentences) = match chart {
        Chart::Lines(chart) => (text!("Line chart"), lines(chart, format)),
        Chart::Bars(chart) => (text!("Bar chart"), bars(chart, format)),
        Chart::Ranges(chart) => (text!("Dot plot"), ranges(chart, format)),
        Chart::Timeline(chart) => (text!("Timeline"), timeline(chart)),
        Chart::Stack(chart) => (text!("Stacked columns"), stack(chart, format)),
        Chart::Map(chart) => (text!("Map"), map::describe(chart, format)),
        Chart::Distance(chart) => (text!("Time and cost over distance"), distance::describe(chart, format)),
        Chart::Scatter(chart) => (text!("Scatter chart"), scatter::describe(chart)),
    };
    let what = what.trim().trim_end_matches('.');
    let head = if what.is_empty() { format!("{kind}.") } else { text!("{kind} of {what}.") };
    let body = if sentences.is_empty() { vec![text!("No values.")] } else { sentences };
    format!("{head} {}", body.join(" "))
}

fn lines(chart: &Lines, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let mut out: Vec<String> =
        chart.series.iter().take(MOST).map(|series| line(series, chart.x.grain, format)).collect();
    out.extend(rest(chart.series.len(), |count| text!("{count} more lines in the table.")));
    out.extend(widest_band(chart, format));
    let marks: Vec<String> = chart
        .marks
        .iter()
        .filter(|mark| !mark.label.trim().is_empty())
        .take(MOST)
        .map(|mark| match mark.when.trim() {
            "" => mark.label.trim().to_owned(),
            when => format!("{} ({when})", mark.label.trim()),
        })
        .collect();
    if !marks.is_empty() {
        out.push(text!("Marked: {marks}.", marks = marks.join("; ")));
    }
    out
}

/// The last known values of the widest band.
fn widest_band(chart: &Lines, format: &dyn Fn(f64) -> String) -> Option<String> {
    let (name, (x, low, high)) = bands::last_of_widest(chart, shown::times(chart)?)?;
    let (when, low, high) = (time::label(x, chart.x.grain), format(low), format(high));
    Some(if name.is_empty() {
        text!("The band in {when} is from {low} to {high}.")
    } else {
        text!("The band of {name} in {when} is from {low} to {high}.")
    })
}

fn line(series: &LineSeries, grain: Grain, format: &dyn Fn(f64) -> String) -> String {
    let unnamed = text!("Line");
    let name = or(series.name.trim(), &unnamed);
    let points: Vec<(f64, f64)> =
        series.points.iter().filter_map(|(x, value)| Some((finite_time(*x)?, finite(*value)?))).collect();
    let at = |(x, value): (f64, f64)| text!("{value} in {when}", value = format(value), when = time::label(x, grain));
    let [first, others @ ..] = points.as_slice() else {
        return text!("{name}: no values.");
    };
    let mut parts = vec![match others.last() {
        None => at(*first),
        Some(last) => text!("{first}, {last} at the end", first = at(*first), last = at(*last)),
    }];
    if !others.is_empty() {
        let low = others.iter().copied().fold(*first, |a, b| if b.1 < a.1 { b } else { a });
        let high = others.iter().copied().fold(*first, |a, b| if b.1 > a.1 { b } else { a });
        parts.push(text!("lowest {low}, highest {high}", low = at(low), high = at(high)));
    }
    let gaps = series.points.len() - points.len();
    if gaps > 0 {
        parts.push(text!("{gaps} without a value"));
    }
    format!("{name}: {}.", parts.join("; "))
}

fn bars(chart: &Bars, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let told: Vec<String> = chart
        .bars
        .iter()
        .take(MOST)
        .map(|bar| {
            let shown = match finite(bar.value) {
                Some(value) if bar.shown.trim().is_empty() => format(value),
                _ => bar.shown_text(),
            };
            let range = match (finite(bar.low), finite(bar.high)) {
                (Some(low), Some(high)) => format!(" ({})", from_to(&format(low), &format(high))),
                _ => String::new(),
            };
            format!("{} {shown}{range}", bar.label.trim()).trim().to_owned()
        })
        .collect();
    let missing = chart.bars.iter().filter(|bar| finite(bar.value).is_none()).count();
    let mut out = Vec::new();
    if !told.is_empty() {
        out.push(format!("{}.", told.join("; ")));
    }
    out.extend(rest(chart.bars.len(), |count| text!("{count} more bars in the table.")));
    if missing > 0 {
        out.push(text!("{missing} of {all} without a value.", all = chart.bars.len()));
    }
    out
}

fn ranges(chart: &Ranges, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let mut out: Vec<String> = chart
        .rows
        .iter()
        .take(MOST)
        .map(|row| {
            let points: Vec<String> = row
                .points
                .iter()
                .map(|point| format!("{} {}", point.name.trim(), point.shown_text()).trim().to_owned())
                .collect();
            let told = if points.is_empty() { text!("no values") } else { points.join(", ") };
            format!("{}: {told}.", or(row.label.trim(), &text!("Row")))
        })
        .collect();
    out.extend(rest(chart.rows.len(), |count| text!("{count} more rows in the table.")));
    if let Some(reference) = finite(chart.reference) {
        out.push(text!("Reference line at {value}.", value = format(reference)));
    }
    out
}

fn timeline(chart: &Timeline) -> Vec<String> {
    let mut out = Vec::new();
    for lane in &chart.lanes {
        let told: Vec<String> = lane
            .entries
            .iter()
            .take(MOST)
            .map(|entry| format!("{} ({})", entry.label.trim(), entry.when_text()).trim().to_owned())
            .collect();
        let told = if told.is_empty() { text!("no entries") } else { told.join("; ") };
        out.push(format!("{}: {told}.", or(lane.name.trim(), &text!("Lane"))));
        out.extend(rest(lane.entries.len(), |count| text!("{count} more entries in the table.")));
    }
    out
}

fn stack(chart: &Stack, format: &dyn Fn(f64) -> String) -> Vec<String> {
    let mut out = Vec::new();
    let columns = chart.columns();
    let mut ends: Vec<usize> = [0, columns.saturating_sub(1)].into_iter().filter(|i| *i < columns).collect();
    ends.dedup();
    for column in ends {
        let parts: Vec<String> = chart
            .parts
            .iter()
            .take(MOST)
            .map(|part| {
                let value = finite(part.values.get(column).copied().flatten());
                let shown = value.map_or_else(|| text!("missing"), format);
                format!("{} {shown}", part.name.trim()).trim().to_owned()
            })
            .collect();
        if !parts.is_empty() {
            let fallback = text!("Column {number}", number = column + 1);
            let label = chart.labels.get(column).map_or("", |label| label.trim());
            out.push(format!("{}: {}.", or(label, &fallback), parts.join(", ")));
        }
    }
    let missing = (0..columns).filter(|column| chart.column_missing(*column)).count();
    if missing > 0 {
        out.push(text!("{missing} of {columns} columns lack a part."));
    }
    out
}

/// What is said of those that are not told; `told` takes their number.
fn rest(count: usize, told: impl FnOnce(usize) -> String) -> Option<String> {
    (count > MOST).then(|| told(count - MOST))
}

fn from_to(low: &str, high: &str) -> String {
    text!("{low} to {high}")
}

fn or<'a>(text: &'a str, fallback: &'a str) -> &'a str {
    if text.is_empty() { fallback } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DistanceChart, EventMark, LineBand, Map, StackPart, XAxis};
    use crate::number;

    #[test]
    fn a_line_is_told_by_its_ends_extremes_and_gaps() {
        let chart = Chart::Lines(Lines {
            x: XAxis::default(),
            series: vec![LineSeries {
                name: "North".into(),
                points: vec![
                    (2018.0, Some(4.0)),
                    (2019.0, Some(9.0)),
                    (2020.0, None),
                    (2021.0, Some(1.0)),
                    (2022.0, Some(3.0)),
                ],
                ..LineSeries::default()
            }],
            marks: vec![EventMark { x: 2020.0, label: "Closed".into(), when: "March 2020".into() }],
            ..Lines::default()
        });
        assert_eq!(
            describe(&chart, "Weight, kt", &|v| number::format(v, 1)),
            "Line chart of Weight, kt. North: 4.0 in 2018, 3.0 in 2022 at the end; lowest 1.0 in 2021, \
             highest 9.0 in 2019; 1 without a value. Marked: Closed (March 2020)."
        );
    }

    #[test]
    fn the_widest_band_is_told_by_its_last_known_values() {
        let points =
            |low: f64, high: f64| vec![(2024.0, Some((15.0, 20.0))), (2024.92, Some((low, high))), (2025.0, None)];
        let band =
            |name: &str, low, high| LineBand { name: name.into(), points: points(low, high), ..LineBand::default() };
        let x = XAxis { grain: Grain::Month, ..XAxis::default() };
        let mut chart =
            Lines { x, bands: vec![band("50 %", 20.0, 25.0), band("95 %", 12.0, 34.0)], ..Lines::default() };
        let told = |chart: &Lines| describe(&Chart::Lines(chart.clone()), "Weight, kt", &|v| number::format(v, 0));
        assert_eq!(told(&chart), "Line chart of Weight, kt. The band of 95 % in Dec 2024 is from 12 to 34.");
        chart.x.to = Some(2024.5);
        assert_eq!(told(&chart), "Line chart of Weight, kt. The band of 50 % in Jan 2024 is from 15 to 20.");
        chart.bands = vec![LineBand { points: vec![(2024.0, Some((1.0, f64::NAN)))], ..LineBand::default() }];
        assert_eq!(told(&chart), "Line chart of Weight, kt. No values.");
        chart.bands = vec![LineBand { points: vec![(2024.0, Some((2.0, 1.0)))], ..LineBand::default() }];
        assert_eq!(told(&chart), "Line chart of Weight, kt. The band in Jan 2024 is from 1 to 2.");
    }

    #[test]
    fn an_empty_chart_says_so() {
        let charts = [
            Chart::Lines(Lines::default()),
            Chart::Bars(Bars::default()),
            Chart::Ranges(Ranges::default()),
            Chart::Timeline(Timeline::default()),
            Chart::Stack(Stack::default()),
            Chart::Map(Map::default()),
            Chart::Distance(DistanceChart::default()),
            Chart::Scatter(crate::model::Scatter::default()),
        ];
        for chart in charts {
            let text = describe(&chart, "", &number::auto);
            assert!(text.ends_with(". No values."), "{text}");
        }
    }

    #[test]
    fn columns_are_told_by_the_first_and_the_last() {
        let chart = Chart::Stack(Stack {
            labels: vec!["2020".into(), "2021".into(), "2022".into()],
            parts: vec![
                StackPart { name: "Road".into(), values: vec![Some(60.0), Some(55.0), Some(50.0)] },
                StackPart { name: "Rail".into(), values: vec![Some(40.0), None, Some(50.0)] },
            ],
            unit: "%".into(),
        });
        assert_eq!(
            describe(&chart, "Shares", &|v| number::format(v, 0)),
            "Stacked columns of Shares. 2020: Road 60, Rail 40. 2022: Road 50, Rail 50. 1 of 3 columns lack a part."
        );
    }
}
