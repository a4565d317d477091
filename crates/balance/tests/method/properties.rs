//! What must hold of every programme: the extensive form agrees, more room never harms, and what does not matter does not
//! matter.

use balance::{Ask, Risk, TwoStage, extensive};
use proptest::prelude::*;
use solve::{ColumnId, Options, RowId};

use super::programmes::{Small, SmallFuture, small};
use super::{ask, near, solve};

const LAMBDAS: [f64; 4] = [0.0, 0.3, 0.8, 1.0];

fn question() -> impl Strategy<Value = Ask> {
    (prop::sample::select(&LAMBDAS[..]), prop::sample::select(&[0.0, 0.5, 0.8, 0.95][..])).prop_map(|(l, a)| ask(l, a))
}

/// The optimum, to a gap of 1e-9.
#[track_caller]
fn optimum(programme: &TwoStage, ask: &Ask) -> f64 {
    solve(programme, &Ask { gap: 1e-9, ..ask.clone() }).bracket.upper
}

#[track_caller]
fn same(found: f64, expected: f64) {
    near(found, expected, 1e-7);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_extensive_form_has_the_same_optimum(small in small(), ask in question()) {
        let programme = small.build();
        let form = extensive::of_programme(&programme, ask.risk).unwrap();
        let expected = form.solve(&Options::default()).unwrap().objective;
        let answer = solve(&programme, &ask);
        prop_assert!(answer.bracket.lower <= expected + 1e-6 && expected <= answer.bracket.upper + 1e-6);
        same(optimum(&programme, &ask), expected);
    }

    #[test]
    fn more_room_never_harms(small in small(), ask in question()) {
        let programme = small.build();
        let before = optimum(&programme, &ask);
        let mut wider = small.clone();
        wider.budget += 2;
        prop_assert!(optimum(&wider.build(), &ask) <= before + 1e-7);
        let mut wider = small.clone();
        wider.workshops[0].1 += 2;
        prop_assert!(optimum(&wider.build(), &ask) <= before + 1e-7);
        // By the question instead of the data.
        let looser = Ask { sides: vec![(RowId(0), f64::NEG_INFINITY, f64::from(small.budget + 2))], ..ask.clone() };
        prop_assert!(optimum(&programme, &looser) <= before + 1e-7);
        let tighter = Ask { bounds: vec![(ColumnId(0), 0.0, 0.5)], ..ask.clone() };
        prop_assert!(optimum(&programme, &tighter) >= before - 1e-7);
    }

    #[test]
    fn what_does_not_matter_does_not_matter(small in small(), ask in question(), odd in 0..5_usize) {
        let before = optimum(&small.build(), &ask);
        // A future without probability.
        let mut other = small.clone();
        let goods = vec![(3, 7); small.futures[0].goods.len()];
        let workshops = vec![(0, 0); small.hours.len()];
        other.futures.insert(odd.min(small.futures.len()), SmallFuture { weight: 0, goods, workshops });
        same(optimum(&other.build(), &ask), before);
        // A future in two halves.
        let mut other = small.clone();
        for future in &mut other.futures {
            future.weight *= 2;
        }
        let at = odd % small.futures.len();
        other.futures[at].weight = small.futures[at].weight;
        let half = other.futures[at].clone();
        other.futures.push(half);
        same(optimum(&other.build(), &ask), before);
        // Futures in another order, rows in another order.
        let mut other = small.clone();
        other.futures.reverse();
        same(optimum(&other.build(), &ask), before);
        same(optimum(&small.build_permuted(), &ask), before);
    }

    #[test]
    fn money_in_other_units_and_constants_change_nothing_else(small in small(), ask in question()) {
        let before = optimum(&small.build(), &ask);
        let thousand = Small { money: 1000.0, ..small.clone() };
        same(optimum(&thousand.build(), &ask), 1000.0 * before);
        // A constant later, by a column that is fixed, and now, by the offset of the first stage.
        let shifted = Small { constant: 250.0, ..small.clone() };
        same(optimum(&shifted.build(), &ask), before + 250.0);
        let mut shifted = small.build();
        shifted.first.set_offset(-75.0).unwrap();
        same(optimum(&shifted, &ask), before - 75.0);
        let mut shifted = small.build();
        shifted.recourse.set_offset(40.0).unwrap();
        same(optimum(&shifted, &ask), before + 40.0);
    }

    #[test]
    fn the_worst_futures_cost_more_the_fewer_they_are(small in small()) {
        let programme = small.build();
        let mean = optimum(&programme, &ask(0.0, 0.5));
        let mut before = mean;
        for alpha in [0.0, 0.3, 0.6, 0.9, 0.99] {
            let found = optimum(&programme, &ask(1.0, alpha));
            prop_assert!(found >= before - 1e-7, "{found} at alpha {alpha} is below {before}");
            if alpha == 0.0 {
                same(found, mean);
            }
            before = found;
        }
        // The measures of one plan, too.
        let answer = solve(&programme, &ask(0.4, 0.5));
        let p: Vec<f64> = (0..programme.futures.count()).map(|s| programme.futures.probability(s)).collect();
        let mut before = f64::NEG_INFINITY;
        for alpha in [0.0, 0.2, 0.5, 0.7, 0.95] {
            let found = Risk { lambda: 1.0, alpha }.of(&answer.losses, &p);
            let worst = answer.losses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(found.cvar >= before - 1e-9 && found.cvar >= found.mean - 1e-9 && found.cvar <= worst + 1e-9);
            before = found.cvar;
        }
    }

    #[test]
    fn the_frontier_is_concave(small in small()) {
        let programme = small.build();
        // The optimum as a function of lambda is the least of straight lines.
        let found: Vec<f64> = [0.0, 0.25, 0.5, 0.75, 1.0].map(|l| optimum(&programme, &ask(l, 0.8))).to_vec();
        for three in found.windows(3) {
            prop_assert!(three[1] >= f64::midpoint(three[0], three[2]) - 1e-6, "{found:?}");
        }
    }
}
