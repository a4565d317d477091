//! Finds room for labels: near their mark, clear of other marks and labels, on as little ink as can be.

use super::doc::Anchor;
use crate::geo::clip::Rect;
use crate::geo::simplify::distance;

/// A piece of a straight line.
pub(super) type Leader = ((f64, f64), (f64, f64));

/// One way to set a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) rect: Rect,
    pub(super) anchor: Anchor,
    /// From the mark to the label, where they are not side by side.
    pub(super) leader: Option<Leader>,
    /// How much the place is disliked.
    cost: f64,
}

impl Spot {
    pub(super) fn new(rect: Rect, anchor: Anchor, cost: f64) -> Self {
        Self { rect, anchor, leader: None, cost }
    }

    /// Where text held by the spot's anchor stands.
    pub(super) fn text_x(&self) -> f64 {
        match self.anchor {
            Anchor::Start => self.rect.left,
            Anchor::Middle => f64::midpoint(self.rect.left, self.rect.right),
            Anchor::End => self.rect.right,
        }
    }
}

/// What is taken already.
#[derive(Clone, Debug)]
pub(super) struct Room {
    within: Rect,
    taken: Vec<Rect>,
    leaders: Vec<Leader>,
    ink: Vec<(f64, f64, f64)>,
}

impl Room {
    pub(super) fn new(within: Rect) -> Self {
        Self { within, taken: Vec::new(), leaders: Vec::new(), ink: Vec::new() }
    }

    /// Nothing may cover this.
    pub(super) fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Lines that a label had better not cover; `dislike` is how much a point every ten units counts.
    pub(super) fn ink(&mut self, line: &[(f64, f64)], dislike: f64) {
        for pair in line.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else {
                continue;
            };
            let steps = ((x1 - x0).hypot(y1 - y0) / 10.0).ceil().clamp(1.0, 200.0);
            for step in 0..(steps as usize) {
                let part = step as f64 / steps;
                self.ink.push((x0 + part * (x1 - x0), y0 + part * (y1 - y0), dislike));
            }
        }
    }

    /// Whether no ink of at least this dislike lies under a rectangle.
    pub(super) fn bare(&self, rect: &Rect, dislike: f64) -> bool {
        let around = rect.inset(-2.0);
        !self.ink.iter().any(|(x, y, own)| *own >= dislike && around.holds((*x, *y)))
    }

    /// The best of the spots that are free; it is taken then. `own` is the mark that belongs to the label.
    pub(super) fn settle(&mut self, spots: &[Spot], own: Option<Rect>) -> Option<Spot> {
        // Only the ink near the spots is looked at, once for each of them.
        let near = spots.iter().map(|spot| spot.rect).reduce(|a, b| a.and(&b)).map(|rect| rect.inset(-4.0));
        let ink: Vec<(f64, f64, f64)> =
            self.ink.iter().copied().filter(|(x, y, _)| near.is_some_and(|near| near.holds((*x, *y)))).collect();
        let close = |rect: &Rect| near.is_some_and(|near| near.meets(rect));
        let taken: Vec<Rect> = self.taken.iter().copied().filter(close).collect();
        // A leader begins among the marks that its own mark meets.
        let barred: Vec<Rect> = taken.iter().copied().filter(|rect| !own.is_some_and(|own| own.meets(rect))).collect();
        let mut best: Option<(f64, Spot)> = None;
        for spot in spots {
            let least = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost);
            // What cannot be better need not be looked at.
            if spot.cost >= least || !self.free(spot, &taken, &barred) {
                continue;
            }
            let cost = spot.cost + covered(&ink, spot);
            if cost < least {
                best = Some((cost, *spot));
            }
        }
        let (_, spot) = best?;
        self.taken.push(spot.rect);
        self.leaders.extend(spot.leader);
        Some(spot)
    }

    fn free(&self, spot: &Spot, taken: &[Rect], barred: &[Rect]) -> bool {
        let inside = spot.rect.left >= self.within.left
            && spot.rect.right <= self.within.right
            && spot.rect.top >= self.within.top
            && spot.rect.bottom <= self.within.bottom;
        inside
            && !taken.iter().any(|taken| taken.meets(&spot.rect.inset(-1.0)))
            && !self.leaders.iter().any(|(from, to)| spot.rect.clip(*from, *to).is_some())
            && spot.leader.is_none_or(|(from, to)| {
                !barred.iter().any(|taken| taken.inset(-1.0).clip(from, to).is_some())
                    && !self.leaders.iter().any(|other| cross((from, to), *other))
            })
    }
}

/// How much the ink counts that a label covers and its leader crosses.
fn covered(ink: &[(f64, f64, f64)], spot: &Spot) -> f64 {
    let under = |(x, y, dislike): &(f64, f64, f64)| {
        if spot.rect.holds((*x, *y)) {
            return *dislike;
        }
        match spot.leader {
            Some((from, to)) if distance((*x, *y), from, to) < 4.0 => 0.5 * dislike,
            _ => 0.0,
        }
    };
    ink.iter().map(under).sum()
}

/// Whether two pieces of straight lines meet.
fn cross((a, b): Leader, (c, d): Leader) -> bool {
    let side = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0
}

/// The eight places around a mark of this radius, the best first.
pub(super) fn around((x, y): (f64, f64), radius: f64, (width, height): (f64, f64)) -> Vec<Spot> {
    let gap = radius + 3.0;
    let slant = radius * 0.7 + 2.0;
    let places = [
        (gap, 0.0, 0.0),
        (-gap, 0.0, 1.0),
        (slant, -slant, 0.6),
        (slant, slant, 0.7),
        (-slant, -slant, 1.3),
        (-slant, slant, 1.4),
        (0.0, gap - 1.0, 1.6),
        (0.0, 1.0 - gap, 1.5),
    ];
    places.into_iter().map(|(dx, dy, cost)| beside((x + dx, y + dy), (dx, dy), (width, height), cost)).collect()
}

/// Places farther away, each with a leader that begins at the mark's edge.
pub(super) fn afar(at: (f64, f64), radius: f64, size: (f64, f64)) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (ring, away) in [9.0, 15.0, 23.0, 33.0, 45.0, 60.0, 78.0].into_iter().enumerate() {
        for turn in 0..24_u32 {
            let angle = f64::from(turn) * std::f64::consts::TAU / 24.0;
            let (dx, dy) = (angle.cos(), angle.sin());
            let end = (at.0 + (radius + away) * dx, at.1 + (radius + away) * dy);
            let start = (at.0 + (radius + 1.5) * dx, at.1 + (radius + 1.5) * dy);
            let text = (end.0 + 2.0 * dx, end.1 + 2.0 * dy);
            let mut spot = beside(text, (dx, dy), size, 3.5 + 1.1 * ring as f64);
            spot.leader = Some((start, end));
            spots.push(spot);
        }
    }
    spots
}

/// A label that touches a point and lies from it in a direction.
fn beside((x, y): (f64, f64), (dx, dy): (f64, f64), (width, height): (f64, f64), cost: f64) -> Spot {
    let flat = dx.abs() < 0.1 * dy.abs();
    let anchor = if flat {
        Anchor::Middle
    } else if dx < 0.0 {
        Anchor::End
    } else {
        Anchor::Start
    };
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    // Between level with the point and wholly above or below it.
    let lean = (dy / dx.hypot(dy).max(1e-9) * 1.2).clamp(-1.0, 1.0);
    let top = y - height / 2.0 + lean * height / 2.0;
    Spot::new(Rect { left, top, right: left + width, bottom: top + height }, anchor, cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHIN: Rect = Rect { left: 0.0, top: 0.0, right: 200.0, bottom: 100.0 };

    #[test]
    fn labels_stand_right_of_their_mark_and_go_elsewhere_where_that_is_taken() {
        let mut room = Room::new(WITHIN);
        let first = room.settle(&around((50.0, 50.0), 4.0, (40.0, 12.0)), None).unwrap();
        assert!(first.rect.left > 54.0 && first.anchor == Anchor::Start);
        let second = room.settle(&around((50.0, 50.0), 4.0, (40.0, 12.0)), None).unwrap();
        assert!(second.rect.right < 46.0 && second.anchor == Anchor::End);
        assert!(!second.rect.meets(&first.rect));
        let edge = room.settle(&around((190.0, 50.0), 4.0, (40.0, 12.0)), None).unwrap();
        assert!(edge.rect.right < 190.0);
    }

    #[test]
    fn ink_is_avoided() {
        let mut room = Room::new(WITHIN);
        room.ink(&[(50.0, 50.0), (120.0, 50.0)], 1.0);
        let spot = room.settle(&around((50.0, 50.0), 4.0, (40.0, 10.0)), None).unwrap();
        assert!(!spot.rect.holds((80.0, 50.0)));
    }

    #[test]
    fn a_leader_crosses_no_label_and_no_other_leader() {
        let mut room = Room::new(WITHIN);
        let mark = Rect { left: 96.0, top: 46.0, right: 104.0, bottom: 54.0 };
        room.take(mark);
        let mut settled: Vec<Spot> = Vec::new();
        for _ in 0..12 {
            let Some(spot) = room.settle(&afar((100.0, 50.0), 4.0, (30.0, 10.0)), Some(mark)) else {
                break;
            };
            for other in &settled {
                assert!(!other.rect.meets(&spot.rect));
                assert!(spot.leader.is_none_or(|(from, to)| other.rect.clip(from, to).is_none()));
            }
            settled.push(spot);
        }
        assert!(settled.iter().all(|spot| !spot.rect.meets(&mark)));
        assert!(settled.len() > 5, "{}", settled.len());
    }
}
