//! A number and its unit stay on one line.

use std::borrow::Cow;

/// Units that are symbols; words may go to the next line.
const SYMBOLS: [&str; 10] = ["%", "t", "kt", "Mt", "km", "mm", "M", "bn", "USD", "GWh"];
const JOINED: char = '\u{a0}';

/// A text in which no line ends between a number and the symbol of its unit.
pub(crate) fn joined(text: &str) -> Cow<'_, str> {
    // Most texts have no number with a unit: they are not written anew.
    let digit_before_space = text.as_bytes().windows(2).any(|pair| matches!(pair, [b'0'..=b'9', b' ']));
    if !digit_before_space {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut of_number = false;
    for (place, word) in text.split(' ').enumerate() {
        let symbol = is_symbol(word);
        if place > 0 {
            out.push(if of_number && symbol { JOINED } else { ' ' });
        }
        out.push_str(word);
        // `M` is followed by what there are millions of.
        of_number = word.ends_with(|c: char| c.is_ascii_digit()) || (of_number && word == "M");
    }
    Cow::Owned(out)
}

/// Whether a word begins with the symbol of a unit: alone, per something, or before a sign.
fn is_symbol(word: &str) -> bool {
    let end = word.find(|c: char| !c.is_alphabetic() && c != '%').unwrap_or(word.len());
    SYMBOLS.contains(&word.split_at(end).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_with_symbols_and_words_go_where_they_like() {
        for (text, wanted) in [
            ("took 88.2 % of 12,538.7 M USD in 2022", "took 88.2~% of 12,538.7~M~USD in 2022"),
            ("(95 %: -3,480 kt to -390 kt)", "(95~%: -3,480~kt to -390~kt)"),
            ("at 204.4 USD/t, 905 trucks a day", "at 204.4~USD/t, 905 trucks a day"),
            ("2022 to 2023, and 5 tonnes", "2022 to 2023, and 5 tonnes"),
            ("a % of M USD", "a % of M USD"),
            (" 5 % ", " 5~% "),
        ] {
            assert_eq!(joined(text).replace(JOINED, "~"), wanted);
        }
        assert!(matches!(joined("nothing to join"), Cow::Borrowed(_)));
    }
}
