//! Windows of time: what of a chart and its table lies inside.

use ::words::text;

use super::Unfit;
use crate::model::{Chart, Figure, Grain, Lines, Stack, Timeline, XAxis, edge};
use crate::scale::{extent, finite, finite_time};
use crate::shown;
use crate::table::{Cell, Table};
use crate::time::{self, Span};

/// Less than a day, and more than sums of months are off.
const SLACK: f64 = 1e-6;

/// A window on whole years or months: `end` is the first moment after it.
#[derive(Clone, Copy, Debug)]
struct Window {
    from: f64,
    end: f64,
    /// The last position of the grain inside.
    last: f64,
}

impl Window {
    fn new(from: f64, to: f64, grain: Grain) -> Self {
        let steps = match grain {
            Grain::Year => 1.0,
            Grain::Month => 12.0,
        };
        let first = (from * steps + SLACK).floor();
        let last = (to * steps + SLACK).floor();
        Self { from: first / steps, end: (last + 1.0) / steps, last: last / steps }
    }

    fn holds(&self, x: f64) -> bool {
        x >= self.from - SLACK && x < self.end - SLACK
    }

    fn meets(&self, span: Span) -> bool {
        span.to >= self.from - SLACK && span.from < self.end - SLACK
    }

    fn keeps_row(&self, row: &[Cell]) -> bool {
        row.first().and_then(|cell| time::parse(&cell.text)).is_none_or(|span| self.meets(span))
    }
}

impl Figure {
    /// The figure between two positions in time, both included: chart, table and period.
    ///
    /// Positions are fractional years, as in [`XAxis`]; `None` is the end of the figure. On an axis of months a window
    /// takes whole months, on one of years whole years. Rows of the table whose first cell is no time stay. The text
    /// alternative is made anew; the title stays the author's.
    ///
    /// # Errors
    ///
    /// [`Unfit`] says why the figure is to be shown as it is.
    pub fn within(&self, from: Option<f64>, to: Option<f64>) -> Result<Self, Unfit> {
        let grain = self.grain().ok_or(Unfit::NoTime)?;
        if from.is_none() && to.is_none() {
            return Ok(self.clone());
        }
        let (first, last) = self.span().ok_or(Unfit::NoTime)?;
        let ends = finite_time(from.unwrap_or(first)).zip(finite_time(to.unwrap_or(last)));
        let window = ends.map(|(from, to)| Window::new(from, to, grain)).filter(|window| window.from < window.end);
        let window = window.ok_or(Unfit::NoWindow)?;
        let chart = match &self.chart {
            Chart::Lines(chart) => lines(chart, window, (first, last)).map(Chart::Lines),
            Chart::Stack(chart) => stack(chart, window).map(Chart::Stack),
            Chart::Timeline(chart) => timeline(chart, window).map(Chart::Timeline),
            _ => return Err(Unfit::NoTime),
        };
        let chart = chart.ok_or(Unfit::NothingInside)?;
        let mut out = Self { chart, alt: String::new(), ..self.clone() };
        out.table.rows.retain(|row| window.keeps_row(row));
        let (from, to) = (window.from.max(first), window.last.min(last));
        let words = [from, to].map(|x| time::label(x, grain));
        out.period = match words {
            [from, to] if from == to => from,
            [from, to] => text!("{from} to {to}"),
        };
        Ok(out)
    }

    /// The first and the last position that a window can begin and end at, in fractional years; `None` for a figure
    /// without an axis of time.
    pub fn span(&self) -> Option<(f64, f64)> {
        match &self.chart {
            Chart::Lines(chart) => {
                let times = shown::times(chart)?;
                let drawn = chart.series.iter().flat_map(|series| shown::runs(series, times)).flatten();
                let banded = chart.bands.iter().flat_map(|band| shown::bands::runs(band, times)).flatten();
                extent(drawn.map(|(x, _)| x).chain(banded.map(|(x, ..)| x)))
            }
            Chart::Stack(chart) => {
                let spans: Vec<Span> = spans(chart).into_iter().flatten().collect();
                extent(spans.iter().map(|span| span.from)).zip(extent(spans.iter().map(|span| span.to))).map(
                    |((first, last_start), (_, last))| {
                        // A whole year stands at its first day, as on an axis of years.
                        (first, if years_only(&spans) { last_start } else { last })
                    },
                )
            }
            Chart::Timeline(chart) => shown::timeline_domain(chart),
            _ => None,
        }
    }

    /// What a step of the axis of time means; `None` for a figure without one.
    pub fn grain(&self) -> Option<Grain> {
        match &self.chart {
            Chart::Lines(chart) => Some(chart.x.grain),
            Chart::Stack(chart) => {
                let spans: Vec<Span> = spans(chart).into_iter().flatten().collect();
                let years = years_only(&spans);
                (!spans.is_empty()).then_some(if years { Grain::Year } else { Grain::Month })
            }
            Chart::Timeline(_) => Some(Grain::Month),
            _ => None,
        }
    }
}

impl Table {
    /// The table without the rows whose first cell is a time outside of the window; both ends are included.
    /// A window that is none leaves it as it is.
    #[must_use]
    pub fn within(&self, from: Option<f64>, to: Option<f64>, grain: Grain) -> Self {
        let mut out = self.clone();
        let far = (from.unwrap_or(-1e6), to.unwrap_or(1e6));
        if let Some((from, to)) = finite_time(far.0).zip(finite_time(far.1)).filter(|(from, to)| from <= to) {
            let window = Window::new(from, to, grain);
            out.rows.retain(|row| window.keeps_row(row));
        }
        out
    }
}

fn lines(chart: &Lines, window: Window, (first, last): (f64, f64)) -> Option<Lines> {
    // What the whole figure does not show is in no part of it.
    let (start, end) = shown::times(chart)?;
    let inside = |x: f64| window.holds(x) && x >= start - 1e-9 && x <= end + 1e-9;
    let mut out = chart.clone();
    for series in &mut out.series {
        series.points.retain(|(x, _)| inside(*x));
    }
    for band in &mut out.bands {
        band.points.retain(|(x, _)| inside(*x));
    }
    out.marks.retain(|mark| inside(mark.x));
    let points = out.series.iter().flat_map(|series| &series.points);
    let drawn = points.filter(|(_, value)| finite(*value).is_some()).map(|(x, _)| *x);
    let banded = out.bands.iter().flat_map(|band| &band.points).filter_map(edge).map(|(x, ..)| x);
    let (_, kept) = extent(drawn.chain(banded))?;
    // Values and events inside of the last month or year stand after its first day.
    let marked = out.marks.iter().map(|mark| mark.x).fold(kept, f64::max);
    out.x = XAxis { from: Some(window.from.max(first)), to: Some(window.last.min(last).max(marked)), ..out.x };
    Some(out)
}

/// The period of each column; `None` where its label is none.
fn spans(chart: &Stack) -> Vec<Option<Span>> {
    (0..chart.columns()).map(|column| chart.labels.get(column).and_then(|label| time::parse(label))).collect()
}

/// Whether all of these are whole years.
fn years_only(spans: &[Span]) -> bool {
    spans
        .iter()
        .all(|span| (span.to - span.from - 11.0 / 12.0).abs() < SLACK && (span.from - span.from.round()).abs() < SLACK)
}

fn stack(chart: &Stack, window: Window) -> Option<Stack> {
    let kept: Vec<bool> = spans(chart).iter().map(|span| span.is_none_or(|span| window.meets(span))).collect();
    if !kept.contains(&true) {
        return None;
    }
    let keep = |column: usize| kept.get(column).copied().unwrap_or(true);
    let mut out = chart.clone();
    out.labels = pick(&chart.labels, &keep);
    for part in &mut out.parts {
        part.values = pick(&part.values, &keep);
    }
    Some(out)
}

fn pick<T: Clone>(all: &[T], keep: &dyn Fn(usize) -> bool) -> Vec<T> {
    all.iter().enumerate().filter(|(place, _)| keep(*place)).map(|(_, one)| one.clone()).collect()
}

fn timeline(chart: &Timeline, window: Window) -> Option<Timeline> {
    let (first, last) = shown::timeline_domain(chart)?;
    let mut out = chart.clone();
    for lane in &mut out.lanes {
        lane.entries.retain(|entry| {
            let start = finite_time(entry.start);
            let end = entry.end.and_then(finite_time);
            start.is_none_or(|start| window.meets(Span { from: start, to: end.unwrap_or(start).max(start) }))
        });
    }
    out.lanes.retain(|lane| !lane.entries.is_empty());
    (out.from, out.to) = (window.from.max(first), window.end.min(last));
    (!out.lanes.is_empty() && out.from < out.to).then_some(out)
}
