//! A client for measuring and harassing a server: `load MIX|IDLE|SLOW|TRICKS ...`, driven by `bench/load.mjs`.
//!
//! It prints one JSON object a line. Requests come from a file with a path and a coding (`br`, `gzip`, `identity`) a line.
#![allow(clippy::print_stdout, reason = "what it prints is what it is for")]

mod crowd;
mod line;
mod tricks;

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use line::Line;
use tokio::task::JoinSet;

/// A request of the mix.
pub(crate) type Mix = Vec<Vec<u8>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["mix", address, list, connections, requests] => {
            mix(parsed(address)?, &read(list)?, parsed(connections)?, parsed(requests)?).await
        }
        ["idle", address, list, kind @ ("silent" | "kept"), count] => {
            crowd::idle(parsed(address)?, &read(list)?, *kind == "kept", parsed(count)?).await
        }
        ["slow", address, list, count] => crowd::slow(parsed(address)?, &read(list)?, parsed(count)?).await,
        ["tricks", address] => tricks::all(parsed(address)?).await,
        _ => Err(io::Error::other(
            "load mix ADDRESS LIST CONNECTIONS REQUESTS | idle ADDRESS LIST silent|kept COUNT | slow ADDRESS LIST COUNT | tricks ADDRESS",
        )),
    }
}

fn parsed<T: std::str::FromStr>(word: &str) -> io::Result<T> {
    word.parse().map_err(|_| io::Error::other(format!("`{word}` is no address or number")))
}

fn read(list: &str) -> io::Result<Mix> {
    let text = std::fs::read_to_string(list)?;
    let request = |line: &str| {
        let (path, coding) = line.split_once(' ').unwrap_or((line, "identity"));
        format!("GET {path} HTTP/1.1\r\nhost: bench\r\naccept-encoding: {coding}\r\n\r\n").into_bytes()
    };
    Ok(text.lines().map(request).collect())
}

/// What some requests took.
#[derive(Default)]
pub(crate) struct Took {
    micros: Vec<u64>,
    bytes: u64,
    failed: u64,
}

impl Took {
    pub(crate) fn add(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.bytes += other.bytes;
        self.failed += other.failed;
    }

    /// Rate and waiting times as JSON fields.
    pub(crate) fn words(&mut self, over: Duration) -> String {
        self.micros.sort_unstable();
        let at = |thousandths: usize| {
            let rank = (self.micros.len() * thousandths).div_euclid(1000).min(self.micros.len().saturating_sub(1));
            Duration::from_micros(self.micros.get(rank).copied().unwrap_or(0)).as_secs_f64() * 1e3
        };
        let count = f64::from(u32::try_from(self.micros.len()).unwrap_or(u32::MAX));
        format!(
            "\"requests\":{},\"failed\":{},\"bytes\":{},\"seconds\":{:.3},\"rate\":{:.0},\"p50\":{:.3},\"p95\":{:.3},\"p99\":{:.3},\"max\":{:.3}",
            self.micros.len(),
            self.failed,
            self.bytes,
            over.as_secs_f64(),
            count / over.as_secs_f64(),
            at(500),
            at(950),
            at(990),
            at(1000),
        )
    }
}

/// Asks one after another on one connection, beginning somewhere in the mix.
pub(crate) async fn ask(address: SocketAddr, mix: Mix, from: usize, count: usize) -> io::Result<Took> {
    let mut took = Took::default();
    let mut line = Line::open(address).await?;
    for request in mix.iter().cycle().skip(from).take(count) {
        let begin = Instant::now();
        match line.ask(request).await {
            Ok(answer) => {
                took.bytes += answer.bytes;
                took.failed += u64::from(answer.status != 200);
            }
            Err(_) => {
                took.failed += 1;
                line = Line::open(address).await?;
            }
        }
        took.micros.push(u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
    Ok(took)
}

/// Asks on some connections at once.
pub(crate) async fn together(address: SocketAddr, mix: &Mix, connections: usize, each: usize) -> io::Result<Took> {
    let mut tasks = JoinSet::new();
    for at in 0..connections {
        tasks.spawn(ask(address, mix.clone(), at * 7, each));
    }
    let mut all = Took::default();
    while let Some(done) = tasks.join_next().await {
        all.add(done.map_err(io::Error::other)??);
    }
    Ok(all)
}

/// The whole load in twenty parts, so that whoever watches can look at the server in between.
async fn mix(address: SocketAddr, mix: &Mix, connections: usize, requests: usize) -> io::Result<()> {
    const PARTS: usize = 20;
    let each = requests.div_euclid(connections * PARTS).max(1);
    let mut all = Took::default();
    let mut over = Duration::ZERO;
    for part in 0..PARTS {
        let begin = Instant::now();
        all.add(together(address, mix, connections, each).await?);
        over += begin.elapsed();
        println!("{{\"part\":{part},\"done\":{}}}", all.micros.len());
    }
    println!("{{\"mix\":true,{}}}", all.words(over));
    Ok(())
}
