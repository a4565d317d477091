//! Data marks as they are noted while they are drawn, so that a place told can never differ from the drawing.

/// One mark of a picture.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Its middle, in the coordinates of the picture.
    pub(super) at: (f64, f64),
    /// The place of its series among the others, and the name of it.
    pub(super) series: (usize, String),
    /// Where it stands in words: a year, a month, a bar, an event.
    pub(super) label: String,
    /// The same in fractional years, where it is a time.
    pub(super) time: Option<f64>,
    /// What it says.
    pub(super) said: Said,
}

/// What a mark says.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// A number, and bands at the same place with their names and ends.
    Value {
        /// As drawn.
        value: f64,
        /// Of the chart; a table may know a shorter one.
        unit: String,
        /// Name, low and high end.
        bands: Vec<(String, f64, f64)>,
    },
    /// The author's print, and the number behind it if there is one.
    Shown {
        /// As printed in the picture.
        text: String,
        /// As drawn.
        value: Option<f64>,
    },
    /// Words.
    Words(String),
}
