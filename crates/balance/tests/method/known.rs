//! Optima worked out by hand and published ones.

use std::path::{Path, PathBuf};

use balance::expected::{mean_value, wait_and_see};
use balance::netdes;
use solve::{ColumnId, Kind, Options};

use super::texts::{CAPACITY, FARMER};
use super::{ask, holds, near, read, solve};

#[test]
fn a_capacity_is_smaller_the_more_the_worst_counts() {
    let programme = read(CAPACITY);
    for (lambda, plan, objective) in
        [(0.0, 8.0, -14.0), (0.19, 8.0, -12.1), (0.21, 4.0, -12.0), (0.5, 4.0, -12.0), (1.0, 4.0, -12.0)]
    {
        let answer = solve(&programme, &ask(lambda, 0.5));
        holds(&answer, objective, 1e-9);
        near(answer.x[0], plan, 1e-9);
    }
}

#[test]
fn the_farmer_has_the_figures_of_the_book() {
    let programme = read(FARMER);
    let answer = solve(&programme, &ask(0.0, 0.8));
    holds(&answer, -108_390.0, 1e-6);
    for (found, expected) in answer.x.iter().zip([170.0, 80.0, 250.0]) {
        near(*found, expected, 1e-6);
    }
    near(answer.losses.iter().copied().fold(f64::NEG_INFINITY, f64::max), -48_820.0, 1e-6);
    // The value of the stochastic solution and of knowing the future.
    let mean = solve(&mean_value(&programme), &ask(0.0, 0.8));
    holds(&mean, -118_600.0, 1e-6);
    let fixed = balance::Ask {
        bounds: mean.x.iter().enumerate().map(|(j, x)| (ColumnId(j), *x, *x)).collect(),
        ..ask(0.0, 0.8)
    };
    holds(&solve(&programme, &fixed), -107_240.0, 1e-3);
    let known = wait_and_see(&programme, &Options::default()).unwrap();
    near(known.iter().sum::<f64>() / 3.0, -115_405.555_556, 1e-9);
}

#[test]
fn the_farmer_grows_beets_the_more_the_worst_counts() {
    let programme = read(FARMER);
    for (weight, objective, plan) in [
        (0.25, -121_300.0, [100.0, 100.0, 300.0]),
        (3.0, -277_500.0, [100.0, 100.0, 300.0]),
        (5.0, -391_513.333_333_333_3, [100.0, 80.0, 320.0]),
        (100.0, -6_081_600.0, [100.0, 25.0, 375.0]),
    ] {
        let answer = solve(&programme, &ask(weight / (1.0 + weight), 0.8));
        holds(&answer, objective / (1.0 + weight), 1e-6);
        for (found, expected) in answer.x.iter().zip(plan) {
            near(*found, expected, 1e-5);
        }
        if weight == 5.0 {
            near(answer.measured.mean, -103_313.333_333, 1e-6);
            near(answer.measured.cvar, -57_640.0, 1e-6);
        }
    }
}

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let there = folder.is_dir();
    if !there {
        eprintln!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

#[test]
fn the_electricity_of_louveaux_and_smeers() {
    let Some(folder) = folder("smps_lands") else { return };
    let text = |ending: &str| std::fs::read_to_string(folder.join(format!("lands.{ending}"))).unwrap();
    let programme = read([&text("cor"), &text("tim"), &text("sto")]);
    let answer = solve(&programme, &ask(0.0, 0.7));
    holds(&answer, 28_639.0 / 75.0, 1e-9);
    for (found, expected) in answer.x.iter().zip([8.0 / 3.0, 4.0, 10.0 / 3.0, 2.0]) {
        near(*found, expected, 1e-6);
    }
    holds(&solve(&programme, &ask(0.5, 0.7)), 425.983_333_333_333_3, 1e-9);
    holds(&solve(&programme, &ask(1.0, 0.7)), 469.333_333_333_333_3, 1e-9);
}

#[test]
fn network_designs_with_known_optima() {
    let Some(folder) = folder("netdes") else { return };
    for (name, optimum, relaxed) in [("01", 88_557.3, 68_119.467_410), ("02", 108_122.65, 85_359.777_884)] {
        let text = std::fs::read_to_string(folder.join(format!("network-10-10-L-{name}.dat"))).unwrap();
        let mut programme = netdes::read(&text).unwrap();
        for column in 0..programme.first.column_count() {
            programme.first.set_kind(ColumnId(column), Kind::Continuous).unwrap();
        }
        let answer = solve(&programme, &ask(0.0, 0.5));
        holds(&answer, relaxed, 1e-5);
        assert!(!answer.bracket.claimed);
        let answer = solve(&netdes::read(&text).unwrap(), &ask(0.0, 0.5));
        holds(&answer, optimum, 1e-5);
        assert!(answer.bracket.claimed && answer.x.iter().all(|built| *built == 0.0 || *built == 1.0));
    }
}
