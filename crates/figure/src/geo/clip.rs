//! Lines and areas cut to a rectangle, after they were projected.

/// A rectangle with sides along the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Rect {
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// Smaller by `by` on each side.
    pub(crate) fn inset(&self, by: f64) -> Self {
        Self { left: self.left + by, top: self.top + by, right: self.right - by, bottom: self.bottom - by }
    }

    /// Whether the two have a common inside.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// The smallest rectangle around both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The smallest rectangle around the points.
    pub(crate) fn around(points: &[(f64, f64)]) -> Option<Self> {
        let first = points.first()?;
        let start = Self { left: first.0, top: first.1, right: first.0, bottom: first.1 };
        Some(points.iter().fold(start, |rect, (x, y)| Self {
            left: rect.left.min(*x),
            top: rect.top.min(*y),
            right: rect.right.max(*x),
            bottom: rect.bottom.max(*y),
        }))
    }

    /// The part of a straight line inside, after Liang and Barsky (1984).
    pub(crate) fn clip(&self, from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let edges = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        for (towards, room) in edges {
            if towards < 0.0 {
                enter = enter.max(room / towards);
            } else if towards > 0.0 {
                leave = leave.min(room / towards);
            } else if room < 0.0 {
                return None;
            }
        }
        let at = |part: f64| (from.0 + part * dx, from.1 + part * dy);
        (enter <= leave).then(|| {
            let start = if enter > 0.0 { at(enter) } else { from };
            let end = if leave < 1.0 { at(leave) } else { to };
            (start, end)
        })
    }

    /// The parts of a line inside, in order.
    pub(crate) fn clip_line(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut open = false;
        for pair in points.windows(2) {
            let [from, to] = pair else {
                continue;
            };
            let Some((start, end)) = self.clip(*from, *to) else {
                open = false;
                continue;
            };
            match runs.last_mut() {
                Some(run) if open => run.push(end),
                _ => runs.push(vec![start, end]),
            }
            open = self.holds(*to);
        }
        runs
    }

    /// The part of an area inside, after Sutherland and Hodgman (1974); empty when none is.
    pub(crate) fn clip_area(&self, ring: &[(f64, f64)]) -> Vec<(f64, f64)> {
        /// One side: how far inside a point lies.
        type Side<'a> = &'a dyn Fn((f64, f64)) -> f64;
        let sides: [Side<'_>; 4] =
            [&|p| p.0 - self.left, &|p| self.right - p.0, &|p| p.1 - self.top, &|p| self.bottom - p.1];
        let mut points = ring.to_vec();
        for side in sides {
            let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
            let mut from = points.last().copied();
            for to in &points {
                if let Some(from) = from {
                    let (before, after) = (side(from), side(*to));
                    if (before < 0.0) != (after < 0.0) {
                        let part = before / (before - after);
                        kept.push((from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1)));
                    }
                    if after >= 0.0 {
                        kept.push(*to);
                    }
                }
                from = Some(*to);
            }
            points = kept;
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn lines_are_cut_at_the_edges() {
        let line = [(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (8.0, 15.0), (8.0, 5.0)];
        let expected = vec![vec![(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)], vec![(8.0, 10.0), (8.0, 5.0)]];
        assert_eq!(RECT.clip_line(&line), expected);
        assert!(RECT.clip_line(&[(-5.0, 11.0), (15.0, 11.0)]).is_empty());
        assert_eq!(RECT.clip((-10.0, -10.0), (20.0, 20.0)), Some(((0.0, 0.0), (10.0, 10.0))));
        assert_eq!(RECT.clip((3.0, 3.0), (3.0, 3.0)), Some(((3.0, 3.0), (3.0, 3.0))));
    }

    #[test]
    fn an_area_around_the_rectangle_fills_it() {
        let around = [(-5.0, -5.0), (20.0, -5.0), (20.0, 20.0), (-5.0, 20.0)];
        let clipped = RECT.clip_area(&around);
        assert_eq!(Rect::around(&clipped), Some(RECT));
        assert!(RECT.clip_area(&[(11.0, 0.0), (12.0, 0.0), (12.0, 5.0)]).is_empty());
        assert!(RECT.clip_area(&[]).is_empty());
    }

    #[test]
    fn whatever_comes_stays_inside() {
        let odd = [-1e12, -3.0, 0.0, 4.0, 10.0, 1e12];
        for x in odd {
            for y in odd {
                let line = [(x, y), (y, x), (4.0, y), (x, 4.0)];
                let grown = RECT.inset(-1e-3);
                for run in RECT.clip_line(&line) {
                    assert!(run.iter().all(|point| grown.holds(*point)), "{run:?}");
                }
                assert!(RECT.clip_area(&line).iter().all(|point| grown.holds(*point)));
            }
        }
    }
}
