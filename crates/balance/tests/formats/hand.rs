//! Two-stage programmes with known answers: a capacity against a demand, and the farmer.

use balance::expected::{alone, mean_value, wait_and_see};
use balance::risk::Risk;
use balance::two_stage::{Future, Listed, OnAverage, TwoStage};
use solve::{Options, Problem};

use super::texts::{CAPACITY, FARMER};
use super::{MEAN, grown, judged, near, read, solved};

fn capacity() -> TwoStage {
    let [core, time, stoch] = CAPACITY;
    read(core, time, stoch).two_stage().unwrap()
}

fn farmer() -> TwoStage {
    let [core, time, stoch] = FARMER;
    read(core, time, stoch).two_stage().unwrap()
}

#[test]
fn a_capacity_is_smaller_the_more_the_worst_counts() {
    let programme = capacity();
    let at = |lambda: f64| solved(&programme, Risk { lambda, alpha: 0.5 });
    for (lambda, plan, objective) in [(0.0, 8.0, -14.0), (0.5, 4.0, -12.0), (1.0, 4.0, -12.0)] {
        let found = at(lambda);
        near(found.objective, objective);
        near(found.first[0], plan);
    }
    // Between 0.19 and 0.21 the plan jumps.
    near(at(0.19).first[0], 8.0);
    near(at(0.21).first[0], 4.0);
    let found = at(0.0);
    assert_eq!((found.first.len(), found.losses.len()), (1, 2));
    near(found.losses[0], -4.0);
    near(found.losses[1], -24.0);
    near(found.measured.cvar, -4.0);
}

#[test]
fn the_farmer_has_the_figures_of_the_book() {
    let programme = farmer();
    let found = solved(&programme, MEAN);
    near(found.objective, -108_390.0);
    for (found, expected) in found.first.iter().zip([170.0, 80.0, 250.0]) {
        near(*found, expected);
    }
    near(found.losses.iter().copied().fold(f64::NEG_INFINITY, f64::max), -48_820.0);

    let mean = solved(&mean_value(&programme), MEAN);
    near(mean.objective, -118_600.0);
    let expected = judged(&programme, &mean.first, MEAN);
    near(expected.objective, -107_240.0);
    near(expected.objective - found.objective, 1_150.0);

    let losses = wait_and_see(&programme, &Options::default()).unwrap();
    let known: f64 = losses.iter().sum::<f64>() / 3.0;
    near(known, -115_405.555_555_555_56);
    near(found.objective - known, 7_015.555_555_555_56);
    near(solved(&alone(&programme, 1), MEAN).objective, losses[1]);
}

#[test]
fn the_farmer_grows_beets_the_more_the_worst_counts() {
    let [core, time, stoch] = FARMER;
    let read = read(core, time, stoch);
    assert_eq!(read.warnings, ["the probabilities of the block `WEATHER` did not sum to 1 and were rescaled"]);
    let programme = read.two_stage().unwrap();
    for (weight, objective, plan) in [
        (0.25, -121_300.0, [100.0, 100.0, 300.0]),
        (3.0, -277_500.0, [100.0, 100.0, 300.0]),
        (5.0, -391_513.333_333_333_3, [100.0, 80.0, 320.0]),
        (100.0, -6_081_600.0, [100.0, 25.0, 375.0]),
    ] {
        let risk = Risk { lambda: weight / (1.0 + weight), alpha: 0.8 };
        let found = solved(&programme, risk);
        near(found.objective * (1.0 + weight), objective);
        near(found.measured.objective, found.objective);
        for (found, expected) in found.first.iter().zip(plan) {
            assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
        }
        near(grown(&read, risk).objective, found.objective);
        if weight == 5.0 {
            near(found.measured.mean, -103_313.333_333_333_3);
            near(found.measured.cvar, -57_640.0);
        }
    }
}

/// One unit may be made later, for 1 or for 3. The limit asks for at most a half.
fn limited(on_average: bool) -> TwoStage {
    let (first, mut recourse) = (Problem::new(), Problem::new());
    let made = recourse.add_column("made", 0.0, 0.0, 1.0).unwrap();
    let excess = recourse.add_column("excess", 100.0, 0.0, 10.0).unwrap();
    recourse.add_row("limit", f64::NEG_INFINITY, 0.5, &[(made, 1.0), (excess, -1.0)]).unwrap();
    let future = |cost: f64| Future { costs: vec![(0, cost)], ..Future::default() };
    TwoStage {
        name: String::new(),
        first,
        recourse,
        technology: Vec::new(),
        on_average: on_average.then_some(OnAverage { row: 0, most: 10.0 }),
        measured: Vec::new(),
        futures: Box::new(Listed::alike(vec![future(-1.0), future(-3.0)])),
    }
}

#[test]
fn a_limit_on_average_lets_futures_help_each_other() {
    near(solved(&limited(false), MEAN).objective, -1.0);
    let found = solved(&limited(true), MEAN);
    near(found.objective, -1.5);
    near(found.losses[0], 0.0);
    near(found.losses[1], -3.0);
}
