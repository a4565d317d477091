//! A part of a figure, as an address asks for it: a window of time, or some of its series.

mod series;
mod window;

pub use series::SeriesChoice;

/// Why a figure stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has no axis of time.
    NoTime,
    /// The window is none: an end is no finite number, or it ends before it begins.
    NoWindow,
    /// Nothing lies inside of the window.
    NothingInside,
    /// It has no series to choose from.
    NoSeries,
    /// None of the names is one of its series.
    Unknown,
}
