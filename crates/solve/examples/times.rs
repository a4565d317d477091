//! Times of solves on this machine: `cargo run --release -p solve --example times`.
#![allow(clippy::print_stdout, reason = "an example talks")]

use std::time::{Duration, Instant};

use solve::{ColumnId, Options, Problem, RowId, Session, SolveError};

const COLUMNS: usize = 100;
const ROWS: usize = 50;
const SOLVES: u32 = 2000;

/// The upper bits of a linear congruence.
struct Random(u64);

impl Random {
    fn within(&mut self, low: u32, high: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let output = u32::try_from(self.0 >> 33).unwrap_or(0);
        low + output % (high - low + 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.within(0, u32::try_from(end - 1).unwrap_or(0)) as usize
    }
}

/// 100 products with profits share 50 capacities.
fn problem(random: &mut Random) -> Result<Problem, SolveError> {
    let mut problem = Problem::new();
    for _ in 0..COLUMNS {
        problem.add_column("", -f64::from(random.within(1, 100)), 0.0, 50.0)?;
    }
    for _ in 0..ROWS {
        let entries: Vec<_> =
            (0..8).map(|_| (ColumnId(random.below(COLUMNS)), f64::from(random.within(1, 9)))).collect();
        problem.add_row("", f64::NEG_INFINITY, capacity(random), &entries)?;
    }
    Ok(problem)
}

fn capacity(random: &mut Random) -> f64 {
    f64::from(random.within(100, 1000))
}

// Solves again and again after a change, and prints the mean.
fn again(
    what: &str,
    session: &mut Session,
    mut change: impl FnMut(&mut Session) -> Result<(), SolveError>,
) -> Result<(), SolveError> {
    let mut iterations = 0;
    let mut spent = Duration::ZERO;
    for _ in 0..SOLVES {
        let start = Instant::now();
        change(session)?;
        iterations += session.solve()?.optimal()?.iterations;
        spent += start.elapsed();
    }
    let micros = spent.as_secs_f64() * 1e6 / f64::from(SOLVES);
    println!("{what:<42} {micros:7.0} us, {iterations} iterations in {SOLVES} solves");
    Ok(())
}

fn main() -> Result<(), SolveError> {
    let mut random = Random(77);
    let mut session = Session::new(problem(&mut random)?, &Options::many_small())?;
    println!("{COLUMNS} columns, {ROWS} rows");
    again("cold", &mut session, Session::clear)?;
    again("warm, nothing changed", &mut session, |_| Ok(()))?;
    again("warm, one cost changed", &mut session, |session| {
        session.set_cost(ColumnId(random.below(COLUMNS)), -f64::from(random.within(1, 100)))
    })?;
    again("warm, one row changed", &mut session, |session| {
        session.set_row_bounds(RowId(random.below(ROWS)), f64::NEG_INFINITY, capacity(&mut random))
    })?;
    again("warm, all rows changed", &mut session, |session| {
        (0..ROWS).try_for_each(|row| session.set_row_bounds(RowId(row), f64::NEG_INFINITY, capacity(&mut random)))
    })?;
    let basis = session.basis();
    again("from a given basis, one row changed", &mut session, |session| {
        if let Some(basis) = &basis {
            session.set_basis(basis)?;
        }
        session.set_row_bounds(RowId(random.below(ROWS)), f64::NEG_INFINITY, capacity(&mut random))
    })
}
