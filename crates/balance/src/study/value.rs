//! What it is worth to plan for many futures instead of their mean, and what it would be to know the future.

use super::run::{Bench, Doing};
use super::{Point, Value};
use crate::ask::Ask;
use crate::country::CountryError;
use crate::expected::{alone, mean_value};
use crate::lshaped::{Go, LShaped, Settings};
use crate::risk::Risk;

/// Relative gap of the single futures.
const GAP: f64 = 1e-5;

/// Nothing computed.
pub(super) const NONE: Value = Value {
    recourse: 0.0,
    mean_promise: 0.0,
    mean_plan: 0.0,
    stochastic_solution: 0.0,
    wait_and_see: 0.0,
    perfect_information: 0.0,
};

pub(super) fn run(
    bench: &mut Bench<'_>,
    method: &mut LShaped<'_>,
    frontier: &[Point],
    watch: &mut dyn FnMut(&Doing) -> Go,
) -> Result<Value, CountryError> {
    let programme = &bench.country.programme;
    let Some(first) = frontier.first().filter(|point| point.lambda <= 0.0) else { return Ok(NONE) };
    let ask = Ask { gap: GAP, ..bench.ask(0.0) };
    let settings = Settings { threads: 1, ..Settings::default() };
    let mean = mean_value(programme);
    let plan = LShaped::new(&mean, settings)?.solve(&ask, &mut |_| Go::On)?;
    let told = method.tell(&plan.x)?;
    let earned = -Risk::default().of(&told.losses, method.probabilities()).mean / 1000.0;
    // Each future by itself, from the plan of all; futures are dealt to threads and summed in order.
    let count = programme.futures.count();
    let mut best = vec![0.0; count];
    let mut failed = None;
    let share = count.div_ceil(bench.parts.threads.max(1)).max(1);
    if watch(&Doing { part: "value", done: 0, of: 1, progress: None }) == Go::Stop {
        bench.stopped = true;
        return Ok(NONE);
    }
    std::thread::scope(|scope| {
        let workers: Vec<_> = best
            .chunks_mut(share)
            .enumerate()
            .map(|(at, chunk)| {
                let ask = &ask;
                scope.spawn(move || -> Result<(), CountryError> {
                    for (offset, best) in chunk.iter_mut().enumerate() {
                        let single = alone(programme, at * share + offset);
                        let answer = LShaped::new(&single, settings)?.solve(ask, &mut |_| Go::On)?;
                        *best = -answer.measured.mean / 1000.0;
                    }
                    Ok(())
                })
            })
            .collect();
        for worker in workers {
            match worker.join() {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failed = failed.take().or(Some(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let wait_and_see: f64 = best.iter().zip(method.probabilities()).map(|(income, p)| income * p).sum();
    let recourse = first.income.value;
    Ok(Value {
        recourse,
        mean_promise: -plan.measured.mean / 1000.0,
        mean_plan: earned,
        stochastic_solution: recourse - earned,
        wait_and_see,
        perfect_information: wait_and_see - recourse,
    })
}
