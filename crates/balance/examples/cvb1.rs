//! Builds the reference instance CVB1 for any size and seed, and solves it.
//!
//! `cargo run --release -p balance --example cvb1 -- --seed 20240611 --scenarios 100 --lambda 0,0.5,1 --json`
//!
//! One line of JSON a weight: checksum, objective, bracket, mean and tail, rounds, CPU seconds, peak memory.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

use std::process::ExitCode;
use std::time::Instant;

use balance::instance::cvb1::{self, Base, Variant};
use balance::{Ask, Go, LShaped, Progress, Risk, Settings};

struct Wanted {
    seed: u64,
    scenarios: usize,
    lambda: Vec<f64>,
    alpha: f64,
    gap: f64,
    threads: Option<usize>,
    groups_from: Option<usize>,
    variant: Variant,
    json: bool,
}

const USAGE: &str = "cvb1 [--seed N] [--scenarios N] [--lambda 0,0.5,1] [--alpha 0.95] [--gap 1e-6] [--threads N] \
                     [--groups-from N] [--realised-share 0.6] [--whole] [--json]";

fn parse(arguments: &[String]) -> Result<Wanted, String> {
    let mut wanted = Wanted {
        seed: cvb1::SEED,
        scenarios: 100,
        lambda: vec![0.0],
        alpha: 0.95,
        gap: 1e-6,
        threads: None,
        groups_from: None,
        variant: Variant::default(),
        json: false,
    };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        match name.as_str() {
            "--json" => {
                wanted.json = true;
                continue;
            }
            "--whole" => {
                wanted.variant.whole = true;
                continue;
            }
            _ => {}
        }
        let value = rest.next().ok_or_else(|| format!("`{name}` needs a value\n{USAGE}"))?;
        let wrong = || format!("`{value}` is no value for `{name}`\n{USAGE}");
        let number = || value.parse::<f64>().map_err(|_| wrong());
        let count = || value.parse::<usize>().map_err(|_| wrong());
        match name.as_str() {
            "--seed" => wanted.seed = value.parse().map_err(|_| wrong())?,
            "--scenarios" => wanted.scenarios = count()?.max(1),
            "--lambda" => {
                wanted.lambda =
                    value.split(',').map(|part| part.parse().map_err(|_| wrong())).collect::<Result<_, _>>()?;
            }
            "--alpha" => wanted.alpha = number()?,
            "--gap" => wanted.gap = number()?,
            "--threads" => wanted.threads = Some(count()?),
            "--groups-from" => wanted.groups_from = Some(count()?),
            "--realised-share" => wanted.variant.realised_share = Some(number()?),
            _ => return Err(format!("`{name}` is not known\n{USAGE}")),
        }
    }
    Ok(wanted)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match parse(&arguments).and_then(|wanted| run(&wanted).map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(wanted: &Wanted) -> Result<(), Box<dyn std::error::Error>> {
    let checksum = cvb1::checksum(&Base::of(wanted.seed), wanted.scenarios);
    let programme = cvb1::cvb1(wanted.seed, wanted.scenarios, wanted.variant)?;
    let mut settings = Settings::default();
    if let Some(threads) = wanted.threads {
        settings.threads = threads;
    }
    if let Some(from) = wanted.groups_from {
        settings.groups_from = from;
    }
    let mut method = LShaped::new(&programme, settings)?;
    for lambda in &wanted.lambda {
        let begun = (Instant::now(), cpu_seconds());
        let ask = Ask { risk: Risk { lambda: *lambda, alpha: wanted.alpha }, gap: wanted.gap, ..Ask::default() };
        let answer = method.solve(&ask, &mut |progress: &Progress| {
            if !wanted.json {
                eprintln!(
                    "round {:>3}  {:>5} futures  [{:.3}, {:.3}]  {:.1} s",
                    progress.round,
                    progress.futures,
                    progress.lower,
                    progress.upper,
                    begun.0.elapsed().as_secs_f64()
                );
            }
            Go::On
        })?;
        let cpu = cpu_seconds().zip(begun.1).map(|(now, before)| now - before);
        let line = serde_json::json!({
            "instance": "CVB1", "seed": wanted.seed, "scenarios": wanted.scenarios,
            "checksum": format!("{checksum:016x}"), "lambda": lambda, "alpha": wanted.alpha,
            "objective": answer.bracket.upper, "lower": answer.bracket.lower, "upper": answer.bracket.upper,
            "relative_gap": answer.bracket.gap, "closed": answer.bracket.closed, "claimed": answer.bracket.claimed,
            "worst_cut": answer.bracket.worst_cut,
            "expected_profit": -answer.measured.mean, "cvar_profit": -answer.measured.cvar,
            "multiplier": answer.multiplier, "iterations": answer.rounds, "solves": answer.solves,
            "seconds": begun.0.elapsed().as_secs_f64(), "cpu_seconds": cpu, "cpu_seconds_so_far": cpu_seconds(),
            "peak_memory_mb": peak_memory_mb(),
        });
        println!("{line}");
    }
    Ok(())
}

// User and system time of this process, where the system tells it: fields 14 and 15, in hundredths of a second.
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let mut ticks = fields.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (ticks.next()?.parse().ok()?, ticks.next()?.parse().ok()?);
    Some((user + system) / 100.0)
}

fn peak_memory_mb() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some((kilobytes / 1024.0 * 10.0).round() / 10.0)
}
