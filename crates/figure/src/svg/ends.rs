//! The names of lines: beside the plot where the line reaches its right edge, else in the plot near the line's own end.

use super::doc::{Anchor, Doc, Type};
use super::measure::{Label, line_height};
use super::place::{Room, Spot, afar, around};
use super::theme::Role;
use crate::geo::clip::Rect;
use crate::spread::spread;

/// The size of names.
pub(super) const NAME: f64 = 13.0;
/// A leader in the colour of its line is no longer than this, so that none reads as data.
const SHORT: f64 = 20.0;
/// How far the dot at a line's end reaches.
const DOT: f64 = 3.5;
/// Ink of at least this dislike is never covered by a name while there is another place for it.
const HARD: f64 = 1.0;

/// The name of a line, and where the line ends.
pub(super) struct End {
    pub(super) label: Label,
    pub(super) bold: bool,
    pub(super) role: Role,
    pub(super) at: Option<(f64, f64)>,
    /// The line ends before the right edge: its name stands in the plot.
    pub(super) inner: bool,
}

impl End {
    fn kind(&self) -> Type {
        Type { size: NAME, bold: self.bold, role: self.role }
    }
}

/// Decides which names stand in the plot, and gives the right edge of the plot, which begins at `left`; names beside it
/// end at `most`. `shares` is for each line the part of the axis after which it ends.
pub(super) fn right_edge(ends: &mut [End], shares: &[Option<f64>], (left, most): (f64, f64)) -> f64 {
    let widest =
        |ends: &[End]| most - ends.iter().filter(|end| !end.inner).map(|end| room(end.label.width)).fold(6.0, f64::max);
    let narrowest = (widest(ends) - left).max(0.0);
    for (end, share) in ends.iter_mut().zip(shares) {
        end.inner = share.is_some_and(|share| (1.0 - share) * narrowest > SHORT);
    }
    widest(ends)
}

/// What a name of this width takes beside the plot.
fn room(width: f64) -> f64 {
    if width > 0.0 { width + 14.0 } else { 6.0 }
}

/// Writes the names. `room` knows the lines of the plot, and afterwards also the names in it.
pub(super) fn draw(doc: &mut Doc, ends: &[End], plot: Rect, room: &mut Room) {
    let (inner, beside): (Vec<&End>, Vec<&End>) = ends.iter().partition(|end| end.inner && end.at.is_some());
    draw_beside(doc, &beside, plot);
    let mut inner: Vec<(&End, (f64, f64))> = inner.into_iter().filter_map(|end| Some((end, end.at?))).collect();
    inner.retain(|(end, _)| !end.label.is_empty());
    for (_, at) in &inner {
        room.take(dot(*at));
    }
    inner.sort_by_key(|(end, _)| !end.bold);
    for (end, at) in inner {
        draw_inside(doc, end, at, plot, room);
    }
}

fn dot((x, y): (f64, f64)) -> Rect {
    Rect { left: x - DOT, top: y - DOT, right: x + DOT, bottom: y + DOT }
}

fn draw_inside(doc: &mut Doc, end: &End, at: (f64, f64), plot: Rect, room: &mut Room) {
    let size = (end.label.width, (end.label.lines.len().max(1) as f64 - 1.0) * line_height(NAME) + 1.1 * NAME);
    let (near, far): (Vec<Spot>, Vec<Spot>) = around(at, DOT, size)
        .into_iter()
        .chain(afar(at, DOT, size))
        .partition(|spot| spot.leader.is_none_or(|leader| length(leader) <= SHORT));
    let bare = |spots: &[Spot], room: &Room| -> Vec<Spot> {
        spots.iter().copied().filter(|spot| room.bare(&spot.rect, HARD)).collect()
    };
    let own = Some(dot(at));
    let spot = room
        .settle(&bare(&near, room), own)
        .or_else(|| room.settle(&bare(&far, room), own))
        .or_else(|| room.settle(&near, own));
    let Some(spot) = spot else {
        // No room at all: over whatever is there, on the ground around its letters.
        let x = (at.0 - end.label.width / 2.0).min(plot.right - end.label.width).max(plot.left);
        let y = (at.1 - DOT - 4.0 - size.1).max(plot.top);
        doc.text(x, y + 0.86 * NAME, Anchor::Start, end.kind(), &end.label);
        return;
    };
    if let Some((from, to)) = spot.leader {
        leader(doc, from, to, end.role);
    }
    doc.text(spot.text_x(), spot.rect.top + 0.86 * NAME, spot.anchor, end.kind(), &end.label);
}

/// Names beside the plot, moved apart where they would overlap, with a leader where moved.
fn draw_beside(doc: &mut Doc, ends: &[&End], plot: Rect) {
    let Rect { top, bottom, right, .. } = plot;
    let wanted: Vec<(f64, f64)> =
        ends.iter().map(|end| (end.at.map_or(bottom, |at| at.1), end.label.height(NAME) + 3.0)).collect();
    for (end, centre) in ends.iter().zip(spread(&wanted, top, bottom)) {
        if let Some((x, y)) = end.at.filter(|_| !end.label.is_empty()) {
            let far = right - x > 6.0;
            if far || (centre - y).abs() > 5.0 {
                let from = if far { (x + 5.0, y) } else { (x + 3.5, y) };
                leader(doc, from, (right + 10.0, centre), end.role);
            }
        }
        let first = centre - end.label.height(NAME) / 2.0 + line_height(NAME) / 2.0;
        doc.text(right + 14.0, end.kind().centred(first), Anchor::Start, end.kind(), &end.label);
    }
}

/// A long leader is grey and looks like no line of the chart.
fn leader(doc: &mut Doc, from: (f64, f64), to: (f64, f64), role: Role) {
    if length((from, to)) > SHORT {
        doc.line(from, to, Role::Axis, 0.6, Some("1 2.5"));
    } else {
        doc.line(from, to, role, 0.7, None);
    }
}

fn length((from, to): ((f64, f64), (f64, f64))) -> f64 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(name: &str) -> End {
        let label = Label::fit(name, NAME, false, 200.0, 1);
        End { label, bold: false, role: Role::Series(0), at: None, inner: false }
    }

    #[test]
    fn a_line_that_ends_early_is_named_in_the_plot_and_takes_no_room_beside_it() {
        let mut ends = [end("short"), end("a much longer name")];
        let right = right_edge(&mut ends, &[Some(1.0), Some(0.2)], (40.0, 700.0));
        assert_eq!(ends.each_ref().map(|end| end.inner), [false, true]);
        assert!((right - (700.0 - ends[0].label.width - 14.0)).abs() < 1e-9);
        let mut both = [end("one"), end("two")];
        right_edge(&mut both, &[Some(0.99), None], (40.0, 700.0));
        assert!(both.iter().all(|end| !end.inner), "close to the edge, and without an end, they stand beside the plot");
    }

    #[test]
    fn a_name_in_the_plot_lies_on_no_line_while_there_is_room_for_it() {
        let plot = Rect { left: 0.0, top: 0.0, right: 300.0, bottom: 200.0 };
        let mut room = Room::new(plot);
        room.ink(&[(0.0, 100.0), (100.0, 100.0)], 1.2);
        room.ink(&[(0.0, 92.0), (300.0, 92.0)], 1.2);
        let mut own = end("observed");
        (own.at, own.inner) = (Some((100.0, 100.0)), true);
        let mut doc = Doc::new(super::super::theme::Paint::Variables, String::new(), 300.0);
        draw(&mut doc, &[own], plot, &mut room);
        let svg = doc.finish(200.0, "", "");
        let y: f64 = svg.split("<text").nth(1).and_then(|text| text.split('"').nth(3)).unwrap().parse().unwrap();
        assert!(y > 100.0, "{svg}");
        assert!(!svg.contains("stroke-dasharray"), "{svg}");
    }
}
