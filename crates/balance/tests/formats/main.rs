//! Files of stochastic programmes: what is read, what is refused, and the optima of what was read, by hand and as
//! published.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::print_stderr,
    reason = "tests; numbers are read as they stand"
)]

mod faults;
mod garbled;
mod hand;
mod network;
mod periods;
mod published;
mod spots;
mod texts;

use balance::extensive::{self, Extensive, Form};
use balance::risk::Risk;
use balance::smps::{self, Reading, Smps};
use balance::two_stage::TwoStage;
use solve::Options;

/// The risk that looks at the mean alone.
const MEAN: Risk = Risk { lambda: 0.0, alpha: 0.5 };

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-7 * (1.0 + expected.abs()), "{found} is not {expected}");
}

fn read(core: &str, time: &str, stoch: &str) -> Smps {
    smps::read(core, time, stoch, &Reading::default()).unwrap()
}

fn answer(form: &Form) -> Extensive {
    let found = form.solve(&Options::default()).unwrap();
    assert!(found.bound <= found.objective + 1e-7 * (1.0 + found.objective.abs()));
    near(found.bound, found.objective);
    found
}

fn solved(programme: &TwoStage, risk: Risk) -> Extensive {
    answer(&extensive::of_programme(programme, risk).unwrap())
}

fn grown(smps: &Smps, risk: Risk) -> Extensive {
    answer(&extensive::of_tree(smps, risk).unwrap())
}

/// The objective when what is decided now is given.
fn judged(programme: &TwoStage, plan: &[f64], risk: Risk) -> Extensive {
    let mut form = extensive::of_programme(programme, risk).unwrap();
    form.fix(plan).unwrap();
    answer(&form)
}
