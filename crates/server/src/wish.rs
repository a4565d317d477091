//! What of a figure is wanted: frame, window of time, series; and of a whole page: open tables, a version of the data. All of
//! it stands in the query, so that an address keeps it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use ::words::text;
use figure::{Figure, Grain, time};
use serde::Serialize;

use crate::frames::{Chosen, ON};
use crate::version::{self, Named};

/// First position in time.
const FROM: &str = "from";
/// Last position in time.
const TO: &str = "to";
/// Slugs of series, joined by `~`.
const SERIES: &str = "series";
/// First month that an effect is fitted to.
pub(crate) const PRE: &str = "pre";
/// How a page is seen.
const VIEW: &str = "view";
/// The view in which the tables behind figures are open; without it they are closed, where there is a picture to see.
const TABLE: &str = "table";
/// The version of the data that a page should be of.
const VERSION: &str = "v";
/// Whoever asks may write anything, and a page is no place for all of it: so many signs are repeated. No hash is longer.
const MOST_SIGNS: usize = 64;
/// What a query says; keys that mean nothing are ignored.
pub(crate) type Said = BTreeMap<String, String>;

/// A figure as it was asked for.
#[derive(Debug)]
pub(crate) struct Shown<'f> {
    pub(crate) figure: Cow<'f, Figure>,
    /// What was asked for in vain, in words.
    pub(crate) notices: Vec<String>,
    /// What leads to it: `?from=2019-01&to=2020-12`, keys sorted and defaults left out, or nothing.
    pub(crate) query: String,
    /// The frame shown, for a map.
    pub(crate) frame: Option<Chosen>,
    pub(crate) choice: Choice,
}

/// What can be chosen of a figure, and what is chosen.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Choice {
    from: Vec<Position>,
    to: Vec<Position>,
    series: Vec<Series>,
    /// Whether a window or series is chosen.
    pub(crate) narrowed: bool,
}

/// A position in time.
#[derive(Debug, Serialize)]
struct Position {
    key: String,
    chosen: bool,
}

/// A series that can be chosen.
#[derive(Debug, Serialize)]
struct Series {
    slug: String,
    name: String,
    chosen: bool,
}

/// What is repeated of what was asked for in vain.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(MOST_SIGNS).collect()
}

/// What a query says for a key, if it says anything.
fn asked<'s>(said: &'s Said, key: &str) -> Option<&'s str> {
    said.get(key).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Whether the tables behind figures are asked for.
pub(crate) fn opens_tables(said: &Said) -> bool {
    asked(said, VIEW) == Some(TABLE)
}

/// What leads to the same with its tables open: the key stands behind all others.
pub(crate) fn with_tables(query: &str) -> String {
    format!("{query}{}{VIEW}={TABLE}", if query.is_empty() { '?' } else { '&' })
}

/// What is asked of a whole page in vain, in words: a view that there is not, and another version of the data than the
/// one that is shown, whose hash is given.
pub(crate) fn notices(said: &Said, hash: &str) -> Vec<String> {
    let mut notices = Vec::new();
    if let Some(asked) = asked(said, VERSION) {
        let (asked_for, own) = (cut(asked), version::shown(hash));
        match version::named(asked, hash) {
            Named::This => {}
            Named::Nothing => notices.push(text!(
                "\u{201c}{version}\u{201d} names no version of the data: it takes {signs} signs or more of a hash. This is version {own}.",
                version = asked_for,
                signs = version::LEAST
            )),
            Named::Other => notices.push(text!(
                "Another version of the data was asked for, {version}. This is version {own}: its numbers may differ.",
                version = asked_for
            )),
        }
    }
    if let Some(view) = asked(said, VIEW).filter(|view| *view != TABLE) {
        notices.push(text!("There is no view \u{201c}{view}\u{201d}: the usual one is shown.", view = cut(view)));
    }
    notices
}

/// The figure that a query asks for. What does not fit is left out, and said.
pub(crate) fn shown<'f>(figure: &'f Figure, said: &Said) -> Shown<'f> {
    let frame = Chosen::of(figure, said.get(ON).map(String::as_str));
    let mut wanted = Wanted { figure: Cow::Borrowed(figure), notices: Vec::new(), kept: BTreeMap::new() };
    if let Some(chosen) = frame.as_ref().filter(|chosen| chosen.frame != chosen.unasked) {
        wanted.figure = Cow::Owned(figure.at_frame(chosen.frame));
        wanted.kept.extend(figure.frames().get(chosen.frame).map(|frame| (ON, frame.key.clone())));
    }
    let series = wanted.series(figure, said);
    let (from, to) = wanted.window(figure, said);
    let narrowed = wanted.kept.keys().any(|key| [FROM, TO, SERIES].contains(key));
    let choice = Choice { from, to, series, narrowed };
    Shown { figure: wanted.figure, notices: wanted.notices, query: query(&wanted.kept), frame, choice }
}

/// A figure on the way to what is asked for.
struct Wanted<'f> {
    figure: Cow<'f, Figure>,
    notices: Vec<String>,
    /// What leads to it.
    kept: BTreeMap<&'static str, String>,
}

impl Wanted<'_> {
    /// Leaves the series asked for, and tells which can be chosen.
    fn series(&mut self, whole: &Figure, said: &Said) -> Vec<Series> {
        let known = whole.series_slugs();
        let mut chosen: Vec<String> = Vec::new();
        if let Some(text) = asked(said, SERIES) {
            // A form sends every box that is ticked under the same name; an address joins them.
            let names: Vec<String> =
                text.split(['~', ' ', ',']).filter(|slug| !slug.is_empty()).map(str::to_owned).collect();
            match self.figure.only(&names) {
                Ok(part) => {
                    chosen = known.iter().map(|one| one.slug.clone()).filter(|slug| names.contains(slug)).collect();
                    if chosen.len() < known.len() {
                        self.figure = Cow::Owned(part);
                        self.kept.insert(SERIES, chosen.join("~"));
                    }
                }
                Err(_) => self
                    .notices
                    .push(text!("There is no series \u{201c}{slugs}\u{201d} here: all are shown.", slugs = cut(text))),
            }
        }
        let all = known.into_iter();
        all.map(|one| Series {
            chosen: chosen.is_empty() || chosen.contains(&one.slug),
            slug: one.slug,
            name: one.name,
        })
        .collect()
    }

    /// Leaves the window asked for, and tells where one can begin and end.
    fn window(&mut self, whole: &Figure, said: &Said) -> (Vec<Position>, Vec<Position>) {
        let positions = positions(whole);
        let last = positions.len().saturating_sub(1);
        let from = self.place(&positions, said, FROM).unwrap_or(0);
        let to = self.place(&positions, said, TO).unwrap_or(last);
        let mut ends = (0, last);
        if (from, to) != ends {
            let at = |place: usize| positions.get(place).and_then(|key| time::parse(key)).map(|span| span.from);
            match self.figure.within(at(from).filter(|_| from > 0), at(to).filter(|_| to < last)) {
                Ok(part) => {
                    self.figure = Cow::Owned(part);
                    ends = (from, to);
                    for (key, place, unasked) in [(FROM, from, 0), (TO, to, last)] {
                        if let Some(position) = positions.get(place).filter(|_| place != unasked) {
                            self.kept.insert(key, position.clone());
                        }
                    }
                }
                Err(_) => self.notices.push(text!("Nothing lies in that window: the whole time is shown.")),
            }
        }
        let list = |shown: usize| {
            let of = |(place, key): (usize, &String)| Position { key: key.clone(), chosen: place == shown };
            positions.iter().enumerate().map(of).collect()
        };
        (list(ends.0), list(ends.1))
    }

    /// Where a position asked for stands among those that there are.
    fn place(&mut self, positions: &[String], said: &Said, key: &str) -> Option<usize> {
        let text = asked(said, key)?;
        let found = positions.iter().position(|known| known == text);
        if found.is_none() {
            self.notices.push(text!(
                "\u{201c}{time}\u{201d} is no time of this figure: `{key}` is left out.",
                time = cut(text)
            ));
        }
        found
    }
}

/// `?a=1&b=2`, or nothing.
fn query(kept: &BTreeMap<&str, String>) -> String {
    let mut out = String::new();
    for (key, value) in kept {
        // Keys, slugs and times are ASCII without signs that mean something in an address.
        let _ = write!(out, "{}{key}={value}", if out.is_empty() { '?' } else { '&' });
    }
    out
}

/// The times at which a window can begin or end, as an address names them: `2019` or `2019-03`.
fn positions(figure: &Figure) -> Vec<String> {
    /// More than a reader would choose from.
    const MOST: usize = 1200;
    let (Some((from, to)), Some(grain)) = (figure.span(), figure.grain()) else { return Vec::new() };
    let steps = |value: f64| match grain {
        Grain::Year => value.floor(),
        Grain::Month => (value * 12.0 + 1e-6).floor(),
    };
    #[allow(clippy::cast_possible_truncation, reason = "a year or month number; `as` saturates")]
    let (first, last) = (steps(from) as i64, steps(to) as i64);
    let name = |step: i64| match grain {
        Grain::Year => format!("{step:04}"),
        Grain::Month => format!("{:04}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1),
    };
    let all: Vec<String> = (first..=last).take(MOST).map(name).collect();
    if all.len() < 2 { Vec::new() } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    fn said(key: &str, value: &str) -> Said {
        Said::from([(key.to_owned(), value.to_owned())])
    }

    #[test]
    fn a_version_is_named_by_signs_of_its_hash() {
        for own in ["0123456", "0123456789ab", "0123456789abcdef", HASH, " 0123456789ab ", ""] {
            assert_eq!(notices(&said("v", own), HASH), [""; 0], "{own}");
        }
        let other = notices(&said("v", "ffffffffffff"), HASH);
        assert_eq!(
            other,
            [
                "Another version of the data was asked for, ffffffffffff. This is version 0123456789ab: its numbers may differ."
            ]
        );
        let short = notices(&said("v", "012345"), HASH);
        assert!(short[0].starts_with("\u{201c}012345\u{201d} names no version of the data: it takes 7"), "{short:?}");
        let long = notices(&said("v", &"語".repeat(5000)), HASH);
        assert!(long[0].contains(&"語".repeat(MOST_SIGNS)) && long[0].len() < 500, "{long:?}");
    }

    #[test]
    fn only_one_view_is_known() {
        assert!(opens_tables(&said("view", "table")) && notices(&said("view", "table"), HASH).is_empty());
        let vain = said("view", "chart");
        assert!(!opens_tables(&vain));
        assert_eq!(notices(&vain, HASH), ["There is no view \u{201c}chart\u{201d}: the usual one is shown."]);
        assert!(!opens_tables(&Said::new()) && notices(&Said::new(), HASH).is_empty());
    }

    #[test]
    fn the_view_stands_behind_all_other_keys() {
        assert_eq!(with_tables(""), "?view=table");
        assert_eq!(with_tables("?from=2019&series=a~b"), "?from=2019&series=a~b&view=table");
    }
}
