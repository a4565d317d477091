//! Names of the months, in full and short.

use std::borrow::Cow;

use ::words::{mark, tell};

/// The months as English writes them in full.
pub const MONTHS: [&str; 12] = [
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
];

/// The months as English writes them in three letters.
pub const SHORT: [&str; 12] = [
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
];

/// The name of a month from 1 to 12, in the language in force; nothing for what is no month.
pub fn month(month: u32) -> Cow<'static, str> {
    of(&MONTHS, month)
}

/// The short name of a month from 1 to 12, in the language in force; nothing for what is no month.
pub fn short(month: u32) -> Cow<'static, str> {
    of(&SHORT, month)
}

fn of(names: &[&'static str; 12], month: u32) -> Cow<'static, str> {
    let place = month.checked_sub(1).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| names.get(place)).map_or(Cow::Borrowed(""), |name| tell(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_a_name() {
        assert_eq!((month(1), month(12)), (Cow::Borrowed("January"), Cow::Borrowed("December")));
        assert!(month(0).is_empty() && month(13).is_empty());
        assert_eq!((short(1), short(12)), (Cow::Borrowed("Jan"), Cow::Borrowed("Dec")));
    }
}
