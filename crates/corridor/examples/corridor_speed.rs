//! Times the questions asked of the shipped case: `cargo run --release -p corridor --example corridor_speed`.
//!
//! One line for each question, its name and the median of several runs in milliseconds, separated by a tab.
//! `bench/corridor.mjs` sets them beside their limits.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use case::bundle::Bundle;
use case::load::load;
use case::value::date::Month;
use corridor::flow::Goal;
use corridor::goods::Goods;
use corridor::hindcast::{Record, hindcast};
use corridor::network::{Changes, Network};
use corridor::resilience::{LENGTHS, resilience};
use corridor::throughput::{Ask, throughput};

/// The median time of some runs after one to warm up, milliseconds.
fn median<T, E>(runs: usize, mut run: impl FnMut() -> Result<T, E>) -> Result<f64, E> {
    run()?;
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let started = Instant::now();
        let result = run()?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
        drop(result);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(runs.div_euclid(2)).copied().unwrap_or(0.0))
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/mongolia");
    let loaded = load(&Bundle::from_dir(&folder)?);
    let folder = loaded.folder.ok_or("the shipped case has faults: run `landlocked check`")?;
    let case = folder.as_of(folder.default_as_of());
    let network = Network::of(&case);
    let goods = Goods::of(&network);
    let coal = goods.find("coal").ok_or("the shipped case has no coal")?;
    let month = Month::new(2023, 4).ok_or("a month")?;
    let first = Month::new(2017, 1).ok_or("a month")?;
    let until = case.as_of();

    println!("network\t{}", median(9, || Ok::<_, Box<dyn Error>>(Network::of(&case)))?);
    let ask = Ask { month, seen_until: until, changes: Changes::default(), goal: Goal::Profit, worth: false };
    println!("month\t{}", median(21, || throughput(&network, &goods, &ask))?);
    let ask = Ask { worth: true, ..ask };
    println!("month and worth\t{}", median(21, || throughput(&network, &goods, &ask))?);
    let months: Vec<Month> = (0..74).map(|step| first.plus(step)).collect();
    println!("hindcast\t{}", median(5, || hindcast(&network, &goods, coal, &months, &Record::new()))?);
    println!("removals\t{}", median(3, || resilience(&network, &goods, month, until, &LENGTHS, 7))?);
    Ok(())
}
