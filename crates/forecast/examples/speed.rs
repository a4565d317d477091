//! How long a fan and its scores take, on a public series.
#![allow(clippy::print_stdout, clippy::expect_used)]

use std::time::Instant;

use forecast::rolling::{Rules, scores};
use forecast::voices::{Asked, Spoken};

fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/series/AirPassengers.csv");
    let text = std::fs::read_to_string(path).expect("the series");
    let series: Vec<Option<f64>> =
        text.lines().skip(1).map(|line| Some(line.trim().parse().expect("a number"))).collect();
    let asked = Asked { history: &series, period: 12, horizon: 12, events: &[] };
    let start = Instant::now();
    let spoken = Spoken::of(&asked).expect("a fan");
    println!(
        "one fan {:.1} ms, log-likelihood {:.4}",
        start.elapsed().as_secs_f64() * 1e3,
        spoken.structural.fit.log_likelihood
    );
    let start = Instant::now();
    let scored = scores(&series, 12, &[], &Rules::default()).expect("scores");
    println!("{} dates {:.1} ms", scored[0].origins, start.elapsed().as_secs_f64() * 1e3);
}
