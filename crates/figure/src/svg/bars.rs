//! Horizontal bars: the value at the bar's end, a whisker for low and high, a line at zero.

use super::doc::{Anchor, Doc, Type};
use super::measure::{Label, line_height};
use super::seen::{Said, Seen};
use super::theme::Role;
use super::{Area, nothing};
use crate::model::{Bar, Bars};
use crate::number::{self, Ticks};
use crate::scale::{Scale, finite};
use crate::shown;

const TEXT: f64 = 13.0;
const THICK: f64 = 16.0;
/// Between the end of a bar and its text.
const GAP: f64 = 7.0;

struct Row {
    label: Label,
    shown: Label,
    /// The text stands at the right of the name's line instead of at the bar's end.
    beside: bool,
    negative: bool,
    height: f64,
}

pub(super) fn draw(chart: &Bars, doc: &mut Doc, area: Area) -> f64 {
    if chart.bars.is_empty() {
        return nothing(doc, area);
    }
    let label_room = area.width() * if area.narrow { 1.0 } else { 0.34 };
    let make_rows =
        |beside: bool| -> Vec<Row> { chart.bars.iter().map(|bar| make_row(bar, area, label_room, beside)).collect() };
    let mut rows = make_rows(false);
    let labels = rows.iter().map(|row| row.label.width).fold(0.0, f64::max);
    let left = if area.narrow { area.left } else { area.left + labels + 14.0 };

    let (low, high) = shown::bar_domain(chart);
    let mut along = fit_scale(chart, &rows, (low, high), (left, area.right));
    if area.narrow && along.at(high) - along.at(low) < area.width() * 0.5 {
        rows = make_rows(true);
        along = Scale::new((low, high), (left + 1.0, area.right - 1.0));
    }
    let zero = along.at(0.0);

    let mut top = area.top;
    if !chart.unit.trim().is_empty() {
        let unit = Type::plain(12.0, Role::Muted);
        top = doc.paragraph(left, top, area.right - left, unit, &chart.unit, 2) + 6.0;
    }
    let bottom = top + rows.iter().map(|row| row.height).sum::<f64>();
    let whiskers = chart.bars.iter().any(|bar| shown::whisker(bar).is_some());
    let end = if whiskers { value_axis(doc, (low, high), along, (top, bottom), area) } else { bottom };
    doc.line((zero, top), (zero, bottom), Role::Axis, 1.0, None);

    let accent = chart.bars.iter().any(|bar| bar.emphasis);
    let mut y = top;
    for (bar, row) in chart.bars.iter().zip(&rows) {
        let role = if accent && !bar.emphasis { Role::Soft } else { Role::Series(0) };
        draw_row(doc, bar, row, along, (left, y), (role, area));
        y += row.height;
    }
    end + 4.0
}

/// The longest scale on which every bar, whisker and the text at its end still fit.
fn fit_scale(chart: &Bars, rows: &[Row], domain: (f64, f64), (left, right): (f64, f64)) -> Scale {
    let ends: Vec<(f64, f64, &Row)> = chart
        .bars
        .iter()
        .zip(rows)
        .map(|(bar, row)| {
            let whisker = shown::whisker(bar).unwrap_or((0.0, 0.0));
            let value = finite(bar.value).unwrap_or(0.0);
            let low = whisker.0.min(value).min(0.0);
            let high = whisker.1.max(value).max(0.0);
            (low, high, row)
        })
        .collect();
    let (mut start, mut end) = (left + 1.0, right - 1.0);
    // Each round takes away what sticks out; what is left of it shrinks by a constant part.
    for _ in 0..60 {
        let scale = Scale::new(domain, (start, end));
        let (mut over_left, mut over_right) = (0.0_f64, 0.0_f64);
        for (low, high, row) in &ends {
            let room = row.shown.width + GAP;
            if row.negative {
                over_left = over_left.max(left + room - scale.at(*low));
            } else {
                over_right = over_right.max(scale.at(*high) + room - right);
            }
        }
        if over_left.max(over_right) < 0.05 {
            return scale;
        }
        start += over_left;
        end -= over_right;
        if end - start < 40.0 {
            break;
        }
    }
    // Too much text: every text gets room of its own outside the scale.
    let pad = |negative: bool| {
        let widths = rows.iter().filter(|row| row.negative == negative).map(|row| row.shown.width + GAP);
        widths.fold(0.0, f64::max)
    };
    let start = left + 1.0 + pad(true);
    Scale::new(domain, (start, f64::max(start, right - 1.0 - pad(false))))
}

fn make_row(bar: &Bar, area: Area, label_room: f64, beside: bool) -> Row {
    let most = if area.narrow { 2 } else { 3 };
    // Two texts of the widest kind, left and right of a short scale, still fit.
    let shown_room = area.width() * if area.narrow { 0.43 } else { 0.29 };
    let shown = Label::fit(&bar.shown_text(), TEXT, bar.emphasis, shown_room, 1);
    let label_room = if beside { label_room - shown.width - 12.0 } else { label_room };
    let label = Label::fit(&bar.label, TEXT, bar.emphasis, label_room, most);
    let negative = finite(bar.value).is_some_and(|value| value < 0.0);
    let height = if area.narrow {
        label.height(TEXT).max(line_height(TEXT)) + THICK + 16.0
    } else {
        f64::max(label.height(TEXT), THICK) + 12.0
    };
    Row { label, shown, beside, negative, height }
}

fn draw_row(doc: &mut Doc, bar: &Bar, row: &Row, along: Scale, (left, y): (f64, f64), (role, area): (Role, Area)) {
    let kind = Type { size: TEXT, bold: bar.emphasis, role: Role::Ink };
    let right = area.right;
    let middle = if area.narrow {
        doc.text(area.left, y + 4.0 + TEXT, Anchor::Start, kind, &row.label);
        y + row.height - 8.0 - THICK / 2.0
    } else {
        let middle = y + row.height / 2.0;
        let first = middle - row.label.height(TEXT) / 2.0 + line_height(TEXT) / 2.0;
        doc.text(left - 14.0, kind.centred(first), Anchor::End, kind, &row.label);
        middle
    };
    let zero = along.at(0.0);
    let mut ends = (zero, zero);
    if let Some(value) = finite(bar.value) {
        let at = along.at(value);
        ends = (zero.min(at), zero.max(at));
        doc.mark(|| Seen {
            at: (at, middle),
            series: (0, String::new()),
            label: bar.label.clone(),
            time: None,
            said: Said::Shown { text: bar.shown_text(), value: Some(value) },
        });
        doc.rect((ends.0, middle - THICK / 2.0), (ends.1 - ends.0, THICK), role);
    }
    if let Some((low, high)) = shown::whisker(bar) {
        let (from, to) = (along.at(low), along.at(high));
        for (role, width) in [(Role::Ground, 3.0), (Role::Ink, 1.4)] {
            doc.line((from, middle), (to, middle), role, width, None);
            doc.line((from, middle - 4.0), (from, middle + 4.0), role, width, None);
            doc.line((to, middle - 4.0), (to, middle + 4.0), role, width, None);
        }
        ends = (ends.0.min(from), ends.1.max(to));
    }
    let shown = if finite(bar.value).is_some() { kind } else { Type::plain(TEXT, Role::Muted) };
    if row.beside {
        doc.text(right, y + 4.0 + TEXT, Anchor::End, shown, &row.shown);
        return;
    }
    let (x, anchor) = if row.negative { (ends.0 - GAP, Anchor::End) } else { (ends.1 + GAP, Anchor::Start) };
    doc.text(x, kind.centred(middle), anchor, shown, &row.shown);
}

/// Light lines and labels for those ticks that lie in the domain; the answer is where they end.
pub(super) fn value_axis(
    doc: &mut Doc,
    (low, high): (f64, f64),
    along: Scale,
    (top, bottom): (f64, f64),
    area: Area,
) -> f64 {
    let kind = Type::plain(12.0, Role::Muted);
    let room = along.at(high) - along.at(low);
    let inside = |ticks: Ticks| -> Vec<(f64, Label)> {
        let pairs = ticks.values.into_iter().zip(ticks.labels);
        let shown = pairs.filter(|(value, _)| along.holds(*value));
        shown.map(|(value, text)| (along.at(value), kind.label(&text, 90.0, 1))).collect()
    };
    let apart = |places: &Vec<(f64, Label)>| {
        let gap = |pair: &[(f64, Label)]| match pair {
            [(x, label), (next, other)] => next - x >= f64::midpoint(label.width, other.width) + 8.0,
            _ => true,
        };
        places.windows(2).all(gap)
    };
    let most = (room / 45.0).clamp(1.0, 7.0) as usize;
    let tries = (1..=most).map(|target| inside(number::ticks(low, high, target)));
    let places = tries.filter(apart).max_by_key(|places| places.len().min(2)).unwrap_or_default();
    for (x, label) in &places {
        doc.line((*x, top), (*x, bottom), Role::Grid, 1.0, None);
        let half = label.width / 2.0;
        let centre = x.min(area.right - half).max(area.left + half);
        doc.text(centre, bottom + 4.0 + kind.size, Anchor::Middle, kind, label);
    }
    bottom + 4.0 + line_height(kind.size)
}
