//! Words in terminal columns: measured, wrapped, shortened, padded.

use unicode_width::UnicodeWidthChar;

use crate::words::clean;

/// The columns a text takes: the sum over its characters, which is never less than what terminals use.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Lines of at most `room` columns, broken between words; a longer word is broken inside.
pub(super) fn wrap(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in clean(text).split(' ').filter(|word| !word.is_empty()) {
        let long = width(word);
        if !line.is_empty() && used + 1 + long > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let own = c.width().unwrap_or(0);
            if used + own > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += own;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text on one line of at most `room` columns, shortened with an ellipsis.
pub(super) fn shorten(text: &str, room: usize) -> String {
    let text = clean(text);
    if width(&text) <= room {
        return text;
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        out.push(c);
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    if room > 0 {
        out.push('…');
    }
    out
}

/// The text followed by spaces up to `room` columns.
pub(super) fn left(text: &str, room: usize) -> String {
    format!("{text}{}", " ".repeat(room.saturating_sub(width(text))))
}

/// The text after spaces up to `room` columns.
pub(super) fn right(text: &str, room: usize) -> String {
    format!("{}{text}", " ".repeat(room.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_by_columns() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 5), ["abcde", "fgh", "ij"]);
        assert_eq!(wrap("統計局", 4), ["統計", "局"]);
        assert!(wrap(" \n", 5).is_empty());
    }

    #[test]
    fn shortened_text_says_so() {
        assert_eq!(shorten("north gate", 10), "north gate");
        assert_eq!(shorten("north gate", 7), "north…");
        assert_eq!(shorten("統計局", 5), "統計…");
        assert_eq!(shorten("ab", 0), "");
        assert_eq!((left("ab", 4), right("ab", 4)), ("ab  ".into(), "  ab".into()));
    }
}
