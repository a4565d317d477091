//! The figure as plain data: what a renderer is told, and nothing it has to look up.

mod distance;
mod line_band;
mod map;
mod scatter;

use serde::Serialize;

pub use distance::{DistanceChart, DistancePoint, RouteLine};
pub(crate) use line_band::edge;
pub use line_band::{BandLevel, LineBand};
pub use map::{LinkMode, LinkState, LinkStatus, Map, MapFrame, MapLink, MapPlace, MapRegion, PlaceMark, PlaceState};
pub(crate) use scatter::band;
pub use scatter::{Scatter, ScatterPoint, ScatterSeries};

use crate::table::Table;
use crate::{alt, number, time};

/// One figure: a finding in words, a chart, the table behind it, and where the numbers come from.
///
/// Everything a copy of the figure has to carry is in here; no renderer adds a fact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Stable id: lower case ASCII, also used as prefix of the ids inside an SVG.
    pub id: String,
    /// The finding, with its number.
    pub title: String,
    /// What is measured, for example `Exports by road`.
    pub measure: String,
    /// The unit in words, for example `thousand tonnes a month`.
    pub unit: String,
    /// Where it was measured.
    pub place: String,
    /// When it was measured, for example `January 2018 to June 2023`.
    pub period: String,
    /// The picture.
    pub chart: Chart,
    /// The same numbers as a table.
    pub table: Table,
    /// Where the numbers come from.
    pub sources: Vec<SourceNote>,
    /// Breaks in a series, provisional months, definitions.
    pub notes: Vec<String>,
    /// The author's text alternative. When empty, one is made from the numbers.
    pub alt: String,
}

impl Figure {
    /// `measure, unit, place, period`, without the parts that are empty.
    pub fn subtitle(&self) -> String {
        [&self.measure, &self.unit, &self.place, &self.period]
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The text alternative: the author's, or one made from the numbers. Never empty.
    pub fn alt_text(&self) -> String {
        let own = self.alt.trim();
        if own.is_empty() { alt::describe(&self.chart, &self.subtitle(), &number::auto) } else { own.to_owned() }
    }

    /// The moments of a map; empty for other charts.
    pub fn frames(&self) -> &[MapFrame] {
        match &self.chart {
            Chart::Map(map) => &map.frames,
            _ => &[],
        }
    }

    /// The figure with another frame of its map shown; title, period and text alternative follow.
    /// The frame that is shown already, and a frame that does not exist, leave the figure as it is.
    #[must_use]
    pub fn at_frame(&self, frame: usize) -> Self {
        let mut out = self.clone();
        let Chart::Map(map) = &mut out.chart else {
            return out;
        };
        let Some(shown) = map.frames.get(frame).filter(|_| frame != map.frame).cloned() else {
            return out;
        };
        map.frame = frame;
        out.title = match shown.title.trim() {
            "" => [self.measure.trim(), shown.label.trim()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            title => title.to_owned(),
        };
        out.period = shown.label;
        out.alt = String::new();
        out
    }

    /// `Source: first; second.`, or nothing when no source is named.
    pub fn source_line(&self) -> Option<String> {
        let texts: Vec<&str> = self
            .sources
            .iter()
            .map(|source| source.text.trim().trim_end_matches('.'))
            .filter(|text| !text.is_empty())
            .collect();
        match texts.as_slice() {
            [] => None,
            [one] => Some(format!("Source: {one}.")),
            many => Some(format!("Sources: {}.", many.join("; "))),
        }
    }

    /// The notes, then the explanation of the marks that occur in the chart.
    pub fn note_lines(&self) -> Vec<String> {
        self.notes
            .iter()
            .map(|note| note.trim())
            .filter(|note| !note.is_empty())
            .map(|note| format!("Note: {note}"))
            .chain(self.chart.legend())
            .collect()
    }
}

impl AsRef<Table> for Figure {
    fn as_ref(&self) -> &Table {
        &self.table
    }
}

/// One source as it is printed under a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceNote {
    /// The source's id in the data.
    pub id: String,
    /// `PUBLICATION from ORGANISATION, date retrieved`.
    pub text: String,
    /// Its address, if it has one.
    pub url: Option<String>,
}

/// The kinds of picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Chart {
    /// Values over time.
    Lines(Lines),
    /// Horizontal bars, one value each.
    Bars(Bars),
    /// Several values in a row, joined by a thin line.
    Ranges(Ranges),
    /// Events and spells in lanes.
    Timeline(Timeline),
    /// Columns made of parts.
    Stack(Stack),
    /// Links and places, as they were at a moment.
    Map(Map),
    /// Time and cost over distance.
    Distance(DistanceChart),
    /// Points by two values, with their bands.
    Scatter(Scatter),
}

impl Chart {
    /// One line that explains the marks that occur in the picture: gaps, whiskers, missing values.
    pub fn legend(&self) -> Option<String> {
        let mut parts: Vec<&str> = Vec::new();
        match self {
            Self::Lines(chart) => {
                if chart.series.iter().any(LineSeries::has_gap) {
                    parts.push("a gap in a line: no value");
                }
                if chart.bands.iter().any(|band| band.points.iter().any(|point| edge(point).is_some())) {
                    parts.push("a shaded band: from its low to its high value");
                }
                if chart.bands.iter().any(LineBand::has_gap) {
                    parts.push("a gap in a band: no value");
                }
            }
            Self::Bars(chart) => {
                if chart.bars.iter().any(|bar| bar.low.is_some() || bar.high.is_some()) {
                    parts.push("the thin line on a bar: from the low to the high value");
                }
            }
            Self::Stack(chart) => {
                if chart.has_missing() {
                    parts.push("\u{2013} above a column: a part of it is missing");
                }
            }
            Self::Map(chart) => parts.extend(chart.legend()),
            Self::Distance(chart) => parts.extend(chart.legend()),
            Self::Scatter(chart) => {
                let mut points = chart.series.iter().flat_map(|series| &series.points);
                if points.any(|point| band(point.x_band).or(band(point.y_band)).is_some()) {
                    parts.push("the thin lines at a point: from the low to the high value");
                }
            }
            Self::Ranges(_) | Self::Timeline(_) => {}
        }
        if parts.is_empty() { None } else { Some(format!("Reading: {}.", parts.join("; "))) }
    }
}

/// The grain of a time axis: what a whole step of it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Annual values: 2019.0 is the year 2019.
    #[default]
    Year,
    /// Monthly values: see [`month_x`].
    Month,
}

/// The time axis, in fractional years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct XAxis {
    /// Annual or monthly.
    pub grain: Grain,
    /// First position shown; the first point when `None`.
    pub from: Option<f64>,
    /// Last position shown; the last point when `None`.
    pub to: Option<f64>,
}

/// The position of a month on a time axis: its first day, in fractional years.
///
/// Months are counted from 1; others are held to 1..=12.
pub fn month_x(year: i32, month: u32) -> f64 {
    f64::from(year) + f64::from(month.clamp(1, 12) - 1) / 12.0
}

/// A line chart over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lines {
    /// The time axis.
    pub x: XAxis,
    /// One line each.
    pub series: Vec<LineSeries>,
    /// Drawn under the lines, the widest first.
    pub bands: Vec<LineBand>,
    /// Dated events: thin vertical lines with their names.
    pub marks: Vec<EventMark>,
    /// The unit of the value axis, printed above it.
    pub unit: String,
    /// The value axis includes zero.
    pub zero_based: bool,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LineSeries {
    /// Printed at the line's end.
    pub name: String,
    /// Time in fractional years and value, in order of time. `None` is a gap, never bridged.
    pub points: Vec<(f64, Option<f64>)>,
    /// The line's pattern, so that colour is never the only carrier.
    pub dash: Dash,
    /// Drawn heavier than the others.
    pub emphasis: bool,
}

impl LineSeries {
    /// A missing value between two values.
    pub fn has_gap(&self) -> bool {
        let drawn = |point: &(f64, Option<f64>)| {
            crate::scale::finite(Some(point.0)).and(crate::scale::finite(point.1)).is_some()
        };
        let first = self.points.iter().position(drawn);
        let last = self.points.iter().rposition(drawn);
        match (first, last) {
            (Some(first), Some(last)) => self.points.iter().take(last).skip(first).any(|point| !drawn(point)),
            _ => false,
        }
    }
}

/// Line patterns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// Long dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// Dash, dot.
    DashDot,
}

/// A dated event on a line chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EventMark {
    /// When, in fractional years.
    pub x: f64,
    /// The event's name.
    pub label: String,
    /// The date in words, as precisely as it is known (`14 March 2020`, `March 2020`); may be empty.
    pub when: String,
}

/// Horizontal bars.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bars {
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// The unit of the values.
    pub unit: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bar {
    /// What the bar stands for.
    pub label: String,
    /// Its length; `None` draws no bar.
    pub value: Option<f64>,
    /// Lower end of a whisker.
    pub low: Option<f64>,
    /// Upper end of a whisker.
    pub high: Option<f64>,
    /// The value as printed at the bar's end. Without a value: why there is none; `missing` when empty.
    pub shown: String,
    /// Drawn in the accent colour while the others step back.
    pub emphasis: bool,
}

impl Bar {
    /// What is printed at the bar's end.
    pub fn shown_text(&self) -> String {
        match (self.shown.trim(), crate::scale::finite(self.value)) {
            ("", Some(value)) => number::auto(value),
            ("", None) => "missing".to_owned(),
            (shown, _) => shown.to_owned(),
        }
    }
}

/// A dot plot: several values in a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ranges {
    /// From top to bottom.
    pub rows: Vec<RangeRow>,
    /// The unit of the values.
    pub unit: String,
    /// A value to compare with, drawn as a vertical line.
    pub reference: Option<f64>,
}

impl Ranges {
    /// The distinct pairs of name and marker in order of appearance: the key of the plot.
    pub fn key(&self) -> Vec<(&str, Marker)> {
        let mut key: Vec<(&str, Marker)> = Vec::new();
        for point in self.rows.iter().flat_map(|row| &row.points) {
            if !key.contains(&(point.name.as_str(), point.marker)) {
                key.push((point.name.as_str(), point.marker));
            }
        }
        key
    }
}

/// One row of a dot plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RangeRow {
    /// What the row stands for.
    pub label: String,
    /// Its values.
    pub points: Vec<RangePoint>,
}

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RangePoint {
    /// Which of the values this is, for example the vintage or the reporter. Same name, same marker.
    pub name: String,
    /// Its position. Not finite: not drawn, only listed.
    pub value: f64,
    /// The value as printed.
    pub shown: String,
    /// Its shape.
    pub marker: Marker,
}

impl RangePoint {
    /// What is printed beside the point.
    pub fn shown_text(&self) -> String {
        match (self.shown.trim(), crate::scale::finite(Some(self.value))) {
            ("", Some(value)) => number::auto(value),
            ("", None) => "missing".to_owned(),
            (shown, _) => shown.to_owned(),
        }
    }
}

/// Marker shapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// A filled circle.
    #[default]
    Circle,
    /// An open circle.
    Ring,
    /// A filled square.
    Square,
    /// A filled triangle.
    Triangle,
}

/// Events and spells in lanes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    /// First position shown, in fractional years.
    pub from: f64,
    /// Last position shown, in fractional years.
    pub to: f64,
    /// From top to bottom.
    pub lanes: Vec<Lane>,
}

/// One lane of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lane {
    /// Its heading.
    pub name: String,
    /// Its events, in any order.
    pub entries: Vec<TimelineEntry>,
}

/// One event or spell.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineEntry {
    /// Start, in fractional years.
    pub start: f64,
    /// End, in fractional years; `None` is a single date.
    pub end: Option<f64>,
    /// Its name.
    pub label: String,
    /// The date in words, as precisely as it is known; when empty, made from `start` and `end` by the month.
    pub when: String,
    /// Drawn in the accent colour.
    pub emphasis: bool,
}

impl TimelineEntry {
    /// The date as printed: the author's words, else the months of start and end.
    pub fn when_text(&self) -> String {
        let own = self.when.trim();
        if !own.is_empty() {
            return own.to_owned();
        }
        let start = time::label(self.start, Grain::Month);
        match self.end {
            Some(end) => format!("{start} to {}", time::label(end, Grain::Month)),
            None => start,
        }
    }
}

/// Columns made of parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stack {
    /// One label under each column.
    pub labels: Vec<String>,
    /// From bottom to top.
    pub parts: Vec<StackPart>,
    /// The unit of the values; `%` or `percent` makes the axis end at 100.
    pub unit: String,
}

impl Stack {
    /// The number of columns: the labels, or the longest part where labels lack.
    pub fn columns(&self) -> usize {
        let longest = self.parts.iter().map(|part| part.values.len()).max().unwrap_or(0);
        self.labels.len().max(longest)
    }

    /// Whether a part lacks a value in the column while another part has one.
    pub fn column_missing(&self, column: usize) -> bool {
        let value = |part: &StackPart| crate::scale::finite(part.values.get(column).copied().flatten()).is_some();
        !self.parts.is_empty() && !self.parts.iter().all(value)
    }

    /// Whether any column lacks a part.
    pub fn has_missing(&self) -> bool {
        (0..self.columns()).any(|column| self.column_missing(column))
    }
}

/// One part of all columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StackPart {
    /// Printed beside the last column.
    pub name: String,
    /// One value a column; `None` is missing.
    pub values: Vec<Option<f64>>,
}
