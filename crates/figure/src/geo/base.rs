//! Borders, coasts and the sea as a picture shows them.

use super::clip::Rect;
use super::outlines::{Outlines, world};
use super::simplify::simplify;
use super::window::View;

/// A line in units of the picture.
pub(crate) type Course = Vec<(f64, f64)>;

/// What lies under a map's own marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    pub(crate) borders: Vec<Course>,
    pub(crate) coasts: Vec<Course>,
    /// The land as rings, for even-odd filling; `None` where it cannot be told.
    pub(crate) land: Option<Vec<Course>>,
}

/// Outlines in a view: projected first, cut after, without points nearer than `tolerance` to the line.
pub(crate) fn base(view: &View, tolerance: f64) -> Base {
    of(world(), view, tolerance)
}

fn of(world: &Outlines, view: &View, tolerance: f64) -> Base {
    let reach = view.reach();
    let mut base = Base::default();
    let sees = |extent| reach.meets(extent);
    for arc in &world.arcs {
        let into = if arc.border { &mut base.borders } else { &mut base.coasts };
        // Where the source is cut open at 180 degrees, the edge of the cut is no coast.
        let edge = |point: &(f64, f64)| point.0.abs() > 179.99;
        let parts = arc.seen(&sees);
        for points in parts.into_iter().flat_map(|part| part.chunk_by(|a, b| !(edge(a) && edge(b)))) {
            for piece in view.pieces(points) {
                for run in view.rect.clip_line(&simplify(&piece, tolerance)) {
                    if visible(&run, tolerance) {
                        into.push(run);
                    }
                }
            }
        }
    }
    base.land = land(world, view, tolerance);
    base
}

/// Specks are no help to anyone.
fn visible(points: &[(f64, f64)], tolerance: f64) -> bool {
    Rect::around(points).is_some_and(|rect| rect.width().max(rect.height()) > 4.0 * tolerance)
}

fn land(world: &Outlines, view: &View, tolerance: f64) -> Option<Vec<Course>> {
    let reach = view.reach();
    let sees = |extent| reach.meets(extent);
    let mut land = Vec::new();
    for ring in &world.land {
        if !world.matters(ring, &sees) {
            continue;
        }
        let mut pieces = view.pieces(&world.ring(ring, &sees));
        let Some(whole) = pieces.pop() else {
            continue;
        };
        if !pieces.is_empty() {
            // The cut of the globe runs through this ring: harmless only where none of it is seen.
            let seen = pieces.iter().chain([&whole]).any(|piece| !view.rect.clip_line(piece).is_empty());
            if seen {
                return None;
            }
            continue;
        }
        let clipped = simplify(&view.rect.clip_area(&whole), tolerance);
        if visible(&clipped, tolerance) {
            land.push(clipped);
        }
    }
    Some(land)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::window::Window;
    use crate::model::{Map, MapRegion};

    fn view(region: MapRegion) -> View {
        let window = Window::of(&Map { region, ..Map::default() }).unwrap().shaped(0.4, 1.2);
        window.into(Rect { left: 0.0, top: 0.0, right: 720.0, bottom: 720.0 * window.shape() })
    }

    fn area(ring: &[(f64, f64)]) -> f64 {
        let closed = ring.iter().chain(ring.first()).copied().collect::<Vec<_>>();
        closed.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum::<f64>() / 2.0
    }

    #[test]
    fn all_lies_inside_and_the_land_is_land() {
        let region =
            MapRegion { west: 86.0, south: 36.0, east: 135.0, north: 54.0, parallels: (38.0, 52.0), meridian: 104.0 };
        let view = view(region);
        let base = base(&view, 0.35);
        assert!(!base.borders.is_empty() && !base.coasts.is_empty());
        let grown = view.rect.inset(-1e-6);
        let land = base.land.unwrap();
        for course in base.borders.iter().chain(&base.coasts).chain(&land) {
            assert!(course.iter().all(|point| grown.holds(*point)));
        }
        let whole = view.rect.width() * view.rect.height();
        let share = land.iter().map(|ring| area(ring)).sum::<f64>().abs() / whole;
        assert!((0.85..0.97).contains(&share), "{share}");
    }

    #[test]
    fn inland_there_is_no_coast_and_no_sea() {
        let region =
            MapRegion { west: 95.0, south: 44.0, east: 105.0, north: 50.0, parallels: (45.0, 49.0), meridian: 100.0 };
        let view = view(region);
        let base = base(&view, 0.35);
        assert!(base.coasts.is_empty());
        let land = base.land.unwrap();
        let share = land.iter().map(|ring| area(ring)).sum::<f64>().abs() / (view.rect.width() * view.rect.height());
        assert!((share - 1.0).abs() < 1e-6, "{share}");
    }

    #[test]
    fn the_whole_world_has_outlines() {
        let region =
            MapRegion { west: -180.0, south: -60.0, east: 180.0, north: 80.0, parallels: (0.0, 0.0), meridian: 0.0 };
        let base = base(&view(region), 0.35);
        assert!(base.borders.len() > 100 && base.coasts.len() > 50);
        assert!(of(&Outlines::default(), &view(region), 0.35).borders.is_empty());
    }
}
