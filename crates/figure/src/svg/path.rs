//! Paths written short: steps in tenths from point to point, as few characters as the format allows.

use std::fmt::Write as _;

use super::theme::Role;
use crate::geo::clip::Rect;

/// The data of a path of many pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Path {
    data: String,
    /// Around each straight piece.
    pieces: Vec<Rect>,
    /// Around each line or ring.
    runs: Vec<Rect>,
}

/// How a path is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stroke {
    pub(super) role: Role,
    pub(super) width: f64,
    /// Lengths of dashes and gaps; empty for an unbroken line.
    pub(super) dashes: Vec<f64>,
    /// Dashes end round; a dash without length is then a dot.
    pub(super) round: bool,
}

impl Stroke {
    pub(super) fn solid(role: Role, width: f64) -> Self {
        Self { role, width, dashes: Vec::new(), round: false }
    }

    pub(super) fn dashed(role: Role, width: f64, dashes: &[f64]) -> Self {
        Self { dashes: dashes.to_vec(), ..Self::solid(role, width) }
    }

    pub(super) fn dotted(role: Role, width: f64, gap: f64) -> Self {
        Self { dashes: vec![0.1, gap], round: true, ..Self::solid(role, width) }
    }
}

impl Path {
    /// A path of open lines; lines of less than two points are left out.
    pub(super) fn lines<'a>(lines: impl IntoIterator<Item = &'a Vec<(f64, f64)>>) -> Self {
        let mut path = Self::default();
        lines.into_iter().for_each(|line| path.add(line, false));
        path
    }

    /// A path of closed rings.
    pub(super) fn rings<'a>(rings: impl IntoIterator<Item = &'a Vec<(f64, f64)>>) -> Self {
        let mut path = Self::default();
        rings.into_iter().for_each(|ring| path.add(ring, true));
        path
    }

    pub(super) fn data(&self) -> &str {
        &self.data
    }

    /// The rectangles around its straight pieces.
    pub(super) fn pieces(&self) -> &[Rect] {
        &self.pieces
    }

    /// The rectangles around its lines or rings.
    pub(super) fn runs(&self) -> &[Rect] {
        &self.runs
    }

    pub(super) fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    fn add(&mut self, points: &[(f64, f64)], close: bool) {
        let mut tenths = points.iter().map(|(x, y)| (tenth(*x), tenth(*y)));
        let Some(first) = tenths.next().filter(|_| points.len() > 1) else {
            return;
        };
        self.runs.extend(Rect::around(points));
        self.pieces.extend(points.windows(2).filter_map(Rect::around));
        if let (true, [first, .., last]) = (close, points) {
            self.pieces.extend(Rect::around(&[*last, *first]));
        }
        self.data.push('M');
        self.number(first.0, true);
        self.number(first.1, false);
        let (mut before, mut any) = (first, false);
        for point in tenths {
            let step = (point.0 - before.0, point.1 - before.1);
            if step == (0, 0) {
                continue;
            }
            if !any {
                self.data.push('l');
            }
            self.number(step.0, !any);
            self.number(step.1, false);
            (before, any) = (point, true);
        }
        if !any {
            // A line that is a point in tenths: a dot where dashes end round.
            self.data.push_str("l0 0");
        }
        if close {
            self.data.push('Z');
        }
    }

    /// A number of tenths; what parts it from the one before is its sign or a space.
    fn number(&mut self, tenths: i64, first: bool) {
        if !first && tenths >= 0 {
            self.data.push(' ');
        }
        if tenths < 0 {
            self.data.push('-');
        }
        let (whole, rest) = (tenths.unsigned_abs().div_euclid(10), tenths.unsigned_abs() % 10);
        // Writing to a String cannot fail.
        let _ = match (whole, rest) {
            (whole, 0) => write!(self.data, "{whole}"),
            (0, rest) => write!(self.data, ".{rest}"),
            (whole, rest) => write!(self.data, "{whole}.{rest}"),
        };
    }
}

/// What is no number is 0, and nothing is so far away that steps could overflow.
fn tenth(value: f64) -> i64 {
    (value * 10.0).round().clamp(-1e9, 1e9) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_short_and_do_not_add_up_their_rounding() {
        let line = vec![(1.0, 2.0), (1.24, 2.0), (1.48, 1.5), (100.0, 1.5)];
        assert_eq!(Path::lines([&line]).data(), "M1 2l.2 0 .3-.5 98.5 0");
        let ring = vec![(0.0, -0.04), (5.0, 0.0), (5.0, 5.0)];
        assert_eq!(Path::rings([&ring]).data(), "M0 0l5 0 0 5Z");
        assert!(Path::lines([&vec![(1.0, 1.0)], &Vec::new()]).is_empty());
        assert_eq!(Path::lines([&vec![(1.0, 1.0), (1.01, 1.0)]]).data(), "M1 1l0 0");
        assert_eq!(Path::lines([&vec![(f64::NAN, 1.0), (2.0, f64::INFINITY)]]).data().chars().next(), Some('M'));
    }
}
