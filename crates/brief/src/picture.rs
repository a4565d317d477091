//! A figure as the templates read it: its picture as SVG, the words around it, and its text alternative.

use std::fmt::Write as _;

use figure::svg::{self, Width};
use figure::{Chart, Figure};
use serde::Serialize;

use crate::words::{Scribe, Words};

/// A figure, drawn.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Drawn {
    /// The name under which the template reads the picture.
    pub(crate) file: String,
    /// The picture.
    #[serde(skip)]
    pub(crate) svg: String,
    /// Its height, in parts of its width.
    pub(crate) aspect: f64,
    /// The text alternative.
    pub(crate) alt: String,
    /// The finding.
    pub(crate) title: Words,
    /// What is measured, where and when.
    pub(crate) subtitle: Words,
    /// Where the numbers come from.
    pub(crate) source: Option<Words>,
    /// Definitions and how to read the marks.
    pub(crate) notes: Vec<Words>,
    /// By what other pages find it.
    pub(crate) label: String,
}

/// Draws a figure; `at` tells it from the other pictures of the paper.
pub(crate) fn draw(figure: &Figure, width: Width, at: usize, scribe: &mut Scribe) -> Drawn {
    let svg = with_fonts(&scribe.drawn(&picture(figure, width)));
    Drawn {
        file: format!("picture-{at}.svg"),
        aspect: aspect(&svg).unwrap_or(1.0),
        svg,
        alt: figure.alt_text(),
        title: scribe.words(&figure.title),
        subtitle: scribe.words(&figure.subtitle()),
        source: figure.source_line().map(|line| scribe.words(&line)),
        notes: figure.note_lines().iter().map(|line| scribe.words(line)).collect(),
        label: format!("figure-{at}"),
    }
}

/// The one place where pictures come from.
fn picture(figure: &Figure, width: Width) -> String {
    let drawn = svg::print_chart(figure, width);
    if matches!(figure.chart, Chart::Map(_)) { drawn } else { without_halo(&drawn) }
}

/// The picture without the white edge around its letters, which a file would hold as outlines of every letter. A map
/// keeps it: there letters stand on lines.
fn without_halo(svg: &str) -> String {
    let mut parts = svg.split("<text ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("<text ");
        match part.split_once('>') {
            Some((attributes, rest)) => {
                out.push_str(&without(attributes, &["stroke", "stroke-width", "stroke-linejoin", "paint-order"]));
                out.push('>');
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// The picture with the font named for every letter that its own font does not hold.
fn with_fonts(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut inside = false;
    let mut open = typeface::SANS;
    for character in svg.chars() {
        let family = if inside || character == '<' { typeface::SANS } else { family(character) };
        if family != open {
            if open != typeface::SANS {
                out.push_str("</tspan>");
            }
            if family != typeface::SANS {
                let _ = write!(out, "<tspan font-family=\"{family}\">");
            }
            open = family;
        }
        inside = character == '<' || (inside && character != '>');
        out.push(character);
    }
    out
}

fn family(character: char) -> &'static str {
    typeface::family(character).unwrap_or(typeface::SANS)
}

/// Attributes without some of them.
fn without(attributes: &str, names: &[&str]) -> String {
    let mut rest = attributes;
    let mut out = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, next)) = after.split_once('"') else { break };
        if !names.contains(&name.trim()) {
            out.push(format!("{}=\"{value}\"", name.trim()));
        }
        rest = next;
    }
    out.join(" ")
}

/// Height over width, by the picture's own frame.
fn aspect(svg: &str) -> Option<f64> {
    let frame = svg.split_once("viewBox=\"")?.1.split_once('"')?.0;
    let sides: Vec<f64> = frame.split_whitespace().filter_map(|side| side.parse().ok()).collect();
    match sides.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some(height / width),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_fonts_say_so() {
        assert_eq!(
            with_fonts("<text x=\"\u{56FD}\">a \u{56FD}\u{5BB6} b\u{2192}</text>"),
            "<text x=\"\u{56FD}\">a <tspan font-family=\"Noto Sans CJK SC\">\u{56FD}\u{5BB6}</tspan> \
             b<tspan font-family=\"Noto Sans Math\">\u{2192}</tspan></text>"
        );
    }

    #[test]
    fn letters_lose_their_edge_and_nothing_else() {
        let svg = "<svg><path stroke=\"#fff\"/><text x=\"1\" fill=\"#000\" stroke=\"#fff\" stroke-width=\"3\" \
                   stroke-linejoin=\"round\" paint-order=\"stroke\">a &gt; b</text></svg>";
        assert_eq!(without_halo(svg), "<svg><path stroke=\"#fff\"/><text x=\"1\" fill=\"#000\">a &gt; b</text></svg>");
    }

    #[test]
    fn the_frame_of_a_picture_is_read() {
        assert!((aspect("<svg viewBox=\"0 0 720 360\">").unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(aspect("<svg>"), None);
        assert_eq!(aspect("<svg viewBox=\"0 0 0 3\">"), None);
    }
}
