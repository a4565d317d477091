//! Prints the time of one decision maker by each rule, model and scores of the experts included, and of fits.
//!
//! ```sh
//! cargo run --release -p judgement --example speed
//! ```
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example prints, and stops at what cannot be")]

#[path = "../tests/panels/mod.rs"]
mod panels;

use std::hint::black_box;
use std::time::Instant;

use judgement::classical::{Model, Rule};
use judgement::fit::{CANDIDATES, Support, best, fit};
use judgement::leave_one_out::default_rules;
use judgement::robust::without_each_seed;
use judgement::{Panel, excalibur};

fn main() {
    report("own panel", &panels::own());
    for name in ["Arkansas", "tobacco"] {
        if let Some((dtt, rls)) = panels::public(name) {
            report(name, &excalibur::read(&dtt, &rls).unwrap());
            time("   read both files", || excalibur::read(&dtt, &rls).unwrap());
        }
    }
    println!("fits, five quantiles on 0 to 100");
    let points = [(12.0, 0.05), (25.0, 0.25), (33.0, 0.5), (45.0, 0.75), (70.0, 0.95)];
    let support = Support { lower: Some(0.0), upper: Some(100.0) };
    for family in CANDIDATES {
        time(&format!("   {family:?}"), || fit(&points, support, family).unwrap());
    }
    time("   best", || best(&points, support).unwrap());
}

fn report(name: &str, panel: &Panel) {
    println!(
        "{name}: {} experts, {} seed questions, {} targets, {} quantiles",
        panel.experts.len(),
        panel.seeds().count(),
        panel.targets().count(),
        panel.levels.len()
    );
    for rule in Rule::ALL {
        let label = format!("   {:?} {:?}", rule.weighting, rule.threshold);
        time(&label, || Model::new(panel).unwrap().decision_maker(rule).unwrap());
    }
    time("   robustness, all seed questions", || without_each_seed(panel, Rule::GLOBAL).unwrap());
    time("   leave one out, four rules", || default_rules(panel).unwrap());
}

/// The least mean of five rounds.
fn time<T>(label: &str, run: impl Fn() -> T) {
    let round = || {
        let begin = Instant::now();
        for _ in 0..20 {
            black_box(run());
        }
        begin.elapsed().as_secs_f64() / 20.0
    };
    let least = (0..5).map(|_| round()).fold(f64::INFINITY, f64::min);
    println!("{label:40} {:9.4} ms", 1e3 * least);
}
