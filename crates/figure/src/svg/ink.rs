//! Where a picture is drawn on already: text that stands there needs the ground around its letters, text on the bare
//! ground does not.

use crate::geo::clip::Rect;

/// What the halo of a text reaches beyond its letters, and what widths of letters may differ from those measured.
const REACH: f64 = 3.0;

/// The rectangles around everything drawn so far, texts aside.
#[derive(Debug, Default)]
pub(super) struct Ink {
    marks: Vec<Rect>,
}

impl Ink {
    /// Something is drawn within a rectangle, with an edge of this width around it.
    pub(super) fn add(&mut self, rect: Rect, edge: f64) {
        self.marks.push(rect.inset(-edge / 2.0 - REACH));
    }

    /// Whether something is drawn in a rectangle, or close to it.
    pub(super) fn meets(&self, rect: &Rect) -> bool {
        self.marks.iter().any(|mark| mark.meets(rect))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { left, top, right, bottom }
    }

    #[test]
    fn what_is_near_counts_and_what_is_far_does_not() {
        let mut ink = Ink::default();
        assert!(!ink.meets(&rect(0.0, 0.0, 100.0, 100.0)));
        // A line without height, two units wide.
        ink.add(rect(10.0, 50.0, 90.0, 50.0), 2.0);
        assert!(ink.meets(&rect(20.0, 40.0, 30.0, 60.0)), "the line goes through it");
        assert!(ink.meets(&rect(20.0, 53.5, 30.0, 60.0)), "its halo would touch the line");
        assert!(!ink.meets(&rect(20.0, 55.0, 30.0, 60.0)));
        assert!(!ink.meets(&rect(95.0, 40.0, 99.0, 60.0)));
    }
}
