//! Sentences, dates and decimals as people read them.

use ::words::{fill, mark, tell, text};
use case::value::date::{Date, When};
use case::value::period::Period;
use figure::time::name;
use jiff::civil::Weekday;

use document::{Piece, Sentence, vocabulary};

/// A sentence from words with holes where numbers stand: `{}` is the next id, `{2}` the second one, so that a
/// translation may change their order. Ids beyond the holes are left out, holes beyond the ids stay empty.
pub(crate) fn say(words: &str, ids: &[&str]) -> Sentence {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut next = ids.iter();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let hole = after.split_once('}').filter(|(place, _)| place.chars().all(|c| c.is_ascii_digit()));
        let Some((place, behind)) = hole else {
            text.push('{');
            rest = after;
            continue;
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        let id = if place.is_empty() { next.next() } else { numbered(ids, place) };
        pieces.extend(id.map(|id| Piece::Number { id: (*id).to_owned() }));
        rest = behind;
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Sentence(pieces)
}

/// The id that a numbered hole asks for; the first is number 1.
fn numbered<'a>(ids: &'a [&'a str], place: &str) -> Option<&'a &'a str> {
    ids.get(place.parse::<usize>().ok()?.checked_sub(1)?)
}

/// A text of the case as a sentence, without places for numbers.
pub(crate) fn as_is(text: &str) -> Sentence {
    Sentence(vec![Piece::Text(text.to_owned())])
}

/// `20 March 2023`.
pub(crate) fn day(date: Date) -> String {
    text!("{day} {month} {year}", day = date.day(), month = month_name(date.month()), year = date.year())
}

/// `Monday 20 March 2023`.
pub(crate) fn weekday(date: Date) -> String {
    text!(
        "{weekday} {day} {month} {year}",
        weekday = tell(weekday_name(date.weekday())),
        day = date.day(),
        month = month_name(date.month()),
        year = date.year()
    )
}

/// A date as precisely as it is known: `20 March 2023`, `March 2023`, `2023`.
pub(crate) fn when(when: When) -> String {
    match when {
        When::Year(year) => year.to_string(),
        When::Month(of) => month(of),
        When::Day(date) => day(date),
    }
}

/// A date in the form of the data as [`when`] prints it; what is none stays as it is.
pub(crate) fn when_of(data: &str) -> String {
    <When as case::cell::Cell>::parse(data).map_or_else(|_| data.to_owned(), when)
}

/// `February 2023`.
pub(crate) fn month(month: case::value::date::Month) -> String {
    text!("{month} {year}", month = month_name(month.month()), year = month.year())
}

/// A time as people read it: `January 2023`, `quarter 2 of 2019`, `January 2018 to October 2018`.
pub(crate) fn period(of: Period) -> String {
    match of {
        Period::Year(year) => year.to_string(),
        Period::Half(year, half) => text!("half {half} of {year}"),
        Period::Quarter(year, quarter) => text!("quarter {quarter} of {year}"),
        Period::Month(of) => month(of),
        Period::Day(date) => day(date),
        Period::Span(from, to) => text!("{from} to {to}", from = when(from), to = when(to)),
    }
}

fn month_name(month: i8) -> std::borrow::Cow<'static, str> {
    name::month(u32::from(month.unsigned_abs()))
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => mark("Monday"),
        Weekday::Tuesday => mark("Tuesday"),
        Weekday::Wednesday => mark("Wednesday"),
        Weekday::Thursday => mark("Thursday"),
        Weekday::Friday => mark("Friday"),
        Weekday::Saturday => mark("Saturday"),
        Weekday::Sunday => mark("Sunday"),
    }
}

/// A word of a case file as people read it, in the language in force: `rail_1520` becomes `rail 1520`.
pub(crate) fn spaced(word: &str) -> String {
    vocabulary::told(&word.replace('_', " "))
}

/// `1 event`, `2 events`: marked texts for one and for many, with `{count}` in them.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    let text = tell(if count == 1 { one } else { many });
    fill(&text, &[("count", count.to_string())])
}

/// `1 month`, `3 months`.
pub(crate) fn in_months(count: usize) -> String {
    counted(count, mark("{count} month"), mark("{count} months"))
}

/// A marked word in the language in force; nothing stays nothing.
pub(crate) fn told(word: &str) -> String {
    if word.is_empty() { String::new() } else { tell(word).into_owned() }
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

/// Units that are counted one by one: the word for one and the word for many.
const COUNTED: &[(&str, &str)] = &[
    (mark("day"), mark("days")),
    (mark("week"), mark("weeks")),
    (mark("month"), mark("months")),
    (mark("year"), mark("years")),
    (mark("person"), mark("persons")),
    (mark("truck"), mark("trucks")),
    (mark("wagon"), mark("wagons")),
    (mark("train"), mark("trains")),
    (mark("container"), mark("containers")),
    (mark("vehicle"), mark("vehicles")),
    (mark("lane"), mark("lanes")),
    (mark("port"), mark("ports")),
    (mark("trip"), mark("trips")),
    (mark("event"), mark("events")),
    (mark("complaint"), mark("complaints")),
];

/// What is counted in a time, as the case writes it and as people read it.
const RATES: &[(&str, &str)] = &[
    ("truck/day", mark("trucks/day")),
    ("wagon/day", mark("wagons/day")),
    ("train/day", mark("trains/day")),
    ("container/day", mark("containers/day")),
    ("vehicle/day", mark("vehicles/day")),
    ("event/year", mark("events/year")),
];

/// The unit of a number as printed: the word for one beside 1, the word for many beside all others. A unit that is not
/// counted stays.
pub(crate) fn counted_unit(unit: &'static str, shown: &str) -> &'static str {
    let one = shown.trim_start_matches(['+', '-']) == "1";
    let known = COUNTED.iter().find(|(single, many)| *single == unit || *many == unit);
    known.map_or(unit, |(single, many)| if one { *single } else { *many })
}

/// Unit words that live as long as the program, in English: the book says them in the language in force, and one of a
/// thing as one.
pub(crate) fn unit_word(text: &str) -> &'static str {
    let many =
        |words: &[(&'static str, &'static str)]| words.iter().find(|(one, _)| *one == text).map(|(_, many)| *many);
    if let Some(word) = many(COUNTED).or_else(|| many(RATES)) {
        return word;
    }
    match text {
        "percent" => "%",
        "MUSD" => "M USD",
        "bnUSD" => "bn USD",
        "kUSD" => mark("thousand USD"),
        "USD/t" => "USD/t",
        other => case::value::unit::atoms().find(|atom| *atom == other && *atom != "count").unwrap_or(""),
    }
}

/// A unit as people read it beside a number as printed.
pub(crate) fn unit_beside(text: &str, shown: &str) -> String {
    let known = COUNTED.iter().find(|(one, _)| *one == text && *one != "event");
    known.map_or_else(|| unit(text), |(one, _)| told(counted_unit(one, shown)))
}

/// A unit as people read it.
pub(crate) fn unit(unit: &str) -> String {
    match unit {
        "percent" => "%".to_owned(),
        "MUSD" => "M USD".to_owned(),
        "bnUSD" => "bn USD".to_owned(),
        "kUSD" => text!("thousand USD"),
        "count" | "ratio" | "event" => String::new(),
        other => {
            let known = COUNTED.iter().chain(RATES).find(|(one, _)| *one == other);
            known.map_or_else(|| spaced(other), |(_, many)| told(many))
        }
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
    fn a_sentence_may_change_the_order_of_its_numbers() {
        let read = |words: &str, ids: &[&str]| -> String {
            let piece = |piece: &Piece| match piece {
                Piece::Number { id } => format!("<{id}>"),
                Piece::Text(text) | Piece::Term { text, .. } => text.clone(),
            };
            say(words, ids).0.iter().map(piece).collect()
        };
        assert_eq!(read("{2} of {1}, {2}.", &["a", "b"]), "<b> of <a>, <b>.");
        assert_eq!(read("{2} of {}, {}", &["a", "b"]), "<b> of <a>, <b>");
        assert_eq!(read("{0}{3}{99999999999999999999999}.", &["a", "b"]), ".");
        assert_eq!(read("{x} {{}} } {", &["a"]), "{x} {<a>} } {");
    }

    #[test]
    fn dates_are_read_by_people() {
        let date = jiff::civil::date(2023, 3, 20);
        assert_eq!(weekday(date), "Monday 20 March 2023");
        assert_eq!(day(jiff::civil::date(2023, 12, 1)), "1 December 2023");
        assert_eq!(when(When::Year(2021)), "2021");
    }

    #[test]
    fn counts_have_one_form_and_another() {
        assert_eq!((in_months(1), in_months(3)), ("1 month".to_owned(), "3 months".to_owned()));
        let trial = ::words::Language::of(::words::TRIAL).expect("the trial language");
        assert_eq!(::words::within(&trial, || in_months(3)), "\u{4e8}\u{ab}3 mönths\u{bb}\u{8bed}");
        assert_eq!(
            ::words::within(&trial, || spaced("under_construction")),
            "\u{4e8}\u{ab}ündër cönstrüctïön\u{bb}\u{8bed}"
        );
    }

    #[test]
    fn units_that_are_counted_have_a_word_for_one_and_a_word_for_many() {
        assert_eq!((unit_word("train"), unit("train").as_str()), ("trains", "trains"));
        assert_eq!((unit_word("vehicle/day"), unit("vehicle/day").as_str()), ("vehicles/day", "vehicles/day"));
        assert_eq!(
            (counted_unit("days", "1"), counted_unit("day", "17"), counted_unit("t", "2")),
            ("day", "days", "t")
        );
        assert_eq!((unit_beside("port", "7"), unit_beside("port", "1")), ("ports".to_owned(), "port".to_owned()));
        assert_eq!((unit_beside("percent", "7"), unit_beside("count", "9")), ("%".to_owned(), String::new()));
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
