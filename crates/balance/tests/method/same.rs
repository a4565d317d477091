//! Threads change no digit, and a solve that was stopped goes on.

use balance::instance::cvb1::{self, SEED, Variant};
use balance::{Ask, BalanceError, Go, LShaped, Settings};

use super::{alone, ask, check, solve};

#[test]
fn the_number_of_threads_changes_no_byte() {
    let programme = cvb1::cvb1(SEED, 33, Variant::default()).unwrap();
    let bytes = |threads: usize| {
        let mut method = LShaped::new(&programme, Settings { threads, ..alone() }).unwrap();
        serde_json::to_string(&method.solve(&ask(0.5, 0.9), &mut |_| Go::On).unwrap()).unwrap()
    };
    let one = bytes(1);
    assert_eq!(one, bytes(2));
    assert_eq!(one, bytes(7));
}

#[test]
fn a_solve_that_was_stopped_has_a_bracket_and_goes_on() {
    let programme = cvb1::cvb1(SEED, 20, Variant::default()).unwrap();
    let ask = ask(0.5, 0.9);
    let optimum = solve(&programme, &Ask { gap: 1e-8, ..ask.clone() }).bracket;
    for stop_after in [0, 7] {
        let mut method = LShaped::new(&programme, alone()).unwrap();
        let mut told = 0;
        let answer = method
            .solve(&ask, &mut |progress| {
                told += 1;
                assert!(progress.lower <= progress.upper);
                if told > stop_after { Go::Stop } else { Go::On }
            })
            .unwrap();
        check(&answer, ask.risk);
        assert!(!answer.bracket.closed && answer.losses.len() == 20);
        assert!(answer.bracket.lower <= optimum.upper && optimum.lower <= answer.bracket.upper, "{:?}", answer.bracket);
        assert!(told == stop_after + 1, "told {told} times, stopped after {stop_after}");
        let before = method.solve(&ask, &mut |_| Go::Stop).unwrap();
        assert!(before.bracket.upper <= answer.bracket.upper);
        let after = method.solve(&ask, &mut |_| Go::On).unwrap();
        check(&after, ask.risk);
        assert!(after.bracket.closed);
        assert!(after.bracket.lower <= optimum.upper && optimum.lower <= after.bracket.upper);
    }
}

#[test]
fn rounds_are_limited() {
    let programme = cvb1::cvb1(SEED, 10, Variant::default()).unwrap();
    let mut method = LShaped::new(&programme, alone()).unwrap();
    let answer = method.solve(&Ask { rounds: 2, ..ask(0.5, 0.9) }, &mut |_| Go::On).unwrap();
    assert!(!answer.bracket.closed && answer.rounds == 2);
    check(&answer, ask(0.5, 0.9).risk);
}

#[test]
fn weights_that_mean_nothing_are_refused() {
    let programme = cvb1::cvb1(SEED, 1, Variant::default()).unwrap();
    let mut method = LShaped::new(&programme, alone()).unwrap();
    for (lambda, alpha) in [(-0.1, 0.5), (1.1, 0.5), (f64::NAN, 0.5), (0.5, 1.0), (0.5, -0.5), (0.5, f64::NAN)] {
        let error = method.solve(&ask(lambda, alpha), &mut |_| Go::On).unwrap_err();
        assert!(matches!(error, BalanceError::Programme { .. }), "{error}");
    }
}
