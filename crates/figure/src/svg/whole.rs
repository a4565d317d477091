//! Pictures that carry everything a copy has to carry: title, subtitle, chart, notes and sources.

use super::doc::{self, Doc, Type};
use super::theme::{self, Paint, Role};
use super::{Area, Width, draw, prefix};
use crate::model::Figure;

/// The whole figure as a file of its own: title, subtitle, chart, notes and source in one picture.
pub fn standalone(figure: &Figure, width: Width) -> String {
    let prefix = prefix(figure, width);
    let (doc, height) = whole(figure, width, Paint::Literal, "");
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
    doc.finish(height, &attributes, &head)
}

/// The whole figure for a renderer without style sheets, on white: title, subtitle, chart, notes, sources, and
/// below them a line that says how to cite it, if `credit` is not empty.
///
/// Colours are literal, the type face is Noto Sans, which the renderer has to bring, and there is no style sheet:
/// for PNG by resvg and for the import of Typst.
pub fn print(figure: &Figure, width: Width, credit: &str) -> String {
    let (doc, height) = whole(figure, width, Paint::Plain, credit);
    doc.finish(height, &plain_attributes(figure), "")
}

/// The chart alone, painted as by [`print()`]: for a document that sets title, notes and sources itself.
pub fn print_chart(figure: &Figure, width: Width) -> String {
    let mut doc = Doc::new(Paint::Plain, prefix(figure, width), width.units());
    let bottom = draw(&figure.chart, &mut doc, super::inline_area(width), &mut None);
    doc.finish(bottom + 4.0, &plain_attributes(figure), "")
}

/// Width and height of a picture that is shared with a link.
pub const SHARE: (f64, f64) = (1200.0, 630.0);

/// The picture of [`print()`] in the middle of a white card of [`SHARE`] units, as large as it fits.
pub fn share(figure: &Figure, credit: &str) -> String {
    let (doc, height) = whole(figure, Width::Wide, Paint::Plain, credit);
    let (width, height) = (Width::Wide.units(), height.ceil());
    let scale = (SHARE.0 / width).min(SHARE.1 / height);
    let (across, up) = (width * scale, height * scale);
    let place = format!(
        "x=\"{:.1}\" y=\"{:.1}\" width=\"{across:.1}\" height=\"{up:.1}\"",
        (SHARE.0 - across) / 2.0,
        (SHARE.1 - up) / 2.0
    );
    let inner = doc.nested(height, &place);
    format!(
        "<svg {} viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\"><rect width=\"{w}\" height=\"{h}\"{}/>{inner}</svg>\n",
        plain_attributes(figure),
        Paint::Plain.attributes(Some(Role::Ground), None),
        w = SHARE.0,
        h = SHARE.1,
    )
}

fn plain_attributes(figure: &Figure) -> String {
    format!(
        "xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{}\" font-family=\"{}\"",
        doc::escape(&figure.alt_text()),
        theme::PRINT_FONT,
    )
}

/// Draws title, subtitle, chart, notes, sources and credit; the second answer is the height.
fn whole(figure: &Figure, width: Width, paint: Paint, credit: &str) -> (Doc, f64) {
    let narrow = width == Width::Narrow;
    let margin = if narrow { 16.0 } else { 24.0 };
    let mut doc = Doc::new(paint, prefix(figure, width), width.units());
    let (left, right) = (margin, width.units() - margin);
    let room = right - left;

    let title = Type { size: if narrow { 16.0 } else { 18.0 }, bold: true, role: Role::Ink };
    let mut y = doc.paragraph(left, margin, room, title, &figure.title, 6);
    y = doc.paragraph(left, y + 4.0, room, Type::plain(13.0, Role::Muted), &figure.subtitle(), 4);
    let mut bottom = draw(&figure.chart, &mut doc, Area { left, right, top: y + 14.0, narrow }, &mut None);

    let small = Type::plain(11.0, Role::Muted);
    let credit = Some(credit.trim()).filter(|credit| !credit.is_empty()).map(str::to_owned);
    let lines: Vec<String> = figure.note_lines().into_iter().chain(figure.source_line()).chain(credit).collect();
    if !lines.is_empty() {
        bottom += 14.0;
        doc.line((left, bottom), (right, bottom), Role::Grid, 1.0, None);
        bottom += 6.0;
    }
    for line in &lines {
        bottom = doc.paragraph(left, bottom, room, small, line, 12) + 3.0;
    }
    (doc, bottom + margin - 6.0)
}
