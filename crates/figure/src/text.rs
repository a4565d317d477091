//! Figures, tables and sparklines for a terminal: never wider than asked.
//!
//! Widths are counted in terminal columns (`unicode-width`). Fewer than 40 columns are treated as 40
//! for charts, fewer than 20 as 20 for tables.

mod bands;
mod bars;
mod canvas;
mod distance;
mod lines;
mod map;
mod pen;
mod ranges;
mod scatter;
mod stack;
mod tables;
mod timeline;
mod wide;
mod wrap;

use pen::Pen;

pub use wide::Wide;

use crate::model::{Chart, Figure};
use crate::scale::{extent, finite};
use crate::table::Table;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// ANSI colours. Never the only carrier of anything.
    pub colour: bool,
    /// Block and braille characters; plain ASCII marks otherwise (the author's words stay as they are).
    pub unicode: bool,
}

impl Default for TextStyle {
    /// No colour, Unicode.
    fn default() -> Self {
        Self { colour: false, unicode: true }
    }
}

/// The whole figure: title, subtitle, chart, notes, source. Ends with a line feed.
pub fn render(figure: &Figure, columns: usize, style: TextStyle) -> String {
    let columns = columns.clamp(40, 1000);
    let pen = Pen::new(style);
    let mut out: Vec<String> = Vec::new();
    out.extend(wrap::wrap(&figure.title, columns).iter().map(|line| pen.bold(line)));
    out.extend(wrap::wrap(&figure.subtitle(), columns).iter().map(|line| pen.dim(line)));
    out.push(String::new());
    out.extend(match &figure.chart {
        Chart::Lines(chart) => lines::draw(chart, columns, pen),
        Chart::Bars(chart) => bars::draw(chart, columns, pen),
        Chart::Ranges(chart) => ranges::draw(chart, columns, pen),
        Chart::Timeline(chart) => timeline::draw(chart, columns, pen),
        Chart::Stack(chart) => stack::draw(chart, columns, pen),
        Chart::Map(chart) => map::draw(chart, columns, pen),
        Chart::Distance(chart) => distance::draw(chart, columns, pen),
        Chart::Scatter(chart) => scatter::draw(chart, columns, pen),
    });
    let foot: Vec<String> = figure.note_lines().into_iter().chain(figure.source_line()).collect();
    if !foot.is_empty() {
        out.push(String::new());
    }
    for line in foot {
        out.extend(wrap::wrap(&line, columns).iter().map(|line| pen.dim(line)));
    }
    finish(out, pen)
}

/// As [`render`], with another frame of the figure's map: see [`Figure::at_frame`].
pub fn render_frame(figure: &Figure, columns: usize, style: TextStyle, frame: usize) -> String {
    render(&figure.at_frame(frame), columns, style)
}

/// Words in lines of at most `columns` columns; a word that is longer is cut.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap::wrap(text, columns)
}

/// The columns that a text takes on a terminal: wide letters take two.
pub fn width(text: &str) -> usize {
    wrap::width(text)
}

/// A text on one line of at most `columns` columns, shortened with an ellipsis.
pub fn shorten(text: &str, columns: usize) -> String {
    wrap::shorten(text, columns)
}

/// A table that fits: numbers to the right, long words wrapped in their cell. Where the columns
/// cannot stand side by side, each row becomes a record of `name: value` lines. Ends with a line
/// feed; below stands the legend of the marks that occur.
pub fn table(table: &Table, columns: usize, style: TextStyle) -> String {
    let pen = Pen::new(style);
    let columns = columns.clamp(20, 1000);
    let mut out = tables::draw(table, columns, pen);
    out.extend(table.legend().iter().flat_map(|legend| wrap::wrap(legend, columns)).map(|l| pen.dim(&l)));
    finish(out, pen)
}

/// One character a value, from `▁` (lowest) to `█` (highest); a space for a missing value.
///
/// ```
/// assert_eq!(figure::text::sparkline(&[Some(1.0), None, Some(8.0), Some(4.5)]), "▁ █▄");
/// ```
pub fn sparkline(values: &[Option<f64>]) -> String {
    const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let Some((low, high)) = extent(values.iter().copied().filter_map(finite)) else {
        return " ".repeat(values.len());
    };
    let step = |value: f64| {
        let part = if high - low > 0.0 { (value - low) / (high - low) } else { 0.5 };
        let place = (part * 7.0).floor().clamp(0.0, 7.0) as usize;
        STEPS.get(place).copied().unwrap_or('▁')
    };
    values.iter().map(|value| finite(*value).map_or(' ', step)).collect()
}

fn finish(lines: Vec<String>, pen: Pen) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(pen.plain(&line).trim_end());
        out.push('\n');
    }
    out
}
