//! Figures as SVG: two real layouts, one for a column of text and one for a phone.
//!
//! An inline picture takes its colours from CSS custom properties (`--fig-ink`, `--fig-muted`,
//! `--fig-axis`, `--fig-grid`, `--fig-ground`, `--fig-soft`, `--fig-event`, `--fig-s1` to `--fig-s6`,
//! `--fig-font`), each with a fallback for a light page, and the halo of its texts from [`PAGE_STYLE`]. A picture standing alone brings its own
//! colours for light, dark and forced-colour readers, and carries title, notes and source inside.
//! A picture for paper has literal colours and one type face, for renderers without style sheets.

mod bands;
mod bars;
mod distance;
mod doc;
mod ends;
mod flags;
mod ink;
mod lines;
mod map;
mod measure;
mod path;
mod place;
mod points;
mod ranges;
mod scatter;
mod seen;
mod stack;
#[cfg(test)]
mod tests;
mod theme;
mod timeline;
mod whole;

use ::words::text;
use doc::{Anchor, Doc, Type};
use theme::{Paint, Role};

pub use points::{Point, points, points_script};
pub use whole::{SHARE, print, print_chart, share, standalone};

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

/// The style that a page with inline pictures needs: texts stand out from the lines behind them.
pub const PAGE_STYLE: &str =
    ".fig text{stroke:var(--fig-ground,#fff);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}";

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
    let bottom = draw(&figure.chart, &mut doc, inline_area(width), kept);
    let attributes = format!(
        "class=\"fig fig-{}\" role=\"img\" aria-label=\"{}\" font-family=\"var(--fig-font, {})\"",
        width.slug(),
        doc::escape(&figure.alt_text()),
        theme::FONTS,
    );
    doc.finish(bottom + 4.0, &attributes, "")
}

/// Where an inline chart may draw.
fn inline_area(width: Width) -> Area {
    Area { left: 2.0, right: width.units() - 2.0, top: 2.0, narrow: width == Width::Narrow }
}

/// As [`render`], with another frame of the figure's map: see [`Figure::at_frame`].
pub fn render_frame(figure: &Figure, width: Width, frame: usize) -> String {
    render(&figure.at_frame(frame), width)
}

/// As [`standalone`], with another frame of the figure's map: see [`Figure::at_frame`].
pub fn standalone_frame(figure: &Figure, width: Width, frame: usize) -> String {
    standalone(&figure.at_frame(frame), width)
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
        &text!("no values"),
        area.width(),
    );
    area.top + 72.0
}
