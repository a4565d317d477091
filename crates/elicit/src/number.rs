//! Numbers as people write them, and refusal where two readings are possible.

use ::words::text;

/// Why a text is not taken as a number, for its writer.
pub(crate) type Why = String;

/// The number that a text means. Digits with one decimal mark, `.` or `,`; spaces between groups of three digits; no
/// other marks. A comma before exactly three digits may be a decimal mark or stand between thousands: it is refused.
pub(crate) fn read(text: &str) -> Result<f64, Why> {
    let text = text.trim();
    let shown: String = text.chars().take(40).collect();
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain = || text!("\u{201c}{shown}\u{201d} is not a number: write digits, and a point for decimals, as 12.5.");
    if digits.is_empty() || digits.chars().count() > 40 {
        return Err(plain());
    }
    let digits = without_spaces(digits).ok_or_else(plain)?;
    if !digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return Err(plain());
    }
    let marks = digits.matches(['.', ',']).count();
    if marks > 1 {
        return Err(text!(
            "\u{201c}{shown}\u{201d} has more than one mark: write it without marks between thousands, as 1234.5."
        ));
    }
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((&digits, ""));
    if whole.is_empty() && part.is_empty() {
        return Err(plain());
    }
    let thousands =
        digits.contains(',') && part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if thousands {
        return Err(text!("\u{201c}{shown}\u{201d} can be read in two ways: write {whole}{part} or {whole}.{part}."));
    }
    let number: f64 = format!("{whole}.{part}0").parse().map_err(|_| plain())?;
    Ok(if negative && number > 0.0 { -number } else { number })
}

/// Digits without the spaces between groups of three; `None` where spaces stand elsewhere.
fn without_spaces(digits: &str) -> Option<String> {
    let space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    if !digits.contains(space) {
        return Some(digits.to_owned());
    }
    let end = digits.find(['.', ',']).unwrap_or(digits.len());
    let (whole, part) = digits.split_at_checked(end)?;
    let mut groups = whole.split(space);
    let first = groups.next()?;
    let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !part.contains(space);
    grouped.then(|| digits.replace(space, ""))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what is read is exact")]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("0", 0.0),
            ("60", 60.0),
            (" 12.5 ", 12.5),
            ("12,5", 12.5),
            ("0,125", 0.125),
            ("12.345", 12.345),
            ("1234,567", 1234.567),
            ("-3", -3.0),
            ("\u{2212}3,5", -3.5),
            ("+7", 7.0),
            ("1 200", 1200.0),
            ("12\u{202f}345\u{202f}678.5", 12_345_678.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("-0", 0.0),
            ("007", 7.0),
        ] {
            assert_eq!(read(text), Ok(number), "{text}");
            assert!(read(text).unwrap().is_sign_positive() || number < 0.0);
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused_with_both() {
        let why = read("1,200").unwrap_err();
        assert!(why.contains("write 1200 or 1.200"), "{why}");
        for text in ["1,234.5", "1.234,5", "1.200.000", "1,200,000", "1..2"] {
            let why = read(text).unwrap_err();
            assert!(why.contains("more than one mark"), "{why}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let long = "9".repeat(41);
        for text in [
            "", " ", "-", ".", ",", "abc", "1e5", "inf", "NaN", "0x10", "12 34", "1 2", "５", "1'000", "--1", "5 %",
            &long,
        ] {
            let why = read(text).unwrap_err();
            assert!(why.contains("is not a number"), "{text}: {why}");
        }
    }

    #[test]
    fn every_number_shown_in_a_field_is_read_again() {
        for number in [0.1 + 0.2, 1e15, 123_456.789, -7.25, 1e-7, 5000.0] {
            assert_eq!(read(&format!("{number}")), Ok(number));
        }
    }
}
