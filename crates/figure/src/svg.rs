//! Figures as SVG: two real layouts, one for a column of text and one for a phone.
//!
//! An inline picture takes its colours from CSS custom properties (`--fig-ink`, `--fig-muted`,
//! `--fig-axis`, `--fig-grid`, `--fig-ground`, `--fig-soft`, `--fig-event`, `--fig-s1` to `--fig-s6`,
//! `--fig-font`), each with a fallback for a light page. A picture standing alone brings its own
//! colours for light, dark and forced-colour readers, and carries title, notes and source inside.

mod bands;
mod bars;
mod distance;
mod doc;
mod lines;
mod map;
mod measure;
mod path;
mod place;
mod ranges;
mod scatter;
mod stack;
#[cfg(test)]
mod tests;
mod theme;
mod timeline;

use doc::{Anchor, Doc, Type};
use theme::{Paint, Role};

use crate::model::{Chart, Figure};

/// The two layouts. Units are CSS pixels at natural size; type is 13 units in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// 720 units: a column of text.
    #[default]
    Wide,
    /// 360 units: a phone.
    Narrow,
}

impl Width {
    /// The width of the picture in user units.
    pub fn units(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 360.0,
        }
    }

    fn slug(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// Where a chart may draw: it chooses its own height.
#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    narrow: bool,
}

impl Area {
    fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// The chart alone, to stand inside a page: title, subtitle, notes and source are the page's words.
pub fn render(figure: &Figure, width: Width) -> String {
    inline(figure, width, &mut None)
}

/// The inline pictures of all frames of a map, in order: the same as [`render_frame`] of each, but what
/// the frames share is worked out once. Empty for a figure without frames.
pub fn render_frames(figure: &Figure, width: Width) -> Vec<String> {
    let mut kept = None;
    (0..figure.frames().len()).map(|frame| inline(&figure.at_frame(frame), width, &mut kept)).collect()
}

fn inline(figure: &Figure, width: Width, kept: &mut Option<map::Layout>) -> String {
    let mut doc = Doc::new(Paint::Variables, prefix(figure, width), width.units());
    let area = Area { left: 2.0, right: width.units() - 2.0, top: 2.0, narrow: width == Width::Narrow };
    let bottom = draw(&figure.chart, &mut doc, area, kept);
    let attributes = format!(
        "class=\"fig fig-{}\" role=\"img\" aria-label=\"{}\" font-family=\"var(--fig-font, {})\"",
        width.slug(),
        doc::escape(&figure.alt_text()),
        theme::FONTS,
    );
    doc.finish(bottom + 4.0, &attributes, "")
}

/// As [`render`], with another frame of the figure's map: see [`Figure::at_frame`].
pub fn render_frame(figure: &Figure, width: Width, frame: usize) -> String {
    render(&figure.at_frame(frame), width)
}

/// As [`standalone`], with another frame of the figure's map: see [`Figure::at_frame`].
pub fn standalone_frame(figure: &Figure, width: Width, frame: usize) -> String {
    standalone(&figure.at_frame(frame), width)
}

/// The whole figure as a file of its own: title, subtitle, chart, notes and source in one picture.
pub fn standalone(figure: &Figure, width: Width) -> String {
    let narrow = width == Width::Narrow;
    let margin = if narrow { 16.0 } else { 24.0 };
    let prefix = prefix(figure, width);
    let mut doc = Doc::new(Paint::Literal, prefix.clone(), width.units());
    let (left, right) = (margin, width.units() - margin);
    let room = right - left;

    let title = doc::Type { size: if narrow { 16.0 } else { 18.0 }, bold: true, role: Role::Ink };
    let mut y = doc.paragraph(left, margin, room, title, &figure.title, 6);
    y = doc.paragraph(left, y + 4.0, room, Type::plain(13.0, Role::Muted), &figure.subtitle(), 4);
    let mut bottom = draw(&figure.chart, &mut doc, Area { left, right, top: y + 14.0, narrow }, &mut None);

    let small = Type::plain(11.0, Role::Muted);
    let lines: Vec<String> = figure.note_lines().into_iter().chain(figure.source_line()).collect();
    if !lines.is_empty() {
        bottom += 14.0;
        doc.line((left, bottom), (right, bottom), Role::Grid, 1.0, None);
        bottom += 6.0;
    }
    for line in &lines {
        bottom = doc.paragraph(left, bottom, room, small, line, 12) + 3.0;
    }

    let attributes = format!(
        "xmlns=\"http://www.w3.org/2000/svg\" class=\"fig fig-{}\" role=\"img\" \
         aria-labelledby=\"{prefix}title {prefix}desc\" font-family=\"{}\"",
        width.slug(),
        theme::FONTS,
    );
    let head = format!(
        "<title id=\"{prefix}title\">{}</title><desc id=\"{prefix}desc\">{}</desc><style>{}</style>",
        doc::escape(&figure.title),
        doc::escape(&figure.alt_text()),
        theme::style_sheet(),
    );
    doc.finish(bottom + margin - 6.0, &attributes, &head)
}

fn draw(chart: &Chart, doc: &mut Doc, area: Area, kept: &mut Option<map::Layout>) -> f64 {
    match chart {
        Chart::Lines(chart) => lines::draw(chart, doc, area),
        Chart::Bars(chart) => bars::draw(chart, doc, area),
        Chart::Ranges(chart) => ranges::draw(chart, doc, area),
        Chart::Timeline(chart) => timeline::draw(chart, doc, area),
        Chart::Stack(chart) => stack::draw(chart, doc, area),
        Chart::Map(chart) => map::draw(chart, doc, area, kept),
        Chart::Distance(chart) => distance::draw(chart, doc, area),
        Chart::Scatter(chart) => scatter::draw(chart, doc, area),
    }
}

/// Ids inside begin with the figure's id and the width, so that both layouts can stand in one page.
fn prefix(figure: &Figure, width: Width) -> String {
    let id: String = figure.id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    format!("fig-{id}-{}-", width.slug())
}

/// A picture without anything to draw says so.
fn nothing(doc: &mut Doc, area: Area) -> f64 {
    let middle = f64::midpoint(area.left, area.right);
    doc.line_of_text(
        middle,
        area.top + 40.0,
        Anchor::Middle,
        Type::plain(13.0, Role::Muted),
        "no values",
        area.width(),
    );
    area.top + 72.0
}
