#![forbid(unsafe_code)]
#![doc = include_str!("lib.md")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixel and character geometry: counts are small, `as` saturates, and NaN becomes 0"
)]

#[cfg(test)]
extern crate self as figure;

pub mod alt;
pub mod csv;
mod geo;
pub mod grid;
pub mod metadata;
pub mod model;
pub mod number;
mod printed;
mod scale;
mod shown;
pub mod slug;
mod spread;
pub mod svg;
pub mod table;
pub mod text;
pub mod time;
pub mod view;
mod words;

pub use metadata::metadata;
pub use model::{
    BandLevel, Bar, Bars, Chart, Dash, DistanceChart, DistancePoint, EventMark, Figure, Grain, Lane, LineBand,
    LineSeries, Lines, LinkMode, LinkState, LinkStatus, Map, MapFrame, MapLink, MapPlace, MapRegion, Marker, PlaceMark,
    PlaceState, RangePoint, RangeRow, Ranges, RouteLine, Scatter, ScatterPoint, ScatterSeries, SourceNote, Stack,
    StackPart, Timeline, TimelineEntry, XAxis, month_x,
};
pub use table::{Cell, CellState, Column, Table};
