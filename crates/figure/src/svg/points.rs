//! Where the data marks of a picture stand and what they say: for hover, for pins and for the keyboard.

use std::fmt::Write as _;

use ::words::text;
use serde::Serialize;

use super::doc::Doc;
use super::seen::{Said, Seen};
use super::theme::Paint;
use super::{Width, inline_area, prefix};
use crate::model::Figure;
use crate::printed::Printed;
use crate::words::clean;

/// One data mark of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// From the left, in units of the view box, with one decimal.
    pub x: f64,
    /// From the top, in units of the view box, with one decimal.
    pub y: f64,
    /// The line, part, sort or lane that it belongs to; empty where there is only one.
    pub series: String,
    /// Where it stands: a year, a month, the label of a bar, an event.
    pub at: String,
    /// What it says: the value as the table prints it, with its unit, and the bands at its place.
    pub text: String,
}

/// The data marks of the picture that [`super::render`] draws at this width: by series, and in each as drawn.
///
/// They are noted while the picture is drawn. A map gives the places and links that it shows and that have a name.
///
/// ```
/// use figure::svg::{self, Width};
/// # use figure::{Bar, Bars, Chart, Figure, Table};
/// # let bars = vec![Bar { label: "North gate".into(), value: Some(1200.0), shown: "1,200 kt".into(), ..Bar::default() }];
/// # let figure = Figure {
/// #     id: "gates".into(), title: String::new(), measure: String::new(), unit: String::new(),
/// #     place: String::new(), period: String::new(), chart: Chart::Bars(Bars { bars, unit: String::new() }),
/// #     table: Table::default(), sources: vec![], notes: vec![], alt: String::new(),
/// # };
/// let points = svg::points(&figure, Width::Wide);
/// assert_eq!((points[0].at.as_str(), points[0].text.as_str()), ("North gate", "1,200 kt"));
/// ```
pub fn points(figure: &Figure, width: Width) -> Vec<Point> {
    ranked(figure, width).into_iter().map(|(_, point)| point).collect()
}

/// The points, each with the place of its series among the others.
fn ranked(figure: &Figure, width: Width) -> Vec<(usize, Point)> {
    let mut doc = Doc::new(Paint::Variables, prefix(figure, width), width.units()).watched();
    super::draw(&figure.chart, &mut doc, inline_area(width), &mut None);
    let mut seen = doc.seen();
    seen.sort_by_key(|mark| mark.series.0);
    let printed = Printed::of(&figure.table);
    seen.into_iter().map(|mark| (mark.series.0, told(&mark, &printed))).collect()
}

fn told(mark: &Seen, printed: &Printed<'_>) -> Point {
    let (series, at) = (clean(&mark.series.1), clean(&mark.label));
    let print = |value: f64, unit: &str| printed.number(value, unit, &at, mark.time, &series);
    let text = match &mark.said {
        Said::Value { value, unit, bands } => {
            let band = |(name, low, high): &(String, f64, f64)| {
                let (low, high) = (print(*low, "").0, print(*high, "").0);
                let range = text!("{low} to {high}");
                match name.trim() {
                    "" => range,
                    name => format!("{name}: {range}"),
                }
            };
            let (number, unit) = print(*value, unit);
            let own = if unit.is_empty() { number } else { format!("{number} {unit}") };
            std::iter::once(own)
                .chain(bands.iter().filter(|(_, low, high)| low < high).map(band))
                .collect::<Vec<_>>()
                .join("; ")
        }
        Said::Shown { text, value: Some(value) } => match print(*value, "") {
            (number, unit) if number == text.trim() && !unit.is_empty() => format!("{number} {unit}"),
            _ => text.clone(),
        },
        Said::Shown { text, value: None } | Said::Words(text) => text.clone(),
    };
    Point { x: rounded(mark.at.0), y: rounded(mark.at.1), series, at, text: clean(&text) }
}

/// One decimal, and never minus zero.
fn rounded(value: f64) -> f64 {
    let tenths = (value * 10.0).round();
    if tenths.is_finite() && tenths.abs() > 0.0 { tenths / 10.0 } else { 0.0 }
}

/// A point as a script is told it: place, series, position, words.
type Row<'a> = (f64, f64, usize, &'a str, &'a str);

/// What a script is told of both pictures of a figure.
#[derive(Serialize)]
struct Both<'a> {
    wide: Vec<Row<'a>>,
    narrow: Vec<Row<'a>>,
    series: Vec<&'a str>,
}

/// The points of both widths as a script for a page: `landlocked.points("ID", {"wide":[[x,y,series,at,text],...],...})`.
///
/// A script tag loads it from a file, too, where a page may not fetch. The text is safe inside of a script tag.
pub fn points_script(figure: &Figure) -> String {
    let [wide, narrow] = [Width::Wide, Width::Narrow].map(|width| ranked(figure, width));
    let mut ranks: Vec<(usize, &str)> =
        wide.iter().chain(&narrow).map(|(rank, point)| (*rank, point.series.as_str())).collect();
    ranks.sort_by_key(|(rank, _)| *rank);
    ranks.dedup();
    let both = Both {
        wide: rows(&wide, &ranks),
        narrow: rows(&narrow, &ranks),
        series: ranks.iter().map(|(_, name)| *name).collect(),
    };
    format!("landlocked.points({},{});\n", script_json(&figure.id), script_json(&both))
}

fn rows<'a>(points: &'a [(usize, Point)], ranks: &[(usize, &str)]) -> Vec<Row<'a>> {
    let row = |(rank, point): &'a (usize, Point)| {
        let series = ranks.iter().position(|(own, _)| own == rank).unwrap_or(0);
        (point.x, point.y, series, point.at.as_str(), point.text.as_str())
    };
    points.iter().map(row).collect()
}

/// JSON that may stand inside of a script tag and in every script, however old.
fn script_json(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them cannot fail; numbers are finite.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_script_ends_it_early() {
        let json = script_json(&"</script><!-- a\u{2028}b & \"c\"");
        assert_eq!(json, "\"\\u003c/script\\u003e\\u003c!-- a\\u2028b \\u0026 \\\"c\\\"\"");
        let back: String = serde_json::from_str(&json).unwrap();
        assert_eq!(back, "</script><!-- a\u{2028}b & \"c\"");
    }

    #[test]
    fn places_have_one_decimal() {
        assert_eq!([12.34, -0.04, f64::NAN].map(rounded).map(|x| x.to_string()), ["12.3", "0", "0"]);
    }
}
