//! Borders and coasts of the world, as they lie in the asset: see `assets/README.md`.

use std::sync::OnceLock;

/// One piece of a border or coast.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arc {
    /// Between two countries; a coast otherwise.
    pub(crate) border: bool,
    /// Degrees east and degrees north.
    pub(crate) points: Vec<(f64, f64)>,
    /// The extent of each [`STRETCH`] of it: west, south, east, north.
    extents: Vec<Extent>,
}

/// West, south, east, north, in degrees.
pub(crate) type Extent = (f64, f64, f64, f64);

/// The steps from point to point that share an extent: long coasts are looked at in parts.
const STRETCH: usize = 48;
/// Where nothing is seen, one point in so many tells well enough on which side the land lies.
const COARSE: usize = 6;

impl Arc {
    fn new(border: bool, points: Vec<(f64, f64)>) -> Self {
        let starts = (0..points.len()).step_by(STRETCH);
        let extents = starts.map(|start| extent(points.iter().skip(start).take(STRETCH + 1))).collect();
        Self { border, points, extents }
    }

    /// The parts of which something may be seen.
    pub(crate) fn seen(&self, sees: &dyn Fn(Extent) -> bool) -> Vec<&[(f64, f64)]> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for (i, _) in self.extents.iter().enumerate().filter(|(_, extent)| sees(**extent)) {
            let (start, end) = (i * STRETCH, ((i + 1) * STRETCH + 1).min(self.points.len()));
            match parts.last_mut() {
                Some(part) if part.1 >= start => part.1 = end,
                _ => parts.push((start, end)),
            }
        }
        parts.into_iter().filter_map(|(start, end)| self.points.get(start..end)).collect()
    }

    /// All points where something may be seen, fewer elsewhere; the ends always.
    fn thinned(&self, sees: &dyn Fn(Extent) -> bool) -> Vec<(f64, f64)> {
        let mut out: Vec<(f64, f64)> = Vec::new();
        for (i, extent) in self.extents.iter().enumerate() {
            let step = if sees(*extent) { 1 } else { COARSE };
            out.extend(self.points.iter().skip(i * STRETCH).take(STRETCH).step_by(step));
        }
        if let Some(last) = self.points.last().filter(|last| out.last() != Some(last)) {
            out.push(*last);
        }
        out
    }
}

fn extent<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> Extent {
    let none = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    points.fold(none, |e, (lon, lat)| (e.0.min(*lon), e.1.min(*lat), e.2.max(*lon), e.3.max(*lat)))
}

/// The outlines of the world.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outlines {
    pub(crate) arcs: Vec<Arc>,
    /// The land: rings of arcs, each with its number and whether it is run backwards.
    pub(crate) land: Vec<Vec<(usize, bool)>>,
}

impl Outlines {
    /// The points of a ring of land, in order; fewer where nothing is seen.
    pub(crate) fn ring(&self, ring: &[(usize, bool)], sees: &dyn Fn(Extent) -> bool) -> Vec<(f64, f64)> {
        let mut out: Vec<(f64, f64)> = Vec::new();
        for (place, backwards) in ring {
            let Some(arc) = self.arcs.get(*place) else {
                continue;
            };
            let mut points = arc.thinned(sees);
            if *backwards {
                points.reverse();
            }
            // The first point of an arc is the last of the one before.
            out.extend(points.iter().skip(usize::from(!out.is_empty())));
        }
        out
    }

    /// Whether something of a ring of land, or of what it encloses, may be seen. An island far away is
    /// not; a continent may be seen without any of its coast.
    pub(crate) fn matters(&self, ring: &[(usize, bool)], sees: &dyn Fn(Extent) -> bool) -> bool {
        let extents = ring.iter().filter_map(|(place, _)| self.arcs.get(*place)).flat_map(|arc| &arc.extents);
        let whole = extents.copied().reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)));
        whole.is_some_and(sees)
    }
}

/// The outlines, read once. A damaged asset has none.
pub(crate) fn world() -> &'static Outlines {
    static WORLD: OnceLock<Outlines> = OnceLock::new();
    WORLD.get_or_init(|| decode(include_bytes!("../../assets/outlines.bin")).unwrap_or_default())
}

/// The bytes not yet read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    /// A whole number: seven bits a byte, the lowest first, the highest bit set where more follow.
    fn whole(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A number with its sign in the lowest bit.
    fn signed(&mut self) -> Option<i64> {
        let value = i64::try_from(self.whole()?).ok()?;
        Some(if value & 1 == 0 { value >> 1 } else { -(value >> 1) - 1 })
    }

    /// A count of things that take at least `bytes` each, so that a wrong count asks for no memory.
    fn count(&mut self, bytes: usize) -> Option<usize> {
        let count = usize::try_from(self.whole()?).ok()?;
        (count.checked_mul(bytes)? <= self.rest.len()).then_some(count)
    }
}

/// Reads the asset; `None` when it is not one.
fn decode(bytes: &[u8]) -> Option<Outlines> {
    let mut reader = Reader { rest: bytes.strip_prefix(b"OUT1")? };
    let steps = reader.whole().filter(|steps| *steps > 0)? as f64;
    let count = reader.count(3)?;
    let mut arcs = Vec::with_capacity(count);
    let mut start = (0_i64, 0_i64);
    for _ in 0..count {
        let head = reader.whole()?;
        let length = usize::try_from(head >> 1).ok()?;
        if length == 0 || length.checked_mul(2)? > reader.rest.len() {
            return None;
        }
        let (mut x, mut y) = start;
        let mut points = Vec::with_capacity(length);
        for place in 0..length {
            (x, y) = (x.checked_add(reader.signed()?)?, y.checked_add(reader.signed()?)?);
            if place == 0 {
                start = (x, y);
            }
            let (lon, lat) = (x as f64 / steps, y as f64 / steps);
            if lon.abs() > 180.0 || lat.abs() > 90.0 {
                return None;
            }
            points.push((lon, lat));
        }
        arcs.push(Arc::new(head & 1 == 1, points));
    }
    let count = reader.count(2)?;
    let mut land = Vec::with_capacity(count);
    for _ in 0..count {
        let length = reader.count(1)?;
        let mut ring = Vec::with_capacity(length);
        for _ in 0..length {
            let head = reader.whole()?;
            let place = usize::try_from(head >> 1).ok().filter(|place| *place < arcs.len())?;
            ring.push((place, head & 1 == 1));
        }
        land.push(ring);
    }
    reader.rest.is_empty().then_some(Outlines { arcs, land })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASSET: &[u8] = include_bytes!("../../assets/outlines.bin");

    #[test]
    fn the_asset_holds_the_world() {
        let world = world();
        assert!(world.arcs.len() > 1500 && world.land.len() > 1000);
        assert!(world.arcs.iter().filter(|arc| arc.border).count() > 300);
        assert!(ASSET.len() < 350_000);
        // Every ring of land closes.
        for ring in &world.land {
            let points = world.ring(ring, &|_| true);
            assert_eq!(points.first(), points.last());
        }
        // The area of the land is about 29 percent of the sphere's. Each ring by Green's formula in
        // longitude and the sine of latitude, counted from the south pole, which one ring runs around.
        let strip = |from: (f64, f64), to: (f64, f64)| {
            let east = crate::geo::projection::wrapped(to.0 - from.0).to_radians();
            east * f64::midpoint(1.0 + from.1.to_radians().sin(), 1.0 + to.1.to_radians().sin())
        };
        let rings = world.land.iter().map(|ring| world.ring(ring, &|_| true));
        let area: f64 = rings.map(|ring| ring.windows(2).map(|pair| strip(pair[0], pair[1])).sum::<f64>()).sum();
        let share = area.abs() / (4.0 * std::f64::consts::PI);
        assert!((0.285..0.295).contains(&share), "{share}");
    }

    #[test]
    fn a_damaged_asset_is_refused_and_nothing_panics() {
        assert_eq!(decode(b""), None);
        assert_eq!(decode(b"OUT1"), None);
        assert_eq!(decode(b"OUT1\x01\xff\xff\xff\xff\x0f"), None);
        for cut in (0..ASSET.len()).step_by(9973).chain(ASSET.len() - 20..ASSET.len()) {
            assert_eq!(decode(&ASSET[..cut]), None, "{cut}");
        }
        for place in (0..ASSET.len()).step_by(7919).chain(0..12) {
            for value in [0x00, 0x7f, 0x80, 0xff] {
                let mut bytes = ASSET.to_vec();
                bytes[place] = value;
                if let Some(outlines) = decode(&bytes) {
                    for ring in &outlines.land {
                        outlines.ring(ring, &|_| true);
                    }
                }
            }
        }
        let mut longer = ASSET.to_vec();
        longer.push(0);
        assert_eq!(decode(&longer), None);
    }

    #[test]
    fn a_small_one_by_hand() {
        // Ten steps a degree; a border of two points, (1, 2) and (1.5, 1.9); a ring that runs it backwards.
        let bytes = b"OUT1\x0a\x01\x05\x14\x28\x0a\x01\x01\x01\x01";
        let outlines = decode(bytes).unwrap();
        assert_eq!(outlines.arcs[0].points, [(1.0, 2.0), (1.5, 1.9)]);
        assert!(outlines.arcs[0].border);
        assert_eq!(outlines.arcs[0].extents, [(1.0, 1.9, 1.5, 2.0)]);
        assert_eq!(outlines.ring(&outlines.land[0], &|_| true), [(1.5, 1.9), (1.0, 2.0)]);
    }

    #[test]
    fn long_lines_are_seen_in_parts() {
        let arc = Arc::new(false, (0..200).map(|i| (f64::from(i) * 0.5, 10.0)).collect());
        let parts = arc.seen(&|(west, _, east, _)| west < 30.0 && east > 25.0);
        // Point 48 lies at 24 degrees, point 96 at 48.
        assert_eq!(parts.len(), 1);
        assert_eq!((parts[0].first(), parts[0].last()), (Some(&(24.0, 10.0)), Some(&(48.0, 10.0))));
        assert_eq!(arc.seen(&|_| true).concat(), arc.points);
        assert!(arc.seen(&|_| false).is_empty());
        let thin = arc.thinned(&|_| false);
        assert!(thin.len() < 45 && thin.first() == arc.points.first() && thin.last() == arc.points.last());
        assert_eq!(arc.thinned(&|_| true), arc.points);
    }
}
