//! Series that any language rebuilds: a generator of Park and Miller, normals as sums of twelve uniforms.
#![allow(dead_code, unreachable_pub, clippy::cast_precision_loss, clippy::expect_used)]

use std::f64::consts::TAU;

pub struct Stream(u64);

impl Stream {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn normal(&mut self) -> f64 {
        (0..12)
            .map(|_| {
                self.0 = self.0 * 16_807 % 2_147_483_647;
                self.0 as f64 / 2_147_483_647.0
            })
            .sum::<f64>()
            - 6.0
    }
}

pub const SEED: u64 = 20_230_108;

/// The own series: a closure of -35 from month `close`, and 10 above the old path from month `reopen` on.
pub fn own(months: usize, close: usize, reopen: usize) -> (Vec<Option<f64>>, Vec<f64>) {
    let mut stream = Stream::new(SEED);
    let (mut y, mut x) = (Vec::new(), Vec::new());
    for month in 0..months {
        let t = month as f64;
        let (e1, e2) = (stream.normal(), stream.normal());
        let covariate = 50.0 + 0.2 * t + 3.0 * (TAU * t / 12.0 + 1.0).sin() + 2.0 * e2;
        let mut value = 100.0
            + 0.5 * t
            + 12.0 * (TAU * t / 12.0).sin()
            + 5.0 * (2.0 * TAU * t / 12.0).cos()
            + 0.8 * (covariate - 50.0)
            + 4.0 * e1;
        if (close..reopen).contains(&month) {
            value -= 35.0;
        }
        if month >= reopen {
            value += 10.0;
        }
        y.push(Some(value));
        x.push(covariate);
    }
    (y, x)
}

/// Series without an event, 80 months before and 30 after: level with a drift, covariate, noise.
pub fn null(count: usize, drift: f64) -> Vec<(Vec<Option<f64>>, Vec<f64>)> {
    let mut stream = Stream::new(SEED);
    (0..count)
        .map(|_| {
            let (mut y, mut x) = (Vec::new(), Vec::<f64>::new());
            let mut level = 0.0;
            for t in 0..110 {
                let (e1, e2, e3) = (stream.normal(), stream.normal(), stream.normal());
                let next = if t == 0 { 0.0 } else { 0.9 * x[t - 1] + 2.0 * 0.19_f64.sqrt() * e1 };
                level += drift * e2;
                x.push(next);
                y.push(Some(next + level + e3));
            }
            (y, x)
        })
        .collect()
}

/// A public series, of the folder `tests/data/series`.
pub fn public(name: &str) -> Vec<f64> {
    let path = format!("{}/../../tests/data/series/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a public series");
    text.lines().skip(1).map(|line| line.trim().parse().expect("a number")).collect()
}

pub fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

pub fn step(months: usize, from: usize) -> Vec<f64> {
    (0..months).map(|t| if t >= from { 1.0 } else { 0.0 }).collect()
}

#[track_caller]
pub fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} instead of {expected}, more than {within} apart");
}
