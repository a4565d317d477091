//! An order of futures in which neighbours are alike, so that the basis of one is a good start for the next.

use crate::two_stage::{Future, Futures, TwoStage};

/// Numbers that a future is told apart by.
const SIGNS: usize = 24;
/// Futures among which the next nearest is looked for.
const WINDOW: usize = 400;

/// The futures in an order in which neighbours are alike: by their mean price, and within windows of that each followed by
/// the nearest one left. Distances are those of random projections of costs and sides (Johnson and Lindenstrauss 1984).
pub(super) fn alike(programme: &TwoStage, futures: &dyn Futures) -> Vec<usize> {
    let signatures: Vec<[f64; SIGNS]> =
        (0..futures.count()).map(|s| signature(programme, &futures.future(s))).collect();
    let key = |s: usize| -> f64 {
        let costs = programme.recourse.costs();
        futures.future(s).costs.iter().map(|(column, cost)| cost - costs[*column as usize]).sum()
    };
    let mut keyed: Vec<(f64, usize)> = (0..futures.count()).map(|s| (key(s), s)).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut order: Vec<usize> = Vec::with_capacity(keyed.len());
    for window in keyed.chunks(WINDOW) {
        let mut left: Vec<usize> = window.iter().map(|(_, s)| *s).collect();
        while !left.is_empty() {
            let distance = |s: usize| match order.last() {
                Some(last) => signatures[*last].iter().zip(&signatures[s]).map(|(a, b)| (a - b).powi(2)).sum(),
                None => 0.0,
            };
            let far: Vec<f64> = left.iter().map(|s| distance(*s)).collect();
            let nearest = (0..left.len()).min_by(|a, b| far[*a].total_cmp(&far[*b])).unwrap_or(0);
            order.push(left.remove(nearest));
        }
    }
    order
}

fn signature(programme: &TwoStage, future: &Future) -> [f64; SIGNS] {
    let mut signature = [0.0; SIGNS];
    let mut add = |place: u32, change: f64| {
        // A sign for each pair of place and number, from a mixing function (Steele, Lea and Flood 2014).
        let mut bits = u64::from(place).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        for (at, sum) in signature.iter_mut().enumerate() {
            *sum += if (bits >> at) & 1 == 1 { change } else { -change };
        }
    };
    let problem = &programme.recourse;
    let size = |values: &[f64]| {
        let finite = values.iter().filter(|value| value.is_finite() && **value != 0.0);
        let (sum, count) = finite.fold((0.0, 0.0), |(sum, count), value| (sum + value.abs(), count + 1.0));
        if count > 0.0 { sum / count } else { 1.0 }
    };
    let (money, mass) = (size(problem.costs()), size(problem.row_upper()));
    for (column, cost) in &future.costs {
        add(*column, (cost - problem.costs()[*column as usize]) / money);
    }
    for (row, _, upper) in future.rows.iter().filter(|(.., upper)| upper.is_finite()) {
        let before = problem.row_upper()[*row as usize];
        add(*row | 1 << 31, (upper - if before.is_finite() { before } else { 0.0 }) / mass);
    }
    signature
}
