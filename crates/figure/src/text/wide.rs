//! A text that formatting pads by columns of the terminal.

use std::fmt::{Alignment, Display, Formatter, Result};

use super::wrap::width;

/// A text that `{:<20}` and `{:>20}` pad by columns of the terminal, where they count characters of any other.
///
/// ```
/// use figure::text::Wide;
///
/// assert_eq!(format!("{:<6}|{:>6}|", Wide("\u{7164}\u{70ad}"), Wide("\u{7164}")), "\u{7164}\u{70ad}  |    \u{7164}|");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wide<T>(pub T);

impl<T: AsRef<str>> Display for Wide<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let text = self.0.as_ref();
        let room = f.width().unwrap_or(0).saturating_sub(width(text));
        let (before, after) = match f.align() {
            Some(Alignment::Right) => (room, 0),
            Some(Alignment::Center) => (room >> 1, room - (room >> 1)),
            Some(Alignment::Left) | None => (0, room),
        };
        write!(f, "{:before$}{text}{:after$}", "", "")
    }
}
