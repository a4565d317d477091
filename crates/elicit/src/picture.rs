//! The picture of a belief: a curve of chances with the member's values marked. It holds numbers and one escaped unit,
//! and no style of its own; the style sheet knows its classes.

use std::fmt::Write;

use ledger::Question;

use crate::words::short;

/// Width and height of the picture, in its own units: a phone of 320 pixels shows it nearly one to one.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 150.0;
/// Where the axis lies, and where curves end at the top.
const AXIS: f64 = 112.0;
const TOP: f64 = 16.0;
/// Room at the left and right.
const SIDE: f64 = 10.0;
/// Points of a curve.
const POINTS: u32 = 120;
/// Least distance of two labels in one row.
const APART: f64 = 46.0;

/// A curve.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Curve {
    /// Class in the style sheet.
    pub(crate) class: &'static str,
    /// Values in the unit of the question, with density.
    pub(crate) points: Vec<(f64, f64)>,
}

/// A value that is marked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) at: f64,
    pub(crate) label: String,
}

/// Where a curve is drawn: the middle 98 % and all values, a little more, but nothing that is not possible.
pub(crate) fn range(question: &Question, values: &[f64], quantile: impl Fn(f64) -> f64) -> (f64, f64) {
    let finite = |value: f64, other: f64| if value.is_finite() { value } else { other };
    let first = values.iter().copied().fold(f64::INFINITY, f64::min);
    let last = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let low = finite(quantile(0.01), first).min(first);
    let high = finite(quantile(0.99), last).max(last);
    let more = (high - low) * 0.03;
    let low = question.lower.map_or(low - more, |bound| bound.max(low - more));
    let high = question.upper.map_or(high + more, |bound| bound.min(high + more));
    (low, high)
}

/// A density at even steps, each in its middle: densities may be infinite at bounds.
pub(crate) fn sampled((low, high): (f64, f64), density: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let step = (high - low) / f64::from(POINTS);
    (0..POINTS)
        .map(|n| low + step * (f64::from(n) + 0.5))
        .map(|x| (x, density(x)))
        .filter(|(x, y)| x.is_finite() && y.is_finite() && *y >= 0.0)
        .collect()
}

/// The picture of curves and marked values.
pub(crate) fn density(curves: &[&Curve], marks: &[Mark], unit: &str) -> String {
    let all = || curves.iter().flat_map(|curve| &curve.points);
    let xs = || all().map(|point| point.0).chain(marks.iter().map(|mark| mark.at));
    let (low, high) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
    let tallest = all().map(|point| point.1).fold(0.0, f64::max);
    let across = |x: f64| if high > low { SIDE + (x - low) / (high - low) * (WIDTH - 2.0 * SIDE) } else { WIDTH / 2.0 };
    let up = |y: f64| if tallest > 0.0 { AXIS - y / tallest * (AXIS - TOP) } else { AXIS };

    let mut svg =
        format!("<svg class=\"density\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\" focusable=\"false\">");
    for curve in curves {
        let mut path = String::new();
        for (n, (x, y)) in curve.points.iter().enumerate() {
            let _ = write!(path, "{}{:.1} {:.1}", if n == 0 { "M" } else { "L" }, across(*x), up(*y));
        }
        if let (Some(first), Some(last)) = (curve.points.first(), curve.points.last()) {
            let _ = write!(
                svg,
                "<path class=\"area {class}\" d=\"{path}L{:.1} {AXIS}L{:.1} {AXIS}Z\"/><path class=\"curve {class}\" d=\"{path}\"/>",
                across(last.0),
                across(first.0),
                class = curve.class
            );
        }
    }
    let _ = write!(svg, "<path class=\"axis\" d=\"M{SIDE} {AXIS}H{}\"/>", WIDTH - SIDE);
    // A label that would cover another is left out; its line stays, and the value stands in its field.
    let mut taken: [f64; 2] = [f64::NEG_INFINITY; 2];
    for mark in marks {
        let x = across(mark.at);
        let _ = write!(svg, "<path class=\"mark\" d=\"M{x:.1} {TOP}V{:.1}\"/>", AXIS + 4.0);
        let Some((row, end)) = taken.iter_mut().enumerate().find(|(_, end)| x - **end >= APART) else { continue };
        *end = x;
        let lower = if row == 0 { AXIS + 16.0 } else { AXIS + 32.0 };
        let _ = write!(
            svg,
            "<text class=\"value\" x=\"{:.1}\" y=\"{lower}\">{}</text>",
            x.clamp(SIDE + 14.0, WIDTH - SIDE - 14.0),
            escaped(&short(mark.at))
        );
        if row == 0 {
            let _ = write!(
                svg,
                "<text class=\"level\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                x.clamp(SIDE + 14.0, WIDTH - SIDE - 14.0),
                TOP - 5.0,
                escaped(&mark.label)
            );
        }
    }
    if !unit.is_empty() {
        let _ = write!(
            svg,
            "<text class=\"unit\" x=\"{}\" y=\"{:.1}\">{}</text>",
            WIDTH - SIDE,
            HEIGHT - 3.0,
            escaped(unit)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A text as it may stand in markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#x27;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve() -> Curve {
        Curve { class: "own", points: sampled((0.0, 10.0), |x| x * (10.0 - x)) }
    }

    #[test]
    fn a_picture_lies_inside_its_frame_and_has_no_style() {
        let marks: Vec<Mark> = [0.0, 5.0, 10.0].iter().map(|at| Mark { at: *at, label: "5 %".to_owned() }).collect();
        let svg = density(&[&curve()], &marks, "kt");
        assert!(!svg.contains("style") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        let numbers =
            svg.split(['"', ' ', 'M', 'L', 'V', 'H', 'Z', '>', '<']).filter_map(|part| part.parse::<f64>().ok());
        assert!(numbers.into_iter().all(|number| (0.0..=WIDTH).contains(&number)), "{svg}");
        assert_eq!(svg.matches("class=\"mark\"").count(), 3);
        assert_eq!(svg.matches("class=\"value\"").count(), 3);
    }

    #[test]
    fn units_are_escaped_and_crowded_labels_left_out() {
        let marks: Vec<Mark> =
            (0..10_u32).map(|n| Mark { at: 5.0 + f64::from(n) / 10.0, label: String::new() }).collect();
        let svg = density(&[&curve()], &marks, "<b>&\"");
        assert!(svg.contains("&lt;b&gt;&amp;&quot;") && !svg.contains("<b>"), "{svg}");
        assert_eq!(svg.matches("class=\"mark\"").count(), 10);
        assert_eq!(svg.matches("class=\"value\"").count(), 2);
    }

    #[test]
    fn a_density_without_spread_or_with_poles_gives_no_broken_numbers() {
        let pole =
            Curve { class: "own", points: sampled((0.0, 1.0), |x| if x < 0.01 { f64::INFINITY } else { 1.0 / x }) };
        let flat = Curve { class: "pool", points: sampled((3.0, 3.0), |_| 0.0) };
        for curve in [&pole, &flat] {
            let svg = density(&[curve], &[Mark { at: 3.0, label: String::new() }], "");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}
