//! Writes SVG elements: coordinates with one decimal, text escaped, colours by role.

use std::fmt::Write as _;

use super::Width;
use super::ink::Ink;
use super::measure::{Label, line_height};
use super::path::{Path, Stroke};
use super::seen::Seen;
use super::theme::{Paint, Role};
use crate::geo::clip::Rect;
use crate::model::{Dash, Marker};

/// Where text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Size, weight and colour of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) role: Role,
}

impl Type {
    pub(super) fn plain(size: f64, role: Role) -> Self {
        Self { size, bold: false, role }
    }

    pub(super) fn label(&self, text: &str, room: f64, most: usize) -> Label {
        Label::fit(text, self.size, self.bold, room, most)
    }

    /// The baseline that centres one line of this type on `y`.
    pub(super) fn centred(&self, y: f64) -> f64 {
        y + self.size * 0.36
    }
}

/// An SVG being written.
pub(super) struct Doc {
    body: String,
    paint: Paint,
    prefix: String,
    width: f64,
    ink: Ink,
    /// The data marks drawn so far, where somebody asked for them.
    seen: Option<Vec<Seen>>,
}

impl Doc {
    pub(super) fn new(paint: Paint, prefix: String, width: f64) -> Self {
        Self { body: String::new(), paint, prefix, width, ink: Ink::default(), seen: None }
    }

    /// From now on data marks are noted as they are drawn.
    pub(super) fn watched(mut self) -> Self {
        self.seen = Some(Vec::new());
        self
    }

    /// Notes a data mark; what it says is worked out only where somebody asked for it.
    pub(super) fn mark(&mut self, what: impl FnOnce() -> Seen) {
        if let Some(seen) = &mut self.seen {
            seen.push(what());
        }
    }

    /// The data marks in the order in which they were drawn.
    pub(super) fn seen(self) -> Vec<Seen> {
        self.seen.unwrap_or_default()
    }

    /// Notes that something is drawn within a rectangle with an edge of this width. In a page the halo of all texts is a
    /// rule of its style, and nothing has to be known.
    fn ink(&mut self, around: impl IntoIterator<Item = Rect>, edge: f64) {
        if self.paint != Paint::Variables {
            around.into_iter().for_each(|rect| self.ink.add(rect, edge));
        }
    }

    /// The same for what lies around a point.
    fn ink_at(&mut self, (x, y): (f64, f64), radius: f64) {
        self.ink([Rect { left: x, top: y, right: x, bottom: y }.inset(-radius)], 0.0);
    }

    /// Whether a text needs the ground around its letters.
    fn needs_halo(&self, (x, y): (f64, f64), anchor: Anchor, size: f64, label: &Label, spacing: f64) -> bool {
        let longest = label.lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let width = label.width + spacing * longest as f64;
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let below = label.lines.len().saturating_sub(1) as f64 * line_height(size);
        self.ink.meets(&Rect { left, top: y - size, right: left + width, bottom: y + below + size * 0.3 })
    }

    fn push(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(arguments);
    }

    /// An id that is unique in the page.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Whether marks say their words to who points at them. On paper and on a phone nobody does: there the words stand in
    /// the text alternative and in the table alone, and the picture is a third lighter.
    fn has_tips(&self) -> bool {
        self.paint != Paint::Plain && self.width > Width::Narrow.units()
    }

    /// A group with a tooltip.
    pub(super) fn open(&mut self, title: &str) {
        if self.has_tips() {
            self.push(format_args!("<g><title>{}</title>", escape(title)));
        }
    }

    pub(super) fn close(&mut self) {
        if self.has_tips() {
            self.push(format_args!("</g>"));
        }
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), role: Role, width: f64, dashes: Option<&str>) {
        self.ink(Rect::around(&[from, to]), width);
        let paint = self.paint.attributes(None, Some(role));
        let dashes = dashes.map(|d| format!(" stroke-dasharray=\"{d}\"")).unwrap_or_default();
        self.push(format_args!(
            "<path d=\"M{} {}L{} {}\"{paint} stroke-width=\"{}\"{dashes}/>",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1),
            n(width),
        ));
    }

    /// A line through several runs of points; the pen is lifted between runs.
    pub(super) fn runs(&mut self, runs: &[Vec<(f64, f64)>], role: Role, width: f64, dash: Dash) {
        let mut d = String::new();
        for run in runs.iter().filter(|run| run.len() > 1) {
            for (place, (x, y)) in run.iter().enumerate() {
                let _ = write!(d, "{}{} {}", if place == 0 { 'M' } else { 'L' }, n(*x), n(*y));
            }
        }
        if d.is_empty() {
            return;
        }
        self.ink(runs.iter().flat_map(|run| run.windows(2)).filter_map(Rect::around), width);
        let paint = self.paint.attributes(None, Some(role));
        let (dashes, cap) = match dash {
            Dash::Solid => ("", "round"),
            Dash::Dashed => (" stroke-dasharray=\"7 4\"", "butt"),
            Dash::Dotted => (" stroke-dasharray=\"0.1 4.5\"", "round"),
            Dash::DashDot => (" stroke-dasharray=\"9 4 2 4\"", "butt"),
        };
        self.push(format_args!(
            "<path d=\"{d}\"{paint} stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"{cap}\"{dashes}/>",
            n(width),
        ));
    }

    /// A path as a line.
    pub(super) fn trace(&mut self, path: &Path, stroke: &Stroke) {
        if path.is_empty() {
            return;
        }
        self.ink(path.pieces().iter().copied(), stroke.width);
        let paint = self.paint.attributes(None, Some(stroke.role));
        let dashes: Vec<String> = stroke.dashes.iter().map(|length| n(*length)).collect();
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", dashes.join(" ")) };
        let cap = if stroke.round { " stroke-linecap=\"round\"" } else { "" };
        self.push(format_args!(
            "<path d=\"{}\"{paint} stroke-width=\"{}\" stroke-linejoin=\"round\"{cap}{dashes}/>",
            path.data(),
            n(stroke.width),
        ));
    }

    /// A path as an area through which what lies below can be seen; parts that lie in one another are
    /// left out by turns.
    pub(super) fn area(&mut self, path: &Path, fill: Role, opacity: f64) {
        if path.is_empty() {
            return;
        }
        self.ink(path.runs().iter().copied(), 0.0);
        let paint = self.paint.attributes(Some(fill), None);
        self.push(format_args!(
            "<path d=\"{}\"{paint} fill-opacity=\"{}\" fill-rule=\"evenodd\"/>",
            path.data(),
            (opacity * 100.0).round() / 100.0,
        ));
    }

    /// A path as an area as of [`Self::area`], with a thin edge that is always seen.
    pub(super) fn band(&mut self, path: &Path, role: Role, opacity: f64) {
        if path.is_empty() {
            return;
        }
        self.ink(path.runs().iter().copied(), 1.0);
        let paint = self.paint.attributes(Some(role), Some(role));
        self.push(format_args!(
            "<path d=\"{}\"{paint} fill-opacity=\"{}\" stroke-width=\".6\" stroke-linejoin=\"round\"/>",
            path.data(),
            (opacity * 100.0).round() / 100.0,
        ));
    }

    /// A closed shape with fill and edge.
    pub(super) fn shape(&mut self, points: &[(f64, f64)], fill: Role, edge: Role, width: f64) {
        let path = Path::rings([&points.to_vec()]);
        self.ink(path.runs().iter().copied(), width);
        let paint = self.paint.attributes(Some(fill), Some(edge));
        self.push(format_args!("<path d=\"{}\"{paint} stroke-width=\"{}\"/>", path.data(), n(width)));
    }

    /// A circle with fill and edge.
    pub(super) fn disc(&mut self, (x, y): (f64, f64), radius: f64, fill: Role, edge: Role, width: f64) {
        self.ink_at((x, y), radius + width);
        let paint = self.paint.attributes(Some(fill), Some(edge));
        self.push(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{paint} stroke-width=\"{}\"/>",
            n(x),
            n(y),
            n(radius),
            n(width),
        ));
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: Role) {
        self.ink(Rect::around(&[(x, y), (x + width.max(0.0), y + height.max(0.0))]), 0.0);
        let paint = self.paint.attributes(Some(fill), None);
        self.push(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{paint}/>",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0)),
        ));
    }

    /// Defines diagonal hatching in the colour of the ground; the answer is its id.
    pub(super) fn define_hatch(&mut self) -> String {
        let id = self.id("hatch");
        let paint = self.paint.attributes(None, Some(Role::Ground));
        self.push(format_args!(
            "<defs><pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"M0 6L6 0\"{paint} stroke-width=\"1.3\"/></pattern></defs>",
        ));
        id
    }

    /// A rectangle filled with a pattern.
    pub(super) fn hatched(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), id: &str) {
        self.ink(Rect::around(&[(x, y), (x + width.max(0.0), y + height.max(0.0))]), 0.0);
        self.push(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#{id})\"/>",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0)),
        ));
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, fill: Role) {
        self.ink_at((x, y), radius);
        let paint = self.paint.attributes(Some(fill), None);
        self.push(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{paint}/>", n(x), n(y), n(radius)));
    }

    /// A marker of about ten units; its shape tells it apart without colour.
    pub(super) fn marker(&mut self, (x, y): (f64, f64), marker: Marker, role: Role) {
        self.ink_at((x, y), 7.0);
        let filled = self.paint.attributes(Some(role), Some(Role::Ground));
        match marker {
            Marker::Circle => self.push(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"5.2\"{filled} stroke-width=\"1\"/>",
                n(x),
                n(y),
            )),
            Marker::Ring => {
                let open = self.paint.attributes(Some(Role::Ground), Some(role));
                self.push(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"4.4\"{open} stroke-width=\"2\"/>", n(x), n(y)));
            }
            Marker::Square => self.push(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"9.6\" height=\"9.6\"{filled} stroke-width=\"1\"/>",
                n(x - 4.8),
                n(y - 4.8),
            )),
            Marker::Triangle => self.push(format_args!(
                "<path d=\"M{} {}L{} {}L{} {}Z\"{filled} stroke-width=\"1\"/>",
                n(x),
                n(y - 5.8),
                n(x + 5.8),
                n(y + 4.6),
                n(x - 5.8),
                n(y + 4.6),
            )),
        }
    }

    /// Text in lines, the first on the baseline `y`. Behind it the ground shines through no grid line.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, label: &Label) {
        self.spaced_text(x, y, anchor, kind, label, 0.0);
    }

    /// Text with so much more room after each letter than its face has.
    pub(super) fn spaced_text(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, label: &Label, spacing: f64) {
        if label.is_empty() {
            return;
        }
        // In a page the halo of all texts is a rule of its style: a fifth of a map is said once.
        let halo = self.paint != Paint::Variables && self.needs_halo((x, y), anchor, kind.size, label, spacing);
        let (stroke, halo) = if halo {
            (Some(Role::Ground), " stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"")
        } else {
            (None, "")
        };
        let paint = self.paint.attributes(Some(kind.role), stroke);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if kind.bold { " font-weight=\"600\"" } else { "" };
        let spacing = if spacing > 0.0 { format!(" letter-spacing=\"{}\"", n(spacing)) } else { String::new() };
        self.push(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{weight}{spacing}{paint}{halo}>",
            n(x),
            n(y),
            n(kind.size),
        ));
        if let Some(full) = label.full.as_ref().filter(|_| self.has_tips()) {
            self.push(format_args!("<title>{}</title>", escape(full)));
        }
        match label.lines.as_slice() {
            [only] => self.push(format_args!("{}", escape(only))),
            lines => {
                for (place, line) in lines.iter().enumerate() {
                    let y = y + place as f64 * line_height(kind.size);
                    // The space keeps words apart when the text is copied or read aloud.
                    let space = if place + 1 < lines.len() { " " } else { "" };
                    self.push(format_args!("<tspan x=\"{}\" y=\"{}\">{}{space}</tspan>", n(x), n(y), escape(line)));
                }
            }
        }
        self.push(format_args!("</text>"));
    }

    /// One line of text, shortened to `room`.
    pub(super) fn line_of_text(&mut self, x: f64, y: f64, anchor: Anchor, kind: Type, text: &str, room: f64) {
        let label = kind.label(text, room, 1);
        self.text(x, y, anchor, kind, &label);
    }

    /// A paragraph below `top`; the answer is where it ends.
    pub(super) fn paragraph(&mut self, x: f64, top: f64, room: f64, kind: Type, text: &str, most: usize) -> f64 {
        let label = kind.label(text, room, most);
        self.text(x, top + kind.size, Anchor::Start, kind, &label);
        top + label.height(kind.size)
    }

    /// The picture as a part of another one, at a place given by attributes.
    pub(super) fn nested(self, height: f64, place: &str) -> String {
        format!("<svg {place} viewBox=\"0 0 {} {}\">{}</svg>", n(self.width), n(height), self.body)
    }

    /// The finished picture; `head` comes first, before the ground.
    pub(super) fn finish(self, height: f64, attributes: &str, head: &str) -> String {
        let (width, height) = (n(self.width), n(height.ceil()));
        let natural = match self.paint {
            Paint::Literal | Paint::Plain => format!(" width=\"{width}\" height=\"{height}\""),
            Paint::Variables => String::new(),
        };
        let ground = match self.paint {
            Paint::Literal | Paint::Plain => format!(
                "<rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\"{}/>",
                self.paint.attributes(Some(Role::Ground), None),
            ),
            Paint::Variables => String::new(),
        };
        format!("<svg {attributes} viewBox=\"0 0 {width} {height}\"{natural}>{head}{ground}{}</svg>\n", self.body)
    }
}

/// A coordinate: one decimal, no trailing zero, never `-0`; what is no number is 0.
fn n(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text for XML content and attributes, without characters XML forbids.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::words::clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
