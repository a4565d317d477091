//! How wide text will be, and how it is broken or shortened to fit.
//!
//! Widths are those of `DejaVu` Sans, which is wider than nearly every face a reader has: what fits
//! here fits there.

use unicode_width::UnicodeWidthChar;

use crate::words::clean;

/// Advance widths of the printable ASCII characters, in thousandths of the type size.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// Bold type is wider by about this much.
const BOLD: f64 = 1.14;

/// What a sum of widths may differ from the same sum in another order.
const SLACK: f64 = 1e-6;

/// The width of one character in thousandths of the type size.
fn advance(c: char) -> f64 {
    let ascii = (c as usize).checked_sub(32).and_then(|place| ASCII.get(place));
    match (ascii, c) {
        (Some(width), _) => f64::from(*width),
        (None, '\u{2013}' | '\u{B7}' | '\u{2019}') => 500.0,
        (None, '\u{2026}' | '\u{2014}') => 1000.0,
        (None, _) => match c.width() {
            Some(0) => 0.0,
            Some(1) => 820.0,
            _ => 1100.0,
        },
    }
}

/// The width of a line of text in user units.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let regular = text.chars().map(advance).sum::<f64>() / 1000.0 * size;
    if bold { regular * BOLD } else { regular }
}

/// Text broken into lines that fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) lines: Vec<String>,
    /// The whole text, when the lines do not show all of it.
    pub(super) full: Option<String>,
    /// The width of the widest line.
    pub(super) width: f64,
}

impl Label {
    /// Breaks `text` between words into at most `most` lines of `room` units; what does not fit is
    /// shortened with an ellipsis. Empty text has no lines.
    pub(super) fn fit(text: &str, size: f64, bold: bool, room: f64, most: usize) -> Self {
        let text = clean(text);
        let most = most.max(1);
        let fits = |line: &str| width(line, size, bold) <= room + SLACK;
        let mut lines: Vec<String> = Vec::new();
        let mut shortened = false;
        let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
        let mut line = String::new();
        for word in words.by_ref() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fits(&longer) {
                line = longer;
                continue;
            }
            let last = lines.len() + 1 == most;
            if line.is_empty() || last {
                // The word alone is too wide, or there is no further line: cut here.
                line = shorten(&longer, size, bold, room);
                shortened = true;
                if last {
                    break;
                }
                lines.push(std::mem::take(&mut line));
            } else {
                lines.push(std::mem::take(&mut line));
                if fits(word) {
                    word.clone_into(&mut line);
                } else {
                    line = shorten(word, size, bold, room);
                    shortened = true;
                }
            }
            if lines.len() >= most {
                break;
            }
        }
        if !line.is_empty() && lines.len() < most {
            lines.push(line);
        }
        shortened |= words.peek().is_some();
        let widest = lines.iter().map(|line| width(line, size, bold)).fold(0.0, f64::max);
        Self { lines, full: shortened.then_some(text), width: widest }
    }

    /// This label with another below it.
    pub(super) fn above(mut self, below: Self) -> Self {
        if self.full.is_some() || below.full.is_some() {
            let whole = [&self, &below].map(|label| label.full.clone().unwrap_or_else(|| label.lines.join(" ")));
            self.full = Some(whole.join(" ").trim().to_owned());
        }
        self.lines.extend(below.lines);
        self.width = self.width.max(below.width);
        self
    }

    /// The height of the lines.
    pub(super) fn height(&self, size: f64) -> f64 {
        self.lines.len() as f64 * line_height(size)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// From one baseline to the next.
pub(super) fn line_height(size: f64) -> f64 {
    (size * 1.28).round()
}

/// As many characters as fit, and an ellipsis; nothing when not even that fits.
fn shorten(text: &str, size: f64, bold: bool, room: f64) -> String {
    let ellipsis = width("\u{2026}", size, bold);
    let mut out = String::new();
    let mut used = ellipsis;
    for c in text.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), size, bold);
        if used > room + SLACK {
            break;
        }
        out.push(c);
    }
    if ellipsis > room + SLACK {
        return String::new();
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    out.push('\u{2026}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_the_rest_shortened() {
        let label = Label::fit("one two three four", 10.0, false, 45.0, 2);
        assert_eq!(label.lines, ["one two", "three f\u{2026}"]);
        assert_eq!(label.full.as_deref(), Some("one two three four"));
        let whole = Label::fit("one two", 10.0, false, 100.0, 1);
        assert_eq!((whole.lines, whole.full), (vec!["one two".to_owned()], None));
        assert!(Label::fit(" \n ", 10.0, false, 100.0, 1).is_empty());
    }

    #[test]
    fn a_word_too_wide_is_cut_and_nothing_is_wider_than_the_room() {
        for room in [0.0, 5.0, 11.0, 30.0, 60.0, 200.0] {
            for most in 1..4 {
                let text = "incomprehensibilities of an overlong word and of others";
                let label = Label::fit(text, 10.0, true, room, most);
                assert!(label.width <= room + 1e-9, "{label:?}");
                assert!(label.lines.len() <= most);
                assert!(label.full.is_some() || label.lines.join(" ") == text);
            }
        }
    }
}
