//! The figure as plain data: what a renderer is told, and nothing it has to look up.

mod axis;
mod bars;
mod distance;
mod line_band;
mod lines;
mod map;
mod ranges;
mod scatter;
mod stack;
mod timeline;

use ::words::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use axis::{Grain, XAxis, month_x};
pub use bars::{Bar, Bars};
pub use distance::{DistanceChart, DistancePoint, RouteLine};
pub(crate) use line_band::edge;
pub use line_band::{BandLevel, LineBand};
pub use lines::{Dash, EventMark, LineSeries, Lines};
pub use map::{LinkMode, LinkState, LinkStatus, Map, MapFrame, MapLink, MapPlace, MapRegion, PlaceMark, PlaceState};
pub use ranges::{Marker, RangePoint, RangeRow, Ranges};
pub(crate) use scatter::band;
pub use scatter::{Scatter, ScatterPoint, ScatterSeries};
pub use stack::{Stack, StackPart};
pub use timeline::{Lane, Timeline, TimelineEntry};

use crate::table::Table;
use crate::{alt, number};

/// One figure: a finding in words, a chart, the table behind it, and where the numbers come from.
///
/// Everything a copy of the figure has to carry is in here; no renderer adds a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
        self.short_source_line(usize::MAX)
    }

    /// As [`Figure::source_line`], of at most so many sources: `Source: first; second; and 3 more.`
    pub fn short_source_line(&self, most: usize) -> Option<String> {
        let texts: Vec<&str> = self
            .sources
            .iter()
            .take(most)
            .map(|source| source.text.trim().trim_end_matches('.'))
            .filter(|text| !text.is_empty())
            .collect();
        let sources = texts.join("; ");
        match (texts.len(), self.sources.len().saturating_sub(most)) {
            (0, _) => None,
            (1, 0) => Some(text!("Source: {source}.", source = sources)),
            (1, count) => Some(text!("Source: {source}; and {count} more.", source = sources)),
            (_, 0) => Some(text!("Sources: {sources}.")),
            (_, count) => Some(text!("Sources: {sources}; and {count} more.")),
        }
    }

    /// The notes, then the explanation of the marks that occur in the chart.
    pub fn note_lines(&self) -> Vec<String> {
        self.notes
            .iter()
            .map(|note| note.trim())
            .filter(|note| !note.is_empty())
            .map(|note| text!("Note: {note}"))
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceNote {
    /// The source's id in the data.
    pub id: String,
    /// `PUBLICATION from ORGANISATION, date retrieved`.
    pub text: String,
    /// Its address, if it has one.
    pub url: Option<String>,
}

/// The kinds of picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
        let mut parts: Vec<String> = Vec::new();
        match self {
            Self::Lines(chart) => {
                if chart.series.iter().any(LineSeries::has_gap) {
                    parts.push(text!("a gap in a line: no value"));
                }
                if chart.bands.iter().any(|band| band.points.iter().any(|point| edge(point).is_some())) {
                    parts.push(text!("a shaded band: from its low to its high value"));
                }
                if chart.bands.iter().any(LineBand::has_gap) {
                    parts.push(text!("a gap in a band: no value"));
                }
            }
            Self::Bars(chart) => {
                if chart.bars.iter().any(|bar| bar.low.is_some() || bar.high.is_some()) {
                    parts.push(text!("the thin line on a bar: from the low to the high value"));
                }
            }
            Self::Stack(chart) => {
                if chart.has_missing() {
                    parts.push(text!("\u{2013} above a column: a part of it is missing"));
                }
            }
            Self::Map(chart) => parts.extend(chart.legend()),
            Self::Distance(chart) => parts.extend(chart.legend()),
            Self::Scatter(chart) => {
                let mut points = chart.series.iter().flat_map(|series| &series.points);
                if points.any(|point| band(point.x_band).or(band(point.y_band)).is_some()) {
                    parts.push(text!("the thin lines at a point: from the low to the high value"));
                }
            }
            Self::Ranges(_) | Self::Timeline(_) => {}
        }
        if parts.is_empty() { None } else { Some(text!("Reading: {marks}.", marks = parts.join("; "))) }
    }
}
