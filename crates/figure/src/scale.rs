//! From values to places: what can be drawn, the extent of it, and the straight line between.

/// The largest magnitude that is drawn; beyond it sums and spans could overflow.
const LARGEST: f64 = 1e150;

/// A value that can be drawn: finite and not absurdly large.
pub(crate) fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite() && value.abs() <= LARGEST)
}

/// A position in time that can be drawn: within a million years.
pub(crate) fn finite_time(x: f64) -> Option<f64> {
    Some(x).filter(|x| x.is_finite() && x.abs() <= 1e6)
}

/// Smallest and largest of the values; `None` when there is none.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter(|value| value.is_finite()).fold(None, |extent, value| match extent {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

/// An extent of more than a point: a point is widened to both sides.
pub(crate) fn widen((low, high): (f64, f64)) -> (f64, f64) {
    if high - low > low.abs().max(high.abs()) * 1e-9 {
        (low, high)
    } else if low.abs() <= 1e-300 {
        (0.0, 1.0)
    } else {
        let by = low.abs() * 0.1;
        (low - by, high + by)
    }
}

/// A straight line from values to places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// Maps the ends of `domain` to the ends of `range`. A domain without length maps to the middle.
    pub(crate) fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// The place of a value, held to the range.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let (from, to) = self.domain;
        let (start, end) = self.range;
        let span = to - from;
        let part = if span.abs() > 0.0 { (value - from) / span } else { 0.5 };
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.5 };
        start + part * (end - start)
    }

    /// Whether the value lies in the domain.
    pub(crate) fn holds(&self, value: f64) -> bool {
        value >= self.domain.0 && value <= self.domain.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9, "{left} is not {right}");
    }

    #[test]
    fn scale_maps_ends_and_holds_the_rest() {
        let scale = Scale::new((0.0, 10.0), (100.0, 300.0));
        close(scale.at(0.0), 100.0);
        close(scale.at(2.5), 150.0);
        close(scale.at(10.0), 300.0);
        close(scale.at(99.0), 300.0);
        close(scale.at(f64::NAN), 200.0);
        close(Scale::new((4.0, 4.0), (0.0, 8.0)).at(4.0), 4.0);
    }

    #[test]
    fn extent_skips_what_is_no_number() {
        assert_eq!(extent([f64::NAN, 3.0, f64::INFINITY, -1.0]), Some((-1.0, 3.0)));
        assert_eq!(extent([]), None);
        assert_eq!(widen((0.0, 0.0)), (0.0, 1.0));
        assert_eq!(widen((10.0, 10.0)), (9.0, 11.0));
    }
}
