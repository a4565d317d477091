//! The number format under which a spreadsheet shows what is printed (ECMA-376 part 1, 18.8.31).

use super::rounding;

/// Longest number format that spreadsheets take.
const MOST: usize = 255;

/// A printed number taken apart: words, sign, digits, words.
struct Printed<'a> {
    before: &'a str,
    sign: Option<char>,
    /// Digits with their point and without commas.
    digits: String,
    decimals: usize,
    grouped: bool,
    after: &'a str,
}

/// The number format under which a spreadsheet shows `value` as `text`.
///
/// Digits, thousands and decimals become a pattern and words stand in it as words, so that the format goes on to work
/// when somebody changes the number. Where a spreadsheet rounds a half otherwise than the text, the format names that
/// one value; where no pattern shows the text, the format is the text. `None` when the text is longer than formats
/// may be.
///
/// ```
/// use export::number_format;
/// assert_eq!(number_format("12,538.7", 12_538.74).as_deref(), Some("#,##0.0"));
/// assert_eq!(number_format("about 15 Mt", 15.0).as_deref(), Some("\"about \"#,##0\" Mt\""));
/// assert_eq!(number_format("+0.5", 0.51).as_deref(), Some("+#,##0.0;-#,##0.0;+#,##0.0"));
/// assert_eq!(number_format("0.12", 0.125).as_deref(), Some("[=0.125]\"0.12\";#,##0.00"));
/// ```
pub fn number_format(text: &str, value: f64) -> Option<String> {
    let format = match Printed::of(text) {
        Some(printed) => printed.format(text, value),
        None => literal(text, value),
    };
    Some(format).filter(|format| !text.is_empty() && format.chars().count() <= MOST)
}

impl<'a> Printed<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = text.split_at_checked(start)?;
        let sign = before.chars().next_back().filter(|c| matches!(c, '+' | '-' | '\u{2212}'));
        let before = sign.and_then(|sign| before.strip_suffix(sign)).unwrap_or(before);

        let bytes = rest.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let mut end = 0;
        let mut point = None;
        while digit(end) || (digit(end + 1) && separates(bytes.get(end), point)) {
            if bytes.get(end) == Some(&b'.') {
                point = Some(end);
            }
            end += 1;
        }
        let (core, after) = rest.split_at_checked(end)?;
        let (whole, decimals) = point.map_or((core, 0), |at| (core.get(..at).unwrap_or(core), end - at - 1));
        let grouped = is_grouped(whole)?;
        // Digits in the words could be digits of another number.
        (!after.contains(|c: char| c.is_ascii_digit())).then(|| Self {
            before,
            sign,
            digits: core.replace(',', ""),
            decimals,
            grouped,
            after,
        })
    }

    fn format(&self, text: &str, value: f64) -> String {
        let Some(pattern) = self.pattern(value) else {
            return literal(text, value);
        };
        if rounding::shown(value, self.decimals) == self.digits {
            return pattern;
        }
        // A half: the text says how it was rounded. A condition holds 15 digits, as a cell does for a reader.
        let exact = format!("{value}");
        let short = exact.bytes().filter(u8::is_ascii_digit).count() <= 15;
        if short && value > 0.0 && !pattern.contains(';') {
            format!("[={exact}]{};{pattern}", quoted(text))
        } else {
            literal(text, value)
        }
    }

    /// The sections of the format; `None` when the sign of the text is not that of the value.
    fn pattern(&self, value: f64) -> Option<String> {
        let whole = if self.grouped { "#,##0" } else { "0" };
        let number =
            if self.decimals == 0 { whole.to_owned() } else { format!("{whole}.{}", "0".repeat(self.decimals)) };
        let (before, after) = (quoted(self.before), quoted(self.after));
        let with = |sign: &str| format!("{before}{sign}{number}{after}");
        let zero = value.abs() <= 0.0;
        match self.sign {
            None if value > 0.0 || zero => Some(with("")),
            // A number below zero that is printed as zero.
            None => Some(format!("{0};{0}", with(""))),
            Some('+') if value > 0.0 || zero => Some(format!("{};{};{}", with("+"), with("-"), with("+"))),
            Some('+') => Some(format!("{0};{0}", with("+"))),
            Some('-') if value < 0.0 && before.is_empty() => Some(with("")),
            Some(sign) if value < 0.0 => Some(format!("{};{}", with(""), with(&quoted(&sign.to_string())))),
            Some(_) => None,
        }
    }
}

/// Whether a byte may stand between two digits of one number: a comma before the point, or the one point.
fn separates(byte: Option<&u8>, point: Option<usize>) -> bool {
    point.is_none() && matches!(byte, Some(b',' | b'.'))
}

/// Whether commas stand between thousands; a number below 1,000 says nothing and is taken as if. `None` for digits
/// that no pattern shows, as `01` or `1,2`.
fn is_grouped(whole: &str) -> Option<bool> {
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let groups: Vec<&str> = whole.split(',').collect();
    match groups.as_slice() {
        [one] => Some(one.len() <= 3),
        [first, rest @ ..] => {
            (!first.is_empty() && first.len() <= 3 && rest.iter().all(|group| group.len() == 3)).then_some(true)
        }
        [] => None,
    }
}

/// A format that is the text. A number below zero has a section of its own, since the first would get a minus.
fn literal(text: &str, value: f64) -> String {
    let text = quoted(text);
    if value < 0.0 { format!("{text};{text}") } else { text }
}

/// Words inside a number format; nothing for no words.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    // A quotation mark stands outside of quotation marks, behind a backslash.
    format!("\"{}\"", text.replace('"', "\"\\\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (text, value, expected) in [
            ("12,538.7", 12_538.74, "#,##0.0"),
            ("-12,539", -12_538.74, "#,##0"),
            ("2019", 2019.0, "0"),
            ("0.0", -0.04, "#,##0.0;#,##0.0"),
            ("+0", -0.3, "+#,##0;+#,##0"),
            ("4.5 %", 4.5, "#,##0.0\" %\""),
            ("at least -3", -3.0, "\"at least \"#,##0;\"at least \"\"-\"#,##0"),
            ("\u{2212}3", -3.0, "#,##0;\"\u{2212}\"#,##0"),
            ("98", 98.5, "[=98.5]\"98\";#,##0"),
            ("-3", 3.0, "\"-3\""),
            ("3.000e20", 3e20, "\"3.000e20\""),
            ("5 to 7", 5.0, "\"5 to 7\""),
            ("007", 7.0, "\"007\""),
            ("1,2", 12.0, "\"1,2\""),
            ("-98", -98.5, "\"-98\";\"-98\""),
            ("7", 8.0, "[=8]\"7\";#,##0"),
            ("five", 5.0, "\"five\""),
            ("5 \"sure\"", 5.0, "#,##0\" \"\\\"\"sure\"\\\"\"\""),
        ] {
            assert_eq!(number_format(text, value).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(number_format("", 1.0), None);
        assert_eq!(number_format(&"x".repeat(300), 1.0), None);
    }
}
