//! The marks of places: the shape tells the kind, and of a crossing also whether it is open.

use super::super::doc::Doc;
use super::super::path::{Path, Stroke};
use super::super::theme::Role;
use super::style;
use crate::model::{LinkStatus, PlaceMark};

/// Marks on a phone are smaller by this much: places are nearer to each other there.
const SMALL: f64 = 0.85;

/// The size of marks: that of the key is always 1.
pub(super) fn scale(narrow: bool) -> f64 {
    if narrow { SMALL } else { 1.0 }
}

/// How far a mark reaches from its middle.
pub(super) fn radius(kind: PlaceMark, scale: f64) -> f64 {
    scale
        * match kind {
            PlaceMark::Crossing | PlaceMark::Mine | PlaceMark::Market | PlaceMark::Terminal | PlaceMark::Port => 5.0,
            PlaceMark::City => 2.6,
            PlaceMark::Junction | PlaceMark::Other => 2.8,
            PlaceMark::Area => 0.0,
        }
}

pub(super) fn draw(doc: &mut Doc, kind: PlaceMark, status: Option<LinkStatus>, at: (f64, f64), scale: f64) {
    let around = |corners: &[(f64, f64)]| around(at, scale, corners);
    let points: Vec<(f64, f64)> = match kind {
        PlaceMark::Mine => around(&[(0.0, -5.4), (5.4, 4.2), (-5.4, 4.2)]),
        PlaceMark::Terminal => around(&[(0.0, -5.2), (5.2, 0.0), (0.0, 5.2), (-5.2, 0.0)]),
        PlaceMark::Other => around(&square(2.4)),
        _ => Vec::new(),
    };
    let r = radius(kind, scale);
    match kind {
        PlaceMark::Crossing => crossing(doc, status, at, scale),
        PlaceMark::Mine | PlaceMark::Other => doc.shape(&points, Role::Ink, Role::Ground, 1.0),
        PlaceMark::Terminal => doc.shape(&points, Role::Ground, Role::Ink, 1.5),
        PlaceMark::Port => {
            doc.dot(at, r + 0.5, Role::Ground);
            doc.disc(at, 3.8 * scale, Role::Ground, Role::Ink, 1.8 * scale);
            doc.dot(at, 1.3 * scale, Role::Ink);
        }
        PlaceMark::Market => doc.disc(at, 4.6 * scale, Role::Ink, Role::Ground, 1.2),
        PlaceMark::City => doc.disc(at, r, Role::Ink, Role::Ground, 0.8),
        PlaceMark::Junction => doc.disc(at, 2.4 * scale, Role::Ground, Role::Ink, 1.2),
        PlaceMark::Area => {}
    }
}

/// Points given from the middle of a mark.
fn around((x, y): (f64, f64), scale: f64, corners: &[(f64, f64)]) -> Vec<(f64, f64)> {
    corners.iter().map(|(dx, dy)| (x + scale * dx, y + scale * dy)).collect()
}

fn square(r: f64) -> [(f64, f64); 4] {
    [(-r, -r), (r, -r), (r, r), (-r, r)]
}

/// A square: full when open, half full when limited, crossed out when closed, empty with a broken edge
/// when not built or not opened yet, empty when not known.
fn crossing(doc: &mut Doc, status: Option<LinkStatus>, at: (f64, f64), scale: f64) {
    let around = |corners: &[(f64, f64)]| around(at, scale, corners);
    let role = style::role(status);
    let edge = Path::rings([&around(&square(4.3))]);
    doc.shape(&around(&square(5.2)), Role::Ground, Role::Ground, 1.0);
    match status {
        None | Some(LinkStatus::Open) => doc.shape(&around(&square(4.5)), role, role, 0.8),
        Some(LinkStatus::Limited) => {
            doc.trace(&edge, &Stroke::solid(role, 1.6));
            doc.shape(&around(&[(-4.3, 4.3), (-4.3, -4.3), (4.3, 4.3)]), role, role, 0.4);
        }
        Some(LinkStatus::Closed) => {
            doc.trace(&edge, &Stroke::solid(role, 1.6));
            strike(doc, &[around(&[(-4.3, -4.3), (4.3, 4.3)]), around(&[(-4.3, 4.3), (4.3, -4.3)])], role, 1.6);
        }
        Some(LinkStatus::NotOpened | LinkStatus::NotBuilt) => {
            doc.trace(&edge, &Stroke::dashed(role, 1.5, &[2.6, 1.7]));
        }
        Some(LinkStatus::Unknown) => doc.trace(&edge, &Stroke::solid(role, 1.4)),
    }
}

/// Two strokes across each other.
pub(super) fn cross(doc: &mut Doc, (x, y): (f64, f64), r: f64, role: Role, width: f64) {
    strike(doc, &[vec![(x - r, y - r), (x + r, y + r)], vec![(x - r, y + r), (x + r, y - r)]], role, width);
}

fn strike(doc: &mut Doc, strokes: &[Vec<(f64, f64)>; 2], role: Role, width: f64) {
    doc.trace(&Path::lines(strokes), &Stroke::solid(role, width));
}
