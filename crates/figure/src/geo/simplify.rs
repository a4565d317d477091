//! Fewer points for the same line.

/// The line without the points that lie within `tolerance` of it, after Douglas and Peucker (1973).
/// The ends stay.
pub(crate) fn simplify(points: &[(f64, f64)], tolerance: f64) -> Vec<(f64, f64)> {
    if points.len() < 3 {
        return points.to_vec();
    }
    let mut kept = vec![false; points.len()];
    let mut open: Vec<(usize, usize)> = vec![(0, points.len() - 1)];
    // A stack instead of calls: the depth may be that of the line's length.
    while let Some((first, last)) = open.pop() {
        for end in [first, last] {
            if let Some(mark) = kept.get_mut(end) {
                *mark = true;
            }
        }
        let (Some(from), Some(to)) = (points.get(first), points.get(last)) else {
            continue;
        };
        let mut farthest = (tolerance, None);
        for (place, point) in points.iter().enumerate().take(last).skip(first + 1) {
            let away = distance(*point, *from, *to);
            if away > farthest.0 {
                farthest = (away, Some(place));
            }
        }
        if let Some(place) = farthest.1 {
            open.push((first, place));
            open.push((place, last));
        }
    }
    points.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// From a point to a piece of a straight line.
pub(crate) fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (point.0 - from.0, point.1 - from.1);
    let square = dx * dx + dy * dy;
    let part = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    (px - part * dx).hypot(py - part * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_parts_lose_their_points_and_corners_stay() {
        let line: Vec<(f64, f64)> = (0..=10).map(|x| (f64::from(x), 0.0)).chain([(10.0, 5.0)]).collect();
        assert_eq!(simplify(&line, 0.1), [(0.0, 0.0), (10.0, 0.0), (10.0, 5.0)]);
        assert_eq!(simplify(&[(0.0, 0.0), (1.0, 0.0)], 5.0).len(), 2);
        assert!(simplify(&[], 1.0).is_empty());
    }

    #[test]
    fn a_ring_keeps_its_far_side() {
        let ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
        assert_eq!(simplify(&ring, 0.5), ring);
    }

    #[test]
    fn no_point_is_left_farther_away_than_allowed() {
        let wave: Vec<(f64, f64)> = (0..200).map(|i| (f64::from(i), (f64::from(i) * 0.3).sin() * 5.0)).collect();
        let short = simplify(&wave, 0.4);
        assert!(short.len() < wave.len());
        for point in &wave {
            let nearest = short.windows(2).map(|pair| distance(*point, pair[0], pair[1])).fold(f64::INFINITY, f64::min);
            assert!(nearest <= 0.4 + 1e-9);
        }
    }
}
