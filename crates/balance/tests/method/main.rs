//! The decomposition held against optima worked out by hand, as published, and of the extensive form; against solvers
//! that lie; and against changes that must not matter.
//!
//! The heavy ones are left out in debug builds and run by `cargo test --release -p balance --test method -- --ignored`.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "tests; sizes are known"
)]

mod benchmark;
mod edges;
mod groups;
mod known;
mod liars;
mod programmes;
mod properties;
mod same;
#[path = "../formats/texts.rs"]
mod texts;

use balance::smps::{self, Reading};
use balance::{Answer, Ask, BalanceError, Go, LShaped, Risk, Settings, TwoStage};

/// The settings of most tests: one thread, so that tests run side by side.
fn alone() -> Settings<'static> {
    Settings { threads: 1, ..Settings::default() }
}

fn ask(lambda: f64, alpha: f64) -> Ask {
    Ask { risk: Risk { lambda, alpha }, ..Ask::default() }
}

fn try_solve(programme: &TwoStage, ask: &Ask) -> Result<Answer, BalanceError> {
    LShaped::new(programme, alone())?.solve(ask, &mut |_| Go::On)
}

#[track_caller]
fn solve(programme: &TwoStage, ask: &Ask) -> Answer {
    let answer = try_solve(programme, ask).unwrap();
    check(&answer, ask.risk);
    assert!(answer.bracket.closed, "{:?}", answer.bracket);
    answer
}

/// What must hold of every answer.
#[track_caller]
fn check(answer: &Answer, risk: Risk) {
    let Answer { bracket, measured, losses, .. } = answer;
    assert!(bracket.lower <= bracket.upper, "{bracket:?}");
    near(measured.objective, bracket.upper, 1e-12);
    let worst = losses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = 1e-9 * (1.0 + worst.abs());
    assert!(measured.mean <= measured.cvar + room && measured.cvar <= worst + room, "{measured:?}");
    near(measured.objective, (1.0 - risk.lambda) * measured.mean + risk.lambda * measured.cvar, 1e-12);
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * (1.0 + expected.abs()), "{found} is not {expected}");
}

/// Whether a bracket holds a reference that is given to some digits.
#[track_caller]
fn holds(answer: &Answer, reference: f64, rounding: f64) {
    let bracket = &answer.bracket;
    assert!(
        bracket.lower <= reference + rounding && reference <= bracket.upper + rounding,
        "{reference} is not in {bracket:?}"
    );
    near(bracket.upper, reference, 1e-6);
}

fn read([core, time, stoch]: [&str; 3]) -> TwoStage {
    smps::read(core, time, stoch, &Reading::default()).unwrap().two_stage().unwrap()
}
