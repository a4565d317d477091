//! Nelder and Mead's simplex method in the plane.
//!
//! By hand because the objectives have two parameters and no derivatives that are worth the code; a crate for it would
//! bring more than it saves.

/// The least value of `of` near `start`, and where it is: a simplex of side `step`, shrunk until its corners agree, and
/// begun again around the best corner until that gains nothing. An objective that is not a number counts as infinite.
pub(crate) fn simplex(of: impl Fn([f64; 2]) -> f64, start: [f64; 2], step: f64) -> ([f64; 2], f64) {
    let of = |x: [f64; 2]| {
        let value = of(x);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let mut best = (start, of(start));
    let mut side = step;
    for _ in 0..8 {
        let found = descend(&of, best, side);
        let gain = best.1 - found.1;
        best = found;
        if gain <= 1e-12 * best.1 + 1e-20 {
            break;
        }
        side *= 0.2;
    }
    best
}

type Corner = ([f64; 2], f64);

fn descend(of: &impl Fn([f64; 2]) -> f64, start: Corner, side: f64) -> Corner {
    let corner = |x: [f64; 2]| (x, of(x));
    let [x, y] = start.0;
    let mut corners = [start, corner([x + side, y]), corner([x, y + side])];
    for _ in 0..200 {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let [best, middle, worst] = corners;
        let reach = corners.iter().flat_map(|c| [(c.0[0] - best.0[0]).abs(), (c.0[1] - best.0[1]).abs()]);
        if reach.fold(0.0, f64::max) < 1e-10 || (worst.1 - best.1 <= 1e-16 * best.1 && worst.1.is_finite()) {
            break;
        }
        let centre = [0.5 * (best.0[0] + middle.0[0]), 0.5 * (best.0[1] + middle.0[1])];
        let along =
            |t: f64| corner([centre[0] + t * (worst.0[0] - centre[0]), centre[1] + t * (worst.0[1] - centre[1])]);
        let reflected = along(-1.0);
        let next = if reflected.1 < best.1 {
            let expanded = along(-2.0);
            if expanded.1 < reflected.1 { expanded } else { reflected }
        } else if reflected.1 < middle.1 {
            reflected
        } else {
            let contracted = if reflected.1 < worst.1 { along(-0.5) } else { along(0.5) };
            if contracted.1 < worst.1.min(reflected.1) {
                contracted
            } else {
                let halve = |c: Corner| corner([0.5 * (c.0[0] + best.0[0]), 0.5 * (c.0[1] + best.0[1])]);
                corners = [best, halve(middle), halve(worst)];
                continue;
            }
        };
        corners = [best, middle, next];
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners[0]
}

#[cfg(test)]
mod tests {
    use super::simplex;

    #[test]
    fn finds_the_bottom_of_a_bent_valley() {
        let valley = |[x, y]: [f64; 2]| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2);
        let (at, least) = simplex(valley, [-1.2, 1.0], 0.5);
        assert!((at[0] - 1.0).abs() < 1e-6 && (at[1] - 1.0).abs() < 1e-6 && least < 1e-12, "{at:?} {least}");
    }

    #[test]
    fn no_number_is_the_worst_value() {
        let (at, _) = simplex(|[x, y]| if x < 0.0 { f64::NAN } else { (x - 0.1).powi(2) + y * y }, [1.0, 1.0], 0.5);
        assert!((at[0] - 0.1).abs() < 1e-7 && at[1].abs() < 1e-7);
    }
}
