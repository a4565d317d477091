//! The part of the projected globe that a map shows, and how it is laid into a picture.

use super::clip::Rect;
use super::projection::{Albers, RADIUS_KM, wrapped};
use crate::model::{Map, MapRegion};

/// Beside the region's outline the picture shows this part of its size more, so that a place on the
/// edge has room for its mark.
const MARGIN: f64 = 0.025;

/// A box in degrees; `east` is at least `west` and may lie beyond 180.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Degrees {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

/// The projected part of the globe that is shown. Lengths are in radii of the globe, downwards positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    projection: Albers,
    bounds: Rect,
}

impl Window {
    /// The window of a map; where its region is no box, the box around its places and links. `None`
    /// where there are none either.
    pub(crate) fn of(map: &Map) -> Option<Self> {
        let region = &map.region;
        let area = given(region).or_else(|| around(map))?;
        let own = |latitude: f64| latitude.is_finite() && latitude.abs() <= 90.0;
        let parallels = if own(region.parallels.0) && own(region.parallels.1) && region.parallels != (0.0, 0.0) {
            region.parallels
        } else {
            // A sixth from the edges: the rule of thumb that spreads the distortion.
            let sixth = (area.north - area.south) / 6.0;
            (area.south + sixth, area.north - sixth)
        };
        let middle = f64::midpoint(area.west, area.east);
        let chosen = region.meridian.is_finite() && region.meridian.abs() <= 360.0 && given(region).is_some();
        let meridian = if chosen { region.meridian } else { wrapped(middle) };
        let projection = Albers::new(parallels, f64::midpoint(area.south, area.north), meridian);
        let outline: Vec<(f64, f64)> = edges(area).filter_map(|point| down(projection.forward(point)?)).collect();
        let around = Rect::around(&outline).filter(|rect| rect.width() > 1e-9 && rect.height() > 1e-9);
        let bounds = around.unwrap_or(Rect { left: -0.5, top: -0.5, right: 0.5, bottom: 0.5 });
        Some(Self { projection, bounds: bounds.inset(-MARGIN * bounds.width().max(bounds.height())) })
    }

    /// The window made wider or higher, so that its height is `low` to `high` times its width.
    pub(crate) fn shaped(mut self, low: f64, high: f64) -> Self {
        let (width, height) = (self.bounds.width(), self.bounds.height());
        if height < low * width {
            let more = (low * width - height) / 2.0;
            self.bounds = Rect { top: self.bounds.top - more, bottom: self.bounds.bottom + more, ..self.bounds };
        } else if height > high * width {
            let more = (height / high - width) / 2.0;
            self.bounds = Rect { left: self.bounds.left - more, right: self.bounds.right + more, ..self.bounds };
        }
        self
    }

    /// Height by width.
    pub(crate) fn shape(&self) -> f64 {
        self.bounds.height() / self.bounds.width()
    }

    /// The window laid into a rectangle of the picture.
    pub(crate) fn into(self, rect: Rect) -> View {
        let across = rect.width() / self.bounds.width();
        let up = rect.height() / self.bounds.height();
        View { window: self, rect, across, up }
    }
}

/// The region as the author gives it, if it is a box.
fn given(region: &MapRegion) -> Option<Degrees> {
    let MapRegion { west, south, east, north, .. } = *region;
    let numbers = [west, east].iter().all(|lon| lon.is_finite() && lon.abs() <= 360.0)
        && [south, north].iter().all(|lat| lat.is_finite() && lat.abs() <= 90.0);
    let east = if east < west { east + 360.0 } else { east };
    let size = numbers && north - south > 1e-6 && east - west > 1e-6 && east - west <= 360.0;
    size.then_some(Degrees { west, south, east, north })
}

/// The box around all that the map holds, with some room.
fn around(map: &Map) -> Option<Degrees> {
    let places = map.places.iter().map(|place| (place.lon, place.lat));
    let points = places.chain(map.links.iter().flat_map(|link| link.points.iter().copied()));
    let sane: Vec<(f64, f64)> = points
        .filter(|(lon, lat)| lon.is_finite() && lon.abs() <= 360.0 && lat.abs() <= 90.0)
        .map(|(lon, lat)| (wrapped(lon), lat))
        .collect();
    let rect = Rect::around(&sane)?;
    let room = (0.08 * rect.width().max(rect.height())).max(1.0);
    Some(Degrees {
        west: rect.left - room,
        south: (rect.top - room).max(-90.0),
        east: (rect.right + room).min(rect.left - room + 360.0),
        north: (rect.bottom + room).min(90.0),
    })
}

/// Points along the four edges of a box.
fn edges(area: Degrees) -> impl Iterator<Item = (f64, f64)> {
    (0..=48).flat_map(move |step| {
        let part = f64::from(step) / 48.0;
        // A little inside the edges, so that those of the whole globe do not fall together.
        let lon = area.west + (area.east - area.west) * (1e-6 + part * (1.0 - 2e-6));
        let lat = area.south + (area.north - area.south) * part;
        let (first, last) = (area.west + (area.east - area.west) * 1e-6, area.east - (area.east - area.west) * 1e-6);
        [(lon, area.south), (lon, area.north), (first, lat), (last, lat)]
    })
}

fn down((x, y): (f64, f64)) -> Option<(f64, f64)> {
    (x.is_finite() && y.is_finite()).then_some((x, -y))
}

/// A window in a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    window: Window,
    pub(crate) rect: Rect,
    across: f64,
    up: f64,
}

impl View {
    /// Where a place lies in the picture, or would lie beyond its edge.
    pub(crate) fn at(&self, degrees: (f64, f64)) -> Option<(f64, f64)> {
        let (x, y) = down(self.window.projection.forward(degrees)?)?;
        let bounds = self.window.bounds;
        Some((self.rect.left + (x - bounds.left) * self.across, self.rect.top + (y - bounds.top) * self.up))
    }

    /// A line in the picture before it is cut: a new piece begins where the globe is cut open, and
    /// after a point that is none.
    pub(crate) fn pieces(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut before: Option<f64> = None;
        for point in points {
            let Some(placed) = self.at(*point) else {
                before = None;
                continue;
            };
            let east = self.window.projection.east(point.0);
            match pieces.last_mut() {
                Some(piece) if before.is_some_and(|before| (east - before).abs() <= 180.0) => piece.push(placed),
                _ => pieces.push(vec![placed]),
            }
            before = Some(east);
        }
        pieces
    }

    /// A line as far as the picture shows it.
    pub(crate) fn line(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        self.pieces(points).iter().flat_map(|piece| self.rect.clip_line(piece)).collect()
    }

    /// Kilometres in one unit across, where the scale is true.
    pub(crate) fn km_per_unit(&self) -> f64 {
        RADIUS_KM / self.across
    }

    /// Whether something of this extent (west, south, east, north) may be seen; in doubt it may.
    pub(crate) fn reach(&self) -> Reach {
        let bounds = self.window.bounds;
        let mut reach = Reach { projection: self.window.projection, span: None };
        let mut span = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for step in 0..=40 {
            let part = f64::from(step) / 40.0;
            let (x, y) = (bounds.left + part * bounds.width(), bounds.top + part * bounds.height());
            for (x, y) in [(x, bounds.top), (x, bounds.bottom), (bounds.left, y), (bounds.right, y)] {
                let Some((lon, lat)) = self.window.projection.inverse((x, -y)) else {
                    return reach;
                };
                let east = self.window.projection.east(lon);
                span = (span.0.min(east), span.1.min(lat), span.2.max(east), span.3.max(lat));
            }
        }
        let pole = |lat: f64| {
            let placed = self.window.projection.forward((0.0, lat)).and_then(down);
            placed.is_some_and(|placed| bounds.holds(placed))
        };
        if !(pole(90.0) || pole(-90.0)) {
            reach.span = Some((span.0 - 1.0, span.1 - 1.0, span.2 + 1.0, span.3 + 1.0));
        }
        reach
    }
}

/// What part of the globe a view reaches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    projection: Albers,
    /// Degrees east of the central meridian and north; `None` where the view may reach everything.
    span: Option<(f64, f64, f64, f64)>,
}

impl Reach {
    /// Whether something of this extent (west, south, east, north) may be seen.
    pub(crate) fn meets(&self, (west, south, east, north): (f64, f64, f64, f64)) -> bool {
        let Some(span) = self.span else {
            return true;
        };
        let from = self.projection.east(west);
        let to = from + (east - west);
        let beside = [-360.0, 0.0, 360.0].iter().all(|turn| to + turn < span.0 || from + turn > span.2);
        !beside && north >= span.1 && south <= span.3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MapPlace;

    const REGION: MapRegion =
        MapRegion { west: 86.0, south: 36.0, east: 135.0, north: 54.0, parallels: (38.0, 52.0), meridian: 104.0 };

    fn view(map: &Map, width: f64) -> View {
        let window = Window::of(map).unwrap();
        window.into(Rect { left: 0.0, top: 0.0, right: width, bottom: width * window.shape() })
    }

    #[test]
    fn the_region_fills_the_picture() {
        let map = Map { region: REGION, ..Map::default() };
        let view = view(&map, 720.0);
        for corner in [(86.0, 36.0), (135.0, 36.0), (135.0, 54.0), (86.0, 54.0), (104.0, 36.0)] {
            assert!(view.rect.holds(view.at(corner).unwrap()), "{corner:?}");
        }
        // The southern edge is near the bottom, and north is up on the central meridian.
        let (south, north) = (view.at((104.0, 36.0)).unwrap(), view.at((104.0, 54.0)).unwrap());
        assert!(view.rect.bottom - south.1 < 30.0 && (south.0 - north.0).abs() < 1e-9);
        // One degree of latitude on a true parallel is 111 kilometres.
        let degree = view.at((104.0, 51.5)).unwrap().1 - view.at((104.0, 52.5)).unwrap().1;
        assert!((degree * view.km_per_unit() - 111.2).abs() < 0.5);
    }

    #[test]
    fn what_is_far_away_is_out_of_reach() {
        let map = Map { region: REGION, ..Map::default() };
        let reach = view(&map, 720.0).reach();
        assert!(reach.meets((100.0, 40.0, 101.0, 41.0)) && reach.meets((-180.0, -90.0, 180.0, 90.0)));
        assert!(!reach.meets((-80.0, 40.0, -70.0, 50.0)) && !reach.meets((100.0, -40.0, 101.0, -30.0)));
    }

    #[test]
    fn a_region_that_is_none_gives_way_to_the_places() {
        let place = |lon, lat| MapPlace { lon, lat, ..MapPlace::default() };
        for region in
            [MapRegion::default(), MapRegion { west: f64::NAN, ..REGION }, MapRegion { north: 36.0, ..REGION }]
        {
            let map = Map { region, places: vec![place(10.0, 50.0), place(20.0, 60.0)], ..Map::default() };
            let view = view(&map, 500.0);
            assert!(view.rect.holds(view.at((10.0, 50.0)).unwrap()) && view.rect.holds(view.at((20.0, 60.0)).unwrap()));
            let empty = Map { region, ..Map::default() };
            assert_eq!(Window::of(&empty), None);
        }
    }

    #[test]
    fn lines_break_where_the_globe_is_cut() {
        let map = Map { region: REGION, ..Map::default() };
        let pieces =
            view(&map, 720.0).pieces(&[(-70.0, 40.0), (-75.0, 40.0), (-80.0, 40.0), (f64::NAN, 1.0), (90.0, 40.0)]);
        assert_eq!(pieces.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1]);
    }

    #[test]
    fn a_window_takes_the_shape_asked_for() {
        let thin = MapRegion { south: 44.9, north: 45.1, ..REGION };
        let map = Map { region: thin, ..Map::default() };
        let shape = Window::of(&map).unwrap().shaped(0.4, 1.2).shape();
        assert!((shape - 0.4).abs() < 1e-9);
        let tall = MapRegion { west: 104.0, east: 104.1, ..REGION };
        let map = Map { region: tall, ..Map::default() };
        assert!((Window::of(&map).unwrap().shaped(0.4, 1.2).shape() - 1.2).abs() < 1e-9);
    }
}
