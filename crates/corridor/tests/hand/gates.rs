//! What holds at a gate for one good when counts of all goods, of single goods and of facilities meet.

use case::Case;
use corridor::gate::{Gate, GateRegimes};
use corridor::regime::{Held, Regimes};

use crate::folder::{case_of, chain, day};

fn with(rows: &str) -> Case {
    case_of(&format!("place gate crossing KGZ\nproduct salt total\n{rows}"))
}

/// The state of the gate for ore as a short text: `own 40`, `all 100`, `own 40 all 100`, `closed`, ...
fn on(case: &Case, at: &str) -> String {
    of(case, &chain(), at)
}

fn of(case: &Case, chain: &[String], at: &str) -> String {
    let regimes = Regimes::of(case);
    let Some(gate) = GateRegimes::of(&regimes, "gate", chain) else { return "no row".into() };
    match gate.on(day(at)) {
        Gate::NoRegime => "silent".into(),
        Gate::Closed(_) => "closed".into(),
        Gate::Uncounted { limited, .. } => if limited { "limited, uncounted" } else { "uncounted" }.into(),
        Gate::Counted { own, all } => {
            let word = |held| match held {
                Held::Stated => "",
                Held::Interpolated => " between",
                Held::Resumed => " again",
                Held::Fallback => " by facility",
            };
            let parts = [("own", own), ("all", all)].into_iter().filter_map(|(whose, state)| {
                state.map(|state| format!("{whose} {}{}", state.rate.unwrap().mid, word(state.held)))
            });
            parts.collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn without_a_row_nothing_is_said() {
    assert_eq!(on(&with(""), "2020-01-01"), "no row");
    assert_eq!(on(&with("capacity gate payload 2020-01-01 100 t/truck"), "2021-01-01"), "no row");
    assert_eq!(on(&with("capacity gate throughput 2020-01-01 100 truck/day"), "2019-12-31"), "silent");
}

#[test]
fn the_newest_count_holds_be_it_of_all_goods_or_of_one() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-02-01 40 truck/day product_id=ore
        capacity gate throughput 2020-03-01 - - status=closed
        capacity gate throughput 2020-04-01 70 truck/day product_id=ore",
    );
    let expected =
        [("2020-01-15", "all 100"), ("2020-02-15", "own 40"), ("2020-03-15", "closed"), ("2020-04-15", "own 70")];
    for (at, state) in expected {
        assert_eq!(on(&case, at), state, "{at}");
    }
    // Salt has no count of its own: it stays closed with everything else.
    let salt = ["salt".to_owned(), "total".to_owned()];
    assert_eq!(of(&case, &salt, "2020-02-15"), "all 100");
    assert_eq!(of(&case, &salt, "2020-04-15"), "closed");
}

#[test]
fn two_counts_of_one_day_hold_together() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 100 truck/day
        capacity gate throughput 2020-01-01 40 truck/day product_id=ore
        capacity gate throughput 2020-02-01 - - status=closed product_id=ore
        capacity gate throughput 2020-02-01 100 truck/day",
    );
    assert_eq!(on(&case, "2020-01-15"), "own 40 all 100");
    // Closed to ore on the day on which all goods are counted: closed to ore.
    assert_eq!(on(&case, "2020-02-15"), "closed");
}

#[test]
fn a_count_of_the_wider_good_speaks_for_the_kind_of_it() {
    let case = with(
        "
        product fine_ore ore
        capacity gate throughput 2020-01-01 40 truck/day product_id=ore",
    );
    let fine = ["fine_ore".to_owned(), "ore".to_owned(), "total".to_owned()];
    assert_eq!(of(&case, &fine, "2020-01-15"), "own 40");
}

#[test]
fn open_without_a_count_takes_the_last_count_again() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 40 truck/day product_id=ore
        capacity gate throughput 2020-02-01 - - status=closed
        capacity gate throughput 2020-03-01 - -",
    );
    assert_eq!(on(&case, "2020-03-15"), "own 40 again");
    // The rows are those of the count and of the reopening: lines 2 and 4.
    let regimes = Regimes::of(&case);
    let Gate::Counted { own, .. } = GateRegimes::of(&regimes, "gate", &chain()).unwrap().on(day("2020-03-15")) else {
        panic!("counted")
    };
    assert_eq!(own.unwrap().rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn open_for_days_between_takes_the_count_that_stands_on_each_of_them() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 40 truck/day
        capacity gate throughput 2020-02-01 - - valid_to=2020-02-29
        capacity gate throughput 2020-02-15 90 truck/day",
    );
    assert_eq!(on(&case, "2020-02-10"), "all 40 again");
    assert_eq!(on(&case, "2020-02-20"), "all 90 again");
}

#[test]
fn open_and_never_counted_is_uncounted() {
    assert_eq!(on(&with("capacity gate throughput 2020-01-01 - -"), "2020-06-01"), "uncounted");
}

#[test]
fn a_facility_speaks_where_it_began_after_the_last_count() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 40 truck/day
        capacity gate throughput 2020-02-01 - - status=closed
        capacity gate throughput 2020-03-01 - -
        capacity gate loading 2020-04-01 400 container/day",
    );
    assert_eq!(on(&case, "2020-03-15"), "all 40 again");
    assert_eq!(on(&case, "2020-04-15"), "all 400 by facility");
    let older = with(
        "
        capacity gate design 2019-01-01 900 truck/day
        capacity gate throughput 2020-01-01 40 truck/day
        capacity gate throughput 2020-03-01 - -",
    );
    assert_eq!(on(&older, "2020-03-15"), "all 40 again");
    // Before any count, what was designed.
    assert_eq!(on(&older, "2019-06-01"), "all 900 by facility");
}

#[test]
fn what_can_be_loaded_goes_before_what_is_handled_and_that_before_the_design() {
    let rows = "
        capacity gate throughput 2020-01-01 - -
        capacity gate design 2020-01-01 900 truck/day
        capacity gate terminal 2020-02-01 500 truck/day
        capacity gate loading 2020-03-01 300 truck/day";
    let case = with(rows);
    for (at, state) in [("2020-01-15", "900"), ("2020-02-15", "500"), ("2020-03-15", "300")] {
        assert_eq!(on(&case, at), format!("all {state} by facility"));
    }
    // What a terminal holds is no rate.
    let room = with("capacity gate terminal 2020-01-01 4700 container\ncapacity gate throughput 2020-01-01 - -");
    assert_eq!(on(&room, "2020-06-01"), "uncounted");
}

#[test]
fn a_limit_that_nobody_tells_is_not_the_last_count() {
    let case = with(
        "
        capacity gate throughput 2020-01-01 40 truck/day
        capacity gate throughput 2020-02-01 - - status=limited",
    );
    assert_eq!(on(&case, "2020-02-15"), "limited, uncounted");
    // A count that comes later holds; so does one of the good alone.
    let counted = with(
        "
        capacity gate throughput 2020-02-01 - - status=limited
        capacity gate throughput 2020-02-01 30 truck/day product_id=ore",
    );
    assert_eq!(on(&counted, "2020-02-15"), "own 30");
}
