//! Sentences, dates and decimals as people read them.

use case::value::date::{Date, When};
use jiff::fmt::strtime;

use document::{Piece, Sentence};

/// A sentence from words with `{}` where numbers stand. Ids beyond the places are left out, places beyond the ids stay empty.
pub(crate) fn say(words: &str, ids: &[&str]) -> Sentence {
    let mut pieces = Vec::new();
    let mut ids = ids.iter();
    for (index, text) in words.split("{}").enumerate() {
        if index > 0
            && let Some(id) = ids.next()
        {
            pieces.push(Piece::Number { id: (*id).to_owned() });
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
    }
    Sentence(pieces)
}

/// A text of the case as a sentence, without places for numbers.
pub(crate) fn as_is(text: &str) -> Sentence {
    Sentence(vec![Piece::Text(text.to_owned())])
}

/// `20 March 2023`.
pub(crate) fn day(date: Date) -> String {
    strtime::format("%-d %B %Y", date).unwrap_or_else(|_| date.to_string())
}

/// `Monday 20 March 2023`.
pub(crate) fn weekday(date: Date) -> String {
    strtime::format("%A %-d %B %Y", date).unwrap_or_else(|_| date.to_string())
}

/// A date as precisely as it is known: `20 March 2023`, `March 2023`, `2023`.
pub(crate) fn when(when: When) -> String {
    match when {
        When::Year(year) => year.to_string(),
        When::Month(month) => strtime::format("%B %Y", month.first_day()).unwrap_or_else(|_| month.to_string()),
        When::Day(date) => day(date),
    }
}

/// `February 2023`.
pub(crate) fn month(month: case::value::date::Month) -> String {
    when(When::Month(month))
}

/// A word of a case file as people read it: `rail_1520` becomes `rail 1520`.
pub(crate) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}

/// `1 event`, `2 events`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// The first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The first letter small, as a name stands inside a sentence.
pub(crate) fn small(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Unit words that live as long as the program.
pub(crate) fn unit_word(text: &str) -> &'static str {
    match text {
        "percent" => "%",
        "MUSD" => "M USD",
        "bnUSD" => "bn USD",
        "kUSD" => "thousand USD",
        "person" => "persons",
        "USD/t" => "USD/t",
        "truck/day" => "trucks/day",
        other => case::value::unit::atoms().find(|atom| *atom == other && *atom != "count").unwrap_or(""),
    }
}

/// A unit as people read it.
pub(crate) fn unit(unit: &str) -> String {
    match unit {
        "percent" => "%".to_owned(),
        "MUSD" => "M USD".to_owned(),
        "bnUSD" => "bn USD".to_owned(),
        "kUSD" => "thousand USD".to_owned(),
        "count" | "ratio" | "event" => String::new(),
        "person" => "persons".to_owned(),
        other => other.to_owned(),
    }
}

/// A value with as many decimals as it needs to show three or four digits, at most four; whole numbers stay whole.
pub(crate) fn plain(value: f64) -> String {
    let size = value.abs();
    let decimals = if value.fract().abs() < 1e-9 {
        0
    } else if size >= 1000.0 {
        1
    } else if size >= 1.0 {
        2
    } else {
        3
    };
    let text = figure::number::format(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Decimals that [`plain`] shows of a value.
pub(crate) fn decimals(value: f64) -> u8 {
    let shown = plain(value);
    shown.split_once('.').map_or(0, |(_, tail)| u8::try_from(tail.len()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_its_numbers_apart() {
        let sentence = say("In all {}, of which {}.", &["a", "b"]);
        assert_eq!(sentence.0.len(), 5);
        assert_eq!(say("none", &["a"]).0.len(), 1);
        assert_eq!(say("{}{}", &["a"]).0.len(), 1);
    }

    #[test]
    fn dates_are_read_by_people() {
        let date = jiff::civil::date(2023, 3, 20);
        assert_eq!(weekday(date), "Monday 20 March 2023");
        assert_eq!(when(When::Year(2021)), "2021");
    }

    #[test]
    fn decimals_follow_size() {
        assert_eq!(plain(12_538.7), "12,538.7");
        assert_eq!(plain(31.15), "31.15");
        assert_eq!(plain(4.0), "4");
        assert_eq!(plain(0.947_993), "0.948");
        assert_eq!(plain(2.50), "2.5");
    }
}
