//! The panel of the reference: four experts, ten seed questions (two on a log scale), two targets (one on a log scale),
//! quantiles 5, 50, 95 %. And the public panels, where the folder with shared data is.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "a test may stop at what cannot be")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::path::PathBuf;

use judgement::{Expert, Item, Panel, Scale};
use proptest::prelude::*;

pub(crate) const LEVELS: [f64; 3] = [0.05, 0.50, 0.95];
const REALISED: [f64; 10] = [68.0, 7.1, 100.0, 15.2, 2.6, 0.9, 12.9, 31.0, 5.0, 400.0];
const MEDIANS: [[f64; 12]; 4] = [
    [60.0, 6.0, 88.0, 14.0, 2.2, 1.1, 14.0, 26.0, 4.0, 350.0, 72.0, 500.0],
    [66.0, 8.5, 95.0, 18.0, 3.1, 0.8, 11.0, 35.0, 6.5, 300.0, 80.0, 450.0],
    [70.0, 7.3, 99.0, 15.0, 2.5, 1.0, 13.0, 30.0, 5.2, 420.0, 75.0, 600.0],
    [40.0, 3.0, 60.0, 25.0, 5.0, 2.0, 20.0, 15.0, 2.0, 900.0, 50.0, 900.0],
];
const HALF_WIDTHS: [f64; 4] = [0.25, 0.15, 0.40, 0.10];

pub(crate) fn own() -> Panel {
    let scale = |i: usize| if matches!(i, 8 | 9 | 11) { Scale::Log } else { Scale::Uniform };
    let rounded = |value: f64| (value * 1e6).round_ties_even() / 1e6;
    let items = (0..12)
        .map(|i| Item {
            id: format!("item{}", i + 1),
            scale: scale(i),
            realisation: REALISED.get(i).copied(),
            question: None,
        })
        .collect();
    let answers = MEDIANS
        .iter()
        .zip(HALF_WIDTHS)
        .map(|(medians, h)| {
            let answer = |(i, median): (usize, &f64)| {
                let (low, high) = match scale(i) {
                    Scale::Uniform => (median * (1.0 - h), median * (1.0 + 1.5 * h)),
                    Scale::Log => (median / (1.0 + 2.0 * h), median * (1.0 + 2.0 * h)),
                };
                Some(vec![rounded(low), *median, rounded(high)])
            };
            medians.iter().enumerate().map(answer).collect()
        })
        .collect();
    let experts = (1..=4).map(|e| Expert { id: format!("Ex{e}") }).collect();
    Panel::new(LEVELS.to_vec(), items, experts, answers).unwrap()
}

/// The two files of a public panel, or nothing and a message.
pub(crate) fn public(name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/expert_panels");
    let read = |ending| std::fs::read(folder.join(format!("{name}.{ending}"))).ok();
    let files = read("dtt").zip(read("rls"));
    if files.is_none() {
        println!("skipped: no public panel `{name}` in {}", folder.display());
    }
    files
}

pub(crate) fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}

/// Sound panels of every shape, with answers left out.
pub(crate) fn any_panel() -> impl Strategy<Value = Panel> {
    let shape = (1usize..5, 1usize..5, 1usize..6, any::<u64>());
    shape.prop_map(|(experts, items, levels, mut seed)| {
        let mut next = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(seed >> 32).unwrap()) / f64::from(u32::MAX)
        };
        let mut level = 0.0;
        let mut panel = Panel { levels: Vec::new(), items: Vec::new(), experts: Vec::new(), answers: Vec::new() };
        for _ in 0..levels {
            level += 0.01 + 0.15 * next();
            panel.levels.push((level * 1e4).round() / 1e4);
        }
        for i in 0..items {
            let scale = if next() < 0.5 { Scale::Log } else { Scale::Uniform };
            let realisation = (i == 0 || next() < 0.5).then(|| 1.0 + (100.0 * next()).round());
            let question = (next() < 0.5).then(|| format!("what is {i}?"));
            panel.items.push(Item { id: format!("i {i}"), scale, realisation, question });
        }
        for e in 0..experts {
            panel.experts.push(Expert { id: format!("e{e}") });
            let row = (0..items).map(|_| {
                let mut value = 1.0;
                (next() < 0.8).then(|| {
                    (0..levels)
                        .map(|_| {
                            value += 0.5 + (50.0 * next()).round();
                            value
                        })
                        .collect()
                })
            });
            panel.answers.push(row.collect());
        }
        panel
    })
}
