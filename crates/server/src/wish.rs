//! What of a figure is wanted: frame, window of time, series. All of it stands in the query, so that an address keeps it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use ::words::text;
use figure::{Figure, Grain, time};
use serde::Serialize;

use crate::frames::{Chosen, ON};

/// First position in time.
const FROM: &str = "from";
/// Last position in time.
const TO: &str = "to";
/// Slugs of series, joined by `~`.
const SERIES: &str = "series";
/// First month that an effect is fitted to.
pub(crate) const PRE: &str = "pre";
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

/// The figure that a query asks for. What does not fit is left out, and said.
pub(crate) fn shown<'f>(figure: &'f Figure, said: &Said) -> Shown<'f> {
    let frame = Chosen::of(figure, said.get(ON).map(String::as_str));
    let mut out = match &frame {
        Some(chosen) if chosen.frame != chosen.unasked => Cow::Owned(figure.at_frame(chosen.frame)),
        _ => Cow::Borrowed(figure),
    };
    let mut notices = Vec::new();
    let mut kept: BTreeMap<&str, String> = BTreeMap::new();
    if let Some(key) =
        frame.as_ref().filter(|chosen| chosen.frame != chosen.unasked).and_then(|c| figure.frames().get(c.frame))
    {
        kept.insert(ON, key.key.clone());
    }
    let mut chosen: Vec<String> = Vec::new();
    let asked = |key: &str| said.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
    if let Some(text) = asked(SERIES) {
        // A form sends every box that is ticked under the same name; an address joins them.
        let names: Vec<String> =
            text.split(['~', ' ', ',']).filter(|slug| !slug.is_empty()).map(str::to_owned).collect();
        match out.only(&names) {
            Ok(part) => {
                let known = figure.series_slugs();
                chosen = known.into_iter().map(|one| one.slug).filter(|slug| names.contains(slug)).collect();
                if chosen.len() < figure.series_slugs().len() {
                    out = Cow::Owned(part);
                    kept.insert(SERIES, chosen.join("~"));
                }
            }
            Err(_) => {
                notices.push(text!("There is no series \u{201c}{slugs}\u{201d} here: all are shown.", slugs = text))
            }
        }
    }
    let positions = positions(figure);
    let find = |key: &str, notices: &mut Vec<String>| {
        let text = asked(key)?;
        let found = positions.iter().position(|known| known == text);
        if found.is_none() {
            notices.push(text!("\u{201c}{time}\u{201d} is no time of this figure: `{key}` is left out.", time = text));
        }
        found
    };
    let last = positions.len().saturating_sub(1);
    let (from, to) = (find(FROM, &mut notices).unwrap_or(0), find(TO, &mut notices).unwrap_or(last));
    let mut ends = (0, last);
    if (from, to) != ends {
        let at = |place: usize| positions.get(place).and_then(|key| time::parse(key)).map(|span| span.from);
        match out.within(at(from).filter(|_| from > 0), at(to).filter(|_| to < last)) {
            Ok(part) => {
                out = Cow::Owned(part);
                ends = (from, to);
                for (key, place, unasked) in [(FROM, from, 0), (TO, to, last)] {
                    if let Some(position) = positions.get(place).filter(|_| place != unasked) {
                        kept.insert(key, position.clone());
                    }
                }
            }
            Err(_) => notices.push(text!("Nothing lies in that window: the whole time is shown.")),
        }
    }
    let list = |shown: usize| {
        let of = |(place, key): (usize, &String)| Position { key: key.clone(), chosen: place == shown };
        positions.iter().enumerate().map(of).collect()
    };
    let series = figure.series_slugs();
    let choice = Choice {
        from: list(ends.0),
        to: list(ends.1),
        series: series
            .into_iter()
            .map(|one| Series {
                chosen: chosen.is_empty() || chosen.contains(&one.slug),
                slug: one.slug,
                name: one.name,
            })
            .collect(),
        narrowed: kept.keys().any(|key| [FROM, TO, SERIES].contains(key)),
    };
    Shown { figure: out, notices, query: query(&kept), frame, choice }
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
