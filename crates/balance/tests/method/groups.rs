//! Futures that share a loss in the master give the same optimum.

use balance::instance::cvb1::{self, SEED, Variant};
use balance::{Ask, Go, LShaped, Settings};
use proptest::prelude::*;

use super::programmes::{Small, SmallFuture, small_with};
use super::{alone, ask, check, near, solve};

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn groups_give_the_optimum_of_single_futures(
        small in small_with(2..14),
        groups in 1..6_usize,
        lambda in prop::sample::select(&[0.0, 0.4, 1.0][..]),
        alpha in prop::sample::select(&[0.0, 0.5, 0.9][..]),
    ) {
        let programme = small.build();
        let ask = Ask { gap: 1e-9, ..ask(lambda, alpha) };
        let single = solve(&programme, &ask);
        let mut method = LShaped::new(&programme, Settings { groups_from: 2, groups, ..alone() }).unwrap();
        let grouped = method.solve(&ask, &mut |_| Go::On).unwrap();
        check(&grouped, ask.risk);
        prop_assert!(grouped.bracket.closed);
        near(grouped.bracket.upper, single.bracket.upper, 1e-7);
        // Another weight of the worst futures, with the groups of the first.
        let other = Ask { risk: balance::Risk { lambda: 1.0 - lambda, alpha }, ..ask };
        let grouped = method.solve(&other, &mut |_| Go::On).unwrap();
        near(grouped.bracket.upper, solve(&programme, &other).bracket.upper, 1e-7);
    }
}

#[test]
fn groups_give_the_optimum_of_the_benchmark() {
    let programme = cvb1::cvb1(SEED, 12, Variant::default()).unwrap();
    for lambda in [0.0, 0.5] {
        let single = solve(&programme, &ask(lambda, 0.8));
        let settings = Settings { groups_from: 12, groups: 4, ..alone() };
        let mut method = LShaped::new(&programme, settings).unwrap();
        let grouped = method.solve(&ask(lambda, 0.8), &mut |_| Go::On).unwrap();
        check(&grouped, ask(lambda, 0.8).risk);
        assert!(grouped.bracket.closed);
        near(grouped.bracket.upper, single.bracket.upper, 1e-6);
    }
}

#[test]
fn a_group_whose_member_is_in_the_tail_is_split() {
    let programme = Small {
        workshops: vec![(1, 2)],
        budget: 2,
        hours: vec![vec![1]],
        price: 4,
        futures: [((-3, 3), (0, 1)), ((0, 0), (0, 0))]
            .map(|(good, workshop)| SmallFuture { weight: 1, goods: vec![good], workshops: vec![workshop] })
            .to_vec(),
        money: 1.0,
        constant: 0.0,
    }
    .build();
    let mut method = LShaped::new(&programme, Settings { groups_from: 2, groups: 1, ..alone() }).unwrap();
    for lambda in [0.0, 1.0, 0.5, 0.0] {
        let ask = Ask { gap: 1e-9, ..ask(lambda, 0.9) };
        let grouped = method.solve(&ask, &mut |_| Go::On).unwrap();
        check(&grouped, ask.risk);
        near(grouped.bracket.upper, solve(&programme, &ask).bracket.upper, 1e-7);
        assert!(grouped.bracket.closed, "{:?}", grouped.bracket);
    }
}
